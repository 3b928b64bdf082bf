"""Learns from annotated texts which exchanges are likely (`ontology/bargains.toml`), and says how well that is done on texts not learned from.

    cargo run --release --example exchanges -- FOLDER/*.txt > looks.jsonl      # what there is to look at, FOLDER/NAME.json being the gold
    python3 tests/measures/exchanges.py --gold FOLDER... looks.jsonl... [--out ontology/bargains.toml]

Three models, each a sum of weights over cues (`src/extract/exchange/likely/look.rs` says which):
  sentence   logistic: whether a gold exchange quotes the sentence; what is right counts three times
  party, pair  conditional logit over all pairs named nearby: those on both sides of the exchange; learned where a sentence tells one
  given      logistic: whether a noun or verb is what the party gives
Without --out: five-fold cross validation over documents. Needs numpy, scipy, scikit-learn, and `score.py` on the path.
"""
import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import score

SEEN = 5  # a cue seen less often is not learned
LEAST = 0.08  # a weight nearer to nothing is left out
MARGIN, RULED, CAMP, GIFT, GIFTS = -1.0, -3.0, 2.5, -1.5, 2
FOLDS = 5


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
        self.told = [(action(t[0], t[1]), t[2], t[4]) for t in look["tellings"]]
        self.sentences = look["sentences"]
        spans = [(at(s["start"]), at(s["end"])) for s in self.sentences]
        for s in self.sentences:
            s["parties"] = dict(s["parties"])
            s["gifts"] = [(action(start, end), t, cues, dict(bonds)) for start, end, t, cues, bonds in s["gifts"]]
        self.gold = [exchange(x, text, spans, same) for x in gold["exchanges"]]
        first = lambda byte: next((k for k, (s, e) in enumerate(spans) if s <= at(byte) < e), None)
        self.ruled = [(first(cue), sides) for _, cue, sides in look["ruled"]]


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
        stem = Path(path).stem
        gold = next(p for f in folders if (p := Path(f) / f"{stem}.json").exists())
        text = gold.with_suffix(".txt").read_text(encoding="utf-8")
        docs.append(Doc(path, look, score.gold_as_record(json.loads(gold.read_text(encoding="utf-8")), text), text))
    return docs


def right(doc, x, one, other):
    """0, or 1 if the first side of the gold is the one's, 2 if it is the other's."""
    if len(x["parties"]) < 2:
        return 0
    is_of = lambda e, side: not x["parties"][side] or doc.actor[e] in x["parties"][side]
    return 1 if is_of(one, 0) and is_of(other, 1) else 2 if is_of(one, 1) and is_of(other, 0) else 0


def pair_cues(sentence, one, other, cues):
    both = Counter(f"party {c}" for e in (one, other) for c in sentence["parties"][e])
    return {**both, **{f"pair {c}": 1 for c in cues}}


def gift_cues(doc, gift, giver, getter):
    _, telling, cues, bonds = gift
    kind = doc.told[telling][2] if telling is not None else "untold"
    own, other = bonds.get(giver, []), bonds.get(getter, [])
    ties = [f"giver {b}" for b in own] + [f"getter {b}" for b in other]
    if telling is not None and doc.told[telling][1] and not {giver, getter} & set(doc.told[telling][1]):
        ties.append("another does")
    return {c: 1 for c in [*cues, *ties, *(f"{tie} {kind}" for tie in ties)]}


class Logistic:
    def __init__(self, looks, right, strength, weight):
        seen = Counter(c for look in looks for c in look)
        table = DictVectorizer()
        rows = table.fit_transform([{c: v for c, v in look.items() if seen[c] >= SEEN} for look in looks])
        model = LogisticRegression(C=strength, max_iter=400, class_weight={0: 1, 1: weight}).fit(rows, np.array(right))
        self.weights, self.ever = dict(zip(table.get_feature_names_out(), model.coef_[0])), model.intercept_[0]

    def score(self, look):
        return self.ever + sum(v * self.weights.get(c, 0) for c, v in look.items())


