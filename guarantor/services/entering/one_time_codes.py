"""One-time codes of an authenticator app (TOTP, RFC 6238): six digits for each half minute.

Knows the reckoning, not which codes were used. The only home of the library that does it.
"""

import datetime as dt

import pyotp
import segno

HALF_MINUTE = 30
_DIGITS = 6


def new_secret() -> str:
    """A secret for an app, as people may type it."""
    return pyotp.random_base32()


def half_minute_of(secret: str, code: str, at: dt.datetime) -> int | None:
    """The half minute that the code was made for: this one or a neighbour, as clocks differ; None for a wrong code."""
    typed = "".join(code.split())
    if len(typed) != _DIGITS or not typed.isdigit():
        return None
    reckoned, now = pyotp.TOTP(secret), int(at.timestamp()) // HALF_MINUTE
    near = (now, now - 1, now + 1)
    return next(
        (each for each in near if pyotp.utils.strings_equal(reckoned.generate_otp(each), typed)), None
    )


def code_at(secret: str, at: dt.datetime) -> str:
    """The code that an app shows at an instant."""
    return pyotp.TOTP(secret).at(at)


def picture(secret: str, name: str, issuer: str) -> str:
    """A QR code that an app reads the secret from, as SVG without styles."""
    address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)
    drawn: str = segno.make(address, error="m").svg_inline(
        svgclass="qr", lineclass=None, omitsize=True, border=4, title="Picture for an authenticator app"
    )
    return drawn
