"""The ledger taken away: whatever the form, the same transfers, the same balances, and nobody's name."""

import csv
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from beancount import loader
from beancount.core import realization

from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.accounts import CHART, Account
from guarantor.services.exchange.exporting import FORMATS, export_ledger
from guarantor.services.rent_record import rent
from guarantor.tabular.beancount import account_name
from tests.conftest import Begin
from tests.databases import file_of
from tests.rehearsing import APPLICATION, Rehearsal, Story
from tests.services import stories
from tests.services.claiming import balances_held
from tests.services.stories import day
from tests.watching import nothing_written, transfers

STORIES: list[Story] = [Rehearsal.staff, stories.offered, stories.charged, stories.accepted, stories.paid]


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _sheet(file: Path, title: str) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(file)
    names, *rows = book[title].iter_rows(values_only=True)
    book.close()
    return [dict(zip((str(name) for name in names), row, strict=True)) for row in rows]


def _by_transfers(rows: list[dict[str, Any]]) -> dict[str, Decimal]:
    """Each account's balance on its own side, worked out from the exported transfers alone."""
    moved: Counter[str] = Counter()
    for row in rows:
        pence = round(Decimal(str(row["amount"])) * 100)
        moved[row["debit"]] += pence
        moved[row["credit"]] -= pence
    return {
        account: Decimal(moved[account] if about.grows_on == "debit" else -moved[account]) / 100
        for account, about in CHART.items()
    }


def _by_beancount(file: Path) -> dict[str, Decimal]:
    entries, errors, _options = loader.load_file(str(file))
    assert errors == []
    root = realization.realize(entries)
    found = {}
    for account, about in CHART.items():
        real = realization.get(root, account_name(account))
        # An account without accounts under it is an empty dictionary.
        held = real.balance if real is not None else ()
        total = sum((each.units.number for each in held), Decimal(0))
        found[account] = total if about.grows_on == "debit" else -total
    return found


@pytest.mark.parametrize("story", STORIES, ids=[story.__name__ for story in STORIES])
def test_every_form_has_the_balances_of_ledger_balances(begin: Begin, tmp_path: Path, story: Story) -> None:
    rehearsal = begin(story)
    held = {Account(code): Decimal(balance) for code, balance in balances_held(rehearsal).items()}
    made = {form: export_ledger(rehearsal.office, form, tmp_path / f"ledger.{form}") for form in FORMATS}
    for answer in made.values():
        assert {Account(code): Decimal(balance) for code, balance in answer["balances"].items()} == held
        assert answer["transfers"] == len(transfers(rehearsal.url))
    in_csv = {row["account"]: Decimal(row["balance"]) for row in _rows(tmp_path / "ledger-balances.csv")}
    in_sheet = {
        row["account"]: Decimal(str(row["balance"])) for row in _sheet(tmp_path / "ledger.xlsx", "balances")
    }
    assert in_csv == in_sheet == held
    assert _by_transfers(_rows(tmp_path / "ledger.csv")) == held
    assert _by_transfers(_sheet(tmp_path / "ledger.xlsx", "transfers")) == held
    assert _by_beancount(tmp_path / "ledger.beancount") == held


