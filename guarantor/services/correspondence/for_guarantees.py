"""Letters on a guarantee: early warnings, reviews, moves and ends, and what a landlord reported or asked.

The young person's and the landlord's letter on the same event are made apart, each from what its reader may know.
"""

import datetime as dt
from collections.abc import Callable

from guarantor.domain import practice
from guarantor.domain.dates import Month
from guarantor.domain.lifecycle import EndReason, GuaranteeStatus
from guarantor.services.adoption import policies
from guarantor.services.correspondence import rent_rises, reviews_next, rewording
from guarantor.services.correspondence.addressed import Writing
from guarantor.services.correspondence.papers import terms
from guarantor.services.correspondence.said import in_one_paragraph, in_pounds, months_by_name
from guarantor.services.correspondence.telling import Letterhead, Told
from guarantor.services.finance.carried_forward import rent_of
from guarantor.services.guaranteeing.guarantees import claimable_until
from guarantor.storage import change_files, due_on_guarantees, guarantee_files, rewordings
from guarantor.storage.engine import Session
from guarantor.storage.tables.changes import GuaranteeChangeDecision
from guarantor.storage.tables.guarantees import Guarantee
from letters.notices import changes, claims, support
from letters.notices.letter import Notice


def early_warning(session: Session, ref: str, on: dt.date, letterhead: Letterhead) -> Told:
    """Rent was missed and help is offered; formal from as many months' rent as the policy says.

    Raises NothingToTell unless rent is known to be missed on the day and a warning was opened for it, WrongInput.
    """
    writing, guarantee = _writing(session, "early-warning", ref, letterhead)
    rent = rent_of(session, ref, on).state
    task = due_on_guarantees.latest_warning(session, ref)
    if task is None or rent.arrears_pence == 0:
        raise writing.nothing("rent that was reported missed, and the task of an early warning for it")
    formal_months = policies.stored(session, guarantee.policy_fingerprint).parameter("formal_warning_months")
    formal_pence = formal_months * guarantee_files.share_pence(session, guarantee, on)
    content = writing.to_young_person(
        support.EarlyWarningContent,
        home=writing.address_as_issued(guarantee),
        months_missed=months_by_name(
            each.month for each in rent.charges if each.heard_of and each.unpaid_pence
        ),
        arrears=in_pounds(rent.arrears_pence),
        formal=rent.arrears_pence >= formal_pence,
        adviser=writing.young_person().personal_adviser,
        we_ring_by=writing.call_promised(task),
    )
    return _told(guarantee, f"task:{task.basis}", content)


def review(session: Session, ref: str, on: dt.date, letterhead: Letterhead) -> Told:
    """The review of the tenancy that is next. Raises NothingToTell where none is to come, WrongInput."""
    writing, guarantee = _writing(session, "review", ref, letterhead)
    found = reviews_next.of_guarantee(session, guarantee, on)
    if found is None:
        raise writing.nothing("an active guarantee with a review still to come")
    content = writing.to_young_person(
        support.ReviewContent,
        meet_by=found.meet_by,
        number=found.number,
        adviser=writing.young_person().personal_adviser,
    )
    return _told(guarantee, f"task:{found.basis}", content)


def transfer(session: Session, ref: str, _on: dt.date, letterhead: Letterhead) -> Told:
    """The guarantee that a young person left goes on for the new home: what is left of it moves along.

    Raises NothingToTell unless a new deed followed this guarantee and waits for its signatures, WrongInput.
    """
    writing, guarantee = _writing(session, "transfer", ref, letterhead)
    later = change_files.moved_to(session, ref)
    if later is None or guarantee_files.status(session, later) is not GuaranteeStatus.OFFERED:
        raise writing.nothing("a move, with a new deed that waits for its signatures")
    new = guarantee_files.held(session, later)
    policy = policies.stored(session, new.policy_fingerprint)
    chain = change_files.before_the_move(session, ref)
    # Where the deed in between was never signed, the home that is left is that of the last one that was.
    left = next((each for each in chain if guarantee_files.was_active(session, each)), ref)
    content = writing.to_young_person(
        support.TransferContent,
        old_home=writing.address_as_issued(guarantee_files.held(session, left)),
        new_home=writing.address_as_issued(new),
        months_left=new.months,
        cap_left=in_pounds(new.cap_pence),
        ends_on=new.ends_on,
        sign_by=new.issued_on + dt.timedelta(days=policy.parameter("offer_lapses_after_days")),
    )
    return _told(guarantee, f"moved_guarantee:{later}", content)


def landlord_transfer(session: Session, ref: str, _on: dt.date, letterhead: Letterhead) -> Told:
    """The landlord of the home before: this guarantee is over and can be claimed on until a day; nothing of where to.

    Raises NothingToTell unless the guarantee ended by a move, WrongInput.
    """
    writing, guarantee = _writing(session, "landlord-transfer", ref, letterhead)
    last = guarantee_files.last_step(session, ref)
    later = change_files.moved_to(session, ref)
    if later is None or last.reason_code != EndReason.TRANSFERRED:
        raise writing.nothing("a guarantee that ended because the tenant moves")
    content = writing.to_landlord(
        guarantee,
        changes.LandlordTransferContent,
        ended_on=last.happened_on,
        claim_until=claimable_until(session, guarantee),
    )
    return _told(guarantee, f"moved_guarantee:{later}", content)


