"""Other compilers and other settings of them make a program that gives the same plan, byte by byte.

Builds the program anew beside the build that is tested, so this is one of the long tests.
"""

import os
import shutil
import subprocess
import unittest

import program
import town

# Options of CMake by build; the build that is tested is the one to agree with.
BUILDS = {
    "gcc without optimisation": ["-DCMAKE_CXX_COMPILER=g++", "-DCMAKE_BUILD_TYPE=Debug"],
    "clang": ["-DCMAKE_CXX_COMPILER=clang++", "-DCMAKE_BUILD_TYPE=Release"],
    "clang without optimisation": ["-DCMAKE_CXX_COMPILER=clang++", "-DCMAKE_BUILD_TYPE=Debug"],
}

CITY = program.DATA / "city"
OUTPUT_AREAS = program.DATA / "uk_oa" / "oa_south.zip"


def build(name, options):
    """The program, built in a folder beside the one that is tested."""
    folder = os.path.join(os.path.dirname(program.PROGRAM), "other_builds", name.replace(" ", "_"))
    subprocess.run(["cmake", "-S", program.REPOSITORY, "-B", folder, "-G", "Ninja",
                    "-DEVENGRID_TESTS=OFF", *options], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", folder, "--target", "evengrid"], check=True,
                   stdout=subprocess.DEVNULL)
    return os.path.join(folder, "evengrid")


class OtherBuilds(program.SeededTest):
    @classmethod
    def setUpClass(cls):
        if shutil.which("clang++") is None:
            raise unittest.SkipTest("clang++ is not here")
        cls.programs = {name: build(name, options) for name, options in BUILDS.items()}

    def plan_of(self, built, arguments):
        """The bytes of the plan that a program makes."""
        tested = program.PROGRAM
        try:
            program.PROGRAM = built
            outcome = program.run([*arguments, "--output", "plan.gpkg", "--overwrite", "--quiet"],
                                  self.folder, seconds=1800)
        finally:
            program.PROGRAM = tested
        self.assertIn(outcome.status, program.WRITTEN, outcome.stderr)
        return (self.folder / "plan.gpkg").read_bytes()

    def check(self, arguments):
        wanted = self.plan_of(program.PROGRAM, arguments)
        for name, built in self.programs.items():
            with self.subTest(build=name, arguments=arguments):
                self.assertTrue(self.plan_of(built, arguments) == wanted)
        print(f"other builds: {len(self.programs)} agree on {len(wanted)} bytes")

    def test_agree_on_the_town(self):
        town.write(self.folder, town.town(12))
        arguments = town.partition()
        at = arguments.index("--output")
        del arguments[at:at + 2]
        for effort in ("fast", "default", "high"):
            self.check([*arguments, "--effort", effort])

    def test_agree_on_a_sample_city(self):
        drawn = program.run(["sample", "--communities", "10", "--seed", str(self.seed),
                             "--output", "drawn"], self.folder)
        self.assertEqual(drawn.status, program.DONE, drawn.stderr)
        self.check(["partition", "--units", "drawn/communities.shp", "--buildings",
                    "drawn/buildings.shp", "--roads", "drawn/roads.shp"])

    @unittest.skipUnless(CITY.is_dir(), "the shared data are not here")
    def test_agree_on_a_whole_city(self):
        self.check(["partition", "--units", f"{CITY}/communities.shp", "--buildings",
                    f"{CITY}/buildings.shp", "--roads", f"{CITY}/roads.shp", "--water",
                    f"{CITY}/water.shp", "--population-field", "POP", "--effort", "fast"])

    @unittest.skipUnless(OUTPUT_AREAS.is_file(), "the shared data are not here")
    def test_agree_on_census_areas(self):
        subprocess.run(["ogr2ogr", self.folder / "areas.shp", f"/vsizip/{OUTPUT_AREAS}", "-where",
                        "LAD11CD LIKE 'E0600004%'"], check=True)
        for field in ("LAD11CD", "MSOA11CD"):
            self.check(["partition", "--blocks", "areas.shp", "--unit-field", field,
                        "--population-field", "POP"])


if __name__ == "__main__":
    unittest.main()
