"""Do RDF libraries that we did not write read our exports, and find in them what should be there?

usage: rdf.py ONTOLOGY EXPORTS [RECORDS]

ONTOLOGY is the folder with quidnunc.ttl, shapes.ttl, context.jsonld, record.schema.json and queries/; EXPORTS a folder with graph.nt,
graph.ttl, graph.nq, graph.trig, graph.rdf, graph.jsonld and graph.void.ttl of the same graph; RECORDS a file of extraction records, one JSON object a line. Exit code 1 when a check fails.
"""

import json
import pathlib
import sys
import tempfile

import jsonschema
import owlready2
import pyoxigraph
import pyshacl
import rdflib
from rdflib import RDF, Graph, Namespace

QUID = Namespace("https://w3id.org/quidnunc/ontology#")

failures = []


def check(what, is_right, detail=""):
    print(("ok    " if is_right else "FAIL  ") + what + (f": {detail}" if detail != "" else ""))
    if not is_right:
        failures.append(what)


def one_file(folder, ending):
    path = pathlib.Path(folder) / f"graph.{ending}"
    if not path.exists():
        sys.exit(f"no {path}")
    return path


def triples_of_quads(path, syntax):
    dataset = rdflib.Dataset()
    dataset.parse(path, format=syntax)
    return {(s, p, o) for s, p, o, _ in dataset.quads()}, {(s, p, o, g) for s, p, o, g in dataset.quads()}


def check_rdflib(folder):
    lines = Graph().parse(one_file(folder, "nt"), format="nt")
    turtle = Graph().parse(one_file(folder, "ttl"), format="turtle")
    quads, named_quads = triples_of_quads(one_file(folder, "nq"), "nquads")
    trig, named_trig = triples_of_quads(one_file(folder, "trig"), "trig")
    check("rdflib reads N-Triples", len(lines) > 0, f"{len(lines)} triples")
    check("rdflib: Turtle says the same", set(lines) == set(turtle))
    for ending, syntax in (("rdf", "xml"), ("jsonld", "json-ld")):
        check(f"rdflib: {syntax} says the same", set(lines) == set(Graph().parse(one_file(folder, ending), format=syntax)))
    check("rdflib: N-Quads say the same", set(lines) == quads)
    check("rdflib: TriG says the same", set(lines) == trig)
    check("rdflib: N-Quads and TriG name the same graphs", named_quads == named_trig)
    bnodes = [term for triple in lines for term in triple if isinstance(term, rdflib.BNode)]
    check("no blank nodes", not bnodes)
    return turtle


def check_pyoxigraph(folder):
    syntaxes = {
        "nt": pyoxigraph.RdfFormat.N_TRIPLES,
        "ttl": pyoxigraph.RdfFormat.TURTLE,
        "nq": pyoxigraph.RdfFormat.N_QUADS,
        "trig": pyoxigraph.RdfFormat.TRIG,
    }
    read = {e: set(pyoxigraph.parse(path=str(one_file(folder, e)), format=f)) for e, f in syntaxes.items()}
    check("pyoxigraph: Turtle is N-Triples", read["nt"] == read["ttl"], f"{len(read['nt'])} triples")
    check("pyoxigraph: TriG is N-Quads", read["nq"] == read["trig"])


def check_sorted(folder):
    for ending in ("nt", "nq"):
        lines = one_file(folder, ending).read_bytes().splitlines(keepends=True)
        check(f"lines of .{ending} are sorted and differ", all(a < b for a, b in zip(lines, lines[1:])))


def check_description(folder, graph):
    void = Namespace("http://rdfs.org/ns/void#")
    described = Graph().parse(one_file(folder, "void.ttl"), format="turtle")
    dataset = next(described.subjects(RDF.type, Namespace("http://www.w3.org/ns/dcat#").Dataset))
    parts = {described.value(part, void["class"]): int(described.value(part, void.entities)) for part in described.objects(dataset, void.classPartition)}
    counted = {name: len(set(graph.subjects(RDF.type, name))) for name in parts}
    is_core = not counted[QUID.Claim]
    check("the description counts the nodes", is_core or parts == counted, ", ".join(str(n) for n in parts.values()))
    triples = int(described.value(dataset, void.triples))
    # The number itself is one statement more than the graph says.
    check("the description counts the statements", is_core or triples == len(graph) + 1, triples)


def check_shapes(graph, ontology):
    conforms, _, report = pyshacl.validate(graph, shacl_graph=str(ontology / "shapes.ttl"), allow_warnings=False)
    check("pySHACL: the graph conforms", conforms, "" if conforms else report[:2000])
    broken = Graph()
    for triple in graph:
        broken.add(triple)
    for action in broken.subjects(RDF.type, QUID.Action):
        broken.remove((action, QUID.factuality, None))
        break
    conforms, _, _ = pyshacl.validate(broken, shacl_graph=str(ontology / "shapes.ttl"))
    check("pySHACL: an action without factuality is found", not conforms)


