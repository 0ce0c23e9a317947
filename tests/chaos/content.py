"""One record of a run: what it holds, where in it something is planted, and what of it was there before. Drawn from the
generator's chances alone.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field

from planted import WORDS, Planted

LETTERS = str.maketrans("0123456789", "abcdefghij")

# Out of a thousand records. Every kind has one outcome on each route, written down in layout.py.
KINDS = {
    "plain": 400,
    "planted": 400,
    "planted_key": 40,
    "tombstone": 40,
    "no_key": 50,
    "broken_json": 20,
    "trailing_bytes": 15,
    "bad_utf8": 15,
    "too_deep": 10,
    "too_large": 9,
    "refused": 1,
    # Without a number in the value, so that it may come again as it is; the key has it.
    "bare": 130,
    "bare_broken": 20,
}
TOO_LARGE = 20_000  # above limits.record
REFUSED = 6_000  # above what the output of one route takes, in letters that nothing compresses

# The records' own time: window and largest step are those of the configuration.
WINDOW_MS = 60_000
STEP_MS = 30_000
BEGUN_MS = 1_750_000_000_000
FAR_AHEAD_MS = 4_070_908_800_000  # 2099
AGREEING = 100  # records in a row that are ahead move the stream's time
KEPT = 1500


@dataclass(slots=True)
class Span:
    start: int
    end: int
    entity: str


@dataclass(slots=True)
class Text:
    """Bytes, and the planted spans in them. `data` None: there is no key, or no value."""

    data: bytes | None = b""
    spans: list[Span] = field(default_factory=list)

    def add(self, text: str) -> Text:
        self.data += text.encode()
        return self

    def plant(self, what: Planted) -> Text:
        self.spans.append(Span(len(self.data), len(self.data) + len(what.text), what.entity))
        return self.add(what.text)


@dataclass(slots=True)
class Content:
    kind: str
    key: Text
    value: Text
    headers: list[tuple[str, Text]]
    time_ms: int
    # What stands at $.ref and at $.text, by a name that equal ones share; None: nothing does.
    ref: str | None = None
    document: str | None = None


class Past:
    """What one partition was sent, some of which comes again: soon, or after it was forgotten. Some of what it is sent was in
    another partition, where it does not count. And how far its time has come."""

    def __init__(self, others: list[Past], chance: random.Random) -> None:
        self.others = others
        others.append(self)
        self.number = len(others)
        self.made = 0
        self.time_ms = BEGUN_MS + chance.randrange(WINDOW_MS)
        self.standing = 0
        self.refs: list[tuple[str, str]] = []  # name, as it is spelled in JSON
        self.documents: list[tuple[str, list[str]]] = []
        self.bare: list[Content] = []

    def again(self, what: str, chance: random.Random) -> object | None:
        """Something that was sent before, mostly not long ago."""
        past = self if chance.random() < 0.85 else chance.choice(self.others)
        known = getattr(past, what)
        return known[-1 - chance.randrange(min(len(known), chance.choice((3, 30, 300, KEPT))))] if known else None

    def keep(self, what: str, one: object) -> None:
        known = getattr(self, what)
        known.append(one)
        if len(known) > 2 * KEPT:
            del known[:KEPT]

    def name(self) -> str:
        self.made += 1
        return f"{self.number}-{self.made}".translate(LETTERS)

    def next_time(self, chance: random.Random) -> int:
        """Forward in small steps; some records are late, and few are of 2099. After a long pause, many in a row are ahead: of one
        instant, for when a stream has just caught up, what is ahead of it yet is forgotten or not, as transactions end."""
        if self.standing:
            self.standing -= 1
            return self.time_ms
        draw = chance.random()
        if draw < 0.002:
            return FAR_AHEAD_MS + chance.randrange(10**9)
        if draw < 0.0025:
            self.time_ms += chance.randrange(2 * WINDOW_MS, 20 * WINDOW_MS)
            self.standing = 5 * AGREEING // 2
        elif draw < 0.04:
            return self.time_ms - chance.randrange(20_000)
        elif draw < 0.05:
            self.time_ms += chance.randrange(8_000)
        else:
            self.time_ms += chance.randrange(400)
        return self.time_ms


def tag(number: int) -> str:
    """In letters: digits of the wrong length could be a finding."""
    return "seq-" + str(number).translate(LETTERS)


def words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def ref_for(chance: random.Random, past: Past) -> tuple[str, str]:
    """Its name, and how JSON spells it. Texts are equal as they read, everything else as it is written."""
    if chance.random() < 0.4 and (known := past.again("refs", chance)):
        name, spelled = known
    elif chance.random() < 0.2:
        spelled = chance.choice(("%d", "%d.0", "%de0", "[%d]", "[ %d]", '{"n": %d}', '"%d"')) % chance.randrange(100, 400)
        name = f"text {spelled[1:-1]}" if spelled.startswith('"') else f"raw {spelled}"
    else:
        new = f"ref-{past.name()}"
        name, spelled = f"text {new}", f'"{new}"'
    if spelled.startswith('"ref') and chance.random() < 0.3:
        spelled = f'"\\u0072ef{spelled.partition("ef")[2]}'
    past.keep("refs", (name, spelled.replace("\\u0072", "r")))
    return name, spelled


def document_for(chance: random.Random, past: Past) -> tuple[str, str]:
    """Its name, and its text: of the same words with other spaces and letters, so that it is like no other, and like itself in
    full."""
    if chance.random() < 0.35 and (known := past.again("documents", chance)):
        name, said = known
    else:
        name, said = f"document {past.name()}", chance.choices(WORDS, k=chance.randint(36, 60))
    past.keep("documents", (name, said))
    spelled = [chance.choice((str.lower, str.lower, str.upper, str.capitalize))(word) + chance.choice((" ", " ", "  ", ", "))
               for word in said]  # fmt: skip
    return name, "".join(spelled)


def value_with(chance: random.Random, number: int | None, pool: list[Planted], past: Past) -> tuple[Text, str | None, str | None]:
    """Spelled as no serializer would: what is not redacted must stay to the byte. And the names of what is compared."""
    text = Text().add('{ "id" :"%s",\t"n": 1.50e+1, "u": "caf\\u00e9 \\/ \u00fc"' % ("none" if number is None else tag(number)))
    ref = document = None
    if chance.random() < 0.8:
        ref, spelled = ref_for(chance, past)
        text.add(f', "ref":{spelled}')
    elif chance.random() < 0.5:
        text.add(', "ref": null')
    for index in range(chance.randint(1, 4) if pool else 0):
        text.add(f', "note{"abcd"[index]}": "{words(chance, chance.randint(0, 5))} ')
        text.plant(chance.choice(pool)).add(f' {words(chance, 2)}"')
    if chance.random() < 0.5:
        document, spelled = document_for(chance, past)
        text.add(f', "text" : "{spelled}"')
    return text.add(f', "list":[ ],"again": 1, "again": 2, "tail": "{words(chance, chance.randint(1, 8))}" }}'), ref, document


def bare(chance: random.Random, kind: str, pool: list[Planted], past: Past) -> Content:
    """A value that knows no number: new, or one that was sent before."""
    made = past.again("bare", chance) if chance.random() < 0.7 else None
    if made is None:
        value, ref, document = value_with(chance, None, pool if chance.random() < 0.5 else [], past)
        if kind == "bare_broken":
            value.data = value.data[:-2] + b', "x":'
        made = Content(kind, Text(), value, [], 0, ref, document)
    past.keep("bare", made)
    return made


def make(chance: random.Random, number: int, pool: list[Planted], past: Past) -> Content:
    kind = chance.choices(list(KINDS), weights=list(KINDS.values()))[0]
    time_ms = past.next_time(chance)
    # Some keys come again and again, as keys do.
    key = Text().add(f"{chance.choice(WORDS)}/{tag(number)}")
    headers: list[tuple[str, Text]] = []
    if kind not in ("tombstone",) and chance.random() < 0.3:
        header = Text().add(words(chance, 2) + " ")
        headers.append(("trace", header.plant(chance.choice(pool)) if chance.random() < 0.5 else header))
    if kind in ("bare", "bare_broken"):
        made = bare(chance, kind, pool, past)
        return Content(made.kind, key, made.value, headers, time_ms, made.ref, made.document)
    if kind == "tombstone":
        return Content(kind, key, Text(None), headers, time_ms)
    value, ref, document = value_with(chance, number, pool if kind != "plain" else [], past)
    if kind == "planted_key":
        key = Text().add(f"{tag(number)} ").plant(chance.choice(pool))
    elif kind == "no_key":
        key = Text(None)
    elif kind == "broken_json":
        value.data = value.data[:-2] + b', "x":'
    elif kind == "trailing_bytes":
        value.data += b" {"
    elif kind == "bad_utf8":
        value.data = value.data[:-2] + b', "x": "\xc3\x28" }'
    elif kind == "too_deep":
        value.data = value.data[:-2] + b', "x":' + b"[" * 600 + b"]" * 600 + b"}"
    elif kind == "too_large":
        value.data = value.data[:-2] + b', "x": "' + b"y" * TOO_LARGE + b'"}'
    elif kind == "refused":
        # Rare, and of use only where what it holds comes again, better soon.
        if ref:
            past.refs.extend(past.refs[-1:] * 10)
        if document:
            past.documents.extend(past.documents[-1:] * 10)
        noise = "".join(chance.choices("ghjkmnpqrstvwxyz", k=REFUSED))
        value.data = value.data[:-2] + f', "x": "{noise}"}}'.encode()
    return Content(kind, key, value, headers, time_ms, ref, document)


def dump(number: int, content: Content) -> bytes:
    """A line of the generator's log. Bytes are spelled as Latin-1, so that broken UTF-8 stays what it is."""

    def text(one: Text) -> list | None:
        return None if one.data is None else [one.data.decode("latin-1"), [[s.start, s.end, s.entity] for s in one.spans]]

    line = [number, content.kind, text(content.key), text(content.value), [[name, text(one)] for name, one in content.headers],
            content.time_ms, content.ref, content.document]  # fmt: skip
    return json.dumps(line, separators=(",", ":")).encode() + b"\n"
