"""HTML as plain text: adverts arrive with tags, and a tag is no word."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_LOOKS_LIKE: Final = re.compile(
    r"</?(p|br|div|ul|ol|li|strong|em|b|i|u|span|h[1-6]|a|table|td|tr)\b[^<>]{0,500}>", re.IGNORECASE
)
_BLOCKS: Final = frozenset(
    {"p", "br", "div", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section"}
)
_SILENT: Final = frozenset({"script", "style", "template"})


def plain_text(text: str) -> str:
    """``text`` without tags, a line for each block; text without tags is only unescaped of its entities."""
    if not _LOOKS_LIKE.search(text) and not re.search(r"&(#\d+|[a-zA-Z]{2,8});", text):
        return text
    reader = _Reader()
    reader.feed(text)
    reader.close()
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(reader.parts).splitlines())
    return "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    """Collects the words, with line ends where a block begins or ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)
