"""The county of the default seed: near what Kent reported, clean in its books, and nobody in it is real."""

import json
import shlex
from pathlib import Path

import pytest
from pypdf import PdfReader

from guarantor.domain.money import spoken
from guarantor.rehearsal.county import ENDS_ON
from guarantor.services.acting import identity
from guarantor.services.casework import showing
from guarantor.services.finance.exposure import exposure
from guarantor.services.proof.checking import check_ledger, verify_journal
from guarantor.services.rent_record import rent
from guarantor.services.reporting.finance.files import REPORT, WORKBOOK
from guarantor.services.reporting.papers import CARD, PART_A, PART_B
from guarantor.settings import CHECKOUT
from tests.commanding import Run
from tests.reckoning import exposure_by_hand
from tests.rehearsal.conftest import County
from tests.watching import asked, nothing_written


def test_there_are_19_tenancies_as_kent_reported(county: County) -> None:
    signed = "SELECT COUNT(DISTINCT guarantee_ref) FROM guarantee_status WHERE status = 'active'"
    assert asked(county.url, signed) == [(19,)]
    assert "Kent reported 19 tenancies by April 2019; this county has 19." in county.said


def test_about_sixty_applied_and_no_more_than_25_places_are_held(county: County) -> None:
    assert 50 <= len(showing.cases(county.office)) <= 70
    ((held, places),) = asked(county.url, "SELECT COUNT(guarantee_ref), COUNT(*) FROM place")
    assert places == 25
    assert held <= 25


def test_at_least_one_claim_was_paid(county: County) -> None:
    paid = [claim for each in county.guarantees() for claim in each["claims"] if claim["status"] == "paid"]
    assert paid
    assert all(claim["paid"] == claim["accepted"] for claim in paid)


def test_ledger_and_journal_are_clean(county: County) -> None:
    assert check_ledger(county.office) == []
    assert verify_journal(county.office) == []


@pytest.mark.parametrize("on", ["2018-06-30", "2018-09-30", "2018-12-31", "2019-03-31", "2019-04-30"])
def test_its_exposure_equals_a_second_plain_calculation(county: County, on: str) -> None:
    found = exposure(county.office, ENDS_ON.fromisoformat(on))
    expected = exposure_by_hand(county.url, on)
    assert {name: found[name] for name in expected} == expected


def test_arrears_and_silence_are_the_sums_of_the_statements_in_force(county: County) -> None:
    found = exposure(county.office, ENDS_ON)
    statements = [
        rent.statement(county.office, each["guarantee_ref"], ENDS_ON)
        for each in county.guarantees()
        if each["status"] != "ended"
    ]
    for name in ("arrears", "not_heard_of"):
        assert round(100 * float(found[name])) == sum(round(100 * float(each[name])) for each in statements)
    assert found["in_arrears"] == sum(each["arrears"] != "0.00" for each in statements)


def test_the_business_date_is_the_day_it_ends(county: County) -> None:
    assert identity.business_day(county.office, None) == ENDS_ON


def test_everybody_in_it_is_called_example(county: County) -> None:
    for case in showing.cases(county.office):
        assert " Example-" in case["young_person"]["name"]
        assert case["young_person"]["email"].endswith("@example.org")
        assert case["young_person"]["phone"].startswith("01632 960")
        if case["landlord"]["name"] is None:
            # No home is found yet, and nobody has been given one.
            assert case["guarantees"] == []
            continue
        assert case["landlord"]["name"].startswith("Example ")
        assert case["landlord"]["email"].endswith("@example.org")
        assert case["landlord"]["payee"].startswith("Example ")
        assert "Synthetic" in case["property"]["address"]
        assert case["property"]["postcode"].endswith(" 0ZZ")


def test_nobody_did_both_halves_of_anything(county: County) -> None:
    halves = {
        "case_decision": ("prepared_by", "decided_by"),
        "guarantee": ("prepared_by", "issued_by"),
        "claim_decision": ("lodged_by", "decided_by"),
        "claim_payment": ("decided_by", "paid_by"),
        "pending_act": ("proposed_by", "confirmed_by"),
        "payee_confirmation": ("proposed_by", "confirmed_by"),
        "refusal_review_outcome": ("decided_by", "reviewed_by"),
    }
    for table, (first, second) in halves.items():
        assert asked(county.url, f"SELECT COUNT(*) FROM {table} WHERE {first} = {second}") == [(0,)]


