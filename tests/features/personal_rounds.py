"""Whole Danish texts with names, numbers and addresses in known places, made from a seed and a round of templates.

A round is a file in ``data/personal_rounds``: pools of values and the texts that hold them. Every round was written
before the finders had seen it, so its first run says what they do on texts of which nobody knew; what lies outside the
braces must survive. In the pools ``#`` is a digit, ``§`` the first digit of a telephone number, ``<first>`` a name.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.features.personal_lines import POSTCODES, TOWNS, word

ROUNDS = Path(__file__).parent / "data" / "personal_rounds"
MADE_UP = 0.25
"""Share of the names of people that are put together from syllables, so that no list can hold them."""
MONTHS = ("januar", "marts", "maj", "juni", "august", "oktober")


@dataclass(frozen=True, slots=True)
class Text:
    """A text and what in it is personal, as (kind, start, end)."""

    text: str
    personal: tuple[tuple[str, int, int], ...]


def texts(round_: int, seed: int, count: int) -> list[Text]:
    """``count`` texts that hold something personal, and half as many that hold nothing."""
    pools, dice = pools_of(round_), random.Random(seed)
    chosen = [dice.choice(pools["texts"]) for _ in range(count)]
    chosen += [dice.choice(pools["harmless"]) for _ in range(count // 2)]
    return [_filled(template, pools, dice) for template in chosen]


def rounds() -> list[int]:
    """The rounds there are, in the order they were written."""
    return sorted(int(file.stem) for file in ROUNDS.glob("*.txt"))


@cache
def pools_of(round_: int) -> dict[str, list[str]]:
    """The lines under each heading of a round's file; names stand many to a line."""
    found: dict[str, list[str]] = {}
    for line in (ROUNDS / f"{round_}.txt").read_text(encoding="utf-8").splitlines():
        if re.fullmatch(r"\[[a-z]+\]", line):
            found[heading := line.strip("[]")] = []
        elif line and not line.startswith("# "):
            found[heading] += line.split() if heading in ("given", "family") else [line.replace("\\n", "\n")]
    return found


def _filled(template: str, pools: dict[str, list[str]], dice: random.Random) -> Text:
    """A template with its braces filled; ``{h}`` and ``{town}`` say nothing of anybody."""
    text, personal = "", []
    for i, part in enumerate(re.split(r"\{(\w+)\}", template)):
        if i % 2 and part not in ("h", "town"):
            value = _person(part, pools, dice) or _shaped(dice.choice(pools[part]), pools, dice)
            personal.append((part, len(text), len(text) + len(value)))
            text += value
        else:
            text += {"h": str(dice.randint(5, 37)), "town": dice.choice(TOWNS)}.get(part, part) if i % 2 else part
    return Text(text, tuple(personal))


def _person(slot: str, pools: dict[str, list[str]], dice: random.Random) -> str:
    """A name as the slot wants it written; nothing for a slot that is no name."""
    made_up = dice.random() < MADE_UP
    first, last = ((word(dice).capitalize() if made_up else dice.choice(pools[pool])) for pool in ("given", "family"))
    both = f"{first} {last}"
    whole = dice.choice([first, both, both, f"{first} {last[0]}. {last}", f"{first} {last[0]}."])
    return {
        "name": whole,
        "first": first,
        "last": last,
        "lower": dice.choice(pools["given"]).lower(),
        "gen": first + ("'" if first.endswith("s") else "s"),
        "init": dice.choice(
            [f"{first[0]}{last[0]}", f"{first[0]}.{last[0]}.", f"{first[0]}{last[0]}{last[1]}".upper()]
        ),
    }.get(slot, "")


def _shaped(shape: str, pools: dict[str, list[str]], dice: random.Random) -> str:
    """A value of a pool's shape."""
    town = dice.choice(TOWNS)
    first, last = dice.choice(pools["given"]), dice.choice(pools["family"])
    values = {
        "<First>": first, "<Last>": last, "<first>": _plain(first), "<last>": _plain(last), "<town>": town,
        "<post>": str(POSTCODES[town]), "<no>": str(dice.randint(1, 199)), "<nn>": str(dice.randint(10, 99)),
        "<dd>": f"{dice.randint(1, 31):02d}", "<mm>": f"{dice.randint(1, 12):02d}",
        "<yy>": f"{dice.randint(0, 99):02d}",
        "<yyyy>": str(dice.randint(1955, 2007)), "<month>": dice.choice(MONTHS),
    }  # fmt: skip
    shape = re.sub(r"<A>", lambda _: dice.choice("ABCDEHJKLMNPRSTUVXYZ"), shape)
    shape = re.sub(r"<\w+>", lambda slot: values[slot[0]], shape)
    return re.sub(r"[#§]", lambda sign: str(dice.randint(2 if sign[0] == "§" else 0, 9)), shape)


def _plain(name: str) -> str:
    """A name as it stands in an address of a mail."""
    return name.lower().replace("-", "").replace("ø", "oe").replace("æ", "ae").replace("å", "aa")
