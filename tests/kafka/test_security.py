"""TLS, log-in and rights, as docs/operating.md and docs/acls.md describe them, against a broker that insists on all three."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from confluent_kafka.admin import AclBinding, AclBindingFilter, AclOperation, AclPermissionType, ResourcePatternType
from confluent_kafka.admin import ResourceType, ScramCredentialInfo, ScramMechanism, UserScramCredentialUpsertion
from harness import Broker, Stage, read_topic, tag, wait_for

USER, PASSWORD, WRONG = "aegis", "correct horse battery staple", "wrong-horse"
SECONDS = 60


class Certificates:
    """Two authorities of a test's own; the second is one that nobody trusts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ca, self.other_ca = self._authority("ca"), self._authority("other-ca")
        self.broker = self._signed("broker", "ca", "subjectAltName=IP:127.0.0.1")
        self.client = self._signed("client", "ca", "extendedKeyUsage=clientAuth")
        self.stranger = self._signed("stranger", "other-ca", "extendedKeyUsage=clientAuth")

    def key(self, name: str) -> Path:
        return self.folder / f"{name}.key"

    def certificate(self, name: str) -> Path:
        return self.folder / f"{name}.pem"

    def _make(self, name: str, *arguments: str) -> Path:
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                        "-subj", f"/CN={name}", "-keyout", self.key(name), "-out", self.certificate(name), *arguments],
                       check=True, capture_output=True, timeout=SECONDS)  # fmt: skip
        return self.certificate(name)

    def _authority(self, name: str) -> Path:
        return self._make(name)

    def _signed(self, name: str, by: str, extension: str) -> Path:
        self._make(name, "-CA", self.certificate(by), "-CAkey", self.key(by), "-addext", extension,
                   "-addext", "basicConstraints=critical,CA:FALSE")  # fmt: skip
        # The broker wants key and certificate in one file.
        both = self.folder / f"{name}-both.pem"
        both.write_text(self.key(name).read_text() + self.certificate(name).read_text())
        return both


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def broker(certificates: Certificates) -> Iterator[Broker]:
    """Kafka's own authorizer: without an ACL there is no right, except for the tests themselves, which come without TLS."""
    tls = {"ssl.keystore.type": "PEM", "ssl.keystore.location": certificates.broker,
           "ssl.truststore.type": "PEM", "ssl.truststore.location": certificates.ca}  # fmt: skip
    properties = {
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": "User:ANONYMOUS",
        "sasl.enabled.mechanisms": "SCRAM-SHA-512",
        "listener.name.login.scram-sha-512.sasl.jaas.config":
            "org.apache.kafka.common.security.scram.ScramLoginModule required;",
        "listener.name.mutual.ssl.client.auth": "required",
        "ssl.principal.mapping.rules": "RULE:^CN=(.*)$/$1/,DEFAULT",
        **{f"listener.name.{name}.{key}": str(value) for name in ("login", "mutual") for key, value in tls.items()},
    }  # fmt: skip
    with Broker(properties=properties, listeners={"LOGIN": "SASL_SSL", "MUTUAL": "SSL"}) as started:
        make_user(started, USER)
        yield started


def make_user(broker: Broker, name: str) -> None:
    user = UserScramCredentialUpsertion(name, ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD.encode())
    for done in broker.admin.alter_user_scram_credentials([user]).values():
        done.result(SECONDS)


# --- what the documentation says, as it is written there

DOCS = Path(__file__).resolve().parents[2] / "docs"


def block(page: str, heading: str, number: int = 0) -> str:
    """The text of a code block below a heading."""
    section = (DOCS / page).read_text().partition(f"# {heading}\n")[2]
    return re.findall(r"^```\w+\n(.*?)^```$", section, flags=re.M | re.S)[number]


