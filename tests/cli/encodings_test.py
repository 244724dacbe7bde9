"""Text in the encodings that tables really come in: it arrives in the plan as it was meant, or the file is refused."""

import json
import os
import sqlite3
import sys
import unittest

sys.path.insert(0, os.path.dirname(__file__))
from drawn_shapefile import square, write
from drawn_town import Town, run

LANGUAGE_BYTE = 29  # of the header of a DBF file
HANZI = ["长洋社区", "金美花园", "滨桥小区", "云顶新村"]
RARE = ["㙍塘社区", "𠀀塘花园", "滨桥小区", "云顶新村"]  # not all in GBK
TRADITIONAL = ["長洋社區", "金門縣金湖鎮", "濱橋花園", "雲頂新村"]
FRENCH = ["Genève", "Orléans", "Liège", "Besançon"]
PORTUGUESE = ["Conceição", "Assunção", "Consolação", "Encarnação"]  # each accented pair is a character of GB 2312
RUSSIAN = ["Москва", "Киров", "Тверь", "Псков"]
JAPANESE = ["東京都港区", "神奈川県横浜市", "さくら台", "ひばりが丘"]
KOREAN = ["서울특별시", "부산광역시", "대구광역시", "종로구"]
BOM = b"\xef\xbb\xbf"
REFUSED = None

# What it is: text, encoding of its bytes, .cpg file, language byte, and what has to be read.
FILES = {
    "UTF-8, said so": (HANZI, "utf-8", "UTF-8", 0, HANZI),
    "UTF-8, said in small letters": (HANZI, "utf-8", "utf8", 0, HANZI),
    "UTF-8, said by its number": (HANZI, "utf-8", "65001", 0, HANZI),
    "UTF-8, nothing said": (HANZI, "utf-8", None, 0, HANZI),
    "UTF-8, a mark before the .cpg file's word": (HANZI, "utf-8", "\ufeffUTF-8", 0, HANZI),
    "UTF-8, a mark before the text": ([BOM + text.encode() for text in HANZI], None, None, 0, HANZI),
    "UTF-8, called GBK": (HANZI, "utf-8", "GBK", 0, HANZI),
    "UTF-8, with the language byte of GBK": (HANZI, "utf-8", None, 0x4D, HANZI),
    "UTF-8, called Latin-1": (HANZI, "utf-8", "ISO-8859-1", 0, HANZI),
    "UTF-8, called Big5": (TRADITIONAL, "utf-8", "Big5", 0, TRADITIONAL),
    "GBK, said so": (HANZI, "gbk", "GBK", 0, HANZI),
    "GBK, said by its number": (HANZI, "gbk", "936", 0, HANZI),
    "GBK, nothing said": (HANZI, "gbk", None, 0, HANZI),
    "GBK, said by the language byte": (HANZI, "gbk", None, 0x4D, HANZI),
    "GBK, called UTF-8": (HANZI, "gbk", "UTF-8", 0, HANZI),
    "GBK, called Latin-1": (HANZI, "gbk", "ISO-8859-1", 0, HANZI),
    "GBK, with the language byte of western Windows": (HANZI, "gbk", None, 0x03, HANZI),
    "GBK, a .cpg file of nonsense": (HANZI, "gbk", "nonsense", 0, HANZI),
    "GB18030, said so": (RARE, "gb18030", "GB18030", 0, RARE),
    "GB2312, said so": (HANZI, "gb2312", "GB2312", 0, HANZI),
    "Big5, said so": (TRADITIONAL, "big5", "BIG5", 0, TRADITIONAL),
    "Big5, said by the language byte": (TRADITIONAL, "big5", None, 0x4F, TRADITIONAL),
    "Big5, nothing said": (TRADITIONAL, "big5", None, 0, REFUSED),
    "Windows-1252, said so": (FRENCH, "cp1252", "1252", 0, FRENCH),
    "Windows-1252, said by the language byte": (PORTUGUESE, "cp1252", None, 0x03, PORTUGUESE),
    "Latin-1, said so": (PORTUGUESE, "latin-1", "ISO-8859-1", 0, PORTUGUESE),
    "Latin-1, nothing said": (FRENCH, "latin-1", None, 0, REFUSED),
    "Latin-1, nothing said, in pairs": (PORTUGUESE, "latin-1", None, 0, REFUSED),
    "Windows-1251, said so": (RUSSIAN, "cp1251", "1251", 0, RUSSIAN),
    "Windows-1251, nothing said": (RUSSIAN, "cp1251", None, 0, REFUSED),
    "Shift-JIS, said by the language byte": (JAPANESE, "cp932", None, 0x13, JAPANESE),
    "EUC-KR, said so": (KOREAN, "euc-kr", "EUC-KR", 0, KOREAN),
    "a column in both GBK and Latin-1": ([HANZI[0].encode("gbk")] * 2 + [b"Gen\xe8ve", b"Li\xe8ge"], None, None, 0, REFUSED),
    "a column in both UTF-8 and GBK": ([t.encode(e) for t, e in zip(HANZI, ("gbk", "utf-8") * 2)], None, "UTF-8", 0, REFUSED),
}


