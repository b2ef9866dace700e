"""Elements by what they are: a few of the selectors of style sheets, looked up in the lists of a page or of a part of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from polarize.sources._html_page import Page

Element = etree._Element

_SELECTOR: Final = re.compile(
    r"(?P<tag>[\w-]+)?(?P<classes>(?:\.[\w-]+)*)(?:\[(?P<name>[\w:-]+)(?:(?P<how>[\^*~]?=)(?P<value>[^\]]*))?\])?"
)
NONE: Final[frozenset[str]] = frozenset()


@dataclass(slots=True)
class Part:
    """Some elements of a page, in page order, to be found as those of the page are; for the attributes see `Page`."""

    elements: list[Element]
    classes: dict[Element, frozenset[str]]
    by_class: dict[str, list[Element]] = field(default_factory=lambda: defaultdict(list))
    by_tag: dict[str, list[Element]] = field(default_factory=lambda: defaultdict(list))
    by_attribute: dict[str, list[Element]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for element in self.elements:
            self.by_tag[element.tag].append(element)
            for name in self.classes.get(element, ()):
                self.by_class[name].append(element)


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector `tag.class.class[name=value]`; also `[name]`, `[name^=start]`, `[name*=part]`, `[name~=word]`."""

    tag: str
    classes: tuple[str, ...]
    name: str
    how: str
    value: str
    plain: bool
    """Whether it asks for a tag or a class, and for nothing else."""

    def among(self, part: Page | Part) -> Iterable[Element]:
        """Return the elements that are what the selector says, in page order."""
        if self.classes:
            pool = part.by_class.get(self.classes[0])
        elif self.tag:
            pool = part.by_tag.get(self.tag)
        else:
            if self.name not in part.by_attribute:
                part.by_attribute[self.name] = [one for one in part.elements if one.get(self.name) is not None]
            pool = part.by_attribute[self.name]
        if not pool or self.plain:
            return pool or ()
        return (one for one in pool if self._fits(part, one))

    def _fits(self, part: Page | Part, element: Element) -> bool:
        if self.tag and element.tag != self.tag:
            return False
        if len(self.classes) > 1 and not part.classes.get(element, NONE).issuperset(self.classes):
            return False
        if not self.name:
            return True
        value = element.get(self.name)
        return value is not None and _TESTS[self.how](value, self.value)


_TESTS: Final[dict[str, Callable[[str, str], bool]]] = {
    "": lambda value, wanted: True,
    "=": lambda value, wanted: value == wanted,
    "^=": lambda value, wanted: value.startswith(wanted),
    "*=": lambda value, wanted: wanted in value,
    "~=": lambda value, wanted: wanted in value.split(),
}


@cache
def compiled(selector: str) -> Selector:
    """Return the selector of a text."""
    match = _SELECTOR.fullmatch(selector)
    if match is None:
        raise ValueError(selector)
    names = tuple(name for name in match["classes"].split(".") if name)
    plain = not match["name"] and len(names) + bool(match["tag"]) == 1
    return Selector(match["tag"] or "", names, match["name"] or "", match["how"] or "", match["value"] or "", plain)
