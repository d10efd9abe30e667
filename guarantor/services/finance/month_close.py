"""Month-end: a month's figures kept as they were known, printed the same for ever and held against the ledger.

A close does not forbid entries dated in the month: they show as corrections of the first month still open. What is
kept holds sums, codes and references only; the split by age is left out, since it rests on what can be erased.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.dates import Month
from guarantor.domain.refusals import AlreadyDone, LedgerNotClean, MonthNotOver, MonthOutOfOrder
from guarantor.domain.wrong_input import NotFound
from guarantor.services.acting import signing
from guarantor.services.acting.acts import Doing, doing
from guarantor.services.acting.office import Office, Person
from guarantor.services.finance import budget
from guarantor.services.finance.balances import balance_rows
from guarantor.services.finance.exposure import exposure_document, exposure_rows, stand
from guarantor.services.finance.month_closes import turn
from guarantor.services.finance.waterfall import falls, month_document
from guarantor.services.proof import checking
from guarantor.storage import finance_files, officers, record, sums
from guarantor.storage.engine import Session, reading
from guarantor.storage.known import Known, known_through
from guarantor.storage.tables.finance import MonthClose

PARTS_KEPT = ("area", "group", "expiry", "programme")


def close(office: Office, person: Person, month: Month, on: dt.date) -> dict[str, Any]:
    """Close a month: its exposure, waterfall, balances, budget and forecast are kept as they are known now.

    Answers with the document's SHA-256 and the signed head of the journal, whose last line names both. Raises
    MonthNotOver, AlreadyDone, MonthOutOfOrder, or LedgerNotClean where the ledger's check finds something.
    """
    with doing(office, person, Act.CLOSE_MONTH, on) as act:
        act.subject = str(month)
        _check_over(act, month)
        _check_turn(act.session, month)
        findings = checking.check_ledger(office)
        if findings:
            raise LedgerNotClean(str(month), len(findings))
        # From here on nobody else finishes an act, so that all parts are of one moment.
        record.hold_still(act.session)
        _check_turn(act.session, month)
        kept = _keep(act, month)
        act.note(sha256=kept.sha256, through_transfer=kept.through_transfer)
    with reading(office.engine) as session:
        last = record.last(session)
        assert last is not None, "a close has its line in the journal"
        head = signing.sign_head(office.settings, last.seq, last.hash, office.now())
        return {**_listed(kept), "journal_head": json.loads(head.text())}


def closed_months(office: Office) -> list[dict[str, Any]]:
    """Every closed month with the SHA-256 of what was kept, oldest first."""
    with reading(office.engine) as session:
        return [_listed(each) for each in finance_files.closes(session)]


def closed(office: Office, month: Month) -> str:
    """What was kept of a closed month, byte for byte as it was. Raises NotFound for a month that is open."""
    with reading(office.engine) as session:
        return _held(session, month).document


def recheck(office: Office, month: Month) -> dict[str, Any]:
    """Hold a closed month against the ledger as it was known then; `differs` names every figure that is another.

    The forecast is not made again: it rests on a model and a basis, which the document names. Raises NotFound.
    """
    with reading(office.engine) as session:
        kept = _held(session, month)
        known = known_through(session, kept.recorded_at, kept.through_transfer, kept.journal_seq)
        closes = [each for each in finance_files.closes(session) if each.month < kept.month]
        again = _from_the_ledger(session, month, closes, known)
    written = json.loads(kept.document)
    differs = list(_differences({name: written.get(name) for name in again}, again, ""))
    if hashlib.sha256(kept.document.encode()).hexdigest() != kept.sha256:
        differs.insert(0, "sha256")
    return {"month": kept.month, "sha256": kept.sha256, "same": not differs, "differs": differs}


def _check_over(act: Doing, month: Month) -> None:
    """A month is over when the day of the close, and in a live database today, comes after its last."""
    live = officers.mark(act.session).kind == "live"
    day = min(act.on, act.office.today()) if live else act.on
    if day <= month.last_on:
        raise MonthNotOver(str(month), day)


def _check_turn(session: Session, month: Month) -> None:
    """Months are closed in order, from the first in which anything is dated."""
    closes = finance_files.closes(session)
    for each in closes:
        if each.month == str(month):
            raise AlreadyDone(f"{month} was closed on {each.closed_on.isoformat()}")
    due = turn(session)
    if due != month:
        raise MonthOutOfOrder(str(month), str(due) if due else None)


def _keep(act: Doing, month: Month) -> MonthClose:
    session = act.session
    at, through, head = act.office.now(), sums.last_transfer(session), record.last(session)
    assert head is not None, "a database begins with a line in the journal"
    known = known_through(session, at, through, head.seq)
    document = {
        "month": str(month),
        "closed_on": act.on.isoformat(),
        "closed_by": act.number,
        "through_transfer": through,
        "journal": {"seq": head.seq, "hash": head.hash},
        **_from_the_ledger(session, month, finance_files.closes(session), known),
        "forecast": {
            **budget.budget_lines(session, month.last_on, known, with_forecast=True),
            "basis": budget.basis_document(month.last_on),
        },
    }
    text = json.dumps(document, indent=2, ensure_ascii=False)
    return act.add(
        MonthClose(
            month=str(month),
            document=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            through_transfer=through,
            journal_seq=head.seq,
            journal_hash=head.hash,
            closed_on=act.on,
            closed_by=act.number,
            recorded_at=at,
        )
    )


def _from_the_ledger(
    session: Session, month: Month, closes: list[MonthClose], known: Known
) -> dict[str, Any]:
    """The figures at the month's end, of what was known; `closes` are the months closed before it."""
    on = month.last_on
    standing = stand(session, on, known)
    (fall,) = falls(session, closes, month, month, on, known)
    return {
        "exposure": exposure_document(standing),
        "exposure_by": {part: exposure_rows(session, standing, part) for part in PARTS_KEPT},
        "waterfall": {**month_document(fall), "closed": True},
        "balances": balance_rows(session, on, known),
        "budget": budget.budget_lines(session, on, known, with_forecast=False),
    }


def _differences(written: Any, again: Any, where: str) -> Iterator[str]:
    """The places where what was written differs; a figure that was not kept then is not asked for."""
    if isinstance(written, dict) and isinstance(again, dict):
        for name, value in written.items():
            yield from _differences(value, again.get(name), f"{where}.{name}".lstrip("."))
    elif isinstance(written, list) and isinstance(again, list) and len(written) == len(again):
        for number, (value, other) in enumerate(zip(written, again, strict=True), start=1):
            yield from _differences(value, other, f"{where} {number}")
    elif written != again:
        yield f"{where}: {_told(written)} kept, {_told(again)} by the ledger as known then"


def _told(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _held(session: Session, month: Month) -> MonthClose:
    kept = finance_files.close_of(session, month)
    if kept is None:
        raise NotFound("MONTH", "a closed month", str(month))
    return kept


def _listed(kept: MonthClose) -> dict[str, Any]:
    return {
        "month": kept.month,
        "closed_on": kept.closed_on.isoformat(),
        "sha256": kept.sha256,
        "through_transfer": kept.through_transfer,
    }
