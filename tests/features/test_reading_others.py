"""How stories by other hands tell of times, ways, hours and work; each kind with its siblings and its opposite."""

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