def check_implied(graph):
    """A participant of an action is implied where every telling that has it implies it; the core holds no tellings."""
    told = (QUID.toldAgent, QUID.toldPatient, QUID.toldRecipient)
    wrong, count = [], 0
    for action in graph.subjects(RDF.type, QUID.Action):
        claims = set(graph.subjects(QUID.claims, action))
        said = {who for claim in claims for role in told for who in set(graph.objects(claim, role)) - set(graph.objects(claim, QUID.impliedParticipant))}
        all_of_it = {who for role in (QUID.agent, QUID.patient, QUID.recipient) for who in graph.objects(action, role)}
        implied = set(graph.objects(action, QUID.impliedParticipant))
        count += len(implied)
        if implied != all_of_it - said if claims else not implied <= all_of_it:
            wrong.append(str(action))
    check("whom no telling says is implied", not wrong, "; ".join(wrong[:3]) or count)


def check_questions(folder, graph, ontology):
    """The questions of ontology/queries, asked of two engines, with answers that are counted without them."""
    store = pyoxigraph.Store()
    store.load(path=str(one_file(folder, "nt")))
    found = {}
    for path in sorted((ontology / "queries").glob("*.rq")):
        question = path.read_text("utf-8")
        found[path.stem] = list(graph.query(question))
        check(f"SPARQL: pyoxigraph answers {path.stem} as rdflib does", len(list(store.query(question))) == len(found[path.stem]), len(found[path.stem]))
    if not list(graph.subjects(RDF.type, QUID.Claim)) or not list(graph.subjects(RDF.type, QUID.Exchange)):
        print("      the graph holds no claim or no exchange: the answers are not looked at")
        return
    denied = set(graph.subjects(QUID.polarity, QUID["polarity-negative"]))
    quoted = {str(quote) for claim in denied for quote in graph.objects(claim, QUID.quote)}
    check("SPARQL: every denial is found", {str(row.quote) for row in found["what-is-denied"]} == quoted, f"{len(quoted)} quotes")
    told = [action for action in graph.subjects(RDF.type, QUID.Action) if len(set(graph.objects(action, QUID.toldIn))) > 1]
    check("SPARQL: what several documents tell is found", len(found["told-by-several"]) == len(told), len(told))
    releases = set(graph.subjects(QUID.toldClass, rdflib.URIRef("https://w3id.org/quidnunc/class/ReleasePersons")))
    check("SPARQL: every release is found", len(found["who-released-whom"]) >= len(releases), len(releases))
    givers = {str(label) for side in graph.subjects(QUID.provider) for actor in graph.objects(side, QUID.provider) for label in graph.objects(actor, rdflib.RDFS.label)}
    check("SPARQL: who gave what to whom", {str(row.giver) for row in found["who-gave-what"]} == givers, ", ".join(sorted(givers)))
    for row in found["who-gave-what"][:6]:
        print(f"      {row.giver} -> {row.getter}: {row.what} [{row.status}]")
    check_denied_exchange(graph, ontology, len(found["denied-exchanges"]))


def check_denied_exchange(graph, ontology, before):
    changed = Graph()
    for triple in graph:
        changed.add(triple)
    denied = set(graph.subjects(QUID.exchangeStatus, QUID["status-denied"]))
    claims = {exchange: set(graph.subjects(QUID.claims, exchange)) for exchange in graph.subjects(RDF.type, QUID.Exchange)}
    exchange = min(exchange for exchange in claims if not denied & {exchange, *claims[exchange]})
    claim = min(claims[exchange])
    changed.set((claim, QUID.exchangeStatus, QUID["status-denied"]))
    rows = list(changed.query((ontology / "queries" / "denied-exchanges.rq").read_text("utf-8")))
    check("SPARQL: a denied exchange is found", len(rows) > before and any(str(row.status) == "denied" for row in rows), len(rows))


def check_documents_graphs(folder):
    dataset = rdflib.Dataset()
    dataset.parse(one_file(folder, "trig"), format="trig")
    names = {g.identifier for g in dataset.graphs() if len(g)} - {rdflib.graph.DATASET_DEFAULT_GRAPH_ID}
    documents = {s for s, _, _, _ in dataset.quads((None, RDF.type, QUID.Document, None))}
    check("every named graph is called like a document", names <= documents, f"{len(names)} graphs")


