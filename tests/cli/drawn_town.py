"""A town for tests of the command line: drawn byte by byte, small enough to see what went wrong."""

import json
import os
import struct
import subprocess
import tempfile
import unittest

from drawn_shapefile import LINE, square, write

EVENGRID = os.environ["EVENGRID"]
SLOWER = 20 if os.environ.get("EVENGRID_SANITIZED") == "1" else 1  # as the presets asan and tsan say
BUILDING_FIELDS = [("BLD_ID", "C", 8, 0), ("POP", "N", 8, 0)]
UNIT_FIELDS = [("CODE", "C", 12, 0), ("NAME", "C", 40, 0)]


def run(*arguments, **options):
    return subprocess.run([EVENGRID, *map(str, arguments)], capture_output=True, text=True, timeout=60 * SLOWER, **options)


class Town(unittest.TestCase):
    """Two communities of 400 m by 400 m beside each other, 16 houses of 100 people in each, and the
    streets between them. Every test has a town of its own, to do to it what it likes."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.write_units()
        self.write_buildings()
        streets = [[(x, 0), (x, 400)] for x in range(100, 800, 100)] + [[(0, y), (800, y)] for y in (100, 200, 300)]
        streets = [[(600000.0 + x, 2700000.0 + y) for x, y in street] for street in streets]
        write(self.path("roads"), [("NAME", "C", 20, 0)], [[f"road {i}"] for i in range(len(streets))], streets, LINE)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write_units(self, **changed):
        names = changed.pop("names", ["长洋社区", "金美社区"])
        rows = [["3502001", names[0]], ["3502002", names[1]]]
        write(self.path("units"), UNIT_FIELDS, rows, [square(0, 0, 400), square(400, 0, 400)], **changed)

    def write_buildings(self, **changed):
        squares = [square(40 + 100 * x, 40 + 100 * y, 20) for y in range(4) for x in range(8)]
        counts = changed.pop("counts", {})
        rows = [[f"B{i}", counts.get(i, 100)] for i in range(len(squares))]
        shapes = changed.pop("shapes", {})
        fields = changed.pop("fields", BUILDING_FIELDS)
        write(self.path("buildings"), fields, rows, [shapes.get(i, s) for i, s in enumerate(squares)], **changed)

    def write_raster(self, name, west=600000, epsg=4548):
        """Eight cells of 200 m with 2,500 people."""
        from osgeo import gdal, osr
        raster = gdal.GetDriverByName("GTiff").Create(self.path(name), 4, 2, 1, gdal.GDT_Float32)
        raster.SetGeoTransform([west, 200, 0, 2700400, 0, -200])
        if epsg:
            system = osr.SpatialReference()
            system.ImportFromEPSG(epsg)
            raster.SetProjection(system.ExportToWkt())
        raster.GetRasterBand(1).WriteRaster(0, 0, 4, 2, struct.pack("8f", 400, 500, 300, 200, 99.5, 250.5, 350, 400))

    def partition(self, *arguments, **changed):
        given = {"--units": "units.shp", "--buildings": "buildings.shp", "--roads": "roads.shp", "--population-field": "POP",
                 "--min": "300", "--max": "500", "--output": "plan.gpkg", **changed}
        options = [text for option, value in given.items() if value is not None for text in (option, value)]
        return run("partition", *options, *arguments, cwd=self.folder)

    def findings(self, result):
        return json.loads(result.stdout)["findings"]

    def assert_refused(self, result, status, *texts):
        """One clear message, the documented status, and nothing written."""
        self.assertEqual(result.returncode, status, result.stderr)
        self.assertEqual(result.stdout, "")
        for text in texts:
            self.assertIn(text, result.stderr)
        self.assertRegex(result.stderr, r"\Aevengrid[^\n]*: [^\n]+\n  try: [^\n]+\nnothing was written\n\Z")
        self.assertFalse([name for name in os.listdir(self.folder) if name.startswith(".") or "plan" in name])
