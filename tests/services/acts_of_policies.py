"""Every act on proposed policies, once each, beside those of acts_of_the_path."""

from guarantor.domain.access import Act
from guarantor.services.adoption import proposals
from guarantor.services.adoption.proposals import NewValue, SourceKind
from tests.rehearsing import Rehearsal, after
from tests.services.doing_an_act import Doable
from tests.services.stories import day

MINUTED = NewValue("in_touch_days", "42", SourceKind.MINUTE, "Panel, 22 January 2019, item 5")
FROM_ON, ON = day("2019-06-01"), day("2019-04-30")


@after(Rehearsal.staff)
def policy_proposed(rehearsal: Rehearsal) -> None:
    """Ann has proposed PP-1: in touch within 42 days, from June 2019."""
    proposals.propose(
        rehearsal.office, rehearsal.ann, "kent-pilot", [MINUTED], FROM_ON, "fewer drift away", ON
    )


OF_POLICIES = (
    Doable(
        Act.PROPOSE_POLICY,
        Rehearsal.staff,
        "ann",
        "PP-1",
        lambda office, who: proposals.propose(office, who, "kent-pilot", [MINUTED], FROM_ON, "to see", ON),
    ),
    Doable(
        Act.WITHDRAW_POLICY,
        policy_proposed,
        "abe",
        "PP-1",
        lambda office, who: proposals.withdraw(office, who, 1, "not that one", ON),
    ),
)
