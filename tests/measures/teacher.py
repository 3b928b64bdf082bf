"""Lets a network that others pretrained annotate news that nobody read, so that quidnunc's own, small networks may learn from more text.

    python3 tests/measures/teacher.py stretches --articles articles.jsonl.xz --out POOL
    quidnunc extract LEARNED/*.txt OWN/*.txt --out learned.records;  quidnunc extract POOL/*.txt --out pool.records
    python3 tests/measures/teacher.py annotate --model DIR --annotated LEARNED OWN --records learned.records \
        --pool POOL --pool-records pool.records --out tests/news/taught.jsonl.xz

`stretches` cuts up to three stretches of some 2,600 code points from every article that nobody annotated. `annotate` teaches the network (DIR is
all-mpnet-base-v2: 110 million numbers, Apache-2.0; it is no part of quidnunc) which words of the annotated texts tell an action of which type, how real
it is, and which of the actors that quidnunc found take part; then it annotates the stretches, and writes names, places and numbers as
`tests/news/annotations.jsonl.xz` has them (`news.py` says how), `part` being `taught`. Needs torch, transformers, and a graphics processor: some three
minutes for the course of 3,490 texts and as long for 9,558 stretches on an H200; not the same bits twice.
"""
import argparse
import json
import lzma
import random
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import nn
from transformers import MPNetModel

from news import ANNOTATIONS

