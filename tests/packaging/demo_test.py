#!/usr/bin/python3
"""Starts the demo as packaging/run does on a machine without a screen, ends it in every way, and looks for what
is left of it. usage: demo_test.py FOLDER-OF-THE-PROGRAMS"""
import json
import os
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

WITH_DISPLAY = Path(__file__).resolve().parents[2] / "packaging/with-display"
PLANTS = Path(__file__).resolve().parents[2] / "resources/plants"
PROGRAMS = Path(sys.argv.pop(1)).resolve()
# A display, servers or settings of whoever runs the tests are not the demo's.
FOREIGN = ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "DATABASE_", "KAFKA_", "RIG_", "XDG_", "PG")


def wait_until(true, seconds=30):
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
    return true()


class Demo(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="rig-demo-", ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        self.addCleanup(self.rigctl, "stop")
        self.folder = folder.name
        os.chmod(self.folder, 0o711)  # PostgreSQL's account has to get through
        self.home = f"{self.folder}/home"
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        self.environment |= {"TMPDIR": self.folder, "RIG_DATA_DIR": self.home, "HOME": self.folder,
                             "XDG_CONFIG_HOME": self.folder}

    def start(self, *options):
        demo = subprocess.Popen([WITH_DISPLAY, PROGRAMS / "rig-alpha", *options], env=self.environment,
                                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True, start_new_session=True)
        self.addCleanup(demo.stdout.close)
        return demo

    def start_and_await(self):
        demo = self.start()
        self.addCleanup(demo.kill)
        self.assertTrue(wait_until(lambda: os.path.exists(f"{self.home}/servers.json")), "no servers")
        return demo

    def rigctl(self, word, *options, **more):
        return subprocess.run([PROGRAMS / "rigctl", "demo", word, *options], env=self.environment, text=True,
                              cwd=self.folder, capture_output=True, timeout=90, check=False, **more)

    def answer(self, *words):
        run = subprocess.run([PROGRAMS / "rigctl", *words], env=self.environment, text=True, cwd=self.folder,
                             capture_output=True, timeout=90, check=False)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout

    def program(self):
        return int(Path(self.home, "window.lock").read_text())

    def running(self):
        """Names of the processes that have to do with our folder: in their words or as the place they stand
        in. A child of ours that has ended and was not asked for is none."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "cmdline").read_bytes().decode(errors="replace").split("\0")
                place = os.readlink(process / "cwd")
            except OSError:
                continue
            if int(process.name) != os.getpid() and any(self.folder in word for word in [*words, place]):
                found.append(words[0])
        return found

    def assert_nothing_runs(self, seconds=0):
        wait_until(lambda: not self.running(), seconds)
        self.assertEqual(self.running(), [])
        self.assertEqual(list(Path(self.folder).glob("rig-display*")), [])

    def test_takes_the_picture_last_and_leaves_nothing_running(self):
        picture = Path(self.folder, "picture.png")
        demo = self.start("--exit-after", "5", "--screenshot", str(picture), "--size", "1300x740")
        self.assertTrue(wait_until(lambda: "Xvfb" in self.running() and any("postgres" in name
                                   for name in self.running())), "this test does not see what runs")
        said, _ = demo.communicate(timeout=60)
        self.assertEqual(demo.returncode, 0, said)
        self.assert_nothing_runs()
        self.assertIn(f"The window's picture is in {picture}.", said)
        self.assertNotIn("QStandardPaths", said)
        self.assertNotRegex(said, "rig.bus: [A-Z]+:", "what the library says of itself")
        content = picture.read_bytes()
        self.assertEqual(content[:8], b"\x89PNG\r\n\x1a\n")
        self.assertEqual(struct.unpack(">II", content[16:24]), (1300, 740))
        self.assertGreater(len(content), 50_000, "hardly anything is on the picture")

    def test_without_a_screen_it_says_so_and_does_nothing(self):
        alone = subprocess.run([PROGRAMS / "rig-alpha"], env=self.environment, cwd=self.folder, text=True,
                               stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=False)
        self.assertEqual(alone.returncode, 2, alone.stderr)
        self.assertIn("There is no screen: DISPLAY is not set.", alone.stderr)
        self.assertFalse(os.path.exists(self.home))

    def test_what_a_file_holds_does_not_command_the_terminal(self):
        Path(self.folder, "rig-alpha").mkdir()
        Path(self.folder, "rig-alpha/settings.json").write_text('{"wiped\\u001b[2J\\u009b": 1}', encoding="ascii")
        refused = subprocess.run([PROGRAMS / "rig-alpha"], env=self.environment, cwd=self.folder, text=True,
                                 stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=False)
        self.assertEqual(refused.returncode, 2, refused.stderr)
        self.assertIn("wiped", refused.stderr)
        self.assertNotIn("\x1b", refused.stderr)
        self.assertNotIn("\x9b", refused.stderr)

    def test_only_machines_with_sensors_of_the_catalogue_are_simulated(self):
        own, demo = (json.loads((PLANTS / name).read_text("utf-8")) for name in ("bottling.json", "demo.json"))
        own["sensors"] += demo["sensors"]
        own["machines"].append(demo["machines"][0] | {"area": own["machines"][0]["area"]})
        plant = Path(self.folder, "plant.json")
        plant.write_text(json.dumps(own), "utf-8")
        self.answer("plant", "import", str(plant))
        demo = self.start("--exit-after", "8")
        said, _ = demo.communicate(timeout=60)
        self.assertEqual(demo.returncode, 0, said)
        self.assertGreater(len(self.answer("trend", "A", "rpm").splitlines()), 1, "A is not simulated")
        self.assertEqual(self.answer("plant", "unknown"), "", "others send readings without a sensor of theirs")

    def test_a_second_start_says_what_to_do_and_leaves_the_first_alone(self):
        demo = self.start_and_await()
        second = self.start()
        said, _ = second.communicate(timeout=60)
        self.assertEqual(second.returncode, 1)
        self.assertIn(f"already runs with the data directory {self.home} (process {self.program()})", said)
        self.assertIn("--stop", said)
        refused = self.rigctl("reset", "--yes")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("already runs", refused.stderr)
        self.assertIsNone(demo.poll())
        stopped = self.rigctl("stop")
        self.assertEqual(stopped.returncode, 0, stopped.stderr)
        self.assertIn("has ended", stopped.stdout)
        self.assertEqual(demo.wait(timeout=10), 0)
        self.assert_nothing_runs()

    def test_a_window_that_watches_keeps_its_database(self):
        self.start_and_await()
        watching = self.start("--role", "watch")
        self.addCleanup(watching.kill)
        self.assertTrue(wait_until(lambda: sum(name.endswith("/rig-alpha") for name in self.running()) == 2))
        time.sleep(2)  # it looks for servers first
        stopped = self.rigctl("stop")
        self.assertIn("has ended", stopped.stdout)
        self.assertIn("goes on", stopped.stdout)
        refused = self.rigctl("reset", "--yes")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("Another process uses the private database", refused.stderr)
        watching.terminate()
        self.assertEqual(watching.wait(timeout=30), 0)
        self.assert_nothing_runs()

    def test_every_signal_ends_it_and_all_that_it_started(self):
        for number, to_all in ((signal.SIGINT, True), (signal.SIGTERM, False), (signal.SIGHUP, True)):
            with self.subTest(number.name):
                demo = self.start_and_await()
                os.kill(-demo.pid if to_all else demo.pid, number)
                self.assertEqual(demo.wait(timeout=60), 0)
                self.assert_nothing_runs()

    def test_what_a_killed_one_leaves_is_stopped(self):
        demo = self.start_and_await()
        os.kill(self.program(), signal.SIGKILL)
        self.assertEqual(demo.wait(timeout=10), 128 + signal.SIGKILL)
        self.assertTrue(self.running(), "nothing is left that could be stopped")
        self.assertNotIn("Xvfb", self.running())
        status = subprocess.run([PROGRAMS / "rigctl", "status"], env=self.environment, text=True, cwd=self.folder,
                                capture_output=True, timeout=90, check=False)
        self.assertRegex(status.stdout, rf"The private PostgreSQL in {self.home} runs \(process [0-9]+\)")
        self.assertIn("`rigctl demo stop` ends it", status.stdout)
        stopped = self.rigctl("stop")
        self.assertEqual(stopped.returncode, 0, stopped.stderr)
        self.assertIn("has stopped", stopped.stdout)
        self.assert_nothing_runs()
        self.assertIn("does not run", self.rigctl("stop").stdout)

        for answer in ("", "no\n"):
            kept = self.rigctl("reset", input=answer)
            self.assertEqual(kept.returncode, 1)
            self.assertIn("nothing was deleted", kept.stderr)
            self.assertTrue(os.path.exists(f"{self.home}/postgres/data"))
        Path(self.home, "mine").touch()
        Path(self.home, "judge-0123.journal.damaged").touch()
        deleted = self.rigctl("reset", input="yes\n")
        self.assertEqual(deleted.returncode, 0, deleted.stderr)
        self.assertEqual(os.listdir(self.home), ["mine"])
        self.assertIn(f"{self.home}/mine stays", deleted.stderr)
        self.assertIn("no private data", self.rigctl("stop").stdout)
        nothing = self.rigctl("reset")
        self.assertEqual(nothing.returncode, 0, nothing.stderr)
        self.assertIn("nothing to delete", nothing.stdout)

    def test_a_reset_deletes_only_what_is_ours(self):
        made = subprocess.run([PROGRAMS / "rigctl", "migrate"], env=self.environment, text=True, cwd=self.folder,
                              capture_output=True, timeout=90, check=False)
        self.assertEqual(made.returncode, 0, made.stderr)
        outside = Path(self.folder, "outside")
        outside.mkdir()
        (outside / "rig-alpha.log").touch()
        Path(self.home, "log").mkdir()
        ours = ("log/rig-alpha.log", "log/rig-alpha.log.3", "log/rigctl-node.log.1", "keep.lock")
        theirs = ("log/notes.log", "log/rig-alpha.log.old", "postgres/dump.sql", "their.lock", "own.journal")
        for name in ours + theirs:
            Path(self.home, name).touch()
        for name in ("postgres/data.new", "log/rig-alpha.log.4", "plant.kept"):
            Path(self.home, name).symlink_to(outside)
            theirs += (name,)
        deleted = self.rigctl("reset", "--yes")
        self.assertEqual(deleted.returncode, 0, deleted.stderr)
        left = sorted(str(path.relative_to(self.home)) for path in Path(self.home).rglob("*")
                      if path.is_symlink() or not path.is_dir())
        self.assertEqual(left, sorted(theirs))
        for name in theirs:
            self.assertIn(f"{self.home}/{name} stays", deleted.stderr)
        self.assertEqual(os.listdir(outside), ["rig-alpha.log"])

    def test_a_reset_follows_no_link_to_a_folder(self):
        Path(self.home).mkdir()
        Path(self.home, "installation").write_text("9f3c0a52-7c1e-4a57-8a52-3a0f7a1c2b4d\n", encoding="ascii")
        outside = Path(self.folder, "outside")
        (outside / "data").mkdir(parents=True)
        (outside / "rig-alpha.log").touch()
        for name in ("log", "postgres"):
            Path(self.home, name).symlink_to(outside)
        deleted = self.rigctl("reset", "--yes")
        self.assertEqual(deleted.returncode, 0, deleted.stderr)
        self.assertEqual(sorted(os.listdir(self.home)), ["log", "postgres"])
        self.assertEqual(sorted(os.listdir(outside)), ["data", "rig-alpha.log"])
        self.assertIn(f"{self.home}/log stays", deleted.stderr)

    def test_the_virtual_display_outlives_its_killed_keeper_until_the_demo_ends(self):
        demo = self.start_and_await()
        demo.kill()
        demo.wait(timeout=10)
        demo.stdout.close()  # as a terminal that is gone
        self.assertIn("Xvfb", self.running())
        self.assertIn("has ended", self.rigctl("stop").stdout)
        self.assert_nothing_runs(seconds=5)


if __name__ == "__main__":
    unittest.main()
