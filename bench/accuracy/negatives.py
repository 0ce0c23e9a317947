"""Text with nothing in it that must be found: what is on every Debian machine, and look-alikes."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

from carriers import Document, fill
from drawing import Draw

# What lies there differs from machine to machine; the report lists what was read.
SOURCES = [
    ("licences", "/usr/share/common-licenses", "*", 1.0),
    ("documentation", "/usr/share/doc", "*/README*", 4.0),
    ("changelogs", "/usr/share/doc", "*/changelog*", 4.0),
    ("copyright files", "/usr/share/doc", "*/copyright", 6.0),
    ("C headers", "/usr/include", "**/*.h", 8.0),
    ("package metadata", "/var/lib/dpkg", "status", 2.0),
    ("package lists", "/var/lib/dpkg/info", "*.list", 3.0),
    ("checksums", "/var/lib/dpkg/info", "*.md5sums", 3.0),
    ("package scripts", "/var/lib/dpkg/info", "*.postinst", 1.0),
    ("Python source", "/usr/lib/python3", "**/*.py", 5.0),
    ("Perl source", "/usr/share/perl", "**/*.pm", 3.0),
    ("configuration", "/etc", "**/*.conf", 1.0),
    ("time zones and codes", "/usr/share/zoneinfo", "*.tab", 0.3),
    ("MIME and services", "/etc", "[ms]*s", 0.3),
]
CHUNK = 32768


def texts(share: float) -> Iterator[tuple[str, list[Document]]]:
    """(kind, documents) up to the kind's megabytes times `share`; a file's text in pieces of whole lines."""
    for kind, folder, pattern, megabytes in SOURCES:
        root, room, documents = Path(folder), int(megabytes * share * 1e6), []
        # Sorted by a digest of the name, so that a bound takes some of everything and always the same.
        paths = sorted(root.glob(pattern), key=lambda p: hashlib.sha1(str(p).encode()).digest()) if root.is_dir() else []
        for path in paths:
            if room <= 0:
                break
            if path.is_symlink() or not path.is_file() or path.suffix in (".gz", ".xz"):
                continue
            try:
                content = path.read_bytes()[: max(room, CHUNK)].decode()
            except (OSError, UnicodeDecodeError):
                continue
            room -= len(content)
            lines, size = [], 0
            for line in content.splitlines(keepends=True):
                lines.append(line)
                size += len(line)
                if size > CHUNK:
                    documents.append(Document("".join(lines), (), str(path)))
                    lines, size = [], 0
            if lines:
                documents.append(Document("".join(lines), (), str(path)))
        yield kind, documents


def _isbn(d: Draw) -> str:
    return d.like(r"978-3-\d{2}-\d{6}-\d")


def _hash(d: Draw) -> str:
    return getattr(hashlib, d.choice(["md5", "sha1", "sha256"]))(d.randbytes(8)).hexdigest()


LOOKALIKES = {
    "order numbers": lambda d: d.like(r"(order|order no\.|Bestellung|pedido|commande) #?\d{6,16}"),
    "order numbers with dashes": lambda d: d.like(r"order \d{3}-\d{7}-\d{7}"),
    "invoice numbers": lambda d: d.like(r"invoice (INV-|RE|F)?20\d{2}-\d{4,8}"),
    "tracking numbers": lambda d: d.like(r"(tracking|shipment|parcel) (1Z[A-Z0-9]{16}|\d{12,20}|JD\d{16}|RR\d{9}DE)"),
    "hashes": lambda d: d.choice(["commit ", "sha256:", "md5 ", "ETag: ", ""]) + _hash(d),
    "UUIDs": lambda d: d.like(r"(id=|request |trace )?\x{8}-\x{4}-[1-7]\x{3}-[89ab]\x{3}-\x{12}"),
    "timestamps": lambda d: d.choice([str(d.randrange(1_500_000_000, 1_800_000_000)), str(d.randrange(1_500_000_000_000, 1_800_000_000_000)), f"{d.day(2015, 2026):%Y%m%d}{d.randrange(235959):06}"]),
    "coordinates": lambda d: f"x={d.uniform(-90, 90):.6f} y={d.uniform(-180, 180):.6f}",
    "versions": lambda d: d.like(r"(version |v|release |libfoo-)\d{1,2}\.\d{1,2}\.\d{1,3}(\.\d{1,4})?"),
    "kernel and package versions": lambda d: d.like(r"linux-image-\d\.\d{1,2}\.0-\d{1,2}-amd64 \d\.\d{1,2}\.\d{1,3}-\d{1,2}"),
    "part numbers": lambda d: d.like(r"(part|SKU|item) [A-Z]{2,3}-?\d{4,7}(-[A-Z0-9]{2,3})?"),
    "phone-like ids": lambda d: d.like(r"(case|ref|item|job) (\d{3}-\d{3}-\d{3}|\d{10}|\d{4}-\d{6}|\d{2}-\d{4}-\d{3})"),
    "card-like ids": lambda d: d.like(r"(job|batch|device|object) [3-6]\d{15}"),
    "nine digits": lambda d: d.like(r"(item|row|record|node) \d{9}"),
    "eleven digits": lambda d: d.like(r"(item|row|record|node) \d{11}"),
    "letters and digits": lambda d: d.like(r"(slot|gate|room|model|seat) [A-Z]{1,3}\d{4,8}[A-Z]?"),
    "prices and amounts": lambda d: d.like(r"(total|sum|EUR|\$) ?\d{1,3}(,\d{3}){0,2}\.\d{2}"),
    "ISBNs": _isbn,
    "colours and sizes": lambda d: d.like(r"#\x{6} \d{3,4}x\d{3,4} \d{1,4}px"),
    "memory addresses": lambda d: d.like(r"0x0000\x{12}|0x\x{8}"),
    "file names": lambda d: d.like(r"/var/log/\l{4,8}/\l{3,6}-20\d{6}-\d{6}\.log\.\d"),
    "pod and host names": lambda d: d.like(r"\l{4,8}-\x{9}-[a-z0-9]{5}"),
    "base64 of bytes": lambda d: "data: " + base64.b64encode(d.randbytes(d.randrange(12, 90))).decode(),
    "placeholders": lambda d: d.choice(["password=changeme", "api_key=<your key>", "token: ${TOKEN}", "secret: REDACTED", "password: ********", "AKIA" + "IOSFODNN7EXAMPLE", "ssn: XXX-XX-XXXX", "key=YOUR_API_KEY"]),
    "measurements": lambda d: d.like(r"\d{1,3}\.\d{1,3} (ms|kB|MiB|%|°C), \d{2,5} rpm"),
    "sports and ranges": lambda d: d.like(r"\d{1,2}-\d{1,2}, \d{1,2}-\d{1,2}, pages \d{2,3}-\d{2,3}"),
    "ISO dates and times": lambda d: f"{d.day(2015, 2026)}T{d.randrange(24):02}:{d.randrange(60):02}:{d.randrange(60):02}.{d.randrange(1000):03}Z",
    "code": lambda d: d.like(r"(int|long|uint64_t) \l{3,8}_\l{2,5} = \d{5,19};"),
    "JSON ids": lambda d: d.like(r'\{"(id|seq|offset|parent|objectId|version)": \d{5,19}, "n": \d\}'),
    "query strings": lambda d: d.like(r"GET /\l{4,7}\?page=\d{1,3}&id=\d{6,12}&sort=\l{4}"),
}  # fmt: skip

_FRAMES = [
    ("text", "{V}"), ("text", "We saw {V} in the report of {W}."), ("log", "{T} INFO [worker-2] processed {V} in 12ms"),
    ("json", '{{"message": "{V}", "seq": {N}}}'), ("csv", "{N},{V},{A},open\n"), ("mail", "Hello {W},\n\n{V} is done.\n\nBest"),
]  # fmt: skip


def lookalike(draw: Draw, kind: str) -> Document:
    carrier, frame = draw.choice(_FRAMES)
    return fill(draw, frame, LOOKALIKES[kind](draw), "", "", "", carrier)
