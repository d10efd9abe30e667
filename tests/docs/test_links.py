"""Every link of the documents leads somewhere: files exist, and so do the headings that are named."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.docs.reading import DOCUMENTS, anchors, links, named

BY_NAME = {named(each): each for each in DOCUMENTS}


def _lost(document: Path) -> list[str]:
    lost = []
    for link in links(document):
        parts = urlsplit(link)
        if parts.scheme:
            continue
        file = (document.parent / unquote(parts.path)).resolve() if parts.path else document
        if not file.exists():
            lost.append(f"{link}: no such file")
        elif parts.fragment and parts.fragment not in anchors(file):
            lost.append(f"{link}: no such heading")
    return lost


@pytest.mark.parametrize("name", BY_NAME)
def test_every_link_leads_somewhere(name: str) -> None:
    assert _lost(BY_NAME[name]) == []


def test_a_link_into_nothing_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# One\n[a](page.md#one) [b](#two) [c](none.md) [d](https://example.org/x) `[e](code.md)`\n"
    )
    assert _lost(page) == ["#two: no such heading", "none.md: no such file"]
