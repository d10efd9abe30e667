"""What a plan to pay back must share out, asked before it is agreed."""

from guarantor.services.acting.office import Office
from guarantor.services.paying.recovery import not_paid_back_pence
from guarantor.storage import claim_files
from guarantor.storage.engine import reading


def left_to_promise(office: Office, claim_ref: str) -> int:
    """What was paid on a claim and has neither come back nor been written off, in pence. Raises NotFound."""
    with reading(office.engine) as session:
        claim_files.held(session, claim_ref)
        return not_paid_back_pence(session, claim_ref)
