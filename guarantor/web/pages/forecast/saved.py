"""Saved runs of the forecast: kept under a name, read and printed as they were said, and held against what came."""

from urllib.parse import urlencode

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.services.forecasting import past_runs
from guarantor.services.forecasting import saved_runs as kept_runs
from guarantor.services.forecasting.what_if import answer
from guarantor.web import fields
from guarantor.web.desk import desk
from guarantor.web.forms import Form
from guarantor.web.pages.forecast.room import pages, ways
from guarantor.web.pages.forecast.settings import as_typed, in_address
from guarantor.web.pages.forecast.what_if import loss_chart
from guarantor.web.references import row_number
from guarantor.web.showing import day, done, show


class Kept(Form):
    """The name of a run."""

    name = fields.line(
        "What do you call it?",
        hint="Up to 80 characters, such as “Budget 2019/20, cap of 4 months”. Name no young person",
        needed="Enter a name",
    )


@pages.page("/forecast/runs", sees=View.MONEY)
def saved_runs() -> ResponseReturnValue:
    """Every saved run, the latest first."""
    at = desk()
    return show(
        "forecast/saved_runs.html",
        title="Saved runs",
        caption="Forecast",
        ways=ways(),
        runs=kept_runs.listed(at.office),
        may_save=may(at.person.roles, Act.SAVE_FORECAST),
    )


@pages.page("/forecast/runs/save", does=Act.SAVE_FORECAST)
def save_run() -> ResponseReturnValue:
    """Name the setting in the address, and keep what it says."""
    at = desk()
    given = request.args.to_dict()
    setting = in_address(at, given)
    # Worked out before there is a form: what is wrong with the address is no fault of the name.
    found = answer(at.office, at.on, setting)
    form = Kept(name=f"{'Guarantees' if setting.of == 'book' else 'A full scheme'} on {day(at.on)}")
    if form.sent():
        kept = kept_runs.save(at.office, at.person, str(form.name.data), setting, at.on)
        return done(f"{kept['run']} is saved", url_for("forecast.saved_run", number=kept["run"]))
    return show(
        "forecast/save_run.html",
        title="Save this run",
        caption="Forecast",
        back=f"{url_for('forecast.what_if')}?{urlencode(given)}",
        form=form,
        found=found,
    )


@pages.page("/forecast/runs/<saved:number>", sees=View.MONEY)
def saved_run(number: int) -> ResponseReturnValue:
    """One run as it was said, beside another where one is chosen."""
    at = desk()
    found = kept_runs.shown(at.office, number)
    others = [each for each in kept_runs.listed(at.office) if each["run"] != found["run"]]
    chosen = request.args.get("beside", type=_number)
    other = next((each for each in others if each["run"] == f"SF-{chosen}"), None)
    beside = kept_runs.shown(at.office, chosen) if other and chosen else None
    return show(
        "forecast/saved_run.html",
        title=found["name"],
        caption=f"{found['run']}, saved run",
        back=url_for("forecast.saved_runs"),
        run=found,
        found=found["answer"],
        other=beside["answer"] if beside else None,
        beside=beside,
        others=[(each["run"], f"{each['run']}: {each['name']}") for each in others],
        chart=loss_chart(found["answer"], beside["answer"] if beside else None),
        again=f"{url_for('forecast.what_if')}?{urlencode(as_typed(kept_runs.as_asked(found['answer'])))}",
    )


@pages.page("/forecast/scorecard", sees=View.MONEY)
def scorecard() -> ResponseReturnValue:
    """The forecasts that were saved, against the claims that came."""
    at = desk()
    return show(
        "forecast/scorecard.html",
        title="Scorecard",
        caption="Forecast",
        ways=ways(),
        found=past_runs.scorecard(at.office, at.on),
    )


def _number(text: str) -> int:
    return row_number(text.removeprefix("SF-"))
