#!/usr/bin/env python3
"""Checks configs/monitoring with promtool and with a real Prometheus.

  monitoring_test.py rules                   promtool on the configuration, the alerts and their tests; runbook links
  monitoring_test.py expressions [--url U]   every expression of dashboard and alerts, against U (a running Aegis's
                                             /metrics) or a model of it
  monitoring_test.py alerts                  every alert speaks when all is ill, and only then
  monitoring_test.py selftest                the checks above notice what they are for
  monitoring_test.py unit                    systemd-analyze on configs/systemd/aegis.service, where it exists

Standard library only: it runs wherever the build runs.
"""

import argparse
import copy
import json
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

from exposition import Server, metrics
from prometheus import ROOT, Failure, Prometheus, program, wait_for

CONFIGS = ROOT / "configs" / "monitoring"
DASHBOARD = CONFIGS / "grafana" / "dashboards" / "aegis.json"
ALERTS = CONFIGS / "alerts.yml"
# In the tests minutes pass as seconds: alerts look back over up to half an hour.
COMPRESS = {"m": "s", "h": "m"}


def run(*command, cwd=None, stdin=None):
    done = subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise Failure(f"{' '.join(map(str, command))}:\n{done.stdout}{done.stderr}")
    return done.stdout


def compress(expression):
    return re.sub(r"\[[0-9a-z:]+\]", lambda match: re.sub("[mh]", lambda u: COMPRESS[u.group()], match.group()), expression)


# --- the dashboard


def panels(dashboard):
    for panel in dashboard["panels"]:
        yield panel
        yield from panel.get("panels", [])


def substitute(expression):
    """As Grafana does with 'All' chosen in each variable."""
    expression = expression.replace("$__rate_interval", "1m")
    return re.sub(r"\$\{?[a-z]+(:[a-z]+)?\}?", ".*", expression)


def check_dashboard(prometheus, dashboard, may_lack_values=False):
    """Returns how many expressions it ran. may_lack_values: a real Aegis may not have met every label's value yet, so an
    expression without a result is taken when each metric in it has samples."""
    known = {variable["name"] for variable in dashboard["templating"]["list"]}
    ids = [panel["id"] for panel in panels(dashboard)]
    if len(ids) != len(set(ids)):
        raise Failure("two panels have one id")
    count = 0
    for variable in dashboard["templating"]["list"]:
        if variable["type"] != "query":
            continue
        selector, label = re.fullmatch(r"label_values\((.*), (\w+)\)", variable["query"]["query"]).groups()
        if not prometheus.label_values(label, substitute(selector)):
            raise Failure(f"variable {variable['name']} has no values")
        count += 1
    for panel in panels(dashboard):
        if panel["type"] != "row" and not panel["targets"]:
            raise Failure(f"panel '{panel['title']}' asks nothing")
        for target in panel.get("targets", []):
            where = f"panel '{panel['title']}', query {target['refId']}"
            unknown = set(re.findall(r"\$\{?([a-z]+)", target["expr"])) - known
            if unknown:
                raise Failure(f"{where}: unknown variables {sorted(unknown)}")
            expression = substitute(target["expr"])
            result = prometheus.query(expression)
            count += 1
            if not result:
                names = re.findall(r"\b((?:aegis|process)_\w+|up)\b", expression)
                if may_lack_values and names and all(prometheus.query(name) for name in names):
                    continue
                raise Failure(f"{where}: no data for {expression}")
            for label in re.findall(r"\{\{(\w+)\}\}", target["legendFormat"]):
                if not all(series["metric"].get(label) for series in result):
                    raise Failure(f"{where}: the legend names {label}, which the result lacks")
    if not count:
        raise Failure("the dashboard has no expressions")
    return count


# --- the alerts


def check_alerts_loaded(prometheus):
    """Every alert parses and can be evaluated; none has anything to say about a pipeline that is well."""
    rules = prometheus.alerts()
    if not rules:
        raise Failure("no alerts were loaded")
    for rule in rules:
        result = prometheus.query(compress(rule["query"]))
        if result:
            raise Failure(f"{rule['name']} speaks though all is well: {result}")
        for name in re.findall(r"\b(?:aegis|process)_\w+|\bup\b", rule["query"]):
            if not prometheus.query(name):
                raise Failure(f"{rule['name']} looks at {name}, which nobody shows")
    return len(rules)


def check_alerts_speak(prometheus):
    rules = prometheus.alerts()
    for rule in rules:
        wait_for(
            f"{rule['name']} has something to say about a pipeline that is ill: {rule['query']}",
            lambda: prometheus.query(compress(rule["query"])),
            40,
        )
    return len(rules)


def github_anchor(heading):
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def check_runbook(alerts_text):
    alerts = re.findall(r"- alert: (\w+)", alerts_text)
    links = re.findall(r"runbook: (\S+)#(\S+)", alerts_text)
    if len(alerts) != len(links):
        raise Failure(f"{len(alerts)} alerts have {len(links)} runbook links")
    for alert, (path, anchor) in zip(alerts, links):
        if not (ROOT / path).exists():
            raise Failure(f"{alert}: {path} does not exist")
        anchors = [github_anchor(title) for title in re.findall(r"^#+ (.*)$", (ROOT / path).read_text(), re.M)]
        if anchor not in anchors:
            raise Failure(f"{alert}: {path} has no section #{anchor}")
    return len(alerts)


# --- commands


