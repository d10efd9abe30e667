"""A young person moves: the guarantee goes on under a new deed, on the same place, for what is left of it."""

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from guarantor.domain.guarantee_changes import MoveReason
from guarantor.domain.lifecycle import EndReason, Party
from guarantor.domain.refusals import (
    GateIncomplete,
    MoveUnderWay,
    NoCapLeft,
    NoMonthsLeft,
    NotApprovable,
    WrongStatus,
)
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.casework import cases, corrections, decisions, showing, waiting, withdrawing
from guarantor.services.claiming import claims
from guarantor.services.data_protection import erasure
from guarantor.services.guaranteeing import guarantees, moves
from guarantor.services.paying import payments
from guarantor.services.rent_record import deposits, rent
from guarantor.services.worktrays import daily
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import paying, stories
from tests.services.stories import NEW_HOME, day
from tests.watching import asked, one_line, refused, transfers

OLD, NEW = "RG-0001/1", "RG-0001/2"


def _home(**tenancy: str) -> dict[str, Any]:
    home = copy.deepcopy(NEW_HOME)
    home["tenancy"].update(tenancy)
    return home


def _ask(
    rehearsal: Rehearsal, home: Mapping[str, Any] = NEW_HOME, on: str = "2018-11-01", keep: int | None = None
) -> dict[str, Any]:
    return moves.ask(rehearsal.office, rehearsal.cora, OLD, home, day(on), MoveReason.MOVE, keep)


def _of_kind(rehearsal: Rehearsal, kind: str) -> list[tuple[str, int]]:
    return [
        (made["guarantee_ref"], made["amount_pence"])
        for made in transfers(rehearsal.url)
        if made["kind"] == kind
    ]


# ---- asking


