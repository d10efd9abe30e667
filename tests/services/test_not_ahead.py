"""What somebody saw is dated on the business day or before it, and never ahead."""

import pytest

from guarantor.domain.lifecycle import Party
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.guaranteeing import guarantees
from guarantor.services.rent_record import rent
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import renting, stories
from tests.services.stories import day

TODAY, TOMORROW = "2019-04-30", "2019-05-01"
SAYS = "--on: expected 2019-04-30, today, or an earlier day"


def test_rent_reported_missed_is_taken_today_and_refused_for_tomorrow(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    with pytest.raises(WrongInput, match=SAYS):
        renting.missed(rehearsal, "2018-08", TOMORROW)
    renting.missed(rehearsal, "2018-08", TODAY)


def test_a_payment_is_taken_today_and_refused_for_tomorrow(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    with pytest.raises(WrongInput, match=SAYS):
        renting.pay(rehearsal, TOMORROW)
    renting.pay(rehearsal, TODAY)


def test_a_refused_day_leaves_nothing_behind(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    before = rent.statement(rehearsal.office, "RG-0001/1", day("2019-12-31"))
    with pytest.raises(WrongInput, match=SAYS):
        renting.pay(rehearsal, TOMORROW)
    assert rent.statement(rehearsal.office, "RG-0001/1", day("2019-12-31")) == before


def test_a_signature_is_refused_for_tomorrow(begin: Begin) -> None:
    rehearsal: Rehearsal = begin(stories.offered)
    with pytest.raises(WrongInput, match=SAYS):
        guarantees.sign(rehearsal.office, rehearsal.cora, "RG-0001/1", Party.LANDLORD, day(TOMORROW))
