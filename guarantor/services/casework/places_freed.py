"""When a programme's next place comes free, and by which rule: what a waiting list cannot say of itself.

A signed guarantee has used its place, unless the programme gives places out again. Knows nothing of who waits.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from guarantor.domain.lifecycle import GuaranteeStatus
from guarantor.services.acting.office import Office
from guarantor.services.adoption import policies
from guarantor.storage import programme_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.programme_files import Holder
from guarantor.storage.tables.programmes import Programme


@dataclass(frozen=True)
class PlacesFreed:
    """A programme's places, and how they come free.

    `given_out_again`: whether the place of a guarantee that ended is given to another. `kept_by_ended` are the places
    that ended guarantees still hold, `offered` those of offers that lapse if nobody signs, `next_on` the first day on
    which one is free by itself; None where there is no such day.
    """

    programme: str
    of_all: int
    free: int
    given_out_again: bool
    kept_by_ended: int
    offered: int
    next_on: dt.date | None


def of_programmes(office: Office, codes: Collection[str]) -> list[PlacesFreed]:
    """How the places of some programmes come free, the oldest programme first."""
    with reading(office.engine) as session:
        return [of_programme(session, each) for each in programme_files.every(session) if each.code in codes]


def of_programme(session: Session, programme: Programme) -> PlacesFreed:
    """How the places of one programme come free."""
    holders = programme_files.holders_of(session, programme.code)
    # An offer that follows a signed guarantee keeps the place that this one used.
    lapsing = [each for each in holders if each.status == GuaranteeStatus.OFFERED and not each.follows]
    days = [_lapses_on(session, each) for each in lapsing]
    if programme.reuse_places:
        days += [
            each.ends_on + dt.timedelta(days=1) for each in holders if each.status == GuaranteeStatus.ACTIVE
        ]
    return PlacesFreed(
        programme=programme.code,
        of_all=programme.places,
        free=programme_files.places_free(session, programme.code),
        given_out_again=programme.reuse_places,
        kept_by_ended=sum(each.status == GuaranteeStatus.ENDED for each in holders),
        offered=len(lapsing),
        next_on=min(days, default=None),
    )


def _lapses_on(session: Session, offer: Holder) -> dt.date:
    policy = policies.stored(session, offer.policy_fingerprint)
    return offer.issued_on + dt.timedelta(days=policy.parameter("offer_lapses_after_days") + 1)
