"""Rule files of a hostile or clumsy author: refused with a place and what to write instead, or taken and right; never a crash, a
hang, or memory without end. AEGIS_BIN names the binary."""
import json
import os
import random
import re
import resource
import subprocess
import tempfile
import unittest
from pathlib import Path

BINARY = os.path.abspath(os.environ["AEGIS_BIN"])
SANITIZED = b"__asan_init" in Path(BINARY).read_bytes() or b"__tsan_init" in Path(BINARY).read_bytes()
WALL_SECONDS = 300  # the machine may be busy; what counts is the work
CPU_SECONDS = 100 if SANITIZED else 10
MEMORY_MB = 6000 if SANITIZED else 1000
LONGEST_LINE = 1500
MOST_LINES = 1010
PIPELINE = """\
name: p
kafka: {brokers: ["127.0.0.1:9092"]}
policies: {p: {}}
routes:
  - {name: t, from: {topics: [a]}, to: {topic: b}, format: text, dead_letter: {topic: dlq}}
rules: {files: [mine.yaml]}
"""


def rule(find, matches="'<<x1>>'", more="", rule_id="mine"):
    """A file of one rule. What is found stands from line 4, column 11 on."""
    return f"add:\n  - id: {rule_id}\n    entity: MINE\n    find: {find}\n    matches: [{matches}]\n{more}"


def regex(pattern, matches="'<<x1>>'", more=""):
    """The pattern stands at line 4, column 19."""
    return rule("{regex: '" + pattern + "'}", matches, more)


def many(count, of):
    return "add:\n" + "".join(of(i) for i in range(count))


def short(i, find, matches):
    return f"  - {{id: r{i}, entity: E{i}, find: {find}, matches: ['{matches}']}}\n"


