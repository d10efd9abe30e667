"""Every act on what is kept how long, once each, beside those of acts_of_the_path."""

from io import BytesIO

from guarantor.domain.access import Act
from guarantor.services.acting import confirming
from guarantor.services.data_protection import deletion, legal_holds, subject_access
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.doing_an_act import Doable
from tests.services.stories import day

LATER = day("2032-01-01")


@after(stories.declined)
def held(rehearsal: Rehearsal) -> None:
    """Ada holds RG-0001."""
    legal_holds.put(rehearsal.office, rehearsal.ada, "RG-0001", "a claim was announced", day("2018-07-10"))


@after(stories.declined)
def deletion_proposed(rehearsal: Rehearsal) -> None:
    """Ada has proposed that what is due in 2032 goes."""
    deletion.propose(rehearsal.office, rehearsal.ada, LATER)


OF_RETENTION = (
    Doable(
        Act.ANSWER_ACCESS_REQUEST,
        stories.declined,
        "ann",
        "RG-0001",
        lambda office, who: subject_access.make(office, who, ["RG-0001"], BytesIO(), day("2018-07-10")),
    ),
    Doable(
        Act.PUT_HOLD,
        stories.declined,
        "ada",
        "RG-0001",
        lambda office, who: legal_holds.put(office, who, "RG-0001", "announced", day("2018-07-10")),
    ),
    Doable(
        Act.LIFT_HOLD,
        held,
        "bo",
        "RG-0001",
        lambda office, who: legal_holds.lift(office, who, "RG-0001", "settled", day("2018-07-11")),
    ),
    Doable(
        Act.PROPOSE_DELETION,
        stories.declined,
        "ada",
        "P-10",
        lambda office, who: deletion.propose(office, who, LATER),
    ),
    Doable(
        Act.CONFIRM_DELETION,
        deletion_proposed,
        "bo",
        "P-10",
        lambda office, who: confirming.confirm(office, who, 10, on=LATER),
    ),
)
