"""Reading copies of the agreement, in large print or easy words, made of what the signed one was told."""

import datetime as dt

from guarantor.domain.wrong_input import NotFound
from guarantor.services.correspondence.telling import Letterhead, Told
from guarantor.storage import guarantee_files
from guarantor.storage.engine import Session
from letters.content import AgreementContent


def agreement(session: Session, ref: str, _on: dt.date, letterhead: Letterhead) -> Told:
    """What a guarantee's agreement was told when it was made, under a code of its own. Raises NotFound."""
    guarantee = guarantee_files.held(session, ref)
    for paper in guarantee_files.papers(session, ref):
        if paper.kind == "agreement" and paper.inputs is not None:
            told = AgreementContent.model_validate_json(paper.inputs)
            return Told(
                case_ref=guarantee.case_ref,
                guarantee_ref=ref,
                claim_ref=None,
                basis=f"paper:{paper.code}",
                content=told.model_copy(update={"code": letterhead["code"]}),
            )
    raise NotFound("REF", "an agreement that is still held", ref)


GATHERERS = {"agreement": agreement}
