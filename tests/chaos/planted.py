"""Values that must not come out: drawn from a seed, with the check digits that make them findings.

Each is certain to be found by the built-in rules, alone and in the sentences below, so that what a record becomes is
known without looking for anything in it.
"""

from __future__ import annotations

import math
import random
import string
from dataclasses import dataclass

BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
FIRST = ("anna", "bela", "carl", "dora", "emil", "frida", "georg", "hilde", "ivo", "jana", "kurt", "lena")
LAST = ("ahorn", "birke", "eiche", "erle", "fichte", "kiefer", "linde", "tanne", "ulme", "weide")
# None has a meaning that rules ask for, and none is a word of BIP 39, of which twelve in a row may be somebody's wallet.
WORDS = ("granite", "pebble", "lantern", "cupboard", "drizzle", "teapot", "doorknob", "shovel", "meadow", "plank", "curtain", "gravel")


@dataclass(frozen=True)
class Planted:
    entity: str
    text: str


def email(chance: random.Random) -> Planted:
    name = f"{chance.choice(FIRST)}.{chance.choice(LAST)}{chance.choice(string.ascii_lowercase)}"
    return Planted("EMAIL_ADDRESS", f"{name}@{chance.choice(WORDS)}.example.net")


def card(chance: random.Random) -> Planted:
    digits = "4" + "".join(chance.choices(string.digits, k=14))
    doubled = sum(sum(divmod(2 * int(d), 10)) for d in digits[::2]) + sum(int(d) for d in digits[1::2])
    whole = digits + str(-doubled % 10)
    return Planted("CREDIT_CARD", " ".join(whole[i : i + 4] for i in range(0, 16, 4)))


def iban(chance: random.Random) -> Planted:
    """A German one: the two check digits make it 1 modulo 97."""
    account = "".join(chance.choices(string.digits, k=18))
    check = 98 - int(account + "131400") % 97  # D is 13, E is 14
    whole = f"DE{check:02}{account}"
    return Planted("IBAN_CODE", " ".join(whole[i : i + 4] for i in range(0, 22, 4)))


def bits(text: str) -> float:
    """Of information in a character, by how often each comes."""
    shares = [text.count(character) / len(text) for character in set(text)]
    return -sum(share * math.log2(share) for share in shares)


def secret(chance: random.Random) -> Planted:
    """An access key id of AWS: behind the prefix, in base 32, an account of twelve decimal digits and what tells its keys apart."""
    while True:
        number = 1 << 79 | chance.randrange(10**11, 10**12) << 39 | chance.getrandbits(39)
        body = "".join(BASE32[number >> shift & 31] for shift in range(75, -1, -5))
        if bits(body) >= 3.1:  # less looks made up, and is let through
            return Planted("SECRET", "AK" + "IA" + body)


def pool(seed: int, each: int = 60) -> list[Planted]:
    """All that a run plants. Few enough that each can be searched for, whole, wherever it must not be."""
    chance = random.Random(f"pool {seed}")
    return [make(chance) for make in (email, card, iban, secret) for _ in range(each)]
