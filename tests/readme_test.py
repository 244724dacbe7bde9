"""What README.md says of the sample town, against what samples/quickstart.sh really makes of it."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from osgeo import gdal

gdal.UseExceptions()
ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = os.environ["EVENGRID"]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def run(command, **variables):
    return subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, env={**os.environ, **variables})


class SampleTown(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.plan = f"{folder.name}/plan.gpkg"
        script = (ROOT / "samples/quickstart.sh").read_text(encoding="utf-8")
        command = re.search(r'^"\$evengrid" partition.*?(?= --overwrite)', script, re.DOTALL | re.MULTILINE)[0]
        done = run(command, evengrid=PROGRAM, town="samples/town", plan=cls.plan)
        assert done.returncode == 3 and done.stderr == "", done
        cls.printed = done.stdout

    def test_has_as_many_grids_as_the_text_says(self):
        grids = re.search(r"^Grids +(\d+)$", self.printed, re.MULTILINE)[1]
        self.assertIn(f"divided into {grids} grids", README)

    def test_has_the_one_grid_out_of_bounds_that_the_text_tells_of(self):
        outside = re.search(r"^  block above maximum +1 +\".*\" \((.*)\)$", self.printed, re.MULTILINE)[1]
        self.assertIn(f"a single residential tower there houses {outside} people", README)

    def test_looks_as_the_picture(self):
        stored = gdal.Translate("", str(ROOT / "docs/images/plan.png"), format="MEM", rgbExpand="rgb")
        drawn = f"{self.plan}.png"
        done = run(f'"$EVENGRID" report "{self.plan}" --png "{drawn}" --width {stored.RasterXSize} --height {stored.RasterYSize}')
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        difference = abs(gdal.Open(drawn).ReadAsArray().astype(int) - stored.ReadAsArray())
        self.assertLess(difference.mean(), 4, "of 255; fonts differ between machines")


if __name__ == "__main__":
    unittest.main()
