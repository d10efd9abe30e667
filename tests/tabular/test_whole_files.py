"""A file is there whole or not at all, and what stands in its place is safe."""

from pathlib import Path

import pytest

from guarantor.domain.wrong_input import WrongInput
from guarantor.tabular.whole_files import written_whole


def test_a_file_is_there_once_it_is_whole(tmp_path: Path) -> None:
    with written_whole(tmp_path / "out.csv") as beside:
        beside.write_text("whole")
        assert not (tmp_path / "out.csv").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    assert (tmp_path / "out.csv").read_text() == "whole"


def test_a_folder_is_there_once_it_is_whole(tmp_path: Path) -> None:
    with written_whole(tmp_path / "out") as beside:
        beside.mkdir()
        (beside / "part").write_text("x")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["part"]


def _fail_halfway(place: Path, *, folder: bool = False, replace: bool | None = None) -> None:
    with written_whole(place, replace=replace) as beside:
        if folder:
            beside.mkdir()
        (beside / "part" if folder else beside).write_text("half")
        raise RuntimeError


@pytest.mark.parametrize("folder", [True, False])
def test_nothing_half_written_stays(tmp_path: Path, folder: bool) -> None:
    with pytest.raises(RuntimeError):
        _fail_halfway(tmp_path / "out", folder=folder)
    assert list(tmp_path.iterdir()) == []


def test_what_stands_there_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("old")
    with pytest.raises(WrongInput, match="or --replace"), written_whole(tmp_path / "out", replace=False):
        pytest.fail("nothing was to be written")
    with pytest.raises(WrongInput) as caught, written_whole(tmp_path / "out", field="--template"):
        pytest.fail("nothing was to be written")
    assert str(caught.value).startswith("--template: expected a name that is free; ")
    assert (tmp_path / "out").read_text() == "old"


def test_what_stands_there_is_replaced_when_asked_and_kept_when_it_fails(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("old")
    with pytest.raises(RuntimeError):
        _fail_halfway(tmp_path / "out", replace=True)
    assert (tmp_path / "out").read_text() == "old"
    with written_whole(tmp_path / "out", replace=True) as beside:
        beside.write_text("new")
    assert (tmp_path / "out").read_text() == "new"


def test_what_came_there_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    writing = written_whole(tmp_path / "out")
    writing.__enter__().write_text("mine")
    (tmp_path / "out").write_text("somebody else's")
    with pytest.raises(WrongInput, match="free"):
        writing.__exit__(None, None, None)
    assert (tmp_path / "out").read_text() == "somebody else's"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("replace", [True, False, None])
def test_a_folder_is_never_replaced(tmp_path: Path, replace: bool | None) -> None:
    (tmp_path / "out").mkdir()
    with (
        pytest.raises(WrongInput, match="is there already"),
        written_whole(tmp_path / "out", replace=replace),
    ):
        pytest.fail("nothing was to be written")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="--out: expected a folder"), written_whole(tmp_path / "no" / "out"):
        pytest.fail("nothing was to be written")
