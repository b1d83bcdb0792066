"""What a consultant reads: the one next thing on a list, names instead of codes, and faults that can be put right."""

import pytest
from pydantic import BaseModel

from features.profiles import Agreed, Ended, FollowedUp, Participant, Vacancy
from features.vocabulary import WishKind
from service.flows.companies import ContactGiven
from service.flows.needs import ClosingGiven
from service.flows.suggesting import ReviewGiven
from service.pages.wish_words import wish_name
from service.texts import LANGUAGES, texts
from tests.service.api_house import API, open_house
from tests.service.forms import FormOf
from tests.service.page_house import signed_in
from tests.service.test_starting import begun, say_yes, send

KEPT_BY_US = {"expires_on", "recorded_at", "confirmed", "confidence", "law_of", "unexplained"}
"""Fields that no form and no file sends."""


@pytest.fixture
def house(tmp_path):
    with open_house(tmp_path) as house:
        house.fill(house.caller())
        yield house


@pytest.fixture
def client(house):
    return signed_in(house, "consultant")


@pytest.fixture
def run(house):
    return house.caller().post(f"{API}/participants/p1/suggestions", json={"k": 3}).json()


@pytest.fixture
def suggestion(run):
    return run["suggestions"][0]["id"]


def page_of(client, run):
    return client.get(f"/deltagere/p1/forslag/{run['run_id']}").text


def main_button(page):
    """What the one filled button of the box at the top says."""
    box = page.partition('<div class="note">')[2].partition("</div>")[0]
    assert box.count("button-primary") == 1
    return box.partition("button-primary")[2].partition(">")[2].partition("<")[0]


def test_a_list_leads_to_the_next_suggestion_then_to_the_start_then_to_the_next_person(house, client, run, suggestion):
    assert main_button(page_of(client, run)) == "Videre til 1. Køkkenhjælp"
    say_yes(house, suggestion)
    assert main_button(page_of(client, run)) == "Aftal start: 1. Køkkenhjælp"
    begun(house, client, suggestion)
    page = page_of(client, run)
    assert main_button(page) == "Næste deltager"
    assert "I job fra 20.11.2026" in page


def test_why_not_says_so_when_the_job_stands_on_the_list(client, run, suggestion):
    told = client.get("/deltagere/p1/hvorfor-ikke?stilling=v1").text
    assert "Intet står i vejen: den er nummer 1 på den sidste liste." in told
    assert f'href="/deltagere/p1/forslag/{run["run_id"]}#forslag-{suggestion}"' in told


def test_levels_of_danish_are_told_in_words(client):
    page = client.get("/deltagere/p1/hvad-hvis").text
    assert "begynder (før A1)</option>" in page
    assert ">pre_A1<" not in page


def test_a_no_without_a_reason_names_the_field(client, suggestion):
    answer = client.post(f"/forslag/{suggestion}/svar", data={"party": "consultant", "answer": "no"})
    assert "Grund mangler." in answer.text


def test_a_word_that_is_not_kept_is_shown_to_whoever_wrote_it(client, suggestion):
    form = {"party": "consultant", "answer": "no", "reason": "too_far", "text": "Hun har angst og cykler"}
    answer = client.post(f"/forslag/{suggestion}/svar", data=form)
    assert (answer.status_code, "»angst« handler om helbred" in answer.text) == (422, True)


def test_a_word_in_the_second_line_is_not_guessed_from_the_first(house, client, suggestion):
    say_yes(house, suggestion)
    answer = send(client, f"/forslag/{suggestion}/start", proof="contract", tasks="opvask hver dag\nhar angst")
    assert "»" not in answer.text.partition('id="fault-tasks"')[2].partition("</p>")[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "kind", [Participant, Vacancy, Agreed, FollowedUp, Ended, ReviewGiven, ContactGiven, ClosingGiven]
)
def test_every_field_that_can_be_wrong_has_a_name(kind, language):
    unnamed = {name for name in _fields(kind) if f"faults.field.{name}" not in texts(language)} - KEPT_BY_US
    assert unnamed == set()


