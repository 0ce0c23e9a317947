"""A test run that is killed leaves no broker, no process and no directory behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from harness.waiting import wait_for

HERE = Path(__file__).resolve().parent
RUN = """
import sys
sys.path.insert(0, sys.argv[1])
from harness import Broker
broker = Broker()
if sys.argv[2] == "started":
    broker.start()
print(broker.directory, broker._sweeper.pid, *[node.pid for node in broker.cluster.nodes if node.pid], flush=True)
sys.stdin.read()
"""


def gone(pid: int) -> bool:
    """Nobody waits for an orphan at once everywhere, so a zombie is gone, too."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.mark.parametrize("state", ["created", "started"])
def test_nothing_outlives_a_run_that_was_killed(state: str) -> None:
    with subprocess.Popen([sys.executable, "-B", "-c", RUN, str(HERE), state], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          text=True) as run:  # fmt: skip
        directory, *pids = run.stdout.readline().split()
        assert Path(directory).name.startswith("aegis-kafka-") and Path(directory).is_dir()
        assert len(pids) == (2 if state == "started" else 1)
        assert not any(gone(int(pid)) for pid in pids)
        os.kill(run.pid, signal.SIGKILL)
        run.wait(10)
    wait_for(lambda: not Path(directory).exists(), "the directory is gone", 30)
    for pid in pids:
        wait_for(lambda pid=pid: gone(int(pid)), f"process {pid} is gone", 10)
