"""`aegis verify` on real topics: fine after a run, and a fault planted into each topic is noticed."""

from __future__ import annotations

import subprocess

from harness import planted
from harness.aegis import binary

SECONDS = 60


def verify(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([binary(), "verify", *arguments], capture_output=True, text=True, timeout=SECONDS, check=False)


def test_verify_is_content_with_a_run_and_notices_what_was_added(stage, aegis, tmp_path) -> None:
    s = stage()
    s.send(300)
    s.send(3, value=lambda seq: planted(seq)[:-4])  # broken JSON
    process = aegis(s.config(), directory=tmp_path / "run").start()
    s.wait_done(process)
    assert process.stop() == 0
    config = ["-c", str(process.config_file)]
    by_name = ["--brokers", s.broker.bootstrap, "--from", s.source, "--to", s.target, "--dead-letter", s.dead,
               "--receipts", s.receipts]  # fmt: skip
    for arguments in (config, by_name):
        answer = verify(*arguments)
        assert answer.returncode == 0, answer.stdout + answer.stderr
        assert "exactly once" in answer.stdout and "quarantined           3" in answer.stdout, answer.stdout

    s.feed.send(s.target, 1, value=planted)  # not written by the pipeline, and holds what should not be there
    s.feed.flush()
    for arguments in (config, by_name):
        answer = verify(*arguments)
        assert answer.returncode == 1, answer.stdout
        assert f"output {s.target}/0@" in answer.stdout and "FAILED: 1 faults" in answer.stdout, answer.stdout
        assert "mary.shelley" not in answer.stdout + answer.stderr


def test_verify_says_what_it_needs(stage, aegis) -> None:
    assert verify().returncode == 2
    assert verify("--brokers", "127.0.0.1:1").returncode == 2
    s = stage()
    without = aegis(s.config(receipts=None))
    answer = verify("-c", str(without.config_file))
    assert answer.returncode == 2 and "receipts" in answer.stderr
