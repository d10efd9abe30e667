"""Batches: what is due as one file for accounts payable, the file taken out, and all of it recorded as paid."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.services.paying import batch_files, lists
from guarantor.services.paying import batches as making
from guarantor.web import fields
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.downloads import download
from guarantor.web.forms import Form
from guarantor.web.pages.finance.room import pages, ways
from guarantor.web.showing import done, money, pages_of, show


class Make(Form):
    """Nothing is asked: everything that is due goes in."""


class AllPaid(Dated):
    """Accounts payable has paid the batch."""

    on = fields.day("When was it paid?", needed="Enter the day on which it was paid")


@pages.page("/finance/batches", sees=View.PAYEES)
def batches() -> ResponseReturnValue:
    """Every batch, the latest first."""
    at = desk()
    listed = lists.batches(at.office, request.args.get("page", 1, type=int))
    return show(
        "finance/batches.html",
        title="Batches",
        ways=ways(),
        listed=listed,
        may_batch=may(at.person.roles, Act.MAKE_PAYMENT_BATCH),
        listing=pages_of("page", listed.page, listed.pages),
    )


@pages.page("/finance/batches/make", does=Act.MAKE_PAYMENT_BATCH)
def make() -> ResponseReturnValue:
    """Put everything that is due to a confirmed payee in a batch."""
    at = desk()
    listed = lists.to_pay(at.office, at.person, at.on)
    form = Make()
    if form.sent():
        made = batch_files.make(at.office, at.person, at.on)
        number, total = len(made["claims"]), money(made["total"])
        says = f"{made['batch']} is made: {number} of the claims, {total}. Take out its file"
        if made["left_out"]:
            named = "; ".join(f"{each['claim']}: {each['why']}" for each in made["left_out"])
            says += f". Left out: {named}"
        return done(says, url_for("finance.batch", number=made["batch"]))
    ready = [
        each
        for each in listed.rows
        if not each["restricted"] and each["payee_confirmed"] and not each["batch"]
    ]
    return show(
        "finance/make.html",
        title="Make a batch for accounts payable",
        caption="Finance",
        back=url_for("finance.payments"),
        form=form,
        listed=listed,
        ready=ready,
        ready_pence=sum(each["accepted_pence"] for each in ready),
    )


@pages.page("/finance/batches/<batch:number>", sees=View.PAYEES)
def batch(number: int) -> ResponseReturnValue:
    """What is in a batch, and what of it is recorded as paid."""
    at = desk()
    return show(
        "finance/batch.html",
        title=f"Batch B-{number}",
        caption="Finance",
        back=url_for("finance.batches"),
        batch=lists.batch(at.office, number),
        may_take=may(at.person.roles, Act.MAKE_PAYMENT_BATCH),
        may_pay=may(at.person.roles, Act.PAY_CLAIM),
    )


@pages.page("/finance/batches/<batch:number>/file", does=Act.MAKE_PAYMENT_BATCH, methods=("POST",))
def file(number: int) -> ResponseReturnValue:
    """The batch's file. It holds bank details, so that the journal says who took it out: hence by POST."""
    at = desk()
    content = batch_files.taken_out(at.office, at.person, number, at.on)
    return download(content, f"batch-B-{number}.csv", "text/csv; charset=utf-8")


@pages.page("/finance/batches/<batch:number>/pay", does=Act.PAY_CLAIM)
def pay_batch(number: int) -> ResponseReturnValue:
    """Record every payment of a batch under the references of the batch."""
    at = desk()
    held = lists.batch(at.office, number)
    form: Any = AllPaid()
    if form.sent():
        answer = making.pay(at.office, at.person, number, form.on.data)
        return done(_paid(number, answer), url_for("finance.batch", number=number))
    return show(
        "finance/pay_batch.html",
        title=f"Record batch B-{number} as paid",
        caption="Finance",
        back=url_for("finance.batch", number=number),
        form=form,
        batch=held,
    )


def _paid(number: int, answer: dict[str, Any]) -> str:
    left_out = answer["left_out"]
    says = f"B-{number}: {len(answer['paid'])} of the payments recorded"
    if left_out:
        says += ". Left out: " + "; ".join(f"{each['claim']}: {each['why']}" for each in left_out)
    return says
