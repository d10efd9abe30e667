"""Data protection on the pages: what goes is shown first, two administrators let it go, and what is held stays."""

import re

import pytest
from flask.testing import FlaskClient

from guarantor.services.acting import confirming, databases
from guarantor.services.casework import decisions, notes, showing
from guarantor.services.data_protection import deletion, due, legal_holds
from guarantor.services.data_protection.clocks import clocks
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.stories import day
from tests.web.conftest import ClientOf
from tests.web.entering import open_accounts, sent, token_in

HOME, PROPOSE, HOLD = "/admin/retention", "/admin/retention/propose", "/admin/retention/hold"
REFUSED, DEED = "RG-0002", "RG-0001"
DECLINED_ON = day("2018-07-03")
DUE_ON = day("2019-07-03")
LATER = day("2035-01-01")
ANY_DAY, BY_CASE = "As of [^<]*", "What goes, case by case"


@after(stories.ended)
def with_a_refusal(rehearsal: Rehearsal) -> None:
    """RG-0001/1 ended on 15 October 2018; RG-0002 was declined on 3 July 2018, and goes first."""
    ref = rehearsal.assessed_case(REFUSED)
    decisions.decide(
        rehearsal.office, rehearsal.ann, ref, "decline", "The home is too dear.", [], DECLINED_ON
    )
    open_accounts(rehearsal)
    databases.set_business_date(rehearsal.office, rehearsal.ada, DUE_ON)


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """The refusal's time is over today."""
    return begin(with_a_refusal)


@pytest.fixture
def ada(client_of: ClientOf) -> FlaskClient:
    """An administrator's client."""
    return client_of("ada")


@pytest.fixture
def bo(client_of: ClientOf) -> FlaskClient:
    """The other administrator's client."""
    return client_of("bo")


def proposed(ada: FlaskClient) -> str:
    """The address of a run that Ada proposed on the page."""
    answer = sent(ada, PROPOSE, {})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def rows_of(page: str, caption: str) -> list[str]:
    """The rows of a table by its caption, as words."""
    found = re.search(rf"<caption[^>]*>{caption}</caption>.*?<tbody[^>]*>(.*?)</tbody>", page, re.DOTALL)
    if found is None:
        return []
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", found[1], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def name_of(rehearsal: Rehearsal, ref: str) -> str | None:
    name: str | None = showing.case(rehearsal.office, ref)["young_person"]["name"]
    return name


def test_every_clock_is_told_and_what_is_due_stands_before_what_still_runs(ada: FlaskClient) -> None:
    page = ada.get(HOME).text
    told = rows_of(page, "The clocks")
    for row, clock in zip(told, clocks().values(), strict=True):
        assert f" {clock.months} " in row
        assert clock.owner.lower() in row.lower()
        assert ("Assumption" in row) is clock.source.startswith("assumption")
    rows = rows_of(page, "As of 3 July 2019: 3 records")
    assert [row.split()[0] for row in rows] == [REFUSED, DEED, DEED]
    assert [row.split()[-1] for row in rows] == ["Due", "Runs", "Runs"]
    for asked, cases in (
        ("due=now", [REFUSED]),
        ("kind=refused_application", [REFUSED]),
        ("kind=deed", [DEED]),
        ("kind=deed&due=now", []),
        ("kind=anything&due=later&page=7", [REFUSED, DEED, DEED]),
    ):
        rows = rows_of(ada.get(f"{HOME}?{asked}").text, ANY_DAY)
        assert [row.split()[0] for row in rows] == cases, asked


