"""The commands of docs/tutorial.md, run one after another in an empty folder."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

TUTORIAL = pathlib.Path(__file__).resolve().parent.parent / "docs/tutorial.md"
PROGRAM = os.environ["EVENGRID"]


class Tutorial(unittest.TestCase):
    def test_every_picture_is_there(self):
        for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", TUTORIAL.read_text(encoding="utf-8")):
            self.assertTrue((TUTORIAL.parent / picture).is_file(), picture)

    def test_every_command_does_what_the_text_says(self):
        blocks = re.findall(r"^```sh tested\n(.*?)^```", TUTORIAL.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
        self.assertEqual(len(blocks), 7)
        with tempfile.TemporaryDirectory() as folder:
            for block in blocks:
                done = subprocess.run(
                    ["bash", "-c", block], cwd=folder, capture_output=True, text=True,
                    env={**os.environ, "PATH": f"{pathlib.Path(PROGRAM).parent}:{os.environ['PATH']}"},
                )
                has_exceptions = "partition" in block or "validate" in block
                self.assertEqual(done.returncode, 3 if has_exceptions else 0, block + done.stdout + done.stderr)
                if "--max 2000" in block:
                    self.assertRegex(done.stdout, r"block above maximum +1 ")
                    self.assertRegex(done.stdout, r"unit below minimum +1 ")
            made = {path.name for path in pathlib.Path(folder).iterdir()}
            self.assertEqual(made, {"city", "plan.gpkg", "plan.html", "plan.png", "plan.qgs", "manual.pdf", "larger.gpkg",
                                    "anew.gpkg", "anew.html", "handover.csv"})


if __name__ == "__main__":
    unittest.main()
