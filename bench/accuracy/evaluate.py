#!/usr/bin/env python3
"""How well does the detector find what it must, and leave alone what it must? See README.md beside this file."""

from __future__ import annotations

import argparse
import collections
import dataclasses
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True

import carriers  # noqa: E402
import evasions  # noqa: E402
import negatives  # noqa: E402
import personal  # noqa: E402
import rulefiles  # noqa: E402
import secret_values  # noqa: E402
import shapes  # noqa: E402
from carriers import Document  # noqa: E402
from drawing import Draw  # noqa: E402

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
STORED = HERE / "results.json"
SEED = 20260117
TOLERANCE = 0.05
TRUE_IN_TEXT = {"EMAIL_ADDRESS", "URL", "DATE_TIME"}
# Of these most are real, too: copyright notices name people, and licences an address in Boston.
OFTEN_TRUE = {"IP_ADDRESS", "PERSON", "STREET_ADDRESS", "US_STREET_ADDRESS", "USERNAME"}


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


# --- the engine -----------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Found:
    begin: int
    end: int
    entity: str
    rule: str


class Engine:
    """The real binary. What a finding is called by, too: its rule's sub-type."""

    def __init__(self, binary: str):
        self.binary = binary
        listed = json.loads(self._run(["rules", "--json"], b""))
        self.rules = {row["id"]: row for row in listed}
        self.names: dict[str, set[str]] = collections.defaultdict(set)  # entity → itself, its parent, its sub-types
        self.of: dict[str, list[str]] = collections.defaultdict(list)  # entity → rules
        for row in listed:
            for one, other in ((row["entity"], row["subtype"]), (row["subtype"], row["entity"])):
                if one:
                    self.names[one] |= {one, other or one}
                    if row["id"] not in self.of[one]:
                        self.of[one].append(row["id"])

    def _run(self, arguments: list[str], given: bytes) -> bytes:
        answer = subprocess.run([self.binary, *arguments], input=given, stdout=subprocess.PIPE, check=False)
        if answer.returncode != 0:
            sys.exit(f"{self.binary} {' '.join(arguments)}: exit status {answer.returncode}")
        return answer.stdout

    def scan(self, documents: list[Document], *options: str) -> list[list[Found]]:
        lines = "".join(json.dumps({"id": i, "text": d.text}) + "\n" for i, d in enumerate(documents))
        out = []
        for line in self._run(["scan", "--batch", *options], lines.encode()).splitlines():
            out.append([Found(f["start"], f["end"], f["entity"], f["rule"]) for f in json.loads(line)["findings"]])
        assert len(out) == len(documents)
        return out

    def default(self, entity: str) -> str:
        order = ("on", "context", "off")
        return min((self.rules[r]["default"] for r in self.of[entity]), key=order.index)

    def called(self, found: Found) -> set[str]:
        return {found.entity, self.rules[found.rule]["subtype"] or found.entity}


# --- what is drawn --------------------------------------------------------------------------------------


class Source:
    """Values and carriers of one entity, and where they come from: own | shape | examples."""

    def __init__(self, engine: Engine, entity: str, written: dict[str, dict]):
        self.entity = entity
        self.default = engine.default(entity)
        self.kind = personal.KINDS.get(entity) or secret_values.KINDS.get(entity)
        self.rules = [written[r] for r in engine.of[entity] if r in written]
        self.sure = all(engine.rules[r]["default"] == "on" for r in engine.of[entity])
        self.alike = (set(self.kind.alike) if self.kind else set()) | secret_values.ALIKE.get(entity, set())
        self.drawable = [r for r in self.rules if shapes.drawn(Draw(1), r)]
        self.examples = [(r, e) for r in self.rules for e in shapes.examples(r)]
        self.where = "own" if self.kind else "shape" if self.drawable else "examples" if self.examples else "none"

    def labels(self, rule: dict | None = None) -> list[str]:
        if self.kind:
            return self.kind.labels
        words = (rule or self.rules[0]).get("context") or []
        return [str(w) for w in words][:6]

    def value(self, draw: Draw) -> str:
        if self.kind:
            return self.kind.draw(draw)
        if self.drawable:
            return shapes.drawn(draw, draw.choice(self.drawable))
        return draw.choice(self.examples)[1][1]

    def document(self, draw: Draw) -> Document:
        if self.where == "examples":
            rule, (text, value) = draw.choice(self.examples)
            needs_more = rule["default"] == "context" and not rule.get("context")
            if draw.random() < 0.5 or needs_more or rule["find"] == {} or "matcher" in str(rule["find"]):
                begin = len(text[: text.index("<<")].encode())
                end = begin + len(value.encode())
                return Document(text.replace("<<", "", 1)[::-1].replace(">>", "", 1)[::-1], ((begin, end, self.entity),), "example")
            return carriers.carry(draw, value, self.entity, self.labels(rule), bare=rule["default"] == "on", place="any")
        if self.where == "shape":
            rule = draw.choice(self.drawable)
            return carriers.carry(draw, shapes.drawn(draw, rule), self.entity, self.labels(rule), bare=rule["default"] != "context", place="any")
        value = self.kind.draw(draw)
        if frame := secret_values.FRAMES.get(self.entity):
            return carriers.fill(draw, draw.choice(frame), value, "", "", self.entity, "frame")
        # A number in one piece says too little alone, unless its kind says otherwise; and where some of an entity's rules
        # need a word, the kind says which of its forms do not.
        bare = self.kind.bare
        if bare == "grouped":
            bare = not value.isalnum()
        elif bare is None:
            bare = self.sure and not value.isdigit()
        return carriers.carry(draw, value, self.entity, self.kind.labels, bare=bare, place=self.kind.place)


