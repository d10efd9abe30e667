"""After the issue: three signatures make it active, and the last of them dates the deed."""

from itertools import permutations

import pytest

from guarantor.domain.lifecycle import EndReason, Party
from guarantor.domain.refusals import AlreadyDone, WrongStatus
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.casework import showing
from guarantor.services.guaranteeing import guarantees
from guarantor.storage import guarantee_files
from guarantor.storage.engine import reading
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.claiming import failed_checks, lodge
from tests.services.stories import day
from tests.watching import asked, refused

G = "RG-0001/1"


@after(Rehearsal.staff)
def _issued_on_20_august(rehearsal: Rehearsal) -> None:
    stories.approve(rehearsal, {"person.last_contact_on": "2018-07-03"})
    stories.issue(rehearsal, on="2018-08-20")


def _sign(rehearsal: Rehearsal, party: Party, on: str = "2018-07-06", **more: str) -> dict[str, object]:
    return guarantees.sign(rehearsal.office, rehearsal.cora, G, party, day(on), **more)


@pytest.mark.parametrize("order", list(permutations(Party)), ids=",".join)
def test_the_third_signature_makes_it_active_in_whatever_order_they_sign(
    begin: Begin, order: tuple[Party, ...]
) -> None:
    rehearsal = begin(stories.offered)
    assert [_sign(rehearsal, party)["status"] for party in order] == ["offered", "offered", "active"]
    assert showing.guarantee(rehearsal.office, G)["status"] == "active"


def test_each_signature_keeps_who_signed_as_what_before_whom_and_how(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    _sign(
        rehearsal,
        Party.LANDLORD,
        name="Otto Example",
        capacity="director",
        witness="Wim Example",
        how="in ink",
    )
    kept = asked(rehearsal.url, "SELECT name, capacity, witness, how, signed_on FROM signature")
    assert kept == [("Otto Example", "director", "Wim Example", "in ink", "2018-07-06")]


def test_without_a_name_the_party_itself_has_signed(begin: Begin) -> None:
    shown = showing.guarantee(begin(stories.active).office, G)["signatures"]
    signed = {each["party"]: each["name"] for each in shown}
    assert signed["landlord"] == "Orla Example"
    assert signed["young-person"] == "Tam Synthetic"
    assert signed["council"] == "Kent County Council"


def test_a_party_signs_once(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    _sign(rehearsal, Party.LANDLORD)
    with refused(rehearsal.url, AlreadyDone):
        _sign(rehearsal, Party.LANDLORD, on="2018-07-07")


@pytest.mark.parametrize("on", ["2018-07-04", "2018-01-01"])
def test_nobody_signs_before_the_issue(begin: Begin, on: str) -> None:
    rehearsal = begin(stories.offered)
    with refused(rehearsal.url, WrongInput) as caught:
        _sign(rehearsal, Party.LANDLORD, on=on)
    assert "--on" in str(caught.value)
    assert "2018-07-05" in str(caught.value)


def test_signing_on_the_day_of_issue_is_in_time(begin: Begin) -> None:
    assert _sign(begin(stories.offered), Party.LANDLORD, on="2018-07-05")["status"] == "offered"


def test_an_offer_that_ended_cannot_be_signed(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    rehearsal.ended_early(G, "2018-07-10", EndReason.RELEASED_BY_LANDLORD)
    with refused(rehearsal.url, WrongStatus):
        _sign(rehearsal, Party.LANDLORD, on="2018-07-11")


def test_a_guarantee_that_was_not_issued_is_not_found(rehearsal: Rehearsal) -> None:
    with refused(rehearsal.url, NotFound):
        _sign(rehearsal, Party.LANDLORD)
    with refused(rehearsal.url, NotFound):
        rehearsal.ended_early(G, "2018-10-15")
    with refused(rehearsal.url, NotFound):
        showing.guarantee(rehearsal.office, G)


def test_the_deed_is_of_the_day_on_which_the_last_of_the_three_signed(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    _sign(rehearsal, Party.COUNCIL, on="2018-07-12")
    _sign(rehearsal, Party.LANDLORD, on="2018-07-20")
    _sign(rehearsal, Party.YOUNG_PERSON, on="2018-07-15")
    with reading(rehearsal.office.engine) as session:
        assert guarantee_files.deed_on(session, G) == day("2018-07-20")


def test_there_is_no_date_of_the_deed_while_one_has_not_signed(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    _sign(rehearsal, Party.COUNCIL)
    _sign(rehearsal, Party.LANDLORD)
    with reading(rehearsal.office.engine) as session:
        assert guarantee_files.deed_on(session, G) is None


@pytest.mark.parametrize(
    ("signed_on", "covered"), [("2018-09-01", True), ("2018-09-02", False), ("2018-08-31", True)]
)
def test_rent_is_covered_from_the_deed_on_and_not_from_the_issue(
    begin: Begin, signed_on: str, covered: bool
) -> None:
    """Issued on 20 August; rent fell due on 1 September, a month after the tenancy began."""
    rehearsal = begin(_issued_on_20_august)
    for party in Party:
        _sign(rehearsal, party, on=signed_on)
    rehearsal.charge(G, "2018-09-01", "2018-10-01")
    lodged = lodge(rehearsal, {"2018-09": 52_000, "2018-10": 52_000})
    assert not failed_checks(lodged)["2018-10"]
    assert bool(failed_checks(lodged)["2018-09"]) is not covered
