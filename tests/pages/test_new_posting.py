"""Ny stilling: an advert is read beside its words, corrected, checked for fair requirements and published."""

import re
from datetime import date

import pytest

from features.profiles import Vacancy
from tests.pages.browsing import examine
from tests.service.api_house import open_house
from tests.service.page_house import signed_in as seated

ADVERT = """Vi søger hjælp til rengøring i Viborg, 8800. 12-15 timer om ugen, mandag til fredag kl. 8-11.
Løn 150 kr. i timen.
Du skal:
- gøre rent på kontorer
- tømme skraldespande"""
PASTED = {"title": "Rengøringsassistent", "description": ADVERT}
FIELDS = {
    **PASTED,
    "hours_min": "10,5",
    "hours_max": "15",
    "tasks": "gøre rent på kontorer\nvande blomster",
    "wage.low": "150",
    "site.town": "Viborg",
    "site.postcode": "8800",
    "shifts.0.weekdays": ["1", "3"],
    "shifts.0.start": "08:00",
    "shifts.0.end": "11:00",
    "speak": "A2",
}


@pytest.fixture
def house(tmp_path):
    with open_house(tmp_path) as house:
        house.fill(house.caller())
        yield house


@pytest.fixture
def baker(house):
    return seated(house, "recruiter", employer_id="e1")


def posted(house):
    with house.store.reader("viborg") as reader:
        found = [kept.record for kept in reader.page(Vacancy, limit=50).items]
    return [one for one in found if one.id not in ("v1", "v2")]


def test_what_was_read_stands_beside_the_words_it_came_from_and_nothing_is_kept(house, baker):
    text = baker.post("/stillinger/ny", data=PASTED).text
    assert re.search(r'name="hours_min"[^>]* value="12"', text)
    assert "Læst af »12-15 timer«" in text
    assert "Læst af »Løn 150 kr. i timen«" in text
    assert posted(house) == []


def test_without_an_advert_the_same_form_is_ten_questions_and_is_published(house, baker):
    page = baker.post("/stillinger/ny", data={"title": "Pakker", "description": ""}).text
    assert "Svar på det, du ved" in page
    assert "Ikke fundet i opslaget" not in page
    assert "Læs teksten igen" not in page
    assert page.count("<fieldset") == 3
    once = re.search(r'name="once" value="([^"]+)"', page).group(1)
    fields = {"title": "Pakker", "description": "", "hours_min": "6", "hours_max": "10", "tasks": "pakke varer"}
    answer = baker.post("/stillinger", data={**fields, "site.postcode": "8800", "once": once})
    assert answer.status_code == 303, answer.text
    (made,) = posted(house)
    assert (made.title, made.hours_max, made.description) == ("Pakker", 10, "")


def test_a_corrected_draft_is_published_for_the_recruiters_own_employer_once(house, baker):
    once = re.search(r'name="once" value="([^"]+)"', baker.post("/stillinger/ny", data=PASTED).text).group(1)
    fields = {**FIELDS, "once": once, "employer_id": "e2"}
    answer = baker.post("/stillinger", data=fields)
    assert answer.status_code == 303, answer.text
    assert baker.post("/stillinger", data=fields).headers["location"] == answer.headers["location"]
    (made,) = posted(house)
    assert (made.employer_id, made.hours_min, made.wage.low) == ("e1", 10.5, 150.0)
    assert [task.name for task in made.tasks] == ["gøre rent på kontorer", "vande blomster"]
    assert made.shifts[0].weekdays == (1, 3)
    assert dict(made.requirements[0].levels) == {"listen": "A2", "speak": "A2"}
    assert made.provenance["wage"].evidence == "Løn 150 kr. i timen"
    assert "hours_min" not in made.provenance
    assert "Stillingen er slået op" in baker.get(answer.headers["location"]).text


def test_a_forbidden_demand_is_refused_with_law_and_cure_and_a_reason_does_not_help(house, baker):
    fields = {**FIELDS, "description": f"Vi søger en ung pige. {ADVERT}", "check.reasons.age": "kunderne vil det"}
    answer = baker.post("/stillinger", data=fields)
    assert answer.status_code == 422
    assert "Forskelsbehandlingsloven, § 5" in answer.text
    assert "lad alderen være" in answer.text
    assert 'id="fault-description"' in answer.text
    assert posted(house) == []


