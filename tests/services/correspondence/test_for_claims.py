"""Letters on a claim tell what was decided and paid, to the penny and the day of the record."""

import datetime as dt
from decimal import Decimal

import pytest

from guarantor.domain.refusals import NothingToTell
from guarantor.domain.wrong_input import NotFound
from guarantor.services.paying import payees
from guarantor.services.rent_record import deposits
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story, after
from tests.services import paying, stories
from tests.services.claiming import C, decide, pay, undo
from tests.services.correspondence.gathering import content, gathered
from tests.services.paying import planned, recover, rest, returned, send_back
from tests.services.stories import day

ON_CLAIMS = ("claim-decision", "payment-advice", "help-goes-on", "recovery-plan")


def _lines(told: object) -> list[tuple[str, str, str, str | None]]:
    """Month, claimed, accepted and reason of each line."""
    lines = told.lines  # type: ignore[attr-defined]
    return [(each.month, str(each.claimed), str(each.accepted), each.reason) for each in lines]


@after(stories.paid)
def paid_to_the_agent(rehearsal: Rehearsal) -> None:
    """The confirmed payee of RG-0001 is the agent."""
    details = payees.bank_details(paying.SORT_CODE, paying.ACCOUNT)
    proposed = payees.change(
        rehearsal.office,
        rehearsal.fay,
        "RG-0001",
        "agent",
        "Lettings of Example Ltd",
        details,
        day("2018-11-11"),
    )
    paying.confirm(rehearsal, proposed, "2018-11-12")


def test_a_whole_acceptance_says_when_it_is_paid_and_leaves_nothing_to_dispute(begin: Begin) -> None:
    """28 days after 5 November 2018."""
    told = content(begin(stories.accepted), "claim-decision", C, "2018-11-06")
    assert _lines(told) == [
        ("September 2018", "520.00", "520.00", None),
        ("October 2018", "520.00", "520.00", None),
    ]
    assert (told.received_on, told.decided_on) == (dt.date(2018, 11, 5), dt.date(2018, 11, 5))
    assert (told.pay_by, told.dispute_by, told.deposit_off) == (dt.date(2018, 12, 3), None, Decimal(0))
    assert (told.recipient.name, told.recipient.address) == (
        "Orla Example",
        "3 Sample Road, Whitstable, CT5 1ZZ",
    )


def test_a_line_accepted_in_part_carries_the_reason_and_can_be_disputed(begin: Begin) -> None:
    """28 days after 6 November 2018 to dispute, and to be paid."""
    rehearsal = begin(stories.lodged)
    decide(rehearsal, {"2018-09": 52_000, "2018-10": 51_999}, "The rent was\n£519.99.")
    told = content(rehearsal, "claim-decision", C, "2018-11-06")
    assert _lines(told) == [
        ("September 2018", "520.00", "520.00", None),
        ("October 2018", "520.00", "519.99", "The rent was £519.99."),
    ]
    assert (told.pay_by, told.dispute_by) == (dt.date(2018, 12, 4), dt.date(2018, 12, 4))


