"""The finance report and its workbook: every column adds up to the ledger's balance, and nobody is named."""

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from guarantor.domain.dates import Month
from guarantor.domain.refusals import NoProgramme
from guarantor.services.claiming import claims
from guarantor.services.finance import savings
from guarantor.services.finance.balances import balances
from guarantor.services.finance.budget import budget
from guarantor.services.finance.exposure import exposure, exposure_by
from guarantor.services.finance.waterfall import waterfall_document
from guarantor.services.forecasting import credit_losses, liability
from guarantor.services.paying import payments
from guarantor.services.reporting.finance import files, paper
from guarantor.services.reporting.finance.claims import claims_and_recoveries
from guarantor.services.reporting.finance.files import REPORT, WORKBOOK
from guarantor.services.reporting.finance.gathered import PARTS_SHOWN, Figures, gathered
from guarantor.services.reporting.finance.totals import held_against_the_ledger
from guarantor.storage.engine import reading
from tests.conftest import Begin
from tests.databases import Databases
from tests.rehearsing import Rehearsal, opened, told
from tests.services import stories
from tests.services.stories import day
from tests.storage.full_use import in_full_use
from tests.watching import contents, nothing_written

ON = day("2019-04-30")
FORMULA = "=1+1"
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def rehearsal(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    """Something of every kind, and a price whose source reads like a formula."""
    folder = tmp_path_factory.mktemp("finance")
    with opened(told(in_full_use, databases, "sqlite", folder), folder) as found:
        savings.set_price(found.office, found.fay, "Foyers", 10_000, day("2018-07-01"), FORMULA, ON)
        yield found


@pytest.fixture(scope="module")
def found(rehearsal: Rehearsal) -> Figures:
    """The figures; gathering them writes nothing."""
    with nothing_written(rehearsal.url):
        return gathered(rehearsal.office, ON)


@pytest.fixture(scope="module")
def made(rehearsal: Rehearsal, found: Figures) -> Mapping[str, bytes]:
    """Both files."""
    return files.drawn(rehearsal.office, found)


@pytest.fixture(scope="module")
def book(made: Mapping[str, bytes]) -> Any:
    """The workbook, read back."""
    return openpyxl.load_workbook(io.BytesIO(made[WORKBOOK]))


@pytest.fixture(scope="module")
def ledger(rehearsal: Rehearsal) -> dict[str, Decimal]:
    """The balance of each account on the day."""
    return {each["account"]: Decimal(each["balance"]) for each in balances(rehearsal.office, ON)}


def rows(book: Any, sheet: str) -> Rows:
    """The rows of a sheet by the names of its columns."""
    heads, *below = [[cell.value for cell in row] for row in book[sheet].iter_rows()]
    return [dict(zip(heads, row, strict=True)) for row in below]


def added(listed: Rows, *names: str) -> Decimal:
    """The sum of some columns, to the penny; a cell that is empty is nothing."""
    whole = sum((Decimal(str(row[name] or 0)) for row in listed for name in names), Decimal(0))
    return whole.quantize(Decimal("0.01"))


def said(file: bytes) -> str:
    """All words of a PDF in one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages).split())


def test_the_columns_of_the_ledgers_own_sheets_add_up_to_its_balances(
    book: Any, ledger: dict[str, Decimal]
) -> None:
    claims, recoveries, payments = rows(book, "claims"), rows(book, "recoveries"), rows(book, "payments")
    back = [each for each in payments if each["returned_on"]]
    assert added(rows(book, "guarantees"), "remaining") == ledger["commitment"] > 0
    assert added(claims, "accepted") == ledger["guarantee_expense"] > 0
    assert added(claims, "to_pay") == ledger["claims_payable"] > 0
    assert added(claims, "accepted") - added(claims, "paid") == added(claims, "to_pay")
    assert added(payments, "amount") - added(back, "amount") == added(claims, "paid") > 0
    assert added(recoveries, "back") == ledger["recoveries"] > 0
    assert added(recoveries, "left") == ledger["recoverable"]
    assert {row["account"]: Decimal(str(row["balance"])) for row in rows(book, "balances")} == ledger


def test_the_waterfall_moves_to_the_ledgers_balances(book: Any, ledger: dict[str, Decimal]) -> None:
    cost = ledger["guarantee_expense"] + ledger["scheme_costs"] - ledger["recoveries"]
    for sheet, balance in (("commitment", ledger["commitment"]), ("cost", cost), ("cash", -ledger["bank"])):
        listed = rows(book, sheet)
        moved = [name for name in listed[0] if name not in ("month", "closed", "opening", "closing")]
        assert added(listed[:1], "opening") == 0
        assert added(listed, *moved) == added(listed[-1:], "closing") == balance, sheet


def test_the_budgets_years_add_up_to_the_cost(book: Any, ledger: dict[str, Decimal]) -> None:
    years, beside = rows(book, "budget"), rows(book, "costs of no guarantee")
    assert added(years, "accepted") == ledger["guarantee_expense"]
    assert added(years, "costs") + added(beside, "costs") == ledger["scheme_costs"] > 0
    assert added(years, "recoveries") == ledger["recoveries"]
    assert added(years, "outturn") == added(years, "accepted", "costs", "forecast") - added(
        years, "recoveries"
    )


@pytest.mark.parametrize("part", PARTS_SHOWN)
def test_each_part_of_the_exposure_adds_up_to_the_whole(rehearsal: Rehearsal, book: Any, part: str) -> None:
    whole, listed = exposure(rehearsal.office, ON), rows(book, f"by {part}")
    for name, of_all in (
        ("guaranteed", "guaranteed"),
        ("used", "used"),
        ("remaining", "remaining_in_force"),
        ("arrears", "arrears"),
        ("not_heard_of", "not_heard_of"),
    ):
        assert added(listed, name) == Decimal(whole[of_all]), name
    assert [row[part] for row in listed] == [
        each[part] for each in exposure_by(rehearsal.office, part, ON)["rows"]
    ]


def test_the_credit_losses_add_up_to_their_stages_and_with_the_rest_to_the_commitment(
    rehearsal: Rehearsal, book: Any, ledger: dict[str, Decimal]
) -> None:
    found, lines, stages = (
        credit_losses.paper(rehearsal.office, ON),
        rows(book, "credit losses"),
        rows(book, "credit loss stages"),
    )
    for name in ("twelve_months", "lifetime", "allowance", "maximum", "contingent"):
        assert added(lines, name) == added(stages, name) > 0
    assert added(lines, "allowance") == Decimal(str(found["allowance"]))
    assert added(lines, "contingent") == Decimal(str(found["contingent"]))
    in_paper = {line["code"] for line in lines}
    outside = [each for each in rows(book, "guarantees") if each["guarantee"] not in in_paper]
    assert added(lines, "maximum") + added(outside, "remaining") == ledger["commitment"]


def test_the_liability_is_the_models(rehearsal: Rehearsal, book: Any) -> None:
    model = liability.answer(liability.Question(), rehearsal.office, ON)
    listed = [row for row in rows(book, "liability") if row["guarantees"] == "guarantees that stand"]
    assert [row["year"] for row in listed] == [*(each["year"] for each in model["by_year"]), "all years"]
    for row, figures in zip(listed, (*model["by_year"], model["total"]), strict=True):
        assert row["mean"] == pytest.approx(figures["mean"], abs=0.005)
        assert row["not passed, chance 0.995"] == figures["quantiles"]["0.995"]


def test_every_total_of_the_report_equals_the_ledgers(book: Any, found: Figures) -> None:
    assert [each.about for each in held_against_the_ledger(found) if each.differs] == []
    assert len(rows(book, "held against the ledger")) == len(held_against_the_ledger(found)) == 11
    assert added(rows(book, "held against the ledger"), "differs") == 0


def test_a_total_that_is_wrong_by_a_penny_is_shown(rehearsal: Rehearsal, found: Figures) -> None:
    first, *others = found.claims
    wrong = {**first, "accepted": str(Decimal(first["accepted"]) + Decimal("0.01"))}
    told_wrong = replace(found, claims=[wrong, *others])
    differs = {each.about: each.differs for each in held_against_the_ledger(told_wrong) if each.differs}
    assert differs == {"Claims accepted": Decimal("0.01")}
    assert "1 total differs from the ledger." in said(files.drawn(rehearsal.office, told_wrong)[REPORT])


def test_the_report_prints_the_services_sums(rehearsal: Rehearsal, made: Mapping[str, bytes]) -> None:
    words = said(made[REPORT])
    now = exposure(rehearsal.office, ON)
    years = [year for each in budget(rehearsal.office, ON)["programmes"] for year in each["years"]]
    last = waterfall_document(rehearsal.office, None, None, ON)["months"][-1]
    for amount in (
        now["remaining"],
        now["arrears"],
        *(year["outturn"] for year in years),
        *(last[name]["closing"] for name in ("commitment", "cost", "cash")),
    ):
        assert f"£{Decimal(amount):,.2f}" in words
    assert "Each total equals the ledger's balance to the penny." in words


def test_no_name_address_or_word_about_a_person_is_in_either_file(
    rehearsal: Rehearsal, made: Mapping[str, bytes], book: Any
) -> None:
    cells = " ".join(str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None)
    private = personal_words(contents(rehearsal.url))
    assert len(private) > 10
    for words in (said(made[REPORT]), cells):
        assert [each for each in private if each in words] == []
        assert "RG-0001/1/C1" in words


def personal_words(held: Mapping[str, list[tuple[Any, ...]]]) -> set[str]:
    """Every text of the tables in which young people, their homes and payees stand, codes and dates aside."""
    tables = ("young_person", "home", "payee_version")
    return {
        value
        for table in tables
        for row in held[table]
        for value in row
        if isinstance(value, str) and any(letter.isupper() for letter in value) and " " in value
    }


def test_text_that_reads_like_a_formula_stays_text_and_no_cell_is_a_formula(book: Any) -> None:
    sources = [cell for row in book["prices a week"].iter_rows() for cell in row if cell.value == FORMULA]
    assert [cell.data_type for cell in sources] == ["s"]
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_every_sheet_has_a_fixed_head_a_filter_and_numbers_that_are_numbers(book: Any) -> None:
    for sheet in book:
        assert (sheet.freeze_panes, sheet.auto_filter.ref[:3]) == ("A2", "A1:"), sheet.title
    for name in ("remaining", "guaranteed"):
        assert all(isinstance(row[name], int | float) for row in rows(book, "guarantees"))
    assert all(isinstance(row["lodged_on"], dt.datetime) for row in rows(book, "claims"))


def test_a_claim_stands_as_it_stood_at_the_close_of_each_day(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    office, lines = rehearsal.office, {"2018-09": 52_000, "2018-10": 50_000}
    claim = rehearsal.lodged_claim("RG-0001/1", lines, "2018-11-05")
    by_month = {Month.read(month, "month"): pence for month, pence in lines.items()}
    claims.decide(office, rehearsal.ann, claim, by_month, None, day("2018-11-07"))
    payments.pay(office, rehearsal.fay, claim, "BACS-1", day("2018-11-09"))
    payments.returned(office, rehearsal.fay, claim, "account_closed", day("2018-11-12"), None)

    def told_on(on: str) -> list[tuple[str, ...]]:
        with reading(office.engine) as session:
            found = claims_and_recoveries(session, day(on))["claims"]
        return [tuple(each[name] for name in ("stands", "accepted", "paid", "to_pay")) for each in found]

    nothing, whole = "0.00", "1020.00"
    assert told_on("2018-11-04") == []
    assert told_on("2018-11-05") == told_on("2018-11-06") == [("lodged", nothing, nothing, nothing)]
    assert told_on("2018-11-07") == told_on("2018-11-08") == [("accepted", whole, nothing, whole)]
    assert told_on("2018-11-09") == told_on("2018-11-11") == [("paid", whole, whole, nothing)]
    assert told_on("2018-11-12") == [("accepted", whole, nothing, whole)]


def test_claims_are_told_apart_by_where_they_stand(found: Figures) -> None:
    stands = {each["stands"] for each in found.claims}
    assert stands == {"lodged", "accepted", "rejected", "undone", "paid"}


def test_two_prints_of_one_state_have_one_digest_in_both_files(
    rehearsal: Rehearsal, found: Figures, made: Mapping[str, bytes], book: Any
) -> None:
    again = gathered(rehearsal.office, ON)
    assert again.digest == found.digest
    assert found.digest in said(made[REPORT])
    assert {row["about"]: row["says"] for row in rows(book, "about")}["data digest"] == found.digest
    assert gathered(rehearsal.office, ON - dt.timedelta(days=1)).digest != found.digest
    same_head = replace(again, head=found.head)
    assert files.drawn(rehearsal.office, same_head) == made


def test_every_assumption_has_an_owner(rehearsal: Rehearsal, found: Figures, book: Any) -> None:
    listed = rows(book, "assumptions")
    assert len(listed) == len(found.basis["assumptions"]) + len(found.losses["rules"])
    assert all(row["owner"] and row["source"] for row in listed)
    told = paper.content(rehearsal.office, found)
    assert all(each.owner for each in (*told.assumptions, *told.rules))


def test_months_before_the_last_twelve_are_counted_and_stand_in_the_workbook(
    begin: Begin,
) -> None:
    office = begin(stories.active).office
    found = gathered(office, day("2019-08-31"))
    months = len(found.waterfall["months"])
    assert months > paper.MONTHS_PRINTED
    (commitment, *_) = paper.content(office, found).waterfalls
    assert (commitment.earlier, len(commitment.months)) == (
        months - paper.MONTHS_PRINTED,
        paper.MONTHS_PRINTED,
    )


def test_without_a_programme_there_is_nothing_to_report(begin: Begin) -> None:
    with pytest.raises(NoProgramme):
        files.files(begin(stories.hired).office, ON)


def test_the_chance_of_passing_a_years_budget_is_shown_of_the_year_alone(
    rehearsal: Rehearsal, found: Figures
) -> None:
    first, *later = found.book["by_year"]
    years = [{**first, "probability_over_budget": 0.034}, *later]
    budgeted = replace(found, book={**found.book, "by_year": years, "probability_over_budget": 0.5})
    content = openpyxl.load_workbook(io.BytesIO(files.drawn(rehearsal.office, budgeted)[WORKBOOK]))
    chances = [row["over budget, times in 10,000"] for row in rows(content, "liability")]
    assert chances[: len(years) + 1] == [340, *(None for _ in years)]
    told_of = paper.content(rehearsal.office, budgeted).liability
    assert [each.chance_over_budget for each in told_of[:2]] == [Decimal("0.034"), None]
