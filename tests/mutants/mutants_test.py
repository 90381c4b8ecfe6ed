#!/usr/bin/python3
"""Every mutant still applies to the project, and what does not apply is noticed."""
import contextlib
import os
import tempfile
import unittest
from pathlib import Path

from mutants import Trouble, chosen, read_all, troubles
from workshop import bring_up_to_date, programs_of, verdicts

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TABLE = """
[[mutant]]
name = "lower"
file = "core/a.cpp"
find = '''a < b'''
replace = '''a <= b'''
tests = ["domain"]
why = "Because."
"""


@contextlib.contextmanager
def project(tables, **files):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in tables.items():
            (root / name).write_text(text, encoding="utf-8")
        (root / "core").mkdir()
        for name, text in files.items():
            (root / "core" / f"{name}.cpp").write_text(text, encoding="utf-8")
        yield root


class Mutants(unittest.TestCase):
    def test_all_of_them_apply(self):
        mutants = read_all(HERE)
        self.assertGreaterEqual(len(mutants), 50)
        self.assertEqual(troubles(ROOT, mutants), [])

    @unittest.skipUnless("RIG_BUILD" in os.environ, "only where the build folder is known")
    def test_their_tests_are_there(self):
        named = {test for mutant in read_all(HERE) for test in mutant.tests}
        self.assertEqual(named - programs_of(os.environ["RIG_BUILD"]).keys(), set())

    def test_a_text_that_is_gone_is_noticed(self):
        with project({"t.toml": TABLE}, a="return a > b;\n") as root:
            self.assertIn("lower does not apply any more", troubles(root, read_all(root))[0])
        with project({"t.toml": TABLE}) as root:
            self.assertIn("there is no core/a.cpp", troubles(root, read_all(root))[0])

    def test_a_text_that_stands_twice_is_noticed(self):
        with project({"t.toml": TABLE}, a="a < b; a < b;\n") as root:
            self.assertIn("holds 2 times", troubles(root, read_all(root))[0])

    def test_a_mutant_is_applied(self):
        with project({"t.toml": TABLE}, a="return a < b;\n") as root:
            self.assertEqual(troubles(root, read_all(root)), [])
            self.assertEqual(read_all(root)[0].applied_to("return a < b;\n"), "return a <= b;\n")

    def test_a_table_that_is_wrong_is_refused(self):
        for table in (TABLE.replace("why", "because"), TABLE.replace("<= b", "< b"), TABLE + TABLE,
                      TABLE.replace("tests = [\"domain\"]", "tests = []"), "[[mutant"):
            with project({"t.toml": table}) as root, self.assertRaises(Trouble):
                read_all(root)

    def test_names_and_tables_choose(self):
        other = TABLE.replace('"lower"', '"upper"')
        with project({"t.toml": TABLE, "u.toml": other}) as root:
            mutants = read_all(root)
            self.assertEqual([one.name for one in chosen(mutants, ["u"])], ["upper"])
            self.assertEqual([one.name for one in chosen(mutants, ["lower"])], ["lower"])
            self.assertEqual(len(chosen(mutants, [])), 2)
            with self.assertRaises(Trouble):
                chosen(mutants, ["lowest"])

    def test_what_ctest_says_is_told_apart(self):
        said = """1/4 Test #1: domain ...........................   Passed    0.56 sec
2/4 Test #41: judge ............................***Failed    7.21 sec
3/4 Test  #8: storage-history ..................***Timeout 120.03 sec
4/4 Test #9: storage-keep .....................***Skipped   0.01 sec
5/5 Test #3: decoder ..........................***Exception: SegFault  0.01 sec
"""
        self.assertEqual(verdicts(said), [("judge", "Failed"), ("storage-history", "Timeout"),
                                          ("storage-keep", "Skipped"), ("decoder", "Exception: SegFault")])

    def test_the_copy_follows_and_loses_what_a_run_left(self):
        with project({"build.txt": "kept"}, a="sound\n") as root, tempfile.TemporaryDirectory() as folder:
            (root / "build").mkdir()
            (root / "build/large").write_text("not copied", encoding="utf-8")
            source = Path(folder) / "source"
            bring_up_to_date(source, root)
            self.assertFalse((source / "build").exists())
            untouched = os.stat(source / "build.txt").st_mtime_ns
            (source / "core/a.cpp").write_text("mutant\n", encoding="utf-8")
            (source / "core/left.cpp").write_text("", encoding="utf-8")
            bring_up_to_date(source, root)
            self.assertEqual((source / "core/a.cpp").read_text(encoding="utf-8"), "sound\n")
            self.assertFalse((source / "core/left.cpp").exists())
            self.assertEqual(os.stat(source / "build.txt").st_mtime_ns, untouched)


if __name__ == "__main__":
    unittest.main()
