"""The locked packages held against what is known of their vulnerabilities: `make check` runs this.

One that is known stops the build unless audited.toml lets it pass with a reason and a day. Where nothing can be asked,
since there is no network or the packages are not known where one asks, that is said loudly and stops nothing.
"""

import datetime as dt
import json
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ACCEPTED = ROOT / "audited.toml"
LOCKS = tuple(sorted(ROOT.glob("requirements*.lock")))
SECONDS = 120


@dataclass(frozen=True)
class Accepted:
    """A vulnerability that may stand until a day, that day included, and why."""

    vulnerability: str
    package: str
    because: str
    until: dt.date


@dataclass(frozen=True)
class Judged:
    """What stops the build, and what has to be said all the same."""

    failures: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def accepted_in(text: str) -> list[Accepted]:
    """The entries of audited.toml. Raises ValueError for one without a reason or a day."""
    entries = []
    for each in tomllib.loads(text).get("accepted", []):
        entry = Accepted(**each)
        if not entry.because.strip() or type(entry.until) is not dt.date:
            raise ValueError(
                f"{entry.vulnerability}: expected `because` with a reason and `until` with a day"
            )
        entries.append(entry)
    return entries


def judged(report: Mapping[str, Any] | None, accepted: Sequence[Accepted], today: dt.date) -> Judged:
    """Judge what pip-audit found, as its JSON has it; None where it found nothing out."""
    if report is None:
        return Judged(notices=("NOT AUDITED: what is known of the packages could not be asked for.",))
    packages = report["dependencies"]
    unknown = [each["name"] for each in packages if "skip_reason" in each]
    notices, failures, matched = [], [], set()
    if unknown:
        most = "None" if len(unknown) == len(packages) else f"{len(packages) - len(unknown)}"
        notices.append(
            f"NOT AUDITED: {len(unknown)} packages are not known where one asks. {most} of {len(packages)} were."
        )
    for package in packages:
        for found in package.get("vulns", ()):
            names = {found["id"], *found.get("aliases", ())}
            entry = next(
                (
                    each
                    for each in accepted
                    if each.package == package["name"] and each.vulnerability in names
                ),
                None,
            )
            says = f"{package['name']} {package['version']}: {found['id']}"
            if entry is not None:
                matched.add(entry)
            if entry is None:
                mended = ", ".join(found.get("fix_versions", ())) or "none yet"
                failures.append(
                    f"{says}; mended in {mended}. Take that, or say in audited.toml why it does no harm."
                )
            elif entry.until < today:
                failures.append(f"{says} was to be let pass until {entry.until} and no longer.")
            else:
                notices.append(f"{says} is let pass until {entry.until}: {entry.because}")
    if not unknown:
        stale = [each for each in accepted if each not in matched]
        notices += [
            f"{each.vulnerability} of {each.package} is known no more: take it out of audited.toml"
            for each in stale
        ]
    return Judged(tuple(failures), tuple(notices))


def asked(locks: Sequence[Path]) -> dict[str, Any] | None:
    """What pip-audit says of the locks; None where it could not ask, or is not there."""
    words = [
        sys.executable,
        "-m",
        "pip_audit",
        "--format",
        "json",
        "--progress-spinner",
        "off",
        "--timeout",
        "15",
    ]
    words += ["--disable-pip", "--no-deps", "--require-hashes"]
    words += [word for lock in locks for word in ("-r", str(lock))]
    try:
        said = subprocess.run(words, capture_output=True, text=True, timeout=SECONDS, check=False).stdout
        report = json.loads(said)
    except (OSError, subprocess.TimeoutExpired, json.JSONDecodeError):
        return None
    return report if isinstance(report, dict) and report.get("dependencies") else None


def main() -> int:
    """Audit the locks; 1 where something stands against them."""
    found = judged(
        asked(LOCKS), accepted_in(ACCEPTED.read_text(encoding="utf-8")), dt.datetime.now(dt.UTC).date()
    )
    for says in (*found.notices, *found.failures):
        sys.stderr.write(f"*** packages: {says}\n")
    return 1 if found.failures else 0


if __name__ == "__main__":
    sys.exit(main())
