"""Every switch that a clause hangs on, in any version of any day, is one that the builder of its paper sets."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest

from letters import agreement, clausebook, kinds
from letters.content import AgreementContent, DeedContent
from letters.notices.easy_read import agreement_easy_read
from tests.letters import landlord_papers

Known = dict[str, set[str]]


@pytest.fixture
def known(
    monkeypatch: pytest.MonkeyPatch,
    letters: Any,
    deed_content: Callable[..., DeedContent],
    agreement_content: Callable[..., AgreementContent],
) -> Known:
    """The switches that each builder sets, by paper, as seen while each is made once."""
    seen: Known = defaultdict(set)
    chosen = clausebook.ClauseBook.in_force

    def seeing(book: clausebook.ClauseBook, paper: str, *args: Any) -> tuple[clausebook.Clause, ...]:
        seen[paper] |= set(args[-1])
        return chosen(book, paper, *args)

    monkeypatch.setattr(clausebook.ClauseBook, "in_force", seeing)
    agreement.deed(deed_content())
    agreement.agreement(agreement_content())
    agreement_easy_read(agreement_content())
    for kind in landlord_papers.MADE:
        landlord_papers.paper(kind)
    for kind in letters.kinds:
        for edition in kinds.KINDS[kind].editions:
            letters.paper(kind, edition)
    return seen


def unknown(book: clausebook.ClauseBook, known: Known) -> set[tuple[str, str]]:
    return {
        (paper, clause.head.when)
        for clause in book.clauses
        for paper in clause.head.documents
        if clause.head.when and clause.head.when.split()[-1] not in known[paper]
    }


def test_every_switch_of_the_book_is_set_by_the_builder_of_its_paper(known: Known) -> None:
    assert set(known) == kinds.PAPERS
    assert unknown(clausebook.standard(), known) == set()


def test_a_switch_that_no_builder_sets_is_found(known: Known) -> None:
    planted = clausebook.read(
        {
            "a.md": "---\nid: a\ntitle: A\ndocuments: {deed: 1}\nwhen: not licenced\nin_force_from: 2099-01-01\n"
            'version: "1"\nsource: s\napproved_by: a\n---\nWording.\n'
        }
    )
    assert unknown(planted, known) == {("deed", "not licenced")}
