"""The sentences that stand for a person or a vacancy: each its own, weighted, and never a need or a name."""

from features.profiles import Employer, Participant, Vacancy
from features.text import experience_phrases, sentences, vacancy_body, vacancy_title, wish_phrases

PERSON = Participant.model_validate(
    {
        "id": "p1",
        "wishes": [
            {"kind": "task", "value": "passe dyr", "weight": 0.5},
            {"kind": "setting", "value": "outside"},
            {"kind": "occupation", "value": "9112"},
            {"kind": "occupation", "value": "gartner"},
        ],
        "do_not_want": [{"kind": "task", "value": "slagteri"}],
        "motivation": "Jeg vil gerne lære dansk. Ja. Og møde kolleger",
        "resources": "Er god med hænderne; møder altid til tiden",
        "skills": [{"text": "sy"}],
        "experience": [{"text": "kok på hotel", "evidence": "home"}, {"text": "chauffør"}],
        "functional_needs": [{"code": "lift", "level": 2, "limit": 5}],
    }
)


def test_wishes_in_words_and_motivation_speak_and_codes_do_not():
    said = {(phrase.text, phrase.field) for phrase in wish_phrases(PERSON)}
    assert ("passe dyr", "wishes.0") in said
    assert ("gartner", "wishes.3") in said
    assert {text for text, field in said if field == "motivation"} >= {"Jeg vil gerne lære dansk"}
    assert not said & {("outside", "wishes.1"), ("9112", "wishes.2")}


def test_home_experience_counts_nearly_as_much_as_paid_and_unsaid_as_paid():
    weights = {phrase.text: phrase.weight for phrase in experience_phrases(PERSON)}
    assert (weights["kok på hotel"], weights["chauffør"]) == (0.8, 1.0)
    assert weights.keys() >= {"sy", "Er god med hænderne", "møder altid til tiden"}


def test_a_need_a_limit_or_what_is_not_wanted_never_speaks():
    everything = " ".join(phrase.text for phrase in (*wish_phrases(PERSON), *experience_phrases(PERSON)))
    assert "lift" not in everything
    assert "slagteri" not in everything


def test_nothing_written_is_nothing_said():
    empty = Participant(id="p2")
    assert wish_phrases(empty) == experience_phrases(empty) == ()


def test_sentences_are_split_at_stops_lines_and_semicolons_and_a_short_word_is_none():
    assert sentences("Gør rent. Ja. Laver mad! Passer haver\nVasker op; maler huse?") == [
        "Gør rent",
        "Laver mad",
        "Passer haver",
        "Vasker op",
        "maler huse",
    ]


def test_a_vacancy_speaks_with_its_title_its_tasks_and_its_description():
    job = Vacancy(id="v", employer_id="e", terms="ordinary", title="Kok", description="Vi er et dejligt sted")
    assert vacancy_title(job) == "Kok"
    assert vacancy_body(job) == "Kok. Vi er et dejligt sted"
    with_tasks = job.model_copy(
        update={
            "tasks": Vacancy.model_validate(
                {**job.model_dump(), "tasks": [{"name": "lave mad"}, {"name": "vaske op"}]}
            ).tasks
        }
    )
    assert vacancy_body(with_tasks) == "Kok. lave mad. vaske op. Vi er et dejligt sted"
    assert Employer(id="e", name="Hotel Amina").name not in vacancy_body(job)