# --- counting -------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Count:
    right: int = 0
    missed: int = 0
    false: int = 0

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    def f(self, beta: float) -> float:
        p, r = self.precision, self.recall
        return (1 + beta * beta) * p * r / (beta * beta * p + r) if p + r else 0.0


class Tally:
    def __init__(self, engine: Engine):
        self.engine = engine
        self.entities: dict[str, Count] = collections.defaultdict(Count)
        self.all = Count()
        self.confused: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
        self.misses: dict[str, list[str]] = collections.defaultdict(list)
        self.false: dict[str, list[str]] = collections.defaultdict(list)

    def add(self, document: Document, found: list[Found], sources: dict[str, Source], *, only: set[str] | None = None) -> None:
        """`only`: the findings of these entities count as false, others are not looked at."""
        used = set()
        for begin, end, entity in document.labels:
            wanted = self.engine.names[entity] | sources[entity].alike
            over = [(i, f) for i, f in enumerate(found) if f.begin < end and begin < f.end]
            right = [i for i, f in over if self.engine.called(f) & wanted]
            used.update(right)
            if right:
                self.entities[entity].right += 1
                self.all.right += 1
                used.update(i for i, _ in over if i in right)
                continue
            self.entities[entity].missed += 1
            self.all.missed += 1
            self.confused[entity][" ".join(sorted({f.entity for _, f in over})) or "-"] += 1
            if len(self.misses[entity]) < 4:
                self.misses[entity].append(document.text)
        for i, f in enumerate(found):
            if i in used or (only is not None and not self.engine.called(f) & only):
                continue
            # The examples of rules may hold other true values.
            if document.carrier == "example" and not any(f.begin < end and begin < f.end for begin, end, _ in document.labels):
                continue
            self.all.false += 1
            for name in self.engine.called(f):
                self.entities[name].false += 1
                if len(self.false[name]) < 4:
                    self.false[name].append(document.text)


# --- the parts of the evaluation ------------------------------------------------------------------------