AT_PATTERN = "4:19: at character "
# name, file, and what is said: a place and a part of a message, each of them of one line.
REFUSED = [
    # --- patterns
    ("empty star", regex("a*"), [AT_PATTERN + "1 of the pattern: the pattern matches the empty text", "`+` for `*`"]),
    ("empty dot star", regex(".*"), [AT_PATTERN + "1 ", "empty text"]),
    ("empty ways", regex("(a|b|)*"), [AT_PATTERN, "empty text"]),
    ("empty way", regex("a|"), ["empty text"]),
    ("empty pattern", regex(""), ["empty text"]),
    ("empty group", regex("()"), ["empty text"]),
    ("anchors only", regex("^$"), ["empty text"]),
    ("edge only", regex("\\b"), ["empty text"]),
    ("optional", regex("x?"), ["empty text"]),
    ("count from nought", regex("a{0,5}"), ["empty text"]),
    ("count of nought", regex("a{0}"), ["a repetition needs a count"]),
    ("nested plus", regex("(a+)+$"), [AT_PATTERN + "5 ", "ways multiply", "write `a+` for `(a+)+`"]),
    ("nested star behind", regex("x(a*)*y"), ["ways multiply"]),
    ("nested deeper", regex("((a|b)+c?)+d"), ["ways multiply"]),
    ("ways that overlap", regex("(\\w|\\d)+x"), ["ways multiply"]),
    ("ways that are one", regex("(a|aa)+b"), ["ways multiply"]),
    ("huge count", regex("a{1000000}"), [AT_PATTERN + "2 ", "a count is at most", "`+`"]),
    ("huge open count", regex("a{1000000,}"), [AT_PATTERN + "2 ", "a count is at most"]),
    ("count beyond numbers", regex("a{99999999999999999999}"), [AT_PATTERN + "2 ", "{n}, {n,} or {n,m}"]),
    ("negative count", regex("a{-1}"), ["{n}, {n,} or {n,m}"]),
    ("counts turned round", regex("a{5,2}"), ["the most must not be below the least"]),
    ("counts that multiply", regex("((a{1,100}){1,100}){1,100}"), ["counts in it multiply"]),
    ("counts of nothing", regex("a(?:(?:){9999}){9999}"), [AT_PATTERN, "matches no character"]),
    ("counts of anchors", regex("a(?:^|$){10000}"), ["matches no character"]),
    ("repeated anchor", regex("^*a"), ["an anchor cannot be repeated"]),
    ("too many ways open", regex("[a-z ]{1,200}@x"), ["of its ways open", "`+`"]),
    ("ways without end", regex("|".join(f"x{i}" for i in range(10, 800)), "'<<x10>>'"), ["of its ways open"]),
    ("look-ahead", regex("a(?=b)"), [AT_PATTERN + "2 ", "a look-ahead is not supported", "(?<value>"]),
    ("negative look-ahead", regex("a(?!b)"), ["a look-ahead is not supported", "write a class"]),
    ("look-behind", regex("(?<=a)b"), [AT_PATTERN + "1 ", "a look-behind is not supported", "(?<value>"]),
    ("negative look-behind", regex("(?<!a)b"), ["a look-behind is not supported"]),
    ("back-reference", regex("(a)\\1"), [AT_PATTERN + "4 ", "a back-reference is not supported", "validator"]),
    ("named back-reference", regex("(?P<n>a)(?P=n)"), ["a back-reference is not supported"]),
    ("back-reference by name", regex("(?<n>a)\\k<n>"), ["a back-reference is not supported"]),
    ("recursion", regex("(a(?R)?b)"), ["`R` is not supported"]),
    ("conditional", regex("(a)?(?(1)b|c)"), ["this kind of group is not supported"]),
    ("atomic", regex("(?>a+)b"), [AT_PATTERN + "1 ", "write `(…)`"]),
    ("possessive", regex("a++b"), ["repeats what is a repetition"]),
    ("lazy", regex('"".*?""'), ["as few as may be", '`"[^"]*"`']),
    ("unicode class", regex("\\p{L}+"), ["Unicode properties", "`[A-Za-zÀ-ÿ]`"]),
    ("unknown flag", regex("(?x)a b"), ["the flag `x` is not supported"]),
    ("unknown escape", regex("\\y"), ["`\\y` is not supported"]),
    ("open group", regex("(a"), ["`(` is not closed"]),
    ("closed group", regex("a)"), ["`)` closes nothing"]),
    ("open class", regex("[a-"), ["`[` is not closed"]),
    ("class turned round", regex("[z-a]"), ["from a lower character to a higher"]),
    ("no such class", regex("[[:nope:]]"), ["there is no such class"]),
    ("backslash at the end", regex("a\\"), ["a `\\` stands at the end"]),
    ("surrogate", regex("\\x{d800}"), ["expected a character"]),
    ("beyond characters", regex("\\x{110000}"), ["expected a character"]),
    ("groups too deep", regex("(" * 500 + "a" + ")" * 500), ["deep"]),
    ("two values", regex("(?<value>a)(?<value>b)"), ["a second part is named `value`"]),
    ("value that may be empty", regex("a(?<value>b*)"), ["the part named `value` may be empty"]),
    ("repeated value", regex("(?:(?<value>a)b){2}"), ["must not be in a repetition"]),
    ("a pattern of a megabyte", regex("a" * 1_000_000), ["a pattern has at most 4096 bytes", "`dictionary`"]),
    ("a pattern of lists", regex("|".join(f"w{i}" for i in range(5000))), ["a pattern has at most 4096 bytes"]),
    ("6000 patterns", many(50, lambda i: f"  - id: r{i}\n    entity: E\n    find: [" + "{regex: 'ab\\d'}, " * 120 + "]\n    matches: ['<<ab1>>']\n"),
     ["4:11: a list of more than 100 items"]),
    ("pattern is a list", rule("{regex: [a, b]}"), ["4:19: expected a text or a mapping, found a list"]),
    ("pattern is a number that is empty", rule("{regex: }"), ["4:19: expected a text or a mapping, found nothing"]),
    # --- other ways to find
    ("no way to find", rule("{}"), ["4:11: expected exactly one of digits"]),
    ("two ways in one", rule("{regex: a, matcher: email}"), ["expected exactly one of"]),
    ("misspelt way", rule("{regexp: a}"), ["4:12: unknown key `regexp`; did you mean `regex`?"]),
    ("no ways in the list", rule("[]"), ["4:11: ", "nothing to look for"]),
    ("unknown matcher", rule("{matcher: emial}"), ["4:11: ", "no matcher is called emial"]),
    ("digits without lengths", rule("{digits: {}}"), ["digits need lengths or groups"]),
    ("a number of 99 digits", rule("{digits: {lengths: [99]}}"), ["digits must number 1 to 40"]),
    ("a length below nought", rule("{digits: {lengths: [-1]}}"), ["4:31: must be at least 1"]),
    ("a length that overflows", rule("{digits: {lengths: [99999999999999999999]}}"), ["4:31: expected a whole number"]),
    ("a million lengths", rule("{digits: {lengths: [" + "9," * 1_000_000 + "9]}}"), ["4:30: a list of more than 40 items"]),
    ("groups that are none", rule("{digits: {groups: ['3--2', 'a']}}"), ["groups are lengths joined by '-'"]),
    ("starts that are none", rule("{digits: {lengths: [9], starts: ['9-1']}}"), ["a start must be digits"]),
    ("starts that overflow", rule("{digits: {lengths: [9], starts: ['99999999999999999999']}}"), ["a start must be digits"]),
    ("token length without a list", rule("{token: {chars: a-z, length: 5}}"), ["expected a list, found `5`"]),
    ("token without characters", rule("{token: {chars: '', length: [5]}}"), ["error: "]),
    ("token backwards", rule("{token: {chars: 'z-a', length: [5]}}"), ["a token's characters"]),
    ("token lengths backwards", rule("{token: {chars: a-z, length: [9, 5]}}"), ["a token needs lengths"]),
    ("prefix of one byte", rule("{prefix: {prefixes: [x], body: '[0-9]{3}'}}"), ["a prefix has 2 to 64 bytes"]),
    ("prefix of nothing", rule("{prefix: {prefixes: [''], body: '[0-9]{3}'}}"), ["a prefix has 2 to 64 bytes"]),
    ("body without an end", rule("{prefix: {prefixes: [xx], body: '[0-9'}}"), ["a [ without its ]"]),
    ("body with a huge count", rule("{prefix: {prefixes: [xx], body: '[0-9]{4000000000}'}}"), ["a count that cannot be"]),
    ("body of a megabyte", rule("{prefix: {prefixes: [xx], body: '" + "a?" * 500_000 + "'}}"), ["has more than 4096 bytes"]),
    ("layout without digits", rule("{word: {layouts: [LLLL]}}"), ["a word without a digit"]),
    ("layout of nothing", rule("{word: {layouts: ['']}}"), ["layout"]),
    ("label of nothing", rule("{labelled: {labels: [''], value: text}}"), ["a label without letters or digits"]),
    ("label without a value", rule("{labelled: {labels: [abc]}}"), ["needs one of `value`, `body` and `one_of`"]),
    ("label of 5000 bytes", rule("{labelled: {labels: [" + "a" * 5000 + "], value: text}}"), ["has more than 4096 bytes"]),
    ("6000 labels", rule("{labelled: {labels: [" + "ab," * 6000 + "], value: text}}"), ["a list of more than 5000 items"]),
    ("empty dictionary", rule("{dictionary: {}}"), ["`dictionary` needs `words`, or a `file`"]),
    ("dictionary of signs", rule("{dictionary: {words: ['--', '!']}}"), ["word 1: an entry needs two letters or digits"]),
    ("dictionary that is not there", rule("{dictionary: {file: nowhere.txt}}"), ["4:31: dictionary `nowhere.txt`: No such file or directory"]),
    ("dictionary that is a directory", rule("{dictionary: {file: folder}}"), ["4:31: dictionary `folder`: Is a directory"]),
    ("dictionary that is a pipe", rule("{dictionary: {file: pipe}}"), ["4:11: dictionary: the file has no entries"]),
    ("dictionary without an end", rule("{dictionary: {file: /dev/zero}}"), ["4:31: dictionary `/dev/zero`: is larger than 67108864 bytes"]),
    ("dictionary that is empty", rule("{dictionary: {file: empty.txt}}"), ["4:11: dictionary: the file has no entries"]),
    ("dictionary of remarks", rule("{dictionary: {file: remarks.txt}}"), ["the file has no entries"]),
    ("dictionary that is not UTF-8", rule("{dictionary: {file: latin.txt}}"), ["4:31: dictionary `latin.txt`: line 2 is not UTF-8"]),
    ("dictionary of one long line", rule("{dictionary: {file: line.txt}}"), ["line 1 of the file: an entry needs", "at most 256 bytes"]),
    ("dictionary whose name is cut by a nought", rule('{dictionary: {file: "names.txt\\0.yaml"}}'), ["4:31: dictionary", "names.txt\\x00.yaml"]),
    # --- names
    ("no id", "add:\n  - {entity: A, find: {regex: a1}, matches: ['<<a1>>']}\n", ["2:5: `id` is missing"]),
    ("no matches", "add:\n  - {id: a, entity: A, find: {regex: a1}}\n", ["2:5: `matches` is missing"]),
    ("empty id", rule("{regex: x1}", rule_id="''"), ["2:9: an id is lower_snake"]),
    ("id with escapes", rule("{regex: x1}", rule_id='"a\\e[31mred"'), ["2:9: an id is lower_snake: a\\x1b[31mred"]),
    ("id that turns the line round", rule("{regex: x1}", rule_id='"a\\u202Eb"'), ["an id is lower_snake: a\\u202eb"]),
    ("id with C1 controls", rule("{regex: x1}", rule_id='"a\\x9b31m"'), ["an id is lower_snake: a\\u009b31m"]),
    ("id of a megabyte", rule("{regex: x1}", rule_id="a" * 1_000_000), ["2:9: has more than 120 bytes"]),
    ("id with an upper-case letter", rule("{regex: x1}", rule_id="Mine"), ["2:9: an id is lower_snake: Mine"]),
    ("id in Cyrillic", rule("{regex: x1}", rule_id="мой"), ["an id is lower_snake: мой"]),
    ("id is a list", rule("{regex: x1}", rule_id="[a]"), ["2:9: expected a text, found a list"]),
    ("id of a built-in rule", rule("{regex: x1}", rule_id="us_itin"), ["2:9: `us_itin` is a built-in rule", "`replace`"]),
    ("one id twice", many(2, lambda i: short("", "{regex: x1}", "<<x1>>")), ["3:10: this id is used twice: r is added at mine.yaml:2"]),
    ("entity in lower case", "add:\n  - {id: a, entity: a-b, find: {regex: a1}, matches: ['<<a1>>']}\n", ["2:21: an entity is UPPER_SNAKE: a-b"]),
    ("entity with a line break", 'add:\n  - {id: a, entity: "A\\nB", find: {regex: a1}, matches: ["<<a1>>"]}\n', ["an entity is UPPER_SNAKE: A\\nB"]),
    ("entity of a megabyte", "add:\n  - {id: a, entity: " + "A" * 1_000_000 + ", find: {regex: a1}, matches: ['<<a1>>']}\n", ["2:21: has more than 120 bytes"]),
    ("unknown pack", rule("{regex: x1}", more="    pack: piii\n"), ["6:11: expected pii or secrets, found `piii`; did you mean `pii`?"]),
    ("unknown region", rule("{regex: x1}", more="    region: atlantis\n"), ["6:5: unknown key `region`"]),
    ("unknown language", rule("{regex: x1}", more="    language: xx\n"), ["6:5: unknown key `language`"]),
    ("huge context window", rule("{regex: x1}", more="    context_window: 1000000000\n"), ["6:5: unknown key `context_window`"]),
    ("unknown validator", rule("{regex: x1}", more="    validator: lunh\n"), ["6:16: no validator is called lunh; did you mean `luhn`?"]),
    ("validator that does not pass it", rule("{regex: '\\d{4}'}", "'<<1234>>'", "    validator: luhn\n"), ["5:15: the rule finds nothing in this; `validator: luhn` does not pass it"]),
    ("unknown key", rule("{regex: x1}", more="    scroe: 0.5\n"), ["6:5: unknown key `scroe`; did you mean `score`?"]),
    ("unknown key of a megabyte", "? " + "x" * 1_000_000 + "\n: 1\n", ["1:3: unknown key `xxx", "…"]),
    ("key twice", rule("{regex: x1}", more="    id: other\n"), ["6:5: duplicate key `id`"]),
    ("unknown list", "ad: []\n", ["1:1: unknown key `ad`; did you mean `add`?"]),
    ("files in files", "files: [mine.yaml]\n", ["1:1: unknown key `files`"]),
    # --- numbers
    ("score below nought", rule("{regex: x1}", more="    score: -1\n"), ["6:12: expected a number from 0.01 to 1"]),
    ("score of a thousand million", rule("{regex: x1}", more="    score: 1e9\n"), ["6:12: expected a number from 0.01 to 1"]),
    ("score that is no number", rule("{regex: x1}", more="    score: NaN\n"), ["6:12: expected a number from 0.01 to 1.0, found `NaN`"]),
    ("score in YAML's NaN", rule("{regex: x1}", more="    score: .nan\n"), ["6:12: expected a number"]),
    ("score without an end", rule("{regex: x1}", more="    score: inf\n"), ["6:12: expected a number"]),
    ("score in words", rule("{regex: x1}", more="    score: high\n"), ["6:12: expected a number"]),
    ("numbers is a number", rule("{regex: x1}", more="    numbers: 1\n"), ["6:14: expected true or false"]),
    # --- examples
    ("no examples", rule("{regex: x1}", matches=""), ["5:14: `matches` needs at least one text"]),
    ("empty example", rule("{regex: x1}", matches="''"), ["5:15: an example needs its finding between << and >>"]),
    ("example without a mark", rule("{regex: x1}", matches="x1"), ["5:15: an example needs its finding"]),
    ("example with marks turned round", rule("{regex: x1}", matches="'>>x1<<'"), ["5:15: an example needs its finding"]),
    ("examples that contradict", rule("{regex: x1}", more="    rejects: [x1]\n"), ["6:15: the rule finds `x1` in this, and must not"]),
    ("example that is not found", rule("{regex: x2}"), ["5:15: the rule finds nothing in this"]),
    ("example that is found too long", rule("{regex: 'x\\d+'}", matches="'<<x1>>23'"), ["5:15: the rule finds `x123` in this"]),
    ("example that cannot be scanned", rule("{regex: 'a(?:[^b]*b)?'}", matches="'<<" + "a" * 20000 + ">>'"), ["5:15: the example cannot be scanned: user_rules_exhausted"]),
    ("an example of a megabyte that is another", rule("{regex: 'x+'}", matches="'<<y" + "x" * 1_000_000 + ">>'"), ["5:15: the rule finds `xxx", "…"]),
    ("2000 examples", rule("{regex: x1}", matches=",".join(["'<<x1>>'"] * 2000)), ["5:14: a list of more than 1000 items"]),
    ("context without words", rule("{regex: x1}", more="    default: context\n"), ["6:14: a rule whose default is context needs context words"]),
    ("context of nothing", rule("{regex: x1}", more="    context: ['']\n"), ["a context word without letters or digits"]),
    ("6000 words of context", rule("{regex: x1}", more="    context: [" + "a," * 6000 + "]\n"), ["6:14: a list of more than 5000 items"]),
    # --- extend, replace, off
    ("extends nobody", "extend: [{rule: us_itni, context: [x]}]\n", ["1:17: there is no rule `us_itni` to extend; did you mean `us_itin`?"]),
    ("replaces nobody", "replace:\n" + short(0, "{regex: x1}", "<<x1>>"), ["2:10: there is no rule `r0` to replace"]),
    ("extends itself", rule("{regex: x1}", more="    extends: mine\n"), ["6:5: unknown key `extends`"]),
    ("extends with a cycle", "extend: [{rule: a, find: {rule: b}}, {rule: b, find: {rule: a}}]\n", ["1:27: unknown key `rule`"]),
    ("switches off nobody", "off: [US_ITNI]\n", ["1:7: unknown entity, pack or rule `US_ITNI`; did you mean `US_ITIN`?"]),
    ("switches off a mapping", "off: {a: b}\n", ["1:6: expected a list, found a mapping"]),
    ("100000 that are off", "off: [" + "x," * 100_000 + "]\n", ["1:6: a list of more than 5000 items"]),
    ("4000 unknown names", "off:\n" + "".join(f"  - UNKNOWN_{i}\n" for i in range(4000)), ["2:5: unknown entity", "more problems"]),
    ("4000 unknown extensions", "extend:\n" + "".join(f"  - {{rule: unknown_{i}}}\n" for i in range(4000)), ["2:12: there is no rule", "more problems"]),
    # --- YAML
    ("an empty file", "", ["1:1: expected a mapping, found nothing"]),
    ("remarks alone", "# nothing\n\n# here\n", ["1:1: expected a mapping, found nothing"]),
    ("a number", "7\n", ["1:1: expected a mapping"]),
    ("a list", "- a\n", ["1:1: expected a mapping, found a list"]),
    ("two documents", rule("{regex: x1}") + "---\n" + rule("{regex: x1}"), ["6:1: a second document begins here"]),
    ("an open quote", "add: [{id: 'x}]\n", ["2:1: end of map flow not found"]),
    ("an open bracket", "add: [{id: x\n", ["error: "]),
    ("tabs", "add:\n\t- id: x\n", ["2:2: illegal block entry"]),
    ("an alias", "add: &a [*a]\n", ["1:10: ", "alias"]),
    ("a bomb of aliases", "a: &a [x,x]\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)},*{chr(97 + i)}]\n" for i in range(20)), ["aliases (*name) are not taken here"]),
    ("a merge key", "x: &x {a: b}\nadd: [{<<: *x}]\n", ["aliases (*name) are not taken here"]),
    ("a tag", "add: !!python/object:os.system [x]\n", ["1:6: tags (tag:yaml.org,2002:python/object:os.system) are not taken here"]),
    ("brackets without end", "add: " + "[" * 100_000 + "\n", ["error: "]),
    ("mappings without end", "add: " + "{a: " * 100_000 + "\n", ["error: "]),
    ("lists in lists", "add:\n" + "- " * 50_000 + "a\n", ["error: "]),
    ("brackets to the limit", "add: " + "[" * 300 + "]" * 300 + "\n", ["nested deeper than 64 levels"]),
    ("questions without end", "? " * 50_000 + "a\n", ["error: "]),
    ("anchors without end", "".join(f"- &a{i} x\n" for i in range(20_000)), ["1:1: expected a mapping, found a list"]),
    ("keys without end", "".join(f"k{i}: 1\n" for i in range(50_000)), ["1:1: unknown key `k0`", "49000 more problems"]),
    ("a nought", b"add: []\n\x00\n", ["2:1: a control character, or not UTF-8"]),
    ("an escape", b"add: []\n# \x1b[2J\n", ["2:3: a control character, or not UTF-8"]),
    ("not UTF-8", b"add:\n  - {id: \xff\xfe}\n", ["2:10: a control character, or not UTF-8"]),
    ("UTF-16", "add: []\n".encode("utf-16-le"), ["1:2: a control character, or not UTF-8"]),
    ("surrogates in UTF-8", b"add: [\xed\xa0\x80]\n", ["1:7: a control character, or not UTF-8"]),
    ("five megabytes", "# " + "x" * (5 << 20) + "\n", ["is larger than 4194304 bytes"]),
    # --- many
    ("6000 rules", many(6000, lambda i: short(i, "{regex: x1}", "<<x1>>")), ["2:3: a list of more than 5000 items"]),
]  # fmt: skip

