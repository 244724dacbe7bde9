"""Recounts the people of a plan from its file alone, sharing no code with evengrid.

    verify_plan.py PLAN.gpkg [BUILDINGS.dbf FIELD]

Prints what does not add up and ends with status 1, or prints the figures. With a dBASE table, its
whole numbers are the people that have to be found again, in grids or left out with a reason.
"""

import json
import re
import sqlite3
import struct
import sys
from pathlib import Path


def people_of_table(path, field):
    """The sum of the whole numbers above 0 in a column of a dBASE table; nulls count as 0.

    \\throws ValueError for a table that is not sound in every byte that matters.
    """
    data = Path(path).read_bytes()
    if len(data) < 33:
        raise ValueError("no header")
    records, header_bytes, record_bytes = struct.unpack_from("<IHH", data, 4)
    at, position, width = 32, 1, None
    while at + 32 <= header_bytes and data[at] != 0x0D:
        name = data[at : at + 11].split(b"\0")[0]
        if name.decode("ascii", "replace").upper() == field.upper():
            width, column = data[at + 16], position  # of numbers, or of text that is numbers
        position += data[at + 16]
        at += 32
    if width is None or position > record_bytes:
        raise ValueError("no such column")
    people = 0
    for record in range(records):
        start = header_bytes + record * record_bytes
        raw = data[start : start + record_bytes]
        if len(raw) < record_bytes:
            raise ValueError("records are missing")
        if raw[:1] == b"*":
            continue
        figures = raw[column : column + width].split(b"\0")[0].strip(b" ")
        if set(figures) == set(b"*"):  # how dBASE writes null
            figures = b""
        if figures and not re.fullmatch(rb"[+-]?[0-9]+", figures):
            raise ValueError(f"record {record} holds {figures!r}")
        people += max(0, int(figures or b"0"))
    return people


def problems(path):
    """What does not add up in a plan; empty where everything does."""
    found = []
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def ask(query):
        return database.execute(query).fetchall()

    def number(query):
        return ask(query)[0][0] or 0

    def expect(what, left, right):
        if left != right:
            found.append(f"{what}: {left} and {right}")

    try:
        expect("integrity", ask("PRAGMA integrity_check"), [("ok",)])
        tables = {name for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'table'")}
        missing = {"grids", "blocks", "borders", "findings", "summary", "layer_styles"} - tables
        if missing:
            return [f"layers are missing: {sorted(missing)}"]
        for table in ("grids", "blocks", "borders"):
            expect(f"index of {table}", number(f"SELECT count(*) FROM {table}"),
                   number(f"SELECT count(*) FROM rtree_{table}_geom"))
        summary = dict(ask("SELECT key, value FROM summary"))
        in_grids = number("SELECT sum(population) FROM grids")
        in_blocks = number("SELECT sum(population) FROM blocks")
        left_out = int(summary["people_left_out"])
        expect("people of grids and of the summary", in_grids, int(summary["people_in_grids"]))
        expect("people of grids and of blocks", in_grids, in_blocks)
        expect("people of the input, and in grids or left out", int(summary["people_input"]),
               in_grids + left_out)
        remainder = sum(
            json.loads(value)["people"]
            for key, value in ask("SELECT key, value FROM summary")
            if key.startswith("ledger: left out")
        )
        expect("people left out, and by reason", left_out, remainder)
        expect("grids and numbers", number("SELECT count(*) FROM grids"),
               number("SELECT count(DISTINCT grid_id) FROM grids"))
        expect("blocks and numbers", number("SELECT count(*) FROM blocks"),
               number("SELECT count(DISTINCT block_id) FROM blocks"))
        per_grid = "SELECT g.grid_id FROM grids g LEFT JOIN (SELECT grid_id, sum({0}) s FROM {1} " \
                   "GROUP BY grid_id) x ON x.grid_id = g.grid_id WHERE g.population != ifnull(s, 0)"
        expect("grids that differ from their blocks", ask(per_grid.format("population", "blocks")),
               [])
        if "buildings" in tables:
            expect("people of buildings in grids",
                   number("SELECT sum(people) FROM buildings WHERE grid_id IS NOT NULL"), in_grids)
            expect("grids that differ from their buildings",
                   ask(per_grid.format("people", "buildings")), [])
            expect("buildings whose block is of another grid",
                   ask("SELECT b.fid FROM buildings b JOIN blocks k ON k.block_id = b.block_id "
                       "WHERE k.grid_id != b.grid_id"), [])
            expect("buildings and their source",
                   number("SELECT count(*) FROM buildings"),
                   number("SELECT count(DISTINCT src_fid) FROM buildings"))
        return found
    except (sqlite3.Error, KeyError, ValueError) as error:
        return [*found, f"cannot be read: {error!r}"]
    finally:
        database.close()


def figures(path):
    """The counts of the summary, by key."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return dict(database.execute("SELECT key, value FROM summary"))
    finally:
        database.close()


def main(arguments):
    if len(arguments) not in (1, 3):
        print(__doc__, file=sys.stderr)
        return 2
    wrong = problems(arguments[0])
    summary = figures(arguments[0])
    if len(arguments) == 3:
        counted = people_of_table(arguments[1], arguments[2])
        if counted != int(summary["people_input"]):
            wrong.append(f"people of the table {counted}, of the plan {summary['people_input']}")
    for line in wrong:
        print(line)
    if not wrong:
        print(f"{summary['people_input']} people: {summary['people_in_grids']} in "
              f"{summary['grids']} grids, {summary['people_left_out']} left out")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