def test_two_administrators_let_go_what_they_were_shown_and_once(
    ada: FlaskClient, bo: FlaskClient, rehearsal: Rehearsal
) -> None:
    (entries,) = [each["rows"] for each in due.listed(rehearsal.office, DUE_ON) if each["due"]]
    shown = ada.get(PROPOSE).text
    assert "no way back" in shown
    assert rows_of(shown, BY_CASE)[0].startswith(f"{REFUSED} Refused application 3 July 2019 {entries} ")
    assert f"1 record of 1 case: {entries} entries" in " ".join(shown.split())
    run = proposed(ada)
    assert name_of(rehearsal, REFUSED)
    assert run in bo.get(HOME).text
    assert run in bo.get("/waiting").text
    assert bo.get(f"/waiting/{run.rpartition('/')[2]}").location == run
    page = bo.get(run)
    assert rows_of(page.text, BY_CASE)[0].startswith(f"{REFUSED} Refused application")
    assert "case decision (1)" in rows_of(page.text, "What goes, by kind of record")[0].lower()
    form = {"looked": "y", "csrf_token": token_in(page), "once": "pressed-twice-by-bo"}
    pressed = [bo.post(f"{run}/confirm", data=form) for _ in range(2)]
    assert [(each.status_code, each.location) for each in pressed] == [(303, run)] * 2
    assert bo.post(f"{run}/confirm", data={**form, "once": "pressed-once-more"}).status_code == 409
    assert name_of(rehearsal, REFUSED) is None
    assert name_of(rehearsal, DEED)
    after_it = bo.get(run).text
    assert f"{entries} entries</dd>" in after_it
    assert rows_of(after_it, "What was erased") == [f"{REFUSED} Refused application"]
    assert "guarantor retention clear" in after_it
    (done,) = rows_of(ada.get(HOME).text, "The latest deletion runs")
    assert f"ada and bo 1 record of 1 case {entries}" in done


def test_whoever_proposed_it_cannot_confirm_nor_anybody_who_has_not_looked_through_it(
    ada: FlaskClient, bo: FlaskClient, rehearsal: Rehearsal
) -> None:
    run = proposed(ada)
    own = ada.get(run)
    assert "another administrator confirms it" in own.text
    assert "Confirm and erase" not in own.text
    ticked = {"looked": "y", "csrf_token": token_in(ada.get(HOLD))}
    assert ada.post(f"{run}/confirm", data=ticked).status_code == 409
    page = sent(bo, f"{run}/confirm", {}, shown_at=run)
    assert page.status_code == 422
    assert "Tick the box once you have looked through the list" in page.text
    assert name_of(rehearsal, REFUSED)


def test_proposed_twice_it_waits_once_and_a_changed_list_is_not_proposed(
    ada: FlaskClient, bo: FlaskClient, rehearsal: Rehearsal
) -> None:
    page = bo.get(PROPOSE)
    seen = re.search(r'name="seen" value="([^"]+)"', page.text)
    assert seen is not None
    form = {"csrf_token": token_in(page), "seen": seen[1]}
    notes.add(rehearsal.office, rehearsal.cora, REFUSED, "They wrote to us again.", DUE_ON)
    changed = bo.post(PROPOSE, data=form)
    assert changed.status_code == 422
    assert confirming.waiting(rehearsal.office) == []
    run = proposed(ada)
    assert f'href="{PROPOSE}"' not in bo.get(HOME).text
    refused = bo.post(PROPOSE, data={"csrf_token": form["csrf_token"]})
    assert refused.status_code == 409
    assert "is proposed already" in refused.text
    assert [each["pending"] for each in confirming.waiting(rehearsal.office)] == [run.rpartition("/")[2]]


def test_one_run_takes_no_more_than_can_be_looked_through_and_no_page_names_anybody(
    ada: FlaskClient, rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deletion, "MOST_AT_ONCE", 1)
    databases.set_business_date(rehearsal.office, rehearsal.ada, LATER)
    assert "2 more are due" in ada.get(PROPOSE).text
    run = proposed(ada)
    assert [row.split()[0] for row in rows_of(ada.get(run).text, BY_CASE)] == [REFUSED]
    names = {name_of(rehearsal, ref) for ref in (DEED, REFUSED)}
    for address in (HOME, PROPOSE, run, HOLD, f"{HOLD}/{REFUSED}"):
        shown = ada.get(address)
        assert shown.status_code == 200
        assert not [name for name in names if name is None or name in shown.text]
    for number in ("P-1", "P-9999"):
        assert ada.get(f"{HOME}/runs/{number}").status_code == 404


