"""VADER's rules on many texts at once, one function a rule, under the names of Hutto and Gilbert (ICWSM 2014).

Only the words of the lexicon get a valence. For most of them nothing near has a part in a rule, and the valence is the lexicon's; the rules
run on the others. Where an array cannot follow the reference's arithmetic to the last digit (a sum near zero, a rounding near a tie, equal
values around "but"), the few texts that it concerns are done in plain Python.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from vaderSentiment import vaderSentiment as reference  # noqa: N813

from polarize.sentiment._replay import weigh
from polarize.sentiment.lexicon import MODIFIES, RATED, Array, Vocabulary
from polarize.sentiment.tokens import Tokens, eight, last_eight

_DAMPED: Final = (1, 0.95, 0.9)
"""A booster counts less the farther away it stands: right before the word, one further, two further."""
_SURE: Final = 1e-6
"""Distance from zero, or from a tie in units of the last digit, from which the way of adding cannot matter for few words."""
_FEW: Final = 100


@dataclass(slots=True)
class Near:
    """Words of the lexicon with the numbers of the words around: three before (`one` is the nearest), two after; 0 beyond the text.

    Attributes:
        at: place of each among all words.
        row: text of each.
        index: place in its text, from 0.
    """

    at: Array
    row: Array
    index: Array
    zero: Array
    one: Array
    two: Array
    three: Array
    next: Array
    second: Array


def scores(tokens: Tokens, vocabulary: Vocabulary) -> Array:
    """Return neg, neu, pos and compound of each text: an array of four columns."""
    at, row, valence = valences(tokens, vocabulary)
    valence = contrastive_conjunction(at, row, valence, tokens, vocabulary)
    out = summed(row, valence, tokens, vocabulary)
    for one in tokens.strange.tolist():
        out[one] = vocabulary.replay.score(tokens.bytes.text(one))
    return out


def valences(tokens: Tokens, vocabulary: Vocabulary) -> tuple[Array, Array, Array]:
    """Return the places of the words of the lexicon, ascending, their texts, and their valences after the rules on the words around."""
    part = vocabulary.part.take(tokens.words)
    at = np.flatnonzero((part[3:-3] & RATED) != 0)
    row = tokens.row.take(at)
    words = tokens.words.take(at + 3)
    valence = vocabulary.rating.take(words)
    loud = in_capitals(tokens, at, words, vocabulary)
    touched = np.flatnonzero(_modified(part)[at] | loud)
    if touched.size:
        near = _near(tokens, at[touched], row[touched])
        valence[touched] = _valence(near, loud[touched], tokens, vocabulary)
    return at, row, valence


def _modified(part: Array) -> Array:
    """Return for each word whether it, one of the three before or one of the two after has a part in a rule."""
    near: Array = ((part[3:-3] | part[2:-4] | part[1:-5] | part[:-6] | part[4:-2] | part[5:-1]) & MODIFIES) != 0
    return near


def _near(tokens: Tokens, at: Array, row: Array) -> Near:
    index, left = at - tokens.first[row], tokens.first[row + 1] - 1 - at
    words = tokens.words
    before = [np.where(index >= step, words[at + 3 - step], 0) for step in (1, 2, 3)]
    after = [np.where(left >= step, words[at + 3 + step], 0) for step in (1, 2)]
    return Near(at, row, index, words[at + 3], *before, *after)


def _valence(near: Near, loud: Array, tokens: Tokens, vocabulary: Vocabulary) -> Array:
    """Apply the rules on the words around in the reference's order."""
    number = vocabulary.number
    shouted = in_mixed_text(tokens, near.row, loud)
    valence = no_rule(near, vocabulary)
    valence = valence + np.where(shouted, np.where(valence > 0, reference.C_INCR, -reference.C_INCR), 0.0)
    for distance, word in enumerate((near.one, near.two, near.three), 1):
        free = (near.index >= distance) & ~vocabulary.listed[word]
        changed = degree_modifier(valence, near, word, distance, tokens, vocabulary)
        changed = changed * negation(near, distance, vocabulary)
        if distance == 3:
            changed = idioms(changed, near, vocabulary)
        valence = np.where(free, changed, valence)
    valence = np.where(least(near, vocabulary), valence * reference.N_SCALAR, valence)
    kind_of = (near.zero == number["kind"]) & (near.next == number["of"])
    return np.where(kind_of, 0.0, valence)


def no_rule(near: Near, vocabulary: Vocabulary) -> Array:
    """Return the lexicon's valence, 0 for a "no" before another word of the lexicon, and turned around after a "no"."""
    no, either, nor = (vocabulary.number[word] for word in ("no", "or", "nor"))
    valence = vocabulary.rating[near.zero]
    after = (near.one == no) | (near.two == no) | ((near.three == no) & ((near.one == either) | (near.one == nor)))
    before = (near.zero == no) & vocabulary.listed[near.next]
    return np.where(after, valence * reference.N_SCALAR, np.where(before, 0.0, valence))