NAMES = "Ada Lovelace\nGrace Hopper\n"
# name, file, text, and what is found of it by the rules of the file.
TAKEN = [
    ("an empty mapping", "{}\n", "x1", []),
    ("empty lists", "add: []\nextend: []\nreplace: []\noff: []\n", "x1", []),
    ("line ends of Windows", regex("x\\d").replace("\n", "\r\n"), "an x1 here", ["x1"]),
    ("a mark of byte order", "\ufeff" + regex("x\\d"), "an x1 here", ["x1"]),
    ("no line end at the end", regex("x\\d").rstrip("\n"), "x1", ["x1"]),
    ("a document with its marks", "---\n" + regex("x\\d") + "...\n", "x1", ["x1"]),
    ("an anchor that nobody uses", regex("x\\d").replace("MINE", "&e MINE"), "x1", ["x1"]),
    ("groups", regex("(?:x)((\\d))"), "x1", ["x1"]),
    ("a flag", regex("(?i)X\\d"), "x1 X2", ["x1", "X2"]),
    ("a flag of a group", regex("(?i:X)\\d"), "x1 X2", ["x1", "X2"]),
    ("a flag put out", regex("(?i)x(?-i)y\\d", "'<<Xy1>>'"), "xy1 Xy2 XY3", ["xy1", "Xy2"]),
    ("any case beyond ASCII", rule("{regex: {pattern: 'ñandú-\\d', any_case: true}}", "'<<ÑANDÚ-1>>'"), "Ñandú-7, ñANDÚ-8", ["Ñandú-7", "ñANDÚ-8"]),
    ("Greek and Cyrillic", rule("{regex: {pattern: '[α-ω]{3}[а-я]{3}\\d', any_case: true}}", "'<<ΑΒΓабв1>>'"), "αβγАБВ2", ["αβγАБВ2"]),
    ("beyond the first plane", regex("\\x{1F600}+\\d", "'<<\U0001f600\U0001f6001>>'"), "\U0001f6002", ["\U0001f6002"]),
    ("anchors", regex("^x\\d$"), "x1", ["x1"]),
    ("anchors of lines", regex("(?m)^x\\d$"), "a x1\nx2\nx3 b", ["x2"]),
    ("dot plus", regex(".+"), "one line\nand one", ["one line", "and one"]),
    ("a class that is not", regex("x[^a]"), "x1", ["x1"]),
    ("a bracket in a class", regex("[]x]\\d"), "]1 x2", ["]1", "x2"]),
    ("braces to the letter", regex("x\\{1\\}", "'<<x{1}>>'"), "x{1}", ["x{1}"]),
    ("a named group", regex("x(?<value>\\d)", "'x<<1>>'"), "x1", ["1"]),
    ("another named group", regex("x(?P<n>\\d)"), "x1", ["x1"]),
    ("a nought in a pattern", regex("x\\x00?\\d"), "x1", ["x1"]),
    ("a pattern of 4096 bytes", regex("x1|" + "yabcdefg"[:5] + "hijklmnopq" * 408 + "abcdefgh"), "x1 y", ["x1"]),
    ("a count of 5000", regex("x1y{5000}", "'<<x1" + "y" * 5000 + ">>'"), "x1" + "y" * 5000, ["x1" + "y" * 5000]),
    ("a long row of optional parts", regex("x1" + "a?" * 60, "'<<x1aaa>>'"), "x1aa", ["x1aa"]),
    ("an id that is a number", rule("{regex: 'x\\d'}", rule_id="7"), "x1", ["x1"]),
    ("the least score", rule("{regex: 'x\\d'}", matches="'<<x1>>'", more="    default: off\n    score: 0.01\n"), "x1", []),
    ("the best score", rule("{regex: 'x\\d'}", more="    score: 1\n"), "x1", ["x1"]),
    ("a description with escapes", rule("{regex: 'x\\d'}", more='    what: "a\\e[31m\\u009b1m\\u202Eb"\n    reference: "\\a"\n'), "x1", ["x1"]),
    ("a description of several lines", rule("{regex: 'x\\d'}", more="    what: |\n      one\n      two\n"), "x1", ["x1"]),
    ("a dictionary of Windows", rule("{dictionary: {file: windows.txt}}", "'<<Ada Lovelace>>'"), "ada lovelace", ["ada lovelace"]),
    ("a dictionary beside words", rule("{dictionary: {file: names.txt, words: [Alan Turing]}}", "'<<Alan Turing>>'"), "grace hopper", ["grace hopper"]),
    ("one dictionary in three rules", many(3, lambda i: short(i, "{dictionary: {file: names.txt}}", "<<Ada Lovelace>>")), "ada lovelace", ["ada lovelace"]),
    ("a rule that extends another of the file", rule("{regex: 'x\\d'}", more="extend: [{rule: mine, find: {regex: 'y\\d'}}]\n"), "x1 y2", ["x1", "y2"]),
    ("a rule that is replaced by its own file", rule("{regex: 'x\\d'}", more="replace:\n" + short("", "{regex: 'y\\d'}", "<<y1>>").replace("id: r", "id: mine")), "x1 y2", ["y2"]),
    ("a rule that is off", rule("{regex: 'x\\d'}", more="off: [mine]\n"), "x1", []),
    ("everything is off", "off: [pii]\n", "x1 ada@example.com", []),
    ("overlapping rules", many(40, lambda i: short(i, "{regex: 'x\\d'}", "<<x1>>")), "x1", ["x1"]),
    ("1000 rules", many(1000, lambda i: short(i, f"{{regex: 'x{i}-\\d'}}", f"<<x{i}-1>>")), "x999-7", ["x999-7"]),
    ("3000 rules with digits", many(900, lambda i: short(i, f"{{digits: {{lengths: [9], starts: ['{i % 9 + 1}']}}}}", f"<<{i % 9 + 1}00000000>>")), "100000001", ["100000001"]),
]  # fmt: skip


