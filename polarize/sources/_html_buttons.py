"""Buttons that comments have and teasers have not: to answer, to report, to quote."""

from __future__ import annotations

from typing import Final

from polarize.sources._html_once import once
from polarize.sources._html_page import Element, Page
from polarize.sources._words import key, words

_BUTTONS: Final = frozenset(
    words("""
    reply replies antworten antwort répondre repondre responder respuesta rispondi beantwoorden 回复 回覆 回應 回应 report
    melden signaler denunciar flag
    quote zitieren citer citar permalink like j'aime reageer svara odpowiedz ответить 赞 讚 举报 檢舉
    пожаловаться válasz vastaa svar svare odpovědět nahlásit yanıtla şikayet 返信 通報 답글 신고
    """)
) | frozenset(
    """permanenter link;gefällt mir;me gusta;reply with quote;reply to this;reply to this comment;report comment;report this comment
    report abuse;flag as inappropriate;signaler un contenu;signaler ce commentaire;signaler un abus;répondre à ce commentaire
    répondre à ce message;responder a este comentario;kommentar melden;missbrauch melden;auf diesen kommentar antworten
    click to rate""".replace("\n    ", ";").split(";")
)
"""Words of buttons that comments have and teasers have not."""


@once
def is_button(page: Page, one: Element) -> bool:
    """Whether an element is such a button."""
    del page
    if one.tag not in ("a", "button", "span", "div", "li", "input") or len(one) > 3:
        return False
    said = one.text or "" if len(one) else (one.text or one.get("value") or "")
    return len(said) < 40 and key(said) in _BUTTONS
