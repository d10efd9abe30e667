"""The line above the heading of a page about a case: its reference and whose it is. Never for finance or the panel."""

from guarantor.services.casework import showing
from guarantor.web.desk import desk


def caption(ref: str) -> str:
    """The case's reference with the young person's name, where it is held."""
    name = showing.young_persons_name(desk().office, ref)
    return f"{ref}, {name}" if name else ref
