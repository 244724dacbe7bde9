"""The work of compare.sh: runs the peers and evengrid in turn, judges every result by itself."""

import csv
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

EFFORTS = os.environ.get("EFFORTS", "default").split()
RUNS = int(os.environ.get("RUNS", "3"))


class Instance:
    def __init__(self, folder):
        self.folder = folder
        self.meta = json.loads((folder / "meta.json").read_text())
        with open(folder / "vertices.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        self.people = [int(float(row["pop"])) for row in rows]
        self.area = [float(row["area"]) for row in rows]
        self.outer = [float(row["ext"]) for row in rows]
        with open(folder / "edges.csv", newline="") as file:
            self.edges = [(int(r["u"]), int(r["v"]), float(r["border_len"])) for r in csv.DictReader(file)]

    def write_for_peers(self, path, scotch):
        beside = [[] for _ in self.people]
        for u, v, length in self.edges:
            weight = max(1, round(length))
            beside[u].append((v, weight))
            beside[v].append((u, weight))
        with open(path, "w") as file:
            if scotch:
                file.write(f"0\n{len(beside)} {2 * len(self.edges)}\n0 011\n")
            else:
                file.write(f"{len(beside)} {len(self.edges)} 011\n")
            for people, row in zip(self.people, beside):
                ends = [f"{w} {v}" if scotch else f"{v + 1} {w}" for v, w in row]
                file.write(" ".join([str(people)] + ([str(len(row))] if scotch else []) + ends) + "\n")

    def judge(self, labels):
        """Regions, the share in bounds and connected, people out of bounds, cut and compactness."""
        count = max(labels) + 1
        people, area, perimeter, pieces = [0] * count, [0.0] * count, [0.0] * count, [0] * count
        for v, region in enumerate(labels):
            people[region] += self.people[v]
            area[region] += self.area[v]
            perimeter[region] += self.outer[v]
        root = list(range(len(labels)))

        def find(v):
            while root[v] != v:
                root[v] = root[root[v]]
                v = root[v]
            return v

        cut = 0.0
        for u, v, length in self.edges:
            if labels[u] == labels[v]:
                root[find(u)] = find(v)
            else:
                cut += length
                perimeter[labels[u]] += length
                perimeter[labels[v]] += length
        for v, region in enumerate(labels):
            pieces[region] += find(v) == v
        low, high = self.meta["lo"], self.meta["hi"]
        used = [r for r in range(count) if pieces[r]]
        good = sum(low <= people[r] <= high and pieces[r] == 1 for r in used)
        violation = sum(max(0, low - people[r], people[r] - high) for r in used)
        round_ = [4 * math.pi * area[r] / perimeter[r] ** 2 for r in used if perimeter[r] > 0]
        return len(used), 100 * good / len(used), violation, cut, statistics.fmean(round_ or [0])


def timed(command):
    with tempfile.NamedTemporaryFile("r") as told:
        begin = time.monotonic()
        done = subprocess.run(["/usr/bin/time", "-f", "%M", "-o", told.name, *map(str, command)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        seconds = time.monotonic() - begin
        assert done.returncode in (0, 3), command
        return seconds, int(told.read().split()[-1]) / 1024


def metis(instance, folder, _, seed):
    meta = instance.meta
    loosest = max(1, int(1000 * (meta["hi"] * meta["k"] / meta["total"] - 1)))
    cost = timed(["gpmetis", "-contig", "-minconn", f"-ufactor={loosest}", f"-seed={seed}",
                  folder / "metis.graph", meta["k"]])
    return cost, [int(line) for line in (folder / f"metis.graph.part.{meta['k']}").read_text().split()]


def scotch(instance, folder, *_):
    meta = instance.meta
    balance = min(meta["hi"] * meta["k"] / meta["total"] - 1, 1 - meta["lo"] * meta["k"] / meta["total"])
    out = folder / "scotch.map"
    cost = timed(["scotch_gpart", meta["k"], folder / "scotch.graph", out, f"-b{balance / 2:.3f}", "-cq"])
    labels = [0] * len(instance.people)
    for line in out.read_text().splitlines()[1:]:
        vertex, region = map(int, line.split())
        labels[vertex] = region
    return cost, labels


def evengrid(effort):
    def run(instance, folder, program, seed):
        meta, out = instance.meta, folder / "labels.csv"
        cost = timed([program, "graph", "--vertices", instance.folder / "vertices.csv",
                      "--edges", instance.folder / "edges.csv", "--min", meta["lo"], "--max", meta["hi"],
                      "--regions", meta["k"], "--effort", effort, "--seed", seed,
                      "--output", out, "--summary", folder / "summary.json", "--overwrite"])
        with open(out, newline="") as file:
            return cost, [int(row["zone"]) for row in csv.DictReader(file)]
    return run


def main(root, program):
    solvers = {"METIS": metis, "Scotch": scotch, **{f"evengrid {e}": evengrid(e) for e in EFFORTS}}
    print("| instance | solver | regions | in bounds, connected % | people out of bounds | cut km | cut / METIS"
          " | Polsby-Popper | s | s / METIS | MB | MB / METIS |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for path in sorted(pathlib.Path(root).glob("*/meta.json")):
        instance = Instance(path.parent)
        results = {name: [] for name in solvers}
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            instance.write_for_peers(folder / "metis.graph", False)
            instance.write_for_peers(folder / "scotch.graph", True)
            for seed in range(1, RUNS + 1):
                for name, solver in solvers.items():
                    cost, labels = solver(instance, folder, program, seed)
                    results[name].append((*cost, *instance.judge(labels)))
        base = [statistics.median(column) for column in zip(*results["METIS"])]
        for name, runs in results.items():
            s, mb, regions, good, violation, cut, compact = map(statistics.median, zip(*runs))
            print(f"| {path.parent.name} | {name} | {regions:.0f} | {good:.2f} | {violation:,.0f} | {cut / 1000:,.1f}"
                  f" | {cut / base[5]:.3f} | {compact:.3f} | {s:.2f} | {s / base[0]:.2f} | {mb:.0f} |"
                  f" {mb / base[1]:.2f} |", flush=True)


main(*sys.argv[1:])
