"""Reviews, exceptions and costs from outside: what takes a second person is refused to a bare client without one."""

import pytest

from guarantor.domain.access import Role
from guarantor.services.casework import refusal_reviews
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story, after
from tests.services.after_decision import P, cost_approved, cost_proposed, exception_proposed, review_asked
from tests.services.stories import day, given_role
from tests.storage.conftest import outside
from tests.storage.raw_rows import ABE, ANN, CORA, FAY, Sql, inserted, transfer

AT = "2018-07-10 09:00:00"
ASSESSMENT = Sql("(SELECT MAX(id) FROM assessment)")
CONFIRMED_BY_ABE = f"UPDATE pending_act SET confirmed_by = {ABE}, confirmed_at = '{AT}' WHERE number = {P}"


@after(review_asked)
def overturned(rehearsal: Rehearsal) -> None:
    """Abe overturned Ann's refusal, and nobody has decided anew."""
    refusal_reviews.review(
        rehearsal.office, rehearsal.abe, "RG-0001", "overturned", "it bears", day("2018-07-09")
    )


@after(review_asked)
def preparer_approves_too(rehearsal: Rehearsal) -> None:
    """Cora, who prepared RG-0001, is an approver as well."""
    given_role(rehearsal, rehearsal.cora, Role.APPROVER)


@after(cost_approved)
def approver_pays_too(rehearsal: Rehearsal) -> None:
    """Ann, who approved the cost, is of finance as well."""
    given_role(rehearsal, rehearsal.ann, Role.FINANCE)


def refusal(begin: Begin, story: Story, statement: str, *before: str) -> str | None:
    with outside(begin(story).url) as client:
        return client.refusal(statement, after=list(before))


def decided(by: int, decision: str = "approved") -> str:
    return inserted(
        "case_decision",
        id=50,
        case_ref="RG-0001",
        assessment=ASSESSMENT,
        decision=decision,
        accepts="[]",
        decided_on="2018-07-10",
        prepared_by=CORA,
        decided_by=by,
        recorded_at=AT,
    )


def reviewed(by: int, decided_by: int = ANN) -> str:
    return inserted(
        "refusal_review_outcome",
        review=1,
        outcome="upheld",
        reviewed_on="2018-07-10",
        decided_by=decided_by,
        reviewed_by=by,
        recorded_at=AT,
    )


def excepted() -> str:
    return inserted("excepted_decision", decision=50, exception=1)


def issued() -> str:
    return inserted(
        "guarantee",
        ref="RG-0001/1",
        case_ref="RG-0001",
        number=1,
        programme="kent-pilot-1",
        policy_fingerprint=Sql("(SELECT policy_fingerprint FROM programme)"),
        decision=50,
        assessment=ASSESSMENT,
        issued_on="2018-07-10",
        starts_on="2018-08-01",
        ends_on="2019-07-31",
        months=12,
        share_pence=52_000,
        cap_pence=312_000,
        prepared_by=CORA,
        issued_by=ANN,
        recorded_at=AT,
    )


def owed(amount_pence: int) -> str:
    return transfer(
        "scheme_costs",
        "costs_payable",
        amount_pence,
        kind="cost_approved",
        guarantee_ref=None,
        reason_code="RG-0001/K1",
    )


def paid(by: int, approved_by: int = ANN) -> str:
    return inserted(
        "cost_payment",
        cost_ref="RG-0001/K1",
        reference="BACS-raw",
        paid_on="2018-07-20",
        approved_by=approved_by,
        paid_by=by,
        recorded_at=AT,
    )


@pytest.mark.parametrize(("by", "fits"), [(ANN, False), (ABE, True)])
@pytest.mark.parametrize("decision", ["approved", "declined"])
def test_who_was_overturned_makes_no_new_decision(begin: Begin, by: int, fits: bool, decision: str) -> None:
    said = refusal(begin, overturned, decided(by, decision))
    assert (said is None) is fits
    assert fits or "decided anew by another approver" in str(said)


def test_once_another_has_decided_the_first_may_decide_again(begin: Begin) -> None:
    second = decided(ANN).replace("50,", "51,", 1)
    assert refusal(begin, overturned, second, decided(ABE)) is None


@pytest.mark.parametrize(
    ("statement", "fits"), [(reviewed(CORA), False), (reviewed(ANN, ABE), False), (reviewed(ABE), True)]
)
def test_a_refusal_is_reviewed_by_nobody_who_decided_or_prepared_it(
    begin: Begin, statement: str, fits: bool
) -> None:
    assert (refusal(begin, preparer_approves_too, statement) is None) is fits


@pytest.mark.parametrize(
    ("before", "fits"),
    [
        ([decided(ABE)], False),
        ([CONFIRMED_BY_ABE, decided(ABE)], True),
        ([CONFIRMED_BY_ABE, decided(ANN)], False),
    ],
)
def test_an_exception_is_the_decision_of_who_confirmed_it(
    begin: Begin, before: list[str], fits: bool
) -> None:
    assert (refusal(begin, exception_proposed, excepted(), *before) is None) is fits


@pytest.mark.parametrize("with_exception", [True, False])
def test_an_ineligible_case_is_guaranteed_only_as_an_exception(begin: Begin, with_exception: bool) -> None:
    before = [CONFIRMED_BY_ABE, decided(ABE), *([excepted()] if with_exception else [])]
    said = refusal(begin, exception_proposed, issued(), *before)
    assert (said is None) is with_exception
    assert with_exception or "only as an exception of two approvers" in str(said)


@pytest.mark.parametrize(
    ("amount_pence", "before", "fits"),
    [
        (12_000, [], False),
        (12_000, [CONFIRMED_BY_ABE], True),
        (12_001, [CONFIRMED_BY_ABE], False),
    ],
)
def test_a_cost_is_owed_as_an_approver_confirmed_it(
    begin: Begin, amount_pence: int, before: list[str], fits: bool
) -> None:
    assert (refusal(begin, cost_proposed, owed(amount_pence), *before) is None) is fits


@pytest.mark.parametrize(
    ("statement", "fits"),
    [(paid(ANN), False), (paid(ANN, ABE), False), (paid(CORA), False), (paid(FAY), True)],
)
def test_a_cost_is_paid_by_somebody_of_finance_who_did_not_approve_it(
    begin: Begin, statement: str, fits: bool
) -> None:
    assert (refusal(begin, approver_pays_too, statement) is None) is fits
