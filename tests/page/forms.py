"""Pages as a program reads them: the forms on one, with what they hold and what may be marked."""

from __future__ import annotations

from html.parser import HTMLParser

from attrs import Factory, define, field


@define
class Form:
    """A form: where it is sent, what it holds, what each group of marks may be."""

    action: str
    held: dict[str, str] = Factory(dict[str, str])
    groups: dict[str, list[str]] = Factory(dict[str, list[str]])
    closed: dict[str, list[str]] = Factory(dict[str, list[str]])
    marked: dict[str, str] = Factory(dict[str, str])


@define
class Pages(HTMLParser):
    """The forms, links and headings of a page."""

    forms: list[Form] = field(factory=list)
    links: list[str] = field(factory=list)
    text: list[str] = field(factory=list)
    tags: list[tuple[str, dict[str, str | None]]] = field(factory=list)
    title: str = ""
    _open: list[str] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), (tag, attrs)
        given = dict(attrs)
        self.tags.append((tag, given))
        self._open.append(tag)
        if tag == "form":
            self.forms.append(Form(given.get("action") or ""))
        elif tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        elif tag == "input" and self.forms:
            self._input(given)

    def _input(self, given: dict[str, str | None]) -> None:
        form, name, value = self.forms[-1], given.get("name") or "", given.get("value") or ""
        if given.get("type") == "radio":
            (form.closed if "disabled" in given else form.groups).setdefault(name, []).append(value)
            if "checked" in given:
                form.marked[name] = value
        else:
            form.held[name] = value

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self._open[-1:] == ["title"]:
            self.title += data


def read(text: str) -> Pages:
    """A page, read."""
    page = Pages()
    page.feed(text)
    return page


def signing(text: str) -> Form | None:
    """The form that a decision is signed with; None if nothing waits."""
    found = (form for form in read(text).forms if "scene" in form.held)
    return next(found, None)
