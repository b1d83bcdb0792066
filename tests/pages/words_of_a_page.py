"""What is read on a page, and what of it nobody should have to read: codes, keys, machines' dates, another language."""

import re
from enum import StrEnum
from html.parser import HTMLParser

from features import vocabulary
from service.texts import texts

SPOKEN = ("aria-label", "alt", "title", "placeholder")
SILENT = {"script", "style"}
VOID = {"meta", "link", "input", "br", "img", "hr", "rect", "line", "path", "circle"}
ENUMS = [kind for kind in vars(vocabulary).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]
CODES = {code.value for kind in ENUMS if kind is not StrEnum for code in kind}
RAW = {
    "a code": re.compile(r"(?<![\w/.@#])[a-z]+(?:_[a-z0-9]+)+(?![\w/])"),
    "a value of the program": re.compile(
        r"\bNone\b(?! yet)|\bTrue\b|\bFalse\b|\bnan\b|\[\]|\{\}|\{[a-z_]+\}|&lt;|&amp;|Undefined"
    ),
    "a date for machines": re.compile(r"\d{4}-\d\d-\d\dT|\d{4}-\d\d-\d\d \d\d:|\d\d:\d\d:\d\d\.\d"),
    "an id where there is a name": re.compile(r"\bsyn-[ev]-\d+|\b[0-9a-f]{8}-[0-9a-f]{4}-|\buser:"),
}
LEAST_WORDS = 2
"""From how many words on a text of the other language is no accident."""


class Reader(HTMLParser):
    """Collects what is read or said aloud, with the language it is marked with."""

    def __init__(self):
        super().__init__()
        self.found, self.open = [], []

    def handle_starttag(self, tag, attrs):
        about = dict(attrs)
        language = about.get("lang") or (self.open[-1][1] if self.open else None)
        self.found += [(about[name], language) for name in SPOKEN if about.get(name)]
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and self.open and self.open[-1][0] not in SILENT:
            self.found.append((" ".join(data.split()), self.open[-1][1]))


def read(html, language):
    """What is read on a page in its own language; words marked as another's are left out."""
    reader = Reader()
    reader.feed(html)
    return [text for text, marked in reader.found if marked == language]


def of_the_other(language):
    """Texts of the other language's catalogue that no text of this language equals, as they look on a page."""
    mine, other = texts(language), texts("en" if language == "da" else "da")
    own = {_plain(text) for text in mine.values()}
    return {_plain(text) for text in other.values() if "{" not in text} - own


def pieces_of_the_other(language):
    """The longest fixed piece of each such text with blanks, when it is four words or more."""
    mine, other = texts(language), texts("en" if language == "da" else "da")
    own = " ".join(" ".join(text.split()).casefold() for text in mine.values())
    pieces = (max(re.split(r"\{[^}]*\}", text), key=len).strip(" .,:;»«“”") for text in other.values() if "{" in text)
    return {piece.casefold() for piece in pieces if len(piece.split()) >= 4 and piece.casefold() not in own}


def _plain(text):
    return " ".join(text.split()).casefold().strip(" .:")


def raw(html, language, own_words=""):
    """What a person should not meet on a page, each with why; ``own_words`` is what people have written themselves."""
    foreign, pieces, keys = of_the_other(language), pieces_of_the_other(language), texts("da").keys()
    own = own_words.casefold()
    for text in read(html, language):
        if text.casefold() in own:
            continue
        yield from ((why, text) for why, pattern in RAW.items() if pattern.search(text))
        if language == "da" and re.search(r"\b\d{4}-\d\d-\d\d\b", text):
            yield "a date for machines", text
        if text in CODES and text.casefold() not in {_plain(one) for one in texts(language).values()}:
            yield "a code", text
        if any(word.strip(".,") in keys for word in text.split()):
            yield "a text's key", text
        plain = _plain(text)
        if plain in foreign and len(plain.split()) >= LEAST_WORDS:
            yield "the other language", text
        yield from (("the other language", text) for piece in pieces if piece in plain)
