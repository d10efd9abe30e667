"""The ledger's guarantees as the liability model sees them: months left, where arrears and calls stand, what is due."""

from collections.abc import Mapping
from typing import Any

import pytest

from guarantor.domain.guarantee_changes import ChangeDecision, ChangeKind
from guarantor.services.claiming import claims
from guarantor.services.finance.exposure import exposure
from guarantor.services.forecasting import liability
from guarantor.services.forecasting.liability import Question, ledger_book
from guarantor.services.guaranteeing import changes
from guarantor.services.guaranteeing.changes import NewShare
from guarantor.services.rent_record import rent
from guarantor.storage.engine import reading
from risk.book import Book, Cell, Opening
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story, after
from tests.services import stories
from tests.services.stories import day, end_early

G = "RG-0001/1"


def _book(rehearsal: Rehearsal, on: str) -> Book:
    with reading(rehearsal.office.engine) as session:
        return ledger_book(session, day(on))


def _only(rehearsal: Rehearsal, on: str) -> Cell:
    (cell,) = _book(rehearsal, on).cells
    return cell


def _openings(rehearsal: Rehearsal, on: str) -> dict[tuple[int, int], float]:
    """The weight of each (months owed, months called)."""
    return {(each.arrears, each.called): each.weight for each in _only(rehearsal, on).course.openings}


def _paid_by_tenant(rehearsal: Rehearsal, amount_pence: int, on: str = "2018-08-01") -> None:
    rent.pay(rehearsal.office, rehearsal.cora, G, day(on), amount_pence, "tenant", day(on), None)


