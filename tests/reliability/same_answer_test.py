"""The same input, options and seed give the same plan, whatever is around them."""

import random
import sqlite3
import subprocess
import unittest

import program
import shapefile
import town

# Each may change what a library does, or make a careless program read something it should not.
ENVIRONMENTS = {
    "German": {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "LOCPATH": "{folder}/locales"},
    "Chinese": {"LC_ALL": "zh_CN.GB18030", "LOCPATH": "{folder}/locales"},
    "Turkish": {"LC_ALL": "tr_TR.UTF-8", "LOCPATH": "{folder}/locales"},
    "far time zone": {"TZ": "Pacific/Kiritimati"},
    "legacy encodings": {"SHAPE_ENCODING": "CP1252", "GDAL_FILENAME_IS_UTF8": "NO"},
    "foreign drivers": {"GDAL_DRIVER_PATH": "/tmp", "OGR_DRIVER_PATH": "/tmp"},
    "foreign configuration": {"GDAL_CONFIG_FILE": "{folder}/gdalrc"},
    "network": {"PROJ_NETWORK": "ON", "PROJ_NETWORK_ENDPOINT": "http://127.0.0.1:1"},
    "foreign axis order": {"OSR_DEFAULT_AXIS_MAPPING_STRATEGY": "AUTHORITY_COMPLIANT"},
    "verbose": {"CPL_DEBUG": "ON", "PROJ_DEBUG": "3"},
    "sqlite": {"OGR_SQLITE_PRAGMA": "page_size=512", "OGR_SQLITE_CACHE": "1",
               "OGR_SQLITE_LOAD_EXTENSIONS": "ENABLE_SQL_LOAD_EXTENSION"},
    "geojson": {"OGR_GEOJSON_MAX_OBJ_SIZE": "0.0001"},
    "shapefile": {"SHAPE_RESTORE_SHX": "YES", "SHAPE_REWIND_ON_WRITE": "YES",
                  "OGR_ORGANIZE_POLYGONS": "SKIP", "SHAPE_2GB_LIMIT": "YES"},
    "geometry": {"OGR_ENABLE_PARTIAL_REPROJECTION": "YES", "CENTER_LONG": "YES",
                 "OGR_APPLY_GEOM_SET_PRECISION": "YES"},
    "threads": {"GDAL_NUM_THREADS": "8", "OGR_GPKG_NUM_THREADS": "8",
                "OGR_GPKG_ALLOW_THREADED_RTREE": "YES"},
    "foreign home": {"HOME": "{folder}"},
}


class SameAnswer(program.SeededTest):
    def setUp(self):
        super().setUp()
        town.write(self.folder, town.town(6))
        settings = "[configoptions]\nSHAPE_ENCODING=CP1252\nOGR_SQLITE_PRAGMA=page_size=512\n"
        town.write(self.folder, {"gdalrc": settings.encode()})
        town.write(self.folder / ".gdal", {"gdalrc": settings.encode()})

    def make_locales(self):
        """Languages that write numbers and small letters in other ways, whatever is installed."""
        (self.folder / "locales").mkdir()
        for name in ("de_DE.UTF-8", "zh_CN.GB18030", "tr_TR.UTF-8"):
            language, encoding = name.split(".")
            subprocess.run(["localedef", "-i", language, "-f", encoding,
                            self.folder / "locales" / name], check=True)
        point = subprocess.run(["locale", "decimal_point"], check=True, capture_output=True, env={
            "LC_ALL": "de_DE.UTF-8", "LOCPATH": str(self.folder / "locales")}).stdout
        self.assertEqual(point, b",\n", "the languages are not there")

    def plan(self, *further, environment=None, seed="7"):
        outcome = program.run(
            town.partition("plan.gpkg", "--overwrite", "--quiet", "--seed", seed, *further),
            self.folder, environment)
        self.assertIn(outcome.status, program.WRITTEN, outcome.stderr)
        self.assertEqual(outcome.stderr, "")
        return (self.folder / "plan.gpkg").read_bytes()

    def test_for_any_number_of_threads(self):
        for seed in map(str, range(program.effort(2, 20))):
            one = self.plan("--threads", "1", seed=seed)
            for threads in ("2", "8"):
                with self.subTest(seed=seed, threads=threads):
                    self.assertTrue(self.plan("--threads", threads, seed=seed) == one)

    def test_in_any_environment(self):
        self.make_locales()
        plain = self.plan()
        for name, variables in ENVIRONMENTS.items():
            with self.subTest(environment=name):
                variables = {key: value.format(folder=self.folder)
                             for key, value in variables.items()}
                self.assertTrue(self.plan(environment=variables) == plain)

    def test_in_every_format(self):
        for extension in ("shp", "geojson", "fgb"):
            plans = []
            for threads in ("1", "2"):
                outcome = program.run(
                    town.partition("out", "--format", extension, "--overwrite", "--quiet",
                                   "--threads", threads), self.folder)
                self.assertIn(outcome.status, program.WRITTEN, outcome.stderr)
                plans.append(program.contents(self.folder / "out"))
            self.assertTrue(plans[0] == plans[1], extension)

    def test_for_rows_in_any_order(self):
        def grids():
            self.plan()
            database = sqlite3.connect(self.folder / "plan.gpkg")
            found = database.execute("SELECT grid_id, code, unit_code, population, buildings, "
                                     "area_m2, perim_m FROM grids ORDER BY grid_id").fetchall()
            of_building = dict(database.execute("SELECT BLD_ID, grid_id FROM buildings"))
            database.close()
            return found, of_building

        plain = grids()
        for shuffle in range(program.effort(3, 30)):
            draw = random.Random(f"{self.seed} {shuffle}")
            self.shuffle_rows(draw)
            with self.subTest(seed=self.seed, shuffle=shuffle):
                self.assertEqual(grids(), plain)

    def shuffle_rows(self, draw):
        for name, kind, fields, features in (
            ("units", shapefile.POLYGON, town.UNIT_FIELDS, town.units(6)),
            ("buildings", shapefile.POLYGON, town.BUILDING_FIELDS, town.buildings(6)),
            ("roads", shapefile.POLYLINE, town.ROAD_FIELDS, town.roads(6)),
        ):
            draw.shuffle(features)
            rings, rows = zip(*features)
            town.write(self.folder, {f"{name}.{extension}": content for extension, content in
                                     shapefile.shapefile(kind, rings, fields, rows).items()})


if __name__ == "__main__":
    unittest.main()
