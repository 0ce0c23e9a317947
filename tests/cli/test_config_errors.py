"""Every key of a configuration with everything that can be wrong with it: a position, a reason, exit 2, nothing started.

The keys come from the parser's own table (`aegis check --schema`), so a new key is tried as soon as it is there.
AEGIS_BIN names the binary.
"""
import base64
import copy
import json
import os
import re
import subprocess
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BINARY = os.environ["AEGIS_BIN"]
SECONDS = 60
PROBLEM = re.compile(r"^(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): error: (?P<why>\S.*)$")

# Not to be said in JSON: written as they stand.
class Raw(str):
    pass


ANYTHING = [Raw("*nowhere"), Raw("!tag x"), [[[]]], {"": 1}]
NUMBERS = [Raw(".nan"), Raw(".inf"), Raw("-.inf"), Raw("NaN"), Raw("inf"), -1, Raw("-0.5"), Raw("1_000"), Raw("0x10"),
           Raw("0o17"), Raw("1e3"), Raw("99999999999999999999"), Raw("1,5"), Raw("+1"), "", " ", "1 ", "x", None, [], {}, True,
           [1], {"a": 1}]  # fmt: skip
WRONG = {
    "string": [[], {}, ["a"], {"a": "b"}, None],
    "boolean": [0, 1, "true", "yes", Raw("yes"), Raw("True"), Raw("on"), "", [], {}, None, [True]],
    "integer": [*NUMBERS, Raw("1.5"), "1"],
    "number": [n for n in NUMBERS if n not in ("1e3",)] + ["0.5", Raw("1e999"), Raw("2")],
    "duration": [*NUMBERS, 10, Raw("0"), "10", "10 s", "10S", "-1s", "+1s", "1.5s", "1h30m", "s", "10sec", "1us", "10MiB",
                 "99999999999999999999s", "9223372036854775807d", "1e3s", "0x1s", "infs", "nans"],  # fmt: skip
    "size": [*NUMBERS, 10, Raw("0"), "10", "8 MiB", "8mib", "8M", "8Mi", "-1B", "+1B", "1.5MiB", "MiB", "8TiB", "10s",
             "99999999999999999999B", "9223372036854775807GiB", "1e3B", "0x1B"],  # fmt: skip
    "enum": ["", " ", "nonsense", [], {}, None, Raw("true"), 1, ["same"], {"same": 1}],
    "array": ["a", "", 1, True, None, {}, {"a": 1}, [[]], [{}], [None], [["a"]]],
    "object": ["a", "", 1, True, None, [], ["a"], {"nonsense": 1}, {"": 1}],
    "free": ["a", "", 1, True, None, [], ["a"]],
}

BAD_TOPICS = ["", " ", "a b", "a/b", "a:b", "ü", "a\nb", "a\tb", ".", "..", "x" * 250, "a,b", "a*", "__consumer_offsets",
              "\u0000"]  # fmt: skip
BAD_NAMES = ["", " ", "a b", "a/b", "ü", "x" * 200, ".", "..", "a\nb"]
BAD_HOSTS = ["", " ", ":9092", "localhost", "localhost:", "localhost:0", "localhost:65536", "localhost:-1", "localhost:+1",
             "localhost:9092x", "localhost:9 092", "a b:9092", " localhost:9092", "localhost:9092 ", "http://localhost:9092",
             "https://localhost", "PLAINTEXT://localhost:9092", "localhost:9092/", "localhost:9092,other:9092", "::1:9092",
             "[::1]", "[x]:9092", "[]:9092", "[::1:9092", "user@host:9092", "a..b:9092", ".a:9092", "-a:9092", "a-:9092",
             "café:9092", "256.1.1.1:9092", "1.2.3:9092", "1.2.3.4.5:9092", "x" * 64 + ":9092", "a." * 127 + "a:9092",
             "a\nb:9092", "localhost:999999999999999999999", "*:9092", "a\\b:9092", "localhost:1.5"]  # fmt: skip
BAD_PATHS = ["", " ", "x", ".x", "$.", "$x", "$..", "$.a[", "$.a[]", "$.a[-1]", "$.a[1", '$["a', "$.*", "$.a b",
             "$.a[99999999999]", "$.a[1.5]", "$ "]  # fmt: skip

GOOD_ROUTE = {"name": "r", "from": {"topics": ["in"]}, "to": {"topic": "out"}}