def documented_rights(s: Stage, principal: str) -> list[AclBinding]:
    """Those of the page's shell lines, run by a shell, with the names of this stage's topics."""
    names = {"orders-scrubber.receipts": s.receipts, "orders.raw": s.source, "orders.clean": s.target, "orders.dlq": s.dead,
             "orders-scrubber": s.name, "User:aegis": f"User:{principal}"}  # fmt: skip
    text = block("acls.md", "Rights that Aegis needs")
    text = re.sub("|".join(re.escape(name) for name in names), lambda found: names[found[0]], text)
    said = subprocess.run(["bash", "-euc", 'kafka-acls.sh() { echo "$@"; }; BROKERS=all\n' + text], check=True, text=True,
                          capture_output=True, timeout=SECONDS).stdout  # fmt: skip
    parser = argparse.ArgumentParser()
    for option in ("--bootstrap-server", "--command-config", "--allow-principal", "--group", "--transactional-id", "--topic"):
        parser.add_argument(option)
    parser.add_argument("--add", action="store_true")
    parser.add_argument("--operation", action="append")
    parser.add_argument("--resource-pattern-type", default="literal")
    rights = []
    for line in said.splitlines():
        asked = parser.parse_args(line.split())
        kind, name = next((kind, name) for kind in KINDS if (name := getattr(asked, kind)))
        for operation in asked.operation:
            named = re.sub(r"(?<=.)([A-Z])", r"_\1", operation).upper()
            rights.append(AclBinding(KINDS[kind], name, ResourcePatternType[asked.resource_pattern_type.upper()],
                                     asked.allow_principal, "*", AclOperation[named], AclPermissionType.ALLOW))  # fmt: skip
    return rights


KINDS = {"group": ResourceType.GROUP, "transactional_id": ResourceType.TRANSACTIONAL_ID, "topic": ResourceType.TOPIC}


def grant(broker: Broker, rights: list[AclBinding]) -> None:
    for done in broker.admin.create_acls(rights).values():
        done.result(SECONDS)


def take_away(broker: Broker, rights: list[AclBinding]) -> None:
    filters = [AclBindingFilter(right.restype, right.name, right.resource_pattern_type, right.principal, right.host,
                                right.operation, right.permission_type) for right in rights]  # fmt: skip
    for done in broker.admin.delete_acls(filters).values():
        assert len(list(done.result(SECONDS))) == 1


