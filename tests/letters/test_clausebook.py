"""The clause book: which wording on which day, and placeholders that never guess."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters import clausebook, kinds
from letters.clausebook import ClauseBookFaulty, NoClauseInForce, PlaceholdersDisagree

CLAUSE = """---
id: {id}
title: A title
documents: {{{documents}}}
in_force_from: {since}
{more}version: "{version}"
source: somebody's paper
approved_by: for the council's lawyer to confirm
---
{body}
"""


def clause(
    body: str = "Wording.",
    *,
    name: str = "cap",
    documents: str = "deed: 1",
    since: str = "2018-06-01",
    version: str = "1",
    more: str = "",
) -> str:
    return CLAUSE.format(id=name, documents=documents, since=since, version=version, more=more, body=body)


def two_versions() -> clausebook.ClauseBook:
    return clausebook.read(
        {
            "a.md": clause("Old.", more="in_force_until: 2019-05-31\n"),
            "b.md": clause("New.", since="2019-06-01", version="2"),
        }
    )


@pytest.mark.parametrize(
    ("on", "wording"),
    [("2018-06-01", "Old."), ("2019-05-31", "Old."), ("2019-06-01", "New."), ("2030-01-01", "New.")],
)
def test_first_and_last_day_belong_to_a_version(on: str, wording: str) -> None:
    (found,) = two_versions().in_force("deed", date.fromisoformat(on), {})
    assert found.paragraphs[0].text == wording


def test_before_the_first_version_there_is_no_wording() -> None:
    with pytest.raises(NoClauseInForce, match="no clause of the deed is in force on 2018-05-31"):
        two_versions().in_force("deed", date(2018, 5, 31), {})


def test_clauses_stand_in_the_papers_own_order() -> None:
    book = clausebook.read(
        {
            "a.md": clause(name="second", documents="deed: 20"),
            "b.md": clause(name="first", documents="deed: 3, agreement: 9"),
        }
    )
    assert [found.head.id for found in book.in_force("deed", date(2018, 6, 1), {})] == ["first", "second"]


@pytest.mark.parametrize(("when", "on"), [("damage", True), ("not damage", False)])
def test_a_switch_chooses_a_clause(when: str, on: bool) -> None:
    book = clausebook.read(
        {"a.md": clause(name="always"), "b.md": clause(name="sometimes", more=f"when: {when}\n")}
    )
    chosen = book.in_force("deed", date(2018, 6, 1), {"damage": on})
    other = book.in_force("deed", date(2018, 6, 1), {"damage": not on})
    assert [len(chosen), len(other)] == [2, 1]


def test_an_unknown_switch_is_an_error() -> None:
    book = clausebook.read({"a.md": clause(more="when: damage\n")})
    with pytest.raises(KeyError, match="damage"):
        book.in_force("deed", date(2018, 6, 1), {})


def test_a_missing_and_an_unused_value_are_both_named() -> None:
    clauses = clausebook.read({"a.md": clause("At most {cap}.\n- by {ends_on}")}).clauses
    with pytest.raises(PlaceholdersDisagree) as wrong:
        clausebook.fill(clauses, {"cap": "£1.00", "rent": "£2.00"})
    assert (wrong.value.missing, wrong.value.unused) == (("ends_on",), ("rent",))
    assert str(wrong.value) == "no value for the placeholder ends_on; no clause uses the value rent"


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({}, "no value for the placeholder cap"),
        ({"cap": "£1.00", "rent": "£2.00"}, "no clause uses the value rent"),
    ],
)
def test_a_missing_value_alone_and_an_unused_value_alone_are_errors(
    values: dict[str, str], says: str
) -> None:
    clauses = clausebook.read({"a.md": clause("At most {cap}.")}).clauses
    with pytest.raises(PlaceholdersDisagree, match=f"^{says}$"):
        clausebook.fill(clauses, values)


def test_exactly_the_values_asked_for_fill_paragraphs_and_lists() -> None:
    clauses = clausebook.read(
        {"a.md": clause("At most {cap}\nin all:\n- by {ends_on}\n  at noon\n- never")}
    ).clauses
    (filled,) = clausebook.fill(clauses, {"cap": "£1.00", "ends_on": "31 July 2019"})
    assert filled.paragraphs == (
        clausebook.ClauseParagraph("At most £1.00 in all:", ("by 31 July 2019 at noon", "never")),
    )


@given(st.text(alphabet="{}cap_ x", max_size=12))
def test_a_value_is_put_in_as_it_is_even_with_braces(value: str) -> None:
    clauses = clausebook.read({"a.md": clause("At most {cap}.")}).clauses
    (filled,) = clausebook.fill(clauses, {"cap": value})
    assert filled.paragraphs[0].text == f"At most {value}."


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("no front matter", "expected YAML between two lines of ---"),
        (clause(""), "expected wording"),
        (clause("- a list alone"), "a paragraph before each list"),
        (clause("A {stray brace."), "found a stray brace"),
        (clause("A {Cap}."), "found a stray brace"),
        (clause(more="colour: red\n"), "colour: Extra inputs are not permitted"),
        (clause(name="Not an id"), "id: String should match pattern"),
        (clause(since="soon"), "in_force_from"),
        (clause(more="in_force_until: 2018-05-31\n"), "in_force_until no earlier than in_force_from"),
        (
            clause(documents="letter: 1"),
            "cap version 1: expected documents that are kinds of paper, found letter",
        ),
        (clause("Until the tenant's birthday."), "a landlord's paper may not say birthday"),
        (clause().replace("source: somebody's paper\n", ""), "source: Field required"),
    ],
)
def test_a_faulty_file_is_named_with_its_fault(text: str, fault: str) -> None:
    with pytest.raises(ClauseBookFaulty, match=re.escape(fault)):
        clausebook.read({"a.md": text})


def test_a_young_persons_paper_may_say_what_a_landlords_may_not() -> None:
    assert clausebook.read({"a.md": clause("Until your birthday.", documents="agreement: 1")}).clauses


def test_all_faults_are_reported_at_once() -> None:
    with pytest.raises(ClauseBookFaulty) as wrong:
        clausebook.read({"a.md": "nothing", "b.md": clause("{", name="b"), "c.md": clause(name="C")})
    assert len(wrong.value.faults) == 3


@pytest.mark.parametrize(
    ("until", "since", "clash"),
    [("2019-05-31", "2019-05-31", True), ("2019-05-31", "2019-06-01", False), (None, "2019-06-01", True)],
)
def test_two_versions_are_never_in_force_together(until: str | None, since: str, clash: bool) -> None:
    sources = {
        "a.md": clause(more=f"in_force_until: {until}\n" if until else ""),
        "b.md": clause(since=since, version="2"),
    }
    if clash:
        with pytest.raises(ClauseBookFaulty, match=f"versions 1 and 2 are both in force on {since}"):
            clausebook.read(sources)
    else:
        assert len(clausebook.read(sources).clauses) == 2


def test_a_version_is_given_once() -> None:
    sources = {
        "a.md": clause(more="in_force_until: 2019-05-31\n"),
        "b.md": clause(since="2019-06-01"),
    }
    with pytest.raises(ClauseBookFaulty, match="expected each version once, found 1 twice"):
        clausebook.read(sources)


def test_no_clause_of_the_standard_book_carries_a_figure_of_its_own() -> None:
    """Figures are the policy's; only statutes, their sections and the days of the law stand in wording."""
    cited = re.compile(r"[Ss]ection \d+[A-Z]?|Acts? \d{4}|Statute of Frauds 1677")
    for one in clausebook.standard().clauses:
        assert not re.search(r"\d", cited.sub("", " ".join(one.texts))), one.head.id


