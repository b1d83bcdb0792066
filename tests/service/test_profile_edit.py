"""A profile changed a section at a time: what is not touched stays, two at once see each other, faults at the field."""

import re
from datetime import date
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from features.decisions import key_of
from features.profiles import Availability, Participant, Provenance, clock_text
from features.vocabulary import Need, Source, TransportMode
from service.access import Caller, Role
from service.flows.profile import change_fields
from service.pages.form import Form
from service.pages.profile_edit import SECTIONS
from service.pages.profile_edit.week import SECTION as WEEK
from service.problems import Problem
from tests.service.api_house import open_house
from tests.service.forms import FormOf
from tests.service.page_house import signed_in
from training.world import invent

WORLD = invent(1, 30, 4, 8, today=date(2026, 11, 20))
KIRSTEN = Caller("k1", "viborg", Role.CONSULTANT)
RICH = Participant(
    id="rich",
    tenant="viborg",
    hours_min=3.5,
    hours_wish=10,
    hours_max=20,
    max_jobs=2,
    earliest_start=date(2026, 12, 1),
    ramp_plan=[{"week": 1, "hours": 3}, {"week": 9, "hours": 7.5}],
    availability=[
        {"weekday": 1, "start": "08:00", "end": "12:00"},
        {"weekday": 1, "start": "18:00", "end": "22:00", "kind": "avoid"},
        *({"weekday": day, "start": "07:15", "end": "09:00"} for day in (6, 7)),
    ],
    home={"postcode": "8800", "town": "Viborg", "lat": 56.45, "lon": 9.4},
    transport=[{"mode": "bike", "max_minutes": 30}, {"mode": "ride"}],
    credentials=[{"code": "B", "expires": "2031-01-01"}, {"code": "hygiene"}],
    credentials_missing=["truck"],
    credentials_complete=True,
    languages=[{"language": "ku", "listen": "C2", "speak": "C2", "source": "test"}, {"language": "da", "speak": "A2"}],
    skills=[{"text": "bage brød", "code": "7512", "evidence": "home"}],
    experience=[{"text": "Kok i 4 år", "months": 48, "disco08": "5120", "evidence": "paid"}, {"text": "Passede børn"}],
    wishes=[
        {"kind": "task", "value": "lave mad", "weight": 0.4},
        {"kind": "setting", "value": "quiet", "weight": 0.9},
        {"kind": "branch", "value": "56"},
        {"kind": "company_size", "value": "0-9", "weight": 0.5},
    ],
    do_not_want=[{"kind": "setting", "value": "pork"}, {"kind": "task", "value": "stå ved bånd"}],
    motivation="Jeg vil gerne ud.\n\nOg møde folk.",
    resources="Rolig & grundig <altid>",
    functional_needs=[
        {"code": "lift", "level": 3, "limit": 5, "adaptations": ["two_person_lift"], "expires_at": "2027-01-01"},
        {"code": "start_not_before", "level": 2, "limit": 570, "hard": False},
        {"code": "noise", "level": 1},
    ],
    support_needs=["mentor"],
    confirmed_at=date(2026, 11, 1),
)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with open_house(tmp_path_factory.mktemp("profiles")) as house:
        yield house


@pytest.fixture(scope="module")
def client(house):
    return signed_in(house, "consultant")


@pytest.fixture
def rich(house):
    return keep(house, RICH)


def keep(house, record):
    with house.store.unit(tenant="viborg", actor="test") as unit:
        return unit.put(record.model_copy(update={"tenant": "viborg"}))


def now(house, id="rich"):
    with house.store.reader("viborg") as reader:
        return reader.get(Participant, id)


def form(client, section, id="rich"):
    address = f"/deltagere/{id}/ret/{section}"
    return FormOf(client.get(address).text, address)


def send(client, section, fields, id="rich"):
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return client.post(f"/deltagere/{id}/ret/{section}", content=urlencode(fields, doseq=True), headers=headers)


@pytest.mark.parametrize("section", [one.slug for one in SECTIONS])
def test_a_section_saved_untouched_changes_nothing(house, client, rich, section):
    for record in (RICH, *WORLD.participants):
        before = keep(house, record)
        answer = send(client, section, form(client, section, record.id).sent(), record.id)
        assert answer.status_code == 303, answer.text
        kept = now(house, record.id)
        changed = [name for name in Participant.model_fields if _plain(kept, name) != _plain(before, name)]
        assert changed == [], record.id


def _plain(kept, name):
    """The field as far as its order means something; windows that meet are one."""
    value = getattr(kept.record, name)
    if name == "availability":
        return _minutes(value)
    return sorted(value, key=str) if name in ("wishes", "do_not_want", "credentials_missing", "support_needs",
                                              "transport", "languages") else value  # fmt: skip


def _minutes(windows):
    """Every minute of the week with what is said of it."""
    return {(one.weekday, minute, one.kind) for one in windows for minute in range(one.start, one.end)}


