"""Checks an export of the audit record without the program that wrote it: Python 3.10 or later and nothing else.

    python -I check_export.py FOLDER|FILE.zip [--fingerprint HEX] [--head FILE]

It works out again, from journal.jsonl, transfers.jsonl, head.json and public-key.pem, that
  - every line of the journal is as it was written and follows the line before it (SHA-256);
  - the transfers of every line are as they were when it was written, and no transfer stands outside the journal;
  - the journal ends at the line that the head names, and the head was signed with the public key (Ed25519).
Exit code 0: nothing found; 3: something found, a sentence for each row; 2: not an export.

What it cannot prove: that an entry was true when it was written; that the key beside the export is the council's own.
Whoever rewrites everything, key included, shows only against a fingerprint (--fingerprint) or a signed head (--head)
that was kept elsewhere, on a printed close or report.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

CLEAN, NOT_AN_EXPORT, FOUND = 0, 2, 3
GENESIS = "0" * 64
FILES = ("journal.jsonl", "transfers.jsonl", "head.json", "public-key.pem")
Rows = list[tuple[int, dict[str, Any]]]


class NotAnExport(Exception):
    """What was given cannot be read as an export at all."""


# ---- Ed25519 (RFC 8032, section 5.1): verification only. Points are (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]
NEUTRAL: Point = (0, 1, 1, 0)


def _add(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(scalar: int, point: Point) -> Point:
    product = NEUTRAL
    while scalar:
        if scalar & 1:
            product = _add(product, point)
        point = _add(point, point)
        scalar >>= 1
    return product


def _x_of(y: int, odd: int) -> int | None:
    """The x of the curve's point with this y and this lowest bit, or None where there is none."""
    squared = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(squared, (P + 3) // 8, P)
    if (x * x - squared) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - squared) % P or (x == 0 and odd):
        return None
    return P - x if x & 1 != odd else x


def _point(encoded: bytes) -> Point | None:
    number = int.from_bytes(encoded, "little")
    y, odd = number & (2**255 - 1), number >> 255
    x = _x_of(y, odd) if y < P else None
    return None if x is None else (x, y, 1, x * y % P)


def _encoded(point: Point) -> bytes:
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or NEUTRAL


def signature_holds(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature (64 bytes) of a message was made with the key belonging to this one (32 bytes)."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    owner, scalar = _point(public_key), int.from_bytes(signature[32:], "little")
    if owner is None or scalar >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public_key + message).digest()
    negative = (P - owner[0], owner[1], 1, P - owner[3])
    asked = _add(_times(scalar, BASE), _times(int.from_bytes(digest, "little") % ORDER, negative))
    return _encoded(asked) == signature[:32]


# ---- the export


def canonical(content: object, *, ascii_only: bool) -> str:
    """JSON in the one form that was hashed."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=ascii_only)


def read_files(where: Path) -> dict[str, bytes]:
    """The export's four files out of its folder or its zip. Raises NotAnExport."""
    try:
        if where.is_dir():
            return {name: (where / name).read_bytes() for name in FILES}
        with zipfile.ZipFile(where) as packed:
            return {name: packed.read(name) for name in FILES}
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise NotAnExport(f"{where}: expected the folder or zip of an export ({error}).") from None


def read_rows(content: bytes, name: str, number: str, *, ascii_only: bool) -> tuple[Rows, list[str]]:
    """The rows of a file by their own number, and a sentence for each that is not in the form it was exported in."""
    rows: Rows = []
    found = []
    for place, line in enumerate(content.decode("utf-8", "replace").split("\n"), start=1):
        try:
            row = json.loads(line) if line else None
        except (ValueError, RecursionError):
            row = line
        if isinstance(row, dict) and type(row.get(number)) is int:
            rows.append((row[number], row))
            if canonical(row, ascii_only=ascii_only) != line:
                found.append(
                    f"{name}, line {place} (number {row[number]}): changed, it is not written as exported."
                )
        elif row is not None:
            found.append(f"{name}, line {place}: no row of an export.")
    return rows, found


def out_of_place(rows: Rows, what: str) -> Iterator[str]:
    """A sentence for each row that stands twice, or after one with a higher number."""
    numbers = [number for number, _ in rows]
    for number, times in sorted(Counter(numbers).items()):
        if times > 1:
            yield f"{what} {number}: inserted, it stands {times} times."
    for before, number in pairwise(numbers):
        if number < before:
            yield f"{what} {number}: moved, it stands after {before}."


def gaps(journal: Rows) -> Iterator[str]:
    """A sentence for each stretch of the journal that is missing before its last line."""
    for before, number in pairwise(sorted({0, *(seq for seq, _ in journal)})):
        if number == before + 2:
            yield f"Journal line {before + 1}: removed."
        elif number > before + 2:
            yield f"Journal lines {before + 1} to {number - 1}: removed."


def check_chain(journal: Rows) -> Iterator[str]:
    """A sentence for each line that is not as it was written, or does not follow the line before it."""
    previous = GENESIS
    for seq, row in sorted(journal, key=lambda each: each[0]):
        content = {name: value for name, value in row.items() if name != "hash"}
        hashed = hashlib.sha256(canonical(content, ascii_only=False).encode("utf-8", "replace")).hexdigest()
        if hashed != row.get("hash"):
            yield f"Journal line {seq}: changed after it was written ({row.get('act')} {row.get('subject')})."
        if row.get("previous_hash") != previous:
            yield f"Journal line {seq}: does not follow the line before it; one of the two was changed or removed."
        previous = str(row.get("hash"))


