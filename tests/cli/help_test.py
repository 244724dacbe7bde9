"""The examples at the end of every command's help, run as they stand."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["EVENGRID"]
# In the order in which one makes what the next one reads.
COMMANDS = ("sample", "inspect", "blocks", "partition", "validate", "compare", "report", "graph")


def help_of(*command):
    return subprocess.run([PROGRAM, *command, "--help"], check=True, capture_output=True, text=True).stdout


def examples(text):
    """The commands of a help, each on one line."""
    return re.findall(r"^    (evengrid .*)$", text.replace("\\\n", " "), re.MULTILINE)


class Help(unittest.TestCase):
    def test_every_command_shows_examples_that_work(self):
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(folder)
            (place / "vertices.csv").write_text("id,pop\n1,700\n2,600\n3,800\n4,500\n")
            (place / "edges.csv").write_text("u,v,border_len\n1,2,100\n2,3,100\n3,4,100\n")
            for command in COMMANDS:
                shown = examples(help_of(command).split("Examples:")[1])
                self.assertTrue(shown, command)
                for example in shown:
                    done = self.run_in(place, example)
                    # 3: done, but a grid or a rule could not be met.
                    self.assertIn(done.returncode, (0, 3), example + done.stdout + done.stderr)

    def test_the_first_lesson_works(self):
        with tempfile.TemporaryDirectory() as folder:
            lesson = examples(help_of())
            self.assertEqual([line.split()[1] for line in lesson], ["sample", "partition", "report"])
            for line in lesson:
                self.assertIn(self.run_in(folder, line).returncode, (0, 3), line)

    def run_in(self, folder, line):
        return subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True,
                              env={**os.environ, "PATH": f"{pathlib.Path(PROGRAM).parent}:{os.environ['PATH']}"})


if __name__ == "__main__":
    unittest.main()
