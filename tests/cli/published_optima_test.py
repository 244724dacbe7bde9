"""`evengrid graph` on instances whose best partition others have proven or listed.

The instances are not part of the project. They are looked for in EVENGRID_DATA, or in
../shared/data beside the repository; where they are missing, that is said and nothing is tested.
"""

import csv
import io
import json
import os
import pathlib
import sqlite3
import subprocess
import tempfile
import unittest
import zipfile

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(os.environ.get("EVENGRID_DATA", REPOSITORY.parent / "shared" / "data"))
PROGRAM = os.environ["EVENGRID"]
LONG = os.environ.get("EVENGRID_LONG") == "1"


def solve(people, edges, regions, least, most, *further):
    """Labels by vertex and the summary."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "vertices.csv").write_text(
            "id,pop\n" + "".join(f"{v},{own}\n" for v, own in enumerate(people)))
        (folder / "edges.csv").write_text("u,v\n" + "".join(f"{u},{v}\n" for u, v in edges))
        done = subprocess.run(
            [PROGRAM, "graph", "--vertices", folder / "vertices.csv", "--edges", folder / "edges.csv",
             "--output", folder / "labels.csv", "--regions", str(regions), "--min", str(least),
             "--max", str(most), "--objective", "cut-edges", *further],
            capture_output=True, text=True)
        assert done.returncode in (0, 3), done.stderr
        with open(folder / "labels.csv", newline="") as file:
            labels = {int(row["id"]): int(row["zone"]) for row in csv.DictReader(file)}
        return labels, json.loads(done.stdout)


@unittest.skipUnless((DATA / "bench_cutedges").is_dir(), f"no instances in {DATA}")
class CutEdges(unittest.TestCase):
    """Validi and Buchanan: districts of US states with the fewest cut edges."""

    def test_are_as_few_as_proven(self):
        with open(DATA / "bench_cutedges" / "published_best.csv", newline="") as file:
            rows = [row for row in csv.DictReader(file) if LONG or int(row["n"]) <= 44]
        for row in rows:
            with self.subTest(state=row["state"], level=row["level"]):
                people, edges = self.instance(f"{row['state']}_{row['level']}.zip")
                _, summary = solve(people, edges, row["k"], row["L"], row["U"], "--effort", "high")
                self.assertEqual(summary["violation"], 0)
                self.assertEqual(summary["cut_edges"], float(row["best_contiguous_cut_edges"]))

    @staticmethod
    def instance(name):
        with zipfile.ZipFile(DATA / "bench_cutedges" / name) as files:
            graph = next(n for n in files.namelist() if n.endswith(".json") and "/" not in n)
            drawn = json.loads(files.read(graph))
        place = {node["id"]: i for i, node in enumerate(drawn["nodes"])}
        people = [int(next(node[field] for field in ("POP10", "TOTPOP", "P0010001") if field in node))
                  for node in drawn["nodes"]]
        edges = {tuple(sorted((u, place[beside["id"]])))
                 for u, row in enumerate(drawn["adjacency"]) for beside in row}
        return people, sorted(edges)


@unittest.skipUnless((DATA / "bench_redist" / "redist.zip").is_file(), f"no instances in {DATA}")
class ListedPlans(unittest.TestCase):
    """25 precincts with the list of all 117,688 plans of three districts (redist, fl25)."""

    @classmethod
    def setUpClass(cls):
        with zipfile.ZipFile(DATA / "bench_redist" / "redist.zip") as files:
            with tempfile.TemporaryDirectory() as folder:
                files.extract("fl25.gpkg", folder)
                with sqlite3.connect(f"{folder}/fl25.gpkg") as layers:
                    cls.people = [int(own) for own, in
                                  layers.execute("SELECT pop FROM fl25 ORDER BY rowid")]
            adjacency = files.read("fl25_adj.txt").decode().splitlines()
            cls.edges = sorted({tuple(sorted((int(line.split()[0]), int(v))))
                                for line in adjacency for v in line.split()[1:]})
            listed = csv.reader(io.TextIOWrapper(files.open("fl25_enum_plans.csv")))
            next(listed)
            cls.plans = [[int(district) for district in plan] for plan in listed]
        cls.ideal = sum(cls.people) / 3
        cls.deviations = [cls.deviation(plan) for plan in cls.plans]

    @classmethod
    def deviation(cls, plan):
        return max(abs(sum(own for own, d in zip(cls.people, plan) if d == district) / cls.ideal - 1)
                   for district in set(plan))

    def best(self, share, *further):
        least, most = self.ideal * (1 - share), self.ideal * (1 + share)
        return solve(self.people, self.edges, 3, int(least) + (least % 1 > 0), int(most), *further)

    def test_have_no_smaller_deviation_than_the_one_found(self):
        least = min(self.deviations)
        self.assertAlmostEqual(least, 0.007187, places=5)
        labels, summary = self.best(least + 1e-9)
        self.assertEqual(summary["violation"], 0)
        self.assertAlmostEqual(self.deviation([labels[v] for v in sorted(labels)]), least)
        _, summary = self.best(least - 1e-5)
        self.assertGreater(summary["violation"], 0)

    def test_within_a_per_cent_cut_no_fewer_edges_than_the_one_found(self):
        fewest = min(sum(plan[u] != plan[v] for u, v in self.edges)
                     for plan, deviation in zip(self.plans, self.deviations) if deviation <= 0.01)
        for seed in ("1", "2", "3"):
            _, summary = self.best(0.01, "--seed", seed)
            self.assertEqual((summary["violation"], summary["cut_edges"]), (0, fewest))
            self.assertTrue(summary["lower_bound"]["proven_optimal"])


if __name__ == "__main__":
    unittest.main()
