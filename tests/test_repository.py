"""What stands in the repository: modules of a readable size, one version everywhere, and nobody's own machine."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from guarantor.domain.access import Act
from guarantor.settings import CHECKOUT

PYPROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS = ("guarantor", "rules", "risk", "letters")
CONTRACTS = {contract["id"]: contract for contract in PYPROJECT["tool"]["importlinter"]["contracts"]}

THE_SYSTEMS_OWN = {Act.CREATE_DATABASE, Act.RELEASE_COMMITMENT}
"""Acts that no person does: the first line of a database, and the release that the passing of days brings."""


MODULES = [path for room in ROOMS for path in sorted((CHECKOUT / room).rglob("*.py"))]
OF_THE_HOUSE = [path for path in MODULES if path.parent.name != "versions"]
TESTS = sorted((CHECKOUT / "tests").rglob("*.py"))


def _named(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(CHECKOUT)) for path in paths]


def test_modules_stay_under_300_lines() -> None:
    long = [path for path in OF_THE_HOUSE if len(path.read_text(encoding="utf-8").splitlines()) >= 300]
    assert _named(long) == []


def test_functions_stay_under_50_lines() -> None:
    long = [
        f"{path.relative_to(CHECKOUT)}:{each.lineno} {each.name}"
        for path in OF_THE_HOUSE
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(each, ast.FunctionDef) and (each.end_lineno or each.lineno) - each.lineno + 1 >= 50
    ]
    assert long == []


def test_every_module_says_what_it_knows() -> None:
    silent = [path for path in MODULES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert _named(silent) == []


def test_no_module_is_named_for_everything() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "models", "misc", "base_utils"}
    assert _named([path for path in [*MODULES, *TESTS] if path.stem in vague]) == []


def test_nothing_is_left_to_be_done_later() -> None:
    later = re.compile(r"\b(?:T[O]DO|F[I]XME|X[X]X)\b|NotImplemented[E]rror")
    left = [path for path in [*MODULES, *TESTS] if later.search(path.read_text(encoding="utf-8"))]
    assert _named(left) == []


def test_only_the_clock_reads_the_time() -> None:
    reads = re.compile(
        r"\b(?:datetime|dt|date)\.(?:now|today|utcnow)\(|\btime\.(?:time|monotonic|perf_counter)\("
    )
    found = [path for path in MODULES if reads.search(path.read_text(encoding="utf-8"))]
    assert _named(found) == ["guarantor/clock.py"]


def test_only_the_settings_read_the_environment() -> None:
    reads = re.compile(r"os\.environ|os\.getenv")
    found = _named([path for path in MODULES if reads.search(path.read_text(encoding="utf-8"))])
    assert found == ["guarantor/settings.py"]


# ---- versions and what stands in the repository

VERSION = PYPROJECT["project"]["version"]


def test_the_changelog_and_the_readme_name_the_version_that_is_built() -> None:
    released = re.findall(
        r"^## (\d+\.\d+\.\d+)", (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M
    )
    assert released[0] == VERSION
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"Version (\d+\.\d+\.\d+)", readme)) <= {VERSION}


def test_the_python_versions_are_the_same_everywhere() -> None:
    assert PYPROJECT["project"]["requires-python"] == ">=3.11,<3.14"
    assert "(3,11) <= sys.version_info < (3,14)" in (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    assert "3.11 to 3.13" in (CHECKOUT / "README.md").read_text(encoding="utf-8")


LOCKS = sorted(CHECKOUT.glob("requirements*.lock"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_pins_by_hash_and_names_no_registry(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    pinned = re.findall(r"^([A-Za-z0-9_.\[\]-]+)==\S+(.*)$", text, re.M)
    assert pinned
    assert text.count("--hash=sha256:") >= len(pinned)
    assert all(rest.rstrip().endswith("\\") for _, rest in pinned)


def test_there_are_locks_for_building_running_and_development() -> None:
    names = {lock.name for lock in LOCKS}
    assert names >= {"requirements.lock", "requirements-dev.lock", "requirements-build.lock"}


def test_what_the_program_needs_is_in_its_lock() -> None:
    locked = (CHECKOUT / "requirements.lock").read_text(encoding="utf-8").casefold().replace("_", "-")
    for needed in PYPROJECT["project"]["dependencies"]:
        name = re.split(r"[\[=<>~ ]", needed)[0].casefold().replace("_", "-")
        assert re.search(rf"^{re.escape(name)}(\[[a-z,]+\])?==", locked, re.M), name


def _tracked() -> list[Path]:
    """What is, or will be, in the repository: every file that git does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this checkout is not a git repository")
    return [path for name in listed.stdout.splitlines() if (path := CHECKOUT / name).is_file()]


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    homes = re.compile(r"(?<![\w.<])/(?:home|root|Users)/\w|[A-Z]:\\\\Users")
    here = str(CHECKOUT)
    named = []
    for path in _tracked():
        text = path.read_bytes().decode("utf-8", errors="replace")
        if homes.search(text) or (len(CHECKOUT.parts) > 2 and here in text):
            named.append(path)
    assert _named(named) == []


def test_what_the_program_makes_is_not_in_the_repository() -> None:
    made = {".venv", "var", "out", "build", "__pycache__", ".hypothesis"}
    assert [path for path in _named(_tracked()) if made & set(Path(path).parts)] == []
