"""How much would participants gain if the phases before them made no mistake?

    python3 tests/measures/gains.py --scorer score.py --gold GOLD_DIR --text TEXT_DIR --pred records.jsonl

Scores agent and whom as `score.py` does, and again
  actions   as if every action were found with its type and nothing else: only actions that are right on both sides count
  actors    as if every actor were told apart rightly: a participant counts when one of its names is a name of the one meant
  both      both of it; what is lost then is lost by trees, frames' slots and what is only implied
"""
import argparse
import importlib.util
import json
from pathlib import Path

ROLES = {"agent": ["agent"], "whom": ["patient", "recipient"]}


def load(path):
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def overlap(one, other):
    return min(one["end"], other["end"]) - max(one["start"], other["start"])


def matched(score, gold, typed):
    """The gold action of each predicted one whose trigger and type agree."""
    pairs, taken = {}, set()
    for action in typed:
        open_ = [g for g in gold["actions"] if g["id"] not in taken and overlap(action["trigger"], g["trigger"]) > 0]
        best = max(open_, key=lambda g: (g["type"] == action["type"], overlap(action["trigger"], g["trigger"])), default=None)
        if best:
            taken.add(best["id"])
            if best["type"] == action["type"]:
                pairs[action["id"]] = best
    return pairs


class Document:
    def __init__(self, score, gold, record):
        self.gold, self.typed = gold, [a for a in record["actions"] if a["type"] in score.TYPES]
        self.right = matched(score, gold, self.typed)
        self.pairs = score.pair_actors(gold["actors"], record["actors"])
        names = lambda actor: {score.fold(m["text"]) for m in actor["mentions"]} | {score.fold(actor["name"])}
        self.told = {actor["id"]: names(actor) for actor in record["actors"]}
        self.meant = {actor["id"]: names(actor) for actor in gold["actors"]}

    def fits(self, filler, actor, any_name):
        return self.pairs.get(filler) == actor or any_name and bool(self.told[filler] & self.meant[actor])

    def count(self, roles, only_right, any_name):
        """Hits, predicted and gold participants."""
        hits = predicted = 0
        for action in self.typed:
            gold = self.right.get(action["id"])
            if only_right and not gold:
                continue
            left = [filler for role in roles for filler in action.get(role, [])]
            predicted += len(left)
            for slot in (s for role in roles for s in gold["accept"][role]) if gold else ():
                hit = next((f for f in left if any(self.fits(f, actor, any_name) for actor in slot)), None)
                if hit is not None:
                    hits += 1
                    left.remove(hit)
        actions = self.right.values() if only_right else self.gold["actions"]
        return hits, predicted, sum(len(g["accept"][role]) for g in actions for role in roles)


def documents(score, options):
    records = [json.loads(line) for line in open(options.pred)]
    for path in sorted(Path(options.gold).glob("*.json")):
        gold = json.loads(path.read_text())
        name = gold.get("file") or path.stem + ".txt"
        text = (Path(options.text) / name).read_text()
        record = next(r for r in records if r["document"]["source"].endswith(name))
        yield Document(score, score.gold_as_record(gold, text), record)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("scorer", "gold", "text", "pred"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    found = list(documents(load(options.scorer), options))
    print(f"{'F1':8}{'as it is':>10}{'actions':>10}{'actors':>10}{'both':>10}")
    for role, slots in ROLES.items():
        row = []
        for only_right, any_name in ((False, False), (True, False), (False, True), (True, True)):
            hits, predicted, gold = map(sum, zip(*(d.count(slots, only_right, any_name) for d in found)))
            row.append(2 * hits / (predicted + gold) if predicted + gold else 0)
        print(f"{role:8}" + "".join(f"{value:10.3f}" for value in row))


if __name__ == "__main__":
    main()
