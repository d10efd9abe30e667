"""The case on one page, its timeline, its facts and its letters: what each says, and to whom."""

import datetime as dt
from dataclasses import replace

import pytest

from guarantor.domain.access import Act
from guarantor.services.casework import cases, decisions, next_steps, notes, timelines
from guarantor.services.data_protection import erasure
from guarantor.storage import case_files
from guarantor.storage.engine import reading
from guarantor.storage.timeline_files import of_case
from guarantor.web import acts_told
from tests.conftest import Begin
from tests.rehearsing import ROLES, Rehearsal, Story, after
from tests.services import after_decision, stories
from tests.services.stories import day
from tests.storage.full_use import in_full_use
from tests.web.cases.working import boxes, pages, words
from tests.web.entering import sent
from tests.web.on_both import on_both

CASE = "/cases/RG-0001"


@after(stories.assessed)
def corrected(rehearsal: Rehearsal) -> None:
    """The rent share of RG-0001 was corrected from £520 to £500, by Cal."""
    document = rehearsal.document(changes={"tenancy.rent_share": "500.00"})
    cases.revise(rehearsal.office, rehearsal.cal, "RG-0001", document, day("2018-07-05"))


@pytest.mark.parametrize(
    ("story", "says", "who"),
    [
        (stories.drafted, "Complete the application and hand it in.", "A caseworker"),
        (stories.submitted, "Weigh the application by the policy.", "A caseworker"),
        (stories.assessed, "Decide the case.", "An approver who did not prepare it"),
        (
            after_decision.not_ready,
            "Decline it, or propose an exception.",
            "An approver who did not prepare it",
        ),
        (stories.approved_in_principle, "it stands until 1 October 2018", "A caseworker"),
        (stories.approved, "Issue the guarantee.", "An approver who did not prepare it"),
        (stories.declined, "Being turned down is not the end", "A caseworker with the young person"),
        (
            after_decision.review_asked,
            "Review the refusal.",
            "An approver who neither prepared nor decided it",
        ),
        (stories.offered, "Collect the signatures on RG-0001/1.", "A caseworker"),
        (stories.active, "RG-0001/1 is in force", "A caseworker"),
        (stories.ended, "RG-0001/1 has ended.", "Nobody"),
    ],
)
def test_the_case_says_what_comes_next_and_whose_it_is(
    begin: Begin, story: Story, says: str, who: str
) -> None:
    rehearsal = begin(story)
    found = next_steps.of_case(rehearsal.office, rehearsal.abe, "RG-0001")
    assert says.replace("it stands", "the approval in principle stands") in found.next.says
    assert found.next.who.startswith(who)


def test_a_finding_is_told_with_its_source_and_what_would_change_it(begin: Begin) -> None:
    shown = pages(begin, after_decision.not_ready).reads("cora", CASE)
    assert "Not met" in shown
    assert "What would change it:" in shown
    assert "Source:" in shown


def test_nobody_but_casework_and_audit_sees_a_case(begin: Begin) -> None:
    at = pages(begin, stories.assessed)
    seen = {name: at.as_(name).get(CASE).status_code for name in ("cora", "ann", "aude", "fay", "pam", "ada")}
    assert seen == {"cora": 200, "ann": 200, "aude": 200, "fay": 403, "pam": 403, "ada": 403}
    assert "You can read this case and change nothing." in at.reads("aude", CASE)


def test_each_correction_is_kept_with_what_stood_before(begin: Begin) -> None:
    shown = pages(begin, corrected).reads("cora", f"{CASE}/facts")
    assert "by cal" in shown
    assert "£520.00 £500.00" in shown
    assert "The facts have changed since: assess again." in pages(begin, corrected).reads("cora", CASE)


