"""A landlord checks a paper by its code and the home's postcode: what stands, and whether a file is the one issued.

Nobody is named, and a wrong postcode is answered as a wrong code is: the same words, after the same questions to the
database. A file is never opened: its digest is compared and nothing else. Every check is noted, without who made it.
"""

import datetime as dt
import hashlib
import hmac
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from guarantor.domain.lifecycle import EndReason, GuaranteeStatus
from guarantor.domain.references import paper_code
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office
from guarantor.services.guaranteeing.guarantees import end_due
from guarantor.storage import change_files, check_files, guarantee_files, letter_files
from guarantor.storage.engine import Session, acting, reading
from guarantor.storage.letter_files import Issued

MOST_BYTES = 5_000_000
"""The largest file that is compared."""

_NO_DEED = '{"home": {"postcode": ""}}'
# A little wider than postcodes are, since the record holds what a landlord wrote.
_SHORTEST, _LONGEST = 5, 10


class Outcome(StrEnum):
    """What a check found. A guarantee's deed and agreement stand as the guarantee does; any other paper is a letter."""

    IN_FORCE = "in_force"
    NOT_YET_SIGNED = "not_yet_signed"
    ENDED = "ended"
    NEVER_SIGNED = "never_signed"
    WITHDRAWN = "withdrawn"
    LETTER = "letter"
    WRONG_POSTCODE = "wrong_postcode"
    UNKNOWN = "unknown"


class File(StrEnum):
    """What a file is beside the paper of the code."""

    ISSUED = "issued"
    SIGNED_COPY = "signed_copy"
    OTHER = "other"


@dataclass(frozen=True)
class Standing:
    """What anybody with the code and the postcode is told. `since` is the day of the end or the withdrawal."""

    outcome: Outcome
    kind: str
    ref: str
    made_on: dt.date
    sha256: str
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    cap_pence: int | None = None
    since: dt.date | None = None
    file: File | None = None


def check(office: Office, code: str, postcode: str, content: bytes | None = None) -> Standing | None:
    """What stands of the paper; None for a code and a postcode that do not belong together, whichever is wrong.

    Raises WrongInput where either cannot be one, or the file is too large.
    """
    plain_code, plain_postcode = paper_code(code, "code"), _postcode(postcode)
    if content is not None and len(content) > MOST_BYTES:
        raise WrongInput.at("file", f"expected at most {MOST_BYTES // 1_000_000} MB")
    sha256 = None if content is None else hashlib.sha256(content).hexdigest()
    day = business_day(office, None)
    with reading(office.engine) as session:
        paper = letter_files.by_code(session, plain_code)
        deed = json.loads(
            check_files.deed_inputs(session, paper.guarantee_ref if paper else None) or _NO_DEED
        )
        belongs = _same(plain_postcode, _plain(deed["home"]["postcode"]))
        found = standing(session, paper, day, sha256) if paper is not None and belongs else None
    with acting(office.engine) as session:
        not_found = Outcome.UNKNOWN if paper is None else Outcome.WRONG_POSTCODE
        check_files.add(
            session,
            hashlib.sha256(f"paper code {plain_code}".encode()).hexdigest(),
            paper.code if paper else None,
            found.outcome if found else not_found,
            found.file if found else None,
            office.now(),
        )
    return found


def latest(office: Office, page: int, at_once: int) -> tuple[list[dict[str, Any]], int]:
    """The checks that were made, the latest first, and how many pages of them there are."""
    with reading(office.engine) as session:
        pages = max(1, -(-check_files.how_many(session) // at_once))
        page = min(max(page, 1), pages)
        return [vars(each) for each in check_files.latest(session, (page - 1) * at_once, at_once)], pages


def _postcode(text: str) -> str:
    """A postcode without blanks, in capitals. Raises WrongInput for what cannot be one."""
    plain = _plain(text)
    if not _SHORTEST <= len(plain) <= _LONGEST:
        raise WrongInput.at("postcode", "expected the postcode of the home, such as CT1 2ZZ")
    return plain


def _plain(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter.isalnum())


def _same(given: str, held: str) -> bool:
    """Whether two texts are the same, in a time that does not tell how much of them is."""
    return hmac.compare_digest(
        hashlib.sha256(given.encode()).digest(), hashlib.sha256(held.encode()).digest()
    )


def standing(session: Session, paper: Issued, day: dt.date, sha256: str | None = None) -> Standing:
    """What stands of a paper on a day, and what a file of this digest is beside it."""
    told: dict[str, Any] = {
        "kind": "letter" if paper.basis else paper.kind,
        "ref": paper.guarantee_ref or paper.case_ref,
        "made_on": paper.made_on,
        "sha256": paper.sha256,
        "file": None if sha256 is None else _compared(session, paper, sha256),
    }
    withdrawn = letter_files.withdrawal(session, paper.code)
    if withdrawn is not None:
        return Standing(Outcome.WITHDRAWN, since=withdrawn.withdrawn_on, **told)
    if paper.basis or paper.guarantee_ref is None:
        return Standing(Outcome.LETTER, **told)
    return _of_guarantee(session, paper.guarantee_ref, day, told)


def _of_guarantee(session: Session, ref: str, day: dt.date, told: dict[str, Any]) -> Standing:
    guarantee = guarantee_files.held(session, ref)
    told |= {
        "starts_on": guarantee.starts_on,
        "ends_on": guarantee.ends_on,
        "cap_pence": guarantee_files.cap_pence(session, guarantee),
    }
    step = guarantee_files.last_step(session, ref)
    over_on = step.happened_on if step.status == GuaranteeStatus.ENDED else None
    if over_on is None:
        # By its own words it may be over although the daily run has not come by yet.
        due = end_due(session, guarantee, day)
        over_on = due[1] if due else None
        lapsed = due is not None and due[0] is EndReason.OFFER_LAPSED
    else:
        lapsed = not guarantee_files.was_active(session, ref)
    if lapsed:
        return Standing(Outcome.NEVER_SIGNED, since=over_on, **told)
    if over_on is not None:
        return Standing(Outcome.ENDED, since=over_on, **told)
    if step.status == GuaranteeStatus.OFFERED:
        return Standing(Outcome.NOT_YET_SIGNED, **told)
    notice = change_files.notice_given(session, ref)
    if notice is not None:
        told["ends_on"] = min(guarantee.ends_on, notice.ended_on)
    return Standing(Outcome.IN_FORCE, **told)


def _compared(session: Session, paper: Issued, sha256: str) -> File:
    if sha256 == paper.sha256:
        return File.ISSUED
    return File.SIGNED_COPY if check_files.is_signed_copy(session, paper.code, sha256) else File.OTHER
