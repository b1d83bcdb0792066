"""The scales of the knowledge base mean the same everywhere: level and amount agree, well-known jobs stand as judged.

The anchors are in ``docs/knowledge-base.md``. Titles stand in one occupation only; Danish asked for fits the contact.
"""

from collections import defaultdict

import pytest

from features.linking import key
from features.occupations import Occupation, by_id, occupations
from features.vocabulary import CEFR_ORDER, LanguageSkill, Need, Training

AMOUNTS = {
    Need.LIFT: ((0, 0), (1, 5), (6, 12), (13, 25), (26, 60)),
    Need.CARRY: ((0, 0), (1, 5), (6, 12), (13, 25), (26, 60)),
    Need.STAND: ((0, 0), (1, 60), (61, 120), (121, 180), (180, 480)),
    Need.SIT: ((0, 0), (1, 60), (61, 120), (121, 180), (180, 480)),
    Need.WALK: ((0, 0), (1, 30), (31, 60), (61, 120), (121, 480)),
    Need.GROUP_SIZE: ((0, 1), (2, 5), (6, 15), (16, 30), (31, 100)),
}
"""Least and most of the amount at level 0, 1, 2, 3 and 4."""

each_job = pytest.mark.parametrize("job", occupations(), ids=lambda job: job.id)


def level(job: Occupation, need: Need) -> int:
    demand = job.demands.get(need)
    return demand.level if demand else 0


@each_job
def test_level_and_amount_agree(job: Occupation) -> None:
    for need, bands in AMOUNTS.items():
        if need in job.demands:
            demand = job.demands[need]
            assert demand.value is not None, f"{need}: the amount is missing"
            least, most = bands[demand.level]
            assert least <= demand.value <= most, f"{need}: level {demand.level} with {demand.value}"


@each_job
def test_what_stands_in_two_places_is_the_same(job: Occupation) -> None:
    assert job.setting.pace == level(job, Need.PACE)
    assert job.setting.customers == level(job, Need.CUSTOMER_CONTACT)
    assert 0 <= job.setting.noise - level(job, Need.NOISE) <= 1
    assert job.setting.company != "alone" or level(job, Need.WORKS_ALONE) >= 3
    assert job.setting.company != "together" or level(job, Need.WORKS_ALONE) < 3
    assert job.setting.place != "vehicle" or level(job, Need.SIT) >= 1


@each_job
def test_nothing_heavier_is_carried_than_lifted(job: Occupation) -> None:
    assert job.demands[Need.CARRY].value <= job.demands[Need.LIFT].value  # type: ignore[operator]


@pytest.mark.parametrize(
    ("name", "kilos", "stand", "cold", "customers"),
    [
        ("office_cleaner", 5, 3, 0, 1),
        ("private_home_cleaner", 5, 2, 0, 2),
        ("hotel_room_cleaner", 8, 3, 0, 1),
        ("cemetery_worker", 10, 2, 3, 1),
        ("gardeners_helper", 12, 2, 3, 1),
        ("shelf_night_filler", 12, 3, 0, 0),
        ("supermarket_assistant", 12, 3, 0, 3),
        ("checkout_cashier", 5, 0, 0, 4),
        ("clothes_shop_assistant", 8, 3, 0, 4),
        ("kitchen_assistant", 12, 3, 0, 0),
        ("dishwasher", 12, 4, 0, 0),
        ("cook", 15, 4, 0, 1),
        ("restaurant_waiter", 8, 3, 0, 4),
        ("care_home_meal_host", 5, 2, 0, 3),
        ("social_health_helper", 15, 2, 0, 4),
        ("kindergarten_helper", 15, 2, 3, 2),
        ("warehouse_worker", 20, 3, 0, 0),
        ("parcel_van_driver", 25, 0, 2, 3),
        ("moving_worker", 40, 3, 2, 2),
        ("assembly_worker", 10, 3, 0, 0),
        ("electronics_assembler", 5, 1, 0, 0),
        ("slaughterhouse_line_worker", 15, 4, 2, 0),
        ("meat_deboner", 15, 4, 3, 0),
        ("building_labourer", 30, 3, 3, 0),
        ("paver", 30, 2, 3, 1),
        ("cattle_hand", 25, 2, 2, 0),
        ("bus_driver", 0, 0, 0, 3),
        ("accountant", 0, 0, 0, 1),
    ],
)
def test_well_known_jobs_stand_as_judged(name: str, kilos: float, stand: int, cold: int, customers: int) -> None:
    job = by_id()[name]
    assert job.demands[Need.LIFT].value == kilos
    assert level(job, Need.STAND) == stand
    assert level(job, Need.COLD_OUTDOOR) == cold
    assert job.setting.customers == customers


