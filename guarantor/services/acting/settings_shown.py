"""What the operator has set, as an administrator may see it: names, what they are for, where set; never a secret."""

from dataclasses import dataclass

from pydantic import SecretStr

from guarantor.services.acting.office import Office

_PREFIX = "GUARANTOR_"
_SECRET_FILES = ("_key_file", "_passphrase", "_secret")


@dataclass(frozen=True)
class Setting:
    """A setting by the name under which the environment sets it. `value` is None for what is secret."""

    name: str
    about: str
    value: str | None
    is_set: bool


def settings(office: Office) -> list[Setting]:
    """Every setting in the order in which the program lists them; `is_set` where the environment sets it."""
    held = office.settings
    return [
        Setting(
            name=f"{_PREFIX}{name.upper()}",
            about=field.description or "",
            value=_value(office, name),
            is_set=name in held.model_fields_set,
        )
        for name, field in type(held).model_fields.items()
    ]


def _value(office: Office, name: str) -> str | None:
    if name == "database_url":
        return office.engine.url.render_as_string(hide_password=True)
    value = getattr(office.settings, name)
    if isinstance(value, SecretStr) or name.endswith(_SECRET_FILES):
        return None
    return "" if value is None else str(value)
