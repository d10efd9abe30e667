"""Where a seal stands in a file, found by its bytes alone.

No PDF is parsed here: a file made to hurt its readers costs one walk over its bytes. Knows the one form in which
`letters.seal.update` writes a seal.
"""

import hashlib
import re
from dataclasses import dataclass
from itertools import islice

# What a seal leaves in a file in several places, so that no single changed byte hides it. Other programs' signatures
# leave some of it too.
_TRACES = (b"/ByteRange", b"/Adobe.PPKLite", b"/ETSI.CAdES.detached", b"adbe.pkcs7", b"/SigFlags", b"/DocMDP")
_RANGE = re.compile(rb"/ByteRange \[0 ([0-9]{1,10}) ([0-9]{1,10}) ([0-9]{1,10})\]")
# pyHanko writes the colon of a date as \072, and the time in UTC.
_DATE = re.compile(rb"/M \(D(?::|\\072)([0-9]{14})Z\)")
_HEX = re.compile(rb"<((?:[0-9A-F]{2})+)>")
_BEFORE = b"/Contents "
# The words of other signatures may look like a range; that many are tried.
_MOST_RANGES = 16
_LARGEST_SIGNATURE = 200_000
_REST_OF_DICTIONARY = 4_000


@dataclass(frozen=True)
class Place:
    """A seal's place: its signature's bytes, the SHA-256 of all that it covers, and where that ends.

    `dated` is the claimed time in UTC, YYYYMMDDHHMMSS, or empty.
    """

    contents: bytes
    digest: bytes
    ends: int
    dated: str


def has_trace(file: bytes) -> bool:
    """Whether anything in the file looks like a seal or signature."""
    return any(trace in file for trace in _TRACES)


def place(file: bytes) -> Place | None:
    """The first seal in the file, or None when there is none of our form."""
    for found in islice(_RANGE.finditer(file), _MOST_RANGES):
        opens, closes, length = map(int, found.groups())
        ends = closes + length
        if not (opens < closes <= found.start() and found.end() <= ends <= len(file)):
            continue
        if closes - opens > _LARGEST_SIGNATURE or file[opens - len(_BEFORE) : opens] != _BEFORE:
            continue
        signature = _HEX.fullmatch(file, opens, closes)
        if signature is None or file[closes : found.start()].strip():
            continue
        view = memoryview(file)
        digest = hashlib.sha256(view[:opens])
        digest.update(view[closes:ends])
        contents = bytes.fromhex(signature[1].decode("ascii"))
        return Place(contents, digest.digest(), ends, _dated(file, found.end(), ends))
    return None


def _dated(file: bytes, start: int, ends: int) -> str:
    """The claimed time in the seal's own dictionary, or nothing."""
    dictionary = file[start : min(ends, start + _REST_OF_DICTIONARY)].partition(b"endobj")[0]
    found = _DATE.search(dictionary)
    return found[1].decode("ascii") if found else ""
