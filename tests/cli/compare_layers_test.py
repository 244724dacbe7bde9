"""What `evengrid partition` finds when it holds the layers of a city against each other: shifts, and what stands where it should not."""

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(__file__))
from drawn_shapefile import LINE, square, write
from drawn_town import BUILDING_FIELDS, UNIT_FIELDS, Town


class CompareLayers(Town):
    def messages(self, result, kind):
        return [f["message"] for f in self.findings(result) if f["kind"] == kind]

    def test_names_a_shift_of_the_coordinates_and_takes_it_back(self):
        east_m, north_m = 487.5, -311.9  # of GCJ-02 at this place, within a metre
        squares = [square(40 + 100 * x + east_m, 40 + 100 * y + north_m, 20) for y in range(4) for x in range(8)]
        write(self.path("buildings"), BUILDING_FIELDS, [[f"B{i}", 100] for i in range(32)], squares)
        result = self.partition("--json")
        shifted = self.messages(result, "shifted coordinates")
        self.assertEqual(len(shifted), 1, result.stdout)
        self.assertIn("--from-crs gcj02", shifted[0])
        result = self.partition("--json", "--overwrite", "--from-crs", "gcj02")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual([entry["people"] for entry in json.loads(result.stdout)["ledger"]], [3200])

    def test_names_a_shift_of_the_units_and_takes_it_back(self):
        east_m, north_m = 487.5, -311.9
        write(self.path("units"), UNIT_FIELDS, [["1", "A"], ["2", "B"]],
              [[(x + east_m, y + north_m) for x, y in square(400 * i, 0, 400)] for i in range(2)])
        result = self.partition("--json")
        shifted = self.messages(result, "shifted coordinates")
        self.assertEqual(len(shifted), 1, result.stdout)
        self.assertIn("--from-crs units.shp=gcj02", shifted[0])
        result = self.partition("--json", "--overwrite", "--from-crs", "units.shp=gcj02")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual([entry["people"] for entry in json.loads(result.stdout)["ledger"]], [3200])
        os.remove(self.path("plan.gpkg"))
        self.assert_refused(self.partition("--from-crs", "units=wgs84"), 2, '"wgs84"', "gcj02 or bd09")

    def test_says_that_a_shift_was_taken_back_in_vain(self):
        for setting in "gcj02", "units.shp=bd09":
            with self.subTest(setting=setting):
                result = self.partition("--json", "--overwrite", "--from-crs", setting)
                told = self.messages(result, "shift taken back in vain")
                self.assertEqual(len(told), 1, result.stdout)
                self.assertIn(f"since --from-crs {setting} takes back a shift, but only 0.0 % would", told[0])
                self.assertIn("leave it out", told[0])
                self.assertEqual(self.messages(result, "shifted coordinates"), [])

    def test_names_streets_that_lead_through_buildings(self):
        self.write_buildings(shapes={i: square(20 + 100 * (i % 8), 20 + 100 * (i // 8), 60) for i in range(32)})
        self.assertEqual(self.messages(self.partition("--json"), "streets through buildings"), [])
        streets = [[(x, 0), (x, 400)] for x in range(50, 800, 100)] + [[(0, y), (800, y)] for y in (150, 250, 350)]
        streets = [[(600000.0 + x, 2700000.0 + y) for x, y in street] for street in streets]
        write(self.path("roads"), [("NAME", "C", 20, 0)], [["road"]] * len(streets), streets, LINE)
        told = self.messages(self.partition("--json", "--overwrite"), "streets through buildings")
        self.assertEqual(len(told), 1)
        self.assertRegex(told[0], r"^\d\d\.\d % of its length among the buildings lies in them, about as much")

    def test_names_units_without_streets(self):
        write(self.path("roads"), [("NAME", "C", 20, 0)], [["road"]], [[(600100.0, 2700000.0), (600100.0, 2700400.0)]], LINE)
        self.assertEqual(self.messages(self.partition("--json"), "units without streets"),
                         ['no street comes near 1 of the 2 units: "3502002"; where there should be some, the streets are of another place or extent'])

    def test_names_buildings_that_stand_on_the_same_ground(self):
        self.write_buildings(shapes={1: square(55, 40, 10)})  # half of it in building 0
        told = [(f["source"], f["src_fid"], f["message"]) for f in self.findings(self.partition("--json")) if f["kind"] == "buildings overlap"]
        self.assertEqual(told, [("buildings.shp", 1, "50 % of it, 50.0 m2, are ground of feature 0 as well; whoever lives there may be counted twice")])


if __name__ == "__main__":
    unittest.main()
