"""Loopback ports for servers that are killed and come back."""
import random
import socket

# Abstract sockets, whose names are free again as soon as the process that holds them is gone.
_reservations = []


def reserve():
    """A free TCP port on 127.0.0.1 that no other fixture on this machine takes while this process lives, even
    while its server is down. It lies below the range from which the kernel numbers outgoing connections: a
    client that knocks at a killed server's port could be given that very port, and the server would find it
    taken."""
    with open("/proc/sys/net/ipv4/ip_local_port_range", encoding="utf-8") as file:
        lowest_outgoing = int(file.read().split()[0])
    top = lowest_outgoing if lowest_outgoing > 14000 else 60000
    while True:
        port = random.randrange(12000, top)
        reservation = socket.socket(socket.AF_UNIX)
        try:
            reservation.bind(f"\0rig-alpha-test-port-{port}")
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", port))
        except OSError:
            reservation.close()
            continue
        _reservations.append(reservation)
        return port
