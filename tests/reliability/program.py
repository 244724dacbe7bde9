"""Runs the built program, named by EVENGRID, and says whether it kept its promises."""

import os
import random
import signal
import subprocess
import tempfile
import threading
import unittest
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("EVENGRID", str(REPOSITORY / "build" / "release" / "evengrid"))
DATA = Path(os.environ.get("EVENGRID_DATA", REPOSITORY.parent / "shared" / "data"))
DONE, FAILED, USAGE, RULE_NOT_MET, INPUT, CRS, OUTPUT, LIMIT, INTERRUPTED = (*range(8), 130)
WRITTEN = (DONE, RULE_NOT_MET)
REFUSED = (USAGE, INPUT, CRS, OUTPUT, LIMIT)
# A sanitizer watches the program, as the presets asan and tsan say: it takes memory of its own, and
# many times the work.
SANITIZED = os.environ.get("EVENGRID_SANITIZED") == "1"
SLOWER = 20 if SANITIZED else 1


def is_long():
    """Whether the long runs are asked for, `bash tests/run.sh --long`."""
    return os.environ.get("EVENGRID_LONG") == "1"


def effort(short, long):
    return long if is_long() else short


@dataclass
class Outcome:
    status: int  # below 0: ended by that signal
    stdout: str
    stderr: str
    peak_bytes: int
    busy_seconds: float  # of all cores; a busy machine makes no run longer
    timed_out: bool


def run(arguments, folder, environment=None, seconds=300, before=(), ready=None):
    """Runs the program in a folder.

    before: what the command line begins with, such as strace and its options
    ready: called with the process once it runs
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            [*before, PROGRAM, *arguments],
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
        )
        late = threading.Event()

        def end():
            late.set()
            process.kill()

        timer = threading.Timer(seconds, end)
        timer.start()
        if ready:
            ready(process)
        _, wait_status, used = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(wait_status)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "surrogateescape"))
        return Outcome(process.returncode, *texts, used.ru_maxrss * 1024,
                       used.ru_utime + used.ru_stime, late.is_set())


def strace(log, *expressions):
    """What a command line begins with, so that calls of the program are written to a log, or fail.

    LeakSanitizer cannot look for leaks in a program that is traced.
    """
    return ["env", "ASAN_OPTIONS=detect_leaks=0", "strace", "-f", "-qq", "-o", str(log),
            *(word for expression in expressions for word in ("-e", expression))]


def contents(folder):
    """Bytes by path of all files below a folder; a folder itself counts as None."""
    folder = Path(folder)
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def complaint(outcome, before, after, output="plan.gpkg", seconds=10, memory=2 << 30):
    """What promise a run broke, or None.

    A run either writes its output and nothing else, or ends with a documented status and a message
    and writes nothing.

    seconds, memory: the work and the bytes that it may take, where no sanitizer watches it
    """
    if outcome.timed_out or outcome.busy_seconds > seconds * SLOWER:
        return f"it did not end within {outcome.busy_seconds:.0f} s of work"
    if outcome.status < 0:
        return f"ended by {signal.Signals(-outcome.status).name}: {outcome.stderr[-2000:]}"
    if outcome.peak_bytes > memory and not SANITIZED:
        return f"took {outcome.peak_bytes >> 20} MiB"
    if outcome.status not in WRITTEN + REFUSED:
        return f"status {outcome.status}: {outcome.stderr[-2000:]}"
    loud = [c for c in outcome.stderr + outcome.stdout if not c.isprintable() and c != "\n"]
    if loud:
        return f"raw control characters in the messages: {loud!r}"
    if outcome.status in WRITTEN:
        changed = {name for name in before.keys() | after.keys()
                   if before.get(name) != after.get(name)}
        return None if changed == {output} else f"wrote {sorted(changed)}"
    if before != after:
        return "refused, but changed the folder"
    if not outcome.stderr.startswith("evengrid") or "nothing was written" not in outcome.stderr:
        return f"no clear message: {outcome.stderr!r}"
    return None


class SeededTest(unittest.TestCase):
    """A test with random draws that can be repeated: EVENGRID_SEED gives the seed."""

    def setUp(self):
        self.seed = int(os.environ.get("EVENGRID_SEED", "1"))
        self.random = random.Random(self.seed)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
