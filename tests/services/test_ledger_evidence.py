"""What the ledger has seen, counted for the liability model."""

import pytest

from guarantor.services.forecasting.evidence import ledger_evidence
from guarantor.services.rent_record import rent
from guarantor.storage.engine import reading
from risk.evidence import Evidence, Months, Seen
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import day, end_early

G = "RG-0001/1"


def _seen(rehearsal: Rehearsal, on: str) -> Evidence:
    with reading(rehearsal.office.engine) as session:
        return ledger_evidence(session, day(on))


def _paid(rehearsal: Rehearsal, on: str, pence: int = 52_000) -> None:
    rent.pay(rehearsal.office, rehearsal.cora, G, day(on), pence, "tenant", day(on), None)


def test_an_offer_that_was_never_signed_has_shown_nothing(begin: Begin) -> None:
    assert _seen(begin(stories.offered), "2018-12-31") == Evidence()


def test_months_that_nobody_spoke_of_only_show_that_the_tenancy_lasted(begin: Begin) -> None:
    found = _seen(begin(stories.charged), "2018-11-30")
    assert found.seen == (Seen("citizen", 2018, Months(held=4)),)
    assert (found.tenancies, found.called) == (1, 0)


def test_rent_paid_is_a_month_begun_owing_nothing_and_not_missed(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    _paid(rehearsal, "2018-08-03")
    _paid(rehearsal, "2018-09-03")
    assert _seen(rehearsal, "2018-09-30").of() == Months(clear=2, held=2)


def test_two_months_missed_are_a_first_and_a_repeat_miss_and_then_a_call(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    _paid(rehearsal, "2018-08-03")
    found = _seen(rehearsal, "2018-10-31")
    assert found.of() == Months(clear=2, clear_missed=1, owing=1, owing_missed=1, held=3)
    assert _seen(rehearsal, "2018-11-30").called == 1


@pytest.mark.parametrize(
    ("on", "held", "ended"), [("2018-09-30", 2, 0), ("2018-10-14", 2, 0), ("2018-10-15", 3, 1)]
)
def test_the_month_in_which_a_tenancy_ended_is_its_last(begin: Begin, on: str, held: int, ended: int) -> None:
    months = _seen(begin(stories.ended), on).of()
    assert (months.held, months.ended) == (held, ended)


def test_financial_years_are_kept_apart(rehearsal: Rehearsal) -> None:
    rehearsal.active_guarantee(changes={"tenancy.starts_on": "2018-10-01"})
    found = _seen(rehearsal, "2019-06-30")
    assert {each.began: each.months.held for each in found.seen} == {2018: 6, 2019: 3}


def test_another_programmes_guarantees_are_left_out(rehearsal: Rehearsal) -> None:
    rehearsal.active_guarantee()
    end_early(rehearsal, G, "2018-10-15")
    with reading(rehearsal.office.engine) as session:
        assert ledger_evidence(session, day("2018-12-31"), "another") == Evidence()
