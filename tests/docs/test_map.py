"""The developer's map names every room and every file that it points to is there."""

import re

from guarantor.settings import CHECKOUT
from tests.docs.reading import text

MAP = text(CHECKOUT / "docs" / "developers-map.md")
SERVICES = CHECKOUT / "guarantor" / "services"


def _rooms(of: str) -> set[str]:
    return {each.parent.name for each in (CHECKOUT / of).glob("*/__init__.py")}


def test_every_room_of_the_program_stands_in_the_map() -> None:
    named = set(re.findall(r"^\| \[`guarantor/(\w+)/`\]", MAP, re.MULTILINE))
    assert named == _rooms("guarantor")


def test_every_room_of_the_services_stands_in_the_map() -> None:
    listed = MAP.partition("## The rooms of services")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", listed, re.MULTILINE)) == _rooms("guarantor/services")


def test_every_path_that_the_map_names_is_there() -> None:
    paths = re.findall(r"`((?:guarantor|rules|risk|letters|tests|services)/[\w./]+)`", MAP)
    assert paths
    lost = [
        each for each in paths if not (CHECKOUT / each).exists() and not (SERVICES.parent / each).exists()
    ]
    assert lost == []
