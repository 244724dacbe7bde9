"""Completion in bash, asked as bash asks it."""

import os
import pathlib
import subprocess
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "io/cli/completion.bash"
PROGRAM = os.environ["EVENGRID"]


def completed(*words):
    """What bash would offer for the last word."""
    line = " ".join(f"'{word}'" for word in (PROGRAM, *words))
    asked = f"source '{SCRIPT}'; COMP_WORDS=({line}); COMP_CWORD={len(words)}; _evengrid; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    done = subprocess.run(["bash", "-c", asked], check=True, capture_output=True, text=True, cwd=SCRIPT.parents[2])
    assert done.stderr == "", done.stderr
    return done.stdout.split()


class Completion(unittest.TestCase):
    def test_offers_the_commands(self):
        self.assertEqual(completed("part"), ["partition"])
        self.assertIn("sample", completed(""))

    def test_offers_the_options_of_the_command(self):
        self.assertEqual(completed("sample", "--comm"), ["--communities"])
        self.assertEqual(completed("partition", "--comm"), [])

    def test_offers_the_choices_of_an_option(self):
        self.assertEqual(completed("sample", "--encoding", ""), ["utf-8", "gbk"])

    def test_offers_files_elsewhere(self):
        self.assertEqual(completed("partition", "--units", "samples/pack"), ["samples/packages.sh"])


if __name__ == "__main__":
    unittest.main()
