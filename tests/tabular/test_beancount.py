"""The ledger as beancount: its own program finds nothing wrong, and works out the same balances."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

import pytest
from beancount import loader
from beancount.core import data, realization
from hypothesis import given, settings
from hypothesis import strategies as st

from guarantor.ledger.accounts import CHART, Account
from guarantor.ledger.transfer import Transfer
from guarantor.tabular.beancount import COUNCILS_OWN, NOT_IN_THE_CHART, account_name, beancount_lines


def _transfer(number: int, debit: str, credit: str, pence: int, **other: object) -> Transfer:
    known = {"kind": "rent_paid", "happened_on": dt.date(2018, 8, 1), "guarantee_ref": "RG-0001/1", **other}
    at = dt.datetime(2018, 8, 1, 9, 0, tzinfo=dt.UTC)
    return Transfer(id=number, debit=debit, credit=credit, amount_pence=pence, recorded_at=at, **known)  # type: ignore[arg-type]


def _loaded(transfers: Sequence[Transfer]) -> tuple[list[data.Directive], list[object]]:
    entries, errors, _options = loader.load_string("".join(beancount_lines(transfers)))
    return entries, errors


def _balances(transfers: Sequence[Transfer]) -> dict[str, Decimal]:
    entries, errors = _loaded(transfers)
    assert errors == []
    root = realization.realize(entries)
    names = [account_name(account) for account in Account]
    found = {name: realization.get(root, name) for name in names}
    return {
        name: Decimal(0) if real is None else sum((each.units.number for each in real.balance), Decimal(0))
        for name, real in found.items()
    }


moves = st.tuples(
    st.sampled_from(list(Account)),
    st.sampled_from(list(Account)),
    st.integers(min_value=1, max_value=9_999_999_999),
    st.dates(min_value=dt.date(2018, 6, 1), max_value=dt.date(2030, 1, 1)),
).filter(lambda move: move[0] != move[1])


@settings(max_examples=40)
@given(st.lists(moves, min_size=1, max_size=12))
def test_beancount_works_out_the_same_balances_to_the_penny(
    moved: list[tuple[Account, Account, int, dt.date]],
) -> None:
    transfers = [
        _transfer(number, debit, credit, pence, happened_on=day)
        for number, (debit, credit, pence, day) in enumerate(moved, start=1)
    ]
    expected: Counter[str] = Counter()
    for each in transfers:
        expected[account_name(each.debit)] += each.amount_pence
        expected[account_name(each.credit)] -= each.amount_pence
    assert _balances(transfers) == {
        account_name(account): Decimal(expected[account_name(account)]) / 100 for account in Account
    }


def test_an_empty_ledger_is_a_file_without_fault() -> None:
    assert _loaded([]) == ([], [])


def test_every_account_is_opened_and_its_balance_asserted_whether_it_moved_or_not() -> None:
    entries, errors = _loaded([_transfer(1, Account.BANK, Account.RECOVERIES, 100)])
    assert errors == []
    names = {account_name(account) for account in Account}
    assert {each.account for each in entries if isinstance(each, data.Open)} == names
    assert {each.account for each in entries if isinstance(each, data.Balance)} == names


def test_a_penny_too_much_is_found() -> None:
    text = "".join(beancount_lines([_transfer(1, Account.BANK, Account.RECOVERIES, 100)]))
    assert text.count("balance Assets:Bank 1.00 ~ 0.00 GBP") == 1
    for other in ("1.01", "0.99"):
        bent = text.replace("balance Assets:Bank 1.00", f"balance Assets:Bank {other}")
        _entries, errors, _options = loader.load_string(bent)
        assert len(errors) == 1


def test_a_transaction_carries_what_its_transfer_is() -> None:
    corrected = _transfer(
        7,
        Account.RENT_DUE,
        Account.RENT_RECEIVED,
        5,
        corrects=3,
        claim_ref="RG-0001/1/C1",
        reason_code="tenant",
        idempotency_key="somebody's own words",
    )
    entries, errors = _loaded([corrected])
    (made,) = [each for each in entries if isinstance(each, data.Transaction)]
    assert errors == []
    kept = {
        name: value
        for name, value in made.meta.items()
        if name not in ("filename", "lineno") and not name.startswith("__")
    }
    assert kept == {
        "transfer": 7,
        "kind": "rent_paid",
        "guarantee": "RG-0001/1",
        "claim": "RG-0001/1/C1",
        "reason": "tenant",
        "recorded_at": "2018-08-01T09:00:00.000000+00:00",
        "corrects": 3,
    }
    assert (made.payee, made.narration, made.date) == ("rent_paid", "RG-0001/1", dt.date(2018, 8, 1))


# ---- the names of accounts


def test_every_account_of_the_councils_own_has_a_root_and_no_memorandum_account_has() -> None:
    assert set(COUNCILS_OWN) == {account for account, about in CHART.items() if not about.memorandum}


def test_accounts_keep_apart() -> None:
    assert len({account_name(account) for account in Account}) == len(Account)


@pytest.mark.parametrize(
    ("account", "name"),
    [
        (Account.BANK, "Assets:Bank"),
        (Account.CLAIMS_PAYABLE, "Liabilities:ClaimsPayable"),
        (Account.GUARANTEE_EXPENSE, "Expenses:GuaranteeExpense"),
        (Account.COMMITMENT, "Equity:Memorandum:Commitment"),
        (Account.RENT_MET_BY_COUNCIL, "Equity:Memorandum:RentMetByCouncil"),
    ],
)
def test_an_account_stands_under_its_root(account: Account, name: str) -> None:
    assert account_name(account) == name


# ---- a bent ledger


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=30), st.text(max_size=20), st.text(max_size=20))
def test_an_account_outside_the_chart_is_exported_and_seen(code: str, kind: str, reason: str) -> None:
    bent = _transfer(1, code, Account.BANK, 100, kind=kind, reason_code=reason)
    entries, errors = _loaded([bent])
    assert errors == []
    strange = {each.account for each in entries if isinstance(each, data.Open)} - {
        account_name(each) for each in Account
    }
    assert len(strange) == (0 if code in set(Account) else 1)
    assert all(name.startswith(f"{NOT_IN_THE_CHART}:") for name in strange)


@pytest.mark.parametrize(("one", "other"), [("petty_cash", "petty__cash"), ("PETTY", "petty"), ("§", "£")])
def test_codes_that_look_alike_stay_two_accounts(one: str, other: str) -> None:
    assert account_name(one) != account_name(other)


@pytest.mark.parametrize("pence", [-5, 0])
def test_a_sum_that_is_none_is_exported_as_it_stands(pence: int) -> None:
    assert _loaded([_transfer(1, Account.BANK, Account.RECOVERIES, pence)])[1] == []


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
def test_a_day_at_either_end_of_the_calendar_is_written(day: dt.date) -> None:
    text = "".join(beancount_lines([_transfer(1, Account.BANK, Account.RECOVERIES, 5, happened_on=day)]))
    assert f"\n{day.isoformat()} * " in text
