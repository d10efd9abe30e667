"""The ledger as a beancount file: each transfer a transaction, each account opened, its balance asserted to the penny.

Beancount writes a debit as a positive amount and a credit as a negative one, so an account that grows on the credit
side shows its balance below zero. The council's money stands under Assets, Liabilities, Income and Expenses; the
memorandum accounts, where nothing is the council's, under Equity:Memorandum. A transfer that names an account outside
the chart is still written, under Equity:NotInTheChart: a bent ledger has to be seen, not hidden.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from guarantor.domain.money import pounds
from guarantor.ledger.accounts import CHART, Account
from guarantor.ledger.transfer import Transfer

CURRENCY = "GBP"
_LAST_DAY_ASSERTED = dt.date.max - dt.timedelta(days=1)
NOT_IN_THE_CHART = "Equity:NotInTheChart"
COUNCILS_OWN: dict[Account, str] = {
    Account.BANK: "Assets",
    Account.CLAIMS_PAYABLE: "Liabilities",
    Account.COSTS_PAYABLE: "Liabilities",
    Account.RECOVERIES: "Income",
    Account.GUARANTEE_EXPENSE: "Expenses",
    Account.SCHEME_COSTS: "Expenses",
}
"""Under which of beancount's roots each account of the council's own money stands."""


@lru_cache(maxsize=1000)
def account_name(code: str) -> str:
    """An account's name in beancount: commitment is Equity:Memorandum:Commitment."""
    words = "".join(word.capitalize() for word in code.split("_") if word.isascii() and word.isalnum())
    if code not in set(Account):
        mark = hashlib.sha256(code.encode()).hexdigest()[:12].upper()
        return f"{NOT_IN_THE_CHART}:{words[:40] or 'Unnamed'}-{mark}"
    account = Account(code)
    root = "Equity:Memorandum" if CHART[account].memorandum else COUNCILS_OWN[account]
    return f"{root}:{words}"


def beancount_lines(transfers: Iterable[Transfer]) -> Iterator[str]:
    """The file line by line: transactions in the order of their numbers, then the accounts and their balances.

    Beancount sorts by date itself. An assertion holds at the beginning of its day, so the balances are asserted
    on the day after the last transfer, with no tolerance.
    """
    yield 'option "title" "Rent guarantees: the ledger"\n'
    yield f'option "operating_currency" "{CURRENCY}"\n'
    balances: Counter[str] = Counter(dict.fromkeys(Account, 0))
    first, last = dt.date.max, dt.date.min
    for transfer in transfers:
        yield _transaction(transfer)
        balances[transfer.debit] += transfer.amount_pence
        balances[transfer.credit] -= transfer.amount_pence
        first, last = min(first, transfer.happened_on), max(last, transfer.happened_on)
    if first > last:
        return
    yield "\n"
    yield from (f"{first.isoformat()} open {account_name(code)} {CURRENCY}\n" for code in balances)
    # After the last day there is can only be a bent transfer; bean-check then names its accounts.
    asserted_on = (min(last, _LAST_DAY_ASSERTED) + dt.timedelta(days=1)).isoformat()
    for code, balance_pence in balances.items():
        yield f"{asserted_on} balance {account_name(code)} {pounds(balance_pence)} ~ 0.00 {CURRENCY}\n"


def _transaction(transfer: Transfer) -> str:
    ref = transfer.guarantee_ref or ""
    metadata: dict[str, str | int | None] = {
        "transfer": transfer.id,
        "kind": transfer.kind,
        "guarantee": transfer.guarantee_ref,
        "claim": transfer.claim_ref,
        "reason": transfer.reason_code,
        "recorded_at": transfer.recorded_at.isoformat(timespec="microseconds"),
        "corrects": transfer.corrects,
    }
    amount = f"{pounds(transfer.amount_pence)} {CURRENCY}"
    credited = f"{pounds(-transfer.amount_pence)} {CURRENCY}"
    return "".join(
        [
            f"\n{transfer.happened_on.isoformat()} * {_quoted(transfer.kind)} {_quoted(ref)}\n",
            *(f"  {name}: {_written(value)}\n" for name, value in metadata.items() if value is not None),
            f"  {account_name(transfer.debit)}  {amount}\n",
            f"  {account_name(transfer.credit)}  {credited}\n",
        ]
    )


def _written(value: str | int) -> str:
    return str(value) if isinstance(value, int) else _quoted(value)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
