"""Names and addresses as papers will print them, looked at when they are entered and not first when a paper is made.

Knows which words of an application stand on a deed, an agreement or a letter. A name in another script is taken beside
its Latin form; letters that look alike and are of several alphabets in one word are not, nor what no font prints.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, TypeAdapter, ValidationError

from guarantor.domain.case_document import AroundTheApplication
from guarantor.domain.wrong_input import Fault
from letters import content as told
from letters import pdf
from letters.printable import unmixed

_Name = Annotated[told.PersonName, AfterValidator(pdf.drawable)]
_Line = Annotated[told.Line, AfterValidator(unmixed), AfterValidator(pdf.drawable)]
_Address = Annotated[told.Address, AfterValidator(unmixed), AfterValidator(pdf.drawable)]
_PRINTED: Mapping[str, Any] = {
    "young_person.name": _Name,
    "young_person.address": _Address,
    "property.address": _Address,
    "property.postcode": _Line,
    "landlord.name": _Name,
    "landlord.address": _Address,
    "landlord.agent": _Line,
    "personal_adviser": _Line,
}


def faults(around: AroundTheApplication) -> Iterator[Fault]:
    """One sentence for each name or address that no paper could carry; what is not filled in yet is no fault."""
    for field, printed in _PRINTED.items():
        block, _, name = field.rpartition(".")
        holder = getattr(around, block) if block else around
        text = None if holder is None else getattr(holder, name)
        if text is None:
            continue
        try:
            _adapter(printed).validate_python(text)
        except ValidationError as error:
            says = error.errors()[0]["msg"].removeprefix("Value error, ")
            yield Fault(field, f"{field}: {says[0].lower()}{says[1:]}.")


@cache
def _adapter(printed: Any) -> TypeAdapter[Any]:
    return TypeAdapter(printed)
