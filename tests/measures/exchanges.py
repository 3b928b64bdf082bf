"""Learns from annotated texts which exchanges are likely (`ontology/bargains.toml`), and says how well that is done on texts not learned from.

    cargo run --release --example exchanges -- FOLDER/*.txt > looks.jsonl      # what there is to look at, FOLDER/NAME.json being the gold
    python3 tests/measures/exchanges.py --gold FOLDER... [--words] [--mean FILE SHARE] [--out ontology/bargains.toml] -- looks.jsonl...

One choice for each sentence: no exchange, or two of those named nearby and what each gives, a noun or verb or nothing said. A choice has the weights of
all cues that hold of it added up (`src/extract/exchange/likely/` says which); of the choices that agree with the gold exchange that quotes the sentence any is
right. Learned is a conditional logit over all choices with a ridge penalty, by Adam. Sentences that are unlikely at a glance, by a logistic of their own cues,
are not weighed (`gate`); the looks hold no more of them than the shipped gate lets pass. A file of looks that is named twice counts twice. --words: the words of the sentence are cues, too. --mean: what is written is the mean of what is
learned, weighed by SHARE, and of what FILE holds. Without --out: five-fold cross validation over documents. Needs numpy, torch, and `score.py` on the path.
"""
import argparse
import json
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import torch

import score

SEEN = 8  # a cue seen less often is not learned
LEAST = 0.06  # a weight nearer to nothing is left out
PASS = 0.95  # so many of the sentences that tell an exchange must pass the gate
MARGIN, RULED, CAMP, GIFT, GIFTS, UNNAMED, FAVOUR = -1.0, -3.0, 2.5, -1.5, 2, 9.0, 2.0
PASSES, BATCH, RATE, RIDGE = 6, 48, 0.02, 1e-3
FOLDS = 5
WORDS = False  # whether the words of a sentence are cues
TABLES = ["glance", "sentence", "party", "pair", "given", "giver", "getter", "link"]
NONE_GIVEN, NONE_LINKED, EVER, AT_A_GLANCE = "ever none given", "ever none linked", "ever sentence", "ever glance"


class Doc:
    def __init__(self, path, look, gold, text):
        starts = np.cumsum([0] + [len(c.encode()) for c in text])
        at = lambda byte: int(np.searchsorted(starts, byte))
        entities = [{"id": e, "name": n, "mentions": [{"text": t} for t in names]} for e, (n, names) in enumerate(look["entities"])]
        pairs = score.pair_actors(gold["actors"], entities)
        self.actor = [pairs.get(e) for e in range(len(entities))]
        same = {a["id"]: a.get("same_as") or a["id"] for a in gold["actions"]}
        triggers = [(a["trigger"]["start"], a["trigger"]["end"], same[a["id"]]) for a in gold["actions"]]
        action = lambda start, end: frozenset(i for s, e, i in triggers if min(e, at(end)) > max(s, at(start)))
        self.told = [action(t[0], t[1]) for t in look["tellings"]]
        spans = [(at(s["start"]), at(s["end"])) for s in look["sentences"]]
        self.gold = [exchange(x, text, spans, same) for x in gold["exchanges"]]
        first = lambda byte: next((k for k, (s, e) in enumerate(spans) if s <= at(byte) < e), None)
        ruled = [(first(cue), sides) for _, cue, sides in look["ruled"]]
        told = set().union(*(x["sentences"] for x in self.gold))
        known = lambda cues: [f"glance {c}" for c in cues if not c.startswith("word ")] + [AT_A_GLANCE]
        self.glances = [(known(s["cues"]), k in told) for k, s in enumerate(look["sentences"])]
        self.sentences = [
            Sentence(self, k, s, look["tellings"], [sides for place, sides in ruled if place == k and len(sides) == 2], action)
            for k, s in enumerate(look["sentences"]) if len(s["parties"]) > 1
        ]


