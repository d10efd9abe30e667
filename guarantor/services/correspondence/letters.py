"""Letters: made once from the record, sealed, stored, and given out as they are ever after."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from guarantor.domain.access import Act
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting.acts import Doing, doing
from guarantor.services.acting.office import Office, Person
from guarantor.services.correspondence import explained, files, for_cases, for_claims, for_guarantees, sealing
from guarantor.services.correspondence.letterhead import letterhead, sources_of_help, told_wrongly
from guarantor.services.correspondence.telling import Letterhead, Told
from guarantor.storage import case_files, letter_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.letters import Letter
from letters import pdf
from letters.kinds import KINDS, Edition
from letters.notices import registry
from letters.seal import fingerprint

Gatherer = Callable[[Session, str, dt.date, Letterhead], Told]
_GATHERERS: Mapping[str, Gatherer] = {
    **for_cases.GATHERERS,
    **for_guarantees.GATHERERS,
    **for_claims.GATHERERS,
    **explained.GATHERERS,
}


def issue(
    office: Office, person: Person, kind: str, ref: str, on: dt.date, edition: Edition = Edition.STANDARD
) -> dict[str, Any]:
    """Make the letter that the record asks for, seal it and store it; what was made before is not made again.

    Answers with the letter's code, its digest and whether it is new. Raises NothingToTell where the record has no
    such thing to tell, NotFound, and WrongInput where an edition does not exist or a fact cannot stand on paper.
    """
    _check_edition(kind, edition)
    pdf.prepare()
    sealing.prepare(office)
    with doing(office, person, Act.ISSUE_LETTER, on, content={"ref": ref}) as act:
        told = _told(act, kind, ref, on)
        act.subject = told.claim_ref or told.guarantee_ref or told.case_ref
        # Whoever asks for the same letter at the same moment waits here, and is given this one.
        case_files.held(act.session, told.case_ref, to_change=True)
        standing = letter_files.standing_letter(act.session, kind, told.basis, edition)
        letter = standing or _store(act, kind, edition, told)
        act.note(kind=kind, edition=edition, letter=letter.code, new=standing is None)
        return {
            "kind": kind,
            "edition": edition,
            "ref": act.subject,
            "code": letter.code,
            "sha256": letter.sha256,
            "new": standing is None,
        }


def file(office: Office, code: str) -> bytes:
    """The file of a paper or letter as it was issued. Raises NotFound, also where its content was erased."""
    with reading(office.engine) as session:
        content = letter_files.content(session, code)
    if content is None:
        raise NotFound("CODE", "a paper that is still held", code)
    return content


def _check_edition(kind: str, edition: Edition) -> None:
    if kind not in _GATHERERS:
        raise WrongInput.at("KIND", f"expected one of {', '.join(_GATHERERS)}, not {kind!r}")
    if edition not in registry.editions(kind):
        held = [each for each in KINDS[kind].editions if each is not edition]
        raise WrongInput.at("--edition", f"expected {' or '.join(held)} for the {kind}, not {edition}")


def _told(act: Doing, kind: str, ref: str, on: dt.date) -> Told:
    head = letterhead(act, on) | {"help": sources_of_help(act.office.settings)}
    try:
        return _GATHERERS[kind](act.session, ref, on, head)
    except ValidationError as error:
        raise told_wrongly(error) from None


def _store(act: Doing, kind: str, edition: Edition, told: Told) -> Letter:
    try:
        document = registry.document(kind, told.content, edition)
    except ValidationError as error:
        raise told_wrongly(error) from None
    content = files.drawn_and_sealed(act, kind, document)
    return act.add(
        Letter(
            code=told.content.code,
            case_ref=told.case_ref,
            guarantee_ref=told.guarantee_ref,
            claim_ref=told.claim_ref,
            kind=kind,
            edition=edition,
            basis=told.basis,
            made_on=act.on,
            sha256=fingerprint(content),
            clause_versions=files.clause_versions(document),
            inputs=told.content.model_dump_json(),
            content_bytes=content,
            officer=act.number,
            recorded_at=act.at,
        )
    )


def title(kind: str) -> str:
    """What a kind of paper is called."""
    return KINDS[kind].title