def test_a_rejection_gives_its_reason_for_every_line_and_no_day_of_payment(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    decide(rehearsal, {}, "It was paid.")
    told = content(rehearsal, "claim-decision", C, "2018-11-06")
    assert [(line[2], line[3]) for line in _lines(told)] == [("0.00", "It was paid.")] * 2
    assert (told.pay_by, told.dispute_by) == (None, dt.date(2018, 12, 4))


def test_what_the_landlord_keeps_of_the_deposit_is_told_apart(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    deposits.state(
        rehearsal.office, rehearsal.cora, "RG-0001/1", 10_000, "the scheme's letter", day("2018-11-02")
    )
    stories.end_early(rehearsal, "RG-0001/1", "2018-11-03")
    rehearsal.lodged_claim("RG-0001/1", stories.SEPTEMBER_AND_OCTOBER)
    decide(rehearsal, {"2018-09": 42_000, "2018-10": 52_000}, None)
    told = content(rehearsal, "claim-decision", C, "2018-11-06")
    assert told.deposit_off == Decimal("100.00")
    assert [line[2:] for line in _lines(told)] == [("420.00", None), ("520.00", None)]
    assert told.dispute_by is None


def test_a_decision_that_was_undone_is_told_no_more(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    undo(rehearsal)
    with pytest.raises(NothingToTell):
        gathered(rehearsal, "claim-decision", C, "2018-11-09")


def test_the_advice_names_the_payment_and_what_is_left_of_the_cap(begin: Begin) -> None:
    """£1,040.00 of £3,120.00."""
    told = content(begin(stories.paid), "payment-advice", C, "2018-11-11")
    assert (told.amount, told.paid_on) == (Decimal("1040.00"), dt.date(2018, 11, 10))
    assert (told.payment_reference, told.for_months) == ("BACS-1", ("September 2018", "October 2018"))
    assert told.cap_left == Decimal("2080.00")
    assert told.recipient.name == "Orla Example"


def test_an_agent_who_is_the_payee_gets_the_advice_and_the_landlord_the_decision(begin: Begin) -> None:
    rehearsal = begin(paid_to_the_agent)
    advice = content(rehearsal, "payment-advice", C, "2018-11-12").recipient
    assert (advice.name, advice.address) == ("Lettings of Example Ltd", None)
    assert content(rehearsal, "claim-decision", C, "2018-11-12").recipient.name == "Orla Example"


def test_after_a_payment_the_young_person_is_told_that_help_goes_on(begin: Begin) -> None:
    """Somebody sees the young person within 14 days of 10 November 2018."""
    told = content(begin(stories.paid), "help-goes-on", C, "2018-11-11")
    assert (told.paid, told.paid_on, told.left) == (
        Decimal("1040.00"),
        dt.date(2018, 11, 10),
        Decimal("2080.00"),
    )
    assert (told.repayment, told.adviser) == ("none", "Pat Synthetic")
    assert told.we_ring_by == dt.date(2018, 11, 24)


@pytest.mark.parametrize("kind", ["payment-advice", "help-goes-on"])
def test_a_payment_that_came_back_is_told_no_more_and_the_next_one_anew(begin: Begin, kind: str) -> None:
    rehearsal = begin(stories.paid)
    before = gathered(rehearsal, kind, C, "2018-11-11").basis
    send_back(rehearsal)
    with pytest.raises(NothingToTell):
        gathered(rehearsal, kind, C, "2018-11-15")
    pay(rehearsal, reference="BACS-2", on="2018-11-20")
    assert (before, gathered(rehearsal, kind, C, "2018-11-20").basis) == (
        f"claim_payment:{C}/1",
        f"claim_payment:{C}/2",
    )


def test_a_plan_tells_each_instalment_and_all_that_is_owed(begin: Begin) -> None:
    rehearsal = begin(planned)
    told = content(rehearsal, "recovery-plan", C, "2018-12-02")
    assert [(each.due_on.isoformat(), each.amount) for each in told.instalments] == [
        ("2018-12-31", 400),
        ("2019-01-31", 400),
        ("2019-02-28", 240),
    ]
    assert (told.owed, told.breathing_space_until) == (Decimal("1040.00"), None)
    assert content(rehearsal, "help-goes-on", C, "2018-12-02").repayment == "instalments"


def test_a_plan_tells_what_is_left_of_it_and_a_breathing_space_that_runs(begin: Begin) -> None:
    rehearsal = begin(planned)
    rest(rehearsal, "2019-01-15", "2019-02-14")
    recover(rehearsal, 50_000, on="2019-01-10")
    before, within, after_it = (
        content(rehearsal, "recovery-plan", C, on) for on in ("2019-01-14", "2019-02-14", "2019-02-15")
    )
    for told in (before, within, after_it):
        assert [(each.due_on.isoformat(), each.amount) for each in told.instalments] == [
            ("2019-02-15", 300),
            ("2019-02-28", 240),
        ]
        assert told.owed == 540
    assert [told.breathing_space_until for told in (before, within, after_it)] == [
        None,
        dt.date(2019, 2, 14),
        None,
    ]


def test_a_plan_that_is_met_asks_for_nothing_more(begin: Begin) -> None:
    rehearsal = begin(planned)
    recover(rehearsal, 104_000)
    with pytest.raises(NothingToTell):
        gathered(rehearsal, "recovery-plan", C, "2019-02-01")


@pytest.mark.parametrize("kind", ON_CLAIMS)
@pytest.mark.parametrize(
    ("story", "told"),
    [
        (stories.lodged, ()),
        (stories.accepted, ("claim-decision",)),
        (stories.paid, ("claim-decision", "payment-advice", "help-goes-on")),
        (returned, ("claim-decision",)),
        (planned, ON_CLAIMS),
    ],
)
def test_a_letter_is_made_only_where_the_claim_stands_there(
    begin: Begin, story: Story, told: tuple[str, ...], kind: str
) -> None:
    rehearsal = begin(story)
    if kind in told:
        assert gathered(rehearsal, kind, C, "2018-12-02").claim_ref == C
        return
    with pytest.raises(
        NothingToTell, match=rf"^{C} has nothing that the letter {kind} could tell: it needs a "
    ):
        gathered(rehearsal, kind, C, "2018-12-02")


@pytest.mark.parametrize("kind", ON_CLAIMS)
def test_a_claim_that_does_not_exist_is_not_found(begin: Begin, kind: str) -> None:
    with pytest.raises(NotFound, match="C9"):
        gathered(begin(stories.lodged), kind, "RG-0001/1/C9", "2018-12-02")
