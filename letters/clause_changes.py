"""What changed in a paper's wording between two days, word by word and in sentences.

Knows how two versions of a clause differ. Does not know why: that is the source that each version names.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from string import ascii_lowercase

from letters import formats
from letters.clausebook import Clause, ClauseBook, ClauseHead

_PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")
_SAME_PART = 0.4
"""Share of words in common from which two parts are one part reworded; an assumption, tried on this book's wording."""
_WORDS_BEFORE = 4


@dataclass(frozen=True, slots=True)
class WordChange:
    """Words that became others. `was` empty: added; `now` empty: left out. `after`: the words that stand before."""

    was: str
    now: str
    after: str


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part of a clause, as in "paragraph 2" or "paragraph 2, item (a)", that is new, gone or reworded."""

    where: str
    was: str | None
    now: str | None

    @property
    def words(self) -> tuple[WordChange, ...]:
        """The words that differ, for a part that was reworded; none for one that is new or gone."""
        if self.was is None or self.now is None:
            return ()
        return tuple(_word_changes(self.was.split(), self.now.split()))


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause of a paper that is new, gone or replaced. `was` and `now` are its heads, None where there was none."""

    was: ClauseHead | None
    now: ClauseHead | None
    parts: tuple[PartChange, ...]

    @property
    def head(self) -> ClauseHead:
        """The head by which the clause is named: the later one, or the last one that it had."""
        head = self.now or self.was
        assert head is not None, "a change has a clause before it or after it"
        return head


def between(
    book: ClauseBook, document: str, earlier: date, later: date, switches: Mapping[str, bool] | None = None
) -> tuple[ClauseChange, ...]:
    """The clauses of a paper that differ between two days, in the paper's order; none that stayed as it was.

    Without `switches` every variant of the paper is compared. Raises ValueError when `later` lies before `earlier`,
    KeyError for an unknown switch.
    """
    if later < earlier:
        raise ValueError(f"expected later no earlier than {earlier.isoformat()}, got {later.isoformat()}")
    before, after = (
        {clause.head.id: clause for clause in book.carried(document, on, switches)} for on in (earlier, later)
    )
    changes = [
        _change(before.get(name), after.get(name))
        for name in before | after
        if _version(before.get(name)) != _version(after.get(name))
    ]
    return tuple(sorted(changes, key=lambda change: (change.head.documents[document], change.head.id)))


def in_words(changes: Iterable[ClauseChange]) -> tuple[str, ...]:
    """Each change in one paragraph of plain sentences: which clause, what its wording was and is, and the source."""
    return tuple(_sentences(change) for change in changes)


def _version(clause: Clause | None) -> str | None:
    return None if clause is None else clause.head.version


def _change(was: Clause | None, now: Clause | None) -> ClauseChange:
    parts = _part_changes(_parts(was) if was else [], _parts(now) if now else [])
    return ClauseChange(was.head if was else None, now.head if now else None, tuple(parts))


def _parts(clause: Clause) -> list[tuple[str, str]]:
    """Every part of a clause with its place; its title first."""
    parts = [("the title", clause.head.title)]
    for number, paragraph in enumerate(clause.paragraphs, start=1):
        parts.append((f"paragraph {number}", paragraph.text))
        parts += [
            (f"paragraph {number}, item ({ascii_lowercase[place]})", bullet)
            for place, bullet in enumerate(paragraph.bullets)
        ]
    return parts


def _part_changes(was: list[tuple[str, str]], now: list[tuple[str, str]]) -> Iterator[PartChange]:
    """Parts that stayed are passed over; between them, parts alike enough are one part reworded."""
    matcher = SequenceMatcher(None, [text for _, text in was], [text for _, text in now], autojunk=False)
    for tag, was_from, was_to, now_from, now_to in matcher.get_opcodes():
        if tag == "equal":
            continue
        gone = was[was_from:was_to]
        for where, text in now[now_from:now_to]:
            match = next((place for place, (_, old) in enumerate(gone) if _alike(old, text)), None)
            if match is None:
                yield PartChange(where, None, text)
                continue
            # What stood before the matching part has no counterpart any more.
            yield from (PartChange(old_where, old, None) for old_where, old in gone[:match])
            yield PartChange(where, gone[match][1], text)
            gone = gone[match + 1 :]
        yield from (PartChange(old_where, old, None) for old_where, old in gone)


def _alike(was: str, now: str) -> bool:
    return SequenceMatcher(None, was.split(), now.split(), autojunk=False).ratio() >= _SAME_PART


def _word_changes(was: list[str], now: list[str]) -> Iterator[WordChange]:
    for tag, was_from, was_to, now_from, now_to in SequenceMatcher(
        None, was, now, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            yield WordChange(
                " ".join(was[was_from:was_to]),
                " ".join(now[now_from:now_to]),
                " ".join(now[max(now_from - _WORDS_BEFORE, 0) : now_from]),
            )


def _sentences(change: ClauseChange) -> str:
    head, was, now = change.head, change.was, change.now
    name = f'Clause {head.id}, "{head.title}"'
    source = f"Source: {head.source}."
    if now is None:
        until = formats.day(head.in_force_until) if head.in_force_until else "that day"
        return f"{name}: version {head.version} is dropped after {until} and nothing replaces it. {source}"
    if was is None:
        texts = " ".join(_shown(part.now or "") for part in change.parts[1:])
        return f"{name}: version {now.version} is new from {formats.day(now.in_force_from)}. It says: {texts} {source}"
    replaced = (
        f"{name}: version {was.version} ({formats.day(was.in_force_from)}) is replaced by version {now.version} "
        f"({formats.day(now.in_force_from)})"
    )
    told = "; ".join(_part_in_words(part) for part in change.parts) or "its wording stays the same"
    return f"{replaced}: {told}. {source}"


def _part_in_words(part: PartChange) -> str:
    if part.was is None:
        return f"{part.where} is new and says {_quoted(part.now or '')}"
    if part.now is None:
        return f"what was {part.where} is dropped, {_quoted(part.was)}"
    return f"in {part.where} {', and '.join(_words_in_words(change) for change in part.words)}"


def _words_in_words(change: WordChange) -> str:
    place = f" after {_quoted(change.after)}" if change.after else " at its beginning"
    if not change.was:
        return f"{_quoted(change.now)} is added{place}"
    if not change.now:
        return f"{_quoted(change.was)} is left out{place}"
    return f"{_quoted(change.was)} becomes {_quoted(change.now)}{place}"


def _quoted(text: str) -> str:
    return f'"{_shown(text)}"'


def _shown(text: str) -> str:
    """Placeholders as a reader of wording expects them: "[rent share]"."""
    return _PLACEHOLDER.sub(lambda found: f"[{found.group(1).replace('_', ' ')}]", text)
