"""Rules of a user: `aegis check`, `rules` and `scan` with them, and what docs/rules.md shows. AEGIS_BIN names the binary."""
import json
import os
import random
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

BINARY = os.environ["AEGIS_BIN"]
ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60
PIPELINE = """\
name: p
kafka: {brokers: ["127.0.0.1:9092"]}
policies: {p: {}}
routes:
  - {name: t, from: {topics: [a]}, to: {topic: b}, format: text, dead_letter: {topic: dlq}}
rules:
"""
EMPLOYEE = "  - {id: emp, entity: EMP, find: {regex: 'EMP-\\d{3}'}, matches: ['<<EMP-123>>']}\n"


class UserRules(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="aegis-rules-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def aegis(self, *arguments, given=b""):
        answer = subprocess.run([BINARY, *arguments], cwd=self.folder, input=given, capture_output=True, timeout=SECONDS,
                                check=False)  # fmt: skip
        return answer.returncode, answer.stdout.decode(), answer.stderr.decode()

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def test_check_refuses_patterns_with_file_line_and_column(self):
        bad = [(r"\d*", 1, "empty text"), (r"(?<=id )\d+", 1, "look-behind"), (r"(\w)\1", 5, "back-reference"),
               (r"(a+)+$", 5, "ways multiply"), (r"(\w{1,100}){1,200}", 1, "counts in it multiply")]  # fmt: skip
        rules = "".join(f"    - {{id: r{n}, entity: R, find: {{regex: '{p}'}}, matches: ['<<1>>']}}\n"
                        for n, (p, _, _) in enumerate(bad))  # fmt: skip
        self.write("p.yaml", PIPELINE + "  add:\n" + rules)
        code, out, err = self.aegis("check", "-c", "p.yaml")
        self.assertEqual((code, out), (2, ""))
        lines = err.splitlines()
        self.assertEqual(len(lines), len(bad), err)
        for n, (line, (_, at, why)) in enumerate(zip(lines, bad)):
            self.assertTrue(line.startswith(f"p.yaml:{8 + n}:41: error: at character {at} of the pattern: "), line)
            self.assertIn(why, line)

    def test_files_name_their_own_places(self):
        self.write("mine.yaml", "add:\n" + EMPLOYEE.replace("EMP-123", "EMP-12"))
        self.write("p.yaml", PIPELINE + "  files: [mine.yaml, missing.yaml]\n")
        code, _, err = self.aegis("check", "-c", "p.yaml")
        self.assertEqual(code, 2)
        self.assertIn("p.yaml:7:11: error: mine.yaml:2:66: the rule finds nothing in this\n", err)
        self.assertIn("p.yaml:7:22: error: missing.yaml: No such file or directory\n", err)

    def test_rules_lists_where_each_is_from(self):
        self.write("mine.yaml", "add:\n" + EMPLOYEE + "extend: [{rule: us_itin, context: [x]}]\noff: [FR_PHONE_NUMBER]\n")
        self.write("p.yaml", PIPELINE + "  files: [mine.yaml]\n  add:\n  " + EMPLOYEE.replace("id: emp", "id: other"))
        code, out, err = self.aegis("rules", "-c", "p.yaml", "--json")
        self.assertEqual(code, 0, err)
        rows = {row["id"]: row for row in json.loads(out)}
        self.assertEqual(rows["emp"]["source"], "added at mine.yaml:2")
        self.assertEqual(rows["other"]["source"], "added at p.yaml:9")
        self.assertEqual(rows["us_itin"]["source"], "extended at mine.yaml:3")
        self.assertEqual(rows["credit_card_visa"]["source"] if "credit_card_visa" in rows else "built-in", "built-in")
        self.assertNotIn("FR_PHONE_NUMBER", {row["entity"] for row in rows.values()})
        code, out, _ = self.aegis("rules", "--rules", "mine.yaml")
        self.assertEqual(code, 0)
        self.assertRegex(out, r"(?m)^pii +EMP +emp +on +\(added at mine.yaml:2\)$")

    def test_scan_finds_with_them(self):
        self.write("names.txt", "Ada Lovelace\n")
        self.write("mine.yaml", "add:\n" + EMPLOYEE +
                   "  - {id: people, entity: PEOPLE, find: {dictionary: {file: names.txt}}, matches: ['<<ada lovelace>>']}\n")  # fmt: skip
        rows = b'{"id":1,"text":"EMP-123 met ADA LOVELACE, mail ada@example.com"}\n'
        code, out, err = self.aegis("scan", "--rules", "mine.yaml", "--batch", given=rows)
        self.assertEqual(code, 0, err)
        answer = json.loads(out)
        self.assertEqual([(f["rule"], f["start"], f["end"]) for f in answer["findings"]][:2],
                         [("emp", 0, 7), ("people", 12, 24)])  # fmt: skip
        self.assertEqual(answer["redacted"], "[EMP] met [PEOPLE], mail [EMAIL_ADDRESS]")
        self.write("mine.yaml", "add: [{id: a}]\n")
        self.assertEqual(self.aegis("scan", "--rules", "mine.yaml", given=b"x")[0], 2)

    def test_what_costs_too_much_is_not_forwarded(self):
        self.write("p.yaml", PIPELINE + "  add:\n    - {id: far, entity: FAR, find: {regex: 'a(?:[^b]*b)?'}, matches: ['<<a>>']}\n")
        tests = "tests:\n"
        for text, expected in (("a" * 20000, "{outcome: quarantine, error: user_rules_exhausted}"), ("a", "{value: '[FAR]'}")):
            tests += f"  - name: n{len(text)}\n    input: {{topic: a, value: '{text}'}}\n    expect:\n      - {expected}\n"
        self.write("p_test.yaml", tests)
        code, out, err = self.aegis("test", "-c", "p.yaml")
        self.assertEqual(code, 0, out + err)

    def test_a_long_dictionary_is_taken(self):
        rng = random.Random(11)
        word = lambda: "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(3))
        entries = [f"{word()} {word()}" for _ in range(200_000)]
        self.write("long.txt", "\n".join(entries))
        self.write("mine.yaml", "add:\n  - id: long\n    entity: LONG\n    find: {dictionary: {file: long.txt}}\n"
                   f"    matches: ['x <<{entries[77].upper()}>>']\n")  # fmt: skip
        code, out, err = self.aegis("scan", "--rules", "mine.yaml", "--detect", "LONG",
                                    given=f"a {entries[150_000]} b".encode())  # fmt: skip
        self.assertEqual(code, 0, err)
        self.assertIn("-:1:3: LONG 0.85 ", out)

    def test_the_schema_has_them(self):
        code, out, _ = self.aegis("check", "--schema")
        self.assertEqual(code, 0)
        rules = json.loads(out)["properties"]["rules"]["properties"]
        self.assertEqual(set(rules), {"files", "add", "extend", "replace", "off"})
        self.assertIn("regex", json.dumps(rules["add"]))

    def test_the_examples_of_the_documentation_hold(self):
        page = (ROOT / "docs/rules.md").read_text()
        own = page[page.index("## Rules of your own"):]
        blocks = [b for b in re.findall(r"```yaml\n(.*?)```", own, re.S) if b.startswith("add:")]
        self.assertGreaterEqual(len(blocks), 3)
        for block in blocks:
            self.write("block.yaml", block)
            code, _, err = self.aegis("rules", "--rules", "block.yaml")
            self.assertEqual(code, 0, block + err)


if __name__ == "__main__":
    unittest.main()
