"""Rule packs, exclusive and kept areas of `evengrid partition`, run as a user runs it."""

import json
import os
import pathlib
import sqlite3
import subprocess
import tempfile
import unittest

from osgeo import ogr

ogr.UseExceptions()
PROGRAM = os.environ["EVENGRID"]
SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "samples"
TOWN = SAMPLES / "town"
HEAD = 'title = "Test"\nsource = "This test"\n'


def rows(path, layer=0):
    source = ogr.Open(str(path))
    return [feature.items() for feature in source.GetLayer(layer)]


class Rules(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.plan = self.folder / "plan.gpkg"

    def partition(self, *arguments):
        return subprocess.run(
            [PROGRAM, "partition", "--buildings", TOWN / "buildings.shp", "--population-field", "POP",
             "--household-field", "HOUSEHOLDS", "--units", TOWN / "communities.shp",
             "--roads", TOWN / "roads.shp", "--effort", "fast", "--output", self.plan,
             *map(str, arguments)],
            capture_output=True, text=True)

    def made(self, *arguments):
        done = self.partition(*arguments)
        self.assertIn(done.returncode, (0, 3), done.stderr)
        self.assertEqual(done.stderr, "")
        return done

    def assert_refused(self, status, said, *arguments):
        done = self.partition(*arguments)
        self.assertEqual((done.returncode, done.stdout), (status, ""), done.stderr)
        self.assertIn(said, done.stderr)
        self.assertIn("nothing was written", done.stderr)
        self.assertEqual(list(self.folder.glob("plan*")), [])

    def verdict(self):
        done = subprocess.run([PROGRAM, "validate", self.plan, "--json"], capture_output=True, text=True)
        return json.loads(done.stdout)

    def pack(self, text, name="rules.toml"):
        path = self.folder / name
        path.write_text(HEAD + text, encoding="utf-8")
        return path

    def areas(self, name, uses, metres=20, prefix="X"):
        """A layer of the ground around the first building of each use, with its use as kind."""
        source = ogr.Open(str(TOWN / "buildings.shp"))
        layer = source.GetLayer(0)
        path = self.folder / name
        made = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
        areas = made.CreateLayer("areas", layer.GetSpatialRef(), ogr.wkbPolygon)
        for field in ("CODE", "NAME", "KIND"):
            areas.CreateField(ogr.FieldDefn(field))
        for use in uses:
            layer.SetAttributeFilter(f"USE = '{use}'")
            building = layer.GetNextFeature()
            west, east, south, north = building.GetGeometryRef().GetEnvelope()
            area = ogr.Feature(areas.GetLayerDefn())
            area.SetGeometry(ogr.CreateGeometryFromWkt(
                "POLYGON(({0} {2},{1} {2},{1} {3},{0} {3},{0} {2}))".format(
                    west - metres, east + metres, south - metres, north + metres)))
            area["CODE"], area["NAME"], area["KIND"] = f"{prefix}-{use}", f"The {use}", use
            areas.CreateFeature(area)
        return path

    def test_further_measures_steer_the_division(self):
        def households():
            return sorted(row["households"] for row in rows(self.plan))

        self.made()
        free = households()
        limit = free[len(free) * 3 // 4]  # a quarter of the grids has more
        self.made("--overwrite", "--rules", self.pack(
            f'[[rule]]\nid = "few"\nmeasure = "households"\nat_most = {limit}\nclause = "Few."\n'))
        limited = households()
        self.assertEqual(sum(limited), sum(free))
        self.assertLess(sum(max(0, n - limit) for n in limited), sum(max(0, n - limit) for n in free))
        self.made("--overwrite", "--rules", self.pack(
            f'[[rule]]\nid = "even"\nmeasure = "households"\ntarget = {sum(free) // len(free)}\n'
            'weight = 5\nclause = "About as many everywhere."\n'))
        even, mean = households(), sum(free) / len(free)
        self.assertEqual(sum(even), sum(free))
        self.assertLess(sum((n - mean) ** 2 for n in even), sum((n - mean) ** 2 for n in free))

    def measured(self, rule):
        return {row["grid_id"]: row["measured"] for row in rows(self.plan, "rules") if row["rule"] == rule}

    def test_fields_with_weights_make_a_workload_that_adds_up(self):
        self.made("--measure", "workload=HOUSEHOLDS+0.25*FLOORS", "--wanted", "workload=500")
        buildings = rows(TOWN / "buildings.shp")
        wanted = sum(row["HOUSEHOLDS"] + 0.25 * row["FLOORS"] for row in buildings)
        workload = self.measured("workload")
        self.assertEqual(len(workload), len(rows(self.plan, "grids")))
        self.assertAlmostEqual(sum(workload.values()), wanted, delta=0.01)
        of_grid = dict.fromkeys(workload, 0)
        for row in rows(self.plan, "buildings"):
            of_grid[row["grid_id"]] += row["HOUSEHOLDS"] + 0.25 * row["FLOORS"]
        for grid, amount in workload.items():
            self.assertAlmostEqual(amount, of_grid[grid], delta=0.01)

    def test_streets_to_patrol_are_shared_by_both_sides(self):
        self.made("--limit", "street_m=..1000000")
        source = ogr.Open(str(TOWN / "roads.shp"))
        units = ogr.Geometry(ogr.wkbMultiPolygon)
        communities = ogr.Open(str(TOWN / "communities.shp"))
        for unit in communities.GetLayer(0):
            units.AddGeometry(unit.GetGeometryRef())
        ground = units.UnionCascaded()
        length = sum(road.GetGeometryRef().Intersection(ground).Length() for road in source.GetLayer(0))
        told = sum(self.measured("street_m").values())
        self.assertAlmostEqual(told / length, 1, delta=0.02)  # along the edge of town one side is outside

    def test_limits_of_the_command_line_steer_and_win(self):
        def excess(limit):
            return sum(max(0, row["households"] - limit) for row in rows(self.plan, "grids"))

        self.made()
        counts = sorted(row["households"] for row in rows(self.plan, "grids"))
        limit = counts[len(counts) * 3 // 4]
        free = excess(limit)
        pack = self.pack('[[rule]]\nid = "few"\nmeasure = "households"\nat_most = 9999\nclause = "Few."\n')
        self.made("--overwrite", "--rules", pack, "--limit", f"households=..{limit}")
        self.assertLess(excess(limit), free)
        self.assertEqual({row["at_most"] for row in rows(self.plan, "rules") if row["rule"] == "few"}, {limit})
        summary = {row["key"]: row["value"] for row in rows(self.plan, "summary")}
        self.assertEqual(summary["rules_overruled_by"], "--limit")

    def test_measures_that_cannot_be_are_named(self):
        for said, *arguments in (
            ('"ELDERLY"', "--measure", "workload=HOUSEHOLDS+ELDERLY", "--wanted", "workload=5"),
            ('there is a measure "households" already', "--measure", "households=POP"),
            ('"x" is no number', "--measure", "workload=x*POP"),
            ('"wealth" is no measure that adds up', "--limit", "wealth=1..2"),
            ('"compact" is no measure that adds up', "--wanted", "compact=1"),
            ("it has to be NAME=VALUE", "--limit", "households"),
            ("limits are LEAST..MOST", "--limit", "households=5"),
            ("the first limit is above the second", "--limit", "households=5..2"),
            ("it is not within the limits", "--limit", "households=..5", "--wanted", "households=9"),
        ):
            with self.subTest(said=said):
                status = 4 if "ELDERLY" in said else 2
                self.assert_refused(status, said, *arguments)
        self.assert_refused(4, 'there is a measure "units" already', "--rules",
                            self.pack('[[measure]]\nname = "units"\nfields = { POP = 1 }\n'))
        self.assert_refused(4, 'needs the key "fields"', "--rules", self.pack('[[measure]]\nname = "w"\n'))

    def test_every_grid_passes_or_fails_every_rule_with_measure_and_clause(self):
        done = self.made("--rules", SAMPLES / "rules/urban_communities.toml",
                         "--points", TOWN / "service_points.shp")
        grids = {row["grid_id"]: row for row in rows(self.plan, "grids")}
        judged = rows(self.plan, "rules")
        rules = {row["rule"] for row in judged}
        self.assertEqual(rules, {"population", "one community", "one piece", "service point", "patrol"})
        self.assertEqual(len(judged), len(rules) * len(grids))
        for row in judged:
            within = (row["at_least"] is None or row["measured"] >= row["at_least"]) and (
                row["at_most"] is None or row["measured"] <= row["at_most"])
            self.assertEqual(bool(row["passed"]), within, row)
            self.assertTrue(row["clause"] and row["source"] and row["limit"])
            for said in ("rule_zh", "limit_zh", "clause_zh", "source_zh"):
                self.assertRegex(row[said], "[\u4e00-\u9fff]")
            self.assertEqual(row["code"], grids[row["grid_id"]]["code"])
            if row["rule"] == "population":
                self.assertEqual(row["measured"], grids[row["grid_id"]]["population"])
        for rule in rules:
            self.assertIn(f"  {rule}", done.stdout)
        broken = sum(not row["passed"] and row["rule"] != "population" for row in judged)
        self.assertEqual(sum(row["kind"] == "rule not kept" for row in rows(self.plan, "findings")), broken)
        self.assertEqual(done.returncode, 0 if all(row["passed"] for row in judged) else 3)
        self.assertTrue(all(len(row["code"]) == 15 for row in grids.values()), "codes of the pack")
        self.assertGreater(len(rows(self.plan, "staff")), 0)
        self.assertTrue(self.verdict()["holds"])

    def test_the_sample_packs_can_be_used(self):
        for pack in sorted((SAMPLES / "rules").glob("*.toml")):
            with self.subTest(pack=pack.name):
                self.made("--rules", pack, "--points", TOWN / "service_points.shp", "--overwrite")
                self.assertGreater(len(rows(self.plan, "rules")), 0)

    def test_validate_says_which_measures_it_has_to_believe(self):
        self.made("--limit", "street_m=..1000000", "--limit", "area_m2=..100000000")
        grids = len(rows(self.plan, "grids"))
        self.assertEqual(self.verdict()["not_measured_again"], {"street_m": grids})

    def test_a_plan_that_is_wrong_about_its_rules_is_found_out(self):
        self.made("--rules", SAMPLES / "rules/urban_and_rural.toml")
        with sqlite3.connect(self.plan) as plan:
            plan.execute("UPDATE rules SET passed = 1 - passed WHERE grid_id = 1 AND rule = 'one piece'")
            plan.execute("UPDATE rules SET measured = 2 * measured WHERE grid_id = 2 AND rule = 'shape'")
        broken = {check["rule"]: check["broken"] for check in self.verdict()["checks"]}
        self.assertGreaterEqual(broken["what is said of rules is true"], 2)

    def test_options_win_over_the_pack_and_the_summary_says_so(self):
        pack = self.pack('[bounds]\nmin = 700\nmax = 1500\nclause = "People."\n[codes]\ncode = "P{unit}-{seq}"\n')
        self.made("--rules", pack, "--max", 1800, "--code-template", "O{unit}-{seq}")
        summary = {row["key"]: row["value"] for row in rows(self.plan, "summary")}
        self.assertEqual((summary["minimum"], summary["maximum"]), ("700", "1800"))
        self.assertEqual(summary["rules_overruled_by"], "--max, --code-template")
        used = json.loads(summary["rules"])
        self.assertEqual((used["title"], used["rules"], len(used["sha256"])), ("Test", 1, 64))
        self.assertTrue(used["file"].endswith("rules.toml"))
        self.assertIn("--rules", summary["command"])
        self.assertTrue(all(row["code"].startswith("O") for row in rows(self.plan, "grids")))

    def test_bounds_go_by_the_kind_of_the_unit(self):
        units = ogr.Open(str(TOWN / "communities.shp"))
        kinds = sorted({feature["SUBDIST"] for feature in units.GetLayer(0)})
        pack = self.pack("".join(
            f'[[bounds_of_kind]]\nkind = "{kind}"\nmin = {500 + i}\nmax = {1500 + i}\nclause = "c"\n'
            for i, kind in enumerate(kinds)))
        self.made("--rules", pack, "--unit-kind-field", "SUBDIST")
        for row in rows(self.plan, "grids"):
            i = kinds.index(row["kind"])
            self.assertEqual((row["pop_min"], row["pop_max"]), (500 + i, 1500 + i))
            self.assertEqual(bool(row["in_bounds"]), 500 + i <= row["population"] <= 1500 + i)
        self.assertTrue(self.verdict()["holds"])

    def test_exclusive_areas_are_grids_of_their_own(self):
        areas = self.areas("areas.gpkg", ["school", "office"])
        self.made("--exclusive", areas)
        own = {row["code"]: row for row in rows(self.plan, "grids") if row["area"]}
        self.assertEqual(set(own), {"X-school", "X-office"})
        school = own["X-school"]
        self.assertEqual((school["kind"], school["name"], school["pop_min"], school["pop_max"]),
                         ("school", "The school", 0, None))
        self.assertTrue(school["in_bounds"])
        self.assertIsNone(school["target"])
        people = sum(row["population"] for row in rows(self.plan, "grids"))
        self.assertEqual(people, sum(row["POP"] for row in rows(TOWN / "buildings.shp")))
        self.assertTrue(self.verdict()["holds"])

    def test_areas_with_the_same_code_are_named(self):
        areas = self.areas("areas.gpkg", ["school", "office"])
        ogr.Open(str(areas), update=1).ExecuteSQL("UPDATE areas SET CODE = 'X'")
        self.made("--exclusive", areas)
        told = [row["message"] for row in rows(self.plan, "findings") if row["kind"] == "duplicate id"]
        self.assertEqual(told, ['"CODE" is "X", as of feature 1; it was not taken as the code'])
        self.assertEqual({row["code"] for row in rows(self.plan, "grids") if row["area"]}, {"The school", "The office"})

    def test_kept_areas_are_divided_on_their_own(self):
        areas = self.areas("village.gpkg", ["residential"], metres=150)
        pack = self.pack('[[bounds_of_kind]]\nkind = "residential"\nmin = 200\nmax = 900\nclause = "c"\n')
        self.made("--keep-area", areas, "--rules", pack)
        own = [row for row in rows(self.plan, "grids") if row["area"] == "X-residential"]
        self.assertGreater(len(own), 0)
        for row in own:
            self.assertEqual((row["pop_min"], row["pop_max"]), (200, 900))
        self.assertTrue(self.verdict()["holds"])

    def test_what_cannot_be_used_is_named_and_nothing_is_written(self):
        self.assert_refused(4, 'rules.toml", line 3: "min" 9 is above "max" 5', "--rules",
                            self.pack('[bounds]\nclause = "c"\nmin = 9\nmax = 5\n'))
        self.assert_refused(4, 'the key "limit" is not known in [bounds]', "--rules",
                            self.pack("[bounds]\nlimit = 9\n"))
        self.assert_refused(2, 'rule "bank" counts points of kind "bank", but the city has none', "--rules",
                            self.pack('[[rule]]\nid = "bank"\nmeasure = "points"\npoint_kind = "bank"\n'
                                      'at_least = 1\nclause = "c"\n'),
                            "--points", TOWN / "service_points.shp")
        self.assert_refused(2, 'rule "--min, --max" asks for 1000 to 2000, rule "few" asks for at most 900',
                            "--rules", self.pack('[[rule]]\nid = "few"\nmeasure = "population"\n'
                                                 'at_most = 900\nclause = "c"\n'))
        self.assert_refused(2, '--min "3000" is above --max "2000"', "--min", 3000)
        self.assert_refused(4, "overlap", "--exclusive", self.areas("twice.gpkg", ["school"]),
                            "--exclusive", self.areas("other.gpkg", ["school"], prefix="Y"))
        self.assert_refused(4, 'has the code of the area "X-school" ("', "--exclusive",
                            self.areas("a.gpkg", ["school"]), "--keep-area", self.areas("b.gpkg", ["school"]))


if __name__ == "__main__":
    unittest.main()
