"""Letters to a synthetic young person: what each kind is told, and the paper made of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from letters.document import Document, Heading, ListOf, Paragraph
from letters.kinds import Edition
from letters.notices import decisions, support
from letters.notices.advice import NoticeWithHelp

OLD_HOME = "Flat 2, 14 Example Street, Canterbury, CT1 2ZZ"
NEW_HOME = "9 Sample Road, Whitstable, CT5 1ZZ"
MADE_ON = date(2018, 10, 9)

NOTICE: dict[str, Any] = {
    "reference": "RG-0001",
    "made_on": MADE_ON,
    "code": "2345678ABCDEFG",
    "check_at": "https://rent.example.org/check",
    "rehearsal": True,
    "council": {
        "name": "Kent County Council",
        "address": "County Hall, Maidstone, ME14 1XQ",
        "from_on": date(1974, 4, 1),
    },
    "contact": {"name": "Rent guarantee team", "telephone": "01632 960001", "email": "rent@example.org"},
    "recipient": {"name": "Tam Sample", "address": OLD_HOME},
}
HELP: dict[str, Any] = {
    "complaints": {"name": "Customer feedback team", "telephone": "01632 960003"},
    "advocacy": {"name": "Example Advocacy", "telephone": "01632 960004"},
}
OWN: dict[str, dict[str, Any]] = {
    "approval": {
        "home": OLD_HOME,
        "rent_share": "520.05",
        "cap": "3120.30",
        "starts_on": date(2018, 11, 1),
        "ends_on": date(2019, 10, 31),
        "months": 12,
        "issue_by": date(2018, 10, 26),
        "conditions": ["The landlord sends us the gas safety record."],
    },
    "approval-in-principle": {
        "lapses_on": date(2019, 1, 7),
        "still_needed": ["rent share", "area of the home"],
    },
    "refusal": {
        "reasons": ["The rent is above the income.", "The last contact was on 1 May 2018."],
        "words": ["Come back when you have a job."],
        "would_change": ["A rent share of £440.00 or less would be met."],
        "review_by": date(2018, 11, 6),
        "review_answer_working_days": 20,
        "complaint_answer_working_days": 15,
        "policy": "Kent rent guarantor pilot",
        "decided_on": date(2018, 10, 8),
    },
    "refusal-reviewed": {
        "decision_on": date(2018, 10, 5),
        "upheld": True,
        "reasons": ["The rent is still above the income."],
        "we_ring_by": None,
    },
    "more-information": {
        "wanted": [
            {"what": "income a month", "who_holds": "the young person"},
            {"what": "kind of letting", "who_holds": "Orla Example"},
            {"what": "right to rent"},
        ],
        "by_on": date(2018, 10, 30),
    },
    "waiting-list": {"approved_on": date(2018, 10, 2), "ahead": 3, "places": 25},
    "early-warning": {
        "home": OLD_HOME,
        "months_missed": ["September 2018", "October 2018"],
        "arrears": "640.10",
        "formal": True,
        "adviser": "Sam Specimen",
        "we_ring_by": date(2018, 10, 12),
    },
    "help-goes-on": {
        "paid": "1040.10",
        "paid_on": date(2018, 10, 8),
        "for_months": ["August 2018", "September 2018"],
        "left": "2080.20",
        "repayment": "none",
        "adviser": "Sam Specimen",
    },
    "recovery-plan": {
        "owed": "100.10",
        "instalments": [
            {"due_on": date(2018, 11, 1), "amount": "40.00"},
            {"due_on": date(2018, 12, 1), "amount": "40.00"},
            {"due_on": date(2019, 1, 1), "amount": "20.10"},
        ],
    },
    "review": {"meet_by": date(2018, 11, 1), "number": 2, "adviser": "Sam Specimen"},
    "transfer": {
        "old_home": OLD_HOME,
        "new_home": NEW_HOME,
        "months_left": 7,
        "cap_left": "2600.25",
        "ends_on": date(2019, 7, 31),
    },
    "end": {
        "home": OLD_HOME,
        "ended_on": date(2018, 9, 30),
        "reason": "term_reached",
        "claim_until": date(2018, 10, 28),
    },
}
MADE: dict[str, tuple[type[NoticeWithHelp], Callable[..., Document]]] = {
    "approval": (decisions.ApprovalContent, decisions.approval),
    "approval-in-principle": (decisions.ApprovalInPrincipleContent, decisions.approval_in_principle),
    "refusal": (decisions.RefusalContent, decisions.refusal),
    "refusal-reviewed": (decisions.RefusalReviewedContent, decisions.refusal_reviewed),
    "more-information": (decisions.MoreInformationContent, decisions.more_information),
    "waiting-list": (decisions.WaitingListContent, decisions.waiting_list),
    "early-warning": (support.EarlyWarningContent, support.early_warning),
    "help-goes-on": (support.HelpGoesOnContent, support.help_goes_on),
    "recovery-plan": (support.RecoveryPlanContent, support.recovery_plan),
    "review": (support.ReviewContent, support.review),
    "transfer": (support.TransferContent, support.transfer),
    "end": (support.EndContent, support.end),
}


@dataclass(frozen=True)
class Letters:
    """Makes letters to the young person; fields given replace the synthetic ones."""

    kinds: tuple[str, ...] = tuple(MADE)

    def content(self, kind: str, **changed: Any) -> NoticeWithHelp:
        return MADE[kind][0](**NOTICE | {"help": HELP} | OWN[kind] | changed)

    def paper(self, kind: str, edition: Edition = Edition.STANDARD, **changed: Any) -> Document:
        return MADE[kind][1](self.content(kind, **changed), edition)

    def said(self, kind: str, edition: Edition = Edition.STANDARD, **changed: Any) -> str:
        """All that the letter says, a line for each paragraph, item and cell."""
        return "\n".join(self.paper(kind, edition, **changed).lines())


@pytest.fixture(scope="session")
def letters() -> Letters:
    return Letters()


@pytest.fixture(scope="session")
def prose() -> Callable[[Document], str]:
    """The wording of a paper from its first clause on, each list item a sentence: no table, nobody's number."""

    def read(document: Document) -> str:
        levels = [isinstance(block, Heading) and block.level == 2 for block in document.blocks]
        texts = []
        for block in document.blocks[levels.index(True) :]:
            match block:
                case Paragraph(text=text, kind="body", links=()):
                    texts.append(text)
                case ListOf(items=items):
                    texts += [item.text for item in items]
        return " ".join(text if text.endswith((".", "?", ":")) else f"{text}." for text in texts)

    return read
