"""Explorations as every process of the pages finds them. Each function is one short statement or two.

A run is at work while it waits or is worked on and its process was heard of since an instant; one that was not heard of
since is lost, whatever its row says.
"""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, func, select, text, update
from sqlalchemy.orm import Session, defer

from guarantor.storage import new_rows
from guarantor.storage.tables.long_runs import KeptRun

AT_WORK = ("waiting", "running")


def hold_still(session: Session) -> None:
    """Let no other process ask for a run or begin one until this ends. On SQLite whoever writes is alone anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(2, 0)"))


def add(session: Session, run: KeptRun) -> None:
    """Keep a run that was asked for."""
    new_rows.write(session, run)


def of(session: Session, asked_by: int, token: str) -> KeptRun | None:
    """The run of that token, where that officer asked for it."""
    return session.scalar(select(KeptRun).where(KeptRun.token == token, KeptRun.asked_by == asked_by))


def all_of(session: Session, asked_by: int) -> list[KeptRun]:
    """The runs an officer asked for, the latest first; what came out is not read."""
    asked = select(KeptRun).where(KeptRun.asked_by == asked_by).order_by(KeptRun.number.desc())
    return list(session.scalars(asked.options(defer(KeptRun.document, raiseload=True))))


def at_work_of(session: Session, asked_by: int, heard_since: dt.datetime) -> int:
    """How many runs of an officer are at work."""
    asked = select(func.count()).select_from(KeptRun)
    return session.scalar(asked.where(KeptRun.asked_by == asked_by, _at_work(heard_since))) or 0


def next_one(session: Session, heard_since: dt.datetime, most: int) -> str | None:
    """The token of the run whose turn it is: the first that waits, where fewer than `most` are worked on."""
    asked = select(KeptRun.token, KeptRun.state).where(_at_work(heard_since)).order_by(KeptRun.number)
    rows = session.execute(asked).all()
    if sum(state == "running" for _, state in rows) >= most:
        return None
    return next((token for token, state in rows if state == "waiting"), None)


def begin(session: Session, token: str, at: dt.datetime) -> None:
    """A run that waited is worked on from now on."""
    waits = (KeptRun.token == token) & (KeptRun.state == "waiting")
    session.execute(update(KeptRun).where(waits).values(state="running", beat_at=at))


def heard_of(session: Session, tokens: Sequence[str], at: dt.datetime) -> None:
    """The process that has these runs is still there."""
    session.execute(update(KeptRun).where(KeptRun.token.in_(tokens)).values(beat_at=at))


def step(session: Session, token: str, done: int, steps: int) -> None:
    """How far a run is."""
    session.execute(update(KeptRun).where(KeptRun.token == token).values(steps_done=done, steps=steps))


def to_leave(session: Session, tokens: Sequence[str]) -> set[str]:
    """Those of the runs that are not to be gone on with: a stop was asked for, or they were told to be over."""
    goes_on = select(KeptRun.token).where(
        KeptRun.token.in_(tokens), KeptRun.state.in_(AT_WORK), ~KeptRun.stop_asked
    )
    return set(tokens) - set(session.scalars(goes_on))


def ask_to_stop(session: Session, token: str) -> None:
    """Whoever works on the run is to stop."""
    session.execute(update(KeptRun).where(KeptRun.token == token).values(stop_asked=True))


def end(
    session: Session,
    tokens: Sequence[str],
    state: str,
    says: str,
    at: dt.datetime,
    document: str | None = None,
) -> None:
    """Runs that were at work are over; what is over already stays as it is."""
    session.execute(
        update(KeptRun)
        .where(KeptRun.token.in_(tokens), KeptRun.state.in_(AT_WORK))
        .values(state=state, says=says, document=document, beat_at=at)
    )


def end_waiting(session: Session, token: str, says: str, at: dt.datetime) -> None:
    """A run that still waits is over before it began."""
    waits = (KeptRun.token == token) & (KeptRun.state == "waiting")
    session.execute(update(KeptRun).where(waits).values(state="stopped", says=says, beat_at=at))


def end_lost(session: Session, heard_before: dt.datetime, says: str) -> None:
    """Runs whose process was not heard of since are over."""
    lost = KeptRun.state.in_(AT_WORK) & (KeptRun.beat_at < heard_before)
    session.execute(update(KeptRun).where(lost).values(state="stopped", says=says))


def forget(session: Session, before: dt.datetime, most: int) -> None:
    """Take away the runs that were over before an instant, and the oldest of them where there are more than `most`."""
    over = KeptRun.state.not_in(AT_WORK)
    session.execute(delete(KeptRun).where(over, KeptRun.beat_at < before))
    latest = select(KeptRun.number).order_by(KeptRun.number.desc()).limit(most).scalar_subquery()
    session.execute(delete(KeptRun).where(over, KeptRun.number.not_in(latest)))


def _at_work(heard_since: dt.datetime) -> ColumnElement[bool]:
    return KeptRun.state.in_(AT_WORK) & (KeptRun.beat_at >= heard_since)
