"""A debate made ready for scoring: its two sides as directions, words and names that a comment can be held against.

Everything here is antisymmetric: with the sides exchanged each value changes its sign and nothing else.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np
import numpy.typing as npt

from polarize.stance import tone
from polarize.stance.bag import STOP, Bag, bag, stem, words
from polarize.stance.debate import Debate, Side
from polarize.stance.embed import Vectors, normalise, word_sums
from polarize.stance.lexicon import any_case

Floats = npt.NDArray[np.float64]

_PRAISE: Final = ("I support {}.", "{} is great.", "I love {}.", "{} is right.", "Proud of {}, well done.", "{} tells the truth.")
_BLAME: Final = ("I am against {}.", "{} is terrible.", "I hate {}.", "{} is wrong.", "{} is a disgrace, shame.", "{} lies, what a fraud.")
_SQUARINGS: Final = 2
"""Words count as alike by the fourth power of their cosine: nearly alone if they are the same, hardly if they only share a topic."""
_CACHE_WORDS: Final = 50_000
"""Words whose alignment is remembered, of all debates together: some 120 bytes each."""
_BLOCK: Final = 8_000
"""So many words at a time are compared with those of the statements."""
_OFTEN, _UNEVEN = 3, 3
"""See `_muted`."""
_USUAL_AXIS: Final = 0.3
"""Length of the axis of a debate whose sides answer each other in the same words, as those of the catalogue do."""
_BORDER: Final = r"(?<!\w)"
_GENERIC: Final = frozenset(
    {"side", "sides", "movement", "people", "government", "issue", "debate", "policy", "policies", "country", "world"}
)
"""Last words of a label that name nothing: "China's side"."""


@dataclass(frozen=True, slots=True)
class Lens:
    """The debate as arrays; n statements a side on average.

    Attributes:
        debate: the debate.
        statements: unit vectors of favor's statements, then against's, shape (2n, 256).
        muted: names (as `stem`) that one side's statements have much more often than the other's. They tell the topic and not the side:
            "dogs are awful" is no praise of dogs. Axis and alignment leave them out.
        axis: mean favor statement minus mean against statement, shape (256,).
        spread: how much wider than in the catalogue comments spread along the axis, at least 1.
        templates: mean of generated sentences that praise favor's names and blame against's, minus the reverse, shape (256,).
        word_vectors: unit vectors of the statements' content words, each word once.
        word_places: where the words of each statement stand in `word_vectors`.
        tone_weight: how far the sides' statements differ in tone: positive if favor praises and against blames; -1 to 1.
        names: one pattern for favor's names, one for against's; None for a side without names.
        name_starts: for each side the words with which its names begin; a text without one of them need not be searched.
        home: 1 if the target is favor's, -1 if it is against's, 0 if neither: on whom praise and blame fall that name nobody.
        name_words: the single words of all names, which count as names and not as praise or blame.
    """

    debate: Debate
    statements: Vectors
    muted: frozenset[str]
    axis: Vectors
    spread: float
    templates: Vectors
    word_vectors: Vectors
    word_places: tuple[list[int], ...]
    tone_weight: float
    names: tuple[re.Pattern[str] | None, re.Pattern[str] | None]
    name_starts: tuple[frozenset[str], frozenset[str]]
    home: int
    name_words: frozenset[str]

    @property
    def n_favor(self) -> int:
        """Return the number of favor's statements."""
        return len(self.debate.favor.statements)


@functools.lru_cache(maxsize=128)
def focus(debate: Debate) -> Lens:
    """Return the lens for a debate; the last 128 are remembered."""
    names_favor, names_against = _names(debate)
    name_words = frozenset(word.lower() for name in (*names_favor, *names_against) for word in words(name)) - STOP
    muted = _muted(debate, {stem(word) for word in name_words})
    favor, against = (bag(side.statements).vectors(muted).mean(axis=0) for side in (debate.favor, debate.against))
    contents = [_content(text, muted) for side in (debate.favor, debate.against) for text in side.statements]
    place = {word: number for number, word in enumerate(dict.fromkeys(word for content in contents for word in content))}
    axis = np.asarray(favor - against, dtype=np.float32)
    return Lens(
        debate=debate,
        statements=bag([*debate.favor.statements, *debate.against.statements]).vectors(),
        muted=muted,
        axis=axis,
        spread=max(1.0, (float(np.linalg.norm(axis)) / _USUAL_AXIS) ** 2),
        templates=_templates(names_favor, names_against),
        word_vectors=normalise(word_sums(list(place))),
        word_places=tuple([place[word] for word in content] for content in contents),
        tone_weight=_tone_weight(debate),
        names=(_pattern(names_favor), _pattern(names_against)),
        name_starts=(_starts(names_favor), _starts(names_against)),
        home=_home(debate, names_favor, names_against),
        name_words=name_words,
    )


