"""Every act on a guarantee between its issue and its end, once each, beside those of acts_of_the_path."""

from guarantor.domain.access import Act
from guarantor.domain.guarantee_changes import ChangeDecision, ChangeKind
from guarantor.domain.lifecycle import EndReason
from guarantor.services.acting import confirming
from guarantor.services.guaranteeing import changes, ending, moves
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.doing_an_act import Doable
from tests.services.stories import day

G = "RG-0001/1"


@after(stories.active)
def end_proposed(rehearsal: Rehearsal) -> None:
    """Cal has proposed the end of RG-0001/1 as of 15 October 2018, P-10."""
    ending.propose(rehearsal.office, rehearsal.cal, G, EndReason.TENANCY_ENDED, day("2018-10-15"))


@after(stories.active)
def change_opened(rehearsal: Rehearsal) -> None:
    """Cal has opened CH-1: a rent above the ceiling."""
    kind, on = ChangeKind.RENT_ABOVE_CEILING, day("2018-10-15")
    changes.open_change(rehearsal.office, rehearsal.cal, G, kind, "£600.00 from November", on)


AFTER_ISSUE = (
    Doable(
        Act.END_GUARANTEE,
        stories.offered,
        "abe",
        G,
        lambda office, who: ending.end(office, who, G, EndReason.OFFER_LAPSED, day("2018-08-10")),
    ),
    Doable(
        Act.PROPOSE_END,
        stories.active,
        "cal",
        "P-10",
        lambda office, who: ending.end(office, who, G, EndReason.TENANCY_ENDED, day("2018-10-15")),
    ),
    Doable(
        Act.CONFIRM_END,
        end_proposed,
        "abe",
        G,
        lambda office, who: confirming.confirm(office, who, 10, on=day("2018-10-16")),
    ),
    Doable(
        Act.OPEN_CHANGE,
        stories.active,
        "cal",
        G,
        lambda office, who: changes.open_change(
            office, who, G, ChangeKind.JOINT_TENANT, "a partner moves in", day("2018-10-15")
        ),
    ),
    Doable(
        Act.DECIDE_CHANGE,
        change_opened,
        "abe",
        G,
        lambda office, who: changes.decide(
            office, who, 1, ChangeDecision.NOT_CONSENTED, "too dear", day("2018-10-16")
        ),
    ),
    Doable(
        Act.ASK_FOR_TRANSFER,
        stories.active,
        "cal",
        G,
        lambda office, who: moves.ask(office, who, G, stories.NEW_HOME, day("2018-11-01")),
    ),
)
"""One of each; the journal's line of each act is its subject's."""
