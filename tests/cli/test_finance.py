"""The noun finance, and the ledger's balances and exposure, as people and machines read them."""

import datetime as dt
import json

import pytest

from guarantor.services.finance import month_close
from tests.commanding import At
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.test_month_close import JULY, close

G = "RG-0001/1"


def test_a_month_is_closed_and_printed_byte_for_byte_with_and_without_json(begin: Begin, at: At) -> None:
    rehearsal = begin(stories.active)
    guarantor = at(rehearsal)
    made = guarantor("finance", "close", "2018-07", "--by", "fay", "--on", "2018-08-01", "--json")
    assert made.code == 0
    text = month_close.closed(rehearsal.office, JULY)
    for words in (["--json"], []):
        assert guarantor("finance", "closed", "2018-07", *words).out == text + "\n"
    (listed,) = guarantor("finance", "closed", "--json").json()
    assert (listed["month"], listed["sha256"]) == ("2018-07", made.json()["sha256"])
    assert set(made.json()["journal_head"]) == {"seq", "hash", "at", "signature"}
    again = guarantor("finance", "closed", "2018-07", "--recheck", "--json")
    assert (again.code, again.json()["same"]) == (0, True)


def test_a_head_that_a_close_printed_can_be_held_against_the_journal(begin: Begin, at: At) -> None:
    rehearsal = begin(stories.active)
    guarantor = at(rehearsal)
    made = guarantor("finance", "close", "2018-07", "--by", "fay", "--on", "2018-08-01", "--json").json()
    with open("head.json", "w", encoding="utf-8") as file:
        json.dump(made["journal_head"], file)
    assert guarantor("audit", "verify", "--head", "head.json").code == 0


def test_a_refused_close_leaves_with_3_and_its_name(begin: Begin, at: At) -> None:
    ran = at(begin(stories.active))(
        "finance", "close", "2018-09", "--by", "fay", "--on", "2018-10-01", "--json"
    )
    assert (ran.code, ran.json()["refused"]) == (3, "MonthOutOfOrder")


