#!/bin/sh
# Does quidnunc read its graph back when programs of others have written it anew? The dump made of each must have the same bytes.
# usage: back.sh QUIDNUNC PYTHON EXPORTS
set -eu
quidnunc=$1
python=$2
folder=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

rapper -q -i turtle -o ntriples "$folder/graph.ttl" >"$work/rapper.nt"
rapper -q -i turtle -o turtle "$folder/graph.ttl" >"$work/rapper.ttl"
rapper -q -i ntriples -o rdfxml-abbrev "$folder/graph.nt" >"$work/rapper.rdf"
rapper -q -i rdfxml -o ntriples "$folder/graph.rdf" >"$work/rapper-xml.nt"
serdi -i trig -o nquads "$folder/graph.trig" >"$work/serdi.nq"
serdi -i nquads -o trig "$folder/graph.nq" >"$work/serdi.trig"
"$python" - "$folder" "$work" <<'PYTHON'
import sys
import rdflib
import pyoxigraph
folder, work = sys.argv[1:]
graph = rdflib.Graph().parse(f"{folder}/graph.ttl")
for syntax, name in (("longturtle", "rdflib.ttl"), ("pretty-xml", "rdflib.rdf"), ("json-ld", "rdflib.jsonld")):
    graph.serialize(f"{work}/{name}", format=syntax, encoding="utf-8")
dataset = rdflib.Dataset()
dataset.parse(f"{folder}/graph.jsonld")
dataset.serialize(f"{work}/rdflib.trig", format="trig", encoding="utf-8")
quads = list(pyoxigraph.parse(path=f"{folder}/graph.trig"))
pyoxigraph.serialize(quads, f"{work}/pyoxigraph.jsonld", format=pyoxigraph.RdfFormat.JSON_LD)
PYTHON

for file in "$work"/*; do
    "$quidnunc" -q export "$file" --out "$work/again.nq"
    cmp "$folder/graph.nq" "$work/again.nq"
    echo "ok    read back what $(basename "$file") says"
done
