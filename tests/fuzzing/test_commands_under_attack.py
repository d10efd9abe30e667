"""Hostile words to the commands: sentences and a code, never a traceback, and nothing half-written."""

import random
from pathlib import Path

from tests.commanding import At
from tests.fuzzing.commands import LONG, CommandAttack
from tests.rehearsing import Rehearsal


def test_no_command_breaks_on_hostile_words(rehearsal: Rehearsal, at: At, tmp_path: Path) -> None:
    attack = CommandAttack(at(rehearsal), rehearsal, tmp_path, random.Random(20180801))
    try:
        for words, command in attack.commands:
            if words[0] not in LONG:
                attack.one(words, command)
    finally:
        attack.close()
    assert attack.faults == []
    assert attack.tried > 100
