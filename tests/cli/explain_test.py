"""`evengrid partition --explain`, the real program: what it says would mend a unit, once made, does mend it."""

import json
import os
import re
import sys
import unittest

sys.path.insert(0, os.path.dirname(__file__))
from drawn_shapefile import write
from partition_test import UNIT_FIELDS, Town


class Explain(Town):
    def told(self, *arguments, status, **changed):
        result = self.partition("--json", "--overwrite", *arguments, **changed)
        self.assertEqual(result.returncode, status, result.stderr)
        return json.loads(result.stdout)

    def changes(self, told, relaxed):
        """By unit, the change of a kind, all of which are to mend it."""
        changes = {entry["unit_code"]: entry for entry in told["explain"] if entry["relaxed"] == relaxed}
        self.assertEqual({entry["out_of_bounds_after"] for entry in changes.values()}, {0}, told["explain"])
        return {code: entry["change"] for code, entry in changes.items()}

    def test_names_the_nearest_limits_that_mend(self):
        limits = {"--min": "900", "--max": "1000"}  # 1,600 people in each unit
        told = self.told("--explain", status=3, **limits)
        for relaxed, nearest, beyond in (("minimum", 800, 801), ("maximum", 1600, 1599)):
            changes = self.changes(told, relaxed)
            self.assertEqual(len(changes), 2)
            self.assertEqual({int(re.search(r"to (\d+)$", change)[1]) for change in changes.values()}, {nearest})
            option = "--min" if relaxed == "minimum" else "--max"
            self.told(status=0, **{**limits, option: str(nearest)})
            self.told(status=3, **{**limits, option: str(beyond)})

    def test_names_the_neighbour_to_join(self):
        limits = {"--min": "900", "--max": "1100"}  # a unit is too many for one grid and too few for two
        changes = self.changes(self.told("--explain", status=3, **limits), "unit")
        self.assertEqual(changes, {"3502001": 'join it with unit "3502002"', "3502002": 'join it with unit "3502001"'})
        both = [(600000.0 + x, 2700000.0 + y) for x, y in ((0, 0), (0, 400), (800, 400), (800, 0), (0, 0))]
        write(self.path("units"), UNIT_FIELDS, [["3502001", "both"]], [both])
        self.assertEqual(self.told(status=0, **limits)["grids"], 3)

    def test_says_what_was_tried_and_what_was_not(self):
        told = self.told("--explain", status=3, **{"--min": "900", "--max": "1000"})
        for unit in told["explain_tried"]:
            self.assertEqual([trial["relaxed"] for trial in unit["trials"]], ["block", "unit", "barrier", "minimum", "maximum"])
            tried = {trial["relaxed"]: (trial["tried"], trial["left_out"]) for trial in unit["trials"]}
            self.assertEqual((tried["unit"], tried["barrier"]), ((1, 0), (0, 0)))
            self.assertEqual((tried["minimum"][1], tried["maximum"][1]), (0, 0), "each limit was found to the person")
            self.assertLess(max(count for count, _ in tried.values()), 20)
        table = self.partition("--overwrite", "--explain", **{"--min": "900", "--max": "1000"}).stdout
        self.assertIn("""
    tried    divided no block (16 cannot be divided along buildings)
             joined it with unit "3502002"
             opened no barrier
             lowered the minimum 11 times
             raised the maximum 11 times
""", table)

    def test_leaves_the_plan_as_it_is_and_says_nothing_of_units_in_bounds(self):
        plain = self.told(status=0)
        self.assertNotIn("explain", self.told("--explain", status=0))
        short = {"--min": "900", "--max": "1000"}
        plain, explained = self.told(status=3, **short), self.told("--explain", status=3, **short)
        for key in ("grids", "grids_in_bounds", "ledger"):
            self.assertEqual(plain[key], explained[key])


if __name__ == "__main__":
    unittest.main()
