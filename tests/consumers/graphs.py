"""Do graph libraries that we did not write read our exports, and find the same nodes and edges in each?

usage: graphs.py EXPORTS [SUMMARY]

EXPORTS is a folder with one file each of .gexf, .graphml, .cyjs, .node-link.json, .nodes.csv, .edges.csv, .events.csv and .events.jsonl of the
same graph. SUMMARY is a file with what the program said when it wrote the folder in full: its counts must be those of the nodes. Exit code 1 when a
check fails.
"""

import collections
import csv
import json
import math
import pathlib
import re
import sys
import warnings

import igraph
import networkx

failures = []

# What stands at one node or edge and must be the same in every file.
NODE_FACTS = ("iri", "category", "class", "plover", "factuality", "attribution", "evidence", "negated", "sources")
EDGE_FACTS = ("category", "class", "plover", "factuality", "attribution", "evidence", "negated", "implied", "sources")


def check(what, is_right, detail=""):
    print(("ok    " if is_right else "FAIL  ") + what + (f": {detail}" if detail != "" else ""))
    if not is_right:
        failures.append(what)


def one_file(folder, ending):
    found = sorted(pathlib.Path(folder).glob(f"*.{ending}"))
    if not found:
        sys.exit(f"no .{ending} file in {folder}")
    return found[0]


def plain(value):
    """A fact in one spelling, whatever type a reader gave it; nothing where it is not known."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def fact(data, name):
    return plain(data.get(name))


def of_networkx(graph, label="label"):
    nodes = sorted((n, fact(d, label), *(fact(d, name) for name in NODE_FACTS)) for n, d in graph.nodes(data=True))
    edges = sorted((s, t, fact(d, "label"), *(fact(d, name) for name in EDGE_FACTS)) for s, t, d in graph.edges(data=True))
    return nodes, edges


def of_igraph(graph):
    nodes = sorted((v["id"], fact(v.attributes(), "label"), *(fact(v.attributes(), n) for n in NODE_FACTS)) for v in graph.vs)
    ids = graph.vs["id"] if graph.vcount() else []
    edges = sorted(
        (ids[e.source], ids[e.target], fact(e.attributes(), "label"), *(fact(e.attributes(), n) for n in EDGE_FACTS))
        for e in graph.es
    )
    return nodes, edges


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def unguarded(text):
    """A cell without the apostrophe that keeps spreadsheets from running it."""
    bare = text.lstrip("'")
    return text[1:] if text.startswith("'") and (bare.lstrip()[:1] in tuple("=+-@") or bare[:1] in tuple("\t\n")) else text


def of_tables(folder):
    nodes, edges = rows_of(one_file(folder, "nodes.csv")), rows_of(one_file(folder, "edges.csv"))
    return (
        sorted((r["Id"], unguarded(r["Label"]), *(unguarded(r[name]) for name in NODE_FACTS)) for r in nodes),
        sorted((r["Source"], r["Target"], unguarded(r["Label"]), *(unguarded(r[name]) for name in EDGE_FACTS)) for r in edges),
    )


def of_cytoscape(folder):
    data = json.loads(one_file(folder, "cyjs").read_text("utf-8"))
    ids = [e["data"]["id"] for kind in ("nodes", "edges") for e in data["elements"][kind]]
    check("Cytoscape: no id is used twice", len(ids) == len(set(ids)))
    check("Cytoscape: all have a name", all(e["data"].get("name") and e["data"].get("shared_name") for kind in ("nodes", "edges") for e in data["elements"][kind]))
    check("Cytoscape: all edges have an interaction", all(e["data"].get("interaction") for e in data["elements"]["edges"]))
    check("Cytoscape: no style, which Desktop would refuse", "style" not in data)
    for edge in data["elements"]["edges"]:
        edge["data"]["label"] = edge["data"]["interaction"]
    return of_networkx(networkx.cytoscape_graph(data))


def check_names_in_graphml(folder, graph):
    """Of an edge, igraph keeps no `id`, so that it stands among the data; Cytoscape looks for `name` and `interaction`."""
    ids = sorted(row["Id"] for row in rows_of(one_file(folder, "edges.csv")))
    check("GraphML in igraph: ids of edges", sorted(graph.es["eid"]) == ids, len(ids))
    named = graph.vs["name"] == graph.vs["label"] and graph.es["interaction"] == graph.es["label"]
    check("GraphML in igraph: names where Cytoscape looks for them", named)


def check_gexf(graph):
    colours = [d for _, d in graph.nodes(data=True) if {"color", "size", "position"} <= set(d.get("viz", {}))]
    check("GEXF: colour, size and place at every node", len(colours) == len(graph))
    dated = [d for _, d in graph.nodes(data=True) if "start" in d]
    check("GEXF: days stand where a first date is told", len(dated) == len([d for _, d in graph.nodes(data=True) if d.get("first_date")]))
    weights = [d.get("weight", 0) for _, _, d in graph.edges(data=True)]
    check("GEXF: all weights are above zero", all(weight > 0 for weight in weights))


def check_events(folder):
    rows = rows_of(one_file(folder, "events.csv"))
    lines = one_file(folder, "events.jsonl").read_text("utf-8").splitlines()
    objects = [json.loads(line) for line in lines]
    lists = ("source", "target", "recipient", "implied")
    same = [
        unguarded(r["evidence"]) == o["evidence"] and r["id"] == o["id"] and all(unguarded(r[n]) == " | ".join(o[n]) for n in lists)
        for r, o in zip(rows, objects)
    ]
    check("event tables say the same", len(rows) == len(objects) and all(same), f"{len(rows)} rows")


def check_counts(folder, summary):
    """The nodes of each category are as many as the program says."""
    said = re.search(r"(\d+) actors, (\d+) actions, (\d+) exchanges", pathlib.Path(summary).read_text("utf-8"))
    found = collections.Counter(row["category"] for row in rows_of(one_file(folder, "nodes.csv")))
    counts = [found["actor"], found["action"], found["exchange"]]
    check("as many nodes as the program says", said is not None and counts == [int(count) for count in said.groups()], counts)


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    folder = sys.argv[1]
    gexf = networkx.read_gexf(one_file(folder, "gexf"))
    node_link = json.loads(one_file(folder, "node-link.json").read_text("utf-8"))
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        read_by_igraph = igraph.Graph.Read_GraphML(str(one_file(folder, "graphml")))
        by_igraph = of_igraph(read_by_igraph)
    check("igraph reads GraphML without a warning", not said, "; ".join(str(w.message) for w in said))
    read = {
        "GEXF in networkx": of_networkx(gexf),
        "GraphML in networkx": of_networkx(networkx.read_graphml(one_file(folder, "graphml"), force_multigraph=True)),
        "GraphML in igraph": by_igraph,
        "node-link JSON in networkx": of_networkx(networkx.node_link_graph(node_link, edges="links")),
        "Cytoscape JSON in networkx": of_cytoscape(folder),
        "CSV": of_tables(folder),
    }
    nodes, edges = read["CSV"]
    for name, (own_nodes, own_edges) in read.items():
        check(f"{name}: the nodes", own_nodes == nodes, len(own_nodes))
        check(f"{name}: the edges", own_edges == edges, len(own_edges))
    check_names_in_graphml(folder, read_by_igraph)
    check_gexf(gexf)
    check_events(folder)
    if len(sys.argv) == 3:
        check_counts(folder, sys.argv[2])
    if failures:
        sys.exit(f"{len(failures)} failed: " + "; ".join(failures))


main()
