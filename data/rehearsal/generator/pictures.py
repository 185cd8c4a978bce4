# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures that the posts carry: stage, crowd, cats, living rooms, tickets."""

from .canvas import Light, sine
from .dice import Dice
from .figures import HEIGHT, INK, WIDTH, cat, crowd, person


def _lamps(light, dice, count, colours, power, lean=0.5):
    """A row of lamps in the flies, each with its beam and its flare."""
    for n in range(count):
        x = WIDTH * (n + 0.5) / count + dice.between(-10, 10)
        colour = dice.pick(colours)
        tilt = (0.5 - (n + 0.5) / count) * 2 * lean + dice.between(-0.12, 0.12)
        light.beam(x, 8, tilt, dice.between(0.1, 0.2), dice.between(220, 290), colour, power)
        light.glow(x, 8, 16, (1, 1, 1), 0.7)
        light.glow(x, 8, 46, colour, 0.5)


def _stage(name, palette, back, figures, lamps=7, audience=True, lean=0.5, power=0.55):
    dice = Dice(f"pictures/{name}")
    light = Light(WIDTH, HEIGHT)
    dark, warm = back
    light.gradient(dark, tuple((a + b) / 2 for a, b in zip(dark, warm)), warm)
    light.glow(WIDTH / 2, 190, 330, palette[0], 0.42, 0.55)
    light.glow(WIDTH / 2, 205, 170, palette[-1], 0.35, 0.6)
    _lamps(light, dice, lamps, palette, power, lean)
    for _ in range(26):
        light.glow(dice.between(0, WIDTH), dice.between(10, 190), dice.between(20, 70), dice.pick(palette),
                   dice.between(0.02, 0.07), 0.5)
    light.dim_below(222, 0.25)
    picture = light.picture()
    floor = 226
    picture.polygon([(0, floor), (WIDTH, floor - 3), (WIDTH, HEIGHT), (0, HEIGHT)], (8, 6, 14), 0.72)
    for x, tall, arm in figures:
        person(picture, x, floor + 4, tall, dice, arm=arm)
        picture.ellipse(x, floor + 6, tall * 0.2, 3, INK, 0.8)
    if audience:
        crowd(picture, dice, 256, 9, hands=0.3)
    return picture


BLUE, CYAN, WHITE = (0.22, 0.42, 1.0), (0.2, 0.85, 1.0), (0.85, 0.92, 1.0)
GOLD, ORANGE, RED = (1.0, 0.72, 0.25), (1.0, 0.45, 0.12), (1.0, 0.15, 0.12)
VIOLET, PINK, GREEN, TEAL = (0.58, 0.22, 1.0), (1.0, 0.28, 0.62), (0.3, 1.0, 0.45), (0.1, 0.8, 0.72)

STAGES = {
    "stage-01": ((BLUE, WHITE, CYAN), ((0.01, 0.02, 0.07), (0.03, 0.06, 0.2)),
                 ((150, 96, "guitar"), (238, 106, "microphone"), (330, 98, None)), 8),
    "stage-02": ((GOLD, ORANGE), ((0.04, 0.02, 0.03), (0.22, 0.09, 0.03)), ((240, 150, "microphone"),), 6),
    "stage-03": ((VIOLET, PINK, VIOLET), ((0.03, 0.01, 0.08), (0.14, 0.03, 0.16)),
                 ((110, 92, "guitar"), (200, 104, "microphone"), (285, 98, "up"), (370, 94, "guitar")), 9),
    "stage-05": ((GREEN, TEAL), ((0.0, 0.04, 0.04), (0.02, 0.14, 0.1)), ((190, 112, "microphone"), (292, 108, "up")), 12),
    "stage-06": ((RED, ORANGE, GOLD), ((0.06, 0.01, 0.02), (0.2, 0.04, 0.02)), ((230, 132, "up"), (330, 100, "guitar")), 7),
    "stage-08": ((TEAL, CYAN), ((0.0, 0.03, 0.05), (0.03, 0.16, 0.18)), ((270, 120, None),), 5),
}