class Sentence:
    """What may be chosen in a sentence, the cues of each part of it, and which choices are right."""

    def __init__(self, doc, place, look, tellings, ruled, action):
        self.place, self.ruled = place, ruled
        self.parties = [e for e, _ in look["parties"]]
        self.pairs = torch.tensor([(self.parties.index(a), self.parties.index(b)) for a, b, _ in look["pairs"]])
        self.here = {e for e, cues in look["parties"] if "here" in cues}
        self.compatriots = {frozenset(p[:2]) for p in look["pairs"] if "same country" in p[2]}
        self.acts = [action(start, end) for start, end, *_ in look["gifts"]]
        kinds = [tellings[t][4] if t is not None else "untold" for _, _, t, *_ in look["gifts"]]
        doers = [set(tellings[t][2]) if t is not None else set() for _, _, t, *_ in look["gifts"]]
        of = lambda table, cues: [f"{table} {c}" for c in cues]
        cues = [of("sentence", (c for c in look["cues"] if WORDS or not c.startswith("word "))) + [EVER]]
        cues += [of("party", c) for _, c in look["parties"]]
        cues += [of("pair", c) for *_, c in look["pairs"]]
        cues += [of("given", gift[3]) for gift in look["gifts"]] + [[NONE_GIVEN]]
        for who in ("giver", "getter"):
            for kind, gift in zip(kinds, look["gifts"]):
                ties = dict(gift[4])
                cues += [of(who, (c for tie in ties.get(e, []) for c in (tie, f"{tie} {kind}"))) for e in self.parties]
        cues += [of("given", ["another does", f"another does {kind}"]) for kind in kinds]
        cues += [of("link", c) for *_, c in look["links"]] + [[NONE_LINKED]]
        self.cues = cues
        self.links = torch.tensor([(i, j) for i, j, _ in look["links"]], dtype=torch.long).reshape(-1, 2)
        neither = lambda who, pair: bool(who) and not who & {self.parties[p] for p in pair}
        self.others = torch.tensor([[float(neither(who, p)) for p in self.pairs.tolist()] for who in doers]).reshape(-1, len(self.pairs))
        told = [x for x in doc.gold if place in x["sentences"]]
        self.tells, self.right = bool(told), self.those_right(doc, told)

    def those_right(self, doc, told):
        right = torch.zeros(len(self.pairs), len(self.acts) + 1, len(self.acts) + 1, dtype=torch.bool)
        for x in (x for x in told if len(x["parties"]) > 1):
            fits = lambda p, side: not x["parties"][side] or doc.actor[self.parties[p]] in x["parties"][side]
            gives = [torch.tensor([bool(act & given) for act in self.acts] + [False]) for given in x["gives"][:2]]
            for given in gives:
                given[-1] |= not given.any()
            for n, (a, b) in enumerate(self.pairs.tolist()):
                for one, other in ((0, 1), (1, 0)):
                    if fits(a, one) and fits(b, other):
                        right[n] |= gives[one][:, None] & gives[other]
        return right if right.any() else None

    def number(self, places):
        cues = [[places[c] for c in part if c in places] for part in self.cues]
        self.flat = torch.tensor([c for part in cues for c in part], dtype=torch.long)
        self.sizes = torch.tensor([len(part) for part in cues])

    def choices(self, parts):
        """The score of each pair with each two gifts, of what its cues add to each part."""
        parties, pairs, gifts, links = len(self.parties), len(self.pairs), len(self.acts), len(self.links)
        tells, party, pair, given, giver, getter, others, link, none = torch.split(
            parts, [1, parties, pairs, gifts + 1, gifts * parties, gifts * parties, gifts, links, 1])
        giver, getter, others = giver.view(gifts, parties), getter.view(gifts, parties), others[:, None] * self.others
        i, j = self.links.T
        table = torch.zeros(gifts, gifts).index_put((i, j), link).index_put((j, i), link)
        table = torch.cat([torch.cat([table, none.expand(gifts, 1)], 1), none.expand(1, gifts + 1)])
        a, b = self.pairs.T
        nothing = torch.zeros(1, pairs)
        by_one = given[:, None] + torch.cat([giver[:, a] + getter[:, b] + others, nothing])
        by_other = given[:, None] + torch.cat([giver[:, b] + getter[:, a] + others, nothing])
        return (tells + party[a] + party[b] + pair)[:, None, None] + by_one.T[:, :, None] + by_other.T[:, None, :] + table


