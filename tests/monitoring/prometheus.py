"""A real Prometheus for the length of a test: free port, own data directory, gone afterwards."""

import ctypes
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRAPE_INTERVAL_S = 0.2


class Failure(Exception):
    """A check that did not hold; its text is for the reader of the test's output."""


def program(name):
    """promtool or prometheus: from PATH, or where scripts/setup unpacked it."""
    found = shutil.which(name)
    if found:
        return found
    for folder in (ROOT / ".deps" / "bin", pathlib.Path(os.environ.get("AEGIS_DEPS_DIR", "/nonexistent")) / "bin"):
        if (folder / name).exists():
            return str(folder / name)
    raise Failure(f"{name} is not here: run scripts/setup")


def wait_for(what, condition, deadline_s):
    """Polls condition() until it returns something; None and False are 'not yet'."""
    end = time.monotonic() + deadline_s
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Failure(f"{what}: not within {deadline_s} s")
        time.sleep(0.05)


def _die_with_parent():
    # A test killed by its time limit cannot clean up; the kernel then does.
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class Prometheus:
    """targets: [(pipeline label, URL)]. rules: path of a rule file."""

    def __init__(self, targets, rules):
        self._targets = targets
        self._rules = rules

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="aegis-monitoring-")
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start(self):
        folder = pathlib.Path(self._folder.name)
        # Prometheus allows one path per job, and paths differ; all jobs get the label job="aegis".
        jobs = []
        for number, (pipeline, url) in enumerate(self._targets):
            parts = urllib.parse.urlsplit(url)
            jobs.append(
                {
                    "job_name": f"aegis-{number}",
                    "metrics_path": parts.path or "/metrics",
                    "static_configs": [{"targets": [parts.netloc], "labels": {"job": "aegis", "pipeline": pipeline}}],
                }
            )
        config = {
            "global": {
                "scrape_interval": f"{int(SCRAPE_INTERVAL_S * 1000)}ms",
                "scrape_timeout": f"{int(SCRAPE_INTERVAL_S * 1000)}ms",
                "evaluation_interval": "1s",
            },
            "rule_files": [str(self._rules)],
            "scrape_configs": jobs,
        }
        (folder / "prometheus.yml").write_text(json.dumps(config))  # JSON is YAML
        log = folder / "log"
        self._process = subprocess.Popen(
            [
                program("prometheus"),
                f"--config.file={folder / 'prometheus.yml'}",
                f"--storage.tsdb.path={folder / 'data'}",
                "--web.listen-address=127.0.0.1:0",
                "--storage.tsdb.retention.time=1h",
            ],
            stdout=subprocess.DEVNULL,
            stderr=log.open("wb"),
            stdin=subprocess.DEVNULL,
            cwd=folder,
            preexec_fn=_die_with_parent,
        )

        def address():
            if self._process.poll() is not None:
                raise Failure(f"prometheus ended with {self._process.returncode}:\n{log.read_text()[-2000:]}")
            return re.search(r'msg="Listening on" address=(\S+)', log.read_text())

        self._url = "http://" + wait_for("prometheus listens", address, 30).group(1)
        wait_for("prometheus is ready", self._ready, 30)

    def _ready(self):
        try:
            with urllib.request.urlopen(self._url + "/-/ready", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def __exit__(self, *_):
        process = getattr(self, "_process", None)
        if process and process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._folder.cleanup()

    def _get(self, path, **parameters):
        url = f"{self._url}{path}?{urllib.parse.urlencode(parameters, doseq=True)}"
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return json.load(answer)["data"]
        except urllib.error.HTTPError as error:
            reason = json.load(error).get("error", "no reason given")
            raise Failure(f"prometheus refuses {parameters}: {reason}") from None

    def query(self, expression):
        """The samples of an instant vector (a scalar is one sample without labels)."""
        data = self._get("/api/v1/query", query=expression)
        if data["resultType"] == "scalar":
            return [{"metric": {}, "value": data["result"]}]
        return data["result"]

    def label_values(self, label, selector):
        return self._get(f"/api/v1/label/{label}/values", **{"match[]": selector})

    def alerts(self):
        """The alerting rules as Prometheus loaded them."""
        groups = self._get("/api/v1/rules", type="alert")["groups"]
        return [rule for group in groups for rule in group["rules"]]

    def wait_for_scrapes(self, pipeline, count=8):
        """So that every rate has something to look at."""
        wait_for(
            f"{count} scrapes of {pipeline}",
            lambda: self.query(f'count_over_time(up{{pipeline="{pipeline}"}}[1m]) >= {count}'),
            60,
        )
