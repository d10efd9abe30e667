"""A new deed that nobody signs: the guarantee it follows was signed, so its place is used and its call is counted."""

import copy
import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guarantor.domain.dates import Month, plus_months
from guarantor.domain.lifecycle import EndReason, Party
from guarantor.domain.refusals import CeilingPassed, NoCapLeft, NoMonthsLeft, NoPlaceFree, WrongStatus
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.postings import Kind
from guarantor.services.casework import cases, decisions, showing, waiting, withdrawing
from guarantor.services.claiming import claims
from guarantor.services.guaranteeing import guarantees, moves
from guarantor.services.proof.checking import check_ledger
from guarantor.services.worktrays import daily
from guarantor.storage import sums
from guarantor.storage.engine import reading
from guarantor.storage.known import Known
from rules.policy import Policy
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story, after
from tests.services import stories
from tests.services.stories import NEW_HOME, day
from tests.watching import asked, refused

OLD, NEW, NEXT = "RG-0001/1", "RG-0001/2", "RG-0001/3"


def _home(starts_on: str) -> dict[str, Any]:
    home = copy.deepcopy(NEW_HOME)
    home["tenancy"]["starts_on"] = starts_on
    return home


def _ask(
    rehearsal: Rehearsal,
    starts_on: str = "2019-02-01",
    on: str = "2019-01-12",
    ref: str = OLD,
    keep: int | None = None,
) -> dict[str, Any]:
    return moves.ask(rehearsal.office, rehearsal.cora, ref, _home(starts_on), day(on), keep_pence=keep)


def _holders(rehearsal: Rehearsal) -> list[str]:
    found = asked(rehearsal.url, "SELECT guarantee_ref FROM place WHERE guarantee_ref IS NOT NULL")
    return sorted(ref for (ref,) in found)


def _sign(rehearsal: Rehearsal, ref: str, on: str) -> None:
    for party in Party:
        guarantees.sign(rehearsal.office, rehearsal.cora, ref, party, day(on))


@after(stories.paid)
def lapsed(rehearsal: Rehearsal) -> None:
    """£1,040.00 was paid on RG-0001/1; the young person moves, and nobody signs RG-0001/2 in its 28 days."""
    moves.ask(rehearsal.office, rehearsal.cora, OLD, NEW_HOME, day("2018-11-12"))
    stories.approve_move(rehearsal, on="2018-11-13")
    stories.issue(rehearsal, on="2018-11-14")
    daily.run(rehearsal.office, day("2018-12-13"))


@after(stories.moved)
def lapsed_uncalled(rehearsal: Rehearsal) -> None:
    """Nobody signs RG-0001/2 in its 28 days; nothing was ever claimed on RG-0001/1."""
    daily.run(rehearsal.office, day("2018-12-09"))


# ---- nothing is given away


def test_a_new_deed_that_nobody_signs_lapses_and_keeps_the_place(begin: Begin) -> None:
    rehearsal = begin(lapsed)
    assert showing.guarantee(rehearsal.office, NEW)["reason"] == EndReason.OFFER_LAPSED
    assert _holders(rehearsal) == [NEW]
    assert check_ledger(rehearsal.office) == []


