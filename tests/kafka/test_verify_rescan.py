"""`aegis verify` scans outputs again as their routes scan records: values, headers and keys."""

from __future__ import annotations

import subprocess

from harness import tag
from harness.aegis import binary

SECONDS = 60
MAIL = b"mary.shelley@example.net"


def plain(seq: int) -> bytes:
    return b'{"id":"%s"}' % tag(seq).encode()


def test_headers_and_keys_are_scanned_again(stage, aegis, tmp_path) -> None:
    s = stage(partitions=2)
    blind = {"p": {"detect": ["CREDIT_CARD"]}}
    seeing = {"p": {"detect": ["EMAIL_ADDRESS"]}}
    s.send(20)  # seven have an address in the value
    s.feed.send(s.source, 1, value=plain, headers=lambda _: [("from", MAIL)])
    s.feed.send(s.source, 1, value=plain, key=lambda _: MAIL)
    s.feed.flush()
    process = aegis(s.config(policies=blind), directory=tmp_path / "run").start()
    s.wait_done(process)
    assert process.stop() == 0

    def verify(policies: dict, **route: str) -> subprocess.CompletedProcess[str]:
        process.write_config(s.config(policies=policies, route=route))
        answer = subprocess.run([binary(), "verify", "-c", str(process.config_file)], capture_output=True, text=True,
                                timeout=SECONDS, check=False)  # fmt: skip
        assert MAIL.decode() not in answer.stdout + answer.stderr
        return answer

    answer = verify(blind)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    answer = verify(seeing)
    assert answer.returncode == 1
    assert answer.stdout.count("still holds EMAIL_ADDRESS") == 8, answer.stdout
    assert answer.stdout.count("still holds something in its key") == 1, answer.stdout
    # What the route lets pass is not asked about.
    answer = verify(seeing, headers="pass", key="pass")
    assert answer.stdout.count("still holds EMAIL_ADDRESS") == 7, answer.stdout
    assert "in its key" not in answer.stdout
