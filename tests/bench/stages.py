"""Time and memory of the stages of a whole run, on drawn cities of growing size.

usage: stages.py [EVENGRID] [COMMUNITIES...]     (100 300 1000)
Prints a Markdown table: the stages of `evengrid partition` in seconds of a core, which are those of all cores
together, and the most memory until their end; then the other commands on that plan; and the exponent of
growth between the smallest and the largest city: 1 is as many times as there are buildings.
"""

import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = HERE / "../../build/release/evengrid"


def used_by(process):
    """Seconds of a core and the most MB that a process had so far; nothing once it has ended."""
    try:
        stat = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        peak_kb = int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])
    except (FileNotFoundError, ProcessLookupError, StopIteration):
        return None
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK"), peak_kb / 1024


def ended(process):
    """What a process used in all."""
    status, used = os.wait4(process.pid, 0)[1:]
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        sys.exit(f"{process.args[1]} ended with status {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def run(arguments):
    """Runs a command: (name, seconds of a core, MB)."""
    process = subprocess.Popen([PROGRAM, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return arguments[0], *ended(process)


def run_in_stages(arguments):
    """The same for every stage that the command tells, then for all of it."""
    begins = []  # (name, used before it)
    process = subprocess.Popen([PROGRAM, *map(str, arguments), "--progress", "json"], stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True)
    for line in process.stderr:
        used = used_by(process)
        if not line.startswith("{"):
            sys.exit(line)
        if used and (not begins or begins[-1][0] != json.loads(line)["stage"]):
            begins.append((json.loads(line)["stage"], used))
    total = ended(process)
    ends = [used for _, used in begins[1:]] + [total]
    return [(name, end[0] - begin[0], end[1]) for (name, begin), end in zip(begins, ends)] + [("partition", *total)]


def measure(communities, folder):
    city, plan = folder / f"city{communities}", folder / f"plan{communities}.gpkg"
    run(["sample", "--communities", communities, "--output", city])
    inputs = ["--buildings", city / "buildings.shp", "--units", city / "communities.shp", "--roads", city / "roads.shp",
              "--water", city / "water.shp", "--population-field", "POP"]
    stages = run_in_stages(["partition", *inputs, "--min", 1000, "--max", 2000, "--output", plan])
    stages += [run(["inspect", *inputs]), run(["validate", plan]),
               run(["compare", city / "existing_grids.shp", plan, "--people", city / "buildings.shp",
                           "--population-field", "POP"]),
               run(["report", plan, "--overwrite", "--html", folder / "report.html"])]
    buildings = ((city / "buildings.shx").stat().st_size - 100) // 8
    return buildings, stages


def main():
    global PROGRAM
    arguments = sys.argv[1:]
    if arguments and not arguments[0].isdigit():
        PROGRAM = pathlib.Path(arguments.pop(0)).resolve()
    cities = {}
    with tempfile.TemporaryDirectory() as folder:
        for communities in map(int, arguments or ("100", "300", "1000")):
            buildings, stages = measure(communities, pathlib.Path(folder))
            cities[buildings] = stages
    print("| | " + " | ".join(f"{buildings:,} buildings: s | MB" for buildings in cities) + " | exponent |")
    print("|---" * (2 * len(cities) + 2) + "|")
    small, large = min(cities), max(cities)
    for number, (name, *_) in enumerate(cities[small]):
        row = [cities[buildings][number] for buildings in cities]
        first, last = row[0][1], row[-1][1]
        is_told = large > small and first >= 0.1  # less is a few ticks of the clock
        growth = f"{math.log(last / first) / math.log(large / small):.2f}" if is_told else ""
        print(f"| {name} | " + " | ".join(f"{seconds:.2f} | {mb:.0f}" for _, seconds, mb in row) + f" | {growth} |")


main()