def end(session: Session, ref: str, _on: dt.date, letterhead: Letterhead) -> Told:
    """The guarantee has ended, and why. Raises NothingToTell unless it has, WrongInput."""
    writing, guarantee = _writing(session, "end", ref, letterhead)
    last, basis = _ended(writing)
    content = writing.to_young_person(
        support.EndContent,
        home=writing.address_as_issued(guarantee),
        ended_on=min(last.happened_on, guarantee.ends_on),
        reason=last.reason_code,
        claim_until=claimable_until(session, guarantee),
    )
    return _told(guarantee, basis, content)


def landlord_end(session: Session, ref: str, _on: dt.date, letterhead: Letterhead) -> Told:
    """The guarantee has ended, and until when the landlord can claim; the content keeps a birthday to itself.

    Raises NothingToTell unless a guarantee that all had signed has ended, WrongInput.
    """
    writing, guarantee = _writing(session, "landlord-end", ref, letterhead)
    last, basis = _ended(writing)
    if last.reason_code == EndReason.OFFER_LAPSED:
        raise writing.nothing("a guarantee that was in force, and this one was never signed by all three")
    content = writing.to_landlord(
        guarantee,
        changes.LandlordEndContent,
        ended_on=min(last.happened_on, guarantee.ends_on),
        reason=last.reason_code,
        claim_until=claimable_until(session, guarantee),
    )
    return _told(guarantee, basis, content)


def report_received(session: Session, ref: str, on: dt.date, letterhead: Letterhead) -> Told:
    """Missed rent was reported: the months of the last day on which any was, and what comes next.

    Raises NothingToTell where none was reported by the day, WrongInput.
    """
    writing, guarantee = _writing(session, "report-received", ref, letterhead)
    reports = due_on_guarantees.reports(session, on, ref)
    if not reports or not guarantee_files.was_active(session, ref):
        raise writing.nothing("a report of missed rent on a guarantee that was in force")
    last = reports[-1]
    days = practice.figure("early_warning_days").value
    content = writing.to_landlord(
        guarantee,
        claims.ReportReceivedContent,
        received_on=last.stated_on,
        months=months_by_name(Month.read(month, "month") for month in last.months),
        what_next_by=last.stated_on + dt.timedelta(days=days),
        terms=terms(policies.stored(session, guarantee.policy_fingerprint)),
    )
    return _told(guarantee, last.basis, content)


def rent_rise(session: Session, ref: str, _on: dt.date, letterhead: Letterhead) -> Told:
    """What was decided of a rent above the ceiling.

    Raises NothingToTell unless consent was given or refused, WrongInput.
    """
    writing, guarantee = _writing(session, "rent-rise", ref, letterhead)
    rise = rent_rises.latest(session, guarantee)
    if rise is None:
        raise writing.nothing("a decision to consent, or not, to a rent above the ceiling")
    consented = rise.new_share_pence is not None
    before, now = (None, None) if rise.maximum_pence is None else map(in_pounds, rise.maximum_pence)
    content = writing.to_landlord(
        guarantee,
        changes.RentRiseContent,
        asked_share=in_pounds(rise.asked_share_pence),
        from_on=rise.from_on,
        consented=consented,
        new_share=None if rise.new_share_pence is None else in_pounds(rise.new_share_pence),
        ceiling=in_pounds(rise.ceiling_pence),
        maximum=before,
        new_maximum=now,
        reason=None if consented else _refused_because(session, rise.decided),
    )
    return _told(guarantee, f"guarantee_change_decision:{rise.decided.change}", content)


GATHERERS: dict[str, Callable[[Session, str, dt.date, Letterhead], Told]] = {
    "early-warning": early_warning,
    "review": review,
    "transfer": transfer,
    "end": end,
    "report-received": report_received,
    "rent-rise": rent_rise,
    "landlord-transfer": landlord_transfer,
    "landlord-end": landlord_end,
}


def _writing(session: Session, kind: str, ref: str, letterhead: Letterhead) -> tuple[Writing, Guarantee]:
    guarantee = guarantee_files.held(session, ref)
    return Writing(session, kind, ref, guarantee.case_ref, letterhead), guarantee


def _refused_because(session: Session, decided: GuaranteeChangeDecision) -> str | None:
    reworded = rewordings.of_change(session, decided.change)
    remedy = f"guarantee reword-change CH-{decided.change}"
    return in_one_paragraph(rewording.for_landlord(decided, reworded, remedy))


def _told(guarantee: Guarantee, basis: str, content: Notice) -> Told:
    return Told(
        case_ref=guarantee.case_ref, guarantee_ref=guarantee.ref, claim_ref=None, basis=basis, content=content
    )


def _ended(writing: Writing) -> tuple[guarantee_files.Step, str]:
    """How the guarantee ended, and the row that says so, of the day after where it ran out. Raises NothingToTell."""
    steps = guarantee_files.steps(writing.session, writing.ref)
    if steps[-1].status != GuaranteeStatus.ENDED:
        raise writing.nothing("a guarantee that has ended")
    return guarantee_files.last_step(writing.session, writing.ref), f"guarantee_status:{steps[-1].id}"
