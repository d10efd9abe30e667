"""What nobody types by mistake: texts and files made to break whatever reads them, drawn by a seeded chance.

`MARK` stands in every text that could act somewhere; where it comes out with its angle or its quotation mark before it,
something was not escaped.
"""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

MARK = "x7f3k"
PRODUCT = "1337"
"""What a template or a formula makes of 7 × 191."""

TEXTS: tuple[str, ...] = (
    # nothing, and what looks like nothing
    "", " ", "\t\n", "\u00a0", "\u200b\u200d", "\ufeff", "\u2028", "\u00ad",
    # zeros, controls, the edges of Unicode, halves of characters
    "\0", "a\0b", "\x1b[31mred", "\x7f", "\x85", "\uffff", "\U0010ffff", "\ud800", "a\udfffb", "\x08\x08",
    # right to left, stacked, folded, wide
    "\u202e" + MARK + "\u202c", "\u2066שלום\u2069", "e" + "\u0301" * 300, "👩‍👩‍👧‍👦", "İıſßŉ", "ﬁ①Ⅷ",
    # numbers that are none, or too many
    "-1", "-0", "0", "00", "+5", "1e309", "-1e309", "1e-400", "NaN", "-nan", "Infinity", "inf", "0x10",
    "1_000", "1__0",
    "9" * 40, "9" * 5_000, "-" + "9" * 20, "0." + "0" * 400 + "1", str(2**31), str(2**63), str(-(2**63) - 1),
    "١٢٣", "²", "½", "１２", "1,2,3", "1.5.5", "£££5", "5%", "٫5", "12345678901234567890.123456789",
    # days and references that are none
    "2018-02-30", "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2018-W01-1",
    "2018-07-01T00:00:00Z", "31",
    "RG-0001", "rg-0001", "RG-٠٠٠١", "RG-0001/1/C1/", "RG-99999999999999999999", "P-0", "T--1", "PP-1", "2018-07",
    # databases
    "' OR '1'='1", "'; DROP TABLE officer; --", "1); DELETE FROM journal; --", "%' ESCAPE '", "\\", "%", "_",
    "'", '"', "`",
    # pages
    f"<{MARK}>", f'"><{MARK} onfocus=alert(1)>', f"'{MARK}='", f'"{MARK}="', f"</textarea><{MARK}>",
    f"</title><{MARK}>",
    f"<!--<{MARK}>-->", f"]]><{MARK}>", f"javascript:alert(1)//{MARK}", f"//{MARK}.example/", f"\\\\{MARK}.example",
    f"&lt;{MARK}&gt;", f"%3C{MARK}%3E", f"\u2028</script><{MARK}>", f"<svg/onload=alert('{MARK}')>",
    # templates, format strings, formulas, commands, paths, headers
    "{{7*191}}" + MARK, "${7*191}" + MARK, "#{7*191}" + MARK, "<%= 7*191 %>" + MARK, "{%x7f3k%}",
    "{0.__class__} %s %n %(a)s",
    "__class__.__mro__", f'=HYPERLINK("x","{MARK}")', "+1+1", "-2+3", "@SUM(1)", "\t=1+1", "=cmd|' /C calc'!A0",
    "; id", "| id", "`id`", "$(id)", "../../../../etc/passwd", "..\\..\\a", "/dev/zero", "file:///etc/passwd",
    "CON", "a/b",
    f"a\r\nSet-Cookie: {MARK}=1", f"a\nBcc: {MARK}@example.org", "null", "None", "true", "[]", "{}",
    '{"$ne": 1}', "*)(uid=*",
    # long
    "a" * 300, "a" * 10_001, "a " * 60_000, "\n" * 5_000, "<" * 3_000, "(" * 2_000, "[" * 2_000, "é" * 70_000,
)  # fmt: skip
"""Each stands for a way of breaking a reader."""


def text(chance: random.Random) -> str:
    """One of the texts, two of them joined, or signs from anywhere in Unicode."""
    way = chance.random()
    if way < 0.75:
        return chance.choice(TEXTS)
    if way < 0.88:
        return (chance.choice(TEXTS) + chance.choice(TEXTS))[:150_000]
    return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(1, 40)))


def unescaped(page: str) -> bool:
    """Whether a page holds something of ours as it was sent, or what a template made of it."""
    return any(sign + MARK in page for sign in "<\"'") or PRODUCT + MARK in page


# ---- files

A_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


def _packed(parts: dict[str, bytes]) -> bytes:
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return to.getvalue()


_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="' + _OFFICE + b'/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_BOOK = (
    b'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="'
    + _OFFICE
    + b'"><sheets><sheet name="a" sheetId="1" r:id="s1"/></sheets></workbook>'
)
_BOOKS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="s1" Type="'
    + _OFFICE
    + b'/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)