@pytest.fixture
def secret(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        file = tmp_path / f"secret-{len(list(tmp_path.glob('secret-*')))}"
        file.touch(0o600)
        file.write_text(text + "\n")
        return file

    return write


def login(broker: Broker, certificates: Certificates, password: Path, **others: object) -> dict:
    properties = {"security.protocol": "SASL_SSL", "ssl.ca.location": str(certificates.ca), "sasl.mechanism": "SCRAM-SHA-512",
                  "sasl.username": USER, "sasl.password": {"file": str(password)}}  # fmt: skip
    properties.update({name.replace("_", "."): value for name, value in others.items()})
    return {"brokers": [broker.bootstrap_of("LOGIN")], "properties": properties}


def mutual(broker: Broker, certificates: Certificates, name: str | None) -> dict:
    properties = {"security.protocol": "SSL", "ssl.ca.location": str(certificates.ca)}
    if name is not None:
        properties |= {"ssl.certificate.location": str(certificates.certificate(name)),
                       "ssl.key.location": str(certificates.key(name))}  # fmt: skip
    return {"brokers": [broker.bootstrap_of("MUTUAL")], "properties": properties}


def with_text(config: dict, kafka: str) -> str:
    """The configuration as YAML, with `kafka:` as somebody wrote it."""
    return kafka + "".join(f"{key}: {json.dumps(value)}\n" for key, value in config.items() if key != "kafka")


@pytest.mark.parametrize(("number", "principal", "listener"), [(0, USER, "LOGIN"), (1, "client", "MUTUAL")])
def test_the_documented_examples_with_the_documented_rights(broker, certificates, stage, aegis, secret, number, principal,
                                                            listener) -> None:  # fmt: skip
    s = stage(2)
    s.send(200)
    s.send(3, value=lambda seq: b'{"id":"' + tag(seq).encode())  # dead letters are written, too
    grant(broker, documented_rights(s, principal))
    text = block("operating.md", "TLS and SASL", number)
    for said, here in {"broker-1:9093, broker-2:9093": broker.bootstrap_of(listener), "/etc/aegis/ca.pem": certificates.ca,
                       "/run/secrets/kafka": secret(PASSWORD), "/etc/aegis/client.pem": certificates.certificate("client"),
                       "/etc/aegis/client.key": certificates.key("client")}.items():  # fmt: skip
        text = text.replace(said, str(here))
    assert "/etc/aegis" not in text and "/run" not in text
    config = with_text(s.config(limits={"record": "512KiB"}), text)
    asked = aegis(config, command="check", arguments=("--connect",)).start()
    assert asked.wait_exit(SECONDS) == 0, asked.output_end()
    assert not re.search(r"^(error|warning)", asked.stdout, re.M), asked.stdout
    process = aegis(config, arguments=("--drain",)).start()
    assert process.wait_exit(SECONDS) == 0, process.output_end()
    assert not re.search(r" (warning|error) ", process.stderr), process.stderr
    assert len(s.check(process)) == 200
    assert PASSWORD not in process.stderr + process.stdout + asked.stderr + asked.stdout


# --- refused

HUNG_UP = r"Disconnected.*is security.protocol what this listener expects\?"
MOST_LINES = 30


def test_whoever_is_refused_is_told_why(broker, certificates, stage, aegis, secret) -> None:
    """`check --connect` ends with 1 and the reason; `run` goes on trying, and says it again and again, though not all the time."""
    s = stage(1)
    right, wrong = secret(PASSWORD), secret(WRONG)
    cases = {
        "another CA": (login(broker, certificates, right, ssl_ca_location=str(certificates.other_ca)),
                       "certificate verify failed.*verify that ssl.ca.location is correctly configured"),
        "a CA that nobody named": (login(broker, certificates, right, ssl_ca_location=str(certificates.certificate("stranger"))),
                                   "verify that ssl.ca.location is correctly configured"),
        "another name": ({**login(broker, certificates, right), "brokers": [broker.bootstrap_of("LOGIN").replace("127.0.0.1", "localhost")]},
                         "verify that ssl.ca.location is correctly configured"),
        "wrong password": (login(broker, certificates, wrong), "SASL authentication error: .*invalid credentials"),
        "wrong mechanism": (login(broker, certificates, right, sasl_mechanism="PLAIN"),
                            "Unsupported SASL mechanism: broker's supported mechanisms: SCRAM-SHA-512"),
        "no TLS": ({"brokers": [broker.bootstrap_of("LOGIN")]}, HUNG_UP),
        "no log-in": (login(broker, certificates, right, security_protocol="SSL"), HUNG_UP),
        "TLS where there is none": ({**login(broker, certificates, right), "brokers": [broker.bootstrap]},
                                    "connecting to a PLAINTEXT broker listener"),
        "no certificate": (mutual(broker, certificates, None), "bad certificate|certificate required"),
        "a stranger's certificate": (mutual(broker, certificates, "stranger"), "bad certificate|certificate required"),
    }  # fmt: skip
    runs = {name: aegis(s.config(name=f"{s.name}-{number}", kafka=kafka)).start()
            for number, (name, (kafka, _)) in enumerate(cases.items())}  # fmt: skip
    checks = {name: aegis(s.config(kafka=kafka), command="check", arguments=("--connect",)).start()
              for name, (kafka, _) in cases.items()}  # fmt: skip
    problems = []
    for name, (_, why) in cases.items():
        said = checks[name].wait_exit(SECONDS), checks[name].stdout + checks[name].stderr
        last = said[1].splitlines()[-1]
        if said[0] != 1 or not re.search(rf"^aegis: error: .*({why})", last):
            problems.append(f"check, {name}: exit {said[0]}: {last}")
    for name, (_, why) in cases.items():
        again = re.compile(rf"brokers are down.*({why})")
        runs[name].wait_admin()
        try:
            runs[name].wait_while_running(lambda r=runs[name], a=again: len(a.findall(r.stderr)) >= 2, f"{name}: said twice", 25)
        except AssertionError as error:
            problems.append(f"run: {error}")
            continue
        assert runs[name].get("/readyz")[0] == 503
        assert runs[name].get("/healthz")[0] == 200
        if len(runs[name].stderr.splitlines()) > MOST_LINES:
            problems.append(f"run, {name}: {len(runs[name].stderr.splitlines())} lines\n{runs[name].output_end()}")
        status = runs[name].stop()
        if status != 0:
            problems.append(f"run, {name}: exit {status}\n{runs[name].output_end()}")
    assert not problems, "\n".join(problems)
    for process in (*runs.values(), *checks.values()):
        assert PASSWORD not in process.stdout + process.stderr and WRONG not in process.stdout + process.stderr


def test_a_file_that_is_missing_ends_at_once(broker, certificates, stage, aegis, secret, tmp_path) -> None:
    s = stage(1)
    nowhere = tmp_path / "nowhere.pem"
    for command in ("run", "check"):
        arguments = ("--connect",) if command == "check" else ()
        kafka = login(broker, certificates, secret(PASSWORD), ssl_ca_location=str(nowhere))
        process = aegis(s.config(kafka=kafka), command=command, arguments=arguments).start()
        assert process.wait_exit(SECONDS) == 2, process.output_end()
        assert re.search(r"pipeline.yaml:\d+:\d+: error: .*ssl.ca.location", process.stderr), process.stderr


# --- rights


def part(rights: list[AclBinding], name: str, *operations: AclOperation) -> list[AclBinding]:
    return [right for right in rights if right.name == name and (not operations or right.operation in operations)]


def test_each_missing_right_is_named_and_nothing_is_lost(broker, certificates, stage, aegis, secret) -> None:
    s = stage(2)
    config = s.config(kafka=login(broker, certificates, secret(PASSWORD)))
    rights = documented_rights(s, USER)
    grant(broker, rights)
    read, write = AclOperation.READ, AclOperation.WRITE
    # What is missing at the start, what is said of it, and whether the process ends for it.
    cases = [
        (part(rights, s.name), f"no right to Read group {s.name}$", True),
        (part(rights, s.name + "."), f"no right to Write transactional id {s.name}.a.0$", True),
        (part(rights, s.source), f"input topic {s.source}: no right to Read and Describe$", False),
        (part(rights, s.source, read), f"input topic {s.source}: no right to Read$", False),
        (part(rights, s.target), f"topic {s.target}: .*no right to Describe and Write", False),
        (part(rights, s.target, write), f"topic {s.target}: no right to Write", False),
        (part(rights, s.dead, write), f"topic {s.dead}: no right to Write", False),
        (part(rights, s.receipts, write), f"topic {s.receipts}: no right to Write", False),
    ]
    processes = []
    for missing, said, ends in cases:
        assert missing
        s.send(40)
        before = len(read_topic(broker.bootstrap, s.target))
        take_away(broker, missing)
        process = aegis(config).start()
        processes.append(process)
        if ends:
            assert process.wait_exit(SECONDS) == 1, process.output_end()
            assert re.search(said, process.stderr, re.M), process.output_end()
        else:
            process.wait_while_running(lambda p=process, t=said: re.search(t, p.stderr, re.M), said, 20)
            assert len(read_topic(broker.bootstrap, s.target)) == before
        grant(broker, missing)
        if not ends:
            s.wait_done(process, deadline_s=30)
            assert process.stop() == 0
    last = aegis(config, arguments=("--drain",)).start()
    assert last.wait_exit(SECONDS) == 0, last.output_end()
    s.check(*processes, last)


def test_a_right_that_is_taken_away_while_running_comes_back(broker, certificates, stage, aegis, secret) -> None:
    s = stage(2)
    config = s.config(kafka=login(broker, certificates, secret(PASSWORD)))
    rights = documented_rights(s, USER)
    grant(broker, rights)
    cases = [
        (part(rights, s.target), f"topic {s.target}: .*no right to"),
        (part(rights, s.source, AclOperation.READ), f"input topic {s.source}: no right to Read$"),
        (part(rights, s.receipts, AclOperation.WRITE), f"topic {s.receipts}: no right to Write"),
        (part(rights, s.source), f"input topic {s.source}: no right to Read and Describe$"),
        (part(rights, s.name + "."), f"no right to Write transactional id {s.name}.a.0$"),
        (part(rights, s.name), f"no right to Read group {s.name}$"),
    ]
    processes = []
    process = None
    with s.load():
        for missing, said in cases:
            if process is None:
                process = aegis(config).start().wait_admin()
                processes.append(process)
            done = process.metrics().total("aegis_records_total")
            process.wait_metric("aegis_records_total", done + 100)
            take_away(broker, missing)
            wait_for(lambda p=process, t=said: re.search(t, p.stderr, re.M) or not p.running, said, 20)
            grant(broker, missing)
            if not process.running or missing[0].restype != ResourceType.TOPIC:
                assert process.wait_exit() == 1, process.output_end()
                assert re.search(said, process.stderr, re.M), process.output_end()
                process = None
    last = aegis(config).start()
    s.wait_done(last)
    assert last.stop() == 0
    s.check(*processes, last)


def test_who_may_log_in_later_comes_in(broker, certificates, stage, aegis, secret) -> None:
    s = stage(1)
    s.send(20)
    process = aegis(s.config(kafka=login(broker, certificates, secret(PASSWORD), sasl_username="late"))).start().wait_admin()
    process.wait_while_running(lambda: "invalid credentials" in process.stderr, "refused", 20)
    make_user(broker, "late")
    grant(broker, documented_rights(s, "late"))
    s.wait_done(process)
    assert process.stop() == 0
    s.check(process)
