"""Personal data: for each entity, what people call it, what its values look like and when one is valid.

Written from public standards, apart from the engine's validators and its rules' words."""

from __future__ import annotations

import base64
import dataclasses
import datetime
import re
from collections.abc import Callable

import arithmetic as a
from drawing import Draw


@dataclasses.dataclass(frozen=True)
class Kind:
    entity: str
    labels: list[str]
    shape: str | Callable[[Draw], str]
    valid: Callable[[str], bool] | None = None
    written: str = ""
    place: str = "any"  # any | block | field
    alike: tuple[str, ...] = ()  # entities whose values cannot be told from these
    bare: bool | str | None = None  # stands without a label; "grouped": with separators; None: as the rules' defaults say
    loose: bool = False  # with a label, a value whose check fails is one, too

    def plain(self, draw: Draw) -> str:
        """A valid value in its shortest form."""
        for _ in range(50000):
            value = draw.like(self.shape) if isinstance(self.shape, str) else self.shape(draw)
            if self.valid is None or self.is_valid(value):
                return value
            if value[-1].isdigit():  # another last digit is often enough
                for digit in "0123456789":
                    if self.is_valid(value[:-1] + digit):
                        return value[:-1] + digit
        raise RuntimeError(f"{self.entity}: no valid value found")

    def is_valid(self, value: str) -> bool:
        try:
            if isinstance(self.shape, str) and not re.fullmatch(_as_regex(self.shape), value):
                return False
            return self.valid is None or bool(self.valid(value))
        except (ValueError, IndexError, KeyError, OverflowError):
            return False

    def draw(self, draw: Draw) -> str:
        return draw.written(self.plain(draw), self.written)


def _as_regex(shape: str) -> str:
    return shape.replace("\\u", "[A-Z]").replace("\\l", "[a-z]").replace("\\x", "[0-9a-f]")


KINDS: dict[str, Kind] = {}


def add(entity: str, labels: str, shape, valid=None, written: str = "", **more) -> None:
    KINDS[entity] = Kind(entity, [w for w in labels.split("|") if w], shape, valid, written, **more)


# --- small words used below -----------------------------------------------------------------------------


def real(year, month, day) -> bool:
    try:
        datetime.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def w(*weights: int) -> tuple[int, ...]:
    return weights


def down(first: int, last: int) -> tuple[int, ...]:
    return tuple(range(first, last - 1, -1))


def up(first: int, last: int) -> tuple[int, ...]:
    return tuple(range(first, last + 1))


def complement11(text: str, weights: tuple[int, ...]) -> int:
    """11 minus the sum's rest; 0 to 10, where 11 is 0."""
    return (11 - a.weighted(text, *weights) % 11) % 11


def doubled(text: str, first: int = 1) -> int:
    """Sum of the digit sums of values times 1, 2, 1, 2 … or 2, 1, 2, 1 …"""
    return sum(a.cross(int(c, 36) * (first if i % 2 == 0 else 3 - first)) for i, c in enumerate(text))


def two_steps(text: str, n: int, one: tuple[int, ...], two: tuple[int, ...]) -> bool:
    rest = a.weighted(text[:n], *one) % 11
    if rest == 10:
        rest = a.weighted(text[:n], *two) % 11 % 10
    return rest == int(text[n])


def digits_after(format_: str, n: int, first: int = 1935, last: int = 2005) -> Callable[[Draw], str]:
    return lambda d: format(d.day(first, last), format_) + d.like(r"\d{%d}" % n)


SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE"
MONTHS_IT = "ABCDEHLMPRST"
ODD_IT = dict(zip(a.ALPHABET36, [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21,
                                 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]))  # fmt: skip

# --- payment --------------------------------------------------------------------------------------------

CARD = "card number|credit card|Kreditkarte|carte bancaire|tarjeta"
FOURS = "XXXXXXXXXXXXXXXX|XXXX XXXX XXXX XXXX|XXXX-XXXX-XXXX-XXXX"
add("CREDIT_CARD", CARD, r"(4\d{15}|5[1-5]\d{14}|62\d{14}|2200\d{12})", a.luhn, FOURS, bare=True)
add("CREDIT_CARD_VISA", "Visa card|visa card number", r"4\d{15}", a.luhn, FOURS, bare=True)
add("CREDIT_CARD_MASTERCARD", "MasterCard number|card", r"(5[1-5]\d{14}|22[3-9]\d{13})", a.luhn, FOURS, bare=True)
add("CREDIT_CARD_AMEX", "American Express card|amex", r"3[47]\d{13}", a.luhn, "XXXXXXXXXXXXXXX|XXXX XXXXXX XXXXX|XXXX-XXXXXX-XXXXX", bare=True)
add("CREDIT_CARD_DISCOVER", "Discover card|card number", r"(6011\d{12}|64[4-9]\d{13}|65\d{14})", a.luhn, FOURS, bare=True)
add("CREDIT_CARD_DINERS", "Diners Club card|card number", r"(30[0-5]\d{11}|36\d{12}|38\d{12})", a.luhn, "XXXXXXXXXXXXXX|XXXX XXXXXX XXXX|XXXX-XXXXXX-XXXX", bare=True)
add("CREDIT_CARD_JCB", "JCB card|card number", r"35(2[89]|[3-8]\d)\d{12}", a.luhn, FOURS, bare=True)
add("CREDIT_CARD_UNIONPAY", "UnionPay card|银联卡号|card number", r"62\d{14}", a.luhn, FOURS, bare=True)
add("CREDIT_CARD_MAESTRO", "Maestro card|maestro", r"(50[1-4]\d{13}|5[678]\d{14}|6304\d{12}|6759\d{12})", a.luhn, FOURS)
add("CREDIT_CARD_MIR", "Mir card|карта мир|номер карты", r"220[0-4]\d{12}", a.luhn, FOURS, bare=True)
add("CREDIT_CARD_RUPAY", "RuPay card|card number", r"(60[2-9]\d{13}|508[5-9]\d{12}|65[2-9]\d{13})", a.luhn, FOURS, bare=True)
add("CREDIT_CARD_TROY", "Troy card|kart numarası", r"9792\d{12}", a.luhn, FOURS, bare=True)
add("CREDIT_CARD_VERVE", "Verve card|card number", r"(5061[0-8]\d{11}|6500(0[2-9]|1\d)\d{10})", a.luhn, FOURS, bare=True)


def _track1(d: Draw) -> str:
    pan = KINDS["CREDIT_CARD_VISA"].plain(d)
    return f"%B{pan}^{d.one('DOE/JANE|MILLER/TOM A|GARCIA/ANA')}^{d.like('2[6-9](0[1-9]|1[0-2])')}{d.like('[12]01[0-9]{10}')}?"


def _track2(d: Draw) -> str:
    return f";{KINDS['CREDIT_CARD_MASTERCARD'].plain(d)}={d.like('2[6-9](0[1-9]|1[0-2])')}{d.like('[12]01[0-9]{8}')}?"


add("PAYMENT_TRACK1", "track 1|track1 data", _track1, bare=True)
add("PAYMENT_TRACK2", "track 2|track2 data", _track2, bare=True)
add("PAYMENT_CVV", "CVV|cvc|card security code|CVV2", r"\d{3}")
add("PAYMENT_CARD_EXPIRY", "expiry|exp date|card expires|valid thru", r"(0[1-9]|1[0-2])/(2[6-9]|202[6-9])")
add("PAYMENT_CARD_PIN", "PIN|card pin|pin code", r"\d{4}")

_IBAN = {"DE": r"\d{18}", "FR": r"\d{10}[A-Z0-9]{11}\d{2}", "GB": r"[A-Z]{4}\d{14}", "NL": r"[A-Z]{4}\d{10}", "ES": r"\d{20}",
         "IT": r"[A-Z]\d{10}[A-Z0-9]{12}", "BE": r"\d{12}", "AT": r"\d{16}", "CH": r"\d{5}[A-Z0-9]{12}", "PL": r"\d{24}",
         "SE": r"\d{20}", "NO": r"\d{11}", "DK": r"\d{14}", "FI": r"\d{14}", "PT": r"\d{21}", "CZ": r"\d{20}", "IE": r"[A-Z]{4}\d{14}",
         "LU": r"\d{3}[A-Z0-9]{13}", "TR": r"\d{5}0[A-Z0-9]{16}", "SA": r"\d{2}[A-Z0-9]{18}", "AE": r"\d{19}", "RO": r"[A-Z]{4}[A-Z0-9]{16}"}  # fmt: skip


def _iban(d: Draw) -> str:
    country = d.choice(sorted(_IBAN))
    body = d.like(_IBAN[country])
    return f"{country}{98 - a.mod97(body + country + '00'):02}{body}"


def _iban_written(d: Draw) -> str:
    value = _iban(d)
    return value if d.random() < 0.5 else " ".join(value[i : i + 4] for i in range(0, len(value), 4))


add("IBAN_CODE", "IBAN|account|Kontonummer|compte", _iban_written, lambda s: a.mod97(s.replace(" ", "")[4:] + s[:4]) == 1)
add("SWIFT_BIC", "BIC|SWIFT code|swift|BIC/SWIFT", r"[A-Z]{4}(DE|FR|GB|US|CH|NL|BE|AT|IT|ES)[A-Z0-9]{2}([A-Z0-9]{3})?")
add("ABA_ROUTING_NUMBER", "routing number|ABA|ABA number|RTN", r"(0[1-9]|1[0-2]|2[1-9]|3[0-2])\d{7}", lambda s: a.weighted(s, 3, 7, 1) % 10 == 0)
add("US_BANK_NUMBER", "bank account number|checking account|account number", r"[1-9]\d{9,11}", alike=("BANK_ACCOUNT_NUMBER",))
_ISIN = lambda s: a.luhn("".join(str(int(c, 36)) for c in s))  # noqa: E731
add("ISIN", "ISIN|Wertpapierkennung ISIN", r"(US|DE|FR|GB|CH|JP|IE)[A-Z0-9]{9}\d", _ISIN)
add("LEI", "LEI|legal entity identifier|LEI code", r"\d{4}00[A-Z0-9]{12}\d{2}", lambda s: a.mod97(s) == 1)
_CUSIP = lambda s: sum(a.cross(int(c, 36) * (1 + i % 2)) for i, c in enumerate(s[:-1])) % 10 == -int(s[-1]) % 10  # noqa: E731
add("CUSIP", "CUSIP|cusip number", r"\d{5}[A-Z0-9]\d{2}\d", _CUSIP)
add("SEDOL", "SEDOL|sedol code", r"[B-DF-HJ-NP-TV-Z0-9]{6}\d", lambda s: a.weighted(s, 1, 3, 1, 7, 3, 9, 1) % 10 == 0)
add("FIGI", "FIGI|figi", lambda d: "BBG" + d.like(r"[B-DF-HJ-NP-TV-Z0-9]{8}\d"), _CUSIP)
add("DE_WKN", "WKN|Wertpapierkennnummer", r"[A-HJ-NP-Z0-9]{6}")


def _rf(d: Draw) -> str:
    body = d.like(r"\d{6,15}")
    return f"RF{98 - a.mod97(body + 'RF00'):02}{body}"


add("ISO11649_REFERENCE", "creditor reference|RF reference|reference", _rf, lambda s: a.mod97(s[4:] + s[:4]) == 1)


def _creditor(d: Draw) -> str:
    country, national = d.one("DE|AT|FR|NL|BE"), d.like(r"0\d{10}")
    return f"{country}{98 - a.mod97(national + country + '00'):02}ZZZ{national}"


add("SEPA_CREDITOR_ID", "creditor identifier|Gläubiger-ID|Gläubiger-Identifikationsnummer", _creditor, lambda s: a.mod97(s[7:] + s[:4]) == 1)
add("SEPA_MANDATE_ID", "mandate reference|Mandatsreferenz|mandate id", r"[A-Z]{2,4}-\d{4}-\d{4,8}")
add("BANK_ACCOUNT_NUMBER", "account number|bank account|Kontonummer|numéro de compte", r"\d{7,12}", alike=("US_BANK_NUMBER",))
add("UK_SORT_CODE_ACCOUNT", "sort code and account|sort code|sort code / account", r"\d{2}-\d{2}-\d{2} \d{8}")
add("AU_BSB_ACCOUNT", "BSB|BSB and account", r"\d{3}-\d{3} \d{8,9}")
add("IN_IFSC", "IFSC|IFSC code", r"(SBIN|HDFC|ICIC|PUNB|UTIB)0[0-9]{6}")
add("IN_UPI_ID", "UPI ID|UPI|vpa", r"\l{4,9}\d{0,2}@(okaxis|ybl|paytm|oksbi|upi)")
add("MX_CLABE", "CLABE|cuenta CLABE|CLABE interbancaria", r"\d{18}", lambda s: -a.weighted(s[:17], 3, 7, 1) % 10 == int(s[17]))
_CBU = w(7, 1, 3, 9)
add("AR_CBU", "CBU|CBU de la cuenta", r"\d{22}",
    lambda s: -a.weighted(s[:7], 7, 1, 3, 9, 7, 1, 3) % 10 == int(s[7]) and -a.weighted(s[8:21], *w(3, 9, 7, 1)) % 10 == int(s[21]))  # fmt: skip
_CCC = lambda t, c: str(complement11(t.zfill(10), w(1, 2, 4, 8, 5, 10, 9, 7, 3, 6))).replace("10", "1") == c  # noqa: E731
add("ES_CCC", "CCC|código cuenta cliente|cuenta bancaria", r"\d{20}", lambda s: _CCC(s[:8], s[8]) and _CCC(s[10:], s[9]), "XXXXXXXXXXXXXXXXXXXX|XXXX XXXX XX XXXXXXXXXX")


def _rib(s: str) -> bool:
    number = "".join(c if c.isdigit() else str((int(c, 36) - 10 + (c > "R")) % 9 + 1) for c in s)
    return (89 * int(number[:5]) + 15 * int(number[5:10]) + 3 * int(number[10:21]) + int(number[21:])) % 97 == 0


