"""Every act on a case through its page: done by whoever may, told in words to whoever may not, kept when refused."""

from guarantor.domain.access import Role
from guarantor.services.acting import confirming
from guarantor.services.casework import showing, waiting
from guarantor.services.correspondence import of_one_case
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import after_decision, stories
from tests.services.stories import day, given_role
from tests.web.cases.working import boxes, pages, words
from tests.web.on_both import on_both

CASE = "/cases/RG-0001"
POOR = {"money.monthly_income": "600.00"}
"""Less than two and a half times the rent: a person must judge."""


@after(Rehearsal.staff)
def poor(rehearsal: Rehearsal) -> None:
    """RG-0001 is to be judged by a person."""
    rehearsal.assessed_case(changes=POOR)


@after(stories.assessed)
def prepared_by_an_approver(rehearsal: Rehearsal) -> None:
    """Cora, who prepared RG-0001, has become an approver."""
    given_role(rehearsal, rehearsal.cora, Role.APPROVER)


@after(Rehearsal.staff)
def seventeen(rehearsal: Rehearsal) -> None:
    """RG-0001 is of somebody who is not grown up when the tenancy starts."""
    rehearsal.assessed_case(changes={"person.date_of_birth": "2001-03-14"})


def status(at: Rehearsal) -> str:
    """Where RG-0001 stands."""
    return str(showing.case(at.office, "RG-0001")["status"])


@on_both
def test_an_assessment_says_its_outcome_and_leads_back_to_the_case(begin: Begin) -> None:
    at = pages(begin, stories.submitted)
    shown = words(at.does("cora", f"{CASE}/assess", {"on": boxes("2018-07-18")}))
    assert "RG-0001 was assessed: eligible" in shown
    assert showing.case(at.rehearsal.office, "RG-0001")["assessment"]["assessed_on"] == "2018-07-18"


@on_both
def test_a_finding_to_be_judged_must_be_named_and_what_was_typed_is_kept(begin: Begin) -> None:
    at = pages(begin, poor)
    shown = at.does("ann", f"{CASE}/decide", {"decision": "approve", "reason": "The adviser helps."})
    assert shown.status_code == 409
    assert "needs these findings accepted by name in the approval: “Income beside the rent”" in words(shown)
    assert "The adviser helps." in shown.text
    assert status(at.rehearsal) == "assessed"
    named = {"decision": "approve", "reason": "The adviser helps.", "accepts": ["affordability"]}
    assert "RG-0001 is approved" in words(at.does("ann", f"{CASE}/decide", named))
    assert "Findings accepted by name Income beside the rent" in at.reads("ann", CASE)


def test_whoever_prepared_the_case_is_told_why_they_cannot_decide(begin: Begin) -> None:
    at = pages(begin, prepared_by_an_approver)
    for address in (CASE, f"{CASE}/decide", f"{CASE}/exception"):
        assert "You prepared this case, so another approver decides." in at.reads("cora", address)
        assert "You prepared this case" not in at.reads("ann", address)
    client = at.as_("cora")
    assert 'name="decision"' not in client.get(f"{CASE}/decide").text


def test_two_people_on_one_case_the_second_is_told_and_nothing_is_lost(begin: Begin) -> None:
    at = pages(begin, stories.assessed)
    abe = at.as_("abe")
    form = abe.get(f"{CASE}/decide").text
    seen = form.split('name="seen" value="')[1].split('"')[0]
    token = form.split('name="csrf_token" value="')[1].split('"')[0]
    at.does("ann", f"{CASE}/decide", {"decision": "decline", "reason": "not yet"})
    sending = {"decision": "approve", "reason": "ready", "seen": seen, "csrf_token": token}
    shown = abe.post(f"{CASE}/decide", data=sending)
    assert "Somebody changed this since you opened it" in words(shown)
    assert status(at.rehearsal) == "declined"


