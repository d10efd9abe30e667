"""The ledger to take away: all transfers and the balances they make, as CSV, as a workbook, or as a beancount file.

Case and guarantee references only. The keys that acts were sent with stay behind, since people choose them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from guarantor.domain.money import pounds
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.accounts import CHART, Account
from guarantor.ledger.transfer import Transfer
from guarantor.services.acting.office import Office
from guarantor.storage import record
from guarantor.storage.engine import reading
from guarantor.tabular.beancount import beancount_lines
from guarantor.tabular.csv_writing import csv_lines
from guarantor.tabular.table import Column, Table, Value
from guarantor.tabular.whole_files import written_whole
from guarantor.tabular.xlsx_writing import write_workbook

FORMATS = ("csv", "xlsx", "beancount")
Progress = Callable[[int], None]

_TRANSFERS = (
    Column("id", "whole", 8),
    Column("happened_on", "date", 12),
    Column("recorded_at", "text", 34),
    Column("kind", "text", 24),
    Column("debit", "text", 22),
    Column("credit", "text", 22),
    Column("amount", "pounds", 14),
    Column("guarantee_ref", "text", 14),
    Column("claim_ref", "text", 16),
    Column("reason_code", "text", 18),
    Column("corrects", "whole", 10),
)
_BALANCES = (
    Column("account", "text", 22),
    Column("holds", "text", 60),
    Column("memorandum", "text", 12),
    Column("grows_on", "text", 10),
    Column("balance", "pounds", 14),
)


def export_ledger(
    office: Office, form: str, out: Path, *, replace: bool = False, progress: Progress = lambda _done: None
) -> dict[str, Any]:
    """Write the whole ledger to a file, whole or not at all; what was written, with each account's balance.

    CSV holds one table a file, so the balances stand in a second one beside it: ledger.csv, ledger-balances.csv.
    A transfer between accounts that the chart does not know is exported too, and its accounts with it. Raises
    WrongInput for another form, or where something stands at `out` already and is not to be replaced.
    """
    if form not in FORMATS:
        raise WrongInput.at("--format", f"expected {', '.join(FORMATS[:-1])} or {FORMATS[-1]}, not {form!r}")
    beside = out.with_name(f"{out.stem}-balances{out.suffix}")
    balances: Counter[str] = Counter(dict.fromkeys(Account, 0))
    counted = 0

    def seen(transfers: Iterable[Transfer]) -> Iterator[Transfer]:
        nonlocal counted
        for transfer in transfers:
            counted += 1
            progress(counted)
            balances[transfer.debit] += transfer.amount_pence
            balances[transfer.credit] -= transfer.amount_pence
            yield transfer

    with reading(office.engine) as session, written_whole(out, replace=replace) as file:
        transfers = seen(record.transfers(session))
        rows = Table("transfers", _TRANSFERS, map(_transfer_row, transfers))
        totals = Table("balances", _BALANCES, _balance_rows(balances))
        match form:
            case "csv":
                with written_whole(beside, replace=replace) as second:
                    _write(file, csv_lines(rows))
                    _write(second, csv_lines(totals))
            case "xlsx":
                write_workbook(file, [rows, totals], office.now())
            case _:
                _write(file, (line.encode() for line in beancount_lines(transfers)))
    written = [str(out), str(beside)] if form == "csv" else [str(out)]
    return {"written": written, "transfers": counted, "balances": _named(balances)}


def _write(file: Path, pieces: Iterable[bytes]) -> None:
    with file.open("wb") as out:
        out.writelines(pieces)


def _transfer_row(transfer: Transfer) -> list[Value]:
    return [
        transfer.id,
        transfer.happened_on,
        transfer.recorded_at.isoformat(timespec="microseconds"),
        transfer.kind,
        transfer.debit,
        transfer.credit,
        transfer.amount_pence,
        transfer.guarantee_ref,
        transfer.claim_ref,
        transfer.reason_code,
        transfer.corrects,
    ]


def _balance_rows(balances: Counter[str]) -> Iterator[list[Value]]:
    """The balances, asked for once every transfer was seen; each on the side that makes its account larger."""
    for code, debited_pence in balances.items():
        if code in set(Account):
            about = CHART[Account(code)]
            memorandum = "yes" if about.memorandum else "no"
            yield [code, about.holds, memorandum, about.grows_on, _on_its_side(code, debited_pence)]
        else:
            yield [code, "not in the chart of accounts", None, "debit", debited_pence]


def _on_its_side(code: str, debited_pence: int) -> int:
    credit = code in set(Account) and CHART[Account(code)].grows_on == "credit"
    return -debited_pence if credit else debited_pence


def _named(balances: Counter[str]) -> dict[str, str]:
    return {str(code): pounds(_on_its_side(code, debited)) for code, debited in balances.items()}