def workbook(sheet: bytes, **more: bytes) -> bytes:
    """A workbook whose one sheet is this XML; `more` parts lie beside it."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _BOOKS,
        "xl/worksheets/sheet1.xml": sheet,
    }
    return _packed({**parts, **more})


_SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
_LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        whole = kind + content
        return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")


def _lying_zip() -> bytes:
    """A workbook that declares to be small."""
    whole = bytearray(workbook(_SHEET % (b"<row/>" * 300_000)))
    place = whole.rfind(b"xl/worksheets/sheet1.xml") - 46
    whole[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(whole)


FILES: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "zeros": lambda: b"\0" * 5_000,
    "not_utf8": lambda: b"reference,name\n\xff\xfe\xed\xa0\x80,\xc3\x28\n",
    "utf16": lambda: "reference,name\na,b\n".encode("utf-16"),
    "one_quotation_mark": lambda: b'"reference\n' + b"a" * 140_000,
    "many_columns": lambda: b"," * 200_000,
    "many_rows": lambda: b"reference\n" + b"a\n" * 25_000,
    "the_same_column": lambda: b"reference,reference\n1,2\n",
    "formulas": lambda: b"reference,name\n=1+1,@SUM(1)\n",
    "nested_json": lambda: b"[" * 100_000,
    "nested_yaml": lambda: b"a: " + b"[" * 5_000,
    "laughing_yaml": lambda: b"a: &a [x,x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (n, n, b",".join([b"*%c" % (n - 1)] * 9)) for n in range(98, 112)
    ),
    "yaml_object": lambda: b"!!python/object/apply:os.system ['id']",
    "zip_of_zeros": lambda: workbook(_SHEET % (b" " * 30_000_000)),
    "lying_zip": _lying_zip,
    "huge_workbook": lambda: workbook(_SHEET % b"", big=b"\0" * 201_000_000),
    "many_parts": lambda: _packed({f"p{n}": b"" for n in range(1_100)}),
    "path_in_zip": lambda: _packed({"../../../../etc/passwd": b"x"}),
    "cut_zip": lambda: workbook(_SHEET % b"")[:-40],
    "entities": lambda: workbook(
        b'<!DOCTYPE l [<!ENTITY l0 "ha">' + _LAUGHS + b"]>" + _SHEET % b"<row><c t='str'><v>&l9;</v></c></row>"
    ),
    "outside_entity": lambda: workbook(
        b'<!DOCTYPE l [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + _SHEET % b"<row><c t='str'><v>&f;</v></c></row>"
    ),
    "far_cell": lambda: workbook(_SHEET % b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"),
    "row_beyond": lambda: workbook(_SHEET % b"<row r='99999999'><c r='A99999999'><v>1</v></c></row>"),
    "wrong_numbers": lambda: workbook(
        _SHEET % b"<row r='-1'><c r='1A' s='99'><v>NaN</v></c><c t='s'><v>9</v></c></row>"
    ),
    "a_pdf": lambda: A_PDF,
    "cut_pdf": lambda: A_PDF[:60],
    "pdf_of_itself": lambda: A_PDF.replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
    "pdf_of_many": lambda: A_PDF.replace(b"/Count 1", b"/Count 999999999"),
    "pdf_bomb": lambda: b"%PDF-1.4\n1 0 obj<</Filter[/FlateDecode/FlateDecode]/Length 9>>stream\n"
    + zlib.compress(zlib.compress(b"\0" * 20_000_000)) + b"\nendstream endobj\n" + A_PDF[9:],
    "two_files_in_one": lambda: A_PDF + workbook(_SHEET % b""),
    "a_png": lambda: _png(1, 1),
    "huge_png": lambda: _png(2**31 - 1, 2**31 - 1),
    "empty_png": lambda: _png(0, 0),
    "svg": f"<svg xmlns='http://www.w3.org/2000/svg' onload='{MARK}()'/>".encode,
    "html": f"<html><script>{MARK}()</script>".encode,
    "program": lambda: b"MZ" + b"\x90" * 300,
}  # fmt: skip
"""Each hostile file, made when it is wanted."""

NAMES = ("a.csv", "a.xlsx", "a.pdf", "a.png", "a.jpg", "a.tsv", "a.json", "A.CSV", "a", ".csv", "a.pdf.exe",
"../../a.csv",
         f'a"; filename="{MARK}.exe', "\u202efdp.csv", "a" * 400 + ".csv", f"<{MARK}>.xlsx", "a\nb.csv",
         "CON.pdf")  # fmt: skip


def file(chance: random.Random) -> tuple[str, bytes]:
    """A hostile file: its name and its content, whole, or with some of its bytes bent."""
    content = FILES[chance.choice([kind for kind in FILES if kind != "huge_workbook"])]()
    return chance.choice(NAMES), bent(content, chance) if chance.random() < 0.4 else content


def bent(content: bytes, chance: random.Random) -> bytes:
    """The content with a few bytes changed, or cut."""
    changed = bytearray(content or b"\0")
    for _ in range(chance.randrange(1, 8)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randrange(1, len(changed) + 1)] if chance.random() < 0.3 else changed)
