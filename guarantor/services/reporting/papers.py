"""The panel's papers as PDFs: a page and part A for everybody, part B for officers, the challenge card's answer."""

import datetime as dt
from collections.abc import Mapping

from guarantor.services.acting.office import Office
from guarantor.services.reporting import challenge_card, officers_part, public_part
from guarantor.services.reporting.gathered import Asked, Gathered, Say, gathered
from letters import pdf
from letters.panel import challenge_card as card_paper
from letters.panel import part_a, part_b, summary

SUMMARY = "panel-summary.pdf"
PART_A = "panel-report-part-a.pdf"
PART_B = "panel-report-part-b.pdf"
CARD = "challenge-card-answer.pdf"


def papers(
    office: Office, on: dt.date, asked: Asked, *, for_officers: bool, say: Say = lambda _doing: None
) -> Mapping[str, bytes]:
    """The papers by file name, all of one moment; part B only for officers.

    Raises NoProgramme, and WrongInput for what no option can have.
    """
    found = gathered(office, on, asked, say)
    say("writing the report")
    return drawn(office, found, for_officers=for_officers)


def drawn(office: Office, found: Gathered, *, for_officers: bool) -> Mapping[str, bytes]:
    """The papers of what was gathered."""
    public = public_part.content(office, found)
    made = {SUMMARY: pdf.render(summary.summary(public)), PART_A: pdf.render(part_a.part_a(public))}
    if for_officers:
        made[PART_B] = pdf.render(part_b.part_b(officers_part.content(office, found)))
    made[CARD] = pdf.render(card_paper.answer(challenge_card.content(office, found)))
    return made
