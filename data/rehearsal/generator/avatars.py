# SPDX-License-Identifier: GPL-3.0-or-later
"""120 small faces: portraits, cats, records, landscapes, plain patterns."""

from .canvas import Picture, cosine, sine
from .dice import Dice

SIZE = 96
SKINS = [(255, 219, 189), (241, 194, 150), (224, 172, 125), (198, 134, 86), (141, 85, 54), (92, 56, 38)]
HAIRS = [(32, 24, 22), (70, 42, 26), (128, 76, 38), (206, 160, 84), (168, 60, 32), (186, 186, 192), (92, 60, 150), (40, 130, 140)]
PALETTES = [
    ((255, 154, 98), (214, 64, 112)), ((82, 120, 236), (60, 40, 130)), ((76, 196, 170), (24, 92, 120)),
    ((250, 206, 96), (236, 112, 64)), ((172, 116, 240), (78, 44, 140)), ((140, 206, 96), (36, 112, 84)),
    ((240, 140, 184), (150, 60, 140)), ((120, 190, 240), (50, 90, 180)), ((236, 226, 206), (190, 150, 120)),
    ((52, 60, 92), (16, 18, 34)), ((230, 92, 80), (110, 24, 48)), ((96, 108, 122), (40, 46, 58)),
]


def _ground(dice, lean=None):
    picture = Picture(SIZE, SIZE)
    first, second = dice.pick(PALETTES)
    picture.gradient(first, second, dice.unit() if lean is None else lean)
    return picture, first, second


def _portrait(dice):
    picture, _, _ = _ground(dice)
    skin, hair, shirt = dice.pick(SKINS), dice.pick(HAIRS), dice.pick(dice.pick(PALETTES))
    style = dice.pick(["short", "long", "bun", "curly", "bald", "scarf"])
    shade = tuple(part * 0.86 for part in skin)
    if style == "long":
        picture.curve([(48, 14), (74, 30), (76, 66), (66, 84), (30, 84), (20, 66), (22, 30)], hair)
    if style == "curly":
        for n in range(11):
            picture.ellipse(48 + 25 * cosine(n / 11), 36 + 22 * sine(n / 11), 11, 11, hair)
    if style == "bun":
        picture.ellipse(48, 13, 11, 10, hair)
    if style == "scarf":
        picture.curve([(48, 12), (72, 28), (74, 60), (64, 80), (32, 80), (22, 60), (24, 28)], shirt)
    picture.curve([(48, 70), (74, 78), (88, 100), (8, 100), (22, 78)], shirt)
    picture.polygon([(40, 60), (56, 60), (58, 76), (48, 81), (38, 76)], shade)
    picture.ellipse(48, 43, 19, 23, skin)
    if style in ("short", "bun", "long"):
        picture.curve([(28, 42), (27, 28), (40, 17), (58, 17), (70, 28), (68, 42), (64, 31), (52, 27), (38, 30)], hair)
    if style == "curly":
        for n in range(5):
            picture.ellipse(32 + 8 * n, 25, 7, 6, hair)
    if style == "scarf":
        picture.curve([(27, 44), (28, 26), (48, 16), (68, 26), (69, 44), (62, 29), (34, 29)], shirt)
    _face(picture, dice, hair, shade)
    return picture


def _face(picture, dice, hair, shade):
    ink = (34, 26, 30)
    for side in (-1, 1):
        picture.ellipse(48 + side * 8, 43, 2.3, 2.7, ink)
        picture.line(48 + side * 5, 37, 48 + side * 11, 36.4, 1.6, tuple(part * 0.8 for part in hair))
    picture.line(48, 46, 47, 50, 1.8, shade)
    picture.curve([(41, 55), (48, 57), (55, 55), (52, 60), (44, 60)], dice.pick([(176, 60, 66), (140, 44, 50), (255, 250, 246)]))
    extra = dice.pick(["", "", "glasses", "beard", "earrings"])
    if extra == "glasses":
        for side in (-1, 1):
            for n in range(20):
                picture.line(48 + side * 9 + 7 * cosine(n / 20), 43 + 6.4 * sine(n / 20),
                             48 + side * 9 + 7 * cosine((n + 1) / 20), 43 + 6.4 * sine((n + 1) / 20), 1.7, ink)
    if extra == "beard":
        picture.curve([(30, 50), (38, 54), (48, 52), (58, 54), (66, 50), (60, 66), (48, 72), (36, 66)], hair, 0.9)
        picture.ellipse(48, 58, 6, 2.2, (190, 90, 90))
    if extra == "earrings":
        for side in (-1, 1):
            picture.ellipse(48 + side * 20, 54, 3, 3.6, (248, 206, 92))


