"""`ledger check` and `audit verify`: the record held against its own rules, each finding a sentence with its number."""

from guarantor.services.acting import signing
from guarantor.services.acting.office import Office
from guarantor.services.acting.signing import SignedHead
from guarantor.services.proof.invariants import (
    caps,
    chain,
    claims,
    closes,
    lives,
    periods,
    transfers,
    two_people,
)
from guarantor.services.proof.invariants.findings import Finding
from guarantor.storage import record
from guarantor.storage.engine import Session, reading

__all__ = ["Finding", "check_ledger", "findings_in", "signed_head", "verify_journal"]


def check_ledger(office: Office) -> list[Finding]:
    """Every invariant of the ledger tested; an empty list is a clean ledger."""
    with reading(office.engine) as session:
        return findings_in(session)


def findings_in(session: Session) -> list[Finding]:
    """As `check_ledger`, in a session that is open."""
    stored = {transfer.id: transfer for transfer in record.transfers(session)}
    entries = list(record.entries(session))
    return [
        *transfers.in_the_journal(stored, chain.journalled(entries)),
        *transfers.between_known_accounts(stored),
        *transfers.corrections(stored),
        *caps.within_caps(session, stored),
        *caps.places(session),
        *claims.as_recorded(session, stored),
        *claims.costs(session, stored),
        *claims.recoveries(session, stored),
        *lives.of_cases(session),
        *lives.of_guarantees(session, frozenset(chain.rows_named(entries))),
        *two_people.differ(session),
        *periods.carried_forward(session, stored),
        *closes.as_printed(session, entries),
    ]


def verify_journal(office: Office, head: SignedHead | None = None) -> list[Finding]:
    """The chain, the transfers' digests, every row that acts wrote, and the head, if one is given."""
    with reading(office.engine) as session:
        entries = list(record.entries(session))
        stored = {transfer.id: transfer for transfer in record.transfers(session)}
        return [
            *chain.follows(entries),
            *chain.transfers_as_written(entries, stored),
            *chain.content_as_written(session, entries),
            *chain.rows_as_written(session, entries),
            *chain.confirmed_by_an_act(session, entries),
            *(chain.against_head(entries, head) if head else ()),
        ]


def signed_head(office: Office) -> SignedHead:
    """The journal's last line, signed now."""
    with reading(office.engine) as session:
        last = record.last(session)
    assert last is not None, "a database that was created has a journal"
    return signing.sign_head(office.settings, last.seq, last.hash, office.now())