def test_a_held_case_is_not_due_and_says_why(
    ada: FlaskClient, bo: FlaskClient, client_of: ClientOf, rehearsal: Rehearsal
) -> None:
    put = sent(ada, HOLD, {"ref": "rg-0002", "reason": "A claim was announced."})
    assert put.status_code == 303
    shown = bo.get(HOME).text
    assert rows_of(shown, ANY_DAY)[0].endswith("Held A claim was announced.")
    assert rows_of(shown, "Cases under a legal hold")[0].startswith(f"{REFUSED} 3 July 2019 ada")
    assert rows_of(bo.get(f"{HOME}?due=now").text, ANY_DAY) == []
    assert "There is nothing to propose" in bo.get(PROPOSE).text
    for name in ("cora", "ann", "aude"):
        case = client_of(name).get(f"/cases/{REFUSED}").text
        assert "has been under a legal hold since 3 July 2019, put by ada" in case
        assert "A claim was announced." in case
    assert "under a legal hold" not in client_of("cora").get(f"/cases/{DEED}").text
    assert sent(bo, f"{HOLD}/{REFUSED}", {"reason": "It was settled."}).status_code == 303
    assert rows_of(bo.get(f"{HOME}?due=now").text, ANY_DAY)[0].startswith(REFUSED)
    assert "under a legal hold" not in client_of("cora").get(f"/cases/{REFUSED}").text
    assert "It was settled." in bo.get(f"{HOLD}/{REFUSED}").text


def test_a_hold_put_while_a_run_waits_stops_it_and_a_new_one_leaves_the_case_out(
    ada: FlaskClient, bo: FlaskClient, rehearsal: Rehearsal
) -> None:
    databases.set_business_date(rehearsal.office, rehearsal.ada, LATER)
    run = proposed(ada)
    assert sent(bo, HOLD, {"ref": REFUSED, "reason": "A claim was announced."}).status_code == 303
    stopped = bo.get(run).text
    assert "This run cannot be confirmed" in stopped
    assert "Confirm and erase" not in stopped
    assert rows_of(stopped, "Not due any more") == [f"{REFUSED} Refused application"]
    refused = bo.post(f"{run}/confirm", data={"looked": "y", "csrf_token": token_in(bo.get(HOLD))})
    assert refused.status_code == 409
    assert "is not due any more" in refused.text
    assert name_of(rehearsal, REFUSED)
    anew = proposed(bo)
    assert [row.split()[0] for row in rows_of(ada.get(anew).text, BY_CASE)] == [DEED]


def test_a_hold_that_cannot_be_put_says_so_and_a_case_is_held_once_and_lifted_once(
    ada: FlaskClient, rehearsal: Rehearsal
) -> None:
    for ref, reason, says in (
        ("", "announced", "Enter the case’s reference"),
        (REFUSED, " ", "Say why it is held"),
        ("RG-9999", "announced", "a case that there is"),
        ("Tam", "announced", "such as RG-0001"),
    ):
        page = sent(ada, HOLD, {"ref": ref, "reason": reason})
        assert page.status_code == 422
        assert says in page.text
        assert f'value="{ref}"' in page.text or not ref
    form = {"ref": REFUSED, "reason": "announced"}
    assert [sent(ada, HOLD, form).status_code for _ in range(2)] == [303, 409]
    lifting = {"reason": "settled", "csrf_token": token_in(ada.get(f"{HOLD}/{REFUSED}"))}
    assert [ada.post(f"{HOLD}/{REFUSED}", data=lifting).status_code for _ in range(2)] == [303, 409]
    assert [each.step for each in legal_holds.of_case(rehearsal.office, REFUSED)] == ["put", "lifted"]


def test_an_auditor_sees_all_of_it_and_changes_nothing(
    ada: FlaskClient, client_of: ClientOf, rehearsal: Rehearsal
) -> None:
    run = proposed(ada)
    aude = client_of("aude")
    assert "How long records are kept" in aude.get("/admin").text
    for address in (HOME, run):
        shown = aude.get(address)
        assert shown.status_code == 200
        assert PROPOSE not in shown.text
        assert HOLD not in shown.text
        assert "Confirm and erase" not in shown.text
    token = token_in(aude.get("/search"))
    for address in (PROPOSE, HOLD, f"{HOLD}/{REFUSED}", f"{run}/confirm"):
        assert aude.post(address, data={"looked": "y", "csrf_token": token}).status_code == 403
    assert name_of(rehearsal, REFUSED)
