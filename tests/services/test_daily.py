"""What the passing of days does by itself: offers lapse, terms end, closed windows release what is left."""

import datetime as dt
from typing import Any

import pytest

from guarantor.domain.lifecycle import EndReason, Party
from guarantor.services.casework import showing
from guarantor.services.claiming import claims
from guarantor.services.entering import sent_forms
from guarantor.services.guaranteeing import guarantees
from guarantor.services.worktrays import daily
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.stories import day, end_early
from tests.watching import asked, journal, nothing_written, transfers

G = "RG-0001/1"
DUE = ("2018-08-03", "2018-11-13", "2019-02-01", "2019-03-01", "2019-08-01", "2019-08-29")
"""When something of `_one_of_each` falls due: a lapse, two ends, and three releases."""


def _stands(rehearsal: Rehearsal) -> tuple[str, str | None, str]:
    shown = showing.guarantee(rehearsal.office, G)
    return shown["status"], shown["reason"], shown["remaining"]


def _run(rehearsal: Rehearsal, on: str) -> list[dict[str, Any]]:
    """What the run did, tasks apart; those are looked at in test_tasks_due."""
    return [each for each in daily.run(rehearsal.office, day(on)) if "task" not in each]


def test_an_offer_stands_on_its_28th_day_and_lapses_on_the_29th(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    with nothing_written(rehearsal.url):
        assert _run(rehearsal, "2018-08-02") == []
    assert _run(rehearsal, "2018-08-03") == [{"guarantee_ref": G, "ended": "offer_lapsed"}]
    assert _stands(rehearsal) == ("ended", "offer_lapsed", "0.00")
    assert asked(rehearsal.url, "SELECT COUNT(*) FROM place WHERE guarantee_ref IS NOT NULL") == [(0,)]


def test_an_offer_with_two_of_three_signatures_lapses_too(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    for party in (Party.LANDLORD, Party.COUNCIL):
        guarantees.sign(rehearsal.office, rehearsal.cora, G, party, day("2018-07-06"))
    assert _run(rehearsal, "2018-08-03") == [{"guarantee_ref": G, "ended": "offer_lapsed"}]


def test_a_signed_guarantee_does_not_lapse(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    assert _run(rehearsal, "2018-08-03") == []


def test_a_guarantee_stands_on_its_last_day_and_has_ended_on_the_next(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    assert _run(rehearsal, "2019-07-31") == []
    assert _run(rehearsal, "2019-08-01") == [{"guarantee_ref": G, "ended": "term_reached"}]
    assert _stands(rehearsal) == ("ended", "term_reached", "3120.00")


def test_a_period_cut_by_the_25th_birthday_ends_by_it(rehearsal: Rehearsal) -> None:
    rehearsal.active_guarantee(changes={"person.date_of_birth": "1994-02-15"})
    assert _run(rehearsal, "2019-01-31") == []
    assert _run(rehearsal, "2019-02-01") == [{"guarantee_ref": G, "ended": "birthday_25"}]


def test_a_whole_term_that_ends_the_day_before_the_25th_birthday_is_the_term(rehearsal: Rehearsal) -> None:
    rehearsal.active_guarantee(changes={"person.date_of_birth": "1994-08-01"})
    assert _run(rehearsal, "2019-08-01") == [{"guarantee_ref": G, "ended": "term_reached"}]


@pytest.mark.parametrize(
    ("ended", "last_on", "released_on"),
    [("by its term", "2019-08-28", "2019-08-29"), ("early", "2018-11-12", "2018-11-13")],
)
def test_what_was_not_called_is_released_when_the_window_has_closed(
    begin: Begin, ended: str, last_on: str, released_on: str
) -> None:
    rehearsal = begin(stories.active)
    if ended == "early":
        end_early(rehearsal, G, "2018-10-15")
    else:
        _run(rehearsal, "2019-08-01")
    assert _run(rehearsal, last_on) == []
    assert _run(rehearsal, released_on) == [{"guarantee_ref": G, "released": True}]
    assert _stands(rehearsal)[2] == "0.00"
    released = transfers(rehearsal.url)[-1]
    assert (released["debit"], released["credit"]) == ("commitment", "guarantees_given")
    assert released["amount_pence"] == 312_000


def test_only_what_was_not_accepted_is_released(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    _run(rehearsal, "2019-08-29")
    assert transfers(rehearsal.url)[-1]["amount_pence"] == 208_000
    assert _stands(rehearsal)[2] == "0.00"


def test_a_claim_that_nobody_has_decided_holds_the_release_back(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    _run(rehearsal, "2019-08-01")
    assert _run(rehearsal, "2019-09-15") == []
    claims.decide(rehearsal.office, rehearsal.ann, f"{G}/C1", {}, "too late", day("2019-09-16"))
    # A rejection can be disputed for 28 days.
    assert _run(rehearsal, "2019-10-14") == []
    assert _run(rehearsal, "2019-10-15") == [{"guarantee_ref": G, "released": True}]


def test_running_it_twice_changes_nothing(begin: Begin) -> None:
    rehearsal = begin(_one_of_each)
    assert len(_run(rehearsal, "2019-09-01")) == 6
    with nothing_written(rehearsal.url):
        assert daily.run(rehearsal.office, day("2019-09-01")) == []


def test_each_thing_done_is_the_systems_own_line_in_the_journal(begin: Begin) -> None:
    rehearsal = begin(_one_of_each)
    before = len(journal(rehearsal.url))
    done = daily.run(rehearsal.office, day("2019-09-01"))
    added = journal(rehearsal.url)[before:]
    assert len(added) == len(done)
    assert {(line.actor, line.actor_type) for line in added} == {(None, "system")}
    assert {line.act for line in added} == {
        "end_guarantee",
        "release_commitment",
        "open_task",
        "close_task",
    }


def test_days_that_were_missed_are_caught_up_as_if_none_had_been(begin: Begin) -> None:
    on_time, once = begin(_one_of_each), begin(_one_of_each)
    for on in DUE:
        assert len(_run(on_time, on)) == 1
    _run(once, "2019-09-01")
    assert _without_papers(showing.guarantees(once.office)) == _without_papers(
        showing.guarantees(on_time.office)
    )


def test_where_nothing_was_issued_nothing_is_done(rehearsal: Rehearsal) -> None:
    with nothing_written(rehearsal.url):
        assert _run(rehearsal, "2019-09-01") == []


def test_an_early_end_is_not_overwritten_by_the_term(begin: Begin) -> None:
    rehearsal = begin(stories.ended)
    _run(rehearsal, "2019-08-01")
    shown = showing.guarantee(rehearsal.office, G)
    assert (shown["reason"], shown["ended_on"]) == (EndReason.TENANCY_ENDED, "2018-10-15")


@after(Rehearsal.staff)
def _one_of_each(rehearsal: Rehearsal) -> None:
    """One runs its term, one to a birthday, one ended early, one is never signed."""
    rehearsal.active_guarantee("RG-0001")
    rehearsal.active_guarantee("RG-0002", {"person.date_of_birth": "1994-02-15"})
    rehearsal.active_guarantee("RG-0003")
    end_early(rehearsal, "RG-0003/1", "2018-10-15")
    rehearsal.offered_guarantee("RG-0004")


def _without_papers(shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in each.items() if name != "documents"} for each in shown]


def test_forms_that_nobody_sends_again_are_forgotten_after_two_days(begin: Begin) -> None:
    rehearsal = begin(Rehearsal.staff)
    office, clock = rehearsal.office, rehearsal.clock
    assert sent_forms.take(office, "a form").first
    clock.instant += sent_forms.KEPT
    daily.run(office, day("2018-08-01"))
    assert not sent_forms.take(office, "a form").first
    clock.instant += dt.timedelta(seconds=1)
    daily.run(office, day("2018-08-01"))
    assert sent_forms.take(office, "a form").first
