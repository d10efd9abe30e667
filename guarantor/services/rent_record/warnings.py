"""Early warnings and silence: the tasks that a rent record asks for, and when warnings rest.

All of it is worked out afresh from dated entries, so days that nobody looked leave no gap. Support comes first: the
first penny known to be missed asks for it, a month's rent for the formal warning. Silence is never payment and never
a warning to the young person: it asks the landlord. Knows nothing of which of these tasks are stored.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from guarantor.domain import practice
from guarantor.domain.access import Act
from guarantor.domain.money import pounds
from guarantor.domain.task_kinds import TaskKind
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger import day_by_day, stages
from guarantor.ledger.carried import CannotCarry
from guarantor.ledger.day_by_day import Episode
from guarantor.ledger.stages import Stage
from guarantor.ledger.transfer import Posting
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import policies
from guarantor.services.finance.carried_forward import Rent
from guarantor.services.worktrays.wanted import InForce, Wanted
from guarantor.storage import guarantee_files, rent_files
from guarantor.storage.engine import Session
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.tasks import WarningPause

WARNINGS = frozenset({TaskKind.EARLY_WARNING, TaskKind.FORMAL_WARNING})


def pause(
    office: Office, person: Person, ref: str, from_on: dt.date, until_on: dt.date, reason: str, on: dt.date
) -> dict[str, Any]:
    """Let early warnings rest between two days, both included; they go on by themselves on the day after.

    Raises WrongInput for an end before the beginning, or without a reason.
    """
    if until_on < from_on:
        raise WrongInput.at("--until", f"expected {from_on.isoformat()} or later, when the pause begins")
    if not reason.strip():
        raise WrongInput.at("--reason", "expected why early warnings rest")
    with doing(office, person, Act.PAUSE_WARNINGS, on) as act:
        guarantee_files.held(act.session, ref, to_change=True)
        act.subject = ref
        act.add(
            WarningPause(
                guarantee_ref=ref,
                from_on=from_on,
                until_on=until_on,
                reason=reason.strip(),
                officer=act.number,
                recorded_at=act.at,
            )
        )
        act.note(from_on=from_on.isoformat(), until_on=until_on.isoformat())
        return {"guarantee_ref": ref, "paused_from": from_on.isoformat(), "until": until_on.isoformat()}


def wanted(
    session: Session, guarantee: Guarantee, in_force: InForce, on: dt.date, pending: Iterable[Posting] = ()
) -> list[Wanted]:
    """The tasks that the rent record asks for up to a day; `pending` are postings of an act under way."""
    ref = guarantee.ref
    policy = policies.stored(session, guarantee.policy_fingerprint)
    alarm_days: int = policy.parameter("silence_alarm_days")
    formal_months: int = policy.parameter("formal_warning_months")

    def formal_pence_on(day: dt.date) -> int:
        return formal_months * guarantee_files.share_pence(session, guarantee, day)

    moved = rent_files.moved(session, ref, pending)
    closes = day_by_day.closes(moved, rent_files.heard_on(session, ref), on, alarm_days)
    rests = rent_files.pauses(session, ref)
    tasks: list[Wanted] = []
    for episode in day_by_day.episodes(closes, formal_pence_on):
        tasks += _warnings(ref, episode, in_force, rests)
    for silence in day_by_day.silences(closes, alarm_days):
        basis = f"silence {ref} {_named(silence.due_on, silence.turn)}"
        began_on = in_force.not_before(silence.began_on)
        tasks += _dated(TaskKind.SILENCE, basis, began_on, "silence_days", silence.heard_on, in_force)
    return [each for each in tasks if each.opened_on <= on]


def stage_document(session: Session, guarantee: Guarantee, found: Rent) -> dict[str, Any]:
    """The stage of a day with its history, from the close that it is carried from, and the pauses of warnings."""
    rent = found.state
    policy = policies.stored(session, guarantee.policy_fingerprint)
    months = (policy.parameter("formal_warning_months"), policy.parameter("call_after_months"))
    share_pence = guarantee_files.share_pence(session, guarantee, rent.on)
    stage: Stage = stages.stage(rent, share_pence, *months)
    if found.carried is None:
        steps = stages.history(found.entries, rent.on, share_pence, *months)
    else:
        carried = stages.history_from(found.carried, found.entries, rent.on, share_pence, *months)
        assert not isinstance(carried, CannotCarry), "what carries to a day carries to the days before it"
        steps = carried
    rests = rent_files.pauses(session, guarantee.ref)
    return {
        "stage": stage,
        "stages": [
            {"from": each.on.isoformat(), "stage": each.stage, "arrears": pounds(each.arrears_pence)}
            for each in steps
        ],
        "warnings_paused": any(each.from_on <= rent.on <= each.until_on for each in rests),
        "pauses": [
            {"from": each.from_on.isoformat(), "until": each.until_on.isoformat(), "reason": each.reason}
            for each in rests
        ],
    }


def _warnings(ref: str, episode: Episode, in_force: InForce, rests: Iterable[WarningPause]) -> list[Wanted]:
    named = _named(episode.due_on, episode.turn)
    steps = [(TaskKind.EARLY_WARNING, episode.began_on, "early_warning_days")]
    if episode.formal_on is not None:
        steps.append((TaskKind.FORMAL_WARNING, episode.formal_on, "formal_warning_days"))
    tasks: list[Wanted] = []
    for kind, asked_on, days in steps:
        opened_on = _rested(in_force.not_before(asked_on), rests)
        tasks += _dated(kind, f"{kind} {ref} {named}", opened_on, days, episode.cleared_on, in_force)
    return tasks


def _rested(day: dt.date, rests: Iterable[WarningPause]) -> dt.date:
    """The first day from this one on that is in no pause."""
    # By their first days, so a pause that begins where another ended is still to come.
    for each in rests:
        if each.from_on <= day <= each.until_on:
            day = each.until_on + dt.timedelta(days=1)
    return day


def _dated(
    kind: TaskKind,
    basis: str,
    opened_on: dt.date,
    days: str,
    over_on: dt.date | None,
    in_force: InForce,
) -> list[Wanted]:
    """The task, unless what asks for it was over before it could be opened, or the guarantee was."""
    if (over_on is not None and over_on <= opened_on) or not in_force.on(opened_on):
        return []
    due_on = opened_on + dt.timedelta(days=practice.figure(days).value)
    return [Wanted(kind, basis, opened_on, due_on, over_on)]


def _named(due_on: dt.date, turn: int) -> str:
    return due_on.isoformat() if turn == 1 else f"{due_on.isoformat()} {turn}"
