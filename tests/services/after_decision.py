"""How far a rehearsal has come after a decision besides a guarantee: waiting, review, exception, costs, complaint."""

from guarantor.services.acting import confirming
from guarantor.services.casework import complaints, costs, exceptions, refusal_reviews
from guarantor.services.worktrays import daily
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.stories import approve, day, issue

P = 10
"""The number of the first act of two that a story proposes: nine staffed the rehearsal."""


@after(stories.hired)
def full(rehearsal: Rehearsal) -> None:
    """One place, held by RG-0001/1 since 5 July 2018."""
    rehearsal.adopt(places=1)
    rehearsal.offered_guarantee("RG-0001")


@after(full)
def three_wait(rehearsal: Rehearsal) -> None:
    """RG-0003 was decided on 6 July, RG-0002 on 7 July and RG-0004 on 8 July 2018: no place was free."""
    for ref, on in (("RG-0003", "2018-07-06"), ("RG-0002", "2018-07-07"), ("RG-0004", "2018-07-08")):
        approve(rehearsal, {}, on=on, ref=ref)


@after(three_wait)
def place_free_again(rehearsal: Rehearsal) -> None:
    """RG-0001/1 lapsed unsigned: its place is free and three wait for it on 3 August 2018."""
    daily.run(rehearsal.office, day("2018-08-03"))


@after(stories.hired)
def approved_before_the_place_went(rehearsal: Rehearsal) -> None:
    """One place; RG-0001 and RG-0002 were approved on 3 July while it was free, and RG-0001 got it."""
    rehearsal.adopt(places=1)
    rehearsal.approved_case("RG-0001")
    rehearsal.approved_case("RG-0002")
    issue(rehearsal, "RG-0001")


@after(stories.declined)
def review_asked(rehearsal: Rehearsal) -> None:
    """RG-0001, declined by Ann on 3 July 2018, is to be reviewed; Cora wrote the request down on 5 July."""
    refusal_reviews.ask(
        rehearsal.office, rehearsal.cora, "RG-0001", "I have learnt to cook", day("2018-07-05")
    )


@after(stories.declined)
def complained(rehearsal: Rehearsal) -> None:
    """A complaint about RG-0001 was received on 10 July 2018."""
    complaints.complain(rehearsal.office, rehearsal.cora, "RG-0001", "nobody called back", day("2018-07-10"))


@after(Rehearsal.staff)
def not_ready(rehearsal: Rehearsal) -> None:
    """RG-0001 is ineligible: it cannot cook."""
    rehearsal.assessed_case(changes={"readiness.cooking": False})


@after(not_ready)
def exception_proposed(rehearsal: Rehearsal) -> None:
    """Ann has proposed to except `ready` on 3 July 2018, P-10."""
    exceptions.propose_exception(
        rehearsal.office,
        rehearsal.ann,
        "RG-0001",
        ["ready"],
        [],
        "a cook lives next door",
        day("2018-07-03"),
    )


@after(stories.drafted)
def cost_proposed(rehearsal: Rehearsal) -> None:
    """RG-0001/K1, £120.00 for advice, was proposed by Cora on 5 July 2018, P-10."""
    costs.propose_cost(
        rehearsal.office,
        rehearsal.cora,
        "RG-0001",
        "advice",
        12_000,
        "Shelter's solicitor",
        day("2018-07-05"),
    )


@after(cost_proposed)
def cost_approved(rehearsal: Rehearsal) -> None:
    """The £120.00 were approved by Ann on 6 July 2018."""
    confirming.confirm(rehearsal.office, rehearsal.ann, P, on=day("2018-07-06"))
