"""A landlord who asks for changes has not accepted: nothing is issued until it is settled, on both databases."""

import pytest

from guarantor.domain.lifecycle import GateItem
from guarantor.domain.refusals import GateIncomplete, WrongStatus
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.casework import cases, terms_wished
from guarantor.services.casework.terms_wished import Wished
from guarantor.services.guaranteeing import issuing
from guarantor.services.worktrays import worktray
from guarantor.storage.engine import reading
from tests.conftest import Begin
from tests.databases import KINDS
from tests.rehearsing import Rehearsal, after
from tests.services.stories import day

R = "RG-0001"
ASKS = "Wants clause 10.1 changed"


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Both kinds."""
    return str(request.param)


@after(Rehearsal.staff)
def ready(rehearsal: Rehearsal) -> None:
    """Approved, with the whole gate recorded on 4 July 2018."""
    rehearsal.approved_case()


def wish(rehearsal: Rehearsal, asks: str = ASKS, due: str = "2018-07-20") -> None:
    """Cora writes down on 5 July 2018 what the landlord asks for."""
    terms_wished.wish(rehearsal.office, rehearsal.cora, R, asks, day(due), day("2018-07-05"))


def standing(rehearsal: Rehearsal) -> Wished | None:
    """What is not settled."""
    with reading(rehearsal.office.engine) as session:
        return terms_wished.standing(session, R)


def issue(rehearsal: Rehearsal) -> None:
    """Ann issues on 6 July 2018."""
    issuing.issue(rehearsal.office, rehearsal.ann, R, day("2018-07-06"))


def accept(rehearsal: Rehearsal) -> None:
    """Cora records the acceptance."""
    item, on = GateItem.TERMS_ACCEPTED, day("2018-07-06")
    cases.record_gate_item(rehearsal.office, rehearsal.cora, R, item, "By telephone", on)


def test_a_wish_takes_an_earlier_acceptance_away_until_the_landlord_accepts(begin: Begin) -> None:
    rehearsal = begin(ready)
    wish(rehearsal)
    found = standing(rehearsal)
    assert found is not None
    assert (found.due_on, found.asks) == (day("2018-07-20"), ASKS)
    with pytest.raises(GateIncomplete, match="terms-accepted"):
        issue(rehearsal)
    accept(rehearsal)
    assert standing(rehearsal) is None
    issue(rehearsal)


def test_a_second_wish_opens_the_same_task_again_with_its_own_words(begin: Begin) -> None:
    rehearsal = begin(ready)
    wish(rehearsal)
    first = standing(rehearsal)
    accept(rehearsal)
    wish(rehearsal, "Wants a longer window")
    second = standing(rehearsal)
    assert first is not None
    assert second is not None
    assert (second.task, second.asks) == (first.task, "Wants a longer window")


def test_a_wish_that_was_closed_as_a_task_leaves_the_acceptance_as_it_was(begin: Begin) -> None:
    rehearsal = begin(ready)
    wish(rehearsal)
    found = standing(rehearsal)
    assert found is not None
    worktray.close(rehearsal.office, rehearsal.cora, found.task, "done", "Given up", day("2018-07-06"))
    issue(rehearsal)


@pytest.mark.parametrize(("asks", "due"), [(" ", "2018-07-20"), (ASKS, "2018-07-04")])
def test_a_wish_has_words_and_a_day_to_come(begin: Begin, asks: str, due: str) -> None:
    rehearsal = begin(ready)
    with pytest.raises(WrongInput):
        wish(rehearsal, asks, due)
    assert standing(rehearsal) is None
    wish(rehearsal, due="2018-07-05")


def test_nothing_is_asked_of_terms_that_were_issued(begin: Begin) -> None:
    rehearsal = begin(ready)
    issue(rehearsal)
    with pytest.raises(WrongStatus):
        wish(rehearsal)
