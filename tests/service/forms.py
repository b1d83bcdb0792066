"""A form of a page as a browser would send it back: every field with what stands in it."""

from html.parser import HTMLParser


class FormOf(HTMLParser):
    """The fields of the form that is sent to ``action``, as (name, value) pairs in order."""

    def __init__(self, page, action):
        super().__init__()
        self.fields, self._action, self._inside, self._list, self._area = [], action, False, None, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        about = dict(attrs)
        if tag == "form":
            self._inside = about.get("action") == self._action
        if not self._inside:
            return
        if tag == "input" and about.get("type") not in ("checkbox", "radio"):
            self.fields.append((about["name"], about.get("value", "")))
        elif tag == "input" and "checked" in about:
            self.fields.append((about["name"], about["value"]))
        elif tag == "select":
            self._list = [about["name"], None]
        elif tag == "option" and (self._list[1] is None or "selected" in about):
            self._list[1] = about["value"]
        elif tag == "textarea":
            self._area = [about["name"], ""]

    def handle_endtag(self, tag):
        if tag == "form":
            self._inside = False
        elif tag == "select" and self._list:
            self.fields.append(tuple(self._list))
            self._list = None
        elif tag == "textarea" and self._area:
            name, text = self._area
            self.fields.append((name, text.removeprefix("\n")))
            self._area = None

    def handle_data(self, data):
        if self._area:
            self._area[1] += data

    def sent(self, **other):
        """The fields as a mapping of lists, with some written otherwise; ``None`` leaves a field out."""
        found = {}
        for name, value in self.fields:
            found.setdefault(name, []).append(value)
        found |= {name: value if isinstance(value, list) else [value] for name, value in other.items()}
        return {name: value for name, value in found.items() if value != [None]}
