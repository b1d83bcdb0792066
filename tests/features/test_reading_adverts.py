"""The reader on single sentences of adverts: what the work asks for, and when it is."""

from datetime import date

import pytest

from features.profiles import InvalidRecord
from features.reading import read_vacancy, recognise_terms, vacancy_from_text
from features.vocabulary import Need, Terms

ON = date(2026, 3, 1)


def offered(text, field, title="Medarbejder"):
    return [proposal.value for proposal in read_vacancy(title, text, ON).of(field)]


def shifts(text):
    return [
        (item.value["start"], item.value["end"], item.value["kind"]) for item in read_vacancy("", text, ON).of("shifts")
    ]


def test_places_stay_right_where_an_advert_has_lost_its_line_ends():
    text = "Du har erfaringHar kørekortVi tilbyder 20 timer om ugen"
    licence = next(p for p in read_vacancy("", text, ON).of("requirements") if p.value["code"] == "B")
    assert text[licence.start : licence.end] == "kørekort"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Stillingen er et fleksjob på 12 timer.", [Terms.FLEX_JOB]),
        ("Du skal være berettiget til løntilskud.", [Terms.WAGE_SUBSIDY]),
        ("Start i virksomhedspraktik i fire uger, derefter mulighed for job.", [Terms.WORK_PLACEMENT]),
        ("Ordinær stilling, ikke løntilskud.", []),
        ("Vi tager også elever i virksomhedspraktik.", []),
        ("Vi har kolleger i fleksjob.", []),
        ("Har tidligere været i virksomhedspraktik.", []),
        ("Praktikplads i café", [Terms.WORK_PLACEMENT]),
        ("Vi tilbyder 8 ugers virksomhedspraktik, gerne til dig, der vil prøve faget af.", [Terms.WORK_PLACEMENT]),
        ("Praktikant søges til køkkenet.", [Terms.WORK_PLACEMENT]),
        ("Vi tager imod praktikanter fra skolerne hvert forår.", []),
        ("Ulønnet, aftales med jobcentret.", [Terms.UNPAID]),
        ("Vi samarbejder med jobcentret om virksomhedspraktik.", []),
        ("Butikken drives med mange frivillige, men du bliver ansat.", []),
    ],
)
def test_other_terms_count_only_when_the_text_is_about_them(text, terms):
    assert [found for found, _, _ in recognise_terms(text)] == terms


def test_an_advert_on_other_terms_becomes_no_vacancy():
    with pytest.raises(InvalidRecord) as refused:
        vacancy_from_text("v1", "Medarbejder i fleksjob", "Vi søger en medarbejder 10 timer om ugen.", on=ON)
    assert [fault.code for fault in refused.value.faults] == ["terms_not_ordinary"]


def test_opening_hours_and_holidays_are_no_working_hours():
    assert offered("Vi har åbent 52 timer om ugen.", "hours_min") == []
    assert offered("Vi har åbent mandag til fredag kl. 10-18.", "shifts") == []


def test_a_night_shift_is_two_windows():
    shifts = offered("Nattevagt kl. 22-06 mandag til torsdag.", "shifts")
    assert [(item["weekdays"], item["start"], item["end"]) for item in shifts] == [
        ([1, 2, 3, 4], "22:00", "24:00"),
        ([2, 3, 4, 5], "00:00", "06:00"),
    ]


def test_required_preferred_and_not_needed_are_told_apart():
    def necessity(text):
        return [item["necessity"] for item in offered(text, "requirements")]

    assert necessity("Du skal have kørekort B.") == ["legal"]
    assert necessity("Kørekort er en fordel.") == ["preference"]
    assert necessity("Kørekort er ikke et krav.") == []


def test_danish_or_english_is_one_choice():
    asked = offered("Du taler dansk eller engelsk.", "requirements")
    assert {(item["code"], item["any_of"]) for item in asked} == {("da", "language"), ("en", "language")}


def test_a_whole_advert_becomes_a_vacancy():
    text = (
        "Vi søger en rengøringsassistent 15 timer om ugen. Arbejdstiden er mandag til fredag kl. 14-17. "
        "Der er ikke tunge løft. Løn 150 kr. i timen. Ansøgningsfrist 10. april 2026."
    )
    vacancy = vacancy_from_text("v1", "Rengøringsassistent i Viborg", text, on=ON)
    assert (vacancy.hours_min, vacancy.hours_max) == (15, 15)
    assert vacancy.demands[Need.LIFT].level == 1
    assert vacancy.site is not None
    assert vacancy.site.postcode == "8800"
    assert vacancy.valid_until == date(2026, 4, 10)


def test_a_weekend_named_beside_the_windows_may_be_asked_for():
    shifts = offered("Arbejdstid mandag-fredag kl. 7-15 og hver anden weekend.", "shifts")
    assert [(one["weekdays"], one["kind"]) for one in shifts] == [
        ([1, 2, 3, 4, 5], "rotating"),
        ([6, 7], "rotating"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Fleksibel mødetid mellem 7 og 9.",
        "Vi søger 1-2 pædagoger med det samme.",
        "Arbejde i kulde (2-5 grader).",
        "Ansættelsessamtaler holdes mandag mellem 8.00 og 15.00.",
    ],
)
def test_numbers_that_are_no_working_hours_are_no_shift(text):
    assert offered(text, "shifts") == []


