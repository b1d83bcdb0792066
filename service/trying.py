"""What the command line tries out: a ranker filled from the database, and records as they would be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from features.profiles import InvalidRecord
from service.desk import ACTOR, Desk, Missing
from service.flows.changing import STEPS, WHAT_IF, WHY_EMPTY, Turnout

if TYPE_CHECKING:
    from matching.counsel.obstacles import Obstacles
    from matching.counsel.steps import Steps
    from matching.counsel.whatif import Difference


@contextmanager
def opened(language: str) -> Iterator[Trying]:
    """A desk on the database of the settings; a record that could not be ends the command with its faults."""
    from service import console
    from service.faults import sentences
    from service.settings import Settings

    settings = Settings()
    with (
        console.expected_trouble(language),
        console.database(settings, language) as store,
        console.progress(language) as told,
    ):
        try:
            yield Trying(Desk.open(store, settings.tenant, lambda n: told.step("encode", n)))
        except InvalidRecord as error:
            console.stop(sentences(error.faults, language))


@dataclass(frozen=True, slots=True)
class Trying:
    """A desk at which things are tried out; each look at a participant is noted."""

    desk: Desk

    def named(self, vacancy_id: str) -> tuple[str, str]:
        """(title, employer's name) of an open vacancy."""
        return self.desk.named(vacancy_id)

    def steps(self, id: str, k: int, today: date) -> Steps:
        """What a participant could do."""
        from matching.counsel.steps import steps

        return steps(self.desk.ranker, self.desk.participant(id, STEPS), k, today)

    def obstacles(self, id: str, today: date) -> Obstacles:
        """What keeps vacancies off a participant's list."""
        from matching.counsel.obstacles import obstacles

        return obstacles(self.desk.ranker, self.desk.participant(id, WHY_EMPTY), today)

    def try_out(self, id: str, patch: Any, add: Any, k: int, today: date) -> Difference:
        """A participant's list before and after a change."""
        from matching.counsel.changes import Instead, changed
        from matching.counsel.whatif import what_if

        participant = self.desk.participant(id, WHAT_IF)
        return what_if(self.desk.ranker, participant, Instead(changed(participant, patch, add)), k, today)

    def try_vacancy(self, id: str, patch: Any, add: Any, today: date) -> Turnout:
        """A changed open vacancy before all active participants.

        Raises:
            Missing: there is no such open vacancy.
        """
        from matching.counsel.changes import changed, differences
        from matching.counsel.who_could import who_could

        if id not in self.desk.vacancies:
            raise Missing("vacancy", id)
        vacancy = self.desk.vacancies[id]
        job = changed(vacancy, patch, add)
        (before, after), _ = self.desk.ranker.openings([vacancy, job], self.desk.employers)
        who = who_could(self.desk.caseload(), before, after, today)
        with self.desk.store.unit(tenant=self.desk.tenant, actor=ACTOR) as unit:
            for person in (*who.opened, *who.closed):
                unit.log_access(person.participant_id, WHAT_IF)
        return Turnout(id, differences(vacancy, job), who, named=True)
