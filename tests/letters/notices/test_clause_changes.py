"""What changed in a paper's wording between two days, in words."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters import clause_changes, clausebook, kinds
from letters.clause_changes import WordChange
from letters.clausebook import Clause, ClauseBook

OLD, NEW = date(2018, 6, 1), date(2026, 5, 1)
CLAUSE = """---
id: {id}
title: {title}
documents: {{deed: {place}}}
{more}in_force_from: {since}
{until}version: "{version}"
source: the act of {since}
approved_by: for the council's lawyer to confirm
---
{body}
"""


def clause(
    body: str,
    version: int = 1,
    since: date = OLD,
    until: date | None = None,
    *,
    name: str = "cap",
    title: str = "A title",
    place: int = 1,
    more: str = "",
) -> str:
    ends = f"in_force_until: {until}\n" if until else ""
    return CLAUSE.format(
        id=name, title=title, place=place, more=more, since=since, until=ends, version=version, body=body
    )


def book(*clauses: str) -> ClauseBook:
    return clausebook.read({f"{number}.md": text for number, text in enumerate(clauses)})


def two_versions(was: str, now: str, title: str = "A title") -> ClauseBook:
    return book(clause(was, 1, OLD, date(2026, 4, 30)), clause(now, 2, NEW, title=title))


def words(of: ClauseBook, earlier: date = OLD, later: date = NEW) -> tuple[str, ...]:
    return clause_changes.in_words(clause_changes.between(of, "deed", earlier, later))


@pytest.mark.parametrize(
    ("earlier", "later", "changed"),
    [
        (OLD, date(2026, 4, 30), False),
        (OLD, NEW, True),
        (date(2026, 4, 30), NEW, True),
        (NEW, date(2030, 1, 1), False),
        (NEW, NEW, False),
    ],
)
def test_a_change_lies_between_the_last_day_of_one_version_and_the_first_of_the_next(
    earlier: date, later: date, changed: bool
) -> None:
    found = clause_changes.between(two_versions("At most this.", "At most that."), "deed", earlier, later)
    assert bool(found) is changed


def test_a_replaced_clause_names_versions_words_and_source() -> None:
    assert words(two_versions("Pay at most {cap} a month.", "Pay at most {rent_share} a month.")) == (
        (
            'Clause cap, "A title": version 1 (1 June 2018) is replaced by version 2 (1 May 2026): in paragraph 1 '
            '"[cap]" becomes "[rent share]" after "Pay at most". Source: the act of 2026-05-01.'
        ),
    )


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("The rent is due.", "The rent is now due.", '"now" is added after "The rent is"'),
        ("The rent is now due.", "The rent is due.", '"now" is left out after "The rent is"'),
        ("Rent is due now.", "The rent is due now.", '"Rent" becomes "The rent" at its beginning'),
        ("One thing.", "One thing.\n\nAnother.", 'paragraph 2 is new and says "Another."'),
        ("One thing.\n\nAnother.", "One thing.", 'what was paragraph 2 is dropped, "Another."'),
        ("These:\n- one\n- two", "These:\n- one\n- three", "what was paragraph 1, item (b) is dropped"),
        ("These:\n- one\n- two", "These:\n- one\n- three", 'paragraph 1, item (b) is new and says "three"'),
        ("Rent.", "Wholly other wording.", 'paragraph 1 is new and says "Wholly other wording."'),
        ("Same.", "Same.", "version 2 (1 May 2026): its wording stays the same."),
    ],
)
def test_each_way_of_changing_has_its_own_words(was: str, now: str, says: str) -> None:
    (sentence,) = words(two_versions(was, now))
    assert says in sentence


def test_a_title_that_changed_is_told() -> None:
    (sentence,) = words(two_versions("Same.", "Same.", title="A new title"))
    assert '"A new title": version 1' in sentence
    assert 'in the title "new" is added after "A"' in sentence


def test_what_did_not_change_is_not_listed() -> None:
    of = book(
        clause("Stays.", name="other", place=2),
        clause("First stays.\n\nThe rent is due.", 1, OLD, date(2026, 4, 30)),
        clause("First stays.\n\nThe rent is now due.", 2, NEW),
    )
    (change,) = clause_changes.between(of, "deed", OLD, NEW)
    assert [part.where for part in change.parts] == ["paragraph 2"]
    assert change.parts[0].words == (WordChange("", "now", "The rent is"),)
    assert "First stays" not in clause_changes.in_words([change])[0]


def test_new_and_dropped_clauses_stand_in_the_papers_order_with_their_sources() -> None:
    of = book(
        clause("Gone.", 1, OLD, date(2026, 4, 30), name="gone", place=1),
        clause("New {cap}.\n- always", 1, NEW, name="new", place=2),
    )
    assert words(of) == (
        (
            'Clause gone, "A title": version 1 is dropped after 30 April 2026 and nothing replaces it. '
            "Source: the act of 2018-06-01."
        ),
        (
            'Clause new, "A title": version 1 is new from 1 May 2026. It says: New [cap]. always '
            "Source: the act of 2026-05-01."
        ),
    )


def test_switches_leave_out_the_clauses_that_a_paper_does_not_carry() -> None:
    of = book(
        clause("Old.", 1, OLD, date(2026, 4, 30), more="when: damage\n"),
        clause("New.", 2, NEW, more="when: damage\n"),
    )
    assert len(clause_changes.between(of, "deed", OLD, NEW, {"damage": True})) == 1
    assert clause_changes.between(of, "deed", OLD, NEW, {"damage": False}) == ()
    with pytest.raises(KeyError, match="damage"):
        clause_changes.between(of, "deed", OLD, NEW, {})


def test_before_the_first_clause_everything_is_new_and_days_are_in_order() -> None:
    assert "is new from 1 June 2018" in words(book(clause("Wording.")), date(2018, 5, 31), OLD)[0]
    with pytest.raises(ValueError, match="expected later no earlier than 2026-05-01, got 2018-06-01"):
        words(book(clause("Wording.")), NEW, OLD)


def applied(was: str, changes: tuple[WordChange, ...]) -> str:
    """The earlier words with each change made where the words before it say."""
    done: list[str] = []
    left = was.split()
    for change in changes:
        gone, before = change.was.split(), change.after.split()
        while done[len(done) - len(before) :] != before or left[: len(gone)] != gone:
            done.append(left.pop(0))
        left = left[len(gone) :]
        done += change.now.split()
    return " ".join(done + left)


@given(st.permutations("abcdefgh"), st.permutations("abcdexyz"))
def test_the_words_that_changed_turn_one_wording_into_the_other(was: list[str], now: list[str]) -> None:
    part = clause_changes.PartChange("paragraph 1", " ".join(was), " ".join(now))
    assert applied(" ".join(was), part.words) == " ".join(now)


@pytest.mark.parametrize("paper", sorted(kinds.PAPERS))
def test_every_version_of_the_standard_book_is_told_when_it_changes(paper: str) -> None:
    standard = clausebook.standard()
    found = clause_changes.between(standard, paper, OLD, NEW)
    versions: dict[str, list[Clause]] = {}
    for one in standard.clauses:
        if paper in one.head.documents:
            versions.setdefault(one.head.id, []).append(one)
    on_both = {
        name: [next((one.head.version for one in several if one.in_force(on)), None) for on in (OLD, NEW)]
        for name, several in versions.items()
    }
    assert {change.head.id for change in found} == {
        name for name, (was, now) in on_both.items() if was != now
    }
    for sentence, change in zip(clause_changes.in_words(found), found, strict=True):
        assert change.head.source in sentence
        assert "{" not in sentence


def test_two_spans_of_days_tell_what_one_over_both_does_where_a_clause_changes_once() -> None:
    days = (OLD, date(2019, 6, 1), NEW)
    standard = clausebook.standard()
    steps = {
        change.head.id
        for earlier, later in pairwise(days)
        for change in clause_changes.between(standard, "deed", earlier, later)
    }
    assert steps == {change.head.id for change in clause_changes.between(standard, "deed", OLD, NEW)}