def test_bean_check_itself_finds_nothing_wrong(begin: Begin, tmp_path: Path) -> None:
    export_ledger(begin(stories.paid).office, "beancount", tmp_path / "ledger.beancount")
    program = shutil.which("bean-check", path=str(Path(sys.executable).parent))
    assert program is not None
    ran = subprocess.run(
        [program, tmp_path / "ledger.beancount"], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_csv_and_workbook_hold_every_transfer_as_it_stands(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(stories.accepted)
    for form in ("csv", "xlsx"):
        export_ledger(rehearsal.office, form, tmp_path / f"ledger.{form}")
    held = transfers(rehearsal.url)
    in_csv, in_sheet = _rows(tmp_path / "ledger.csv"), _sheet(tmp_path / "ledger.xlsx", "transfers")
    for rows in (in_csv, in_sheet):
        assert [int(row["id"]) for row in rows] == [row["id"] for row in held]
        assert [row["kind"] for row in rows] == [row["kind"] for row in held]
        assert [row["claim_ref"] or None for row in rows] == [row["claim_ref"] for row in held]
        assert [str(row["happened_on"])[:10] for row in rows] == [row["happened_on"] for row in held]


@pytest.mark.parametrize("form", FORMATS)
def test_nobodys_name_and_nobodys_own_words_are_exported(begin: Begin, tmp_path: Path, form: str) -> None:
    rehearsal = begin(stories.paid)
    key, on = "for the one in the attic", day("2018-12-01")
    rent.charge(rehearsal.office, rehearsal.cora, "RG-0001/1", on, 52_000, on, key)
    export_ledger(rehearsal.office, form, tmp_path / f"ledger.{form}")
    if form == "xlsx":
        text = str(_sheet(tmp_path / "ledger.xlsx", "transfers"))
    else:
        text = "".join(file.read_text(encoding="utf-8") for file in tmp_path.glob("ledger*"))
    assert key not in text
    for block in ("young_person", "property", "landlord"):
        assert not [value for value in APPLICATION[block].values() if value in text]


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_changes_nothing_in_the_database(begin: Begin, tmp_path: Path, form: str) -> None:
    rehearsal = begin(stories.accepted)
    with nothing_written(rehearsal.url):
        export_ledger(rehearsal.office, form, tmp_path / f"ledger.{form}")


@pytest.mark.parametrize("form", FORMATS)
def test_what_stands_there_is_replaced_only_where_that_is_asked_for(
    begin: Begin, tmp_path: Path, form: str
) -> None:
    rehearsal = begin(stories.accepted)
    out = tmp_path / "ledger.out"
    out.write_text("old")
    with pytest.raises(WrongInput, match="--replace"):
        export_ledger(rehearsal.office, form, out)
    assert [file.name for file in tmp_path.glob("ledger*")] == ["ledger.out"]
    assert out.read_text() == "old"
    assert export_ledger(rehearsal.office, form, out, replace=True)["transfers"]
    assert out.read_bytes() != b"old"


def test_where_the_second_file_of_csv_has_no_place_neither_is_written(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(stories.accepted)
    (tmp_path / "ledger-balances.csv").write_text("old")
    with pytest.raises(WrongInput, match=r"ledger-balances\.csv is there already"):
        export_ledger(rehearsal.office, "csv", tmp_path / "ledger.csv")
    assert [file.name for file in tmp_path.glob("*ledger*")] == ["ledger-balances.csv"]


def test_another_form_is_wrong_input(rehearsal: Rehearsal, tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="--format: expected csv, xlsx or beancount, not 'ods'"):
        export_ledger(rehearsal.office, "ods", tmp_path / "ledger.ods")


def test_progress_is_told_of_every_transfer(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(stories.accepted)
    told: list[int] = []
    made = export_ledger(rehearsal.office, "csv", tmp_path / "ledger.csv", progress=told.append)
    assert told == list(range(1, made["transfers"] + 1))


# ---- a bent ledger is exported as it stands


@pytest.mark.parametrize("form", FORMATS)
def test_an_account_outside_the_chart_is_exported_with_its_balance(
    begin: Begin, tmp_path: Path, form: str
) -> None:
    rehearsal = begin(stories.accepted)
    _bend(file_of(rehearsal.url))
    answer = export_ledger(rehearsal.office, form, tmp_path / f"ledger.{form}")
    assert answer["balances"]["petty_cash"] == "3120.00"
    if form == "beancount":
        assert loader.load_file(str(tmp_path / "ledger.beancount"))[1] == []
    elif form == "csv":
        rows = {row["account"]: row for row in _rows(tmp_path / "ledger-balances.csv")}
        assert rows["petty_cash"]["holds"] == "not in the chart of accounts"
    else:
        rows = {row["account"]: row for row in _sheet(tmp_path / "ledger.xlsx", "balances")}
        assert (rows["petty_cash"]["balance"], rows["petty_cash"]["grows_on"]) == (3120, "debit")


def _bend(file: Path) -> None:
    """The first transfer debits an account that nobody knows, past every guard."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in named:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE transfer SET debit = 'petty_cash' WHERE id = 1")
