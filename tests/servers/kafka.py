"""A real Kafka broker: one process in KRaft mode, that is broker and controller, on loopback ports."""
import base64
import os
import re
import secrets
import shutil
import signal
import socket
import struct
import subprocess
import uuid

import jars
import processes
from processes import Trouble, wait_until
from server import Server

PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller_port}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:{port},SASL_SSL://127.0.0.1:{tls_port},EXPIRED://127.0.0.1:{expired_port},\
CONTROLLER://127.0.0.1:{controller_port}
advertised.listeners=PLAINTEXT://127.0.0.1:{port},SASL_SSL://localhost:{tls_port},EXPIRED://localhost:{expired_port}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,EXPIRED:SASL_SSL,CONTROLLER:PLAINTEXT
ssl.keystore.type=PEM
ssl.keystore.location={directory}/tls.pem
listener.name.sasl_ssl.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256
listener.name.sasl_ssl.plain.sasl.jaas.config={login} required user_{user}="{password}";
listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config={scram_login} required;
listener.name.expired.ssl.keystore.location={directory}/expired.pem
listener.name.expired.sasl.enabled.mechanisms=PLAIN
listener.name.expired.plain.sasl.jaas.config={login} required user_{user}="{password}";
log.dirs={directory}/data

# One broker cannot replicate.
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1

# A group with one member shall not wait 3 s for others, nor the first one for 50 partitions to be made.
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
offsets.topic.num.partitions=3
transaction.state.log.num.partitions=3

# After kill -9 the controller lets a broker back in when the old session has run out: 12.6 s by default.
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=300

# Consumers never make topics, and a misspelt name must not make one for them.
auto.create.topics.enable=false
num.partitions=3
message.max.bytes=4194304
# Retention goes by the records' own time, and replayed recordings are years old.
log.retention.ms=-1
# A quarter of the heap by default.
log.cleaner.dedupe.buffer.size=16777216
"""


LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule"
SCRAM_LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule"


class Kafka(Server):
    name = "Kafka"
    user = "rig"

    def __init__(self, directory, lib):
        self.directory = directory
        self.lib = lib
        self.properties = f"{directory}/server.properties"
        self.log = f"{directory}/broker.log"
        self.password = secrets.token_hex(12)

    def owns(self, words):
        # The main class tells the broker from a tool that reads the same file.
        return words[-1] == self.properties and "kafka.Kafka" in words

    def java(self, *words):
        # hsperfdata files of a killed JVM would stay in /tmp.
        return [jars.java(), "-Xmx512m", "-XX:-UsePerfData", "-cp", f"{self.lib}/*",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSS", *words]

    def format(self, port, tls_port, expired_port, controller_port, certificates):
        """Starts writing the storage directory and returns that process."""
        os.mkdir(self.directory, 0o700)
        for name, source in (("tls", certificates.certificate), ("expired", certificates.expired)):
            certificates.hand_to(f"{self.directory}/{name}.pem", f"{self.directory}/{name}.pem", source=source)
        with open(self.properties, "w", encoding="utf-8") as file:
            file.write(PROPERTIES.format(port=port, tls_port=tls_port, expired_port=expired_port,
                                         controller_port=controller_port, directory=self.directory, login=LOGIN,
                                         scram_login=SCRAM_LOGIN, user=self.user, password=self.password))
        return self.format_storage()

    def format_storage(self):
        """Every broker made has a cluster id of its own."""
        cluster_id = base64.urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").decode()
        # "=" because a cluster id may begin with a dash.
        return processes.spawn(self.java("kafka.tools.StorageTool", "format", f"--cluster-id={cluster_id}",
                                         f"--config={self.properties}",
                                         f"--add-scram=SCRAM-SHA-256=[name={self.user},password={self.password}]"),
                               self.log)

    def launch(self):
        process = processes.spawn(self.java("kafka.Kafka", self.properties), self.log, cwd=self.directory)
        with open(f"{self.directory}/pid", "w", encoding="utf-8") as file:
            file.write(f"{process.pid}\n")
        return process

    def port(self):
        with open(self.properties, encoding="utf-8") as file:
            return int(re.search(r"^listeners=PLAINTEXT://127\.0\.0\.1:(\d+)", file.read(), re.M)[1])

    def answers(self):
        """Whether it names itself in an answer to a Metadata request (api key 3, version 1, no topics). The
        port alone is open before the controller lets the broker take part."""
        request = struct.pack(">hhih9si", 3, 1, 1, 9, b"rig-alpha", 0)
        try:
            with socket.create_connection(("127.0.0.1", self.port()), timeout=1) as connection:
                connection.sendall(struct.pack(">i", len(request)) + request)
                answer = connection.makefile("rb").read(12)
        except OSError:
            return False
        return len(answer) == 12 and struct.unpack(">iii", answer)[2] > 0

    def renew(self):
        """Another broker at the same address, without topics and of a cluster of its own; returns when it
        answers."""
        self.kill()
        shutil.rmtree(f"{self.directory}/data")
        if self.format_storage().wait() != 0:
            raise Trouble(f"Formatting Kafka's storage failed; {self.log} says why.")
        self.start()

    def discard(self):
        """Ends the server without saving anything, and also the tool that formats its storage."""
        def all_killed():
            own = [pid for pid in processes.all_ids()
                   if any(self.properties in word for word in processes.command_line(pid))]
            for pid in own:
                processes.send(pid, signal.SIGKILL)
            return not own

        wait_until(all_killed, 10)

    def create_topic(self, topic, partitions):
        command = self.java("org.apache.kafka.tools.TopicCommand", "--create", "--topic", topic,
                            "--partitions", partitions, "--bootstrap-server", f"127.0.0.1:{self.port()}")
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Trouble(f"{done.stdout}{done.stderr}Kafka did not make the topic {topic} with {partitions} "
                          "partitions, for the reason above.")
