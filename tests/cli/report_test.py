"""`evengrid report`, the real program: what its picture shows, and what it refuses to show."""

import pathlib
import tempfile
import unittest

from drawn_town import run

TOWN = pathlib.Path(__file__).resolve().parent.parent.parent / "samples/town"


class Picture(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.plan = pathlib.Path(folder.name, "plan.gpkg")
        cls.picture = pathlib.Path(folder.name, "plan.png")
        done = run("partition", "--buildings", TOWN / "buildings.shp", "--units", TOWN / "communities.shp",
                   "--roads", TOWN / "roads.shp", "--population-field", "POP", "--output", cls.plan)
        assert done.returncode in (0, 3), done.stderr

    def assert_refused(self, said, *arguments):
        done = run("report", self.plan, *arguments)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn(said, done.stderr)
        self.assertFalse(self.picture.exists())

    def test_of_what_the_plan_has_not_is_refused_with_what_it_has(self):
        self.assert_refused('has no unit "Moon"', "--png", self.picture, "--unit", "Moon")
        self.assert_refused("an extent within that of the plan", "--png", self.picture, "--extent", "0,0,1,1")

    def test_of_no_extent_is_refused(self):
        for extent in ("", "1,2,3", "1,2,3,4,5", "3,2,1,4", "1,2,x,4", "1,2,inf,4"):
            with self.subTest(extent=extent):
                self.assert_refused(f'--extent "{extent}" is no extent', "--png", self.picture, "--extent", extent)

    def test_is_of_a_unit_or_of_an_extent(self):
        self.assert_refused("exclude each other", "--png", self.picture, "--unit", "1", "--extent", "0,0,1,1")
        self.assert_refused("--unit says what a picture shows", "--unit", "1")


if __name__ == "__main__":
    unittest.main()
