#!/bin/sh
# Do rapper, serdi and xmllint read our exports, with the same number of statements, and say nothing about them?
# usage: rdf.sh EXPORTS
set -eu
folder=$1
for tool in rapper serdi xmllint; do
    command -v "$tool" >/dev/null || { echo "$tool is missing: apt-get install raptor2-utils serdi libxml2-utils" >&2; exit 2; }
done

# The statements of a file by a parser, sorted; fails when the parser fails or complains.
read_by() {
    "$@" 2>"$work/complaints" | LC_ALL=C sort -u >"$work/read"
    test -s "$work/read"
    if test -s "$work/complaints"; then
        cat "$work/complaints" >&2
        exit 1
    fi
    wc -l <"$work/read"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
lines=$folder/graph.nt
turtle=$folder/graph.ttl
quads=$folder/graph.nq
trig=$folder/graph.trig
xml=$folder/graph.rdf
expected=$(wc -l <"$lines")

# serdi exits with 1 on an error; a pipe hides it, so it is run once for its exit code alone.
serdi -i ntriples -o ntriples "$lines" >/dev/null
serdi -i turtle -o ntriples "$turtle" >/dev/null
serdi -i nquads -o nquads "$quads" >/dev/null
serdi -i trig -o nquads "$trig" >/dev/null
rapper -q -c -i ntriples "$lines"
rapper -q -c -i turtle "$turtle"
xmllint --noout "$xml"
rapper -q -c -i rdfxml "$xml"
rapper -q -c -i turtle "$folder/graph.void.ttl"

for count in \
    "$(read_by serdi -i turtle -o ntriples "$turtle")" \
    "$(read_by serdi -i trig -o nquads "$trig")" \
    "$(read_by serdi -i nquads -o nquads "$quads")" \
    "$(read_by rapper -q -i turtle -o ntriples "$turtle")" \
    "$(read_by rapper -q -i rdfxml -o ntriples "$xml")" \
    "$(read_by rapper -q -i ntriples -o ntriples "$lines")"; do
    if test "$count" -ne "$expected"; then
        echo "read $count statements where the dump has $expected" >&2
        exit 1
    fi
done
echo "ok    rapper and serdi read $expected statements from each file"
