"""The program under test as a process: its configuration, its admin page, its signals, its end."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from .broker import kafka
from .metrics import Metrics, parse
from .waiting import wait_for

CHECKOUT = Path(__file__).resolve().parents[3]
ADMIN_LINE = re.compile(r"^admin (http://\S+)$")
HTTP_SECONDS = 5.0


def binary() -> Path:
    """AEGIS_BIN, or the release preset's."""
    path = Path(os.environ.get("AEGIS_BIN") or CHECKOUT / "build" / "release" / "aegis")
    assert os.access(path, os.X_OK), f"no program at {path}: build it, or name it in AEGIS_BIN"
    return path


class Aegis:
    """One process of `aegis`. Use it as a context manager: whatever happens inside, the process is gone afterwards.

    config: the pipeline as a dictionary or as YAML text; it is written to a directory of the process's own, which
    is also its working directory, and is removed at the end unless the caller named it. failpoint: `name` or
    `name:count`, where the process says so and stays until it is killed. Start it on a thread that outlives it: the kernel ties the
    process to that thread.
    """

    def __init__(
        self,
        config: dict | str,
        *,
        command: str = "run",
        arguments: tuple[str, ...] = (),
        failpoint: str | None = None,
        directory: Path | None = None,
        environment: dict[str, str] | None = None,
    ) -> None:
        self._own_directory = None if directory else tempfile.TemporaryDirectory(prefix="aegis-run-")
        self.directory = Path(self._own_directory.name) if self._own_directory else Path(directory)
        self.directory.mkdir(parents=True, exist_ok=True)
        self.config_file = self.directory / "pipeline.yaml"
        self.write_config(config)
        self.command = [str(binary()), command, "-c", str(self.config_file), *arguments]
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("AEGIS_")}
        self.environment.update(environment or {})
        if failpoint is not None:
            self.environment["AEGIS_FAILPOINT"] = failpoint
        self.process: subprocess.Popen[str] | None = None
        self.admin: str | None = None
        self._stdout: list[str] = []
        self._stderr: list[str] = []
        self._pumps: list[threading.Thread] = []

    def write_config(self, config: dict | str) -> None:
        """Takes effect at the next start or SIGHUP. JSON is YAML."""
        text = config if isinstance(config, str) else json.dumps(config, indent=2) + "\n"
        part = self.config_file.with_suffix(".part")
        part.write_text(text)
        part.replace(self.config_file)

    def __enter__(self) -> Aegis:
        return self.start() if self.process is None else self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- life

    def start(self) -> Aegis:
        """Starts the process and returns at once."""
        assert self.process is None, "already started"
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, cwd=self.directory, env=self.environment,
                                        text=True, errors="replace", start_new_session=True,
                                        preexec_fn=kafka.end_with_parent)  # fmt: skip
        for stream, lines in ((self.process.stdout, self._stdout), (self.process.stderr, self._stderr)):
            pump = threading.Thread(target=lambda s=stream, to=lines: to.extend(iter(s.readline, "")), daemon=True)
            pump.start()
            self._pumps.append(pump)
        return self

    def wait_admin(self, deadline_s: float = 30.0) -> Aegis:
        """Until it has said where its admin page is."""

        def said() -> bool:
            for line in list(self._stdout):
                if match := ADMIN_LINE.match(line.strip()):
                    self.admin = match[1]
                    return True
            assert self.running, f"ended with {self.returncode} before its admin line\n{self.output_end()}"
            return False

        self._wait(said, "the line `admin http://host:port` on stdout", deadline_s)
        return self

    def wait_ready(self, deadline_s: float = 60.0) -> Aegis:
        self.wait_admin(deadline_s)
        self.wait_while_running(lambda: self.get("/readyz")[0] == 200, "/readyz says 200", deadline_s)
        return self

    def wait_while_running(self, condition: Callable[[], object], what: str, deadline_s: float = 60.0) -> None:
        """Waits for a condition; the process ending first is a failure at once, with what it said."""

        def checked() -> object:
            result = condition()
            assert result or self.running, f"ended with {self.returncode} before: {what}\n{self.output_end()}"
            return result

        self._wait(checked, what, deadline_s)

    def wait_exit(self, deadline_s: float = 30.0) -> int:
        """Its exit status; negative: the signal that ended it."""
        assert self.process is not None
        try:
            status = self.process.wait(deadline_s)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still running after {deadline_s:g} s\n{self.output_end()}") from None
        for pump in self._pumps:
            pump.join(5)
        return status

    def wait_failpoint(self, deadline_s: float = 60.0) -> None:
        """Until it has said that it stands at its failpoint, where it stays: ask the broker, then kill()."""
        name = self.environment["AEGIS_FAILPOINT"].partition(":")[0]
        self.wait_while_running(lambda: f"failpoint {name} reached" in self.stderr, f"failpoint {name}", deadline_s)

    def stop(self, deadline_s: float = 15.0) -> int:
        """SIGTERM, and its exit status."""
        self.signal(signal.SIGTERM)
        return self.wait_exit(deadline_s)

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        self.wait_exit()

    def pause(self) -> None:
        """SIGSTOP; returns when the kernel has stopped it."""
        self.signal(signal.SIGSTOP)
        stat = Path(f"/proc/{self.pid}/stat")
        wait_for(lambda: stat.read_text().rpartition(")")[2].split()[0] == "T", "the process is stopped", 10)

    def resume(self) -> None:
        self.signal(signal.SIGCONT)

    def reload(self) -> None:
        """SIGHUP, once the process holds it back: while it is loaded, before its first line, anybody's SIGHUP is its end."""
        self.wait_while_running(self._holds_hangup, "SIGHUP is held back", 30)
        self.signal(signal.SIGHUP)

    def signal(self, number: signal.Signals) -> None:
        assert self.running, f"ended with {self.returncode} before it was sent {number.name}\n{self.output_end()}"
        os.kill(self.pid, number)

    def _holds_hangup(self) -> bool:
        """In some thread: the one that waits for signals shows them as free meanwhile."""
        with contextlib.suppress(OSError):  # a thread, or all, ended meanwhile
            for status in Path(f"/proc/{self.pid}/task").glob("*/status"):
                held = next((line.split()[1] for line in status.read_text().splitlines() if line.startswith("SigBlk:")), "0")
                if int(held, 16) & 1 << (signal.SIGHUP - 1):
                    return True
        return False

    def close(self) -> None:
        """Ends the process however it stands, and removes what is its own."""
        if self.process is not None:
            if self.process.poll() is None:
                self.process.kill()
            self.process.wait()
            for pump in self._pumps:
                pump.join(5)
            for stream in (self.process.stdout, self.process.stderr):
                stream.close()
        if self._own_directory is not None:
            self._own_directory.cleanup()

    # --- what it says

    @property
    def pid(self) -> int:
        assert self.process is not None, "not started"
        return self.process.pid

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def returncode(self) -> int | None:
        return None if self.process is None else self.process.returncode

    @property
    def stdout(self) -> str:
        return "".join(list(self._stdout))

    @property
    def stderr(self) -> str:
        return "".join(list(self._stderr))

    def output_end(self, lines: int = 40) -> str:
        return "\n".join([f"--- end of what {self.command[1]} (process {self.pid}) said:",
                          *(self.stdout + self.stderr).splitlines()[-lines:]])  # fmt: skip

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of a page of the admin server; status 0 when it does not answer."""
        assert self.admin is not None, "wait_admin() first"
        try:
            with urllib.request.urlopen(self.admin + path, timeout=HTTP_SECONDS) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")
        except OSError as error:
            return 0, str(error)

    def metrics(self) -> Metrics:
        """/metrics now; none while it does not answer."""
        status, body = self.get("/metrics")
        return parse(body) if status == 200 else Metrics()

    def wait_metric(self, name: str, at_least: float, deadline_s: float = 60.0, **labels: str) -> float:
        """Until the sum of the series of that name and those labels has come that far; returns it."""
        seen = 0.0

        def reached() -> bool:
            nonlocal seen
            seen = self.metrics().total(name, **labels)
            return seen >= at_least

        self.wait_while_running(reached, f"{name}{labels or ''} at least {at_least:g}", deadline_s)
        return seen

    def _wait(self, condition: Callable[[], object], what: str, deadline_s: float) -> None:
        begun = time.monotonic()
        try:
            wait_for(condition, what, deadline_s)
        except AssertionError as error:
            if time.monotonic() - begun < deadline_s:
                raise
            raise AssertionError(f"{error}\n{self.output_end()}") from None
