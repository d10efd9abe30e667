"""The documents name the settings that there are, and the operator's guide names all of them."""

import re
from pathlib import Path

import pytest

from guarantor.settings import CHECKOUT, Settings
from guides import settings_table
from tests.docs.reading import DOCUMENTS, named, text

GUIDE = CHECKOUT / "docs" / "guides" / "operator.md"
NAMED = re.compile(r"\bGUARANTOR_[A-Z][A-Z_]*[A-Z]\b")
SETTINGS = {f"GUARANTOR_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_setting_named_exists(document: Path) -> None:
    assert set(NAMED.findall(text(document))) - SETTINGS == set()


def test_every_setting_says_what_it_is_for_in_the_operators_guide() -> None:
    rows = set(re.findall(r"^\| `(GUARANTOR_\w+)` \| \S", text(GUIDE), re.MULTILINE))
    assert rows == SETTINGS


def test_the_table_in_the_guide_is_what_the_program_says() -> None:
    guide = text(GUIDE)
    assert settings_table.put_in(guide) == guide, "run .venv/bin/python -m guides.written"


def test_no_default_says_where_this_checkout_lies() -> None:
    assert str(CHECKOUT) not in settings_table.table()
