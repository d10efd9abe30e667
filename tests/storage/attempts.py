"""Statements that the database must refuse, by the guard that refuses them.

They are written for the database of `in_full_use`. Each breaks one rule only: with that guard out of the way it
would go through, which test_guards proves.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, TypeDecorator, UniqueConstraint
from sqlalchemy import Table as SchemaTable

from guarantor.storage.tables import Table
from guarantor.storage.tables.base import Erasable

ADA, BO, CORA, CAL, ANN, ABE, FAY, PAM, DEE = 1, 2, 3, 4, 5, 6, 7, 9, 12
TABLES: list[SchemaTable] = [Table.metadata.tables[name] for name in sorted(Table.metadata.tables)]
ERASABLE: dict[str, tuple[str, ...]] = {
    str(mapper.local_table.description): mapper.class_.erasable
    for mapper in Table.registry.mappers
    if issubclass(mapper.class_, Erasable)
}
CHANGING = {"database_mark": "business_on", "pending_act": "confirmed_by", "place": "guarantee_ref"}
"""The three tables in which one column may change."""


class Sql(str):
    """An expression to stand in a statement as it is."""

    __slots__ = ()


def inserted(table: str, **values: object) -> str:
    """The statement that inserts a row."""
    return f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join(map(_literal, values.values()))})"


def transfer(debit: str, credit: str, amount: object, **more: object) -> str:
    """The statement that inserts a transfer; of RG-0001/1 unless another guarantee is named."""
    row = {
        "id": 1000,
        "debit": debit,
        "credit": credit,
        "amount_pence": amount,
        "happened_on": "2019-01-10",
        "recorded_at": "2019-01-10 09:00:00",
        "kind": "raw",
        "guarantee_ref": "RG-0001/1",
        "claim_ref": None,
        "idempotency_key": None,
    }
    return inserted("transfer", **{**row, **more})


def keys_of(table: SchemaTable) -> Iterator[list[str]]:
    """Each set of columns by which a row of the table is the only one."""
    yield [column.name for column in table.primary_key]
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield [column.name for column in constraint.columns]


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


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    return f"'{value}'" if isinstance(value, str) and not isinstance(value, Sql) else str(value)


def _on_every_table(kind: str) -> Iterator[tuple[str, str]]:
    for table in TABLES:
        name, key = table.name, [column.name for column in table.primary_key]
        yield f"{name}_no_delete", f"DELETE FROM {name}"
        if kind == "sqlite":
            yield f"{name}_no_replace", f"REPLACE INTO {name} SELECT * FROM {name}"
        else:
            yield f"{name}_no_truncate", f"TRUNCATE {name}"
            upsert = f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {key[0]} = EXCLUDED.{key[0]}"
            yield f"{name}_no_replace", f"INSERT INTO {name} SELECT * FROM {name} {upsert}"
        if name in ERASABLE:
            yield f"{name}_erase_only", f"UPDATE {name} SET {ERASABLE[name][0]} = 'something else'"
        elif name not in CHANGING:
            yield f"{name}_no_update", f"UPDATE {name} SET {key[0]} = {key[0]}"


_JOURNAL = {
    "at": "2019-05-01 09:00:00",
    "actor": CORA,
    "actor_type": "officer",
    "via": "raw",
    "act": "charge_rent",
    "subject": "RG-0001/1",
    "details": '{"transfers":[]}',
    "transfers_digest": "",
    "hash": "f" * 64,
}
NEXT = Sql("(SELECT MAX(seq) + 1 FROM journal)")
LAST_HASH = Sql("(SELECT hash FROM journal ORDER BY seq DESC LIMIT 1)")


def journal_line(seq: Sql, previous_hash: str) -> str:
    """The statement that inserts a journal line."""
    return inserted("journal", seq=seq, previous_hash=previous_hash, **_JOURNAL)


CORAS_ROLE = 1
"""The pending act, long confirmed, that made Cora a caseworker."""
WAITING = Sql("(SELECT MAX(number) FROM pending_act)")
"""The pending act that would make Gus finance; Bo has not confirmed it."""
PENDING = {"number": 50, "act": "propose_role", "content": "{}", "proposed_at": "2019-05-01 09:00:00"}


def case_decision(prepared_by: int, decided_by: int) -> str:
    """The statement that approves RG-0005, which Cora prepared."""
    return inserted(
        "case_decision",
        id=50,
        case_ref="RG-0005",
        assessment=Sql("(SELECT MAX(id) FROM assessment WHERE case_ref = 'RG-0005')"),
        decision="approved",
        accepts="[]",
        decided_on="2019-05-01",
        prepared_by=prepared_by,
        decided_by=decided_by,
        recorded_at="2019-05-01 09:00:00",
    )


def guarantee(prepared_by: int, issued_by: int) -> str:
    """The statement that issues on RG-0004, which Cora prepared and Ann approved."""
    columns = "number, programme, policy_fingerprint, assessment, issued_on, starts_on, ends_on, months, share_pence"
    return (
        f"INSERT INTO guarantee (ref, case_ref, {columns}, cap_pence, decision, prepared_by, issued_by, recorded_at) "
        f"SELECT 'RG-0004/1', 'RG-0004', {columns}, cap_pence, "
        "(SELECT id FROM case_decision WHERE case_ref = 'RG-0004'), "
        f"{prepared_by}, {issued_by}, recorded_at FROM guarantee WHERE ref = 'RG-0002/1'"
    )


def claim_decision(claim: str, lodged_by: int, decided_by: int) -> str:
    """The statement that decides a claim; Cora lodged every one."""
    return inserted(
        "claim_decision",
        claim_ref=claim,
        outcome="accepted",
        decided_on="2019-05-01",
        lodged_by=lodged_by,
        decided_by=decided_by,
        recorded_at="2019-05-01 09:00:00",
    )


def claim_payment(claim: str, decided_by: int, paid_by: int, amount_pence: int = 52_000) -> str:
    """The statement that pays a claim; C2 was accepted by Ann with £520.00 and waits to be paid."""
    return inserted(
        "claim_payment",
        claim_ref=claim,
        reference="BACS-raw",
        amount_pence=amount_pence,
        paid_on="2019-05-01",
        decided_by=decided_by,
        paid_by=paid_by,
        recorded_at="2019-05-01 09:00:00",
    )


def claim(lodged_by: int) -> str:
    """The statement that lodges another claim on RG-0001/1."""
    return inserted(
        "claim",
        ref="RG-0001/1/C9",
        guarantee_ref="RG-0001/1",
        number=9,
        lodged_on="2019-05-01",
        lodged_by=lodged_by,
        recorded_at="2019-05-01 09:00:00",
    )


def role(officer: int, name: str, pending: int | Sql | None) -> str:
    """The statement that gives an officer a role."""
    return inserted(
        "officer_role", officer=officer, role=name, pending=pending, granted_at="2019-05-01 09:00:00"
    )


def programme(pending: int | Sql) -> str:
    """The statement that adopts a third programme."""
    return (
        "INSERT INTO programme (code, policy, policy_fingerprint, from_on, places, reuse_places, minute, pending) "
        f"SELECT 'raw', policy, policy_fingerprint, from_on, places, reuse_places, minute, {pending} "
        "FROM programme WHERE code = 'kent-pilot-1'"
    )


C1, C2, C3 = "RG-0001/1/C1", "RG-0001/1/C2", "RG-0001/1/C3"
PAID = ("claims_payable", "bank")
ACCEPTED = ("guarantee_expense", "claims_payable")

BY_GUARD: dict[str, str] = {
    "transfer_within_cap": transfer(*ACCEPTED, 156_001, claim_ref=C3),
    "transfer_accepted_as_decided": transfer(*ACCEPTED, 1, claim_ref=C2),
    "transfer_paid_once": transfer(*PAID, 1, claim_ref=C1),
    "transfer_paid_is_ordered": transfer(*PAID, 52_000, claim_ref=C2),
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
    "guarantee_status_ends_it": inserted(
        "guarantee_status",
        id=50,
        guarantee_ref="RG-0003/1",
        status="active",
        happened_on="2019-05-01",
        recorded_at="2019-05-01 09:00:00",
    ),
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
    return {**dict(_on_every_table(kind)), **BY_GUARD, **only_there}
