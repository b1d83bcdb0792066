"""What blind trials of the notes page read wrongly, each with its siblings and its opposite."""

from datetime import date

import pytest

from features.reading import read_participant

ON = date(2026, 3, 1)


def values(text, field):
    return [proposal.value for proposal in read_participant(text, ON).of(field)]


def times(text):
    return {(item["weekday"], item["start"], item["end"]) for item in values(text, "availability")}


def on(days, start, end):
    return {(day, start, end) for day in days}


EVERY, WEEKDAYS = range(1, 8), range(1, 6)


@pytest.mark.parametrize(
    "text",
    [
        "Barnet er i børnehave fra 7.30 til 16, så hun kan arbejde mellem 8 og 15.",
        "Tid i børnehaven er fra 7.30 til 16, så hun kan arbejde mellem 8 og 15.",
        "Hun kan arbejde mellem 8 og 15. Børnene går i vuggestue 7.30-16.",
        "Datteren er i dagpleje 7.30-16. Hun kan arbejde mellem 8 og 15.",
        "Sønnen er i skole fra 7.30 til 16. Hun kan arbejde mellem 8 og 15.",
    ],
)
def test_hours_when_children_are_looked_after_are_not_taken(text):
    assert times(text) == on(EVERY, "08:00", "15:00")


def test_day_care_alone_says_nothing_and_work_meanwhile_lies_in_it():
    assert times("Børnene er i SFO fra 14 til 16.30.") == set()
    assert times("Kan arbejde, mens børnene er i børnehave 8-15.30.") == on(EVERY, "08:00", "15:30")
    assert times("Passer børn fra 15 til 18.") == on(EVERY, "00:00", "15:00") | on(EVERY, "18:00", "24:00")


@pytest.mark.parametrize(
    "text",
    [
        "Hun kan ikke gå ned i tid under 25 timer om ugen.",
        "Kan ikke gå under 25 timer om ugen.",
        "Vil ikke arbejde mindre end 25 timer.",
        "Kan ikke nøjes med færre end 25 timer om ugen.",
        "She cannot work less than 25 hours a week.",
    ],
)
def test_not_less_than_is_the_least(text):
    assert (values(text, "hours_min"), values(text, "hours_max")) == ([25.0], [])


@pytest.mark.parametrize("text", ["Kan arbejde under 25 timer om ugen.", "Må ikke arbejde over 25 timer om ugen."])
def test_under_and_not_over_are_the_most(text):
    assert (values(text, "hours_min"), values(text, "hours_max")) == ([], [25.0])


@pytest.mark.parametrize(
    "text", ["Ønsker flere timer: fra 12 til 20.", "Flere timer om ugen: fra 12 til 20", "Vil op i tid fra 12 til 20."]
)
def test_hours_that_grow_are_no_clock_times(text):
    assert (values(text, "hours_wish"), times(text)) == ([20.0], set())


def test_clock_times_without_a_word_of_counting_stay_clock_times():
    assert times("Kan arbejde fra 12 til 20.") == on(EVERY, "12:00", "20:00")
    assert times("Er ikke bange for stiger. Kan arbejde fra 7 til 15.") == on(EVERY, "07:00", "15:00")


def test_the_evidence_of_a_time_is_the_sentence_that_says_it():
    text = "Sprogskole tirsdag og torsdag formiddag. Kan arbejde mandag, onsdag, fredag 8-15."
    evidence = {proposal.evidence for proposal in read_participant(text, ON).of("availability")}
    assert evidence == {"mandag, onsdag, fredag 8-15"}


@pytest.mark.parametrize(
    "text",
    [
        "Har hverken kørekort eller cykel, villig til at få.",
        "Har hverken bil eller cykel, men vil gerne få en.",
        "Har hverken bil, knallert eller cykel.",
        "Hun har ikke cykel endnu, men er villig til at få en.",
    ],
)
def test_what_somebody_has_neither_of_is_not_held(text):
    assert values(text, "transport") == []
    assert values(text, "credentials") == []


def test_a_licence_one_is_open_to_is_not_held_and_a_bike_one_has_is():
    assert values("Har hverken cykel eller bil, er åben for at tage kørekort.", "credentials") == []
    assert values("Har cykel, villig til at køre.", "transport") == [{"mode": "bike"}]


