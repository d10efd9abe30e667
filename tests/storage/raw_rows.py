"""Rows as a bare client would write them, for the database of `in_full_use`."""

ADA, BO, CORA, CAL, ANN, ABE, FAY, FINN, PAM, DEE = 1, 2, 3, 4, 5, 6, 7, 8, 9, 12
"""Officers by number; Dee holds three roles."""
C1, C2, C3 = "RG-0001/1/C1", "RG-0001/1/C2", "RG-0001/1/C3"
"""Claims on RG-0001/1, all lodged by Cora: paid, accepted by Ann with £520.00, lodged."""
PAID = ("claims_payable", "bank")
ACCEPTED = ("guarantee_expense", "claims_payable")


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


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    return f"'{value}'" if isinstance(value, str) and not isinstance(value, Sql) else str(value)


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


def case_decision(prepared_by: int, decided_by: int, ref: str = "RG-0005") -> str:
    """The statement that approves a case as it was last assessed; Cora prepared every one."""
    return inserted(
        "case_decision",
        id=50,
        case_ref=ref,
        assessment=Sql(f"(SELECT MAX(id) FROM assessment WHERE case_ref = '{ref}')"),
        decision="approved",
        accepts="[]",
        decided_on="2019-05-01",
        prepared_by=prepared_by,
        decided_by=decided_by,
        recorded_at="2019-05-01 09:00:00",
    )


def guarantee(prepared_by: int, issued_by: int, ref: str = "RG-0004") -> str:
    """The statement that issues on a case's latest decision; RG-0004 was prepared by Cora and approved by Ann."""
    columns = "number, programme, policy_fingerprint, assessment, issued_on, starts_on, ends_on, months, share_pence"
    return (
        f"INSERT INTO guarantee (ref, case_ref, {columns}, cap_pence, decision, prepared_by, issued_by, recorded_at) "
        f"SELECT '{ref}/1', '{ref}', {columns}, cap_pence, "
        f"(SELECT MAX(id) FROM case_decision WHERE case_ref = '{ref}'), "
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


def claim_payment(claim: str, decided_by: int, paid_by: int, amount_pence: object = 52_000) -> str:
    """The statement that pays a claim; C2 was accepted by Ann with £520.00 and waits to be paid."""
    return inserted(
        "claim_payment",
        claim_ref=claim,
        attempt=1,
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


def case_step(status: str, officer: int = CORA, ref: str = "RG-0005") -> str:
    """The statement that takes a case a step further."""
    return inserted(
        "case_status",
        id=900,
        case_ref=ref,
        status=status,
        happened_on="2018-07-02",
        officer=officer,
        recorded_at="2018-07-02 09:00:00",
    )


def guarantee_step(status: str, ref: str = "RG-0003/1", reason: str | None = None, number: int = 90) -> str:
    """The statement that takes a guarantee a step further; the offer of RG-0003/1 has lapsed."""
    return inserted(
        "guarantee_status",
        id=number,
        guarantee_ref=ref,
        status=status,
        reason_code=reason,
        happened_on="2019-05-01",
        recorded_at="2019-05-01 09:00:00",
    )


def confirmed_act(act: str) -> list[str]:
    """The statements of an act of two: Cora proposes, Ann confirms."""
    return [
        inserted("pending_act", **{**PENDING, "act": act, "proposed_by": CORA}),
        f"UPDATE pending_act SET confirmed_by = {ANN}, confirmed_at = '2019-05-01 09:00:00' WHERE number = 50",
    ]


def cost_confirmed() -> list[str]:
    """The statements that approve RG-0010/K9, £120.00, as two people would; nothing of it is booked."""
    cost = {
        "ref": "RG-0010/K9",
        "case_ref": "RG-0010",
        "kind": "legal",
        "amount_pence": 12_000,
        "pending": 50,
    }
    on = {"incurred_on": "2019-05-01", "recorded_at": "2019-05-01 09:00:00"}
    return [*confirmed_act("propose_cost"), inserted("case_cost", **cost, **on, proposed_by=CORA)]


def early_end(ref: str, reason: str) -> list[str]:
    """The statements that end a guarantee early as two people would: Cora proposes, Ann confirms."""
    return [
        *confirmed_act("propose_end"),
        inserted(
            "proposed_end",
            pending=50,
            guarantee_ref=ref,
            reason_code=reason,
            ended_on="2019-05-01",
            proposed_by=CORA,
            recorded_at="2019-05-01 09:00:00",
        ),
        guarantee_step("ended", ref, reason),
    ]


def signature(ref: str, party: str) -> str:
    """The statement that a party signed a guarantee."""
    row = {"guarantee_ref": ref, "party": party, "signed_on": "2019-05-01"}
    return inserted("signature", **row, officer=CORA, recorded_at="2019-05-01 09:00:00")


def signed(ref: str) -> list[str]:
    """The statements that all three parties signed a guarantee."""
    return [signature(ref, party) for party in ("landlord", "young-person", "council")]


def raised(ref: str, added_cap_pence: int) -> list[str]:
    """The statements that add to a guarantee's cap as two people would: Cal opens the change, Ann consents."""
    at = {"recorded_at": "2019-05-01 09:00:00"}
    opened = {"id": 50, "guarantee_ref": ref, "kind": "rent_above_ceiling", "due_on": "2019-06-01"}
    terms = {"share_pence": 60_000, "added_cap_pence": added_cap_pence, "from_on": "2019-06-01"}
    people = {"opened_by": CAL, "decided_by": ANN}
    return [
        inserted("guarantee_change", **opened, opened_on="2019-05-01", officer=CAL, **at),
        inserted(
            "guarantee_change_decision",
            change=50,
            decision="consented",
            **terms,
            decided_on="2019-05-01",
            **people,
            **at,
        ),
    ]
