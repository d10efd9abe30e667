"""How a guarantee ends: early ends by two people, the rest by what the record says, and each only once."""

import pytest

from guarantor.domain.access import Role
from guarantor.domain.lifecycle import FOLLOWS_FROM_THE_RECORD, TAKES_TWO, EndReason, Party
from guarantor.domain.practice import figure
from guarantor.domain.refusals import (
    AlreadyDone,
    EndContradicted,
    NoNoticeClause,
    NoticeTooShort,
    SamePerson,
    WrongStatus,
)
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting import confirming
from guarantor.services.casework import showing
from guarantor.services.correspondence import papers
from guarantor.services.finance.balances import balances
from guarantor.services.guaranteeing import ending, guarantees
from guarantor.services.worktrays import daily
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.acts_after_issue import end_proposed
from tests.services.stories import day, given_role
from tests.watching import asked, one_line, refused, transfers

G = "RG-0001/1"
AT_ONCE_BY_TWO = sorted(TAKES_TWO - {EndReason.COUNCIL_NOTICE})
"""The early ends that happen when they are confirmed; the council's notice runs out later."""


def _propose(
    rehearsal: Rehearsal,
    reason: EndReason = EndReason.TENANCY_ENDED,
    on: str = "2018-10-15",
    ended: str | None = None,
) -> dict[str, object]:
    return ending.end(
        rehearsal.office, rehearsal.cal, G, reason, day(on), ended_on=None if ended is None else day(ended)
    )


def _record(rehearsal: Rehearsal, reason: EndReason, on: str) -> dict[str, object]:
    return ending.end(rehearsal.office, rehearsal.ann, G, reason, day(on))


def _shown(rehearsal: Rehearsal) -> tuple[str, str, str]:
    shown = showing.guarantee(rehearsal.office, G)
    return shown["status"], shown["reason"], shown["ended_on"]


def _commitment(rehearsal: Rehearsal) -> str:
    rows = balances(rehearsal.office)
    return str(next(row["balance"] for row in rows if row["account"] == "commitment"))


def test_every_reason_is_of_two_people_or_of_the_record_but_the_move() -> None:
    assert set(EndReason) == TAKES_TWO | FOLLOWS_FROM_THE_RECORD | {EndReason.TRANSFERRED}
    assert not TAKES_TWO & FOLLOWS_FROM_THE_RECORD


# ---- by two people


@pytest.mark.parametrize("reason", sorted(TAKES_TWO))
def test_a_proposed_end_ends_nothing(begin: Begin, reason: EndReason) -> None:
    rehearsal = begin(stories.active)
    ended = "2018-12-31" if reason is EndReason.COUNCIL_NOTICE else None
    with one_line(rehearsal.url) as lines:
        proposed = _propose(rehearsal, reason, ended=ended)
    assert proposed["pending"] == lines[0].subject == "P-10"
    shown = showing.guarantee(rehearsal.office, G)
    assert (shown["status"], shown["ended_on"]) == ("active", None)
    assert shown["pending_end"] == [
        {"pending": "P-10", "reason": reason, "ended_on": ended or "2018-10-15"},
    ]


@pytest.mark.parametrize("reason", AT_ONCE_BY_TWO)
def test_a_confirmed_end_is_as_of_the_day_proposed_and_leaves_the_commitment(
    begin: Begin, reason: EndReason
) -> None:
    rehearsal = begin(stories.active)
    _propose(rehearsal, reason, on="2018-10-15", ended="2018-09-30")
    with one_line(rehearsal.url) as lines:
        ended = confirming.confirm(rehearsal.office, rehearsal.ann, 10, on=day("2018-10-20"))
    assert ended == {"guarantee_ref": G, "reason": reason, "ended_on": "2018-09-30", "status": "ended"}
    assert lines[0].subject == G
    assert _shown(rehearsal) == ("ended", reason, "2018-09-30")
    assert showing.guarantee(rehearsal.office, G)["pending_end"] == []
    assert _commitment(rehearsal) == "3120.00"