def test_asking_submits_the_case_again_with_its_new_home_and_ends_nothing(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    with one_line(rehearsal.url) as lines:
        asked_for = _ask(rehearsal)
    assert lines[0].subject == OLD
    assert asked_for == {
        "guarantee_ref": OLD,
        "ref": "RG-0001",
        "status": "submitted",
        "moves_on": "2018-12-01",
        "months_left": 8,
        "cap_left": "2600.00",
        "kept": "520.00",
        "ends_by": "2019-07-31",
        "notes": [],
    }
    shown = showing.case(rehearsal.office, "RG-0001")
    assert shown["status"] == "submitted"
    assert shown["property"] == NEW_HOME["property"]
    assert shown["landlord"]["name"] == "Otto Example"
    assert showing.guarantee(rehearsal.office, OLD)["status"] == "active"


def test_blocks_that_are_not_given_stay_as_they_are(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    _ask(rehearsal, {"tenancy": NEW_HOME["tenancy"]})
    shown = showing.case(rehearsal.office, "RG-0001")
    assert shown["property"]["postcode"] == "CT1 2ZZ"
    assert shown["landlord"]["name"] == "Orla Example"
    assert shown["young_person"]["name"] == "Tam Synthetic"
    assert (shown["accommodation_before"], shown["would_otherwise"]) == (
        "Independent housing - KCC",
        "Foyers",
    )


def test_how_the_home_is_let_and_what_the_young_person_said_stay_where_they_are_not_given(
    begin: Begin,
) -> None:
    rehearsal = begin(stories.active)
    said = {"property": {"joint": True, "licence": True}, "young_person_agreed_on": "2018-06-20"}
    _ask(rehearsal, {**NEW_HOME, **said})
    withdrawing.withdraw(rehearsal.office, rehearsal.cora, "RG-0001", "a mistake", day("2018-11-02"))
    _ask(rehearsal, {"tenancy": NEW_HOME["tenancy"]}, on="2018-11-03")
    known = corrections.of_case(rehearsal.office, "RG-0001").answers or {}
    assert (known["property.joint"], known["property.licence"]) == (True, True)
    assert known["young_person_agreed_on"] == "2018-06-20"


def test_the_guarantee_keeps_the_home_it_was_issued_for(begin: Begin) -> None:
    rehearsal = begin(stories.moved)
    assert showing.guarantee(rehearsal.office, OLD)["property"]["postcode"] == "CT1 2ZZ"
    assert showing.guarantee(rehearsal.office, NEW)["property"]["postcode"] == "CT2 1ZZ"


@pytest.mark.parametrize(
    "home",
    [
        {"tenancy": {**NEW_HOME["tenancy"], "starts_on": None}},
        {"tenancy": {**NEW_HOME["tenancy"], "rent_share": "0"}},
        {"tenancy": {**NEW_HOME["tenancy"], "storeys": 2}},
        {"home": NEW_HOME},
        [],
    ],
)
def test_a_document_that_cannot_be_read_is_wrong_input(begin: Begin, home: object) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, WrongInput):
        moves.ask(rehearsal.office, rehearsal.cora, OLD, home, day("2018-11-01"))


def test_an_offer_or_an_ended_guarantee_does_not_move(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    with refused(rehearsal.url, WrongStatus):
        _ask(rehearsal)
    rehearsal = begin(stories.ended)
    with refused(rehearsal.url, WrongStatus):
        _ask(rehearsal)
    with refused(rehearsal.url, NotFound):
        moves.ask(rehearsal.office, rehearsal.cora, "RG-0009/1", NEW_HOME, day("2018-11-01"))


def test_a_guarantee_whose_term_is_over_does_not_move_though_no_daily_run_came_by(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, WrongStatus):
        _ask(rehearsal, _home(starts_on="2019-07-01"), on="2019-08-01")


def test_a_second_move_is_refused_while_one_is_open(begin: Begin) -> None:
    rehearsal = begin(stories.moving)
    with refused(rehearsal.url, MoveUnderWay):
        _ask(rehearsal, on="2018-11-02")
    stories.approve_move(rehearsal)
    with refused(rehearsal.url, MoveUnderWay):
        _ask(rehearsal, on="2018-11-06")


def test_a_move_that_was_withdrawn_or_turned_down_can_be_asked_for_again(begin: Begin) -> None:
    rehearsal = begin(stories.moving)
    withdrawing.withdraw(rehearsal.office, rehearsal.cora, "RG-0001", "the flat is gone", day("2018-11-02"))
    assert showing.guarantee(rehearsal.office, OLD)["status"] == "active"
    _ask(rehearsal, on="2018-11-03")
    cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-11-04"))
    decisions.decide(rehearsal.office, rehearsal.ann, "RG-0001", "decline", "no", [], day("2018-11-05"))
    _ask(rehearsal, _home(starts_on="2019-01-01"), on="2018-11-06")
    stories.approve_move(rehearsal, on="2018-11-07")
    issued = stories.issue(rehearsal, on="2018-11-10")
    assert issued["ends_on"] == "2019-07-31"


def test_facts_that_were_erased_move_nowhere(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    erasure.erase_person(rehearsal.office, rehearsal.bo, "RG-0001", day("2018-10-01"))
    with refused(rehearsal.url, NotApprovable):
        _ask(rehearsal)


# ---- what is left of the months


@pytest.mark.parametrize(
    ("starts_on", "on", "months", "ends_on"),
    [
        ("2018-12-01", "2018-11-10", 8, "2019-07-31"),
        ("2018-12-02", "2018-11-10", 7, "2019-07-01"),
        ("2018-11-30", "2018-11-10", 8, "2019-07-29"),
        ("2019-07-01", "2019-06-10", 1, "2019-07-31"),
    ],
)
def test_the_new_deed_has_the_months_that_have_not_begun(
    begin: Begin, starts_on: str, on: str, months: int, ends_on: str
) -> None:
    rehearsal = begin(stories.active)
    assert _ask(rehearsal, _home(starts_on=starts_on), on=on)["months_left"] == months
    stories.approve_move(rehearsal, on=on)
    assert stories.issue(rehearsal, on=on)["ends_on"] == ends_on
    assert showing.guarantee(rehearsal.office, NEW)["months"] == months


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "sooner"),
    [
        ("2018-12-01", "2019-07-31", None),
        ("2018-11-30", "2019-07-29", "2 days"),
        ("2019-01-31", "2019-07-30", "1 day"),
    ],
)
def test_a_new_deed_that_ends_sooner_than_the_old_one_says_so(
    begin: Begin, starts_on: str, ends_on: str, sooner: str | None
) -> None:
    rehearsal = begin(stories.active)
    says = (
        f"The new deed ends on {ends_on}, {sooner} before the last day of {OLD}: "
        "it runs for whole months from its own start."
    )
    asked_for = _ask(rehearsal, _home(starts_on=starts_on))
    assert (asked_for["ends_by"], asked_for["notes"]) == (ends_on, [says] if sooner else [])
    stories.approve_move(rehearsal)
    issued = stories.issue(rehearsal, on="2018-11-10")
    assert (issued["ends_on"], issued["notes"]) == (ends_on, [says] if sooner else [])


def test_no_month_is_left_the_day_after_the_last_has_begun(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, NoMonthsLeft):
        _ask(rehearsal, _home(starts_on="2019-07-02"))


def test_the_new_deed_ends_before_the_25th_birthday(begin: Begin) -> None:
    rehearsal = begin(_born_on_10_april_1994)
    moves.ask(rehearsal.office, rehearsal.cora, OLD, _home(starts_on="2018-12-15"), day("2018-11-01"))
    stories.approve_move(rehearsal)
    assert stories.issue(rehearsal, on="2018-11-10")["ends_on"] == "2019-03-14"
    for party in Party:
        guarantees.sign(rehearsal.office, rehearsal.cora, NEW, party, day("2018-11-12"))
    daily.run(rehearsal.office, day("2019-03-15"))
    assert showing.guarantee(rehearsal.office, NEW)["reason"] == EndReason.BIRTHDAY_25


def _born_on_10_april_1994(rehearsal: Rehearsal) -> None:
    rehearsal.staff()
    rehearsal.active_guarantee(changes={"person.date_of_birth": "1994-04-10"})


def test_a_whole_term_that_moved_ends_as_the_term_does(begin: Begin) -> None:
    rehearsal = begin(stories.moved)
    for party in Party:
        guarantees.sign(rehearsal.office, rehearsal.cora, NEW, party, day("2018-11-12"))
    daily.run(rehearsal.office, day("2019-08-01"))
    assert showing.guarantee(rehearsal.office, NEW)["reason"] == EndReason.TERM_REACHED


# ---- what is left of the cap


def test_the_issue_hands_over_place_months_and_cap_in_one_act(begin: Begin) -> None:
    """Issued on 10 November; the share of 1 November is behind, so nothing falls due before the move."""
    rehearsal = begin(stories.move_approved)
    before = asked(rehearsal.url, "SELECT number FROM place WHERE guarantee_ref = ?", OLD)
    with one_line(rehearsal.url) as lines:
        issued = stories.issue(rehearsal, on="2018-11-10")
    assert issued == {
        "guarantee_ref": NEW,
        "cap": "3120.00",
        "ends_on": "2019-07-31",
        "moved_from": OLD,
        "kept": "0.00",
        "notes": [],
    }
    assert lines[0].subject == "RG-0001"
    assert asked(rehearsal.url, "SELECT number FROM place WHERE guarantee_ref = ?", NEW) == before
    assert asked(rehearsal.url, "SELECT COUNT(*) FROM place WHERE guarantee_ref IS NOT NULL") == [(1,)]
    old, new = (showing.guarantee(rehearsal.office, ref) for ref in (OLD, NEW))
    assert (old["status"], old["reason"], old["ended_on"]) == ("ended", "transferred", "2018-11-30")
    assert (old["moved_to"], new["moved_from"], new["status"]) == (NEW, OLD, "offered")
    assert _of_kind(rehearsal, "commitment_released") == [(OLD, 312_000)]
    assert _of_kind(rehearsal, "commitment_made")[-1] == (NEW, 312_000)


def test_what_is_in_arrears_and_not_heard_of_is_kept_for_the_landlord_before(begin: Begin) -> None:
    """September is reported missed, October not heard of, November paid: £1,040.00 is kept of £3,120.00."""
    rehearsal = begin(_one_missed_one_silent)
    assert _ask(rehearsal, on="2018-11-05")["kept"] == "1040.00"
    stories.approve_move(rehearsal, on="2018-11-06")
    issued = stories.issue(rehearsal, on="2018-11-10")
    assert (issued["cap"], issued["kept"]) == ("2080.00", "1040.00")
    assert showing.guarantee(rehearsal.office, OLD)["remaining"] == "1040.00"


@after(stories.active)
def _one_missed_one_silent(rehearsal: Rehearsal) -> None:
    office, cora = rehearsal.office, rehearsal.cora
    rehearsal.charge(OLD, "2018-09-01", "2018-10-01", "2018-11-01")
    for month in stories.lines({"2018-09": 0}):
        rent.state(office, cora, OLD, month, "missed", day("2018-09-10"))
    for month in stories.lines({"2018-11": 0}):
        rent.pay(office, cora, OLD, day("2018-11-02"), 52_000, "tenant", day("2018-11-02"), None, month)


@pytest.mark.parametrize(
    ("keep", "kept"), [(52_000, "520.00"), (200_000, "2000.00"), (0, "520.00"), (52_001, "520.01")]
)
def test_an_officer_may_keep_more_or_less_than_is_shown_but_not_less_than_is_owed(
    begin: Begin, keep: int, kept: str
) -> None:
    rehearsal = begin(_one_missed_one_silent)
    assert _ask(rehearsal, on="2018-11-05", keep=keep)["kept"] == kept
    stories.approve_move(rehearsal, on="2018-11-06")
    assert stories.issue(rehearsal, on="2018-11-10")["kept"] == kept


@pytest.mark.parametrize(
    ("keep", "notes"),
    [
        (51_999, ["£520.00 is kept, not £519.99: as much is owed for rent before the move."]),
        (52_000, []),
        (None, []),
    ],
)
def test_keeping_more_than_was_asked_for_is_said_with_its_cause(
    begin: Begin, keep: int | None, notes: list[str]
) -> None:
    rehearsal = begin(_one_missed_one_silent)
    assert _ask(rehearsal, on="2018-11-05", keep=keep)["notes"] == notes
    stories.approve_move(rehearsal, on="2018-11-06")
    assert stories.issue(rehearsal, on="2018-11-10")["notes"] == notes


@pytest.mark.parametrize(("keep", "moves_"), [(311_999, True), (312_000, False)])
def test_at_least_a_penny_moves(begin: Begin, keep: int, moves_: bool) -> None:
    rehearsal = begin(stories.active)
    if moves_:
        assert _ask(rehearsal, keep=keep)["cap_left"] == "0.01"
        return
    with refused(rehearsal.url, NoCapLeft):
        _ask(rehearsal, keep=keep)


def test_what_a_claim_has_used_of_the_cap_does_not_move(begin: Begin) -> None:
    """£1,040.00 accepted and paid; August's first month is not heard of and November's share neither."""
    rehearsal = begin(stories.paid)
    assert _ask(rehearsal, on="2018-11-12") == {
        **_ask_answer(),
        "cap_left": "1040.00",
        "kept": "1040.00",
    }


def test_what_is_accepted_and_not_paid_is_used_and_not_kept_twice(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    assert _ask(rehearsal, on="2018-11-12")["cap_left"] == "1040.00"
    stories.approve_move(rehearsal, on="2018-11-13")
    assert stories.issue(rehearsal, on="2018-11-14")["cap"] == "1040.00"
    paid = payments.pay(rehearsal.office, rehearsal.fay, f"{OLD}/C1", "BACS-1", day("2018-11-20"))
    assert paid["paid"] == "1040.00"


def _ask_answer() -> dict[str, Any]:
    return {
        "guarantee_ref": OLD,
        "ref": "RG-0001",
        "status": "submitted",
        "moves_on": "2018-12-01",
        "months_left": 8,
        "ends_by": "2019-07-31",
        "notes": [],
    }


def _no_deposit(rehearsal: Rehearsal) -> None:
    deposits.state(rehearsal.office, rehearsal.cora, OLD, 0, "returned in full", day("2018-11-05"))


def test_an_undecided_claim_can_be_accepted_after_the_move_out_of_what_was_kept(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    _no_deposit(rehearsal)
    _ask(rehearsal, on="2018-11-06")
    stories.approve_move(rehearsal, on="2018-11-07")
    stories.issue(rehearsal, on="2018-11-10")
    accepts = stories.lines(stories.SEPTEMBER_AND_OCTOBER)
    decided = claims.decide(rehearsal.office, rehearsal.ann, f"{OLD}/C1", accepts, None, day("2018-12-03"))
    assert decided["accepted"] == "1040.00"


def test_rent_due_before_the_move_is_claimed_on_the_old_deed_in_its_window(begin: Begin) -> None:
    """The old deed ends on 30 November as the tenancy does, so one month is enough to claim."""
    rehearsal = begin(_one_missed_one_silent)
    _no_deposit(rehearsal)
    _ask(rehearsal, on="2018-11-05")
    stories.approve_move(rehearsal, on="2018-11-06")
    stories.issue(rehearsal, on="2018-11-10")
    lodged = claims.lodge(
        rehearsal.office, rehearsal.cora, OLD, stories.lines({"2018-09": 52_000}), day("2018-12-28"), None
    )
    assert lodged["payable"] == "520.00"
    late = claims.lodge(
        rehearsal.office, rehearsal.cora, OLD, stories.lines({"2018-10": 52_000}), day("2018-12-29"), None
    )
    assert late["payable"] == "0.00"


def test_what_was_kept_is_released_when_the_old_deeds_window_has_closed(begin: Begin) -> None:
    rehearsal = begin(_one_missed_one_silent)
    _ask(rehearsal, on="2018-11-05")
    stories.approve_move(rehearsal, on="2018-11-06")
    stories.issue(rehearsal, on="2018-11-10")
    daily.run(rehearsal.office, day("2018-12-28"))
    assert showing.guarantee(rehearsal.office, OLD)["remaining"] == "1040.00"
    daily.run(rehearsal.office, day("2019-03-01"))
    assert showing.guarantee(rehearsal.office, OLD)["remaining"] == "0.00"


def test_rent_that_falls_due_between_the_issue_and_the_move_is_kept(begin: Begin) -> None:
    """Issued on 10 November for a move on 15 January: December's and January's shares are still to come."""
    rehearsal = begin(stories.active)
    _ask(rehearsal, _home(starts_on="2019-01-15"), on="2018-11-02")
    stories.approve_move(rehearsal)
    assert stories.issue(rehearsal, on="2018-11-10")["kept"] == "1040.00"


# ---- the way to the issue


def test_evidence_of_the_home_before_says_nothing_of_the_new_one(begin: Begin) -> None:
    rehearsal = begin(stories.moving)
    cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-11-05"))
    decisions.decide(
        rehearsal.office,
        rehearsal.ann,
        "RG-0001",
        "approve",
        "on",
        ["in_touch", "pathway_plan"],
        day("2018-11-05"),
    )
    with refused(rehearsal.url, GateIncomplete) as caught:
        stories.issue(rehearsal, on="2018-11-10")
    assert "landlord-checked" in str(caught.value)


def test_a_move_is_neither_a_second_guarantee_nor_outside_the_pilot(begin: Begin) -> None:
    """Assessed on 3 June 2019, after the pilot's window: the first approval of 3 July 2018 counts."""
    rehearsal = begin(stories.active)
    _ask(rehearsal, _home(starts_on="2019-06-10"), on="2019-06-02")
    found = cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2019-06-03"))
    results = {each["criterion"]: each["result"] for each in found["findings"]}
    assert (results["earlier_guarantees"], results["pilot_window"]) == ("met", "met")
    stories.approve_move(rehearsal, on="2019-06-04")
    assert stories.issue(rehearsal, on="2019-06-05")["ends_on"] == "2019-07-09"


def test_a_move_goes_on_under_its_own_programme_whatever_was_adopted_since(begin: Begin) -> None:
    rehearsal = begin(stories.moving)
    rehearsal.adopt(places=3)
    stories.approve_move(rehearsal)
    stories.issue(rehearsal, on="2018-11-10")
    programmes = asked(rehearsal.url, "SELECT DISTINCT programme FROM guarantee")
    assert len(programmes) == 1


def test_a_move_needs_no_free_place_and_waits_for_none(begin: Begin) -> None:
    rehearsal = begin(_the_only_place_moves)
    with refused(rehearsal.url, WrongStatus):
        waiting.wait(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-11-06"))
    daily.run(rehearsal.office, day("2018-11-07"))
    assert waiting.listed(rehearsal.office, day("2018-11-07")) == []
    assert stories.issue(rehearsal, on="2018-11-10")["moved_from"] == OLD


def _the_only_place_moves(rehearsal: Rehearsal) -> None:
    stories.hired(rehearsal)
    rehearsal.adopt(places=1, ceiling_pence=312_000)
    rehearsal.active_guarantee()
    stories.moving(rehearsal)
    stories.approve_move(rehearsal)


def test_a_guarantee_that_ended_meanwhile_is_not_carried_on(begin: Begin) -> None:
    """The case then asks for a guarantee of its own, and the one before counts as an earlier one."""
    rehearsal = begin(stories.move_approved)
    rehearsal.ended_early(OLD, "2018-11-08", EndReason.TENANCY_ENDED)
    found = cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-11-09"))
    results = {each["criterion"]: each["result"] for each in found["findings"]}
    assert results["earlier_guarantees"] == "refer"


def test_a_guarantee_can_move_again(begin: Begin) -> None:
    rehearsal = begin(stories.moved)
    for party in Party:
        guarantees.sign(rehearsal.office, rehearsal.cora, NEW, party, day("2018-11-12"))
    again = _home(starts_on="2019-03-01")
    moves.ask(rehearsal.office, rehearsal.cora, NEW, again, day("2019-02-10"), MoveReason.NO_FAULT_NOTICE)
    stories.approve_move(rehearsal, on="2019-02-11")
    issued = stories.issue(rehearsal, on="2019-02-20")
    assert (issued["guarantee_ref"], issued["moved_from"]) == ("RG-0001/3", NEW)
    assert issued["ends_on"] == "2019-07-31"
    assert asked(rehearsal.url, "SELECT COUNT(*) FROM place WHERE guarantee_ref IS NOT NULL") == [(1,)]


# ---- who is paid


def test_each_landlord_is_paid_to_the_account_entered_for_the_own_home(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(_one_landlord_after_the_other)
    paying.batch(rehearsal, tmp_path / "first.csv", on="2019-02-20")
    assert [(row["payee_name"], row["amount"]) for row in paying.rows(tmp_path / "first.csv")] == [
        ("Orla Example", "1040.00")
    ]
    paying.confirm(rehearsal, paying.change(rehearsal, name="Otto Example", on="2019-02-20"), "2019-02-20")
    paying.batch(rehearsal, tmp_path / "second.csv", on="2019-02-21")
    assert [row["payee_name"] for row in paying.rows(tmp_path / "second.csv")] == ["Otto Example"]


@after(stories.accepted)
def _one_landlord_after_the_other(rehearsal: Rehearsal) -> None:
    """Orla's claim on the old deed and Otto's on the new one are accepted; only Orla's account was entered."""
    paying.confirm(rehearsal, paying.change(rehearsal))
    _ask(rehearsal, on="2018-11-12")
    stories.approve_move(rehearsal, on="2018-11-13")
    stories.issue(rehearsal, on="2018-11-14")
    for party in Party:
        guarantees.sign(rehearsal.office, rehearsal.cora, NEW, party, day("2018-11-15"))
    rehearsal.charge(NEW, "2019-01-01", "2019-02-01", amount_pence=50_000)
    rehearsal.accepted_claim(NEW, {"2019-01": 50_000, "2019-02": 50_000}, "2019-02-10")
