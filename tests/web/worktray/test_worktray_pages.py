"""The worktray's pages: every task leads to its work, what is looked up is in no address, names are for casework."""

import re

import pytest

from guarantor.domain.lifecycle import EndReason
from guarantor.services.acting import confirming
from guarantor.services.correspondence import executed_copies
from guarantor.services.entering import restricting
from guarantor.services.guaranteeing import ending
from guarantor.services.worktrays import daily, worktray
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import paying
from tests.services.acts_of_correspondence import SIGNED, code_of
from tests.services.stories import day
from tests.web.conftest import ClientOf
from tests.web.entering import sent, with_accounts

TODAY = ["30", "4", "2019"]
"""The business day of the rehearsal, as a form sends it."""


@after(with_accounts)
def a_claim_waits(rehearsal: Rehearsal) -> None:
    """RG-0001/1/C1 waits for its decision, a review is open, RG-0002 to be decided; the day is 6 November 2018."""
    guarantee = rehearsal.active_guarantee()
    rehearsal.charge(guarantee, "2018-09-01", "2018-10-01")
    rehearsal.lodged_claim(guarantee, {"2018-09": 52_000})
    daily.run(rehearsal.office, day("2018-11-06"))
    rehearsal.assessed_case("RG-0002")


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """A claim, a review and a case wait."""
    return begin(a_claim_waits)


def test_a_task_leads_to_the_page_where_it_is_done(client_of: ClientOf) -> None:
    assert 'href="/claims/RG-0001-1-C1"' in client_of("ann").get("/").text
    caseworkers = client_of("cora").get("/").text
    assert re.search(r'href="/(guarantees/RG-0001-1|cases/RG-0001)"', caseworkers)
    assert "Tam Synthetic" in caseworkers


def test_a_restricted_case_is_no_more_than_its_reference(rehearsal: Rehearsal, client_of: ClientOf) -> None:
    restricting.restrict(rehearsal.office, rehearsal.ann, "RG-0001")
    shown = client_of("cora").get("/?what=review").text
    assert "RG-0001" in shown
    assert "Restricted" in shown
    assert "Tam Synthetic" not in shown
    assert "RG-0001-1" not in shown


def test_what_is_looked_up_stands_in_no_address(client_of: ClientOf) -> None:
    client = client_of("cora")
    assert 'method="post" action="/search"' in client.get("/").text
    found = sent(client, "/search", {"words": "tam synth"})
    assert found.status_code == 200
    assert 'href="/cases/RG-0001"' in found.text
    assert "?words" not in found.text
    assert "No case" not in found.text
    # Words in an address are looked up by nobody.
    assert "RG-0001" not in client.get("/search?words=tam").text


def test_finance_finds_by_landlord_and_sees_no_young_person(client_of: ClientOf) -> None:
    client = client_of("fay")
    for words, guarantees in (("orla", True), ("RG-0001", True), ("tam", False), ("Example Street", False)):
        found = sent(client, "/search", {"words": words}).text
        assert ("RG-0001/1" in found) is guarantees, words
        assert "Tam" not in found
        assert "Flat 2" not in found
    assert "Tam" not in client.get("/").text


def test_the_figures_lead_to_the_queues_and_a_queue_to_the_act(client_of: ClientOf) -> None:
    client = client_of("ann")
    home = client.get("/").text
    assert re.search(
        r'<strong>1</strong> <a class="govuk-link" href="/queues\?of=to-decide">to decide</a>', home
    )
    assert 'href="/cases/RG-0002/decide"' in client.get("/queues?of=to-decide").text
    # A caseworker sees who waits, and decides nothing.
    seen = client_of("cora").get("/queues?of=to-decide").text
    assert 'href="/cases/RG-0002"' in seen
    assert "/decide" not in seen


def test_whoever_has_no_tasks_is_shown_none_and_no_search(client_of: ClientOf) -> None:
    for name in ("pam", "ada"):
        home = client_of(name).get("/").text
        assert 'id="words"' not in home
        assert "Tasks on" not in home


