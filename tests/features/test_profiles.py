"""Records check themselves: every fault at once, each with its field, value and code, and nothing private echoed."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from features.profiles import HIDDEN, Employer, Fault, InvalidRecord, Participant, Skill, Vacancy, make
from features.vocabulary import Terms, TransportMode
from tests.strategies import employers, participants, vacancies

CPR = "010190-1234"
JOB = {"id": "v1", "employer_id": "e1", "terms": "ordinary", "title": "Køkkenhjælp"}


def faults(kind, raw):
    with pytest.raises(InvalidRecord) as caught:
        make(kind, raw)
    return caught.value.faults


def found(kind, raw):
    """(field, value, code) of every fault."""
    return {(fault.field, fault.value, fault.code) for fault in faults(kind, raw)}


def test_a_participant_with_only_an_id_is_valid_and_nothing_is_filled_in():
    person = make(Participant, {"id": "p1"})
    assert (person.hours_min, person.home, person.languages, person.transport) == (None, None, (), ())


def test_all_faults_of_a_record_are_reported_at_once():
    raw = {
        "id": "p1",
        "hours_min": 20,
        "hours_max": 10,
        "availability": [{"weekday": 1, "start": "10:00", "end": "09:00"}],
        "transport": [{"mode": "rocket", "max_minutes": 3}],
        "functional_needs": [{"code": "lift", "level": 9}],
        "confirmed_at": "i går",
        "shoe_size": "43",
    }
    assert found(Participant, raw) == {
        ("hours_min", "20.0", "more_than"),
        ("availability.0", "10:00-09:00", "ends_before_it_begins"),
        ("transport.0.mode", "rocket", "unknown_code"),
        ("transport.0.max_minutes", "3", "too_small"),
        ("functional_needs.0.level", "9", "too_large"),
        ("confirmed_at", "i går", "date"),
        ("shoe_size", HIDDEN, "unknown_field"),
    }


def test_a_fault_carries_what_its_sentence_needs():
    raw = {"id": "p1", "hours_min": 20, "hours_max": 10, "transport": [{"mode": "rocket", "max_minutes": 300}]}
    params = {fault.field: dict(fault.params) for fault in faults(Participant, raw)}
    assert params["hours_min"] == {"other": "hours_max", "limit": 10.0}
    assert params["transport.0.max_minutes"] == {"most": 240}
    assert all(mode in params["transport.0.mode"]["known"] for mode in TransportMode)


def test_a_fault_reads_as_one_line():
    assert str(Fault("hours_min", "20", "too_large", {"most": 10})) == "hours_min=20: too_large (most=10)"
    assert str(InvalidRecord([Fault("id", "", "missing")])) == "id=: missing"


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ({"hours_min": 20, "hours_wish": 15}, {("hours_min", "20.0", "more_than")}),
        ({"hours_wish": 20, "hours_max": 15}, {("hours_wish", "20.0", "more_than")}),
        (
            {"hours_min": 30, "hours_wish": 20, "hours_max": 10},
            {("hours_min", "30.0", "more_than"), ("hours_wish", "20.0", "more_than")},
        ),
        ({"hours_wish": 7.25}, {("hours_wish", "7.25", "not_half_hours")}),
        ({"hours_wish": 0}, {("hours_wish", "0", "too_small")}),
        ({"hours_wish": 37.5}, {("hours_wish", "37.5", "too_large")}),
        ({"hours_wish": "mange"}, {("hours_wish", "mange", "wrong_type")}),
        ({"hours_wish": float("nan")}, {("hours_wish", "nan", "wrong_type")}),
    ],
)
def test_hours_are_half_hours_in_order_within_a_week(hours, expected):
    assert found(Participant, {"id": "p1", **hours}) == expected


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ({"start": "08:00", "end": "08:00"}, {("availability.0", "08:00-08:00", "ends_before_it_begins")}),
        ({"start": "22:00", "end": "06:00"}, {("availability.0", "22:00-06:00", "ends_before_it_begins")}),
        ({"start": "8.70", "end": "12:00"}, {("availability.0.start", "8.70", "not_a_clock_time")}),
        (
            {"start": "25:00", "end": 1500},
            {
                ("availability.0.start", "25:00", "not_a_clock_time"),
                ("availability.0.end", "1500", "not_a_clock_time"),
            },
        ),
        ({"weekday": 8, "start": 0, "end": 60}, {("availability.0.weekday", "8", "too_large")}),
        ({"start": "08:00", "end": "12:00", "kind": "maybe"}, {("availability.0.kind", "maybe", "unknown_code")}),
    ],
)
def test_times_begin_before_they_end_on_a_day_that_exists(window, expected):
    assert found(Participant, {"id": "p1", "availability": [{"weekday": 1, **window}]}) == expected


def test_the_day_ends_at_24_and_a_dot_is_a_colon():
    person = make(Participant, {"id": "p1", "availability": [{"weekday": 7, "start": "22.15", "end": "24:00"}]})
    assert (person.availability[0].start, person.availability[0].end) == (22 * 60 + 15, 24 * 60)


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        ({"id": "0101901234"}, "id"),
        ({"id": "p1", "motivation": f"Jeg hedder A, {CPR}, og vil arbejde"}, "motivation"),
        ({"id": "p1", "motivation": "CPR-010190-1234"}, "motivation"),
        ({"id": "p1", "motivation": "010190 – 1234"}, "motivation"),
        ({"id": "p1", "resources": 3112891234}, "resources"),
        ({"id": "p1", "resources": 101901234}, "resources"),
        ({"id": "p1", "resources": 101901234.0}, "resources"),
        ({"id": "p1", "skills": [{"text": "ok"}, {"text": CPR}]}, "skills.1.text"),
        ({"id": "p1", "skills": [Skill(text=CPR)]}, "skills.0.text"),
        (
            {"id": "p1", "provenance": {"hours_min": {"source": "text", "evidence": CPR}}},
            "provenance.hours_min.evidence",
        ),
        ({"id": "p1", "provenance": {CPR: {"source": "text"}}}, f"provenance.{HIDDEN}"),
        ({"id": "p1", CPR: "x"}, HIDDEN),
        ({"id": "p1", "cpr": {"number": [CPR]}}, "cpr.number.0"),
    ],
)
def test_a_cpr_number_is_found_wherever_it_stands_and_never_echoed(raw, where):
    seen = faults(Participant, raw)
    assert (where, HIDDEN, "cpr_number") in {(fault.field, fault.value, fault.code) for fault in seen}
    assert not any(digits in repr(seen) for digits in (CPR, "0101901234", "3112891234", "101901234"))


@pytest.mark.parametrize("kind", [Employer, Vacancy])
def test_a_cpr_number_is_refused_in_every_kind_of_record(kind):
    raw = {"name": CPR} if kind is Employer else JOB | {"description": CPR}
    assert "cpr_number" in {fault.code for fault in faults(kind, {"id": "e1"} | raw)}


def test_a_p_number_and_a_cvr_number_may_look_like_a_cpr_number():
    employer = make(Employer, {"id": "e1", "p_number": "3112891234", "cvr": "31128912"})
    assert employer.p_number == "3112891234"


@pytest.mark.parametrize(
    "text", ["tlf. 87 87 87 87", "CVR 31128912", "3913901234", "0113901234", "12345678901", "ordre 20260101-12"]
)
def test_other_numbers_are_no_cpr_numbers(text):
    assert make(Participant, {"id": "p1", "motivation": text}).motivation == text


def test_an_id_may_be_a_uuid_whose_digits_look_like_a_cpr_number():
    assert make(Participant, {"id": "f47ac10b-58cc-4372-a567-010190123456"})
    assert make(Participant, {"id": "abcdef01-0101-9012-3456-0101901234ab"})


@pytest.mark.parametrize("terms", [terms for terms in Terms if terms is not Terms.ORDINARY])
def test_the_eight_other_terms_are_refused_by_code(terms):
    [fault] = faults(Vacancy, JOB | {"terms": terms.value})
    assert (fault.field, fault.code, fault.params["terms"]) == ("terms", "terms_not_ordinary", terms.value)


def test_terms_must_be_said_and_known():
    assert len(Terms) == 9
    assert found(Vacancy, {**JOB, "terms": "provision"}) == {("terms", "provision", "unknown_code")}
    silent = {name: value for name, value in JOB.items() if name != "terms"}
    assert found(Vacancy, silent) == {("terms", "", "missing")}


def test_an_unknown_field_is_named_but_its_value_is_not_repeated():
    assert found(Participant, {"id": "p1", "diagnosis": "PTSD"}) == {("diagnosis", HIDDEN, "unknown_field")}
    assert found(Participant, {"id": "p1", "home": {"street": "Sct. Mathias Gade 1"}}) == {
        ("home.street", HIDDEN, "unknown_field")
    }


def test_long_text_is_not_repeated_and_short_values_are():
    assert found(Participant, {"id": "p1", "motivation": "x" * 20_001}) == {("motivation", HIDDEN, "too_long")}
    assert found(Participant, {"id": "a b"}) == {("id", "a b", "wrong_form")}
    assert found(Participant, {"id": "x" * 65}) == {("id", HIDDEN, "too_long")}


@pytest.mark.parametrize("raw", [[], "p1", None, 3])
def test_what_is_no_set_of_fields_is_said_to_be_none(raw):
    assert [fault.code for fault in faults(Participant, raw)] == ["not_an_object"]


def test_names_given_twice_and_weeks_out_of_order_are_faults_between_fields():
    raw = {
        "id": "p1",
        "transport": [{"mode": "bus", "max_minutes": 10}, {"mode": "bus", "max_minutes": 20}],
        "languages": [{"language": "da"}, {"language": "da"}],
        "functional_needs": [{"code": "lift", "level": 1}, {"code": "lift", "level": 2}],
        "ramp_plan": [{"week": 4, "hours": 8}, {"week": 2, "hours": 3}],
    }
    assert found(Participant, raw) == {
        ("transport", "bus", "named_twice"),
        ("languages", "da", "named_twice"),
        ("functional_needs", "lift", "named_twice"),
        ("ramp_plan", "[4, 2]", "weeks_out_of_order"),
    }


def test_a_vacancy_is_checked_between_its_fields_too():
    raw = JOB | {
        "hours_min": 20,
        "hours_max": 10,
        "start": "2026-12-01",
        "end": "2026-11-01",
        "wage": {"low": 200, "high": 150},
        "tasks": [{"name": "opvask", "share": 0.7}, {"name": "rengøring", "share": 0.6}],
    }
    assert found(Vacancy, raw) == {
        ("hours_min", "20.0", "more_than"),
        ("end", "2026-11-01", "before"),
        ("wage.low", "200.0", "more_than"),
        ("tasks", "1.3", "shares_above_one"),
    }


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"shifts": [{"weekdays": [], "start": "08:00", "end": "12:00"}]}, ("shifts.0.weekdays", "", "missing")),
        (
            {"shifts": [{"weekdays": [1], "start": "12:00", "end": "08:00"}]},
            ("shifts.0", "12:00-08:00", "ends_before_it_begins"),
        ),
        ({"requirements": [{"kind": "licence", "code": "Z"}]}, ("requirements.0", "Z", "unknown_code")),
        ({"requirements": [{"kind": "background_check", "code": "none"}]}, ("requirements.0", "none", "unknown_code")),
        ({"settings": ["cosy"]}, ("settings.0", "cosy", "unknown_code")),
        ({"disco08": "51"}, ("disco08", "51", "wrong_form")),
        ({"title": "  "}, ("title", "", "missing")),
        ({"hours_min": 0.5}, ("hours_min", "0.5", "too_small")),
    ],
)
def test_every_part_of_a_vacancy_is_checked(change, expected):
    assert found(Vacancy, JOB | change) == {expected}


@pytest.mark.parametrize("kind", ["wishes", "do_not_want"])
def test_wished_and_unwanted_settings_and_sizes_are_codes(kind):
    raw = {"id": "p1", kind: [{"kind": "setting", "value": "sunny"}, {"kind": "company_size", "value": "huge"}]}
    assert found(Participant, raw) == {(f"{kind}.0", "sunny", "unknown_code"), (f"{kind}.1", "huge", "unknown_code")}


def test_a_home_is_rounded_to_about_500_metres_and_a_site_is_not():
    point = {"lat": 56.45321, "lon": 9.40199}
    home = make(Participant, {"id": "p1", "home": point}).home
    assert (home.lat, home.lon) == (56.455, 9.4)
    site = make(Employer, {"id": "e1", "site": point}).site
    assert (site.lat, site.lon) == (56.45321, 9.40199)


def test_records_are_frozen():
    person = make(Participant, {"id": "p1"})
    with pytest.raises(ValidationError):
        person.id = "p2"


def test_a_record_given_for_itself_is_itself():
    person = make(Participant, {"id": "p1", "earliest_start": date(2026, 12, 1)})
    assert Participant.model_validate(person) is person


@settings(max_examples=60)
@given(participants())
def test_a_participant_survives_json(person):
    assert make(Participant, json.loads(person.model_dump_json())) == person
    assert Participant.model_validate_json(person.model_dump_json()) == person


@settings(max_examples=30)
@given(employers())
def test_an_employer_survives_json(employer):
    assert make(Employer, json.loads(employer.model_dump_json())) == employer


@settings(max_examples=60)
@given(vacancies())
def test_a_vacancy_survives_json(vacancy):
    assert make(Vacancy, json.loads(vacancy.model_dump_json())) == vacancy
