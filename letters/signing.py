"""Where each party signs: the deed's execution, the agreement's signatures.

Knows which lines each kind of signatory fills in. Does not know who has signed: that is the ledger's.
"""

from letters.content import AgreementContent, Landlord
from letters.document import Signature, SignatureLine


def council_seals(council_name: str) -> Signature:
    """The council executes the deed under its common seal."""
    return Signature(
        council_name,
        f"Executed as a deed: the common seal of {council_name} was affixed in the presence of an "
        "authorised signatory.",
        _lines("Signature", "Name", "Office held", "Date"),
    )


def landlord_signs_deed(landlord: Landlord) -> Signature:
    """A landlord executes the deed before a witness, who must not be a party."""
    return Signature(
        landlord.name,
        f"Signed as a deed by {landlord.name} in the presence of the witness below, who is not a party to "
        "this deed.",
        _lines(
            "Signature",
            "Capacity, if signing for a company",
            "Date",
            "Witness's signature",
            "Witness's name",
            "Witness's address",
        ),
    )


def young_person_signs(content: AgreementContent) -> Signature:
    """The young person signs the agreement, and says whether advice was offered."""
    return Signature(
        content.young_person_name,
        "I have read this paper or had it read to me. I was told where I can get advice that is only for me.",
        _lines("Your signature", "Date"),
    )


def council_signs_agreement(council_name: str) -> Signature:
    """An officer signs the agreement for the council."""
    return Signature(council_name, f"Signed for {council_name}.", _lines("Signature", "Name", "Job", "Date"))


def _lines(*labels: str) -> tuple[SignatureLine, ...]:
    return tuple(SignatureLine(label) for label in labels)
