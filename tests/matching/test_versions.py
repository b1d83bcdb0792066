"""A caseload before versions gives what every rule by itself gives; and no rule reads a column it does not name."""

import numpy as np
from hypothesis import HealthCheck, given, settings

from features.facts import PersonFacts
from matching.counsel.versions import READS, Caseload, Sheet
from matching.index import employer_columns
from matching.rules import NEGOTIABLE, RULES, Request
from matching.rules.unwanted import words_of
from tests.strategies import TODAY, openings, participants
from tests.world import facts_of

slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def one_site(world):
    """The openings of a random world as if all were at the first one's site."""
    return facts_of([(vacancy, world[0][1], occupation) for vacancy, _, occupation in world])


@slow
@given(participants("p1"), participants("p2"), openings())
def test_answers_for_many_people_and_versions_are_those_of_every_rule_by_itself(one, other, world):
    people, rows = [PersonFacts.of(person, TODAY) for person in (one, other)], one_site(world)
    sheet = Sheet.of(rows)
    caseload = Caseload.of(people, [])
    found = caseload.before(sheet)
    for number, rule in enumerate(RULES):
        for row, person in enumerate(people):
            request = Request.of(person, sheet.columns, sheet.employers, sheet.words)
            assert found.statuses[number, row].tolist() == rule.check(request).tolist(), rule.code
    assert (found.clear == (found.possible & (found.statuses.min(axis=0) > NEGOTIABLE))).all()
    again = caseload.only(np.array([False, True])).before(Sheet.of(rows[::-1]))
    assert again.statuses[:, 0].tolist() == found.statuses[:, 1, ::-1].tolist()


class Watched:
    """Columns that remember which of them were read."""

    def __init__(self, columns):
        self._columns, self.read = columns, set()

    def __getattr__(self, name):
        self.read.add(name)
        return getattr(self._columns, name)

    def __len__(self):
        return len(self._columns)

    def take(self, rows):
        taken = Watched(self._columns.take(rows))
        taken.read = self.read
        return taken


@slow
@given(participants(), openings())
def test_a_rule_reads_no_column_but_those_it_is_said_to_read(participant, world):
    person, rows = PersonFacts.of(participant, TODAY), one_site(world)
    sheet = Sheet.of(rows)
    whole = Request.of(person, sheet.columns, employer_columns([rows[0].employer]), [words_of(one) for one in rows])
    for rule in RULES:
        watched = Watched(sheet.columns)
        rule.check(Request(person, watched, whole.employers, whole.words, whole.journeys))
        assert watched.read <= set(READS[rule.code]), rule.code
