"""Plans and projects in real QGIS, which runs without a window."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cli"))
import drawn_shapefile  # noqa: E402

PROGRAM = os.environ["EVENGRID"]
STORED = HERE / "four_units.png"


def run(*command, **environment):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, env={**os.environ, **environment})


def open_project(project, folder):
    """What QGIS makes of a project; a picture and the sheets go to the folder."""
    done = run("/usr/bin/python3", HERE / "open_project.py", project, folder, 400)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def draw_four_units(folder):
    """Four square units of one building each: far below the minimum, within bounds twice, above the maximum."""
    drawn_shapefile.write(
        f"{folder}/units", [("CODE", "C", 8, 0), ("NAME", "C", 40, 0)],
        [("A", "望江社区"), ("B", "春和社区"), ("C", "<b>Tom & Co</b>"), ("D", "云桥社区")],
        [drawn_shapefile.square(x, y, 500) for x, y in ((0, 0), (500, 0), (0, 500), (500, 500))],
    )
    drawn_shapefile.write(
        f"{folder}/buildings", [("POP", "N", 9, 0)], [(100,), (1500,), (1900,), (2500,)],
        [drawn_shapefile.square(x, y, 80) for x, y in ((100, 100), (620, 120), (140, 660), (700, 700))],
    )


class Project(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        draw_four_units(cls.folder)
        cls.plan = cls.folder / "plan.gpkg"
        cls.project = cls.folder / "plan.qgs"
        done = run(PROGRAM, "partition", "--buildings", cls.folder / "buildings.shp", "--population-field", "POP",
                   "--units", cls.folder / "units.shp", "--output", cls.plan, "--qgis-project", cls.project)
        assert done.returncode == 3 and done.stderr == "", done
        cls.told = open_project(cls.project, cls.folder)

    def test_opens_without_a_word(self):
        self.assertTrue(self.told["read"])
        self.assertEqual((self.told["error"], self.told["messages"]), ("", []))
        self.assertTrue(self.told["crs"])

    def test_holds_every_layer_of_the_plan_in_a_group(self):
        self.assertEqual(self.told["groups"], {"Check": ["Findings", "Summary"], "Plan": ["Borders", "Grids"],
                                               "Ground": ["Buildings", "Blocks"]})
        for name, layer in self.told["layers"].items():
            self.assertTrue(layer["valid"], name)
            self.assertEqual(layer["broken_filters"], [], name)

    def test_tells_fields_and_values_in_words(self):
        grids = self.told["layers"]["grids"]
        self.assertEqual(grids["aliases"]["population"], "People")
        self.assertEqual(grids["value_maps"], ["in_bounds", "reason"])
        self.assertTrue(grids["labels"])
        self.assertEqual(self.told["layers"]["borders"]["value_maps"], ["along"])

    def test_map_tips_show_names_as_text_and_not_as_tags(self):
        self.assertIn("&lt;b&gt;Tom &amp; Co&lt;/b&gt;", " ".join(self.told["map_tips"]))
        self.assertNotIn("<b>Tom", " ".join(self.told["map_tips"]))

    def test_a_layer_added_by_hand_brings_its_style_along(self):
        for name in ("grids", "blocks", "buildings", "borders", "findings"):
            style = self.told["layers"][name]["default_style"]
            self.assertEqual(style, {"renderer": "RuleRenderer", "labels": name == "grids"})

    def test_looks_as_the_stored_picture(self):
        from PIL import Image, ImageChops, ImageStat

        drawn, stored = Image.open(self.folder / "map.png").convert("RGB"), Image.open(STORED).convert("RGB")
        self.assertEqual(drawn.size, stored.size)
        difference = ImageStat.Stat(ImageChops.difference(drawn, stored)).mean
        self.assertLess(max(difference), 3, "of 255 on the mean; fonts differ a little between machines")

    def test_prints_a_sheet_for_every_grid(self):
        self.assertEqual(self.told["atlas"], {"result": 0, "error": "", "sheets": 4, "name": "Grid sheets"})
        pages = re.findall(rb"/Type\s*/Page\b", (self.folder / "sheets.pdf").read_bytes())
        self.assertEqual(len(pages), 4)

    def test_speaks_chinese(self):
        chinese = self.folder / "chinese.qgs"
        done = run(PROGRAM, "report", self.plan, "--qgis-project", chinese, "--lang", "zh")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        told = open_project(chinese, self.folder)
        self.assertEqual(list(told["groups"]), ["核查", "方案", "底图"])
        self.assertEqual(told["layers"]["grids"]["aliases"]["population"], "人口")
        self.assertEqual(told["atlas"]["name"], "网格图")

    def test_every_geometry_is_valid_to_qgis(self):
        for layer in ("grids", "blocks", "buildings", "borders"):
            done = run(
                shutil.which("qgis_process.bin") or "qgis_process",  # the wrapper of 3.22 is broken
                "run", "qgis:checkvalidity", "--", f"INPUT_LAYER={self.plan}|layername={layer}", "METHOD=2",
                f"VALID_OUTPUT={self.folder}/valid.gpkg", f"INVALID_OUTPUT={self.folder}/invalid.gpkg",
                f"ERROR_OUTPUT={self.folder}/error.gpkg",
                QT_QPA_PLATFORM="offscreen", XDG_RUNTIME_DIR=str(self.folder),
            )
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertRegex(done.stdout, r"INVALID_COUNT:\s*0\b")


class EveryLayer(unittest.TestCase):
    """The sample town, divided anew with all that a plan may have; the project lies in the plan itself."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.plan = pathlib.Path(folder.name) / "the city's plan.gpkg"
        town = HERE.parents[1] / "samples/town"
        done = run(PROGRAM, "partition", "--buildings", town / "buildings.shp", "--population-field", "POP",
                   "--units", town / "communities.shp", "--roads", town / "roads.shp", "--water", town / "rivers.shp",
                   "--existing", town / "existing_grids.shp", "--points", town / "service_points.shp",
                   "--staff", town / "staff.csv", "--rules", HERE.parents[1] / "samples/rules/urban_communities.toml",
                   "--output", cls.plan, "--qgis-project", cls.plan)
        assert done.returncode == 3 and done.stderr == "", done
        cls.told = open_project(f"geopackage:{cls.plan}?projectName={cls.plan.stem}", folder.name)

    def test_opens_without_a_word(self):
        self.assertEqual((self.told["read"], self.told["error"], self.told["messages"]), (True, "", []))
        self.assertEqual(list(self.told["groups"]), ["Check", "Organisation", "Before", "Plan", "Ground"])

    def test_every_layer_is_styled_and_told_in_words(self):
        shown = {title for layers in self.told["groups"].values() for title in layers}
        for name, layer in self.told["layers"].items():
            with self.subTest(layer=name):
                self.assertTrue(layer["valid"])
                self.assertIn(layer["title"], shown)
                self.assertEqual(layer["broken_filters"], [])
                self.assertEqual(layer["renderer"], "RuleRenderer" if layer["default_style"] else None)
                if name != "buildings":  # most of its fields are the source's own
                    self.assertEqual(set(layer["fields"]) - {"fid"} - set(layer["aliases"]), set())
                self.assertEqual(bool(layer["map_tip"]), layer["default_style"] is not None)

    def test_holds_every_layer_of_the_plan(self):
        listed = run("ogrinfo", "-ro", "-q", self.plan).stdout
        written = set(re.findall(r"^\d+: (\w+)", listed, re.MULTILINE)) - {"layer_styles"}
        self.assertEqual(set(self.told["layers"]), written)
        self.assertIn("existing", written)

    def test_existing_grids_are_dashed(self):
        self.assertEqual(self.told["layers"]["existing"]["strokes"], ["dash"])

    def test_is_the_same_plan_with_the_project_in_it(self):
        self.assertEqual(run(PROGRAM, "validate", self.plan).returncode, 3)
        again = run(PROGRAM, "report", self.plan, "--qgis-project", self.plan)
        self.assertEqual((again.returncode, again.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
