"""What the operator has set, as an administrator may see it: names, what they are for, where set; never a secret."""

import os
from dataclasses import dataclass

from pydantic import SecretStr

from guarantor.services.acting.office import Office
from guarantor.settings import CHECKOUT

_PREFIX = "GUARANTOR_"
_SECRET_ENDS = ("_key_file", "_passphrase", "_secret", "_token")


@dataclass(frozen=True)
class Setting:
    """A setting by the name under which the environment sets it. `value` and `default` are None for what is secret.

    A path in the program's own folder is given from there: where that lies on the machine is nobody's business.
    """

    name: str
    about: str
    value: str | None
    default: str | None
    is_set: bool


def settings(office: Office) -> list[Setting]:
    """Every setting in the order in which the program lists them; `is_set` where the environment sets it."""
    held = office.settings
    return [
        Setting(
            name=f"{_PREFIX}{name.upper()}",
            about=field.description or "",
            value=_value(office, name),
            default=None if _is_secret(office, name) else _said(field.default),
            is_set=name in held.model_fields_set,
        )
        for name, field in type(held).model_fields.items()
    ]


def _value(office: Office, name: str) -> str | None:
    if name == "database_url":
        # A driver takes a password among the parameters too.
        shown = office.engine.url.difference_update_query(["password", "passfile"])
        return _said(shown.render_as_string(hide_password=True))
    return None if _is_secret(office, name) else _said(getattr(office.settings, name))


def _is_secret(office: Office, name: str) -> bool:
    value = getattr(office.settings, name)
    return isinstance(value, SecretStr) or name.endswith(_SECRET_ENDS)


def _said(value: object) -> str:
    return "" if value is None else str(value).replace(f"{CHECKOUT}{os.sep}", "")
