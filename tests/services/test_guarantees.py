"""After the issue: three signatures make it active, an approver ends it, and what was due before stays claimable."""

from itertools import permutations

import pytest

from guarantor.domain.access import Role
from guarantor.domain.lifecycle import EndReason, Party
from guarantor.domain.refusals import AlreadyDone, EndContradicted, Refused, SamePerson, WrongStatus
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services import guarantees, showing
from guarantor.services.exposure import balances
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import day, given_role
from tests.watching import asked, contents, one_line, refused, transfers

G = "RG-0001/1"
EARLY_ENDS = [
    EndReason.TENANCY_ENDED,
    EndReason.TENANT_DIED,
    EndReason.RELEASED_BY_LANDLORD,
    EndReason.LANDLORD_BREACH,
    EndReason.COUNCIL_NOTICE,
]
"""What an officer hears of; the rest follows from the record by itself."""


def _sign(rehearsal: Rehearsal, party: Party, on: str = "2018-07-06", **more: str) -> dict[str, object]:
    return guarantees.sign(rehearsal.office, rehearsal.cora, G, party, day(on), **more)


def _end(rehearsal: Rehearsal, reason: EndReason, on: str = "2018-10-15") -> dict[str, object]:
    return guarantees.end(rehearsal.office, rehearsal.ann, G, reason, day(on))


def _commitment(rehearsal: Rehearsal) -> str:
    rows = balances(rehearsal.office)
    return str(next(row["balance"] for row in rows if row["account"] == "commitment"))


# ---- signing


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
    _end(rehearsal, EndReason.RELEASED_BY_LANDLORD, on="2018-07-10")
    with refused(rehearsal.url, WrongStatus):
        _sign(rehearsal, Party.LANDLORD, on="2018-07-11")


def test_a_guarantee_that_was_not_issued_is_not_found(rehearsal: Rehearsal) -> None:
    with refused(rehearsal.url, NotFound):
        _sign(rehearsal, Party.LANDLORD)
    with refused(rehearsal.url, NotFound):
        _end(rehearsal, EndReason.TENANCY_ENDED)
    with refused(rehearsal.url, NotFound):
        showing.guarantee(rehearsal.office, G)


# ---- ending


@pytest.mark.parametrize("reason", EARLY_ENDS)
def test_an_early_end_leaves_the_commitment_until_the_claim_window_closes(
    begin: Begin, reason: EndReason
) -> None:
    rehearsal = begin(stories.active)
    with one_line(rehearsal.url):
        ended = _end(rehearsal, reason)
    assert ended == {"guarantee_ref": G, "status": "ended", "reason": reason}
    shown = showing.guarantee(rehearsal.office, G)
    assert (shown["status"], shown["reason"], shown["ended_on"]) == ("ended", reason, "2018-10-15")
    assert shown["remaining"] == _commitment(rehearsal) == "3120.00"


def test_an_offer_that_ends_unsigned_is_released_at_once(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    _end(rehearsal, EndReason.RELEASED_BY_LANDLORD, on="2018-07-10")
    assert _commitment(rehearsal) == "0.00"
    assert [made["kind"] for made in transfers(rehearsal.url)] == ["commitment_made", "commitment_released"]
    assert asked(rehearsal.url, "SELECT COUNT(*) FROM place WHERE guarantee_ref IS NOT NULL") == [(1,)]


def test_a_guarantee_ends_once(begin: Begin) -> None:
    rehearsal = begin(stories.ended)
    with refused(rehearsal.url, WrongStatus):
        _end(rehearsal, EndReason.TENANT_DIED, on="2018-10-16")


def test_nothing_ends_before_the_issue(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, WrongInput):
        _end(rehearsal, EndReason.TENANCY_ENDED, on="2018-07-04")


def test_whoever_prepared_the_case_does_not_end_the_guarantee(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    given_role(rehearsal, rehearsal.cora, Role.APPROVER)
    with refused(rehearsal.url, SamePerson):
        guarantees.end(rehearsal.office, rehearsal.cora, G, EndReason.TENANCY_ENDED, day("2018-10-15"))


def test_an_active_guarantee_does_not_lapse(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, EndContradicted):
        _end(rehearsal, EndReason.OFFER_LAPSED)


def test_nobody_lets_an_offer_lapse_before_its_28_days_are_over(begin: Begin) -> None:
    """A place is freed only if the offer lapses unsigned after 28 days: an officer cannot free it sooner."""
    rehearsal = begin(stories.offered)
    before = contents(rehearsal.url)
    with pytest.raises((Refused, WrongInput)):
        _end(rehearsal, EndReason.OFFER_LAPSED, on="2018-07-08")
    assert contents(rehearsal.url) == before


@pytest.mark.parametrize("reason", [EndReason.TERM_REACHED, EndReason.BIRTHDAY_25, EndReason.CAP_USED_UP])
def test_an_end_that_the_record_contradicts_is_not_written_down(begin: Begin, reason: EndReason) -> None:
    """In October the term runs, the birthday is years away and nothing was called."""
    rehearsal = begin(stories.active)
    before = contents(rehearsal.url)
    with pytest.raises((Refused, WrongInput)):
        _end(rehearsal, reason)
    assert contents(rehearsal.url) == before
