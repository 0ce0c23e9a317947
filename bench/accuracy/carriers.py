"""Where values stand in real life: chat, tickets, mails, logs, JSON, CSV, code, configuration."""

from __future__ import annotations

import dataclasses
import json
import re

from drawing import Draw


@dataclasses.dataclass(frozen=True)
class Document:
    text: str
    labels: tuple[tuple[int, int, str], ...] = ()  # bytes of the text, and what is there
    carrier: str = ""


# {V} value, {L} label, {F} field name; {N} number, {T} time, {I} id, {W} word, {A} amount.
# In a labelled text the label stands as a person would write it; in a field it is the name of the field.
LABELLED = [
    ("chat", "{L}: {V}"),
    ("chat", "hi, my {L} is {V}, can you check?"),
    ("chat", "{L} {V}"),
    ("chat", "[{T}] {W}: sure, here is the {L}: {V}"),
    ("chat", "The {L} I gave you was {V}. Is that still right?"),
    ("ticket", "Ticket #{N}\nReporter: {W}\n\nCustomer cannot log in. {L}: {V}\nPlease call back."),
    ("ticket", "{W} asks to correct the {L} from {V} to the new one"),
    ("mail", "Dear team,\n\nplease find the {L} ({V}) below.\n\nKind regards\n{W}"),
    ("mail", "Subject: Re: {W}\n\n> {L}: {V}\n\nThanks, received."),
    ("text", "We have stored your {L} {V} in our files."),
    ("text", "{L} = {V}"),
    ("text", "- {L}: {V}\n- status: open\n- amount: {A}"),
    ("german", "Guten Tag, die {L} lautet {V}. Mit freundlichen Grüßen"),
    ("german", "{L}: {V}, bitte prüfen Sie das."),
    ("french", "Bonjour, voici le {L} : {V}. Merci d'avance."),
    ("spanish", "Hola, mi {L} es {V}, gracias."),
    ("italian", "Buongiorno, il {L} è {V}."),
    ("dutch", "Mijn {L} is {V}, alvast bedankt."),
    ("polish", "Dzień dobry, {L}: {V}, proszę o kontakt."),
    ("portuguese", "Bom dia, o {L} é {V}."),
    ("form", "{L}\t{V}"),
    ("form", "| {L} | {V} |\n| status | open |"),
    ("html", "<tr><td>{L}</td><td>{V}</td></tr>"),
]
FIELDS = [
    ("json", '{{"{F}": "{V}"}}'),
    ("json", '{{"id": {N}, "{F}": "{V}", "created": "{T}"}}'),
    ("json", '{{"customer": {{"status": "open", "{F}":"{V}"}}, "total": {A}}}'),
    ("json", '{{"rows": [{{"{F}": "{V}", "n": 1}}, {{"{F}": null, "n": 2}}]}}'),
    ("json", '[{{"event": "update", "data": {{"record": {{"{F}" : "{V}", "trace": "{I}"}}}}}}]'),
    ("log", "{T} INFO [worker-3] user update {F}={V} status=200"),
    ("log", '{T} level=info msg="record saved" {F}="{V}" took=12ms'),
    ("code", 'const {F} = "{V}";'),
    ("code", "    {F} = '{V}'  # from the form"),
    ("config", "server:\n  port: 8080\n{F}: {V}\ndebug: false"),
    ("config", "[main]\n{F} = {V}\nretries = 3\n"),
    ("xml", "<record><{F}>{V}</{F}><status>open</status></record>"),
    ("csv", "id,{F},status\n{N},{V},open\n"),
]
BARE = [
    ("text", "{V}"),
    ("text", "Sent {V} to {W} this morning."),
    ("text", "see also ({V}), thanks"),
    ("chat", "it's {V}"),
    ("mail", "Hello,\n\n{V}\n\nBest\n{W}"),
    ("log", "{T} WARN request {I}: rejected {V} after 3 tries"),
    ("json", '{{"value": "{V}", "n": {N}}}'),
    ("json", '["{V}", "{W}"]'),
    ("csv", "{N},{V},{A},open"),
    ("tab", "{N}\t{V}\t{W}"),
    ("table", "| {N} | {V} | {W} |"),
]
# What stands on lines of its own.
BLOCKS = [
    ("text", "{V}"),
    ("mail", "Hello,\n\nas discussed:\n\n{V}\n\nBest\n{W}"),
    ("json", '{{"id": {N}, "content": "{V}"}}'),
    ("text", "{W}:\n{V}\n"),
]

# No names of people: who is greeted is found, and rightly.
WORDS = "billing|orders|the parcel desk|the invoice desk|support|the warehouse|dispatch|returns"


def fill(draw: Draw, template: str, value: str, label: str, field: str, entity: str, carrier: str) -> Document:
    if carrier == "json":
        value = json.dumps(value, ensure_ascii=draw.random() < 0.3)[1:-1]
    elif carrier in ("xml", "html"):
        value = value.replace("&", "&amp;").replace("<", "&lt;")
    at = draw.day(2019, 2025)
    clock = f"{draw.randrange(24):02}:{draw.randrange(60):02}:{draw.randrange(60):02}"
    parts = template.replace("{V}", "\x00").format(
        L=label, F=field, N=draw.randrange(1, 99999), T=f"{at}T{clock}Z", I=draw.like(r"\x{8}"),
        W=draw.one(WORDS), A=f"{draw.randrange(1, 900)}.{draw.randrange(100):02}",
    ).split("\x00")  # fmt: skip
    text, labels = parts[0].encode(), []
    for after in parts[1:]:
        labels.append((len(text), len(text) + len(value.encode()), entity))
        text += value.encode() + after.encode()
    return Document(text.decode(), tuple(labels) if entity else (), carrier)


def field_name(draw: Draw, label: str) -> str:
    """A label as a field is called: any of the ways in which programs write names."""
    words = [w for w in re.split(r"[\s.'’/()-]+", label) if w] or ["value"]
    style = draw.randrange(5)
    if style == 0:
        return "_".join(words).lower()
    if style == 1:
        return words[0].lower() + "".join(w[:1].upper() + w[1:].lower() for w in words[1:])
    if style == 2:
        return "_".join(words).upper()
    if style == 3:
        return "customer_" + "_".join(words).lower()
    return "".join(words).lower() if len(words) == 1 else "_".join(words).lower()


def carry(draw: Draw, value: str, entity: str, labels: list[str], *, bare: bool, place: str) -> Document:
    """The value in some carrier. `place`: any | block | field."""
    label = draw.choice(labels) if labels else ""
    if place == "block" or "\n" in value:
        carrier, template = draw.choice(BLOCKS)
    elif not labels or (bare and draw.random() < 0.4):
        carrier, template = draw.choice(BARE)
    elif place == "field" or draw.random() < 0.5:
        carrier, template = draw.choice(FIELDS)
    else:
        carrier, template = draw.choice(LABELLED)
    return fill(draw, template, value, label, field_name(draw, label), entity, carrier)
