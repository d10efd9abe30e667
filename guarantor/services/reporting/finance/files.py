"""The finance report and its workbook as files, of the same figures."""

import datetime as dt
from collections.abc import Mapping

from guarantor.services.acting.office import Office
from guarantor.services.reporting.finance import paper, workbook
from guarantor.services.reporting.finance.gathered import Figures, Say, gathered
from letters import pdf
from letters.finance import report

REPORT = "finance-report.pdf"
WORKBOOK = "finance-workbook.xlsx"


def files(office: Office, on: dt.date, say: Say = lambda _doing: None) -> Mapping[str, bytes]:
    """Both by file name, at the close of a day. Raises NoProgramme."""
    found = gathered(office, on, say)
    say("writing the report")
    return drawn(office, found)


def drawn(office: Office, found: Figures) -> Mapping[str, bytes]:
    """Both files of what was gathered."""
    return {
        REPORT: pdf.render(report.report(paper.content(office, found))),
        WORKBOOK: workbook.workbook(found, office.settings.council_name, paper.journal_head(found)),
    }
