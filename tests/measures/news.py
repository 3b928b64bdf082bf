"""Puts the annotations of news articles beside the articles' texts, which are others' and do not lie here.

    python3 tests/measures/news.py --articles articles.jsonl.xz --out DIR

`tests/news/annotations.jsonl.xz` and `taught.jsonl.xz` (`teacher.py` made it) hold names, places and numbers, and no sentence; a line for each
stretch of an article:
  article, start, length, newlines   its id, and which stretch of its text was annotated (code points), with how many line ends added
  part       learned (`src/extract/weigh/` learned from it), held (nothing did) or taught (a network annotated it; `weigh` learned from it)
  actors     [type, name by the annotator or null, [[start, length] of each place's words]]
  actions    [quote, trigger, type, agents, patients, recipients, factuality, source, same as]: a quote or trigger is [start, length], a
             participant a list of equally good actors, an actor or action its index
  exchanges  [quote, status, [[providers, actions given]]]
Writes DIR/learned, DIR/held and DIR/taught, each with NAME.txt and NAME.json in the form that `score.py` and `quidnunc learn` read; NAME is the article's line,
with a letter behind it where another stretch of the article is annotated too.
"""
import argparse
import json
import lzma
from collections import defaultdict
from pathlib import Path
from string import ascii_lowercase

ANNOTATIONS = Path(__file__).parent.parent / "news" / "annotations.jsonl.xz"
TAUGHT = ANNOTATIONS.with_name("taught.jsonl.xz")


def gold(name, text, annotation):
    def words(place):
        return text[place[0] : place[0] + place[1]]

    def participants(slots):
        return [[f"a{actor}" for actor in slot] for slot in slots]

    def actor(index, kind, name, places):
        names = [words(place) for place in places]
        return {"id": f"a{index}", "name": name or max(names, key=len), "type": kind, "aliases": names, "roles": []}

    def action(index, quote, trigger, kind, agent, patient, recipient, factuality, source, same_as):
        found = {
            "id": f"e{index}", "trigger": words(trigger), "quote": words(quote), "type": kind, "agent": participants(agent),
            "patient": participants(patient), "recipient": participants(recipient), "factuality": factuality,
            "attributed_to": None if source is None else f"a{source}", "core": True,
        }
        return found if same_as is None else {**found, "same_as": f"e{same_as}"}

    def exchange(index, quote, status, sides):
        sides = [{"provider": participants(who), "gives": [f"e{act}" for act in acts]} for who, acts in sides]
        return {"id": f"x{index}", "quote": words(quote), "status": status, "sides": sides}

    return {
        "id": name, "file": f"{name}.txt", "published": None,
        "actors": [actor(i, *a) for i, a in enumerate(annotation["actors"])],
        "actions": [action(i, *a) for i, a in enumerate(annotation["actions"])],
        "exchanges": [exchange(i, *x) for i, x in enumerate(annotation["exchanges"])],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    options = parser.parse_args()
    annotations = defaultdict(list)
    for path in (ANNOTATIONS, TAUGHT):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for annotation in map(json.loads, lines):
                annotations[annotation["article"]].append(annotation)
    for part in ("learned", "held", "taught"):
        (options.out / part).mkdir(parents=True, exist_ok=True)
    with lzma.open(options.articles, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            article = json.loads(line)
            for more, annotation in zip(["", *ascii_lowercase], annotations.pop(article["id"], [])):
                start, name = annotation["start"], f"{number}{more}"
                text = article["text"][start : start + annotation["length"]] + "\n" * annotation["newlines"]
                base = options.out / annotation["part"] / name
                base.with_suffix(".txt").write_text(text, encoding="utf-8", newline="")
                found = json.dumps(gold(name, text, annotation), ensure_ascii=False, indent=1)
                base.with_suffix(".json").write_text(found, encoding="utf-8")
    if annotations:
        raise SystemExit(f"{len(annotations)} annotated articles are not among those given")


if __name__ == "__main__":
    main()
