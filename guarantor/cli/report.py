"""`guarantor report`: the papers that are taken to a meeting."""

from pathlib import Path
from typing import Annotated

import typer

from guarantor.cli.acting import day_given, look
from guarantor.cli.answers import AsJson, On, answer, note, who_sees
from guarantor.domain.access import View
from guarantor.services.acting import identity
from guarantor.services.data_protection import drafts
from guarantor.services.reporting import papers, report_files
from guarantor.services.reporting.finance import files as finance_files
from guarantor.services.reporting.gathered import Asked, recommended

report_app = typer.Typer(no_args_is_help=True, help="Reports: panel, finance, data-protection.")

Out = Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where the files go.")]


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(report_app, name="report")


@report_app.command(
    help="Write the panel's report: part A for everybody, part B for those who may see money, and the answer to the "
    f"young people's challenge card. {who_sees(View.REPORTS)}"
)
def panel(
    out: Out,
    recommend: Annotated[
        str | None,
        typer.Option(
            metavar="OPTION",
            help="What officers recommend: stop, continue, extend or extend-with-cap. Default: nothing.",
        ),
    ] = None,
    recommended_by: Annotated[
        str | None, typer.Option(metavar="WHO", help="The post that recommends it.")
    ] = None,
    places: Annotated[
        int | None, typer.Option(help="Places of an extended scheme, in place of what is assumed.")
    ] = None,
    cap: Annotated[
        int | None, typer.Option(help="Months of the lower cap, in place of what is assumed.")
    ] = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    asked = Asked(recommended(recommend, recommended_by), places, cap)
    office = look(View.REPORTS)
    day = identity.business_day(office, day_given(on))
    for_officers = identity.may_see(office, View.MONEY)
    made = papers.papers(office, day, asked, for_officers=for_officers, say=note)
    answer({"written": [str(path) for path in report_files.write(made, out)]}, as_json=json)
    if not for_officers:
        note("Part B is for officers and was not written.")


@report_app.command(
    help="Write finance's report and its workbook: exposure, waterfall, budget, claims, recoveries, credit losses and "
    f"liability, each total held against the ledger. {who_sees(View.PAYEES)}"
)
def finance(out: Out, on: On = None, json: AsJson = False) -> None:
    office = look(View.PAYEES)
    day = identity.business_day(office, day_given(on))
    made = finance_files.files(office, day, say=note)
    answer({"written": [str(path) for path in report_files.write(made, out)]}, as_json=json)


@report_app.command(
    name="data-protection",
    help="Draft the data-protection impact assessment and the transparency record from the rules, the model and the "
    f"settings in force. {who_sees(View.PROGRAMMES)}",
)
def data_protection(out: Out, on: On = None, json: AsJson = False) -> None:
    office = look(View.PROGRAMMES)
    made = drafts.papers(office, identity.business_day(office, day_given(on)))
    answer({"written": [str(path) for path in report_files.write(made, out)]}, as_json=json)
    note("Drafts: what is marked TO BE FILLED IN is the council's to say.")