def test_what_shows_the_end_is_kept_and_never_stands_in_the_journal(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    rehearsal.ended_early(G, "2018-10-15", evidence=" the landlord's letter of 12 October ")
    assert asked(rehearsal.url, "SELECT evidence FROM proposed_end") == [
        ("the landlord's letter of 12 October",)
    ]
    assert asked(rehearsal.url, "SELECT COUNT(*) FROM journal WHERE details LIKE '%letter%'") == [(0,)]
    assert asked(rehearsal.url, "SELECT COUNT(*) FROM pending_act WHERE content LIKE '%letter%'") == [(0,)]


def test_nobody_confirms_the_end_that_they_proposed(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    ending.end(rehearsal.office, rehearsal.ann, G, EndReason.TENANT_DIED, day("2018-10-15"))
    with refused(rehearsal.url, SamePerson):
        confirming.confirm(rehearsal.office, rehearsal.ann, 10)
    assert confirming.confirm(rehearsal.office, rehearsal.abe, 10)["status"] == "ended"


def test_whoever_prepared_the_case_may_propose_the_end_and_not_confirm_it(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    given_role(rehearsal, rehearsal.cora, Role.APPROVER)
    ending.end(rehearsal.office, rehearsal.cora, G, EndReason.TENANCY_ENDED, day("2018-10-15"))
    ending.end(rehearsal.office, rehearsal.cal, G, EndReason.TENANT_DIED, day("2018-10-15"))
    with refused(rehearsal.url, SamePerson):
        confirming.confirm(rehearsal.office, rehearsal.cora, 12)
    assert confirming.confirm(rehearsal.office, rehearsal.ann, 11)["status"] == "ended"


def test_an_end_that_was_confirmed_is_not_confirmed_again(begin: Begin) -> None:
    rehearsal = begin(end_proposed)
    confirming.confirm(rehearsal.office, rehearsal.ann, 10)
    with refused(rehearsal.url, AlreadyDone):
        confirming.confirm(rehearsal.office, rehearsal.abe, 10)


def test_of_two_proposed_ends_the_one_confirmed_first_is_the_end(begin: Begin) -> None:
    rehearsal = begin(end_proposed)
    _propose(rehearsal, EndReason.TENANT_DIED)
    confirming.confirm(rehearsal.office, rehearsal.ann, 11)
    with refused(rehearsal.url, WrongStatus):
        confirming.confirm(rehearsal.office, rehearsal.abe, 10)
    assert _shown(rehearsal)[1] == EndReason.TENANT_DIED


def test_an_end_by_the_record_in_between_refuses_the_confirmation(begin: Begin) -> None:
    rehearsal = begin(end_proposed)
    daily.run(rehearsal.office, day("2019-08-01"))
    with refused(rehearsal.url, WrongStatus):
        confirming.confirm(rehearsal.office, rehearsal.ann, 10)
    assert _shown(rehearsal)[1] == EndReason.TERM_REACHED


def test_nothing_is_proposed_on_a_guarantee_that_ended_or_was_never_issued(begin: Begin) -> None:
    rehearsal = begin(stories.ended)
    with refused(rehearsal.url, WrongStatus):
        _propose(rehearsal, EndReason.TENANT_DIED, on="2018-10-16")
    with refused(rehearsal.url, NotFound):
        ending.end(rehearsal.office, rehearsal.cal, "RG-0009/1", EndReason.TENANT_DIED, day("2018-10-16"))


@pytest.mark.parametrize(
    ("on", "ended", "field"),
    [
        ("2018-07-04", None, "--on"),
        ("2018-10-15", "2018-07-04", "--ended"),
        ("2018-10-15", "2018-10-16", "--ended"),
    ],
)
def test_nothing_ends_before_the_issue_nor_is_an_end_told_ahead(
    begin: Begin, on: str, ended: str | None, field: str
) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, WrongInput) as caught:
        _propose(rehearsal, on=on, ended=ended)
    assert field in str(caught.value)


def test_the_day_of_issue_and_the_last_day_of_the_term_are_days_on_which_it_may_end(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    _propose(rehearsal, ended="2018-07-05")
    _propose(rehearsal, on="2019-08-20", ended="2019-07-31")
    with refused(rehearsal.url, WrongStatus):
        _propose(rehearsal, on="2019-08-20", ended="2019-08-01")


def test_an_offer_that_ends_unsigned_is_released_at_once_as_of_its_end(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    _propose(rehearsal, EndReason.RELEASED_BY_LANDLORD, on="2018-07-12", ended="2018-07-10")
    confirming.confirm(rehearsal.office, rehearsal.ann, 10)
    assert _commitment(rehearsal) == "0.00"
    assert [(made["kind"], made["happened_on"]) for made in transfers(rehearsal.url)] == [
        ("commitment_made", "2018-07-05"),
        ("commitment_released", "2018-07-10"),
    ]
    assert asked(rehearsal.url, "SELECT COUNT(*) FROM place WHERE guarantee_ref IS NOT NULL") == [(1,)]


def test_an_offer_whose_28_days_are_over_has_lapsed_and_nothing_else(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    with refused(rehearsal.url, WrongStatus):
        _propose(rehearsal, EndReason.RELEASED_BY_LANDLORD, on="2018-08-03")
    _propose(rehearsal, EndReason.RELEASED_BY_LANDLORD, on="2018-08-02")


# ---- the council's notice

DAYS = figure("council_notice_days").value


def test_the_councils_notice_ends_it_on_the_day_it_runs_out(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    _propose(rehearsal, EndReason.COUNCIL_NOTICE, on="2018-10-10", ended="2018-12-31")
    given = confirming.confirm(rehearsal.office, rehearsal.ann, 10, on=day("2018-10-15"))
    assert (given["status"], given["ended_on"]) == ("active", "2018-12-31")
    daily.run(rehearsal.office, day("2018-12-30"))
    assert showing.guarantee(rehearsal.office, G)["status"] == "active"
    daily.run(rehearsal.office, day("2019-01-05"))
    assert _shown(rehearsal) == ("ended", EndReason.COUNCIL_NOTICE, "2018-12-31")


@pytest.mark.parametrize(("ended", "enough"), [("2018-12-10", True), ("2018-12-09", False)])
def test_the_notice_is_as_long_as_the_deed_asks_counted_from_its_proposal(
    begin: Begin, ended: str, enough: bool
) -> None:
    """56 days from 15 October run out on 10 December."""
    assert DAYS == 56
    rehearsal = begin(stories.active)
    if enough:
        assert _propose(rehearsal, EndReason.COUNCIL_NOTICE, ended=ended)["ended_on"] == ended
        return
    with refused(rehearsal.url, NoticeTooShort) as caught:
        _propose(rehearsal, EndReason.COUNCIL_NOTICE, ended=ended)
    assert "2018-12-10" in str(caught.value)


def test_a_notice_confirmed_so_late_that_it_is_too_short_is_refused(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    _propose(rehearsal, EndReason.COUNCIL_NOTICE, on="2018-10-15", ended="2018-12-10")
    with refused(rehearsal.url, NoticeTooShort):
        confirming.confirm(rehearsal.office, rehearsal.ann, 10, on=day("2018-10-16"))
    assert confirming.confirm(rehearsal.office, rehearsal.ann, 10, on=day("2018-10-15"))["status"] == "active"


def test_the_councils_notice_names_the_day_it_runs_out(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, WrongInput) as caught:
        _propose(rehearsal, EndReason.COUNCIL_NOTICE)
    assert "--ended" in str(caught.value)


def test_no_notice_is_given_of_an_offer(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    with refused(rehearsal.url, WrongStatus):
        _propose(rehearsal, EndReason.COUNCIL_NOTICE, on="2018-07-10", ended="2018-10-10")


def test_a_deed_without_the_clause_lets_the_council_give_no_notice(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deeds of versions before 0.4.0 have no such clause."""
    rehearsal = begin(stories.approved)
    as_now = papers.terms
    monkeypatch.setattr(
        papers, "terms", lambda policy: as_now(policy).model_copy(update={"council_notice_days": None})
    )
    stories.issue(rehearsal)
    for party in Party:
        guarantees.sign(rehearsal.office, rehearsal.cora, G, party, day("2018-07-06"))
    with refused(rehearsal.url, NoNoticeClause):
        _propose(rehearsal, EndReason.COUNCIL_NOTICE, ended="2018-12-31")


def test_a_death_before_the_notice_runs_out_is_the_end(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    rehearsal.ended_early(G, "2018-10-15", EndReason.COUNCIL_NOTICE, ended_on=day("2018-12-31"))
    rehearsal.ended_early(G, "2018-12-30", EndReason.TENANT_DIED)
    daily.run(rehearsal.office, day("2019-01-05"))
    assert _shown(rehearsal) == ("ended", EndReason.TENANT_DIED, "2018-12-30")


# ---- by the record


@pytest.mark.parametrize(
    ("reason", "on"),
    [
        (EndReason.TERM_REACHED, "2019-07-31"),
        (EndReason.BIRTHDAY_25, "2019-08-01"),
        (EndReason.CAP_USED_UP, "2018-10-15"),
        (EndReason.OFFER_LAPSED, "2018-10-15"),
    ],
)
def test_an_end_that_the_record_contradicts_is_not_written_down(
    begin: Begin, reason: EndReason, on: str
) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, EndContradicted):
        _record(rehearsal, reason, on)


def test_the_term_is_reached_the_day_after_its_last(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    assert _record(rehearsal, EndReason.TERM_REACHED, "2019-08-01")["status"] == "ended"


def test_a_term_cut_short_by_the_25th_birthday_ends_with_it(begin: Begin) -> None:
    rehearsal = begin(_eight_months_before_the_birthday)
    assert showing.guarantee(rehearsal.office, G)["months"] == 8
    with refused(rehearsal.url, EndContradicted):
        _record(rehearsal, EndReason.TERM_REACHED, "2019-04-01")
    assert _record(rehearsal, EndReason.BIRTHDAY_25, "2019-04-01")["reason"] == EndReason.BIRTHDAY_25


def _eight_months_before_the_birthday(rehearsal: Rehearsal) -> None:
    rehearsal.staff()
    rehearsal.active_guarantee(changes={"person.date_of_birth": "1994-04-10"})


@pytest.mark.parametrize(("on", "lapsed"), [("2018-08-02", False), ("2018-08-03", True)])
def test_an_offer_lapses_once_its_28_days_are_over_and_gives_its_place_back(
    begin: Begin, on: str, lapsed: bool
) -> None:
    rehearsal = begin(stories.offered)
    if not lapsed:
        with refused(rehearsal.url, EndContradicted):
            _record(rehearsal, EndReason.OFFER_LAPSED, on)
        return
    _record(rehearsal, EndReason.OFFER_LAPSED, on)
    assert asked(rehearsal.url, "SELECT COUNT(*) FROM place WHERE guarantee_ref IS NOT NULL") == [(0,)]
    assert _commitment(rehearsal) == "0.00"


def test_a_cap_that_is_used_up_ends_it_as_the_claim_is_accepted(begin: Begin) -> None:
    rehearsal = begin(_six_months_owed)
    rehearsal.accepted_claim(G, dict.fromkeys(_OWED, 52_000), "2019-02-05")
    assert _shown(rehearsal) == ("ended", EndReason.CAP_USED_UP, "2019-02-05")
    with refused(rehearsal.url, WrongStatus):
        _record(rehearsal, EndReason.CAP_USED_UP, "2019-02-06")


_OWED = ["2018-09", "2018-10", "2018-11", "2018-12", "2019-01", "2019-02"]


def _six_months_owed(rehearsal: Rehearsal) -> None:
    rehearsal.staff()
    rehearsal.active_guarantee()
    rehearsal.charge(G, *(f"{month}-01" for month in _OWED))


def test_an_end_by_the_record_takes_no_other_day_than_that_of_the_act(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    with refused(rehearsal.url, WrongInput):
        _propose(rehearsal, EndReason.OFFER_LAPSED, on="2018-08-10", ended="2018-08-03")


def test_whoever_prepared_the_case_does_not_end_it_by_the_record(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    given_role(rehearsal, rehearsal.cora, Role.APPROVER)
    with refused(rehearsal.url, SamePerson):
        ending.end(rehearsal.office, rehearsal.cora, G, EndReason.OFFER_LAPSED, day("2018-08-10"))


def test_nobody_writes_a_transfer_down_as_an_end(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, WrongInput):
        _propose(rehearsal, EndReason.TRANSFERRED)
