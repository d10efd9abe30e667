"""The kinds of paper: what each is called, whom it is for, and in which editions it comes.

Knows no wording and no content. A kind's name is what commands, clauses and the record call it.
"""

from dataclasses import dataclass
from enum import StrEnum


class Reader(StrEnum):
    """Whom a paper is for."""

    YOUNG_PERSON = "young-person"
    LANDLORD = "landlord"


class Edition(StrEnum):
    """How a paper is set or worded: the same content in every one."""

    STANDARD = "standard"
    LARGE_PRINT = "large-print"
    EASY_READ = "easy-read"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper. `about` is what it is made for: a case, a guarantee or a claim."""

    name: str
    title: str
    reader: Reader
    about: str
    easy_read: bool = False

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions it comes in."""
        easy = (Edition.EASY_READ,) if self.easy_read else ()
        return (Edition.STANDARD, Edition.LARGE_PRINT, *easy)


_TO_YOUNG_PERSON, _TO_LANDLORD = Reader.YOUNG_PERSON, Reader.LANDLORD
CONTRACTS = (
    Kind("deed", "Deed of guarantee", _TO_LANDLORD, "guarantee"),
    Kind("agreement", "Your rent guarantee agreement", _TO_YOUNG_PERSON, "guarantee", easy_read=True),
)
NOTICES = (
    Kind("approval", "We can be your guarantor", _TO_YOUNG_PERSON, "case", easy_read=True),
    Kind("approval-in-principle", "Yes, once you have a home", _TO_YOUNG_PERSON, "case"),
    Kind("refusal", "We cannot be your guarantor now", _TO_YOUNG_PERSON, "case"),
    Kind("refusal-reviewed", "We have looked at our decision again", _TO_YOUNG_PERSON, "case"),
    Kind("more-information", "We need to know more", _TO_YOUNG_PERSON, "case"),
    Kind("waiting-list", "You are on our waiting list", _TO_YOUNG_PERSON, "case"),
    Kind("early-warning", "Your rent: we can help", _TO_YOUNG_PERSON, "guarantee", easy_read=True),
    Kind("help-goes-on", "We paid your landlord, and our help goes on", _TO_YOUNG_PERSON, "claim"),
    Kind("recovery-plan", "Your plan to pay us back", _TO_YOUNG_PERSON, "claim"),
    Kind("review", "Let us see how you are getting on", _TO_YOUNG_PERSON, "guarantee"),
    Kind("transfer", "Your guarantee moves with you", _TO_YOUNG_PERSON, "guarantee"),
    Kind("end", "Your rent guarantee has ended", _TO_YOUNG_PERSON, "guarantee"),
    Kind("report-received", "We have your report of missed rent", _TO_LANDLORD, "guarantee"),
    Kind("claim-decision", "Our decision on your claim", _TO_LANDLORD, "claim"),
    Kind("payment-advice", "We have paid your claim", _TO_LANDLORD, "claim"),
    Kind("rent-rise", "Your request about the rent", _TO_LANDLORD, "guarantee"),
    Kind("landlord-transfer", "The guarantee moves to another home", _TO_LANDLORD, "guarantee"),
    Kind("landlord-end", "The guarantee has ended", _TO_LANDLORD, "guarantee"),
)
KINDS = {kind.name: kind for kind in (*CONTRACTS, *NOTICES)}
LANDLORDS_PAPERS = frozenset(kind.name for kind in KINDS.values() if kind.reader is Reader.LANDLORD)


def easy_read(kind: str) -> str:
    """The name under which clauses list the easy-read wording of a kind: `"approval-easy-read"`."""
    return f"{kind}-{Edition.EASY_READ}"


PAPERS = frozenset(KINDS) | {easy_read(kind.name) for kind in KINDS.values() if kind.easy_read}
"""Every name under which clauses list a paper."""