class NastyRules(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.TemporaryDirectory(prefix="aegis-nasty-")
        cls.folder = Path(cls.home.name)
        (cls.folder / "folder").mkdir()
        os.mkfifo(cls.folder / "pipe")
        for name, content in (("names.txt", NAMES), ("windows.txt", "\ufeff" + NAMES.replace("\n", "\r\n")), ("empty.txt", ""),
                              ("remarks.txt", "# a\n\n#b\n"), ("line.txt", "x" * 1_000_000), ("p.yaml", PIPELINE)):  # fmt: skip
            (cls.folder / name).write_bytes(content.encode())
        (cls.folder / "latin.txt").write_bytes(b"Ada\nJos\xe9\n")

    @classmethod
    def tearDownClass(cls):
        cls.home.cleanup()

    def aegis(self, *arguments, given=b"", seconds=CPU_SECONDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        answer = subprocess.run([BINARY, *arguments], cwd=self.folder, input=given, capture_output=True, timeout=WALL_SECONDS, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        said = answer.stderr.decode()  # what is said is UTF-8
        self.assertIn(answer.returncode, (0, 1, 2), said[-300:])
        self.assertLess(spent, seconds)
        self.assertLess(after.ru_maxrss, MEMORY_MB * 1024)
        for stream in (said, answer.stdout.decode()):
            wrong = {c for c in stream if ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E} - {"\n"}
            self.assertEqual(wrong, set(), "a terminal would obey this")
        lines = said.splitlines()
        self.assertLess(len(lines), MOST_LINES)
        self.assertLess(max(map(len, lines), default=0), LONGEST_LINE)
        return answer, said

    def write(self, content):
        (self.folder / "mine.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())

    def refused(self, content, expected, commands):
        self.write(content)
        for arguments, place in commands:
            answer, said = self.aegis(*arguments, given=b"x")
            self.assertEqual(answer.returncode, 2, said[:500])
            self.assertEqual(answer.stdout, b"")
            for line in said.splitlines():
                if not re.fullmatch(r"[pm][a-z.]*yaml:\d+:\d+: error: from here on, \d+ more problems", line):
                    self.assertTrue(line.startswith(place), line[:300])
                self.assertIn(": error: ", line[:60])
            for part in expected:
                # A place and a message, as `check` and `scan` join them.
                at, _, rest = part.partition(": ")
                is_place = at.replace(":", "").isdigit() and ":" in at
                if is_place and place.startswith("p.yaml"):
                    part = f"mine.yaml:{at}: {rest}"
                elif is_place:
                    part = f"mine.yaml:{at}: error: {rest}"
                self.assertIn(part, said[:3000] + said[-3000:])

    def found(self, text, *options):
        answer, said = self.aegis("scan", "--rules", "mine.yaml", "--json", *options, given=text.encode())
        self.assertEqual(answer.returncode, 0, said[:500])
        raw = text.encode()
        return [raw[row["start"] : row["end"]].decode() for row in map(json.loads, answer.stdout.splitlines())]

    def test_three_hundred_thousand_entries_are_fine(self):
        rng = random.Random(7)
        word = lambda: "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(4))
        entries = [f"{word()} {word()}" for _ in range(300_000)]
        (self.folder / "long.txt").write_text("\n".join(entries))
        self.write(rule("{dictionary: {file: long.txt}}", f"'<<{entries[5]}>>'"))
        self.assertEqual(self.found(f"a {entries[200_000]} b"), [entries[200_000]])

    def test_files_of_rules_are_bounded(self):
        self.write(regex("x\\d"))
        for files, expected in (("[mine.yaml, mine.yaml]", "mine.yaml is named twice"), ("[" + "a," * 2000 + "]", "a list of more than 1000 items"),
                                ("[folder]", "folder: Is a directory"), ("[pipe]", "pipe:1:1: expected a mapping, found nothing"),
                                ('["mine.yaml\\0x"]', "mine.yaml\\x00x: No such file"), ("[/dev/zero]", "/dev/zero: is larger than 4194304 bytes"),
                                ("[p.yaml]", "p.yaml:1:1: unknown key `name`")):  # fmt: skip
            with self.subTest(files[:60]):
                (self.folder / "other.yaml").write_text(PIPELINE.replace("[mine.yaml]", files))
                answer, said = self.aegis("check", "-c", "other.yaml")
                self.assertEqual(answer.returncode, 2, said[:300])
                self.assertIn(expected, said[:3000])

    def test_what_is_refused(self):
        self.assertGreaterEqual(len(REFUSED), 50)
        check = (("check", "-c", "p.yaml"), "p.yaml:6:17: error: mine.yaml:")
        scan = (("scan", "--rules", "mine.yaml"), "mine.yaml:")
        for number, (name, content, expected) in enumerate(REFUSED):
            with self.subTest(name):
                # They read the file alike: now and then both are asked.
                self.refused(content, expected, [check, scan] if number % 5 == 0 else [check])

    def test_what_is_taken_finds(self):
        for number, (name, content, text, expected) in enumerate(TAKEN):
            with self.subTest(name):
                self.write(content)
                shown = "description" in name or number % 5 == 0
                answer, said = self.aegis(*(("rules", "--rules", "mine.yaml") if shown else ("check", "-c", "p.yaml")))
                self.assertEqual(answer.returncode, 0, said[:500])
                if name != "everything is off":  # of which nothing is left to detect
                    self.assertEqual(self.found(text), expected)


if __name__ == "__main__":
    unittest.main()
