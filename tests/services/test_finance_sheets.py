"""Finance's sheets: the services' figures to the penny, real numbers in a workbook, and the same bytes again."""

import csv
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from guarantor.domain.dates import Month
from guarantor.ledger.waterfall import COMMITMENT
from guarantor.services.finance import budget, month_close, payments_made, savings, sheets
from guarantor.services.finance.exposure import PARTS
from guarantor.services.finance.exposure_over_time import over_time
from guarantor.services.finance.month_prints import printed
from guarantor.services.finance.waterfall import waterfall_document
from guarantor.services.paying import payments
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import paying, stories
from tests.services.stories import day
from tests.storage.full_use import in_full_use

ON = day("2019-04-30")
JULY = Month(2018, 7)


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Something of every kind; July 2018 is closed."""
    return begin(in_full_use)


def rows(tables: sheets.Sheets, number: int = 0) -> list[dict[str, str]]:
    """The rows of one of the tables, read back from its CSV."""
    return list(csv.DictReader(io.StringIO(sheets.csv(tables[number]).decode("utf-8-sig"))))


def opened(tables: sheets.Sheets) -> Any:
    """The workbook of the tables, read back."""
    return openpyxl.load_workbook(io.BytesIO(sheets.workbook(tables, ON)))


def test_the_months_of_the_exposure_are_those_of_the_service(rehearsal: Rehearsal) -> None:
    found = over_time(rehearsal.office, list(PARTS), None, None, ON)
    for row, month in zip(rows(sheets.exposure_tables(found)), found["months"], strict=True):
        assert {name: row[name] for name in ("month", "remaining", "arrears", "not_heard_of")} == {
            name: month[name] for name in ("month", "remaining", "arrears", "not_heard_of")
        }
        assert int(row["in_force"]) == month["in_force"]


@pytest.mark.parametrize("number", range(len(PARTS)))
def test_each_part_of_the_exposure_has_a_sheet_that_adds_up_to_the_whole(
    rehearsal: Rehearsal, number: int
) -> None:
    found = over_time(rehearsal.office, list(PARTS), None, None, ON)
    listed = rows(sheets.exposure_tables(found), number + 1)
    assert sum(Decimal(row["guaranteed"]) for row in listed) == Decimal(found["now"]["guaranteed"]) > 0


def test_every_movement_of_the_waterfall_has_a_line_with_its_sign(rehearsal: Rehearsal) -> None:
    found = waterfall_document(rehearsal.office, JULY, None, ON)
    told = {
        (row["month"], row["of"], row["line"]): row["amount"] for row in rows(sheets.waterfall_tables(found))
    }
    for month in found["months"]:
        for part in ("commitment", "cost", "cash"):
            for line, amount in month[part].items():
                assert told[month["month"], part, line] == amount
    assert any(amount.startswith("-") for amount in told.values())


def test_each_of_the_three_has_a_sheet_whose_lines_are_sums(rehearsal: Rehearsal) -> None:
    tables = sheets.waterfall_tables(waterfall_document(rehearsal.office, JULY, None, ON))
    book = opened(tables)
    assert book.sheetnames == ["waterfall", "commitment", "cost", "cash"]
    heads = [cell.value for cell in book["commitment"][1]]
    assert {name for name, _ in COMMITMENT.values()} <= set(heads)
    first = [cell.value for cell in book["commitment"][2]]
    assert first[0] == "2018-07"
    assert all(isinstance(value, int | float) for value in first[2:])
    assert sum(map(Decimal, map(str, first[2:-1]))) == Decimal(str(first[-1]))


def test_the_budget_has_a_row_for_each_programme_and_year(rehearsal: Rehearsal) -> None:
    found = budget.budget(rehearsal.office, ON)
    years = [(each["programme"], year) for each in found["programmes"] for year in each["years"]]
    for row, (programme, year) in zip(rows(sheets.budget_tables(found)), years, strict=True):
        assert row["programme"] == programme
        assert {name: row[name] or None for name in ("year", "outturn", "variance")} == {
            name: year[name] for name in ("year", "outturn", "variance")
        }


def test_savings_have_a_row_for_each_guarantee_and_an_unknown_cost_is_empty(rehearsal: Rehearsal) -> None:
    found, prices = savings.savings(rehearsal.office, ON), savings.prices(rehearsal.office, ON)
    tables = sheets.savings_tables(found, prices)
    for row, each in zip(rows(tables), found["guarantees"], strict=True):
        assert (row["guarantee"], row["otherwise_cost"] or None) == (
            each["guarantee_ref"],
            each["otherwise_cost"],
        )
    weekly = {row["category"]: row["weekly"] for row in rows(tables, 1)}
    assert [weekly[each["category"]] or "not priced" for each in prices] == [
        each["weekly"] for each in prices
    ]


def test_a_closed_month_has_its_sheets(rehearsal: Rehearsal) -> None:
    kept = printed(rehearsal.office, JULY)["kept"]
    tables = sheets.month_tables(kept)
    assert [table.title for table in tables][:2] == ["exposure", "rent"]
    (exposure,) = rows(tables)
    assert exposure["remaining"] == kept["exposure"]["remaining"]
    balances = next(number for number, table in enumerate(tables) if table.title == "balances")
    tables = sheets.month_tables(kept)
    assert [row["balance"] for row in rows(tables, balances)] == [
        each["balance"] for each in kept["balances"]
    ]


def test_a_payees_name_is_never_run_as_a_formula(begin: Begin) -> None:
    rehearsal = begin(paying.payable)
    paying.confirm(rehearsal, paying.change(rehearsal, name="=1+1"))
    payments.pay(rehearsal.office, rehearsal.fay, "RG-0001/1/C1", "BACS-7", day("2018-11-10"))
    tables = sheets.payment_tables(payments_made.made(rehearsal.office, on=ON, page=None))
    sheet = opened(tables)["payments"]
    column = [cell.value for cell in sheet[1]].index("payee")
    assert (sheet[2][column].value, sheet[2][column].data_type) == ("=1+1", "s")


def test_a_workbook_has_a_fixed_head_a_filter_and_the_same_bytes_again(rehearsal: Rehearsal) -> None:
    def made() -> sheets.Sheets:
        return sheets.exposure_tables(over_time(rehearsal.office, ["area"], None, None, ON))

    assert sheets.workbook(made(), ON) == sheets.workbook(made(), ON)
    for sheet in opened(made()):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")


def test_a_ledger_in_which_nothing_is_dated_has_sheets_with_heads(begin: Begin) -> None:
    office = begin(Rehearsal.staff).office
    assert rows(sheets.payment_tables(payments_made.made(office, on=ON, page=None))) == []
    assert rows(sheets.exposure_tables(over_time(office, ["area"], None, None, ON)), 1) == []
    assert len(rows(sheets.budget_tables(budget.budget(office, ON)))) == 1


def test_a_month_without_a_guarantee_can_be_taken_away(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    month_close.close(rehearsal.office, rehearsal.fay, JULY, day("2018-08-01"))
    assert opened(sheets.month_tables(printed(rehearsal.office, JULY)["kept"])).sheetnames[0] == "exposure"
