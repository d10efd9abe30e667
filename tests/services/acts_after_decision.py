"""The acts that follow a decision besides a guarantee, once each."""

from guarantor.domain.access import Act
from guarantor.services.acting import confirming
from guarantor.services.casework import (
    complaints,
    costs,
    exceptions,
    notes,
    refusal_reviews,
    waiting,
    withdrawing,
)
from tests.services import stories
from tests.services.after_decision import (
    P,
    approved_before_the_place_went,
    complained,
    cost_approved,
    cost_proposed,
    exception_proposed,
    not_ready,
    review_asked,
    three_wait,
)
from tests.services.doing_an_act import Doable
from tests.services.stories import day

AFTER_DECISION = (
    Doable(
        Act.ADD_NOTE,
        stories.assessed,
        "cal",
        "RG-0001",
        lambda office, who: notes.add(office, who, "RG-0001", "rang, no answer", day("2018-07-10")),
    ),
    Doable(
        Act.WITHDRAW_CASE,
        stories.assessed,
        "cal",
        "RG-0001",
        lambda office, who: withdrawing.withdraw(office, who, "RG-0001", "moved away", day("2018-07-10")),
    ),
    Doable(
        Act.JOIN_WAITING,
        approved_before_the_place_went,
        "cal",
        "RG-0002",
        lambda office, who: waiting.wait(office, who, "RG-0002", day("2018-07-10")),
    ),
    Doable(
        Act.SKIP_WAITING,
        three_wait,
        "abe",
        "RG-0003",
        lambda office, who: waiting.let_pass(office, who, "RG-0003", "in hospital", day("2018-07-10")),
    ),
    Doable(
        Act.ASK_FOR_REVIEW,
        stories.declined,
        "cal",
        "RG-0001",
        lambda office, who: refusal_reviews.ask(office, who, "RG-0001", "please", day("2018-07-05")),
    ),
    Doable(
        Act.REVIEW_REFUSAL,
        review_asked,
        "abe",
        "RG-0001",
        lambda office, who: refusal_reviews.review(
            office, who, "RG-0001", "overturned", "the facts bear it", day("2018-07-09")
        ),
    ),
    Doable(
        Act.RECORD_COMPLAINT,
        stories.declined,
        "cal",
        "RG-0001",
        lambda office, who: complaints.complain(office, who, "RG-0001", "too slow", day("2018-07-10")),
    ),
    Doable(
        Act.ANSWER_COMPLAINT,
        complained,
        "abe",
        "RG-0001",
        lambda office, who: complaints.answer(
            office, who, "RG-0001", "upheld", "we are sorry", day("2018-07-20")
        ),
    ),
    Doable(
        Act.PROPOSE_EXCEPTION,
        not_ready,
        "abe",
        f"P-{P}",
        lambda office, who: exceptions.propose_exception(
            office, who, "RG-0001", ["ready"], [], "a cook lives next door", day("2018-07-03")
        ),
    ),
    Doable(
        Act.CONFIRM_EXCEPTION,
        exception_proposed,
        "abe",
        f"P-{P}",
        lambda office, who: confirming.confirm(office, who, P, on=day("2018-07-04")),
    ),
    Doable(
        Act.PROPOSE_COST,
        stories.drafted,
        "cal",
        f"P-{P}",
        lambda office, who: costs.propose_cost(
            office, who, "RG-0001", "legal", 12_000, "reading the deed", day("2018-07-05")
        ),
    ),
    Doable(
        Act.CONFIRM_COST,
        cost_proposed,
        "abe",
        f"P-{P}",
        lambda office, who: confirming.confirm(office, who, P, on=day("2018-07-06")),
    ),
    Doable(
        Act.PAY_COST,
        cost_approved,
        "finn",
        "RG-0001/K1",
        lambda office, who: costs.pay(office, who, "RG-0001/K1", "BACS-9", day("2018-07-20")),
    ),
)
"""One of each; the journal's line of each act is its subject's."""
