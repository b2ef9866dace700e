"""What an element of a page is by its markup alone: its place ("role"), whether it tells a time, quotes, links to a profile."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import Final

from polarize.sources._dates import find
from polarize.sources._html_once import once
from polarize.sources._html_page import Element, Page, has_many
from polarize.sources._html_posts import Block
from polarize.sources._words import PROFILE, key

Role = tuple[str, str]

_DIGITS: Final = re.compile(r"\d+")
_STATES: Final = re.compile(
    r"(?:[\w-]{1,40}[-_])?(?:odd|even|first|last|alt)|active|parent|open|new|clearfix|clear|hidden|visible|left|right|row|col"
    r"|(?:windowbg|row|alt|bg|alternate|trow|post_?color)[-_]?\d{0,2}"
)
_UTILITY: Final = re.compile(
    r"(?:[a-z-]{2,12}:)?-?(?:text|font|leading|tracking|bg|border|rounded|m[tblrxy]?|p[tblrxy]?|[wh]|min-[wh]|max-[wh]|flex|grid|items|justify"
    r"|gap|space-[xy]|d|align|col|order|shadow|overflow|relative|absolute|inline)"
    r"(?:-(?:xs|sm|md|lg|xl|base|bold|semibold|medium|normal|center|start|end|between|wrap|nowrap|full|auto|none|col|row|grow|shrink|block|inline"
    r"|muted|reset|left|right|top|bottom|justify|baseline|\[[^\]]{1,20}\]|#|#\.#|#/#|[a-z]{3,8}-#))*"
)
"""Class names of style kits: they say how an element looks, not what it holds."""
_PROFILE: Final = re.compile(
    r"member(?:list|s|\.php|/)|profil|/users?[/?.]|/u/|user_?id|user\?|/people/|/person(?!al|nel)|/konto|account(?!ing|an|ab)|/@\w|!ku\d|user_?info"
    r"|showuser=|view_?user|/(?:membre|mitglied|usuario|utente|gebruiker|kullanici|uzytkownik|bruker)|space-uid|[?&]uid=\d+\Z|\.livejournal\.",
    re.IGNORECASE,
)
_ABOUT_PERSON: Final = re.compile(
    r"\b(?:joined|join date|member since|registered|registriert(?: seit)?|mitglied seit|dabei seit|inscrit(?: depuis| le)?|registrado"
    r"|last (?:activity|active|seen|visit|login|online)|zuletzt (?:aktiv|online|gesehen)|dernière (?:visite|activité|connexion)"
    r"|última (?:visita|actividad|conexión)|последн(?:ий визит|яя активность))"
    r"\s?:?\s|(?:注册|註冊|登录|登錄|加入|가입|登録)(?:时间|時間|日期|日)?\s?[:：]?\s?(?=\d)",
    re.IGNORECASE,
)
_POSTED: Final = re.compile(r"(?:posted|verfasst|geschrieben|posté|publicado)(?: (?:on|am|le|el))?\s?:\s", re.IGNORECASE)
_EDIT: Final = re.compile(
    r"(?:last )?(?:edited|modified|updated)\b|(?:zuletzt )?(?:bearbeitet|geändert)\b|modifié\b|(?:editado|modificado)\b"
    r"|.{0,20}\bvon\b.{1,80}\b(?:bearbeitet|geändert|editiert)\W{0,3}\Z",
    re.IGNORECASE,
)
_EDITOR: Final = re.compile(r"\b(?:by|von|par|por)\b", re.IGNORECASE)
_QUOTED: Final = re.compile(r"quote|zitat|citation|(?:^|[-_ ])cite", re.IGNORECASE)
_QUOTES: Final = re.compile(
    r"\s*(?:(?:quote|zitat|citation|cita|citaat|цитата|cytat|lainaus|citat|引用)\s?[:：]|(?:originally posted by|zitat von|quote from)\b)",
    re.IGNORECASE,
)
_SAID_TO_BE: Final = frozenset(["author", "creator", "name", "text", "commentText", "articleBody", "reviewBody"])
TEXT_END: Final = r"(?:message|msg|text|content|body)[-_]?#\Z"
"""How the ids of texts end, without their numbers."""
_TEXT_ID: Final = re.compile(TEXT_END, re.IGNORECASE)
_HEADINGS: Final = frozenset(["h1", "h2", "h3"])
LONGEST_DATED: Final = 200
_MOST: Final = 400
"""Characters, spaces too, that few words have at most."""


@once
def role_of(page: Page, one: Element) -> Role:
    """Return the place of an element: its tag, and its class names without numbers and states."""
    names, identity = _plain(" ".join(sorted({*page.classes.get(one, ()), *_said_to_be(one)}))), _numbered(one)
    names = f"{names} {identity}" if names and _TEXT_ID.search(identity) else names or identity
    return one.tag, f"{names} profile" if leads_to_profile(page, one) else names


def roles_in(block: Block) -> dict[Role, list[Element]]:
    """Return the elements of a block by their roles, those of each in page order."""
    if block.grouped is None:
        block.grouped = {}
        for one in block.own:
            block.grouped.setdefault(role_of(block.page, one), []).append(one)
    return block.grouped


def first_of(block: Block, role: Role | None) -> Element | None:
    """Return the first element of a block that has a role; None for none."""
    found = roles_in(block).get(role) if role is not None else None
    return found[0] if found else None


def is_called(role: Role | None, names: re.Pattern[str]) -> bool:
    """Whether there is a role, and its class names are such."""
    return role is not None and names.search(role[1]) is not None


def _said_to_be(one: Element) -> list[str]:
    """Return what the page's microdata call an element, when that is a person's name or a text."""
    said = (one.get("itemprop") or "").split()
    return [word for word in said if word in _SAID_TO_BE and not (word == "name" and one.tag in _HEADINGS)]


def _numbered(one: Element) -> str:
    """Return an id that differs by its number only in the other blocks ("post_message_#"); "" for any other."""
    identity = one.get("id") or ""
    return f"#{_DIGITS.sub('#', identity)}" if any(char.isdigit() for char in identity) else ""


@once
def leads_to_profile(page: Page, one: Element) -> bool:
    """Whether an element is a link to somebody's profile."""
    del page
    return one.tag == "a" and _PROFILE.search(one.get("href") or "") is not None


