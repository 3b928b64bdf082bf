// Do graph libraries for JavaScript, and Neo4j's own linter, read our exports and find the same nodes, edges and facts in each?
//
// usage: graphs.cjs EXPORTS
//
// EXPORTS is a folder with one file each of .node-link.json, .gexf, .graphml, .cyjs and .cypher of the same graph, of which any but the first may be
// missing. Exit code 1 when a check fails.

const fs = require("fs");
const path = require("path");
const { MultiDirectedGraph } = require("graphology");
const gexf = require("graphology-gexf");
const graphml = require("graphology-graphml");
const cytoscape = require("cytoscape");
const { lintCypherQuery, parseStatementsStrs } = require("@neo4j-cypher/language-support");

// What stands at nodes and edges and must be the same in every file.
const FACTS = ["iri", "category", "class", "plover", "factuality", "attribution", "evidence", "negated", "disputed", "implied", "sources", "first_date"];
const failures = [];

function check(what, isRight, detail = "") {
  console.log(`${isRight ? "ok    " : "FAIL  "}${what}${detail === "" ? "" : `: ${detail}`}`);
  if (!isRight) failures.push(what);
}

function read(folder, ending) {
  const name = fs.readdirSync(folder).sort().find((file) => file.endsWith(ending));
  return name === undefined ? null : fs.readFileSync(path.join(folder, name), "utf8");
}

// A node or an edge as one line of text: id or ends, label, facts.
function said(own, label, data) {
  return JSON.stringify([...own, label, ...FACTS.map((name) => (data[name] === undefined || data[name] === null ? "" : String(data[name])))]);
}

function ofGraphology(graph) {
  const nodes = graph.mapNodes((id, data) => said([id], data.label, data));
  const edges = graph.mapEdges((_, data, source, target) => said([source, target, data.weight], data.label, data));
  return { nodes: nodes.sort(), edges: edges.sort() };
}

function ofCytoscape(text) {
  const { elements } = JSON.parse(text);
  const core = cytoscape({ headless: true, elements });
  const nodes = core.nodes().map((node) => said([node.id()], node.data("name"), node.data()));
  const edges = core.edges().map((edge) =>
    said([edge.source().id(), edge.target().id(), edge.data("weight")], edge.data("interaction"), edge.data()),
  );
  return { nodes: nodes.sort(), edges: edges.sort() };
}

function ofNodeLink(text) {
  const { nodes, links } = JSON.parse(text);
  return {
    nodes: nodes.map((node) => said([node.id], node.label, node)).sort(),
    edges: links.map((link) => said([link.source, link.target, link.weight], link.label, link)).sort(),
  };
}

function compare(name, found, expected) {
  for (const part of ["nodes", "edges"]) {
    const odd = found[part].find((item, at) => item !== expected[part][at]);
    const isSame = odd === undefined && found[part].length === expected[part].length;
    check(`${name}: the ${part}`, isSame, isSame ? found[part].length : `${found[part].length}, first other: ${odd}`);
  }
}

function checkGexf(text) {
  const graph = gexf.parse(MultiDirectedGraph, text);
  const drawn = graph.filterNodes((_, data) => data.color && Number.isFinite(data.x) && Number.isFinite(data.y) && data.size > 0);
  check("GEXF in graphology: colour, place and size at every node", drawn.length === graph.order);
  if (text.includes('version="1.3"')) {
    check("GEXF in graphology: a kind at every edge", graph.everyEdge((_, data) => Boolean(data.kind)));
  }
  return ofGraphology(graph);
}

// Many statements at a time: the linter takes seconds to begin, and holds a tree of all that it reads.
function checkCypher(text, expected) {
  const lines = text.trimEnd().split("\n");
  check("Cypher: a statement for each node and edge", lines.length === 1 + expected.nodes.length + expected.edges.length, lines.length);
  const found = [];
  let statements = 0;
  for (let at = 0; at < lines.length; at += 200) {
    const part = lines.slice(at, at + 200).join("\n");
    statements += parseStatementsStrs(part).filter((statement) => statement.trim() !== "").length;
    found.push(...lintCypherQuery(part, {}).diagnostics.map((diagnostic) => diagnostic.message));
  }
  check("Cypher: Neo4j's linter finds as many statements as lines", statements === lines.length, statements);
  check("Cypher: Neo4j's linter has no complaint", found.length === 0, found.slice(0, 3).join("; "));
}

function main() {
  const folder = process.argv[2];
  if (folder === undefined) {
    console.error("usage: graphs.cjs EXPORTS");
    process.exit(2);
  }
  const expected = ofNodeLink(read(folder, ".node-link.json"));
  check("node-link JSON: there are nodes and edges", expected.nodes.length > 0 && expected.edges.length > 0);
  const readers = [
    [".gexf", "GEXF in graphology", checkGexf],
    [".graphml", "GraphML in graphology", (text) => ofGraphology(graphml.parse(MultiDirectedGraph, text))],
    [".cyjs", "Cytoscape JSON in cytoscape.js", ofCytoscape],
  ];
  for (const [ending, name, reader] of readers) {
    const text = read(folder, ending);
    if (text !== null) compare(name, reader(text), expected);
  }
  const script = read(folder, ".cypher");
  if (script !== null && !script.startsWith("CREATE NODE TABLE")) checkCypher(script, expected);
  if (failures.length > 0) {
    console.error(`${failures.length} failed: ${failures.join("; ")}`);
    process.exit(1);
  }
}

main();
