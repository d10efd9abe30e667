"""The finance report: in order, to the penny, tagged, and long tables with their heads on each page."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError
from pypdf import PdfReader

from letters.document import Document, Heading
from letters.finance import report as finance
from letters.finance.content import FinanceReportContent
from letters.pdf import render

Reader = Callable[[bytes], Any]
Words = Callable[[Document], str]

STANDS = {
    "name": "2019-04",
    "in_force": 18,
    "offered": 1,
    "guaranteed": "40730.82",
    "used": "662.56",
    "remaining": "42069.74",
    "arrears": "616.66",
    "not_heard_of": "3010.87",
}
MONTH = {
    "month": "2018-12",
    "closed": True,
    "opening": "27121.92",
    "moved": ({"line": "calls", "amount": "-662.56"}, {"line": "corrections", "amount": "-0.01"}),
    "closing": "26459.35",
}
STILL = {"month": "2019-01", "closed": False, "opening": "26459.35", "moved": (), "closing": "26459.35"}
YEAR = {
    "programme": "kent-pilot-1",
    "year": "2018/19",
    "budget": "500.00",
    "accepted": "662.56",
    "costs": "0.00",
    "recoveries": "0.00",
    "forecast": "10.00",
    "outturn": "672.56",
    "variance": "-172.56",
}
CLAIM = {
    "claim": "RG-0010/1/C1",
    "lodged_on": date(2018, 12, 14),
    "stands": "Paid",
    "claimed": "662.56",
    "accepted": "662.56",
    "paid": "662.56",
    "to_pay": "0.00",
}
RECOVERY = {
    "claim": "RG-0010/1/C1",
    "paid": "662.56",
    "asked": "600.00",
    "back": "62.56",
    "written_off": "0.00",
    "left": "537.44",
}
LOSS = {
    "name": "RG-0003/1",
    "stage": 2,
    "twelve_months": "567.01",
    "lifetime": "567.01",
    "allowance": "567.01",
    "maximum": "3699.96",
    "contingent": "3132.95",
}
ASSUMED = ({"about": "repeat miss", "value": "0.35 a month", "source": "assumption", "owner": "finance"},)
HELD = {
    "about": "Claims accepted",
    "sheet": "claims",
    "reported": "662.56",
    "accounts": "guarantee expense",
    "ledger": "662.56",
}
CONTENT: dict[str, Any] = {
    "council_name": "Kent County Council",
    "programme": "Rent guarantor pilot",
    "policy": "kent-pilot",
    "figures_on": date(2019, 4, 30),
    "rehearsal": True,
    "exposure": ({"label": "Guarantees in force", "says": "18"},),
    "money": ({"label": "Claims paid", "says": "£662.56"},),
    "months": (STANDS,),
    "parts": ({"by": "area", "lines": (STANDS | {"name": "Kent"},)}, {"by": "group", "lines": ()}),
    "waterfalls": tuple(
        {"of": of, "earlier": 0, "months": (MONTH, STILL)} for of in ("commitment", "cost", "cash")
    ),
    "budget": (YEAR, YEAR | {"year": "2019/20", "budget": None, "variance": None}),
    "costs_of_no_guarantee": ({"label": "2018/19", "says": "£240.00"},),
    "budget_says": "What the model expects.",
    "claims": (CLAIM,),
    "recoveries": (RECOVERY,),
    "losses_say": "A working paper: finance decides what is booked.",
    "stages": (LOSS | {"name": "Worse than when it was given"},),
    "losses": (LOSS,),
    "past_their_term": (),
    "liability": (
        {
            "of": "Guarantees that stand",
            "year": "2019/20",
            "mean": "1537.47",
            "p50": "1234",
            "p95": "4814",
            "p99_5": "9532",
            "chance_over_budget": "0.034",
        },
    ),
    "stresses": (
        {
            "name": "Benefit freeze",
            "happens": "Rents rise.",
            "owner": "finance",
            "mean": "1977",
            "p95": "6034",
        },
    ),
    "held": (HELD,),
    "rules": ASSUMED,
    "assumptions": ASSUMED,
    "basis": "2018-06",
    "closed_months": ({"label": "2019-03", "says": "ad8eafee3c3bb1b84fdab686595b672f"},),
    "data_digest": "94faeed962bbf63a64d7ad9ba88b267e",
    "journal_head": "line 1031, 7149a79fae0a8464, signed OsE",
}


def report(**changed: Any) -> Document:
    return finance.report(FinanceReportContent(**CONTENT | changed))


def test_the_report_goes_from_what_stands_to_where_it_comes_from() -> None:
    headings = [block.text for block in report().blocks if isinstance(block, Heading) and block.level == 2]
    assert headings == [
        "1. In brief",
        "2. Exposure",
        "3. Waterfall",
        "4. Budget",
        "5. Claims and recoveries",
        "6. Expected credit loss and contingent liability",
        "7. Liability",
        "8. Held against the ledger",
        "9. Assumptions and their owners",
        "10. Where the figures come from",
    ]


def test_a_month_says_what_moved_with_its_sign_and_that_it_is_closed(words: Words) -> None:
    said = words(report())
    assert "2018-12, closed £27,121.92 calls -£662.56; corrections -£0.01 £26,459.35" in said
    assert "2019-01 £26,459.35 nothing £26,459.35" in said


def test_a_budget_that_is_passed_has_a_variance_below_zero_and_none_set_has_none(words: Words) -> None:
    said = words(report())
    assert "kent-pilot-1 2018/19 £500.00 £662.56 £0.00 £0.00 £10.00 £672.56 -£172.56" in said
    assert "2019/20 not set £662.56 £0.00 £0.00 £10.00 £672.56 not set" in said


@pytest.mark.parametrize(
    ("ledger", "says"),
    [
        ("662.56", "Each total equals the ledger's balance to the penny."),
        ("662.57", "1 total differs from the ledger."),
        ("662.55", "1 total differs from the ledger."),
    ],
)
def test_a_total_off_by_a_penny_is_said(words: Words, ledger: str, says: str) -> None:
    assert says in words(report(held=(HELD | {"ledger": ledger},)))


def test_what_there_is_none_of_is_said(words: Words) -> None:
    said = words(report(claims=(), recoveries=(), losses=(), closed_months=(), costs_of_no_guarantee=()))
    for sentence in (
        "By group: no guarantee is in force or on offer.",
        "No claim has been lodged.",
        "Nothing of any claim was asked back, and nothing came back.",
        "No guarantee stands.",
        "in no forecast: none.",
        "No month is closed yet.",
        "No cost was approved for a case that never had a guarantee.",
    ):
        assert sentence in said
    assert "in no forecast: RG-0001/1 and RG-0002/1." in words(
        report(past_their_term=("RG-0001/1", "RG-0002/1"))
    )


@pytest.mark.parametrize(("earlier", "says"), [(1, "1 earlier month is"), (2, "2 earlier months are")])
def test_months_that_are_left_out_are_counted(words: Words, earlier: int, says: str) -> None:
    fall = {"of": "cost", "earlier": earlier, "months": (MONTH,)}
    assert f"{says} in the workbook." in words(report(waterfalls=(fall,)))
    assert "in the workbook." not in words(report())


def test_all_that_is_said_is_tagged(read_back: Reader, words: Words) -> None:
    document = report()
    read = read_back(render(document))
    assert not [text for text in read.untagged if text.strip()]
    assert read.text.replace(" ", "") == words(document).replace(" ", "")
    assert document.mark == "REHEARSAL - synthetic people"


def test_a_long_table_repeats_its_head_on_every_page() -> None:
    claims = tuple(CLAIM | {"claim": f"RG-{number:04d}/1/C1"} for number in range(1, 121))
    file = render(report(claims=claims))
    pages = [page for page in pages_of(file) if "RG-0" in page and "14 December 2018" in page]
    assert len(pages) >= 3
    assert all("Lodged on" in page and "To pay" in page for page in pages)


def pages_of(file: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(file)).pages]


@pytest.mark.parametrize("changed", [{"reported": 662.56}, {"reported": "662.561"}, {"reported": "NaN"}])
def test_a_sum_that_holds_no_exact_pence_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        report(held=(HELD | changed,))


@pytest.mark.parametrize("name", ["young_person", "name", "address"])
def test_there_is_no_place_for_a_person(name: str) -> None:
    with pytest.raises(ValidationError):
        report(claims=(CLAIM | {name: "Tam Synthetic"},))
