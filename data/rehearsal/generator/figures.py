# SPDX-License-Identifier: GPL-3.0-or-later
"""Silhouettes: people on stage, the crowd, the cat."""

WIDTH, HEIGHT = 480, 270
INK = (5, 4, 10)


def person(picture, x, ground, tall, dice, colour=INK, arm=None):
    """A standing silhouette; arm: None, "up", "microphone" or "guitar"."""
    head = tall * 0.075
    top = ground - tall
    lean = dice.between(-0.02, 0.02) * tall
    cx = x + lean
    picture.ellipse(cx, top + head, head * 0.82, head, colour)
    picture.ellipse(cx + head * 0.1, top + head * 0.7, head * 0.95, head * 0.85, colour)
    shoulder, waist, hip = tall * 0.125, tall * 0.075, tall * 0.085
    y1, y2, y3 = top + tall * 0.19, top + tall * 0.42, top + tall * 0.52
    picture.curve([(cx, top + tall * 0.14), (cx + shoulder, y1), (x + waist, y2), (x + hip, y3),
                   (x - hip, y3), (x - waist, y2), (cx - shoulder, y1)], colour)
    wide = tall * dice.between(0.05, 0.09)
    for side in (-1, 1):
        picture.polygon([(x + side * hip, y3 - 2), (x - side * hip * 0.1, y3 - 2), (x + side * wide * 0.7, ground),
                         (x + side * (wide + tall * 0.035), ground)], colour)
        elbow = (cx + side * shoulder * 1.35, y1 + tall * 0.17)
        if arm == "up" and side == 1:
            hand = (cx + shoulder * 1.7, top - tall * 0.12)
            elbow = (cx + shoulder * 1.6, y1 - tall * 0.04)
        elif arm in ("microphone", "guitar") and side == 1:
            hand = (cx + head * 0.9, top + head * 2.0) if arm == "microphone" else (cx - shoulder * 0.2, y2)
        elif arm == "guitar":
            hand = (cx - shoulder * 2.3, y1 + tall * 0.08)
        else:
            hand = (x + side * shoulder * 1.3, y3 + tall * 0.02)
        thick = tall * 0.042
        picture.line(cx + side * shoulder * 0.85, y1 + tall * 0.01, *elbow, thick, colour)
        picture.line(*elbow, *hand, thick * 0.85, colour)
    if arm == "guitar":
        picture.ellipse(cx + tall * 0.05, y2 + tall * 0.01, tall * 0.1, tall * 0.07, colour)
        picture.line(cx, y2, cx - shoulder * 2.6, y1 + tall * 0.06, tall * 0.022, colour)
    if arm == "microphone":
        picture.line(cx + head * 1.25, top + head * 1.5, cx + head * 1.25, ground, max(1.2, tall * 0.012), colour)


def crowd(picture, dice, line, size, colour=INK, hands=0.35, phones=0.0):
    """A row of heads along the bottom, some with their arms up."""
    x = -size
    while x < WIDTH + size:
        y = line + dice.between(-0.35, 0.35) * size
        head = size * dice.between(0.8, 1.1)
        if dice.chance(hands):
            for side in dice.pick([(-1,), (1,), (-1, 1)]):
                tip = (x + side * head * dice.between(0.7, 1.8), y - head * dice.between(2.2, 3.6))
                picture.line(x + side * head * 0.9, y + head * 1.6, *tip, head * 0.52, colour)
                picture.ellipse(tip[0], tip[1], head * 0.34, head * 0.42, colour)
                if dice.chance(phones):
                    picture.polygon([(tip[0] - 3, tip[1] - 9), (tip[0] + 3, tip[1] - 9), (tip[0] + 3, tip[1]),
                                     (tip[0] - 3, tip[1])], (225, 235, 255))
        picture.ellipse(x, y, head * 0.78, head, colour)
        picture.ellipse(x, y + head * 2.3, head * 1.9, head * 1.6, colour)
        x += size * dice.between(1.5, 2.5)
    picture.polygon([(0, line + size * 1.6), (WIDTH, line + size * 1.6), (WIDTH, HEIGHT), (0, HEIGHT)], colour)


def cat(picture, x, ground, tall, colour=INK, eyes=None):
    """A sitting cat seen from behind or, with eyes, from the front."""
    unit = tall / 100
    def at(dx, dy):
        return x + dx * unit, ground - dy * unit
    picture.curve([at(-30, 0), at(-34, 22), at(-22, 52), at(-14, 66), at(14, 66), at(22, 52), at(34, 22), at(30, 0)], colour)
    picture.ellipse(*at(0, 76), 22 * unit, 18 * unit, colour)
    for side in (-1, 1):
        picture.polygon([at(side * 21, 80), at(side * 19, 106), at(side * 3, 92)], colour)
        if eyes:
            picture.ellipse(*at(side * 9, 78), 4.6 * unit, 3.6 * unit, eyes)
            picture.ellipse(*at(side * 9, 78), 1.3 * unit, 3.4 * unit, INK)
    tail = [at(26, 6), at(48, 6), at(60, 22), at(56, 44)]
    for first, second in zip(tail, tail[1:]):
        picture.line(*first, *second, 9 * unit, colour)