def test_an_unexplained_demand_waits_for_its_reason(house, baker):
    fields = {**FIELDS, "description": f"{ADVERT}\nDu taler flydende dansk."}
    answer = baker.post("/stillinger", data=fields)
    assert answer.status_code == 422
    assert 'id="fault-check.reasons.danish_level"' in answer.text
    assert "»flydende dansk« skal have en grund" in answer.text
    assert "danish_level" not in re.sub(r"<[^>]*>", "", answer.text)
    answer = baker.post("/stillinger", data={**fields, "check.reasons.danish_level": "Du tager telefonen."})
    assert answer.status_code == 303, answer.text
    assert posted(house)[0].check.reasons == {"danish_level": "Du tager telefonen."}


def test_faults_stand_at_their_fields_and_what_was_written_stays(house, baker):
    answer = baker.post("/stillinger", data={**FIELDS, "hours_min": "mange", "shifts.0.end": "07:00"})
    assert answer.status_code == 422
    assert 'id="fault-hours_min"' in answer.text
    assert 'value="mange"' in answer.text
    assert 'value="07:00"' in answer.text


def test_a_subsidised_job_is_stopped_before_the_draft(baker):
    answer = baker.post("/stillinger/ny", data={**PASTED, "description": "Fleksjob 10 timer om ugen."})
    assert answer.status_code == 422
    assert "fleksjob" in answer.text.casefold()
    assert 'id="fault-description"' in answer.text


def test_a_deadline_in_the_advert_is_how_long_it_stays_and_one_that_has_passed_is_left_out(house, baker):
    ahead = {**PASTED, "description": f"{ADVERT}\nAnsøgningsfrist 10. december 2026."}
    assert re.search(r'name="valid_until"[^>]* value="2026-12-10"', baker.post("/stillinger/ny", data=ahead).text)
    baker.post("/stillinger", data={**FIELDS, **ahead, "valid_until": "2026-12-10"})
    assert posted(house)[0].valid_until == date(2026, 12, 10)
    passed = {**PASTED, "description": f"{ADVERT}\nAnsøgningsfrist 1. november 2026."}
    page = baker.post("/stillinger/ny", data=passed).text
    assert re.search(r'name="valid_until"[^>]* value=""', page)
    assert "Fristen i opslaget er gået." in page


def test_what_else_was_read_is_said_in_words_and_stands_on_the_vacancy(house, baker):
    heavy = {**PASTED, "description": f"{ADVERT}\nDu løfter 25 kg. Vi søger to medarbejdere. Du har kørekort B."}
    page = baker.post("/stillinger/ny", data=heavy).text
    assert "Arbejdet kræver: løft" in page
    assert "Antal stillinger: 2" in page
    assert "Kørekort B" in page
    kept = {**FIELDS, **heavy, "also": ["demands", "positions"], "check.reasons.driving_licence": "Der køres."}
    answer = baker.post("/stillinger", data=kept)
    shown = baker.get(answer.headers["location"]).text
    assert "Arbejdet kræver: løft" in shown
    assert "Dansk: beskeder om det daglige arbejde (A2)" in shown


def test_a_consultant_chooses_the_employer(house):
    consultant = seated(house, "consultant")
    assert consultant.post("/stillinger", data=FIELDS).status_code == 422
    assert consultant.post("/stillinger", data={**FIELDS, "employer_id": "e2"}).status_code == 303
    assert posted(house)[0].employer_id == "e2"


@pytest.mark.parametrize("javascript", [True, False])
def test_from_pasting_to_the_published_vacancy_in_a_browser(signed_in, javascript):
    page = signed_in("recruiter", path="/stillinger/ny", javascript=javascript)
    page.get_by_label("Stillingens navn").fill("Rengøringsassistent")
    page.get_by_label("Opslagets tekst").fill(f"{ADVERT}\nKørekort B er et krav.")
    page.get_by_role("button", name="Læs opslaget").click()
    assert page.get_by_label("Timer om ugen, mindst").input_value() == "12"
    if javascript:
        examine(page)
    page.get_by_label("kørekort B").uncheck()
    page.get_by_label("Hvorfor er det nødvendigt").fill("Der køres mellem to huse.")
    page.get_by_role("button", name="Slå op").click()
    assert page.get_by_role("status").inner_text().endswith("Stillingen er slået op.")
