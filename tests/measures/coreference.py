"""How well are mentions of persons and organisations joined, against the coreference of a GUM treebank?

    python3 tests/measures/coreference.py --program target/release/quidnunc --conllu gum-dev.conllu [--documents news,interview] [--errors]

Reads CoNLL-U with `Entity=` in MISC, gives the raw text to `quidnunc extract`, and compares the mentions of its records, which are spans of code
points, with the treebank's. Prints
  pronouns   of the pronouns that stand for a person, organisation or place: how many are tied to some other mention of the same one
  pairs      of the mentions that both sides know: precision and recall of "these two are one", persons and organisations apart
`--errors` lists wrong and missing pronouns with their sentence.
"""
import argparse
import collections
import json
import os
import re
import subprocess
import tempfile

PRONOUNS = {"he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself", "they", "them", "their", "theirs", "themselves"}
KINDS = {"person": "person", "organization": "organisation", "place": "place"}


class Document:
    def __init__(self, name):
        self.name, self.text, self.sentences = name, "", []
        # Each mention: entity, kind, start and end of its core, whole start and end, whether it is a pronoun.
        self.mentions, self.open = [], collections.defaultdict(list)

    def add(self, lines):
        if any(line.startswith("# newpar") for line in lines) and self.text:
            self.text += "\n"
        start, spans, covered = len(self.text), [], 0
        for line in lines:
            if line.startswith("#"):
                continue
            columns = line.split("\t")
            span = self.word(columns, covered)
            if "-" in columns[0]:
                covered = int(columns[0].split("-")[1])
            if columns[0].isdigit():
                spans.append(span)
                self.entities(columns, spans)
        self.sentences.append((start, len(self.text)))
        self.text = self.text.rstrip() + "\n"

    def word(self, columns, covered):
        """Appends the word to the text; one inside a contraction is there already, and stands for all of it."""
        number = columns[0]
        if number.isdigit() and int(number) <= covered:
            return self.contraction
        if "." in number:
            return None
        start = len(self.text)
        self.text += columns[1]
        span = self.contraction = (start, len(self.text))
        if "SpaceAfter=No" not in columns[9]:
            self.text += " "
        return span

    def entities(self, columns, spans):
        value = next((m[7:] for m in columns[9].split("|") if m.startswith("Entity=")), "")
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", value):
            if part.startswith("("):
                fields = part.strip("()").split("-")
                self.open[fields[0]].append((fields, len(spans) - 1, columns[1].lower()))
            if part.endswith(")"):
                fields, first, word = self.open[part.strip("()").split("-")[0]].pop()
                self.close(fields, first, word, spans)

    def close(self, fields, first, word, spans):
        core = [int(n) for n in re.findall(r"\d+", fields[5])] or [len(spans) - first]
        heads = [spans[min(first + n - 1, len(spans) - 1)] for n in core]
        single = len(spans) - 1 == first
        self.mentions.append({
            "entity": fields[0], "kind": KINDS.get(fields[1]), "heads": heads, "span": (spans[first][0], spans[-1][1]),
            "pronoun": word if single and word in PRONOUNS else None,
        })


def documents(path, wanted):
    document, lines = None, []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            name = line.split("=")[1].strip()
            if document and keep(document, wanted):
                yield document
            document = Document(name)
        if line:
            lines.append(line)
        elif lines:
            document.add(lines)
            lines = []
    if document and keep(document, wanted):
        yield document


def keep(document, wanted):
    return not wanted or any(f"_{genre}_" in document.name for genre in wanted)


def extract(program, found):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "texts.jsonl")
        with open(path, "w", encoding="utf-8") as out:
            for document in found:
                print(json.dumps({"id": document.name, "title": document.name, "text": document.text}), file=out)
        records = subprocess.run([program, "extract", path], check=True, capture_output=True, text=True).stdout
    return {json.loads(line)["document"]["title"]: json.loads(line) for line in records.splitlines()}


