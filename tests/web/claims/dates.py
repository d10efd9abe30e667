"""Dates as forms send them."""


def on(year: int, month: int, day: int) -> dict[str, list[str]]:
    """The date of an act as its three boxes send it."""
    return {"on": [str(day), str(month), str(year)]}
