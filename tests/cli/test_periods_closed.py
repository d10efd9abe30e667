"""Balances carried forward by command, and what a statement then lists."""

from tests.commanding import At
from tests.conftest import Begin
from tests.services import stories


def test_a_period_is_closed_once_and_a_statement_lists_from_there_or_everything(begin: Begin, at: At) -> None:
    guarantor = at(begin(stories.charged))
    words = ["ledger", "close-period", "--on", "2018-11-01", "--json"]
    first = guarantor(*words)
    assert (first.code, first.json()["through"], first.json()["new"]) == (0, "2018-10-31", True)
    assert guarantor(*words).json() == {**first.json(), "new": False}
    shown = ["rent", "statement", "RG-0001/1", "--on", "2018-11-30", "--json"]
    whole = guarantor(*shown, "--all").json()
    assert (guarantor(*shown).json()["carried_from"], whole["carried_from"]) == ("2018-10-31", None)
    assert guarantor("ledger", "check").code == 0
    assert guarantor("audit", "verify").code == 0


def test_a_wrong_day_is_one_sentence(begin: Begin, at: At) -> None:
    ran = at(begin(stories.charged))("ledger", "close-period", "--on", "soon")
    assert (ran.code, ran.sentences) == (2, ["--on: expected a date such as 2018-08-01, not 'soon'."])
