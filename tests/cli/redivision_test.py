"""Counts, codes, levels, staff and points of `evengrid partition`, run as a user runs it."""

import collections
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from osgeo import ogr

ogr.UseExceptions()
PROGRAM = os.environ["EVENGRID"]
TOWN = pathlib.Path(__file__).resolve().parents[2] / "samples" / "town"


def rows(path, layer=0):
    source = ogr.Open(str(path))
    return [feature.items() for feature in source.GetLayer(layer)]


class Redivision(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.plan = self.folder / "plan.gpkg"

    def partition(self, *arguments):
        return subprocess.run(
            [PROGRAM, "partition", "--buildings", TOWN / "buildings.shp", "--population-field", "POP",
             "--units", TOWN / "communities.shp", "--roads", TOWN / "roads.shp", "--effort", "fast",
             "--output", self.plan, *map(str, arguments)],
            capture_output=True, text=True)

    def made(self, *arguments):
        done = self.partition(*arguments)
        self.assertIn(done.returncode, (0, 3), done.stderr)
        self.assertEqual(done.stderr, "")
        return rows(self.plan, "grids")

    def assert_refused(self, status, said, *arguments):
        done = self.partition(*arguments)
        self.assertEqual((done.returncode, done.stdout), (status, ""))
        self.assertIn(said, done.stderr)
        self.assertIn("nothing was written", done.stderr)
        self.assertFalse(self.plan.exists())

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def test_a_given_number_of_grids_is_met_or_its_range_is_told(self):
        done = self.partition("--grids", 1)
        self.assertEqual(done.returncode, 2)
        fewest, most = map(int, re.search(r"admit (\d+) to (\d+) together", done.stderr).groups())
        self.assertFalse(self.plan.exists())
        self.assertEqual(len(self.made("--grids", (fewest + most) // 2)), (fewest + most) // 2)
        self.plan.unlink()
        self.assert_refused(2, f"admit {fewest} to {most} together", "--grids", most + 1)

    def test_codes_follow_the_template_and_pass_over_retired_ones(self):
        template = ("--code-template", "{county:6}{street:3}{community:3}{seq:03}")
        first = sorted(row["code"] for row in self.made(*template))[0]
        self.assertRegex(first, "^[0-9]{12}001$")
        self.plan.unlink()
        grids = self.made(*template, "--name-template", "{unit_name} No. {seq}", "--retired",
                          self.file("retired.csv", f"code\n{first}\n"))
        codes = [row["code"] for row in grids]
        self.assertEqual(len(set(codes)), len(codes))
        self.assertNotIn(first, codes)
        self.assertIn(first[:-1] + "2", codes)
        self.assertTrue(all(" No. " in row["name"] for row in grids))

    def test_templates_that_cannot_be_are_refused(self):
        self.assert_refused(2, 'there is no part "town"', "--code-template", "{town}{seq}")
        self.assert_refused(2, 'the template "{unit}" gives all grids of a unit the same code', "--code-template", "{unit}")
        self.assert_refused(2, "{unit:5} is", "--code-template", "{unit:5}{seq}")

    def test_a_legal_plan_in_force_does_not_change_the_number_that_is_wanted(self):
        before = self.folder / "before.gpkg"
        grids = len(self.made())
        self.plan.rename(before)
        for wanted in (grids - 1, grids + 1):
            self.assertEqual(len(self.made("--existing", before, "--grids", wanted, "--overwrite")), wanted)

    def test_a_code_in_force_is_not_retired(self):
        code = self.made()[0]["code"]
        before = self.folder / "before.gpkg"
        self.plan.rename(before)
        self.assert_refused(4, f'the code "{code}" is of an existing grid', "--existing", before,
                            "--retired", self.file("retired.csv", f"code\n{code}\n"))

    def test_lists_of_staff_that_cannot_be_are_refused(self):
        listed = (TOWN / "staff.csv").read_text(encoding="utf-8")
        first = listed.split()[1]
        twice = self.file("twice.csv", f"{listed.rstrip()}\n{first}\n")
        self.assert_refused(4, "as row 2 does", "--staff", twice)
        self.assert_refused(4, "lists nobody", "--staff", self.file("empty.csv", "unit,staff\n"))
        self.assert_refused(4, "unit_code, community_code, unit, code", "--staff",
                            self.file("semicolons.csv", "unit;staff\n1;2\n"))

    def test_a_rule_on_households_that_nobody_counted_is_refused(self):
        rules = self.file("rules.toml", 'title = "T"\nsource = "S"\n[[rule]]\nid = "homes"\n'
                          'measure = "households"\nat_most = 600\nclause = "C"\n')
        self.assert_refused(2, 'rule "homes" counts households, but the city has none', "--rules", rules)

    def test_points_that_stand_there_twice_are_named(self):
        point = '{"type":"Feature","properties":{"kind":"clinic"},"geometry":{"type":"Point","coordinates":[114,24.5]}}'
        path = self.file("points.geojson", f'{{"type":"FeatureCollection","features":[{point},{point}]}}')
        self.made("--points", path)
        found = [row["message"] for row in rows(self.plan, "findings") if row["kind"] == "duplicate feature"]
        self.assertEqual(len(found), 1)
        self.assertIn("it repeats feature 0", found[0])

    def test_a_capacity_of_points_that_is_no_number_is_refused_as_such(self):
        point = ('{"type":"Feature","properties":{"kind":"clinic","CAPACITY":"large"},'
                 '"geometry":{"type":"Point","coordinates":[114,24.5]}}')
        path = self.file("points.geojson", f'{{"type":"FeatureCollection","features":[{point}]}}')
        self.assert_refused(4, 'cannot tell the capacity of points by field "CAPACITY"', "--points", path)
        self.assert_refused(4, 'feature 0 holds "large"', "--points", path)
        self.assert_refused(4, "try: whole numbers of people from 0", "--points", path)

    def test_levels_add_up_and_the_chain_is_complete(self):
        grids = self.made("--staff", TOWN / "staff.csv")
        people = sum(row["population"] for row in grids)
        for layer in ("levels_groups", "levels_units", "levels_streets"):
            areas = rows(self.plan, layer)
            self.assertEqual(sum(row["population"] for row in areas), people, layer)
            self.assertEqual(sum(row["grids"] for row in areas), len(grids), layer)
        posts = {row["post"]: row for row in rows(self.plan, "staff")}
        leaders = {row["grid_id"] for row in posts.values() if row["role"] == "leader"}
        self.assertEqual(leaders, {row["grid_id"] for row in grids})
        for row in posts.values():
            if row["role"] != "chief":
                above = posts[row["reports_to"]]
                self.assertEqual(above["role"], {"leader": "chief", "staff": "leader"}[row["role"]])
        listed = (TOWN / "staff.csv").read_text(encoding="utf-8").split()[1:]
        wanted = collections.Counter()
        for unit, role, number in (line.split(",") for line in listed):
            wanted[unit] += int(number) if role != "chief" else 0
        given = collections.Counter()
        for row in posts.values():
            given[row["unit_code"]] += row["people"] if row["role"] != "chief" else 0
        self.assertEqual(given, wanted)

    def test_every_point_is_in_one_grid_and_nobody_is_served_twice(self):
        grids = self.made("--points", TOWN / "service_points.shp")
        points = rows(self.plan, "points")
        self.assertEqual(len(points), len(rows(TOWN / "service_points.shp")))
        outside = sum(row["kind"] == "point outside every unit" for row in rows(self.plan, "findings"))
        coverage = rows(self.plan, "coverage")
        self.assertEqual(sum(row["points"] for row in coverage) + outside, len(points))
        docked = collections.Counter()
        for row in rows(self.plan, "docking"):
            docked[row["grid_id"]] += row["people"]
            self.assertLessEqual(row["dist_m"], 1000)
        self.assertEqual(docked, +collections.Counter({r["grid_id"]: r["served"] for r in coverage}))
        self.assertEqual(sum(row["demand"] for row in coverage),
                         sum(row["population"] for row in grids))

    def test_grids_without_a_point_get_one_where_that_may_cost_as_much(self):
        def without(*arguments):
            self.made("--points", TOWN / "service_points.shp", "--required-kind", "clinic",
                      "--overwrite", *arguments)
            return sum(row["kind"] == "grid without point" for row in rows(self.plan, "findings"))

        for_nothing = without()
        for_much = without("--coverage-weight", 5)
        self.assertLess(for_much, for_nothing)
        changes = [row for row in rows(self.plan, "findings")
                   if row["kind"] == "border changed for a point"]
        self.assertGreaterEqual(len(changes), for_nothing - for_much)
        covered = {row["grid_id"] for row in rows(self.plan, "coverage") if row["points"] > 0}
        self.assertLessEqual({row["grid_id"] for row in changes}, covered)
        verdict = subprocess.run([PROGRAM, "validate", self.plan], capture_output=True, text=True)
        self.assertIn("The plan holds", verdict.stdout)

    def test_points_outside_the_city_are_named(self):
        source = ogr.Open(str(TOWN / "service_points.shp"))
        layer = source.GetLayer(0)
        path = self.folder / "points.gpkg"
        made = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
        points = made.CreateLayer("points", layer.GetSpatialRef(), ogr.wkbPoint)
        for x in (0, 1_000):
            point = ogr.Feature(points.GetLayerDefn())
            point.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT({x} 0)"))
            points.CreateFeature(point)
        made = None
        self.made("--points", path)
        found = [row for row in rows(self.plan, "findings") if row["kind"] == "point outside every unit"]
        self.assertEqual([row["src_fid"] for row in found], [1, 2])
        self.assertEqual([row["grid_id"] for row in rows(self.plan, "points")], [None, None])

    def test_wrong_lists_are_named_before_the_city_is_divided(self):
        for arguments in (("--staff", self.file("staff.csv", "unit,staff\nx,3\n")),
                          ("--required-kind", "bank", "--points", TOWN / "service_points.shp"),
                          ("--code-template", "{unit:5}{seq}")):
            done = self.partition("--progress", "json", *arguments)
            self.assertIn(done.returncode, (2, 4))
            self.assertNotIn('"dividing"', done.stderr)
            self.assertIn("nothing was written", done.stderr)

    def test_wrong_lists_are_named(self):
        self.assert_refused(4, 'of unit "x"', "--staff", self.file("staff.csv", "unit,staff\nx,3\n"))
        self.assert_refused(4, '"many" in row 2', "--staff",
                            self.file("staff.csv", "unit,staff\nx,many\n"))
        self.assert_refused(4, 'no column "unit_code"', "--staff", self.file("staff.csv", "a,b\n"))
        self.assert_refused(4, '"guard" in row 3 is no role', "--staff",
                            self.file("roles.csv", "unit,role,staff\n1,leader,3\n1,guard,4\n"))
        self.assert_refused(4, "try: one of chief, leader, staff in every row", "--staff",
                            self.file("role.csv", "unit,role,staff\n1,,3\n"))
        self.assert_refused(4, 'no column "code"', "--retired", self.file("retired.csv", "a\n1\n"))
        self.assert_refused(2, 'no point is of the kind "bank"', "--required-kind", "bank",
                            "--points", TOWN / "service_points.shp")


if __name__ == "__main__":
    unittest.main()
