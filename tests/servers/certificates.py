"""What both servers prove with who they are: certificates of an authority that lives as long as one run."""
import os
import subprocess

from processes import Trouble


class Certificates:
    """`ca` is to be trusted; `other_ca` is another authority, which has signed nothing. `key` and `certificate`
    are a server's, good for the name localhost and not for 127.0.0.1."""

    def __init__(self, directory):
        self.ca = f"{directory}/ca.pem"
        self.other_ca = f"{directory}/other-ca.pem"
        self.key = f"{directory}/server.key"
        self.certificate = f"{directory}/server.pem"
        os.mkdir(directory)
        os.chmod(directory, 0o755)
        for file in (self.ca, self.other_ca):
            self.make(file, f"{file}.key", "-subj", "/CN=An authority of tests")
        self.make(self.certificate, self.key, "-CA", self.ca, "-CAkey", f"{self.ca}.key", "-subj", "/CN=localhost",
                  "-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE")

    @staticmethod
    def make(certificate, key, *options):
        # An ECDSA key takes milliseconds, one for RSA may take a second.
        command = ["openssl", "req", "-x509", "-days", "2", "-nodes", "-newkey", "ec", "-pkeyopt",
                   "ec_paramgen_curve:prime256v1", "-out", certificate, "-keyout", key, *options]
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            raise Trouble("There is no openssl to make certificates with: run packaging/setup test.") from None
        if done.returncode != 0:
            raise Trouble(f"{done.stderr}openssl did not make {certificate}, for the reason above.")

    def hand_to(self, key, certificate, account=None):
        """Copies the server's files to where only `account`, or whoever started us, can read the key."""
        for source, target in ((self.key, key), (self.certificate, certificate)):
            with open(source, encoding="ascii") as file:
                content = file.read()
            with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w", encoding="ascii") as file:
                file.write(content)
            if account:
                os.chown(target, account.pw_uid, account.pw_gid)
