"""What both servers prove with who they are: certificates of an authority that lives as long as one run."""
import os
import subprocess

from processes import Trouble


AUTHORITY = """\
[ca]
default_ca = tests
[tests]
database = {directory}/expired.pem.index
new_certs_dir = {directory}
rand_serial = yes
default_md = sha256
policy = any
copy_extensions = copyall
[any]
commonName = supplied
"""


class Certificates:
    """`ca` is to be trusted; `other_ca` is another authority, which has signed nothing. `key` and `certificate`
    are a server's, good for the name localhost and not for 127.0.0.1; `expired` is the same, but ran out long ago."""

    def __init__(self, directory):
        self.ca = f"{directory}/ca.pem"
        self.other_ca = f"{directory}/other-ca.pem"
        self.key = f"{directory}/server.key"
        self.certificate = f"{directory}/server.pem"
        self.expired = f"{directory}/expired.pem"
        os.mkdir(directory)
        os.chmod(directory, 0o755)
        for file in (self.ca, self.other_ca):
            self.make(file, f"{file}.key", "-subj", "/CN=An authority of tests")
        self.make(self.certificate, self.key, "-CA", self.ca, "-CAkey", f"{self.ca}.key", "-subj", "/CN=localhost",
                  "-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE")
        self.make_expired()

    def make(self, certificate, key, *options):
        # An ECDSA key takes milliseconds, one for RSA may take a second.
        self.run(certificate, "req", "-x509", "-days", "2", "-nodes", "-newkey", "ec", "-pkeyopt",
                 "ec_paramgen_curve:prime256v1", "-out", certificate, "-keyout", key, *options)

    def make_expired(self):
        request = f"{self.expired}.csr"
        self.run(request, "req", "-new", "-key", self.key, "-subj", "/CN=localhost",
                 "-addext", "subjectAltName=DNS:localhost", "-out", request)
        # Only "ca" takes days that are over in every version of OpenSSL.
        with open(f"{self.expired}.cnf", "w", encoding="ascii") as file:
            file.write(AUTHORITY.format(directory=os.path.dirname(self.expired)))
        open(f"{self.expired}.index", "w", encoding="ascii").close()
        self.run(self.expired, "ca", "-batch", "-notext", "-config", f"{self.expired}.cnf", "-in", request,
                 "-cert", self.ca, "-keyfile", f"{self.ca}.key", "-startdate", "20240101000000Z",
                 "-enddate", "20240201000000Z", "-out", self.expired)

    @staticmethod
    def run(made, *words):
        command = ["openssl", *words]
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            raise Trouble("There is no openssl to make certificates with: run packaging/setup test.") from None
        if done.returncode != 0:
            raise Trouble(f"{done.stderr}openssl did not make {made}, for the reason above.")

    def hand_to(self, key, certificate, account=None, source=None):
        """Copies the server's key and certificate, or the one in `source`, to where only `account`, or whoever
        started us, can read the key. Both may go into one file."""
        for source, target in ((self.key, key), (source or self.certificate, certificate)):
            with open(source, encoding="ascii") as file:
                content = file.read()
            with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w", encoding="ascii") as file:
                file.write(content)
            if account:
                os.chown(target, account.pw_uid, account.pw_gid)
