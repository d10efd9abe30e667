"""A paper as a file: drawn, sealed, and never made again."""

import json

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import Doing
from guarantor.services.correspondence import sealing
from letters import pdf
from letters.document import Document


def drawn_and_sealed(act: Doing, kind: str, document: Document) -> bytes:
    """The file of a paper under the council's seal. Raises WrongInput where it cannot be drawn or sealed."""
    try:
        drawn = pdf.render(document)
    except ValueError as error:
        raise WrongInput.at(f"the {kind}", str(error)) from None
    return sealing.sealed(act, drawn)


def clause_versions(document: Document) -> str:
    """Which clause in which version the paper carries, as JSON."""
    return json.dumps([{"id": each.id, "version": each.version} for each in document.clause_versions])