TYPES = ["NONE", "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
         "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
FACTUALITY = ["actual", "planned", "possible", "negated", "conditional"]
KINDS = {"name": 0, "nominal": 1, "pronoun": 2}
STRETCH, LONGEST, SHORTEST, MOST = 2600, 5000, 400, 3
PIECES, HIDDEN, PAIRED = 510, 256, 64
PASSES, BATCH, RATE, HEAD_RATE = 4, 16, 4e-5, 1e-3
DISTANCES = torch.tensor([1, 2, 3, 5, 8, 12, 18, 27, 40, 60, 90, 140, 200, 300])
TOLD, BESIDE = 0.5, 0.75  # how likely an action must be; a participant, beside the likeliest
WORD = re.compile(r"\w+")
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def folded(name):
    """A name as `quidnunc learn` compares it."""
    name = name.replace("’", "'").lower().strip(" \t\n\r.,;:\"“”()\xa0")
    name = name.removesuffix("'s") if name.endswith("'s") else name.removesuffix("'")
    name = next((name.removeprefix(d) for d in ("the ", "a ", "an ") if name.startswith(d)), name)
    return " ".join(part for part in re.split(r"[\s.\-‑–]", name) if part)


def stretches(articles):
    """(name, article, start, text) of each stretch that the network may annotate."""
    with lzma.open(ANNOTATIONS, "rt", encoding="utf-8") as lines:
        annotated = {json.loads(line)["article"] for line in lines}
    for number, line in enumerate(articles):
        article = json.loads(line)
        text = article["text"]
        if article["id"] in annotated or len(text) < SHORTEST or "\r" in text or "\ufeff" in text:
            continue
        start = 0
        for more in range(MOST):
            end = start + STRETCH
            if end >= len(text) - 600:
                end = len(text)
            else:
                cut = max(text.rfind("\n", start + 1200, end), 0) or text.rfind(". ", start + 1200, end)
                end = cut + 1 if cut > 0 else end
            if start < end < start + LONGEST:
                yield f"{number}{['', 'a', 'b'][more]}", article["id"], start, text[start:end]
            start = end


class Document:
    """A text with quidnunc's actors, each with the places of its mentions; and its actions, if it is annotated."""

    def __init__(self, record, folder):
        self.record, self.name = record, Path(record["document"]["source"]).stem
        self.text = (folder / f"{self.name}.txt").read_bytes().decode("utf-8")
        self.mentions = [[(m["start"], m["end"], KINDS.get(m["kind"], 3)) for m in actor["mentions"]] for actor in record["actors"]]
        self.actions = {}
        gold = folder / f"{self.name}.json"
        if gold.exists():
            self.take(json.loads(gold.read_text(encoding="utf-8")))

    def take(self, gold):
        own = [{folded(a["name"])} | {folded(m["text"]) for m in a["mentions"]} for a in self.record["actors"]]
        known = [{folded(name) for name in a["aliases"] + [a["name"]]} for a in gold["actors"]]
        pairs = paired(known, own)
        index = {actor["id"]: i for i, actor in enumerate(gold["actors"])}
        for action in gold["actions"]:
            at = place(action["quote"], action["trigger"], self.text)
            slots = (action["agent"], action["patient"] + action["recipient"])
            parts = [sorted({pairs[index[a]] for slot in part for a in slot if index.get(a) in pairs}) for part in slots]
            if at is not None and action["type"] in TYPES:
                self.actions[at] = (TYPES.index(action["type"]), FACTUALITY.index(action["factuality"]), parts)


def paired(known, own):
    """For each annotated actor the actor of quidnunc's that shares most names with it, one to one."""
    shared = [(-len(a & b), i, j) for i, a in enumerate(known) for j, b in enumerate(own) if a & b]
    pairs, used = {}, set()
    for _, i, j in sorted(shared):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def place(quote, trigger, text):
    at = text.find(quote)
    places = [m.start() for m in re.finditer(re.escape(trigger), quote)]
    if at < 0 or not places:
        return None
    return at + next((p for p in places if not (p and quote[p - 1].isalnum())), places[0])


class Window:
    """Up to 510 pieces of a document, and of its words those that no other window has nearer its middle."""

    def __init__(self, document, pieces, first, last, words, mentions):
        self.document, self.pieces = document, pieces[first:last]
        self.words = [(at, piece - first) for at, piece in words]
        here = [(actor, i - first, j - first, kind) for actor, i, j, kind in mentions if first <= i <= j < last]
        self.mentions = torch.tensor(here, dtype=torch.long).reshape(-1, 4)
        starts = [at for at, _ in self.words]
        self.right = torch.zeros(len(starts), dtype=torch.long)
        self.actions = []
        for at, action in document.actions.items():
            word = bisect_right(starts, at) - 1
            if word >= 0 and at < starts[word] + len(WORD.match(document.text, starts[word])[0]):
                self.right[word] = action[0]
                self.actions.append((self.words[word][1], *action))
        self.told, self.parts = 0, {}


def windows(document, tokenizer):
    encoded = tokenizer.encode(document.text, add_special_tokens=False)
    pieces, offsets = encoded.ids, encoded.offsets
    starts = [start for start, _ in offsets]
    first = {start: piece for piece, start in reversed(list(enumerate(starts)))}
    words = [(m.start(), first[m.start()]) for m in WORD.finditer(document.text) if m.start() in first]
    mentions = [
        (actor, bisect_right(starts, start) - 1, bisect_left(starts, end) - 1, kind)
        for actor, places in enumerate(document.mentions)
        for start, end, kind in places
    ]
    spans = [(0, min(PIECES, len(pieces)))]
    while spans[-1][1] < len(pieces):
        begin = min(spans[-1][0] + PIECES * 3 // 5, len(pieces) - PIECES)
        spans.append((begin, begin + PIECES))
    middles = [0, *((after[0] + before[1]) // 2 for before, after in zip(spans, spans[1:])), len(pieces)]
    return [
        Window(document, pieces, begin, end, [w for w in words if low <= w[1] < high], mentions)
        for (begin, end), low, high in zip(spans, middles, middles[1:])
        if end > begin
    ]


class Teacher(nn.Module):
    """The pretrained network, and what is asked of it: types of words, how real, who takes part."""

    def __init__(self, folder):
        super().__init__()
        self.body = MPNetModel.from_pretrained(folder, add_pooling_layer=False)
        width = self.body.config.hidden_size
        self.kind = nn.Sequential(nn.Dropout(0.1), nn.Linear(width, len(TYPES)))
        self.real = nn.Sequential(nn.Dropout(0.1), nn.Linear(width, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, len(FACTUALITY)))
        self.trigger, self.mention = nn.Linear(width, HIDDEN), nn.Linear(2 * width, HIDDEN)
        self.of_type, self.of_kind = nn.Embedding(len(TYPES), HIDDEN), nn.Embedding(4, HIDDEN)
        self.away = nn.Embedding(2 * len(DISTANCES) + 3, HIDDEN)
        self.trigger_pair, self.mention_pair = nn.Linear(width, 2 * PAIRED), nn.Linear(2 * width, PAIRED)
        self.part = nn.Linear(HIDDEN, 2)
        self.nobody = nn.Sequential(nn.Linear(width + HIDDEN, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 2))
        for embedding in (self.of_type, self.of_kind, self.away):
            nn.init.normal_(embedding.weight, 0, 0.1)

    def forward(self, batch):
        longest = max(len(window.pieces) for window in batch) + 2
        ids = torch.ones(len(batch), longest, dtype=torch.long)
        for row, window in zip(ids, batch):
            row[: len(window.pieces) + 2] = torch.tensor([0, *window.pieces, 2])
        ids = ids.to(DEVICE)
        with torch.autocast(DEVICE, torch.bfloat16):
            states = self.body(input_ids=ids, attention_mask=(ids != 1).long()).last_hidden_state
        return states.float()

    def shares(self, states, window, triggers, types):
        """[triggers, 1 + actors, 2]: how likely nobody and each actor does it, and has it done to them."""
        told, kind = states[triggers], self.of_type(types)
        scores = self.nobody(torch.cat([told, kind], -1)).unsqueeze(1)
        mentions = window.mentions.to(DEVICE)
        if len(mentions):
            where = torch.cat([states[mentions[:, 1] + 1], states[mentions[:, 2] + 1]], -1)
            at = triggers[:, None] - 1
            far = mentions[None, :, 1] - at
            bucket = torch.bucketize(far.abs(), DISTANCES.to(DEVICE)) + 1
            bucket = torch.where(far > 0, bucket, bucket + len(DISTANCES) + 1)
            bucket[(mentions[None, :, 1] <= at) & (mentions[None, :, 2] >= at)] = 0
            seen = self.trigger(told)[:, None] + kind[:, None] + (self.mention(where) + self.of_kind(mentions[:, 3]))[None]
            hidden = F.dropout(F.relu(seen + self.away(bucket)), 0.1, self.training)
            pairs = torch.einsum("tph,mh->tmp", self.trigger_pair(told).view(-1, 2, PAIRED), self.mention_pair(where))
            scores = torch.cat([scores, self.part(hidden) + pairs / 8], 1)
        whose = torch.cat([torch.zeros(1, dtype=torch.long, device=DEVICE), mentions[:, 0] + 1])
        all_ = torch.zeros(len(triggers), len(window.document.mentions) + 1, 2, device=DEVICE)
        return all_.index_add(1, whose, scores.softmax(1))

    def loss(self, batch):
        states = self(batch)
        rows = [(row, piece + 1) for row, window in enumerate(batch) for _, piece in window.words]
        row, piece = torch.tensor(rows, device=DEVICE).T
        right = torch.cat([window.right for window in batch]).to(DEVICE)
        loss = 6 * F.cross_entropy(self.kind(states[row, piece]), right)
        parts, told, real = 0, [], []
        for row, window in enumerate(batch):
            if window.actions:
                triggers = torch.tensor([a[0] + 1 for a in window.actions], device=DEVICE)
                types = torch.tensor([a[1] for a in window.actions], device=DEVICE)
                shares = self.shares(states[row], window, triggers, types)
                here = set(window.mentions[:, 0].tolist())
                weights = torch.zeros(shares.shape)
                for number, action in enumerate(window.actions):
                    for part in (0, 1):
                        known = [actor + 1 for actor in action[3][part] if actor in here] or [0]
                        weights[number, known, part] = 1 / len(known)
                parts = parts - (weights.to(DEVICE) * shares.clamp(min=1e-7).log()).sum()
                told.append(states[row][triggers])
                real += [a[2] for a in window.actions]
        if real:
            loss = loss + 0.5 * parts / len(real) + 0.3 * F.cross_entropy(self.real(torch.cat(told)), torch.tensor(real, device=DEVICE))
        return loss


def batches(all_, size, chance=None):
    """Windows of about one length together; in random order, if there is chance."""
    order = list(range(len(all_)))
    if chance:
        chance.shuffle(order)
    found = []
    for start in range(0, len(order), 32 * size):
        near = sorted(order[start : start + 32 * size], key=lambda i: len(all_[i].pieces))
        found += [[all_[i] for i in near[k : k + size]] for k in range(0, len(near), size)]
    if chance:
        chance.shuffle(found)
    return found


def teach(teacher, lessons):
    torch.manual_seed(0)
    chance = random.Random(0)
    body = list(teacher.body.parameters())
    heads = [p for name, p in teacher.named_parameters() if not name.startswith("body.")]
    optimiser = torch.optim.AdamW([{"params": body, "most": RATE}, {"params": heads, "most": HEAD_RATE}], weight_decay=0.01)
    steps, step = PASSES * len(batches(lessons, BATCH)), 0
    teacher.train()
    for pass_ in range(PASSES):
        total = 0.0
        for batch in batches(lessons, BATCH, chance):
            for group in optimiser.param_groups:
                group["lr"] = group["most"] * min(1, (step + 1) / (0.06 * steps)) * (1 - step / steps)
            step += 1
            optimiser.zero_grad()
            loss = teacher.loss(batch)
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimiser.step()
            total += loss.item()
        print(f"pass {pass_ + 1} of {PASSES}: loss {total * PASSES / steps:.3f}", flush=True)


@torch.no_grad()
def beliefs(teacher, window, states):
    """Of each word that likely tells something: its place, type, factuality, and the actors that take part."""
    if not window.words:
        return []
    pieces = torch.tensor([piece + 1 for _, piece in window.words], device=DEVICE)
    types = teacher.kind(states[pieces]).softmax(-1)
    told = ((1 - types[:, 0]) > TOLD).nonzero()[:, 0]
    if not len(told):
        return []
    kinds = types[told, 1:].argmax(-1) + 1
    shares = teacher.shares(states, window, pieces[told], kinds).cpu().numpy()
    real = teacher.real(states[pieces[told]]).argmax(-1).tolist()

    def takes_part(share):
        likely = [] if share.argmax() == 0 else np.flatnonzero(share[1:] >= BESIDE * share.max())
        return [int(actor) for actor in likely]

    rows = zip(told.tolist(), kinds.tolist(), real, shares)
    return [(window.words[i][0], kind, fact, [takes_part(share[:, part]) for part in (0, 1)]) for i, kind, fact, share in rows]


def annotation(document, article, start, actions):
    """A line as `news.py` reads it: of the actors those that take part, with the places of their names."""
    text, used = document.text, sorted({a for action in actions for part in action[3] for a in part})

    def actor(index):
        own, places = document.record["actors"][index], {}
        for mention in sorted({m["text"] for m in own["mentions"]}):
            if folded(mention):
                places.setdefault(folded(mention), [text.find(mention), len(mention)])
        return [own["type"], None if folded(own["name"]) in places else own["name"], list(places.values())]

    def action(at, kind, fact, parts):
        trigger = [at, len(WORD.match(text, at)[0])]
        length = max(20, trigger[1])
        while text.find(text[at : at + length]) != at and at + length < len(text):
            length += 20
        agents, whom = ([used.index(a) for a in part] for part in (parts[0], [a for a in parts[1] if a not in parts[0]]))
        quote = [at, len(text[at : at + length])]
        found = [quote, trigger, TYPES[kind], [agents] if agents else [], [[a] for a in whom], [], FACTUALITY[fact], None, None]
        return found if text.find(text[at : at + length]) == at else None

    found = [a for a in (action(*a) for a in sorted(actions)) if a]
    return {
        "article": article, "start": start, "length": len(text), "newlines": 0, "part": "taught",
        "actors": [actor(a) for a in used], "actions": found, "exchanges": [],
    }


def read(records, folders):
    folder = {path.stem: folder for folder in folders for path in folder.glob("*.txt")}
    with open(records, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield Document(record, folder[Path(record["document"]["source"]).stem])


def annotate(options):
    tokenizer = Tokenizer.from_file(str(options.model / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    lessons = [w for document in read(options.records, options.annotated) for w in windows(document, tokenizer)]
    teacher = Teacher(options.model).to(DEVICE)
    teach(teacher, [w for w in lessons if w.words])
    teacher.eval()
    found = defaultdict(list)
    documents = {document.name: document for document in read(options.pool_records, [options.pool])}
    pool = [w for document in documents.values() for w in windows(document, tokenizer)]
    for batch in batches(pool, 96):
        with torch.no_grad():
            states = teacher(batch)
        for window, own in zip(batch, states):
            found[window.document.name] += beliefs(teacher, window, own)
    with lzma.open(options.out, "wt", preset=9, encoding="utf-8") as out:
        for name, article, start in json.loads((options.pool / "stretches").read_text(encoding="utf-8")):
            line = annotation(documents[name], article, start, found[name])
            out.write(json.dumps(line, separators=(",", ":"), ensure_ascii=False) + "\n")


def cut(options):
    options.out.mkdir(parents=True, exist_ok=True)
    index = []
    with lzma.open(options.articles, "rt", encoding="utf-8") as articles:
        for name, article, start, text in stretches(articles):
            (options.out / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
            index.append([name, article, start])
    (options.out / "stretches").write_text(json.dumps(index), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("stretches")
    command.add_argument("--articles", required=True, type=Path)
    command.add_argument("--out", required=True, type=Path)
    command.set_defaults(run=cut)
    command = commands.add_parser("annotate")
    command.add_argument("--model", required=True, type=Path)
    command.add_argument("--annotated", required=True, type=Path, nargs="+")
    command.add_argument("--records", required=True, type=Path)
    command.add_argument("--pool", required=True, type=Path)
    command.add_argument("--pool-records", required=True, type=Path)
    command.add_argument("--out", required=True, type=Path)
    command.set_defaults(run=annotate)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