def exchange(x, text, spans, same):
    quoted = set()
    for quote in [x["quote"], *x.get("more_quotes", [])]:
        start = text.find(quote)
        near = lambda s, e: min(e, start + len(quote)) - max(s, start) > min(10, len(quote) - 1)
        quoted |= {k for k, (s, e) in enumerate(spans) if start >= 0 and near(s, e)}
    parties = [{i for slot in side["accept"] for i in slot} for side in x["sides"]]
    gives = [{same[i] for i in side["gives"] if i in same} for side in x["sides"]]
    return {"sentences": quoted, "parties": parties, "gives": gives}


def load(folders, dumps):
    docs = []
    for line in (line for dump in dumps for line in open(dump, encoding="utf-8")):
        path, look = json.loads(line)
        gold = next(p for f in folders if (p := Path(f) / f"{Path(path).stem}.json").exists())
        text = gold.with_suffix(".txt").read_text(encoding="utf-8")
        docs.append(Doc(path, look, score.gold_as_record(json.loads(gold.read_text(encoding="utf-8")), text), text))
    return docs


def places(parts):
    """The cues that are seen often enough, and where each stands among the weights."""
    seen = Counter(c for part in parts for c in part)
    return {c: i for i, c in enumerate(sorted(c for c, n in seen.items() if n >= SEEN))}


