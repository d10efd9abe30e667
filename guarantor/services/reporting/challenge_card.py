"""What the answer to the challenge card is told: the published figures, and why people were refused in plain words."""

from decimal import Decimal

from guarantor.services.acting.office import Office
from guarantor.services.reporting.gathered import Gathered
from guarantor.services.reporting.public_part import recommendation
from guarantor.services.reporting.small_numbers import APPLICATIONS, HELD
from letters.panel.content import ChallengeCardContent

MOST_GROUNDS = 3
IN_THEIR_WORDS = {
    "care_leaver": "We were not the council that looked after them.",
    "age": "They were too young, or too near to 25.",
    "in_touch": "We had not heard from them for too long.",
    "pathway_plan": "Their pathway plan was too old.",
    "ready": "They were not ready yet to run a home.",
    "activity": "They had no job and no course.",
    "tenancy_kind": "It was not the kind of home we can sign for.",
    "area": "The home was not in Kent.",
    "affordability": "They did not earn enough for the rent.",
    "rent_level": "The rent was too high for the area.",
    "housing_debt": "They owed rent, or had lost a home.",
    "earlier_guarantees": "We had signed for them before.",
    "right_to_rent": "Their right to rent was not clear.",
    "pilot_window": "They asked after the trial was over.",
}


def content(office: Office, found: Gathered) -> ChallengeCardContent:
    """The card's figures, as anybody may see them; those grounds that are most frequent and may be told."""
    pilot, counts = found.pilot, found.pilot.published
    shown = [name for name, number in pilot.grounds.items() if number.number is not None]
    return ChallengeCardContent(
        council_name=office.settings.council_name,
        figures_on=pilot.on,
        rehearsal=pilot.rehearsal,
        places=pilot.places,
        places_taken=counts[HELD].says,
        applied=counts[APPLICATIONS].says,
        given=counts["became", "given"].says,
        declined=counts["became", "declined"].says,
        kept=counts["tenancies", "kept"].says,
        missed=counts["tenancies", "missed"].says,
        grounds=tuple(IN_THEIR_WORDS.get(name, f"{pilot.criterion(name)}.") for name in shown[:MOST_GROUNDS]),
        paid=Decimal(pilot.exposure["paid"]),
        one_in_200=pilot.options.named("continue").one_in_200,
        hidden_below=pilot.below,
        recommendation=recommendation(found.recommended),
    )
