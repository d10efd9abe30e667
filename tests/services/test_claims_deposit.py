"""At the end of a tenancy the deposit meets the oldest lines first, and the council what is over."""

import pytest

from guarantor.domain.refusals import LineNotPayable, NothingToPay
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.claiming import claim_documents
from guarantor.services.rent_record import deposits, rent
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.claiming import C, G, balances_held, decide, lodge, pay, tasks_of, undo
from tests.services.stories import SEPTEMBER_AND_OCTOBER, day
from tests.watching import refused, transfers


def test_what_the_deposit_meets_is_shown_line_by_line(begin: Begin) -> None:
    rehearsal = begin(over)
    september, october = lodge(rehearsal, SEPTEMBER_AND_OCTOBER, on="2018-10-20")["lines"]
    assert (september["deposit"], september["payable"]) == ("520.00", "0.00")
    assert (october["deposit"], october["payable"]) == ("80.00", "440.00")


def test_while_the_tenancy_goes_on_the_deposit_is_left_alone(begin: Begin) -> None:
    lodged = lodge(begin(stories.charged), SEPTEMBER_AND_OCTOBER)
    assert [line["deposit"] for line in lodged["lines"]] == ["0.00", "0.00"]


def test_the_council_owes_what_the_deposit_does_not_meet(begin: Begin) -> None:
    rehearsal = begin(over)
    lodge(rehearsal, SEPTEMBER_AND_OCTOBER, on="2018-10-20")
    decided = decide(rehearsal, {"2018-09": 0, "2018-10": 44_000}, None)
    assert (decided["outcome"], decided["accepted"], decided["of_the_deposit"]) == (
        "accepted",
        "440.00",
        "600.00",
    )
    held = balances_held(rehearsal)
    assert (held["claims_payable"], held["commitment"], held["rent_met_by_deposit"]) == (
        "440.00",
        "2680.00",
        "600.00",
    )
    pay(rehearsal)
    statement = rent.statement(rehearsal.office, G, day("2018-11-12"))
    assert [charge["unpaid"] for charge in statement["charges"]] == ["520.00", "0.00", "0.00"]


def test_a_line_that_the_deposit_meets_whole_is_accepted_with_nothing_to_pay(begin: Begin) -> None:
    rehearsal = begin(over)
    lodge(rehearsal, {"2018-10": 52_000}, on="2018-10-20")
    decided = decide(rehearsal, {"2018-10": 0}, None)
    assert (decided["outcome"], decided["accepted"], decided["of_the_deposit"]) == (
        "accepted",
        "0.00",
        "520.00",
    )
    assert tasks_of(rehearsal) == []
    assert [made["kind"] for made in transfers(rehearsal.url)[-1:]] == ["rent_met_by_deposit"]
    with refused(rehearsal.url, NothingToPay):
        pay(rehearsal)


def test_nothing_is_accepted_with_0_that_the_deposit_does_not_meet(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    with refused(rehearsal.url, WrongInput) as caught:
        decide(rehearsal, {"2018-09": 52_000, "2018-10": 0})
    assert "--accept 2018-10" in str(caught.value)


@pytest.mark.parametrize("accepts", [{"2018-09": 0, "2018-10": 44_000}, {"2018-10": 44_000}])
def test_what_the_deposit_meets_whole_is_kept_whether_or_not_it_is_named(
    begin: Begin, accepts: dict[str, int]
) -> None:
    rehearsal = begin(over)
    lodge(rehearsal, SEPTEMBER_AND_OCTOBER, on="2018-10-20")
    decided = decide(rehearsal, accepts, None)
    assert (decided["outcome"], decided["of_the_deposit"]) == ("accepted", "600.00")


def test_a_line_left_out_does_not_use_the_deposit_up(begin: Begin) -> None:
    """Of £300.00 September would take all. Where October alone is accepted, the deposit meets that much of it."""
    rehearsal = begin(over)
    deposits.state(rehearsal.office, rehearsal.cora, G, 30_000, "the scheme's letter", day("2018-10-18"))
    lodge(rehearsal, SEPTEMBER_AND_OCTOBER, on="2018-10-20")
    with refused(rehearsal.url, LineNotPayable) as caught:
        decide(rehearsal, {"2018-10": 22_001})
    assert caught.value == LineNotPayable(C, "2018-10", 22_001, 22_000, ())
    assert decide(rehearsal, {"2018-10": 22_000})["of_the_deposit"] == "300.00"


def test_a_rejected_claim_keeps_nothing_of_the_deposit(begin: Begin) -> None:
    rehearsal = begin(over)
    lodge(rehearsal, SEPTEMBER_AND_OCTOBER, on="2018-10-20")
    assert decide(rehearsal, {})["of_the_deposit"] == "0.00"


def test_a_later_claim_finds_what_is_left_of_the_deposit(begin: Begin) -> None:
    rehearsal = begin(over)
    lodge(rehearsal, {"2018-09": 52_000}, on="2018-10-20")
    decide(rehearsal, {"2018-09": 0})
    (october,) = lodge(rehearsal, {"2018-10": 52_000}, on="2018-11-06")["lines"]
    assert (october["deposit"], october["payable"]) == ("80.00", "440.00")


@pytest.mark.parametrize(
    ("stated", "deposit", "payable"),
    [
        (0, "0.00", "520.00"),
        (51_999, "519.99", "0.01"),
        (52_000, "520.00", "0.00"),
        (52_001, "520.00", "0.00"),
    ],
)
def test_the_deposit_that_counts_is_the_one_last_stated(
    begin: Begin, stated: int, deposit: str, payable: str
) -> None:
    rehearsal = begin(over)
    for pence in (60_000, stated):
        deposits.state(rehearsal.office, rehearsal.cora, G, pence, "the scheme's letter", day("2018-10-18"))
    (line,) = lodge(rehearsal, {"2018-10": 52_000}, on="2018-10-20")["lines"]
    assert (line["deposit"], line["payable"]) == (deposit, payable)


def test_an_acceptance_undone_gives_the_deposit_back(begin: Begin) -> None:
    rehearsal = begin(over)
    lodge(rehearsal, SEPTEMBER_AND_OCTOBER, on="2018-10-20")
    decide(rehearsal, {"2018-09": 0, "2018-10": 44_000})
    assert undo(rehearsal)["undone"] == "440.00"
    again = claim_documents.shown(rehearsal.office, "RG-0001/1/C2")
    assert [(line["claimed"], line["deposit"], line["payable"]) for line in again["lines"]] == [
        ("520.00", "520.00", "0.00"),
        ("520.00", "80.00", "440.00"),
    ]
    assert balances_held(rehearsal)["rent_met_by_deposit"] == "0.00"


@after(stories.ended)
def over(rehearsal: Rehearsal) -> None:
    """The tenancy of RG-0001/1 ended on 15 October 2018 with three months unpaid; the case names a £600.00 deposit."""
    rehearsal.charge(G, "2018-08-01", "2018-09-01", "2018-10-01")
