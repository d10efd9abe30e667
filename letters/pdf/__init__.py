"""From a paper's tree to a tagged PDF. The only room that imports ReportLab.

ReportLab is imported at the first paper, so that importing this package stays quick.
"""

from letters.document import Document


def render(document: Document) -> bytes:
    """The paper as an A4 PDF: tagged, fonts embedded, the same bytes for the same paper everywhere.

    Raises LettersWithoutFont when a letter is in none of the embedded fonts, and LongerThanOnePage when a
    sheet does not fit its page at the smallest legible size.
    """
    from letters.pdf.drawing import draw  # noqa: PLC0415 (a tenth of a second that most commands never need)

    return draw(document)


def drawable(text: str) -> str:
    """The text as it is. Raises ValueError naming the letters that no embedded font has."""
    if text.isascii():
        return text
    from letters.pdf import fonts  # noqa: PLC0415 (see above)

    fonts.register()
    try:
        fonts.runs(text, fonts.REGULAR)
    except fonts.LettersWithoutFont as error:
        raise ValueError(f"expected letters that a paper can print, found {error.names}") from None
    return text


def prepare() -> None:
    """Do now what the first paper would do: import ReportLab, read the fonts and the clauses.

    For a caller that renders while others wait for it.
    """
    from letters import clausebook  # noqa: PLC0415 (see above)
    from letters.pdf import drawing, fonts  # noqa: F401, PLC0415 (see above)

    fonts.register()
    clausebook.standard()