def test_every_act_on_a_case_stands_in_its_timeline_with_who_and_when(begin: Begin) -> None:
    rehearsal = begin(in_full_use)
    office = rehearsal.office
    found = timelines.timeline(office, "RG-0001", at_once=1000)
    assert found.pages == 1
    assert len(found.entries) == found.found
    told = [acts_told.told(each) for each in found.entries]
    for said in (
        "Case opened",
        "Assessed: eligible",
        "Decided: approved",
        "Seen before issue: advice",
        "Guarantee issued, £3,120.00",
        "Deed signed: council (RG-0001/1)",
        "Rent fell due, £520.00 (RG-0001/1)",
        "Claim paid, £1,040.00 (RG-0001/1/C1)",
        "Task given to somebody: other (RG-0001/1)",
        "Note",
        "Early warnings rest (RG-0001/1)",
        "Letter made: claim decision (RG-0001/1/C1)",
        "Paper sent: post (RG-0001/1)",
        "Paper came back: moved (RG-0001/1)",
        "Signed copy stored (RG-0001/1)",
    ):
        assert said in told, told
    assert {each.by for each in found.entries} <= {*ROLES, "dee", None}
    with reading(office.engine) as session:
        lines = of_case(session, "RG-0001")
        assert [line.seq for line in lines.page(session, 0, 1000)] == sorted(
            (line.seq for line in lines.page(session, 0, 1000)), reverse=True
        )


@after(Rehearsal.staff)
def filled_in_bit_by_bit(rehearsal: Rehearsal) -> None:
    """RG-0001 was opened, saved three times by Cora and Cal, handed in, and corrected once more."""
    office = rehearsal.office
    cases.add(office, rehearsal.cora, rehearsal.document(), day("2018-07-01"))
    for who, income in ((rehearsal.cora, "900.00"), (rehearsal.cora, "950.00"), (rehearsal.cal, "1300.00")):
        document = rehearsal.document(changes={"money.monthly_income": income})
        cases.revise(office, who, "RG-0001", document, day("2018-07-02"))
    cases.submit(office, rehearsal.cora, "RG-0001", day("2018-07-03"))
    cases.revise(office, rehearsal.cora, "RG-0001", rehearsal.document(), day("2018-07-04"))


@on_both
def test_what_was_filled_in_before_it_was_handed_in_is_one_entry_and_a_correction_another(
    begin: Begin,
) -> None:
    found = timelines.timeline(begin(filled_in_bit_by_bit).office, "RG-0001")
    told = [(acts_told.told(each), each.by) for each in found.entries]
    assert told == [
        ("Application corrected", "cora"),
        ("Application handed in", "cora"),
        ("Application entered", "cal"),
        ("Case opened", "cora"),
    ]
    assert found.found == 4


def test_a_draft_that_was_never_handed_in_was_entered_once(begin: Begin) -> None:
    rehearsal = begin(stories.drafted)
    told = [acts_told.told(each) for each in timelines.timeline(rehearsal.office, "RG-0001").entries]
    assert told == ["Case opened"]
    for _ in range(2):
        cases.revise(rehearsal.office, rehearsal.cora, "RG-0001", rehearsal.document(), day("2018-07-02"))
        found = timelines.timeline(rehearsal.office, "RG-0001")
        assert [acts_told.told(each) for each in found.entries] == ["Application entered", "Case opened"]


def test_an_entry_has_its_time_where_it_was_written_down_on_its_day(begin: Begin) -> None:
    entry = timelines.timeline(begin(stories.drafted).office, "RG-0001").entries[0]
    assert acts_told.dated(entry) == entry.on
    same_day = replace(entry, on=entry.at.date())
    assert acts_told.dated(same_day) == entry.at
    assert acts_told.dated(replace(entry, on=entry.at.date() - dt.timedelta(days=1))) != entry.at


def test_the_timeline_is_cut_into_pages_without_loss(begin: Begin) -> None:
    office = begin(in_full_use).office
    whole = timelines.timeline(office, "RG-0001", at_once=1000).entries
    first, second = (timelines.timeline(office, "RG-0001", page, at_once=7) for page in (1, 2))
    assert (*first.entries, *second.entries) == whole[:14]
    beyond = timelines.timeline(office, "RG-0001", 999, at_once=7)
    assert beyond.page == beyond.pages
    assert beyond.entries == whole[(beyond.pages - 1) * 7 :]


def test_every_act_that_a_timeline_meets_has_words_of_its_own(begin: Begin) -> None:
    office = begin(in_full_use).office
    with reading(office.engine) as session:
        refs = case_files.refs(session)
    untold = {
        each.act
        for ref in refs
        for each in timelines.timeline(office, ref, at_once=1000).entries
        if acts_told.told(each).startswith(each.act.replace("_", " ").capitalize())
    }
    assert untold == set()


