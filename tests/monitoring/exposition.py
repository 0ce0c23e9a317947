"""What Aegis shows on /metrics, served by a small model of it: one that is well, one that is ill in every way an alert knows."""

import http.server
import threading
import time

PARTITIONS = [("orders.raw", "0"), ("orders.raw", "1"), ("logs.raw", "0")]
ROUTES = ["orders", "logs"]
BUCKETS = [0.001, 0.01, 0.1, 1, 10]


class Page:
    """Text in the Prometheus exposition format."""

    def __init__(self):
        self.lines = []

    def family(self, name, kind, help_text):
        self.lines += [f"# HELP {name} {help_text}", f"# TYPE {name} {kind}"]

    def sample(self, name, value, **labels):
        shown = ",".join(f'{key}="{text}"' for key, text in labels.items())
        self.lines.append(f"{name}{{{shown}}} {value}" if shown else f"{name} {value}")

    def histogram(self, name, help_text, count, typical):
        self.family(name, "histogram", help_text)
        for bound in BUCKETS:
            self.sample(f"{name}_bucket", count if bound >= typical else count * 0.1, le=bound)
        self.sample(f"{name}_bucket", count, le="+Inf")
        self.sample(f"{name}_sum", count * typical)
        self.sample(f"{name}_count", count)

    def text(self):
        return "\n".join(self.lines) + "\n"


def metrics(seconds, ill=False, idle=False):
    """The page `seconds` after the start. idle: up, and no partition is owned."""
    page = Page()
    work = 1000 + 100 * seconds
    page.family("aegis_build_info", "gauge", "The version that runs.")
    page.sample("aegis_build_info", 1, version="0.1.0", librdkafka="2.15.1")

    page.family("aegis_records_total", "counter", "Records by route and outcome.")
    page.family("aegis_quarantined_total", "counter", "Quarantines by reason.")
    page.family("aegis_bytes_total", "counter", "Bytes of values read and written.")
    page.family("aegis_findings_total", "counter", "Findings by entity and what was done with them.")
    for route in ROUTES:
        page.sample("aegis_records_total", work, route=route, outcome="forward")
        page.sample("aegis_records_total", work * 0.02, route=route, outcome="drop")
        page.sample("aegis_records_total", work * (0.5 if ill else 0.001), route=route, outcome="quarantine")
        page.sample("aegis_quarantined_total", work * (0.5 if ill else 0.001), route=route, reason="invalid_json")
        page.sample("aegis_bytes_total", work * 1000, route=route, direction="in")
        page.sample("aegis_bytes_total", work * 990, route=route, direction="out")
        page.sample("aegis_findings_total", work * 0.3, route=route, entity="EMAIL_ADDRESS", action="mask")
        page.sample("aegis_findings_total", work * 0.1, route=route, entity="US_SSN", action="replace")

    page.family("aegis_consumer_lag_records", "gauge", "Stable end offset less the committed one.")
    page.family("aegis_consumer_lag_seconds", "gauge", "Age of the oldest uncommitted record.")
    page.family("aegis_partition_stopped", "gauge", "1 while a partition stands still until somebody acts.")
    for topic, partition in [] if idle else PARTITIONS:
        page.sample("aegis_consumer_lag_records", 5000 + 200 * seconds if ill else 0, topic=topic, partition=partition)
        page.sample("aegis_consumer_lag_seconds", 900 + seconds if ill else 0, topic=topic, partition=partition)
        page.sample("aegis_partition_stopped", 1 if ill else 0, topic=topic, partition=partition)

    page.family("aegis_transactions_total", "counter", "Transactions by how they ended.")
    page.sample("aegis_transactions_total", 700 if ill else 700 + 10 * seconds, result="committed")
    page.sample("aegis_transactions_total", 5 + 4 * seconds if ill else 5, result="aborted")
    page.sample("aegis_transactions_total", seconds if ill else 0, result="unknown")
    page.family("aegis_rebalances_total", "counter", "Assignments received, over all workers.")
    page.sample("aegis_rebalances_total", 4 + (8 * seconds if ill else 0))

    page.histogram("aegis_transaction_seconds", "From a transaction's first record to its commit.", work / 10, 0.1)
    page.histogram("aegis_end_to_end_seconds", "From a record's timestamp to its commit.", work, 0.1)
    page.histogram("aegis_process_seconds", "Time in the engine for one batch.", work / 10, 0.01)

    page.family("process_cpu_seconds_total", "counter", "User and system time.")
    page.sample("process_cpu_seconds_total", 3 + 0.4 * seconds)
    page.family("process_resident_memory_bytes", "gauge", "Resident memory.")
    page.sample("process_resident_memory_bytes", 40_000_000)
    page.family("process_start_time_seconds", "gauge", "When the process started.")
    page.sample("process_start_time_seconds", 1_700_000_000 + (round(seconds, 1) if ill else 0))
    return page.text()


class Server:
    """Serves metrics() on a free loopback port: /well, /ill, /idle."""

    def __enter__(self):
        begun = time.monotonic()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                seconds = time.monotonic() - begun
                body = metrics(seconds, ill=self.path == "/ill", idle=self.path == "/idle").encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/plain; version=0.0.4")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def url(self, path):
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
