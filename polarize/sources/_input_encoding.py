"""Bytes without a byte order mark -> the encoding they are in."""

from __future__ import annotations

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

CONTROLS: Final = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32))
"""Control characters that no text holds (tab, line ends, form feed and the ESC of terminal colours left out)."""
SAMPLE: Final = 65_536
_LEGACY: Final = ("cp1252", "gb18030", "big5", "shift_jis", "euc_kr", "cp1251", "cp1250")
_WIDE: Final = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_LATIN: Final = re.compile(r"[\t\n\r\x20-\x7e\xa0-\u024f]")
_OTHER_LETTERS: Final = re.compile(
    r"[\u0370-\u06ff\u0900-\u0e7f\u2000-\u206f\u20a0-\u20bf\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef\U0001f300-\U0001faff]"
)
_HIGH_RUN: Final = re.compile(rb"[\x80-\xff]+")
_SIGN_IN_WORD: Final = re.compile(r"[^\W\d_][¹³¿£¥¢º¼¾][^\W\d_]")


def guess(sample: bytes) -> str | None:
    """Return the encoding of the first bytes of a text: UTF-8 if valid, UTF-16 or UTF-32, else the likeliest legacy one.

    None when the bytes are no text in any of these. A sample of SAMPLE bytes may be cut off anywhere.
    """
    valid = is_utf8(sample, cut_off=len(sample) >= SAMPLE)
    if valid and b"\0" not in sample:
        return "utf-8"
    # No other encoding of text uses control characters, and UTF-16 cannot do without them.
    if sample.translate(None, CONTROLS) != sample:
        return _wide(sample) or ("utf-8" if valid else None)
    return _legacy(sample)


def is_utf8(data: bytes, *, cut_off: bool = False) -> bool:
    """Return whether the bytes are UTF-8; `cut_off`: but for a last character that may be incomplete."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=not cut_off)
    except UnicodeDecodeError:
        return False
    return True


def decode_mixed(data: bytes) -> str:
    """Decode line by line a file that is UTF-8 in one part and something older in another, as joined exports are."""
    lines = data.split(b"\n")
    valid = [is_utf8(line) for line in lines]
    odd = b"\n".join(line for line, good in zip(lines, valid, strict=True) if not good)
    other = _legacy(odd[:SAMPLE]) or "cp1252"
    return "\n".join(line.decode("utf-8" if good else other, errors="replace") for line, good in zip(lines, valid, strict=True))


def _wide(sample: bytes) -> str | None:
    """Return the kind of UTF-16 or UTF-32 in which the bytes are letters and little else; Latin counts twice, for swapped it is Han."""
    best, found = 1.8, None
    for name in _WIDE:
        text = codecs.getincrementaldecoder(name)(errors="replace").decode(sample)
        latin, other = len(_LATIN.findall(text)), len(_OTHER_LETTERS.findall(text))
        score = (2 * latin + 1.9 * other) / len(text) if text else 0
        if score > best:
            best, found = score, name
    return found


def _legacy(sample: bytes) -> str | None:
    """Return the likeliest encoding from before Unicode."""
    runs = _HIGH_RUN.findall(sample)
    # An accent stands alone among ASCII letters; the letters of other scripts stand side by side.
    if sum(map(len, runs)) * 4 < len(sample) and sum(len(run) == 1 for run in runs) * 10 >= len(runs) * 7:
        return "cp1250" if _is_central(sample.decode("cp1252", errors="replace")) else "cp1252"
    if len(sample) >= SAMPLE:
        sample = sample[: max(sample.rfind(b"\n"), sample.rfind(b" ")) + 1] or sample
    best = from_bytes(sample, cp_isolation=list(_LEGACY)).best()
    return best.encoding if best else None


def _is_central(text: str) -> bool:
    """Return whether Windows-1252 was Windows-1250: Polish and Romanian then show signs within words, Czech ø or ì beside š or ž."""
    signs = set(text)
    return _SIGN_IN_WORD.search(text) is not None or (not signs.isdisjoint("øì") and not signs.isdisjoint("šž"))
