"""From a paper's tree to a page for a browser or a screen reader: the same words in the same order.

Knows the elements each block becomes and escapes every text. No script, no style on an element: a page keeps a
strict content security policy. Does not know where the page is shown.
"""

from collections.abc import Iterable
from decimal import Decimal
from html import escape
from importlib.resources import files

from letters import formats, scripts
from letters.document import (
    Block,
    Chart,
    CheckPanel,
    Document,
    Heading,
    ListOf,
    Paragraph,
    SideBySide,
    Signature,
    SignatureLine,
    Table,
    code_line,
)

_LIST_TAG = {"bullet": "ul", "decimal": "ol", "letter": "ol"}


def render_html(document: Document, *, nonce: str | None = None) -> str:
    """The paper as a whole page with its one style sheet; `nonce` lets the sheet through a strict policy."""
    permit = f' nonce="{escape(nonce)}"' if nonce else ""
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{escape(document.language)}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(document.title)}</title>",
            f"<style{permit}>{style_sheet()}</style>",
            "</head>",
            "<body>",
            *([f'<header class="mark">{_words(document.mark)}</header>'] if document.mark else []),
            main(document),
            f"<footer>{_footer(document)}</footer>",
            "</body>",
            "</html>",
            "",
        )
    )


def main(document: Document) -> str:
    """The paper alone, as one `main` element to stand in another page, whose style sheet is `style_sheet()`."""
    return f'<main class="paper {document.setting}">\n{_blocks(document.blocks)}\n</main>'


def style_sheet() -> str:
    """The rules for everything inside `main`, `header.mark` and `footer`."""
    return (files("letters") / "paper.css").read_text("utf-8")


def _footer(document: Document) -> str:
    said = (document.reference, code_line(document.code) if document.code else "")
    return " ".join(f"<span>{_words(text)}</span>" for text in said if text)


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    match block:
        case Heading():
            written = f"<h{block.level}>{_words(block.text)}</h{block.level}>"
        case Paragraph():
            written = _paragraph(block)
        case ListOf():
            written = _list(block)
        case Table():
            written = _table(block)
        case SignatureLine():
            written = f'<p class="line">{_words(block.label)}</p>'
        case Signature():
            written = _signature(block)
        case Chart():
            written = _chart(block)
        case SideBySide():
            columns = "\n".join(f"<div>\n{_blocks(column)}\n</div>" for column in (block.left, block.right))
            written = f'<div class="beside">\n{columns}\n</div>'
        case CheckPanel():
            written = _check_panel(block)
    return written


def _words(text: str) -> str:
    """A text escaped; a run in another script says so, and keeps its direction to itself."""
    return "".join(
        escape(piece) if script is None else f'<bdi lang="{scripts.TAGS[script]}">{escape(piece)}</bdi>'
        for script, piece in scripts.runs(text)
    )


def _paragraph(block: Paragraph) -> str:
    words = "".join(
        _words(piece) if link is None else f'<a href="{escape(link.address)}">{_words(piece)}</a>'
        for piece, link in block.pieces()
    )
    kind = "" if block.kind == "body" else f' class="{block.kind}"'
    return f"<p{kind}>{words}</p>"


def _list(block: ListOf) -> str:
    """A list with its labels as printed, since clauses are cited by them. `role` keeps it a list without markers."""
    tag = _LIST_TAG[block.kind]
    spoken = ' aria-hidden="true"' if block.kind == "bullet" else ""
    items = "\n".join(
        f'<li><span class="label"{spoken}>{_words(item.label)}</span> <div>{_words(item.text)}'
        f" {_list(item.under) if item.under else ''}</div></li>"
        for item in block.items
    )
    return f'<{tag} role="list">\n{items}\n</{tag}>'


def _table(block: Table) -> str:
    name = "" if block.show_caption else f' aria-label="{escape(block.caption)}"'
    parts = [f"<table{name}>"]
    if block.show_caption:
        parts.append(f"<caption>{_words(block.caption)}</caption>")
    if block.head:
        heads = (_cell(block, place, text, "col") for place, text in enumerate(block.head))
        parts.append(f"<thead><tr>{' '.join(heads)}</tr></thead>")
    parts.append("<tbody>")
    for row in block.rows:
        cells = (
            _cell(block, place, text, "row" if block.row_heads and place == 0 else None)
            for place, text in enumerate(row)
        )
        parts.append(f"<tr>{' '.join(cells)}</tr>")
    parts.append("</tbody></table>")
    return "\n".join(parts)


def _cell(block: Table, place: int, text: str, scope: str | None) -> str:
    figure = ' class="figure"' if place in block.figures else ""
    if scope is None:
        return f"<td{figure}>{_words(text)}</td>"
    return f'<th scope="{scope}"{figure}>{_words(text)}</th>'


def _signature(block: Signature) -> str:
    lines = "\n".join(_block(line) for line in block.lines)
    return (
        f'<section class="signature">\n<h3>{_words(block.party)}</h3>\n'
        f"<p>{_words(block.says)}</p>\n{lines}\n</section>"
    )


def _chart(block: Chart) -> str:
    """A chart is its words and its figures: a table says on a screen all that bars would."""
    table = Table(
        caption=block.title,
        head=("", *(series.name for series in block.series)),
        rows=tuple(
            (label, *(formats.whole_pounds(Decimal(series.values[place])) for series in block.series))
            for place, label in enumerate(block.labels)
        ),
        widths=(1.0,) * (len(block.series) + 1),
        figures=frozenset(range(1, len(block.series) + 1)),
        row_heads=True,
    )
    return f"<figure>\n<figcaption>{_words(block.says)}</figcaption>\n{_table(table)}\n</figure>"


def _check_panel(block: CheckPanel) -> str:
    from letters.pdf import qr  # noqa: PLC0415 (ReportLab's encoder: a tenth of a second most pages never need)

    side = len(qr.squares(block.link.address)) + 2 * qr.QUIET
    path = "".join(
        f"M{column + qr.QUIET} {row + qr.QUIET}h{length}v1h-{length}z"
        for column, row, length in qr.stripes(block.link.address)
    )
    picture = (
        f'<svg class="qr" role="img" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f"<title>{escape(block.alternative)}</title>"
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )
    words = (Paragraph(block.says), Paragraph(block.code_line), Paragraph(block.address, links=(block.link,)))
    return f'<section class="check">\n{picture}\n<div>\n{_blocks(words)}\n</div>\n</section>'
