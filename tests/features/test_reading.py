"""The reader on single sentences: what is proposed, what is left alone, what is only asked."""

from datetime import date

import pytest

from features.profiles import InvalidRecord
from features.reading import (
    participant_from_text,
    read_participant,
    read_vacancy,
    recognise_terms,
    vacancy_from_text,
)
from features.reading.proposal import ROLES
from features.vocabulary import Need, Source, Terms

ON = date(2026, 3, 1)


def values(text, field):
    return [proposal.value for proposal in read_participant(text, ON).of(field)]


def offered(text, field, title="Medarbejder"):
    return [proposal.value for proposal in read_vacancy(title, text, ON).of(field)]


def test_every_proposal_points_at_its_place_in_the_text():
    text = "Hun må ikke løfte over 5 kg. Har truckkort og taler lidt dansk. Bor i Viborg."
    for proposal in read_participant(text, ON).proposals:
        assert text[proposal.start : proposal.end].strip() == proposal.evidence


def test_places_stay_right_where_an_advert_has_lost_its_line_ends():
    text = "Du har erfaringHar kørekortVi tilbyder 20 timer om ugen"
    licence = next(p for p in read_vacancy("", text, ON).of("requirements") if p.value["code"] == "B")
    assert text[licence.start : licence.end] == "kørekort"


def test_a_range_is_the_least_and_the_most_hours():
    assert values("Kan arbejde 6-8 timer om ugen.", "hours_min") == [6.0]
    assert values("Kan arbejde 6-8 timer om ugen.", "hours_max") == [8.0]


def test_hours_of_a_husband_and_of_an_old_job_are_not_hers():
    assert values("Hendes mand arbejder 37 timer om ugen.", "hours_wish") == []
    assert values("Arbejdede tidligere 37 timer om ugen.", "hours_wish") == []


def test_fetching_children_ends_the_day_on_weekdays_only():
    windows = {(item["weekday"], item["end"]) for item in values("Henter børn kl. 15.", "availability")}
    assert windows == {(1, "15:00"), (2, "15:00"), (3, "15:00"), (4, "15:00"), (5, "15:00"), (6, "24:00"), (7, "24:00")}


def test_nothing_said_about_time_means_nothing_proposed():
    assert values("Hun er glad for at arbejde.", "availability") == []


def test_a_night_that_is_ruled_out_is_a_hard_need_and_a_wish_is_not():
    assert values("Kan ikke arbejde om natten.", "functional_needs") == [{"code": "night", "level": 4, "hard": True}]
    assert values("Helst ikke nat.", "functional_needs") == []


@pytest.mark.parametrize(
    ("text", "hard"),
    [
        ("Tåler ikke larm.", [True]),
        ("Har svært ved larm.", [False]),
        ("Har brug for ro omkring sig.", [False]),
        ("Har ingen problemer med larm.", []),
        ("Larm gør ham ikke noget.", []),
        ("Hans kone tåler ikke larm.", []),
        ("Arbejdede i larm i ti år.", []),
    ],
)
def test_the_words_around_larm_decide_what_it_means(text, hard):
    assert [need["hard"] for need in values(text, "functional_needs") if need["code"] == Need.NOISE] == hard


def test_an_illness_is_asked_about_and_never_kept():
    text = "Har PTSD og tåler derfor ikke larm. Har arbejdet på lager, indtil en diskusprolaps stoppede det."
    reading = read_participant(text, ON)
    assert {question.value for question in reading.questions} == {"write_the_need"}
    kept = participant_from_text("p1", text, on=ON).model_dump_json().lower()
    assert "ptsd" not in kept
    assert "prolaps" not in kept
    assert "noise" in kept


def test_a_cpr_number_in_the_text_is_not_kept():
    kept = participant_from_text("p1", "Har arbejdet som 010180-1234 i køkken. Kan arbejde 10 timer om ugen.", on=ON)
    assert "1234" not in kept.model_dump_json()
    assert kept.hours_max == 10


