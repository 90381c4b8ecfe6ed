#!/usr/bin/python3
"""What packaging/run does with its command line, in a checkout whose programs only say what they were given."""
import os
import shutil
import stat
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
SAY_WORDS = '{ printf "%s" "$(basename "$0")"; printf " [%s]" "$@"; echo; }'


class Run(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name) / "check out"
        self.bin = self.root / "build/release/bin"
        (self.root / "packaging").mkdir(parents=True)
        shutil.copy(PACKAGING / "run", self.root / "packaging/run")
        self.program("packaging/setup", "exit 0")
        self.program("packaging/with-display", 'echo virtual; exec "$@"')
        self.program("build/release/bin/rig-alpha", SAY_WORDS)
        self.program("build/release/bin/rigctl", SAY_WORDS)
        self.program("tools/cmake", "exit 0")
        self.program("tools/getent", "exit 0")
        self.program("tools/useradd", f'{SAY_WORDS} >"{self.root}/accounts"')

    def program(self, name, script):
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/bash\n{script}\n", encoding="utf-8")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)

    def run_it(self, *words, display="elsewhere:0"):
        environment = {**os.environ, "PATH": f"{self.root}/tools:{os.environ['PATH']}", "DISPLAY": display,
                       "TMPDIR": self.folder.name}
        return subprocess.run([self.root / "packaging/run", *words], env=environment, capture_output=True,
                              text=True, timeout=20, check=False, stdin=subprocess.DEVNULL)

    def assert_starts(self, words, expected, **options):
        outcome = self.run_it(*words, **options)
        self.assertEqual(outcome.stdout, expected, outcome.stderr)
        self.assertEqual(outcome.returncode, 0)

    def test_what_it_does_not_know_goes_to_the_program(self):
        self.assert_starts(["--theme", "calm", "", "a b", "-x"], "rig-alpha [--theme] [calm] [] [a b] [-x]\n")
        self.assert_starts(["--", "--theme", "calm"], "rig-alpha [--theme] [calm]\n")

    def test_behind_two_dashes_everything_goes_to_the_program(self):
        self.assert_starts(["--theme", "calm", "--", "--stop", "--help", "--"],
                           "rig-alpha [--theme] [calm] [--stop] [--help] [--]\n")

    def test_the_programs_exit_status_is_passed_on(self):
        self.program("build/release/bin/rig-alpha", "exit 42")
        self.assertEqual(self.run_it().returncode, 42)

    def test_without_a_display_there_is_a_virtual_one_and_a_picture(self):
        picture = f"{self.root}/build/screenshot.png"
        self.assert_starts([], f"virtual\nrig-alpha [--screenshot] [{picture}]\n", display="")
        self.assertIn(picture, self.run_it(display="").stderr)
        self.assert_starts(["--screenshot", "mine.png"], "virtual\nrig-alpha [--screenshot] [mine.png]\n",
                           display="")
        self.assert_starts(["--screenshot=mine.png"], "virtual\nrig-alpha [--screenshot=mine.png]\n", display="")

    def test_a_display_that_does_not_exist_is_named(self):
        outcome = self.run_it(display=":64321")
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("DISPLAY is ':64321'", outcome.stderr)
        self.assertEqual(outcome.stdout, "")

    def test_help_names_its_own_options_and_the_programs(self):
        outcome = self.run_it("--help")
        self.assertEqual(outcome.returncode, 0)
        for word in ("--stop", "--reset", "--yes", "--exit-after", "rig-alpha [--help]"):
            self.assertIn(word, outcome.stdout)
        self.assertNotIn("set -e", outcome.stdout)

    def test_stop_and_reset_are_told_to_rigctl(self):
        self.assert_starts(["--stop"], "rigctl [demo] [stop]\n")
        self.assert_starts(["--data-dir", "/x", "--stop"], "rigctl [demo] [stop] [--data-dir] [/x]\n")
        self.assert_starts(["--reset", "--yes"], "rigctl [demo] [reset] [--yes]\n")

    def test_stop_does_not_wait_for_a_display_that_was_killed_and_removes_what_it_left(self):
        gone = subprocess.Popen(["true"])
        gone.wait()
        left = Path(self.folder.name) / "rig-display.left"
        left.mkdir()
        (left / "processes").write_text(f"{gone.pid} {gone.pid} {gone.pid}\n", encoding="utf-8")
        began = time.monotonic()
        self.assert_starts(["--stop"], "rigctl [demo] [stop]\n")
        self.assertLess(time.monotonic() - began, 4)
        self.assertFalse(left.exists())

    def test_stop_leaves_the_display_of_what_still_runs(self):
        kept = Path(self.folder.name) / "rig-display.kept"
        kept.mkdir()
        (kept / "processes").write_text(f"{os.getpid()} 1 1\n", encoding="utf-8")
        self.assert_starts(["--stop"], "rigctl [demo] [stop]\n")
        self.assertTrue(kept.exists())

    def test_stop_says_that_nothing_is_built(self):
        (self.bin / "rigctl").unlink()
        outcome = self.run_it("--stop")
        self.assertEqual(outcome.returncode, 1)
        self.assertIn(f"nothing is built in {self.root}", outcome.stderr)

    def test_a_failed_build_starts_nothing(self):
        self.program("tools/cmake", "echo 'no rule'; exit 1")
        outcome = self.run_it()
        self.assertEqual(outcome.returncode, 1)
        self.assertNotIn("rig-alpha", outcome.stdout)
        self.assertIn("lines above say why", outcome.stderr)

    def test_what_is_configured_is_not_configured_again(self):
        self.program("tools/cmake", f'{SAY_WORDS} >>"{self.root}/calls"')
        self.run_it()
        self.assertIn("[--preset]", (self.root / "calls").read_text().splitlines()[0])
        (self.root / "calls").unlink()
        (self.root / "build/release/build.ninja").touch()
        self.run_it()
        self.assertIn("[--build]", (self.root / "calls").read_text().splitlines()[0])

    @unittest.skipIf(os.geteuid() != 0, "only root makes accounts")
    def test_root_makes_the_databases_account_where_it_is_missing(self):
        self.run_it()
        self.assertFalse((self.root / "accounts").exists())
        self.program("tools/getent", "exit 2")
        self.run_it()
        self.assertIn("[--system]", (self.root / "accounts").read_text())
        self.assertIn("[rig-alpha]", (self.root / "accounts").read_text())


if __name__ == "__main__":
    unittest.main()