def test_versions_of_a_standard_clause_follow_without_a_gap() -> None:
    by_id: dict[str, list[clausebook.Clause]] = {}
    for one in clausebook.standard().clauses:
        by_id.setdefault(one.head.id, []).append(one)
    assert any(len(versions) > 1 for versions in by_id.values())
    for versions in by_id.values():
        versions.sort(key=lambda one: one.head.in_force_from)
        assert versions[-1].head.in_force_until is None
        for earlier, later in pairwise(versions):
            assert earlier.head.in_force_until == later.head.in_force_from - timedelta(days=1)


def test_every_paper_a_clause_names_is_a_kind_or_its_easy_edition_and_every_kind_has_clauses() -> None:
    named = {name for one in clausebook.standard().clauses for name in one.head.documents}
    easy = {kinds.easy_read(kind.name) for kind in kinds.KINDS.values() if kind.easy_read}
    assert named == set(kinds.KINDS) | easy == kinds.PAPERS


def test_without_switches_a_paper_carries_every_variant_and_before_its_first_clause_none() -> None:
    book = clausebook.read(
        {"a.md": clause(more="when: damage\n"), "b.md": clause(name="b", more="when: not damage\n")}
    )
    assert [one.head.id for one in book.carried("deed", date(2018, 6, 1))] == ["cap", "b"]
    assert [one.head.id for one in book.carried("deed", date(2018, 6, 1), {"damage": False})] == ["b"]
    assert book.carried("deed", date(2018, 5, 31)) == ()
