"""Columns say what facts say, with one number for unknown, and can be taken row by row."""

from datetime import date

import numpy as np
from hypothesis import given, settings

from features import week
from features.columns import AMOUNTS, LANGUAGES, SHAPES, SKILLS, Columns, languages_asked, mask
from features.facts import OpeningFacts
from features.profiles import Employer, Vacancy
from features.vocabulary import TASK_NEEDS, Credential, LanguageSkill, Need
from tests.strategies import openings
from tests.world import facts_of


def columns(*facts):
    return Columns.of(list(facts), {one.employer.id: number for number, one in enumerate(facts)})


def job(**fields):
    raw = {"id": "v", "employer_id": "e", "terms": "ordinary", "title": "Job"} | fields
    return OpeningFacts.of(Vacancy.model_validate(raw), Employer(id="e"))


def test_nothing_known_is_the_number_for_unknown_everywhere():
    row = columns(job())
    assert np.isnan(row.hours).all()
    assert np.isnan([row.lat[0], row.lon[0], row.longest_shift[0]]).all()
    assert (row.demand == -1).all()
    assert (row.language == -1).all()
    assert [int(getattr(row, name)[0]) for name in ("bus", "earliest_start", "night", "regularity", "training")] == [
        0,
        -1,
        -1,
        -1,
        -1,
    ]
    assert [int(getattr(row, name)[0]) for name in ("disco", "branch", "size", "start", "all_hard", "daytimes")] == [
        0
    ] * 6


def test_a_mask_has_a_bit_for_each_code_in_the_order_of_its_list():
    assert mask([], Credential) == 0
    assert mask([Credential.AM, Credential.BE, Credential.AM], Credential) == 0b101


def test_a_row_worked_by_hand():
    row = columns(
        job(
            hours_min=7.4,
            hours_max=10,
            shifts=[
                {"weekdays": [1], "start": "08:00", "end": "12:00"},
                {"weekdays": [2], "start": "22:00", "end": "24:00"},
            ],
            demands={"lift": {"level": 2, "value": 5.1}},
            requirements=[
                {"kind": "licence", "code": "B", "necessity": "legal"},
                {"kind": "licence", "code": "AM", "necessity": "task"},
                {"kind": "language", "code": "tr", "levels": {"speak": "A2"}},
                {"kind": "language", "code": "da", "levels": {"speak": "A2"}},
                {"kind": "language", "code": "da", "levels": {"speak": "B1", "read": "A1"}, "necessity": "safety"},
            ],
            start="2027-01-01",
        )
    )
    assert row.hours.tolist() == [[7.4, 10.0]]
    assert week.unpack(row.fixed[0]) == week.window(1, 480, 720) | week.window(2, 1320, 1440)
    assert (row.night[0], row.earliest_start[0], row.longest_shift[0]) == (1, 480, 4)
    assert row.demand[0, TASK_NEEDS.index(Need.LIFT)] == 2
    assert row.amount[0, AMOUNTS.index(Need.LIFT)] == 5.1
    assert (row.all_hard[0], row.all_task[0]) == (mask([Credential.B], Credential), mask([Credential.AM], Credential))
    danish = dict(zip(SKILLS, row.language[0, LANGUAGES.index("da")].tolist(), strict=True))
    assert danish == {LanguageSkill.LISTEN: -1, LanguageSkill.SPEAK: 3, LanguageSkill.READ: 1, LanguageSkill.WRITE: -1}
    assert row.language_hard[0].tolist() == [name == "da" for name in LANGUAGES]
    assert row.language[0, -1].max() == 2
    assert row.start[0] == date(2027, 1, 1).toordinal()


def test_a_choice_between_languages_falls_away_when_one_of_them_is_asked_for_anyway():
    def spoken(code, **more):
        return {"kind": "language", "code": code, "levels": {"speak": "A2"}, **more}

    either = [spoken("en", any_of="x"), spoken("da", any_of="x")]
    assert [(one.name, one.group) for one in languages_asked(job(requirements=either).languages())] == [
        ("en", 1),
        ("da", 1),
    ]
    both = job(requirements=[*either, spoken("da")])
    assert [(one.name, one.group) for one in languages_asked(both.languages())] == [("da", 0)]


@settings(max_examples=30, deadline=None)
@given(openings())
def test_every_column_has_its_type_and_shape_and_rows_do_not_depend_on_each_other(world):
    facts = facts_of(world)
    numbers = {one.employer.id: number for number, one in enumerate(facts)}
    together = Columns.of(facts, numbers)
    assert len(together) == len(facts)
    for name, (dtype, shape) in SHAPES.items():
        column = getattr(together, name)
        assert (column.dtype, column.shape) == (np.dtype(dtype), (len(facts), *shape)), name
        one_by_one = np.concatenate([getattr(Columns.of([one], numbers), name) for one in facts])
        np.testing.assert_array_equal(column, one_by_one, err_msg=name)
    last = np.arange(len(facts) - 1, -1, -1)
    np.testing.assert_array_equal(together.take(last).fixed, together.fixed[::-1])
    assert len(together.take(slice(1, None))) == len(facts) - 1
