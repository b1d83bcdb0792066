"""Every page of the table, for every role, in both languages: nothing on it is a code, a key or the other language."""

import json

import pytest

from service.pages import PAGES
from tests.pages.walking import ROLES, addresses, filled, known, visitor
from tests.pages.words_of_a_page import raw

FIELDS = (
    "title description text note reason answer party proof wage status hours hours_min hours_max hours_wish start "
    "end on until next_on kind outcome weekday days employer_id site.postcode wage.low week date day month level"
)
"""Fields that forms have; a form passes over what it does not know."""
NONSENSE = {name: "vrøvl" for name in FIELDS.split()}  # noqa: C420 - the same word for each


@pytest.fixture(scope="module")
def names(server):
    return known(server)


@pytest.fixture(scope="module")
def own_words(server):
    """What people of the invented world have written: it is shown as it is."""
    world = (*server.world.participants, *server.world.employers, *server.world.vacancies)
    return json.dumps([one.model_dump(mode="json") for one in world], ensure_ascii=False)


@pytest.mark.parametrize(
    ("role", "language"),
    [(role, "da") for role in ROLES] + [(role, "en") for role in ("consultant", "recruiter", "data_analyst")],
)
def test_a_page_speaks_to_people_in_one_language(server, names, own_words, role, language):
    wrong = []
    with visitor(server, role, language) as seen:
        for address in addresses(role, names):
            answer = seen.get(address)
            assert answer.status_code in (200, 303), f"{address}: {answer.status_code}"
            wrong += [(address, *each) for each in raw(answer.text, language, own_words)]
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_form_sent_empty_or_full_of_nonsense_answers_in_words(server, names, own_words, language):
    wrong, told = [], 0
    with visitor(server, "admin", language) as seen:
        for page in PAGES:
            if page.method != "POST" or page.path in ("/log-ud", "/sprog"):
                continue
            for address in filled(page.path, names):
                for fields in ({}, NONSENSE):
                    answer = seen.post(address, data=fields)
                    assert answer.status_code < 500, f"{address}: {answer.status_code}"
                    told += answer.status_code >= 400
                    wrong += [(address, *each) for each in raw(answer.text, language, own_words)]
    assert told
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_is_not_there_and_what_a_role_may_not_see_is_told_in_words(server, names, own_words, language):
    wrong, nothing = [], {name: ["ingenting"] for name in names}
    for role in ROLES:
        with visitor(server, role, language) as seen:
            for page in PAGES:
                if page.method != "GET":
                    continue
                for address in filled(page.path, nothing):
                    answer = seen.get(address)
                    wrong += [(role, address, *each) for each in raw(answer.text, language, own_words)]
    assert not wrong, "\n".join(map(str, wrong))


def test_the_eyes_see_a_code_a_key_a_date_and_the_other_language():
    shown = [
        "too_far",
        "Kl. 2026-11-22 17:00",
        "caseload.title",
        "None",
        "syn-v-00005",
        "The answer is saved.",
        "withdrawn",
    ]
    allowed = '<p lang="en">Sign in</p><p>Min sagsstamme</p>'
    page = f"<html lang='da'><body>{''.join(f'<p>{one}</p>' for one in shown)}<img alt='[]'>{allowed}</body></html>"
    assert {text for _, text in raw(page, "da")} == {*shown, "[]"}