add("FR_RIB", "RIB|relevé d'identité bancaire", r"\d{23}", _rib, "XXXXXXXXXXXXXXXXXXXXXXX|XXXXX XXXXX XXXXXXXXXXX XX")
_MOD97_TAIL = lambda s: (int(s[:10]) % 97 or 97) == int(s[10:])  # noqa: E731
add("BE_PAYMENT_REFERENCE", "gestructureerde mededeling|communication structurée|structured communication", r"\d{12}", _MOD97_TAIL, "+++XXX/XXXX/XXXXX+++")


def _carry10(s: str) -> bool:
    state = 0
    for digit in s:
        state = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)[(state + int(digit)) % 10]
    return state == 0


add("CH_QR_REFERENCE", "QR-Referenz|référence QR|Referenz", r"\d{27}", _carry10, "XXXXXXXXXXXXXXXXXXXXXXXXXXX|XX XXXXX XXXXX XXXXX XXXXX XXXXX")
add("NO_KONTONR", "kontonummer|kontonr", r"\d{11}", lambda s: complement11(s[:10], w(5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) == int(s[10]), "XXXXXXXXXXX|XXXX XX XXXXX|XXXX.XX.XXXXX")
_CZ11 = lambda t: a.weighted(t.zfill(10), 6, 3, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0  # noqa: E731
add("CZ_BANK_ACCOUNT", "číslo účtu|bankovní účet|účet", r"[1-9]\d{9}/(0100|0300|0800|2010|5500)", lambda s: _CZ11(s.split("/")[0]))
add("NZ_BANK_ACCOUNT", "NZ bank account|bank account|account number", r"(01|02|03|06|12|38)-\d{4}-\d{7}-00\d?")
add("BR_PIX_KEY", "chave Pix|chave pix aleatória", r"\x{8}-\x{4}-4\x{3}-[89ab]\x{3}-\x{12}")

# --- coins ----------------------------------------------------------------------------------------------

COIN = "wallet|address|send to"


def coin(entity: str, labels: str, make: Callable[[Draw], str], **more) -> None:
    add(entity, labels, make, **more)


coin("CRYPTO", "bitcoin address|BTC wallet|wallet", lambda d: a.base58check(d.choice([b"\0", b"\5"]) + d.randbytes(20)))
coin("CRYPTO_BTC_SEGWIT", "btc address|bitcoin wallet", lambda d: a.bech32("bc", [0, *a.five_bits(d.randbytes(d.choice([20, 32])))]))
coin("CRYPTO_BTC_TAPROOT", "btc taproot address|bitcoin wallet", lambda d: a.bech32("bc", [1, *a.five_bits(d.randbytes(32))], 0x2BC830A3))
coin("CRYPTO_ETH", "ethereum address|ETH wallet", lambda d: a.ethereum(d.randbytes(20)))
coin("CRYPTO_XRP", "XRP address|ripple wallet", lambda d: a.base58check(b"\0" + d.randbytes(20), a.RIPPLE58))
coin("CRYPTO_LTC", "LTC address|litecoin wallet", lambda d: a.base58check(d.choice([b"\x30", b"\x32"]) + d.randbytes(20)))
coin("CRYPTO_DOGE", "dogecoin address|DOGE wallet", lambda d: a.base58check(b"\x1e" + d.randbytes(20)))
coin("CRYPTO_BCH", "bitcoin cash address|BCH wallet", lambda d: d.choice(["", "bitcoincash:"]) + a.cash_address(b"\0" + d.randbytes(20)))
coin("CRYPTO_DASH", "Dash address|dash wallet", lambda d: a.base58check(b"\x4c" + d.randbytes(20)))
coin("CRYPTO_ZEC", "Zcash address|ZEC wallet", lambda d: a.base58check(d.choice([b"\x1c\xb8", b"\x1c\xbd"]) + d.randbytes(20)))
coin("CRYPTO_TRX", "Tron address|TRX wallet", lambda d: a.base58check(b"\x41" + d.randbytes(20)))
coin("CRYPTO_XTZ", "Tezos address|XTZ wallet", lambda d: a.base58check(b"\x06\xa1" + d.choice([b"\x9f", b"\xa1", b"\xa4"]) + d.randbytes(20)))
coin("CRYPTO_XMR", "Monero address|XMR wallet", lambda d: a.monero(d.choice([b"\x12", b"\x2a"]) + d.randbytes(64)))


def _stellar(d: Draw) -> str:
    body = bytes([6 << 3]) + d.randbytes(32)
    return base64.b32encode(body + a.crc16_xmodem(body).to_bytes(2, "little")).decode()


coin("CRYPTO_XLM", "Stellar address|XLM account", _stellar)
coin("CRYPTO_ADA", "Cardano address|ADA wallet", lambda d: a.bech32("addr", a.five_bits(b"\x01" + d.randbytes(56))))
coin("CRYPTO_ATOM", "Cosmos address|ATOM wallet", lambda d: a.bech32("cosmos", a.five_bits(d.randbytes(20))))


def _polkadot(d: Draw) -> str:
    import hashlib

    body = b"\0" + d.randbytes(32)
    return a.base58(body + hashlib.blake2b(b"SS58PRE" + body).digest()[:2])


coin("CRYPTO_DOT", "Polkadot address|DOT wallet", _polkadot)
coin("CRYPTO_SOL", "Solana address|SOL wallet|solana wallet", lambda d: a.base58(bytes([d.randrange(1, 256)]) + d.randbytes(31)))

# --- contact, network, devices --------------------------------------------------------------------------

add("EMAIL_ADDRESS", "e-mail|email|mail address|correo|courriel", lambda d: d.like(
    r"(jane|tom|m|anna|li|o)([._-]\l{3,9})?\d{0,3}@(\l{4,10}|\l{3,6}-\l{3,6}|mail\.\l{5})\.(com|org|de|fr|co\.uk|io|net|com\.br|jp)"), bare=True)  # fmt: skip
add("PHONE_NUMBER", "phone|tel|mobile|Telefon|téléphone|teléfono", lambda d: d.like(
    r"\+(44 20 7946 0\d{3}|4930901820\d{2}|49 30 901820\d{2}|33 1 70 18 99 \d{2}|1 212 555 01\d{2}|1-415-555-01\d{2}|39 06 698\d{5}|34 91 123 \d{4}|81 3 1234 \d{4}|91 98765 \d{5}|5511 9\d{4} \d{4})"), bare=True)  # fmt: skip
add("US_PHONE_NUMBER", "phone|cell|call me at|fax", lambda d: d.like(r"(\([2-9]0[1-9]\) 555-01\d{2}|[2-9]1[02-9]-[2-9]\d{2}-\d{4}|[2-9]1[02-9]\.[2-9]\d{2}\.\d{4}|[2-9]1[02-9] [2-9]\d{2} \d{4})"), bare=False)
add("UK_PHONE_NUMBER", "phone|tel|mobile|telephone", r"(020 7946 0\d{3}|07700 900\d{3}|0161 496 0\d{3}|07\d{9}|01632 960\d{3})")
add("DE_PHONE_NUMBER", "Telefon|Handy|Tel.|Rufnummer", r"(030 2312\d{4}|0171 \d{7}|040/6696912\d|089 9901\d{4}|0151\d{8})")
add("FR_PHONE_NUMBER", "téléphone|tél|portable", r"(01 99 00 \d{2} \d{2}|06 39 98 \d{2} \d{2}|06\.39\.98\.\d{2}\.\d{2}|07\d{8})")
add("ES_PHONE_NUMBER", "teléfono|móvil|tel", r"(6\d{2} \d{3} \d{3}|91\d \d{2} \d{2} \d{2}|6\d{8})")
add("IT_PHONE_NUMBER", "telefono|cellulare|tel", r"(06 \d{8}|3[2-9]\d \d{7}|02 \d{4} \d{4}|3[2-9]\d{8})")
add("NL_PHONE_NUMBER", "telefoonnummer|mobiel|tel", r"(06 \d{8}|06-\d{8}|020 \d{7}|06\d{8})")
add("BE_PHONE_NUMBER", "telefoon|gsm|téléphone", r"(04\d{2} \d{2} \d{2} \d{2}|02 \d{3} \d{2} \d{2})")
add("CH_PHONE_NUMBER", "Telefon|Mobile|téléphone", r"(07[6-9] \d{3} \d{2} \d{2}|044 \d{3} \d{2} \d{2})")
add("AT_PHONE_NUMBER", "Telefon|Handy|Mobil", r"(0664 \d{7}|0676 \d{7}|01 \d{7})")
add("SE_PHONE_NUMBER", "telefon|mobil|mobilnummer", r"(07[0236]-\d{3} \d{2} \d{2}|08-\d{3} \d{3} \d{2})")
add("NO_PHONE_NUMBER", "telefon|mobil|tlf", r"(9\d{2} \d{2} \d{3}|4\d{7}|2\d \d{2} \d{2} \d{2})")
add("DK_PHONE_NUMBER", "telefon|mobil|tlf", r"([2-9]\d \d{2} \d{2} \d{2}|[2-9]\d{7})")
add("FI_PHONE_NUMBER", "puhelin|matkapuhelin|puhelinnumero", r"(04[05] \d{3} \d{4}|050 \d{7}|09 \d{6})")
add("PL_PHONE_NUMBER", "telefon|tel|nr telefonu", r"([5678]\d{2} \d{3} \d{3}|22 \d{3} \d{2} \d{2}|5\d{8})")
add("PT_PHONE_NUMBER", "telefone|telemóvel|tel", r"(9[1236]\d \d{3} \d{3}|21\d \d{3} \d{3}|9[1236]\d{7})")
add("IE_PHONE_NUMBER", "phone|mobile|tel", r"(08[3-9] \d{3} \d{4}|01 \d{3} \d{4})")
add("RU_PHONE_NUMBER", "телефон|тел|моб", r"(8 9\d{2} \d{3}-\d{2}-\d{2}|8-495-\d{3}-\d{2}-\d{2})")
add("UA_PHONE_NUMBER", "телефон|тел|мобільний", r"(067 \d{3} \d{2} \d{2}|050\d{7}|044 \d{3} \d{2} \d{2})")
add("TR_PHONE_NUMBER", "telefon|cep telefonu|tel", r"(05\d{2} \d{3} \d{2} \d{2}|05\d{9}|0212 \d{3} \d{2} \d{2})")
add("BR_PHONE_NUMBER", "telefone|celular|whatsapp", r"(\(1[1-9]\) 9\d{4}-\d{4}|\([2-9]1\) [2-5]\d{3}-\d{4})")
add("MX_PHONE_NUMBER", "teléfono|celular|tel", r"(55 \d{4} \d{4}|33 \d{4} \d{4}|81\d{8})")
add("AR_PHONE_NUMBER", "teléfono|celular|tel", r"(011 \d{4}-\d{4}|11 \d{4}-\d{4}|0351 \d{3}-\d{4})")
add("IN_PHONE_NUMBER", "mobile|phone|मोबाइल", r"([6-9]\d{4} \d{5}|[6-9]\d{9})")
add("CN_PHONE_NUMBER", "手机|电话|手机号", r"(1[3-9]\d{9}|1[3-9]\d \d{4} \d{4})")
add("JP_PHONE_NUMBER", "電話|携帯|電話番号", r"(0[789]0-\d{4}-\d{4}|03-\d{4}-\d{4})")
add("KR_PHONE_NUMBER", "전화|휴대폰|연락처", r"(010-\d{4}-\d{4}|02-\d{3,4}-\d{4})")
add("AU_PHONE_NUMBER", "phone|mobile|tel", r"(04\d{2} \d{3} \d{3}|\(0[2378]\) \d{4} \d{4}|02 \d{4} \d{4})")
add("SG_PHONE_NUMBER", "phone|mobile|tel", r"([689]\d{3} \d{4}|[89]\d{7})")
add("PH_MOBILE_NUMBER", "mobile|cellphone|phone", r"(09\d{2} \d{3} \d{4}|09\d{9})")
add("ID_PHONE_NUMBER", "telepon|hp|no. hp", r"(08\d{2}-\d{4}-\d{4}|08\d{9})")
add("ZA_PHONE_NUMBER", "phone|cell|mobile", r"(0[678]\d \d{3} \d{4}|011 \d{3} \d{4})")
add("NG_PHONE_NUMBER", "phone|mobile|tel", r"(080\d \d{3} \d{4}|0[789]0\d{8})")
add("IPV4_ADDRESS", "IP|IP address|client ip|host", lambda d: f"{d.randrange(11, 223)}.{d.randrange(256)}.{d.randrange(256)}.{d.randrange(1, 255)}", bare=True)
add("IP_ADDRESS", "IP|remote address|ip", lambda d: d.choice([f"{d.randrange(11, 223)}.{d.randrange(256)}.{d.randrange(256)}.{d.randrange(1, 255)}", d.like(r"2001:db8(:[1-9a-f]\x{0,3}){2}::[1-9a-f]\x{1,3}")]), bare=True)  # fmt: skip
add("IPV6_ADDRESS", "IPv6|IPv6 address|ip", lambda d: d.like(r"(2001:db8(:[1-9a-f]\x{1,3}){6}|2a02:[1-9a-f]\x{1,3}::[1-9a-f]\x{1,3}|fe80::[1-9a-f]\x{1,3}:\x{4}:\x{4})"), bare=True)
add("MAC_ADDRESS", "MAC|MAC address|hwaddr", lambda d: d.like(r"0[0248ac](:\x{2}){5}|3c(-\x{2}){5}|00(:[0-9A-F]{2}){5}"), bare=True)
add("EUI64_ADDRESS", "EUI-64|eui64|device eui", r"\x{2}(:\x{2}){7}")
add("URL", "link|url|website", r"https://www\.\l{5,9}\.(com|org|net)/\l{3,8}/\l{3,8}")
add("URL_CREDENTIALS", "url|connection|dsn", r"(https|postgres|amqp|ftp)://(app|admin|svc):[a-z]{3}[0-9]{3}[A-Za-z]{5}@(db|cache|git)\.\l{5,8}\.(org|net)(:\d{4})?", bare=True,
    alike=("SECRET_PASSWORD_IN_URL", "SECRET_POSTGRES_URI", "SECRET_AMQP_URI", "SECRET_FTP_URI", "SECRET_GIT_CREDENTIALS"))  # fmt: skip
add("URL_QUERY_SECRET", "link|callback url|url", r"https://api\.\l{5,8}\.org/v1/\l{4}\?token=[A-Za-z0-9]{24}", bare=True, alike=("SECRET_QUERY_PARAMETER", "SECRET_KEY_ASSIGNMENT"))
add("HOSTNAME_INTERNAL", "host|server|hostname", r"(db|web|app)\d{2}\.(prod|eu|lab)\.(internal|corp|local|lan)")
_IMEI = lambda s: a.luhn(s)  # noqa: E731
add("IMEI", "IMEI|imei number|device imei", r"(35|86|01)\d{13}", _IMEI, "XXXXXXXXXXXXXXX|XX-XXXXXX-XXXXXX-X|XX XXXXXX XXXXXX X")
add("IMEISV", "IMEISV|imei software version", r"(35|86|01)\d{14}")
add("MEID", "MEID|meid", r"A[0-9A-F]{13}")
add("IMSI", "IMSI|imsi", r"(26201|31026|23415|20801|40445)\d{10}")
add("ICCID", "ICCID|SIM card number|sim", r"89(49|44|33|01|91)\d{15}\d", a.luhn)
add("EID", "EID|eSIM eid|eid", lambda d: (lambda b: f"{b}{98 - int(b + '00') % 97:02}")("89" + d.like(r"(049|001|033)\d{25}")), lambda s: int(s) % 97 == 1, bare=True)
add("ADVERTISING_ID", "IDFA|GAID|advertising id|adid", r"\x{8}-\x{4}-4\x{3}-[89ab]\x{3}-\x{12}", alike=("UUID",))
add("ANDROID_ID", "android_id|android id", r"[1-9a-f]\x{15}")
add("DEVICE_SERIAL_NUMBER", "serial number|device serial|serial no", r"[A-Z]\d[A-Z0-9]{3}\d{4}[A-Z]{2}\d")
add("DEVICE_UDID", "UDID|device udid", r"(\x{40}|0000\d{4}-00\d{2}[0-9A-F]{12})")
add("UUID", "id|uuid|request id", r"\x{8}-\x{4}-4\x{3}-[89ab]\x{3}-\x{12}")
add("ANALYTICS_CLIENT_ID", "_ga|client id", r"GA1\.[12]\.\d{9}\.1[67]\d{8}")
add("WIFI_SSID", "SSID|wifi ssid|wifi name", r"(Home|FRITZ|Office|Guest)-\u{3}\d{3}", place="field")
add("DATE_TIME", "date|on|time", r"20(1\d|2[0-5])-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])")


def _birth(d: Draw) -> str:
    at = d.day(1940, 2005)
    return format(at, d.one("%Y-%m-%d|%d.%m.%Y|%m/%d/%Y|%d/%m/%Y|%d %B %Y|%B %d, %Y"))


add("DATE_OF_BIRTH", "date of birth|DOB|birth date|born|Geburtsdatum|date de naissance|fecha de nacimiento", _birth, alike=("DATE_TIME",))
add("AGE", "age|Alter|edad", r"([2-9]\d)")
add("VIN", "VIN|chassis number|Fahrgestellnummer|vehicle identification number", lambda d: d.like(r"[1-5J][A-HJ-NPR-Z0-9]{2}[A-HJ-NPR-Z0-9]{5}[0-9X][A-HJ-NPRSTV-Y1-9][A-HJ-NPR-Z0-9]\d{6}"), lambda s: "0123456789X"[
    sum((int(c) if c.isdigit() else {**dict(zip("ABCDEFGH", range(1, 9))), **dict(zip("JKLMN", range(1, 6))), "P": 7, "R": 9, **dict(zip("STUVWXYZ", range(2, 10)))}[c]) * k
        for c, k in zip(s, (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2))) % 11] == s[8] and len(s) == 17, loose=True)  # fmt: skip
add("ORCID", "ORCID|orcid id", r"0000000[123]\d{7}[\dX]", a.mod11_2, "XXXX-XXXX-XXXX-XXXX", bare=True)
add("GEO_COORDINATES", "coordinates|location|GPS|lat/lon", lambda d: f"{d.uniform(-80, 80):.5f}, {d.uniform(-170, 170):.5f}")
add("GEO_COORDINATES_DMS", "coordinates|GPS|position", r"[1-7]\d°[1-5]\d'[1-5]\d\"N [1-9]\d°[1-5]\d'[1-5]\d\"E")
add("PLUS_CODE", "plus code|location code", r"[6-9][CFGHJMPQRV][2-9CFGHJMPQRVWX]{6}\+[2-9CFGHJMPQRVWX]{2}")
add("GEOHASH", "geohash|geo hash", r"[0-9b-hjkmnp-z]{7,9}")
add("SOCIAL_HANDLE", "twitter|instagram|handle", r"@\l{4,9}_\l{2,5}")

# --- people ---------------------------------------------------------------------------------------------

FIRST = "Jane|Miriam|Tomasz|Ines|Amara|Kenji|Lucía|Søren|Chloé|Marek|Aisha|Pavel"
LAST = "Okafor|Lindqvist|Moreau|Kowalczyk|Tanaka|Ferreira|Novotná|Hughes|Öztürk|Castellanos|Bergström"


def word_of(words: str) -> Callable[[Draw], str]:
    return lambda d: d.one(words)


add("PERSON", "name|full name|customer name|patient", lambda d: f"{d.one(FIRST)} {d.one(LAST)}", place="field", alike=("PERSON_FIELD_NAME",))
add("PERSON_FIELD_NAME", "first name|surname|last name|given name", lambda d: d.one(f"{FIRST}|{LAST}"), place="field", alike=("PERSON",))
add("GENDER", "gender|sex|Geschlecht", word_of("male|female|M|F|non-binary"), place="field")
add("MARITAL_STATUS", "marital status|Familienstand", word_of("married|single|divorced|widowed"), place="field")
add("NATIONALITY", "nationality|citizenship|Staatsangehörigkeit", word_of("German|French|Nigerian|DE|Brazilian|Japanese"), place="field")
add("PLACE_OF_BIRTH", "place of birth|birthplace|Geburtsort", word_of("Lagos|Hamburg|Lyon|Osaka|Porto Alegre"), place="field")
add("MOTHERS_MAIDEN_NAME", "mother's maiden name|mothers maiden name", word_of(LAST), place="field")
add("RELIGION", "religion|Konfession", word_of("Catholic|Muslim|Buddhist|Hindu|Protestant|Jewish"), place="field")
add("ETHNICITY", "ethnicity|race", word_of("Hispanic|Asian|White|Black|Mixed"), place="field")
add("SEXUAL_ORIENTATION", "sexual orientation", word_of("heterosexual|gay|lesbian|bisexual"), place="field")
add("POLITICAL_AFFILIATION", "political affiliation|party membership", word_of("Green Party|Labour|Democrat|Republican|independent"), place="field")
add("TRADE_UNION_MEMBERSHIP", "trade union membership|union member", word_of("IG Metall|Unite|member|yes"), place="field")
add("CRIMINAL_RECORD", "criminal record|convictions", word_of("theft 2012|none|two prior convictions"), place="field")
add("USERNAME", "username|user name|login|benutzername", r"(\l{4,8}\d{2}|\l{3,6}\.\l{4,7}|\l{4,7}_\l{3,5})", place="field")
add("CUSTOMER_ID", "customer id|customer number|Kundennummer|client id", r"(C\d{6,8}|\d{6,9}|KD-\d{5,7})")
add("EMPLOYEE_ID", "employee id|employee number|Personalnummer|staff id", r"(E\d{5,6}|\d{5,7})")
add("STUDENT_ID", "student id|student number|Matrikelnummer", r"(S\d{6,8}|\d{7,8})")
add("INSURANCE_POLICY_NUMBER", "policy number|insurance policy|Versicherungsnummer|Policennummer", r"(POL\d{7,9}|[A-Z]{2}\d{8})")
add("SALARY", "salary|annual salary|Gehalt|base pay", r"([3-9]\d,\d{3} EUR|\$\d{2,3},\d{3}|[3-9]\d{4}\.00)")
add("CREDIT_SCORE", "credit score|FICO score", r"[4-7]\d{2}")
add("SECURITY_ANSWER", "security answer|secret answer", word_of("Rex the dog|Bluebird 42|my old school"), place="field")

# --- machine-readable documents -------------------------------------------------------------------------


def _mrz_name(d: Draw, width: int) -> str:
    return (d.one("OKAFOR|LINDQVIST|MOREAU|NOVAK") + "<<" + d.one("JANE|MIRIAM<A|TOM|INES")).ljust(width, "<")


def _mrz3(d: Draw, kind: str = "P") -> str:
    country = d.one("UTO|DEU|FRA|NGA|CZE")
    number, born, ends = d.like(r"[A-Z]\d{8}"), f"{d.day():%y%m%d}", f"{d.day(2026, 2034):%y%m%d}"
    optional = "<" * 14
    head = number + a.icao(number) + country + born + a.icao(born) + d.one("F|M") + ends + a.icao(ends)
    first = f"{kind}<{country}{_mrz_name(d, 39)}"
    if kind == "V":
        return first + "\n" + head + "<" * 16
    whole = head[:10] + head[13:20] + head[21:28] + optional + "<"
    return first + "\n" + head + optional + "<" + a.icao(whole)


def _mrz2(d: Draw) -> str:
    country = d.one("UTO|DEU|FRA")
    number, born, ends = d.like(r"[A-Z]\d{8}"), f"{d.day():%y%m%d}", f"{d.day(2026, 2034):%y%m%d}"
    head = number + a.icao(number) + country + born + a.icao(born) + d.one("F|M") + ends + a.icao(ends) + "<" * 7
    return f"I<{country}{_mrz_name(d, 31)}\n" + head + a.icao(head[:10] + head[13:20] + head[21:])


def _mrz1(d: Draw) -> str:
    country = d.one("UTO|DEU|FRA")
    number, born, ends = d.like(r"[A-Z]\d{8}"), f"{d.day():%y%m%d}", f"{d.day(2026, 2034):%y%m%d}"
    one = f"I<{country}{number}{a.icao(number)}" + "<" * 15
    two = born + a.icao(born) + d.one("F|M") + ends + a.icao(ends) + country + "<" * 11
    return f"{one}\n{two}{a.icao(one[5:] + two[:7] + two[8:15] + two[18:])}\n{_mrz_name(d, 30)}"


add("MRZ_TD3", "", _mrz3, place="block", bare=True)
add("MRZ_VISA", "", lambda d: _mrz3(d, "V"), place="block", bare=True)
add("MRZ_TD2", "", _mrz2, place="block", bare=True)
add("MRZ_TD1", "", _mrz1, place="block", bare=True)
add("PASSPORT_NUMBER", "passport number|passport no|passport|Reisepassnummer", r"(\d{9}|[A-Z]\d{8}|[A-Z]{2}\d{7})")
add("DRIVER_LICENSE_NUMBER", "driver's license number|driving licence|driver license no", r"([A-Z]\d{7}|[A-Z]\d{12}|\d{9})")
add("NATIONAL_ID_NUMBER", "national id|national identity number|identity card number", r"(\d{9,12}|[A-Z]{2}\d{6,8})")
add("ETSI_SEMANTIC_ID", "serialNumber|semantic id", r"(PNOEE-3\d(0[1-9]|1[0-2])(0[1-9]|1\d|2[0-8])\d{4}|IDCFR-\d{12}|VATDE-\d{9}|PASDE-C\d{8})", bare=None)


def _uvci(d: Draw) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/:"
    body = "URN:UVCI:01:" + d.one("SE|AT|DE|NL") + ":" + d.like(r"[A-Z0-9]{24}")
    factor, total = 2, 0
    for c in reversed(body):
        value = alphabet.index(c) * factor
        total += value // 38 + value % 38
        factor = 3 - factor
    return body + "#" + alphabet[-total % 38]


add("EU_UVCI", "certificate id|UVCI", _uvci, bare=True)

# --- health ---------------------------------------------------------------------------------------------

add("MEDICAL_LICENSE", "DEA number|DEA|medical license", r"[ABFM][A-Z]\d{7}", lambda s: (a.weighted(s[2:8], 1, 2)) % 10 == int(s[8]))
add("US_NPI", "NPI|NPI number|provider npi", r"1\d{9}", lambda s: a.luhn("80840" + s))
_MBI = "[AC-HJKMNP-RT-Y]"
add("US_MBI", "MBI|Medicare beneficiary identifier|medicare number", rf"[1-9]{_MBI}[0-9]\d{_MBI}[0-9]\d{_MBI}{{2}}\d{{2}}", None, "XXXXXXXXXXX|XXXX-XXX-XXXX")
add("US_HICN", "HICN|Medicare claim number|medicare hicn", r"[1-7]\d{2}-\d[1-9]-\d{3}[1-9]-?[AB]")
add("US_CLIA", "CLIA|CLIA number", r"\d{2}D\d{7}")
add("NDC_CODE", "NDC|NDC code|national drug code", r"(\d{5}-\d{4}-\d{2}|\d{4}-\d{4}-\d{2}|\d{5}-\d{3}-\d{2})")
add("ICD10_CODE", "ICD-10|ICD10 code|diagnosis code|ICD", r"(E11\.[2-9]|I10|J45\.\d{2}|F32\.[0-9]|M54\.5|Z00\.0)")
add("SNOMED_CT_ID", "SNOMED|SNOMED CT|snomed code", r"[1-9]\d{5}00\d", a.verhoeff)
add("LOINC_CODE", "LOINC|LOINC code", r"\d{4,5}-\d", lambda s: a.luhn(s.replace("-", "")))
add("CPT_CODE", "CPT|CPT code|procedure code", r"(99[234]\d{2}|7\d{4})")
add("MEDICAL_RECORD_NUMBER", "MRN|medical record number|patient id|Patientennummer", r"(\d{7,8}|MRN\d{6})")
add("HEALTH_INSURANCE_MEMBER_ID", "member id|subscriber id|health plan member id", r"([A-Z]{3}\d{9}|W\d{9})")
add("BLOOD_TYPE", "blood type|Blutgruppe|groupe sanguin", word_of("A+|B-|AB+|O-|0+|O+"), place="field")
add("PRESCRIPTION_NUMBER", "Rx number|prescription number|rx", r"\d{7,9}")
add("EU_EHIC", "EHIC|European health insurance card|ehic number", r"80(040|056|276|250|380|528|616)\d{15}")
add("BIOMETRIC_FINGERPRINT", "fingerprint|fingerprint template", r"Rk1SACAyMAAA[A-Za-z0-9+/]{80}", bare=True)
add("GENETIC_DATA", "genotype|dna|sequence", r"(rs\d{5,8} [ACGT][ACGT]|[ACGT]{60})")

# --- United States, Canada ------------------------------------------------------------------------------

add("US_SSN", "SSN|social security number|social security no", lambda d: d.like(r"([1-5]\d{2}|7[0-6]\d)") + d.like(r"([1-9]\d|0[1-9])") + d.like(r"\d{3}[1-9]"), None, "XXX-XX-XXXX|XXX XX XXXX|XXX-XX-XXXX", bare="grouped")
add("US_ITIN", "ITIN|taxpayer identification number|individual taxpayer id", r"9\d{2}(5\d|6[0-5]|7\d|8[0-8]|9[0-2]|9[4-9])\d{4}", None, "XXX-XX-XXXX|XXX XX XXXX", bare="grouped")
add("US_ATIN", "ATIN|adoption taxpayer number", r"9\d{2}93\d{4}", None, "XXX-XX-XXXX")
add("US_EIN", "EIN|employer identification number|federal tax id", r"(1[0-6]|2[0-7]|3\d|4[0-8]|5\d|8[0-8]|9[0-5])\d{7}", None, "XX-XXXXXXX|XX-XXXXXXX|XXXXXXXXX")
add("US_PTIN", "PTIN|preparer tax identification number", r"P\d{8}")
add("US_PASSPORT", "US passport|passport number|passport no", r"(\d{9}|[A-Z]\d{8})", alike=("PASSPORT_NUMBER",))
add("US_PASSPORT_CARD", "passport card|passport card number", r"C\d{8}", alike=("PASSPORT_NUMBER", "US_PASSPORT"))
add("US_DRIVER_LICENSE", "driver's license|driver license|DL number", r"([A-Z]\d{7}|[A-Z]\d{12}|\d{8,9})", alike=("DRIVER_LICENSE_NUMBER",))
add("US_ALIEN_NUMBER", "alien number|A-number|alien registration number", r"A-?\d{9}")
add("US_USCIS_RECEIPT", "receipt number|USCIS receipt", r"(EAC|IOE|LIN|MSC|SRC|WAC)\d{10}", bare=True)
add("US_ZIP_CODE", "ZIP|zip code|postal code", r"\d{5}(-\d{4})?", alike=("POSTAL_CODE",))
add("US_KNOWN_TRAVELER_NUMBER", "known traveler number|KTN", r"\d{9}")
add("US_LICENSE_PLATE", "license plate|plate number|plate", r"(\d[A-Z]{3}\d{3}|[A-Z]{3}-\d{4})")
add("CA_SIN", "SIN|social insurance number|NAS", r"[1-79]\d{8}", a.luhn, "XXX-XXX-XXX|XXX XXX XXX|XXXXXXXXX")
add("CA_BN", "business number|BN|GST number", r"\d{9}(RT|RP|RC)0001", lambda s: a.luhn(s[:9]))
add("CA_BC_PHN", "PHN|personal health number|BC health card", r"9\d{9}", lambda s: complement11(s[1:9], w(2, 4, 8, 5, 10, 9, 7, 3)) == int(s[9]))
add("CA_ON_HEALTH_CARD", "Ontario health card|OHIP number|health card", r"[1-9]\d{9}", a.luhn, "XXXXXXXXXX|XXXX-XXX-XXX|XXXX XXX XXX")
add("CA_QC_RAMQ", "RAMQ|carte soleil|numéro d'assurance maladie", lambda d: d.like(r"\u{4}") + f"{d.day():%y%m%d}" + d.like(r"\d{2}"), None, "XXXXXXXXXXXX|XXXX XXXX XXXX")
add("CA_PASSPORT", "Canadian passport|passport", r"[A-Z]{2}\d{6}", alike=("PASSPORT_NUMBER",))
add("CA_POSTAL_CODE", "postal code|code postal", r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] \d[ABCEGHJ-NPRSTV-Z]\d", alike=("POSTAL_CODE",))
add("CA_DRIVER_LICENSE", "driver's licence|permis de conduire|driver licence", r"[A-Z]\d{4}-\d{5}-\d{5}", alike=("DRIVER_LICENSE_NUMBER",))

# --- Latin America --------------------------------------------------------------------------------------


def _curp_ok(s: str) -> bool:
    alphabet = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
    return -sum(alphabet.index(c) * (18 - i) for i, c in enumerate(s[:17])) % 10 == int(s[17]) and real(1900 + int(s[4:6]), s[6:8], s[8:10])


add("MX_CURP", "CURP|clave única de registro", lambda d: d.like(r"[A-Z][AEIOU][A-Z]{2}") + f"{d.day(1940, 1999):%y%m%d}" + d.like(r"[HM](DF|JC|NL|MC|VZ)[BCDFGLMNPRS]{3}0\d"), _curp_ok)


def _rfc_ok(s: str) -> bool:
    alphabet = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ"
    rest = sum(alphabet.index(c) * (13 - i) for i, c in enumerate(s[:-1].rjust(12))) % 11
    return s[-1] == "0" if rest == 0 else s[-1] == "A" if rest == 1 else s[-1] == str(11 - rest)


add("MX_RFC", "RFC|RFC con homoclave", lambda d: d.like(r"[A-Z][AEIOU][A-Z]{2}") + f"{d.day(1940, 1999):%y%m%d}" + d.like(r"[A-Z0-9]{2}\d"), _rfc_ok)
add("MX_NSS", "NSS|número de seguridad social|seguro social", r"\d{11}", a.luhn)
add("MX_INE_CLAVE", "clave de elector|INE", lambda d: d.like(r"[BCDFGLMNPRSTVZ]{6}") + f"{d.day(1940, 1999):%y%m%d}" + d.like(r"(0[1-9]|[12]\d|3[0-2])[HM]\d{3}"))


def _cpf_ok(s: str) -> bool:
    return len(set(s)) > 1 and all(a.weighted(s[:n], *down(n + 1, 2)) * 10 % 11 % 10 == int(s[n]) for n in (9, 10))


def _cnpj_ok(s: str) -> bool:
    def check(t):
        rest = sum((ord(c) - 48) * ((len(t) - 1 - i) % 8 + 2) for i, c in enumerate(t)) % 11
        return 0 if rest < 2 else 11 - rest

    return check(s[:12]) == int(s[12]) and check(s[:13]) == int(s[13])


add("BR_CPF", "CPF|cpf do cliente", r"\d{11}", _cpf_ok, "XXX.XXX.XXX-XX|XXXXXXXXXXX", bare="grouped")
add("BR_CNPJ", "CNPJ|cnpj da empresa", r"\d{8}000[1-3]\d{2}", _cnpj_ok, "XX.XXX.XXX/XXXX-XX|XXXXXXXXXXXXXX", bare="grouped")
add("BR_RG", "RG|registro geral|identidade", r"\d{2}\.\d{3}\.\d{3}-[\dX]")


def _cnh_ok(s: str) -> bool:
    one = a.weighted(s[:9], *down(9, 1)) % 11
    less = 2 if one >= 10 else 0
    one = 0 if one >= 10 else one
    rest = a.weighted(s[:9], *up(1, 9)) % 11
    two = 0 if rest >= 10 else rest - less
    return len(set(s)) > 1 and less == 0 and one == int(s[9]) and two == int(s[10])


add("BR_CNH", "CNH|carteira de habilitação|número da CNH", r"\d{11}", _cnh_ok)
add("BR_PIS", "PIS|PIS/PASEP|NIS", r"\d{11}", lambda s: complement11(s[:10], w(3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) % 10 == int(s[10]), "XXXXXXXXXXX|XXX.XXXXX.XX-X")
add("BR_TITULO_ELEITOR", "título de eleitor|título eleitoral", r"\d{8}(0[3-9]|1\d|2[0-8])\d{2}",
    lambda s: a.weighted(s[:8], *up(2, 9)) % 11 % 10 == int(s[10]) and a.weighted(s[8:11], 7, 8, 9) % 11 % 10 == int(s[11]))  # fmt: skip
add("BR_RENAVAM", "RENAVAM|renavam do veículo", r"\d{11}", lambda s: a.weighted(s[:10], 3, 2, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10 == int(s[10]))
add("BR_CNS", "CNS|cartão nacional de saúde|cartão SUS", r"7\d{14}", lambda s: a.weighted(s, *down(15, 1)) % 11 == 0)
add("BR_LICENSE_PLATE", "placa|placa do veículo", r"[A-Z]{3}\d[A-Z]\d{2}|[A-Z]{3}-\d{4}")
add("BR_CEP", "CEP|código postal", r"\d{5}-\d{3}", alike=("POSTAL_CODE",))
add("AR_CUIT", "CUIT|CUIL|cuit del cliente", r"(20|23|24|27|30|33)\d{9}", lambda s: complement11(s[:10], w(5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) == int(s[10]), "XX-XXXXXXXX-X|XXXXXXXXXXX", bare="grouped")
add("AR_DNI", "DNI|documento nacional de identidad", r"[1-4]\d\.\d{3}\.\d{3}")
add("CL_RUT", "RUT|RUN|rut del cliente", lambda d: d.like(r"[1-2]\d{7}[0-9K]"), lambda s: "0123456789K"[-a.from_right(s[:-1], 2, 3, 4, 5, 6, 7) % 11] == s[-1], "XX.XXX.XXX-X|XXXXXXXX-X", bare="grouped")
add("CO_NIT", "NIT|número de identificación tributaria", r"[89]\d{8}\d", lambda s: "01987654321"[a.from_right(s[:-1], 3, 7, 13, 17, 19, 23, 29, 37, 41) % 11] == s[-1], "XXXXXXXXX-X|XXX.XXX.XXX-X")
add("CO_CEDULA", "cédula|cédula de ciudadanía|cc", r"(1\d{9}|[1-9]\d{7})")
add("PE_DNI", "DNI|documento de identidad", r"[0-7]\d{7}", alike=("AR_DNI",))
add("PE_RUC", "RUC|registro único de contribuyentes", r"(10|20)\d{9}", lambda s: (11 - a.weighted(s[:10], 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 10 == int(s[10]))
add("EC_CI", "cédula|cédula de identidad", r"(0[1-9]|1\d|2[0-4])[0-5]\d{7}", a.luhn, alike=("CO_CEDULA", "UY_CI", "BO_CI", "VE_CEDULA", "CR_CEDULA", "PA_CEDULA"))
add("EC_RUC", "RUC|registro único de contribuyentes", r"(0[1-9]|1\d|2[0-4])[0-5]\d{7}001", lambda s: a.luhn(s[:10]))
add("UY_CI", "cédula de identidad|CI|cédula", r"[1-6]\d{7}", lambda s: -a.weighted(s[:7], 2, 9, 8, 7, 6, 3, 4) % 10 == int(s[7]), "X.XXX.XXX-X|XXXXXXXX", alike=("CO_CEDULA",))
add("UY_RUT", "RUT|número de RUT", r"[12]\d{5}00[1-9]\d{3}", lambda s: complement11(s[:11], w(4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == int(s[11]))
add("PY_RUC", "RUC|ruc del contribuyente", r"\d{7,8}\d", lambda s: complement11(s[-2::-1], up(2, 10)) % 10 == int(s[-1]), "XXXXXXX-X|XXXXXXXX-X")
add("VE_RIF", "RIF|rif de la empresa", r"[VEJG]\d{9}", lambda s: "00987654321"[("VEJPG".index(s[0]) * 4 + 4 + a.weighted(s[1:9], 3, 2, 7, 6, 5, 4, 3, 2)) % 11] == s[9], "X-XXXXXXXX-X|XXXXXXXXXX")
add("VE_CEDULA", "cédula de identidad|cédula", r"V-\d{7,8}", alike=("CO_CEDULA",))
add("BO_CI", "cédula de identidad|carnet de identidad", r"\d{6,7} (LP|SC|CB)", alike=("CO_CEDULA", "UY_CI"))
add("CR_CEDULA", "cédula|número de cédula", r"[1-7]-0\d{3}-0\d{3}", alike=("CO_CEDULA",))
add("PA_CEDULA", "cédula|cédula de identidad personal", r"[1-9]-\d{3}-\d{3,4}", alike=("CO_CEDULA",))
add("DO_CEDULA", "cédula|cédula de identidad y electoral", r"(001|402)\d{8}", a.luhn, "XXX-XXXXXXX-X|XXXXXXXXXXX", alike=("CO_CEDULA",))
add("DO_RNC", "RNC|registro nacional de contribuyentes", r"[145]\d{8}", lambda s: (10 - a.weighted(s[:8], 7, 9, 8, 6, 5, 4, 3, 2) % 11) % 9 + 1 == int(s[8]), "XXXXXXXXX|X-XX-XXXXX-X")
add("GT_NIT", "NIT|número de identificación tributaria", lambda d: d.like(r"[1-9]\d{6}[0-9K]"), lambda s: "0123456789K"[complement11(s[-2::-1], up(2, 12))] == s[-1], "XXXXXXX-X", alike=("CO_NIT",))
add("GT_CUI", "CUI|DPI|documento personal de identificación", r"\d{8}\d(0[1-9]|1\d|2[0-2])0[1-9]", lambda s: a.weighted(s[:8], *up(2, 9)) % 11 == int(s[8]), "XXXXXXXXXXXXX|XXXX XXXXX XXXX")
add("SV_DUI", "DUI|documento único de identidad", r"0\d{7}-\d")
add("SV_NIT", "NIT|número de NIT", r"0[1-9]\d{2}-(0[1-9]|[12]\d)(0[1-9]|1[0-2])[5-9]\d-\d{3}-\d")
add("HN_DNI", "DNI|tarjeta de identidad", r"(0[1-9]|1[0-8])0[1-9]-19[5-9]\d-\d{5}")
add("NI_CEDULA", "cédula|cédula de identidad", r"\d{3}-(0[1-9]|[12]\d)(0[1-9]|1[0-2])[5-9]\d-\d{4}[A-Z]", alike=("CO_CEDULA",))
add("CU_NI", "carné de identidad|número de identidad", digits_after("%y%m%d", 5, 1940, 1999))
add("JM_TRN", "TRN|taxpayer registration number", r"1\d{2}-\d{3}-\d{3}")

# --- Europe ---------------------------------------------------------------------------------------------


def _at_svnr_ok(s: str) -> bool:
    return a.weighted(s[:3], 3, 7, 9) + a.weighted(s[4:], 5, 8, 4, 2, 1, 6) == 0 or (a.weighted(s[:3], 3, 7, 9) + a.weighted(s[4:], 5, 8, 4, 2, 1, 6)) % 11 == int(s[3])


add("AT_SVNR", "Sozialversicherungsnummer|SVNR|SV-Nummer", lambda d: d.like(r"[1-9]\d{3}") + f"{d.day():%d%m%y}", _at_svnr_ok, "XXXXXXXXXX|XXXX XXXXXX")
add("AT_TAX_NUMBER", "Abgabenkontonummer|Steuernummer|StNr", r"\d{9}", a.luhn, "XX-XXX/XXXX|XX XXX/XXXX", alike=("DE_TAX_NUMBER",))
add("AT_VAT", "UID|UID-Nummer|VAT", r"ATU\d{8}", lambda s: -(doubled(s[3:10]) + 4) % 10 == int(s[10]))
add("AT_PASSPORT", "Reisepass|Passnummer", r"[A-Z]\d{7}", alike=("PASSPORT_NUMBER", "DE_PASSPORT"))
add("BE_NATIONAL_NUMBER", "rijksregisternummer|numéro national|NISS|INSZ", lambda d: (lambda at, n: f"{at:%y%m%d}{n}" + f"{97 - int(('2' if at.year > 1999 else '') + f'{at:%y%m%d}{n}') % 97:02}")(d.day(), d.like(r"[0-8]\d[1-9]")),
    lambda s: any(97 - int(p + s[:9]) % 97 == int(s[9:]) for p in ("", "2")) and int(s[2:4]) % 20 <= 12 and int(s[4:6]) <= 31, "XX.XX.XX-XXX.XX|XXXXXXXXXXX|XXXXXX-XXX.XX")  # fmt: skip
add("BE_VAT", "BTW-nummer|numéro de TVA|ondernemingsnummer", r"BE[01]\d{9}", lambda s: 97 - int(s[2:10]) % 97 == int(s[10:]), "XXXXXXXXXXXX|XX XXXX.XXX.XXX|XX XXXX XXX XXX")
add("BE_EID", "identiteitskaart|carte d'identité|eID", r"59\d{10}", _MOD97_TAIL, "XXX-XXXXXXX-XX")
add("BG_EGN", "ЕГН|EGN|единен граждански номер", digits_after("%y%m%d", 4, 1940, 1999), lambda s: a.weighted(s[:9], 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == int(s[9]) and real(1900 + int(s[:2]), s[2:4], s[4:6]))
add("BG_PNF", "ЛНЧ|LNCh|личен номер на чужденец", r"[1-9]\d{9}", lambda s: a.weighted(s[:9], 21, 19, 17, 13, 11, 9, 7, 3, 1) % 10 == int(s[9]))
add("BG_VAT", "ДДС номер|ЕИК|VAT", r"BG\d{9}", lambda s: two_steps(s[2:], 8, up(1, 8), up(3, 10)))
add("HR_OIB", "OIB|osobni identifikacijski broj", r"[1-9]\d{10}", a.hybrid)
add("CY_VAT", "ΦΠΑ|VAT|TIC", r"CY(10|30|60|90)\d{6}[A-Z]", lambda s: chr(65 + sum(ODD_IT[c] if i % 2 == 0 else int(c) for i, c in enumerate(s[2:10])) % 26) == s[10])
_RC = lambda s: int(s) % 11 == 0  # noqa: E731
add("CZ_RODNE_CISLO", "rodné číslo|RČ", lambda d: (lambda at: f"{at:%y}{at.month + d.choice([0, 50]):02}{at:%d}")(d.day(1955, 2003)) + d.like(r"\d{4}"), _RC, "XXXXXX/XXXX", alike=("SK_RODNE_CISLO",))
add("SK_RODNE_CISLO", "rodné číslo|r. č.", lambda d: (lambda at: f"{at:%y}{at.month + d.choice([0, 50]):02}{at:%d}")(d.day(1955, 2003)) + d.like(r"\d{4}"), _RC, "XXXXXX/XXXX", alike=("CZ_RODNE_CISLO",))
add("CZ_ICO", "IČO|IČ|identifikační číslo", r"\d{8}", lambda s: (11 - a.weighted(s[:7], *down(8, 2)) % 11) % 10 == int(s[7]))
add("DK_CPR", "CPR|CPR-nummer|personnummer", digits_after("%d%m%y", 4), None, "XXXXXX-XXXX|XXXXXXXXXX", alike=("SE_PERSONNUMMER",))
add("DK_CVR", "CVR|CVR-nummer|SE-nr", r"[1-9]\d{7}", lambda s: a.weighted(s, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0, "XXXXXXXX|XX XX XX XX")
_BALTIC = lambda s: two_steps(s, 10, w(1, 2, 3, 4, 5, 6, 7, 8, 9, 1), w(3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) and real(1800 + (int(s[0]) - 1) // 2 * 100 + int(s[1:3]), s[3:5], s[5:7])  # noqa: E731
_BALTIC_DRAW = lambda d: (lambda at: d.one("3|4" if at.year < 2000 else "5|6") + f"{at:%y%m%d}")(d.day()) + d.like(r"\d{4}")  # noqa: E731
add("EE_ISIKUKOOD", "isikukood|isikukoodi number", _BALTIC_DRAW, _BALTIC, alike=("LT_ASMENS_KODAS",))
add("LT_ASMENS_KODAS", "asmens kodas|asmens kodo numeris", _BALTIC_DRAW, _BALTIC, alike=("EE_ISIKUKOOD",))
add("EE_REGISTRIKOOD", "registrikood|registry code", r"1\d{7}", lambda s: two_steps(s, 7, up(1, 7), up(3, 9)))
add("EE_VAT", "KMKR|käibemaksukohustuslase number|VAT", r"EE10\d{7}", lambda s: a.weighted(s[2:], 3, 7, 1) % 10 == 0)
add("FI_PERSONAL_IDENTITY_CODE", "henkilötunnus|hetu|personbeteckning", lambda d: (lambda at, n: f"{at:%d%m%y}{'-' if at.year < 2000 else 'A'}{n}" + "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(f"{at:%d%m%y}{n}") % 31])(d.day(), d.like(r"[1-8]\d{2}")),
    lambda s: "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(s[:6] + s[7:10]) % 31] == s[10] and s[6] in "-+ABCDEFYXWVU" and real(2000, s[2:4], s[:2]) and int(s[7:10]) > 1)  # fmt: skip
add("FI_YTUNNUS", "Y-tunnus|FO-nummer", r"[12]\d{7}", lambda s: complement11(s[:7], w(7, 9, 10, 5, 8, 4, 2)) == int(s[7]), "XXXXXXX-X")
add("FR_NIR", "numéro de sécurité sociale|NIR|carte vitale", lambda d: (lambda b: f"{b}{97 - int(b) % 97:02}")(d.like(r"[12]") + f"{d.day():%y%m}" + d.like(r"(0[1-9]|[1-8]\d)") + d.like(r"[0-4]\d[1-9]\d{2}[1-9]")),
    lambda s: 97 - int(s[:13]) % 97 == int(s[13:]) and s[0] in "123478", "XXXXXXXXXXXXXXX|X XX XX XX XXX XXX XX")  # fmt: skip
add("FR_NIF", "numéro fiscal|SPI|numéro fiscal de référence", lambda d: (lambda b: f"{b}{int(b) % 511:03}")(d.like(r"[0-3]\d{9}")), lambda s: int(s[:10]) % 511 == int(s[10:]))
add("FR_SIREN", "SIREN|numéro SIREN", r"[3-9]\d{8}", a.luhn, "XXXXXXXXX|XXX XXX XXX")
add("FR_SIRET", "SIRET|numéro SIRET", r"[3-9]\d{8}000\d{2}", lambda s: a.luhn(s) and a.luhn(s[:9]), "XXXXXXXXXXXXXX|XXX XXX XXX XXXXX")
add("FR_VAT", "TVA intracommunautaire|numéro de TVA", lambda d: (lambda b: f"FR{(12 + 3 * (int(b) % 97)) % 97:02}{b}")(KINDS["FR_SIREN"].plain(d)), lambda s: (12 + 3 * (int(s[4:]) % 97)) % 97 == int(s[2:4]) and a.luhn(s[4:]), "XXXXXXXXXXXXX|XX XX XXX XXX XXX")
add("FR_PASSPORT", "passeport|numéro de passeport", r"\d{2}[A-Z]{2}\d{5}", alike=("PASSPORT_NUMBER",))
add("FR_CNI", "carte nationale d'identité|CNI", r"(\d{12}|[A-Z]\d[A-Z0-9]{7})")
add("FR_DRIVER_LICENSE", "permis de conduire|numéro de permis", r"(\d{12}|\d{2}[A-Z]{2}\d{5})", alike=("DRIVER_LICENSE_NUMBER",))
add("FR_LICENSE_PLATE", "immatriculation|plaque|plaque d'immatriculation", r"[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}")


def _de_tax_ok(s: str) -> bool:
    counts = sorted(s[:10].count(c) for c in set(s[:10]))
    return s[0] != "0" and a.hybrid(s) and (counts == [1] * 8 + [2] or counts == [1] * 7 + [3])


def _de_tax(d: Draw) -> str:
    digits = d.sample("0123456789", 9)
    digits.append(d.choice(digits))
    d.shuffle(digits)
    return "".join(digits) + d.like(r"\d")


add("DE_TAX_ID", "Steuer-ID|Steueridentifikationsnummer|IdNr", _de_tax, _de_tax_ok, "XXXXXXXXXXX|XX XXX XXX XXX")
add("DE_TAX_NUMBER", "Steuernummer|St.-Nr.", r"(\d{2}/\d{3}/\d{5}|\d{3}/\d{3}/\d{5})")
add("DE_VAT_ID", "USt-IdNr.|Umsatzsteuer-ID|VAT ID", r"DE[1-9]\d{8}", lambda s: a.hybrid(s[2:]), "XXXXXXXXXXX|XX XXX XXX XXX|XX XXXXXXXXX")


def _rvnr_ok(s: str) -> bool:
    text = s[:8] + f"{int(s[8], 36) - 9:02}" + s[9:11]
    return sum(a.cross(int(c) * k) for c, k in zip(text, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1))) % 10 == int(s[11])


add("DE_SOCIAL_SECURITY", "Rentenversicherungsnummer|Sozialversicherungsnummer|RVNR", lambda d: d.like(r"(12|13|15|20|53|65)") + f"{d.day():%d%m%y}" + d.like(r"\u\d{3}"), _rvnr_ok, "XXXXXXXXXXXX|XX XXXXXX X XXX")
add("DE_HEALTH_INSURANCE", "Krankenversichertennummer|KVNR|Versichertennummer", r"[A-Z]\d{9}", lambda s: doubled(f"{int(s[0], 36) - 9:02}" + s[1:9]) % 10 == int(s[9]))
_DE_DOC = "[CFGHJKLMNPRTVWXYZ0-9]"
add("DE_ID_CARD", "Personalausweis|Ausweisnummer|Personalausweisnummer", lambda d: d.like(rf"[LMNPRTVWXY]{_DE_DOC}{{4}}\d{_DE_DOC}{{3}}"), None, alike=("NATIONAL_ID_NUMBER",))
add("DE_PASSPORT", "Reisepass|Reisepassnummer", lambda d: d.like(rf"C{_DE_DOC}{{4}}\d{_DE_DOC}{{3}}"), None, alike=("PASSPORT_NUMBER",))
add("DE_FUEHRERSCHEIN", "Führerschein|Führerscheinnummer|Fahrerlaubnis", r"[A-Z]\d{2}[A-Z0-9]{6}\d[A-Z0-9]", alike=("DRIVER_LICENSE_NUMBER",))
add("DE_HANDELSREGISTER", "Handelsregister|Amtsgericht München", r"HR[AB] \d{4,6}")
add("DE_KFZ", "Kennzeichen|Kfz-Kennzeichen|amtliches Kennzeichen", r"(M|HH|B|K|KA|S|F)-[A-Z]{1,2} [1-9]\d{1,3}")
add("DE_PLZ", "PLZ|Postleitzahl", r"[1-9]\d{4}", alike=("POSTAL_CODE",))
add("DE_LANR", "LANR|Arztnummer|lebenslange Arztnummer", r"[1-9]\d{8}", lambda s: -a.weighted(s[:6], 4, 9) % 10 == int(s[6]))
add("DE_BSNR", "BSNR|Betriebsstättennummer", r"(38|72|52|71)\d{7}")
add("GR_AMKA", "ΑΜΚΑ|AMKA", digits_after("%d%m%y", 5), lambda s: a.luhn(s) and real(2000, s[2:4], s[:2]))
add("GR_AFM", "ΑΦΜ|AFM", r"[01]\d{8}", lambda s: sum(int(c) << (8 - i) for i, c in enumerate(s[:8])) % 11 % 10 == int(s[8]))
add("GR_ID_CARD", "ταυτότητα|αριθμός ταυτότητας|ΑΔΤ", r"(ΑΕ|ΑΒ|ΑΚ|AB|AM) ?\d{6}")
add("HU_TAX_NUMBER", "adószám|áfa szám", lambda d: d.like(r"[12]\d{7}"), lambda s: a.weighted(s[:8], 9, 7, 3, 1) % 10 == 0, "XXXXXXXX-2-41|XXXXXXXX-1-13|XXXXXXXX-2-42")
add("HU_PERSONAL_TAX_ID", "adóazonosító jel|adóazonosító", r"8\d{9}", lambda s: a.weighted(s[:9], *up(1, 9)) % 11 == int(s[9]))
add("HU_TAJ", "TAJ szám|TAJ|társadalombiztosítási azonosító", r"[01]\d{8}", lambda s: a.weighted(s[:8], 3, 7) % 10 == int(s[8]), "XXXXXXXXX|XXX XXX XXX")
add("HU_PERSONAL_ID", "személyi szám|személyi azonosító", lambda d: d.one("1|2") + f"{d.day(1940, 1996):%y%m%d}" + d.like(r"\d{4}"), lambda s: a.weighted(s[:10], *up(1, 10)) % 11 == int(s[10]), "XXXXXXXXXXX|X-XXXXXX-XXXX")


def _pps_ok(s: str) -> bool:
    extra = 9 * (int(s[8], 36) - 9) if len(s) > 8 and s[8] != "W" else 0
    return "WABCDEFGHIJKLMNOPQRSTUV"[(a.weighted(s[:7], *down(8, 2)) + extra) % 23] == s[7]


add("IE_PPS", "PPS number|PPSN|personal public service number", r"[0-9]\d{6}[A-W]A?", _pps_ok)
add("IE_VAT", "VAT number|VAT", r"IE[1-9]\d{6}[A-W]", lambda s: _pps_ok(s[2:]))
add("IS_KENNITALA", "kennitala|kt.", lambda d: f"{d.day(1940, 1999):%d%m%y}" + d.like(r"[2-9]\d{2}9"), lambda s: complement11(s[:8], w(3, 2, 7, 6, 5, 4, 3, 2)) == int(s[8]) and s[9] in "890", "XXXXXX-XXXX|XXXXXXXXXX")


def _fiscal_check(s: str) -> str:
    return chr(65 + sum(ODD_IT[c] if i % 2 == 0 else int(c, 36) - (10 if c.isalpha() else 0) for i, c in enumerate(s[:15])) % 26)


def _fiscal(d: Draw) -> str:
    at = d.day()
    body = d.like(r"[B-DF-HJ-NP-TV-Z]{6}") + f"{at:%y}{MONTHS_IT[at.month - 1]}{at.day + d.choice([0, 40]):02}" + d.like(r"[A-L]\d{3}")
    return body + _fiscal_check(body)


add("IT_FISCAL_CODE", "codice fiscale|C.F.|cod. fisc.", _fiscal, lambda s: _fiscal_check(s) == s[15] and len(s) == 16)
add("IT_VAT_CODE", "partita IVA|P.IVA", r"0\d{6}(0[1-9]\d|100)\d", a.luhn)
add("IT_DRIVER_LICENSE", "patente|patente di guida", r"(U1[A-Z0-9]{7}[A-Z]|[A-Z]{2}\d{7}[A-Z])", alike=("DRIVER_LICENSE_NUMBER",))
add("IT_PASSPORT", "passaporto|numero passaporto", r"Y[A-C]\d{7}", alike=("PASSPORT_NUMBER",))
add("IT_IDENTITY_CARD", "carta d'identità|CIE", r"CA\d{5}[A-Z]{2}", alike=("NATIONAL_ID_NUMBER",))
add("IT_LICENSE_PLATE", "targa|targa del veicolo", r"[A-HJ-NPR-TV-Z]{2} ?\d{3} ?[A-HJ-NPR-TV-Z]{2}")
add("LT_VAT", "PVM mokėtojo kodas|PVM|VAT", r"LT\d{7}1\d", lambda s: two_steps(s[2:], 8, up(1, 8), w(3, 4, 5, 6, 7, 8, 9, 1)))
add("LU_NATIONAL_ID", "matricule|numéro d'identification national", lambda d: f"{d.day():%Y%m%d}" + d.like(r"\d{5}"), lambda s: a.luhn(s[:12]) and a.verhoeff(s[:11] + s[12]))
add("LU_VAT", "TVA|numéro de TVA", lambda d: (lambda b: f"LU{b}{int(b) % 89:02}")(d.like(r"[12]\d{5}")), lambda s: int(s[2:8]) % 89 == int(s[8:]))
add("LV_PERSONAS_KODS", "personas kods|personas kodu", lambda d: f"{d.day(1940, 1999):%d%m%y}1" + d.like(r"\d{4}"), lambda s: (1 + a.weighted(s[:10], 10, 5, 8, 4, 2, 1, 6, 3, 7, 9)) % 11 % 10 == int(s[10]), "XXXXXX-XXXXX")
add("LV_VAT", "PVN numurs|PVN|VAT", r"LV[4-9]\d{10}", lambda s: a.weighted(s[2:], 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 == 3)
add("MT_ID_CARD", "identity card|karta tal-identità|ID card", r"\d{7}[MGAPLHBZ]", alike=("NATIONAL_ID_NUMBER",))
add("MT_VAT", "VAT number|VAT", r"MT[12]\d{7}", lambda s: a.weighted(s[2:], 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0)
add("NL_BSN", "BSN|burgerservicenummer", r"[1-9]\d{8}", lambda s: (a.weighted(s[:8], *down(9, 2)) - int(s[8])) % 11 == 0, "XXXXXXXXX|XXX XXX XXX|XXXX.XX.XXX")
add("NL_VAT", "btw-nummer|btw-id|BTW", r"NL\d{9}B0\d", lambda s: (a.weighted(s[2:10], *down(9, 2)) - int(s[10])) % 11 == 0)
add("NL_IDENTITY_DOCUMENT", "paspoort|identiteitskaart|documentnummer", r"[A-NP-Z]{2}[A-NP-Z0-9]{6}\d", alike=("PASSPORT_NUMBER",))
add("NL_DRIVER_LICENSE", "rijbewijs|rijbewijsnummer", r"[345]\d{9}", alike=("DRIVER_LICENSE_NUMBER",))
add("NL_POSTCODE", "postcode|post code", r"[1-9]\d{3} [A-EG-R][A-EG-R]", alike=("POSTAL_CODE",))
add("NO_FODSELSNUMMER", "fødselsnummer|personnummer|D-nummer", digits_after("%d%m%y", 5), lambda s: complement11(s[:9], w(3, 7, 6, 1, 8, 9, 4, 5, 2)) == int(s[9]) and complement11(s[:10], w(5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) == int(s[10]), "XXXXXXXXXXX|XXXXXX XXXXX")
add("NO_ORGNR", "organisasjonsnummer|orgnr|org.nr.", r"[89]\d{8}", lambda s: complement11(s[:8], w(3, 2, 7, 6, 5, 4, 3, 2)) == int(s[8]), "XXXXXXXXX|XXX XXX XXX")
add("PL_PESEL", "PESEL|numer PESEL", digits_after("%y%m%d", 5, 1940, 1999), lambda s: a.weighted(s, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0 and int(s[2:4]) % 20 in range(1, 13) and 0 < int(s[4:6]) < 32)
add("PL_NIP", "NIP|numer NIP", r"[1-9]\d{9}", lambda s: a.weighted(s[:9], 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == int(s[9]), "XXXXXXXXXX|XXX-XXX-XX-XX|XXX-XX-XX-XXX")
add("PL_REGON", "REGON|numer REGON", r"\d{9}", lambda s: a.weighted(s[:8], 8, 9, 2, 3, 4, 5, 6, 7) % 11 % 10 == int(s[8]))
add("PL_ID_CARD", "dowód osobisty|numer dowodu|seria i numer dowodu", r"[A-Z]{3}\d{6}", lambda s: a.weighted(s, 7, 3, 1, 9, 7, 3, 1, 7, 3) % 10 == 0)
add("PL_PASSPORT", "paszport|numer paszportu", r"[A-Z]{2}\d{7}", lambda s: a.weighted(s, 7, 3, 9, 1, 7, 3, 1, 7, 3) % 10 == 0, alike=("PASSPORT_NUMBER",))
add("PT_NIF", "NIF|contribuinte|número de contribuinte", r"[1235]\d{8}", lambda s: complement11(s[:8], down(9, 2)) % 10 == int(s[8]), "XXXXXXXXX|XXX XXX XXX")


def _pt_cc_ok(s: str) -> bool:
    total = 0
    for i, c in enumerate(reversed(s)):
        value = int(c, 36) * (1 + i % 2)
        total += value - 9 if i % 2 and value > 9 else value
    return total % 10 == 0


add("PT_CC", "cartão de cidadão|CC|documento de identificação", r"[1-3]\d{7}\dZ[A-Z0-9]\d", _pt_cc_ok, "XXXXXXXX X XXX|XXXXXXXXXXXX")
add("PT_NISS", "NISS|segurança social|número de segurança social", r"[12]\d{10}", lambda s: 9 - a.weighted(s[:10], 29, 23, 19, 17, 13, 11, 7, 5, 3, 2) % 10 == int(s[10]))
add("RO_CNP", "CNP|cod numeric personal", lambda d: (lambda at: d.one("1|2" if at.year < 2000 else "5|6") + f"{at:%y%m%d}")(d.day()) + d.like(r"(0[1-9]|[1-3]\d|4[0-6])\d{3}[1-9]"), lambda s: (lambda r: (1 if r == 10 else r) == int(s[12]))(a.weighted(s[:12], 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11) and real(2000, s[3:5], s[5:7]))
add("RO_CUI", "CUI|CIF|cod fiscal", r"(RO)?[1-9]\d{6,7}", lambda s: a.from_right(s.lstrip("RO")[:-1], 2, 3, 5, 7, 1, 2, 3, 5, 7) * 10 % 11 % 10 == int(s[-1]))
_EMSO = lambda s: complement11(s[:12], w(7, 6, 5, 4, 3, 2)) % 10 == int(s[12]) and real(("2" if s[4] == "0" else "1") + s[4:7], s[2:4], s[:2])  # noqa: E731
add("RS_JMBG", "JMBG|ЈМБГ|matični broj", lambda d: (lambda at: f"{at:%d%m}{at.year % 1000:03}")(d.day()) + d.like(r"(7[1-9]|8\d)\d{4}"), _EMSO, alike=("SI_EMSO",))
add("SI_EMSO", "EMŠO|EMSO|matična številka", lambda d: (lambda at: f"{at:%d%m}{at.year % 1000:03}")(d.day()) + d.like(r"50\d{4}"), _EMSO, alike=("RS_JMBG",))
add("RS_PIB", "PIB|ПИБ|poreski broj", r"1\d{8}", a.hybrid)
add("ME_PIB", "PIB|poreski broj", r"0\d{7}", lambda s: complement11(s[:7], down(8, 2)) % 10 == int(s[7]))
add("MK_EDB", "ЕДБ|EDB|даночен број", r"40\d{11}", lambda s: complement11(s[:12], w(7, 6, 5, 4, 3, 2)) % 10 == int(s[12]))
add("MD_IDNP", "IDNP|cod personal", r"2\d{12}", lambda s: a.weighted(s[:12], 7, 3, 1) % 10 == int(s[12]))
add("AL_NID", "numri personal|NID", r"[I-K]\d(0[1-9]|1[0-2]|5[1-9])(0[1-9]|1\d|2[0-8])\d{3}[A-W]")
add("AL_NIPT", "NIPT|NUIS", r"[KL]\d{8}[A-Z]")
add("SK_VAT", "IČ DPH|DIČ", r"SK2[02]\d{8}", lambda s: int(s[2:]) % 11 == 0 and s[4] in "234789")
add("SI_DAVCNA", "davčna številka|davčna|ID za DDV", r"[1-9]\d{7}", lambda s: (lambda c: c != 11 and c % 10 == int(s[7]))(11 - a.weighted(s[:7], *down(8, 2)) % 11))
add("ES_NIF", "DNI|NIF|documento nacional de identidad", r"\d{8}[A-Z]", lambda s: SPANISH[int(s[:8]) % 23] == s[8], "XXXXXXXXX|XXXXXXXX-X|XX.XXX.XXX-X")
add("ES_NIE", "NIE|número de identidad de extranjero", r"[XYZ]\d{7}[A-Z]", lambda s: SPANISH[int(str("XYZ".index(s[0])) + s[1:8]) % 23] == s[8], "XXXXXXXXX|X-XXXXXXX-X")
add("ES_CIF", "CIF|cif de la empresa", r"[AB]\d{7}\d", lambda s: a.luhn(s[1:]))
add("ES_PASSPORT", "pasaporte|número de pasaporte", r"[A-Z]{3}\d{6}", alike=("PASSPORT_NUMBER",))
add("ES_NSS", "número de la seguridad social|NSS|afiliación", lambda d: (lambda p, n: f"{p}{n}{int(p + n) % 97:02}")(d.like(r"(0[1-9]|[1-4]\d)"), d.like(r"[1-9]\d{7}")), lambda s: int(s[:10]) % 97 == int(s[10:]) or int(s[2:10]) < 10**7, "XXXXXXXXXXXX|XX/XXXXXXXX/XX|XX XXXXXXXX XX", alike=("MX_NSS",))
add("ES_CUPS", "CUPS|código CUPS", lambda d: (lambda n: f"ES{n}{SPANISH[int(n) % 529 // 23]}{SPANISH[int(n) % 529 % 23]}")(d.like(r"00(21|31)\d{12}")), lambda s: SPANISH[int(s[2:18]) % 529 // 23] + SPANISH[int(s[2:18]) % 529 % 23] == s[18:20])
add("ES_LICENSE_PLATE", "matrícula|matrícula del vehículo", r"\d{4} ?[BCDFGHJKLMNPRSTVWXYZ]{3}")
add("SE_PERSONNUMMER", "personnummer|samordningsnummer", digits_after("%y%m%d", 4, 1940, 1999), lambda s: a.luhn(s) and real(2000, s[2:4], int(s[4:6]) % 60), "XXXXXX-XXXX|19XXXXXX-XXXX|XXXXXX-XXXX", alike=("DK_CPR",))
add("SE_ORGANISATIONSNUMMER", "organisationsnummer|orgnr|org.nr", r"5\d[2-9]\d{7}", a.luhn, "XXXXXX-XXXX")
add("CH_AHV", "AHV-Nummer|AVS|AHV", r"756\d{10}", lambda s: a.from_right(s, 1, 3) % 10 == 0, "XXX.XXXX.XXXX.XX|XXXXXXXXXXXXX")
add("CH_UID", "UID|MWST-Nr.|Unternehmens-ID", lambda d: "CHE" + d.like(r"[1-4]\d{8}"), lambda s: complement11(s[3:11], w(5, 4, 3, 2, 7, 6, 5, 4)) == int(s[11]), "XXX-XXX.XXX.XXX|XXXXXXXXXXXX")
add("CH_PASSPORT", "Schweizer Pass|Passnummer|passeport suisse", r"[XFJ]\d[A-Z0-9]\d{5}", alike=("PASSPORT_NUMBER",))
add("UK_NHS", "NHS number|NHS|nhs no", r"[469]\d{9}", lambda s: complement11(s[:9], down(10, 2)) == int(s[9]), "XXX XXX XXXX|XXXXXXXXXX|XXX-XXX-XXXX", alike=("UK_CHI",))
add("UK_CHI", "CHI number|CHI", digits_after("%d%m%y", 4), lambda s: complement11(s[:9], down(10, 2)) == int(s[9]), alike=("UK_NHS",))
add("UK_NINO", "national insurance number|NINO|NI number", r"(AB|CE|JG|NX|PW|RT|SA|WL|YY)\d{6}[A-D]", None, "XXXXXXXXX|XX XX XX XX X")
add("UK_DRIVING_LICENCE", "driving licence|DVLA licence number|licence number", r"[A-Z]{5}[6-9](0[1-9]|1[0-2]|5[1-9])(0[1-9]|1\d|2[0-8])\d[A-Z]{2}9[A-Z]{2}")
add("UK_PASSPORT", "UK passport|passport number|HMPO", r"\d{9}", alike=("PASSPORT_NUMBER", "US_PASSPORT"))
add("UK_POSTCODE", "postcode|post code", r"(SW1A|EC1A|M1|B33|CR2|DN55|LS1|G2) \d[ABD-HJLNP-UW-Z]{2}", alike=("POSTAL_CODE",))
add("UK_VEHICLE_REGISTRATION", "vehicle registration|number plate|VRM", r"[A-HJ-PR-Y]{2}(5[1-9]|6\d|7[0-4]|1\d|2[0-4]) ?[A-HJ-PR-Z]{3}")
add("UK_UTR", "UTR|unique taxpayer reference", r"[1-9]\d{9}", lambda s: "21987654321"[a.weighted(s[1:], 6, 7, 8, 9, 10, 5, 4, 3, 2) % 11] == s[0], "XXXXXXXXXX|XXXXX XXXXX")
add("UK_VAT", "VAT|VAT number|VAT reg no", r"GB\d{9}", lambda s: (a.weighted(s[2:9], *down(8, 2)) + int(s[9:])) % 97 in (0, 42), "XXXXXXXXXXX|XX XXX XXXX XX")
add("UK_UPN", "UPN|unique pupil number", r"[A-HJ-NP-RT-Z]\d{12}", lambda s: "ABCDEFGHJKLMNPQRTUVWXYZ"[a.weighted(s[1:], *up(2, 13)) % 23] == s[0])
add("UK_COMPANY_NUMBER", "company number|Companies House|CRN", r"(0\d{7}|SC\d{6}|NI\d{6})")
add("BY_UNP", "УНП|UNP", r"[1-79]\d{8}", lambda s: a.weighted(s[:8], 29, 23, 19, 17, 13, 7, 5, 3) % 11 == int(s[8]))
add("BY_PERSONAL_NUMBER", "идентификационный номер|личный номер", r"[3-6](0[1-9]|[12]\d)(0[1-9]|1[0-2])\d{2}[ABCHKEM]\d{3}(PB|BA|BI)\d")
add("UA_RNTRC", "РНОКПП|ІПН|податковий номер", r"[23]\d{9}", lambda s: (a.weighted(s[1:9], 5, 7, 9, 4, 6, 10, 5, 7) - int(s[0])) % 11 % 10 == int(s[9]))
add("UA_PASSPORT", "паспорт|номер паспорта", r"[АВЕКМНСТ]{2} ?\d{6}", alike=("RU_PASSPORT", "PASSPORT_NUMBER"))
_INN = lambda s: a.weighted(s[:10], 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == int(s[10]) and a.weighted(s[:11], 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == int(s[11])  # noqa: E731
add("RU_INN", "ИНН|инн клиента", r"(77|78|50)\d{10}", _INN)
add("RU_SNILS", "СНИЛС|страховой номер", r"[1-9]\d{10}", lambda s: a.weighted(s[:9], *down(9, 1)) % 101 % 100 == int(s[9:]), "XXX-XXX-XXX XX")
add("RU_OGRN", "ОГРН|ogrn", lambda d: (lambda b: f"{b}{int(b) % 11 % 10}")(d.like(r"10\d{10}")), lambda s: int(s[:12]) % 11 % 10 == int(s[12]))
add("RU_PASSPORT", "паспорт|серия и номер паспорта", r"\d{4} \d{6}|\d{2} \d{2} \d{6}", alike=("PASSPORT_NUMBER", "UA_PASSPORT"))
add("RU_LICENSE_PLATE", "госномер|гос. номер|номер автомобиля", r"[АВЕКМНОРСТУХ]\d{3}[АВЕКМНОРСТУХ]{2}(77|78|99|177)")
_TCKN = lambda s: (7 * sum(map(int, s[0:9:2])) - sum(map(int, s[1:8:2]))) % 10 == int(s[9]) and sum(map(int, s[:10])) % 10 == int(s[10])  # noqa: E731
add("TR_NATIONAL_ID", "TC kimlik no|TCKN|kimlik numarası", r"[1-9]\d{10}", _TCKN)


def _vkn_ok(s: str) -> bool:
    total = 0
    for i, c in enumerate(s[:9]):
        value = (int(c) + 9 - i) % 10
        total += 9 if value == 9 else value * 2 ** (9 - i) % 9
    return -total % 10 == int(s[9])


add("TR_VKN", "VKN|vergi numarası|vergi kimlik numarası", r"\d{10}", _vkn_ok)
add("TR_LICENSE_PLATE", "plaka|araç plakası", r"(06|16|34|35) [A-PR-VYZ]{2} \d{3}")

# --- Asia, Africa, Oceania ------------------------------------------------------------------------------

add("KZ_IIN", "ИИН|ЖСН|IIN", lambda d: f"{d.day(1940, 1999):%y%m%d}" + d.like(r"[34]\d{5}"), lambda s: two_steps(s, 11, up(1, 11), w(3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)) and (a.weighted(s[:11], *up(1, 11)) % 11 < 10 or a.weighted(s[:11], 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2) % 11 < 10))
add("UZ_PINFL", "ПИНФЛ|JSHSHIR|pinfl", lambda d: d.one("3|4") + f"{d.day(1940, 1999):%d%m%y}" + d.like(r"\d{7}"))
add("GE_PERSONAL_NUMBER", "პირადი ნომერი|personal number", r"0[1-6]\d{9}")
add("AM_PSN", "ՀԾՀ|PSN", r"[1-3]\d(0[1-9]|1[0-2])\d{6}")
add("AZ_FIN", "FIN|FİN kod", r"[0-9A-HJ-NP-Z]{3}\d[0-9A-HJ-NP-Z]{3}")
add("IL_ID", "תעודת זהות|teudat zehut|מספר זהות", r"[0-3]\d{8}", a.luhn)
add("SA_NATIONAL_ID", "رقم الهوية الوطنية|الإقامة|iqama", r"[12]\d{9}", a.luhn)
add("AE_EMIRATES_ID", "Emirates ID|الهوية الإماراتية", r"784(19[5-9]\d)\d{8}", a.luhn, "XXX-XXXX-XXXXXXX-X|XXXXXXXXXXXXXXX")
add("KW_CIVIL_ID", "الرقم المدني|civil ID", lambda d: "2" + f"{d.day(1940, 1999):%y%m%d}" + d.like(r"\d{5}"), lambda s: 11 - a.weighted(s[:11], 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2) % 11 == int(s[11]))
add("QA_QID", "QID|الرقم الشخصي", r"2[5-9]\d(634|356|586)\d{5}")
add("BH_CPR", "CPR|الرقم الشخصي", r"[5-9]\d(0[1-9]|1[0-2])\d{5}")
add("OM_CIVIL_ID", "civil number|الرقم المدني", r"\d{8}", alike=("KW_CIVIL_ID",))
add("JO_NATIONAL_ID", "الرقم الوطني|national number", r"(9|2)\d{9}")
add("LB_ID", "رقم الهوية|identity card", r"\d{12}", alike=("IQ_NATIONAL_ID",))
add("IQ_NATIONAL_ID", "البطاقة الوطنية|رقم الهوية", r"19\d{10}", alike=("LB_ID",))
add("IR_MELLI_CODE", "کد ملی|شماره ملی", r"\d{10}", lambda s: (lambda r: (r if r < 2 else 11 - r) == int(s[9]))(a.weighted(s[:9], *down(10, 2)) % 11) and len(set(s)) > 1)
add("PK_CNIC", "CNIC|NICOP|شناختی کارڈ", r"[1-7]\d{12}", None, "XXXXX-XXXXXXX-X|XXXXXXXXXXXXX")
add("BD_NID", "NID|জাতীয় পরিচয়পত্র|NID number", r"(19\d{15}|\d{10})")
add("NP_CITIZENSHIP", "नागरिकता|citizenship number", r"\d{2}-\d{2}-\d{2}-\d{5}")
add("LK_NIC", "NIC|NIC number", r"([5-9]\d([0-2]\d{2}|3[0-5]\d)\d{4}[VX]|19[5-9]\d[0-2]\d{2}\d{5})")
add("IN_AADHAAR", "Aadhaar|aadhaar number|आधार", r"[2-9]\d{11}", a.verhoeff, "XXXX XXXX XXXX|XXXX-XXXX-XXXX|XXXXXXXXXXXX")
add("IN_AADHAAR_VID", "Aadhaar virtual ID|VID", r"[2-9]\d{15}", a.verhoeff, "XXXX XXXX XXXX XXXX|XXXXXXXXXXXXXXXX")
add("IN_PAN", "PAN|permanent account number|PAN card", r"[A-Z]{3}P[A-Z]\d{4}[A-Z]")
add("IN_GSTIN", "GSTIN|GST number", r"(07|27|29|33)[A-Z]{3}[PC][A-Z]\d{4}[A-Z]1Z[0-9A-Z]", lambda s: a.luhn(s, 36))
add("IN_VOTER", "voter ID|EPIC|EPIC number", r"[A-Z]{3}\d{7}", lambda s: a.luhn(s[3:]))
add("IN_PASSPORT", "Indian passport|passport number", r"[A-PR-WY][1-9]\d{6}", alike=("PASSPORT_NUMBER",))
add("IN_DRIVING_LICENCE", "driving licence|DL number", r"(MH|DL|KA|TN)\d{2} ?20[01]\d\d{7}", alike=("DRIVER_LICENSE_NUMBER",))
add("IN_VEHICLE_REGISTRATION", "vehicle number|registration number|vehicle registration", r"(MH|DL|KA|TN) ?\d{2} ?[A-Z]{2} ?\d{4}")
add("IN_UAN", "UAN|universal account number", r"10\d{10}")
add("IN_ABHA", "ABHA|ABHA number", r"\d{2}-\d{4}-\d{4}-\d{4}")
add("CN_RESIDENT_ID", "身份证号|身份证|resident ID", lambda d: d.like(r"(110101|310104|440305|330106)") + f"{d.day():%Y%m%d}" + d.like(r"\d{3}[\dX]"), a.mod11_2)


def _uscc_ok(s: str) -> bool:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    return (sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(s[:17])) + alphabet.index(s[17])) % 31 == 0


add("CN_USCC", "统一社会信用代码|USCC", r"91(110|310|440)\d{3}[0-9A-HJ-NPQRTUWXY]{9}[0-9A-HJ-NPQRTUWXY]", _uscc_ok)
add("CN_PASSPORT", "护照号|护照", r"(E\d{8}|E[A-H]\d{7}|G\d{8})", alike=("PASSPORT_NUMBER",))
add("CN_LICENSE_PLATE", "车牌号|车牌", r"[京沪粤浙][A-HJ-NP-Z][A-HJ-NP-Z0-9]{5}")


def _hkid_ok(s: str) -> bool:
    head = s[:-7]
    total = (36 * 9 if len(head) == 1 else int(head[0], 36) * 9) + int(head[-1], 36) * 8
    return (total + a.weighted(s[-7:-1], *down(7, 2)) + int(s[-1], 36)) % 11 == 0


add("HK_HKID", "HKID|身份證號碼|Hong Kong identity card", r"[A-Z]\d{6}[\dA]", _hkid_ok, "XXXXXXX(X)", bare=True)
add("MO_ID", "BIR|澳門身份證", r"[157]/\d{6}/\d")
TAIWAN = dict(zip("ABCDEFGHJKLMNPQRSTUVXYWZIO", range(10, 36)))
_TW = lambda s: (TAIWAN[s[0]] // 10 + TAIWAN[s[0]] % 10 * 9 + a.weighted(s[1:], 8, 7, 6, 5, 4, 3, 2, 1, 1)) % 10 == 0  # noqa: E731
add("TW_NATIONAL_ID", "身分證字號|身分證", r"[A-Z][12]\d{8}", _TW)
add("TW_ARC", "居留證號|居留證|ARC", r"[A-Z][89]\d{8}", _TW)
add("TW_UBN", "統一編號|統編", r"[1-9]\d{5}[0-689]\d", lambda s: sum(a.cross(int(c) * k) for c, k in zip(s, (1, 2, 1, 2, 1, 2, 4, 1))) % 5 == 0)
add("JP_MY_NUMBER", "マイナンバー|個人番号|my number", r"\d{12}", lambda s: (lambda r: (0 if r < 2 else 11 - r) == int(s[11]))(a.weighted(s[:11], 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11), "XXXXXXXXXXXX|XXXX XXXX XXXX|XXXX-XXXX-XXXX")
add("JP_CORPORATE_NUMBER", "法人番号|corporate number", r"[1-9]\d{12}", lambda s: 9 - a.from_right(s[1:], 1, 2) % 9 == int(s[0]))
add("JP_DRIVER_LICENSE", "運転免許証|免許証番号", r"(30|43|62)\d{10}", lambda s: (11 - a.weighted(s[:10], 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 10 == int(s[10]), alike=("DRIVER_LICENSE_NUMBER",))
add("JP_PASSPORT", "パスポート番号|旅券番号", r"T[A-Z]\d{7}", alike=("PASSPORT_NUMBER",))
add("JP_RESIDENCE_CARD", "在留カード|在留カード番号", r"[A-Z]{2}\d{8}[A-Z]{2}")
add("JP_HEALTH_INSURANCE", "保険者番号|健康保険", r"0\d{7}")
add("KR_RRN", "주민등록번호|RRN", digits_after("%y%m%d", 7, 1940, 1999), lambda s: s[6] in "12" and (11 - a.weighted(s[:12], 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5) % 11) % 10 == int(s[12]), "XXXXXX-XXXXXXX|XXXXXX-XXXXXXX|XXXXXXXXXXXXX", bare="grouped")
add("KR_FRN", "외국인등록번호|FRN", digits_after("%y%m%d", 7, 1940, 1999), lambda s: s[6] in "56" and (13 - a.weighted(s[:12], 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5) % 11) % 10 == int(s[12]), "XXXXXX-XXXXXXX")
add("KR_BRN", "사업자등록번호|BRN", r"[1-6]\d{9}", lambda s: -(a.weighted(s[:9], 1, 3, 7, 1, 3, 7, 1, 3, 5) + int(s[8]) * 5 // 10) % 10 == int(s[9]), "XXX-XX-XXXXX")
add("KR_DRIVER_LICENSE", "운전면허번호|운전면허", r"(1[1-9]|2[0-8])-\d{2}-\d{6}-\d{2}", alike=("DRIVER_LICENSE_NUMBER",))
add("KR_PASSPORT", "여권번호|여권", r"M\d{8}", alike=("PASSPORT_NUMBER",))
add("MY_NRIC", "MyKad|NRIC|IC number", lambda d: f"{d.day(1940, 2005):%y%m%d}" + d.like(r"(0[1-9]|1[0-6])\d{4}"), None, "XXXXXX-XX-XXXX|XXXXXXXXXXXX")


def _nric_ok(s: str) -> bool:
    total = a.weighted(s[1:8], 2, 7, 6, 5, 4, 3, 2) + {"T": 4, "G": 4, "M": 3}.get(s[0], 0)
    table = {"S": "JZIHGFEDCBA", "T": "JZIHGFEDCBA", "F": "XWUTRQPNMLK", "G": "XWUTRQPNMLK", "M": "XWUTRQPNJLK"}[s[0]]
    return table[total % 11] == s[8]


add("SG_NRIC_FIN", "NRIC|FIN|NRIC/FIN", r"[STFGM]\d{7}[A-Z]", _nric_ok)
add("SG_UEN", "UEN|unique entity number", r"(20[01]\d)\d{5}[A-Z]", lambda s: "ZKCMDNERGWH"[a.weighted(s[:9], 10, 8, 6, 4, 9, 7, 5, 3, 1) % 11] == s[9])
add("SG_PASSPORT", "Singapore passport|passport", r"K\d{7}[A-Z]", alike=("PASSPORT_NUMBER",))
add("ID_NIK", "NIK|nomor induk kependudukan", lambda d: d.like(r"(317[1-5]|327[3-6]|357[1-8])\d{2}") + f"{d.day():%d%m%y}" + d.like(r"000\d"))
add("ID_NPWP", "NPWP|nomor pokok wajib pajak", r"\d{9}\d{3}000", lambda s: a.luhn(s[:9]), "XX.XXX.XXX.X-XXX.XXX|XXXXXXXXXXXXXXX")
add("TH_TNIN", "เลขประจำตัวประชาชน|บัตรประชาชน|Thai national ID", r"[1-8]\d{12}", lambda s: (11 - a.weighted(s[:12], *down(13, 2)) % 11) % 10 == int(s[12]), "X-XXXX-XXXXX-XX-X|XXXXXXXXXXXXX")
add("VN_CCCD", "CCCD|căn cước công dân", r"0(01|79|48|31)[01]\d{8}")
add("VN_MST", "MST|mã số thuế", r"0[1-3]\d{8}", lambda s: 10 - a.weighted(s[:9], 31, 29, 23, 19, 17, 13, 7, 5, 3) % 11 == int(s[9]))
add("PH_TIN", "TIN|tax identification number", r"[1-9]\d{8}", lambda s: a.weighted(s[:8], *down(9, 2)) % 11 == int(s[8]), "XXX-XXX-XXX|XXX-XXX-XXX-000")
add("PH_SSS", "SSS|SSS number", r"\d{2}-\d{7}-\d")
add("PH_PHILSYS", "PhilSys|PhilID|PCN", r"\d{4}-\d{4}-\d{4}-?")
add("MM_NRC", "NRC|NRC number", r"12/[A-Z]{6}\(N\)\d{6}")
add("KH_ID", "Khmer ID|អត្តសញ្ញាណប័ណ្ណ", r"\d{9}")
add("ZA_ID_NUMBER", "ID number|South African ID|SA ID", lambda d: f"{d.day():%y%m%d}" + d.like(r"\d{4}[01]8\d"), lambda s: a.luhn(s) and real(2000, s[2:4], s[4:6]))
add("ZA_TAX_NUMBER", "income tax number|tax reference number|SARS", r"[0-3]\d{9}", a.luhn)
add("ZA_PASSPORT", "South African passport|passport number", r"[AM]\d{8}", alike=("PASSPORT_NUMBER", "US_PASSPORT"))
add("NG_NIN", "NIN|national identification number", r"[1-9]\d{10}", a.verhoeff)
add("NG_BVN", "BVN|bank verification number", r"22\d{9}")
add("NG_VEHICLE_REGISTRATION", "vehicle registration|plate number", r"(ABC|LAG|KJA)-?\d{3}-?[A-Z]{2}")
add("KE_KRA_PIN", "KRA PIN|PIN certificate", r"[AP]0\d{8}[A-Z]")
add("KE_NATIONAL_ID", "Kenyan ID|kitambulisho|national ID", r"[1-4]\d{7}", alike=("NATIONAL_ID_NUMBER",))
add("GH_TIN", "TIN|GRA TIN", r"[CGPQV]00\d{7}[0-9X]", lambda s: "0123456789X"[a.weighted(s[1:10], *up(1, 9)) % 11] == s[10])
add("GH_CARD", "Ghana card|Ghana Card number", r"GHA-\d{9}-\d", bare=True)
add("MA_CIN", "CIN|CNIE", r"[A-Z]{1,2}\d{6}")
add("MA_ICE", "ICE|identifiant commun de l'entreprise", lambda d: (lambda b: f"{b}{-int(b + '00') % 97:02}")(d.like(r"00[0-3]\d{10}")), lambda s: int(s) % 97 == 0)
add("TN_CIN", "CIN|carte d'identité nationale", r"[01]\d{7}")
add("DZ_NIN", "NIN|numéro d'identification national", r"1[01]\d{16}")
add("DZ_NIF", "NIF|numéro d'identification fiscale", r"[0-2]\d{14}")
add("EG_NATIONAL_ID", "الرقم القومي|national ID", lambda d: "2" + f"{d.day(1940, 1999):%y%m%d}" + d.like(r"(01|02|12|21)\d{5}"))
add("ET_FAYDA", "Fayda|FCN", r"\d{4} \d{4} \d{4} \d{4}|\d{12}")
add("UG_NIN", "NIN|Ugandan NIN", r"C[MF]\d{2}\d{5}[A-Z0-9]{5}[A-Z]")
add("TZ_NIDA", "NIDA|NIDA number", lambda d: f"{d.day():%Y%m%d}" + d.like(r"-\d{5}-\d{5}-\d{2}"))
add("RW_NID", "indangamuntu|national ID", r"1 ?19[5-9]\d ?[78] ?\d{7} ?\d ?\d{2}")
add("ZW_NATIONAL_ID", "national ID|ID number", lambda d: (lambda n: f"{n}{'ZABCDEFGHJKLMNPQRSTVWXY'[int(n) % 23]}{d.like('(07|12|42|63)')}")(d.like(r"(08|29|63)\d{6}")), lambda s: "ZABCDEFGHJKLMNPQRSTVWXY"[int(s[:-3]) % 23] == s[-3], "XX-XXXXXX X XX|XX-XXXXXXXXX|XXXXXXXXXXX")
add("ZM_NRC", "NRC|national registration card", r"\d{6}/\d{2}/1")
add("MZ_NUIT", "NUIT|número único de identificação tributária", r"[14]\d{8}", lambda s: "01234567891"[a.weighted(s[:8], 8, 9, 4, 5, 6, 7, 8, 9) % 11] == s[8])
add("SN_NIN", "NIN|numéro d'identification nationale", r"[12]\d{12}")
add("CI_NNI", "NNI|numéro national d'identification", r"1\d{10}")
add("AU_TFN", "TFN|tax file number", r"[1-9]\d{8}", lambda s: a.weighted(s, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0, "XXXXXXXXX|XXX XXX XXX")
add("AU_ABN", "ABN|Australian business number", r"[1-9]\d{10}", lambda s: (a.weighted(s, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10) % 89 == 0, "XXXXXXXXXXX|XX XXX XXX XXX")
add("AU_ACN", "ACN|Australian company number", r"\d{9}", lambda s: -a.weighted(s[:8], *down(8, 1)) % 10 == int(s[8]), "XXXXXXXXX|XXX XXX XXX")
add("AU_MEDICARE", "Medicare card|Medicare number|Medicare no", r"[2-6]\d{9}", lambda s: a.weighted(s[:8], 1, 3, 7, 9) % 10 == int(s[8]), "XXXXXXXXXX|XXXX XXXXX X")
add("AU_IHI", "IHI|individual healthcare identifier", r"8003600\d{9}", a.luhn, "XXXXXXXXXXXXXXXX|XXXX XXXX XXXX XXXX")
add("AU_PASSPORT", "Australian passport|passport number", r"[NPE][A-Z]?\d{7}", alike=("PASSPORT_NUMBER",))
add("AU_DRIVER_LICENSE", "driver licence|driver's licence number", r"\d{8,9}", alike=("DRIVER_LICENSE_NUMBER",))


def _ird_ok(s: str) -> bool:
    s = s.zfill(9)
    check = complement11(s[:8], w(3, 2, 7, 6, 5, 4, 3, 2))
    if check == 10:
        check = complement11(s[:8], w(7, 4, 3, 2, 5, 2, 7, 6))
    return check == int(s[8])


add("NZ_IRD", "IRD|IRD number", r"(1[0-4]\d{7}|[5-9]\d{7})", _ird_ok, "XX-XXX-XXX|XXX-XXX-XXX|XXXXXXXXX")
NHI = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def _nhi_ok(s: str) -> bool:
    total = sum((NHI.index(c) + 1 if c in NHI else int(c)) * (7 - i) for i, c in enumerate(s[:6]))
    return total % 11 != 0 and (11 - total % 11) % 10 == int(s[6])


add("NZ_NHI", "NHI|NHI number", r"[A-HJ-NP-Z]{3}\d{4}", _nhi_ok)
add("NZ_PASSPORT", "NZ passport|passport number", r"(LA|LD|LF|LH|EA|RA)\d{6}", alike=("PASSPORT_NUMBER", "CA_PASSPORT"))
add("NZ_DRIVER_LICENSE", "NZ driver licence|driver licence", r"[A-Z]{2}\d{6}", alike=("DRIVER_LICENSE_NUMBER",))

# --- addresses ------------------------------------------------------------------------------------------

add("STREET_ADDRESS", "address|street|home address", r"\d{1,3} (Maple|Oak|Mill|Church|High) (Street|Road|Avenue|Lane)", alike=("US_STREET_ADDRESS", "LOCATION"))
add("US_STREET_ADDRESS", "address|shipping address|mailing address", r"\d{2,4} (Maple|Oak|Cedar|Main) (St|Ave|Blvd|Dr), (Springfield|Dayton|Austin), (IL|OH|TX) \d{5}", alike=("STREET_ADDRESS",))
add("DE_ADDRESS", "Adresse|Anschrift|wohnhaft", r"(Lindenstraße|Goetheplatz|Hauptstr\.|Ahornweg|Karlsallee) \d{1,3}, [1-9]\d{4} (Hamburg|Köln|Leipzig)", alike=("STREET_ADDRESS",))
add("FR_ADDRESS", "adresse|domicile|adresse postale", r"\d{1,3}(,)? (rue|avenue|boulevard) (Victor Hugo|de la Paix|Pasteur), (75|69|33)0\d{2} (Paris|Lyon|Bordeaux)", alike=("STREET_ADDRESS",))
add("ES_ADDRESS", "dirección|domicilio", r"(Calle|Avenida|Plaza) (Mayor|Alcalá|Colón) \d{1,3}, (28|08|41)0\d{2} (Madrid|Sevilla)", alike=("STREET_ADDRESS",))
add("IT_ADDRESS", "indirizzo|residenza", r"(Via|Viale|Piazza) (Roma|Garibaldi|Dante) \d{1,3}, (00|20|10)1\d{2} (Roma|Milano|Torino)", alike=("STREET_ADDRESS",))
add("PO_BOX", "address|mail to", r"(P\.?O\.? Box|Postfach|BP) \d{3,5}")
add("PL_POSTAL_CODE", "kod pocztowy|kod", r"\d{2}-\d{3}", alike=("POSTAL_CODE",))
add("PT_POSTAL_CODE", "código postal|cód. postal", r"[1-9]\d{3}-\d{3}", alike=("POSTAL_CODE",))
add("JP_POSTAL_CODE", "郵便番号|〒", r"\d{3}-\d{4}", alike=("POSTAL_CODE",))
add("IN_PIN_CODE", "PIN code|pincode", r"[1-8]\d{5}", alike=("POSTAL_CODE", "PAYMENT_CARD_PIN"))
add("IE_EIRCODE", "Eircode|eir code", r"(A65|D02|T12|V94) [AC-FHKNPRTV-Y0-9]{4}", alike=("POSTAL_CODE",))
add("POSTAL_CODE", "postal code|postcode|zip", r"(\d{5}|[1-9]\d{3} [A-R]{2}|\d{2}-\d{3})", alike=("US_ZIP_CODE", "NL_POSTCODE", "PL_POSTAL_CODE", "DE_PLZ", "FR_POSTAL_CODE", "ES_POSTAL_CODE", "IT_POSTAL_CODE"))
