"""Generated pictures that behave as natural ones do, and what people do to pictures before they send them again. Everything
follows from a number, so that two runs make the same files. Needs numpy and Pillow."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFont

KINDS = ("landscape", "portrait", "shapes", "page", "interior")
SIZES = ((1024, 768), (768, 1024), (1200, 800), (800, 600), (640, 640), (1280, 720))
WORDS = (
    "the of and to in is that for it as was with be by on not he his but at are this have from or had an they which one you "
    "were her all she there would their we him been has when who will more no if out so said what up its about into than "
    "them can only other new some could time these two may then do first any my now such like our over man me even most "
    "invoice order total customer address delivery payment account number date amount signature paragraph report"
).split()


def fractal(random: np.random.Generator, width: int, height: int, roughness: float) -> np.ndarray:
    """Noise whose spectrum falls as 1/f^roughness, as that of photographs does (about 1 to 1.4 in amplitude); 0 to 1."""
    spectrum = np.fft.rfft2(random.standard_normal((height, width)))
    fy = np.fft.fftfreq(height)[:, None] * height
    fx = np.fft.rfftfreq(width)[None, :] * width
    distance = np.sqrt(fx * fx + fy * fy)
    distance[0, 0] = 1
    noise = np.fft.irfft2(spectrum / distance**roughness, s=(height, width))
    noise -= noise.min()
    return noise / max(noise.max(), 1e-9)


def colour(random: np.random.Generator) -> np.ndarray:
    return random.uniform(0, 255, 3)


def blend(amount: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    return low + amount[..., None] * (high - low)


def to_image(pixels: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8), "RGB")


def landscape(random: np.random.Generator, width: int, height: int) -> Image.Image:
    """A sky with clouds, and ridges one before the other."""
    rows = np.linspace(0, 1, height)[:, None] * np.ones((1, width))
    pixels = blend(rows, colour(random), colour(random))
    clouds = np.clip((fractal(random, width, height, random.uniform(1.2, 1.8)) - 0.5) * 3, 0, 1)
    pixels = pixels + (235 - pixels) * (clouds * random.uniform(0.3, 0.9))[..., None]
    top = random.uniform(0.25, 0.6)
    for _ in range(random.integers(1, 5)):
        steps = np.cumsum(random.standard_normal(width)) / math.sqrt(width)
        wave = sum(random.uniform(0, 0.08) * np.sin(np.linspace(0, random.uniform(2, 14), width) + random.uniform(0, 6))
                   for _ in range(3))  # fmt: skip
        ridge = top + 0.1 * steps + wave
        mask = rows > ridge[None, :]
        texture = fractal(random, width, height, random.uniform(0.9, 1.4))
        ground = blend(texture, colour(random) * 0.5, colour(random))
        pixels[mask] = ground[mask]
        top += random.uniform(0.08, 0.2)
    return to_image(pixels)


def portrait(random: np.random.Generator, width: int, height: int) -> Image.Image:
    """Soft bodies before a blurred ground, lit from one side."""
    x, y = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    pixels = blend(fractal(random, width, height, random.uniform(1.6, 2.2)), colour(random), colour(random))
    for _ in range(random.integers(1, 5)):
        cx, cy = random.uniform(0.15, 0.85, 2)
        rx, ry = random.uniform(0.06, 0.3, 2)
        turn = random.uniform(0, math.pi)
        dx, dy = x - cx, y - cy
        u = (dx * math.cos(turn) + dy * math.sin(turn)) / rx
        v = (-dx * math.sin(turn) + dy * math.cos(turn)) / ry
        inside = np.clip((1 - (u * u + v * v)) * random.uniform(2, 12), 0, 1)
        light = np.clip(0.75 + 0.4 * u - 0.2 * v, 0.1, 1.3)
        skin = blend(fractal(random, width, height, 1.2), colour(random), colour(random))
        pixels = pixels * (1 - inside[..., None]) + skin * light[..., None] * inside[..., None]
    return to_image(pixels)


def shapes(random: np.random.Generator, width: int, height: int) -> Image.Image:
    """Drawn things over a gradient: posters, charts, logos."""
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    turn = random.uniform(0, 2 * math.pi)
    image = to_image(blend((x * math.cos(turn) + y * math.sin(turn) + 1.5) / 3, colour(random), colour(random)))
    draw = ImageDraw.Draw(image)
    for _ in range(random.integers(4, 14)):
        fill = tuple(int(part) for part in colour(random))
        cx, cy = random.uniform(0, width), random.uniform(0, height)
        size = random.uniform(0.05, 0.3) * min(width, height)
        kind = random.integers(0, 4)
        if kind == 0:
            draw.ellipse((cx - size, cy - size * 0.7, cx + size, cy + size * 0.7), fill=fill)
        elif kind == 1:
            draw.rectangle((cx - size, cy - size * 0.5, cx + size, cy + size * 0.5), fill=fill)
        elif kind == 2:
            corners = [(cx + size * math.cos(a), cy + size * math.sin(a)) for a in sorted(random.uniform(0, 2 * math.pi, 5))]
            draw.polygon(corners, fill=fill)
        else:
            ends = [tuple(random.uniform(0, 1, 2) * (width, height)) for _ in range(3)]
            draw.line(ends, fill=fill, width=int(random.integers(3, 24)))
    return image


def page(random: np.random.Generator, width: int, height: int) -> Image.Image:
    """A scanned page: a heading, paragraphs, perhaps a table or a picture."""
    paper = random.uniform(225, 255)
    image = to_image(paper + 6 * (fractal(random, width, height, 1.0)[..., None] - 0.5) * np.ones(3))
    draw = ImageDraw.Draw(image)
    ink = (int(random.uniform(0, 60)),) * 3
    size = int(random.integers(14, 34))
    font, heading = ImageFont.load_default(size), ImageFont.load_default(int(size * random.uniform(1.3, 2.2)))
    left, right = random.uniform(0.05, 0.16) * width, random.uniform(0.84, 0.95) * width
    y = random.uniform(0.03, 0.12) * height
    draw.text((left, y), " ".join(random.choice(WORDS, 4)).title(), font=heading, fill=ink)
    y += size * random.uniform(2.5, 5)
    while y < 0.93 * height:
        part = random.uniform()
        if part < 0.15:
            bottom = min(y + random.uniform(0.1, 0.3) * height, 0.95 * height)
            box = (int(left), int(y), int(random.uniform(0.5, 1) * (right - left) + left), int(bottom))
            if box[2] - box[0] > 8 and box[3] - box[1] > 8:
                image.paste(landscape(random, box[2] - box[0], box[3] - box[1]), box[:2])
            y = bottom + size
        elif part < 0.3:
            columns = int(random.integers(2, 6))
            for _ in range(int(random.integers(2, 7))):
                draw.line((left, y, right, y), fill=ink, width=2)
                for column in range(columns):
                    text = f"{random.integers(1, 99999)}" if column else str(random.choice(WORDS))
                    draw.text((left + column * (right - left) / columns, y + 3), text, font=font, fill=ink)
                y += size * 1.6
                if y > 0.93 * height:
                    break
            y += size
        else:
            for _ in range(int(random.integers(2, 8))):
                line, end = "", random.uniform(0.3, 1) if random.uniform() < 0.3 else 1.0
                while draw.textlength(line, font=font) < (right - left) * end - size * 4:
                    line += str(random.choice(WORDS)) + " "
                draw.text((left, y), line, font=font, fill=ink)
                y += size * 1.35
                if y > 0.93 * height:
                    break
            y += size * random.uniform(0.5, 1.5)
    return image


def interior(random: np.random.Generator, width: int, height: int) -> Image.Image:
    """Walls, boards and windows: straight edges with textures between them."""
    pixels = blend(fractal(random, width, height, 1.3), colour(random), colour(random))
    for _ in range(random.integers(5, 16)):
        x0, x1 = sorted(random.integers(0, width, 2))
        y0, y1 = sorted(random.integers(0, height, 2))
        if x1 - x0 < 16 or y1 - y0 < 16:
            continue
        texture = fractal(random, int(x1 - x0), int(y1 - y0), random.uniform(0.8, 1.6))
        pixels[y0:y1, x0:x1] = blend(texture, colour(random), colour(random))
    return to_image(pixels)


MAKERS = {"landscape": landscape, "portrait": portrait, "shapes": shapes, "page": page, "interior": interior}


def picture(number: int) -> Image.Image:
    random = np.random.default_rng([7, number])
    width, height = SIZES[random.integers(0, len(SIZES))]
    return MAKERS[KINDS[number % len(KINDS)]](random, width, height)


# --- what is done to pictures


def crop(image: Image.Image, random: np.random.Generator, kept: float) -> Image.Image:
    width, height = image.size
    w, h = round(width * kept), round(height * kept)
    x, y = int(random.integers(0, width - w + 1)), int(random.integers(0, height - h + 1))
    return image.crop((x, y, x + w, y + h))


def watermark(image: Image.Image, random: np.random.Generator) -> Image.Image:
    """A line of half-transparent text across a place, a tenth of the height."""
    width, height = image.size
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    font = ImageFont.load_default(max(12, height // 10))
    at = (random.uniform(0.02, 0.4) * width, random.uniform(0.05, 0.85) * height)
    ImageDraw.Draw(layer).text(at, "© example.com", font=font, fill=(255, 255, 255, 128))
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def resize(image: Image.Image, factor: float) -> Image.Image:
    return image.resize((max(1, round(image.width * factor)), max(1, round(image.height * factor))), Image.LANCZOS)


# name → (what it does, JPEG quality of what is written then)
CHANGES = {
    "quality 95": (lambda image, random: image, 95),
    "quality 75": (lambda image, random: image, 75),
    "quality 50": (lambda image, random: image, 50),
    "resize 0.25": (lambda image, random: resize(image, 0.25), 90),
    "resize 0.5": (lambda image, random: resize(image, 0.5), 90),
    "resize 0.77": (lambda image, random: resize(image, 0.77), 90),
    "resize 2": (lambda image, random: resize(image, 2), 90),
    "brightness 0.8": (lambda image, random: ImageEnhance.Brightness(image).enhance(0.8), 90),
    "brightness 1.2": (lambda image, random: ImageEnhance.Brightness(image).enhance(1.2), 90),
    "crop 5 %": (lambda image, random: crop(image, random, 0.95), 90),
    "watermark": (watermark, 90),
}


def changed(image: Image.Image, name: str, number: int) -> tuple[Image.Image, int]:
    change, quality = CHANGES[name]
    random = np.random.default_rng([11, number, list(CHANGES).index(name)])
    return change(image, random), quality
