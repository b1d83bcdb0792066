"""Codes by the names people write: the code itself, its Danish and its English name, and a few everyday words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeVar

from features.vocabulary import (
    AvailabilityKind,
    Credential,
    LanguageSkill,
    Necessity,
    Need,
    ShiftKind,
    Terms,
    TransportMode,
)
from service.texts import LANGUAGES, texts

E = TypeVar("E", bound=StrEnum)

_EVERYDAY: Final[Mapping[type[StrEnum], Mapping[str, str]]] = MappingProxyType(
    {
        TransportMode: {
            "gå": "walk", "gang": "walk", "til fods": "walk", "cykel": "bike", "elcykel": "bike", "knallert": "moped",
            "scooter": "moped", "bus": "bus", "tog": "bus", "bus/tog": "bus", "bil": "car", "egen bil": "car",
            "kørelejlighed": "ride", "samkørsel": "ride", "lift": "ride",
        },
        Need: {
            "løft": "lift", "løfte": "lift", "bære": "carry", "stå": "stand", "sidde": "sit", "gå": "walk",
            "knæ": "kneel", "række": "reach", "finmotorik": "fine_hand", "klatre": "climb", "kulde": "cold_outdoor",
            "høre": "hear", "se": "see", "støj": "noise", "lys": "light", "lugt": "smell", "tempo": "pace",
            "skift": "task_switching", "instruktion": "instruction_form", "alene": "works_alone", "frister": "deadline",
            "pauser": "breaks", "kunder": "customer_contact", "kundekontakt": "customer_contact",
            "gruppe": "group_size", "konflikt": "conflict", "tilsyn": "supervision", "start": "start_not_before",
            "møde": "start_not_before", "vagtlængde": "shift_length", "nat": "night", "fast": "regularity",
            "regelmæssighed": "regularity",
        },
        AvailabilityKind: {"helst": "prefer", "ikke gerne": "avoid", "nødigt": "avoid", "kan": "can"},
        ShiftKind: {"fast": "fixed", "skiftende": "rotating", "fleksibel": "flexible", "fleksibelt": "flexible"},
        Necessity: {
            "lov": "legal", "sikkerhed": "safety", "opgave": "task", "ønske": "preference", "gerne": "preference",
        },
        LanguageSkill: {"lytte": "listen", "forstå": "listen", "tale": "speak", "læse": "read", "skrive": "write"},
        Credential: {
            "kørekort": "B", "kørekort b": "B", "kørekort c": "C", "kørekort ce": "CE", "kørekort d": "D",
            "truckcertifikat": "truck", "truckkort": "truck", "gaffeltruck": "truck", "hygiejnebevis": "hygiene",
            "hygiejne": "hygiene", "førstehjælp": "first_aid", "§26": "welding_26", "straffeattest": "criminal_record",
            "børneattest": "child_record", "svendebrev": "craft_certificate", "motorsav": "chainsaw",
            "sosu-hjælper": "sosu_helper", "sosu-assistent": "sosu_assistant", "sygeplejerske": "nurse",
        },
        Terms: {
            "almindelige vilkår": "ordinary", "ordinær": "ordinary", "ordinært": "ordinary",
            "ordinære vilkår": "ordinary",
            "løntilskud": "loentilskud", "job med løntilskud": "loentilskud", "praktik": "virksomhedspraktik",
            "skånejob": "skaanejob", "flexjob": "fleksjob", "frivillig": "ulonnet", "ulønnet": "ulonnet",
        },
    }
)  # fmt: skip
"""What people write besides the names in ``service/texts``; enough for a code that has no text yet."""

LANGUAGE_NAMES: Final = MappingProxyType(
    {
        "dansk": "da", "engelsk": "en", "tysk": "de", "fransk": "fr", "spansk": "es", "arabisk": "ar", "farsi": "fa",
        "persisk": "fa", "dari": "fa", "ukrainsk": "uk", "russisk": "ru", "tigrinya": "ti", "somali": "so",
        "somalisk": "so", "kurdisk": "ku", "tyrkisk": "tr", "polsk": "pl", "rumænsk": "ro", "burmesisk": "my",
        "pashto": "ps", "urdu": "ur", "swahili": "sw", "amharisk": "am", "vietnamesisk": "vi", "thai": "th",
        "bosnisk": "bs", "serbisk": "sr", "kroatisk": "hr", "albansk": "sq", "hindi": "hi", "kinesisk": "zh",
        "portugisisk": "pt", "italiensk": "it", "norsk": "no", "svensk": "sv", "litauisk": "lt", "lettisk": "lv",
        "bulgarsk": "bg", "ungarsk": "hu", "nepali": "ne", "bengali": "bn", "tamil": "ta", "georgisk": "ka",
        "danish": "da", "english": "en", "german": "de", "arabic": "ar", "ukrainian": "uk", "russian": "ru",
        "polish": "pl", "turkish": "tr", "french": "fr", "spanish": "es", "kurdish": "ku", "persian": "fa",
    }
)  # fmt: skip
"""ISO 639 codes of languages by the names used in the region."""


@lru_cache(maxsize=64)
def names(kind: type[StrEnum]) -> Mapping[str, str]:
    """Everything that means a code of ``kind``, in lower case, with the code's value."""
    found: dict[str, str] = {}
    for member in kind:
        for language in LANGUAGES:
            name = texts(language).get(f"vocabulary.{kind.__name__}.{member.value}")
            if name:
                found[plain(name)] = member.value
        found[plain(member.value)] = member.value
        found[plain(member.value.replace("_", " "))] = member.value
    return MappingProxyType({**found, **_EVERYDAY.get(kind, {})})


def code_of(text: str, kind: type[E]) -> E | None:
    """The code that ``text`` names, or None."""
    value = names(kind).get(plain(text))
    return None if value is None else kind(value)


def plain(text: str) -> str:
    """Lower case, single spaces, no spaces or full stops around."""
    return re.sub(r"\s+", " ", text).strip(" .:").casefold()
