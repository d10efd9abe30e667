"""What the record asks to be told is due until the letter is made, on SQLite and on PostgreSQL alike."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from guarantor.domain.correspondence import WithdrawalReason
from guarantor.domain.guarantee_changes import ChangeDecision
from guarantor.domain.lifecycle import EndReason, Party
from guarantor.services.casework import cases, refusal_reviews
from guarantor.services.correspondence import letters, withdrawing
from guarantor.services.data_protection import erasure
from guarantor.services.guaranteeing import changes, guarantees
from guarantor.services.worktrays import daily, worktray
from tests.conftest import Begin
from tests.databases import KINDS
from tests.rehearsing import Rehearsal, Story, after
from tests.services import stories
from tests.services.after_decision import review_asked, three_wait
from tests.services.claiming import C, undo
from tests.services.correspondence.gathering import due, due_kinds, gathered
from tests.services.paying import planned, recover, returned
from tests.services.renting import missed, pay
from tests.services.stories import day, issue

R, G = "RG-0001", "RG-0001/1"


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Both kinds."""
    return str(request.param)


@after(Rehearsal.staff)
def lacking(rehearsal: Rehearsal) -> None:
    """RG-0001 is incomplete, and RG-0002 lacks nothing but a home."""
    rehearsal.assessed_case(changes={"readiness.cooking": None})
    rehearsal.assessed_case("RG-0002", {"tenancy": None})


@after(review_asked)
def reviewed(rehearsal: Rehearsal) -> None:
    """The refusal of RG-0001 was upheld on 10 July 2018."""
    refusal_reviews.review(rehearsal.office, rehearsal.abe, R, "upheld", "It stands.", day("2018-07-10"))


@after(stories.charged)
def warned(rehearsal: Rehearsal) -> None:
    """August and September were reported missed, each in its month, and the daily run came by on 19 October 2018."""
    missed(rehearsal, "2018-08", "2018-08-10")
    missed(rehearsal, "2018-09", "2018-09-10")
    daily.run(rehearsal.office, day("2018-10-19"))


@after(stories.active)
def rise_refused(rehearsal: Rehearsal) -> None:
    """A rent of £600.00 was charged, and consent to it refused on 20 November 2018."""
    rehearsal.charge(G, "2018-11-01", amount_pence=60_000)
    decision = ChangeDecision.NOT_CONSENTED
    changes.decide(rehearsal.office, rehearsal.ann, 1, decision, "Too much.", day("2018-11-20"))


@after(stories.offered)
def lapsed(rehearsal: Rehearsal) -> None:
    """Nobody signed: the offer lapsed on 3 August 2018."""
    daily.run(rehearsal.office, day("2018-08-03"))


@after(stories.active)
def died(rehearsal: Rehearsal) -> None:
    """The tenant died on 20 October 2018; July was reported missed before."""
    missed(rehearsal, "2018-08", "2018-08-10")
    rehearsal.ended_early(G, "2018-10-20", EndReason.TENANT_DIED)


ASKED: list[tuple[Story, list[tuple[str, str]]]] = [
    (stories.submitted, []),
    (stories.assessed, []),
    (lacking, [("more-information", R)]),
    (stories.approved, [("approval", R)]),
    (stories.approved_in_principle, [("approval-in-principle", R)]),
    (stories.declined, [("refusal", R)]),
    (reviewed, [("refusal", R), ("refusal-reviewed", R)]),
    (three_wait, [("approval", R), *(("waiting-list", f"RG-000{number}") for number in (2, 3, 4))]),
    (stories.offered, [("approval", R)]),
    (stories.active, []),
    (lapsed, [("end", G)]),
    (stories.charged, []),
    (warned, [("early-warning", G), ("report-received", G), ("review", G)]),
    (rise_refused, [("rent-rise", G)]),
    (stories.lodged, []),
    (stories.accepted, [("claim-decision", C)]),
    (stories.paid, [("claim-decision", C), ("help-goes-on", C), ("payment-advice", C)]),
    (returned, [("claim-decision", C)]),
    (
        planned,
        [("claim-decision", C), ("help-goes-on", C), ("payment-advice", C), ("recovery-plan", C)],
    ),
    (stories.ended, [("end", G), ("landlord-end", G)]),
    (stories.moving, []),
    (stories.moved, [("approval", R), ("landlord-transfer", G), ("transfer", G)]),
    (died, [("landlord-end", G), ("report-received", G)]),
]


