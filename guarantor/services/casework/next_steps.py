"""What a case waits for, whose it is to do, and why an officer may not do it: two people stand behind each decision.

Knows the order of the acts and asks the record who prepared and decided. The acts themselves refuse the same people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from guarantor.domain.access import Act
from guarantor.domain.lifecycle import CaseStatus, GateItem, GuaranteeStatus
from guarantor.services.acting.office import Office, Person
from guarantor.services.casework import in_principle
from guarantor.storage import case_files, case_overview, officers, turned_down_files, waiting_files
from guarantor.storage.case_overview import Decided, Deed, Stands
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.turned_down import RefusalReviewOutcome


@dataclass(frozen=True)
class Next:
    """What comes next in one sentence, by whom; `act` is what they do, None where the case waits for something."""

    says: str
    who: str
    act: Act | None = None


@dataclass(frozen=True)
class Standing:
    """Where a case stands for one officer. Each `not_...` is the sentence why that act is another's, or None."""

    status: CaseStatus
    next: Next
    prepared_by: tuple[str, ...]
    decided_by: str | None
    not_decide: str | None
    not_review: str | None


_FIXED = {
    CaseStatus.DRAFT: Next(
        "Complete the application and hand it in.", "A caseworker with the young person", Act.SUBMIT_CASE
    ),
    CaseStatus.SUBMITTED: Next("Weigh the application by the policy.", "A caseworker", Act.ASSESS_CASE),
    CaseStatus.LAPSED: Next(
        "The approval in principle has lapsed. Assess again once a home is found.",
        "A caseworker",
        Act.ASSESS_CASE,
    ),
    CaseStatus.WITHDRAWN: Next(
        "Nothing, unless the young person wishes to take it up again.", "A caseworker", Act.SUBMIT_CASE
    ),
}


def of_case(office: Office, person: Person, ref: str) -> Standing:
    """Where a case stands and what an officer may not do on it. Raises NotFound."""
    with reading(office.engine) as session:
        case_files.held(session, ref)
        stands = case_overview.stands(session, ref)
        assert stands is not None, "a case stands at its first step at once"
        return read(session, person, ref, stands, case_overview.deeds(session, ref), officers.names(session))


def read(
    session: Session,
    person: Person,
    ref: str,
    stands: Stands,
    deeds: Sequence[Deed],
    names: Mapping[int, str],
) -> Standing:
    """As `of_case`, in a reading that goes on, of what it has read; `names` are the officers' by number."""
    decided_by = stands.decided.decided_by if stands.decided else None
    preparers = case_files.preparers(session, ref)
    prepared, decided = person.number in preparers, person.number == decided_by
    return Standing(
        status=stands.status,
        next=_next(session, ref, stands, deeds),
        prepared_by=tuple(sorted(names[number] for number in preparers)),
        decided_by=None if decided_by is None else names[decided_by],
        not_decide=_not_decide(
            prepared=prepared,
            overturned=decided
            and stands.decided is not None
            and turned_down_files.overturned(session, stands.decided.id),
        ),
        not_review=_not_review(prepared=prepared, decided=decided),
    )


def _not_decide(*, prepared: bool, overturned: bool) -> str | None:
    if prepared:
        return "You prepared this case, so another approver decides."
    if overturned:
        return "You made the decision that a review overturned, so another approver decides anew."
    return None


def _not_review(*, prepared: bool, decided: bool) -> str | None:
    if decided:
        return "You decided this case, so another approver reviews the refusal."
    if prepared:
        return "You prepared this case, so another approver reviews the refusal."
    return None


def _next(session: Session, ref: str, stands: Stands, deeds: Sequence[Deed]) -> Next:
    decided = stands.decided
    match stands.status:
        case CaseStatus.ASSESSED:
            return _after_assessment(stands)
        case CaseStatus.APPROVED:
            assert decided is not None, "an approved case has a decision"
            return _after_approval(session, ref, decided)
        case CaseStatus.APPROVED_IN_PRINCIPLE:
            assert decided is not None, "a case approved in principle has a decision"
            until = in_principle.stands_until(session, decided.decided_on, decided.policy_fingerprint)
            return Next(
                "Find a home and enter it; the approval in principle stands until "
                f"{until.day} {until:%B %Y}.",
                "A caseworker",
                Act.REVISE_CASE,
            )
        case CaseStatus.DECLINED:
            assert decided is not None, "a declined case has a decision"
            return _after_refusal(session, decided)
        case CaseStatus.GUARANTEED:
            return _with_guarantee(deeds[-1])
        case _:
            return _FIXED[stands.status]


def _after_assessment(stands: Stands) -> Next:
    in_principle_too = bool(stands.record and stands.record["in_principle"])
    another = "An approver who did not prepare it"
    if stands.outcome == "incomplete" and not in_principle_too:
        return Next(
            "Find out the facts that are missing, then assess again.", "A caseworker", Act.REVISE_CASE
        )
    if stands.outcome == "ineligible":
        return Next("Decline it, or propose an exception.", another, Act.DECIDE_CASE)
    return Next("Decide the case.", another, Act.DECIDE_CASE)


def _after_approval(session: Session, ref: str, decided: Decided) -> Next:
    if waiting_files.on_decision(session, decided.id) is not None:
        return Next(
            "Wait for a place: the case is on the waiting list.", "The next in the order of decisions"
        )
    seen = {record.item for record in case_files.gate_records(session, ref)}
    lacking = [item.replace("-", " ") for item in GateItem if item not in seen]
    if lacking:
        return Next(f"Record what was seen: {', '.join(lacking)}.", "A caseworker", Act.RECORD_GATE_ITEM)
    return Next("Issue the guarantee.", "An approver who did not prepare it", Act.ISSUE_GUARANTEE)


def _after_refusal(session: Session, decided: Decided) -> Next:
    review = turned_down_files.review_of(session, decided.id)
    if review is not None and session.get(RefusalReviewOutcome, review.id) is None:
        return Next(
            "Review the refusal.",
            "An approver who neither prepared nor decided it",
            Act.REVIEW_REFUSAL,
        )
    return Next(
        "Being turned down is not the end: help with what would change it, correct the facts and assess again.",
        "A caseworker with the young person",
        Act.REVISE_CASE,
    )


def _with_guarantee(latest: Deed) -> Next:
    match GuaranteeStatus(latest.status):
        case GuaranteeStatus.OFFERED:
            return Next(f"Collect the signatures on {latest.ref}.", "A caseworker", Act.RECORD_SIGNATURE)
        case GuaranteeStatus.ACTIVE:
            return Next(f"{latest.ref} is in force: keep the rent record and the reviews.", "A caseworker")
        case _:
            return Next(f"{latest.ref} has ended.", "Nobody, unless sums due before the end are claimed")
