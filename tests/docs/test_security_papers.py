"""The papers on security name every requirement once, and no test or file that is not there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECURITY = ROOT / "docs" / "security.md"
PAPERS = (SECURITY, ROOT / "docs" / "threat-model.md")

LEVELS_1_AND_2 = {
    "1.1": "1-2", "1.2": "1-9", "1.3": "1-11", "1.4": "1-3", "1.5": "1-2",
    "2.1": "1-3", "2.2": "1-3", "2.3": "1-4", "2.4": "1-1",
    "3.2": "1-2", "3.3": "1-4", "3.4": "1-6", "3.5": "1-5", "3.7": "1-2",
    "4.1": "1-3", "4.2": "1-1", "4.3": "1-2", "4.4": "1-4",
    "5.1": "1-1", "5.2": "1-3", "5.3": "1-2", "5.4": "1-3",
    "6.1": "1-3", "6.2": "1-12", "6.3": "1-4", "6.4": "1-4", "6.5": "1-5", "6.6": "1-3", "6.8": "1-4",
    "7.1": "1-3", "7.2": "1-4", "7.3": "1-2", "7.4": "1-5", "7.5": "1-2", "7.6": "1-2",
    "8.1": "1-2", "8.2": "1-3", "8.3": "1-1", "8.4": "1-1",
    "9.1": "1-3", "9.2": "1-4",
    "10.1": "1-2", "10.2": "1-2", "10.3": "1-4", "10.4": "1-11", "10.5": "1-5", "10.6": "1-2", "10.7": "1-3",
    "11.1": "1-2", "11.2": "1-3", "11.3": "1-3", "11.4": "1-4", "11.5": "1-1", "11.6": "1-1",
    "12.1": "1-3", "12.2": "1-2", "12.3": "1-4",
    "13.1": "1-1", "13.2": "1-5", "13.3": "1-2", "13.4": "1-5",
    "14.1": "1-2", "14.2": "1-4", "14.3": "1-3",
    "15.1": "1-3", "15.2": "1-3", "15.3": "1-7",
    "16.1": "1-1", "16.2": "1-5", "16.3": "1-4", "16.4": "1-3", "16.5": "1-3",
    "17.1": "1-1", "17.2": "1-4", "17.3": "1-2",
}  # fmt: skip
"""The requirements of levels 1 and 2 of OWASP ASVS 5.0.0, section by section: 70 of level 1 and 183 of level 2."""

_ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.M)
_NAMED = re.compile(r"`((?:tests|guarantor|rules|risk|letters|docs|benchmarks)/[\w./-]+?\.\w+)(?:::(\w+))?`")


def _expected() -> list[str]:
    spans = ((section, *map(int, span.split("-"))) for section, span in LEVELS_1_AND_2.items())
    return [f"{section}.{number}" for section, first, last in spans for number in range(first, last + 1)]


@cache
def _tests_in(file: Path) -> frozenset[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef))


def test_every_requirement_of_levels_1_and_2_is_answered_once() -> None:
    assert len(_expected()) == 253
    assert [row[0] for row in _ROW.findall(SECURITY.read_text(encoding="utf-8"))] == _expected()


def test_every_answer_is_one_of_the_words_and_what_is_said_to_be_done_is_shown() -> None:
    for number, asks, stands, by in _ROW.findall(SECURITY.read_text(encoding="utf-8")):
        assert stands in {"met", "operator", "partly", "not met", "none"}, number
        assert asks.strip(), number
        assert by.strip(), number


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_test_and_file_that_is_named_is_there(paper: Path) -> None:
    named = _NAMED.findall(paper.read_text(encoding="utf-8"))
    assert len(named) > 30
    missing = [
        f"{file}::{test}" if test else file
        for file, test in named
        if not (ROOT / file).is_file() or (test and test not in _tests_in(ROOT / file))
    ]
    assert missing == []


def test_every_threat_names_a_test() -> None:
    rows = re.findall(r"^\| ([STRIDE]\d+) \|.*\| ([^|]+) \|$", PAPERS[1].read_text(encoding="utf-8"), re.M)
    assert {number[0] for number, _ in rows} == set("STRIDE")
    assert all(_NAMED.search(tests) for _, tests in rows)