@lru_cache(maxsize=65_536)
def _plain(names: str) -> str:
    kept = [plain for name in names.split() if (plain := lasting(name))]
    return " ".join(dict.fromkeys(kept))


@lru_cache(maxsize=65_536)
def lasting(name: str) -> str:
    """Return a class name without its numbers; "" for one that says only how the element looks or where in its row it stands."""
    plain = _DIGITS.sub("#", name)
    return "" if _STATES.fullmatch(name) or _UTILITY.fullmatch(plain) else plain


def dated_elements(page: Page) -> dict[Element, bool]:
    """Return the elements that tell a time, and whether it is as exact as the stamp of a comment (a time of day, or relative)."""
    if "dated" not in page.memo:
        told = {one: fine for one in page.elements if (fine := _tells_time(page, one)) is not None}
        notes = edit_notes(page, told)
        page.memo["dated"] = {one: fine for one, fine in told.items() if one not in notes}
    kept: dict[Element, bool] = page.memo["dated"]
    return kept


def edit_notes(page: Page, dated: dict[Element, bool]) -> set[Element]:
    """Return what stands in notes on who changed a text last, and when ("edited 3 May 2021, Ann"): neither its author nor its time."""
    if "edits" not in page.memo:
        found: set[Element] = set()
        for one in dated:
            note = None
            for above in (one, *islice(one.iterancestors(), 4)):
                line = short(page, above)
                if not line or sum(below in dated for below in above.iter()) > 1:
                    break
                if _EDIT.match(line) and (_EDITOR.search(line) or any(leads_to_profile(page, link) for link in above.iter("a"))):
                    note = above
            found.update(note.iter() if note is not None else ())
        page.memo["edits"] = found
    kept: set[Element] = page.memo["edits"]
    return kept


