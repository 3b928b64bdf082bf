"""Is every quotation of a record its slice of the document, and does every reference lead somewhere?

usage: spans.py SCHEMA RECORDS INPUT...

SCHEMA is the JSON Schema of a record, RECORDS a file of extraction records, one JSON object a line, and INPUT the text, Markdown and JSON
lines that they were extracted from. Offsets count code points of the normalised text. Exit code 1 when a check fails.
"""

import json
import pathlib
import re
import sys

import jsonschema

SHOWN = 20
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def normalised(text):
    return CONTROL.sub("\ufffd", text.removeprefix("\ufeff").replace("\r\n", "\n"))


def without_front_matter(text):
    if text.startswith("---\n") and "\n---\n" in text[4:]:
        return text[4:].split("\n---\n", 1)[1].lstrip("\n")
    return text


def texts(paths):
    """The text of each document, by the source that its record names."""
    found = {}
    for path in paths:
        raw = pathlib.Path(path).read_bytes().decode("utf-8")
        if not path.endswith(".jsonl"):
            found[path] = without_front_matter(normalised(raw))
            continue
        for number, line in enumerate(raw.split("\n"), 1):
            if line.strip():
                entry = json.loads(line)
                found[f"{path}#{entry.get('id', number)}"] = normalised(entry["text"])
    return found


def quotes(record):
    """Every place that a record quotes, with words on what it is."""
    for actor in record["actors"]:
        for mention in actor["mentions"]:
            yield f"mention of {actor['id']}", mention
    for action in record["actions"]:
        yield f"trigger of {action['id']}", action["trigger"]
        yield f"evidence of {action['id']}", action["evidence"]
    for exchange in record["exchanges"]:
        yield f"cue of {exchange['id']}", exchange["cue"]
        yield f"evidence of {exchange['id']}", exchange["evidence"]
    for relation in record["relations"]:
        yield f"evidence of {relation['id']}", relation["evidence"]


def as_list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def references(record):
    """Every reference of a record: who refers, to which list, to what."""
    for action in record["actions"]:
        for role in ("agent", "patient", "recipient"):
            yield from ((f"{role} of {action['id']}", "actors", i) for i in action[role])
        yield from ((f"same_as of {action['id']}", "actions", i) for i in as_list(action["same_as"]))
    for exchange in record["exchanges"]:
        for side in exchange["sides"]:
            for party in ("provider", "receiver"):
                yield from ((f"{party} in {exchange['id']}", "actors", i) for i in side[party])
            yield from ((f"gives in {exchange['id']}", "actions", i) for i in side["gives"])
    for relation in record["relations"]:
        yield f"subject of {relation['id']}", "actors", relation["subject"]
        yield from ((f"object of {relation['id']}", "actors", i) for i in as_list(relation["object"]))


def wrong(record, text):
    for what, quote in quotes(record):
        slice_ = text[quote["start"] : quote["end"]]
        if slice_ != quote["text"] or not slice_:
            yield f"{what}: {quote['text']!r} is told, {slice_!r} stands there"
    ids = {kind: [item["id"] for item in record[kind]] for kind in ("actors", "actions", "exchanges", "relations")}
    for kind, own in ids.items():
        if len(own) != len(set(own)):
            yield f"two {kind} have one id"
    for what, kind, target in references(record):
        if target not in ids[kind]:
            yield f"{what}: no {target} among the {kind}"
    for action in record["actions"]:
        trigger, evidence = action["trigger"], action["evidence"]
        if not evidence["start"] <= trigger["start"] <= trigger["end"] <= evidence["end"]:
            yield f"evidence of {action['id']} does not hold its trigger"


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    by_source = texts(sys.argv[3:])
    failures, count = [], 0
    left = set(by_source)
    for line in pathlib.Path(sys.argv[2]).read_text("utf-8").split("\n"):
        if not line:
            continue
        record = json.loads(line)
        source = record["document"]["source"]
        if source not in left:
            failures.append(f"{source}: a record of no document, or its second")
            continue
        left.remove(source)
        failures.extend(f"{source}: {e.json_path}: {e.message[:200]}" for e in validator.iter_errors(record))
        failures.extend(f"{source}: {failure}" for failure in wrong(record, by_source[source]))
        count += sum(1 for _ in quotes(record))
    failures.extend(f"{source}: no record" for source in sorted(left))
    for failure in failures[:SHOWN]:
        print("FAIL  " + failure)
    if failures or count == 0:
        sys.exit(f"{len(failures)} failures among {count} quotations")
    print(f"ok    {count} quotations of {len(by_source)} documents stand where they say; all references resolve")


main()
