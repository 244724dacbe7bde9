"""Names and texts made to be taken for something else are taken for nothing but text.

Text: markup, formulas, statements, expressions, terminal escapes, in every text field. Names of
files: addresses, connections, virtual files, and files that name other files.
"""

import csv
import html.parser
import itertools
import json
import re
import shutil
import sqlite3
import unicodedata
import unittest
import xml.etree.ElementTree
import zipfile
from collections import Counter

import program
import shapefile
import town
import verify_plan

MARKUP = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>", "'\"><b>", "<!--", "-->", "]]>", "<![CDATA[", "&lt;b&gt;", "&#60;b&#62;",
    "<a href='javascript:alert(1)'>x</a>", "</title><h1>", "</style><style>*{display:none}</style>",
    "<iframe src=//evil.example>", "<base href=//evil.example>", "<meta http-equiv=refresh>",
    "javascript:alert(1)", "\" onmouseover=\"alert(1)", "' onfocus='alert(1)", "`${alert(1)}`",
    "{{7*7}}", "${7*7}", "<%= 7*7 %>", "\\u003cscript\\u003e", "</textarea>", "<plaintext>",
    "\u2028alert(1)", "\u2029", "</svg><script>", "<x xmlns:xlink='a' xlink:href='b'/>",
    "url(//evil.example)", "expression(alert(1))", "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///'>]>",
]
FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://evil.example\")",
    "\t=1+1", "\r=1+1", " =1+1", "=IMPORTXML(\"http://evil.example\")", "\uff1d1+1", "\uff0b1",
    "\uff0d1", "\uff20A1", "\";=1+1;\"", "a,=1+1", "%0A=1+1", "|calc", "=DDE(\"cmd\")",
]
STATEMENTS = [
    "'; DROP TABLE grids; --", "\"; DROP TABLE grids; --", "' OR '1'='1", "1; ATTACH 'x' AS y",
    "'||(SELECT sql FROM sqlite_master)||'", "/*", "*/", "--", "');", "\\", "\\'", "%s%n%x", "{}",
    "{0}", "%", "_", "?1", ":name", "$$", "[% system('x') %]", "[%@x%]", "@map_crs", "\"NAME\"",
    "eval('1')", "$(reboot)", "`reboot`", "; reboot", "| reboot", "../../etc/passwd", "C:\\x",
    "CON", "NUL", ".", "..", "/", "~", "-rf", "--overwrite", "a|layername=b", "\uffff",
]
ESCAPES = [
    "\x1b[2J", "\x1b]0;title\x07", "\x1b[31mred", "\x9b31m", "\x08\x08", "\x7f", "\x07", "a\rb",
    "a\nb", "\u202eevil", "\u2066x\u2069", "\u200b", "\ufeff", "\u061c", "\x85", "\x00x"[1:],
    "e\u0301" * 8, "\U0001f600", "\ud7ff", "x" * 60,
]


# Categories of Unicode that a terminal may act on, or that look like something else: controls,
# formats, surrogates, separators. What is not assigned is shown as a box.
ACTED_ON = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}


def payloads():
    """At least 200 texts of at most 60 bytes, all different."""
    single = MARKUP + FORMULAS + STATEMENTS + ESCAPES
    mixed = [a + b for a in ("=", "'", "\"", "<b>") for b in MARKUP[:12] + STATEMENTS[:12]]
    cut = [text.encode()[:60].decode("utf-8", "ignore") for text in single + mixed]
    return [text for text in dict.fromkeys(cut) if text]


class Tags(html.parser.HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, *sorted(name for name, _ in attributes)))


