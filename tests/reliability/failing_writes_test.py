"""The output is absent, old or complete, whatever happens while it is written.

Kills at random moments, a disk that is full, and errors given by the operating system at one
write after the other, once and from then on.
"""

import ctypes
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
from collections import Counter
from pathlib import Path

import program
import town

OUTPUTS = {"gpkg": "plan.gpkg", "shp": "shapes", "geojson": "geojson", "fgb": "fgb"}


def fault(call, injection):
    """Begins a command line so that a call of the operating system fails, or ends the program."""
    return program.strace(os.devnull, f"trace={call}", f"inject={call}:{injection}")


class FailingWrites(program.SeededTest):
    """Every test divides the same town again, where an older plan of it stands already."""

    def setUp(self):
        super().setUp()
        town.write(self.folder, town.town(2))

    def arguments(self, extension, seed):
        output = f"out/{OUTPUTS[extension]}"
        return town.partition(output, "--format", extension, "--seed", seed, "--effort", "fast",
                              "--overwrite", "--quiet")

    def prepare(self, extension):
        """Bytes of the old plan, which is left in the folder out, and of the new one."""
        self.out = self.folder / "out"
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir()
        plans = []
        for seed in ("2", "1"):
            outcome = program.run(self.arguments(extension, seed), self.folder)
            self.assertIn(outcome.status, program.WRITTEN, outcome.stderr)
            plans.append(program.contents(self.out))
        new, old = plans[1], plans[0]
        self.assertNotEqual(old, new)
        self.put_back(old)
        return old, new

    def put_back(self, old):
        for path in self.out.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        for name, content in old.items():
            path = self.out / name
            path.mkdir() if content is None else path.write_bytes(content)

    def run_again(self, extension, **options):
        return program.run(self.arguments(extension, "1"), self.folder, **options)

    def visible(self):
        """What a person sees in the folder: not what is hidden and grows aside."""
        return {name: content for name, content in program.contents(self.out).items()
                if not name.startswith(".")}

    def check_told_truly(self, outcome, old, new, can_speak=True):
        """A run that survived says what it did, did all or nothing, and left nothing behind.

        can_speak: whether stderr can be written
        """
        self.assertFalse(outcome.timed_out)
        self.assertGreaterEqual(outcome.status, 0, outcome.stderr[-500:])
        there = program.contents(self.out)
        if outcome.status in program.WRITTEN:
            self.assertTrue(there == new, f"status {outcome.status}, but not the new plan")
            return "written"
        self.assertTrue(there == old, f"failed, but not the old plan alone: {sorted(there)}")
        self.assertEqual(outcome.status, program.OUTPUT, outcome.stderr)
        if can_speak:
            self.assertIn("nothing was written", outcome.stderr)
        return "refused"

    def test_a_kill_leaves_the_old_or_the_new_plan(self):
        for extension in OUTPUTS:
            old, new = self.prepare(extension)
            start = time.monotonic()
            self.run_again(extension)
            seconds = time.monotonic() - start
            self.put_back(old)
            counts = Counter()
            for kill in range(program.effort(5, 200)):
                moment = self.random.uniform(0, seconds)
                with self.subTest(format=extension, seed=self.seed, kill=kill, moment=moment):
                    def end(process, moment=moment):
                        time.sleep(moment)
                        os.kill(process.pid, signal.SIGKILL)

                    self.run_again(extension, ready=end)
                    there = self.visible()
                    self.assertTrue(there in (old, new), f"neither old nor new: {sorted(there)}")
                    counts["old" if there == old else "new"] += 1
                    self.put_back({**old, **{n: c for n, c in program.contents(self.out).items()
                                             if n.startswith(".")}} if kill % 5 else old)
            self.run_again(extension)
            self.assertTrue(program.contents(self.out) == new, "leftovers of killed runs stay")
            print(f"kills, {extension}: {dict(counts)}")

    @unittest.skipUnless(shutil.which("strace"), "strace is not here")
    def test_a_failing_call_is_told_and_harms_nothing(self):
        for extension in OUTPUTS:
            old, new = self.prepare(extension)
            points = [(call, k) for call, count in self.calls(extension).items()
                      for k in range(1, count + 1)]
            self.assertGreater(len(points), 10)
            self.put_back(old)
            chosen = self.random.sample(points, min(len(points), program.effort(15, 10**9)))
            counts = Counter()
            for call, k in sorted(chosen):
                for lasting in ("", "+"):
                    error = self.random.choice(["EIO", "ENOSPC", "EDQUOT"])
                    with self.subTest(format=extension, call=call, k=k, lasting=lasting,
                                      error=error):
                        outcome = self.run_again(
                            extension, before=fault(call, f"error={error}:when={k}{lasting}"))
                        can_speak = not (lasting and call == "write")
                        counts[self.check_told_truly(outcome, old, new, can_speak)] += 1
                    self.put_back(old)
            print(f"failing calls, {extension}: {len(points)} known, {len(chosen)} tried once and "
                  f"for good, {dict(counts)}")

    @unittest.skipUnless(shutil.which("strace"), "strace is not here")
    def test_a_kill_at_any_call_leaves_the_old_or_the_new_plan(self):
        for extension in OUTPUTS:
            old, new = self.prepare(extension)
            points = [(call, k) for call, count in self.calls(extension).items()
                      for k in range(1, count + 1)]
            self.put_back(old)
            for call, k in self.random.sample(points, min(len(points), program.effort(8, 150))):
                with self.subTest(format=extension, call=call, k=k):
                    self.run_again(extension, before=fault(call, f"signal=SIGKILL:when={k}"))
                    self.assertIn(self.visible(), (old, new))
                self.put_back(old)

    WRITING = ("write", "pwrite64", "writev", "fsync", "fdatasync", "ftruncate", "rename",
               "renameat2", "mkdir", "unlink", "flock", "msync")

    def calls(self, extension):
        """How often the program makes each call that changes something."""
        log = self.folder / "calls.txt"
        known = ",".join(f"?{call}" for call in self.WRITING)
        self.run_again(extension, before=program.strace(log, f"trace={known}"))
        text = log.read_text(encoding="utf-8", errors="replace")
        log.unlink()
        counts = Counter(re.findall(r"^\d+ +(\w+)\(", text, re.MULTILINE))
        del counts["unlink"]  # only of what is left aside; its failing is harmless
        self.assertTrue(counts, "strace may not trace here")
        return counts

    def test_a_full_disk_is_told_and_harms_nothing(self):
        old, new = self.prepare("gpkg")
        kilobytes = sum(map(len, new.values())) // 1024
        counts = Counter()
        for step in range(program.effort(6, 20)):
            room = 4 * step * kilobytes // (program.effort(6, 20) * 3) + 4
            with self.subTest(room_kilobytes=room):
                counts[self.run_with_room(old, new, room)] += 1
        print(f"full disks: {dict(counts)}")

    def run_with_room(self, old, new, kilobytes):
        """Runs where so many kilobytes are free beside the old plan."""
        old_kilobytes = sum(-(-len(c) // 4096) * 4 for c in old.values()) + 8
        room = f"size={kilobytes + old_kilobytes}k"
        if not mount_small_disk(self.out, room):
            raise unittest.SkipTest("no file system can be mounted here")
        try:
            self.put_back(old)
            return self.check_told_truly(self.run_again("gpkg"), old, new)
        finally:
            subprocess.run(["umount", self.out], check=True)

    def test_a_limit_of_file_size_is_told_and_harms_nothing(self):
        old, new = self.prepare("gpkg")
        for kilobytes in (1, 4, 60, 150):
            with self.subTest(kilobytes=kilobytes):
                limit = ["prlimit", f"--fsize={kilobytes * 1024}", "--"]
                outcome = self.run_again("gpkg", before=limit)
                self.assertIn(outcome.status, (-signal.SIGXFSZ, program.OUTPUT))
                self.assertTrue(self.visible() == old)


def mount_small_disk(place, size):
    """Mounts a file system in memory; as a user without rights, in a namespace of our own."""
    command = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", place]
    if subprocess.run(command, stderr=subprocess.DEVNULL).returncode == 0:
        return True
    new_user, new_mounts = 0x10000000, 0x00020000  # CLONE_NEWUSER, CLONE_NEWNS
    user, group = os.getuid(), os.getgid()
    if ctypes.CDLL(None).unshare(new_user | new_mounts) != 0:
        return False
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"0 {user} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"0 {group} 1", encoding="ascii")
    return subprocess.run(command).returncode == 0


class Standing(program.SeededTest):
    """What stands where the output is to go."""

    def setUp(self):
        super().setUp()
        town.write(self.folder, town.town(1))

    def refuse(self, *further, output="plan.gpkg"):
        before = program.contents(self.folder)
        outcome = program.run(town.partition(output, *further), self.folder)
        self.assertEqual(outcome.status, program.OUTPUT, outcome.stderr)
        self.assertIn("nothing was written", outcome.stderr)
        self.assertTrue(program.contents(self.folder) == before)

    def test_is_not_replaced_unasked(self):
        (self.folder / "plan.gpkg").write_bytes(b"something of mine")
        self.refuse()

    def test_is_not_replaced_behind_the_back_of_who_holds_it_open(self):
        import sqlite3

        self.assertEqual(program.run(town.partition(), self.folder).status, program.DONE)
        # QGIS edits in this mode.
        holder = sqlite3.connect(self.folder / "plan.gpkg")
        holder.execute("PRAGMA journal_mode=WAL")
        holder.execute("CREATE TABLE mine (x)")
        holder.commit()
        self.assertTrue((self.folder / "plan.gpkg-wal").exists())
        self.refuse("--overwrite")
        holder.close()
        self.assertEqual(program.run(town.partition("plan.gpkg", "--overwrite"),
                                     self.folder).status, program.DONE)

    def test_is_not_followed_elsewhere(self):
        (self.folder / "elsewhere").mkdir()
        target = self.folder / "elsewhere" / "precious.txt"
        target.write_bytes(b"precious")
        (self.folder / "plan.gpkg").symlink_to(target)
        self.refuse("--overwrite")

    @unittest.skipUnless(shutil.which("strace"), "strace is not here")
    def test_is_named_where_a_report_fails_after_its_plan(self):
        outcome = program.run(town.partition("plan.gpkg", "--report", "plan.html"), self.folder,
                              before=fault("mkdir", "error=ENOSPC:when=2"))
        self.assertEqual(outcome.status, program.OUTPUT, outcome.stderr)
        self.assertTrue(outcome.stderr.endswith('only "plan.gpkg" was written\n'), outcome.stderr)
        self.assertTrue((self.folder / "plan.gpkg").exists())
        self.assertFalse((self.folder / "plan.html").exists())

    def test_is_no_folder_of_other_things(self):
        (self.folder / "plan").mkdir()
        (self.folder / "plan" / "letter.txt").write_bytes(b"precious")
        self.refuse("--overwrite", "--format", "shp", output="plan")

    def test_is_never_mixed_by_two_runs_at_once(self):
        arguments = {seed: town.partition("plan.gpkg", "--quiet", "--overwrite", "--seed", seed)
                     for seed in "12"}
        wanted = []
        for seed in "12":
            program.run(arguments[seed], self.folder)
            wanted.append((self.folder / "plan.gpkg").read_bytes())
        for _ in range(program.effort(3, 100)):
            running = [subprocess.Popen([program.PROGRAM, *arguments[seed]],
                                        cwd=self.folder, stderr=subprocess.DEVNULL)
                       for seed in "12"]
            statuses = [process.wait() for process in running]
            self.assertIn(program.DONE, statuses)
            self.assertIn((self.folder / "plan.gpkg").read_bytes(), wanted)
            hidden = [p.name for p in self.folder.iterdir() if p.name.startswith(".")]
            self.assertEqual(hidden, [])


if __name__ == "__main__":
    unittest.main()