def test_an_address_that_chooses_nonsense_shows_the_whole_tray(client_of: ClientOf) -> None:
    client = client_of("cora")
    whole = re.findall(r"open in all|<tr", client.get("/").text)
    for query in ("what=x", "whose=x&due=x", "order=x", "page=x", "page=-3"):
        found = client.get(f"/?{query}")
        assert found.status_code == 200
        assert re.findall(r"open in all|<tr", found.text) == whole


def test_a_task_is_taken_given_and_closed_with_a_word(rehearsal: Rehearsal, client_of: ClientOf) -> None:
    cora, cal = client_of("cora"), client_of("cal")
    number = _review(rehearsal)
    address = f"/tasks/{number}"
    assert f'href="{address}"' in cora.get("/").text
    assert sent(cora, f"{address}/take", {}, shown_at=address).status_code == 303
    assert "Given to cora" in cora.get(address).text
    assert sent(cora, f"{address}/give", {"to": "cal", **_NO_DATE}).status_code == 303
    assert "Given to cal" in cal.get("/tasks/" + number).text
    empty = sent(cal, f"{address}/close", {"note": "", **_NO_DATE})
    assert empty.status_code == 422
    assert "Choose what became of it" in empty.text
    assert "Say what was done or why not" in empty.text
    form = {"step": "done", "note": "Saw Tam at home", **_NO_DATE}
    assert sent(cal, f"{address}/close", form).status_code == 303
    shown = cal.get(address).text
    assert "Saw Tam at home" in shown
    assert "Close it" not in shown
    assert f'href="{address}"' not in cal.get("/").text