class Encodings(Town):
    def write_names(self, fields, rows, language_byte=0, **options):
        squares = [square(40 + 100 * x, 40 + 100 * y, 20) for y in range(4) for x in range(8)]
        rows = [[100, *rows[i % len(rows)]] for i in range(len(squares))]
        write(self.path("buildings"), [("POP", "N", 8, 0), *fields], rows, squares, **options)
        if not options.get("cpg"):
            if os.path.exists(self.path("buildings.cpg")):
                os.remove(self.path("buildings.cpg"))
        with open(self.path("buildings.dbf"), "r+b") as table:
            table.seek(LANGUAGE_BYTE)
            table.write(bytes([language_byte]))

    def copied(self, *fields):
        with sqlite3.connect(self.path("plan.gpkg")) as plan:
            names = ", ".join(f'"{field}"' for field in fields)
            return list(map(list, plan.execute(f"SELECT {names} FROM buildings ORDER BY src_fid")))

    def test_are_read_right_or_refused(self):
        self.assertGreaterEqual(len(FILES), 30)
        for what, (texts, encoding, cpg, language_byte, expected) in FILES.items():
            with self.subTest(what):
                raw = [text.encode(encoding) if encoding else text for text in texts]
                self.write_names([("NAME", "C", 40, 0)], [[text] for text in raw], language_byte, cpg=cpg)
                if os.path.exists(self.path("plan.gpkg")):
                    os.remove(self.path("plan.gpkg"))
                result = self.partition()
                if expected is REFUSED:
                    self.assert_refused(result, 4, 'field "NAME"', "--encoding")
                else:
                    self.assertEqual(result.returncode, 0, result.stderr)
                    self.assertEqual([row[0] for row in self.copied("NAME")], expected * 8)
                    with open(self.path("plan.gpkg"), "rb") as plan:
                        self.assertNotIn("\ufffd".encode(), plan.read())

    def test_are_decided_for_every_column_by_itself(self):
        rows = [[one.encode("gbk"), other.encode()] for one, other in zip(HANZI, TRADITIONAL)]
        for cpg in (None, "GBK", "UTF-8"):
            with self.subTest(cpg):
                self.write_names([("NAME", "C", 40, 0), ("OLD", "C", 40, 0)], rows, cpg=cpg)
                self.assertEqual(self.partition("--overwrite").returncode, 0)
                self.assertEqual(self.copied("NAME", "OLD"), [list(pair) for pair in zip(HANZI, TRADITIONAL)] * 8)

    def test_are_decided_for_the_names_of_fields_too(self):
        for names in ("gbk", "utf-8"):
            for text in ("gbk", "utf-8"):
                with self.subTest(f"names in {names}, text in {text}"):
                    self.write_names([("名称", "C", 40, 0)], [[one.encode(text)] for one in HANZI], cpg=None, encoding=names)
                    result = self.partition("--overwrite")
                    self.assertEqual(result.returncode, 0, result.stderr)
                    self.assertEqual([row[0] for row in self.copied("名称")], HANZI * 8)

    def test_of_other_formats_is_utf_8(self):
        units = {"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"CODE": "1", "NAME": "???"},
             "geometry": {"type": "Polygon", "coordinates": [[[118, 24], [118.01, 24], [118.01, 24.01], [118, 24]]]}}]}
        with open(self.path("units.geojson"), "wb") as file:
            file.write(json.dumps(units).encode().replace(b"???", HANZI[0].encode("gbk")))
        self.assert_refused(self.partition(**{"--units": "units.geojson"}), 4, "units.geojson", 'field "NAME"', "not UTF-8")

    def test_can_be_said_on_the_command_line(self):
        self.write_names([("NAME", "C", 40, 0)], [[text.encode("big5")] for text in TRADITIONAL], cpg=None)
        self.write_units(encoding="big5", cpg="big5", names=["長洋", "金美"])
        result = self.partition("--encoding", "big5")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual([row[0] for row in self.copied("NAME")], TRADITIONAL * 8)

    def test_can_be_said_of_one_layer(self):
        self.write_names([("NAME", "C", 40, 0)], [[text.encode("big5")] for text in TRADITIONAL], cpg=None)
        self.write_units(encoding="gbk", cpg=None)
        for said in (["buildings=big5"], ["buildings.shp=big5"], ["gbk", "buildings=big5"], ["buildings=gbk", "buildings.shp=big5"]):
            with self.subTest(said):
                result = self.partition("--overwrite", *[text for one in said for text in ("--encoding", one)])
                self.assertEqual(result.returncode, 0, result.stderr)
                self.assertEqual([row[0] for row in self.copied("NAME")], TRADITIONAL * 8)
        os.remove(self.path("plan.gpkg"))
        self.assert_refused(self.partition("--encoding", "bildings=big5"), 2, '"bildings=big5"', "--encoding units.shp=big5")

    def test_are_told_by_inspect_with_the_evidence(self):
        rows = [[one.encode("gbk"), other.encode()] for one, other in zip(HANZI, TRADITIONAL)]
        self.write_names([("NAME", "C", 40, 0), ("OLD", "C", 40, 0)], rows, cpg="GBK")
        told = run("inspect", "--units", "units.shp", "--buildings", "buildings.shp", "--json", cwd=self.folder)
        fields = {field["name"]: field.get("encoding") for field in json.loads(told.stdout)["layers"][1]["fields"]}
        self.assertEqual(fields["NAME"], "GB18030: its .cpg file says so")
        self.assertEqual(fields["OLD"], 'UTF-8: all of its text is UTF-8, although its .cpg file says "GBK"')
        self.assertIsNone(fields["POP"])


if __name__ == "__main__":
    unittest.main()
