"""How long do igraph and networkx take to write the graphs in a folder, which they read from our GraphML?

usage: graphs.py FOLDER

FOLDER holds small.graphml and large.graphml. One line a writing: tool, size, format, processor seconds, megabytes written. Attributes, nodes and edges are the same as in our files.
"""

import os
import pathlib
import sys
import time

import igraph
import networkx


def timed(tool, size, form, path, write):
    start = time.process_time()
    write(path)
    print(tool, size, form, f"{time.process_time() - start:.2f}", f"{os.path.getsize(path) / 1e6:.0f}", flush=True)


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