def align(lens: Lens, said: Bag) -> Floats:
    """Return for each word of the vocabulary how much nearer it comes to a word of favor's statements than of against's.

    It is the mean over the statements. A word's nearness to a statement is the fourth power of its cosine with the statement's most
    similar content word. Stop words count nothing. What was found is remembered.
    """
    memories = _memories()
    if sum(map(len, memories.values())) > _CACHE_WORDS:
        memories.clear()
    memory = memories.setdefault(lens.debate, {})
    new = {word: place for place, word in enumerate(said.vocabulary) if word not in memory}
    new |= {form: place for place, form in enumerate(said.forms) if form in new}
    rest = iter(new.items())
    while block := dict(islice(rest, _BLOCK)):
        memory.update(_aligned(lens, list(block), _vectors(said, block)))
    return np.fromiter(map(memory.__getitem__, said.vocabulary), dtype=np.float64, count=len(said.vocabulary))


def _vectors(said: Bag, places: Mapping[str, int]) -> Vectors:
    """Return the unit vectors of words in lower case at these places of the vocabulary, from the bag if they are written so there."""
    vectors = said.word_vectors[list(places.values())]
    other = {word: row for row, (word, place) in enumerate(places.items()) if said.forms[place] != word}
    vectors[list(other.values())] = word_sums(list(other))
    return normalise(vectors)


@functools.cache
def _memories() -> dict[Debate, dict[str, float]]:
    """Return the alignment of words already met, by debate."""
    return {}


def _aligned(lens: Lens, new: Sequence[str], vectors: Vectors) -> dict[str, float]:
    """Return the alignment of words with these unit vectors."""
    # In double precision and rounded: which words stand together in a product must not show in the digits.
    nearness = lens.word_vectors.astype(np.float64) @ vectors.astype(np.float64).T
    alike = np.stack([nearness[places].max(axis=0, initial=0.0) for places in lens.word_places])
    for _ in range(_SQUARINGS):
        alike *= alike
    weights = np.round(alike[: lens.n_favor].mean(axis=0) - alike[lens.n_favor :].mean(axis=0), 9)
    nothing = {word: 0.0 for word in new if word in STOP or (lens.muted and stem(word) in lens.muted)}
    return dict(zip(new, weights.tolist(), strict=True)) | nothing


def _content(text: str, muted: frozenset[str]) -> list[str]:
    """Return the words of a statement that are neither stop words nor muted."""
    return [word for word in (word.lower() for word in words(text)) if word not in STOP and stem(word) not in muted]


def _muted(debate: Debate, names: set[str]) -> frozenset[str]:
    """Return which names stand in at least three statements, and at least three times as often on one side as on the other."""
    favor, against = (
        Counter(name for text in side.statements for name in names & {stem(word.lower()) for word in words(text)})
        for side in (debate.favor, debate.against)
    )
    share = {name: (favor[name] / len(debate.favor.statements), against[name] / len(debate.against.statements)) for name in names}
    return frozenset(name for name, both in share.items() if favor[name] + against[name] >= _OFTEN and max(both) >= _UNEVEN * min(both))


def _tone_weight(debate: Debate) -> float:
    """Return the difference of the sides' mean tone in units of its spread, shrunk towards 0 and cut to -1 to 1."""
    favor, against = (
        tone.valences([[word.lower() for word in words(text)] for text in side.statements]) for side in (debate.favor, debate.against)
    )
    spread = float(np.sqrt((favor.var() + against.var()) / 2)) + 0.1
    return float(np.clip((favor.mean() - against.mean()) / spread, -1.0, 1.0))