def rules(_):
    promtool = program("promtool")
    print(run(promtool, "check", "config", "prometheus.yml", cwd=CONFIGS))
    print(run(promtool, "check", "rules", "alerts.yml", cwd=CONFIGS))
    print(run(promtool, "test", "rules", "alerts_test.yml", cwd=CONFIGS))
    run(promtool, "check", "metrics", stdin=metrics(1))
    alerts_text = ALERTS.read_text()
    untested = [name for name in re.findall(r"- alert: (\w+)", alerts_text)
                if not re.search(rf"alertname: {name}\n\s+exp_alerts:\n", (CONFIGS / "alerts_test.yml").read_text())]
    if untested:
        raise Failure(f"no test sees these alerts fire: {', '.join(untested)}")
    print(f"{check_runbook(alerts_text)} runbook links lead somewhere")


def expressions(arguments):
    dashboard = json.loads(DASHBOARD.read_text())
    with Server() as server:
        target = arguments.url or server.url("/well")
        with Prometheus([("well", target)], ALERTS) as prometheus:
            prometheus.wait_for_scrapes("well")
            wait_for(f"{target} answers", lambda: prometheus.query('up{pipeline="well"} == 1'), 10)
            count = check_dashboard(prometheus, dashboard, may_lack_values=bool(arguments.url))
            print(f"{count} expressions of the dashboard have data")
            if not arguments.url:
                print(f"{check_alerts_loaded(prometheus)} alerts are silent")


def alerts(_):
    with Server() as server:
        # Port 9 (discard) has no listener on any machine this runs on, and could not be taken by another test.
        targets = [("ill", server.url("/ill")), ("idle", server.url("/idle")), ("dead", "http://127.0.0.1:9/metrics")]
        with Prometheus(targets, ALERTS) as prometheus:
            prometheus.wait_for_scrapes("ill")
            print(f"{check_alerts_speak(prometheus)} alerts speak")


def expect_failure(what, check, *needles):
    try:
        check()
    except Failure as failure:
        if all(needle in str(failure) for needle in needles):
            print(f"noticed: {what}")
            return
        raise Failure(f"{what}: noticed for another reason: {failure}") from None
    raise Failure(f"not noticed: {what}")


def selftest(_):
    dashboard = json.loads(DASHBOARD.read_text())

    def changed(old, new):
        text = json.dumps(dashboard)
        if old not in text:
            raise Failure(f"the self-test changes {old}, which the dashboard does not have")
        return json.loads(text.replace(old, new))

    with Server() as server, Prometheus([("well", server.url("/well"))], ALERTS) as prometheus:
        prometheus.wait_for_scrapes("well")
        check_dashboard(prometheus, dashboard)
        for what, broken, needle in [
            ("a misspelled metric", changed("max by (topic, partition) (aegis_consumer_lag_seconds",
                                            "max by (topic, partition) (aegis_consumer_lag_second"), "no data"),
            ("a misspelled label's value", changed('outcome=\\"quarantine\\"', 'outcome=\\"quarantined\\"'), "no data"),
            ("a misspelled grouping", changed("sum by (entity)", "sum by (entty)"), "the legend names entity"),
            ("an unknown variable", changed("$topic", "$topics"), "unknown variables"),
            ("a syntax error", changed("sum by (entity) (", "sum by (entity) (("), "refuses"),
            ("a variable over a metric that is not there", changed("label_values(up", "label_values(upp"), "no values"),
        ]:
            expect_failure(what, lambda: check_dashboard(prometheus, broken), needle)
        misspelled = copy.deepcopy(dashboard)
        next(p for p in panels(misspelled) if p.get("targets"))["targets"][0]["expr"] = "sum(aegis_nothing)"
        expect_failure("a misspelled metric, with --url",
                       lambda: check_dashboard(prometheus, misspelled, may_lack_values=True), "no data")

    text = ALERTS.read_text()
    expect_failure("a runbook link that leads nowhere",
                   lambda: check_runbook(text.replace("#aegislagold", "#aegislagnew")), "no section")
    with tempfile.TemporaryDirectory(prefix="aegis-monitoring-") as folder:
        broken_alerts = pathlib.Path(folder) / "alerts.yml"
        broken_alerts.write_text(text.replace("expr: aegis_consumer_lag_seconds{", "expr: aegis_consumer_lag_sec{"))
        with Server() as server, Prometheus([("well", server.url("/well"))], broken_alerts) as prometheus:
            prometheus.wait_for_scrapes("well")
            expect_failure("an alert over a metric that is not there",
                           lambda: check_alerts_loaded(prometheus), "AegisLagOld", "nobody shows")


def unit(_):
    analyze = shutil.which("systemd-analyze")
    if not analyze:
        print("systemd-analyze is not here")
        sys.exit(77)  # ctest shows it as skipped
    text = (ROOT / "configs" / "systemd" / "aegis.service").read_text()
    with tempfile.TemporaryDirectory(prefix="aegis-monitoring-") as folder:
        copy_of = pathlib.Path(folder) / "aegis.service"
        # verify insists that the program exists.
        copy_of.write_text(text.replace("/usr/bin/aegis", shutil.which("true")))
        done = subprocess.run([analyze, "verify", "--man=no", str(copy_of)], capture_output=True, text=True, timeout=60)
        complaints = [line for line in done.stderr.splitlines() if "aegis.service" in line]
        if done.returncode != 0 or complaints:
            raise Failure(f"systemd-analyze verify: {done.stderr}")
    print("systemd-analyze verify has nothing to say")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = {"rules": rules, "expressions": expressions, "alerts": alerts, "selftest": selftest, "unit": unit}
    parser.add_argument("command", choices=commands)
    parser.add_argument("--url", help="with expressions: /metrics of a running Aegis that has done some work")
    arguments = parser.parse_args()
    # So that the end of a time limit unwinds, and takes Prometheus along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        commands[arguments.command](arguments)
    except Failure as failure:
        print(f"FAILED {failure}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
