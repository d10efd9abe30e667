"""The guides hold what they promise: a guide for each role, pictures that are there and small, keys that are taken."""

import re
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from pydantic import SecretStr

from guarantor.cli.main import main
from guarantor.domain.access import Role
from guarantor.services.acting import key_files, signing
from guarantor.services.correspondence import sealing
from guarantor.settings import CHECKOUT, Settings
from guides import lawyers_checklist
from letters.clausebook import standard
from letters.seal.credentials import subject
from tests.docs.reading import DOCUMENTS, blocks, links, text

GUIDES = CHECKOUT / "docs" / "guides"
PICTURES = GUIDES / "screenshots"
MOST_BYTES = 2_500_000
CHECKLIST = CHECKOUT / "docs" / "lawyers-checklist.md"


def test_every_role_has_its_guide_and_the_first_page_lists_it() -> None:
    listed = set(links(GUIDES / "README.md"))
    assert {f"{role}.md" for role in Role} <= listed
    assert {each.name for each in GUIDES.glob("*.md")} - {"README.md"} <= listed


def test_every_picture_is_shown_by_a_guide() -> None:
    shown = {Path(link).name for guide in GUIDES.glob("*.md") for link in links(guide) if ".png" in link}
    assert {each.name for each in PICTURES.iterdir()} == shown


def test_the_pictures_are_small_enough_to_keep() -> None:
    assert sum(each.stat().st_size for each in PICTURES.iterdir()) < MOST_BYTES


def test_every_picture_begins_with_the_colour_of_the_rehearsals_banner_or_of_the_pages_head() -> None:
    for each in PICTURES.glob("*.png"):
        with Image.open(each) as picture:
            red, green, blue = picture.convert("RGB").getpixel((4, 16))
        banner, head = red > 240 and blue < 240, red < 60 and blue > green
        assert banner or head, f"{each.name} begins with neither: {(red, green, blue)}"


def test_the_lawyers_checklist_is_what_the_clauses_and_figures_say() -> None:
    assert lawyers_checklist.page() == text(CHECKLIST), "run .venv/bin/python -m guides.written"


def test_the_lawyers_checklist_has_every_version_of_every_clause() -> None:
    page = text(CHECKLIST)
    for clause in standard().clauses:
        assert re.search(rf"\[{clause.head.id}\]\([^)]+\) {re.escape(clause.head.version)} \|", page), (
            clause.head.id
        )


def test_the_keys_are_taken_that_the_operators_guide_makes(tmp_path: Path) -> None:
    script = "\n".join(blocks(GUIDES / "operator.md", "sh runnable"))
    made = subprocess.run(
        ["sh", "-e", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    for name in ("payee-key", "web-key", "backup-key"):
        assert len(key_files.keys_in(tmp_path / name, name)) == 1
    settings = Settings(signing_key_file=tmp_path / "journal-signing.pem")
    signing.prepare_key(settings, rehearsal=False)
    key_for_trials = {"seal_key_file": tmp_path / "seal.p12", "seal_passphrase": SecretStr("a-passphrase")}
    seals = sealing.sealer(settings.model_copy(update=key_for_trials), rehearsal=False)
    assert subject(seals.certificate) == "Seal for a trial"
    assert {each.stat().st_mode & 0o007 for each in tmp_path.iterdir()} == {0}, "nobody else may read them"


HELPED = sorted(
    {
        line
        for document in DOCUMENTS
        for block in blocks(document, "sh")
        for line in block.splitlines()
        if "--help" in line
    }
)


@pytest.mark.parametrize("line", HELPED)
def test_help_that_a_guide_points_to_is_given(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(line.split()[1:])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("Usage: guarantor")