def degree_modifier(valence: Array, near: Near, word: Array, distance: int, tokens: Tokens, vocabulary: Vocabulary) -> Array:
    """Add what a booster or dampener `distance` words before does: away from zero or towards it, more so in capitals."""
    scalar = vocabulary.booster[word]
    some = np.flatnonzero(scalar)
    running, scalar = valence[some], scalar[some]
    scalar = np.where(running < 0, -scalar, scalar)
    shouted = in_mixed_text(tokens, near.row[some], in_capitals(tokens, near.at[some] - distance, word[some], vocabulary))
    scalar = np.where(shouted, scalar + np.where(running > 0, reference.C_INCR, -reference.C_INCR), scalar)
    out = valence.copy()
    out[some] = running + scalar * _DAMPED[distance - 1]
    return out


def negation(near: Near, distance: int, vocabulary: Vocabulary) -> Array:
    """Return the factor of a negation `distance` words before, with the exceptions "never so", "never this" and "without doubt".

    At distance 3 any "so" or "this" right before the word is enough, whatever stands third: the reference's operator precedence.
    """
    never, so, this, without, doubt = (vocabulary.number[word] for word in ("never", "so", "this", "without", "doubt"))
    word = (near.one, near.two, near.three)[distance - 1]
    factor = np.where(vocabulary.negates[word], reference.N_SCALAR, 1.0)
    if distance == 1:
        return factor
    between = (near.one,) if distance == 2 else (near.two, near.one)
    doubted = (word == without) & np.logical_or.reduce([other == doubt for other in between])
    so_or_this = (word == never) & ((between[0] == so) | (between[0] == this))
    if distance == 3:
        so_or_this |= (near.one == so) | (near.one == this)
    return np.where(so_or_this, 1.25, np.where(doubted, 1.0, factor))


def idioms(valence: Array, near: Near, vocabulary: Vocabulary) -> Array:
    """Replace the valence where the word is part of an idiom, and add two-word boosters such as "sort of"."""
    around = (near.three, near.two, near.one, near.zero, near.next, near.second)
    some = np.flatnonzero(np.logical_or.reduce([vocabulary.triggers.take(word) for word in around]))
    three, two, one, zero, following, second = (word[some] for word in around)
    changed, known = valence[some], vocabulary.idioms
    # The last one in this order is the one that counts: the reference looks at the first five in the opposite order and stops.
    sequences = ((three, two), (three, two, one), (two, one), (two, one, zero), (one, zero), (zero, following), (zero, following, second))
    for sequence in sequences:
        found, value = known.worth(*sequence)
        changed = np.where(found, value, changed)
    for pair in ((three, two), (two, one)):
        changed = changed + vocabulary.boosters.worth(*pair)[1]
    out = valence.copy()
    out[some] = changed
    return out


def least(near: Near, vocabulary: Vocabulary) -> Array:
    """Return where "least" negates: not in "at least" and "very least"."""
    word, at, very = (vocabulary.number[word] for word in ("least", "at", "very"))
    if vocabulary.listed[word]:
        return np.zeros(len(near.at), bool)
    turned: Array = (near.one == word) & (near.two != at) & (near.two != very)
    return turned


def in_capitals(tokens: Tokens, at: Array, word: Array, vocabulary: Vocabulary) -> Array:
    """Return which words (places and numbers) are all in capitals."""
    raw, ends = tokens.bytes.raw, tokens.ends[at]
    size = ends - tokens.starts[at]
    loud: Array = last_eight(raw, ends, size) == vocabulary.loud.take(word)
    long = np.flatnonzero(loud & (size > 8))
    loud[long] = eight(raw, tokens.starts[at[long]]) == vocabulary.loud_head[word[long]]
    for one in long[size[long] > 16].tolist():
        loud[one] = raw[tokens.starts[at[one]] : ends[one]].tobytes().decode().isupper()
    return loud


