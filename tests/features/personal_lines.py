"""Danish lines with something personal in a known place, and lines that look like it and are not: made from a seed.

Every template is ours. Half of the names are on the program's list (common ones), half are made up of syllables, so
that no list can hold them; numbers are drawn, with dates that do not exist among them.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data" / "personal_lines.json"
"""The templates of two sets; the second was written after the finders were."""
# fmt: off
GIVEN = ("Fatima", "Mohammad", "Olena", "Tesfay", "Søren", "Mette", "Abdirahman", "Yusuf", "Iryna", "Karen", "Lars",
    "Zahra")
FAMILY = ("Nielsen", "Karimi", "Shevchenko", "Al-Masri", "Østergaard", "Haddad", "Møller", "Gebremedhin")
SYLLABLES = ("ba", "dor", "shi", "ka", "mel", "rug", "ti", "zan", "fe", "lu", "wol", "kir", "ha", "nish", "ro", "va",
    "gel", "mi", "tsa", "dju", "bek", "oya")
POSTCODES = {"Viborg": 8800, "Bjerringbro": 8850, "Karup": 7470, "Stoholm": 7850, "Skive": 7800, "Silkeborg": 8600,
    "Løgstrup": 8831}
TOWNS = tuple(POSTCODES)
STREETS = ("Skivevej", "Vesterbrogade", "Sct. Mathias Gade", "Gl. Århusvej", "Kirkestræde", "Banegårdspladsen",
    "Nytorv", "Elmevænget", "Klostertoften", "Hedebakken", "Vester Allé", "Lærkeparken", "Møllestien", "Nørresøvang",
    "Ved Engen", "Rosenlunden", "Fælledvejen", "H.C. Andersens Boulevard")
# fmt: on


@dataclass(frozen=True, slots=True)
class Line:
    """A line, and what in it is personal (``kind`` None: nothing)."""

    text: str
    kind: str | None
    start: int = 0
    end: int = 0


def lines(seed: int, each: int, *, later: bool = False) -> list[Line]:
    """``each`` lines of every kind and as many that are harmless; ``later`` takes the templates of the second set."""
    templates = json.loads(DATA.read_text(encoding="utf-8"))["second" if later else "first"]
    dice = random.Random(seed)
    made = {"cpr": cpr, "phone": phone, "email": email, "address": address, "name": name}
    found = []
    for kind, draw in made.items():
        for _ in range(each):
            before, after = dice.choice(templates[kind]).split("{x}")
            value = draw(dice)
            found.append(Line(before + value + after, kind, len(before), len(before) + len(value)))
    for _ in range(each):
        town = dice.choice(TOWNS)
        text = dice.choice(templates["harmless"]).format(
            h=dice.randint(5, 37), town=town, post=f"{POSTCODES[town]} {town}"
        )
        found.append(Line(text, None))
    return found


def cpr(dice: random.Random) -> str:
    """Written in many ways; every fourth on a day that does not exist, or with 60 added to the day."""
    day, month, year = dice.randint(1, 28), dice.randint(1, 12), dice.randint(0, 99)
    if dice.random() < 0.25:
        day, month = dice.choice([(31, 2), (day + 60, month), (0, month), (99, 13), (30, 2)])
    end = f"{dice.randint(0, 9999):04d}"
    date = f"{day:02d}{month:02d}{year:02d}"
    parted = [f"{day:02d}{sign}{month:02d}{sign}{year:02d}" for sign in " .-/"]
    return dice.choice([f"{date}-{end}", f"{date}{end}", f"{date} {end}", f"{date} - {end}", f"{date}–{end}",
                        *(f"{part}-{end}" for part in parted), f"{parted[0]} {end}", f"{date}-xxxx"])  # fmt: skip


def phone(dice: random.Random) -> str:
    """Danish numbers parted in many ways, some with the country's, and a few from abroad."""
    n = f"{dice.randint(2, 9)}{dice.randint(0, 9_999_999):07d}"
    pairs, threes = f"{n[:2]} {n[2:4]} {n[4:6]} {n[6:]}", f"{n[:2]} {n[2:5]} {n[5:]}"
    written = dice.choice([n, pairs, f"{n[:4]} {n[4:]}", threes, pairs.replace(" ", "-"), pairs.replace(" ", ".")])
    abroad = " ".join([f"+{dice.choice([46, 49, 90, 380, 963])}", *(str(dice.randint(100, 999)) for _ in range(3))])
    return dice.choice([written, written, f"+45 {written}", f"+45{n}", f"0045 {written}", f"(+45) {written}", abroad])


def email(dice: random.Random) -> str:
    """Plain and spelled out."""
    one, two = word(dice), word(dice)
    who = dice.choice([one, f"{one}.{two}", f"{one}{dice.randint(1, 99)}", f"{one}_{two}", f"{one}+job", f"å{one}"])
    host = dice.choice(["gmail.com", "hotmail.dk", "viborg.dk", "mail.dk", "outlook.com", "firma-as.dk", "uni.edu.sy"])
    return who + dice.choice(["@", "@", "@", " (at) ", "[at]", " snabela "]) + host


def address(dice: random.Random) -> str:
    """Street and number, some with floor and town."""
    door = dice.choice(["", "", "B", " A", ", 2. tv", ", st. th.", ", 1. sal", ", 3. mf."])
    town = dice.choice(TOWNS)
    where = dice.choice(["", "", f", {POSTCODES[town]} {town}"])
    return f"{dice.choice(STREETS)} {dice.randint(1, 240)}{door}{where}"


def name(dice: random.Random) -> str:
    """First names, last names and both; common ones, and ones that no list holds."""
    if dice.random() < 0.5:
        first, last = dice.choice(GIVEN), dice.choice(FAMILY)
    else:
        first, last = word(dice).capitalize(), word(dice).capitalize()
    return dice.choice([first, f"{first} {last}", f"{first} {last}", f"{first} {last[0]}. {last}"])


def word(dice: random.Random) -> str:
    """A word of syllables."""
    return "".join(dice.choice(SYLLABLES) for _ in range(dice.randint(2, 3)))
