"""`evengrid compare`, run as a user runs it: a handover that adds up in every output."""

import csv
import itertools
import json
import os
import pathlib
import random
import subprocess
import tempfile
import unittest

from osgeo import ogr, osr

ogr.UseExceptions()
PROGRAM = os.environ["EVENGRID"]
TOWN = pathlib.Path(__file__).resolve().parents[2] / "samples" / "town"


def evengrid(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)


def rows(path, layer=0):
    source = ogr.Open(str(path))
    return [feature.items() for feature in source.GetLayer(layer)]


def draw(path, squares, fields):
    """A layer of squares 100 m wide: (column, row, values)."""
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4548)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = source.CreateLayer(path.stem, reference, ogr.wkbPolygon)
    for name, kind in fields:
        layer.CreateField(ogr.FieldDefn(name, kind))
    for column, row, width, *values in squares:
        x, y = 500_000 + 100 * column, 2_700_000 + 100 * row
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(
            f"POLYGON(({x} {y},{x + width} {y},{x + width} {y + 100},{x} {y + 100},{x} {y}))"))
        for (name, _), value in zip(fields, values):
            feature.SetField(name, value)
        layer.CreateFeature(feature)


class Compare(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.kept.cleanup)
        cls.plan = pathlib.Path(cls.kept.name) / "plan.gpkg"
        done = evengrid("partition", "--buildings", TOWN / "buildings.shp",
                        "--units", TOWN / "communities.shp", "--roads", TOWN / "roads.shp",
                        "--population-field", "POP", "--output", cls.plan)
        assert done.returncode in (0, 3), done.stderr

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def compare(self, *arguments):
        done = evengrid("compare", *arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def assert_refused(self, status, said, *arguments):
        done = evengrid("compare", *arguments)
        self.assertEqual((done.returncode, done.stdout), (status, ""))
        self.assertIn(said, done.stderr)
        self.assertIn("nothing was written", done.stderr)
        self.assertEqual(list(self.folder.glob("handover*")), [])

    def test_the_handover_of_a_town_adds_up_in_every_output(self):
        layers, table = self.folder / "handover.gpkg", self.folder / "handover.csv"
        told = json.loads(self.compare(TOWN / "existing_grids.shp", self.plan, "--json",
                                       "--output", layers, "--csv", table))
        everyone = sum(row["POP"] for row in rows(TOWN / "buildings.shp"))
        with open(table, encoding="utf-8-sig", newline="") as file:
            listed = list(csv.DictReader(file))
        sums = {
            "summary": int(told["summary"]["people"]),
            "JSON": sum(row["people"] for row in told["handover"]),
            "CSV": sum(int(row["people"]) for row in listed),
            "layer": sum(row["people"] for row in rows(layers, "handover")),
            "plan": sum(row["population"] for row in rows(self.plan, "grids")),
        }
        for layer, left_out in (("old_grids", "old_code"), ("new_grids", "new_code")):
            outside = sum(row["people"] for row in told["handover"] if row[left_out] is None)
            sums[layer] = sum(row["people"] for row in rows(layers, layer)) + outside
        self.assertEqual(sums, dict.fromkeys(sums, everyone))

    def test_random_plans_add_up_in_every_output(self):
        for seed in range(6):
            with self.subTest(seed=seed):
                random.seed(seed)
                folder = self.folder / str(seed)
                folder.mkdir()
                for name in ("old", "new"):  # rows of grids of several widths, some places in none
                    squares, grids = [], itertools.count()
                    for row in range(4):
                        column = 0
                        while column < 6:
                            width = random.randint(1, 3)
                            if random.random() < 0.85:
                                squares.append((column, row, 100 * width, f"{name}{next(grids)}"))
                            column += width
                    draw(folder / f"{name}.gpkg", squares, [("CODE", ogr.OFTString)])
                homes = [(c + random.random(), r, random.randint(5, 95), random.randint(0, 300), random.randint(0, 90))
                         for c in range(7) for r in range(4)]
                draw(folder / "homes.gpkg", homes, [("PEOPLE", ogr.OFTInteger), ("FAMILIES", ogr.OFTInteger)])
                told = json.loads(self.compare(
                    folder / "old.gpkg", folder / "new.gpkg", "--people", folder / "homes.gpkg", "--population-field",
                    "PEOPLE", "--household-field", "FAMILIES", "--json", "--output", folder / "handover.gpkg", "--csv",
                    folder / "handover.csv"))
                with open(folder / "handover.csv", encoding="utf-8-sig", newline="") as file:
                    listed = list(csv.DictReader(file))
                everyone = (sum(home[3] for home in homes), sum(home[4] for home in homes))

                def total(handed, *more):
                    return tuple(sum(int(row[field]) for row in [*handed, *more]) for field in ("people", "households"))

                cells = told["handover"]
                sums = {"JSON": total(cells), "CSV": total(listed),
                        "layer": total(rows(folder / "handover.gpkg", "handover"))}
                for layer, code in (("old_grids", "old_code"), ("new_grids", "new_code")):
                    outside = [row for row in cells if row[code] is None]
                    sums[f"{layer}, JSON"] = total(told[layer], *outside)
                    sums[layer] = total(rows(folder / "handover.gpkg", layer), *outside)
                self.assertEqual(sums, dict.fromkeys(sums, everyone))
                self.assertGreaterEqual(int(told["summary"]["people_moved"]),
                                        int(told["summary"]["people_moved_at_least"]))

    def test_a_plan_compared_with_itself_keeps_everything(self):
        told = json.loads(self.compare(self.plan, self.plan, "--json"))
        self.assertEqual({row["fate"] for row in told["old_grids"]}, {"kept"})
        self.assertEqual(told["summary"]["people_moved"], "0")

    def test_the_same_call_writes_the_same_bytes(self):
        for name in ("a", "b"):
            self.compare(TOWN / "existing_grids.shp", self.plan, "--valid-from", "2026-12-01",
                         "--output", self.folder / f"{name}.gpkg")
        self.assertEqual((self.folder / "a.gpkg").read_bytes(),
                         (self.folder / "b.gpkg").read_bytes())

    def test_what_becomes_of_every_old_grid_is_told_in_words(self):
        text, whole = ogr.OFTString, ogr.OFTInteger
        draw(self.folder / "old.gpkg", [(c, 0, 100, f"={c}") for c in range(4)], [("CODE", text)])
        draw(self.folder / "new.gpkg", [(0, 0, 100, "=0"), (1, 0, 200, "B"), (3, 0, 100, "C")],
             [("CODE", text)])
        draw(self.folder / "homes.gpkg", [(c, 0, 60, 10 * c + 10) for c in range(5)],
             [("PEOPLE", whole)])
        table = self.folder / "handover.csv"
        said = self.compare(self.folder / "old.gpkg", self.folder / "new.gpkg", "--people",
                            self.folder / "homes.gpkg", "--population-field", "PEOPLE",
                            "--csv", table)
        self.assertEqual(said.split("Findings")[0], (
            "old grids                              4\n"
            "new grids                              3\n"
            "  kept                                 1\n"
            "  renamed                              1\n"
            "  grown                                1\n"
            "  trimmed                              0\n"
            "  merged                               1\n"
            "  split                                0\n"
            "  left out                             0\n"
            "people                               150\n"
            "households                             0\n"
            "buildings                              5\n"
            "people moved                          20\n"
            "people moved at least                 10\n"
            "people outside old grids               0\n"
            "people outside new grids               0\n"))
        self.assertEqual(table.read_text(encoding="utf-8-sig").splitlines()[1],
                         "'=0,'=0,10,0,1,1,1,true,10000")

    def test_overlapping_old_grids_are_named(self):
        draw(self.folder / "old.gpkg", [(0, 0, 100, "A"), (0, 0, 150, "B")],
             [("CODE", ogr.OFTString)])
        told = json.loads(self.compare(self.folder / "old.gpkg", self.plan, "--json"))
        said = [f["message"] for f in told["findings"] if f["kind"] == "grids overlap"]
        self.assertEqual(len(said), 1)
        self.assertRegex(said[0], r'^"A" and "B" overlap by 100\d\d\.\d m2; ')

    def test_wrong_calls_are_refused_before_anything_is_written(self):
        old = TOWN / "existing_grids.shp"
        output = ("--output", self.folder / "handover.gpkg")
        self.assert_refused(2, "nobody is there to be handed over", old, old, *output)
        self.assert_refused(2, "needs the field that counts them", old, self.plan, "--people",
                            TOWN / "buildings.shp", *output)
        self.assert_refused(2, '"31.12.2026" is no day', old, self.plan, "--valid-from",
                            "31.12.2026", *output)
        self.assert_refused(4, 'has no field "GRID"', old, self.plan, "--old-code-field", "GRID",
                            *output)
        self.assert_refused(4, "there is no file", self.folder / "no.shp", self.plan, *output)
        self.assert_refused(6, "no/handover.gpkg", old, self.plan, "--output",
                            self.folder / "no" / "handover.gpkg")


if __name__ == "__main__":
    unittest.main()
