#!/bin/sh
# Imports the graph that lies beside this script into an empty database of Neo4j 5 or newer, which must not be running.
# usage: sh NAME.neo4j-import.sh [DATABASE] [OPTION...]
set -eu
base=${0%.neo4j-import.sh}
end=csv
[ -f "$base.neo4j-nodes.csv" ] || end=csv.gz
exec neo4j-admin database import full --id-type=string --array-delimiter=U+001F --multiline-fields=true \
    --nodes="$base.neo4j-nodes.$end" --relationships="$base.neo4j-relationships.$end" "$@"