def _single_beam():
    dice = Dice("pictures/stage-04")
    light = Light(WIDTH, HEIGHT)
    light.gradient((0.008, 0.008, 0.02), (0.012, 0.012, 0.03), (0.02, 0.02, 0.045))
    light.beam(330, -8, -0.28, 0.15, 330, (0.9, 0.93, 1.0), 0.85)
    light.beam(330, -8, -0.28, 0.2, 330, (0.5, 0.6, 1.0), 0.35)
    light.glow(265, 240, 105, (0.9, 0.93, 1.0), 0.55, 0.2)
    for _ in range(40):
        light.glow(dice.between(215, 330), dice.between(30, 220), dice.between(2, 4), WHITE, dice.between(0.05, 0.25))
    picture = light.picture()
    person(picture, 264, 240, 128, dice, arm="microphone")
    return picture


def _fireflies(light, dice, count, low, high, small=2.5, large=6.0):
    for _ in range(count):
        x, y = dice.between(0, WIDTH), dice.between(low, high)
        size = dice.between(small, large)
        light.glow(x, y, size * 3.2, (1.0, 0.7, 0.2), 0.28)
        light.glow(x, y, size, (1.0, 0.93, 0.6), 1.3)


def _piano():
    dice = Dice("pictures/stage-07")
    light = Light(WIDTH, HEIGHT)
    light.gradient((0.01, 0.012, 0.04), (0.03, 0.03, 0.09), (0.1, 0.06, 0.06))
    light.glow(230, 200, 260, GOLD, 0.35, 0.55)
    _fireflies(light, dice, 85, 4, 170)
    picture = light.picture()
    picture.polygon([(0, 232), (WIDTH, 232), (WIDTH, HEIGHT), (0, HEIGHT)], (10, 7, 12), 0.8)
    picture.curve([(150, 178), (200, 172), (300, 170), (330, 182), (322, 196), (150, 198)], INK)
    picture.polygon([(190, 176), (312, 120), (326, 126), (318, 180)], INK)
    picture.line(255, 176, 268, 142, 2, INK)
    for x in (165, 240, 312):
        picture.line(x, 194, x, 236, 6, INK)
    person(picture, 132, 238, 96, dice)
    person(picture, 352, 238, 116, dice, arm="microphone")
    picture.polygon([(112, 206), (150, 206), (150, 212), (112, 212)], INK)
    return picture


