"""`evengrid sample`, run as a user runs it."""

import os
import pathlib
import subprocess
import tempfile
import unittest

from osgeo import ogr

ogr.UseExceptions()
PROGRAM = os.environ["EVENGRID"]
SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "samples"


def evengrid(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)


def rows(folder, layer):
    source = ogr.Open(str(folder / f"{layer}.shp"))
    return [feature.items() for feature in source.GetLayer(0)]


class Sample(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def draw(self, name, *arguments):
        done = evengrid("sample", "--output", self.folder / name, *arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return self.folder / name

    def assert_refused(self, status, said, *arguments):
        before = sorted(self.folder.rglob("*"))
        done = evengrid("sample", *arguments)
        self.assertEqual((done.returncode, done.stdout), (status, ""))
        self.assertIn(said, done.stderr)
        self.assertIn("nothing was written", done.stderr)
        self.assertEqual(sorted(self.folder.rglob("*")), before)

    def test_the_town_in_the_samples_folder_is_what_the_command_draws(self):
        drawn = self.draw("town", "--communities", 8, "--seed", 7)
        kept = SAMPLES / "town"
        self.assertEqual(
            sorted(file.name for file in drawn.iterdir()), sorted(file.name for file in kept.iterdir())
        )
        for file in drawn.iterdir():
            self.assertEqual(file.read_bytes(), (kept / file.name).read_bytes(), file.name)

    def test_people_add_up_from_buildings_to_communities_and_to_the_existing_plan(self):
        city = self.draw("city", "--communities", 5, "--seed", 3)
        people = [sum(row["POP"] for row in rows(city, layer))
                  for layer in ("buildings", "communities", "existing_grids")]
        self.assertGreater(people[0], 0)
        self.assertEqual(people, [people[0]] * 3)

    def test_every_layer_can_be_read_and_says_its_reference_system(self):
        city = self.draw("city", "--communities", 8)
        for file in city.glob("*.shp"):
            source = ogr.Open(str(file))
            layer = source.GetLayer(0)
            self.assertGreater(layer.GetFeatureCount(), 0, file.name)
            self.assertEqual(layer.GetSpatialRef().GetName(), "CGCS2000 / 3-degree Gauss-Kruger CM 114E")

    def test_a_small_city_has_no_layer_without_features(self):
        city = self.draw("city", "--communities", 2)
        self.assertFalse((city / "rivers.shp").exists() or (city / "railways.shp").exists())

    def test_text_is_the_same_in_both_encodings(self):
        plain = self.draw("plain", "--communities", 3)
        gbk = self.draw("gbk", "--communities", 3, "--encoding", "gbk")
        names = [row["NAME"] for row in rows(plain, "communities")]
        self.assertEqual([row["NAME"] for row in rows(gbk, "communities")], names)
        self.assertIn(names[0].encode("utf-8"), (plain / "communities.dbf").read_bytes())
        self.assertIn(names[0].encode("gbk"), (gbk / "communities.dbf").read_bytes())

    def test_another_seed_is_another_city(self):
        one = self.draw("one", "--communities", 2, "--seed", 1)
        two = self.draw("two", "--communities", 2, "--seed", 2)
        self.assertNotEqual((one / "buildings.shp").read_bytes(), (two / "buildings.shp").read_bytes())

    def test_refuses_a_folder_that_exists(self):
        self.assert_refused(6, "exists", "--output", self.folder)

    def test_refuses_a_folder_in_a_folder_that_does_not_exist(self):
        self.assert_refused(6, "none", "--output", self.folder / "none" / "city")

    def test_refuses_a_number_of_communities_that_is_out_of_range(self):
        self.assert_refused(2, "1 to 5000", "--communities", 5001, "--output", self.folder / "city")
        self.assert_refused(2, "--communities", "--communities", 0, "--output", self.folder / "city")

    def test_refuses_to_guess_where_to_write(self):
        self.assert_refused(2, "--output", "--communities", 3)


if __name__ == "__main__":
    unittest.main()