class Choice:
    """Conditional logit with a ridge penalty; of several that are right, any."""

    def __init__(self, groups, penalty):
        seen = Counter(c for looks, _ in groups for look in looks for c in look)
        place = {c: i for i, c in enumerate(sorted(c for c, n in seen.items() if n >= SEEN))}
        looks = [look for looks, _ in groups for look in looks]
        cells = [(r, place[c], v) for r, look in enumerate(looks) for c, v in look.items() if c in place]
        row, column, value = zip(*cells)
        table = csr_matrix((value, (row, column)), (len(looks), len(place)))
        good = np.array([bool(y) for _, right in groups for y in right])
        sizes = [len(looks) for looks, _ in groups]
        start, group = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(groups)), sizes)

        def soft(scores):
            most = np.maximum.reduceat(scores, start)
            parts = np.exp(scores - most[group])
            whole = np.add.reduceat(parts, start)
            return parts / whole[group], most + np.log(whole)

        def loss(w):
            scores = table @ w
            (all_, total), (best, hit) = soft(scores), soft(np.where(good, scores, -1e4))
            return (total - hit).sum() + penalty / 2 * w @ w, table.T @ (all_ - best) + penalty * w

        found = minimize(loss, np.zeros(len(place)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
        self.weights = {c: found[i] for c, i in place.items()}

    def score(self, look):
        return sum(v * self.weights.get(c, 0) for c, v in look.items())


def learn(docs):
    sentences, tells, pairs, gifts, given = [], [], [], [], []
    for doc in docs:
        quoted = set().union(*(x["sentences"] for x in doc.gold))
        for k, s in enumerate(doc.sentences):
            sentences.append({c: 1 for c in s["cues"] if not c.startswith("word ")})
            tells.append(k in quoted)
        for x in doc.gold:
            for s in (doc.sentences[k] for k in x["sentences"]):
                good = [right(doc, x, a, b) for a, b, _ in s["pairs"]]
                if any(good):
                    pairs.append(([pair_cues(s, *p) for p in s["pairs"]], good))
                done = set()
                for (a, b, _), way in zip(s["pairs"], good):
                    for giver, getter, side in ((a, b, way - 1), (b, a, 2 - way)) if way else ():
                        if giver not in done and x["gives"][side]:
                            done.add(giver)
                            gifts += [gift_cues(doc, gift, giver, getter) for gift in s["gifts"]]
                            given += [bool(gift[0] & x["gives"][side]) for gift in s["gifts"]]
    return Logistic(sentences, tells, 0.05, 3), Choice(pairs, 10), Logistic(gifts, given, 0.1, 1)


def proposals(doc, models):
    """As `likely::proposals`: (how likely, sentence, found by a rule, sides)."""
    sentence, choice, gift = models
    for k, s in enumerate(doc.sentences):
        tells = sentence.score({c: 1 for c in s["cues"]})
        ruled = [sides for place, sides in doc.ruled if place == k and len(sides) == 2]
        if tells < (RULED if ruled else MARGIN) or not s["pairs"]:
            continue
        scores = np.array([choice.score(pair_cues(s, *p)) for p in s["pairs"]])
        shares = scores - scores.max() - np.log(np.exp(scores - scores.max()).sum())
        is_between = lambda sides, a, b: any(a in sides[i][0] and b in sides[1 - i][0] for i in (0, 1))
        compatriots = {frozenset(p[:2]) for p in s["pairs"] if "same country" in p[2]}
        best = int(np.argmax(scores))
        one, other, _ = s["pairs"][best]

        def camp(own, against):
            others = [(shares[i], a + b - against) for i, (a, b, _) in enumerate(s["pairs"]) if against in (a, b)]
            near = sorted(((v, e) for v, e in others if v >= shares[best] - CAMP and e != own), reverse=True)
            return [own] + [e for _, e in near if frozenset((own, e)) in compatriots and "here" in s["parties"][e]][:1]

        ways = [[gift.score(gift_cues(doc, g, a, b)) for g in s["gifts"]] for a, b in ((one, other), (other, one))]
        sides = []
        for way, (own, against) in enumerate(((one, other), (other, one))):
            mine = sorted((-v, i) for i, v in enumerate(ways[way]) if v >= ways[1 - way][i])[:GIFTS]
            sides.append((camp(own, against), [s["gifts"][i][0] for n, (v, i) in enumerate(mine) if n == 0 or -v >= GIFT]))
        told = lambda gives: [doc.told[t][0] for t in gives]
        if not any(is_between(r, one, other) for r in ruled):
            yield tells + shares[best], k, False, sides
        for r in ruled:
            share = max((shares[i] for i, (a, b, _) in enumerate(s["pairs"]) if is_between(r, a, b)), default=shares[best] - 9)
            yield tells + share, k, True, [(p, told(g)) for p, g in r]  # the program adds a gift to each side


def chosen(found):
    """As `likely::chosen`."""
    kept = []
    for likely, k, ruled, sides in sorted(found, key=lambda p: -p[0]):
        meet = lambda a, b: all(set(a[i][0]) & set(b[i][0]) for i in (0, 1))
        told = lambda o: o[0] == k or not (ruled and o[1]) and (meet(sides, o[2]) or meet(sides[::-1], o[2]))
        if likely >= (RULED if ruled else MARGIN) and not any(told(o) for o in kept):
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


def toml(models):
    sentence, choice, gift = models
    units = lambda x: round(100 * x)
    part = lambda prefix: {c.removeprefix(prefix): w for c, w in choice.weights.items() if c.startswith(prefix)}
    tables = {"sentence": sentence.weights, "party": part("party "), "pair": part("pair "), "given": gift.weights}
    lines = [f"margin = {units(MARGIN)}", f"ruled = {units(RULED)}", f"camp = {units(CAMP)}", f"gift = {units(GIFT)}"]
    lines += ["", "[ever]", f"sentence = {units(sentence.ever)}", f"given = {units(gift.ever)}"]
    for name, weights in tables.items():
        lines += ["", f"[{name}]"]
        lines += [f"{json.dumps(c)} = {units(w)}" for c, w in sorted(weights.items()) if abs(w) >= LEAST]
    return "\n".join(lines) + "\n"


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--gold", nargs="+", required=True)
    ap.add_argument("--out")
    ap.add_argument("looks", nargs="+")
    o = ap.parse_args()
    docs = load(o.gold, o.looks)
    if o.out:
        old = Path(o.out).read_text(encoding="utf-8").splitlines(keepends=True)
        note = "".join(line for line in old if line.startswith("#"))
        Path(o.out).write_text(note + "\n" + toml(learn(docs)), encoding="utf-8")
        return
    order = np.random.RandomState(0).permutation(len(docs))
    tally = defaultdict(int)
    for fold in range(FOLDS):
        models = learn([docs[i] for n, i in enumerate(order) if n % FOLDS != fold])
        for doc in (docs[i] for n, i in enumerate(order) if n % FOLDS == fold):
            found = chosen(list(proposals(doc, models)))
            tally["found"] += len(found)
            tally["gold"] += len(doc.gold)
            tally["strict"] += hits(doc, found, True)
            tally["loose"] += hits(doc, found, False)
    for kind in ("strict", "loose"):
        f1 = 2 * tally[kind] / (tally["found"] + tally["gold"])
        print(f"{kind:8}{f1:.3f}   {tally[kind]}/{tally['found']}/{tally['gold']}")


if __name__ == "__main__":
    main()
