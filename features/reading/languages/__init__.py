"""Languages: which a participant knows and how well, and which a vacancy asks for."""

from features.reading.languages.asked import asked_languages
from features.reading.languages.known import known_languages
from features.reading.languages.levels import rates_a_skill

__all__ = ["asked_languages", "known_languages", "rates_a_skill"]
