"""Legal and advice costs of a case: proposed by a caseworker, confirmed by an approver, paid by finance.

Finance sees the cost and its case's reference, never whose case it is.
"""

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.casework import costs as case_costs
from guarantor.web import fields
from guarantor.web.access import Pages
from guarantor.web.case_caption import caption
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.showing import day, done, money, plain, show

pages = Pages("costs", __name__)


class Proposed(Dated):
    """What the council is asked to pay, and whether it passes the limit."""

    kind = fields.one_of(
        "What kind of cost?",
        [("advice", "Independent advice for the young person"), ("legal", "Legal costs")],
        needed="Choose the kind",
    )
    amount = fields.pounds("Sum", needed="Enter the sum")
    reason = fields.words("What is it for?", needed="Say what it is for")
    over_limit = fields.tick("It is above the limit, and I propose it all the same")


class Paid(Dated):
    """The payment's reference, which makes it one payment however often it is sent."""

    reference = fields.line("Payment reference", needed="Enter the payment’s reference", width=20)


@pages.page("/cases/<case:ref>/costs", sees=View.MONEY)
def costs(ref: str) -> ResponseReturnValue:
    """The costs of one case."""
    at = desk()
    return show(
        "cases/costs.html",
        title="Legal and advice costs",
        caption=ref,
        ref=ref,
        back=url_for("cases.case", ref=ref) if may(at.person.roles, Act.PROPOSE_COST) else "/",
        costs=case_costs.of_case(at.office, ref),
        proposes=may(at.person.roles, Act.PROPOSE_COST),
        pays=may(at.person.roles, Act.PAY_COST),
        me=at.person.name,
    )


@pages.page("/cases/<case:ref>/costs/propose", does=Act.PROPOSE_COST)
def propose(ref: str) -> ResponseReturnValue:
    """Propose that the council pays a cost."""
    at = desk()
    form = Proposed()
    if form.sent():
        if form.amount.pence is None:
            raise WrongInput.at("--amount", "expected a sum above zero")
        answer = case_costs.propose_cost(
            at.office,
            at.person,
            ref,
            form.kind.data,
            form.amount.pence,
            form.reason.data or "",
            form.on.data or at.on,
            over_limit=bool(form.over_limit.data),
            key=form.once_key,
        )
        return done(
            f"{answer['cost']} is proposed. {answer['pending']} waits for an approver",
            url_for("costs.costs", ref=ref),
        )
    return show(
        "cases/propose_cost.html",
        title="Propose a cost",
        caption=caption(ref),
        back=url_for("cases.case", ref=ref),
        form=form,
        ref=ref,
    )


@pages.page("/costs/<cost:ref>/pay", does=Act.PAY_COST)
def pay(ref: str) -> ResponseReturnValue:
    """Record the payment of an approved cost."""
    at = desk()
    case_ref = ref.partition("/")[0]
    form = Paid()
    if form.sent():
        case_costs.pay(at.office, at.person, ref, form.reference.data or "", form.on.data or at.on)
        return done(f"{ref} is paid", url_for("costs.costs", ref=case_ref))
    cost = next((each for each in case_costs.of_case(at.office, case_ref) if each["cost"] == ref), None)
    if cost is None:
        raise NotFound("COST", "a cost", ref)
    own = cost["approved_by"] == at.person.name
    return show(
        "cases/pay_cost.html",
        title="Pay a cost",
        caption=ref,
        back=url_for("costs.costs", ref=case_ref),
        form=form,
        cost=cost,
        says=f"{plain(cost['kind'])}, {money(cost['amount'])}, incurred on {day(cost['incurred_on'])}",
        not_yours="You approved this cost, so somebody else pays it." if own else None,
    )
