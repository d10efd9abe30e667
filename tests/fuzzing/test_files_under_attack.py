"""Hostile files to every reader of files: what cannot be taken is refused in words, and nothing hangs or grows."""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.correspondence import foreign_file_reader
from guarantor.services.exchange import application_sheet, statement_sheet
from guarantor.tabular.reading import SUFFIXES, read_rows
from guarantor.tabular.sheet import Row
from letters.seal import examination
from tests.fuzzing import hostile

SHEETS = {"applications": application_sheet, "statements": statement_sheet}
SEEDS = st.integers(0, 2**32)


def read_sheet(folder: Path, kind: str, suffix: str, content: bytes) -> None:
    """Read a sheet as an import does, every row of it; only faults in words may come of it."""
    file = folder / f"sheet{suffix}"
    file.write_bytes(content)
    read = application_sheet.document if kind == "applications" else statement_sheet.statement
    rows: list[Row] = []
    said(lambda: rows.extend(read_rows(file, SHEETS[kind].COLUMNS)))
    for row in rows:
        said(partial(read, row))


def said(act: Callable[[], object]) -> None:
    """Do something that may be refused, in words."""
    refused = None
    try:
        act()
    except WrongInput as error:
        refused = error
    assert refused is None or all(fault.says for fault in refused.faults)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", [name for name in hostile.FILES if name != "huge_workbook"])
def test_no_hostile_file_breaks_an_import(tmp_path: Path, name: str, suffix: str) -> None:
    read_sheet(tmp_path, "applications", suffix, hostile.FILES[name]())


@pytest.mark.parametrize("kind", SHEETS)
@settings(max_examples=40, derandomize=True)
@given(seed=SEEDS, suffix=st.sampled_from(SUFFIXES))
def test_no_cell_breaks_an_import(
    tmp_path_factory: pytest.TempPathFactory, kind: str, seed: int, suffix: str
) -> None:
    chance = random.Random(seed)
    names = SHEETS[kind].COLUMNS.known
    cells = [[hostile.text(chance)[:300].replace('"', '""') for _ in names] for _ in range(3)]
    lines = [",".join(names), *(",".join(f'"{cell}"' for cell in row) for row in cells)]
    content = "\n".join(lines).encode("utf-8", "surrogatepass" if chance.random() < 0.1 else "replace")
    if suffix == ".tsv":
        content = content.replace(b",", b"\t")
    read_sheet(tmp_path_factory.mktemp("sheets"), kind, suffix, content)


@settings(max_examples=60, derandomize=True)
@given(seed=SEEDS, kind=st.sampled_from(("application/pdf", "image/png", "image/jpeg")))
def test_no_file_breaks_the_reader_of_scans(seed: int, kind: str) -> None:
    _, content = hostile.file(random.Random(seed))
    said = foreign_file_reader.opens(content[:2_000_000], kind)
    assert said is None or said.startswith("it ")


@settings(max_examples=100, derandomize=True)
@given(seed=SEEDS)
def test_no_file_breaks_the_examination_of_a_seal(seed: int) -> None:
    _, content = hostile.file(random.Random(seed))
    assert not examination.examine(content[:2_000_000], []).genuine