def test_a_guarantee_that_begins_tomorrow_has_its_whole_term_before_it(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    cell = _only(rehearsal, "2018-07-31")
    assert (cell.rent_pence, cell.count) == (52_000, 1)
    assert (cell.course.group, cell.course.starts_in_months) == ("citizen", 0)
    assert (cell.course.months, cell.course.cap_months) == (12, 6)
    assert cell.course.openings == (Opening(0, 0, 1.0),)
    assert _book(rehearsal, "2018-07-31").as_of == day("2018-08-01")


@pytest.mark.parametrize(
    ("on", "left"), [("2018-08-31", 11), ("2018-10-31", 9), ("2019-04-30", 3), ("2019-06-30", 1)]
)
def test_months_whose_rent_fell_due_are_no_longer_before_it(begin: Begin, on: str, left: int) -> None:
    assert _only(begin(stories.active), on).course.months == left


def test_when_the_last_rent_has_fallen_due_nothing_is_left(begin: Begin) -> None:
    assert _book(begin(stories.active), "2019-07-31").cells == ()


def test_a_tenancy_that_starts_later_waits(rehearsal: Rehearsal) -> None:
    rehearsal.active_guarantee(changes={"tenancy.starts_on": "2018-10-01"})
    course = _only(rehearsal, "2018-07-31").course
    assert (course.starts_in_months, course.months) == (2, 12)


def test_a_period_cut_by_the_25th_birthday_has_fewer_months(rehearsal: Rehearsal) -> None:
    rehearsal.active_guarantee(changes={"person.date_of_birth": "1994-02-15", "person.group": "uasc"})
    course = _only(rehearsal, "2018-07-31").course
    assert (course.months, course.cap_months, course.group) == (6, 6, "uasc")


def test_guarantees_that_differ_in_nothing_are_one_cell(rehearsal: Rehearsal) -> None:
    for ref in ("RG-0001", "RG-0002"):
        rehearsal.active_guarantee(ref)
    rehearsal.active_guarantee("RG-0003", {"tenancy.rent_share": "400.00"})
    book = _book(rehearsal, "2018-07-31")
    assert {cell.rent_pence: cell.count for cell in book.cells} == {52_000: 2, 40_000: 1}
    assert book.guarantees == 3


def test_an_offer_counts_and_an_ended_guarantee_does_not(rehearsal: Rehearsal) -> None:
    rehearsal.offered_guarantee("RG-0001")
    rehearsal.active_guarantee("RG-0002", {"tenancy.rent_share": "400.00"})
    end_early(rehearsal, "RG-0002/1", "2018-07-20")
    assert [cell.rent_pence for cell in _book(rehearsal, "2018-07-31").cells] == [52_000]


# ---- arrears


def test_rent_that_nobody_has_spoken_of_is_taken_as_paid(begin: Begin) -> None:
    assert _openings(begin(stories.charged), "2018-11-30") == {(0, 0): 1.0}


@pytest.mark.parametrize(
    ("paid_pence", "openings"),
    [
        (104_000, {(0, 0): 1.0}),
        (52_000, {(1, 0): 1.0}),
        (78_000, {(0, 0): 0.5, (1, 0): 0.5}),
        (91_000, {(0, 0): 0.75, (1, 0): 0.25}),
        (26_000, {(1, 0): 0.5, (2, 0): 0.5}),
    ],
)
def test_arrears_that_are_no_whole_months_are_split_and_keep_their_mean(
    begin: Begin, paid_pence: int, openings: dict[tuple[int, int], float]
) -> None:
    rehearsal = begin(_two_months_charged_and_the_second_missed)
    _paid_by_tenant(rehearsal, paid_pence)
    assert _openings(rehearsal, "2018-09-30") == pytest.approx(openings)


# ---- calls


def test_a_claim_accepted_is_called_and_owed_no_more(begin: Begin) -> None:
    assert _openings(begin(stories.accepted), "2018-11-30") == {(0, 2): 1.0}


def test_paying_it_changes_nothing_of_what_is_before_it(begin: Begin) -> None:
    assert _openings(begin(stories.paid), "2018-11-30") == {(0, 2): 1.0}


def test_a_claim_that_waits_for_its_decision_is_rent_owed(begin: Begin) -> None:
    assert _openings(begin(stories.lodged), "2018-11-30") == {(2, 0): 1.0}


def test_a_call_of_no_whole_months_is_split_and_keeps_its_mean(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    accepts = dict.fromkeys(stories.lines(stories.SEPTEMBER_AND_OCTOBER), 39000)
    claims.decide(rehearsal.office, rehearsal.ann, f"{G}/C1", accepts, "part", day("2018-11-06"))
    assert _openings(rehearsal, "2018-11-30") == pytest.approx(
        {(0, 1): 0.25, (0, 2): 0.25, (1, 1): 0.25, (1, 2): 0.25}
    )


# ---- caps that a consent raised or a move brought


@after(stories.accepted)
def _called_and_then_consented(rehearsal: Rehearsal) -> None:
    """Two months of £520.00 were called, and then the council consented to £600.00 from 1 December 2018."""
    office = rehearsal.office
    changes.open_change(office, rehearsal.cora, G, ChangeKind.RENT_ABOVE_CEILING, "dearer", day("2018-11-20"))
    higher = NewShare(60_000, day("2018-12-01"))
    decided_on = day("2018-11-21")
    changes.decide(office, rehearsal.ann, 1, ChangeDecision.CONSENTED, "fair", decided_on, consent=higher)


def test_after_a_consent_the_new_rent_and_the_raised_cap_are_before_it(begin: Begin) -> None:
    """£3,120.00 less £1,040.00 called, and 6 x £80.00 more: £2,560.00 of rents of £600.00."""
    cell = _only(begin(_called_and_then_consented), "2018-11-30")
    assert (cell.rent_pence, cell.count) == (60_000, 1)
    assert cell.course.cap_left_months == pytest.approx(2_560 / 600)


@pytest.mark.parametrize("story", [_called_and_then_consented, stories.moved])
def test_the_most_that_may_come_is_the_ledgers_after_a_consent_and_a_move(begin: Begin, story: Story) -> None:
    rehearsal = begin(story)
    remaining = float(exposure(rehearsal.office, day("2018-11-30"))["remaining"])
    assert _answered(rehearsal, "2018-11-30")["maximum_exposure"] == pytest.approx(remaining)


# ---- as it was on an earlier day


def test_a_claim_accepted_later_was_not_called_then(begin: Begin) -> None:
    assert all(called == 0 for _, called in _openings(begin(stories.accepted), "2018-10-31"))


def test_a_guarantee_that_ended_later_stood_then(begin: Begin) -> None:
    rehearsal = begin(stories.ended)
    assert _book(rehearsal, "2018-10-31").cells == ()
    assert _only(rehearsal, "2018-09-30").course.months == 10


def test_a_guarantee_issued_later_did_not_stand_then(begin: Begin) -> None:
    assert _book(begin(stories.active), "2018-06-30").cells == ()


# ---- the answer


@pytest.mark.parametrize("story", [stories.active, stories.charged, stories.accepted, stories.paid])
def test_the_most_that_can_be_paid_is_what_the_ledger_may_still_be_called_for(
    begin: Begin, story: Any
) -> None:
    rehearsal = begin(story)
    found = _answered(rehearsal, "2018-11-30")
    assert found["as_of"] == "2018-12-01"
    assert found["maximum_exposure"] == float(exposure(rehearsal.office, day("2018-11-30"))["remaining"])


def test_the_answer_is_laid_out_as_the_contract_says(begin: Begin) -> None:
    found = _answered(begin(stories.active), "2018-07-31")
    named = "engine why total plug_in by_year maximum_exposure probability_over_budget checks seed seconds fingerprint"
    assert set(named.split()) <= set(found)
    assert set(found["total"]["quantiles"]) == {"0.5", "0.8", "0.95", "0.99", "0.995"}
    assert [year["year"] for year in found["by_year"]] == ["2018/19", "2019/20"]
    assert all({"name", "verdict", "detail"} <= set(check) for check in found["checks"])


def test_an_empty_book_costs_nothing(rehearsal: Rehearsal) -> None:
    found = _answered(rehearsal, "2018-07-31")
    assert (found["total"]["mean"], found["maximum_exposure"], found["by_year"]) == (0, 0, [])


def _answered(rehearsal: Rehearsal, on: str) -> Mapping[str, Any]:
    return liability.answer(Question(engine="exact"), rehearsal.office, day(on))


@after(stories.active)
def _two_months_charged_and_the_second_missed(rehearsal: Rehearsal) -> None:
    rehearsal.charge(G, "2018-08-01", "2018-09-01")
    month = next(iter(stories.lines({"2018-09": 0})))
    rent.state(rehearsal.office, rehearsal.cora, G, month, "missed", day("2018-09-10"))