def _fields(kind):
    """The names of a record's fields and of the parts in it."""
    for name, field in kind.model_fields.items():
        yield name
        for part in _parts(field.annotation):
            yield from _fields(part)


def _parts(annotation):
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _parts(inner)


@pytest.mark.parametrize(
    ("kind", "value", "name"),
    [
        (WishKind.BRANCH, "97", "arbejde i private hjem"),
        (WishKind.BRANCH, "471130", "butikker"),
        (WishKind.BRANCH, "noget med dyr", "noget med dyr"),
        (WishKind.BRANCH, "00", "00"),
        (WishKind.OCCUPATION, "Kok til udenlandsk køkken", "kok til udenlandsk køkken"),
        (WishKind.OCCUPATION, "VVS-medhjælper", "VVS-medhjælper"),
        (WishKind.OCCUPATION, "9112", "rengøringsassistent"),
        (WishKind.SETTING, "quiet", "ro"),
    ],
)
def test_a_wish_is_told_by_a_name(kind, value, name):
    assert wish_name(kind, value, "da") == name


def test_a_branch_stands_with_its_name_in_the_form_and_is_kept_as_its_code(house, client):
    with house.store.unit(tenant="viborg", actor="test") as unit:
        person = unit.get(Participant, "p1").record
        wishes = [{"kind": "branch", "value": "97", "weight": 0.5}]
        unit.put(Participant.model_validate({**person.model_dump(), "wishes": wishes}))
    address = "/deltagere/p1/ret/oensker"
    assert FormOf(client.get(address).text, address).sent()["branch.want"] == ["97 (arbejde i private hjem)"]
    assert send(client, address, motivation="Ro").status_code == 303
    with house.store.reader("viborg") as reader:
        (kept,) = reader.get(Participant, "p1").record.wishes
    assert (kept.value, kept.weight) == ("97", 0.5)


def test_a_participant_is_found_by_id_and_a_wrong_id_is_told(client):
    assert client.get("/sagsstamme?find=P1").headers["location"] == "/deltagere/p1"
    told = client.get("/sagsstamme?find=p-17").text
    assert "Ingen deltager har id p-17." in told
    assert 'value="p-17"' in told


def test_the_next_contact_lies_not_before_this_one(client):
    form = {"kind": "call", "outcome": "replied", "on": "2026-11-20", "next_on": "2026-11-19", "text": "Ring igen"}
    answer = client.post("/virksomheder/e1/kontakt", data=form)
    assert (answer.status_code, 'id="fault-next_on"' in answer.text, "Ring igen" in answer.text) == (422, True, True)
    assert client.post("/virksomheder/e1/kontakt", data={**form, "next_on": "2026-11-20"}).status_code == 303


def test_agreed_contacts_stand_first_on_companies_until_somebody_has_called(client):
    def call(employer, on, next_on=""):
        form = {"kind": "call", "outcome": "agreed", "on": on, "next_on": next_on}
        assert client.post(f"/virksomheder/{employer}/kontakt", data=form).status_code == 303

    def agreed():
        box = client.get("/virksomheder").text.partition('id="agreed"')[2].partition("</section>")[0]
        return [line.partition(">")[2].partition("<")[0] for line in box.split("<a ")[1:]], "kontaktes nu" in box

    assert agreed() == ([], False)
    call("e1", "2026-11-19", "2026-11-24")
    assert agreed() == (["Bageren ApS"], False)
    call("e2", "2026-11-18", "2026-11-20")
    assert agreed() == (["Tømrer A/S", "Bageren ApS"], True)
    client.post("/virksomheder/e2/pause", data={"until": "2026-12-24"})
    assert agreed() == (["Tømrer A/S", "Bageren ApS"], False)
    call("e2", "2026-11-20")
    assert agreed() == (["Bageren ApS"], False)