def test_every_personal_field_has_a_section_and_none_has_two():
    fields = [name for one in SECTIONS for name in one.fields]
    rest = {"id", "tenant", "status", "tags", "confirmed_at", "provenance", "declined"}
    assert len(fields) == len(set(fields))
    assert set(Participant.model_fields) - set(fields) <= rest


def test_a_wish_in_words_a_setting_and_a_weight_that_was_there(house, client, rich):
    sent = form(client, "oensker").sent(**{"task.want": "passe dyr\nlave mad", "setting.animals": "want"})
    send(client, "oensker", sent)
    wishes = {(one.kind.value, one.value): one.weight for one in now(house).record.wishes}
    assert wishes[("task", "lave mad")] == 0.4
    assert wishes[("task", "passe dyr")] == wishes[("setting", "animals")] == 1.0
    assert wishes[("setting", "quiet")] == 0.9


def test_who_said_it_stands_at_what_was_changed_and_nowhere_else(house, client):
    keep(house, RICH.model_copy(update={"provenance": {"skills": Provenance(source=Source.IMPORT, confirmed=True)}}))
    send(client, "styrker", form(client, "styrker").sent(resources="Rolig", source="health"))
    marks = now(house).record.provenance
    assert marks["resources"].source is Source.HEALTH
    assert (marks["resources"].recorded_at, marks["resources"].confirmed) == (house.clock().date(), True)
    assert marks["skills"].source is Source.IMPORT
    assert "experience" not in marks


def test_a_machines_proposal_that_somebody_lets_stand_is_confirmed_with_its_words(house, client):
    said = Provenance(source=Source.TEXT, evidence="bager hver lørdag")
    keep(house, RICH.model_copy(update={"provenance": {"skills": said}}))
    page = client.get("/deltagere/rich/ret/styrker").text
    assert "»bager hver lørdag«" in page
    assert "ikke bekræftet endnu" in page
    send(client, "styrker", form(client, "styrker").sent())
    assert now(house).record.provenance["skills"] == said.model_copy(update={"confirmed": True})


def test_what_somebody_takes_away_is_not_proposed_again_until_somebody_writes_it_again(house, client, rich):
    send(client, "styrker", form(client, "styrker").sent(skills="male vægge"))
    assert now(house).record.declined == (key_of("skills", {"text": "bage brød"}),)
    send(client, "styrker", form(client, "styrker").sent(skills="male vægge\nbage brød"))
    assert now(house).record.declined == ()


def test_of_two_who_change_the_same_the_second_sees_the_first_and_decides(house, client, rich):
    mine, theirs = form(client, "timer").sent(hours_max="15"), form(client, "timer").sent(hours_max="30")
    assert send(client, "timer", theirs).status_code == 303
    answer = send(client, "timer", mine)
    assert answer.status_code == 412
    assert "En anden har rettet det samme imens" in answer.text
    assert re.findall(r"<(del|ins)>.*?(\d+)</", answer.text) == [("del", "20"), ("ins", "30")]
    assert now(house).record.hours_max == 30
    again = FormOf(answer.text, "/deltagere/rich/ret/timer").sent()
    assert again["hours_max"] == ["15"]
    assert send(client, "timer", again).status_code == 303
    assert now(house).record.hours_max == 15


def test_of_two_who_change_different_sections_nobody_is_stopped(house, client, rich):
    hours, wishes = form(client, "timer").sent(hours_max="15"), form(client, "oensker").sent(motivation="Ud!")
    assert send(client, "timer", hours).status_code == send(client, "oensker", wishes).status_code == 303
    kept = now(house).record
    assert (kept.hours_max, kept.motivation) == (15, "Ud!")


def test_sending_the_same_twice_does_it_once(house, client, rich):
    sent = form(client, "timer").sent(hours_max="15")
    assert [send(client, "timer", sent).status_code for _ in range(2)] == [303, 303]
    assert now(house).version == rich.version + 1


@pytest.mark.parametrize(
    ("section", "field", "written", "told"),
    [
        ("timer", "hours_max", "mange", "»mange« er ikke et tal"),
        ("timer", "hours_max", "45", "45 er for meget"),
        ("timer", "hours_wish", "7,3", "går ikke op i halve timer"),
        ("timer", "ramp_plan.0.week", "om lidt", "skal være et helt tal"),
        ("transport", "postcode", "88", "kan ikke læses som et sted"),
        ("transport", "minutes.bike", "3", "3 er for lidt"),
        ("styrker", "experience.1.months", "x", "skal være et helt tal"),
        ("styrker", "skills", "ringer på 010185-9876", "ligner et CPR-nummer"),
        ("sprog-og-beviser", "papers.1.expires", "i morgen", "er ikke en dato"),
        ("ugen", "times.0.start", "tidligt", "er ikke et klokkeslæt"),
        ("ugen", "times.0.start", "23:00", "før den begynder"),
        ("hensyn", "needs.0.limit", "tungt", "er ikke et tal"),
        ("hensyn", "needs.1.limit", "9 om morgenen", "er ikke"),
        ("hensyn", "needs.2.expires_at", "snart", "er ikke en dato"),
    ],
)
def test_a_fault_stands_at_its_field_with_what_was_written_and_nothing_is_kept(
    house, client, rich, section, field, written, told
):
    answer = send(client, section, form(client, section).sent(**{field: written}))
    assert answer.status_code == 422
    assert f'id="fault-{field}"' in answer.text, answer.text
    assert f'href="#field-{field}"' in answer.text
    assert told in answer.text
    assert FormOf(answer.text, f"/deltagere/rich/ret/{section}").sent()[field] == [written]
    assert now(house).version == rich.version