def test_the_first_offer_that_nobody_signs_gives_its_place_back(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    assert _holders(rehearsal) == [OLD]
    daily.run(rehearsal.office, day("2019-01-10"))
    assert _holders(rehearsal) == []


def test_nobody_else_comes_into_the_place_of_a_guarantee_that_was_signed(begin: Begin) -> None:
    rehearsal = begin(_the_only_place_lapsed)
    _approve_another(rehearsal)
    with refused(rehearsal.url, NoPlaceFree):
        stories.issue(rehearsal, "RG-0002", on="2018-12-20")


def _the_only_guarantee_lapsed(rehearsal: Rehearsal) -> None:
    rehearsal.active_guarantee()
    stories.moving(rehearsal)
    stories.approve_move(rehearsal)
    stories.issue(rehearsal, on="2018-11-10")
    daily.run(rehearsal.office, day("2018-12-09"))


def _the_only_place_lapsed(rehearsal: Rehearsal) -> None:
    stories.hired(rehearsal)
    rehearsal.adopt(places=1)
    _the_only_guarantee_lapsed(rehearsal)


@pytest.mark.parametrize(
    ("story", "calls", "result"), [(lapsed_uncalled, 0, "refer"), (lapsed, 1, "not_met")]
)
def test_a_fresh_application_counts_the_guarantee_before_and_its_call(
    begin: Begin, story: Story, calls: int, result: str
) -> None:
    rehearsal = begin(story)
    cases.submit(rehearsal.office, rehearsal.cora, "RG-0001", day("2019-01-12"))
    found = cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2019-01-12"))
    of_earlier = next(each for each in found["findings"] if each["criterion"] == "earlier_guarantees")
    assert of_earlier["result"] == result
    facts = of_earlier["facts"]
    assert (facts["previous_guarantees"], facts["previous_calls"]) == (1, calls)


# ---- it can be asked for again


@pytest.mark.parametrize("ref", [OLD, NEW])
def test_the_guarantee_moves_on_from_the_deed_that_lapsed(begin: Begin, ref: str) -> None:
    """The months from February on and what the lapsed deed gave back, on the same place."""
    rehearsal = begin(lapsed)
    asked_for = _ask(rehearsal, ref=ref)
    assert (asked_for["guarantee_ref"], asked_for["months_left"]) == (NEW, 6)
    assert (asked_for["cap_left"], asked_for["kept"]) == ("1040.00", "0.00")
    found = cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2019-01-12"))
    results = {each["criterion"]: each["result"] for each in found["findings"]}
    assert results["pilot_window"] == "met"
    stories.approve_move(rehearsal, on="2019-01-13")
    issued = stories.issue(rehearsal, on="2019-01-14")
    assert (issued["guarantee_ref"], issued["moved_from"], issued["cap"]) == (NEXT, NEW, "1040.00")
    assert issued["ends_on"] == "2019-07-31"
    assert _holders(rehearsal) == [NEXT]
    _sign(rehearsal, NEXT, "2019-01-15")
    assert check_ledger(rehearsal.office) == []


def test_a_deed_that_lapses_again_can_be_followed_again(begin: Begin) -> None:
    rehearsal = begin(lapsed)
    _ask(rehearsal)
    stories.approve_move(rehearsal, on="2019-01-13")
    stories.issue(rehearsal, on="2019-01-14")
    daily.run(rehearsal.office, day("2019-02-12"))
    asked_for = _ask(rehearsal, "2019-04-01", "2019-03-01")
    assert (asked_for["guarantee_ref"], asked_for["months_left"], asked_for["cap_left"]) == (
        NEXT,
        4,
        "1040.00",
    )
    stories.approve_move(rehearsal, on="2019-03-02")
    assert stories.issue(rehearsal, on="2019-03-03")["guarantee_ref"] == "RG-0001/4"
    assert _holders(rehearsal) == ["RG-0001/4"]
    assert check_ledger(rehearsal.office) == []


@pytest.mark.parametrize(("on", "goes"), [("2019-07-01", True), ("2019-07-31", True), ("2019-08-01", False)])
def test_a_lapsed_deed_is_followed_up_to_its_last_day(begin: Begin, on: str, goes: bool) -> None:
    rehearsal = begin(lapsed)
    if goes:
        assert _ask(rehearsal, "2019-07-01", on)["months_left"] == 1
        return
    with refused(rehearsal.url, WrongStatus):
        _ask(rehearsal, "2019-07-01", on)


def test_a_lapsed_deed_is_not_followed_by_months_that_it_did_not_have(begin: Begin) -> None:
    rehearsal = begin(lapsed)
    with refused(rehearsal.url, NoMonthsLeft):
        _ask(rehearsal, "2019-07-02", "2019-06-10")
    with refused(rehearsal.url, WrongInput):
        _ask(rehearsal, on="2018-12-12")


def test_nothing_is_kept_of_a_deed_that_nobody_signed(begin: Begin) -> None:
    rehearsal = begin(lapsed)
    with refused(rehearsal.url, WrongInput) as caught:
        _ask(rehearsal, keep=0)
    assert "--keep" in str(caught.value)


def test_a_first_offer_that_lapsed_does_not_move(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    daily.run(rehearsal.office, day("2019-01-10"))
    with refused(rehearsal.url, WrongStatus):
        _ask(rehearsal)


def test_a_lapsed_deed_that_another_one_followed_does_not_move_again(begin: Begin) -> None:
    rehearsal = begin(lapsed)
    _ask(rehearsal)
    stories.approve_move(rehearsal, on="2019-01-13")
    stories.issue(rehearsal, on="2019-01-14")
    _sign(rehearsal, NEXT, "2019-01-15")
    for ref in (OLD, NEW):
        with refused(rehearsal.url, WrongStatus):
            _ask(rehearsal, ref=ref)


def test_after_a_guarantee_of_its_own_the_lapsed_deed_moves_no_more(begin: Begin) -> None:
    rehearsal = begin(lapsed_uncalled)
    cases.submit(rehearsal.office, rehearsal.cora, "RG-0001", day("2019-01-12"))
    stories.approve_move(rehearsal, "RG-0001", on="2019-01-13")
    assert "moved_from" not in stories.issue(rehearsal, on="2019-01-14")
    assert _holders(rehearsal) == [NEW, NEXT]
    with refused(rehearsal.url, WrongStatus):
        _ask(rehearsal, on="2019-01-15")
    daily.run(rehearsal.office, day("2019-02-12"))
    with refused(rehearsal.url, WrongStatus):
        _ask(rehearsal, on="2019-02-13")


def test_a_second_move_from_a_lapsed_deed_that_came_to_nothing_can_be_asked_for_again(begin: Begin) -> None:
    """Withdrawn, the case is no move any more: what it asks for is a guarantee of its own, unless moved again."""
    rehearsal = begin(lapsed_uncalled)
    _ask(rehearsal)
    withdrawing.withdraw(rehearsal.office, rehearsal.cora, "RG-0001", "the flat is gone", day("2019-01-13"))
    cases.submit(rehearsal.office, rehearsal.cora, "RG-0001", day("2019-01-14"))
    found = cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2019-01-14"))
    results = {each["criterion"]: each["result"] for each in found["findings"]}
    assert results["earlier_guarantees"] == "refer"
    decisions.decide(rehearsal.office, rehearsal.ann, "RG-0001", "decline", "no", [], day("2019-01-15"))
    _ask(rehearsal, on="2019-01-16")
    stories.approve_move(rehearsal, on="2019-01-17")
    assert stories.issue(rehearsal, on="2019-01-18")["moved_from"] == NEW


def test_what_a_lapsed_deed_gave_back_is_reported_as_made_anew_and_not_as_moved(begin: Begin) -> None:
    rehearsal = begin(lapsed)
    _ask(rehearsal)
    stories.approve_move(rehearsal, on="2019-01-13")
    stories.issue(rehearsal, on="2019-01-14")
    with reading(rehearsal.office.engine) as session:
        told = sums.movements(session, day("2019-01-31"), Known(), [])
    made = {
        (each.happened_on.isoformat(), each.moved): each.amount_pence
        for each in told
        if each.kind is Kind.COMMITMENT_MADE
    }
    assert made == {
        ("2018-07-05", False): 312_000,
        ("2018-11-14", True): 104_000,
        ("2019-01-14", False): 104_000,
    }


# ---- what others have taken meanwhile


def test_what_a_lapsed_deed_gave_back_is_committed_again_only_within_the_ceiling(begin: Begin) -> None:
    """The ceiling of £3,120.00 was free again after the lapse, and another guarantee took it."""
    rehearsal = begin(_the_ceiling_went_to_another)
    _ask(rehearsal)
    stories.approve_move(rehearsal, on="2019-01-13")
    with refused(rehearsal.url, CeilingPassed):
        stories.issue(rehearsal, on="2019-01-14")


def _the_ceiling_went_to_another(rehearsal: Rehearsal) -> None:
    stories.hired(rehearsal)
    rehearsal.adopt(places=2, ceiling_pence=312_000)
    _the_only_guarantee_lapsed(rehearsal)
    _another(rehearsal)


def _approve_another(rehearsal: Rehearsal) -> None:
    rehearsal.assessed_case("RG-0002")
    stories.approve_move(rehearsal, "RG-0002", on="2018-12-18")


def _another(rehearsal: Rehearsal) -> None:
    _approve_another(rehearsal)
    stories.issue(rehearsal, "RG-0002", on="2018-12-20")
    _sign(rehearsal, "RG-0002/1", "2018-12-21")


def test_where_places_are_given_out_again_a_second_move_takes_the_next_that_is_free(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearsal = begin(stories.hired)
    with monkeypatch.context() as patch:
        switched = Policy.switch
        patch.setattr(Policy, "switch", lambda own, name: name == "reuse_places" or switched(own, name))
        rehearsal.adopt(places=1)
    _the_only_guarantee_lapsed(rehearsal)
    assert _holders(rehearsal) == []
    _another(rehearsal)
    _ask(rehearsal)
    stories.approve_move(rehearsal, on="2019-01-13")
    with refused(rehearsal.url, NoPlaceFree):
        stories.issue(rehearsal, on="2019-01-14")
    assert [each["ref"] for each in waiting.listed(rehearsal.office, day("2019-01-14"))] == ["RG-0001"]
    rehearsal.ended_early("RG-0002/1", "2019-01-15")
    assert stories.issue(rehearsal, on="2019-01-16")["moved_from"] == NEW
    assert _holders(rehearsal) == [NEXT]
    assert check_ledger(rehearsal.office) == []


# ---- over any sequence


@dataclass(frozen=True)
class Deed:
    """One move: how long after the one before it is asked for, what is kept, and whether all three sign in time."""

    waits_days: int
    keep_pence: int | None
    signed: bool
    claimed_pence: int


deeds = st.lists(
    st.builds(
        Deed,
        waits_days=st.integers(1, 50),
        keep_pence=st.none() | st.integers(0, 60_000),
        signed=st.booleans(),
        claimed_pence=st.integers(1, 50_000),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(sequence=deeds)
def test_no_sequence_of_moves_makes_more_of_one_cap_and_one_place(begin: Begin, sequence: list[Deed]) -> None:
    rehearsal = begin(stories.paid)
    # The moves may go on beyond the day on which every rehearsal begins.
    rehearsal.clock.instant += dt.timedelta(days=730)
    on = day("2018-11-12")
    last = OLD
    for deed in sequence:
        on += dt.timedelta(days=deed.waits_days)
        lapsed_before = showing.guarantee(rehearsal.office, last)["reason"] == EndReason.OFFER_LAPSED
        keep = None if lapsed_before else deed.keep_pence
        starts_on = (on + dt.timedelta(days=10)).isoformat()
        try:
            _ask(rehearsal, starts_on, on.isoformat(), last, keep)
        except (NoMonthsLeft, NoCapLeft, WrongStatus):
            break
        stories.approve_move(rehearsal, on=on.isoformat())
        last = str(stories.issue(rehearsal, on=on.isoformat())["guarantee_ref"])
        _all_together(rehearsal, last)
        if deed.signed:
            _sign(rehearsal, last, on.isoformat())
            on = _called(rehearsal, last, on, deed.claimed_pence)
        else:
            on += dt.timedelta(days=29)
            daily.run(rehearsal.office, on)
        _all_together(rehearsal, last)
    assert check_ledger(rehearsal.office) == []


def _called(rehearsal: Rehearsal, ref: str, on: dt.date, pence: int) -> dt.date:
    """Two missed months claimed on the deed, and what is payable of them accepted; the day of the decision."""
    office, starts_on = rehearsal.office, day(showing.guarantee(rehearsal.office, ref)["starts_on"])
    due = [plus_months(starts_on, 1), plus_months(starts_on, 2)]
    on = due[1] + dt.timedelta(days=3)
    if on > day(showing.guarantee(office, ref)["ends_on"]):
        return on
    rehearsal.charge(ref, *(each.isoformat() for each in due), amount_pence=50_000)
    claim = claims.lodge(office, rehearsal.cora, ref, {Month.of(each): pence for each in due}, on, None)
    payable = {line["month"]: int(line["payable"].replace(".", "")) for line in claim["lines"]}
    accepts = {Month.of(each): payable[str(Month.of(each))] for each in due if payable[str(Month.of(each))]}
    claims.decide(office, rehearsal.ann, claim["claim"], accepts, "as shown", on)
    return on


def _all_together(rehearsal: Rehearsal, holder: str) -> None:
    """The deeds of the case hold one place and are good for £3,120.00, the one cap, and no penny more."""
    assert _holders(rehearsal) == [holder]
    stands = asked(
        rehearsal.url,
        "SELECT COALESCE(SUM(CASE WHEN credit IN ('commitment', 'claims_payable') AND kind <> 'payment_returned' "
        "THEN amount_pence WHEN debit = 'commitment' THEN -amount_pence ELSE 0 END), 0) FROM transfer "
        "WHERE guarantee_ref LIKE 'RG-0001/%'",
    )
    assert stands[0][0] <= 312_000
