"""Explorations that take a moment: asked for, watched, stopped, read. What comes out is a page that can be printed."""

from collections.abc import Callable
from typing import Any

from flask import current_app, request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import View
from guarantor.domain.money import pounds
from guarantor.domain.wrong_input import NotFound
from guarantor.services.forecasting import bases, cohorts, credit_losses, explorations, hindcasts
from guarantor.services.forecasting.explorations import Played
from guarantor.services.forecasting.long_runs import LongRun, LongRuns
from guarantor.services.forecasting.run_worker import Work
from guarantor.web import fields
from guarantor.web.desk import desk
from guarantor.web.forms import Form
from guarantor.web.pages.forecast import drawn
from guarantor.web.pages.forecast.room import pages, ways
from guarantor.web.showing import done, show

RUNS = "long runs"
KINDS = {
    "tornado": "What moves the cost most",
    "stresses": "What if things go wrong outside",
    "limits": "Which limits keep it within a sum",
    "break-even": "Does it pay for itself",
    "fan": "How many will come",
    "accounts": "Expected credit losses, a working paper",
    "hindcast": "How the model would have done so far",
}
MONEY_IS_ASKED = "limits"


class Explore(Form):
    """What is explored."""

    kind = fields.one_of(
        "What do you want to know?", list(KINDS.items()), needed="Choose what you want to know"
    )
    within = fields.pounds(
        "The sum to keep within", hint="Only for limits: 95 outcomes in 100 are to stay within it"
    )
    basis = fields.one_of_many("Basis of assumptions", [(name, name) for name in bases.names()])


@pages.page("/forecast/explorations", sees=View.MONEY, methods=("GET", "POST"))
def explored() -> ResponseReturnValue:
    """Ask for one, and see those of the last day. The address may name what is asked again."""
    at = desk()
    again = {name: request.args[name] for name in ("kind", "basis", "within") if name in request.args}
    form = Explore(**{"basis": bases.basis_on(at.on).name} | again)
    if form.sent() and _has_its_sum(form):
        kind, basis = str(form.kind.data), str(form.basis.data)
        within = form.within.pence if kind == MONEY_IS_ASKED else None
        asked = {"basis": basis} | ({} if within is None else {"within_pence": within})
        token = runs().start(at.person, kind, asked, _work(kind, basis, within))
        return done(f"{KINDS[kind]}: this is being worked out", url_for("forecast.exploration", token=token))
    return show(
        "forecast/explorations.html",
        title="Explorations",
        caption="Forecast",
        ways=ways(),
        form=form,
        runs=[(run, KINDS[run.kind]) for run in runs().all_of(at.person)],
    )


@pages.page("/forecast/explorations/<token>", sees=View.MONEY)
def exploration(token: str) -> ResponseReturnValue:
    """How far it is, or what came out."""
    run = _own(token)
    chart = drawn.of(run.kind, run.document) if run.document else None
    return show(
        "forecast/exploration.html",
        title=KINDS[run.kind],
        caption="Forecast",
        back=url_for("forecast.explored"),
        run=run,
        again=_form_for(run),
        found=run.document,
        chart=chart,
    )


@pages.page("/forecast/explorations/<token>/stop", sees=View.MONEY, methods=("POST",))
def stop(token: str) -> ResponseReturnValue:
    """Stop it after the step that it is at."""
    run = _own(token)
    runs().stop(desk().person, token)
    return done(f"{KINDS[run.kind]}: asked to stop", url_for("forecast.exploration", token=token))


def runs() -> LongRuns:
    """The runs, as this process sees them and works on its own."""
    held = current_app.extensions.setdefault(RUNS, LongRuns(desk().office))
    assert isinstance(held, LongRuns), "nobody else uses this name"
    return held


def _own(token: str) -> LongRun:
    run = runs().of(desk().person, token)
    if run is None:
        raise NotFound("RUN", "an exploration of yours; ask again", token)
    return run


def _form_for(run: LongRun) -> str:
    """The address of the form filled in with what a run was asked for."""
    within = run.asked.get("within_pence")
    said = None if within is None else pounds(within)
    return url_for("forecast.explored", kind=run.kind, basis=run.asked["basis"], within=said)


def _has_its_sum(form: Explore) -> bool:
    if form.kind.data == MONEY_IS_ASKED and not form.within.pence:
        form.within.errors = ["Enter the sum to keep within, in pounds"]
        return False
    return True


def _work(kind: str, basis: str, within_pence: int | None) -> Work:
    """The work of a kind; what it needs of the request is taken now, since it goes on after it."""
    at = desk()
    played = Played(at.office, at.on, basis=basis)
    works: dict[str, Callable[[Callable[[int, int], None]], dict[str, Any]]] = {
        "tornado": lambda progress: explorations.widest(played, progress),
        "stresses": lambda progress: explorations.stressed(played, progress),
        "limits": lambda progress: explorations.limits(at.on, within_pence or 0, 0.95, progress, basis),
        "break-even": lambda _: explorations.pays_against_prices(played),
        "fan": lambda _: cohorts.fan_of(at.on, basis_name=basis),
        "accounts": lambda _: credit_losses.paper(at.office, at.on, basis),
        "hindcast": lambda progress: hindcasts.hindcast(at.office, at.on, progress=progress),
    }
    return works[kind]