def _crowd_picture(name, palette, back, bokeh=0, phones=0.0, sparks=0):
    dice = Dice(f"pictures/{name}")
    light = Light(WIDTH, HEIGHT)
    dark, warm = back
    light.gradient(dark, warm, warm)
    light.glow(240, 120, 300, palette[0], 0.75 if not sparks else 0.15, 0.6)
    if not sparks:
        _lamps(light, dice, 6, palette, 0.45, 0.7)
    for _ in range(bokeh):
        light.disc(dice.between(0, WIDTH), dice.between(0, 190), dice.between(7, 24), dice.pick(palette), dice.between(0.1, 0.4))
    for _ in range(sparks):
        far = dice.unit()
        x, y = dice.between(0, WIDTH), 90 + 150 * far
        light.glow(x, y, 7 + 12 * far, (0.75, 0.85, 1.0), 0.2)
        light.glow(x, y, 1.8 + 2.5 * far, WHITE, 1.2)
    picture = light.picture()
    shade = tuple(int(30 * part) for part in palette[0])
    crowd(picture, dice, 196, 9, shade, 0.25)
    crowd(picture, dice, 222, 13, tuple(part // 2 for part in shade), 0.35, phones)
    crowd(picture, dice, 256, 19, INK, 0.4, phones)
    return picture


def _television_cat():
    light = Light(WIDTH, HEIGHT)
    light.gradient((0.03, 0.02, 0.05), (0.05, 0.03, 0.08), (0.06, 0.04, 0.06))
    light.glow(240, 110, 330, BLUE, 0.5, 0.7)
    picture = light.picture()
    _screen(picture, 120, 30, 240, 135)
    picture.polygon([(60, 182), (420, 182), (420, 190), (60, 190)], (38, 24, 22))
    picture.polygon([(0, 232), (WIDTH, 226), (WIDTH, HEIGHT), (0, HEIGHT)], (22, 14, 22))
    cat(picture, 236, 258, 118)
    return picture


def _screen(picture, x, y, width, height):
    """A television that shows a small purple stage."""
    picture.polygon([(x - 5, y - 5), (x + width + 5, y - 5), (x + width + 5, y + height + 5), (x - 5, y + height + 5)],
                    (12, 12, 16))
    small = Light(width, height, 1)
    small.gradient((0.1, 0.04, 0.22), (0.28, 0.08, 0.35), (0.45, 0.2, 0.25))
    for n in range(6):
        small.beam(width * (n + 0.5) / 6, 0, (2.5 - n) * 0.12, 0.16, height, (VIOLET, PINK, GOLD)[n % 3], 0.5)
    inside = small.picture()
    dice = Dice("pictures/screen")
    for n, figure in enumerate((0.38, 0.52, 0.66)):
        person(inside, width * figure, height * 0.92, height * 0.5, dice, arm=("guitar", "microphone", None)[n])
    for row in range(height):
        picture.rows[y + row][x * 3:(x + width) * 3] = inside.rows[row]


def _stage_cat():
    dice = Dice("pictures/cat-02")
    light = Light(WIDTH, HEIGHT)
    light.gradient((0.01, 0.015, 0.06), (0.02, 0.04, 0.15), (0.04, 0.08, 0.24))
    _lamps(light, dice, 5, (BLUE, CYAN), 0.4, 0.8)
    light.beam(240, -6, 0.0, 0.24, 300, WHITE, 0.7)
    light.glow(240, 226, 150, CYAN, 0.6, 0.25)
    picture = light.picture()
    picture.polygon([(0, 240), (WIDTH, 240), (WIDTH, HEIGHT), (0, HEIGHT)], (6, 8, 22), 0.7)
    person(picture, 405, 244, 120, dice, arm="microphone")
    cat(picture, 240, 244, 92, eyes=(240, 214, 92))
    return picture


def _moon(light, x, y, radius):
    light.glow(x, y, radius * 5, (0.6, 0.7, 1.0), 0.4)
    light.disc(x, y, radius, (1.0, 0.96, 0.82), 0.95)


def _window_cat():
    dice = Dice("pictures/cat-03")
    light = Light(WIDTH, HEIGHT)
    light.gradient((0.03, 0.05, 0.18), (0.08, 0.1, 0.3), (0.2, 0.16, 0.34))
    _moon(light, 315, 88, 38)
    for _ in range(60):
        light.glow(dice.between(0, WIDTH), dice.between(0, 170), dice.between(2, 4), WHITE, dice.between(0.1, 0.6))
    picture = light.picture()
    frame = (16, 12, 22)
    for x1, y1, x2, y2 in ((0, 0, 70, 270), (410, 0, 480, 270), (0, 0, 480, 14), (233, 0, 247, 270), (60, 120, 420, 128)):
        picture.polygon([(x1, y1), (x2, y1), (x2, y2), (x1, y2)], frame)
    picture.polygon([(40, 226), (440, 226), (470, 270), (10, 270)], (26, 18, 30))
    cat(picture, 322, 230, 122)
    return picture


def _living_room():
    light = Light(WIDTH, HEIGHT)
    light.gradient((0.03, 0.02, 0.05), (0.06, 0.03, 0.08), (0.04, 0.025, 0.04))
    light.glow(330, 110, 260, VIOLET, 0.55, 0.8)
    light.glow(70, 70, 130, (1.0, 0.6, 0.25), 0.75)
    picture = light.picture()
    _screen(picture, 236, 52, 192, 108)
    picture.polygon([(216, 178), (452, 178), (452, 188), (216, 188)], (30, 20, 22))
    picture.polygon([(48, 62), (92, 62), (104, 100), (36, 100)], (255, 205, 130))
    picture.line(70, 100, 70, 214, 3, (30, 20, 20))
    sofa = (46, 24, 44)
    picture.curve([(20, 262), (14, 206), (40, 192), (60, 214), (220, 214), (240, 192), (268, 206), (262, 262)], sofa)
    picture.polygon([(12, 238), (268, 238), (262, 270), (18, 270)], (34, 17, 34))
    for x, size in ((96, 15), (150, 13), (198, 10)):
        picture.ellipse(x, 196, size * 0.85, size, INK)
        picture.ellipse(x, 226, size * 1.9, size * 1.3, INK)
    return picture


def _mug():
    dice = Dice("pictures/home-02")
    light = Light(WIDTH, HEIGHT)
    light.gradient((0.05, 0.02, 0.08), (0.12, 0.05, 0.14), (0.1, 0.05, 0.05))
    for _ in range(34):
        light.disc(dice.between(0, WIDTH), dice.between(0, 170), dice.between(9, 26), dice.pick((VIOLET, PINK, GOLD)),
                   dice.between(0.08, 0.3))
    for n in range(14):
        light.glow(236 + 16 * sine(n / 9), 136 - n * 8, 18 + n, WHITE, 0.13 * (1 - n / 16))
    picture = light.picture()
    picture.polygon([(0, 222), (WIDTH, 216), (WIDTH, HEIGHT), (0, HEIGHT)], (52, 30, 22))
    picture.ellipse(312, 188, 30, 28, (214, 92, 60))
    picture.ellipse(312, 188, 18, 16, (70, 36, 40))
    picture.curve([(176, 142), (180, 210), (192, 240), (284, 240), (296, 210), (300, 142)], (224, 100, 66))
    picture.ellipse(238, 144, 62, 13, (240, 132, 92))
    picture.ellipse(238, 146, 54, 9, (58, 30, 20))
    picture.polygon([(196, 160), (206, 160), (210, 228), (202, 228)], (246, 160, 122), 0.6)
    return picture


def _ticket(picture, x, y, width, height, lean):
    """A ticket with a stub, tilted by lean pixels."""
    def corner(u, v):
        return x + u * width - v * lean * 0.35, y + v * height + u * lean
    def box(u1, v1, u2, v2, colour, alpha=1.0):
        picture.polygon([corner(u1, v1), corner(u2, v1), corner(u2, v2), corner(u1, v2)], colour, alpha)
    box(0.02, 0.06, 1.02, 1.08, (0, 0, 0), 0.4)
    box(0, 0, 1, 1, (247, 239, 220))
    box(0, 0, 1, 0.24, (196, 146, 52))
    box(0.05, 0.07, 0.5, 0.16, (255, 246, 222))
    for line, end in ((0.38, 0.56), (0.52, 0.62), (0.66, 0.44)):
        box(0.06, line, end, line + 0.07, (92, 78, 70))
    box(0.06, 0.83, 0.3, 0.9, (196, 146, 52))
    for n in range(12):
        box(0.735, n / 12 + 0.01, 0.742, n / 12 + 0.05, (150, 130, 100))
    for n in range(17):
        if (n * 7) % 5 != 1:
            box(0.79, 0.32 + n * 0.035, 0.94, 0.32 + n * 0.035 + (0.022 if n % 3 else 0.012), (40, 34, 36))


def _tickets(count, cloth, name):
    dice = Dice(f"pictures/{name}")
    light = Light(WIDTH, HEIGHT)
    light.gradient(*cloth)
    light.glow(120, 40, 300, GOLD, 0.28)
    for _ in range(12):
        light.disc(dice.between(0, WIDTH), dice.between(0, 80), dice.between(8, 22), GOLD, dice.between(0.05, 0.18))
    picture = light.picture()
    for n in range(count):
        _ticket(picture, 74 + 34 * n, 66 + 34 * n - 14 * (count - 1), 320, 132, 22 - 36 * n)
    return picture


def _trophy():
    dice = Dice("pictures/trophy-01")
    light = Light(WIDTH, HEIGHT)
    light.gradient((0.02, 0.02, 0.06), (0.05, 0.03, 0.08), (0.1, 0.06, 0.05))
    for _ in range(30):
        light.disc(dice.between(0, WIDTH), dice.between(0, 220), dice.between(8, 22), dice.pick((GOLD, ORANGE, VIOLET)),
                   dice.between(0.05, 0.22))
    light.glow(240, 108, 190, GOLD, 0.9)
    picture = light.picture()
    glass = [(240, 38), (284, 54), (300, 98), (280, 138), (264, 168), (216, 168), (200, 138), (180, 98), (196, 54)]
    picture.curve(glass, (255, 214, 120), 0.55)
    picture.ellipse(240, 104, 30, 40, (255, 240, 190), 0.75)
    picture.ellipse(222, 72, 9, 18, (255, 255, 245), 0.8, -0.3)
    for side in (-1, 1):
        picture.ellipse(240 + side * 17, 96, 15, 6, (255, 252, 230), 0.9)
    picture.ellipse(240, 106, 6, 19, (60, 40, 20))
    picture.ellipse(240, 122, 7, 10, (255, 250, 150))
    for n in range(4):
        picture.polygon([(212, 166 + n * 8), (268, 168 + n * 8), (266, 174 + n * 8), (214, 172 + n * 8)],
                        (150 + 20 * (n % 2), 104, 40))
    picture.polygon([(196, 198), (284, 198), (306, 252), (174, 252)], (16, 13, 18))
    picture.polygon([(206, 214), (274, 214), (278, 228), (202, 228)], (196, 146, 52))
    return picture


def _roofs():
    dice = Dice("pictures/night-01")
    light = Light(WIDTH, HEIGHT)
    light.gradient((0.02, 0.03, 0.12), (0.1, 0.08, 0.26), (0.42, 0.2, 0.3))
    _moon(light, 110, 66, 24)
    for _ in range(70):
        light.glow(dice.between(0, WIDTH), dice.between(0, 140), dice.between(2, 3.5), WHITE, dice.between(0.1, 0.5))
    picture = light.picture()
    for depth, base, colour in ((0, 150, (36, 26, 58)), (1, 180, (22, 16, 38)), (2, 212, (11, 8, 20))):
        x = -20
        while x < WIDTH:
            width = dice.whole(34, 64)
            top = base + dice.between(-18, 18)
            picture.polygon([(x, HEIGHT), (x, top), (x + width / 2, top - dice.between(4, 20)), (x + width, top),
                             (x + width, HEIGHT)], colour)
            if dice.chance(0.6):
                picture.polygon([(x + 7, top), (x + 7, top - 22), (x + 14, top - 22), (x + 14, top)], colour)
            for row in range(int(top) + 12, HEIGHT - 8, 17):
                for column in range(x + 7, x + width - 8, 14):
                    if dice.chance(0.3 - 0.05 * depth):
                        picture.polygon([(column, row), (column + 6, row), (column + 6, row + 8), (column, row + 8)],
                                        dice.pick([(255, 208, 120), (255, 178, 90), (190, 160, 255)]), 0.9)
            x += width - 2
    return picture


def _field():
    dice = Dice("pictures/night-02")
    light = Light(WIDTH, HEIGHT)
    light.gradient((0.02, 0.05, 0.14), (0.05, 0.14, 0.22), (0.06, 0.16, 0.1))
    _moon(light, 380, 50, 16)
    _fireflies(light, dice, 60, 90, 245, 2.0, 5.0)
    picture = light.picture()
    picture.curve([(-30, 190), (80, 160), (200, 182), (330, 158), (520, 186), (520, 300), (-30, 300)], (10, 26, 26), 0.75)
    for _ in range(420):
        x, low = dice.between(-10, WIDTH + 10), HEIGHT + 4
        tall = dice.between(20, 78)
        tip = x + dice.between(-16, 16)
        picture.polygon([(x - 1.6, low), (x + 1.6, low), (tip, low - tall)], (4, 14, 10))
    return picture


def _code(name, colour):
    """The fake prize card: a code that no reader can read."""
    dice = Dice(f"pictures/{name}")
    light = Light(WIDTH, HEIGHT)
    light.gradient((0.05, 0.01, 0.02), colour, (0.25, 0.08, 0.02))
    light.glow(240, 130, 280, ORANGE, 0.5)
    picture = light.picture()
    def box(x1, y1, x2, y2, paint):
        picture.polygon([(x1, y1), (x2, y1), (x2, y2), (x1, y2)], paint)
    box(66, 44, 414, 232, (18, 8, 8))
    box(60, 38, 408, 226, (250, 242, 226))
    box(60, 38, 408, 74, (214, 84, 20))
    for y, wide in ((96, 150), (116, 128), (136, 140), (170, 84)):
        box(84, y, 84 + wide, y + 9, (110, 96, 90) if y < 170 else (214, 84, 20))
    unit, x, y = 5, 272, 92
    for row in range(23):
        for column in range(23):
            if dice.chance(0.48):
                box(x + column * unit, y + row * unit, x + column * unit + unit, y + row * unit + unit, (20, 16, 18))
    for cx, cy in ((0, 0), (16, 0), (0, 16)):
        left, top = x + cx * unit, y + cy * unit
        box(left - 1, top - 1, left + 36, top + 36, (250, 242, 226))
        box(left, top, left + 35, top + 35, (20, 16, 18))
        box(left + 5, top + 5, left + 30, top + 30, (250, 242, 226))
        box(left + 10, top + 10, left + 25, top + 25, (20, 16, 18))
    return picture


PAINTERS = {
    **{name: (lambda name=name, parts=parts: _stage(name, parts[0], parts[1], parts[2], parts[3]))
       for name, parts in STAGES.items()},
    "stage-04": _single_beam,
    "stage-07": _piano,
    "crowd-01": lambda: _crowd_picture("crowd-01", (ORANGE, GOLD), ((0.1, 0.03, 0.02), (0.3, 0.1, 0.03))),
    "crowd-02": lambda: _crowd_picture("crowd-02", (BLUE, VIOLET), ((0.01, 0.012, 0.04), (0.02, 0.025, 0.08)), sparks=240),
    "crowd-03": lambda: _crowd_picture("crowd-03", (BLUE, CYAN), ((0.02, 0.04, 0.14), (0.06, 0.14, 0.34)), phones=0.4),
    "crowd-04": lambda: _crowd_picture("crowd-04", (GOLD, ORANGE, PINK), ((0.06, 0.03, 0.05), (0.16, 0.07, 0.05)), bokeh=60),
    "cat-01": _television_cat,
    "cat-02": _stage_cat,
    "cat-03": _window_cat,
    "home-01": _living_room,
    "home-02": _mug,
    "ticket-01": lambda: _tickets(1, ((0.12, 0.04, 0.05), (0.2, 0.07, 0.07), (0.1, 0.03, 0.04)), "ticket-01"),
    "ticket-02": lambda: _tickets(2, ((0.02, 0.03, 0.1), (0.05, 0.07, 0.2), (0.02, 0.03, 0.1)), "ticket-02"),
    "trophy-01": _trophy,
    "night-01": _roofs,
    "night-02": _field,
    "qr-01": lambda: _code("qr-01", (0.3, 0.08, 0.02)),
    "qr-02": lambda: _code("qr-02", (0.12, 0.05, 0.3)),
}


def paint(name):
    """The PNG bytes of one picture."""
    return PAINTERS[name]().png()
