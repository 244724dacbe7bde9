"""`evengrid partition`, the real program: what it prints, its status, and what it leaves behind."""

import contextlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import unittest

from osgeo import gdal

sys.path.insert(0, os.path.dirname(__file__))
from drawn_shapefile import CGCS2000_CM_117E, LINE, POINT, POLYGON, square, write
from drawn_town import BUILDING_FIELDS, EVENGRID, SLOWER, UNIT_FIELDS, Town, run

gdal.UseExceptions()


class Partition(Town):
    def test_divides_a_town_and_sums_the_plan_up(self):
        result = self.partition()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(result.stderr, "")
        table = re.sub(r"\d+\.\d s", "# s", result.stdout)
        self.assertEqual(table, GOLDEN_TABLE)
        self.assertTrue(os.path.exists(self.path("plan.gpkg")))

    def test_tells_machines_the_same(self):
        result = self.partition("--json")
        self.assertEqual(result.stderr, "")
        told = json.loads(result.stdout)
        self.assertEqual((told["units"], told["buildings"], told["grids"], told["grids_in_bounds"]), (2, 32, 8, 8))
        self.assertEqual([entry["people"] for entry in told["ledger"]], [3200])
        parts = sum(told["cost"][part] for part in ("border", "deviation", "compactness", "moved", "measures"))
        self.assertAlmostEqual(told["cost"]["total"], parts)
        # Both units are small enough to be proven: the plan costs what no other stays below.
        self.assertEqual((told["lower_bound"]["units"], told["lower_bound"]["units_proven_optimal"]), (2, 2))
        self.assertAlmostEqual(told["lower_bound"]["cost"], told["cost"]["total"], places=3)

    def test_prints_nothing_when_asked_to_be_quiet(self):
        result = self.partition("--quiet")
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", ""))

    def test_gives_the_same_bytes_for_any_number_of_threads(self):
        plans = []
        for threads in ("1", "2", "8"):
            self.assertEqual(self.partition("--overwrite", "--threads", threads).returncode, 0)
            with open(self.path("plan.gpkg"), "rb") as plan:
                plans.append(plan.read())
        self.assertEqual(plans[0], plans[1])
        self.assertEqual(plans[0], plans[2])

    def test_says_with_status_3_that_a_rule_is_not_met(self):
        result = self.partition("--json", **{"--min": "900", "--max": "1000"})
        self.assertEqual(result.returncode, 3)
        self.assertEqual(result.stderr, "")
        errors = [f["kind"] for f in self.findings(result) if f["severity"] == "error"]
        self.assertEqual(set(errors), {"no whole number of grids"})
        self.assertTrue(os.path.exists(self.path("plan.gpkg")))

    def test_reads_gbk_text_without_a_cpg_file(self):
        self.write_units(cpg=None, encoding="gbk")
        os.remove(self.path("units.cpg"))
        result = self.partition("--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("GB18030", [f for f in self.findings(result) if f["kind"] == "encoding"][0]["message"])

    def test_takes_a_table_apart_that_is_in_two_encodings(self):
        rows = [["长洋".encode("gbk"), "长洋社区"], ["金美".encode("gbk"), "金美社区"]]
        write(self.path("units"), UNIT_FIELDS, rows, [square(0, 0, 400), square(400, 0, 400)])
        result = self.partition("--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertTrue(any('"NAME" is UTF-8' in f["message"] for f in self.findings(result)))

    def test_crosses_a_railway_where_a_crossing_is_given(self):
        def at(*points):
            return [(600000.0 + x, 2700000.0 + y) for x, y in points]

        ids = [("ID", "N", 4, 0)]
        write(self.path("railway"), ids, [[1]], [at((0, 200), (800, 200))], LINE)
        write(self.path("places"), ids, [[1], [2]], [at((200, 205)), at((600, 195))], POINT)
        write(self.path("bridges"), ids, [[1]], [at((200, 150), (200, 250))], LINE)
        for crossings, linked in ([], 2), (["places"], 0), (["bridges"], 1), (["bridges", "places"], 0):
            given = [text for layer in crossings for text in ("--crossings", f"{layer}.shp")]
            result = self.partition("--json", "--overwrite", "--railways", "railway.shp", *given,
                                    **{"--roads": None, "--min": "1000", "--max": "2000"})
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual([f["kind"] for f in self.findings(result)].count("parts linked"), linked, crossings)

    def test_names_the_water_that_a_border_follows(self):
        line = [(600000.0, 2700200.0), (600800.0, 2700200.0)]
        banks = [(600000.0 + x, 2700200.0 + y) for x, y in ((0, -15), (0, 15), (800, 15), (800, -15), (0, -15))]
        for shape, drawn in ((LINE, line), (POLYGON, banks)):
            write(self.path("river"), [("NAME", "C", 20, 0)], [["金溪"]], [drawn], shape)
            result = self.partition("--json", "--overwrite", "--water", "river.shp", **{"--roads": None, "--min": "700", "--max": "900"})
            self.assertEqual(result.returncode, 0, result.stderr)
            with contextlib.closing(sqlite3.connect(self.path("plan.gpkg"))) as plan:
                followed = plan.execute("SELECT DISTINCT name FROM borders WHERE along = 'water'").fetchall()
            self.assertEqual(followed, [("金溪",)])

    def test_keeps_a_compound_together_where_it_fits(self):
        oak, elm = range(4), (4, 5, 6, 7, 12, 13, 14, 15)  # a row of the first unit, two of the second
        rows = [[f"B{i}", 100, "Oak" if i in oak else "Elm" if i in elm else ""] for i in range(32)]
        squares = [square(40 + 100 * x, 40 + 100 * y, 20) for y in range(4) for x in range(8)]
        write(self.path("buildings"), [*BUILDING_FIELDS, ("ESTATE", "C", 8, 0)], rows, squares)
        grids = {}
        for given in [], ["--keep-together", "ESTATE"]:
            result = self.partition("--json", "--overwrite", *given)
            self.assertEqual(result.returncode, 0, result.stderr)
            with contextlib.closing(sqlite3.connect(self.path("plan.gpkg"))) as plan:
                query = "SELECT count(DISTINCT grid_id) FROM buildings WHERE ESTATE = 'Oak'"
                grids[len(given)] = plan.execute(query).fetchone()[0]
        self.assertGreater(grids[0], 1)
        self.assertEqual(grids[2], 1)
        named = [f["message"] for f in self.findings(result) if f["kind"] == "compound parted"]
        self.assertEqual(len(named), 1)
        self.assertIn('compound "Elm" with 800 people', named[0])

    def test_ends_with_status_130_when_interrupted(self):
        write(self.path("many"), BUILDING_FIELDS, [[f"B{i}", 1] for i in range(120000)],
              [square(i % 398, i // 398, 0.5) for i in range(120000)])
        process = subprocess.Popen(
            [EVENGRID, "partition", "--units", "units.shp", "--buildings", "many.shp", "--population-field", "POP",
             "--progress", "json", "--output", "plan.gpkg"],
            cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.assertIn('"stage":"reading"', process.stderr.readline())
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=30 * SLOWER)
        self.assertEqual((process.returncode, stdout), (130, ""))
        self.assertTrue(stderr.endswith("evengrid: interrupted\nnothing was written\n"), stderr)
        self.assertFalse(os.path.exists(self.path("plan.gpkg")))


class WaysIn(Town):
    """What a city can be given as, and what its plan can be written as: the same people in as even grids, and the judge agrees."""

    FORMATS = {"shp": "ESRI Shapefile", "gpkg": "GPKG", "geojson": "GeoJSON", "fgb": "FlatGeobuf"}

    def assert_divided(self, result, kinds, plan="plan.gpkg", layer="plan.gpkg"):
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        told = json.loads(result.stdout)
        self.assertEqual((told["units"], told["grids"], told["grids_in_bounds"]), (2, 8, 8))
        self.assertEqual([(entry["reason"], entry["people"]) for entry in told["ledger"]], [("", 3200)])
        written = gdal.OpenEx(self.path(layer))
        self.assertEqual({block["kind"] for block in written.GetLayerByName("blocks")}, kinds)
        judged = run("validate", plan, cwd=self.folder)
        self.assertEqual((judged.returncode, judged.stderr), (0, ""), judged.stdout)

    def test_makes_blocks_from_streets_or_from_buildings_alone(self):
        self.assert_divided(self.partition("--json"), {"street"})
        self.assert_divided(self.partition("--json", "--overwrite", **{"--roads": None}), {"tessellation"})

    def test_takes_given_blocks_with_units_from_a_layer_or_a_field(self):
        made = run("blocks", "--units", "units.shp", "--buildings", "buildings.shp", "--roads", "roads.shp",
                   "--population-field", "POP", "--output", "given.gpkg", cwd=self.folder)
        self.assertEqual(made.returncode, 0, made.stderr)
        given = {"--blocks": "given.gpkg|layername=blocks", "--roads": None}
        counted = {**given, "--buildings": None, "--population-field": "population"}
        by_field = {**counted, "--units": None, "--unit-field": "unit_code"}
        for ways in given, counted, by_field:
            self.assert_divided(self.partition("--json", "--overwrite", **ways), {"given"})
            plan, source = gdal.OpenEx(self.path("plan.gpkg")), gdal.OpenEx(self.path("given.gpkg"))
            for block in plan.GetLayer("blocks"):
                given = source.GetLayer("blocks").GetFeature(block["src_fid"])
                self.assertTrue(given.GetGeometryRef().Contains(block.GetGeometryRef().PointOnSurface()), block["src_fid"])

    def test_reads_every_format(self):
        layers = {"--units": "units", "--buildings": "buildings", "--roads": "roads"}
        for ending, driver in self.FORMATS.items():
            with self.subTest(format=ending):
                for name in layers.values() if ending != "shp" else ():
                    gdal.VectorTranslate(self.path(f"{name}.{ending}"), self.path(f"{name}.shp"), format=driver)
                result = self.partition("--json", "--overwrite", **{o: f"{name}.{ending}" for o, name in layers.items()})
                self.assert_divided(result, {"street"})

    def test_writes_every_format_and_reads_it_back(self):
        for ending in self.FORMATS:
            with self.subTest(format=ending):
                plan, layer = ("plan.gpkg",) * 2 if ending == "gpkg" else (f"plan_{ending}", f"plan_{ending}/blocks.{ending}")
                result = self.partition("--json", "--format", ending, **{"--output": plan})
                self.assert_divided(result, {"street"}, plan, layer)


class Estimates(Town):
    """People who were not counted one by one."""

    def ledger(self, *arguments, **changed):
        result = self.partition("--json", *arguments, **{"--population-field": None, **changed})
        self.assertIn(result.returncode, (0, 3), result.stderr)
        return [(e["method"], e["reason"], e["people"]) for e in json.loads(result.stdout)["ledger"]]

    def test_counts_households(self):
        self.assertEqual(self.ledger("--household-field", "POP", "--persons-per-household", "2.5"),
                         [("field POP x 2.5 people", "", 8000)])

    def test_shares_totals_to_the_person(self):
        write(self.path("census"), [("N", "N", 8, 0)], [[1001], [2003], [7]],
              [square(0, 0, 400), square(400, 0, 400), square(0, 1000, 100)])
        self.assertEqual(self.ledger("--totals", "census.shp", "--totals-field", "N"),
                         [("totals of field N, by floor area", "", 3004),
                          ("totals of field N, by floor area", "no dwelling on the ground of the total", 7)])

    def test_names_a_field_that_may_be_a_count_of_people(self):
        told = {field: [f["message"] for f in self.findings(self.partition("--json", "--overwrite", **{"--population-field": field}))
                        if f["kind"] == "people estimated"] for field in (None, "POP")}
        self.assertIn('Its field "POP" may be a count of them: --population-field "POP" takes it', told[None][0])
        self.assertEqual(told["POP"], [])

    def test_tells_people_from_floor_area_and_use(self):
        squares = [square(40 + 100 * x, 40 + 100 * y, 20) for y in range(4) for x in range(8)]
        rows = [[4, "school" if i == 0 else "住宅"] for i in range(32)]
        write(self.path("buildings"), [("Floor", "N", 4, 0), ("USE", "C", 20, 0)], rows, squares)
        self.assertEqual(self.ledger(), [("floor area", "", 31 * 40)])
        with open(self.path("uses.toml"), "w") as table:
            table.write('m2_per_person = 20\n[[use]]\nnames = ["school"]\nm2_per_person = 16\n')
        self.assertEqual(self.ledger("--use-table", "uses.toml", "--overwrite"), [("floor area", "", 31 * 80 + 100)])

    def test_name_the_building_that_alone_is_too_much_for_a_grid(self):
        self.write_buildings(counts={5: 700})
        result = self.partition("--json")
        self.assertEqual(result.returncode, 3)
        found = [f for f in self.findings(result) if f["kind"] == "block above maximum"]
        self.assertEqual([(f["source"], f["src_fid"]) for f in found], [("buildings.shp", 5)])
        self.assertIn("building 5 alone holds 700", found[0]["message"])

    def test_shares_the_people_of_a_raster(self):
        self.write_raster("people.tif")
        ledger = self.ledger("--population-raster", "people.tif")
        self.assertEqual([people for _, _, people in ledger], [2500])
        with sqlite3.connect(self.path("plan.gpkg")) as plan:
            north_west = "SELECT sum(people) FROM buildings WHERE src_fid IN (16, 17, 24, 25)"
            self.assertEqual(plan.execute(north_west).fetchone()[0], 400)

    def test_takes_floors_as_they_are_found(self):
        squares = [square(40 + 100 * x, 40 + 100 * y, 20) for y in range(4) for x in range(8)]
        rows = [[["4", "4F", "4层", "0", ""][i % 5], [0, 12][i % 2]] for i in range(32)]
        write(self.path("buildings"), [("FLOORS", "C", 8, 0), ("HEIGHT", "N", 6, 1)], rows, squares)
        told = json.loads(self.partition("--json", **{"--population-field": None}).stdout)
        four = sum(1 for i in range(32) if i % 5 < 3 or i % 2 == 1)  # else 12 m are four floors, and nothing is one
        self.assertEqual(told["ledger"][0]["people"], 40 * four + 10 * (32 - four))
        self.assertIn('"FLOORS" is unknown for', " ".join(f["message"] for f in told["findings"] if f["kind"] == "unknown measure"))

    def test_say_how_far_a_grid_may_be_off_and_which_are_at_risk(self):
        write(self.path("census"), [("N", "N", 8, 0)], [[1600], [1600]], [square(0, 0, 400), square(400, 0, 400)])
        self.ledger("--totals", "census.shp", "--totals-field", "N", **{"--min": "330", "--max": "600"})
        with sqlite3.connect(self.path("plan.gpkg")) as plan:
            grids = plan.execute("SELECT population, pop_low, pop_high, at_risk FROM grids").fetchall()
        self.assertEqual(sum(grid[0] for grid in grids), 3200)
        self.assertEqual({bool(grid[3]) for grid in grids}, {True})
        for people, low, high, at_risk in grids:
            self.assertEqual((low, high), (people * 4 // 5, people * 6 // 5))  # 20 % to either side
            self.assertEqual(bool(at_risk), low < 330 or high > 600)


class Findings(Town):
    """What is odd but can be used: listed with its feature, and every person accounted for."""

    def kinds(self, result):
        return {(f["kind"], f.get("src_fid")) for f in self.findings(result)}

    def test_lists_null_and_negative_counts(self):
        self.write_buildings(counts={3: "", 7: -5})
        result = self.partition("--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertLessEqual({("no count", 3), ("negative count", 7)}, self.kinds(result))
        self.assertEqual(json.loads(result.stdout)["ledger"][0]["people"], 3000)

    def test_accounts_for_people_of_features_without_geometry(self):
        self.write_buildings(shapes={5: None})
        result = self.partition("--json")
        self.assertIn(("no geometry", 5), self.kinds(result))
        ledger = json.loads(result.stdout)["ledger"]
        self.assertEqual([(e["reason"], e["people"]) for e in ledger], [("", 3100), ("building without geometry", 100)])

    def test_repairs_a_bow_tie_and_says_what_changed(self):
        x, y = 600040.0, 2700040.0
        self.write_buildings(shapes={0: [(x, y), (x + 20, y + 20), (x + 20, y), (x, y + 20), (x, y)]})
        result = self.partition("--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn(("invalid geometry", 0), self.kinds(result))
        plan = gdal.OpenEx(self.path("plan.gpkg"))
        self.assertEqual({building.GetGeometryRef().IsValid() for building in plan.GetLayer("buildings")}, {True})
        judged = run("validate", "plan.gpkg", cwd=self.folder)
        self.assertEqual((judged.returncode, judged.stderr), (0, ""), judged.stdout)

    def test_writes_mended_buildings_in_every_format(self):
        x, y = 600040.0, 2700040.0
        bow_tie = [(x, y), (x + 20, y + 20), (x + 20, y), (x, y + 20), (x, y)]
        line = [(x + 100, y), (x + 110, y), (x + 120, y), (x + 100, y)]
        self.write_buildings(shapes={0: bow_tie, 1: line})
        for ending in "gpkg", "shp", "geojson", "fgb":
            with self.subTest(format=ending):
                plan = "plan.gpkg" if ending == "gpkg" else f"plan_{ending}"
                result = self.partition("--json", "--format", ending, **{"--output": plan})
                self.assertEqual((result.returncode, result.stderr), (0, ""))
                judged = run("validate", plan, cwd=self.folder)
                self.assertEqual((judged.returncode, judged.stderr), (0, ""), judged.stdout)

    def test_counts_a_building_once_that_is_there_twice(self):
        squares = [square(40 + 100 * x, 40 + 100 * y, 20) for y in range(4) for x in range(8)]
        write(self.path("buildings"), [("POP", "N", 8, 0)], [[100]] * 33, squares + squares[:1])
        result = self.partition("--json")
        self.assertIn(("duplicate feature", 32), self.kinds(result))
        ledger = json.loads(result.stdout)["ledger"]
        self.assertEqual([(e["reason"], e["people"]) for e in ledger], [("", 3200), ("duplicate building", 100)])

    def test_names_a_source_of_people_that_is_trusted_less(self):
        write(self.path("totals"), [("N", "N", 8, 0)], [[700], [900]], [square(0, 0, 400), square(400, 0, 400)])
        told = self.findings(self.partition("--json", "--totals", "totals.shp", "--totals-field", "N"))
        self.assertEqual([f["message"] for f in told if f["kind"] == "people passed over"],
                         ["the people are told from field POP; --totals was not used, since it is trusted less"])

    def test_names_uses_that_the_table_does_not_know(self):
        squares = [square(40 + 100 * x, 40 + 100 * y, 20) for y in range(4) for x in range(8)]
        write(self.path("buildings"), [("USE", "C", 20, 0)], [[["residential", "school", "pagoda", ""][i % 4]] for i in range(32)], squares)
        result = self.partition("--json", **{"--population-field": None})
        self.assertEqual([f["message"] for f in self.findings(result) if f["kind"] == "unknown use"],
                         ['the uses of 8 buildings are in no row of the use table and count with 40 m2 for a person: "pagoda"'])

    def test_take_the_finest_field_that_ends_like_a_name(self):
        fields = [("CODE", "C", 12, 0), ("TOWNNAME", "C", 40, 0), ("VILLNAME", "C", 40, 0), ("VILLENG", "C", 40, 0)]
        rows = [["3502001", "镇海镇", "长洋村", "Changyang"], ["3502002", "镇海镇", "金美村", "Jinmei"]]
        write(self.path("units"), fields, rows, [square(0, 0, 400), square(400, 0, 400)])
        result = self.partition("--json")
        self.assertIn('units are coded by "CODE" and named by "VILLNAME"',
                      [finding["message"] for finding in self.findings(result)])

    def test_names_ids_that_are_there_twice(self):
        write(self.path("units"), UNIT_FIELDS, [["1", "A"], ["1", "B"]], [square(0, 0, 400), square(400, 0, 400)])
        squares = [square(40 + 100 * x, 40 + 100 * y, 20) for y in range(4) for x in range(8)]
        write(self.path("buildings"), BUILDING_FIELDS, [[f"B{i % 31}", 100] for i in range(32)], squares)
        told = [(f["source"], f["src_fid"], f["message"]) for f in self.findings(self.partition("--json")) if f["kind"] == "duplicate id"]
        self.assertEqual(told, [("units.shp", 1, '"CODE" is "1", as of feature 0; it was not taken as the code'),
                                ("buildings.shp", 31, '"BLD_ID" is "B0", as of feature 0')])

    def place_of_buildings(self):
        """West, east, south, north of the buildings in the plan."""
        from osgeo import ogr
        plan = ogr.Open(self.path("plan.gpkg"))
        return [round(edge, 1) for edge in plan.GetLayer("buildings").GetExtent()]

    def test_writes_buildings_where_they_are(self):
        self.assertEqual(self.partition().returncode, 0)
        true_place = self.place_of_buildings()
        squares = [square(40 + 100 * x + 487.5, 40 + 100 * y - 311.9, 20) for y in range(4) for x in range(8)]
        write(self.path("buildings"), BUILDING_FIELDS, [[f"B{i}", 100] for i in range(32)], squares)
        self.assertEqual(self.partition("--overwrite", "--from-crs", "gcj02").returncode, 0)
        for found, true in zip(self.place_of_buildings(), true_place):
            self.assertAlmostEqual(found, true, delta=2)

        from osgeo import osr
        metric, degrees = osr.SpatialReference(), osr.SpatialReference()
        metric.ImportFromEPSG(4548)
        degrees.ImportFromEPSG(4490)
        for system in (metric, degrees):
            system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        way = osr.CoordinateTransformation(metric, degrees)
        squares = [square(40 + 100 * x, 40 + 100 * y, 20) for y in range(4) for x in range(8)]
        squares = [[way.TransformPoint(x, y)[:2] for x, y in ring] for ring in squares]
        os.remove(self.path("buildings.prj"))
        write(self.path("buildings"), BUILDING_FIELDS, [[f"B{i}", 100] for i in range(32)], squares, prj=None)
        self.assertEqual(self.partition("--overwrite", "--assume-crs", "EPSG:4490").returncode, 0)
        self.assertEqual(self.place_of_buildings(), true_place)

    def test_excludes_bad_counts_on_request(self):
        self.write_buildings(counts={9: "abc"})
        result = self.partition("--json", "--bad-population", "exclude")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn(("bad count", 9), self.kinds(result))

    def test_takes_a_crs_that_is_said_on_the_command_line(self):
        os.remove(self.path("units.prj"))
        self.assertEqual(self.partition("--assume-crs", "EPSG:4548").returncode, 0)

    def test_computes_in_metres_where_the_input_is_in_degrees(self):
        degree = 0.004
        shapes = [square(degree * x, 0, degree, (118.0, 24.5)) for x in (0, 1)]
        write(self.path("units"), UNIT_FIELDS, [["1", "a"], ["2", "b"]], shapes,
              prj='GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
                  'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]')
        boxes = [square(degree * (x + 0.4) / 4, degree * (y + 0.4) / 4, degree / 20, (118.0, 24.5)) for y in range(4) for x in range(8)]
        write(self.path("buildings"), BUILDING_FIELDS, [[f"B{i}", 100] for i in range(32)], boxes,
              prj='GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],'
                  'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]')
        result = self.partition("--json", **{"--roads": None})
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("computed in another CRS", {f["kind"] for f in self.findings(result)})
        self.assertNotIn("ballpark transformation", {f["kind"] for f in self.findings(result)})


class BadInput(Town):
    def test_names_a_missing_file(self):
        self.assert_refused(self.partition(**{"--units": "nothing.shp"}), 4, 'there is no file "nothing.shp"')

    def test_names_a_missing_field_and_those_there_are(self):
        self.assert_refused(self.partition(**{"--population-field": "PEOPLE"}), 4,
                            '"buildings.shp" has no field "PEOPLE" (fields: "BLD_ID", "POP")', "--population-field")

    def test_refuses_text_in_a_number_field(self):
        self.write_buildings(counts={9: "abc", 11: "12x"})
        self.assert_refused(self.partition(), 4, 'feature 9 holds "abc", which is no number; 1 more such features: 11',
                            "--bad-population exclude")

    def test_asks_for_a_crs_that_is_missing(self):
        os.remove(self.path("units.prj"))
        self.assert_refused(self.partition(), 5, '"units.shp" does not say its coordinate reference system',
                            "--assume-crs EPSG:")

    def test_refuses_an_unknown_crs(self):
        os.remove(self.path("units.prj"))
        self.assert_refused(self.partition("--assume-crs", "EPSG:99"), 5, '"EPSG:99"')

    def test_refuses_an_empty_layer(self):
        write(self.path("buildings"), BUILDING_FIELDS, [], [])
        self.assert_refused(self.partition(), 4, '"buildings.shp" has no features')

    def test_leaves_an_output_that_exists(self):
        with open(self.path("there.gpkg"), "w") as file:
            file.write("precious")
        self.assert_refused(self.partition(**{"--output": "there.gpkg"}), 6, '"there.gpkg"', "--overwrite")
        with open(self.path("there.gpkg")) as file:
            self.assertEqual(file.read(), "precious")

    def test_refuses_a_folder_that_cannot_be_written(self):
        self.assert_refused(self.partition(**{"--output": "/proc/plan.gpkg"}), 6, '/proc')
        self.assert_refused(self.partition(**{"--output": "nowhere/plan.gpkg"}), 6, 'nowhere')

    def test_refuses_a_name_that_says_another_format(self):
        self.assert_refused(self.partition(**{"--output": "out.shp"}), 2, '"out.shp"', "--format shp")
        self.assert_refused(self.partition(**{"--output": "out"}), 2, '"out"', "--output out.gpkg")
        self.assert_refused(self.partition("--format", "fgb", **{"--output": "out.fgb"}), 2, '"out.fgb"', "--output out\n")
        self.assert_refused(self.partition("--format", "shp", **{"--output": "out.gpkg"}), 2, '"out.gpkg"', "--output out\n")

    def test_refuses_bounds_that_are_crossed(self):
        self.assert_refused(self.partition(**{"--min": "2000"}), 2, '--min "2000" is above --max "500"')

    def test_refuses_points_for_buildings(self):
        write(self.path("buildings"), BUILDING_FIELDS, [["a", 1]], [[(600000.0, 2700000.0)]], POINT)
        self.assert_refused(self.partition(), 4, "feature 0 is made of points, not polygons")

    def test_refuses_a_table_that_is_shorter_than_its_shapes(self):
        squares = [square(40, 40, 20), square(140, 40, 20)]
        write(self.path("half"), BUILDING_FIELDS, [["a", 1]], squares[:1])
        write(self.path("buildings"), BUILDING_FIELDS, [["a", 1], ["b", 2]], squares)
        os.replace(self.path("half.dbf"), self.path("buildings.dbf"))
        self.assert_refused(self.partition(), 4, "its .shx has 2 shapes, its .dbf 1 records")

    def test_refuses_text_that_no_encoding_fits(self):
        rows = [[b"Gen\xe8ve", "a"], [b"Z\xfcrich", "b"]]
        write(self.path("units"), UNIT_FIELDS, rows, [square(0, 0, 400), square(400, 0, 400)], cpg=None)
        os.remove(self.path("units.cpg"))
        self.assert_refused(self.partition(), 4, 'field "CODE"', "--encoding")

    def test_refuses_codes_that_are_there_twice(self):
        write(self.path("units"), UNIT_FIELDS, [["1", "a"], ["1", "b"]], [square(0, 0, 400), square(400, 0, 400)])
        self.assert_refused(self.partition("--unit-code-field", "CODE"), 4, '"CODE" of feature 1 is "1", as of feature 0')

    def test_refuses_a_file_in_disguise(self):
        with open(self.path("units.shp"), "w") as file:
            file.write("<OGRVRTDataSource><OGRVRTLayer name='units'><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>")
        self.assert_refused(self.partition(), 4, '"units.shp"')

    def test_refuses_degrees_that_are_called_metres(self):
        write(self.path("units"), UNIT_FIELDS, [["1", "a"], ["2", "b"]],
              [square(0, 0, 0.01, (118.0, 24.5)), square(0.01, 0, 0.01, (118.0, 24.5))], prj=CGCS2000_CM_117E)
        self.assert_refused(self.partition(), 5, "look like degrees")

    def test_escapes_what_a_terminal_would_act_on(self):
        result = self.partition(**{"--units": "\x1b[31mred\u202e.shp"})
        self.assert_refused(result, 4, r'"\u{1b}[31mred\u{202e}.shp"')

    def test_explains_wrong_options(self):
        self.assert_refused(self.partition("--nonsense"), 2, 'unknown argument "--nonsense"', "evengrid partition --help")
        self.assert_refused(self.partition("--effort", "heroic"), 2, '--effort: "heroic" is none of: fast, default, high')
        self.assert_refused(self.partition(**{"--min": "many"}), 2, '--min: "many" is no number')
        self.assert_refused(self.partition(**{"--min": "10.5"}), 2, '--min: "10.5" is no whole number')
        self.assert_refused(self.partition(**{"--min": "-1"}), 2, '--min: "-1" is below 0')
        self.assert_refused(self.partition("--grids", "9" * 20), 2, f'--grids: "{"9" * 20}" is no whole number, or too large')
        self.assert_refused(self.partition("--seed", "-1"), 2, '--seed: "-1" is below 0')
        self.assert_refused(self.partition("--threads", "9e99"), 2, '--threads: "9e99" is no whole number, or too large')
        self.assert_refused(self.partition(**{"--buildings": None}), 2, "neither buildings nor blocks")
        self.assert_refused(self.partition(**{"--units": None}), 2, "no units")


class Program(unittest.TestCase):
    def test_names_its_version_and_its_libraries(self):
        result = run("--version")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertRegex(result.stdout, r"\Aevengrid \d+\.\d+\.\d+\nGDAL .+\nGEOS .+\nPROJ .+\n\Z")

    def test_helps_with_every_command(self):
        result = run("--help")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        for command in re.findall(r"^  (\w+) ", result.stdout.split("Subcommands:")[1], re.MULTILINE):
            helped = run(command, "--help")
            self.assertEqual((helped.returncode, helped.stderr), (0, ""), command)

    def test_wants_a_command(self):
        result = run()
        self.assertEqual((result.returncode, result.stdout), (2, ""))


GOLDEN_TABLE = """\
Units                                  2
Buildings                             32
Blocks                                32
Grids                                  8
  within bounds                        8   100.0 %, 300 to 500 people
    300 to 366                         0
    367 to 433                         8   ████████████████████████
    434 to 500                         0
Cost in metres of border             869   border 800, people off target 0, not compact 69
  above the least, at most             0   in 2 of 2 units, where that is known; 2 are proven best
People
  in grids                         3,200   "buildings.shp", field POP
Findings
  encoding                             1   note ("units.shp"): its text is UTF-8: its .cpg file says so
  unit fields                          1   note ("units.shp"): units are coded by "CODE" and named by "NAME"
Time                        read # s, divide # s, write # s
Plan                        plan.gpkg
"""

if __name__ == "__main__":
    unittest.main()
