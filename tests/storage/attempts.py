"""Statements that the database must refuse, by the guard that refuses them.

They are written for the database of `in_full_use`. Each breaks one rule only: with that guard out of the way it
would go through, which test_guards proves.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Date, Integer, LargeBinary, TypeDecorator, UniqueConstraint
from sqlalchemy import Table as SchemaTable

from guarantor.storage.tables import Table
from guarantor.storage.tables.accounts import FLEETING
from guarantor.storage.tables.base import Erasable
from guarantor.storage.types import Instant
from tests.storage import later_attempts
from tests.storage.raw_rows import (
    ABE,
    ACCEPTED,
    ADA,
    ANN,
    BO,
    C1,
    C2,
    C3,
    CAL,
    CORA,
    CORAS_ROLE,
    FAY,
    LAST_HASH,
    PAID,
    PAM,
    PENDING,
    WAITING,
    Sql,
    case_decision,
    case_step,
    claim,
    claim_decision,
    claim_payment,
    guarantee,
    guarantee_step,
    inserted,
    journal_line,
    programme,
    role,
    transfer,
)

TABLES: list[SchemaTable] = [
    Table.metadata.tables[name] for name in sorted(Table.metadata.tables) if name not in FLEETING
]
"""Every table of the record; what is fleeting changes and goes."""
ERASABLE: dict[str, tuple[str, ...]] = {
    str(mapper.local_table.description): mapper.class_.erasable
    for mapper in Table.registry.mappers
    if issubclass(mapper.class_, Erasable)
}
CHANGING = {"database_mark": "business_on", "pending_act": "confirmed_by", "place": "guarantee_ref"}
"""The three tables in which one column may change."""
LATER = ("business_on", "confirmed_at", "erased_at")
"""The dates that a row is given after it was written."""


def keys_of(table: SchemaTable) -> list[list[str]]:
    """Each set of columns by which a row of the table is the only one."""
    unique = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    others = sorted([column.name for column in each.columns] for each in unique)
    return [[column.name for column in table.primary_key], *others]


def changed(column: Column[Any]) -> str:
    """An expression for another value of a column."""
    if column.name == "salt":
        return "NULL"
    changes = {
        bool: f"NOT {column.name}",
        int: f"{column.name} + 1",
        dt.date: "'2001-01-01'",
        dt.datetime: "'2001-01-01 00:00:00'",
    }
    stored_as = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    return changes.get(stored_as.python_type, f"{column.name} || 'x'")


def otherwise_new(table: SchemaTable, kept: list[str], given: Mapping[str, str] | None = None) -> str:
    """A row's columns with `kept` as they are, some `given`, and every other column of a key made new."""
    in_a_key = {column for key in keys_of(table) for column in key} - set(kept)
    values = {
        column.name: _new(table, column.name) if column.name in in_a_key else column.name
        for column in table.columns
    }
    return ", ".join((values | dict(given or {})).values())


def _new(table: SchemaTable, column: str) -> str:
    if isinstance(table.columns[column].type, Integer):
        return f"(SELECT COALESCE(MAX({column}), 0) + 1 FROM {table.name})"
    return f"{column} || '-new'"


def columns_of(table: SchemaTable) -> str:
    """The names of a table's columns, to stand in a statement."""
    return ", ".join(column.name for column in table.columns)


def _on_every_table(kind: str) -> Iterator[tuple[str, str]]:
    for table in TABLES:
        name, key = table.name, [column.name for column in table.primary_key]
        yield f"{name}_no_delete", f"DELETE FROM {name}"
        if kind == "sqlite":
            yield f"{name}_no_replace", f"REPLACE INTO {name} SELECT * FROM {name}"
            yield from _dates_on(table)
        else:
            yield f"{name}_no_truncate", f"TRUNCATE {name}"
            upsert = f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {key[0]} = EXCLUDED.{key[0]}"
            yield f"{name}_no_replace", f"INSERT INTO {name} SELECT * FROM {name} {upsert}"
        if name in ERASABLE:
            yield (
                f"{name}_erase_only",
                f"UPDATE {name} SET {ERASABLE[name][0]} = {_something_else(table, kind)}",
            )
        elif name not in CHANGING:
            yield f"{name}_no_update", f"UPDATE {name} SET {key[0]} = {key[0]}"


def _something_else(table: SchemaTable, kind: str) -> str:
    """What the first erasable column of a table does not hold."""
    if isinstance(table.columns[ERASABLE[table.name][0]].type, LargeBinary):
        return "x'00'" if kind == "sqlite" else "'\\x00'::bytea"
    return "'something else'"


