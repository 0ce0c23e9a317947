"""Check digits as the standards describe them, written apart from the engine's: the two check each other."""

from __future__ import annotations

import hashlib

ALPHABET36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
RIPPLE58 = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def weighted(text: str, *weights: int) -> int:
    """Sum of the characters' values (A is 10) times the weights, which are repeated as needed."""
    return sum(int(c, 36) * weights[i % len(weights)] for i, c in enumerate(text))


def from_right(text: str, *weights: int) -> int:
    return weighted(text[::-1], *weights)


def cross(number: int) -> int:
    """The sum of a number's decimal digits."""
    return sum(map(int, str(number)))


def luhn(text: str, base: int = 10) -> bool:
    total = 0
    for place, character in enumerate(reversed(text)):
        value = int(character, 36) * (place % 2 + 1)
        total += value // base + value % base
    return total % base == 0


def verhoeff(text: str) -> bool:
    """The dihedral group of ten elements, a rotation r of five as r, its mirrored one as 5 + r."""
    mix = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
    state = 0
    for place, character in enumerate(reversed(text)):
        value = int(character)
        for _ in range(place % 8):
            value = mix[value]
        mirrored, turn = divmod(state, 5)
        other, more = divmod(value, 5)
        state = 5 * (mirrored ^ other) + ((turn - more) if mirrored else (turn + more)) % 5
    return state == 0


def mod97(text: str) -> int:
    """ISO 7064 mod 97-10 of letters and digits."""
    rest = 0
    for character in text:
        value = int(character, 36)
        rest = (rest * (100 if value > 9 else 10) + value) % 97
    return rest


def hybrid(text: str, modulus: int = 10) -> bool:
    """ISO 7064 mod 11,10 (or mod 37,36 with modulus 36)."""
    state = modulus
    for character in text[:-1]:
        state = (state + int(character, 36)) % modulus or modulus
        state = state * 2 % (modulus + 1)
    return (state + int(text[-1], 36)) % modulus == 1


def mod11_2(text: str) -> bool:
    """ISO 7064 mod 11-2; X is ten."""
    state = 0
    for character in text:
        state = (state * 2 + (10 if character in "xX" else int(character))) % 11
    return state == 1


def sum_modulo(text: str, modulus: int, *weights: int) -> int:
    return weighted(text, *weights) % modulus


def icao(text: str) -> str:
    """The check digit of machine-readable travel documents (ICAO 9303)."""
    return str(sum((0 if c == "<" else int(c, 36)) * (7, 3, 1)[i % 3] for i, c in enumerate(text)) % 10)


def base58(data: bytes, alphabet: str = BASE58) -> str:
    number, out = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        out = alphabet[rest] + out
    return alphabet[0] * (len(data) - len(data.lstrip(b"\0"))) + out


def base58check(data: bytes, alphabet: str = BASE58) -> str:
    return base58(data + hashlib.sha256(hashlib.sha256(data).digest()).digest()[:4], alphabet)


def _polymod(values: list[int], generators: tuple[int, ...], bits: int) -> int:
    state = 1
    for value in values:
        top = state >> bits
        state = (state & ((1 << bits) - 1)) << 5 ^ value
        for i, generator in enumerate(generators):
            state ^= generator if top >> i & 1 else 0
    return state


def five_bits(data: bytes) -> list[int]:
    number, bits = int.from_bytes(data, "big"), len(data) * 8
    pad = -bits % 5
    number <<= pad
    return [number >> shift & 31 for shift in range(bits + pad - 5, -1, -5)]


def bech32(prefix: str, values: list[int], constant: int = 1) -> str:
    """BIP 173; constant 0x2bc830a3 is BIP 350."""
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    generators = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
    check = _polymod(expanded + values + [0] * 6, generators, 25) ^ constant
    values = values + [check >> 5 * (5 - i) & 31 for i in range(6)]
    return prefix + "1" + "".join(BECH32[v] for v in values)


def cash_address(data: bytes) -> str:
    values = five_bits(data)
    generators = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)
    check = _polymod([ord(c) & 31 for c in "bitcoincash"] + [0] + values + [0] * 8, generators, 35) ^ 1
    return "".join(BECH32[v] for v in values + [check >> 5 * (7 - i) & 31 for i in range(8)])


def crc16_xmodem(data: bytes) -> int:
    state = 0
    for byte in data:
        state ^= byte << 8
        for _ in range(8):
            state = (state << 1 ^ (0x1021 if state & 0x8000 else 0)) & 0xFFFF
    return state


_ROUNDS = []


def _round_constants() -> list[int]:
    state, out = 1, []
    for _ in range(24):
        constant = 0
        for j in range(7):
            if state & 1:
                constant |= 1 << ((1 << j) - 1)
            state = state << 1 ^ (0x171 if state & 0x80 else 0)
        out.append(constant)
    return out


def keccak256(data: bytes) -> bytes:
    """Keccak with the padding from before SHA-3, as Ethereum and Monero use it."""
    if not _ROUNDS:
        _ROUNDS.extend(_round_constants())
    mask, rate = (1 << 64) - 1, 136
    padded = bytearray(data) + b"\x01" + b"\0" * ((-len(data) - 1) % rate)
    padded[-1] |= 0x80
    lanes = [[0] * 5 for _ in range(5)]
    for block in range(0, len(padded), rate):
        for i in range(rate // 8):
            lanes[i % 5][i // 5] ^= int.from_bytes(padded[block + 8 * i : block + 8 * i + 8], "little")
        for constant in _ROUNDS:
            parity = [lanes[x][0] ^ lanes[x][1] ^ lanes[x][2] ^ lanes[x][3] ^ lanes[x][4] for x in range(5)]
            for x in range(5):
                turned = parity[(x + 1) % 5]
                change = parity[(x + 4) % 5] ^ ((turned << 1 | turned >> 63) & mask)
                for y in range(5):
                    lanes[x][y] ^= change
            x, y, current = 1, 0, lanes[1][0]
            for step in range(24):
                x, y = y, (2 * x + 3 * y) % 5
                shift = (step + 1) * (step + 2) // 2 % 64
                current, lanes[x][y] = lanes[x][y], (current << shift | current >> (64 - shift)) & mask
            for y in range(5):
                row = [lanes[x][y] for x in range(5)]
                for x in range(5):
                    lanes[x][y] = row[x] ^ (~row[(x + 1) % 5] & mask & row[(x + 2) % 5])
            lanes[0][0] ^= constant
    return b"".join(lanes[i][0].to_bytes(8, "little") for i in range(4))


def ethereum(data: bytes) -> str:
    """EIP-55: a letter is a capital where the hash of the small ones says so."""
    plain = data.hex()
    marks = keccak256(plain.encode()).hex()
    return "0x" + "".join(c.upper() if int(m, 16) > 7 else c for c, m in zip(plain, marks))


def monero(data: bytes) -> str:
    data += keccak256(data)[:4]
    out = ""
    for at in range(0, len(data), 8):
        block = data[at : at + 8]
        width = {8: 11, 5: 7}[len(block)]
        number, text = int.from_bytes(block, "big"), ""
        for _ in range(width):
            number, rest = divmod(number, 58)
            text = BASE58[rest] + text
        out += text
    return out
