"""A real PostgreSQL: a cluster of its own, on a loopback port and a unix socket, passwords by SCRAM."""
import glob
import os
import pwd
import secrets
import signal
import subprocess

import processes
from processes import Trouble, wait_until
from server import Server

SETTINGS = """
# Written by tests/with-servers.
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{directory}'
# Stands in the command line of every process of this server, which is how they are found.
cluster_name = '{cluster_name}'
log_line_prefix = '%m [%p] %q%u@%d '
timezone = 'UTC'
ssl = on
ssl_key_file = '{directory}/tls.key'
ssl_cert_file = '{directory}/tls.pem'
"""

# A power cut would cost the data, and a killed server too when a page was torn: for benches only.
FAST = """
fsync = off
full_page_writes = off
"""


def newest_bin():
    """Debian keeps each version's programs in a folder of its own, outside PATH."""
    found = glob.glob("/usr/lib/postgresql/*/bin/postgres")
    if not found:
        raise Trouble("No PostgreSQL server is installed (looked for /usr/lib/postgresql/*/bin/postgres): "
                      "run packaging/setup, which installs one without starting it.")
    return os.path.dirname(max(found, key=lambda path: float(path.split("/")[4])))


def unprivileged_account():
    """Whom the server runs as: PostgreSQL refuses to run as root. None: as whoever started us."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            pass
    raise Trouble("PostgreSQL does not run as root, and there is neither an account 'postgres' nor 'nobody' "
                  "to run it as: run packaging/setup, whose packages make the account 'postgres'.")


class Postgres(Server):
    name = "PostgreSQL"
    # PostgreSQL's fast stop: sessions are ended, then a checkpoint. SIGTERM would wait for them to leave.
    stop_signal = signal.SIGINT

    def __init__(self, programs, data):
        self.programs = programs
        self.data = data
        self.directory = os.path.dirname(data)
        self.log = f"{self.directory}/server.log"
        self.expired_certificate = f"{self.directory}/expired.pem"
        self.initdb_log = f"{self.directory}/initdb.log"
        self.cluster_name = os.path.basename(os.path.dirname(self.directory))

    def owns(self, words):
        return words == [f"{self.programs}/postgres", "-D", self.data] or \
            words[0].startswith(f"postgres: {self.cluster_name}: ")

    def is_main(self, words):
        # A backend whose postmaster was killed lives on for as long as its statement runs.
        return words[0] == f"{self.programs}/postgres"

    def init(self):
        """Starts writing the cluster and returns that process. Sets self.password, the superuser's."""
        account = unprivileged_account()
        os.mkdir(self.directory)
        self.password = secrets.token_hex(12)
        password_file = f"{self.directory}/password"
        with open(os.open(password_file, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as file:
            file.write(self.password)
        if account:
            os.chown(self.directory, account.pw_uid, account.pw_gid)
            os.chown(password_file, account.pw_uid, account.pw_gid)
        # --no-sync: what matters from here on is what the server itself writes.
        command = [f"{self.programs}/initdb", "-D", self.data, "--username=postgres", "--no-sync",
                   f"--pwfile={password_file}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"]
        return processes.spawn(command, self.initdb_log, account, cwd=self.directory)

    def configure(self, port, fast, certificates):
        account = unprivileged_account()
        certificates.hand_to(f"{self.directory}/tls.key", f"{self.directory}/tls.pem", account)
        certificates.hand_to(f"{self.directory}/expired.key", self.expired_certificate, account, certificates.expired)
        os.unlink(f"{self.directory}/password")
        with open(f"{self.data}/postgresql.conf", "a", encoding="utf-8") as file:
            file.write(SETTINGS.format(port=port, directory=self.directory, cluster_name=self.cluster_name))
            file.write(FAST if fast else "")

    def launch(self):
        owner = pwd.getpwuid(os.stat(self.data).st_uid)
        return processes.spawn([f"{self.programs}/postgres", "-D", self.data], self.log,
                               owner if os.geteuid() == 0 else None, cwd=self.directory)

    def answers(self):
        """The state that the server itself keeps in the eighth line of its pid file, as pg_ctl reads it; the
        first line tells whether the file was left by a killed one."""
        try:
            with open(f"{self.data}/postmaster.pid", encoding="utf-8") as file:
                lines = file.read().splitlines()
        except OSError:
            return False
        return len(lines) >= 8 and lines[7].strip() == "ready" and int(lines[0]) in self.processes()

    def create_database(self, port, role, database):
        """Makes an ordinary role that may make databases, since every test wants one, and its first database.
        Returns the role's password."""
        password = secrets.token_hex(12)
        sql = f"""CREATE ROLE {role} LOGIN CREATEDB PASSWORD '{password}';
                  CREATE DATABASE {database} OWNER {role};"""
        command = [f"{self.programs}/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1",
                   "-p", str(port), "-U", "postgres", "postgres"]
        done = subprocess.run(command, input=sql, text=True, capture_output=True, check=False,
                              env=os.environ | {"PGPASSWORD": self.password})
        if done.returncode != 0:
            raise Trouble(f"{done.stderr}PostgreSQL refused to make the tests' role and database, for the "
                          f"reason above; its log is {self.log}.")
        return password

    def discard(self):
        """Ends the server without saving anything, at whatever point of its life. One that was killed has
        left shared memory behind, which only its own next start gives back, and one that is still starting,
        or initdb, would do so if it were killed now."""
        initdb = [f"{self.programs}/initdb", "-D", self.data]
        wait_until(lambda: all(processes.command_line(pid)[:3] != initdb for pid in processes.all_ids()), 60)
        try:
            self.thaw()
            if self.main_process() or os.path.exists(f"{self.data}/postmaster.pid"):
                self.start()
            self.stop(signal.SIGQUIT, 5)
        except Trouble:
            self.kill()