# By path in the schema. What a key refuses beyond its type.
SPECIAL = {
    "name": BAD_NAMES, "group": BAD_NAMES, "instance": BAD_NAMES,
    "kafka.brokers": [[], ["localhost:9092", "localhost:9092"], *[[host] for host in BAD_HOSTS]],
    "admin.listen": [host for host in BAD_HOSTS if host not in ("localhost:0",)],
    "routes[].from.topics": [[], ["in", "in"], *[[topic] for topic in BAD_TOPICS]],
    "routes[].from.pattern": ["", " ", "a", "^(", "^[", "^a{2,1}", "^*(", "^a\\"],
    "routes[].to.topic": [*BAD_TOPICS, "${", "${0}", "${1}", "${10}", "${x}", "${topic", "$topic", "in", "${topic}"],
    "routes[].dead_letter.topic": [*BAD_TOPICS, "out", "in"],
    "receipts.topic": [*BAD_TOPICS, "out", "dlq", "in"],
    "routes[].name": ["", " ", "x" * 300, "a\nb"],
    "routes[].policy": ["", "nonsense", "P", "p "],
    "routes[].fields.skip": [[path] for path in BAD_PATHS],
    "routes[].fields.always": [{path: "mask"} for path in BAD_PATHS] + [{"$.a": "nonsense"}, {"$.a": "replace"}, {"$.a": {}},
                                                                         {"$.a": {"mask": {}, "drop": {}}}],  # fmt: skip
    "policies": [{}, {"": {}}, {"a\nb": {}}, {" p": {}}, {"x" * 300: {}}, {"p": None}, {"p": []}, {"q": {}}],
    "routes": [[], [{}], [None], [GOOD_ROUTE, GOOD_ROUTE], [{**GOOD_ROUTE, "from": {}}], [{**GOOD_ROUTE, "from": {"topics": ["in"], "pattern": "^a"}}],
               [{**GOOD_ROUTE, "to": {"topic": "in"}}], [GOOD_ROUTE, {"from": {"topics": ["out"]}, "to": {"topic": "in"}}],
               [{**GOOD_ROUTE, "to": {"topic": "x", "partition": "key", "create_topics": "match"}}],
               [{**GOOD_ROUTE, "format": "text", "fields": {"skip": ["$.a"]}}]],
    "policies.<name>.detect": [[], [""], [" "], ["nonsense"], ["pii", "-nonsense"], ["-pii"], ["pii", "-pii"], ["PII"],
                               ["credit_card"], ["pii", "-"]],  # fmt: skip
    "policies.<name>.actions": [{"nonsense": "mask"}, {"": "mask"}, {"default": "nonsense"}, {"default": {}},
                                {"default": {"mask": {}, "drop": {}}}, {"default": ["mask"]}, {"default": None}],  # fmt: skip
    "policies.<name>.actions.<name>.replace": ["{", "}", "{}", "{entty}", "{entity", "a{ b }", "4111 1111 1111 1111"],
    "policies.<name>.actions.<name>.mask.with": ["", " ", "**", "a", "1", "ü", "\u0001"],
    "policies.<name>.actions.<name>.hmac.key": ["", "nonsense", "IDS"],
    "policies.<name>.allow.values": [[""]],
    "policies.<name>.allow.patterns": [[""], ["^"], ["$"], ["^$"], ["a"], ["^a.*"], ["^(a"], ["^a\\"]],
    "state.dir": ["", "p.yaml", "p.yaml/x"],
    "keys": [{"": {"file": "ids.keyset"}}],
    "keys.<name>.file": ["", ".", "nonsense", "/dev/null", "/dev/zero"],
    "kafka.properties": [{"nonsense": "x"}, {"": "x"}, {"enable.auto.commit": "true"}, {"acks": "1"}, {"group.id": "x"},
                         {"isolation.level": "read_uncommitted"}, {"plugin.library.paths": "x"}, {"bootstrap.servers": "x"},
                         {"enable.idempotence": "false"}, {"linger.ms": "x"}, {"linger.ms": "-1"}, {"linger.ms": Raw(".nan")},
                         {"linger.ms": None}, {"linger.ms": []}, {"sasl.password": {"file": "nonsense"}},
                         {"sasl.password": {"file": "."}}, {"sasl.password": {"fil": "x"}}, {"sasl.password": {}},
                         {"compression.codec": "zip"}, {"security.protocol": "x"}, {"bootstrap.server": "x"}],  # fmt: skip
    "kafka.properties.<name>.file": ["", ".", "nonsense"],
    "workers.count": [0, 100000, "nonsense", "Auto"],
    "transaction.interval": ["0ms", "2h", "10s", "11s"],
    "transaction.timeout": ["0ms", "1ms", "1d"],
    "transaction.max_records": [0, 100_000_000],
    "transaction.max_bytes": ["0B", "1B", "2GiB"],
    "session.timeout": ["0ms", "1d", "31m"],
    "limits.record": ["0B", "1B", "2GiB"],
    "policies.<name>.actions.<name>.hmac.bytes": [0, 7, 33],
    "policies.<name>.min_score": [Raw("-0.1"), Raw("1.01")],
}

