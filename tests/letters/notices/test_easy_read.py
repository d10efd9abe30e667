"""Easy-read editions: one idea a sentence, every sum and day of the standard one, and no clause that nobody reads."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from itertools import product
from typing import Any, get_args

import pytest
import textstat  # type: ignore[import-untyped]

from letters import kinds
from letters.clausebook import TO_CONFIRM, NoClauseInForce, standard
from letters.content import AgreementContent
from letters.document import Document, Signature
from letters.kinds import Edition
from letters.notices import support
from letters.notices.easy_read import agreement_easy_read
from letters.pdf import render

Agreements = Callable[..., AgreementContent]
REASONS = get_args(support.EndedBecause)
DAYS = (date(2018, 10, 9), date(2019, 6, 1), date(2020, 6, 1), date(2026, 5, 1))
EASY = {"edition": Edition.EASY_READ}


def said(document: Document) -> str:
    return "\n".join(document.lines())


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?:]) ", text)


def explained(agreement_content: Agreements, **changed: Any) -> Document:
    return agreement_easy_read(agreement_content(**changed))


# ---- what they say


def test_the_easy_approval_says_every_sum_and_day(letters: Any) -> None:
    text = letters.said("approval", **EASY)
    for each in (
        "We can be your guarantor.",
        "Your home is Flat 2, 14 Example Street, Canterbury, CT1 2ZZ.",
        "Our promise is for 12 months.",
        "It starts on 1 November 2018.",
        "It ends on 31 October 2019.",
        "Your share of the rent is £520.05 a month.",
        "The most we will pay in all is £3,120.30.",
        "The papers must be made by 26 October 2018.",
        "The landlord sends us the gas safety record.",
    ):
        assert each in text
    open_ = letters.said("approval", **EASY, conditions=(), issue_by=None)
    assert "What our yes needs" not in open_
    assert "We want us all to sign before 1 November 2018." in open_


def test_the_easy_warning_says_what_is_owed_and_that_help_comes_first(letters: Any) -> None:
    text = letters.said("early-warning", **EASY)
    for each in (
        "It is the rent for September 2018 and October 2018.",
        "You owe your landlord £640.10 now.",
        "You are not in trouble with us.",
        "This is a formal warning",
        "We will ring you by 12 October 2018.",
        "Talk to Sam Specimen. This is your personal adviser.",
    ):
        assert each in text
    gentle = letters.said("early-warning", **EASY, formal=False, adviser=None, we_ring_by=None)
    assert "formal" not in gentle
    assert "adviser" not in gentle
    assert "This letter does not make you leave." in gentle
    assert "Please ring us soon." in gentle


def test_the_agreement_explained_says_every_sum_and_day_and_that_it_replaces_nothing(
    agreement_content: Agreements,
) -> None:
    document = explained(agreement_content)
    text = said(document)
    for each in (
        "This explains your agreement. It does not replace it.",
        "You sign the agreement, not this paper.",
        "This paper is for you, Tam Sample.",
        "You rent Flat 2, 14 Example Street, Canterbury, CT1 2ZZ.",
        "Your landlord is Orla Example.",
        "Your share of the rent is £520.05 a month.",
        "The most we will pay in all is £3,120.30.",
        "Our promise is for 12 months.",
        "It starts on 1 August 2018.",
        "It ends on 31 July 2019.",
        "Our promise goes up with your own share. It goes up to £572.05 a month.",
        "Then we still pay no more than £572.05 a month.",
        "The deposit is £600.00. The rent in advance is £520.05. We pay them in another way.",
        "They have 14 days.",
        "You may owe 2 months of your share.",
        "Talk to Sam Specimen.",
        "Example Advocacy: ring 01632 960004.",
        "Customer feedback team: ring 01632 960003.",
        "Shelter: ring 0808 800 4444 or look at shelter.org.uk.",
    ):
        assert each in text
    assert not any(isinstance(block, Signature) for block in document.blocks)


@pytest.mark.parametrize(
    ("changed", "says", "is_silent_on"),
    [
        ({"repayment": "none"}, "But each time we pay, there is less left.", "Yes, but slowly."),
        ({"repayment": "instalments"}, "Yes, but slowly.", "there is less left"),
        ({"personal_adviser": None}, "You can ask us anything.", "adviser"),
        ({"advocacy": None}, "Customer feedback team", "dvoca"),
    ],
)
def test_the_agreement_explained_follows_the_agreement(
    agreement_content: Agreements, changed: dict[str, Any], says: str, is_silent_on: str
) -> None:
    text = said(explained(agreement_content, **changed)).partition("Clause versions")[0]
    assert says in text
    assert is_silent_on not in text


@pytest.mark.parametrize("covers", [True, False])
def test_the_agreement_explained_says_whether_damage_is_paid(
    agreement_content: Agreements, covers: bool
) -> None:
    terms = agreement_content().terms.model_dump() | {"covers_damage": covers}
    text = said(explained(agreement_content, terms=terms))
    assert ("We may pay the rest." in text) is covers
    assert ("We do not pay for damage." in text) is not covers


# ---- how they are set


@pytest.mark.parametrize("kind", ["approval", "early-warning"])
def test_an_easy_letter_is_set_easily_and_drawn(letters: Any, kind: str) -> None:
    paper = letters.paper(kind, **EASY)
    assert paper.setting == "easy"
    assert all(version.id.startswith("easy-") for version in paper.clause_versions)
    assert render(paper).startswith(b"%PDF-")


def test_the_agreement_explained_is_set_easily_and_drawn(agreement_content: Agreements) -> None:
    document = explained(agreement_content)
    assert document.setting == "easy"
    assert document.code == agreement_content().code
    assert document.mark == "REHEARSAL - synthetic people"
    assert all(version.id.startswith("easy-") for version in document.clause_versions)
    assert render(document).startswith(b"%PDF-")


def easy_papers(letters: Any, agreement_content: Agreements) -> Iterator[Document]:
    for made_on, formal in product(DAYS, (True, False)):
        yield letters.paper("early-warning", **EASY, made_on=made_on, formal=formal, we_ring_by=None)
    yield letters.paper("early-warning", **EASY, adviser=None)
    yield letters.paper("approval", **EASY)
    yield letters.paper("approval", **EASY, issue_by=None)
    terms = agreement_content().terms.model_dump() | {"covers_damage": True}
    yield explained(agreement_content)
    yield explained(agreement_content, repayment="instalments", personal_adviser=None, terms=terms)
    let = agreement_content().tenancy.model_dump() | {"kind": "university", "licence": True, "joint": True}
    yield explained(agreement_content, tenancy=let, terms=terms | {"covers_deposit": True})


def test_one_idea_a_sentence_in_short_words(
    letters: Any, agreement_content: Agreements, prose: Callable[[Document], str]
) -> None:
    for document in easy_papers(letters, agreement_content):
        text = prose(document)
        assert textstat.automated_readability_index(text) < 3
        assert textstat.coleman_liau_index(text) < 4
        assert max(len(sentence.split()) for sentence in sentences(text)) <= 15


def test_numbers_are_figures(letters: Any, agreement_content: Agreements) -> None:
    numbers = re.compile(r"\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b", re.IGNORECASE)
    for document in easy_papers(letters, agreement_content):
        found = [line for line in document.lines() if numbers.search(line)]
        assert [line for line in found if "one of" not in line] == []


# ---- the folders of clauses


def every_paper(letters: Any, agreement_content: Agreements) -> Iterator[Document]:
    yield from easy_papers(letters, agreement_content)
    for kind in letters.kinds:
        yield letters.paper(kind)
    for made_on, formal in product(DAYS, (True, False)):
        yield letters.paper("early-warning", made_on=made_on, formal=formal, we_ring_by=None)
    for made_on, reason in product(DAYS, REASONS):
        yield letters.paper("end", made_on=made_on, reason=reason)
    yield letters.paper("early-warning", **EASY)
    yield letters.paper("approval", conditions=(), issue_by=None)
    late = {"conditions": (), "issue_by": None, "starts_on": date(2018, 10, 9)}
    yield letters.paper("approval", **late)
    yield letters.paper("approval", **EASY, **late)
    yield letters.paper("end", made_on=date(2018, 11, 30))
    yield letters.paper("refusal", would_change=(), reasons=())
    asked = {"review_asked_on": date(2018, 10, 8)}
    yield letters.paper("refusal", **asked)
    yield letters.paper("refusal", **asked, reviewed_on=date(2018, 10, 9))
    yield letters.paper("refusal-reviewed", upheld=False)
    yield letters.paper("more-information", by_on=None)
    yield letters.paper("waiting-list", ahead=0)
    yield letters.paper("help-goes-on", repayment="instalments", left="0.00")
    yield letters.paper("recovery-plan", breathing_space_until=date(2018, 11, 1))
    yield letters.paper(
        "recovery-plan", owed="1.00", instalments=[{"due_on": date(2018, 10, 1), "amount": "1.00"}]
    )
    yield letters.paper("transfer", sign_by=date(2018, 11, 6))


def test_every_clause_of_both_folders_stands_on_some_paper(
    letters: Any, agreement_content: Agreements
) -> None:
    used = {
        (version.id, version.version)
        for document in every_paper(letters, agreement_content)
        for version in document.clause_versions
    }
    written = set()
    for folder in ("young-person", "easy-read"):
        for file in (files("letters.clauses") / folder).iterdir():
            text = file.read_text("utf-8")
            id_, version = re.search(r"^id: (.+)$", text, re.M), re.search(r'^version: "(.+)"$', text, re.M)
            assert id_ is not None
            assert version is not None
            written.add((id_[1], version[1]))
            assert file.name.removesuffix(".md").partition(".")[0] == id_[1]
    assert written - used == set()


def test_every_clause_has_a_source_and_waits_for_the_lawyer() -> None:
    young_persons = {
        name
        for name, kind in kinds.KINDS.items()
        if kind.reader is kinds.Reader.YOUNG_PERSON and name != "agreement"
    }
    young_persons |= {kinds.easy_read(name) for name, kind in kinds.KINDS.items() if kind.easy_read}
    heads = [clause.head for clause in standard().clauses if young_persons & clause.head.documents.keys()]
    assert young_persons <= {name for head in heads for name in head.documents}
    assert {head.approved_by for head in heads} == {TO_CONFIRM}
    assert all(head.in_force_from >= date(2018, 6, 1) for head in heads)


@pytest.mark.parametrize("kind", [kind.name for kind in kinds.KINDS.values() if kind.easy_read])
def test_before_the_pilot_there_is_no_easy_wording(kind: str) -> None:
    with pytest.raises(NoClauseInForce):
        standard().in_force(kinds.easy_read(kind), date(2018, 5, 31), {})


@pytest.mark.parametrize(
    "kind",
    [kind.name for kind in kinds.NOTICES if kind.reader is kinds.Reader.YOUNG_PERSON and not kind.easy_read],
)
def test_a_kind_without_easy_wording_is_refused_in_it(letters: Any, kind: str) -> None:
    with pytest.raises(NoClauseInForce, match=f"no clause of the {kind}-easy-read is in force"):
        letters.paper(kind, **EASY)
