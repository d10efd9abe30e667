"""What became of the homes: each young person counts once, by the rent record and the home they live in now."""

import pytest

from guarantor.domain.lifecycle import EndReason
from guarantor.services.reporting.applicants import applicants
from guarantor.services.reporting.tenancies import Tenancies, tenancies
from guarantor.storage.engine import reading
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.renting import G, missed, pay
from tests.services.stories import day


def of(rehearsal: Rehearsal, on: str) -> Tenancies:
    """The counts at the close of a day."""
    with reading(rehearsal.office.engine) as session:
        return tenancies(session, list(applicants(session, day(on))), day(on))


def test_a_month_missed_and_paid_later_is_solved_without_a_call(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    rehearsal.charge(G, "2018-08-01", "2018-09-01", "2018-10-01")
    pay(rehearsal, "2018-08-01")
    before = Tenancies(given=1, kept=1, never_missed=1)
    assert of(rehearsal, "2018-08-31") == before
    missed(rehearsal, "2018-09", "2018-09-20")
    owing = Tenancies(given=1, kept=1, missed=1, owing=1)
    assert of(rehearsal, "2018-10-05") == owing
    pay(rehearsal, "2018-10-10")
    pay(rehearsal, "2018-10-11")
    assert of(rehearsal, "2018-10-31") == Tenancies(given=1, kept=1, missed=1, solved=1)


def test_what_was_never_heard_of_is_not_missed(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    rehearsal.charge(G, "2018-08-01", "2018-09-01")
    assert of(rehearsal, "2018-10-31") == Tenancies(given=1, kept=1, never_missed=1)


def test_a_call_counts_from_the_day_it_was_accepted_and_the_home_may_be_kept_after_it(begin: Begin) -> None:
    found = of(begin(stories.paid), "2018-11-30")
    assert (found.missed, found.called, found.kept_after, found.ended_after) == (1, 1, 1, 0)


@pytest.mark.parametrize(
    ("reason", "kept"), [(EndReason.TENANCY_ENDED, 0), (EndReason.RELEASED_BY_LANDLORD, 1)]
)
def test_a_tenancy_that_ended_is_not_kept_and_a_released_guarantee_ends_no_home(
    begin: Begin, reason: EndReason, kept: int
) -> None:
    rehearsal = begin(stories.active)
    rehearsal.ended_early(G, "2018-10-01", reason)
    found = of(rehearsal, "2018-10-01")
    assert (found.given, found.kept, found.ended) == (1, kept, 1 - kept)
    assert of(rehearsal, "2018-09-30").kept == 1


def test_who_moved_with_the_guarantee_counts_once(begin: Begin) -> None:
    rehearsal = begin(stories.moved)
    assert of(rehearsal, "2018-12-31").given == 1