def check_transfers(journal: Rows, transfers: Rows) -> Iterator[str]:
    """A sentence for each transfer that is not as its journal line has it, is missing, or stands in no line or two."""
    held = dict(transfers)
    named: Counter[int] = Counter()
    for seq, row in journal:
        numbers = _made_by(row)
        named.update(numbers)
        missing = [number for number in numbers if number not in held]
        yield from (f"Transfer {number}: removed; journal line {seq} made it." for number in missing)
        hashing = hashlib.sha256()
        for number in sorted(set(numbers) - set(missing)):
            hashing.update(canonical(held[number], ascii_only=True).encode() + b"\n")
        if not missing and hashing.hexdigest() != row.get("transfers_digest"):
            listed = ", ".join(map(str, numbers)) or "none"
            yield f"Journal line {seq}: its transfers ({listed}) are not as they were; at least one was changed."
    for number in held:
        if named[number] == 0:
            yield f"Transfer {number}: inserted; no journal line made it."
        if named[number] > 1:
            yield f"Transfer {number}: stands in {named[number]} journal lines."


def _made_by(row: dict[str, Any]) -> list[int]:
    try:
        numbers = json.loads(row["details"])["transfers"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []
    return [each for each in numbers if type(each) is int] if isinstance(numbers, list) else []


def public_key_of(pem: bytes) -> bytes:
    """The 32 bytes of an Ed25519 public key. Raises NotAnExport."""
    body = b"".join(line for line in pem.splitlines() if not line.startswith(b"-----"))
    try:
        der = base64.b64decode(body, validate=True)
    except ValueError:
        der = b""
    if len(der) != 44 or not der.startswith(bytes.fromhex("302a300506032b6570032100")):
        raise NotAnExport("public-key.pem: expected an Ed25519 public key.")
    return der[12:]


def check_head(journal: Rows, head: dict[str, Any], key: bytes, name: str, *, last: bool) -> Iterator[str]:
    """A sentence where a head was not signed with the key, or the journal is not the one it was signed over."""
    seq, hash_ = head["seq"], head.get("hash")
    try:
        signature = base64.b64decode(str(head.get("signature")), validate=True)
    except ValueError:
        signature = b""
    if not signature_holds(key, f"{seq} {hash_} {head.get('at')}".encode(), signature):
        yield f"{name}: not signed with the key of this export."
    held = {number: row.get("hash") for number, row in journal}
    if seq not in held:
        yield f"{name}: names journal line {seq}, and the journal ends at {max(held, default=0)}: its end was cut off."
    elif held[seq] != hash_:
        yield f"{name}: journal line {seq} is not the line that was signed; the chain was rewritten."
    if last:
        yield from (
            f"Journal line {each}: inserted after the signed head." for each in sorted(held) if each > seq
        )


def read_head(content: bytes, name: str) -> dict[str, Any]:
    """A signed head. Raises NotAnExport."""
    try:
        head = json.loads(content)
    except (ValueError, RecursionError):
        head = None
    if not isinstance(head, dict) or type(head.get("seq")) is not int:
        raise NotAnExport(f"{name}: expected a signed head as JSON.")
    return head


def check(where: Path, fingerprint: str | None, kept: Path | None) -> tuple[list[str], str]:
    """Everything found, and one line on what was read. Raises NotAnExport."""
    files = read_files(where)
    key = public_key_of(files["public-key.pem"])
    head = read_head(files["head.json"], "head.json")
    journal, found = read_rows(files["journal.jsonl"], "journal.jsonl", "seq", ascii_only=False)
    transfers, unlike = read_rows(files["transfers.jsonl"], "transfers.jsonl", "id", ascii_only=True)
    found += [*unlike, *out_of_place(journal, "Journal line"), *out_of_place(transfers, "Transfer")]
    found += [*gaps(journal), *check_chain(journal)]
    found += [*check_transfers(journal, transfers), *check_head(journal, head, key, "head.json", last=True)]
    if kept is not None:
        content = read_head(kept.read_bytes(), str(kept))
        found += check_head(journal, content, key, str(kept), last=False)
    print_of_key = hashlib.sha256(key).hexdigest()
    if fingerprint is not None and fingerprint.lower() != print_of_key:
        found.append("public-key.pem: not the key of the fingerprint that was given.")
    read = f"{len(journal)} journal lines, {len(transfers)} transfers, head of {head.get('at')}, key {print_of_key}"
    return found, read


def main(words: list[str]) -> int:
    """Run the check and say what was found; the exit code."""
    parser = argparse.ArgumentParser(
        description="Checks an export of the audit record, with nothing else at hand."
    )
    parser.add_argument("export", type=Path, metavar="FOLDER|FILE.zip")
    parser.add_argument(
        "--fingerprint", help="SHA-256 of the council's public key, from a printed close or report"
    )
    parser.add_argument("--head", type=Path, metavar="FILE", help="a signed head kept from before")
    given = parser.parse_args(words)
    try:
        found, read = check(given.export, given.fingerprint, given.head)
    except (NotAnExport, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return NOT_AN_EXPORT
    sys.stdout.write(f"{read}\n" + "".join(f"{says}\n" for says in found) + f"Found: {len(found)}.\n")
    return FOUND if found else CLEAN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
