"""Variations of a written sentence, so that the encoder meets it as people write it.

Each variation changes how something is said and never what is said: another person, tense or number, a word left out,
a keyboard without æøå, a slip of the finger, a compound split, a consultant's shorthand. No negation is added or taken
away: what is said no to is cut off before anything is encoded (``features.passages``). All randomness comes in as a
``random.Random``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from typing import Final

Variation = Callable[[str, random.Random], str]

OTHER_PERSONS: Final[Mapping[str, tuple[str, ...]]] = {
    "jeg": ("hun", "han", "vi", "borger", "vedkommende"),
    "hun": ("han", "jeg", "borger", "kvinden"),
    "han": ("hun", "jeg", "borger", "manden"),
    "vi": ("jeg", "de", "man"),
    "min": ("sin", "hendes", "hans"),
    "mit": ("sit", "hendes", "hans"),
    "mine": ("sine", "hendes", "hans"),
    "i": ("she", "he", "we"),
    "she": ("he", "i", "the client"),
    "he": ("she", "i", "the client"),
    "my": ("his", "her"),
}
SHORTHAND: Final[Mapping[str, str]] = {
    "blandt andet": "bl.a.",
    "for eksempel": "fx",
    "erfaring": "erf.",
    "arbejde": "arb.",
    "arbejdet": "arb.",
    "ansvar for": "ansv.",
    "og": "+",
    "uden": "u.",
    "med": "m.",
    "cirka": "ca.",
    "timer": "t.",
    "rengøring": "reng.",
    "kvalifikationer": "kval.",
    "mulighed": "mulighed f.",
    "tidligere": "tidl.",
}
OPENINGS: Final = (
    "Har erfaring med at ",
    "Kan ",
    "Er vant til at ",
    "Vil gerne ",
    "Har prøvet at ",
    "Opgaver: ",
    "Du skal ",
    "Du kommer til at ",
    "Arbejdet er at ",
    "Hun kan godt ",
    "",
    "",
)
TITLE_OPENINGS: Final = (
    "Har arbejdet som ",
    "Var ",
    "Job som ",
    "Vi søger en ",
    "Søger arbejde som ",
    "Vil gerne være ",
    "",
    "",
    "",
    "",
    "",
    "",
)
TITLE_ENDINGS: Final = (" søges", " m/k", ", fuld tid", ", deltid", " til Viborg", "", "", "", "", "", "", "")
TENSES: Final = tuple(
    tuple(line.split())
    for line in """
    arbejder arbejdede arbejdet|passer passede passet|laver lavede lavet|kører kørte kørt|står stod stået
    sidder sad siddet|tager tog taget|gør gjorde gjort|går gik gået|hjælper hjalp hjulpet|bærer bar båret
    lægger lagde lagt|sætter satte sat|sorterer sorterede sorteret|samler samlede samlet|trækker trak trukket
    maler malede malet|skifter skiftede skiftet|sælger solgte solgt|bager bagte bagt|rydder ryddede ryddet
    læsser læssede læsset|blander blandede blandet|løfter løftede løftet|vasker vaskede vasket|pakker pakkede pakket
    koger kogte kogt|plukker plukkede plukket|klipper klippede klippet|renser rensede renset|saver savede savet
    sliber sleb slebet|bygger byggede bygget|syr syede syet|fylder fyldte fyldt|henter hentede hentet
    fejer fejede fejet|tømmer tømte tømt|vejer vejede vejet|skraber skrabede skrabet|hænger hængte hængt
    lapper lappede lappet|flytter flyttede flyttet|skærer skar skåret|graver gravede gravet|fodrer fodrede fodret
    malker malkede malket|svejser svejsede svejset|lærer lærte lært|styrer styrede styret|åbner åbnede åbnet
    serverer serverede serveret|reparerer reparerede repareret|steger stegte stegt|støvsuger støvsugede støvsuget
    """.replace("\n", "|").split("|")
    if line.strip()
)
"""Present, past and participle of verbs that people tell of work with."""
TENSE_OF: Final = {form: tenses for tenses in TENSES for form in tenses}
TOLD: Final = re.compile(rf"\b(?:(?:har|havde) )?({'|'.join(sorted(TENSE_OF, key=len, reverse=True))})\b")
PLURALS: Final = re.compile(
    r"(assistent|montør|operatør|chauffør|vagt)$|(?<=\w)(medarbejder|hjælper|arbejder|sælger|fører)$"
)
PLAIN_LETTERS: Final = (("æ", "ae"), ("ø", "oe"), ("å", "aa"))
LINKS: Final = re.compile(r"(?<=\w{4})(medarbejder|assistent|medhjælper|hjælper|arbejder|arbejde|fører|passer)")


def another_person(text: str, chance: random.Random) -> str:
    """One person in place of another throughout: ``jeg … min`` → ``hun … sin``."""
    words = text.split()
    return " ".join(chance.choice(OTHER_PERSONS[w.casefold()]) if w.casefold() in OTHER_PERSONS else w for w in words)


def another_tense(text: str, chance: random.Random) -> str:
    """One tense throughout: ``har passet``, ``passede`` or ``passer``."""
    tense = chance.randrange(3)

    def told(match: re.Match[str]) -> str:
        form = match[1]
        if " " not in match[0] and form == TENSE_OF[form][2]:  # a participle that no ``har`` stands right before
            return match[0]
        return f"har {TENSE_OF[form][2]}" if tense == 2 else TENSE_OF[form][tense]

    return TOLD.sub(told, text)


def several(title: str, chance: random.Random) -> str:
    """A title in the plural, as adverts for several write it: ``rengøringsassistenter``."""
    return PLURALS.sub(lambda match: match[0] + ("er" if match[1] else "e"), title)


def fewer_words(text: str, chance: random.Random) -> str:
    """About a fifth of the words left out, never all, never a negation."""
    words = text.split()
    kept = [word for word in words if chance.random() > 0.2 or word.casefold() in ("ikke", "aldrig", "ingen", "uden")]
    return " ".join(kept or words)


def part(text: str, chance: random.Random) -> str:
    """Half of a longer sentence, from its beginning or its end."""
    words = text.split()
    if len(words) < 8:
        return text
    middle = len(words) // 2 + chance.randint(-1, 1)
    return " ".join(words[:middle] if chance.random() < 0.5 else words[middle:])


def plain_letters(text: str, chance: random.Random) -> str:
    """A keyboard without Danish letters."""
    for letter, plain in PLAIN_LETTERS:
        text = text.replace(letter, plain)
    return text


def slip(text: str, chance: random.Random) -> str:
    """One slip in one longer word: a letter lost, doubled, or swapped with the next."""
    words = text.split()
    long = [number for number, word in enumerate(words) if len(word) > 4]
    if not long:
        return text
    number = chance.choice(long)
    word = words[number]
    at = chance.randrange(1, len(word) - 2)
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    words[number] = chance.choice(slips)
    return " ".join(words)


def shorthand(text: str, chance: random.Random) -> str:
    """A consultant's note: usual abbreviations, the small words gone."""
    for long, short in SHORTHAND.items():
        text = re.sub(rf"\b{long}\b", short, text)
    return re.sub(r"\b(jeg|hun|han|vi|har|en|et|den|det)\b ?", "", text, flags=re.I).strip() or text


def split_compound(text: str, chance: random.Random) -> str:
    """A compound written apart, as many do: ``rengørings assistent``."""
    return LINKS.sub(r" \1", text)


ANY: Final[tuple[Variation, ...]] = (fewer_words, part, plain_letters, slip, split_compound)
SENTENCE: Final[tuple[Variation, ...]] = (*ANY, another_person, another_person, another_tense, shorthand)


def vary(text: str, kind: str, chance: random.Random) -> str:
    """One variation of a text of this ``kind`` (title, task, or a sentence); as it stands four times in ten."""
    if chance.random() < 0.4:
        return text
    if kind == "title":
        named = several(text, chance) if chance.random() < 0.15 else text
        dressed = f"{chance.choice(TITLE_OPENINGS)}{named}{chance.choice(TITLE_ENDINGS)}"
        return chance.choice(ANY)(dressed, chance) if chance.random() < 0.3 else dressed
    if kind == "task":
        return chance.choice(ANY)(f"{chance.choice(OPENINGS)}{text}", chance)
    return chance.choice(SENTENCE)(text, chance)
