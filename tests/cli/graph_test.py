"""`evengrid graph`, run as a user runs it: labels and summary that agree, and clear refusals."""

import csv
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["EVENGRID"]
SIDE = 12


class Graph(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.people = {100 + v: 40 + 53 * v % 170 for v in range(SIDE * SIDE)}
        self.edges = [(100 + v, 100 + w) for v in range(SIDE * SIDE)
                      for w in ([v + 1] if v % SIDE + 1 < SIDE else []) + ([v + SIDE] if v + SIDE < SIDE * SIDE else [])]
        self.write("vertices.csv", [("name", "id", "pop", "area")] +
                   [(f'"block, {v}"', v, people, 10000) for v, people in self.people.items()])
        self.write("edges.csv", [("u", "v", "border_len")] + [(u, v, 100) for u, v in self.edges])

    def write(self, name, rows):
        (self.folder / name).write_text("".join(",".join(map(str, row)) + "\n" for row in rows))

    def run_graph(self, *arguments, output="labels.csv"):
        return subprocess.run(
            [PROGRAM, "graph", "--vertices", self.folder / "vertices.csv", "--edges", self.folder / "edges.csv",
             "--output", self.folder / output, *map(str, arguments)], capture_output=True, text=True)

    def labels(self, name="labels.csv"):
        with open(self.folder / name, newline="") as file:
            return {int(row["id"]): int(row["zone"]) for row in csv.DictReader(file)}

    def test_labels_and_summary_agree(self):
        done = self.run_graph()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        summary, labels = json.loads(done.stdout), self.labels()
        self.assertEqual(set(labels), set(self.people))
        people = {}
        for vertex, zone in labels.items():
            people[zone] = people.get(zone, 0) + self.people[vertex]
        self.assertTrue(all(1000 <= own <= 2000 for own in people.values()))
        self.assertEqual(summary["regions"], len(people))
        self.assertEqual(summary["cut_edges"], sum(labels[u] != labels[v] for u, v in self.edges))
        self.assertEqual(summary["violation"], 0)

    def test_the_labels_do_not_depend_on_threads_and_can_be_improved(self):
        self.assertEqual(self.run_graph("--threads", 1).returncode, 0)
        self.assertEqual(self.run_graph("--threads", 2, output="again.csv").returncode, 0)
        self.assertEqual(self.labels(), self.labels("again.csv"))
        before = json.loads(self.run_graph("--effort", "fast", output="fast.csv").stdout)
        done = self.run_graph("--start", self.folder / "fast.csv", output="better.csv")
        self.assertLessEqual(json.loads(done.stdout)["cost"]["total"], before["cost"]["total"] + 1e-3)

    def test_loads_no_library_for_geodata(self):
        # ld.so(8) lists what a program loads instead of running it.
        loaded = subprocess.run([PROGRAM, "graph"], capture_output=True, text=True, check=True,
                                env={**os.environ, "LD_TRACE_LOADED_OBJECTS": "1"}).stdout
        self.assertIn("libstdc++", loaded)
        for library in ("gdal", "geos", "proj", "pango"):
            self.assertNotIn(f"lib{library}", loaded)

    def test_a_copy_of_the_program_finds_its_part_for_geodata(self):
        copy = shutil.copy(PROGRAM, self.folder / "copy")
        done = subprocess.run([copy, "--version"], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("GDAL", done.stdout)

    def test_makes_the_number_of_regions_asked_for(self):
        done = self.run_graph("--regions", 12, "--objective", "cut-edges", "--summary", self.folder / "summary.json")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        summary = json.loads((self.folder / "summary.json").read_text())
        self.assertEqual(summary["regions"], 12)
        self.assertEqual(summary["cost"]["total"], summary["cut_edges"])

    def test_names_what_cannot_be_kept(self):
        self.write("vertices.csv", [("id", "pop")] + [(v, 5000 if v == 100 else p) for v, p in self.people.items()])
        done = self.run_graph()
        self.assertEqual((done.returncode, done.stderr), (3, ""))
        self.assertEqual([case["reason"] for case in json.loads(done.stdout)["out_of_bounds"]], ["vertex above maximum"])

    def test_names_the_vertex_that_too_many_people_hang_on(self):
        self.write("vertices.csv", [("id", "pop"), (7, 100), (1, 900), (2, 900), (3, 900)])
        self.write("edges.csv", [("u", "v"), (7, 1), (7, 2), (7, 3)])
        done = self.run_graph()
        summary = json.loads(done.stdout)
        self.assertEqual((done.returncode, summary["violation"]), (3, 100))
        self.assertEqual(summary["bottlenecks"], [{"vertex": 7, "population": 2800, "violation": 100}])

    def test_refuses_what_it_cannot_read(self):
        def refused(status, said, *arguments):
            done = self.run_graph(*arguments)
            self.assertEqual((done.returncode, done.stdout), (status, ""))
            self.assertIn(said, done.stderr)
            self.assertFalse((self.folder / "labels.csv").exists())

        refused(2, "--min 3000 is above --max 2000", "--min", 3000)
        self.write("edges.csv", [("u", "v"), (100, 99)])
        refused(4, "names a vertex 99 that does not exist")
        self.write("edges.csv", [("u", "w"), (100, 101)])
        refused(4, 'has no column "v"')
        self.write("vertices.csv", [("id", "pop"), (1, "many")])
        refused(4, 'line 2: column "pop" holds "many"')
        self.write("vertices.csv", [("id", "pop"), (1, 5), (1, 6)])
        self.write("edges.csv", [("u", "v")])
        refused(4, "two vertices with the id 1")


if __name__ == "__main__":
    unittest.main()