def test_what_a_person_has_confirmed_is_never_overwritten():
    person = participant_from_text("p1", "Kan arbejde 6-8 timer om ugen.", on=ON, hours_max=5.0)
    assert person.hours_max == 5.0
    assert person.hours_min is None


def test_what_is_read_waits_for_a_yes():
    person = participant_from_text("p1", "Har truckkort.", on=ON)
    provenance = person.provenance["credentials"]
    assert provenance.source is Source.TEXT
    assert not provenance.confirmed
    assert provenance.evidence == "truckkort"


def test_a_licence_that_may_be_there_is_left_to_a_person():
    assert participant_from_text("p1", "Har måske et truckkort fra tidligere.", on=ON).credentials == ()


def test_a_name_is_not_kept_with_the_experience():
    person = participant_from_text("p1", "Fatima har arbejdet i et bageri i fem år.", on=ON)
    assert person.experience[0].text == "har arbejdet i et bageri i fem år"
    assert person.experience[0].months == 60


def test_roles_are_those_that_are_documented():
    text = "Har arbejdet på lager. Vil gerne ud at køre. Må ikke løfte. Vil ikke arbejde i køkken. Kan møde kl. 9."
    roles = [sentence.role for sentence in read_participant(text, ON).sentences]
    assert roles == ["experience", "wish", "limit", "avoid", "availability"]
    assert set(roles) <= set(ROLES)


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


def test_empty_text_gives_an_empty_reading():
    assert read_participant("", ON).proposals == ()
    assert read_vacancy("", "", ON).proposals == ()


@pytest.mark.parametrize(
    "text",
    [
        "Har siddet ved et bånd og pakket æsker i Polen.",
        "Has cleaned schools in Dubai.",
        "Elektriker fra Syrien.",
        "Frisør i 15 år.",
        "Rengøring hos private, 3 år.",
        "Han arbejdede i sin brors værksted.",
    ],
)
def test_work_is_heard_in_any_form_it_is_told(text):
    assert len(values(text, "experience")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Har fået to børn.",
        "Har boet i Viborg i 3 år.",
        "Har ondt i ryggen.",
        "Hendes mand har arbejdet som elektriker.",
    ],
)
def test_a_life_is_no_work(text):
    assert values(text, "experience") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Har kørekort fra hjemlandet, men ikke dansk.", "B"),
        ("Venter på autorisation som sygeplejerske.", "nurse"),
        ("Hendes mand har kørekort, det har hun ikke selv.", "B"),
    ],
)
def test_a_paper_that_does_not_count_yet_is_missing(text, code):
    assert values(text, "credentials") == []
    assert values(text, "credentials_missing") == [code]


def test_a_busy_time_is_taken_away_and_never_the_only_time_left():
    days = {item["weekday"] for item in values("Hun har aftale på sygehuset hver tirsdag kl. 9-11.", "availability")}
    assert days == {1, 2, 3, 4, 5, 6, 7}
    days = {item["weekday"] for item in values("Skole tirsdag og torsdag hele dagen.", "availability")}
    assert days == {1, 3, 5, 6, 7}


def test_a_reason_is_no_object_and_an_end_is_no_start():
    assert values("Kan ikke arbejde om aftenen pga. børn.", "do_not_want") == []
    assert values("Kan ikke arbejde efter kl. 16.", "functional_needs") == []


def test_each_level_belongs_to_its_own_language_and_is_no_licence():
    levels = {item["language"]: item["speak"] for item in values("Dansk B1, engelsk C1.", "languages")}
    assert levels == {"da": "B1", "en": "C1"}
    assert values("Dansk B1, engelsk C1.", "credentials") == []


def test_what_no_reader_took_is_kept_with_little_confidence():
    reading = read_participant("Indtil da noget med at gøre biler klar.", ON)
    assert [(item.field, item.confidence) for item in reading.proposals] == [("wishes", 0.4)]


def advert(text, field, title="Job"):
    return [proposal.value for proposal in read_vacancy(title, text, ON).of(field)]


def test_a_weekend_named_beside_the_windows_may_be_asked_for():
    shifts = advert("Arbejdstid mandag-fredag kl. 7-15 og hver anden weekend.", "shifts")
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
    assert advert(text, "shifts") == []


