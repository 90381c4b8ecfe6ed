"""Processes as /proc shows them, and how to start, await and end them.

Servers are recognised by their command line rather than by a stored process id: that finds every process of a
PostgreSQL, also after its first one was killed, never hits a stranger that got a reused id, and can be read
without privileges for processes of another account.
"""
import os
import signal
import subprocess
import time


class Trouble(Exception):
    """A sentence that says what is wrong, where, and what to change."""


def command_line(pid):
    """The words of a process's command line; empty for a kernel thread, a zombie and one that is gone."""
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read().rstrip(b"\0 ").decode(errors="replace").split("\0")
    except OSError:
        return [""]


def stat(pid):
    """(state letter, parent's id) of a process, or None when it is gone."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            fields = file.read().rpartition(") ")[2].split()
    except OSError:
        return None
    return fields[0], int(fields[1])


def all_ids():
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def descendants(ancestor):
    """Every living process below one, nearest first."""
    parents = {pid: known[1] for pid in all_ids() if (known := stat(pid)) and known[0] != "Z"}
    found, level = [], [ancestor]
    while level := [pid for pid, parent in parents.items() if parent in level]:
        found += level
    return found


def send(pid, signum):
    try:
        os.kill(pid, signum)
    except ProcessLookupError:
        pass


def spawn(command, log=None, account=None, **options):
    """Starts a process in a session of its own, so that Ctrl-C at a terminal does not reach it, as `account`
    (a pwd entry) when one is given, with everything it prints appended to the file `log`."""
    if account:
        options |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    with open(log or os.devnull, "ab") as out:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                                start_new_session=True, preexec_fn=unblock_signals, **options)


def unblock_signals():
    """with-servers blocks the signals that it waits for, and a child inherits that."""
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def wait_until(done, seconds, sleep=time.sleep):
    """True as soon as done() is, False when `seconds` have passed."""
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        sleep(0.02)
    return True


def tail(path, lines=40):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return "".join(file.readlines()[-lines:])
    except OSError as error:
        return f"({error})\n"