@pytest.mark.parametrize(
    ("need", "rising"),
    [
        (Need.LIFT, ("accountant", "office_cleaner", "kitchen_assistant", "warehouse_worker", "moving_worker")),
        (Need.NOISE, ("accountant", "cook", "kindergarten_helper", "wood_machine_operator")),
        (Need.CLIMB, ("accountant", "handyman", "stairwell_cleaner", "scaffold_builder")),
        (Need.COLD_OUTDOOR, ("accountant", "cattle_hand", "cemetery_worker", "snow_clearer")),
        (Need.PACE, ("museum_attendant", "cemetery_worker", "office_cleaner", "hotel_room_cleaner", "meat_packer")),
        (Need.CUSTOMER_CONTACT, ("meat_packer", "office_cleaner", "handyman", "supermarket_assistant", "hairdresser")),
    ],
)
def test_the_scales_rise_as_everybody_knows(need: Need, rising: tuple[str, ...]) -> None:
    levels = [level(by_id()[name], need) for name in rising]
    assert levels == sorted(set(levels)), dict(zip(rising, levels, strict=True))


def test_no_title_stands_in_two_occupations() -> None:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for job in occupations():
        for title in (job.title, *job.titles_da, *job.titles_en):
            found[key(title)].add(job.id)
    assert {title: sorted(names) for title, names in found.items() if len(names) > 1} == {}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Rengøringshjælp", "office_cleaner"),
        ("Rengøringsassistent", "office_cleaner"),
        ("Stuepige", "hotel_room_cleaner"),
        ("Servicemedarbejder", "hospital_service_assistant"),
        ("Medarbejder til vaskeri", "laundry_worker"),
        ("Køkkenhjælp", "kitchen_assistant"),
        ("Salatpige", "kitchen_assistant"),
        ("Kok til frokostrestaurant", "cook"),
        ("Måltidsvært", "care_home_meal_host"),
        ("Butiksmedarbejder", "supermarket_assistant"),
        ("Lagermand", "warehouse_worker"),
        ("Pakkemedarbejder", "hand_packer"),
        ("Chauffør til varekørsel", "parcel_van_driver"),
        ("Montør", "assembly_worker"),
        ("Montør af møbler", "furniture_assembler"),
        ("Altmuligmand", "handyman"),
        ("Staldmedhjælper", "cattle_hand"),
        ("Graver", "cemetery_worker"),
        ("Arbejdsmand", "building_labourer"),
        ("Skraldemand", "refuse_collector"),
        ("Tosproget medarbejder", "bilingual_assistant"),
        ("Handicaphjælper", "disability_personal_assistant"),
        ("Skolemedhjælper", "school_support_assistant"),
        ("Pædagogmedhjælper", "kindergarten_helper"),
        ("Produktionsmedarbejder", "production_worker"),
        ("Fabriksarbejder", "production_worker"),
        ("Landbrugsmedhjælper", "farm_hand"),
        ("Morgenmadsvært", "hotel_breakfast_host"),
        ("Isolatør", "insulation_worker"),
    ],
)
def test_an_everyday_title_stands_where_one_thinks_first(title: str, name: str) -> None:
    job = by_id()[name]
    assert key(title) in {key(own) for own in (job.title, *job.titles_da)}


@each_job
def test_danish_fits_the_work(job: Occupation) -> None:
    rank = {skill: CEFR_ORDER.index(asked) for skill, asked in job.danish.items()}
    assert rank[LanguageSkill.SPEAK] <= rank[LanguageSkill.LISTEN]
    assert rank[LanguageSkill.WRITE] <= rank[LanguageSkill.READ]
    if job.disco08.startswith("91"):
        assert rank[LanguageSkill.SPEAK] <= CEFR_ORDER.index("A2")
    if job.disco08 == "5223" and job.setting.customers >= 3:
        assert rank[LanguageSkill.LISTEN] >= CEFR_ORDER.index("B1")
    if job.disco08.startswith("53") and job.setting.customers > 0:
        assert rank[LanguageSkill.LISTEN] >= CEFR_ORDER.index("B1")


@each_job
def test_elementary_work_asks_for_no_education(job: Occupation) -> None:
    if job.disco08.startswith("9"):
        assert job.training in (Training.NONE, Training.SHORT_COURSE)
