"""What a job asks one to hold or to speak besides Danish, and how likely that is where nobody has asked.

Mostly it is not so: a licence or a language that somebody has is seldom forgotten in a conversation. The rules ask in
any case; this only keeps a job that turns on an unlikely answer from standing above one that does not.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from features.columns import LANGUAGES, Columns, mask
from features.facts import PersonFacts
from features.vocabulary import Credential

Column = NDArray[np.float32]

CREDENTIAL_PRIOR: Final = {
    Credential.AM: 0.6,
    Credential.B: 0.5,
    Credential.TRACTOR: 0.4,
    Credential.HYGIENE: 0.5,
    Credential.FIRST_AID: 0.5,
    Credential.TRUCK: 0.15,
    Credential.STACKER: 0.2,
    Credential.CRIMINAL_RECORD: 0.95,
    Credential.CHILD_RECORD: 0.95,
}
"""How likely a participant holds what nobody has asked them about; 0.05 for all others (a judgement)."""
LANGUAGE_PRIOR: Final = {"en": 0.4}
"""How likely a participant speaks a foreign language that nobody has asked them about; ``RARE`` for all others."""
RARE: Final = 0.05
OPEN_TO_TALK: Final = 0.4
"""Fit of a known missing credential that only the task asks for."""


def credential_fit(person: PersonFacts, columns: Columns) -> Column:
    """How likely the person holds what is asked: 1 held, a prior where nobody has asked, low where known missing."""
    credentials = list(Credential)
    held = mask(person.held, Credential)
    prior = np.array([CREDENTIAL_PRIOR.get(code, RARE) for code in credentials], np.float32)
    missing = set(person.participant.credentials_missing)
    for number, code in enumerate(credentials):
        if code in missing or person.participant.credentials_complete:
            prior[number] = OPEN_TO_TALK
    fit = np.ones(len(columns), np.float32)
    unheld = np.uint64((1 << len(credentials)) - 1 & ~held)
    groups = np.concatenate([columns.credentials_hard, columns.credentials_task], axis=1)
    for group in groups.T:
        rows = np.flatnonzero((group != 0) & ((group & ~unheld) == 0))
        if len(rows):
            fit[rows] *= (_bits(group[rows]) * prior).max(axis=1)
    each = (columns.all_hard | columns.all_task) & unheld
    rows = np.flatnonzero(each)
    fit[rows] *= np.where(_bits(each[rows]) > 0, prior, 1).prod(axis=1)
    return fit * _spoken(person, columns)


def _spoken(person: PersonFacts, columns: Columns) -> Column:
    """How likely the person speaks the foreign languages that are asked for; of a choice the likeliest counts."""
    asked = (columns.language >= 0).any(axis=2)
    spoken = np.ones(len(columns), np.float32)
    for number in range(int(columns.language_group.max(initial=0)) + 1):
        wanted = asked & (columns.language_group == number)
        if number == 0:
            wanted[:, LANGUAGES.index("da")] = False
        rows = np.flatnonzero(wanted.any(axis=1))
        likely = np.where(wanted[rows], _language_prior(person), np.nan)
        spoken[rows] *= np.nanprod(likely, axis=1) if number == 0 else np.nanmax(likely, axis=1)
    return spoken


def _language_prior(person: PersonFacts) -> Column:
    """(languages,) 1 where something is known of it (the rule and the margin judge the level), else a prior."""
    known = [language == "da" or person.participant.language(language) is not None for language in LANGUAGES]
    prior = [LANGUAGE_PRIOR.get(language, RARE) for language in LANGUAGES]
    return np.where(known, 1, prior).astype(np.float32)


def _bits(masks: NDArray[np.uint64]) -> NDArray[np.float32]:
    """(n, credentials) 1 where a mask holds the credential, else 0."""
    bits = (masks[:, None] >> np.arange(len(Credential), dtype=np.uint64)) & np.uint64(1)
    return np.asarray(bits, np.float32)
