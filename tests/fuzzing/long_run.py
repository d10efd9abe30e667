"""An attack that goes on for as many minutes as are asked for and counts what it tried; no part of the suite.

`python -m benchmarks.hostile --minutes 60` runs it; `minutes` and `seed` come from there.
"""

import random
import time
from collections import Counter
from pathlib import Path

from rules import policy
from tests.commanding import At
from tests.fuzzing import hostile
from tests.fuzzing.commands import CommandAttack
from tests.fuzzing.pages import Attack
from tests.fuzzing.policy_sheets import bent_policy
from tests.fuzzing.test_files_under_attack import SHEETS, read_sheet
from tests.rehearsing import Rehearsal


def test_nothing_breaks(rehearsal: Rehearsal, at: At, tmp_path: Path, minutes: float, seed: int) -> None:
    chance = random.Random(seed)
    ends = time.monotonic() + 60 * minutes
    tried: Counter[str] = Counter()
    pages = Attack(rehearsal, chance)
    commands = CommandAttack(at(rehearsal), rehearsal, tmp_path, chance)
    rules = [rule for rule in pages.app.url_map.iter_rules() if rule.arguments]
    faults: list[str] = []
    try:
        while time.monotonic() < ends:
            for _ in range(200):
                target = chance.choice(pages.targets)
                if target.form is None:
                    chance.choice((pages.query, pages.query, pages.header))(target)
                else:
                    chance.choice((pages.form, pages.form, pages.form, pages.every_box, pages.broken_body))(
                        target
                    )
            for _ in range(20):
                pages.place(chance.choice(rules))
                commands.one(*chance.choice(commands.commands))
            for _ in range(5):
                _, content = hostile.file(chance)
                read_sheet(
                    tmp_path, chance.choice(list(SHEETS)), chance.choice((".csv", ".tsv", ".xlsx")), content
                )
                faults += [str(fault) for fault in policy.check(bent_policy(chance)) if fault.line < 1]
                tried["files and policies"] += 2
            while pages.faults or commands.faults:
                faults.append((pages.faults or commands.faults).pop())
                print(f"- {faults[-1]}", flush=True)  # noqa: T201
    finally:
        pages.close()
        commands.close()
    tried |= Counter({"requests": pages.tried, "commands": commands.tried})
    answers = sorted((pages.answers | commands.answers).items())
    got_through = pages.got_through + commands.got_through
    print(f"tried {tried.total():,}: {dict(tried)}; acts that got through: {got_through:,}", flush=True)  # noqa: T201
    print(f"faults {len(faults)}; " + ", ".join(f"{answer}: {count}" for answer, count in answers))  # noqa: T201
    assert faults == []
