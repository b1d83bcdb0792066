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


@pytest.mark.parametrize(
    "text",
    [
        "Træt efter kl. 14.30 - skal være færdig der.",
        "Hun er udmattet efter kl. 14.30.",
        "Manden er syg og skal have hjælp efter kl. 14.30.",
        "Hun får hovedpine, og efter klokken 14.30 er hun brugt op.",
    ],
)
def test_hours_after_which_nothing_is_left_are_not_those_for_work(text):
    assert times(text) == on(EVERY, "00:00", "14:30")


def test_who_can_work_after_a_time_works_then_however_tired_before():
    assert times("Hun er træt om morgenen, men kan arbejde efter kl. 16.") >= on(EVERY, "16:00", "24:00")


@pytest.mark.parametrize(
    "text",
    [
        "Kan 8.00-15.30 mandag-fredag, absolut ikke aften eller weekend.",
        "Kan arbejde hverdage kl. 8-15.30, slet ikke om aftenen.",
        "Hverdage 8-15.30. Passer sin mor om aftenen og i weekenden.",
    ],
)
def test_what_is_ruled_out_after_a_comma_leaves_the_time_before_it(text):
    assert times(text) == on(WEEKDAYS, "08:00", "15:30")


def test_hours_in_words_are_a_window():
    text = "Mandag til torsdag sidder hun på sprogskolen fra halv et til halv fire."
    assert {(day, start, end) for day, start, end in times(text) if day < 5} == on(range(1, 5), "00:00", "12:30") | on(
        range(1, 5), "15:30", "24:00"
    )


@pytest.mark.parametrize("text", ["Weekend kun nødigt.", "Weekender nødig.", "Kun undtagelsesvis i weekenden."])
def test_what_is_done_unwillingly_is_avoided_and_never_all_there_is(text):
    kinds = {item["kind"] for item in values(text, "availability")}
    assert kinds == {"avoid"}


def test_an_earliest_and_a_latest_hour_are_a_frame():
    weekdays = {item for item in times("Tidligst kl. 9 og hjem senest kl. 14.") if item[0] < 6}
    assert weekdays == on(WEEKDAYS, "09:00", "14:00")


@pytest.mark.parametrize(
    "text", ["Hun vil slippe for at forklare sig hver dag.", "Uden at skulle løbe stærkt hver dag."]
)
def test_what_is_not_wanted_every_day_leaves_no_day_out(text):
    assert values(text, "availability") == []


def test_evenings_after_school_are_not_taken_by_the_school():
    text = "Sprogskole mandag-fredag kl. 8-14. Han søger job efter skole, om aftenen."
    assert (1, "14:00", "24:00") in times(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bus vil han ikke.",
        "Tog har hun det svært med.",
        "Bus tør jeg ikke.",
        "Bus med mange mennesker tager hun ikke.",
        "Bussen bruger han aldrig.",
    ],
)
def test_a_way_named_first_and_then_refused_is_none(text):
    assert values(text, "transport") == []


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Har kun cykel.", "bike"),
        ("Bilen står i garagen.", "car"),
        ("Han har haft kørekort i tyve år og egen bil.", "car"),
        ("Hun kender busplanen udenad.", "bus"),
    ],
)
def test_a_way_is_understood_however_it_is_told(text, mode):
    assert [value["mode"] for value in values(text, "transport")] == [mode]


@pytest.mark.parametrize(
    "text",
    ["Han ordner klubbens cykler.", "Hun reparerer cykler for naboerne.", "Han har kørekort til bil, lastbil og bus."],
)
def test_bicycles_and_licences_are_no_way_to_work(text):
    assert values(text, "transport") == []


@pytest.mark.parametrize(
    "text", ["Hun har aldrig kørt bil.", "Køreprøven er han dumpet to gange.", "Kørekort har hun aldrig taget."]
)
def test_who_has_never_driven_has_no_licence(text):
    assert values(text, "credentials_missing") == ["B"]


def test_who_does_not_drive_in_the_dark_may_have_a_licence():
    assert values("Kan ikke køre bil i mørke.", "credentials_missing") == []


def test_a_good_half_hour_is_half_an_hour():
    assert values("Cyklen er hans transportmiddel, en god halv time hver vej.", "transport") == [
        {"mode": "bike", "max_minutes": 30}
    ]


@pytest.mark.parametrize(
    ("text", "field", "hours"),
    [
        ("Jeg kan arbejde godt tre, fire timer. Tolv timer på en uge er nok.", "hours_wish", 12.0),
        ("Hun kan fire-fem timer på en god dag; lægen har skrevet op til ti timer om ugen.", "hours_max", 10.0),
        ("Han kan klare 4 timer. Højst 20 t/uge.", "hours_max", 20.0),
    ],
)
def test_a_few_hours_at_a_time_are_not_those_of_the_week(text, field, hours):
    assert values(text, field) == [hours]


def test_hours_on_days_that_stand_before_them_make_a_week():
    text = "Tre-fire dage om ugen et par timer ville være en god begyndelse, og femten timer er loftet."
    assert (values(text, "hours_min"), values(text, "hours_max")) == ([6.0], [15.0])