def test_an_exception_waits_for_a_second_approver(begin: Begin) -> None:
    at = pages(begin, after_decision.not_ready)
    form = {"excepts": ["ready"], "reason": "A cook lives next door."}
    proposed = words(at.does("ann", f"{CASE}/exception", form))
    assert "waits for another approver to confirm the exception" in proposed
    assert "Waits for a second approver" in proposed
    number = confirming.waiting(at.rehearsal.office)[-1]["pending"]
    assert f"/waiting/{number}" not in at.as_("ann").get("/waiting").text
    at.does("abe", f"/waiting/{number}", {})
    assert status(at.rehearsal) == "approved"


def test_what_nobody_can_set_aside_is_said_instead_of_a_form(begin: Begin) -> None:
    at = pages(begin, seventeen)
    shown = at.reads("ann", f"{CASE}/exception")
    assert "Nobody can set aside: Age on the tenancy's first day." in shown


def test_an_application_is_withdrawn_with_a_reason(begin: Begin) -> None:
    at = pages(begin, stories.assessed)
    form = {"because": "wish", "on": boxes("2018-07-20")}
    empty = at.does("cora", f"{CASE}/withdraw", {**form, "reason": ""})
    assert empty.status_code == 422
    assert "Say what the young person told you" in words(empty)
    shown = words(at.does("cora", f"{CASE}/withdraw", {**form, "reason": "Moved in with a friend."}))
    assert "RG-0001 is withdrawn" in shown
    assert "Moved in with a friend." in shown
    assert "Take it up again" in shown


@after(stories.assessed)
def entered_twice(rehearsal: Rehearsal) -> None:
    """RG-0002 is the same application as RG-0001."""
    rehearsal.assessed_case("RG-0002")


@on_both
def test_a_case_that_was_entered_twice_is_closed_with_the_other_named_and_no_letter(begin: Begin) -> None:
    at = pages(begin, entered_twice)
    form = {"because": "twice", "on": boxes("2018-07-20")}
    for twin, says in (
        ("", "Enter the reference of the case that goes on"),
        ("RG-0002", "RG-0002 is this one"),
        ("RG-0009", "there is no RG-0009"),
    ):
        refused = at.does("cora", "/cases/RG-0002/withdraw", {**form, "twin": twin})
        assert refused.status_code == 422
        assert says in words(refused)
    shown = words(at.does("cora", "/cases/RG-0002/withdraw", {**form, "twin": "rg-0001"}))
    assert "Entered twice, see RG-0001." in shown
    assert showing.case(at.rehearsal.office, "RG-0002")["status"] == "withdrawn"
    assert of_one_case.due(at.rehearsal.office, "RG-0002", day("2018-07-20")) == []


def test_a_case_entered_by_mistake_says_so(begin: Begin) -> None:
    at = pages(begin, stories.drafted)
    form = {"because": "mistake", "reason": "", "on": boxes("2018-07-20")}
    assert "Entered by mistake." in words(at.does("cora", f"{CASE}/withdraw", form))


def test_a_refusal_is_reviewed_by_another_approver(begin: Begin) -> None:
    at = pages(begin, stories.declined)
    asked = {"reason": "I can cook now.", "on": boxes("2018-07-10")}
    assert "Another approver reviews it by 24 July 2018" in words(at.does("cora", f"{CASE}/review", asked))
    assert "You decided this case, so another approver reviews the refusal." in at.reads(
        "ann", f"{CASE}/review/outcome"
    )
    outcome = {"outcome": "overturned", "reason": "Right."}
    looked_at = words(at.does("abe", f"{CASE}/review/outcome", outcome))
    assert "The case waits for a new decision, by somebody other than ann." in looked_at
    assert status(at.rehearsal) == "declined"
    shown = words(at.does("abe", f"{CASE}/review/outcome", {**outcome, "step": "record"}))
    assert "The case waits for a new decision" in shown
    decided_anew = "You made the decision that a review overturned, so another approver decides anew."
    assert decided_anew in at.reads("ann", f"{CASE}/decide")


