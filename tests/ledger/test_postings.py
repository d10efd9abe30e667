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
    Kind,
    claim_accepted,
    claim_paid,
    commitment_released,
    guarantee_issued,
    rent_charged,
    rent_paid,
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


def every_event(lines: dict[Month, int]) -> list[Posting]:
    total = sum(lines.values())
    return [
        *guarantee_issued(REF, total + 1, ON),
        *rent_charged(REF, 52_000, ON),
        *rent_paid(REF, 52_000, ON, "benefit"),
        *claim_accepted(REF, CLAIM, total, ON),
        *claim_paid(REF, CLAIM, lines, ON),
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
