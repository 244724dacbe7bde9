"""The layers of docs/architecture.md, checked by reading the includes of every source file; and that
the documents name files that are there."""

import pathlib
import re
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
LAYERS = ["algorithms", "engine", "io"]  # each may include itself and what stands before it

# What a third-party library is included as, and the only files that may do so.
HOMES = {
    r"boost/": r"algorithms/\w+\.cpp",
    r"(oneapi/)?tbb/": r"algorithms/\w+\.cpp",
    r"geos": r"engine/geometry/geos\.cpp",
    r"proj": r"engine/geometry/crs\.cpp",
    r"(gdal|ogr|cpl)": r"io/(\w+/)?\w+\.cpp|io/files/ogr_\w+\.hpp",
    r"CLI/": r"io/cli/\w+\.(cpp|hpp)",
    r"nlohmann/": r"io/(\w+/)?\w+\.cpp",
    r"toml\+\+/": r"io/(\w+/)?\w+\.cpp",
    r"openssl/": r"io/files/sha256\.cpp",
    r"(cairo|pango)": r"io/report/cairo_canvas\.cpp",
    r"fmt/": r"(engine|io)/(\w+/)?\w+\.(cpp|hpp)",
}

# Names that only a third-party library has; none may stand in a public header, even declared.
THIRD_PARTY_NAMES = re.compile(
    r"\b(GDAL\w+|OGR\w+|GEOS\w+|PJ_\w+|(boost|tbb|oneapi|fmt|nlohmann|toml|CLI)::\w+)"
)

TOP_LEVEL = set(
    "CMakeLists.txt CMakePresets.json engine io algorithms samples tests docs"
    " README.md LICENSE CHANGELOG.md".split()
)


def sources(*patterns):
    for layer in LAYERS:
        for pattern in patterns:
            yield from sorted((ROOT / layer).rglob(pattern))


def includes(path):
    """Every include of a file, as (line number, "<" or '"', name)."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if match:
            yield number, match[1], match[2]


def name(path):
    return path.relative_to(ROOT).as_posix()


def is_public(path):
    """The command line is a program: nobody includes its headers. A few serve their room alone."""
    return "cli" not in path.relative_to(ROOT).parts and not path.name.startswith("ogr_")


class Layers(unittest.TestCase):
    def test_a_folder_includes_only_what_lies_below_it(self):
        wrong = []
        for path in sources("*.cpp", "*.hpp"):
            rank = LAYERS.index(path.relative_to(ROOT).parts[0])
            for line, kind, included in includes(path):
                if kind == '"' and included.split("/")[0] not in LAYERS[: rank + 1]:
                    wrong.append(f"{name(path)}:{line}: {included}")
        self.assertEqual(wrong, [])

    def test_project_headers_are_included_from_the_root_and_exist(self):
        wrong = [
            f"{name(path)}:{line}: {included}"
            for path in sources("*.cpp", "*.hpp")
            for line, kind, included in includes(path)
            if kind == '"' and not (ROOT / included).is_file()
        ]
        self.assertEqual(wrong, [])

    def test_a_source_file_includes_its_own_header_first(self):
        wrong = []
        for path in sources("*.cpp"):
            own = path.with_suffix(".hpp")
            if own.is_file() and next(includes(path), (0, "", ""))[2] != name(own):
                wrong.append(name(path))
        self.assertEqual(wrong, [])

    def test_every_library_is_included_only_in_its_home(self):
        wrong = []
        for path in sources("*.cpp", "*.hpp"):
            for line, kind, included in includes(path):
                for library, home in HOMES.items():
                    if kind == "<" and re.match(library, included) and not re.fullmatch(home, name(path)):
                        wrong.append(f"{name(path)}:{line}: {included} belongs in {home}")
        self.assertEqual(wrong, [])

    def test_public_headers_include_the_project_and_the_standard_library_only(self):
        # Headers of the standard library have neither a dot nor a slash in their name.
        wrong = [
            f"{name(path)}:{line}: {included}"
            for path in sources("*.hpp")
            if is_public(path)
            for line, kind, included in includes(path)
            if kind == "<" and re.search(r"[./]", included)
        ]
        self.assertEqual(wrong, [])

    def test_public_headers_name_no_third_party_type(self):
        wrong = []
        for path in sources("*.hpp"):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                found = THIRD_PARTY_NAMES.search(line.split("//")[0])
                if is_public(path) and found:
                    wrong.append(f"{name(path)}:{number}: {found[0]}")
        self.assertEqual(wrong, [])

    def test_every_header_is_guarded_by_pragma_once(self):
        wrong = [
            name(path)
            for path in sources("*.hpp")
            if not path.read_text(encoding="utf-8").startswith("#pragma once\n")
        ]
        self.assertEqual(wrong, [])


class TopLevel(unittest.TestCase):
    def test_holds_the_folders_of_the_design_and_nothing_else(self):
        if (ROOT / ".git").exists():
            files = subprocess.run(
                ["git", "-c", "safe.directory=*", "-C", ROOT, "ls-files"],
                check=True, capture_output=True, text=True,
            ).stdout.split("\n")
            entries = {file.split("/")[0] for file in files if file}
        else:
            entries = {entry.name for entry in ROOT.iterdir()} - {"build"}
        visible = {entry for entry in entries if not entry.startswith(".")}
        self.assertEqual(visible - TOP_LEVEL, set())
        self.assertEqual(TOP_LEVEL - visible - {"docs"}, set())


class Documents(unittest.TestCase):
    def test_name_files_and_modules_that_are_there(self):
        missing = []
        for document in [*ROOT.glob("*.md"), *sorted((ROOT / "docs").glob("*.md"))]:
            text = document.read_text(encoding="utf-8")
            named = re.findall(rf"`((?:{'|'.join(LAYERS)}|tests|samples|docs)/[\w/.-]+)`", text)
            linked = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", text)
            missing += [
                f"{name(document)}: {place}"
                for base, places in ((ROOT, named), (document.parent, linked)) for place in places
                if not (base / place).exists() and not list(base.glob(f"{place}.*"))
            ]
        self.assertEqual(missing, [])


if __name__ == "__main__":
    unittest.main()