def test_complaints_are_recorded_and_answered_by_their_number(begin: Begin) -> None:
    at = pages(begin, stories.declined)
    for about in ("Nobody called back.", "The letter was late."):
        form = {"about": about, "stage": "1", "on": boxes("2018-07-18")}
        assert "It is answered by" in words(at.does("cora", f"{CASE}/complaint", form))
    answer = {"number": "2", "outcome": "upheld", "answer": "We are sorry.", "on": boxes("2018-07-19")}
    assert "Complaint 2 is answered" in words(at.does("ann", f"{CASE}/complaint/answer", answer))
    held = showing.case(at.rehearsal.office, "RG-0001")["complaints"]
    assert [each["outcome"] for each in held] == [None, "upheld"]


def test_a_cost_is_proposed_confirmed_and_paid_by_three_people(begin: Begin) -> None:
    at = pages(begin, stories.drafted)
    form = {
        "kind": "advice",
        "amount": "£120",
        "reason": "A solicitor read the deed.",
        "on": boxes("2018-07-18"),
    }
    assert "RG-0001/K1 is proposed" in words(at.does("cora", f"{CASE}/costs/propose", form))
    number = confirming.waiting(at.rehearsal.office)[-1]["pending"]
    at.does("ann", f"/waiting/{number}", {})
    paid = words(at.does("fay", "/costs/RG-0001-K1/pay", {"reference": "BACS-9", "on": boxes("2018-07-20")}))
    assert "RG-0001/K1 is paid" in paid
    assert "£120.00" in paid
    assert "Tam Synthetic" not in paid
    assert "solicitor" not in paid


def test_a_cost_above_the_limit_is_refused_until_it_is_proposed_as_such(begin: Begin) -> None:
    at = pages(begin, stories.assessed)
    form = {"kind": "advice", "amount": "100000", "reason": "Long advice.", "on": boxes("2018-07-18")}
    assert at.does("cora", f"{CASE}/costs/propose", form).status_code == 409
    over = words(at.does("cora", f"{CASE}/costs/propose", {**form, "over_limit": "y"}))
    assert "RG-0001/K1 is proposed" in over


def test_cases_join_the_waiting_list_and_others_may_pass(begin: Begin) -> None:
    at = pages(begin, after_decision.approved_before_the_place_went)
    joined = words(at.does("cora", "/cases/RG-0002/wait", {}))
    assert "RG-0002 is number 1 on the waiting list" in joined
    passed = words(at.does("ann", "/cases/RG-0002/let-pass", {"reason": "In hospital."}))
    assert "Others may pass" in passed
    assert [each["let_pass"] for each in waiting.listed(at.rehearsal.office)] == [True]
    assert "Number 1 on the waiting list" in at.reads("cora", "/cases/RG-0002")


def test_the_waiting_list_and_the_checklist_say_why_no_place_is_free_and_when_one_could_be(
    begin: Begin,
) -> None:
    at = pages(begin, after_decision.three_wait)
    for address in ("/waiting-list", "/cases/RG-0003/issue"):
        shown = at.reads("cora", address)
        assert "The only place of kent-pilot-1 is taken" in shown
        assert "has used its place for good" in shown
        assert "The first day on which a place could be free is 3 August 2018" in shown


def test_a_note_stands_in_the_timeline_and_an_empty_one_does_not(begin: Begin) -> None:
    at = pages(begin, stories.assessed)
    assert at.does("cora", f"{CASE}/note", {"note": "  ", "on": boxes("2018-07-20")}).status_code == 422
    shown = words(
        at.does("cora", f"{CASE}/note", {"note": "The sister has a key.", "on": boxes("2018-07-19")})
    )
    assert "Note 19 July 2018, cora The sister has a key." in shown


def test_a_restricted_case_is_opened_to_those_who_are_named(begin: Begin) -> None:
    at = pages(begin, stories.assessed)
    at.does("ann", f"{CASE}/access", {"step": "restricted"})
    assert at.as_("cal").get(CASE).status_code == 403
    unnamed = at.does("ann", f"{CASE}/access", {"step": "named", "officer": ""})
    assert unnamed.status_code == 422
    shown = words(at.does("ann", f"{CASE}/access", {"step": "named", "officer": "cal"}))
    assert "Named on it cal" in shown
    assert at.as_("cal").get(CASE).status_code == 200
    assert at.as_("cora").get(CASE).status_code == 403
    assert "cal" in at.reads("ann", f"{CASE}/looks")
