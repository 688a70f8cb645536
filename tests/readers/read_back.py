"""Reads a graph that Chancery wrote with a program that is not Chancery, and prints what it found as JSON:
{"nodes": [[id, name], …], "edges": [[from, to, type], …]}. For `dot` names are empty and so are types."""
import csv
import json
import sys


def dot(path):
    import networkx

    graph = networkx.nx_pydot.read_dot(path)
    strip = lambda text: text.strip('"').replace('\\"', '"').replace("\\\\", "\\")
    # pydot takes the trailing line break of a file for a node.
    nodes = [[strip(node), ""] for node in graph if node not in ("\\n", '"\\n"')]
    return nodes, [[strip(a), strip(b), ""] for a, b in graph.edges()]


def graphml(path):
    import networkx

    graph = networkx.read_graphml(path, force_multigraph=True)
    nodes = [[node.removeprefix("n"), named(data)] for node, data in graph.nodes(data=True)]
    edges = graph.edges(data=True)
    return nodes, [[a.removeprefix("n"), b.removeprefix("n"), data["type"]] for a, b, data in edges]


def gexf(path):
    import networkx

    # networkx knows GEXF up to 1.2; what 1.3 adds is not used for ids, labels and ends.
    text = open(path, encoding="utf-8").read()
    text = text.replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft").replace('version="1.3"', 'version="1.2"')
    open(path + ".12", "w", encoding="utf-8").write(text)
    graph = networkx.read_gexf(path + ".12")
    nodes = [[node, data["label"]] for node, data in graph.nodes(data=True)]
    return nodes, [[a, b, data["type"]] for a, b, data in graph.edges(data=True)]


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def neo4j(path):
    nodes = [[row[":ID"], named(row)] for row in table(path + "/nodes.csv")]
    edges = table(path + "/relationships.csv")
    return nodes, [[row[":START_ID"], row[":END_ID"], row[":TYPE"]] for row in edges]


def gephi(path):
    nodes = [[row["Id"], row["Label"]] for row in table(path + "/nodes.csv")]
    return nodes, [[row["Source"], row["Target"], row["Label"]] for row in table(path + "/edges.csv")]


def ftm(path):
    from followthemoney import model

    entities = [model.get_proxy(json.loads(line)) for line in open(path, encoding="utf-8")]
    for entity in entities:
        entity.schema.validate(entity.to_dict())
    number = lambda id: id.removeprefix("chancery-")
    nodes = [[number(one.id), one.caption] for one in entities if not one.schema.is_a("Occupancy")]
    held = [one for one in entities if one.schema.is_a("Occupancy")]
    edges = [[number(one.first("holder")), number(one.first("post")), "HOLDS"] for one in held]
    for event in entities:
        if event.schema.is_a("Event"):
            edges += [[number(who), number(event.id), "ATTENDED"] for who in event.get("involved")]
    return nodes, edges


def named(data):
    keys = ("name", "title", "id")
    return next((data[key] for found in keys for key in data if key.split(":")[0] == found and data[key]), "")


nodes, edges = globals()[sys.argv[1]](sys.argv[2])
json.dump({"nodes": nodes, "edges": edges}, sys.stdout)
