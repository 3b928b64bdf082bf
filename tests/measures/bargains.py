"""Writes the annotated texts of `tests/bargains` as folders of NAME.txt and NAME.json, in the form that `score.py` and `quidnunc learn` read.

    python3 tests/measures/bargains.py --out DIR

DIR/short, DIR/stories and DIR/twins hold three quarters of them, to learn from; DIR/short_held, DIR/stories_held and DIR/twins_held the others (by a
hash), from which nothing is learned. `tests/bargains/README.md` says what a line holds, and what was learned from what.
"""
import argparse
import hashlib
import json
from pathlib import Path

BARGAINS = Path(__file__).parent.parent / "bargains"
HELD = 4  # one text in so many


def is_held(line):
    """By a hash of the text; both texts of a pair or neither."""
    return int(hashlib.sha1(line.get("pair", line["text"]).encode()).hexdigest(), 16) % HELD == 0


def gold(name, line):
    def slots(actors):
        return [[actor] for actor in actors]

    def actor(key, kind, name, aliases):
        return {"id": key, "name": name, "type": kind, "aliases": aliases, "roles": []}

    def action(at, trigger, quote, kind, agents, patients, recipients, factuality, earlier=None):
        told = {
            "id": f"e{at}", "trigger": trigger, "quote": quote, "type": kind, "agent": slots(agents), "patient": slots(patients),
            "recipient": slots(recipients), "factuality": factuality, "attributed_to": None, "core": True,
        }
        return told if earlier in (None, at) else {**told, "same_as": f"e{earlier}"}

    def exchange(at, quote, status, sides, more_quotes=()):
        sides = [{"provider": slots(who), "gives": [f"e{act}" for act in acts]} for who, acts in sides]
        return {"id": f"x{at}", "quote": quote, "more_quotes": list(more_quotes), "status": status, "sides": sides}

    return {
        "id": name, "file": f"{name}.txt", "published": None,
        "actors": [actor(key, *rest) for key, rest in line["actors"].items()],
        "actions": [action(at, *rest) for at, rest in enumerate(line["actions"])],
        "exchanges": [exchange(at, **rest) for at, rest in enumerate(line["exchanges"])],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True, type=Path)
    options = parser.parse_args()
    for source in sorted(BARGAINS.glob("*.jsonl")):
        for number, line in enumerate(map(json.loads, source.read_text(encoding="utf-8").splitlines())):
            name = f"{source.stem}-{number:03}"
            folder = options.out / (f"{source.stem}_held" if is_held(line) else source.stem)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{name}.txt").write_text(line["text"], encoding="utf-8")
            (folder / f"{name}.json").write_text(json.dumps(gold(name, line), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
