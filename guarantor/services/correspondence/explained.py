"""Reading copies of the deed and the agreement, large or in easy words, made of what the signed ones were told."""

import datetime as dt

from guarantor.domain.wrong_input import NotFound
from guarantor.services.correspondence.telling import Letterhead, Told
from guarantor.storage import guarantee_files
from guarantor.storage.engine import Session
from letters.content import AgreementContent, DeedContent, Guaranteed


def agreement(session: Session, ref: str, _on: dt.date, letterhead: Letterhead) -> Told:
    """What a guarantee's agreement was told when it was made, under a code of its own. Raises NotFound."""
    return _to_read(session, "agreement", AgreementContent, ref, letterhead)


def deed(session: Session, ref: str, _on: dt.date, letterhead: Letterhead) -> Told:
    """What a guarantee's deed was told when it was made, under a code of its own. Raises NotFound."""
    return _to_read(session, "deed", DeedContent, ref, letterhead)


def _to_read(
    session: Session, kind: str, content: type[Guaranteed], ref: str, letterhead: Letterhead
) -> Told:
    guarantee = guarantee_files.held(session, ref)
    for paper in guarantee_files.papers(session, ref):
        if paper.kind == kind and paper.inputs is not None:
            told = content.model_validate_json(paper.inputs)
            return Told(
                case_ref=guarantee.case_ref,
                guarantee_ref=ref,
                claim_ref=None,
                basis=f"paper:{paper.code}",
                content=told.model_copy(update={"code": letterhead["code"]}),
            )
    raise NotFound("REF", f"the {kind} of a guarantee that is still held", ref)


GATHERERS = {"agreement": agreement, "deed": deed}