def in_mixed_text(tokens: Tokens, row: Array, loud: Array) -> Array:
    """Return which of the words in capitals (`loud`, in the texts `row`) are in a text with a word that is not."""
    mixed = np.zeros(len(tokens.first), bool)
    mixed[row[loud]] = True
    rows = np.flatnonzero(mixed)
    first, last = tokens.first[rows], tokens.first[rows + 1] - 1
    settled = _ends_low(tokens, first) | _ends_low(tokens, last) | _ends_low(tokens, (first + last) // 2)
    for one in rows[~settled].tolist():
        mixed[one] = not all(map(str.isupper, tokens.bytes.text(one).split()))
    shouted: Array = loud & mixed[row]
    return shouted


def _ends_low(tokens: Tokens, at: Array) -> Array:
    """Return whether each word ends in a small letter of ASCII, and so is not in capitals."""
    low: Array = (tokens.bytes.raw[tokens.ends[at] - 1] - ord("a")) < 26
    return low


def contrastive_conjunction(at: Array, row: Array, valence: Array, tokens: Tokens, vocabulary: Vocabulary) -> Array:
    """Halve what stands before the first "but" of a text, and raise by half what stands after it."""
    buts = np.flatnonzero(tokens.words[3:-3] == vocabulary.number["but"])
    if not buts.size:
        return valence
    rows, first = np.unique(tokens.row[buts], return_index=True)
    but = np.full(len(tokens.first), -1)
    but[rows] = buts[first]
    place = but[row]
    some = np.flatnonzero((place >= 0) & (valence != 0))
    place = place[some]
    weighed = valence.copy()
    weighed[some] *= np.where(at[some] < place, 0.5, np.where(at[some] > place, 1.5, 1.0))
    rows = row[some]
    repeated = _repeated(rows, valence[some], weighed[some])
    first, last = (np.searchsorted(rows, repeated, side).tolist() for side in ("left", "right"))
    for one, start, end in zip(repeated, first, last, strict=True):
        inside = some[start:end]
        weighed[inside] = weigh(at[inside].tolist(), valence[inside].tolist(), int(but[one]))
    return weighed


def _repeated(row: Array, before: Array, after: Array) -> list[int]:
    """Return the texts in which a valence, before or after "but" changed it, comes twice: there the reference changes the first of them."""
    rows, values = np.concatenate([row, row]), np.concatenate([before, after])
    order = np.lexsort((values, rows))
    rows, values = rows[order], values[order]
    repeated: list[int] = np.unique(rows[1:][(rows[1:] == rows[:-1]) & (values[1:] == values[:-1])]).tolist()
    return repeated


def summed(row: Array, valence: Array, tokens: Tokens, vocabulary: Vocabulary) -> Array:
    """Add up each text's valences and punctuation, normalize, and round: neg, neu, pos and compound."""
    texts = len(tokens.first) - 1
    emphasis = punctuation_emphasis(tokens)
    total = np.bincount(row, valence, texts)
    shown = valence != 0
    positive = np.bincount(row, np.where(valence > 0, valence + 1, 0.0), texts)
    negative = np.bincount(row, np.where(valence < 0, valence - 1, 0.0), texts)
    neutral = np.diff(tokens.first) - np.bincount(row[shown], minlength=texts)
    size = np.abs(negative)
    positive, negative = np.where(positive > size, positive + emphasis, positive), np.where(positive < size, size + emphasis, size)
    everything = np.maximum(positive + negative + neutral, np.finfo(float).tiny)
    compound, doubtful = normalized(total, emphasis)
    shares = [part / everything for part in (negative, neutral, positive)]
    out = np.column_stack([*(rounded(share, 3) for share in shares), rounded(compound, 4)])
    rated = np.bincount(row, minlength=texts)
    for one in np.flatnonzero((doubtful & (rated > 1)) | (rated > _FEW)).tolist():
        out[one, 3] = _compound(valence[slice(*np.searchsorted(row, [one, one + 1]))].tolist(), float(emphasis[one]))
    return out


def punctuation_emphasis(tokens: Tokens) -> Array:
    """Return the amplifier of each text: up to four exclamation marks, two or more question marks."""
    exclamations = np.minimum(tokens.exclamations, 4) * 0.292
    questions = tokens.questions
    return exclamations + np.where(questions > 3, 0.96, np.where(questions > 1, questions * 0.18, 0.0))


def normalized(total: Array, emphasis: Array) -> tuple[Array, Array]:
    """Return the compound score before rounding, and where it hangs on the order of additions: sums near zero, ties."""
    stressed = total + np.sign(total) * emphasis
    compound = np.clip(stressed / np.sqrt(stressed * stressed + 15), -1.0, 1.0)
    return compound, (np.abs(total) < _SURE) | _near_tie(compound, 4)


def _compound(valence: list[float], emphasis: float) -> float:
    """Return the compound score with the running Python's own sum and round: from 3.12 on `sum` is compensated."""
    total = float(sum(valence))
    total += emphasis if total > 0 else -emphasis if total < 0 else 0.0
    compound: float = round(reference.normalize(total), 4)
    return compound


def rounded(values: Array, digits: int) -> Array:
    """Round as Python does, which is to the nearest decimal of the exact binary value; numpy multiplies first."""
    out: Array = np.rint(values * 10**digits) / 10**digits
    for one in np.flatnonzero(_near_tie(values, digits)).tolist():
        out[one] = round(float(values[one]), digits)
    return out


def _near_tie(values: Array, digits: int) -> Array:
    scaled = np.abs(values) * 10**digits
    near: Array = np.abs(scaled - np.floor(scaled) - 0.5) < _SURE
    return near