def test_an_erased_case_is_still_shown(begin: Begin) -> None:
    at = pages(begin, stories.declined)
    erasure.erase_person(at.rehearsal.office, at.rehearsal.ada, "RG-0001", day("2026-01-01"))
    shown = at.reads("cora", CASE)
    assert "Name not held" in shown
    assert "The findings are no longer held." in shown
    assert "No longer held" in at.reads("cora", f"{CASE}/facts")


@after(Rehearsal.staff)
def declined_with_a_note(rehearsal: Rehearsal) -> None:
    """RG-0001 is declined, and its letters wait for somebody who reads how Tam is safely reached."""
    rehearsal.assessed_case(changes={"young_person.safe_contact": "Do not write home"})
    decisions.decide(
        rehearsal.office, rehearsal.ann, "RG-0001", "decline", "Learn to cook.", [], day("2018-07-03")
    )


def test_a_note_on_safe_contact_is_shown_once_with_the_place_on_record(begin: Begin) -> None:
    at = pages(begin, declined_with_a_note)
    made = at.does("cora", f"{CASE}/letters/make", {"letter": "refusal RG-0001", "edition": "standard"})
    address = f"{made.request.path}/sent"
    asking = at.reads("cora", address)
    assert asking.count("Do not write home") == 1
    assert "Address on record 1 Example Road" in asking
    form = {"how": "post", "sent_to": "", "on": boxes("2018-07-20")}
    refused = at.does("cora", address, form)
    assert refused.status_code == 422
    assert "Expected where it was sent, because a note on safe contact has to be read first" in words(refused)
    back = at.as_("cora")
    page = back.get(f"{address}?back={CASE}").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    given = {**form, "sent_to": "The café", "csrf_token": token}
    assert back.post(f"{address}?back={CASE}", data=given).location == CASE
    elsewhere = sent(at.as_("cora"), f"{address}?back=//example.org", {**form, "sent_to": "The café"})
    assert elsewhere.location == made.request.path


def test_a_letter_is_made_downloaded_sent_returned_and_withdrawn(begin: Begin) -> None:
    at = pages(begin, stories.declined)
    assert "Make: We cannot be your guarantor now" in at.reads("cora", f"{CASE}/letters")
    made = at.does("cora", f"{CASE}/letters/make", {"letter": "refusal RG-0001", "edition": "standard"})
    address = made.request.path
    assert "The letter is made" in words(made)
    file = at.as_("cora").get(f"{address}/file")
    assert file.data.startswith(b"%PDF")
    assert file.headers["Content-Disposition"].startswith("attachment")
    asking = at.reads("cora", f"{address}/sent")
    assert "Post, to 1 Example Road" in asking
    assert "by hand" not in asking
    form = {"how": "post", "sent_to": "", "on": boxes("2018-07-20")}
    assert "1 Example Road" in words(at.does("cora", f"{address}/sent", form))
    form = {"reason": "moved", "on": boxes("2018-07-20")}
    assert "A task asks for a safe address" in words(at.does("cora", f"{address}/returned", form))
    form = {"reason": "mistake", "on": boxes("2018-07-20")}
    assert "The paper is withdrawn" in words(at.does("ann", f"{address}/withdraw", form))
    assert "Make: We cannot be your guarantor now" in at.reads("cora", f"{CASE}/letters")


def test_a_paper_is_not_found_under_another_case(begin: Begin) -> None:
    at = pages(begin, in_full_use)
    code = next(each.codes["papers"][0] for each in _issues(at.rehearsal))
    assert at.as_("cora").get(f"{CASE}/letters/{code}").status_code == 200
    assert at.as_("cora").get(f"/cases/RG-0002/letters/{code}").status_code == 404
    assert at.as_("cora").get(f"/cases/RG-0002/letters/{code}/file").status_code == 404


def _issues(rehearsal: Rehearsal) -> list[timelines.Entry]:
    found = timelines.timeline(rehearsal.office, "RG-0001", at_once=1000).entries
    return [each for each in found if each.act == Act.ISSUE_GUARANTEE]


def test_a_note_is_erased_with_the_person(begin: Begin) -> None:
    rehearsal = begin(stories.declined)
    office = rehearsal.office
    notes.add(office, rehearsal.cora, "RG-0001", "The sister has a key.", day("2018-07-05"))
    assert timelines.timeline(office, "RG-0001").entries[0].words == "The sister has a key."
    erasure.erase_person(office, rehearsal.ada, "RG-0001", day("2026-01-01"))
    assert all(each.words is None for each in timelines.timeline(office, "RG-0001").entries)
