"""Names of mail servers and their users, as an administrator enters them."""

import ipaddress
import re

NAME = re.compile(r"(?=.{1,253}\Z)(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?\Z")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def is_host(host: str) -> bool:
    """A name of a computer in ASCII (lower case) or an IP address: nothing with a scheme, a port or a path."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return NAME.match(host) is not None
    return True


def is_one_line(text: str) -> bool:
    """Without control characters, which would end a command to the server."""
    return text.isprintable()
