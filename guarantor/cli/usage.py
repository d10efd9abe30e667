"""A command typed wrongly, in one sentence: what Typer and pydantic say of a word, said our way."""

import re

from typer.exceptions import TyperException

_OUR_WORDS = (
    (re.compile(r"Value error, "), ""),
    (re.compile(r"Input should be a valid integer\b.*"), "expected a whole number"),
    (re.compile(r"Input should be greater than or equal to "), "expected at least "),
    (re.compile(r"Input should be less than or equal to "), "expected at most "),
)


def one_sentence(error: TyperException) -> str:
    """The error as one line that ends in a full stop; a help text, which has many, stays as it is."""
    text = error.format_message()
    if text.startswith("Usage:"):
        return text
    text = " ".join(text.split())
    for theirs, ours in _OUR_WORDS:
        text = theirs.sub(ours, text)
    return text if text.endswith((".", "?")) else f"{text}."