def test_a_recheck_that_differs_leaves_with_3(begin: Begin, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    rehearsal = begin(stories.active)
    close(rehearsal, JULY)
    found = {"month": "2018-07", "sha256": "0", "same": False, "differs": ["sha256"]}
    monkeypatch.setattr(month_close, "recheck", lambda _office, _month: found)
    assert at(rehearsal)("finance", "closed", "2018-07", "--recheck").code == 3


def test_the_waterfall_shows_a_table_of_months_for_each_of_the_three(begin: Begin, at: At) -> None:
    guarantor = at(begin(stories.paid))
    words = ["finance", "waterfall", "--from", "2018-07", "--until", "2018-11", "--on", "2018-11-30"]
    months = guarantor(*words, "--json").json()["months"]
    assert [each["month"] for each in months] == ["2018-07", "2018-08", "2018-09", "2018-10", "2018-11"]
    assert (months[0]["commitment"]["new"], months[4]["cash"]["claims_paid"]) == ("3120.00", "1040.00")
    said = guarantor(*words).out
    for name in ("commitment, pounds", "cost, pounds", "cash, pounds"):
        assert name in said


def test_without_months_the_waterfall_is_that_of_the_days_financial_year(begin: Begin, at: At) -> None:
    guarantor = at(begin(stories.paid))
    months = guarantor("finance", "waterfall", "--on", "2018-11-09", "--json").json()["months"]
    assert [months[0]["month"], months[-1]["month"], len(months)] == ["2018-04", "2018-11", 8]
    # The claim was paid on the tenth.
    assert (months[-1]["cost"]["calls"], months[-1]["cash"]["claims_paid"]) == ("1040.00", "0.00")


def test_prices_savings_and_budget_are_read_in_words_and_as_json(begin: Begin, at: At) -> None:
    guarantor = at(begin(stories.paid))
    words = ["--from", "2018-04-01", "--source", "Commissioning, 2018", "--by", "finn", "--json"]
    assert guarantor("finance", "price", "Foyers", "--weekly", "210", *words).json()["weekly"] == "210.00"
    assert (
        guarantor("finance", "price", "In custody", "--not-priced", *words).json()["weekly"] == "not priced"
    )
    listed = guarantor("finance", "prices", "--on", "2018-12-01", "--json").json()
    assert {each["weekly"] for each in listed} == {"210.00", "not priced"}
    on = ["--on", "2018-11-20"]
    (line,) = guarantor("finance", "savings", *on, "--json").json()["guarantees"]
    assert line["balance"] == "2320.00"
    assert "not priced" in guarantor("finance", "savings", *on).out
    (programme,) = guarantor("finance", "budget", *on, "--json").json()["programmes"]
    assert programme["yearly_budget"] == "no budget was set"
    said = guarantor("finance", "budget", *on).out
    assert "no budget was set" in said
    assert "values are assumptions" in " ".join(said.split())


def test_balances_are_those_of_a_day_a_moment_and_a_guarantee(begin: Begin, at: At) -> None:
    rehearsal = begin(stories.active)
    known_at = rehearsal.clock.instant.isoformat()
    rehearsal.clock.instant += dt.timedelta(days=1)
    rehearsal.active_guarantee("RG-0002")
    guarantor = at(rehearsal)

    def commitment(*words: str) -> str:
        rows = guarantor("ledger", "balances", *words, "--json").json()
        return next(str(row["balance"]) for row in rows if row["account"] == "commitment")

    assert commitment() == "6240.00"
    assert commitment("--known-at", known_at) == "3120.00"
    assert commitment("--guarantee", G) == "3120.00"
    assert commitment("--guarantee", G, "--on", "2018-07-04") == "0.00"


def test_the_exposure_is_split_by_what_is_asked_and_by_nothing_else(begin: Begin, at: At) -> None:
    guarantor = at(begin(stories.active))
    for part, name in (("area", "kent"), ("group", "citizen"), ("age", "19"), ("expiry", "2019/20 Q2")):
        found = guarantor("ledger", "exposure", "--by", part, "--on", "2018-08-01", "--json").json()
        assert [row[part] for row in found["rows"]] == [name]
        assert "guaranteed" in guarantor("ledger", "exposure", "--by", part, "--on", "2018-08-01").out
    ran = guarantor("ledger", "exposure", "--by", "name")
    assert ran.code == 2
    assert ran.sentences == [
        "--by: expected one of area, group, age, expiry, programme, guarantee, not 'name'."
    ]


def test_no_figure_of_finance_carries_a_name(begin: Begin, at: At) -> None:
    rehearsal: Rehearsal = begin(stories.paid)
    close(rehearsal, JULY)
    guarantor = at(rehearsal)
    commands = [
        ["finance", "closed", "2018-07"],
        ["finance", "savings"],
        ["finance", "budget"],
        ["finance", "waterfall"],
        ["ledger", "exposure", "--by", "guarantee"],
        ["ledger", "exposure", "--by", "age"],
    ]
    for command in commands:
        said = guarantor(*command, "--json").out
        assert "Tam" not in said
        assert "Orla" not in said
        assert "Example" not in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["close", "2018-7", "--by", "fay"], "MONTH: expected a month such as 2018-09, not '2018-7'."),
        (["closed", "2018-13"], "MONTH: expected a month such as 2018-09, not '2018-13'."),
        (["closed", "--recheck"], "YYYY-MM: expected the month to be worked out again."),
        (["closed", "2018-07"], "MONTH: expected a closed month that exists, and there is no 2018-07."),
        (
            ["waterfall", "--from", "2018-09", "--until", "2018-08"],
            "--until: expected 2018-09 or later, the month of --from.",
        ),
        (
            ["waterfall", "--from", "1900-01", "--until", "2018-08"],
            "--from: expected at most 600 months up to 2018-08.",
        ),
        (["budget", "--on", "soon"], "--on: expected a date such as 2018-08-01, not 'soon'."),
        (
            ["price", "Foyers", "--from", "2018-04-01", "--source", "x", "--by", "fay"],
            "--weekly or --not-priced: expected one of the two.",
        ),
        (
            ["price", "Foyers", "--weekly", "-1", "--from", "2018-04-01", "--source", "x", "--by", "fay"],
            "--weekly: expected pounds such as 520 or 520.00, not '-1'.",
        ),
    ],
)
def test_wrong_input_is_one_sentence_that_names_its_field(
    begin: Begin, at: At, words: list[str], says: str
) -> None:
    ran = at(begin(stories.active))("finance", *words)
    assert (ran.code, ran.sentences) == (2, [says])


def test_the_page_of_accounts_is_the_one_in_the_docs(at: At, begin: Begin) -> None:
    guarantor = at(begin(stories.active))
    assert guarantor("ledger", "accounts").out.startswith("# Chart of accounts")
    assert set(guarantor("ledger", "accounts", "--json").json()) == {"accounts", "events", "kinds"}
