"""The broker's jars: copied from Maven Central once, then found in a cache."""
import fcntl
import hashlib
import os
import re
import shutil
import sys
import time

import processes
from processes import Trouble, wait_until

FETCH_SECONDS = 300


class NoJars(Trouble):
    """The broker cannot be had here; the sentence says why."""


def cache_directory():
    return os.environ.get("RIG_TEST_CACHE") or os.path.join(
        os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "rig-alpha")


def provide(pom, sleep=time.sleep, version=None):
    """The directory with the jars that `pom` names, in this version or its own; fetched when it is missing or
    made from another pom."""
    with open(pom, "rb") as file:
        content = file.read()
    named = rb"<kafka.version>(.*)</kafka.version>"
    if version:
        content = re.sub(named, f"<kafka.version>{version}</kafka.version>".encode(), content)
    version = re.search(named, content)[1].decode()
    cache = cache_directory()
    lib = os.path.join(cache, f"kafka-{version}")
    java()
    if is_made_from(content, lib):
        return lib
    try:
        os.makedirs(cache, exist_ok=True)
        with open(f"{lib}.lock", "w", encoding="utf-8") as lock:
            if not wait_until(lambda: locked(lock), FETCH_SECONDS, sleep):
                raise NoJars(f"Another process has been fetching Kafka's jars for {FETCH_SECONDS} s: it "
                             f"holds {lib}.lock. End it and try again.")
            if not is_made_from(content, lib):
                fetch(content, lib, version, sleep)
    except OSError as error:
        raise NoJars(f"The jars of Kafka {version} cannot be kept in {cache} ({error.filename}: "
                     f"{error.strerror}). Name another folder with RIG_TEST_CACHE.") from None
    return lib


def java():
    home = os.environ.get("JAVA_HOME")
    found = shutil.which(f"{home}/bin/java" if home else "java")
    if not found:
        missing = f"there is no {home}/bin/java, where JAVA_HOME points" if home else "no java is in PATH"
        raise NoJars(f"Kafka needs a Java runtime of version 17 or later and {missing}: run "
                     "packaging/setup test.")
    return found


def locked(file):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False


def marker(content):
    return f"complete-{hashlib.sha256(content).hexdigest()[:16]}"


def is_made_from(content, lib):
    return os.path.exists(os.path.join(lib, marker(content)))


def fetch(content, lib, version, sleep):
    """Copies beside the final place and renames: an interrupted copy is never taken for a whole one."""
    maven = shutil.which("mvn")
    if not maven:
        raise NoJars(f"The jars of Kafka {version} are not in {lib} and cannot be fetched because Maven is "
                     "not installed: run packaging/setup test.")
    print(f"with-servers: fetching Kafka {version} from Maven Central into {lib}, once, 54 MB",
          file=sys.stderr, flush=True)
    partial = f"{lib}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    os.mkdir(partial)
    log = os.path.join(partial, "maven.log")
    # Maven sees a copy of the pom, so that whatever it writes beside it stays out of the source tree.
    with open(os.path.join(partial, "pom.xml"), "wb") as file:
        file.write(content)
    process = processes.spawn([maven, "--batch-mode", "--quiet", "--file", os.path.join(partial, "pom.xml"),
                               "dependency:copy-dependencies", "-DincludeScope=runtime",
                               f"-DoutputDirectory={partial}"], log)
    try:
        wait_until(lambda: process.poll() is not None, FETCH_SECONDS, sleep)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    if process.returncode != 0:
        raise NoJars(f"{processes.tail(log, 5)}The jars of Kafka {version} are not in {lib} and Maven could "
                     f"not fetch them (status {process.returncode}, lines above). Where Maven Central cannot "
                     "be reached, copy that folder from a machine that has it, or name another cache with "
                     "RIG_TEST_CACHE.")
    open(os.path.join(partial, marker(content)), "w", encoding="utf-8").close()
    shutil.rmtree(lib, ignore_errors=True)
    os.rename(partial, lib)
