"""What money moves when: each event balances, and a guarantee's whole life stays within its cap."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.dates import Month
from guarantor.ledger.accounts import CHART, Account
from guarantor.ledger.postings import (
    SIDES,
    Kind,
    acceptance_undone,
    cap_raised,
    claim_accepted,
    claim_paid,
    commitment_released,
    cost_approved,
    cost_paid,
    guarantee_issued,
    payment_returned,
    recovered,
    recovery_agreed,
    rent_charged,
    rent_corrected,
    rent_paid,
    written_off,
)
from guarantor.ledger.transfer import Posting, Transfer, canonical, digest
from tests.ledger.conftest import MONTHS, PENCE

ON = dt.date(2018, 11, 6)
REF, CLAIM = "RG-0001/1", "RG-0001/1/C1"
LINES = st.dictionaries(MONTHS, PENCE, min_size=1, max_size=6)


def balances(postings: Iterable[Posting]) -> Counter[str]:
    """Credits less debits of each account."""
    total: Counter[str] = Counter()
    for posting in postings:
        total[posting.credit] += posting.amount_pence
        total[posting.debit] -= posting.amount_pence
    return total


def stored(postings: Iterable[Posting], first: int = 1) -> list[Transfer]:
    """The postings as the ledger keeps them, numbered from `first`."""
    at = dt.datetime(2018, 11, 6, 9, tzinfo=dt.UTC)
    return [
        Transfer(**posting.__dict__, id=number, recorded_at=at)
        for number, posting in enumerate(postings, start=first)
    ]


def every_event(lines: dict[Month, int]) -> list[Posting]:
    total = sum(lines.values())
    accepted = stored(claim_accepted(REF, CLAIM, total, ON, lines), 100)
    paid = stored(claim_paid(REF, CLAIM, lines, ON), 200)
    charged = stored(rent_charged(REF, 52_000, ON), 300)
    return [
        *guarantee_issued(REF, total + 1, ON),
        *cap_raised(REF, 1, ON),
        *charged,
        *rent_paid(REF, 52_000, ON, "benefit"),
        *rent_corrected(charged[0], 1, "wrong_amount"),
        *accepted,
        *acceptance_undone(accepted, ON),
        *paid,
        *payment_returned(paid, ON),
        *cost_approved("RG-0001/K1", None, 1, ON),
        *cost_paid("RG-0001/K1", None, 1, ON),
        *recovery_agreed(REF, CLAIM, 3, ON),
        *recovered(REF, CLAIM, 2, 1, ON, "young_person"),
        *written_off(REF, CLAIM, 2, ON),
        *commitment_released(REF, 1, ON, "window_closed"),
    ]


@given(LINES)
def test_every_event_balances_and_names_accounts_of_the_chart(lines: dict[Month, int]) -> None:
    events = every_event(lines)
    assert sum(balances(events).values()) == 0
    assert {posting.kind for posting in events} == set(Kind)
    assert {code for posting in events for code in (posting.debit, posting.credit)} == set(CHART)


@given(LINES)
def test_the_councils_own_money_never_mixes_with_the_memorandum(lines: dict[Month, int]) -> None:
    for posting in every_event(lines):
        assert CHART[Account(posting.debit)].memorandum == CHART[Account(posting.credit)].memorandum


def test_every_kind_has_its_sides_but_the_one_that_turns_any_rent_entry_round() -> None:
    assert set(Kind) - set(SIDES) == {Kind.RENT_CORRECTED}


@given(LINES)
def test_every_transfer_moves_between_the_sides_of_its_kind_or_turns_one_of_them_round(
    lines: dict[Month, int],
) -> None:
    for posting in every_event(lines):
        sides = (posting.debit, posting.credit)
        if posting.kind == Kind.RENT_CORRECTED:
            assert sides[::-1] in {SIDES[Kind.RENT_CHARGED], SIDES[Kind.RENT_PAID]}
        elif posting.corrects is None or posting.kind not in KEEPS_ITS_KIND:
            assert sides == SIDES[Kind(posting.kind)]
        else:
            assert sides == SIDES[Kind(posting.kind)][::-1]


KEEPS_ITS_KIND = (Kind.RENT_MET_BY_COUNCIL, Kind.RENT_MET_BY_DEPOSIT)
"""Kinds that keep their name when they are turned round."""


@given(LINES)
def test_a_returned_payment_takes_back_every_transfer_of_it_and_points_there(lines: dict[Month, int]) -> None:
    paid = stored(claim_paid(REF, CLAIM, lines, ON))
    back = payment_returned(paid, ON + dt.timedelta(days=9))
    assert set(balances([*paid, *back]).values()) == {0}
    assert [(each.corrects, each.claim_ref) for each in back] == [(entry.id, CLAIM) for entry in paid]
    assert {each.happened_on for each in back} == {ON + dt.timedelta(days=9)}


@given(LINES, st.booleans())
def test_an_undone_acceptance_takes_back_every_transfer_of_it_and_points_there(
    lines: dict[Month, int], kept_of_the_deposit: bool
) -> None:
    kept = lines if kept_of_the_deposit else None
    accepted = stored(claim_accepted(REF, CLAIM, sum(lines.values()), ON, kept))
    undone = acceptance_undone(accepted, ON)
    assert set(balances([*accepted, *undone]).values()) == {0}
    assert [each.corrects for each in undone] == [entry.id for entry in accepted]


@given(st.integers(2, 52_000), st.data())
def test_a_corrected_rent_entry_is_turned_round_in_part_on_its_own_day(
    amount: int, data: st.DataObject
) -> None:
    wrong = data.draw(st.integers(1, amount))
    (entry,) = stored(rent_paid(REF, amount, ON, "tenant"), 7)
    (correction,) = rent_corrected(entry, wrong, "wrong_amount")
    assert (correction.corrects, correction.happened_on, correction.amount_pence) == (7, ON, wrong)
    assert balances([entry, correction])[Account.RENT_DUE] == amount - wrong


def test_a_deposit_that_meets_a_claim_whole_leaves_the_council_nothing_to_owe() -> None:
    (kept,) = claim_accepted(REF, CLAIM, 0, ON, {Month(2018, 9): 100, Month(2018, 10): 0})
    assert (kept.kind, kept.reason_code, kept.amount_pence) == (Kind.RENT_MET_BY_DEPOSIT, "2018-09", 100)


def test_money_that_no_plan_asked_for_leaves_what_is_recoverable_alone() -> None:
    assert [each.kind for each in recovered(REF, CLAIM, 5, 0, ON, "landlord")] == [Kind.RECOVERED]


def test_a_cap_that_is_raised_by_nothing_moves_nothing() -> None:
    assert cap_raised(REF, 0, ON) == []


@given(st.integers(1, 600_000), st.lists(LINES, max_size=4), st.integers(0, 4))
def test_a_guarantees_life_stays_within_its_cap(
    cap: int, claims: list[dict[Month, int]], paid_up_to: int
) -> None:
    life, left = guarantee_issued(REF, cap, ON), cap
    for number, lines in enumerate(claims):
        total = sum(lines.values())
        if total > left:
            continue
        left -= total
        life += claim_accepted(REF, f"{REF}/C{number}", total, ON)
        if number < paid_up_to:
            life += claim_paid(REF, f"{REF}/C{number}", lines, ON)
        now = balances(life)
        assert now[Account.COMMITMENT] == left == -now[Account.GUARANTEES_GIVEN]
        assert -now[Account.GUARANTEE_EXPENSE] == cap - left
        assert now[Account.CLAIMS_PAYABLE] + now[Account.BANK] == cap - left
    life += commitment_released(REF, left, ON, "window_closed")
    assert balances(life)[Account.COMMITMENT] == 0


@given(LINES)
def test_a_paid_claim_meets_each_month_that_it_names(lines: dict[Month, int]) -> None:
    paid, *met = claim_paid(REF, CLAIM, lines, ON)
    assert paid.amount_pence == sum(lines.values())
    assert {Month.read(str(each.reason_code), "month"): each.amount_pence for each in met} == lines


def test_nothing_moves_where_the_cap_was_used_up() -> None:
    assert commitment_released(REF, 0, ON, "window_closed") == []


@pytest.mark.parametrize("amount_pence", [0, -1])
def test_a_posting_moves_at_least_a_penny(amount_pence: int) -> None:
    with pytest.raises(AssertionError):
        rent_charged(REF, amount_pence, ON)


def test_a_posting_moves_between_two_accounts() -> None:
    with pytest.raises(AssertionError):
        Posting(Account.BANK, Account.BANK, 1, Kind.CLAIM_PAID, ON, REF)


STORED = Transfer(
    debit="rent_due",
    credit="rent_charged",
    amount_pence=52_000,
    kind="rent_charged",
    happened_on=ON,
    guarantee_ref=REF,
    claim_ref=CLAIM,
    reason_code="tenant",
    corrects=1,
    id=2,
    recorded_at=dt.datetime(2018, 11, 6, 9, tzinfo=dt.UTC),
    idempotency_key="k1",
)
CHANGES = {
    "debit": "bank",
    "credit": "bank",
    "amount_pence": 52_001,
    "kind": "rent_paid",
    "happened_on": dt.date(2018, 11, 7),
    "guarantee_ref": "RG-0001/2",
    "claim_ref": None,
    "reason_code": None,
    "corrects": None,
    "id": 3,
    "recorded_at": dt.datetime(2018, 11, 6, 9, 0, 0, 1, tzinfo=dt.UTC),
    "idempotency_key": "k2",
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_digest_covers_every_part_of_a_transfer(name: str) -> None:
    changed = replace(STORED, **{name: CHANGES[name]})
    assert set(CHANGES) == set(Transfer.__dataclass_fields__)
    assert canonical(changed) != canonical(STORED)
    assert digest([changed]) != digest([STORED])


def test_a_digest_does_not_depend_on_the_order_but_on_every_transfer() -> None:
    other = replace(STORED, id=7)
    assert digest([other, STORED]) == digest([STORED, other])
    assert len({digest([]), digest([STORED]), digest([other]), digest([STORED, other])}) == 4
