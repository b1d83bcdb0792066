"""The reader on single sentences of notes: what is proposed, what is left alone, what is only asked."""

from datetime import date

import pytest

from features.reading import participant_from_text, read_participant, read_vacancy
from features.reading.proposal import ROLES
from features.vocabulary import Need, Source

ON = date(2026, 3, 1)


def values(text, field):
    return [proposal.value for proposal in read_participant(text, ON).of(field)]


def test_every_proposal_points_at_its_place_in_the_text():
    text = "Hun må ikke løfte over 5 kg. Har truckkort og taler lidt dansk. Bor i Viborg."
    for proposal in read_participant(text, ON).proposals:
        assert text[proposal.start : proposal.end].strip() == proposal.evidence


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
