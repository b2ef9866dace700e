"""Learn from labels: where zero lies between the sides, who takes none, and, as labels grow, what words stand for which side.

Two questions, a logistic regression for each: does a comment take no side, and if it takes one, which? All weights have a normal prior.
Those of what the base scorer says are held near what they are in other debates, so that few labels leave its ranking as it is. Where zero
lies, and how many comments take no side, differs from debate to debate: the intercepts are held, more loosely, near where the chances of
all comments add up to the shares of the base's own tags (see `polarize.stance.prior`). Words and embeddings are held so that a few labels
hardly move them and hundreds do. The one prior serves 8 labels and 800: nothing has to be chosen by means of the labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar

from polarize.errors import ConfigError
from polarize.stance.embed import DIMENSIONS, embed
from polarize.stance.logistic import fit as regress
from polarize.stance.logistic import log_softmax
from polarize.stance.ngrams import ngrams
from polarize.stance.parts import PARTS
from polarize.stance.prior import PLAIN, prior

OUTCOMES: Final = ("favor", "against", "neither")
FEWEST: Final = 8
_EMBEDDING, _WORDS = 1.5, 2.0
"""Standard deviations of the prior of the weights of embeddings and words."""
_USUAL: Final = 2.5
"""The size that the total of a base without parts is brought to."""
_NEITHER_MATCHED, _SIDES_MATCHED = 0.25, 0.75
"""How far on the way from the likelier tags to as many as are likely; see `borders_of`."""
_SHARPNESS: Final = 0.35
"""Standard deviation of the prior of the temperature's logarithm, whose mean is 0: few labels leave the chances as they are."""
_FOLDS: Final = 5
_TWICE_BELOW: Final = 200
"""With fewer labels than this they are divided for cross-validation twice."""

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Counts = tuple[tuple[int, int, int], tuple[int, int, int], tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Scale:
    """What features are centred on and divided by, from all comments of the debate.

    Attributes:
        score: typical size of the total of a base that tells no parts.
        vector: mean embedding, shape (256,).
    """

    score: float
    vector: Floats


@dataclass(frozen=True, slots=True)
class Borders:
    """Where tags begin.

    Attributes:
        quiet: a comment is neither where the logarithm of the chance of that is greater than this.
        shift: added to the log odds of favor before they are divided at 0.
    """

    quiet: float
    shift: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was learnt about one debate.

    Attributes:
        scale: see `Scale`.
        weights: of the features, shape (PLAIN + 256, 2): for the log odds of favor against against, and of neither against a side.
        words: of the n-grams for the same two, shape (`ngrams.COLUMNS`, 2).
        borders: where tags begin in this debate.
        temperature: what the logarithms of the chances are divided by where they are told as confidence, for these to be as often right.
        held_out: how many labelled comments have each label (row) and, from regressions that did not see them, each tag (column), in the
            order of OUTCOMES.
        loss: cross-validated loss (mean negative log chance).
        offset_sd: standard deviation of where zero lies, in stance score.
    """

    scale: Scale
    weights: Floats
    words: Floats
    borders: Borders
    temperature: float
    held_out: Counts
    loss: float
    offset_sd: float

    @property
    def labels(self) -> int:
        """Return the number of labels."""
        return sum(map(sum, self.held_out))

    @property
    def flip(self) -> float | None:
        """Return the cross-validated share of wrong sides, among comments that take a side and are tagged with one; None without any."""
        sided = np.array(self.held_out)[:2, :2]
        return float(1 - sided.trace() / sided.sum()) if sided.any() else None


def raw_features(texts: Sequence[str], parts: Floats) -> Floats:
    """Return the features of n comments before they are scaled, shape (n, PLAIN + 256); `parts` as `polarize.stance.parts` makes them."""
    return np.concatenate([np.ones((len(texts), 1)), parts, embed(texts).reshape(len(texts), DIMENSIONS)], axis=1).astype(np.float64)


def scale_of(raw: Floats) -> Scale:
    """Return the scale of a debate's comments."""
    first = 1 + PARTS.index("total")
    parted = raw[:, first + 1 : 1 + PARTS.index("size")].any()
    sided = raw[raw[:, first] != 0, first]
    size = _USUAL if parted or not len(sided) else float(np.sqrt((sided**2).mean()))
    return Scale(max(size, 1e-3), raw[:, PLAIN:].mean(axis=0))


def scaled(raw: Floats, scale: Scale) -> Floats:
    """Return the features as the regressions take them."""
    rows = raw.copy()
    rows[:, 1 + PARTS.index("total")] *= _USUAL / scale.score
    rows[:, PLAIN:] -= scale.vector
    return rows


def fit(texts: Sequence[str], raw: Floats, outcome: Sequence[str | None], tags: Sequence[str | None], seed: int = 0) -> Fitted:
    """Learn from the labelled among the comments of one debate.

    Args:
        texts: all comments of the debate that were scored.
        raw: their `raw_features`.
        outcome: what people say of each, in OUTCOMES; None where nobody labelled it.
        tags: what the base says of each; see `polarize.stance.prior.counts_of`.
        seed: of the division for cross-validation.

    Raises:
        ConfigError: there are fewer than 8 labels.
    """
    labelled = np.array([at for at, one in enumerate(outcome) if one is not None], dtype=np.int64)
    if len(labelled) < FEWEST:
        raise ConfigError(f"{len(labelled)} labels are too few to fit: it takes {FEWEST} in a debate. Label more with `polarize label`.")
    codes = np.array([OUTCOMES.index(one) for one in outcome if one is not None], dtype=np.int64)
    scale = scale_of(raw)
    rows = scaled(raw, scale)
    space = _Space.of(rows[labelled, PLAIN:], ngrams([texts[at] for at in labelled]))
    plain = rows[labelled, :PLAIN]
    known = prior(rows[:, :PLAIN], tags, space.columns.shape[1])
    held_out = _held_out(plain, space.columns, codes, known, seed)
    found = _weights(plain, space.columns, codes, known)
    embedding, words = space.back(found[PLAIN:])
    weights = np.concatenate([found[:PLAIN], embedding])
    chance = _chances(rows @ weights + ngrams(texts) @ words)
    loss = float(-held_out[np.arange(len(codes)), codes].mean())
    counts, spread = _errors(held_out, codes)
    return Fitted(scale, weights, words, borders_of(chance), temperature_of(held_out, codes), counts, loss, spread)


@dataclass(frozen=True, slots=True)
class _Space:
    """Embeddings and words of n labelled comments in as few columns as there are comments, all under one prior of standard deviation 1.

    Attributes:
        columns: shape (n, r).
        turn: from weights of the columns to weights of the comments, shape (n, r).
        vectors: the embeddings, shape (n, 256).
        grams: the n-grams, sparse.
    """

    columns: Floats
    turn: Floats
    vectors: Floats
    grams: Any

    @classmethod
    def of(cls, vectors: Floats, grams: Any) -> _Space:
        """Return the space: the roots of the products of the comments with each other."""
        value, vector = np.linalg.eigh(_EMBEDDING**2 * (vectors @ vectors.T) + _WORDS**2 * (grams @ grams.T).toarray())
        keep = value > 1e-8
        root = np.sqrt(value[keep])
        return cls(vector[:, keep] * root, vector[:, keep] / root, vectors, grams)

    def back(self, weights: Floats) -> tuple[Floats, Floats]:
        """Return the weights of embeddings, shape (256, 2), and of n-grams, shape (`ngrams.COLUMNS`, 2)."""
        each = self.turn @ weights
        return _EMBEDDING**2 * (self.vectors.T @ each), np.asarray(_WORDS**2 * (self.grams.T @ each), dtype=np.float64)


def _weights(plain: Floats, columns: Floats, codes: Codes, known: tuple[Floats, Floats]) -> Floats:
    """Return the weights of both regressions under a prior (means, standard deviations), shape (PLAIN + r, 2)."""
    rows = np.concatenate([plain, columns], axis=1)
    sided = codes < 2
    mean, sd = known
    found = mean.copy()
    for at, (seen, no) in enumerate(((sided, codes == 1), (np.ones_like(sided), sided))):
        # Of two outcomes the second has no weights of its own: its log odds are 0.
        means, sds = np.zeros_like(mean), np.zeros_like(sd)
        means[:, 0], sds[:, 0] = mean[:, at], sd[:, at]
        if seen.any():
            found[:, at] = regress(rows[seen], no[seen].astype(np.int64), means, sds)[:, 0]
    return found


def _held_out(plain: Floats, columns: Floats, codes: Codes, known: tuple[Floats, Floats], seed: int) -> Floats:
    """Return the logarithms of the chances of each labelled comment from regressions that did not see it, shape (n, 3)."""
    random = np.random.default_rng(seed)
    total = np.zeros((len(codes), 3))
    times = 2 if len(codes) < _TWICE_BELOW else 1
    for _ in range(times):
        fold = random.permutation(len(codes)) % _FOLDS
        for number in range(_FOLDS):
            out = fold == number
            found = _weights(plain[~out], columns[~out], codes[~out], known)
            total[out] += np.exp(_chances(plain[out] @ found[:PLAIN] + columns[out] @ found[PLAIN:]))
    return np.asarray(np.log(total / times), dtype=np.float64)


def _chances(logit: Floats) -> Floats:
    """Return the logarithms of the chances of the OUTCOMES, shape (n, 3), from both log odds, shape (n, 2)."""
    side, neither = np.clip(logit, -30, 30).T
    takes = -np.logaddexp(0, neither)
    return np.stack([takes - np.logaddexp(0, -side), takes - np.logaddexp(0, side), -np.logaddexp(0, -neither)], axis=1).astype(np.float64)


def borders_of(chance: Floats) -> Borders:
    """Return borders on the way from where each comment gets its likelier tag to where there are as many tags as the chances add up to.

    Each comment on its likelier side makes the most tags right, but the unsure ones all go to the larger side and the smaller one is lost;
    as many as are likely keeps the thread's shares, but unsure comments then go to the smaller side against the odds.

    Args:
        chance: logarithms of the chances of the OUTCOMES, shape (n, 3).
    """
    likely = np.exp(chance).sum(axis=0)
    neither, fixed = np.sort(chance[:, 2])[::-1], float(np.log(0.5))
    number = int((neither > fixed).sum())
    quiet = round(_between(neither, round(number + _NEITHER_MATCHED * (float(likely[2]) - number))), 5) if len(neither) else fixed
    # Of equal chances at the border each gets the likelier tag.
    quiet -= 1e-5 if quiet > fixed else 0.0
    odds = np.sort((chance[:, 0] - chance[:, 1])[chance[:, 2] <= quiet])[::-1]
    favor = float((1 / (1 + np.exp(-odds))).sum())
    return Borders(quiet, round(-_SIDES_MATCHED * _between(odds, round(favor)), 5) if len(odds) else 0.0)


def _between(ordered: Floats, number: int) -> float:
    """Return a value with `number` of the values, which descend, above it."""
    return float((ordered[max(number - 1, 0)] + ordered[min(number, len(ordered) - 1)]) / 2)


def tagged(chance: Floats, borders: Borders) -> Codes:
    """Return the tags (places in OUTCOMES) of n comments, shape (n,)."""
    side = np.where(np.round(chance[:, 0] - chance[:, 1] + borders.shift, 5) > 0, 0, 1)
    return np.where(np.round(chance[:, 2], 5) > borders.quiet, 2, side).astype(np.int64)


def _errors(chance: Floats, codes: Codes) -> tuple[Counts, float]:
    """Return the held-out tags by label, and how far zero may be off in stance score: the error of the log odds' mean."""
    tag = tagged(chance, borders_of(chance))
    rows = (np.bincount(tag[codes == label], minlength=3).tolist() for label in range(3))
    favor, against, neither = ((one, two, three) for one, two, three in rows)
    both = (tag < 2) & (codes < 2)
    odds = np.tanh((chance[both, 0] - chance[both, 1]) / 2)
    spread = float(np.sqrt((odds.var() + 0.25) / both.sum())) if both.any() else 0.3
    return (favor, against, neither), min(spread, 0.5)


def temperature_of(chance: Floats, codes: Codes) -> float:
    """Return the likeliest temperature of held-out chances under its prior (Guo et al. 2017, On calibration of modern neural networks).

    Args:
        chance: logarithms of the chances of the OUTCOMES from regressions that did not see the comment, shape (n, 3).
        codes: what people say, as places in OUTCOMES, shape (n,).
    """

    def loss(log: float) -> float:
        right = tempered(chance, float(np.exp(log)))[np.arange(len(codes)), codes]
        return float(-right.sum() + (log / _SHARPNESS) ** 2 / 2)

    return round(float(np.exp(minimize_scalar(loss, bounds=(-1.5, 1.5), method="bounded").x)), 3)


def tempered(chance: Floats, temperature: float) -> Floats:
    """Return logarithms of chances, shape (n, 3), at a temperature: above 1 they are more even, below 1 less."""
    return log_softmax(chance / temperature)


def chances(fitted: Fitted, texts: Sequence[str], raw: Floats) -> Floats:
    """Return the logarithms of the chances of the OUTCOMES for each comment, shape (n, 3)."""
    return _chances(scaled(raw, fitted.scale) @ fitted.weights + ngrams(texts) @ fitted.words)