def reason(*graphs):
    """Whether HermiT finds the graphs consistent together; owlready2 reads N-Triples, not Turtle."""
    world = owlready2.World()
    with tempfile.NamedTemporaryFile(suffix=".nt") as file:
        for graph in graphs:
            file.write(graph.serialize(format="nt", encoding="utf-8"))
        file.flush()
        loaded = world.get_ontology("file://" + file.name).load()
    try:
        owlready2.sync_reasoner(world, debug=0, ignore_unsupported_datatypes=True)
    except owlready2.OwlReadyInconsistentOntologyError:
        return False, loaded
    return True, loaded


def check_reasoner(graph, ontology):
    consistent, _ = reason(ontology)
    check("HermiT: the ontology is consistent", consistent)
    consistent, loaded = reason(ontology, graph)
    check("HermiT: ontology and graph are consistent", consistent)
    actors = len(set(graph.subjects(RDF.type, QUID.Actor)))
    check("owlready2 lists the individuals", len(list(loaded.individuals())) >= actors)
    contradiction = Graph()
    actor = next(graph.subjects(RDF.type, QUID.State), rdflib.URIRef("https://example.org/x"))
    contradiction.add((actor, RDF.type, QUID.State))
    contradiction.add((actor, RDF.type, QUID.Person))
    consistent, _ = reason(ontology, graph, contradiction)
    check("HermiT: a state that is a person is found", not consistent)
    action = next(graph.subjects(RDF.type, QUID.Action), rdflib.URIRef("https://example.org/y"))
    contradiction = Graph()
    for value in ("factuality-actual", "factuality-negated"):
        contradiction.add((action, QUID.factuality, QUID[value]))
    consistent, _ = reason(ontology, graph, contradiction)
    check("HermiT: an action both actual and negated is found", not consistent)


def check_owlready2_rdfxml(folder, graph):
    """RDF/XML is what Protégé saves and owlready2 sniffs; it must list the same individuals as N-Triples, and be consistent."""
    world = owlready2.World()
    loaded = world.get_ontology("file://" + str(one_file(folder, "rdf").resolve())).load()
    expected = len(set(graph.subjects(RDF.type, rdflib.OWL.NamedIndividual)))
    check("owlready2 reads RDF/XML", len(list(loaded.individuals())) >= expected > 0, f"{expected} individuals")
    try:
        owlready2.sync_reasoner(world, debug=0, ignore_unsupported_datatypes=True)
        consistent = True
    except owlready2.OwlReadyInconsistentOntologyError:
        consistent = False
    check("HermiT: RDF/XML is consistent", consistent)


def check_records(path, ontology):
    schema = json.loads((ontology / "record.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    errors = []
    count = 0
    for line in pathlib.Path(path).read_text("utf-8").splitlines():
        count += 1
        errors.extend(f"{count}: {e.json_path}: {e.message}" for e in validator.iter_errors(json.loads(line)))
    check("records keep to the schema", not errors and count > 0, "; ".join(errors[:5]) or f"{count} records")


def check_context(ontology_graph, ontology):
    context = json.loads((ontology / "context.jsonld").read_text("utf-8"))
    properties = set(ontology_graph.subjects(RDF.type, rdflib.OWL.ObjectProperty))
    properties |= set(ontology_graph.subjects(RDF.type, rdflib.OWL.DatatypeProperty))
    own = {p for p in properties if p.startswith(str(QUID))}
    named = {t["@id"] if isinstance(t, dict) else t for t in context["@context"].values() if not isinstance(t, float)}
    missing = {p for p in own if "quid:" + p.removeprefix(str(QUID)) not in named}
    check("the JSON-LD context names every property", not missing, ", ".join(sorted(missing)))
    document = {**context, "id": "https://example.org/a", "type": "Action", "agent": "https://example.org/b"}
    read = Graph().parse(data=json.dumps(document), format="json-ld")
    check("rdflib reads JSON-LD with the context", (None, QUID.agent, rdflib.URIRef("https://example.org/b")) in read)


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    ontology = pathlib.Path(sys.argv[1])
    folder = sys.argv[2]
    ontology_graph = Graph().parse(ontology / "quidnunc.ttl", format="turtle")
    check("rdflib reads the ontology", len(ontology_graph) > 0, f"{len(ontology_graph)} triples")
    check_context(ontology_graph, ontology)
    graph = check_rdflib(folder)
    check_pyoxigraph(folder)
    check_sorted(folder)
    check_documents_graphs(folder)
    check_description(folder, graph)
    check_shapes(graph, ontology)
    check_implied(graph)
    check_questions(folder, graph, ontology)
    check_reasoner(graph, ontology_graph)
    check_owlready2_rdfxml(folder, graph)
    if len(sys.argv) == 4:
        check_records(sys.argv[3], ontology)
    if failures:
        sys.exit(f"{len(failures)} failed: " + "; ".join(failures))


main()