GOOD = {
    "name": "p", "group": "g", "instance": "i",
    "kafka": {"brokers": ["127.0.0.1:9092"], "properties": {"sasl.password": {"file": "secret"}}},
    "keys": {"ids": {"file": "ids.keyset"}},
    "policies": {"p": {"detect": ["pii"], "min_score": 0.5,
                       "actions": {"default": "mask"}, "allow": {"values": ["a"], "patterns": ["^a"]}}},
    "routes": [{"name": "r", "from": {"topics": ["in"]},
                "to": {"topic": "out", "partition": "same", "create_topics": "match"},
                "format": "json", "fields": {"skip": ["$.a"], "always": {"$.b": "drop"}}, "headers": "redact", "key": "check",
                "policy": "p", "provenance": False, "allow_key_merge": False,
                "dead_letter": {"topic": "dlq", "payload": "metadata"}}],
    "rules": {
        "files": [], "off": ["ipv6_address"], "extend": [{"rule": "us_itin", "context": ["steuernummer"]}],
        "add": [{"id": "mine", "entity": "MINE", "find": {"regex": "MY-[0-9]"}, "matches": ["<<MY-1>>"]}],
        "replace": [{"id": "age", "entity": "AGE", "find": {"regex": "AGE [0-9]"}, "matches": ["<<AGE 1>>"]}],
    },
    "receipts": {"topic": "receipts"}, "start": "earliest", "limits": {"record": "8MiB"},
    "workers": {"count": 1, "pin": True},
    "transaction": {"interval": "100ms", "max_records": 10, "max_bytes": "1MiB", "timeout": "10s"},
    "session": {"timeout": "10s", "stop": "restart"}, "state": {"dir": "state"}, "admin": {"listen": "127.0.0.1:0"},
}  # fmt: skip


def aegis(*arguments, given=b"", folder=None, **options):
    return subprocess.run([BINARY, *arguments], input=given, capture_output=True, timeout=SECONDS, check=False, cwd=folder,
                          **options)  # fmt: skip


def wrong_values(schema, name):
    """Those of WRONG's name that the schema does not take; some enums have a null."""
    return [value for value in WRONG[name] if not (value is None and None in schema.get("enum", []))]


def types_of(schema):
    """The names of WRONG that fit a schema: none when it takes several shapes of scalar."""
    if "anyOf" in schema:
        return []
    if "enum" in schema:
        return ["enum"]
    kind = schema.get("type")
    if isinstance(kind, list):
        return ["string"]
    if kind == "string":
        return ["duration" if "ms" in schema["pattern"] else "size"]
    if kind == "object" and "properties" not in schema:
        return ["free"]
    return [kind] if kind else []


def walk(schema, path, way):
    """(path, way into GOOD, schema) of every key. `way` ends in what GOOD may not have: it is made on the way."""
    if path:
        yield path, way, schema
    for choice in schema.get("anyOf", []):
        yield from walk_below(choice, path, way, choice=True)
    yield from walk_below(schema, path, way)


def walk_below(schema, path, way, choice=False):
    for name, below in schema.get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        # One of several: the others go.
        yield from walk(below, here, [*way, ("only" if choice else "key", name)])
    if isinstance(schema.get("additionalProperties"), dict):
        name = {"kafka.properties": "sasl.password", "policies": "p", "keys": "ids"}.get(path, "default")
        if path.endswith("always"):
            return  # the same actions again
        yield from walk(schema["additionalProperties"], path + ".<name>", [*way, ("key", name)])
    if isinstance(schema.get("items"), dict) and schema["items"].get("type") == "object":
        yield from walk(schema["items"], path + "[]", [*way, ("item", 0)])


