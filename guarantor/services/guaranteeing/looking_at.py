"""What stands around a guarantee when somebody works on it: who must sign and did, the deed's last days, its ends.

Beside what `showing.guarantee` answers. Says why an act is another person's; the acts themselves refuse the same.
"""

import datetime as dt
from dataclasses import dataclass

from guarantor.domain.lifecycle import EndReason, GuaranteeStatus, Party
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import policies
from guarantor.services.guaranteeing import changes, ending
from guarantor.services.guaranteeing.guarantees import claimable_until, covered_until, end_due
from guarantor.storage import case_files, change_files, guarantee_files, officers, signature_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.cases import Home, YoungPerson
from guarantor.storage.tables.guarantees import Guarantee


@dataclass(frozen=True)
class Signed:
    """A party's signature; None in each place where it was erased or never said."""

    name: str | None
    capacity: str | None
    witness: str | None
    how: str | None
    signed_on: dt.date
    recorded_by: str
    corrected_on: dt.date | None
    corrected_by: str | None


@dataclass(frozen=True)
class ProposedEnd:
    """An early end that waits for a second person; `own` where whoever looks proposed it."""

    pending: str
    reason: str
    ended_on: dt.date
    evidence: str | None
    proposed_by: str
    own: bool


@dataclass(frozen=True)
class Around:
    """What stands around a guarantee for whoever looks at it.

    `signatures` has every party, with None for one that has not signed, and `names` what each signs as unless another
    name is given. `over` is why and since when the record says that it is over, though no run has come by;
    `notice_days` the council's own notice by the deed, `not_end` why the person cannot end it or confirm its end.
    """

    case_ref: str
    young_person: str | None
    landlord: str | None
    issued_by: str
    prepared_by: str
    starts_on: dt.date
    ends_on: dt.date
    share_pence: int
    ceiling_pence: int
    lapses_on: dt.date
    covered_until: dt.date
    claimable_until: dt.date
    deed_on: dt.date | None
    signatures: dict[Party, Signed | None]
    names: dict[Party, str | None]
    ends: tuple[ProposedEnd, ...]
    over: tuple[EndReason, dt.date] | None
    notice_days: int | None
    not_end: str | None


def around(office: Office, person: Person, ref: str, on: dt.date) -> Around:
    """What stands around a guarantee on a day. Raises NotFound."""
    with reading(office.engine) as session:
        held = guarantee_files.held(session, ref)
        policy = policies.stored(session, held.policy_fingerprint)
        names = officers.names(session)
        home = case_files.as_issued(session, Home, held)
        young_person = case_files.latest(session, YoungPerson, held.case_ref)
        name = young_person.name if young_person else None
        return Around(
            case_ref=held.case_ref,
            young_person=name,
            landlord=home.landlord_name if home else None,
            issued_by=names[held.issued_by],
            prepared_by=names[held.prepared_by],
            starts_on=held.starts_on,
            ends_on=held.ends_on,
            share_pence=guarantee_files.share_pence(session, held, on),
            ceiling_pence=changes.ceiling(session, held, on),
            lapses_on=held.issued_on + dt.timedelta(days=policy.parameter("offer_lapses_after_days")),
            covered_until=covered_until(session, held),
            claimable_until=claimable_until(session, held),
            deed_on=guarantee_files.deed_on(session, ref),
            signatures=_signatures(session, ref, names),
            names={
                Party.LANDLORD: home.landlord_name if home else None,
                Party.YOUNG_PERSON: name,
                Party.COUNCIL: office.settings.council_name,
            },
            ends=_ends(session, ref, names, person),
            over=end_due(session, held, on),
            notice_days=ending.notice_days(session, ref),
            not_end=_not_end(session, held, person),
        )


def _signatures(session: Session, ref: str, names: dict[int, str]) -> dict[Party, Signed | None]:
    found: dict[Party, Signed | None] = dict.fromkeys(Party)
    for each in signature_files.standing(session, ref):
        found[Party(each.party)] = Signed(
            each.name,
            each.capacity,
            each.witness,
            each.how,
            each.signed_on,
            names[each.officer],
            each.corrected_on,
            None if each.corrected_by is None else names[each.corrected_by],
        )
    return found


def _ends(session: Session, ref: str, names: dict[int, str], person: Person) -> tuple[ProposedEnd, ...]:
    return tuple(
        ProposedEnd(
            f"P-{each.pending}",
            each.reason_code,
            each.ended_on,
            each.evidence,
            names[each.proposed_by],
            each.proposed_by == person.number,
        )
        for each in change_files.ends_waiting(session, ref)
    )


def _not_end(session: Session, held: Guarantee, person: Person) -> str | None:
    if guarantee_files.status(session, held.ref) is GuaranteeStatus.ENDED:
        return "It has ended."
    if person.number in case_files.preparers(session, held.case_ref):
        return "You prepared this case, so another approver ends the guarantee."
    return None
