"""The plan in force before, of `evengrid partition`: where it is told from, and what cannot be one."""

import os
import sys
import unittest

from osgeo import ogr

sys.path.insert(0, os.path.dirname(__file__))
from drawn_shapefile import square, write
from drawn_town import BUILDING_FIELDS, Town

ogr.UseExceptions()
GRID_FIELDS = [("CODE", "C", 12, 0)]


class Existing(Town):
    """Old grids of four houses each, two by two: 400 people, within bounds."""

    @staticmethod
    def old_grid(house):
        return f"OLD-{house // 16}-{house % 8 // 2}"

    def write_named_buildings(self, grid_of=None, **changed):
        grid_of = grid_of or self.old_grid
        squares = [square(40 + 100 * x, 40 + 100 * y, 20) for y in range(4) for x in range(8)]
        counts = changed.get("counts", {})
        rows = [[f"B{i}", counts.get(i, 100), grid_of(i)] for i in range(len(squares))]
        write(self.path("buildings"), [*BUILDING_FIELDS, ("OLD", "C", 12, 0)], rows, squares)

    def write_existing(self, grids):
        write(self.path("old"), GRID_FIELDS, [[code] for code, _ in grids], [ground for _, ground in grids])

    def rows(self, layer):
        source = ogr.Open(self.path("plan.gpkg"))
        return [feature.items() for feature in source.GetLayer(layer)]

    def grids(self):
        return {row["code"]: row["population"] for row in self.rows("grids")}

    def test_a_legal_plan_that_a_field_of_the_buildings_names_comes_back_code_for_code(self):
        self.write_named_buildings()
        result = self.partition("--existing-field", "OLD")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual(self.grids(), {self.old_grid(i): 400 for i in range(32)})
        self.assertEqual({row["fate"] for row in self.rows("existing")}, {"kept"})
        homes = {row["BLD_ID"]: row["grid_id"] for row in self.rows("buildings")}
        codes = {row["grid_id"]: row["code"] for row in self.rows("grids")}
        self.assertEqual([codes[homes[f"B{i}"]] for i in range(32)], [self.old_grid(i) for i in range(32)])

    def test_ground_without_people_does_not_part_a_grid_in_force(self):
        # Houses 9 and 10 are empty and of no grid; the others of their grids still hold 300.
        self.write_named_buildings(lambda i: "" if i in (9, 10) else self.old_grid(i), counts={9: 0, 10: 0})
        result = self.partition("--existing-field", "OLD")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual({row["moved"] for row in self.rows("existing")}, {0})
        self.assertEqual(sorted(self.grids().values()), [300, 300] + 6 * [400])

    def test_a_field_of_the_blocks_names_the_plan_as_well(self):
        squares = [square(100 * x, 100 * y, 100) for y in range(4) for x in range(8)]
        rows = [[100, self.old_grid(i)] for i in range(32)]
        write(self.path("blocks"), [("POP", "N", 8, 0), ("OLD", "C", 12, 0)], rows, squares)
        result = self.partition("--blocks", "blocks.shp", "--existing-field", "OLD", "--lock", "OLD-1-3",
                                **{"--buildings": None, "--roads": None})
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual(self.grids(), {self.old_grid(i): 400 for i in range(32)})
        self.assertEqual([row["code"] for row in self.rows("existing") if row["locked"]], ["OLD-1-3"])

    def test_most_people_say_in_which_grid_a_block_was(self):
        # Without streets inside, each community is one block of sixteen houses.
        self.write_named_buildings(lambda i: "A" if i % 8 < 4 and i != 0 else "B")
        result = self.partition("--existing-field", "OLD", **{"--max": "2000"})
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual(sum(row["moved"] for row in self.rows("existing")), 100)

    def test_a_plan_file_is_a_plan_in_force_by_its_grids(self):
        self.write_named_buildings()
        self.partition("--code-template", "OLD{unit}{seq:03}", **{"--output": "before.gpkg"})
        result = self.partition("--existing", "before.gpkg")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn('coded by "code" and named by "name"', result.stdout)
        self.assertEqual({row["fate"] for row in self.rows("existing")}, {"kept"})

    def test_a_plan_that_cannot_be_one_is_refused_by_name(self):
        twice = [("A", square(0, 0, 200)), ("A", square(200, 0, 200))]
        over = [("A", square(0, 0, 200)), ("B", square(150, 0, 200))]
        whole = [("A", square(0, 0, 400))]
        for grids, status, texts, arguments in (
            (twice, 4, ("features 0 and 1", 'the code "A"'), ()),
            (over, 4, ('"A" (feature 0)', '"B" (feature 1)', "overlap by 10000.0 m2"), ()),
            (whole, 2, ('--lock "Z"', "no existing grid"), ("--lock", "Z")),
        ):
            with self.subTest(said=texts):
                self.write_existing(grids)
                result = self.partition("--existing", "old.shp", "--existing-code-field", "CODE", *arguments)
                self.assert_refused(result, status, *texts)

    def test_a_few_wrong_codes_do_not_make_another_field_the_code(self):
        grids = [(f"G{i}", square(100 * (i % 8), 100 * (i // 8), 100)) for i in range(16)]
        self.write_existing([*grids[:3], ("G9", grids[3][1]), *grids[4:]])
        self.assert_refused(self.partition("--existing", "old.shp"), 4, "features 3 and 9", 'the code "G9"')
        self.write_existing([*grids[:3], ("", grids[3][1]), *grids[4:]])
        result = self.partition("--existing", "old.shp", **{"--min": "100", "--max": "200"})
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        found = [row["src_fid"] for row in self.rows("findings") if row["kind"] == "grid without code"]
        self.assertEqual(found, [3])
        self.assertNotIn("", self.grids())
        self.assertNotIn("", [row["code"] for row in self.rows("existing")])

    def test_a_plan_in_force_is_told_in_one_way(self):
        self.write_named_buildings(lambda i: "")
        self.write_existing([("A", square(0, 0, 400))])
        self.assert_refused(self.partition("--existing", "old.shp", "--existing-field", "OLD"), 2, "both --existing")
        self.assert_refused(self.partition("--existing-field", "OLD"), 4, '"OLD"', "empty everywhere")
        self.assert_refused(self.partition("--existing-field", "NEW"), 4, 'no field "NEW"')
        self.assert_refused(self.partition("--lock", "A"), 2, '--lock "A"', "no existing grid")


if __name__ == "__main__":
    unittest.main()
