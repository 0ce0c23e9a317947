"""Synthetic records of a small shop, with what was planted in each. Nobody's data: numbers are drawn, then given their check digits."""
import base64
import json
import random
import zlib
from dataclasses import dataclass, field

FIRST = "Amara Björn Chidi Daniela Emeka Fatima Giulia Hiro Ines Jonas Kaia Léa Mateo Noor Olu Priya".split()
LAST = "Okafor Lindqvist Moreau Tanaka Kowalski Haddad Rossi Novak Silva Petrov Iyer Schmidt".split()
ITEMS = ["desk lamp", "tea kettle", "running shoes", "usb-c cable", "rain jacket", "notebook A5", "bike light"]
DOMAINS = ["example.com", "mail.example.org", "example.net"]
WORDS = ("the parcel came late and the box was open please call me back when you can thanks a lot "
         "I was charged twice for this order and nobody answers my question about the refund").split()


@dataclass
class Sample:
    topic: str
    key: str
    value: bytes
    planted: list = field(default_factory=list)   # texts that must not be in the output
    broken: bool = False                          # must end as a dead letter
    headers: list = field(default_factory=list)


def luhn_digit(body):
    total = 0
    for position, char in enumerate(reversed(body)):
        digit = int(char)
        if position % 2 == 0:
            digit = digit * 2 - 9 if digit > 4 else digit * 2
        total += digit
    return str(-total % 10)


class Shop:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def digits(self, count):
        return "".join(self.random.choice("0123456789") for _ in range(count))

    def card(self):
        body = self.random.choice(["4", "51", "52", "55"])
        body += self.digits(15 - len(body))
        number = body + luhn_digit(body)
        return " ".join(number[i:i + 4] for i in range(0, 16, 4)) if self.random.random() < 0.5 else number

    def ssn(self):
        area = self.random.choice([n for n in range(100, 899) if n != 666])
        return f"{area:03}-{self.random.randint(1, 99):02}-{self.random.randint(1, 9999):04}"

    def iban(self):
        bban = self.digits(18)
        check = 98 - int(bban + "131400") % 97   # D = 13, E = 14
        return f"DE{check:02}{bban}"

    def email(self, name):
        plain = name.lower().translate(str.maketrans("öéñ ", "oen."))
        return f"{plain}{self.random.randint(1, 99)}@{self.random.choice(DOMAINS)}"

    def phone(self):
        return f"+1 {self.random.choice([212, 312, 415, 617])}-{self.random.randint(223, 298)}-{self.digits(4)}"

    def github_token(self):
        alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        body = "".join(self.random.choice(alphabet) for _ in range(30))
        crc, tail = zlib.crc32(body.encode()), ""
        for _ in range(6):
            crc, digit = divmod(crc, 62)
            tail = alphabet[digit] + tail
        return "ghp_" + body + tail

    def jwt(self):
        def part(value):
            return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
        header = part(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
        body = part(json.dumps({"sub": self.digits(10), "iat": 1700000000 + int(self.digits(6))}).encode())
        return f"{header}.{body}.{part(self.random.randbytes(32))}"

    def ip(self):
        return ".".join(str(self.random.randint(11, 223)) for _ in range(4))

    def name(self):
        return f"{self.random.choice(FIRST)} {self.random.choice(LAST)}"

    def prose(self, words):
        start = self.random.randrange(len(WORDS))
        return " ".join(WORDS[(start + i) % len(WORDS)] for i in range(words))

    def order(self, seq):
        name, card = self.name(), self.card()
        email = self.email(name)
        value = {"seq": seq, "order_id": f"o-{seq:07}", "customer": {"name": name, "email": email},
                 "items": [{"sku": f"sku-{self.random.randint(100, 999)}", "title": self.random.choice(ITEMS),
                            "price": round(self.random.uniform(3, 300), 2)}],
                 "payment": {"card": card, "amount": round(self.random.uniform(3, 900), 2)}, "gift": False}
        planted = [card, email, name]
        if self.random.random() < 0.2:
            phone = self.phone()
            value["note"] = f"{self.prose(6)}, {phone}"
            planted.append(phone)
        text = json.dumps(value, ensure_ascii=self.random.random() < 0.5)
        return Sample("shop.orders.raw", f"order-{seq}", text.encode(), planted,
                      headers=[("source", b"web"), ("agent", f"mailto:{email}".encode())])

    def ticket(self, seq):
        name = self.name()
        email, planted = self.email(name), []
        parts = [self.prose(8)]
        for text, value in [("my SSN is ", self.ssn()), ("refund to ", self.iban()), ("card ", self.card()),
                            ("mail ", email)]:
            if self.random.random() < 0.4:
                parts.append(text + value)
                planted.append(value)
        value = {"seq": seq, "ticket": seq, "channel": self.random.choice(["mail", "chat"]), "body": ". ".join(parts)}
        text = json.dumps(value, ensure_ascii=False)
        if seq % 97 == 3:   # cut in the middle: not JSON any more
            return Sample("shop.tickets.raw", f"ticket-{seq}", text[:-9].encode(), planted, broken=True)
        return Sample("shop.tickets.raw", f"ticket-{seq}", text.encode(), planted)

    def log_line(self, seq):
        topic = self.random.choice(["shop.app.log", "shop.audit.log"])
        ip, kind, planted = self.ip(), self.random.random(), []
        planted.append(ip)
        tail = f"GET /orders/{seq} 200 {self.random.randint(2, 90)}ms"
        if kind < 0.1:
            token = self.github_token()
            tail = f"git clone failed, token {token} rejected"
            planted.append(token)
        elif kind < 0.2:
            token = self.jwt()
            tail = f"Authorization: Bearer {token}"
            planted.append(token)
        line = f"2026-01-{self.random.randint(1, 28):02}T10:{self.random.randint(10, 59)}:07Z INFO seq={seq} client={ip} {tail}"
        if seq % 89 == 5:   # not UTF-8: a text route must not guess
            return Sample(topic, f"log-{seq}", line.encode() + b" \xff\xfe", planted, broken=True)
        return Sample(topic, f"log-{seq}", line.encode(), planted)

    def samples(self, count):
        makers = [self.order, self.ticket, self.log_line]
        return [makers[seq % 3](seq) for seq in range(count)]