def test_hours_may_stand_first_in_a_line_of_keywords():
    text = "25-37 t., dag, start fra 6."
    assert (values(text, "hours_min"), values(text, "hours_max")) == ([25.0], [37.0])


@pytest.mark.parametrize(
    "text",
    [
        "I 31 år kørte han lastbil.",
        "Hjemme i Homs underviste hun de mindste.",
        "På et mejeri stod jeg for regnskabet i ti år.",
    ],
)
def test_work_is_told_with_the_verb_first_too(text):
    assert len(values(text, "experience")) == 1


def test_work_that_ended_in_illness_is_kept_without_it():
    (done,) = values("I 31 år kørte han lastbil i hele Europa, til en diskusprolaps satte en stopper.", "experience")
    assert done["text"] == "I 31 år kørte han lastbil i hele Europa"


@pytest.mark.parametrize(
    "text", ["Dansk kvinde, 56 år.", "Mand, 60, dansk, bor i Frederiks.", "Etnisk dansk mand på 40."]
)
def test_who_is_a_dane_speaks_danish(text):
    assert values(text, "languages")[0]["speak"] == "C2"


@pytest.mark.parametrize("text", ["Mand, 40, dansk modul 3.", "Kvinde, dansk A2.", "Hun er gift med en dansk mand."])
def test_danish_at_a_level_is_no_mother_tongue(text):
    assert all(value.get("speak") != "C2" for value in values(text, "languages"))


def test_without_trouble_is_well():
    assert values("Hun læser dansk uden større besvær.", "languages")[0]["read"] == "B1"


@pytest.mark.parametrize("text", ["Der sidder metal i knæet.", "Han vil ikke høre ordet pension."])
def test_words_in_passing_are_no_needs(text):
    assert not {"sit", "hear"} & {value["code"] for value in values(text, "functional_needs")}


def test_an_hour_at_which_children_are_fetched_is_no_earliest_start():
    codes = {value["code"] for value in values("Aftener heller ikke, han henter børn kl. 16.", "functional_needs")}
    assert "start_not_before" not in codes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Hun cykler, og fem kilometer er grænsen.", 22),  # 2 + 5 / 15 × 60
        ("Cyklen bringer ham tolv kilometer hver vej.", 50),
        ("Transport: cykel. Det skal ligge i Viborg by.", 25),
        ("Har kun cykel og kommer ikke uden for Skive by.", 25),
    ],
)
def test_kilometres_and_the_town_bound_the_way(text, minutes):
    assert values(text, "transport") == [{"mode": "bike", "max_minutes": minutes}]


def test_kilometres_of_a_bicycle_do_not_bound_the_bus():
    text = "Cykler op til 6 km, bussen er også gået fint."
    assert {value["mode"]: value.get("max_minutes") for value in values(text, "transport")} == {"bike": 26, "bus": None}


def test_where_somebody_lives_does_not_bound_the_way():
    assert values("Han bor 8 km fra Viborg og har bil.", "transport") == [{"mode": "car"}]


def test_time_that_somebody_has_is_time_for_work():
    assert times("Når børnene er sendt af sted, har hun fra 8.15 til 14.30 på hverdage.") == on(
        WEEKDAYS, "08:15", "14:30"
    )


def test_who_will_not_kill_animals_may_look_after_them():
    assert values("At være med til at slå dyr ihjel kan hun ikke.", "do_not_want") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Bange for hunde efter et bid.", "animals"),
        ("Hun er bange for hunde.", "animals"),
        ("Kunder = nej.", "customers"),
        ("Butik m. kunder = nej.", "customers"),
    ],
)
def test_what_frightens_or_is_crossed_out_is_refused(text, value):
    assert value in {item["value"] for item in values(text, "do_not_want")}


def test_who_likes_dogs_is_not_kept_from_them():
    assert values("Hun kan lide hunde.", "do_not_want") == []


def test_work_named_after_a_time_that_is_refused_is_not_refused():
    assert values("Rengøring siger hun ja til, aften er udelukket.", "do_not_want") == []


def test_everything_that_takes_so_and_so_falls_away():
    text = "Alt, der kræver stående arbejde eller løft, falder væk."
    assert {item["code"] for item in values(text, "functional_needs") if item["hard"]} == {"stand", "lift"}
    assert values(text, "resources") == []


@pytest.mark.parametrize("text", ["Nat udelukket.", "Nattevagter er udelukket."])
def test_nights_that_are_excluded_are_a_need(text):
    assert "night" in {item["code"] for item in values(text, "functional_needs")}


@pytest.mark.parametrize("text", ["Analfabet, kan sit navn.", "Hun har aldrig lært at læse."])
def test_who_cannot_read_is_shown(text):
    assert "instruction_form" in {item["code"] for item in values(text, "functional_needs")}


def test_a_time_one_can_work_from_stands_whatever_is_fetched_before():
    text = "Kan først arbejde efter kl. 10, før det henter han medicin."
    assert times(text) >= on(WEEKDAYS, "10:00", "24:00")
