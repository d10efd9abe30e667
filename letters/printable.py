"""What can stand on a line of print: composed letters of any script, plain spaces, exact sums.

Knows characters and how a text is refused, in one sentence. Knows no field and no paper.
"""

import re
import unicodedata

# Two letters of Persian or Sorani join or stay apart by a sign between them that has no look of its own.
_SUM = re.compile(r"£(\d{4,})(?!\d)")
_WORDS = re.compile(r"[^\W\d_]+")
_LOOKALIKES = ("LATIN", "CYRILLIC", "GREEK")
_JOINERS = re.compile(r"(?<=\w)[\u200c\u200d](?=\w)")


def one_line(text: str) -> str:
    """Compose letters (NFC), make every space a plain one. Raises ValueError for what a line cannot hold."""
    composed = unicodedata.normalize("NFC", text).strip()
    if not composed:
        raise ValueError("expected at least one letter")
    seen = _JOINERS.sub("", composed)
    if any(unicodedata.category(letter).startswith(("C", "Zl", "Zp")) for letter in seen):
        raise ValueError("expected one line of printable letters, found a control character or a line break")
    return " ".join(composed.split())


def grouped_line(text: str) -> str:
    """As `one_line`, every sum of pounds by thousands, whoever wrote it: `"£1013.00"` -> `"£1,013.00"`."""
    return _SUM.sub(lambda found: f"£{int(found[1]):,}", one_line(text))


def unmixed(text: str) -> str:
    """The text as it is. Raises ValueError for a word of letters that look alike and are of several alphabets."""
    for word in _WORDS.findall(text):
        found = [each for each in _LOOKALIKES if any(_is_of(each, letter) for letter in word)]
        if len(found) > 1:
            alphabets = " and ".join(each.title() for each in found)
            raise ValueError(f"expected each word in one alphabet, found {alphabets} letters in {word!r}")
    return text


def in_latin_letters_too(name: str) -> str:
    """The name as it is: another script stays beside the Latin form that everybody who handles a paper can read.

    Raises ValueError for a name without any Latin letter, and as `unmixed`.
    """
    if not any(_is_of("LATIN", letter) for letter in name):
        raise ValueError(f"expected the name in Latin letters too, got {name!r}")
    return unmixed(name)


def web_address(address: str) -> str:
    """The address as it is. Raises ValueError for one that no browser opens."""
    if not address.startswith(("https://", "http://")) or " " in address:
        raise ValueError(f'expected an address like "https://example.org/check", got {address!r}')
    return address


def in_one_line(text: object) -> object:
    """An address given over several lines becomes one, parted by commas; what is no text stays as it is."""
    if not isinstance(text, str):
        return text
    return ", ".join(line.strip(" ,") for line in text.splitlines() if line.strip(" ,"))


def exact_pounds(amount: object) -> object:
    """The sum as it is. Raises ValueError for a float, which holds no exact pence."""
    if isinstance(amount, float):
        raise ValueError('expected pounds as text or Decimal, like "520.00", not a float')
    return amount


def _is_of(alphabet: str, letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(alphabet)