def learned(count, lessons, loss):
    """Weights that make the loss of lessons small, by Adam."""
    weights = torch.zeros(count, requires_grad=True)
    optimiser, random = torch.optim.Adam([weights], RATE), np.random.RandomState(0)
    steps, step = PASSES * -(-len(lessons) // BATCH), 0
    for _ in range(PASSES):
        random.shuffle(lessons)
        for start in range(0, len(lessons), BATCH):
            batch = lessons[start : start + BATCH]
            optimiser.param_groups[0]["lr"] = RATE * (1 - step / steps)
            optimiser.zero_grad()
            (loss(weights, batch) / len(batch) + RIDGE * weights.square().sum()).backward()
            optimiser.step()
            step += 1
    return weights.detach()


def added(weights, flat, sizes):
    """What the weights of the cues of each part add up to."""
    return torch.nn.functional.embedding_bag(flat, weights[:, None], torch.cumsum(sizes, 0) - sizes, mode="sum")[:, 0]


class Glance:
    """Logistic: whether a sentence tells an exchange at all; what does counts three times."""

    def __init__(self, docs):
        glances = [glance for doc in docs for glance in doc.glances]
        self.places = places(cues for cues, _ in glances)
        lessons = [([self.places[c] for c in cues if c in self.places], tells) for cues, tells in glances]

        def loss(weights, batch):
            flat, sizes = torch.tensor([c for cues, _ in batch for c in cues]), torch.tensor([len(cues) for cues, _ in batch])
            tells = torch.tensor([float(t) for _, t in batch])
            return torch.nn.functional.binary_cross_entropy_with_logits(
                added(weights, flat, sizes), tells, weight=1 + 2 * tells, reduction="sum")

        self.weights = learned(len(self.places), lessons, loss)
        told = sorted(self.likely(cues) for cues, tells in glances if tells)
        self.gate = told[int((1 - PASS) * len(told))]

    def likely(self, cues):
        return sum(float(self.weights[self.places[c]]) for c in cues if c in self.places)


class Model:
    def __init__(self, docs):
        self.glance = Glance(docs)
        sentences = [s for doc in docs for s in doc.sentences if self.passes(doc, s)]
        self.places = places(part for s in sentences for part in s.cues)
        # A sentence that tells an exchange of which no choice is right teaches nothing.
        lessons = [s for s in sentences if s.right is not None or not s.tells]
        for s in lessons:
            s.number(self.places)

        def loss(weights, batch):
            self.weights, loss = weights, 0
            for s, choices in zip(batch, self.choices(batch)):
                right = 0 if s.right is None else torch.logsumexp(choices[s.right], 0)
                loss = loss + torch.logsumexp(torch.cat([choices.flatten(), torch.zeros(1)]), 0) - right
            return loss

        self.weights = learned(len(self.places), lessons, loss)

    def passes(self, doc, sentence):
        return bool(sentence.ruled) or self.glance.likely(doc.glances[sentence.place][0]) >= self.glance.gate

    def choices(self, sentences):
        sizes = torch.cat([s.sizes for s in sentences])
        parts = added(self.weights, torch.cat([s.flat for s in sentences]), sizes)
        return [s.choices(own) for s, own in zip(sentences, torch.split(parts, [len(s.sizes) for s in sentences]))]

    def proposals(self, doc):
        """As `likely::proposals`: (how likely, sentence, found by a rule, sides)."""
        for s in (s for s in doc.sentences if self.passes(doc, s)):
            s.number(self.places)
            choices = self.choices([s])[0]
            odds = torch.logsumexp(choices.flatten(1), 1)
            best = int(odds.argmax())
            is_between = lambda sides, a, b: any(a in sides[i][0] and b in sides[1 - i][0] for i in (0, 1))
            parties = [[s.parties[p] for p in pair] for pair in s.pairs.tolist()]
            together = choices[best]
            one, other = divmod(int(together.argmax()), len(s.acts) + 1)
            sides = []
            for first, theirs, shares, (own, against) in (
                (one, other, torch.logsumexp(together, 1), parties[best]), (other, one, torch.logsumexp(together, 0), parties[best][::-1])):
                enough = [g for g in torch.argsort(-shares).tolist() if g not in (first, theirs, len(s.acts)) and shares[g] > shares.max() + GIFT]
                gifts = [g for g in [first, *enough] if g < len(s.acts)][:GIFTS]
                near = [(odds[n], e) for n, p in enumerate(parties) if against in p and odds[n] >= odds[best] - CAMP
                        for e in p if e not in (own, against) and frozenset((own, e)) in s.compatriots and e in s.here]
                sides.append(([own, *(e for _, e in sorted(near, reverse=True)[:1])], [s.acts[g] for g in gifts]))
            if not any(is_between(r, *parties[best]) for r in s.ruled):
                yield float(odds[best]), s.place, False, sides
            for r in s.ruled:
                likely = max((float(odds[n]) for n, p in enumerate(parties) if is_between(r, *p)), default=float(odds[best]) - UNNAMED)
                yield likely, s.place, True, [(p, [doc.told[t] for t in g]) for p, g in r]  # the program adds what is sure


def chosen(found, margin):
    """As `likely::chosen`."""
    kept = []
    for likely, k, ruled, sides in sorted(found, key=lambda p: -(p[0] + FAVOUR * p[2])):
        meet = lambda a, b: all(set(a[i][0]) & set(b[i][0]) for i in (0, 1))
        told = lambda o: o[0] == k or not (ruled and o[1]) and (meet(sides, o[2]) or meet(sides[::-1], o[2]))
        if likely >= (RULED if ruled else margin) and not any(told(o) for o in kept):
            kept.append((k, ruled, sides))
    return [sides for _, _, sides in kept]


def hits(doc, found, strict):
    left, count = list(doc.gold), 0
    for sides in found:
        for x in left:
            free = list(sides)
            for parties, gives in zip(x["parties"], x["gives"]):
                fits = lambda s: (not parties or any(doc.actor[e] in parties for e in s[0])) and (
                    not strict or not gives or any(g & gives for g in s[1]))
                side = next((s for s in free if fits(s)), None)
                if side is None:
                    break
                free.remove(side)
            else:
                left.remove(x)
                count += 1
                break
    return count


def tables(model):
    """The limits and the weights of each table, in hundredths."""
    units = lambda x: round(100 * x)
    weights = {c: float(m.weights[i]) for m in (model.glance, model) for c, i in m.places.items()}
    limits = {"gate": model.glance.gate, "margin": MARGIN, "ruled": RULED, "camp": CAMP, "gift": GIFT}
    own = lambda table: {c.removeprefix(f"{table} "): units(w) for c, w in weights.items() if c.startswith(f"{table} ")}
    return {name: units(limit) for name, limit in limits.items()} | {table: kept(table, own(table)) for table in ["ever", *TABLES]}


def kept(table, weights):
    return {c: w for c, w in weights.items() if table == "ever" or abs(w) >= 100 * LEAST}


def mean(one, other, share):
    """Of two results of `tables`; `share` is that of `one`."""
    between = lambda a, b: round(share * a + (1 - share) * b)
    def of(name):
        a, b = one[name], other[name]
        if not isinstance(a, dict):
            return between(a, b)
        return kept(name, {c: between(a.get(c, 0), b.get(c, 0)) for c in a.keys() | b.keys()})
    return {name: of(name) for name in one}


def toml(found):
    lines = [f"{name} = {limit}" for name, limit in found.items() if not isinstance(limit, dict)]
    for table in ["ever", *TABLES]:
        lines += ["", f"[{table}]", *(f"{json.dumps(c)} = {w}" for c, w in sorted(found[table].items()))]
    return "\n".join(lines) + "\n"


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--gold", nargs="+", required=True)
    ap.add_argument("--words", action="store_true")
    ap.add_argument("--mean", nargs=2, metavar=("FILE", "SHARE"))
    ap.add_argument("--out")
    ap.add_argument("looks", nargs="+")
    o = ap.parse_args()
    global WORDS
    WORDS = o.words
    docs = load(o.gold, o.looks)
    if o.out:
        found = tables(Model(docs))
        if o.mean:
            found = mean(found, tomllib.loads(Path(o.mean[0]).read_text(encoding="utf-8")), float(o.mean[1]))
        old = Path(o.out).read_text(encoding="utf-8").splitlines(keepends=True)
        note = "".join(line for line in old if line.startswith("#"))
        Path(o.out).write_text(note + "\n" + toml(found), encoding="utf-8")
        return
    order = np.random.RandomState(0).permutation(len(docs))
    tally = defaultdict(int)
    for fold in range(FOLDS):
        model = Model([docs[i] for n, i in enumerate(order) if n % FOLDS != fold])
        for doc in (docs[i] for n, i in enumerate(order) if n % FOLDS == fold):
            proposals = list(model.proposals(doc))
            tally["gold"] += len(doc.gold)
            for margin in (MARGIN - 0.5, MARGIN, MARGIN + 0.5, MARGIN + 1):
                found = chosen(proposals, margin)
                tally[margin, "found"] += len(found)
                tally[margin, "strict"] += hits(doc, found, True)
                tally[margin, "loose"] += hits(doc, found, False)
    for margin in (MARGIN - 0.5, MARGIN, MARGIN + 0.5, MARGIN + 1):
        for kind in ("strict", "loose"):
            found, gold, right = tally[margin, "found"], tally["gold"], tally[margin, kind]
            print(f"margin {margin:5.2f} {kind:8}{2 * right / (found + gold):.3f}   {right}/{found}/{gold}")


if __name__ == "__main__":
    main()
