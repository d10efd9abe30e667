"""Letters to a landlord about missed rent: a report, the decision on a claim, a payment."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from letters.document import Document, Table
from letters.pdf import render
from tests.letters.landlord_papers import LINE, NOTICE, OWN, content, every_letter, paper, said


def test_a_report_is_no_claim_and_says_what_comes_next_by_when() -> None:
    text = said("report-received")
    for each in (
        "You told us on 8 October 2018 that rent was missed.",
        "It is not a claim yet",
        "September 2018 and October 2018",
        "By 15 October 2018 we will speak with the tenant",
        "within 14 days of the day it was due",
        "the tenant owes 2 months of their share of the rent or more",
        "We decide a claim within 10 working days, and pay what we accept within 28 days",
        "you have 29 days to claim rent that fell due before",
    ):
        assert each in text


@pytest.mark.parametrize(
    ("made_on", "to_come"),
    [(date(2018, 10, 14), True), (date(2018, 10, 15), True), (date(2018, 10, 16), False)],
)
def test_a_report_answered_late_promises_no_talk_on_a_day_gone_by(made_on: date, to_come: bool) -> None:
    text = said("report-received", made_on=made_on)
    assert ("By 15 October 2018 we will speak with the tenant" in text) is to_come
    assert ("offering help to pay it, was 15 October 2018. It has passed." in text) is not to_come


@pytest.mark.parametrize(
    ("made_on", "to_come"), [(date(2018, 11, 5), True), (date(2018, 11, 6), True), (date(2018, 11, 7), False)]
)
def test_a_decision_told_late_says_that_the_payment_is_late(made_on: date, to_come: bool) -> None:
    text = said("claim-decision", made_on=made_on)
    assert ("We will pay £840.10 by 6 November 2018" in text) is to_come
    assert ("We had until 6 November 2018 to pay it, and we are late." in text) is not to_come


def test_a_decision_told_after_the_payment_names_its_day() -> None:
    text = said("claim-decision", made_on=date(2018, 11, 30), paid_on=date(2018, 10, 30))
    assert "We paid £840.10 on 30 October 2018" in text
    for absent in ("We will pay", "we are late", "6 November 2018"):
        assert absent not in text


@pytest.mark.parametrize(
    ("made_on", "to_come"), [(date(2018, 11, 6), True), (date(2018, 11, 7), True), (date(2018, 11, 8), False)]
)
def test_a_decision_told_late_asks_for_no_dispute_by_a_day_gone_by(made_on: date, to_come: bool) -> None:
    text = said("claim-decision", made_on=made_on)
    assert ("Write to us by 7 November 2018." in text) is to_come
    assert (
        "The last day to dispute this decision was 7 November 2018. It has passed." in text
    ) is not to_come
    assert "Claim that month again once your deed allows it." in text


@pytest.mark.parametrize(
    ("made_on", "may_give_no_reason"), [(date(2026, 4, 30), True), (date(2026, 5, 1), False)]
)
def test_a_notice_without_a_reason_is_named_while_the_law_has_it(
    made_on: date, may_give_no_reason: bool
) -> None:
    text = said("report-received", made_on=made_on, what_next_by=date(2026, 6, 1))
    assert ("section 8 or section 21 of the Housing Act 1988" in text) is may_give_no_reason
    assert ("no longer be ended by a notice without a reason" in text) is not may_give_no_reason


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def test_a_decision_lists_each_month_claimed_accepted_and_why_under_heads() -> None:
    _, lines, in_all = tables(paper("claim-decision"))
    assert lines.head == ("Month", "You claimed", "We pay", "Why")
    assert lines.row_heads
    assert lines.rows == (
        ("May 2018", "£520.05", "£320.05", "The deposit meets the rest"),
        ("June 2018", "£520.05", "£520.05", "Accepted in full"),
        ("July 2018", "£520.05", "£0.00", "The schedule says it was paid."),
    )
    assert in_all.rows == (
        ("You claimed", "£1,560.15"),
        ("Less what you keep from the deposit", "£200.00"),
        ("Less what we do not accept", "£520.05"),
        ("We pay", "£840.10"),
    )


def test_a_part_accepted_claim_says_what_is_paid_by_when_and_how_to_disagree() -> None:
    text = said("claim-decision")
    for each in (
        "Accepted in part",
        "We decided on 9 October 2018 to accept a part of your claim.",
        "We will pay £840.10 by 6 November 2018",
        "You keep £200.00 of the deposit towards this rent",
        "Write to us by 7 November 2018.",
        "Somebody who did not decide the claim looks at it again",
    ):
        assert each in text


def test_a_claim_accepted_in_full_has_nothing_to_dispute() -> None:
    text = said("claim-decision", lines=[LINE], deposit_off="0", dispute_by=None)
    assert "to accept your claim in full" in text
    assert "We will pay £520.05" in text
    for absent in ("deposit", "not accept", "do not agree", "What we do not pay"):
        assert absent not in text


def test_a_rejected_claim_pays_nothing_and_can_be_disputed() -> None:
    line = LINE | {"accepted": "0", "reason": "The claim came too early."}
    text = said("claim-decision", lines=[line], deposit_off="0", pay_by=None)
    assert "not to accept your claim" in text
    assert "The claim came too early." in text
    assert "We pay nothing on this claim." in text
    assert "We will pay" not in text
    assert "Write to us by 7 November 2018." in text


def test_a_claim_that_the_deposit_meets_whole_is_accepted_and_nothing_is_paid() -> None:
    told = {"lines": [LINE | {"accepted": "0"}], "deposit_off": "520.05", "pay_by": None, "dispute_by": None}
    assert content("claim-decision", **told).outcome == "accepted"
    text = said("claim-decision", **told)
    assert "accept your claim in full" in text
    assert "The deposit meets the rest" in text
    assert "We pay nothing on this claim." in text


@pytest.mark.parametrize(("made_on", "cited"), [(date(2019, 5, 31), False), (date(2019, 6, 1), True)])
def test_fees_on_late_rent_are_limited_from_the_first_day_of_the_act(made_on: date, cited: bool) -> None:
    text = said("claim-decision", made_on=made_on)
    assert ("The Tenant Fees Act 2019 limits" in text) is cited


@pytest.mark.parametrize(
    ("accepted", "deposit", "outcome"),
    [
        ("520.05", "0.00", "accepted"),
        ("520.04", "0.01", "accepted"),
        ("520.04", "0.00", "part-accepted"),
        ("0.01", "0.00", "part-accepted"),
        ("0.00", "0.01", "part-accepted"),
        ("0.00", "0.00", "rejected"),
    ],
)
def test_the_outcome_follows_from_the_pence(accepted: str, deposit: str, outcome: str) -> None:
    told = content(
        "claim-decision",
        lines=[LINE | {"accepted": accepted, "reason": "So the record says."}],
        deposit_off=deposit,
        pay_by=date(2018, 11, 6) if accepted != "0.00" else None,
    )
    assert told.outcome == outcome


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"lines": [LINE | {"accepted": "520.06"}]}, r"accepted of at most 520\.05"),
        ({"lines": [LINE | {"claimed": "0", "accepted": "0"}]}, "claimed above zero"),
        ({"lines": [LINE], "deposit_off": "0.01"}, r"at most 520\.05 in all, as claimed, got 520\.06"),
        ({"lines": [LINE, LINE], "deposit_off": "0"}, "each month once"),
        ({"lines": []}, "lines"),
        ({"lines": [LINE | {"accepted": "500.00"}], "deposit_off": "20.04"}, "a reason in lines"),
        ({"pay_by": None}, "pay_by where something is paid, and only there"),
        ({"received_on": date(2018, 10, 10)}, "decided_on no earlier than received_on"),
        ({"made_on": date(2018, 10, 8)}, "made_on no earlier than decided_on"),
        ({"pay_by": date(2018, 10, 8)}, "pay_by no earlier than decided_on"),
        ({"paid_on": date(2018, 10, 8)}, "paid_on no earlier than decided_on"),
        ({"paid_on": date(2018, 10, 10)}, "made_on no earlier than paid_on"),
        (
            {
                "lines": [LINE | {"accepted": "0"}],
                "deposit_off": "520.05",
                "pay_by": None,
                "paid_on": date(2018, 10, 9),
            },
            "paid_on only where something is paid",
        ),
        ({"dispute_by": date(2018, 10, 8)}, "dispute_by no earlier than decided_on"),
        ({"lines": [LINE | {"reason": "The tenant is a care leaver."}], "deposit_off": "0"}, "care leaver"),
    ],
)
def test_a_decision_that_does_not_add_up_or_tells_too_much_is_refused(
    changed: dict[str, Any], says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        content("claim-decision", **changed)


def test_a_payment_is_named_with_day_reference_months_and_what_is_left() -> None:
    facts = {row[0]: row[1] for table in tables(paper("payment-advice")) for row in table.rows}
    assert facts["We paid"] == "£840.10"
    assert facts["Paid on"] == "8 October 2018"
    assert facts["Reference on the payment"] == "KCC 000123"
    assert facts["For the rent of"] == "May 2018 and June 2018"
    assert "The guarantee can still pay up to £2,280.20" in said("payment-advice")


@pytest.mark.parametrize(("left", "used_up"), [("0.01", False), ("0.00", True)])
def test_the_last_payment_says_that_the_guarantee_is_used_up(left: str, used_up: bool) -> None:
    text = said("payment-advice", cap_left=left)
    assert ("The maximum guarantee is now used up" in text) is used_up
    assert ("can still pay up to" in text) is not used_up


@pytest.mark.parametrize(
    ("kind", "changed", "says"),
    [
        ("payment-advice", {"amount": "0.00"}, "amount above zero"),
        ("payment-advice", {"paid_on": date(2018, 10, 10)}, "made_on no earlier than paid_on"),
        ("payment-advice", {"payment_reference": "UASC 12"}, "payment_reference to keep from a landlord"),
        ("report-received", {"received_on": date(2018, 10, 10)}, "made_on no earlier than received_on"),
        ("report-received", {"what_next_by": date(2018, 10, 7)}, "what_next_by no earlier than received_on"),
        ("report-received", {"months": []}, "months"),
    ],
)
def test_a_letter_told_wrongly_is_refused_with_the_fields_name(
    kind: str, changed: dict[str, Any], says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        content(kind, **changed)


@pytest.mark.parametrize("kind", OWN)
def test_every_letter_names_the_tenant_the_home_whom_to_ask_and_where_to_check(kind: str) -> None:
    text = said(kind)
    for each in (
        "To Orla Example, 3 Sample Road, Whitstable, CT5 1ZZ",
        "Tam Sample",
        "Flat 2, 14 Example Street, Canterbury, CT1 2ZZ",
        "Our reference: RG-0001/1.",
        "Rent guarantee team: ring 01632 960001 or write to rent@example.org.",
        "Paper code 2345-678A-BCDE-FG",
        "https://rent.example.org/check",
    ):
        assert each in text


@pytest.mark.parametrize("kind", OWN)
def test_every_letter_is_drawn_with_the_tenant_named_in_two_scripts(
    kind: str, read_back: Callable[[bytes], Any]
) -> None:
    name = "Selam Tesfay (ሰላም ተስፋይ)"
    assert name in read_back(render(paper(kind, tenant_name=name))).text


def test_no_letter_in_any_variant_is_left_with_a_placeholder() -> None:
    for kind, document in every_letter():
        text = "\n".join(document.lines())
        assert "{" not in text, kind
        assert "}" not in text, kind
        assert NOTICE["tenant_name"] in text, kind
