"""The program that looks into one file from outside, in a process of its own: it may take too long, or die.

Reads the file from standard input. Asked `opens` and a media type, it writes what is wrong with the file as JSON, or
null; asked `codes`, each code printed in a PDF on a line of its own. Knows the file and nothing of the record.
"""

import io
import json
import re
import resource
import sys
import warnings
from collections.abc import Callable, Iterator

MOST_PIXELS = 60_000_000
"""A page of A4 at 600 dots an inch has 35 million."""
MOST_PAGES = 60
"""Pages that are read for codes; every page of ours carries its code."""
MOST_CODES = 100
MOST_LETTERS = 100_000
"""Of a page's text."""

_MEMORY_BYTES = 1_500_000_000
_CPU_SECONDS = 10
_ONE = "[2-9A-HJKMNP-TV-Z]"
_DASH = r"[\s\-\u2010-\u2015\u00ad]{0,3}"
# As it is printed, in groups of four; a group is never broken, the line may be.
_PRINTED = re.compile(rf"(?<![0-9A-Za-z])(?=((?:{_ONE}{{4}}{_DASH}){{3}}{_ONE}{{2}})(?![0-9A-Za-z]))")


def opens(content: bytes, media_type: str) -> str | None:
    """What is wrong with a file that says it is a PDF, PNG or JPEG; None where it opens as one."""
    if media_type == "application/pdf":
        return _pdf_fault(content)
    return _picture_fault(content, media_type)


def codes(content: bytes) -> Iterator[str]:
    """The codes printed in a PDF, without their dashes, in the order of its pages; each once."""
    from pypdf import PdfReader  # noqa: PLC0415 (each question needs one library, and they are slow to load)

    found: set[str] = set()
    for number, page in enumerate(PdfReader(io.BytesIO(content)).pages):
        if number == MOST_PAGES:
            return
        for code in codes_in(page.extract_text()[:MOST_LETTERS]):
            if code not in found and len(found) < MOST_CODES:
                found.add(code)
                yield code


def codes_in(text: str) -> Iterator[str]:
    """What in a text has the form of a code, without its dashes."""
    for match in _PRINTED.finditer(text):
        yield "".join(letter for letter in match[1] if letter.isalnum())


def _pdf_fault(content: bytes) -> str | None:
    import pikepdf  # noqa: PLC0415 (as above)

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return None if len(pdf.pages) else "it is a PDF without a page"
    except pikepdf.PasswordError:
        return "it is a PDF that asks for a password"
    except (pikepdf.PdfError, ValueError, TypeError):
        return "it begins as a PDF and cannot be opened as one"


def _picture_fault(content: bytes, media_type: str) -> str | None:
    from PIL import Image  # noqa: PLC0415 (as above)

    kind = media_type.removeprefix("image/").upper()
    broken = f"it begins as a {kind} and cannot be opened as one"
    Image.MAX_IMAGE_PIXELS = None  # its own limit is a warning; the one below is said in words
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            pixels = picture.width * picture.height
            if pixels > MOST_PIXELS:
                most = MOST_PIXELS // 1_000_000
                return f"it has {pixels // 1_000_000:,} million dots, and at most {most} million are taken"
            picture.verify()
        # What verify finds whole may still end before the picture does.
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            picture.load()
    except (OSError, SyntaxError, ValueError, EOFError):
        return broken
    return None


def main(asked: list[str]) -> None:
    """Answer one question about the file on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What a library finds odd is no answer.
    warnings.simplefilter("ignore")
    content = sys.stdin.buffer.read()
    say: Callable[[str], int] = sys.stdout.write
    if asked[0] == "opens":
        say(json.dumps(opens(content, asked[1])))
        return
    for code in codes(content):
        say(f"{code}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
