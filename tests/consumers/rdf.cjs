// Do N3.js and jsonld.js read our RDF, and find the same statements in each syntax?
//
// usage: node rdf.cjs EXPORTS [RDF12]
//
// EXPORTS is a folder with graph.nt, graph.nq, graph.ttl, graph.trig and graph.jsonld of the same graph; RDF12 a folder with graph.nt,
// graph.nq, graph.ttl and graph.trig of a graph with triple terms. Exit code 1 when a check fails.

const fs = require('fs');
const path = require('path');
const N3 = require('n3');
const jsonld = require('jsonld');

const failures = [];

function check(what, isRight, detail = '') {
    console.log(`${isRight ? 'ok   ' : 'FAIL '} ${what}${detail === '' ? '' : `: ${detail}`}`);
    if (!isRight) failures.push(what);
}

function read(folder, ending) {
    return fs.readFileSync(path.join(folder, `graph.${ending}`), 'utf8');
}

/** The statements of a text, each once, as N3.js says them; with their graphs or without. */
function statements(text, format, withGraphs) {
    const quads = new N3.Parser({ format }).parse(text);
    const said = quads.map(q => {
        const graph = withGraphs ? N3.termToId(q.graph) : '';
        return [N3.termToId(q.subject), N3.termToId(q.predicate), N3.termToId(q.object), graph].join('\n');
    });
    return new Set(said);
}

function isSame(a, b) {
    return a.size === b.size && [...a].every(item => b.has(item));
}

function checkSyntaxes(folder, kind) {
    const lines = statements(read(folder, 'nt'), 'N-Triples', false);
    const quads = statements(read(folder, 'nq'), 'N-Quads', true);
    check(`N3.js reads ${kind} N-Triples`, lines.size === read(folder, 'nt').trimEnd().split('\n').length, `${lines.size} statements`);
    check(`N3.js: ${kind} Turtle says the same`, isSame(statements(read(folder, 'ttl'), 'Turtle', false), lines));
    check(`N3.js: ${kind} N-Quads say the same`, isSame(statements(read(folder, 'nq'), 'N-Quads', false), lines));
    check(`N3.js: ${kind} TriG says the same as N-Quads`, isSame(statements(read(folder, 'trig'), 'TriG', true), quads));
    return lines;
}

async function checkJsonLd(folder, lines) {
    // `safe` makes an error of every value that would be dropped in silence; no document may be fetched.
    const documentLoader = address => { throw new Error(`it asks for ${address}`); };
    const document = JSON.parse(read(folder, 'jsonld'));
    const nquads = await jsonld.toRDF(document, { format: 'application/n-quads', safe: true, documentLoader });
    const found = statements(nquads, 'N-Quads', false);
    check('jsonld.js (safe) reads all statements of JSON-LD', isSame(found, lines), `${found.size} statements`);
}

async function main() {
    const [folder, rdf12] = process.argv.slice(2);
    if (!folder) {
        console.error('usage: node rdf.cjs EXPORTS [RDF12]');
        process.exit(2);
    }
    const lines = checkSyntaxes(folder, 'our');
    await checkJsonLd(folder, lines);
    if (rdf12) {
        const reified = [...checkSyntaxes(rdf12, 'RDF 1.2')].filter(line => line.includes('#reifies\n'));
        check('N3.js finds triple terms', reified.length > 0, `${reified.length} reified statements`);
    }
    if (failures.length > 0) {
        console.error(`${failures.length} failed: ${failures.join('; ')}`);
        process.exit(1);
    }
}

main();
