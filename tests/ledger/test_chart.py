"""The chart of accounts as a page says what the ledger does."""

import ast
import inspect

from guarantor.ledger import postings
from guarantor.ledger.accounts import CHART, Account
from guarantor.ledger.chart import chart_document, chart_of_accounts, events
from guarantor.ledger.postings import Kind
from guarantor.settings import CHECKOUT


def test_the_page_in_the_docs_is_the_one_that_the_ledger_makes() -> None:
    assert (CHECKOUT / "docs" / "chart-of-accounts.md").read_text(encoding="utf-8") == chart_of_accounts()


def test_it_shows_every_account_every_kind_and_every_event_that_posts() -> None:
    shown = chart_document()
    assert [row["account"] for row in shown["accounts"]] == list(Account)
    assert [row["kind"] for row in shown["kinds"]] == list(Kind)
    assert {row["kind"] for row in shown["events"]} == set(Kind)
    assert {account for row in shown["events"] for account in (row["debit"], row["credit"])} == set(CHART)


def test_every_function_that_posts_is_asked_for_its_event() -> None:
    post = {
        name
        for name, function in inspect.getmembers(postings, inspect.isfunction)
        if str(inspect.signature(function).return_annotation) == "list[guarantor.ledger.transfer.Posting]"
    }
    called = {
        node.func.attr
        for node in ast.walk(ast.parse(inspect.getsource(events)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert post
    assert post <= called


def test_the_table_above_the_postings_names_the_same_accounts_for_each_event() -> None:
    told: dict[str, set[tuple[str, str]]] = {}
    event = ""
    for line in (postings.__doc__ or "").splitlines():
        if not line.startswith("| ") or line.startswith("| event"):
            continue
        named, debit, credit, _says = (cell.strip() for cell in line.strip("|").split("|"))
        event = named or event
        pairs = zip(debit.split(" or "), credit.split(" or "), strict=True)
        told.setdefault(event, set()).update(pairs)
    made = {
        event: {(str(each.debit), str(each.credit)) for each in posted} for event, posted in events().items()
    }
    assert told == made