class HostileText(program.SeededTest):
    def write_town(self, texts):
        """A town of one unit for every text, which stands in every text field of every layer and
        list that a plan is made from."""
        count = len(texts)
        # No two alike without blanks; a mark of byte order is dropped where a text begins with it.
        codes = [text.lstrip("\ufeff") + f"~{i}" for i, text in enumerate(texts)]
        per_unit = len(town.buildings(1))
        unit_rings = [rings for rings, _ in town.units(count)]

        def wide(*names):
            return [shapefile.text(name, 66) for name in names]

        def part(west, width):
            """A part of every unit, from its western border on."""
            return [[shapefile.rectangle(town.WEST + i * town.UNIT_M + west, town.SOUTH, width,
                                         town.UNIT_M)] for i in range(count)]

        self.write_layer("units", wide("CODE", "NAME", "STREET", "KIND"), unit_rings,
                         [[code, text, text, text] for code, text in zip(codes, texts)])
        self.write_layer(
            "buildings",
            [*wide("BLD_ID", "NAME", "COMPOUND", "USE"), *town.BUILDING_FIELDS[2:]],
            [rings for rings, _ in town.buildings(count)],
            [["B", *[texts[i // per_unit]] * 3, *row[2:]]
             for i, (_, row) in enumerate(town.buildings(count))])
        self.write_layer("roads", wide("NAME"), [rings for rings, _ in town.roads(count)],
                         [[texts[i % count]] for i in range(len(town.roads(count)))],
                         shapefile.POLYLINE)
        self.write_layer("existing", wide("CODE", "NAME"), part(0, 200),
                         [[f"{code}e", text] for code, text in zip(codes, texts)])
        self.write_layer("areas", wide("CODE", "NAME", "KIND"), part(300, 100),
                         [[f"{code}a", text, text] for code, text in zip(codes, texts)])
        self.write_points(texts)
        self.write_lists(texts, codes)

    def write_layer(self, name, fields, rings, rows, kind=shapefile.POLYGON):
        town.write(self.folder, {f"{name}.{extension}": content for extension, content in
                                 shapefile.shapefile(kind, rings, fields, rows).items()})

    def write_points(self, texts):
        features = [{"type": "Feature", "properties": {"kind": text, "name": text, "cap": 500},
                     "geometry": {"type": "Point", "coordinates": [
                         town.WEST + i * town.UNIT_M + 150, town.SOUTH + 150]}}
                    for i, text in enumerate(texts)]
        points = {"type": "FeatureCollection", "features": features,
                  "crs": {"type": "name", "properties": {"name": "EPSG:4547"}}}
        (self.folder / "points.geojson").write_text(json.dumps(points), encoding="utf-8")

    def write_lists(self, texts, codes):
        with open(self.folder / "staff.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["unit_code", "staff"], *([code, 3] for code in codes)])
        with open(self.folder / "retired.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["code"], *([text] for text in texts)])

        def quoted(text):
            return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

        pack = [f"title = {quoted(texts[0])}", f"source = {quoted(texts[1])}"]
        for i, text in enumerate(texts):
            pack += ["[[rule]]", f"id = {quoted(codes[i])}", 'measure = "points"', f"at_most = {i}",
                     f"clause = {quoted(text)}", f"source = {quoted(text)}"]
        (self.folder / "rules.toml").write_text("\n".join(pack), encoding="utf-8")

    def run_all(self):
        """Everything that evengrid prints and writes about the town."""
        texts = []
        partition = town.partition(
            "plan.gpkg", "--overwrite", "--effort", "fast", "--keep-together", "COMPOUND",
            "--unit-kind-field", "KIND", "--existing", "existing.shp", "--keep-area", "areas.shp",
            "--points", "points.geojson", "--staff", "staff.csv", "--retired", "retired.csv",
            "--rules", "rules.toml", "--name-template", "{unit_name} {seq}")
        for arguments in (
            ["inspect", *partition[1:partition.index("--output")]],
            partition,
            [*partition, "--json"],
            ["validate", "plan.gpkg"],
            ["validate", "plan.gpkg", "--json"],
            ["report", "plan.gpkg", "--html", "plan.html", "--manual", "manual.html",
             "--qgis-project", "plan.qgs", "--lang", "zh", "--overwrite"],
            ["compare", "plan.gpkg", "plan.gpkg", "--csv", "table.csv", "--overwrite"],
            ["compare", "plan.gpkg", "plan.gpkg", "--json"],
        ):
            outcome = program.run(arguments, self.folder)
            self.assertIn(outcome.status, program.WRITTEN, outcome.stderr)
            texts.append(outcome.stdout + outcome.stderr)
            if "--json" in arguments:
                json.loads(outcome.stdout)
        return texts

    def shown(self):
        """What the pages, the project and the styles are made of, but for texts."""
        pages = [Tags((self.folder / name).read_text(encoding="utf-8")).found
                 for name in ("plan.html", "manual.html")]
        project = xml.etree.ElementTree.parse(self.folder / "plan.qgs").getroot()
        return [*pages, [(element.tag, *sorted(element.attrib)) for element in project.iter()],
                self.styles()]

    def test_is_shown_and_not_acted_on(self):
        hostile = payloads()
        self.assertGreaterEqual(len(hostile), 200)
        hostile = self.random.sample(hostile, program.effort(30, len(hostile)))
        self.write_town([f"U{i}" for i in range(len(hostile))])
        self.run_all()
        benign = self.shown()
        self.write_town(hostile)
        printed = self.run_all()

        for text in printed:
            raw = {c for c in text if unicodedata.category(c) in ACTED_ON and c not in "\n \u3000"}
            self.assertEqual(raw, set(), "a terminal would act on this")
        for found, wanted in zip(self.shown(), benign):  # labels on maps may find less room
            self.assertEqual(Counter(found) - Counter(wanted), Counter())
        self.check_table()
        self.assertEqual(verify_plan.problems(self.folder / "plan.gpkg"), [])
        self.check_kept(hostile)
        print(f"hostile text: {len(hostile)} payloads in 21 fields of 8 files")

    def styles(self):
        database = sqlite3.connect(self.folder / "plan.gpkg")
        found = database.execute("SELECT f_table_name, styleQML FROM layer_styles").fetchall()
        database.close()
        return found

    def check_table(self):
        with open(self.folder / "table.csv", encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        formulas = [cell for cell in cells if re.match(r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]", cell)
                    and not re.fullmatch(r"-?[0-9.]+", cell)]
        self.assertEqual(formulas, [])

    def check_kept(self, hostile):
        """The plan itself says what the source says: it is data there."""
        database = sqlite3.connect(self.folder / "plan.gpkg")
        names = {name for (name,) in database.execute("SELECT DISTINCT NAME FROM buildings")}
        database.close()
        # A dBASE field ends at its last character that is no blank; a byte order mark is no text.
        texts = [text.removeprefix("\ufeff") for text in hostile]
        lost = [text for text in texts if text.rstrip(" ") not in names
                and text.strip(" ") not in names]
        self.assertEqual(lost, [])

    def test_in_field_names_is_quoted(self):
        names = ["a\"b", "a'b", "a;--", "<b>", "a]b", "`x`", "=1+1", "a b", "select", "fid", "geom",
                 "rowid", "grid_id", "名称", "\x1b[2J", "%s", "a\\b", "GRID_ID"]
        town.write(self.folder, town.town(1))
        for name in names:
            features = town.buildings(1)
            rings, rows = zip(*features)
            fields = [*town.BUILDING_FIELDS[:1], shapefile.text(name, 30), *town.BUILDING_FIELDS[2:]]
            town.write(self.folder, {f"buildings.{extension}": content for extension, content in
                                     shapefile.shapefile(shapefile.POLYGON, rings, fields, rows).items()})
            formats = ("gpkg", "shp", "geojson", "fgb")
            for extension in formats if program.is_long() else self.random.sample(formats, 1):
                with self.subTest(name=name, format=extension):
                    before = program.contents(self.folder)
                    target = "out.gpkg" if extension == "gpkg" else "out"
                    outcome = program.run(town.partition(target, "--format", extension), self.folder)
                    self.assertIn(outcome.status, program.WRITTEN, outcome.stderr)
                    written = self.folder / target
                    if written.is_file():
                        self.assertEqual(verify_plan.problems(written), [])
                        written.unlink()
                    else:
                        shutil.rmtree(written)
                    self.assertEqual(program.contents(self.folder), before)


NAMES = [
    "/vsicurl/http://127.0.0.1:9/x.shp", "/vsicurl_streaming/http://127.0.0.1:9/x", "/vsis3/a/b.shp",
    "/vsigs/a/b", "/vsiaz/a/b", "/vsimem/x.shp", "/vsistdin/", "/vsisubfile/0_10,units.shp",
    "/vsizip//vsicurl/http://127.0.0.1:9/x.zip", "/vsizip/{/vsicurl/http://127.0.0.1:9/x.zip}/a.shp",
    "/vsitar/x.tar/a.shp", "/vsigzip/units.shp", "/vsisparse/x", "/vsicrypt/x", "/vsihdfs/x",
    "/vsiwebhdfs/http://127.0.0.1:9/x", "//vsicurl/http://127.0.0.1:9/x.shp", "./vsicurl/http://x",
    "http://127.0.0.1:9/x.shp", "https://127.0.0.1:9/x.geojson", "ftp://127.0.0.1/x.shp",
    "file:///etc/passwd", "PG:host=127.0.0.1 dbname=x", "MySQL:x,host=127.0.0.1", "WFS:http://127.0.0.1:9",
    "OAPIF:http://127.0.0.1:9", "ES:http://127.0.0.1:9", "CSW:http://127.0.0.1:9", "GPKG:units.shp:x",
    "ESRIJSON:http://127.0.0.1:9/x", "GeoJSON:http://127.0.0.1:9/x", "GeoJSONSeq:/etc/passwd",
    "<OGRVRTDataSource><OGRVRTLayer name='units'/></OGRVRTDataSource>", "{\"type\":\"FeatureCollection\"}",
    "SQLite:x", "/etc/passwd", "/dev/zero", "/dev/random", "/proc/self/mem", "/dev/stdin", ".", "/",
    "units.shp\n/etc/passwd", "$(touch owned).shp", "`touch owned`.shp", "; touch owned", "| touch owned",
    "units.shp|layername='; DROP TABLE x; --", "units.shp|layername=../../x", "-", "", " ", "\x1b[2J.shp",
    "x" * 5000, "%n%s.shp", "COM1", "nul", "\\\\server\\share\\x.shp", "smb://server/x.shp",
]

VRT = (b"<OGRVRTDataSource><OGRVRTLayer name='units'><SrcDataSource>%s</SrcDataSource>"
       b"</OGRVRTLayer></OGRVRTDataSource>")
DISGUISES = {
    "vrt of a file": VRT % b"precious.geojson",
    "vrt of an address": VRT % b"/vsicurl/http://127.0.0.1:9/x.shp",
    "wfs": b"<OGRWFSDataSource><URL>http://127.0.0.1:9</URL></OGRWFSDataSource>",
    "feature service": b'{"serviceDescription": "x", "url": "http://127.0.0.1:9"}',
    "topojson": b'{"type": "Topology", "objects": {}, "arcs": []}',
    "csv": b"id,wkt\n1,POINT(0 0)\n",
    "gml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
           b'<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml">&e;</gml:FeatureCollection>',
    "sql": b"SQLite format 3\0" + b"\0" * 100,
    "pdf": b"%PDF-1.4\n",
    "link": None,
}


class HostileNames(program.SeededTest):
    @unittest.skipUnless(shutil.which("strace"), "strace is not here")
    def test_reach_neither_the_network_nor_other_files(self):
        town.write(self.folder, town.town(1))
        (self.folder / "precious.geojson").write_bytes(
            b'{"type": "FeatureCollection", "features": []}')
        cases = {name: name for name in NAMES}
        for extension in ("shp", "gpkg", "geojson", "fgb", "json"):
            for what, content in DISGUISES.items():
                name = f"{what.replace(' ', '_')}.{extension}"
                if content is None:
                    (self.folder / name).symlink_to("/dev/zero")
                else:
                    (self.folder / name).write_bytes(content)
                cases[f"{what} as {extension}"] = name
        before = {path.name for path in self.folder.iterdir()}
        chosen = self.random.sample(sorted(cases.items()), program.effort(25, len(cases)))
        for case, name in chosen:
            with self.subTest(case=case):
                self.check_harmless(name)
                self.assertEqual({path.name for path in self.folder.iterdir()}, before)
        print(f"hostile names: {len(chosen)}, no socket, nothing written, nothing opened beside them")

    def check_harmless(self, name):
        log = self.folder.parent / f"{self.folder.name}.strace"
        self.addCleanup(log.unlink, missing_ok=True)
        outcome = program.run(
            ["partition", "--units", name, "--buildings", "buildings.shp", "--population-field",
             "POP", "--assume-crs", "EPSG:4547", "--output", "plan.gpkg"],
            self.folder,
            before=program.strace(
                log, "trace=%network,openat,open,creat,execve,mkdir,rename,unlink"))
        self.assertFalse(outcome.timed_out)
        self.assertIn(outcome.status, program.REFUSED, outcome.stderr)
        self.assertIn("nothing was written", outcome.stderr)
        raw = [c for c in outcome.stderr if c != "\n" and not c.isprintable()]
        self.assertEqual(raw, [])
        calls = log.read_text(encoding="utf-8", errors="replace").splitlines()
        log.unlink()
        if program.SANITIZED:  # ThreadSanitizer begins with a file of its own
            calls = [call for call in calls if "/tsan.rodata." not in call]
        for call in calls:
            self.assertNotRegex(call, r"\b(socket|connect|sendto)\(")
            self.assertNotRegex(call, r"precious")
            self.assertNotRegex(call, r"open(at)?\(.*(O_CREAT|O_WRONLY|O_RDWR)")
            self.assertNotRegex(call, r"\b(mkdir|rename|unlink|creat)\(")
        started = [call for call in calls if "execve(" in call]
        self.assertEqual([c for c in started if not re.search(r'/evengrid(-geodata)?"', c)], [])
        self.assertLessEqual(len(started), 2)


class Archives(program.SeededTest):
    """An archive is read in place within limits: nothing of it is unpacked onto the disk."""

    def setUp(self):
        super().setUp()
        self.town = town.town(1)
        town.write(self.folder, self.town)

    def divide(self, members, name="town.zip"):
        """Divides a town whose units are in an archive of these members: bytes, or pieces of them.

        What this process has held at once counts as memory of the programs that it starts.
        """
        with zipfile.ZipFile(self.folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members.items():
                with archive.open(member, "w") as file:
                    for piece in [content] if isinstance(content, bytes) else content:
                        file.write(piece)
        return self.divide_with(name)

    def divide_with(self, name):
        before = program.contents(self.folder)
        arguments = town.partition("plan.gpkg", "--overwrite")
        arguments[arguments.index("--units") + 1] = name
        outcome = program.run(arguments, self.folder)
        self.assertIsNone(program.complaint(outcome, before, program.contents(self.folder),
                                            seconds=2, memory=200 << 20))
        (self.folder / "plan.gpkg").unlink(missing_ok=True)
        return outcome

    def units(self, folder=""):
        return {folder + name: content for name, content in self.town.items()
                if name.startswith("units.")}

    def test_of_a_shapefile_are_read_in_place(self):
        for folder in ("", "a/b/", "../../", "/tmp/", "c:\\"):
            with self.subTest(folder=folder):
                self.assertIn(self.divide(self.units(folder)).status, (program.DONE, program.INPUT))
        self.assertEqual(self.divide(self.units()).status, program.DONE)

    def test_beyond_the_limits_are_refused(self):
        blown_up = {**self.units(), "units.dbf": itertools.repeat(bytes(1 << 20), 500)}
        many = {**self.units(), **{f"{i}.txt": b"" for i in range(101)}}
        with zipfile.ZipFile(self.folder / "inner.zip", "w") as inner:
            inner.writestr("units.shp", self.town["units.shp"])
        nested = {**self.units(), "inner.zip": (self.folder / "inner.zip").read_bytes()}
        self.assertEqual(self.divide(blown_up).status, program.LIMIT)
        self.assertEqual(self.divide(many).status, program.LIMIT)
        self.assertEqual(self.divide(nested).status, program.INPUT)

    def test_that_lie_about_their_sizes_are_read_or_refused(self):
        """Damage in the directory of the archive: sizes, offsets, counts; members that overlap."""
        self.assertEqual(self.divide(self.units()).status, program.DONE)
        good = (self.folder / "town.zip").read_bytes()
        directory = good.index(b"PK\x01\x02")
        statuses = Counter()
        for _ in range(program.effort(40, 1000)):
            made = bytearray(good)
            at = self.random.randrange(directory, len(made) - 4)
            made[at:at + 4] = self.random.choice(
                [b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", bytes(4 * [self.random.randrange(256)])])
            (self.folder / "lies.zip").write_bytes(made)
            with self.subTest(seed=self.seed, at=at - directory):
                statuses[self.divide_with("lies.zip").status] += 1
        print(f"archives that lie, by status: {dict(statuses)}")


if __name__ == "__main__":
    unittest.main()
