"""A policy file that says "as another policy, except": the other's content with the differences laid over it.

Knows how two files are laid over each other and which differences are none. Inherited content takes the
line of `based_on`. Knows nothing of what the content means.
"""

from collections.abc import Mapping

from rules.provisions import ASSUMPTION
from rules.sheet import Cell, SheetFault


def laid_over(own: Cell, base: Cell, faults: list[SheetFault]) -> Cell:
    """The base's sources, parameters and criteria with those of `own` laid over them.

    `without` drops parameters and criteria; `inherited_as` is put before every inherited source.
    """
    entries = dict(own.named())
    line = entries.pop("based_on").line
    without = entries.pop("without", Cell(line, {})).named()
    mark = entries.pop("inherited_as", None)
    base = base.moved_to(line)
    inherited = base.named()
    merged = {
        name: cell for name, cell in entries.items() if name not in ("sources", "parameters", "criteria")
    }
    merged["sources"] = Cell(line, {**inherited["sources"].named(), **_named(entries, "sources")})
    parameters = _dropped_by_name(inherited["parameters"].named(), without.get("parameters"), faults)
    merged["parameters"] = Cell(line, _parameters(parameters, _named(entries, "parameters"), mark, faults))
    by_id = {str(cell.named()["id"].value): cell for cell in inherited["criteria"].listed()}
    criteria = _dropped_by_name(by_id, without.get("criteria"), faults)
    own_criteria = entries["criteria"].listed() if "criteria" in entries else ()
    merged["criteria"] = Cell(line, _criteria(criteria, own_criteria, mark, faults))
    return Cell(own.line, merged)


def _named(entries: Mapping[str, Cell], name: str) -> Mapping[str, Cell]:
    return entries[name].named() if name in entries else {}


def _dropped_by_name(
    cells: Mapping[str, Cell], names: Cell | None, faults: list[SheetFault]
) -> dict[str, Cell]:
    unwanted = names.listed() if names else ()
    faults += [
        SheetFault(name.line, f'"{name.value}" cannot be left out: the other policy has none')
        for name in unwanted
        if name.value not in cells
    ]
    return {name: cell for name, cell in cells.items() if name not in [one.value for one in unwanted]}


def _parameters(
    base: Mapping[str, Cell], own: Mapping[str, Cell], mark: Cell | None, faults: list[SheetFault]
) -> dict[str, Cell]:
    merged = {name: _marked(cell, mark) for name, cell in base.items()}
    for name, cell in own.items():
        entries = dict(cell.named())
        if name in base:
            before = base[name]
            entries = {**before.named(), **entries}
            if "values" in cell.named():
                entries.pop("value", None)
            if Cell(0, entries).plain() == before.plain() or _same_value(before, cell):
                faults.append(SheetFault(cell.line, f'"{name}" restates a value without change'))
        merged[name] = Cell(cell.line, entries)
    return merged


def _same_value(before: Cell, after: Cell) -> bool:
    old, new = before.named().get("value"), after.named().get("value")
    return old is not None and new is not None and old.plain() == new.plain()


def _criteria(
    base: Mapping[str, Cell], own: tuple[Cell, ...], mark: Cell | None, faults: list[SheetFault]
) -> tuple[Cell, ...]:
    replaced: dict[str, Cell] = {}
    added: list[Cell] = []
    for cell in own:
        id_ = str(cell.named()["id"].value) if "id" in cell.named() else ""
        if id_ not in base or id_ in replaced:
            added.append(cell)
            continue
        replaced[id_] = cell
        if cell.plain() == base[id_].plain():
            faults.append(SheetFault(cell.line, f'the criterion "{id_}" is restated without change'))
    return (*(replaced.get(id_, _marked(cell, mark)) for id_, cell in base.items()), *added)


def _marked(cell: Cell, mark: Cell | None) -> Cell:
    """The inherited cell with the mark before its source."""
    entries = cell.named()
    if mark is None or "source" not in entries:
        return cell
    source = entries["source"]
    text = mark.value if source.value == ASSUMPTION else f"{mark.value}: {source.value}"
    return Cell(cell.line, {**entries, "source": Cell(source.line, str(text))})
