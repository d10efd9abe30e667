"""The table of settings in the operator's guide, from what the program itself says of each."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from guarantor.settings import CHECKOUT, Settings

PREFIX = "GUARANTOR_"
BEGINS, ENDS = "<!-- settings: begin -->", "<!-- settings: end -->"


def table() -> str:
    """Every setting in the order of the program, with what it is for and what holds where it is not set."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "| setting | what it is for | if not set |"
    yield "|---|---|---|"
    for name, field in Settings.model_fields.items():
        about = (field.description or "").replace("|", "\\|")
        yield f"| `{PREFIX}{name.upper()}` | {about} | {_default(field)} |"


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is None or value == ():
        return "none"
    assert not isinstance(value, SecretStr), "a secret has no default"
    # Where the checkout lies is each machine's own business.
    said = str(value).replace(f"{CHECKOUT}/", "")
    return f"`{said}`" if isinstance(value, str | Path) else said


def put_in(guide: str) -> str:
    """The guide with the table between its marks."""
    before, _, rest = guide.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    assert rest, f"the guide has {BEGINS}"
    assert after, f"the guide has {ENDS}"
    return f"{before}{BEGINS}\n{table()}{ENDS}{after}"
