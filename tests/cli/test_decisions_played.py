"""`risk` and `forecast` over a ledger: answers in words and in JSON alike, on the basis of the day or as asked."""

import pytest

from tests.cli.test_forecast_and_risk import WORKED_BOOK
from tests.commanding import At, Run, Written
from tests.conftest import Begin
from tests.services import stories

ON = ("--on", "2018-11-30")


@pytest.fixture
def ledger(begin: Begin, at: At) -> Run:
    """Commands on a ledger with one guarantee and a claim of two months accepted."""
    return at(begin(stories.accepted))


def test_the_tornado_of_a_book_names_what_moves_it_most(run: Run, written: Written) -> None:
    found = run("risk", "tornado", "--book", written(WORKED_BOOK, "book.json"), "--json").json()
    widths = [bar["width"] for bar in found["bars"]]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 0
    told = run("risk", "tornado", "--book", written(WORKED_BOOK, "book.json"))
    assert found["bars"][0]["assumption"].split()[0] in told.out


def test_past_forecasts_are_scored_by_how_far_they_looked(run: Run) -> None:
    found = run("risk", "score", "--json").json()
    assert [(each["lead_years"], each["error_percent"]) for each in found["by_lead"]] == [
        (2, 1.0),
        (3, 1.9),
        (4, -22.2),
    ]


def test_break_even_is_worded_as_one_in_so_many(run: Run, written: Written) -> None:
    book = written(WORKED_BOOK, "book.json")
    found = run("risk", "break-even", "--weekly", "300", "--book", book, "--json").json()
    assert found["guarantees"] == 25
    spared = 25 * found["months"] * 52 / 12 * 300
    assert found["one_in"] == int(spared / found["mean"])
    assert f"1 in {found['one_in']:,} would otherwise have cost £300.00 a week" in found["says"]


def test_break_even_of_a_file_needs_a_price(run: Run, written: Written) -> None:
    ran = run("risk", "break-even", "--book", written(WORKED_BOOK, "book.json"))
    assert (ran.code, ran.out) == (2, "")
    assert "--weekly: expected a price a week" in ran.err


def test_break_even_without_a_price_goes_through_the_list(ledger: Run) -> None:
    found = ledger("risk", "break-even", *ON, "--json").json()
    assert {each["says"] for each in found["prices"]} == {"Not priced."}
    assert "Not priced." in ledger("risk", "break-even", *ON).out


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        (("risk", "stresses"), "benefit freeze"),
        (("risk", "accounts"), "RG-0001/1"),
        (("risk", "hindcast", "--months", "2"), "2018-08-31"),
        (("risk", "scheme", "--scenarios", "500"), "turned away"),
        (("forecast", "fan", "--draws", "64"), "2019/20"),
    ],
)
def test_an_answer_in_words_and_one_for_machines(ledger: Run, words: tuple[str, ...], figure: str) -> None:
    told = ledger(*words, *ON)
    assert told.code == 0, told.err
    assert figure in told.out
    made = ledger(*words, *ON, "--json")
    assert (made.code, made.json().get("basis", "2018-06")) == (0, "2018-06")


def test_forecasts_of_months_that_are_not_over_are_said_to_be_none(ledger: Run) -> None:
    told = ledger("risk", "hindcast", "--months", "12", *ON)
    assert "none: no 12 months of any guarantee are over yet" in told.out


@pytest.mark.parametrize(
    "words", [("risk",), ("risk", "tornado"), ("risk", "accounts"), ("forecast", "fan")], ids=" ".join
)
def test_a_basis_that_is_not_kept_is_named(ledger: Run, words: tuple[str, ...]) -> None:
    ran = ledger(*words, *ON, "--basis", "1999-01")
    assert (ran.code, ran.out) == (2, "")
    assert "--basis: expected one of 2018-06, 2026-11" in ran.err


def test_a_basis_by_name_takes_the_place_of_the_one_in_force(ledger: Run) -> None:
    found = ledger("risk", *ON, "--basis", "2026-11", "--json").json()
    assert found["engine"] == "sobol"
    assert "a shock for each financial year" in found["given"]


def test_a_basis_and_assumptions_together_are_refused(ledger: Run, written: Written) -> None:
    file = written("first_miss: {alpha: 1, beta: 79}", "some.yaml")
    ran = ledger("risk", *ON, "--basis", "2026-11", "--assumptions", file)
    assert ran.code == 2
    assert "--basis: expected this or --assumptions, not both" in ran.err


def test_a_book_in_a_file_is_costed_on_the_basis_of_its_own_day(run: Run, written: Written) -> None:
    later = {**WORKED_BOOK, "as_of": "2026-11-01"}
    found = run("risk", "tornado", "--book", written(later, "later.json"), "--json").json()
    assert found["basis"] == "2026-11"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--damage", "0.1,400"), "--damage: expected a chance, a mean and a standard deviation"),
        (("--damage", "often,400,300"), "--damage: expected a share from 0 to 1, not 'often'"),
        (("--otherwise", "0.3"), "--otherwise: expected a share and a price a week"),
        (("--legal", "cheap"), "--legal: "),
        (("--places", "0"), "places"),
    ],
)
def test_a_setting_of_a_scheme_that_is_wrong_is_named(
    ledger: Run, words: tuple[str, str], named: str
) -> None:
    ran = ledger("risk", "scheme", *ON, *words)
    assert (ran.code, ran.out) == (2, "")
    assert named in ran.err


def test_a_sum_below_zero_is_written_with_its_sign_before_the_pound(ledger: Run) -> None:
    told = ledger("risk", "scheme", *ON, "--scenarios", "500", "--otherwise", "1=900")
    assert "-£" in told.out
    assert "£-" not in told.out


def test_every_assumption_of_a_basis_is_listed_with_its_owner(ledger: Run) -> None:
    found = ledger("risk", "basis", *ON, "--json").json()
    assert (found["basis"], found["kept"]) == ("2018-06", ["2018-06", "2026-11"])
    by_name = {each["name"]: each for each in found["assumptions"]}
    assert (by_name["correlation"]["value"], by_name["correlation"]["range"]) == (0.1, [0.03, 0.2])
    assert {each["owner"] for each in found["assumptions"]} == {"finance"}
    told = ledger("risk", "basis", *ON, "--basis", "2026-11").out
    assert "correlation: 0.1 (0.03 to 0.2)" in told
    assert "call at expiry: no (False to True)" not in told
