"""Finding cases by words: each case's names and addresses, word by word, so that no search reads every case.

A word is found by its beginning, in any case, with or without accents. The birth date stands among the words in a form
that nobody can type, for those who look for the same person. Knows nothing of who may see what is found.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, and_, delete, func, insert, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from guarantor.storage.tables.evidence import CaseWord

_LONGEST = 60
_OF_BIRTH = "*"
_FEW = 2_000
"""Where the rarest word stands in no more cases than this, the search begins with them."""


def words_of(texts: Iterable[str | None]) -> set[str]:
    """The words of some texts in small letters without accents; a postcode's halves also as one word."""
    found: set[str] = set()
    for text in texts:
        words = _split(text or "")
        found.update(words)
        if len(words) == 2 and any(character.isdigit() for character in words[0]):
            found.add("".join(words)[:_LONGEST])
    return found


def asked_for(text: str) -> list[str]:
    """The words that somebody looks for, each once, in the order they were typed."""
    return list(dict.fromkeys(_split(text)))


def birth_word(born_on: dt.date) -> str:
    """A birth date as a word; its first character stands in no typed word and is no beginning of one."""
    return f"{_OF_BIRTH}{born_on.isoformat()}"


def keep(session: Session, ref: str, texts: Iterable[str | None], born_on: dt.date | None = None) -> None:
    """Let a case be found by the words of these texts and a birth date, and by no others."""
    wanted = words_of(texts)
    if born_on is not None:
        wanted.add(birth_word(born_on))
    held = set(session.scalars(select(CaseWord.word).where(CaseWord.case_ref == ref)))
    if held - wanted:
        gone = delete(CaseWord).where(CaseWord.case_ref == ref, CaseWord.word.in_(held - wanted))
        session.execute(gone)
    if wanted - held:
        session.execute(insert(CaseWord), [{"case_ref": ref, "word": word} for word in sorted(wanted - held)])


def forget_birth(session: Session, ref: str) -> None:
    """Let a case be found by its birth date no more."""
    is_birth = CaseWord.word.startswith(_OF_BIRTH, autoescape=True)
    session.execute(delete(CaseWord).where(CaseWord.case_ref == ref, is_birth))


def having(
    session: Session, case_ref: InstrumentedAttribute[str], words: Sequence[str], *, whole: bool = False
) -> ColumnElement[bool]:
    """The condition that a case has every one of these words, or with `whole` every one to its last letter."""
    counts = {word: _count(session, _is(word, whole=whole)) for word in words}
    rarest = min(words, key=lambda word: counts[word])
    conditions: list[ColumnElement[bool]] = []
    for word in words:
        among = select(CaseWord.case_ref).where(_is(word, whole=whole))
        if word == rarest and counts[word] <= _FEW:
            conditions.append(case_ref.in_(among))
        else:
            conditions.append(among.where(CaseWord.case_ref == case_ref).exists())
    return and_(*conditions)


def _is(word: str, *, whole: bool) -> ColumnElement[bool]:
    if whole:
        return CaseWord.word == word
    # No word goes on with a character above this one.
    return and_(CaseWord.word >= word, CaseWord.word < word + "\U0010ffff")


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    some = select(CaseWord.case_ref).where(condition).limit(_FEW + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def _split(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (" " if not character.isalnum() else character for character in plain if not _is_mark(character))
    return [word[:_LONGEST] for word in "".join(kept).split()]


def _is_mark(character: str) -> bool:
    # An apostrophe inside a name parts no words: O'Hara is found as ohara.
    return unicodedata.combining(character) != 0 or character in "'\N{RIGHT SINGLE QUOTATION MARK}"
