"""A copy of the project with a build folder of its own, in which files may be changed."""
import fcntl
import os
import re
import shutil
import subprocess
from pathlib import Path

from mutants import Trouble

LEFT_OUT = {".git", "build"}
# Warnings are no errors: a mutant may leave something unused. Lightly optimised, since most of the time is compiling.
OPTIONS = ["-G", "Ninja", "-D", "CMAKE_BUILD_TYPE=Release", "-D", "CMAKE_CXX_FLAGS_RELEASE=-O1 -DNDEBUG",
           "-D", "RIG_WARNINGS_AS_ERRORS=OFF"]


def files_below(root):
    for folder, folders, files in os.walk(root):
        at_top = Path(folder) == root
        folders[:] = [one for one in folders if one != "__pycache__" and not (at_top and one in LEFT_OUT)]
        for file in files:
            yield (Path(folder) / file).relative_to(root)


def bring_up_to_date(source, root):
    """Writes only what differs, so that only that is compiled."""
    wanted = set(files_below(root))
    for path in wanted:
        target, content = source / path, (root / path).read_bytes()
        if not target.is_file() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            shutil.copymode(root / path, target)
    for path in set(files_below(source)) - wanted if source.is_dir() else ():
        (source / path).unlink()


def programs_of(build):
    """What has to be built for each test of a build folder. ctest does not tell before it is."""
    binaries = re.escape(f"{build}/bin/")
    programs = {}
    for path in Path(build).rglob("CTestTestfile.cmake"):
        text = path.read_text(encoding="utf-8")
        for name, command in re.findall(r"^add_test\((?:\[=\[)?([^\]\s]+)(?:\]=\])? (.*)\)$", text, re.MULTILINE):
            programs[name] = set(re.findall(rf'"{binaries}([^"/]+)"', command))
    return programs


def verdicts(said):
    """Of what ctest said: each test that did not pass, and in ctest's word why."""
    return re.findall(r"Test +#\d+: (\S+) \.*\*\*\*(.+?) +[\d.]+ sec$", said, re.MULTILINE)


class Workshop:
    def __init__(self, root, jobs):
        self.source = root / "build/mutants/source"
        self.build = root / "build/mutants/build"
        self.jobs = str(jobs)
        self.source.mkdir(parents=True, exist_ok=True)
        self.lock = open(self.source.parent / "lock", "w", encoding="utf-8")
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble(f"Another run works in {self.source.parent}. Wait until it has ended.") from None
        # Also takes back what an interrupted run has left.
        bring_up_to_date(self.source, root)
        self._run(["cmake", "-S", self.source, "-B", self.build, *OPTIONS], "The copy cannot be configured")
        self.programs = programs_of(self.build)

    def _run(self, command, trouble):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode != 0:
            raise Trouble(f"{done.stdout[-4000:]}\n{trouble}: the lines above say why.")
        return done.stdout

    def build_for(self, tests):
        """What the compiler said, where it does not build."""
        if unknown := set(tests) - self.programs.keys():
            raise Trouble(f"There is no test '{sorted(unknown)[0]}'; `ctest --preset release -N` lists them.")
        targets = sorted(set().union(*(self.programs[test] for test in tests)))
        done = subprocess.run(["cmake", "--build", self.build, "-j", self.jobs, "--target", *targets],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        return done.stdout if done.returncode != 0 else None

    def failing(self, tests, log):
        """As `verdicts`, up to the first test that does not pass; what they printed goes to the file `log`."""
        pattern = "^(" + "|".join(re.escape(test) for test in tests) + ")$"
        done = subprocess.run(["ctest", "--test-dir", self.build, "-R", pattern, "--stop-on-failure", "--no-tests=error",
                               "--output-on-failure"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              errors="replace", check=False)
        log.write_text(done.stdout, encoding="utf-8")
        return verdicts(done.stdout)