def align(document, record):
    """For each gold mention the actors of the shortest mention that lies in it and holds a word of its core."""
    told = [(m["start"], m["end"], actor["id"], m["kind"]) for actor in record["actors"] for m in actor["mentions"]]
    for gold in document.mentions:
        (start, end), last = gold["span"], gold["heads"][-1][1]
        here = [t for t in told if any(t[0] <= a and b <= t[1] for a, b in gold["heads"])]
        here = [t for t in here if (t[3] == "pronoun") == (gold["pronoun"] is not None) and (start <= t[0] and t[1] <= end or t[1] == last)]
        shortest = min((t[1] - t[0] for t in here), default=None)
        gold["actors"] = {t[2] for t in here if t[1] - t[0] == shortest}


def share(part, whole):
    return f"{100 * part / whole:5.1f} %" if whole else "    –"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="target/release/quidnunc")
    parser.add_argument("--conllu", required=True, nargs="+")
    parser.add_argument("--documents", default="", help="genres, as in the names of the documents: news,interview")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    wanted = [genre for genre in options.documents.split(",") if genre]
    found = [document for path in options.conllu for document in documents(path, wanted)]
    records = extract(options.program, found)
    pronouns, pairs = collections.Counter(), collections.Counter()
    words = collections.defaultdict(collections.Counter)
    for document in found:
        align(document, records[document.name])
        count_pronouns(document, records[document.name], pronouns, words, options.errors)
        count_pairs(document, pairs)
    print(f"{len(found)} documents")
    tied, right, all_ = pronouns["tied"], pronouns["right"], pronouns["all"]
    print(f"pronouns       {all_}: {share(right, all_)} right, {share(tied - right, all_)} wrong, {share(all_ - tied, all_)} open; precision {share(right, tied)}")
    for word in ("he", "she", "it", "they"):
        c = words[word]
        print(f"  {word:12} {c['all']}: {share(c['right'], c['all'])} right, precision {share(c['right'], c['tied'])}")
    for kind in ("person", "organisation"):
        both, ours, gold, known, all_ = (pairs[kind, what] for what in ("both", "ours", "gold", "known", "all"))
        print(f"pairs, {kind:12} precision {share(both, ours)} of {ours}, recall {share(both, gold)} of {gold}; {share(known, all_)} of {all_} mentions known")


def count_pronouns(document, record, pronouns, words, errors):
    by_entity = collections.defaultdict(list)
    for mention in document.mentions:
        by_entity[mention["entity"]].append(mention)
    names = {actor["id"]: actor["name"] for actor in record["actors"]}
    for mention in document.mentions:
        others = [m for m in by_entity[mention["entity"]] if not m["pronoun"]]
        if not (mention["pronoun"] and mention["kind"] and others):
            continue
        right = any(mention["actors"] & other["actors"] for other in others)
        tied = bool(mention["actors"])
        family = next(f for f in ("he", "she", "it", "they") if mention["pronoun"] in FAMILIES[f])
        for counter in (pronouns, words[family]):
            counter.update(all=1, tied=int(tied), right=int(right))
        if errors and not right:
            start, end = next(s for s in document.sentences if s[0] <= mention["heads"][0][0] < s[1])
            gold = document.text[slice(*others[0]["span"])]
            ours = ", ".join(sorted(names[a] for a in mention["actors"])) or "–"
            at = mention["heads"][0][0] - start
            sentence = document.text[start:end].rstrip()
            print(f"{document.name}: {sentence[:at]}[{mention['pronoun']}]{sentence[at + len(mention['pronoun']):]}\n    is {gold!r}, read as {ours}")


FAMILIES = {
    "he": {"he", "him", "his", "himself"},
    "she": {"she", "her", "hers", "herself"},
    "it": {"it", "its", "itself"},
    "they": {"they", "them", "their", "theirs", "themselves"},
}


def count_pairs(document, pairs):
    known = [m for m in document.mentions if m["kind"] in ("person", "organisation")]
    for at, one in enumerate(known):
        pairs[one["kind"], "all"] += 1
        pairs[one["kind"], "known"] += bool(one["actors"])
        for other in known[:at]:
            gold, ours = one["entity"] == other["entity"], bool(one["actors"] & other["actors"])
            kind = one["kind"]
            pairs[kind, "gold"] += gold
            pairs[kind, "ours"] += ours
            pairs[kind, "both"] += gold and ours


if __name__ == "__main__":
    main()
