"""Every act that surrounds a claim's decision, once each, beside those of acts_of_the_path."""

from guarantor.domain.access import Act
from guarantor.domain.claim_evidence import EvidenceItem
from guarantor.services.acting import confirming
from guarantor.services.claiming import claim_corrections, claims, disputes
from guarantor.services.correspondence import rewording
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.claiming import INDISCREET, C, decide, dispute, propose_undo, unjudged
from tests.services.doing_an_act import Doable
from tests.services.stories import day


@after(stories.lodged)
def refused_in_part(rehearsal: Rehearsal) -> None:
    """Ann accepted September of RG-0001/1/C1 and refused October."""
    decide(rehearsal, {"2018-09": 52_000})


@after(refused_in_part)
def disputed(rehearsal: Rehearsal) -> None:
    """The landlord disputes the refusal."""
    dispute(rehearsal)


@after(stories.accepted)
def undo_proposed(rehearsal: Rehearsal) -> None:
    """Ann has proposed to undo the acceptance, P-10."""
    propose_undo(rehearsal)


@after(stories.lodged)
def refused_indiscreetly(rehearsal: Rehearsal) -> None:
    """Ann rejected RG-0001/1/C1 with a reason such as versions before 0.6.0 let through."""
    with unjudged():
        decide(rehearsal, {}, INDISCREET)


ON_CLAIMS = (
    Doable(
        Act.RECORD_EVIDENCE,
        stories.lodged,
        "cal",
        C,
        lambda office, who: claims.record_evidence(
            office, who, C, EvidenceItem.RENT_SCHEDULE, "in the file", day("2018-11-06")
        ),
    ),
    Doable(
        Act.DISPUTE_CLAIM,
        refused_in_part,
        "cal",
        C,
        lambda office, who: disputes.dispute(office, who, C, "it was due", day("2018-11-20")),
    ),
    Doable(
        Act.ANSWER_DISPUTE,
        disputed,
        "abe",
        C,
        lambda office, who: disputes.answer(office, who, C, "reopened", "so it was", day("2018-11-25")),
    ),
    Doable(
        Act.REWORD_REASON,
        refused_indiscreetly,
        "abe",
        C,
        lambda office, who: rewording.reword_claim(office, who, C, "It was paid.", day("2018-11-08")),
    ),
    Doable(
        Act.PROPOSE_CLAIM_CORRECTION,
        stories.accepted,
        "abe",
        "P-10",
        lambda office, who: claim_corrections.propose_undo(office, who, C, "wrong home", day("2018-11-08")),
    ),
    Doable(
        Act.CONFIRM_CLAIM_CORRECTION,
        undo_proposed,
        "abe",
        "P-10",
        lambda office, who: confirming.confirm(office, who, 10, on=day("2018-11-08")),
    ),
)
"""One of each; the journal's line of each act is its subject's."""
