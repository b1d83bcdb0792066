"""Who somebody is moves no rank: the real ranker, the default encoder, names and words of origin swapped."""

import re

import pytest

from features.encoder import default_encoder
from features.similarity import Hybrid
from matching.model import MatchModel
from matching.ranker import Ranker
from training.world import invent

FLIPS = [
    ("Jeg kommer fra Syrien", "Jeg kommer fra Danmark"),
    ("Han hedder Ahmad Al-Hassan", "Han hedder Anders Jensen"),
    ("Hun hedder Fatuma og er somalisk", "Hun hedder Mette og er dansk"),
    ("I am from Ukraine", "I am from Denmark"),
    ("Som syrer ved jeg, hvad arbejde er", "Som dansker ved jeg, hvad arbejde er"),
    ("Han var kok i Kabul", "Han var kok i Aalborg"),
]
OTHER = {"han": "hun", "hun": "han", "ham": "hende", "hende": "ham", "hans": "hendes", "hendes": "hans"}


@pytest.fixture(scope="module")
def world():
    return invent(3, participants=14, employers=60, vacancies=150)


@pytest.fixture(scope="module")
def ranker(world):
    made = Ranker(Hybrid(default_encoder()), MatchModel.prior())
    made.load(world.vacancies, {employer.id: employer for employer in world.employers})
    return made


def order(ranker, world, person):
    return [item.vacancy_id for item in ranker.rank(person, 20, world.today).suggestions]


@pytest.mark.parametrize(("one", "other"), FLIPS)
def test_a_swapped_name_or_origin_changes_no_rank(ranker, world, one, other):
    for person in world.participants:
        told = [
            person.model_copy(
                update={
                    "motivation": f"{text}. {person.motivation}",
                    "resources": f"{person.resources.rstrip('.')}, {text[0].lower()}{text[1:]}",
                }
            )
            for text in (one, other)
        ]
        assert order(ranker, world, told[0]) == order(ranker, world, told[1])


def test_he_or_she_changes_no_rank(ranker, world):
    def other(text):
        return re.sub(r"\b(?:han|hun|ham|hende|hans|hendes)\b", _swapped, text, flags=re.I)

    moved = 0
    for person in world.participants:
        done = tuple(item.model_copy(update={"text": other(item.text)}) for item in person.experience)
        texts = {"motivation": other(person.motivation), "resources": other(person.resources), "experience": done}
        swapped = person.model_copy(update=texts)
        moved += swapped != person
        assert order(ranker, world, swapped) == order(ranker, world, person)
    assert moved > len(world.participants) / 2


def _swapped(word):
    found = OTHER[word[0].lower()]
    return found.capitalize() if word[0][0].isupper() else found


def test_what_somebody_wants_still_moves_lists(ranker, world):
    """The guard of the tests above: these lists are not deaf to words."""
    moved = 0
    for person in world.participants:
        told = [
            person.model_copy(update={"wishes": (), "motivation": text})
            for text in ("Jeg vil bage brød", "Jeg vil køre bus")
        ]
        moved += order(ranker, world, told[0]) != order(ranker, world, told[1])
    assert moved > len(world.participants) / 2
