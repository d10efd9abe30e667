"""What no client can write about closed months and prices, whatever it says it is.

Each limit is tried on it and just over it, by a bare client, in a database where July 2018 was closed.
"""

from collections.abc import Iterator

import pytest

from guarantor.domain.dates import Month
from guarantor.services.finance import month_close
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.stories import day
from tests.storage.conftest import Outside, outside
from tests.storage.raw_rows import CORA, FAY, Sql, inserted

LAST = Sql("(SELECT MAX(id) FROM transfer)")


@after(stories.charged)
def _july_closed(rehearsal: Rehearsal) -> None:
    month_close.close(rehearsal.office, rehearsal.fay, Month(2018, 7), day("2018-08-01"))


@pytest.fixture
def client(begin: Begin) -> Iterator[Outside]:
    """A bare client where July was closed and August is next."""
    with outside(begin(_july_closed).url) as opened:
        yield opened


def close(
    month: str = "2018-08", closed_on: str = "2018-09-01", through: Sql = LAST, closed_by: int = FAY
) -> str:
    return inserted(
        "month_close",
        month=month,
        document="{}",
        sha256="",
        through_transfer=through,
        journal_seq=1,
        journal_hash="",
        closed_on=closed_on,
        closed_by=closed_by,
        recorded_at="2018-09-01 09:00:00",
    )


def price(officer: int = FAY, weekly_pence: object = 0) -> str:
    return inserted(
        "accommodation_price",
        id=9,
        category="Foyers",
        weekly_pence=weekly_pence,
        from_on="2018-04-01",
        source="raw",
        officer=officer,
        recorded_at="2018-09-01 09:00:00",
    )


def test_the_next_month_can_be_closed_on_the_day_after_its_last(client: Outside) -> None:
    assert client.refusal(close()) is None


@pytest.mark.parametrize(
    "statement",
    [
        close("2018-06"),
        close("2018-09", "2018-10-01"),
        close("2019-08", "2019-09-01"),
        close(closed_on="2018-08-31"),
        close(through=Sql(f"{LAST} - 1")),
        close(through=Sql(f"{LAST} + 1")),
    ],
    ids=["before", "one left out", "a year on", "not over", "a transfer left out", "a transfer to come"],
)
def test_a_close_out_of_order_too_early_or_of_other_transfers_is_refused(
    client: Outside, statement: str
) -> None:
    assert client.refusal(statement, by=("month_close", "month_close_in_order")) is not None


def test_a_month_is_closed_once(client: Outside) -> None:
    assert client.refusal(close("2018-07", "2018-08-01")) is not None


def test_the_turn_of_the_year_is_one_month_further(client: Outside) -> None:
    months = [("2018-08", "2018-09-01"), ("2018-09", "2018-10-01"), ("2018-10", "2018-11-01")]
    months += [("2018-11", "2018-12-01"), ("2018-12", "2019-01-01")]
    before = [close(*each) for each in months]
    assert client.refusal(close("2019-01", "2019-02-01"), after=before) is None
    assert client.refusal(close("2019-02", "2019-03-01"), after=before) is not None


@pytest.mark.parametrize("statement", [close(closed_by=CORA), price(CORA)])
def test_only_finance_closes_a_month_and_sets_a_price(client: Outside, statement: str) -> None:
    assert "needs an officer with the role finance" in str(client.refusal(statement))


@pytest.mark.parametrize(("weekly_pence", "lawful"), [(0, True), (None, True), (-1, False), (1.5, False)])
def test_a_price_is_whole_pence_and_not_below_nothing(
    client: Outside, weekly_pence: object, lawful: bool
) -> None:
    assert (client.refusal(price(weekly_pence=weekly_pence)) is None) is lawful


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE month_close SET document = '{}'",
        "DELETE FROM month_close",
        "UPDATE accommodation_price SET weekly_pence = 1",
        "DELETE FROM accommodation_price",
    ],
)
def test_neither_is_changed_nor_taken_away(client: Outside, statement: str) -> None:
    assert client.refusal(statement, after=[price()]) is not None
