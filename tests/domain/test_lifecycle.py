"""What may follow what in the life of a case."""

import pytest

from guarantor.domain.lifecycle import MAY_FOLLOW, CaseStatus, check_follows
from guarantor.domain.refusals import WrongStatus

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


def test_being_turned_down_is_not_the_end() -> None:
    assert CaseStatus.ASSESSED in MAY_FOLLOW[CaseStatus.DECLINED]


@pytest.mark.parametrize("over", [CaseStatus.WITHDRAWN, CaseStatus.GUARANTEED])
def test_nothing_follows_a_withdrawal_or_a_guarantee(over: CaseStatus) -> None:
    assert MAY_FOLLOW[over] == frozenset()
