"""Invariants 1, 2, 3 and 18: each transfer by itself, in the journal, and against the one it corrects."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from guarantor.domain.money import spoken
from guarantor.ledger.accounts import Account
from guarantor.ledger.postings import SIDES, Kind
from guarantor.ledger.transfer import Transfer
from guarantor.services.proof.invariants.findings import Finding

Transfers = Mapping[int, Transfer]


def in_the_journal(transfers: Transfers, journalled: Counter[int]) -> Iterator[Finding]:
    """`journalled` counts the lines that name each transfer."""
    for number in transfers:
        if journalled[number] == 0:
            yield Finding(1, f"Transfer {number} is not in the journal.")
        if journalled[number] > 1:
            yield Finding(1, f"Transfer {number} stands in {journalled[number]} lines of the journal.")
    for number in sorted(set(journalled) - set(transfers)):
        yield Finding(2, f"Transfer {number} is in the journal and no longer in the ledger.")


def between_known_accounts(transfers: Transfers) -> Iterator[Finding]:
    """Accounts of the chart, a known kind, and the sides that the kind has."""
    known, kinds = set(Account), set(Kind)
    for transfer in transfers.values():
        if transfer.amount_pence <= 0 or transfer.debit == transfer.credit:
            yield Finding(3, f"Transfer {transfer.id} moves nothing from one account to another.")
        for code in (transfer.debit, transfer.credit):
            if code not in known:
                yield Finding(
                    3, f"Transfer {transfer.id} names the account {code}, which is not in the chart."
                )
        if transfer.kind not in kinds:
            yield Finding(3, f"Transfer {transfer.id} is of the kind {transfer.kind}, which no event makes.")
        elif transfer.corrects is None and (transfer.debit, transfer.credit) != SIDES.get(
            Kind(transfer.kind)
        ):
            yield Finding(3, f"Transfer {transfer.id} is not between the accounts of {transfer.kind}.")


def corrections(transfers: Transfers) -> Iterator[Finding]:
    """Each points at an earlier transfer of the same guarantee and turns it round; together within its amount."""
    corrected: defaultdict[int, int] = defaultdict(int)
    for transfer in transfers.values():
        if transfer.corrects is None:
            continue
        entry = transfers.get(transfer.corrects)
        if entry is None or entry.id >= transfer.id:
            yield Finding(
                18, f"Transfer {transfer.id} corrects {transfer.corrects}, which is no earlier one."
            )
            continue
        if (transfer.debit, transfer.credit) != (entry.credit, entry.debit):
            yield Finding(18, f"Transfer {transfer.id} does not turn {entry.id} round.")
        if (transfer.guarantee_ref, transfer.claim_ref) != (entry.guarantee_ref, entry.claim_ref):
            yield Finding(18, f"Transfer {transfer.id} corrects {entry.id}, which is of something else.")
        corrected[entry.id] += transfer.amount_pence
    for number, taken_pence in corrected.items():
        amount_pence = transfers[number].amount_pence
        if taken_pence > amount_pence:
            yield Finding(
                18,
                f"Transfer {number} of {spoken(amount_pence)} was corrected by {spoken(taken_pence)} in all.",
            )