def test_fixed_windows_on_named_days_tell_the_hours():
    assert offered("Mandag, onsdag og fredag kl. 8-11.", "hours_max") == [9]
    assert offered("Vagter fra kl. 15 til 22, fem dage om ugen.", "hours_min") == [35]
    assert offered("Arbejdet ligger mellem kl. 8 og 16 på hverdage.", "hours_max") == []


def test_who_is_missing_is_wanted():
    assert offered("Plejehjemmet mangler en fast nattevagt.", "daytimes") == ["night"]


def test_a_lower_schooling_that_will_do_is_the_one_asked_for():
    text = "Du er uddannet sygeplejerske eller social- og sundhedsassistent."
    assert [item["code"] for item in offered(text, "requirements")] == ["sosu_assistant"]


@pytest.mark.parametrize(("text", "level"), [("Ingen tunge løft.", 1), ("Ingen løft.", 0), ("Løft op til 12 kg.", 2)])
def test_light_lifting_is_not_no_lifting(text, level):
    assert [item["lift"]["level"] for item in offered(text, "demands")] == [level]


def test_leftovers_of_html_are_read_through_and_places_stay_right():
    text = "<p>S&oslash;ges:</p><ul><li>Du anretter mad</li></ul>"
    (task,) = [proposal for proposal in read_vacancy("", text, ON).proposals if proposal.field == "tasks"]
    assert task.value == {"name": "anretter mad"}
    assert text[task.start : task.end] == "Du anretter mad"


def test_an_ordinary_job_open_to_flexjob_stays_ordinary():
    assert offered("Stillingen er på 30 timer, men kan også besættes i fleksjob.", "terms") == []
    assert offered("Vi søger en fleksjobber 10 timer om ugen.", "terms") == ["fleksjob"]


def test_windows_one_may_choose_between_are_not_both_asked_for():
    assert shifts("Arbejdstiden er 6-14 eller 7-15.") == [
        ("06:00", "14:00", "flexible"),
        ("07:00", "15:00", "flexible"),
    ]
    assert shifts("Du arbejder skiftevis kl. 6-14 og 14-22.") == [
        ("06:00", "14:00", "rotating"),
        ("14:00", "22:00", "rotating"),
    ]


def test_a_frame_is_a_window_to_choose_from():
    assert shifts("Arbejdstiden ligger mellem kl. 6 og 17 på hverdage.") == [("06:00", "17:00", "flexible")]


def test_a_beginning_and_a_length_make_a_window():
    assert shifts("Arbejdstid: 3 timer dagligt mandag-fredag fra kl. 14.30.") == [("14:30", "17:30", "fixed")]


def test_part_time_as_well_sets_no_least():
    reading = read_vacancy("", "Stillingen er på fuldtid, men deltid kan aftales.", ON)
    assert [item.value for item in reading.of("hours_max")] == [37.0]
    assert list(reading.of("hours_min")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("15 timer om ugen. Timerne kan gradvist trappes op.", ["step_up"]),
        ("20 timer om ugen, men man kan starte med få timer.", ["step_up"]),
        ("20 hours a week; you can start with fewer hours.", ["step_up"]),
        ("10 timer om ugen med mulighed for flere timer.", []),
        ("Vi har åbent flere timer om søndagen.", []),
    ],
)
def test_only_who_lets_people_begin_with_fewer_hours_than_the_job_has_lets_hours_grow(text, found):
    """More hours than the job's are no fewer to begin with."""
    assert [proposal.value for proposal in read_vacancy("Opvasker", text, ON).of("site_support")] == found


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Du skal tale dansk på A2-niveau.", "A2"),
        ("Dansk på mindst B2-niveau.", "B2"),
        ("Danish A2-B1.", "A2"),
        ("Du har bestået Prøve i Dansk 3.", "B2"),
        ("Du taler flydende dansk.", "C1"),
    ],
)
def test_a_level_that_is_named_is_the_level_asked(text, level):
    (asked,) = vacancy_from_text("v", "Køkkenhjælp", text, employer_id="e").requirements
    assert asked.levels["speak"] == level


def test_an_age_in_the_sentence_does_not_hide_its_times():
    vacancy = vacancy_from_text(
        "v", "Rengøring", "Vi søger en på 18-25 år mandag til fredag kl. 8-11.", employer_id="e"
    )
    assert [(shift.weekdays, shift.start, shift.end) for shift in vacancy.shifts] == [((1, 2, 3, 4, 5), 480, 660)]


def test_lines_under_you_must_are_tasks_unless_they_ask_something_of_the_person():
    text = "Du skal:\n- gøre rent på kontorer\n- tømme skraldespande\n- have kørekort B"
    vacancy = vacancy_from_text("v", "Rengøringsassistent", text, employer_id="e")
    assert [task.name for task in vacancy.tasks] == ["gøre rent på kontorer", "tømme skraldespande"]
    assert [asked.code for asked in vacancy.requirements] == ["B"]
