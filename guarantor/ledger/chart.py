"""The chart of accounts as a page: every account with its side, and what each event moves.

The page is made from accounts.py and postings.py themselves: each event is asked what it would post for a penny.
"""

import datetime as dt
from collections.abc import Iterable

from guarantor.domain.dates import Month
from guarantor.ledger import postings
from guarantor.ledger.accounts import CHART
from guarantor.ledger.postings import SIDES, Kind
from guarantor.ledger.transfer import Posting, Transfer

_ON = dt.date(2018, 8, 1)
_MONTH = Month.of(_ON)
_G, _C, _K = "RG-0001/1", "RG-0001/1/C1", "RG-0001/K1"


def events() -> dict[str, list[Posting]]:
    """Every event of the ledger with the transfers it makes, by the functions that post them, of a penny each."""
    accepted = postings.claim_accepted(_G, _C, 1, _ON, {_MONTH: 1})
    paid = postings.claim_paid(_G, _C, {_MONTH: 1}, _ON)
    charged = postings.rent_charged(_G, 1, _ON)
    received = postings.rent_paid(_G, 1, _ON, "tenant")
    return {
        "guarantee issued": postings.guarantee_issued(_G, 1, _ON),
        "cap raised": postings.cap_raised(_G, 1, _ON),
        "claim accepted": accepted,
        "claim paid": paid,
        "payment returned": postings.payment_returned(_stored(paid), _ON),
        "acceptance undone": postings.acceptance_undone(_stored(accepted), _ON),
        "guarantee ended": postings.commitment_released(_G, 1, _ON, "window_closed"),
        "cost approved": postings.cost_approved(_K, _G, 1, _ON),
        "cost paid": postings.cost_paid(_K, _G, 1, _ON),
        "plan agreed": postings.recovery_agreed(_G, _C, 1, _ON),
        "paid back": postings.recovered(_G, _C, 1, 1, _ON, "young_person"),
        "written off": postings.written_off(_G, _C, 1, _ON),
        "rent charged": charged,
        "rent paid": received,
        "rent entry corrected": [
            posting
            for entry in _stored([*charged, *received])
            for posting in postings.rent_corrected(entry, 1, "wrong_amount")
        ],
    }


def chart_document() -> dict[str, list[dict[str, str]]]:
    """The rows of the page's three tables: accounts, events and kinds."""
    return {
        "accounts": [
            {
                "account": account,
                "holds": about.holds,
                "grows on": about.grows_on,
                "whose": "memorandum" if about.memorandum else "the council's",
            }
            for account, about in CHART.items()
        ],
        "events": [
            {
                "event": event,
                "kind": posting.kind,
                "debit": posting.debit,
                "credit": posting.credit,
                "corrects": "no" if posting.corrects is None else "yes",
            }
            for event, made in events().items()
            for posting in made
        ],
        "kinds": [
            {"kind": kind, "debit": SIDES[kind][0], "credit": SIDES[kind][1]}
            if kind in SIDES
            else {"kind": kind, "debit": "the credit of the entry corrected", "credit": "its debit"}
            for kind in Kind
        ],
    }


def chart_of_accounts() -> str:
    """The page in Markdown."""
    said = {"accounts": _ACCOUNTS, "events": _EVENTS, "kinds": _KINDS}
    tables = [f"{said[name]}\n\n{_table(rows)}" for name, rows in chart_document().items()]
    return "\n\n".join(tables) + "\n"


def _table(rows: list[dict[str, str]]) -> str:
    head = list(rows[0])
    lines = [head, ["---"] * len(head), *([row[name] for name in head] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _stored(made: Iterable[Posting]) -> list[Transfer]:
    at = dt.datetime.combine(_ON, dt.time(), dt.UTC)
    return [Transfer(**each.__dict__, id=number, recorded_at=at) for number, each in enumerate(made, start=1)]


_ACCOUNTS = """# Chart of accounts

`guarantor ledger accounts` prints this page from the ledger's own tables, and a test keeps the two the same.

The ledger is double entry: a transfer debits one account and credits another by the same whole pence. The council's
own money and the memorandum accounts never mix in one transfer. The memorandum holds what the council has promised
and may still be called, what a plan asks to be paid back, and the rent between tenant and landlord.

## Accounts"""

_EVENTS = """## What each event moves

A transfer that corrects points at the one it turns round. A payment that came back and an acceptance undone are
dated on the day that happened; a corrected rent entry is dated on the entry's own day, so that a balance on any
day is as if the entry had been right from the start. What was known when stands in `recorded_at`."""

_KINDS = """## Kinds

What each kind of transfer moves. One that turns another round may keep its kind and moves the other way."""
