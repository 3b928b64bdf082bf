"""How long do igraph and networkx take to write the graphs in a folder, which they read from our GraphML?

usage: graphs.py FOLDER

FOLDER holds small.graphml and large.graphml. One line a writing: tool, size, format, processor seconds, megabytes written, megabytes of memory beyond the
graph (its peak while writing). Attributes, nodes and edges are the same as in our files.
"""

import os
import pathlib
import sys
import time

import igraph
import networkx


def memory(what):
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1000 for line in status if line.startswith(what))


def timed(tool, size, form, path, write):
    with open("/proc/self/clear_refs", "w", encoding="ascii") as peak:
        peak.write("5")
    before = memory("VmRSS")
    start = time.process_time()
    write(path)
    seconds = time.process_time() - start
    print(tool, size, form, f"{seconds:.2f}", f"{os.path.getsize(path) / 1e6:.0f}", f"{memory('VmHWM') - before:.0f}", flush=True)


def main():
    folder = pathlib.Path(sys.argv[1])
    for size in ("small", "large"):
        graph = igraph.Graph.Read_GraphML(str(folder / f"{size}.graphml"))
        timed("igraph", size, "graphml", folder / "igraph.graphml", lambda path: graph.write_graphml(str(path)))
        del graph
    graph = networkx.read_graphml(folder / "small.graphml", force_multigraph=True)
    timed("networkx", "small", "graphml", folder / "networkx.graphml", lambda path: networkx.write_graphml(graph, path))
    timed("networkx", "small", "gexf", folder / "networkx.gexf", lambda path: networkx.write_gexf(graph, path))


main()
