"""The rehearsal county: applications come, are judged, decided and guaranteed, and rent falls due.

Nothing is forced: what happens follows from the seed, Kent's figures, the basis and the habits. It ends on
30 April 2019, by when Kent had reported 19 tenancies.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from guarantor.rehearsal.applicants import applicants
from guarantor.rehearsal.calendar import Diary
from guarantor.rehearsal.casework import Casework
from guarantor.rehearsal.rounds import Rounds
from guarantor.rehearsal.staff import Staff
from guarantor.services.acting import databases
from guarantor.services.acting.office import Office

ENDS_ON = dt.date(2019, 4, 30)
FIRST_ON = dt.date(2018, 6, 1)


@dataclass
class County:
    """The county under way. `payment_files` is the folder for what goes to accounts payable."""

    office: Office
    staff: Staff
    seed: int
    payment_files: Path
    diary: Diary = field(default_factory=lambda: Diary(ENDS_ON))

    def play(self, each_day: Callable[[dt.date], None]) -> None:
        """Play the county to its last day. `each_day` hears of each day on which something happens."""
        Rounds(self.office, self.staff, self.diary, self.seed, self.payment_files).plan(FIRST_ON)
        for applicant in applicants(self.seed):
            Casework(self.office, self.staff, self.diary, self.seed, applicant).begin()
        self.diary.play(each_day)
        databases.set_business_date(self.office, self.staff.administrators[0], self.diary.until)
