"""`evengrid validate`, the real program, on plans that are sound and on plans that were tampered with."""

import json
import os
import pathlib
import tempfile
import unittest

from osgeo import ogr

from drawn_town import run

ogr.UseExceptions()
TOWN = pathlib.Path(__file__).resolve().parent.parent.parent / "samples/town"


class Validate(unittest.TestCase):
    """A plan of the sample town with bounds so wide that every grid is within them."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.plan = os.path.join(folder.name, "plan.gpkg")

    def divide(self, low="1", high="100000", *arguments):
        done = run("partition", "--buildings", str(TOWN / "buildings.shp"), "--units", str(TOWN / "communities.shp"),
                   "--roads", str(TOWN / "roads.shp"), "--population-field", "POP", "--min", low, "--max", high,
                   "--output", self.plan, *arguments)
        self.assertIn(done.returncode, (0, 3), done.stderr)

    def tamper(self, sql):
        ogr.Open(self.plan, 1).ExecuteSQL(sql)

    def test_says_that_a_sound_plan_holds(self):
        self.divide()
        judged = run("validate", self.plan)
        self.assertEqual((judged.returncode, judged.stderr), (0, ""), judged.stdout)
        self.assertIn("The plan holds.", judged.stdout)

    def test_names_grids_that_are_out_of_bounds_for_a_reason(self):
        self.divide("900", "1000")
        judged = run("validate", self.plan)
        self.assertEqual((judged.returncode, judged.stderr), (3, ""))
        self.assertIn("The plan holds, with exceptions.", judged.stdout)

    def test_finds_a_person_who_was_added(self):
        self.divide()
        self.tamper("UPDATE grids SET population = population + 1 WHERE grid_id = 1")
        judged = run("validate", self.plan, "--json")
        self.assertEqual((judged.returncode, judged.stderr), (3, ""))
        verdict = json.loads(judged.stdout)
        self.assertFalse(verdict["holds"])
        broken = {check["rule"]: check["broken"] for check in verdict["checks"] if check["broken"]}
        self.assertEqual(list(broken), ["people add up"])
        self.assertEqual({finding["grid_id"] for finding in verdict["findings"] if "grid_id" in finding}, {1})

    def test_names_geometry_that_is_not_valid_by_layer_and_feature(self):
        self.divide()
        plan = ogr.Open(self.plan, 1)
        buildings = plan.GetLayer("buildings")
        building = next(b for b in buildings if b["grid_id"])
        west, east, south, north = building.GetGeometryRef().GetEnvelope()
        building.SetGeometry(ogr.CreateGeometryFromWkt(
            f"POLYGON(({west} {south}, {east} {north}, {east} {south}, {west} {north}, {west} {south}))"))
        buildings.SetFeature(building)
        named = f"building {building['src_fid']} of the layer buildings: Self-intersection"
        del buildings, plan
        judged = run("validate", self.plan)
        self.assertEqual((judged.returncode, judged.stderr), (3, ""), judged.stdout)
        self.assertIn(named, judged.stdout)
        self.assertRegex(judged.stdout, r"no grid border cuts a building +[1-9]")

    def test_speaks_chinese(self):
        self.divide("900", "1000")
        judged = run("validate", self.plan, "--lang", "zh")
        self.assertIn("人口相符", judged.stdout)
        self.assertIn("方案成立，有例外。", judged.stdout)
        self.assertNotRegex(judged.stdout.replace("in_bounds", ""), "[a-z]")
        for finding in json.loads(run("validate", self.plan, "--json").stdout)["findings"]:
            self.assertIn("网格", finding["message_zh"])

    def test_judges_every_format(self):
        for name in ("shp", "geojson", "fgb"):
            with self.subTest(name=name):
                self.plan = os.path.splitext(self.plan)[0] + "_" + name
                self.divide("1", "100000", "--format", name)
                judged = run("validate", self.plan)
                self.assertEqual((judged.returncode, judged.stderr), (0, ""), judged.stdout)

    def test_refuses_a_file_that_is_no_plan(self):
        judged = run("validate", str(TOWN / "roads.shp"))
        self.assertEqual((judged.returncode, judged.stdout), (4, ""))
        self.assertIn("summary", judged.stderr)


if __name__ == "__main__":
    unittest.main()