@contextmanager
def _queries_counted(rehearsal: Rehearsal) -> Iterator[list[str]]:
    asked: list[str] = []

    def remember(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(rehearsal.office.engine, "before_cursor_execute", remember)
    yield asked
    event.remove(rehearsal.office.engine, "before_cursor_execute", remember)


@pytest.mark.parametrize(("story", "asked"), ASKED)
def test_a_history_asks_for_these_letters_and_each_can_be_gathered(
    begin: Begin, story: Story, asked: list[tuple[str, str]]
) -> None:
    rehearsal = begin(story)
    found = due(rehearsal, "2018-12-02")
    assert sorted((each.kind, each.ref) for each in found) == asked
    for each in found:
        on = (
            "2018-12-02"
            if each.kind not in ("approval-in-principle", "transfer")
            else each.since_on.isoformat()
        )
        assert gathered(rehearsal, each.kind, each.ref, on).basis == each.basis


@pytest.mark.parametrize(
    ("story", "kind", "ref", "since"),
    [
        (stories.declined, "refusal", R, "2018-07-03"),
        (stories.ended, "landlord-end", G, "2018-10-15"),
        (stories.paid, "payment-advice", C, "2018-11-10"),
    ],
)
def test_a_letter_is_due_from_its_day_until_it_is_made_and_again_once_withdrawn(
    begin: Begin, story: Story, kind: str, ref: str, since: str
) -> None:
    rehearsal = begin(story)
    since_on = day(since)
    before = since_on.replace(day=since_on.day - 1).isoformat()
    assert (kind, ref) not in due_kinds(rehearsal, before)
    assert (kind, ref) in due_kinds(rehearsal, since)
    made = letters.issue(rehearsal.office, rehearsal.cora, kind, ref, since_on)
    assert (kind, ref) not in due_kinds(rehearsal, since)
    withdrawing.withdraw(rehearsal.office, rehearsal.ann, made["code"], WithdrawalReason.MISTAKE, since_on)
    assert (kind, ref) in due_kinds(rehearsal, since)


def _revised(rehearsal: Rehearsal) -> None:
    cases.revise(rehearsal.office, rehearsal.cora, R, rehearsal.document(), day("2018-07-09"))


def _undone(rehearsal: Rehearsal) -> None:
    undo(rehearsal)


def _task_done(rehearsal: Rehearsal) -> None:
    for task in worktray.listed(rehearsal.office, None):
        if task["kind"] in ("early_warning", "formal_warning", "review"):
            number = int(task["task"][2:])
            worktray.close(rehearsal.office, rehearsal.cora, number, "done", "spoke", day("2018-10-20"))


def _all_back(rehearsal: Rehearsal) -> None:
    recover(rehearsal, 104_000)


def _signed(rehearsal: Rehearsal) -> None:
    for party in Party:
        guarantees.sign(rehearsal.office, rehearsal.cora, "RG-0001/2", party, day("2018-11-12"))


def _erased(rehearsal: Rehearsal) -> None:
    erasure.erase_person(rehearsal.office, rehearsal.ada, R, day("2018-11-30"))


@pytest.mark.parametrize(
    ("story", "happens", "no_more"),
    [
        (lacking, _revised, {"more-information"}),
        (stories.declined, _revised, {"refusal"}),
        (stories.accepted, _undone, {"claim-decision"}),
        (warned, _task_done, {"early-warning", "review"}),
        (planned, _all_back, {"recovery-plan"}),
        (stories.moved, _signed, {"approval", "transfer"}),
        (stories.paid, _erased, {"claim-decision", "help-goes-on", "payment-advice"}),
    ],
)
def test_what_is_overtaken_is_due_no_more(
    begin: Begin, story: Story, happens: Callable[[Rehearsal], None], no_more: set[str]
) -> None:
    rehearsal = begin(story)
    before = {each.kind for each in due(rehearsal, "2018-12-02")}
    happens(rehearsal)
    assert before - {each.kind for each in due(rehearsal, "2018-12-02")} == no_more


def test_of_several_warnings_the_newest_is_due(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    missed(rehearsal, "2018-08", "2018-08-10")
    pay(rehearsal, "2018-08-20")
    missed(rehearsal, "2018-10", "2018-10-10")
    (found,) = [each for each in due(rehearsal, "2018-10-10") if each.kind == "early-warning"]
    assert found.since_on == day("2018-10-10")


def test_the_one_that_waits_longest_comes_first(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    missed(rehearsal, "2018-11", "2018-11-07")
    assert [each.since_on for each in due(rehearsal, "2018-12-02")] == sorted(
        each.since_on for each in due(rehearsal, "2018-12-02")
    )
    assert due(rehearsal, "2018-12-02")[0].kind == "claim-decision"


@after(stories.paid)
def three_cases(rehearsal: Rehearsal) -> None:
    """Two more cases went the way of RG-0001, and one of them was moved out of."""
    for ref, reference in (("RG-0002", "BACS-2"), ("RG-0003", "BACS-3")):
        guarantee = rehearsal.active_guarantee(ref)
        rehearsal.charge(guarantee, "2018-08-01", "2018-09-01", "2018-10-01", "2018-11-01")
        rehearsal.paid_claim(guarantee, stories.SEPTEMBER_AND_OCTOBER, reference)
    issue_again = rehearsal.approved_case("RG-0004")
    issue(rehearsal, issue_again)


def test_the_number_of_queries_does_not_grow_with_the_cases(begin: Begin) -> None:
    counted = []
    for story in (stories.paid, three_cases):
        rehearsal = begin(story)
        with _queries_counted(rehearsal) as asked:
            found = due(rehearsal, "2018-12-02")
        counted.append((len(found), len(asked)))
    (few, queries), (many, queries_for_many) = counted
    assert many > few
    assert queries_for_many == queries


@pytest.mark.parametrize(("left_pence", "is_due"), [(0, False), (1, True)])
def test_an_early_warning_is_due_only_while_rent_is_in_arrears(
    begin: Begin, left_pence: int, is_due: bool
) -> None:
    rehearsal = begin(warned)
    # Paid on the day after the daily run: its task still stands.
    pay(rehearsal, "2018-10-20", 2 * 52_000 - left_pence)
    assert ("early-warning" in {kind for kind, _ in due_kinds(rehearsal, "2018-10-20")}) is is_due
