"""A changed record is a new record, checked like any other; the old one stays as it is."""

import pytest
from hypothesis import given, settings

from features.profiles import InvalidRecord
from features.vocabulary import WhoCanChange
from matching.counsel.changes import changed, differences, merge
from tests.strategies import participants, vacancies
from tests.town import EMPLOYERS, PEOPLE, VACANCIES

AMINA = PEOPLE["amina"]


@pytest.mark.parametrize(
    ("target", "patch", "after"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "foo"}, "bar", "bar"),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_a_patch_is_merged_as_rfc_7396_shows_in_its_examples(target, patch, after):
    assert merge(target, patch) == after


@settings(max_examples=60, deadline=None)
@given(participants(), vacancies())
def test_an_empty_patch_changes_nothing(participant, vacancy):
    for record in (participant, vacancy):
        assert changed(record, {}) == record
        assert differences(record, changed(record, {})) == ()


def test_null_takes_a_value_away_and_the_old_record_stays():
    freer = changed(AMINA, {"hours_max": None, "max_jobs": 2})
    assert (freer.hours_max, freer.max_jobs) == (None, 2)
    assert (AMINA.hours_max, AMINA.max_jobs) == (20, 1)


def test_items_replace_the_parts_they_name_or_stand_behind():
    more = changed(
        AMINA,
        {},
        {
            "languages": [{"language": "da", "speak": "B1"}],
            "transport": [{"mode": "bike", "max_minutes": 45}, {"mode": "bus", "max_minutes": 30}],
            "availability": [{"weekday": 4, "start": "16:00", "end": "21:00"}],
        },
    )
    assert (more.language("da").speak, more.language("da").read) == ("B1", "A2")
    assert [(way.mode, way.max_minutes) for way in more.transport] == [("bike", 45), ("bus", 30)]
    assert len(more.availability) == len(AMINA.availability) + 1
    assert changed(VACANCIES["v10"], {}, {"site_support": ["mentor", "lifting_aid"]}).site_support == (
        "mentor",
        "lifting_aid",
    )


def test_a_credential_that_is_got_is_no_longer_missing():
    driver = changed(AMINA, {}, {"credentials": [{"code": "CE"}]})
    assert driver.credentials_missing == ()


def test_differences_name_field_values_and_who_can_change_them():
    (hours, support) = (
        *differences(AMINA, changed(AMINA, {"hours_max": 25})),
        *differences(EMPLOYERS["e1"], changed(EMPLOYERS["e1"], {"site_support": ["mentor"]})),
    )
    assert (hours.subject, hours.id, hours.field, hours.before, hours.after) == (
        "participant",
        "amina",
        "hours_max",
        20,
        25,
    )
    assert hours.who is WhoCanChange.PARTICIPANT
    assert (support.subject, support.field, support.who) == ("employer", "site_support", WhoCanChange.EMPLOYER)


@pytest.mark.parametrize(
    ("patch", "add", "faults"),
    [
        ({"hours_max": 25.25, "hours_min": 30}, None, {("hours_max", "not_half_hours")}),
        ({"hours_max": 5}, None, {("hours_wish", "more_than")}),
        ({"id": "other", "tenant": "other"}, None, {("id", "cannot_change"), ("tenant", "cannot_change")}),
        ({"shoe_size": 40}, None, {("shoe_size", "unknown_field")}),
        ([], None, {("changes", "not_an_object")}),
        ({}, "B", {("add", "not_an_object")}),
        ({}, {"credentials": "B"}, {("add.credentials", "wrong_type")}),
        ({}, {"hours_max": [2]}, {("add.hours_max", "unknown_field")}),
        ({}, {"credentials": ["B"]}, {("credentials.0", "wrong_type")}),
        ({}, {"transport": [{"mode": "rocket"}]}, {("transport.1.mode", "unknown_code")}),
    ],
)
def test_what_cannot_be_is_refused_with_every_fault(patch, add, faults):
    with pytest.raises(InvalidRecord) as refused:
        changed(AMINA, patch, add)
    found = {(fault.field, fault.code) for fault in refused.value.faults}
    assert faults <= found
