"""A letter's content addressed to its reader, with the names and addresses that the record holds.

A landlord's letter goes to the landlord of the home that the guarantee was issued for; nothing of the young person
but the name stands on it. Nobody writes to a young person who died. Knows no kind of letter.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from guarantor.domain.refusals import NothingToTell
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.correspondence.letterhead import told_wrongly
from guarantor.services.correspondence.telling import Letterhead
from guarantor.storage import case_files, due_letters, task_files
from guarantor.storage.engine import Session
from guarantor.storage.tables.cases import Home, YoungPerson
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.tasks import Task
from letters import content as told
from letters.notices.letter import LandlordNotice, Notice, Recipient

OfNotice = TypeVar("OfNotice", bound=Notice)
OfLandlordNotice = TypeVar("OfLandlordNotice", bound=LandlordNotice)


@dataclass(frozen=True)
class Writing:
    """A letter under way: of which kind, on what, in which case, under which letterhead."""

    session: Session
    kind: str
    ref: str
    case_ref: str
    letterhead: Letterhead

    def nothing(self, needs: str) -> NothingToTell:
        """The refusal where the record holds nothing for this letter; `needs` is what would have to be so."""
        return NothingToTell(self.kind, self.ref, needs)

    def young_person(self) -> YoungPerson:
        """The reader. Raises NothingToTell where they died, WrongInput where the name is missing or erased."""
        if self.case_ref in due_letters.of_the_dead(self.session, self.case_ref):
            raise self.nothing("a young person who is alive")
        person = case_files.latest(self.session, YoungPerson, self.case_ref)
        if person is None or not person.name:
            raise WrongInput.at("young_person.name", f"expected a name, and {self.case_ref} holds none")
        return person

    def to_young_person(self, content: type[OfNotice], **fields: Any) -> OfNotice:
        """The content for the young person, at the address held. Raises as `young_person`, and WrongInput."""
        person = self.young_person()
        recipient = {"name": person.name, "address": person.address}
        return self._told(content, recipient=_checked(Recipient, recipient), **fields)

    def to_landlord(
        self,
        guarantee: Guarantee,
        content: type[OfLandlordNotice],
        *,
        recipient: str | None = None,
        **fields: Any,
    ) -> OfLandlordNotice:
        """The content for the landlord of a guarantee's home, or for another `recipient` who acts for the landlord.

        Raises WrongInput where a name or the home's address is missing, or a word may not reach a landlord.
        """
        home = case_files.as_issued(self.session, Home, guarantee)
        person = case_files.latest(self.session, YoungPerson, guarantee.case_ref)
        if person is None or not person.name:
            raise WrongInput.at("young_person.name", f"expected a name, and {self.case_ref} holds none")
        if home is None or not home.landlord_name:
            raise WrongInput.at("landlord.name", f"expected a name, and {self.case_ref} holds none")
        to = (
            {"name": recipient}
            if recipient
            else {"name": home.landlord_name, "address": home.landlord_address}
        )
        return self._told(
            content,
            recipient=_checked(Recipient, to),
            tenant_name=person.name,
            home=self.address(home),
            **fields,
        )

    def address(self, home: Home | None) -> str:
        """A home's address and postcode in one line. Raises WrongInput where the record holds no address."""
        if home is None or not home.address:
            raise WrongInput.at("property.address", f"expected an address, and {self.case_ref} holds none")
        if not home.postcode:
            return home.address
        return _checked(told.Home, {"address": home.address, "postcode": home.postcode}).in_full

    def address_as_issued(self, guarantee: Guarantee) -> str:
        """The address of the home that a guarantee was issued for. Raises WrongInput where none is held."""
        return self.address(case_files.as_issued(self.session, Home, guarantee))

    def call_promised(self, task: Task | None) -> dt.date | None:
        """The day by which an open task says that the young person hears from us, None where it is none or past."""
        if task is None or not task_files.is_open(self.session, task.id):
            return None
        return task.due_on if task.due_on >= self.letterhead["made_on"] else None

    def _told(self, content: type[OfNotice], **fields: Any) -> OfNotice:
        has_help = "help" in content.model_fields
        head = {name: value for name, value in self.letterhead.items() if has_help or name != "help"}
        return _checked(content, {**head, "reference": self.ref, **fields})


OfContent = TypeVar("OfContent", bound=told.Content)


def _checked(content: type[OfContent], fields: dict[str, Any]) -> OfContent:
    try:
        return content.model_validate(fields)
    except ValidationError as error:
        raise told_wrongly(error) from None
