"""What a browser calls itself, in plain words. It may say anything of itself: nothing is decided by it."""

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""What stands in its name for itself, the more particular first: Edge calls itself Chrome too, and Chrome Safari."""
_SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("CrOS", "a Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "a Mac"),
    ("Linux", "Linux"),
)


def in_words(user_agent: str | None) -> str:
    """The browser and what it runs on, such as "Firefox on Windows"; "Another browser" where it is none of those known.

    Only words of ours are answered, so that what was sent goes no further.
    """
    said = user_agent or ""
    browser = next((name for mark, name in _BROWSERS if mark in said), "Another browser")
    system = next((f" on {name}" for mark, name in _SYSTEMS if mark in said), "")
    return f"{browser}{system}"