def put(way, value):
    root = copy.deepcopy(GOOD)
    at = root
    for i, (how, name) in enumerate(way):
        last = i + 1 == len(way)
        if how == "only":
            kept = at.get(name) if isinstance(at, dict) else None
            at.clear()
            at[name] = kept
        if last:
            at[name] = value
        else:
            below = at[name] if how == "item" else at.get(name)
            if not isinstance(below, (dict, list)):
                at[name] = below = {}
            at = below
    return root


def text_of(document):
    """JSON with what is Raw put in as it stands, a key a line so that lines mean something."""
    raw = []

    def mark(value):
        if isinstance(value, Raw):
            raw.append(str(value))
            return f"@@{len(raw) - 1}@@"
        if isinstance(value, dict):
            return {key: mark(below) for key, below in value.items()}
        return [mark(below) for below in value] if isinstance(value, list) else value

    text = "{" + ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in mark(document).items()) + "}\n"
    return re.sub(r'"@@(\d+)@@"', lambda match: raw[int(match[1])], text)


class EveryKey(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="aegis-config-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        keyset = {"version": 1, "primary": "k1", "keys": {"k1": base64.b64encode(bytes(32)).decode()}}
        (cls.folder / "ids.keyset").write_text(json.dumps(keyset))
        (cls.folder / "ids.keyset").chmod(0o600)
        (cls.folder / "secret").write_text("hunter2\n")
        cls.schema = json.loads(aegis("check", "--schema").stdout)
        cls.keys = list(walk(cls.schema, "", []))

    def check(self, number, content):
        file = self.folder / f"{number}.yaml"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        (self.folder / "p.yaml").touch()
        return aegis("check", "-c", file.name, folder=self.folder)

    def complaint(self, answer, file):
        """What is not as it should be about the answer to a wrong file; empty: nothing."""
        if answer.returncode != 2:
            return f"exit {answer.returncode}: {answer.stderr.decode(errors='replace')}"
        if answer.stdout:
            return f"stdout: {answer.stdout!r}"
        lines = answer.stderr.decode().splitlines()
        if not lines:
            return "no word of it"
        for line in lines:
            match = PROBLEM.match(line)
            if match is None or match["file"] != file:
                return f"no position: {line}"
            if len(line) > 600:
                return f"{len(line)} characters: {line[:100]}"
        return ""

    def sweep(self, cases):
        """cases: (what, content). All must be refused well."""
        with ThreadPoolExecutor(4) as pool:
            answers = pool.map(lambda job: self.check(job[0], job[1][1]), enumerate(cases))
            wrong = [f"{what}: {why}" for number, ((what, _), answer) in enumerate(zip(cases, answers))
                     if (why := self.complaint(answer, f"{number}.yaml"))]  # fmt: skip
        self.assertFalse(wrong, f"{len(wrong)} of {len(cases)}:\n" + "\n".join(wrong))
        self.assertFalse((self.folder / "state").exists(), "nothing is made by a check")

    def test_the_good_one_is_good(self):
        answer = self.check("good", text_of(GOOD))
        self.assertEqual((answer.returncode, answer.stdout), (0, b""), answer.stderr)

    def test_what_is_special_is_a_key(self):
        self.assertFalse(set(SPECIAL) - {path for path, _, _ in self.keys})

    def test_values_of_the_wrong_type(self):
        cases = []
        for path, way, schema in self.keys:
            for kind in types_of(schema):
                for value in [*wrong_values(schema, kind), *(ANYTHING if kind != "free" else ANYTHING[:3])]:
                    cases.append((f"{path} = {value!r}", text_of(put(way, value))))
        self.assertGreater(len(cases), 700)
        self.sweep(cases)

    def test_values_that_cannot_be_meant(self):
        self.sweep([(f"{path} = {value!r}", text_of(put(way, value)))
                    for path, way, _ in self.keys for value in SPECIAL.get(path, [])])  # fmt: skip

    def test_keys_that_are_unknown_twice_or_missing(self):
        cases = []
        for path, way, schema in self.keys:
            if "properties" not in schema or any(how == "only" for how, _ in way):
                continue
            good = put(way, None)
            value = GOOD
            for _, name in way:
                value = value[name] if isinstance(value, list) else (value or {}).get(name)
            if not isinstance(value, dict):
                continue
            del good
            for extra in ("nonsense", "", " ", "<<", "x" * 500):
                cases.append((f"{path}.{extra} is unknown", text_of(put(way, {**value, extra: 1}))))
            for name in schema.get("required", []):
                without = {key: below for key, below in value.items() if key != name}
                cases.append((f"{path}.{name} is missing", text_of(put(way, without))))
            name = next(iter(value))
            twice = json.dumps(value)[:-1] + f", {json.dumps(name)}: {json.dumps(value[name])}}}"
            cases.append((f"{path}.{name} is there twice", text_of(put(way, Raw(twice)))))
        self.assertGreater(len(cases), 60)
        self.sweep(cases)


class EveryFile(EveryKey):
    """The same of whole files."""

    test_the_good_one_is_good = test_what_is_special_is_a_key = None
    test_values_of_the_wrong_type = test_values_that_cannot_be_meant = test_keys_that_are_unknown_twice_or_missing = None

    def test_texts_that_are_no_configuration(self):
        good = text_of(GOOD)
        deep = 100_000
        block = "name: p\nkafka: {brokers: [\"127.0.0.1:9092\"]}\npolicies: {p: {}}\nroutes:\n  - from: {topics: [a]}\n    to: {topic: b}\n"
        self.sweep([
            ("empty", ""), ("a line", "\n"), ("spaces", "   \n\n"), ("comments only", "# a\n  # b\n"), ("a mark", "---\n"),
            ("marks", "---\n...\n"), ("null", "null\n"), ("a text", "hello\n"), ("a number", "1\n"), ("a list", "[]\n"),
            ("an empty mapping", "{}\n"), ("two documents", good + "---\n" + good), ("a second empty one", good + "---\n---\n"),
            ("an alias", "a: &x 1\nb: *x\n"), ("an anchor of the whole, within", "&a [*a]\n"),
            ("a cycle", "name: &a {b: *a}\n"), ("billion laughs", "a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]\n"),
            ("a merge key", block + "<<: {start: latest}\n"), ("a merge of an alias", "a: &x {name: p}\n<<: *x\n"),
            ("a tag", "!!python/object:os.system {}\n"), ("a tag within", block + "start: !!str latest\n"),
            ("a directive", "%YAML 9.9\n---\n" + block.replace("name: p", "nam: p")), ("a bad directive", "%NONSENSE\n"),
            ("tabs", block.replace("  - ", "\t- ")), ("a tab before a key", "\tname: p\n"), ("invalid UTF-8", b"name: \xff\n"),
            ("half a character", "name: ü".encode()[:-1]), ("a lone surrogate", b"name: \xed\xa0\x80\n"),
            ("overlong", b"name: \xc0\xaf\n"), ("Latin-1", "name: ü\n".encode("latin-1")), ("UTF-16", "name: p\n".encode("utf-16")),
            ("UTF-32", "name: p\n".encode("utf-32")), ("a NUL", b"name: p\0\n"), ("NULs", b"\0" * 1000), ("an escape", b"name: \x1b[31m\n"),
            ("a C1 control", "name: \u0085x\u0080\n"), ("BOM only", "\ufeff"), ("two BOMs", "\ufeff\ufeff" + block),
            ("a BOM within", block + "\ufeffstart: latest\n"), ("deep lists", "[" * deep), ("deep lists, closed", "[" * deep + "]" * deep),
            ("deep mappings", "{a: " * deep), ("deep block", "".join(" " * i + "a:\n" for i in range(1500))), ("deep dashes", "- " * deep),
            ("deep keys", "? " * deep), ("a long line", "name: " + "x" * 900_000), ("a long key", "x" * 900_000 + ": 1\n"),
            ("many keys", "".join(f"k{i}: 1\n" for i in range(20_000))), ("many problems", block + "".join(f"k{i}: 1\n" for i in range(2000))),
            ("open quotes", 'name: "p\n'), ("open list", "name: [\n"), ("open mapping", "name: {a: \n"),
            ("a bad escape", 'name: "\\q"\n'), ("two colons", "name: p: q\n"), ("no space", "name:p\n"), ("odd indent", "name: p\n group: q\n"),
            ("a key of a list", "[a]: b\n"), ("a key of a mapping", "{a: b}: c\n"), ("an empty key", ": b\n"), ("a null key", "~: b\n"),
            ("a question", "? a\n"), ("a literal", "name: |\n  a\n  b\n"), ("a folded text", "name: >\n  a b\n"), ("JSON cut short", good[:-3]),
            ("JSON and more", good + "x"), ("a shebang", "#!/bin/sh\nexit\n"), ("XML", "<a/>\n"), ("CRs only", block.replace("name: p", "nam: p").replace("\n", "\r")),
            ("CRLF with a mistake", block.replace("start", "x").replace("name: p", "nam: p").replace("\n", "\r\n")),
            ("a percent", "%"), ("an at", "@a: 1\n"), ("a backtick", "`a`: 1\n"), ("a star", "*\n"), ("an ampersand", "&\n"), ("bang", "!\n"),
            ("a bar", "|\n"), ("an angle", ">\n"), ("a comma", ",\n"), ("brackets", "]\n"), ("dashes", "-\n"), ("dots", "...\n"), ("a quote", "'\n"),
        ])  # fmt: skip

    def test_a_huge_file(self):
        answer = self.check("huge", "#" * (64 << 20))
        self.assertEqual((answer.returncode, answer.stdout), (2, b""))
        self.assertEqual(answer.stderr, b"huge.yaml: error: is larger than 4194304 bytes\n")

    def test_positions_count_lines_of_every_kind(self):
        block = "# a comment\nname: p\nkafka: {brokers: [\"127.0.0.1:9092\"]}\npolicies: {p: {}}\nroutes:\n  - from: {topics: [a]}\n    too: {topic: b}\n"
        for what, text in (("LF", block), ("CRLF", block.replace("\n", "\r\n")), ("BOM", "\ufeff" + block)):
            answer = self.check("position", text)
            self.assertIn(b"position.yaml:7:5: error: unknown key `too`", answer.stderr, what)
        good = block.replace("too", "to")
        for what, text in (("CRLF", good.replace("\n", "\r\n")), ("BOM", "\ufeff" + good), ("no last line end", good[:-1]),
                           ("end mark", good + "...\n"), ("start mark", "---\n" + good)):  # fmt: skip
            self.assertEqual(self.check("position", text).returncode, 0, what)

    def test_things_that_are_no_file(self):
        (self.folder / "folder").mkdir(exist_ok=True)
        os.mkfifo(self.folder / "pipe")
        (self.folder / "loop").symlink_to("loop")
        for file, why in (("folder", "directory"), ("folder/", "directory"), ("none.yaml", "No such file"), ("", ""),
                          ("none/p.yaml", "No such file"), ("ids.keyset/x", "Not a directory"), ("loop", "symbolic links"),
                          ("x" * 300, "too long"), ("/dev/null", ""), ("pipe", ""), ("/dev/zero", ""), ("/proc/self/mem", "")):  # fmt: skip
            for command in (("check", "-c", file), ("run", "-c", file), ("lag", "-c", file), ("verify", "-c", file), ("test", "-c", file)):
                answer = aegis(*command, folder=self.folder)
                self.assertEqual((answer.returncode, answer.stdout), (2, b""), (command, answer.stderr))
                self.assertIn(b"error: ", answer.stderr, command)
                self.assertIn(why.encode(), answer.stderr, command)

    def test_a_file_that_may_not_be_read(self):
        file = self.folder / "locked.yaml"
        file.write_text(text_of(GOOD))
        file.chmod(0)
        # Root reads everything, so somebody else has to try.
        somebody = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        self.folder.chmod(0o755)
        try:
            answer = aegis("check", "-c", file.name, folder=self.folder, **somebody)
        except PermissionError:
            self.skipTest("the binary is for root only")
        self.assertEqual(answer.returncode, 2)
        self.assertIn(b"locked.yaml: error: Permission denied", answer.stderr)

    def test_stdin_may_be_slow(self):
        with subprocess.Popen([BINARY, "check", "-c", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              cwd=self.folder) as process:  # fmt: skip
            text = text_of(GOOD).encode()
            process.stdin.write(text[:10])
            process.stdin.flush()
            with self.assertRaises(subprocess.TimeoutExpired):
                process.wait(0.3)  # it has nothing to answer before the end
            out, err = process.communicate(text[10:], timeout=SECONDS)
        self.assertEqual(process.returncode, 0, err)

    def test_keysets(self):
        key = base64.b64encode(bytes(32)).decode()
        good = {"version": 1, "primary": "k1", "keys": {"k1": key}}
        file = self.folder / "other.keyset"
        text = text_of({**GOOD, "keys": {"ids": {"file": file.name}}})
        cases = [
            (json.dumps(good), 0o600, None), (json.dumps(good), 0o640, None), (json.dumps(good), 0o644, "chmod 0600"),
            (json.dumps(good), 0o602, "chmod 0600"), (json.dumps(good), 0o660, "chmod 0600"), ("", 0o600, "empty"), ("x", 0o600, "JSON"),
            ("[]", 0o600, "object"), ("{}", 0o600, "members"), ("null", 0o600, "object"), (json.dumps(good)[:-1], 0o600, "JSON"),
            (json.dumps({**good, "version": 2}), 0o600, "version"), (json.dumps({**good, "version": "1"}), 0o600, "version"),
            (json.dumps({**good, "primary": "k2"}), 0o600, "primary"), (json.dumps({**good, "primary": 1}), 0o600, "primary"),
            (json.dumps({**good, "primary": ""}), 0o600, "primary"), (json.dumps({**good, "keys": {}}), 0o600, "primary"),
            (json.dumps({**good, "keys": []}), 0o600, "keys"), (json.dumps({**good, "keys": {"k1": 1}}), 0o600, "32 bytes"),
            (json.dumps({**good, "more": 1}), 0o600, "members"), ('{"version":1,"primary":"k1"}', 0o600, "members"),
            (json.dumps({**good, "keys": {"k1": key, "k 2": key}}), 0o600, "key ids"), (json.dumps(good)[:-1] + ',"version":1}', 0o600, "twice"),
            *[(json.dumps({**good, "keys": {"k1": bad}}), 0o600, "32 bytes") for bad in (
                "", "AAAA", base64.b64encode(bytes(31)).decode(), base64.b64encode(bytes(33)).decode(), base64.b64encode(bytes(64)).decode(),
                key[:-1], key + "=", key[:-2] + "B=", key.replace("A", "*"), "ü" * 22, key[:20] + "\n" + key[20:], " " + key, key.replace("A", "_"))],
            ("\ufeff" + json.dumps(good), 0o600, None), ("x" * (2 << 20), 0o600, "larger"), (b"\xff\xfe", 0o600, "JSON"), ("[" * 60_000, 0o600, "JSON"), ("[" * 100_000, 0o600, "too large"),
        ]  # fmt: skip
        for content, mode, why in cases:
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
            file.chmod(mode)
            answer = self.check("keyset", text)
            said = answer.stderr.decode()
            if why is None:
                self.assertEqual(answer.returncode, 0, said)
                continue
            self.assertEqual(self.complaint(answer, "keyset.yaml"), "", content[:80])
            self.assertRegex(said, r"keyset\.yaml:\d+:\d+: error: keyset `other\.keyset`: .*" + why, content[:80])
            self.assertNotIn(key, said)

    def test_a_secret_in_a_file_is_never_shown(self):
        for name, secret in (("linger.ms", "hunter2"), ("compression.codec", "hunter2")):
            (self.folder / "other").write_text(secret)
            answer = self.check("secret", text_of({**GOOD, "kafka": {**GOOD["kafka"], "properties": {name: {"file": "other"}}}}))
            self.assertEqual(answer.returncode, 2)
            self.assertNotIn(secret.encode(), answer.stderr)

    def test_a_secret_in_the_wrong_place_is_never_shown(self):
        for wrong in ({"keys": {"ids": "hunter2"}}, {"keys": {"ids": {"file": "hunter2"}}}, {"kafka": {"brokers": ["user:hunter2@h:9092"]}},
                      {"kafka": {**GOOD["kafka"], "properties": {"linger.ms": "hunter2"}}}):  # fmt: skip
            answer = self.check("wrong", text_of({**GOOD, **wrong}))
            self.assertEqual(self.complaint(answer, "wrong.yaml"), "", wrong)
            self.assertNotIn(b"hunter2", answer.stderr, wrong)


if __name__ == "__main__":
    unittest.main()
