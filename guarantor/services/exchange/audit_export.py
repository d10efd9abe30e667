"""The audit record to take away: journal, transfers, signed head, public key, and a checker that needs nothing else.

Only the rows as they stand, bent ones too: finding what does not hold is the checker's work. No name goes out, since
the journal and the ledger hold none; the erasable content behind their digests stays.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.journal import Entry
from guarantor.ledger.transfer import canonical
from guarantor.services.acting import signing
from guarantor.services.acting.office import Office
from guarantor.services.exchange import offline_checker
from guarantor.storage import record
from guarantor.storage.engine import reading
from guarantor.tabular.whole_files import written_whole

CHECKER = "check_export.py"

_README = f"""The audit record of the rent guarantee scheme
=============================================

journal.jsonl    every act, one JSON object a line, chained by SHA-256
transfers.jsonl  every movement of money, in the form in which the journal's digests were made
head.json        the journal's last line, signed with the council's key (Ed25519)
public-key.pem   the key that the signature belongs to
{CHECKER}  checks all of it; needs Python 3.10 or later and nothing else

    python -I {CHECKER} . --fingerprint HEX [--head FILE]

Take the fingerprint of the key, and a signed head if one was kept, from a printed close or report: what stands beside
the record cannot vouch for it. For the same reason use a copy of the checker that you have from elsewhere, or compare
its SHA-256 with the one that was printed when the export was made. The exit code is 0 where nothing was found, 3 where
something was, 2 where this is not an export.
"""


def export_audit(office: Office, out: Path) -> dict[str, Any]:
    """Write the record to a new folder, or to a new file where the name ends in .zip; whole or not at all.

    Answers with the counts, the signed head, and the SHA-256 of the public key and of the checker, to be kept
    elsewhere. Raises WrongInput where something stands at `out` already or there is no line to sign.
    """
    with written_whole(out) as beside:
        if out.suffix.lower() == ".zip":
            with TemporaryDirectory(dir=out.parent) as unpacked:
                answer = _write_files(office, Path(unpacked))
                _pack(Path(unpacked), beside)
        else:
            beside.mkdir()
            answer = _write_files(office, beside)
    return {"written": str(out), **answer}


def _write_files(office: Office, folder: Path) -> dict[str, Any]:
    last: list[Entry] = []

    def remembered(entries: Iterable[Entry]) -> Iterator[Entry]:
        for entry in entries:
            last[:] = [entry]
            yield entry

    with reading(office.engine) as session:
        lines = _write_lines(
            folder / "journal.jsonl", (_line(entry) for entry in remembered(record.entries(session)))
        )
        moved = _write_lines(folder / "transfers.jsonl", map(canonical, record.transfers(session)))
    if not last:
        raise WrongInput.at("audit export", "expected a journal with at least one line")
    head = signing.sign_head(office.settings, last[0].seq, last[0].hash, office.now())
    (folder / "head.json").write_text(f"{head.text()}\n", encoding="utf-8")
    (folder / "public-key.pem").write_bytes(signing.public_key(office.settings))
    checker = Path(offline_checker.__file__).read_bytes()
    (folder / CHECKER).write_bytes(checker)
    (folder / "README.txt").write_text(_README, encoding="utf-8")
    return {
        "journal_lines": lines,
        "transfers": moved,
        "head": json.loads(head.text()),
        "key_fingerprint": signing.fingerprint(office.settings),
        "checker_sha256": hashlib.sha256(checker).hexdigest(),
    }


def _line(entry: Entry) -> str:
    """A journal line as JSON, with every column that its hash is made over and the hash."""
    content = {**entry.__dict__, "at": entry.at.isoformat(timespec="microseconds")}
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _write_lines(file: Path, lines: Iterable[str]) -> int:
    written = 0
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for line in lines:
            out.write(f"{line}\n")
            written += 1
    return written


def _pack(folder: Path, file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in sorted(folder.iterdir()):
            packed.write(part, part.name)
