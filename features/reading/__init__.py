"""Free Danish and English text about a person or an advert → proposed fields, each with its evidence and confidence.

Small readers, one per kind of field, look for words of a lexicon (``lexicon/``) and ask what governs them in their
clause (``scope``): negation, modality, doubt, the past, another person. Nothing here is stored as true: a proposal
waits for a person's yes. Illness words are never kept; they become the question ``write_the_need``.
"""

from features.reading.participant import participant_from_text, read_participant
from features.reading.proposal import Proposal, Reading, Sentence
from features.reading.terms import recognise_terms
from features.reading.vacancy import read_vacancy, vacancy_from_text

__all__ = [
    "Proposal",
    "Reading",
    "Sentence",
    "participant_from_text",
    "read_participant",
    "read_vacancy",
    "recognise_terms",
    "vacancy_from_text",
]
