"""How a run tells how far it is: a bar for people at a terminal, lines of JSON for programs, nothing in a log."""

import fcntl
import json
import os
import pathlib
import pty
import struct
import subprocess
import tempfile
import termios
import unittest

PROGRAM = os.environ["EVENGRID"]
TOWN = pathlib.Path(__file__).resolve().parent.parent.parent / "samples/town"
STAGES = ["reading", "making blocks", "dividing", "drawing grids", "writing"]


class Progress(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.command = [PROGRAM, "partition", "--buildings", str(TOWN / "buildings.shp"), "--population-field", "POP",
                        "--units", str(TOWN / "communities.shp"), "--roads", str(TOWN / "roads.shp"),
                        "--output", f"{folder.name}/plan.gpkg", "--overwrite", "--effort", "fast"]

    def run_with(self, *options, **how):
        return subprocess.run([*self.command, *options], text=True, **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how})

    def at_a_terminal(self, *options, stream="stderr", columns=80):
        """What a person at a terminal is shown on stdout or stderr."""
        theirs, ours = pty.openpty()
        fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self.run_with(*options, **{stream: ours})
        os.close(ours)
        shown = b""
        try:
            while piece := os.read(theirs, 65536):
                shown += piece
        except OSError:  # the other end is closed
            pass
        os.close(theirs)
        return shown.decode()

    def test_is_silent_in_a_log(self):
        self.assertEqual(self.run_with().stderr, "")

    def test_is_a_bar_at_a_terminal_and_wiped_away_in_the_end(self):
        shown = self.at_a_terminal()
        self.assertRegex(shown, r"dividing +\[#+\.*\] +\d+ %")
        self.assertTrue(shown.endswith("\r\x1b[K"))

    def test_is_none_when_nobody_wants_it(self):
        self.assertEqual(self.at_a_terminal("--progress", "none"), "")
        self.assertEqual(self.at_a_terminal("--quiet"), "")

    def test_is_json_for_programs(self):
        done = self.run_with("--progress", "json")
        self.assertIn("Grids", done.stdout)
        lines = [json.loads(line) for line in done.stderr.splitlines()]
        stages = list(dict.fromkeys(line["stage"] for line in lines))
        self.assertEqual(stages, STAGES)
        for line in lines:
            self.assertEqual(list(line), ["stage", "share", "seconds_left"])
            self.assertTrue(0 <= line["share"] <= 1, line)
            self.assertTrue(line["seconds_left"] is None or line["seconds_left"] >= 0, line)
        for stage in STAGES:
            shares = [line["share"] for line in lines if line["stage"] == stage]
            self.assertEqual(shares, sorted(shares))

    def test_the_table_in_the_end_is_no_wider_than_the_terminal(self):
        shown = self.at_a_terminal(stream="stdout", columns=90)
        self.assertIn("block above maximum", shown)
        for line in shown.splitlines():
            self.assertTrue(len(line) <= 90 or " " not in line.strip(), line)


if __name__ == "__main__":
    unittest.main()