def test_fixed_windows_on_named_days_tell_the_hours():
    assert advert("Mandag, onsdag og fredag kl. 8-11.", "hours_max") == [9]
    assert advert("Vagter fra kl. 15 til 22, fem dage om ugen.", "hours_min") == [35]
    assert advert("Arbejdet ligger mellem kl. 8 og 16 på hverdage.", "hours_max") == []


def test_who_is_missing_is_wanted():
    assert advert("Plejehjemmet mangler en fast nattevagt.", "daytimes") == ["night"]


def test_a_lower_schooling_that_will_do_is_the_one_asked_for():
    text = "Du er uddannet sygeplejerske eller social- og sundhedsassistent."
    assert [item["code"] for item in advert(text, "requirements")] == ["sosu_assistant"]


@pytest.mark.parametrize(("text", "level"), [("Ingen tunge løft.", 1), ("Ingen løft.", 0), ("Løft op til 12 kg.", 2)])
def test_light_lifting_is_not_no_lifting(text, level):
    assert [item["lift"]["level"] for item in advert(text, "demands")] == [level]


def test_leftovers_of_html_are_read_through_and_places_stay_right():
    text = "<p>S&oslash;ges:</p><ul><li>Du anretter mad</li></ul>"
    (task,) = [proposal for proposal in read_vacancy("", text, ON).proposals if proposal.field == "tasks"]
    assert task.value == {"name": "anretter mad"}
    assert text[task.start : task.end] == "Du anretter mad"


def test_an_ordinary_job_open_to_flexjob_stays_ordinary():
    assert advert("Stillingen er på 30 timer, men kan også besættes i fleksjob.", "terms") == []
    assert advert("Vi søger en fleksjobber 10 timer om ugen.", "terms") == ["fleksjob"]


def shifts(text):
    return [
        (item.value["start"], item.value["end"], item.value["kind"]) for item in read_vacancy("", text, ON).of("shifts")
    ]


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
    ("text", "codes"),
    [
        ("Har haft truckcertifikat, men det er udløbet.", []),
        ("Har tidligere haft kørekort.", []),
        ("Har truckcertifikat.", ["truck"]),
    ],
)
def test_a_paper_that_is_lost_is_not_held(text, codes):
    assert [value["code"] for value in values(text, "credentials")] == codes


def test_each_day_keeps_its_own_time():
    told = values("Kan arbejde mandag 9-12 og onsdag 13-16.", "availability")
    assert [(item["weekday"], item["start"], item["end"]) for item in told] == [
        (1, "09:00", "12:00"),
        (3, "13:00", "16:00"),
    ]


def test_hours_after_which_one_is_tired_are_no_weekly_hours():
    text = "Efter 3-4 timer har han brug for at komme hjem."
    assert values(text, "hours_max") == []
    assert values(text, "functional_needs") == [{"code": "shift_length", "level": 2, "hard": False, "limit": 4.0}]


def test_every_item_of_a_list_of_needs_is_a_need():
    told = values("Hensyn: ro, faste rammer, pauser.", "functional_needs")
    assert {item["code"] for item in told} == {"noise", "regularity", "breaks"}
    assert not any(item["hard"] for item in told)


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


def test_what_is_hard_for_somebody_is_no_resource():
    hard = participant_from_text("p", "Han bliver let forvirret, når der sker for meget.")
    assert hard.resources == ""
    assert [need.code for need in hard.functional_needs] == ["task_switching"]
    assert "glad" in participant_from_text("p", "Han bliver glad, når han hjælper andre.").resources


def test_one_amount_counts_for_lifting_and_carrying_told_together():
    both = participant_from_text("p", "Hun må ikke løfte eller bære over 7 kg.")
    assert {(need.code, need.limit) for need in both.functional_needs} == {("lift", 7.0), ("carry", 7.0)}
    pots = participant_from_text("p", "Må ikke bære tunge gryder alene (max 10 kg).")
    assert {(need.code, need.limit) for need in pots.functional_needs} == {("lift", 10.0), ("carry", 10.0)}


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