@pytest.mark.parametrize("text", ["Vil ikke køre truck.", "Ønsker ikke at køre truck.", "Vil ikke køre gaffeltruck."])
def test_who_will_not_drive_a_truck_may_drive_a_car(text):
    assert [item["kind"] for item in values(text, "do_not_want")] == ["task"]


def test_who_will_not_drive_a_car_does_not_want_driving():
    assert {"kind": "setting", "value": "driving"} in values("Vil ikke køre bil på arbejdet.", "do_not_want")


@pytest.mark.parametrize(
    "text",
    [
        "Vil ikke være alene med mænd.",
        "Hun ønsker ikke at være alene med fremmede mænd.",
        "Vil helst ikke være alene med mænd.",
        "Does not want to be alone with men.",
    ],
)
def test_not_alone_with_somebody_says_nothing_of_working_together(text):
    settings = [item for item in values(text, "wishes") + values(text, "do_not_want") if item["kind"] == "setting"]
    assert settings == []


def test_not_alone_is_still_a_refusal_of_working_alone():
    assert {"kind": "setting", "value": "alone"} in values("Vil ikke arbejde alene.", "do_not_want")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Truckkort B tages i uge 6.", "truck"),
        ("Kørekort tages til sommer.", "B"),
        ("Tager hygiejnebevis i maj.", "hygiene"),
        ("Kørekort B forventes i juni.", "B"),
        ("Truckkort bliver taget i foråret.", "truck"),
    ],
)
def test_a_paper_that_is_got_later_is_missing(text, code):
    assert (values(text, "credentials"), values(text, "credentials_missing")) == ([], [code])


def test_a_paper_that_was_got_is_held_beside_one_to_come():
    assert values("Har taget truckkort B i uge 6.", "credentials") == [{"code": "truck"}]
    text = "Har kørekort B, truckkort tages i uge 6."
    assert (values(text, "credentials"), values(text, "credentials_missing")) == ([{"code": "B"}], ["truck"])


@pytest.mark.parametrize("text", ["Kan arbejde formiddage.", "Kan kun arbejde om formiddagen.", "Kun formiddage."])
def test_mornings_are_those_of_weekdays(text):
    assert times(text) == on(WEEKDAYS, "07:00", "13:00")


def test_mornings_beside_a_weekend_or_evening_keep_their_days():
    assert {day for day, _, _ in times("Kan kun arbejde om aftenen.")} <= set(EVERY)
    assert (6, "07:00", "13:00") in times("Kan arbejde lørdag formiddag.")


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("Henter børn 15.45 undtagen torsdag.", {4}),
        ("Henter sin søn kl. 15.45, undtagen torsdag og fredag.", {4, 5}),
        ("Henter børn kl. 15.45, dog ikke torsdag.", {4}),
    ],
)
def test_a_day_children_are_not_fetched_is_open(text, free):
    assert times(text) == on(set(WEEKDAYS) - free, "00:00", "15:45") | on({6, 7} | free, "00:00", "24:00")


def test_a_day_that_is_out_stays_out_where_nobody_is_fetched():
    assert {day for day, _, _ in times("Kan arbejde alle hverdage, ikke torsdag.")} == {1, 2, 3, 5}


@pytest.mark.parametrize(
    "text",
    [
        "Dansk: bestået Prøve i Dansk 2, taler godt, skriver usikkert.",
        "Har bestået PD2, men skriver usikkert.",
        "Bestået prøve i dansk 2, skriver usikkert.",
    ],
)
def test_a_passed_test_is_no_experience_and_a_weaker_skill_is_kept(text):
    (danish,) = values(text, "languages")
    assert (danish["speak"], danish["read"], danish["write"]) == ("B1", "B1", "A2")
    assert values(text, "experience") == values(text, "wishes") == []


def test_a_test_still_to_come_is_too_unsure_for_the_record():
    (told,) = read_participant("Hun læser til prøve i dansk 2 i maj.", ON).of("languages")
    assert told.confidence < 0.55


@pytest.mark.parametrize(
    ("text", "mother", "code", "skills"),
    [
        ("Dari modersmål, dansk B1 mundtligt, A2 skriftligt.", "fa", "da", ("B1", "A2")),
        ("Arabisk modersmål, dansk A2 mundtligt og A1 skriftligt.", "ar", "da", ("A2", "A1")),
        ("Sprog: ukrainsk modersmål, engelsk B2 mundtligt, B1 skriftligt.", "uk", "en", ("B2", "B1")),
    ],
)
def test_a_second_level_belongs_to_the_language_of_the_first(text, mother, code, skills):
    levels = {item["language"]: (item["speak"], item["write"]) for item in values(text, "languages")}
    assert levels == {mother: ("C2", "C2"), code: skills}


