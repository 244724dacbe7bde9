"""docs/manual.md, checked against the program: commands, options, defaults, status, layers, fields, kinds."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from osgeo import ogr

ogr.UseExceptions()
ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = os.environ["EVENGRID"]
MANUAL = (ROOT / "docs/manual.md").read_text(encoding="utf-8")
TOWN = ROOT / "samples/town"


def help_of(*command):
    return subprocess.run([PROGRAM, *command, "--help"], check=True, capture_output=True, text=True).stdout


def section(title):
    """What stands under a title, down to the next of its rank or above."""
    found = re.search(rf"^(#+) {re.escape(title)}$", MANUAL, re.MULTILINE)
    assert found, f"the manual has no section {title!r}"
    rest = MANUAL[found.end():]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def first_column(text):
    """The names in code type that begin the rows of a table."""
    return re.findall(r"^\| `([^`]+)`", text, re.MULTILINE)


def options_of(command):
    """The sections whose tables describe the options of a command."""
    own = section(f"evengrid {command}")
    return own + (section("Options of input") if "(#options-of-input)" in own else "")


def commands():
    listed = help_of().split("Subcommands:")[1]
    return re.findall(r"^  (\w+) ", listed, re.MULTILINE)


class Commands(unittest.TestCase):
    def test_every_command_has_its_section_and_no_other_has_one(self):
        described = re.findall(r"^### evengrid (\w+)$", MANUAL, re.MULTILINE)
        self.assertEqual(sorted(described), sorted(commands()))

    def test_every_option_is_described_and_no_other(self):
        for command in commands():
            offered = re.findall(r"^  (--[\w-]+)", help_of(command), re.MULTILINE)
            described = [row.split()[0] for row in first_column(options_of(command))]
            with self.subTest(command=command):
                self.assertEqual(sorted(described), sorted(offered))

    def test_defaults_are_those_of_the_program(self):
        for command in commands():
            # An option that has to be given has no default, whatever its variable starts with.
            defaults = dict(re.findall(r"^  (--[\w-]+) [^\s=]*=(\S+(?: \{\S+)?)(?! REQUIRED)\s", help_of(command), re.MULTILINE))
            rows = re.findall(r"^\| `(--[\w-]+)[^|]*\| ([^|]*) \|", options_of(command), re.MULTILINE)
            described = {option: default.strip("` ") for option, default in rows}
            for option, default in defaults.items():
                with self.subTest(command=command, option=option):
                    self.assertEqual(described[option], default)


class Plan(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.path = f"{cls.folder.name}/plan.gpkg"
        done = subprocess.run(
            [PROGRAM, "partition", "--buildings", TOWN / "buildings.shp", "--population-field", "POP",
             "--units", TOWN / "communities.shp", "--roads", TOWN / "roads.shp",
             "--existing", TOWN / "existing_grids.shp", "--output", cls.path],
            capture_output=True, text=True,
        )
        assert done.returncode in (0, 3), done.stderr
        cls.plan = ogr.Open(cls.path)

    def fields(self, layer):
        definition = self.plan.GetLayerByName(layer).GetLayerDefn()
        return [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]

    def test_every_layer_is_described_and_no_other(self):
        described = re.findall(r"^### (?:Layer|Table) `(\w+)`$", MANUAL, re.MULTILINE)
        written = [self.plan.GetLayer(i).GetName() for i in range(self.plan.GetLayerCount())]
        self.assertEqual(set(described), set(written) - {"layer_styles"})

    def test_every_field_is_described_in_its_order(self):
        for layer in ("grids", "blocks", "borders", "existing", "findings"):
            with self.subTest(layer=layer):
                self.assertEqual(first_column(section(f"Layer `{layer}`")), self.fields(layer))
        added = first_column(section("Layer `buildings`"))
        self.assertEqual(self.fields("buildings")[-len(added):], added)

    def test_the_findings_of_a_run_are_of_described_kinds(self):
        described = first_column(section("Reasons")) + first_column(section("Findings"))
        found = {feature["kind"] for feature in self.plan.GetLayerByName("findings")}
        self.assertGreater(len(found), 0)
        self.assertEqual(found - set(described), set())

    def test_the_findings_of_a_run_are_told_in_english_and_in_chinese(self):
        chinese = re.compile("[\u4e00-\u9fff]")
        for finding in self.plan.GetLayerByName("findings"):
            self.assertNotRegex(finding["message"], chinese)
            self.assertRegex(finding["message_zh"], chinese)


class Words(unittest.TestCase):
    def test_every_reason_and_kind_of_finding_is_known_in_chinese_and_no_other(self):
        known = re.findall(r'^    \{"([^"]+)", "[^"]+"\},', (ROOT / "io/plan/kinds.cpp").read_text(encoding="utf-8"), re.MULTILINE)
        tables = (section("Reasons") + section("Findings") + section("Faults")
                  + section("The handover").split("| kind of finding |")[1])
        described = [name for row in re.findall(r"^\| (`[^|]*) \|", tables, re.MULTILINE) for name in re.findall(r"`([^`]+)`", row)]
        self.assertEqual(sorted(known), sorted(described))


class SampleCity(unittest.TestCase):
    def test_every_layer_and_field_is_described_and_no_other(self):
        described = {}
        for layer, fields in re.findall(r"^\| `(\w+)` \| \w+ \| (.*) \|$", section("The sample city"), re.MULTILINE):
            described[layer] = re.findall(r"`(\w+)`", fields)
        written = {}
        for file in TOWN.glob("*.shp"):
            source = ogr.Open(str(file))
            definition = source.GetLayer(0).GetLayerDefn()
            written[file.stem] = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
        self.assertEqual(described, written)


class Status(unittest.TestCase):
    def test_the_statuses_are_those_of_the_program(self):
        source = (ROOT / "io/cli/command.hpp").read_text(encoding="utf-8")
        declared = re.search(r"enum class Status \{(.*?)\};", source, re.DOTALL)[1]
        described = re.findall(r"^\| (\d+) \|", section("Exit status"), re.MULTILINE)
        self.assertEqual(described, re.findall(r"= (\d+),", declared))


class ManPage(unittest.TestCase):
    PAGE = (ROOT / "io/cli/evengrid.1").read_text(encoding="utf-8")

    def bold_terms(self, title):
        """The terms of a section's list, each a .TP and a .B line."""
        text = self.PAGE.split(f".SH {title}\n")[1].split("\n.SH ")[0]
        return re.findall(r"^\.TP\n\.B (\S+)$", text, re.MULTILINE)

    def test_lists_the_commands_of_the_program(self):
        self.assertEqual(sorted(self.bold_terms("COMMANDS")), sorted(commands()))

    def test_lists_the_statuses_of_the_manual(self):
        described = re.findall(r"^\| (\d+) \|", section("Exit status"), re.MULTILINE)
        self.assertEqual(self.bold_terms("EXIT STATUS"), described)

    def test_every_command_has_a_page_of_what_its_help_says(self):
        pages = {page.name: page for page in (pathlib.Path(PROGRAM).parent / "man").glob("*.1")}
        self.assertEqual(sorted(pages), sorted(f"evengrid-{command}.1" for command in commands()))
        for command in commands():
            text = pages[f"evengrid-{command}.1"].read_text(encoding="utf-8").replace("\\-", "-").replace("\\e", "\\")
            shown = help_of(command)
            with self.subTest(command=command):
                offered = re.findall(r"^  (--[\w-]+)", shown, re.MULTILINE)
                self.assertEqual(sorted(re.findall(r'^\.BI "(--[\w-]+)"', text, re.MULTILINE)), sorted(offered))
                self.assertIn(shown.split("Examples:\n")[1].strip(), text)


if __name__ == "__main__":
    unittest.main()