# ---- what it leaves and says


def test_it_leaves_what_the_contract_lists(county: County) -> None:
    papers = {
        Path("guarantees", each["guarantee_ref"].replace("/", "-"), f"{kind}.pdf")
        for each in county.guarantees()
        for kind in ("deed", "agreement")
    }
    written = {path.relative_to(county.out) for path in county.out.rglob("*") if path.is_file()}
    letters = {path for path in written if path.parts[0] == "letters"}
    assert {path.suffix for path in letters} == {".pdf"}
    assert "refusal.pdf" in {path.name for path in letters}
    assert written - letters == {
        *papers,
        Path("demo-accounts.csv"),
        Path("panel-summary.pdf"),
        Path("liability.json"),
        *map(Path, (PART_A, PART_B, CARD, REPORT, WORKBOOK)),
        Path("payments", "batch-1-synthetic.csv"),
    }


def test_the_liability_is_of_the_book_and_of_the_arrivals(county: County) -> None:
    found = json.loads((county.out / "liability.json").read_text(encoding="utf-8"))
    assert found["as_of"] == "2019-05-01"
    assert found["by_year"][0]["year"] == "2019/20"
    arrivals = found["forecast_arrivals"]
    assert [year["year"] for year in arrivals["by_year"]] == ["2019/20", "2020/21", "2021/22"]
    for document in (found, arrivals):
        quantiles = document["total"]["quantiles"]
        assert 0 <= quantiles["0.5"] <= quantiles["0.95"] <= quantiles["0.995"]
        assert all(check["verdict"] != "failed" for check in document["checks"])


def test_the_most_the_book_can_cost_is_what_its_guarantees_may_still_be_called_for(county: County) -> None:
    found = json.loads((county.out / "liability.json").read_text(encoding="utf-8"))
    standing = [
        each for each in county.guarantees() if each["status"] != "ended" and each["ends_on"] >= "2019-05-01"
    ]
    assert found["maximum_exposure"] == pytest.approx(sum(float(each["remaining"]) for each in standing))


def test_the_panel_summary_is_one_page_with_the_ledgers_sums(county: County) -> None:
    (page,) = PdfReader(county.out / "panel-summary.pdf").pages
    words = " ".join(page.extract_text().split())
    found = exposure(county.office, ENDS_ON)
    for sum_ in ("guaranteed", "remaining", "not_heard_of"):
        assert spoken(round(100 * float(found[sum_]))) in words
    # Of fewer than five people: not to the penny.
    assert spoken(round(100 * float(found["paid"]))) not in words
    ((held,),) = asked(county.url, "SELECT COUNT(*) FROM place WHERE guarantee_ref IS NOT NULL")
    assert f"{held} of 25" in words
    assert "Example" not in words


def test_it_says_what_a_person_wants_to_know(county: County) -> None:
    found = exposure(county.office, ENDS_ON)
    for words in (
        "synthetic people",
        "nothing is forced",
        "Applications: 60",
        "Places used: ",
        "waiting for a place: 0",
        "Tasks: ",
        "Payments handed to accounts payable: B-1 £",
        "Months closed by finance: 10, 2018-06 to 2019-03",
        "made-up bank details",
        f"may still be called £{found['remaining']}",
        f"Arrears: £{found['arrears']}",
        f"paid £{found['paid']}",
        "assumption",
        "P99.5",
        "do not follow",
    ):
        assert words in county.said


def test_every_command_that_the_readme_gives_after_the_demo_runs(
    county: County, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in county.environment().items():
        monkeypatch.setenv(name, value)
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    (block,) = [each for each in readme.split("```")[1::2] if "guarantor case list" in each]
    with nothing_written(county.url):
        for line in block.strip().splitlines():
            ran = run(*shlex.split(line.removeprefix(".venv/bin/guarantor ")))
            assert (ran.code, line) == (0, line), ran.err
            assert ran.out
