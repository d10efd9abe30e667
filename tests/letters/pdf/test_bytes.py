"""Same paper, same bytes: in this process, in another, in several threads at once."""

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pypdf
import pytest

from letters import agreement
from letters.content import DeedContent
from letters.document import Document
from letters.pdf import render

Deeds = Callable[..., DeedContent]
KINDS = pytest.mark.parametrize("kind", ["deed", "agreement", "panel"])


@KINDS
def test_the_same_paper_is_the_same_bytes(
    papers: dict[str, Document], files: dict[str, bytes], kind: str
) -> None:
    assert render(papers[kind]) == files[kind]


def test_another_fact_is_another_file(deed_content: Deeds, files: dict[str, bytes]) -> None:
    other = render(agreement.deed(deed_content(tenant_name="Tom Sample")))
    assert other != files["deed"]
    assert (
        pypdf.PdfReader(io.BytesIO(other)).trailer["/ID"]
        != pypdf.PdfReader(io.BytesIO(files["deed"])).trailer["/ID"]
    )


ELSEWHERE = """
import hashlib, sys
from letters import agreement
from letters.content import DeedContent
from letters.pdf import render
content = DeedContent.model_validate_json(sys.stdin.read())
print(hashlib.sha256(render(agreement.deed(content))).hexdigest())
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_paper_is_the_same_bytes_in_another_process(
    deed_content: Deeds, files: dict[str, bytes], seed: str
) -> None:
    environment = os.environ | {"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "1600000000"}
    answer = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=deed_content().model_dump_json(),
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert answer.stdout.strip() == hashlib.sha256(files["deed"]).hexdigest()


def test_papers_drawn_at_once_do_not_disturb_each_other(
    papers: dict[str, Document], files: dict[str, bytes]
) -> None:
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda kind: (kind, render(papers[kind])), sorted(papers) * 4))
    assert all(file == files[kind] for kind, file in drawn)


def test_the_library_is_imported_without_reportlab() -> None:
    check = "import sys, letters.agreement, letters.panel.summary, letters.pdf; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
