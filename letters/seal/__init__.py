"""A council's seal on a finished PDF: made once, and told from an altered copy.

Knows keys, certificates, signatures and bytes. Does not know what the paper says, who holds the key, what was stored
or withdrawn, or the time: the caller brings them. pyHanko is imported at the first seal or examination, so that
importing these modules stays quick.
"""

import hashlib


def fingerprint(pdf_bytes: bytes) -> str:
    """The SHA-256 of the whole file, 64 hexadecimal letters: what the council stores beside the file."""
    return hashlib.sha256(pdf_bytes).hexdigest()
