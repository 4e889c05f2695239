"""Addresses of hubs: which can be talked to, and without being overheard."""

import ipaddress
from urllib.parse import urlsplit

import httpx2

from bwassess.sync.errors import BadAddressError, InsecureAddressError


def checked_address(url: str) -> str:
    """An address of a hub without a trailing slash.

    Raises:
        BadAddressError: It is none.
        InsecureAddressError: Anyone on the way could read what it carries.
    """
    wanted = url.strip().rstrip("/")
    try:
        parts = urlsplit(wanted)
        host, _ = parts.hostname, parts.port
        httpx2.URL(wanted)
    except (ValueError, httpx2.InvalidURL) as error:
        raise BadAddressError(url) from error
    if parts.scheme not in ("http", "https") or not host or parts.query:
        raise BadAddressError(url)
    if parts.scheme == "http" and not _is_near(host):
        raise InsecureAddressError(url)
    return wanted


def _is_near(host: str) -> bool:
    """Whether a host can only be this machine or one on the same network."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host or host.endswith((".local", ".localhost", ".lan"))
    return address.is_loopback or address.is_private or address.is_link_local
