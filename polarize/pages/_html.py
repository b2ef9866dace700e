"""Making HTML that stays harmless whatever is in the texts.

Jinja2 escapes every value. That leaves three doors, which are shut here: links (only http and https), characters that HTML does
not allow, and inline code (a content-security-policy with the hashes of our own style and script, which hold no text from the data).
"""

from __future__ import annotations

import base64
import functools
import re
import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

TEMPLATES = Path(__file__).parent / "templates"
MIME = {"svg": "image/svg+xml", "png": "image/png"}
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_LONGEST_URL = 2_000


def plain(text: str) -> str:
    """Return `text` without characters that HTML does not allow: controls other than tab and line feed, surrogates, non-characters."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def coded(text: str) -> Markup:
    """Return `plain(text)`, escaped, with what stands between backticks as code."""
    parts = plain(text).split("`")
    if len(parts) % 2 == 0:  # one backtick too many: then none means code
        parts = ["`".join(parts)]
    return Markup("").join(Markup("<code>{}</code>").format(part) if at % 2 else escape(part) for at, part in enumerate(parts))


def cut(text: str, length: int) -> str:
    """Return `plain(text)` with at most `length` characters and an ellipsis, never between a letter and its combining marks."""
    text = plain(text)
    if len(text) <= length:
        return text
    end = length - 1
    while end > 0 and (unicodedata.category(text[end])[0] == "M" or text[end] in "\u200d\ufe0f" or text[end - 1] == "\u200d"):
        end -= 1
    return text[: end or length - 1].rstrip() + "…"


def safe_url(url: str | None) -> str | None:
    """Return `url` when it is a plain http or https address, else None."""
    if not url or len(url) > _LONGEST_URL or url != plain(url).strip() or any(character.isspace() for character in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and host and "@" not in parts.netloc else None


def safe_language(code: str | None) -> str | None:
    """Return a language code when it is well formed, else None."""
    return code if code and _LANGUAGE.fullmatch(code) else None


def data_uri(image: bytes, kind: str) -> str:
    """Return an image ("svg" or "png") as a data URI."""
    return f"data:{MIME[kind]};base64,{base64.b64encode(image).decode()}"


@functools.cache
def environment() -> Environment:
    """Return the Jinja2 environment: everything is escaped, an unknown name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(plain=plain, coded=coded, cut=cut, safe_url=safe_url, safe_language=safe_language)
    return made


def page(template: str, values: Mapping[str, object]) -> str:
    """Return a whole page: the template with `values`, our style, our script and the policy that lets in nothing else."""
    inline = {"style": _asset("style.css"), "script": _asset("script.js"), "policy": _policy()}
    return environment().get_template(template).render(**values, **inline)


@functools.cache
def _asset(name: str) -> Markup:
    """Return a file of the templates folder, to be inlined as it is."""
    return Markup((TEMPLATES / name).read_text(encoding="utf-8"))  # noqa: S704 - our own file


@functools.cache
def _policy() -> str:
    """Return the content-security-policy."""
    style, script = (base64.b64encode(sha256(_asset(name).encode()).digest()).decode() for name in ("style.css", "script.js"))
    return (
        f"default-src 'none'; img-src data:; style-src 'sha256-{style}'; script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'"
    )
