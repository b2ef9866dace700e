"""What the names in a page's markup say of a list: comments, a guestbook, testimonials, references."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import Final

from polarize.sources._html_meta import title
from polarize.sources._html_once import those
from polarize.sources._html_page import Element, Page, names_of
from polarize.sources._html_parts import Parts
from polarize.sources._html_posts import Block
from polarize.sources._html_roles import is_called, short

ABOUT: Final = re.compile(
    r"comment|kom+ent|coment[aá]ri|yorum|hozz[aá]sz[oó]l|otzyv|binh-?luan|reaction|reactie|respon(?:d|s(?!iv))|discuss|diskuss"
    r"|guestbook|g[aä]stebuch|(?:^|[-_ .#])forum"
    r"|(?:^|[-_ .#](?:user|customer|reader|member)?[-_]?)reviews?(?:$|[-_ #])|repl(?:y|ies)|respuesta|antwort"
    r"|disqus|opiniones|lesermeinung|評論|评论|留言|回應|コメント|댓글",
    re.IGNORECASE,
)
_WEAK: Final = re.compile(r"message|post|thread|answer|beitrag|review|topic|feedback|conversation|note|status|debat", re.IGNORECASE)
_GUESTBOOK: Final = re.compile(
    r"guest ?book|g[äa]e?stebuch|livre d.or|libro de (?:visitas|firmas)|livro de visitas|gastenboek|gästbok|gæstebog|gjestebok"
    r"|vieraskirja|ksi[ęe]ga gości|kniha hostů|kniha návštěv|vendégkönyv|libro degli ospiti|гостевая|гостьова|留言[板簿本]|芳名帳|방명록",
    re.IGNORECASE,
)
_MARK: Final = re.compile(r"\bcommentText\b|\breviewBody\b|/(?:Comment|UserComments|Review|Answer)\b")
_STATE: Final = re.compile(
    r"\b(?:has|no|with|without|show|hide|allow)[-_]comments?\b|\bcommented\b|\bcomments?[-_](?:open|closed|enabled|disabled|count)\b"
    r"|\b(?:ajax|http|server|form|mce|error|success)[-_]?responses?\b",
    re.IGNORECASE,
)
"""Class names of what is commented on, and of what a server answers."""
_PRAISE: Final = re.compile(r"testimonial", re.IGNORECASE)
_REFERENCES: Final = re.compile(r"(?:^|[-_ #])(?:references|(?:foot|end|cite_)notes?|bibliography|citations)(?:$|[-_ #])", re.IGNORECASE)
"""Names in the markup of lists of works that a text cites."""


@lru_cache(maxsize=16_384)
def _speaks(named: str) -> bool:
    return ABOUT.search(_STATE.sub("", named)) is not None


def hint(page: Page, name: str, first: Element) -> float:
    """Return how much the names in the markup speak of comments."""
    if _speaks(name):
        return 3.0
    for depth, above in enumerate(first.iterancestors()):
        if depth > 4 or above.tag in ("body", "main"):
            break
        if _speaks(names_of(above)):
            return 2.0
    return 1.0 if _WEAK.search(name) else 0.0


def _is_marked(sample: list[Block]) -> bool:
    """Whether the page's microdata say of most blocks that they are comments or reviews."""
    return 2 * sum(bool(those(block, _is_mark)) for block in sample) > len(sample)


def _is_mark(page: Page, one: Element) -> bool:
    del page
    return _MARK.search(f"{one.get('itemtype') or ''} {one.get('itemprop') or ''}") is not None


def words_say(page: Page, sample: list[Block], parts: Parts) -> float:
    """Return how much the words of a list's markup speak of comments, its microdata and the class of its texts among them."""
    if _is_marked(sample):
        return 3.0
    first = sample[0].element
    written = f"{first.tag}.{first.get('class') or ''}#{first.get('id') or ''}"
    return max(hint(page, written, first), 2.0 if _is_guestbook(page) else 1.0 if is_called(parts.body, ABOUT) else 0.0)


def _is_guestbook(page: Page) -> bool:
    """Whether the page's title, or a heading, says that it is a guestbook."""
    if "guestbook" not in page.memo:
        said = [title(page) or "", *(short(page, one) for one in page.elements if one.tag in ("h1", "h2", "h3"))]
        page.memo["guestbook"] = any(len(line) <= 80 and _GUESTBOOK.search(line) for line in said)
    kept: bool = page.memo["guestbook"]
    return kept


def is_praise(first: Element) -> bool:
    """Whether the names in the markup call a list testimonials: without times they are what a firm chose to show of its customers."""
    return _is_within(first, _PRAISE, 5)


def is_reference(first: Element) -> bool:
    """Whether the names in the markup call a list the works that a text cites: they have authors, titles and dates, too."""
    return _is_within(first, _REFERENCES, 2)


def _is_within(first: Element, called: re.Pattern[str], most: int) -> bool:
    """Whether an element, or one of so many around it, is called so; not the body, whose classes are those of the whole page."""
    return any(called.search(names_of(one)) for one in (first, *islice(first.iterancestors(), most)) if one.tag not in ("body", "html"))
