"""Do the analysts' other tools read our exports, and find the same in each?

usage: tools.py EXPORTS [MORE...]

EXPORTS is a folder with .nodes.csv and .edges.csv, which every other file there and in the folders MORE is compared with: .events.csv, .neo4j-*,
.parquet, .dot, .ftm.json, .cypher. Exit code 1 when a check fails.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import ocg
import pandas
import pyarrow.compute
import pyarrow.csv
import pyarrow.parquet
import pydot
import real_ladybug
from followthemoney import model

failures = []
BETWEEN = " | "
FACTS = ("class", "plover", "factuality", "evidence", "first_date", "last_date")
EDGE_FACTS = (*FACTS, "implied")


def check(what, is_right, detail=""):
    print(("ok    " if is_right else "FAIL  ") + what + (f": {detail}" if detail != "" else ""))
    if not is_right:
        failures.append(what)


def table(path, delimiter=","):
    """A CSV file by pyarrow, all columns as text, empty where nothing stands."""
    names = pyarrow.csv.read_csv(path, parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True)).column_names
    convert = pyarrow.csv.ConvertOptions(column_types={name: pyarrow.string() for name in names}, strings_can_be_null=False)
    options = pyarrow.csv.ParseOptions(newlines_in_values=True, delimiter=delimiter)
    return pyarrow.csv.read_csv(path, parse_options=options, convert_options=convert).to_pylist()


def unguarded(text):
    bare = text.lstrip("'")
    return text[1:] if text.startswith("'") and (bare.lstrip()[:1] in tuple("=+-@") or bare[:1] in tuple("\t\n")) else text


def facts_of_row(row, names):
    return tuple(unguarded(row[name]) for name in names)


class Expected:
    """Nodes and edges by id, as the CSV files say them."""

    def __init__(self, folder):
        nodes, edges = (table(next(pathlib.Path(folder).glob(f"*.{kind}.csv"))) for kind in ("nodes", "edges"))
        self.nodes = {row["Id"]: (unguarded(row["Label"]), row["category"], *facts_of_row(row, FACTS)) for row in nodes}
        self.edges = {
            row["Id"]: (row["Source"], row["Target"], row["Weight"], row["category"], *facts_of_row(row, EDGE_FACTS)) for row in edges
        }
        self.aliases = {row["Id"]: unguarded(row["aliases"]) for row in nodes}
        self.attribution = {row["Id"]: unguarded(row["attribution"]) for row in edges}
        check("CSV in pyarrow: ids are unique", len(self.nodes) == len(nodes) and len(self.edges) == len(edges), len(nodes))


def same(what, found, expected):
    odd = next((f"{key}: {found.get(key)} for {value}" for key, value in expected.items() if found.get(key) != value), "")
    check(what, found == expected, odd or len(found))


def plain(value):
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def check_events(path, _):
    # As README.md says: codes keep their zeros, and a country is called NA.
    typed = pandas.read_csv(path, dtype={"cameo": str}, keep_default_na=False, na_values=[""])
    codes = {row["id"]: row["cameo"] for row in table(path)}
    check("event table in pandas: codes keep their zeros", dict(zip(typed["id"], typed["cameo"].fillna(""))) == codes, len(set(codes.values())))
    events = pandas.read_csv(path, keep_default_na=False)
    check("event table in pandas: an id a row", events["id"].is_unique and len(events) > 0, len(events))
    check("event table in pandas: evidence and attribution in every row", bool((events["evidence"] != "").all() and (events["attribution"] != "").all()))
    kinds = {"actual", "planned", "possible", "conditional", "negated"}
    check("event table in pandas: factuality is one of five", set(events["factuality"]) <= kinds)
    days = pandas.to_datetime(events["first_date"][events["first_date"] != ""], format="%Y-%m-%d", errors="coerce")
    check("event table in pandas: days are dates", not days.isna().any(), len(days))


def check_neo4j_nodes(path, expected):
    rows = table(path)
    found = {row["id:ID"]: (row["name"], row["category"], *(row[name] for name in FACTS)) for row in rows}
    same("Neo4j nodes in pyarrow", found, expected.nodes)
    lists = {row["id:ID"]: BETWEEN.join(row["aliases:string[]"].split("\x1f")) for row in rows}
    same("Neo4j nodes in pyarrow: lists", lists, expected.aliases)
    check("Neo4j nodes: one id column", sum(":ID" in name for name in rows[0]) == 1)


def check_neo4j_relationships(path, expected):
    rows = table(path)
    ends = (":START_ID", ":END_ID", "weight:int", "category")
    found = {row["id"]: (*(row[name] for name in ends), *(row[name] for name in FACTS), row["implied:boolean"]) for row in rows}
    same("Neo4j relationships in pyarrow", found, expected.edges)


def check_neo4j_script(path, _):
    """Runs the script with an importer of our own, which looks for the files that it is given."""
    with tempfile.TemporaryDirectory() as folder:
        importer = pathlib.Path(folder, "neo4j-admin")
        importer.write_text('#!/bin/sh\nfor a in "$@"; do case $a in --nodes=*|--relationships=*) [ -s "${a#*=}" ] || exit 9;; esac; echo "$a"; done\n', "utf-8")
        importer.chmod(0o755)
        environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
        script = [str(path.resolve()), "trade"]
        run = subprocess.run(["sh", *script], cwd=folder, env=environment, capture_output=True, text=True, check=False)
        said = run.stdout.split("\n")
        check("Neo4j import script names files that are there", run.returncode == 0 and said[:3] == ["database", "import", "full"], run.stderr)
        check("Neo4j import script hands options on", "trade" in said)


def check_parquet(path, expected):
    rows = pyarrow.parquet.read_table(path).to_pylist()
    if path.name.endswith(".nodes.parquet"):
        found = {row["id"]: (row["label"], row["category"], *(plain(row[name]) for name in FACTS)) for row in rows}
        same("Parquet nodes in pyarrow", found, expected.nodes)
        same("Parquet nodes in pyarrow: lists", {row["id"]: BETWEEN.join(row["aliases"] or []) for row in rows}, expected.aliases)
    elif path.name.endswith(".edges.parquet"):
        ends = ("source", "target", "weight", "category")
        found = {row["id"]: (*(plain(row[name]) for name in ends), *(plain(row[name]) for name in EDGE_FACTS)) for row in rows}
        same("Parquet edges in pyarrow", found, expected.edges)
        lists = {row["id"]: BETWEEN.join(row["attribution"] or []) for row in rows}
        same("Parquet edges in pyarrow: lists", lists, expected.attribution)
    else:
        frame = pandas.read_parquet(path)
        check("Parquet events in pandas: evidence and attribution in every row", bool(frame["evidence"].notna().all() and frame["attribution"].notna().all()), len(frame))


def check_dot(path, _):
    (graph,) = pydot.graph_from_dot_file(str(path), encoding="utf-8")

    def under(part):
        yield part
        for inner in part.get_subgraphs():
            yield from under(inner)

    names = [node.get_name() for part in under(graph) for node in part.get_nodes() if node.get_name() not in ("node", "edge", "graph")]
    edges = [edge for part in under(graph) for edge in part.get_edges()]
    check("DOT in pydot: no node is drawn twice", len(names) == len(set(names)), len(names))
    check("DOT in pydot: edges tie nodes", all({e.get_source(), e.get_destination()} <= set(names) for e in edges), len(edges))
    check("DOT in pydot: a tooltip at every node", all(node.get("tooltip") for part in under(graph) for node in part.get_nodes() if node.get_name() in names))


def check_cypher(path, expected):
    """Runs the script for Neo4j in an engine for openCypher, the one for LadybugDB there."""
    script = path.read_text("utf-8")
    if script.startswith("CREATE NODE TABLE"):
        check_ladybug(script, expected)
        return
    constraint, *statements = script.rstrip("\n").split("\n")
    check("Cypher: the constraint comes first", constraint.startswith("CREATE CONSTRAINT"))
    graph = ocg.Graph()
    for statement in statements:
        graph.execute(statement.rstrip(";"))

    def rows(pattern, own, facts):
        asked = ", ".join([f"{value} AS {name}" for name, value in own.items()] + [f"x.{name} AS {name}" for name in facts])
        found = graph.execute(f"MATCH {pattern} RETURN x.id AS id, {asked}")
        return {row["id"]: tuple(plain(row[name]) for name in (*own, *facts)) for row in found}

    nodes = rows("(x:Node)", {"name": "x.name", "category": "x.category"}, FACTS)
    same("Cypher in OCG: nodes", nodes, expected.nodes)
    own = {"source": "a.id", "target": "b.id", "weight": "x.weight", "category": "x.category"}
    same("Cypher in OCG: relationships", rows("(a)-[x]->(b)", own, EDGE_FACTS), expected.edges)
    labels = {row["id"]: row["labels"] for row in graph.execute("MATCH (x:Node) RETURN x.id AS id, labels(x) AS labels")}
    kinds = {id: category.capitalize() for id, (_, category, *_) in expected.nodes.items()}
    check("Cypher in OCG: every node bears its kind as a label", all(kinds[id] in labels[id] for id in labels), len(labels))


def check_ladybug(script, expected):
    with tempfile.TemporaryDirectory() as folder:
        connection = real_ladybug.Connection(real_ladybug.Database(os.path.join(folder, "graph")))
        for statement in script.rstrip("\n").split("\n"):
            connection.execute(statement)

        def rows(query, facts):
            asked = ", ".join(f"x.{name}" for name in facts)
            result, found = connection.execute(f"{query}, {asked}"), []
            while result.has_next():
                found.append([plain(value) for value in result.get_next()])
            return {row[0]: tuple(row[1:]) for row in found}

        same("Cypher in LadybugDB: nodes", rows("MATCH (x:Node) RETURN x.id, x.name, x.category", FACTS), expected.nodes)
        query = "MATCH (a)-[x]->(b) RETURN x.id, a.id, b.id, x.weight, x.category"
        same("Cypher in LadybugDB: relationships", rows(query, EDGE_FACTS), expected.edges)


def check_followthemoney(path, expected):
    entities = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    ids = {entity["id"] for entity in entities}
    check("FollowTheMoney: no id is used twice", len(ids) == len(entities), len(ids))
    wrong = []
    for entity in entities:
        schema = model.get(entity["schema"])
        for name, values in entity["properties"].items():
            prop = schema.get(name)
            good = prop is not None and all(prop.type.validate(value) for value in values)
            if good and prop.type.name == "entity":
                good = set(values) <= ids and all(model.get(by_id(entities, value)["schema"]).is_a(prop.range) for value in values)
            if not good:
                wrong.append(f"{entity['schema']}.{name} {str(values)[:200]}")
        wrong += [f"{entity['schema']} without {name}" for name in schema.required if name not in entity["properties"]]
        kept = model.get_proxy(entity, cleaned=False)
        if {name: sorted(kept.get(name)) for name in entity["properties"]} != {name: sorted(values) for name, values in entity["properties"].items()}:
            wrong.append(f"{entity['id']} is changed by the library")
    check("FollowTheMoney: schemata, properties, values and references are valid", not wrong, "; ".join(wrong[:4]))
    found = sum(entity["schema"] == "Event" for entity in entities)
    events = sum(category in ("action", "exchange") for _, category, *_ in expected.nodes.values())
    # Where actors alone are nodes, actions are edges elsewhere, but events here.
    check("FollowTheMoney: an event for each action and exchange", found == events or events == 0, found)


def by_id(entities, wanted, index={}):
    if index.get("of") is not entities:
        index.update({"of": entities, "ids": {entity["id"]: entity for entity in entities}})
    return index["ids"][wanted]


READERS = {
    ".events.csv": check_events,
    ".neo4j-nodes.csv": check_neo4j_nodes,
    ".neo4j-relationships.csv": check_neo4j_relationships,
    ".neo4j-import.sh": check_neo4j_script,
    ".parquet": check_parquet,
    ".dot": check_dot,
    ".cypher": check_cypher,
    ".ftm.json": check_followthemoney,
}


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    expected = Expected(sys.argv[1])
    for folder in sys.argv[1:]:
        for path in sorted(pathlib.Path(folder).iterdir()):
            for ending, reader in READERS.items():
                if path.name.endswith(ending):
                    reader(path, expected)
    if failures:
        sys.exit(f"{len(failures)} failed: " + "; ".join(failures))


main()