@pytest.mark.parametrize(
    ("section", "field"), [("oensker", "motivation"), ("oensker", "task.want"), ("styrker", "skills")]
)
def test_a_word_of_illness_is_refused_and_leads_to_the_needs(house, client, rich, section, field):
    answer = send(client, section, form(client, section).sent(**{field: "noget roligt\nhar PTSD"}))
    assert answer.status_code == 422
    assert f'id="fault-{field}"' in answer.text
    assert '<a href="/deltagere/rich/ret/hensyn">' in answer.text
    assert now(house).version == rich.version


def test_a_need_is_added_in_two_steps_and_taken_away_in_one(house, client, rich):
    opened = send(client, "hensyn", form(client, "hensyn").sent(add="stand"))
    assert (opened.status_code, now(house).version) == (200, rich.version)
    sent = FormOf(opened.text, "/deltagere/rich/ret/hensyn").sent(**{"needs.3.limit": "30", "needs.0.gone": "ja"})
    assert send(client, "hensyn", sent).status_code == 303
    needs = {one.code: one for one in now(house).record.functional_needs}
    assert set(needs) == {Need.STAND, Need.START_NOT_BEFORE, Need.NOISE}
    assert (needs[Need.STAND].limit, needs[Need.STAND].level, needs[Need.STAND].hard) == (30, 2, True)
    assert needs[Need.STAND].expires_at == date(2027, 5, 21)  # half a year after 20 November: 182 days
    assert needs[Need.START_NOT_BEFORE].limit == 570


def test_another_postcode_moves_the_point_and_an_empty_one_takes_the_home_away(house, client, rich):
    send(client, "transport", form(client, "transport").sent(postcode="7800", town=""))
    home = now(house).record.home
    assert (home.postcode, home.town) == ("7800", "Skive")
    assert home.lat != RICH.home.lat
    send(client, "transport", form(client, "transport").sent(postcode="", town="", modes=None, **{"minutes.bike": ""}))
    kept = now(house).record
    assert (kept.home, kept.transport) == (None, ())


def test_minutes_alone_say_that_a_way_is_used(house, client, rich):
    send(client, "transport", form(client, "transport").sent(modes=None, **{"minutes.bus": "40"}))
    assert [one.mode for one in now(house).record.transport] == [TransportMode.BIKE, TransportMode.BUS]


def test_all_weekdays_in_one_row_become_five_windows_and_come_back_as_one_row(house, client, rich):
    row = {"times.0.day": "weekdays", "times.0.start": "8.15", "times.0.end": "13.45"}
    send(client, "ugen", {**row, "version": [str(rich.version)]})
    assert len(now(house).record.availability) == 5
    sent = form(client, "ugen").sent()
    assert (sent["times.0.day"], sent["times.0.start"], sent["times.1.day"]) == (["weekdays"], ["08:15"], [""])


def test_a_section_that_is_none_is_not_there(client, rich):
    assert client.get("/deltagere/rich/ret/alt").status_code == 404


def test_an_auditor_changes_nothing(house, rich):
    assert signed_in(house, "auditor").get("/deltagere/rich/ret/timer").status_code == 403


def test_a_version_that_never_was_is_taken_for_the_first(house, rich):
    services = house.app.state.services
    change_fields(services, KIRSTEN, "rich", {"motivation": "Et"}, rich.version)
    with pytest.raises(Problem, match="stale"):
        change_fields(services, KIRSTEN, "rich", {"motivation": "To"}, 999)


clocks = st.integers(0, 24 * 4).map(lambda quarter: quarter * 15)
windows = st.lists(
    st.tuples(st.integers(1, 7), clocks, clocks, st.sampled_from(["can", "prefer", "avoid"])).filter(
        lambda one: one[1] < one[2]
    ),
    max_size=12,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(windows)
def test_any_week_drawn_and_read_again_is_the_same_week(times):
    raw = [
        {"weekday": day, "start": clock_text(start), "end": clock_text(end), "kind": kind}
        for day, start, end, kind in times
    ]
    drawn = WEEK.choices({"availability": raw}, "da")
    cells = tuple(code for _, row in drawn["grid"] for code, _, ticked in row if ticked)
    rows = {
        f"times.{at}.{part}": (one.get(part, ""),)
        for at, one in enumerate(drawn["times"])
        for part in ("day", "start", "end", "kind")
    }
    again = WEEK.read(Form({"cells": cells, **rows}), RICH)["availability"]
    assert _minutes(map(Availability.model_validate, again)) == _minutes(map(Availability.model_validate, raw))