def _names(debate: Debate) -> tuple[list[str], list[str]]:
    """Return what praise is for favor and what praise is against it: the aliases, and what the labels say the sides are for and against."""
    favor, against = list(debate.favor.aliases), list(debate.against.aliases)
    for side, own, other in ((debate.favor, favor, against), (debate.against, against, favor)):
        for prefix, names in (("for ", own), ("against ", other)):
            names.extend(_phrase(side, prefix))
    shared = {name.lower() for name in favor} & {name.lower() for name in against}
    return _without(favor, shared), _without(against, shared)


def _without(names: Sequence[str], shared: set[str]) -> list[str]:
    """Return the names once each, in their order, without those that both sides have."""
    return [name for name in dict.fromkeys(names) if name.lower() not in shared]


def _home(debate: Debate, favor: Sequence[str], against: Sequence[str]) -> int:
    """Return whose the target is: 1 if it names more of favor's names, -1 if more of against's, 0 if neither."""
    found = []
    for names in (favor, against):
        pattern = _pattern(names)
        found.append(len(set(pattern.findall(f"{debate.target}; {debate.title}"))) if pattern else 0)
    return (found[0] > found[1]) - (found[0] < found[1])


def _phrase(side: Side, prefix: str) -> list[str]:
    """Return what a label such as "For the export controls" is about: the phrase and its last word, unless they say nothing."""
    if not side.label.lower().startswith(prefix):
        return []
    phrase = side.label[len(prefix) :].removeprefix("the ").strip()
    head = phrase.split()[-1] if phrase else ""
    return [] if head.lower() in _GENERIC else [name for name in dict.fromkeys((phrase, head)) if len(name) > 3]


def _templates(favor: Sequence[str], against: Sequence[str]) -> Vectors:
    """Return the direction from blame to praise of favor's names, and from praise to blame of against's, shape (256,)."""
    praise = [form.format(name) for form in _PRAISE for name in favor] + [form.format(name) for form in _BLAME for name in against]
    blame = [form.format(name) for form in _BLAME for name in favor] + [form.format(name) for form in _PRAISE for name in against]
    if not praise:
        return np.zeros(256, dtype=np.float32)
    return np.asarray(bag(praise).vectors().mean(axis=0) - bag(blame).vectors().mean(axis=0), dtype=np.float32)


def _pattern(names: Sequence[str]) -> re.Pattern[str] | None:
    """Return a pattern for whole names, longest first; names in capitals match only in capitals; CJK names match inside words."""
    sources = [_source(name) for name in sorted(set(names), key=lambda name: (-len(name), name))]
    if not sources:
        return None
    # The border stands once before all names that begin with it, so that they are looked for at the beginnings of words alone.
    bordered = "|".join(source.removeprefix(_BORDER) for source in sources if source.startswith(_BORDER))
    others = [source for source in sources if not source.startswith(_BORDER)]
    return re.compile("|".join([f"{_BORDER}(?:{bordered})", *others] if bordered else others))


def _starts(names: Sequence[str]) -> frozenset[str]:
    """Return the first words of names, in lower case, and in the forms that `_source` lets through."""
    first = {words(name)[0].lower() for name in names if words(name)}
    stems = first | {word[:-1] for word in first if word.endswith("s")}
    return frozenset(form for stem in stems for form in (stem, f"{stem}s", f"{stem}'s"))


def _source(name: str) -> str:
    """Return the source of a pattern for a name: case counts only if it is all capitals, and CJK needs no word border.

    A longer name is also matched with or without a final s, and with 's.
    """
    if len(name) > 4 and name[-1] == "s" and name[-2] != "s":
        name = name[:-1]
    source = r"\s+".join(re.escape(part) for part in name.split())
    if re.search(r"[぀-ヿ㐀-鿿가-힯]", name):
        return source
    left = _BORDER if name[0].isalnum() else ""
    right = r"(?!\w)" if name[-1].isalnum() else ""
    if right and len(name) > 3:
        source += "(?:'?s)?"
    letters = [char for char in name if char.isalpha()]
    if not letters or not all(char.isupper() for char in letters):
        source = any_case(source.lower()) if name.isascii() else f"(?i:{source})"
    return f"{left}{source}{right}"