def test_support_is_asked_for_and_no_heading():
    assert values("NOTAT: Opfølgning\nHun bor i Viborg.", "support_needs") == []
    assert values("Opfølgning 12. marts: kan arbejde 8 timer.", "support_needs") == []
    assert values("Har en makker på arbejdet.", "support_needs") == []
    assert values("Har brug for tæt opfølgning og en mentor.", "support_needs") == ["follow_up", "mentor"]


def test_minutes_belong_to_the_way_of_travelling_they_are_said_of():
    assert values("Kan cykle 20 minutter eller køre med naboen.", "transport") == [
        {"mode": "bike", "max_minutes": 20},
        {"mode": "ride"},
    ]
    assert {"mode": "bike", "max_minutes": 30} in values("Op til 30 min. med bus eller cykel.", "transport")


def test_minutes_in_a_car_are_no_car_and_a_make_is_one():
    assert values("Max 30 min. i bil. Har ikke kørekort.", "transport") == []
    assert values("Har bil, max 30 min. i bil.", "transport") == [{"mode": "car", "max_minutes": 30}]
    assert values("Har en gammel Toyota, kører gerne 40 minutter.", "transport") == [{"mode": "car", "max_minutes": 40}]
    assert values("Hendes mand har en Toyota.", "transport") == values("Har arbejdet hos Toyota.", "transport") == []


@pytest.mark.parametrize("text", ["Ønsker fuld tid og kan begynde nu.", "Kan starte straks.", "Klar til at starte nu."])
def test_at_once_is_today(text):
    assert values(text, "earliest_start") == ["2026-03-01"]


def test_not_now_is_no_start():
    assert values("Kan ikke begynde nu.", "earliest_start") == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ondt i ryggen efter mange år som chauffør.", "mange år som chauffør"),
        ("Smerter i knæene efter 10 år som murer.", "10 år som murer"),
        ("Har arbejdet som chauffør i mange år.", "Har arbejdet som chauffør i mange år"),
    ],
)
def test_pain_is_no_part_of_the_experience(text, kept):
    assert [item["text"] for item in values(text, "experience")] == [kept]


@pytest.mark.parametrize(
    "text",
    [
        "Snakken sidst handlede om drømme.",
        "Fordi hun henter sin søn.",
        "Vil gerne prøve 6-8 timer om ugen.",
        "Han kører gerne 40 minutter.",
    ],
)
def test_what_says_nothing_of_work_is_no_wish(text):
    assert values(text, "wishes") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Opgaverne skal vises.", "instruction_form"),
        ("Nye opgaver skal vises først.", "instruction_form"),
        ("Bliver utryg, når planen ændres.", "regularity"),
        ("Bliver stresset, når skemaet laves om.", "regularity"),
    ],
)
def test_needs_told_by_what_happens_are_read(text, code):
    assert code in {item["code"] for item in values(text, "functional_needs")}


def test_plans_that_change_without_trouble_are_no_need():
    assert values("Det gør ikke noget, når planen ændres.", "functional_needs") == []


def test_day_care_hours_are_no_resource_and_work_there_is_a_wish():
    assert values("Har tid i børnehaven til sin søn fra 7.30 til 16.", "resources") == []
    assert values("Vil gerne arbejde i børnehave kl. 8-14.", "wishes") != []


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Han tør ikke køre bus, men går gerne en halv time.", 30),
        ("Går gerne 20 minutter.", 20),
        ("Hun går rigtig gerne op til 40 min. til arbejde.", 40),
    ],
)
def test_who_gladly_walks_so_far_walks_to_work(text, minutes):
    assert values(text, "transport") == [{"mode": "walk", "max_minutes": minutes}]
    assert values(text, "wishes") == []


def test_walking_at_work_is_no_way_to_work():
    assert values("Hun går gerne 30 minutter ad gangen, så skal hun sidde.", "transport") == []


def test_a_licence_for_business_is_a_licence_for_a_car():
    assert {"code": "B"} in values("Han har erhvervskørekort.", "credentials")
    assert values("Han har erhvervskørekort til bus.", "credentials") == [{"code": "D"}, {"code": "B"}]