def _cat(dice):
    picture, _, _ = _ground(dice)
    fur = dice.pick([(36, 34, 40), (226, 132, 58), (150, 150, 158), (242, 236, 226), (120, 84, 60)])
    inner = tuple(part * 0.7 + 60 for part in fur)
    for side in (-1, 1):
        picture.polygon([(48 + side * 31, 50), (48 + side * 28, 14), (48 + side * 6, 32)], fur)
        picture.polygon([(48 + side * 26, 42), (48 + side * 25, 22), (48 + side * 12, 32)], (232, 150, 160))
    picture.curve([(16, 56), (24, 36), (48, 29), (72, 36), (80, 56), (66, 80), (48, 85), (30, 80)], fur)
    picture.ellipse(48, 70, 17, 12, inner)
    eyes = dice.pick([(246, 216, 92), (140, 216, 120), (120, 196, 240)])
    for side in (-1, 1):
        picture.ellipse(48 + side * 14, 53, 7.5, 8, eyes)
        picture.ellipse(48 + side * 14, 53, 2.6, 7, (16, 14, 18))
        picture.ellipse(48 + side * 14 + 2, 50, 1.6, 1.6, (255, 255, 255))
        for n in range(3):
            picture.line(48 + side * 16, 68 + n, 48 + side * 40, 62 + n * 7, 1, (255, 255, 255), 0.7)
    picture.polygon([(44, 63), (52, 63), (48, 68)], (226, 120, 130))
    picture.line(48, 68, 43, 73, 1.4, (60, 40, 44))
    picture.line(48, 68, 53, 73, 1.4, (60, 40, 44))
    return picture


def _record(dice):
    picture, first, second = _ground(dice)
    picture.ellipse(48, 48, 40, 40, (18, 17, 22))
    for radius in (36, 31, 26, 21):
        picture.ellipse(48, 48, radius, radius, (38, 37, 44))
        picture.ellipse(48, 48, radius - 1.2, radius - 1.2, (20, 19, 24))
    for turn in (0.1, 0.6):
        picture.polygon([(48, 48), (48 + 38 * cosine(turn), 48 + 38 * sine(turn)),
                         (48 + 38 * cosine(turn + 0.06), 48 + 38 * sine(turn + 0.06))], (255, 255, 255), 0.12)
    picture.ellipse(48, 48, 14, 14, dice.pick(PALETTES)[0])
    picture.ellipse(48, 48, 2.6, 2.6, (250, 250, 250))
    return picture


def _hills(dice):
    picture = Picture(SIZE, SIZE)
    sky = dice.pick([((250, 180, 110), (240, 110, 120)), ((24, 32, 80), (90, 70, 150)), ((130, 200, 240), (230, 240, 250)),
                     ((60, 40, 100), (240, 130, 110))])
    picture.gradient(sky[0], sky[1], 0)
    picture.ellipse(dice.between(22, 74), dice.between(22, 42), dice.between(9, 15), 12, (255, 240, 200))
    base = dice.pick([(40, 90, 80), (70, 50, 110), (30, 60, 100), (60, 110, 60)])
    for layer in range(3):
        top = 54 + layer * 14
        colour = tuple(part * (1 - 0.25 * layer) for part in base)
        picture.curve([(-20, top + dice.between(-4, 6)), (20, top - dice.between(4, 12)), (56, top + dice.between(-2, 8)),
                       (116, top - dice.between(2, 10)), (116, 130), (-20, 130)], colour)
    return picture


