"""`guarantor case`, what follows a decision: withdrawal, waiting, review of a refusal, complaints, costs."""

from typing import Annotated

import typer

from guarantor.cli.acting import day_given, desk, left_open, look
from guarantor.cli.answers import AsJson, By, Key, On, answer, who, who_sees
from guarantor.domain.access import Act, View
from guarantor.domain.money import positive_pence
from guarantor.domain.references import case_ref, cost_ref
from guarantor.services.casework import complaints, costs, refusal_reviews, waiting, withdrawing

Ref = Annotated[str, typer.Argument(metavar="REF", help="The case, such as RG-0001.")]
Cost = Annotated[str, typer.Argument(metavar="COST", help="The cost, such as RG-0001/K1.")]


after_app = typer.Typer()


@after_app.command(help=f"Withdraw an application; it can come back. {who(Act.WITHDRAW_CASE)}")
def withdraw(
    ref: Ref,
    reason: Annotated[str, typer.Option(help="Why, in a sentence.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    answer(withdrawing.withdraw(at.office, at.person, case_ref(ref), reason, at.on), as_json=json)


@after_app.command(help=f"Put an approved case on the waiting list. {who(Act.JOIN_WAITING)}")
def wait(ref: Ref, by: By = None, on: On = None, json: AsJson = False) -> None:
    at = desk(by, on)
    answer(waiting.wait(at.office, at.person, case_ref(ref), at.on), as_json=json)


@after_app.command(
    name="waiting", help=f"List who waits for a place, in order of decision. {who_sees(View.CASES)}"
)
def waiting_(on: On = None, json: AsJson = False) -> None:
    office = look(View.CASES)
    answer(left_open(office, waiting.listed(office, day_given(on))), as_json=json)


@after_app.command(help=f"Let others on the waiting list pass this case. {who(Act.SKIP_WAITING)}")
def let_pass(
    ref: Ref,
    reason: Annotated[str, typer.Option(help="Why the cases behind it may pass.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    answer(waiting.let_pass(at.office, at.person, case_ref(ref), reason, at.on), as_json=json)


@after_app.command(help=f"The young person asks for a review of the refusal. {who(Act.ASK_FOR_REVIEW)}")
def ask_review(
    ref: Ref,
    reason: Annotated[str, typer.Option(help="Why the young person asks, in their words.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    answer(refusal_reviews.ask(at.office, at.person, case_ref(ref), reason, at.on), as_json=json)


@after_app.command(
    help=f"Review a refusal. {who(Act.REVIEW_REFUSAL)} Neither who decided nor who prepared it."
)
def review(
    ref: Ref,
    outcome: Annotated[str, typer.Option(metavar="|".join(refusal_reviews.OUTCOMES), help="What was found.")],
    reason: Annotated[str, typer.Option(help="Why, in a sentence.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    found = refusal_reviews.review(at.office, at.person, case_ref(ref), outcome, reason, at.on)
    answer(found, as_json=json)


@after_app.command(help=f"Write a complaint down, with its due date. {who(Act.RECORD_COMPLAINT)}")
def complaint(
    ref: Ref,
    about: Annotated[str, typer.Option(help="What the complaint is about.")],
    stage: Annotated[int, typer.Option(metavar="1|2|3", help="The stage of the complaints procedure.")] = 1,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    answer(complaints.complain(at.office, at.person, case_ref(ref), about, at.on, stage), as_json=json)


@after_app.command(help=f"Answer a complaint. {who(Act.ANSWER_COMPLAINT)}")
def answer_complaint(
    ref: Ref,
    outcome: Annotated[str, typer.Option(metavar="|".join(complaints.OUTCOMES), help="What was found.")],
    text: Annotated[str, typer.Option("--answer", help="The answer that was given.")],
    complaint: Annotated[
        int | None, typer.Option(metavar="N", help="Its number within the case, where several wait.")
    ] = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    answered = complaints.answer(at.office, at.person, case_ref(ref), outcome, text, at.on, complaint)
    answer(answered, as_json=json)


@after_app.command(help=f"Propose a legal or advice cost; an approver confirms it. {who(Act.PROPOSE_COST)}")
def cost(
    ref: Ref,
    kind: Annotated[str, typer.Option(metavar="|".join(costs.KINDS), help="Whose costs.")],
    amount: Annotated[str, typer.Option(metavar="M", help="Pounds, such as 120.00.")],
    reason: Annotated[str, typer.Option(help="What the cost is for.")],
    over_limit: Annotated[
        bool, typer.Option("--over-limit", help="Ask the approver to allow it above the limit.")
    ] = False,
    key: Key = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    amount_pence = positive_pence(amount, "--amount")
    at = desk(by, on)
    proposed = costs.propose_cost(
        at.office,
        at.person,
        case_ref(ref),
        kind,
        amount_pence,
        reason,
        at.on,
        over_limit=over_limit,
        key=key,
    )
    answer(proposed, as_json=json)


@after_app.command(
    help=f"Pay an approved cost; the reference is the key. {who(Act.PAY_COST)} Not who approved it."
)
def pay_cost(
    cost: Cost,
    reference: Annotated[str, typer.Option(help="The payment's reference in accounts payable.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    answer(costs.pay(at.office, at.person, cost_ref(cost), reference, at.on), as_json=json)


@after_app.command(name="costs", help=f"List every cost with its status and sums. {who_sees(View.MONEY)}")
def costs_(json: AsJson = False) -> None:
    office = look(View.MONEY)
    answer(left_open(office, costs.listed(office)), as_json=json)