def labelled(engine: Engine, sources: dict[str, Source], each: int, share: int, seed: int) -> Tally:
    """Every entity in every kind of carrier; and among them texts without any value, one to `share` of the others."""
    tally = Tally(engine)
    plain, off = [], []
    for entity, source in sorted(sources.items()):
        draw = Draw(f"{seed}:{entity}")
        for _ in range(each):
            (off if source.default == "off" else plain).append(source.document(draw))
    for document, found in zip(plain, engine.scan(plain)):
        tally.add(document, found, sources)
    # An entity that is off is asked for by its name, as a policy would.
    by_name = collections.defaultdict(list)
    for document in off:
        by_name[document.labels[0][2]].append(document)
    everything = [d for group in by_name.values() for d in group]
    for document, found in zip(everything, engine.scan(everything, "--detect", "all")):
        tally.add(document, found, sources, only=set())
    draw = Draw(f"{seed}:without")
    kinds = sorted(negatives.LOOKALIKES)
    decoys = [negatives.lookalike(draw, kinds[i % len(kinds)]) for i in range((len(plain) + len(off)) // share)]
    for document, found in zip(decoys, engine.scan(decoys)):
        tally.add(document, found, sources)
    return tally


def mutated(engine: Engine, sources: dict[str, Source], each: int, seed: int) -> tuple[int, dict[str, list[str]]]:
    """Every character of a valid value changed, where the check says that it is then no value."""
    documents, of = [], []
    for entity, source in sorted(sources.items()):
        kind = source.kind
        if not kind or not kind.valid or source.default == "off" or kind.place == "block":
            continue
        draw = Draw(f"{seed}:changed:{entity}")
        for _ in range(each):
            value = kind.plain(draw)
            for at, old in enumerate(value):
                pool = "0123456789" if old.isdigit() else "ABCDEFGHJKLMNPQRSTUVWXYZ" if old.isupper() else ""
                changed = value[:at] + draw.choice([c for c in pool if c != old]) + value[at + 1 :] if pool else ""
                if changed and not kind.is_valid(changed):
                    label = "" if kind.loose or not kind.labels else draw.choice(kind.labels) + ": "
                    documents.append(Document(label + changed))
                    of.append((entity, at, changed))
    wrong = collections.defaultdict(list)
    for (entity, at, changed), found in zip(of, engine.scan(documents)):
        if any(entity in engine.called(f) for f in found):
            wrong[entity].append(f"{changed} (place {at + 1})")
    return len(documents), dict(wrong)


HARD_TO_SEE = ("CREDIT_CARD US_SSN IBAN_CODE EMAIL_ADDRESS PHONE_NUMBER IN_AADHAAR ES_NIF FR_NIR IT_FISCAL_CODE UK_NINO BR_CPF "
               "SECRET_GITHUB_PAT SECRET_AWS_ACCESS_KEY_ID SECRET_STRIPE_SECRET_KEY SECRET_SLACK_BOT_TOKEN").split()  # fmt: skip


def evaded(engine: Engine, sources: dict[str, Source], each: int, seed: int) -> tuple[dict[str, Count], dict[str, Count]]:
    documents = []
    for name in [*evasions.IN_PLACE, *evasions.PAYLOADS]:
        for entity in HARD_TO_SEE:
            source = sources.get(entity)
            draw = Draw(f"{seed}:{name}:{entity}")
            for _ in range(each if source else 0):
                label = source.labels()[0] if source.labels() else "value"
                document = evasions.evade(draw, name, source.value(draw), label, entity)
                if document:
                    documents.append(document)
    kinds, entities = collections.defaultdict(Count), collections.defaultdict(Count)
    for document, found in zip(documents, engine.scan(documents)):
        begin, end, entity = document.labels[0]
        wanted = engine.names[entity] | sources[entity].alike
        right = any(f.begin < end and begin < f.end and engine.called(f) & wanted for f in found)
        for count in (kinds[document.carrier], entities[entity]):
            count.right += right
            count.missed += not right
    return dict(kinds), dict(entities)


@dataclasses.dataclass
class Quiet:
    kind: str
    size: int
    files: int
    false: collections.Counter
    shown: list[str]


def ordinary(engine: Engine, share: float) -> list[Quiet]:
    out = []
    for kind, documents in negatives.texts(share):
        quiet = Quiet(kind, sum(len(d.text.encode()) for d in documents), len({d.carrier for d in documents}), collections.Counter(), [])
        for document, found in zip(documents, engine.scan(documents)):
            data = document.text.encode()
            for f in found:
                if f.entity not in TRUE_IN_TEXT:
                    quiet.false[f.entity] += 1
                    quiet.shown.append(f"{f.rule}: {data[max(0, f.begin - 40) : f.end + 10].decode(errors='replace')!r} in {document.carrier}")
        out.append(quiet)
    return out


def resembling(engine: Engine, each: int, seed: int) -> dict[str, tuple[int, collections.Counter, list[str]]]:
    out = {}
    for kind in sorted(negatives.LOOKALIKES):
        draw = Draw(f"{seed}:{kind}")
        documents = [negatives.lookalike(draw, kind) for _ in range(each)]
        counter, shown = collections.Counter(), []
        for document, found in zip(documents, engine.scan(documents)):
            counter.update(f.entity for f in found)
            shown += [f"{f.rule}: {document.text!r}" for f in found]
        out[kind] = (each, counter, shown)
    return out


# --- the report -----------------------------------------------------------------------------------------


def compare(stored: dict, now: dict, tolerance: float) -> list[str]:
    """What is worse than in the stored result by more than the tolerance."""
    worse = []
    for entity, (precision, recall) in stored.get("entities", {}).items():
        if entity not in now["entities"]:
            worse.append(f"{entity}: no rule finds it any more")
            continue
        for what, before, after in zip(("precision", "recall"), (precision, recall), now["entities"][entity]):
            if after < before - tolerance:
                worse.append(f"{entity}: {what} {after:.2f}, was {before:.2f}")
    for kind, before in stored.get("evasions", {}).items():
        if kind in now["evasions"] and now["evasions"][kind] < before - 2 * tolerance:
            worse.append(f"evasion {kind}: recall {now['evasions'][kind]:.2f}, was {before:.2f}")
    return worse


def table(rows: list[tuple], heads: tuple[str, ...]) -> str:
    cells = [heads, *[tuple(f"{c:.3f}" if isinstance(c, float) else str(c) for c in row) for row in rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(heads))]
    return "\n".join("  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths))) for row in cells)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Measures what `aegis scan` finds: precision, recall, F1 and F2 of every entity, evasions, changed characters, false findings per MB.",
        epilog="example:\n  python3 bench/accuracy/evaluate.py --quick\n  python3 bench/accuracy/evaluate.py --entity US_SSN --show\n  python3 bench/accuracy/evaluate.py --store",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--aegis", default=os.environ.get("AEGIS_BIN", str(ROOT / "build/release/aegis")), help="the binary (default: $AEGIS_BIN, else build/release/aegis)")
    parser.add_argument("--quick", action="store_true", help="fewer of everything, in less than a minute: what the tests run")
    parser.add_argument("--seed", type=int, default=SEED, help=f"default {SEED}; results are compared only for this one")
    parser.add_argument("--tolerance", type=float, default=TOLERANCE, help="how much an entity may drop (default %(default)s)")
    parser.add_argument("--entity", action="append", help="only this one (may be given several times); nothing is compared")
    parser.add_argument("--show", action="store_true", help="show texts that were missed, and false findings (all of them are made up or of this machine's files)")
    parser.add_argument("--weak", metavar="FILE", help="write the entities below 0.97 to a file")
    parser.add_argument("--store", action="store_true", help="keep this result as the one to compare with")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    began = time.monotonic()
    engine = Engine(options.aegis)
    written = rulefiles.rules(ROOT / "configs/rules")
    sources = {e: Source(engine, e, written) for e in engine.of if not options.entity or e in options.entity}
    sources = {e: s for e, s in sources.items() if s.where != "none"}
    form = "quick" if options.quick else "full"
    each, share = (20, 2) if options.quick else (200, 2)
    say(f"seed {options.seed}; {len(sources)} entities of {len(engine.rules)} rules, {form}: {each} texts each")

    tally = labelled(engine, sources, each, share, options.seed)
    say(f"{time.monotonic() - began:.0f} s: labelled texts done")
    entities = {e: tally.entities[e] for e in sorted(sources)}
    rows = [(e, c.right + c.missed, c.precision, c.recall, c.f(1), c.f(2), sources[e].where, sources[e].default) for e, c in entities.items()]
    print(table(rows, ("entity", "texts", "precision", "recall", "F1", "F2", "values", "default")))
    everything = tally.all
    print(f"\nall: precision {everything.precision:.3f}, recall {everything.recall:.3f}, F1 {everything.f(1):.3f}, F2 {everything.f(2):.3f}")
    by_where = collections.Counter(s.where for s in sources.values())
    print(f"values: {', '.join(f'{n} entities {w}' for w, n in sorted(by_where.items()))}")

    changed, wrong = mutated(engine, sources, 1 if options.quick else 5, options.seed)
    print(f"\none character changed: {changed} texts, {sum(map(len, wrong.values()))} still found")
    for entity, texts in sorted(wrong.items()):
        print(f"  {entity}: {len(texts)}, such as {texts[0]}")
    say(f"{time.monotonic() - began:.0f} s: changed characters done")

    kinds, hidden = evaded(engine, sources, 3 if options.quick else 30, options.seed)
    if kinds:
        print("\n" + table([(k, c.right + c.missed, c.recall) for k, c in kinds.items()], ("evasion", "texts", "recall")))
        print("\n" + table([(k, c.right + c.missed, c.recall) for k, c in hidden.items()], ("evaded entity", "texts", "recall")))
        whole = Count(sum(c.right for c in kinds.values()), sum(c.missed for c in kinds.values()))
        print(f"\nevasions: recall {whole.recall:.3f}")
    say(f"{time.monotonic() - began:.0f} s: evasions done")

    if not options.entity:
        near = resembling(engine, 20 if options.quick else 300, options.seed)
        print("\n" + table([(k, n, sum(c.values()), ", ".join(f"{e} {i}" for e, i in c.most_common(3))) for k, (n, c, _) in near.items()], ("look-alikes", "texts", "false", "of")))
        quiet = ordinary(engine, 0.06 if options.quick else 1.0)
        size = sum(q.size for q in quiet)
        print("\n" + table([(q.kind, f"{q.size / 1e6:.2f} MB", q.files, sum(q.false.values()), ", ".join(f"{e} {i}" for e, i in q.false.most_common(3))) for q in quiet], ("ordinary text", "size", "files", "false", "of")))
        total, often = sum(sum(q.false.values()) for q in quiet), sum(q.false[e] for q in quiet for e in OFTEN_TRUE)
        print(f"\nordinary text: {(total - often) / max(size, 1) * 1e6:.2f} false findings per MB of {size / 1e6:.1f} MB;"
              f" and {often} that are often real ({', '.join(sorted(OFTEN_TRUE))})")
        say(f"{time.monotonic() - began:.0f} s: text without anything done")
        if options.show:
            for line in [s for q in quiet for s in q.shown] + [s for _, _, shown in near.values() for s in shown[:3]]:
                print(f"  false: {line}")
    if options.show:
        for entity, count in entities.items():
            if count.recall < 0.97 or count.precision < 0.97:
                print(f"\n{entity}: taken for {dict(tally.confused[entity].most_common(3))}")
                for text in tally.misses[entity]:
                    print(f"  missed: {text!r}")
                for text in tally.false[entity]:
                    print(f"  false: {text!r}")

    now = {
        "entities": {e: [round(c.precision, 3), round(c.recall, 3)] for e, c in entities.items()},
        "evasions": {k: round(c.recall, 3) for k, c in kinds.items()},
        "all": {"precision": round(everything.precision, 3), "recall": round(everything.recall, 3), "F1": round(everything.f(1), 3), "F2": round(everything.f(2), 3)},
    }
    if options.weak:
        with open(options.weak, "w") as out:
            for entity, count in entities.items():
                if count.recall < 0.97 or count.precision < 0.97:
                    files = ", ".join(sorted({r["file"] for r in sources[entity].rules}))
                    out.write(f"{entity}: recall {count.recall:.2f}, precision {count.precision:.2f} ({sources[entity].where}; {files}); named instead: {dict(tally.confused[entity].most_common(3))}\n")
                    for text in tally.misses[entity][:2]:
                        out.write(f"    missed: {text!r}\n")
                    for text in tally.false[entity][:2]:
                        out.write(f"    false: {text!r}\n")
    stored = json.loads(STORED.read_text()) if STORED.exists() else {}
    if options.store and not options.entity:
        stored[form] = now
        STORED.write_text(render(stored))
        say(f"stored in {STORED.relative_to(ROOT)}")
        return 0
    if options.entity or options.seed != SEED:
        return 0
    worse = compare(stored.get(form, {}), now, options.tolerance)
    new = sorted(set(now["entities"]) - set(stored.get(form, {}).get("entities", {})))
    if new:
        print(f"\nnot in the stored result: {len(new)} entities")
    for line in worse:
        print(f"worse: {line}")
    say(f"{time.monotonic() - began:.0f} s on {platform.machine()}; " + ("worse than the stored result" if worse else "no worse than the stored result"))
    return 1 if worse else 0


def render(stored: dict) -> str:
    """One entity a line, so that a change of one is a change of one line."""
    return json.dumps(stored, indent=1, sort_keys=True, ensure_ascii=False).replace("[\n    ", "[").replace(",\n    ", ", ").replace("\n   ]", "]") + "\n"


if __name__ == "__main__":
    sys.exit(main())