def _rings(dice):
    picture, first, second = _ground(dice)
    cx, cy = dice.between(20, 76), dice.between(20, 76)
    colours = [dice.pick(dice.pick(PALETTES)) for _ in range(5)]
    for n in range(9, 0, -1):
        picture.ellipse(cx, cy, n * 9, n * 9, colours[n % 5], 0.75)
    return picture


def _petals(dice):
    picture, _, _ = _ground(dice)
    petals, colour = dice.whole(5, 9), dice.pick(dice.pick(PALETTES))
    for n in range(petals):
        turn = n / petals
        tip = (48 + 38 * cosine(turn), 48 + 38 * sine(turn))
        side = [(48 + 24 * cosine(turn + shift), 48 + 24 * sine(turn + shift)) for shift in (0.4 / petals, -0.4 / petals)]
        picture.curve([(48, 48), side[0], tip, side[1]], colour)
    picture.ellipse(48, 48, 11, 11, (250, 214, 96))
    return picture


def _firefly(dice):
    """The mark of the show, worn by its official accounts, and by two that are not."""
    picture = Picture(SIZE, SIZE)
    picture.gradient((22, 22, 58), (60, 30, 84), 0.3)
    for n in range(18, 0, -1):
        picture.ellipse(48, 60, n * 2.4, n * 2.4, (255, 200, 90), 0.05)
    picture.curve([(48, 40), (60, 52), (58, 72), (48, 80), (38, 72), (36, 52)], (255, 220, 120))
    picture.ellipse(48, 36, 9, 9, (30, 22, 30))
    for side in (-1, 1):
        picture.curve([(48, 42), (48 + side * 16, 30), (48 + side * 36, 34), (48 + side * 30, 52), (48 + side * 14, 52)],
                      (214, 226, 255), 0.8)
        picture.line(48 + side * 3, 29, 48 + side * 11, 17, 2, (255, 220, 120))
    return picture


def _fox(dice):
    picture, _, _ = _ground(dice)
    fur = dice.pick([(232, 112, 44), (196, 84, 40), (120, 130, 150)])
    for side in (-1, 1):
        picture.polygon([(48 + side * 36, 48), (48 + side * 33, 10), (48 + side * 6, 34)], fur)
        picture.polygon([(48 + side * 30, 38), (48 + side * 29, 20), (48 + side * 14, 33)], (44, 30, 32))
    picture.curve([(12, 46), (48, 28), (84, 46), (66, 70), (48, 88), (30, 70)], fur)
    for side in (-1, 1):
        picture.curve([(48, 84), (48 + side * 6, 66), (48 + side * 30, 54), (48 + side * 22, 72)], (250, 244, 236))
        picture.ellipse(48 + side * 15, 52, 3.6, 4.4, (24, 18, 22))
        picture.ellipse(48 + side * 15 + 1, 50.5, 1.1, 1.1, (255, 255, 255))
    picture.ellipse(48, 83, 5, 4, (24, 18, 22))
    return picture


def _bulb(dice):
    picture, _, _ = _ground(dice)
    for n in range(14, 0, -1):
        picture.ellipse(48, 42, n * 3, n * 3, (255, 240, 180), 0.05)
    picture.curve([(48, 14), (70, 26), (70, 48), (58, 64), (38, 64), (26, 48), (26, 26)], (255, 232, 150))
    picture.line(40, 46, 46, 36, 2, (200, 120, 40))
    picture.line(46, 36, 50, 46, 2, (200, 120, 40))
    picture.line(50, 46, 56, 36, 2, (200, 120, 40))
    for n in range(3):
        picture.polygon([(38, 65 + n * 6), (58, 65 + n * 6), (57, 69 + n * 6), (39, 69 + n * 6)], (110, 104, 112))
    return picture


KINDS = [(_portrait, 46), (_cat, 11), (_record, 7), (_hills, 12), (_rings, 8), (_petals, 7), (_fox, 5), (_bulb, 4)]


def draw(number):
    dice = Dice(f"avatars/{number}")
    kind = _firefly if number == 1 else dice.weighted(KINDS)
    return kind(dice)


def paint(number):
    """The PNG bytes of avatar 1 to 120."""
    return draw(number).png(dither=False)
