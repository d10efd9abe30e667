"""An application is withdrawn from wherever it stands, keeps its history, and comes back."""

import pytest

from guarantor.domain.refusals import GuaranteeStands, WrongStatus
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.casework import cases, decisions, showing
from guarantor.services.casework.withdrawing import withdraw
from guarantor.services.guaranteeing import issuing
from guarantor.services.worktrays import daily
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story, after
from tests.services import stories
from tests.services.stories import day
from tests.watching import one_line, refused


def _withdraw(rehearsal: Rehearsal, on: str = "2018-07-10") -> dict[str, object]:
    return withdraw(rehearsal.office, rehearsal.cal, "RG-0001", " moved to Leeds ", day(on))


@after(stories.approved_in_principle)
def lapsed(rehearsal: Rehearsal) -> None:
    """RG-0001's approval in principle lapsed."""
    daily.run(rehearsal.office, day("2018-10-02"))


@pytest.mark.parametrize(
    "story",
    [
        stories.drafted,
        stories.submitted,
        stories.assessed,
        stories.approved,
        stories.approved_in_principle,
        lapsed,
        stories.declined,
    ],
)
def test_an_application_is_withdrawn_with_its_reason(begin: Begin, story: Story) -> None:
    rehearsal = begin(story)
    with one_line(rehearsal.url) as added:
        assert _withdraw(rehearsal, "2018-10-10") == {"ref": "RG-0001", "status": "withdrawn"}
    assert "moved" not in str(added)
    shown = showing.case(rehearsal.office, "RG-0001")
    assert shown["status"] == "withdrawn"
    assert shown["withdrawals"] == [{"withdrawn_on": "2018-10-10", "by": "cal", "reason": "moved to Leeds"}]


@pytest.mark.parametrize("story", [stories.offered, stories.active])
def test_a_guarantee_is_ended_and_not_withdrawn(begin: Begin, story: Story) -> None:
    rehearsal = begin(story)
    with refused(rehearsal.url, GuaranteeStands) as caught:
        _withdraw(rehearsal)
    assert "RG-0001/1" in str(caught.value)


def test_what_was_withdrawn_is_not_withdrawn_again(begin: Begin) -> None:
    rehearsal = begin(stories.assessed)
    _withdraw(rehearsal)
    with refused(rehearsal.url, WrongStatus):
        _withdraw(rehearsal)


def test_a_withdrawn_case_is_neither_assessed_nor_decided_until_it_comes_back(begin: Begin) -> None:
    rehearsal = begin(stories.assessed)
    _withdraw(rehearsal)
    office, on = rehearsal.office, day("2018-07-11")
    with refused(rehearsal.url, WrongStatus):
        cases.assess(office, rehearsal.cora, "RG-0001", on)
    with refused(rehearsal.url, WrongStatus):
        decisions.decide(office, rehearsal.ann, "RG-0001", "approve", "ready", [], on)


@pytest.mark.parametrize("way", ["submit", "revise"])
def test_a_withdrawn_case_comes_back_and_is_guaranteed(begin: Begin, way: str) -> None:
    rehearsal = begin(stories.approved)
    office, cora = rehearsal.office, rehearsal.cora
    _withdraw(rehearsal)
    if way == "submit":
        cases.submit(office, cora, "RG-0001", day("2018-07-12"))
    else:
        cases.revise(office, cora, "RG-0001", rehearsal.document(), day("2018-07-12"))
    cases.assess(office, cora, "RG-0001", day("2018-07-13"))
    decisions.decide(office, rehearsal.ann, "RG-0001", "approve", "back", [], day("2018-07-14"))
    issued = issuing.issue(office, rehearsal.ann, "RG-0001", day("2018-07-15"))
    assert issued["guarantee_ref"] == "RG-0001/1"
    assert len(showing.case(office, "RG-0001")["withdrawals"]) == 1


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_withdrawal_needs_a_reason(begin: Begin, reason: str) -> None:
    rehearsal = begin(stories.assessed)
    with refused(rehearsal.url, WrongInput) as caught:
        withdraw(rehearsal.office, rehearsal.cal, "RG-0001", reason, day("2018-07-10"))
    assert str(caught.value).startswith("--reason: ")


def test_a_case_that_nobody_opened_is_not_withdrawn(rehearsal: Rehearsal) -> None:
    with refused(rehearsal.url, NotFound):
        _withdraw(rehearsal)


# ---- again after a guarantee


def test_an_offer_that_lapsed_unsigned_sets_the_case_going_again_and_counts_for_nothing(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    office, cora = rehearsal.office, rehearsal.cora
    with refused(rehearsal.url, GuaranteeStands):
        cases.submit(office, cora, "RG-0001", day("2018-08-02"))
    daily.run(office, day("2018-08-03"))
    cases.submit(office, cora, "RG-0001", day("2018-08-03"))
    assessed = cases.assess(office, cora, "RG-0001", day("2018-08-03"))
    assert assessed["outcome"] == "eligible"
    decisions.decide(office, rehearsal.ann, "RG-0001", "approve", "again", [], day("2018-08-03"))
    issued = issuing.issue(office, rehearsal.ann, "RG-0001", day("2018-08-03"))
    assert issued["guarantee_ref"] == "RG-0001/2"


def test_a_guarantee_that_was_given_counts_when_the_case_comes_again(begin: Begin) -> None:
    rehearsal = begin(stories.ended)
    finding = _earlier_guarantees(rehearsal)
    assert (finding["result"], finding["facts"]) == (
        "refer",
        {"previous_guarantees": 1, "previous_calls": 0},
    )


def test_a_call_on_it_counts_too(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    stories.end_early(rehearsal, "RG-0001/1", "2018-12-15")
    finding = _earlier_guarantees(rehearsal)
    assert (finding["result"], finding["facts"]) == (
        "not_met",
        {"previous_guarantees": 1, "previous_calls": 1},
    )


def _earlier_guarantees(rehearsal: Rehearsal) -> dict[str, object]:
    on = day("2018-12-20")
    cases.submit(rehearsal.office, rehearsal.cora, "RG-0001", on)
    assessed = cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", on)
    found = [each for each in assessed["findings"] if each["criterion"] == "earlier_guarantees"]
    return dict(found[0])