def _tells_time(page: Page, one: Element) -> bool | None:
    if one.tag in ("html", "body", "head", "title", "meta", "link", "option"):
        return None
    if one.tag in ("time", "relative-time", "time-ago"):
        return True
    if one.get("data-timestamp") or one.get("data-publishtime") or one.get("data-utime"):
        return True
    if _titled_time(page, one):
        return True
    said = [one.text or "", *(child.tail or "" for child in one)] if len(one) <= 12 else [one.text or ""]
    joined = " ".join(" ".join(said).split())
    if not 2 <= len(joined) <= LONGEST_DATED:
        return None
    kinds = _dates(joined)
    if kinds and (label := _label(one)) is not None and key(short(page, label)).rstrip(":：") in PROFILE:
        return None
    if not kinds or _ABOUT_PERSON.search(joined) or (len(one) and len(one) <= 3 and _ABOUT_PERSON.match(short(page, one))):
        return None
    # Running text that names a day is no stamp: the date has to be most of the line, or the line short, or begin with "Posted:".
    if len(joined) > 60 and kinds[1] * 3 < len(joined):
        return kinds[0] if kinds[0] and _POSTED.match(joined) else None
    return kinds[0]


def _label(one: Element) -> Element | None:
    """Return what stands before an element; before the cell whose only content it is, where nothing does."""
    before, outer = one.getprevious(), one.getparent()
    while before is None and outer is not None and len(outer) == 1 and not (outer.text or "").strip():
        before, outer = outer.getprevious(), outer.getparent()
    return before


def _titled_time(page: Page, one: Element) -> bool:
    """Whether an element that prints an age ("3 weeks back") has the time as its title, and nothing else in it."""
    title = " ".join((one.get("title") or "").split())
    kinds = _dates(title) if title and len(title) <= LONGEST_DATED else None
    return kinds is not None and (one.tag == "abbr" or (kinds[1] >= 0.8 * len(title) and any(map(str.isdigit, short(page, one)))))


@lru_cache(maxsize=65_536)
def _dates(line: str) -> tuple[bool, int] | None:
    """Return whether the dates in a line are exact, and how long they are; None when there is none."""
    whens = [when for when in find(line) if when.kind != "time"]
    return (any(when.fine for when in whens), sum(when.end - when.start for when in whens)) if whens else None


@once
def short(page: Page, one: Element) -> str:
    """Return the words of an element when they are few, else ""; many elements are taken for many words."""
    del page
    if len(one) == 0:
        words = one.text or ""  # most elements hold no other, and this is asked of all
    elif has_many(one):
        return ""
    else:
        words = ""
        for text in one.itertext():
            words += str(text)
            if len(words) > _MOST:
                break
    line = "" if len(words) > _MOST else " ".join(words.split())
    return line if len(line) <= 120 else ""


@once
def own_length(page: Page, one: Element) -> int:
    """Return how many characters of text an element holds that no other in it holds."""
    del page
    own = len((one.text or "").strip())
    return own + sum(len((child.tail or "").strip()) for child in one) if len(one) else own


@once
def is_quote(page: Page, one: Element) -> bool:
    """Whether an element holds what somebody else said: by its tag, its class names, or a box whose first words say so."""
    del page
    if one.tag == "blockquote" or _QUOTED.search(one.get("class") or "") is not None:
        return True
    boxed = one.tag in ("table", "fieldset") or "margin" in (one.get("style") or "")
    return boxed and _QUOTES.match(next((text for text in map(str, one.itertext()) if text.strip()), "")) is not None
