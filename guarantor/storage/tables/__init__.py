"""The tables by subject. `Table` is the root that alembic compares a database with."""

from sqlalchemy import CheckConstraint

from guarantor.storage.tables import (
    accounts,
    cases,
    changes,
    checks,
    claims,
    disputes,
    evidence,
    finance,
    forecasts,
    guarantees,
    holds,
    ledger,
    letters,
    long_runs,
    notes,
    payees,
    people,
    programmes,
    recovery,
    rewording,
    signatures,
    standing,
    tasks,
    turned_down,
)
from guarantor.storage.tables.base import Table
from guarantor.storage.types import Pence

# Wherever money stands, the database itself refuses a fraction of a penny.
for _table in Table.metadata.tables.values():
    for _column in _table.columns:
        if isinstance(_column.type, Pence):
            _table.append_constraint(
                CheckConstraint(
                    f"{_column.name} = CAST({_column.name} AS BIGINT)", name=f"{_column.name}_whole"
                )
            )

__all__ = [
    "Table",
    "accounts",
    "cases",
    "changes",
    "checks",
    "claims",
    "disputes",
    "evidence",
    "finance",
    "forecasts",
    "guarantees",
    "holds",
    "ledger",
    "letters",
    "long_runs",
    "notes",
    "payees",
    "people",
    "programmes",
    "recovery",
    "rewording",
    "signatures",
    "standing",
    "tasks",
    "turned_down",
]
