"""What may follow what in the life of a case and of a guarantee, and that the page that draws it says the same."""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum

import pytest

from guarantor.domain.lifecycle import (
    FOLLOWS_FROM_THE_RECORD,
    GUARANTEE_MAY_FOLLOW,
    MAY_FOLLOW,
    TAKES_TWO,
    CaseStatus,
    EndReason,
    GuaranteeStatus,
    check_follows,
)
from guarantor.domain.refusals import WrongStatus
from guarantor.settings import CHECKOUT


def drawing(
    first: StrEnum, may_follow: Mapping[StrEnum, Collection[StrEnum]], ends: Collection[StrEnum]
) -> str:
    """A state diagram of a table of what may follow what, line by line in the order of the statuses."""
    every = list(type(first))
    steps = [f"    {now} --> {then}" for now in every for then in every if then in may_follow[now]]
    ending = [f"    {end} --> [*]" for end in every if end in ends]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {first}", *steps, *ending, ""])


EVERY_STEP = [(now, then) for now in CaseStatus for then in CaseStatus]


@pytest.mark.parametrize(("now", "then"), EVERY_STEP)
def test_a_step_is_refused_unless_the_table_allows_it(now: CaseStatus, then: CaseStatus) -> None:
    if then in MAY_FOLLOW[now]:
        check_follows("RG-0001", now, then)
        return
    with pytest.raises(WrongStatus) as refused:
        check_follows("RG-0001", now, then)
    assert refused.value.status == now
    assert all(then in MAY_FOLLOW[CaseStatus(needed)] for needed in refused.value.needed)


def test_a_guarantee_needs_an_approval_an_approval_an_assessment_and_that_a_submission() -> None:
    def before(then: CaseStatus) -> set[CaseStatus]:
        return {now for now in CaseStatus if then in MAY_FOLLOW[now] and now is not then}

    assert before(CaseStatus.GUARANTEED) == {CaseStatus.APPROVED}
    assert before(CaseStatus.APPROVED) == {CaseStatus.ASSESSED}
    assert before(CaseStatus.DRAFT) == set()
    assert CaseStatus.DRAFT not in before(CaseStatus.ASSESSED)


@pytest.mark.parametrize(
    "over", [CaseStatus.DECLINED, CaseStatus.LAPSED, CaseStatus.WITHDRAWN, CaseStatus.GUARANTEED]
)
def test_being_turned_down_lapsing_and_withdrawing_are_not_the_end(over: CaseStatus) -> None:
    assert CaseStatus.SUBMITTED in MAY_FOLLOW[over]


def test_only_an_approval_in_principle_lapses() -> None:
    assert {now for now in CaseStatus if CaseStatus.LAPSED in MAY_FOLLOW[now]} == {
        CaseStatus.APPROVED_IN_PRINCIPLE
    }


def test_everything_but_a_guaranteed_case_can_be_withdrawn_and_only_once() -> None:
    cannot = {now for now in CaseStatus if CaseStatus.WITHDRAWN not in MAY_FOLLOW[now]}
    assert cannot == {CaseStatus.WITHDRAWN, CaseStatus.GUARANTEED}


def test_every_end_is_of_two_people_or_of_the_record_or_of_a_move() -> None:
    assert not TAKES_TWO & FOLLOWS_FROM_THE_RECORD
    assert set(EndReason) - TAKES_TWO - FOLLOWS_FROM_THE_RECORD == {EndReason.TRANSFERRED}


def test_what_has_ended_stays_ended_and_only_an_offer_becomes_active() -> None:
    assert GUARANTEE_MAY_FOLLOW[GuaranteeStatus.ENDED] == frozenset()
    assert {now for now, then in GUARANTEE_MAY_FOLLOW.items() if GuaranteeStatus.ACTIVE in then} == {
        GuaranteeStatus.OFFERED
    }
    assert set(GUARANTEE_MAY_FOLLOW) == set(GuaranteeStatus)


def test_the_drawing_is_of_the_tables() -> None:
    """On a difference, put the drawings that this prints into docs/lifecycle.md."""
    page = (CHECKOUT / "docs" / "lifecycle.md").read_text(encoding="utf-8")
    drawn = re.findall(r"```mermaid\n(.*?)```", page, flags=re.DOTALL)
    ends_of_case = {CaseStatus.WITHDRAWN, CaseStatus.GUARANTEED}
    assert drawn == [
        drawing(CaseStatus.DRAFT, MAY_FOLLOW, ends_of_case),
        drawing(GuaranteeStatus.OFFERED, GUARANTEE_MAY_FOLLOW, {GuaranteeStatus.ENDED}),
    ]


@pytest.mark.parametrize("status", [*CaseStatus, *GuaranteeStatus, *EndReason])
def test_every_status_and_reason_is_explained_beside_the_drawing(status: str) -> None:
    page = (CHECKOUT / "docs" / "lifecycle.md").read_text(encoding="utf-8")
    assert f"| `{status}` |" in page