def _dates_on(table: SchemaTable) -> Iterator[tuple[str, str]]:
    dates = [column.name for column in table.columns if isinstance(column.type, (Date, Instant))]
    at_first = [name for name in dates if name not in LATER]
    if at_first and table.name != "database_mark":
        row = otherwise_new(table, ["party"], {at_first[-1]: "'soon'"})
        statement = f"INSERT INTO {table.name} ({columns_of(table)}) SELECT {row} FROM {table.name} LIMIT 1"
        yield f"{table.name}_true_dates_insert", statement
    for name in set(dates) & set(LATER):
        first = f"(SELECT MIN(rowid) FROM {table.name})"
        yield (
            f"{table.name}_true_dates_update",
            f"UPDATE {table.name} SET {name} = 'soon' WHERE rowid = {first}",
        )


BY_GUARD: dict[str, str] = {
    "transfer_within_cap": transfer(*ACCEPTED, 156_001, claim_ref=C3),
    "transfer_accepted_as_decided": transfer(*ACCEPTED, 1, claim_ref=C2),
    "transfer_paid_once": transfer(*PAID, 1, claim_ref=C1),
    "transfer_paid_is_ordered": transfer(*PAID, 52_000, claim_ref=C2),
    "transfer_bank_by_claim": transfer("guarantee_expense", "bank", 1, claim_ref=C1),
    "transfer_corrected_within": transfer(
        "rent_charged",
        "rent_due",
        52_001,
        kind="rent_corrected",
        corrects=Sql(
            "(SELECT MIN(id) FROM transfer WHERE kind = 'rent_charged' AND guarantee_ref = 'RG-0001/1')"
        ),
    ),
    "transfer_within_commitment": transfer(
        "commitment", "guarantees_given", 312_001, guarantee_ref="RG-0002/1"
    ),
    "transfer_within_ceiling": transfer("guarantees_given", "commitment", 10_001, guarantee_ref="RG-0006/1"),
    "journal_follows": journal_line(Sql("(SELECT MAX(seq) + 2 FROM journal)"), LAST_HASH),
    "place_within_programme": inserted("place", programme="kent-pilot-1", number=26, guarantee_ref=None),
    "place_one_holder": "UPDATE place SET guarantee_ref = 'RG-0003/1' WHERE guarantee_ref = 'RG-0001/1'",
    "place_one_each": (
        "UPDATE place SET guarantee_ref = 'RG-0003/1' WHERE programme = 'kent-pilot-2' AND number = 2"
    ),
    "place_freed_lawfully": "UPDATE place SET guarantee_ref = NULL WHERE guarantee_ref = 'RG-0001/1'",
    "place_stays": "UPDATE place SET number = 99 WHERE programme = 'kent-pilot-1' AND number = 25",
    "guarantee_status_ends_it": guarantee_step("active"),
    "case_status_known": case_step("paused"),
    "guarantee_status_known": guarantee_step("paused"),
    "pending_act_unconfirmed": inserted(
        "pending_act", **PENDING, proposed_by=ADA, confirmed_by=BO, confirmed_at="2019-05-01 09:00:00"
    ),
    "pending_act_proposed_by_role": inserted("pending_act", **PENDING, proposed_by=CORA),
    "pending_act_confirmed_by_role": (
        f"UPDATE pending_act SET confirmed_by = {CORA}, confirmed_at = proposed_at WHERE number = {WAITING}"
    ),
    "pending_act_confirm_once": f"UPDATE pending_act SET content = '' WHERE number = {WAITING}",
    "officer_role_by_two": role(PAM, "approver", CORAS_ROLE),
    "officer_role_alone": role(BO, "approver", None),
    "programme_by_two": programme(WAITING),
    "database_mark_stays": "UPDATE database_mark SET kind = 'live'",
    "case_decision_true_preparer": case_decision(CAL, CORA),
    "case_decision_by_role": case_decision(CORA, FAY),
    "guarantee_true_preparer": guarantee(CAL, CORA),
    "guarantee_by_role": guarantee(CORA, FAY),
    "claim_by_role": claim(ANN),
    "claim_decision_true_lodger": claim_decision(C3, CAL, CORA),
    "claim_decision_by_role": claim_decision(C3, CORA, FAY),
    "claim_line_before_decision": inserted("claim_line", claim_ref=C2, month="2019-03", claimed_pence=1),
    "accepted_line_as_claimed": inserted("accepted_line", claim_ref=C2, month="2018-10", accepted_pence=1),
    "claim_payment_as_decided": claim_payment(C2, ABE, FAY),
    "claim_payment_by_role": claim_payment(C2, ANN, CORA),
}
"""One statement for each guard on what people do."""


def attempts(kind: str) -> dict[str, str]:
    """The statement that each guard of a kind of database refuses."""
    only_there = {}
    if kind == "sqlite":
        only_there["place_row_stays"] = "UPDATE OR REPLACE place SET rowid = 3 WHERE rowid = 4"
    return {**dict(_on_every_table(kind)), **BY_GUARD, **later_attempts.LATER, **only_there}