def test_only_its_role_moves_a_task_and_only_casework_reads_its_words(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    number = _review(rehearsal)
    note = {"step": "not_needed", "note": "Tam moved away", **_NO_DATE}
    for name in ("fay", "ann"):
        client = client_of(name)
        shown = client.get(f"/tasks/{number}")
        assert shown.status_code == 200
        assert "Take this task" not in shown.text
        assert sent(client, f"/tasks/{number}/close", note).status_code == 403
    assert sent(client_of("cora"), f"/tasks/{number}/close", note).status_code == 303
    assert "Tam moved away" in client_of("ann").get(f"/tasks/{number}").text
    assert "Tam moved away" not in client_of("fay").get(f"/tasks/{number}").text


def test_a_task_of_a_restricted_case_is_closed_to_others(rehearsal: Rehearsal, client_of: ClientOf) -> None:
    number = _review(rehearsal)
    restricting.restrict(rehearsal.office, rehearsal.ann, "RG-0001")
    assert client_of("cora").get(f"/tasks/{number}").status_code == 403
    assert client_of("ann").get(f"/tasks/{number}").status_code == 200


_NO_DATE = {"on": ["6", "11", "2018"], "why_late": ""}
"""The day of the step, in its three boxes."""


def _review(rehearsal: Rehearsal) -> str:
    """The number of the open review."""
    found = worktray.listed(rehearsal.office, day("2018-11-06"), case="RG-0001")
    return next(str(each["task"]) for each in found if each["kind"] == "review")


def test_a_task_is_opened_by_hand_and_closed_with_a_word(client_of: ClientOf) -> None:
    client = client_of("cora")
    assert 'href="/cases/RG-0002/task"' in client.get("/cases/RG-0002").text
    assert ">None<" not in "".join(client.get("/cases/RG-0002/task").text.split())
    asked = {"kind": "other", "note": "Ring the adviser", "due": ["7", "5", "2019"], "on": TODAY}
    nothing = sent(client, "/cases/RG-0002/task", {**asked, "note": ""})
    assert nothing.status_code == 422
    assert "Say what is to be done" in nothing.text
    opened = sent(client, "/cases/RG-0002/task", asked)
    assert opened.status_code == 303, opened.text
    shown = client.get(opened.location).text
    assert "Ring the adviser" in shown
    closed = sent(client, f"{opened.location}/close", {"step": "done", "note": "Rang her", "on": TODAY})
    assert closed.status_code == 303, closed.text
    assert "Rang her" in client.get(opened.location).text
    assert opened.location not in client.get("/").text


def test_finance_opens_a_task_on_a_guarantee_and_is_told_nobodys_name(client_of: ClientOf) -> None:
    page = client_of("fay").get("/guarantees/RG-0001-1/task")
    assert page.status_code == 200
    assert "RG-0001/1" in page.text
    assert "Tam" not in page.text


def test_bank_details_that_wait_lead_to_where_they_are_confirmed(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    proposed = paying.change(rehearsal)
    pending = proposed["pending"]
    client = client_of("finn")
    address = f"/finance/payees/RG-0001/confirm/{pending}"
    assert f'href="{address}"' in client.get("/waiting").text
    led = client.get(f"/waiting/{pending}")
    assert (led.status_code, led.location) == (302, address)


def test_a_signed_copy_waits_on_the_tray_of_whoever_may_compare_it(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    code = code_of(rehearsal.office, "deed")
    executed_copies.store(rehearsal.office, rehearsal.cora, code, SIGNED, day("2018-07-20"))
    for name in ("cal", "ann"):
        client = client_of(name)
        page = client.get("/waiting").text
        assert 'href="/guarantees/RG-0001-1/signed/SC-1/confirm"' in page
        assert "20 July 2018" in page
    own = client_of("cora").get("/waiting").text
    assert "you; another person must compare it" in own
    assert "/signed/SC-1/confirm" not in own
    assert "SC-1" not in client_of("fay").get("/waiting").text


def test_a_restricted_cases_copy_is_on_no_caseworkers_tray(rehearsal: Rehearsal, client_of: ClientOf) -> None:
    code = code_of(rehearsal.office, "deed")
    executed_copies.store(rehearsal.office, rehearsal.cora, code, SIGNED, day("2018-07-20"))
    restricting.restrict(rehearsal.office, rehearsal.ann, "RG-0001")
    assert "SC-1" not in client_of("cal").get("/waiting").text


def test_whoever_confirms_reads_dates_and_reasons_in_words(rehearsal: Rehearsal, client_of: ClientOf) -> None:
    ending.propose(
        rehearsal.office,
        rehearsal.cora,
        "RG-0001/1",
        EndReason.RELEASED_BY_LANDLORD,
        day("2018-11-05"),
        ended_on=day("2018-11-01"),
        evidence="letter of release",
    )
    (waits,) = confirming.waiting(rehearsal.office)
    page = client_of("ann").get(f"/waiting/{waits['pending']}").text
    assert "1 November 2018" in page
    assert "2018-11-01" not in page
    assert "Released by landlord" in page
    assert "released_by_landlord" not in page


@pytest.mark.parametrize(("name", "leads"), [("pam", "/panel"), ("ada", "/admin")])
def test_whoever_has_no_tasks_is_told_so_and_led_on(client_of: ClientOf, name: str, leads: str) -> None:
    page = client_of(name).get("/").text
    assert "No tasks come to your role" in page
    assert page.count(f'href="{leads}"') == 2


def test_a_page_below_a_section_belongs_to_it_whoever_made_it(client_of: ClientOf) -> None:
    client = client_of("cora")
    active = re.compile(r'service-navigation__item--active">\s*<a[^>]*href="([^"]+)"')
    for address, section in (
        ("/cases/RG-0001/letters", "/cases"),
        ("/guarantees/RG-0001-1/rent", "/guarantees"),
        ("/waiting-list", "/waiting-list"),
        ("/waiting", "/waiting"),
        ("/", "/"),
    ):
        assert active.findall(client.get(address).text) == [section], address
    assert active.findall(client.get("/accessibility").text) == []
