"""What a server of the fixture can be asked to do, whichever it is."""
import signal
import time

import processes
from processes import Trouble, wait_until

START_SECONDS = 40
STOP_SECONDS = 30


class Server:
    """A server that exists as files in a directory. Holds no process: with-servers and any number of
    `control` commands may each have an object for the same one. A subclass gives name, log, launch(),
    answers(), and owns() and is_main(), which tell its processes by the words of their command line."""

    name = ""
    log = ""
    stop_signal = signal.SIGTERM

    def processes(self):
        return [pid for pid in processes.all_ids() if self.owns(processes.command_line(pid))]

    def main_process(self):
        """The process that started the others, or None."""
        own = self.processes()
        return next((pid for pid in own if (known := processes.stat(pid)) and known[1] not in own
                     and self.is_main(processes.command_line(pid))), None)

    def is_main(self, _words):
        return True

    def frozen(self):
        known = processes.stat(self.main_process() or 0)
        return known is not None and known[0] == "T"

    def status(self):
        if self.main_process() is None:
            return "stopped"
        if self.frozen():
            return "frozen"
        return "running" if self.answers() else "starting"

    def start(self, sleep=time.sleep):
        """Returns when the server answers."""
        if self.frozen():
            raise Trouble(f"{self.name} is frozen, so it cannot be started: thaw it first.")
        if self.main_process() is None:
            self.kill()
            self.await_start(self.launch(), sleep)
        else:
            wait_until(lambda: self.answers() or self.main_process() is None, START_SECONDS, sleep)
            if not self.answers():
                raise self.did_not_start(f"was starting already and did not answer within {START_SECONDS} s")

    def await_start(self, process, sleep=time.sleep):
        answered = wait_until(lambda: process.poll() is not None or self.answers(), START_SECONDS, sleep)
        if process.poll() is not None:
            raise self.did_not_start(f"ended with status {process.returncode} while it started")
        if not answered:
            raise self.did_not_start(f"did not answer within {START_SECONDS} s")

    def did_not_start(self, what):
        return Trouble(f"{processes.tail(self.log)}{self.name} {what}. The lines above are the end of its "
                       f"log, {self.log}.")

    def stop(self, signum=None, seconds=STOP_SECONDS):
        """A clean stop. Sent to the first process only: it ends the others in its own order."""
        main = self.main_process()
        if main is None:
            self.kill()
            return
        self.thaw()
        processes.send(main, signum or self.stop_signal)
        if not wait_until(lambda: not self.processes(), seconds):
            raise Trouble(f"{self.name} did not stop within {seconds} s; its log is {self.log}. "
                          "Use kill instead of stop to end it at once.")

    def kill(self):
        """SIGKILL to every process of the server. The loop is for those forked meanwhile; PostgreSQL refuses
        to start again while one process of the last is alive."""
        def all_killed():
            own = self.processes()
            for pid in own:
                processes.send(pid, signal.SIGKILL)
            return not own

        if not wait_until(all_killed, STOP_SECONDS):
            raise Trouble(f"{self.name} has processes that SIGKILL does not end: {self.processes()}. They "
                          "are probably waiting for a disk.")

    def freeze(self):
        """SIGSTOP to every process, the first one first, until a look finds none that still runs."""
        def all_stopped():
            moving = [pid for pid in self.processes() if (known := processes.stat(pid)) and known[0] != "T"]
            main = self.main_process()
            for pid in sorted(moving, key=lambda pid: pid != main):
                processes.send(pid, signal.SIGSTOP)
            return not moving

        if not self.processes():
            raise Trouble(f"{self.name} does not run, so it cannot be frozen: start it first.")
        if not wait_until(all_stopped, STOP_SECONDS):
            raise Trouble(f"{self.name} still has running processes after SIGSTOP: {self.processes()}.")

    def thaw(self):
        for pid in self.processes():
            processes.send(pid, signal.SIGCONT)
