"""Nobody is ranked by what no advert may ask: the answer is the same bytes with and without it."""

import pytest
from pydantic import TypeAdapter

from features.profiles import Employer, make
from features.reading import participant_from_text, vacancy_from_text
from features.similarity import Hybrid
from matching.model import MatchModel
from matching.ranker import Ranker
from matching.suggestion import Ranking
from tests.features.test_fair import ADVERT, NOTHING_ELSE
from tests.town import TODAY

OTHERS = {
    "kitchen": ("Køkkenhjælp", "Du vasker op og skræller grøntsager, 15 timer om ugen."),
    "garden": ("Gartnermedhjælper", "Du luger bede og slår græs, 20 timer om ugen."),
}
PERSON = participant_from_text("p", "Hun vil gerne gøre rent på kontorer, 10-15 timer om ugen. Hun taler dansk på A2.")


def answer(text):
    """What the ranker answers, as bytes."""
    employer = make(Employer, {"id": "e"})
    jobs = [vacancy_from_text("office", "Rengøringsassistent", text, employer_id="e")]
    jobs += [vacancy_from_text(id, *told, employer_id="e") for id, told in OTHERS.items()]
    ranker = Ranker(Hybrid(None), MatchModel.prior())
    ranker.load(jobs, {"e": employer})
    return TypeAdapter(Ranking).dump_json(ranker.rank(PERSON, 10, TODAY, per_employer=10))


def test_what_an_advert_may_say_does_count():
    assert answer(f"{ADVERT} Du skal kunne løfte 20 kg.") != answer(ADVERT)


@pytest.mark.parametrize("sentence", NOTHING_ELSE)
def test_a_ranking_is_the_same_bytes_with_and_without_a_forbidden_sentence(sentence):
    assert answer(f"{ADVERT} {sentence}") == answer(ADVERT)
