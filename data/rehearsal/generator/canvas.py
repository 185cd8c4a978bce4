# SPDX-License-Identifier: GPL-3.0-or-later
"""A small painter: light added up on a coarse grid, sharp shapes on the full one, PNG.

Only + - * / and comparisons touch the colours, so that every machine computes the
same pixels; the mathematics library may differ in the last bit between systems.
"""

import struct
import zlib

QUARTER = ((0.125, 0.375, 0.625, 0.875))


def sine(turns):
    """sin(2π·turns) by a parabola with one correction; good to 0.1 %."""
    x = turns - int(turns)
    x = x + 1 if x < 0 else x
    half = x if x < 0.5 else x - 0.5
    y = 16 * half * (0.5 - half)
    y = 0.225 * (y * y - y) + y
    return y if x < 0.5 else -y


def cosine(turns):
    return sine(turns + 0.25)


def mix(first, second, share):
    return tuple(a + (b - a) * share for a, b in zip(first, second))


class Light:
    """Coloured light, 1.0 is full; drawn at 1/scale of the picture."""

    def __init__(self, width, height, scale=2):
        self.scale = scale
        self.width, self.height = width // scale, height // scale
        self.rows = [[0.0] * (self.width * 3) for _ in range(self.height)]

    def gradient(self, top, middle, bottom):
        for y, row in enumerate(self.rows):
            share = y / (self.height - 1) * 2
            colour = mix(top, middle, share) if share < 1 else mix(middle, bottom, share - 1)
            row[:] = [value + part for value, part in zip(row, colour * self.width)]

    def _add(self, row, x, colour, power):
        row[x * 3] += colour[0] * power
        row[x * 3 + 1] += colour[1] * power
        row[x * 3 + 2] += colour[2] * power

    def glow(self, cx, cy, radius, colour, power, flat=1.0):
        """A soft round light; flat < 1 makes it an ellipse lying down."""
        cx, cy, radius = cx / self.scale, cy / self.scale, radius / self.scale
        tall = radius * flat
        for y in range(max(0, int(cy - tall)), min(self.height, int(cy + tall) + 1)):
            dy = (y - cy) / tall
            for x in range(max(0, int(cx - radius)), min(self.width, int(cx + radius) + 1)):
                dx = (x - cx) / radius
                left = 1 - dx * dx - dy * dy
                if left > 0:
                    self._add(self.rows[y], x, colour, power * left * left)

    def disc(self, cx, cy, radius, colour, power):
        """A bokeh disc: even, with a brighter rim and a soft edge."""
        cx, cy, radius = cx / self.scale, cy / self.scale, radius / self.scale
        for y in range(max(0, int(cy - radius - 1)), min(self.height, int(cy + radius) + 2)):
            for x in range(max(0, int(cx - radius - 1)), min(self.width, int(cx + radius) + 2)):
                square = ((x - cx) * (x - cx) + (y - cy) * (y - cy)) / (radius * radius)
                edge = (1.12 - square) * 6
                if edge > 0:
                    rim = 0.7 + 0.5 * square * square
                    self._add(self.rows[y], x, colour, power * rim * min(1.0, edge))

    def beam(self, x, y, lean, spread, length, colour, power):
        """A beam from a lamp at (x, y) downwards (length > 0) or upwards."""
        x, y, length = x / self.scale, y / self.scale, length / self.scale
        step = 1 if length > 0 else -1
        reach = abs(length)
        for far in range(int(reach)):
            row_at = int(y) + far * step
            if not 0 <= row_at < self.height:
                continue
            centre, half = x + lean * far, 1.2 + spread * far
            fade = 1 - far / reach
            strength = power * fade * (0.35 + 0.65 * fade) * min(1.0, 4 / half + 0.35)
            row = self.rows[row_at]
            for column in range(max(0, int(centre - half)), min(self.width, int(centre + half) + 2)):
                away = (column - centre) / half
                left = 1 - away * away
                if left > 0:
                    self._add(row, column, colour, strength * left * left)

    def dim_below(self, edge, floor=0.0):
        """Fades everything to dark towards the bottom, from row edge (picture pixels) on."""
        edge //= self.scale
        for y in range(int(edge), self.height):
            keep = 1 - (1 - floor) * (y - edge) / (self.height - edge)
            self.rows[y] = [value * keep for value in self.rows[y]]

    def picture(self):
        """Enlarged smoothly to a Picture, bright light rolled off like film."""
        scale, width = self.scale, self.width
        bright = [[value / (value + 0.75) * 1.75 if value > 0.25 else value * 1.75 for value in row] for row in self.rows]
        picture = Picture(width * scale, self.height * scale)
        wide = []
        for row in bright:
            line = []
            for x in range(width):
                after = min(x + 1, width - 1)
                for sub in range(scale):
                    share = sub / scale
                    for part in range(3):
                        value = row[x * 3 + part]
                        line.append(value + (row[after * 3 + part] - value) * share)
            wide.append(line)
        for y in range(self.height):
            below = wide[min(y + 1, self.height - 1)]
            for sub in range(scale):
                share = sub / scale
                picture.rows[y * scale + sub] = [
                    255 * (value + (other - value) * share) for value, other in zip(wide[y], below)]
        return picture


class Picture:
    """Rows of floats 0–255, three a pixel."""

    def __init__(self, width, height, colour=(0, 0, 0)):
        self.width, self.height = width, height
        self.rows = [list(colour) * width for _ in range(height)]

    def gradient(self, first, second, lean=0.5):
        """From the top left to the bottom right; lean 0 is straight down."""
        for y in range(self.height):
            down = y / self.height * (1 - lean)
            row = []
            for x in range(self.width):
                row += mix(first, second, down + x / self.width * lean)
            self.rows[y] = row

    def polygon(self, points, colour, alpha=1.0):
        """Fills a polygon, edges smoothed with four lines a pixel row."""
        lines = list(zip(points, points[1:] + points[:1]))
        top = max(0, int(min(point[1] for point in points)))
        bottom = min(self.height - 1, int(max(point[1] for point in points)))
        for y in range(top, bottom + 1):
            cover = {}
            for part in QUARTER:
                at = y + part
                cuts = sorted(a[0] + (at - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
                              for a, b in lines if (a[1] <= at) != (b[1] <= at))
                for left, right in zip(cuts[::2], cuts[1::2]):
                    self._span(cover, left, right)
            self._blend(y, cover, colour, alpha)

    def _span(self, cover, left, right):
        left, right = max(0.0, left), min(float(self.width), right)
        first, last = int(left), int(right)
        for x in range(first, min(last, self.width - 1) + 1):
            share = min(right, x + 1) - max(left, x)
            if share > 0:
                cover[x] = cover.get(x, 0.0) + share / 4

    def _blend(self, y, cover, colour, alpha):
        row = self.rows[y]
        for x, share in cover.items():
            share = min(1.0, share) * alpha
            for part in range(3):
                row[x * 3 + part] += (colour[part] - row[x * 3 + part]) * share

    def ellipse(self, cx, cy, rx, ry, colour, alpha=1.0, lean=0.0):
        points = [(cx + rx * cosine(n / 48) + lean * ry * sine(n / 48), cy + ry * sine(n / 48)) for n in range(48)]
        self.polygon(points, colour, alpha)

    def line(self, x1, y1, x2, y2, thick, colour, alpha=1.0):
        """A line with round ends."""
        dx, dy = x2 - x1, y2 - y1
        length = _root(dx * dx + dy * dy) or 1.0
        nx, ny = -dy / length * thick / 2, dx / length * thick / 2
        self.polygon([(x1 + nx, y1 + ny), (x2 + nx, y2 + ny), (x2 - nx, y2 - ny), (x1 - nx, y1 - ny)], colour, alpha)
        if thick > 2:
            self.ellipse(x1, y1, thick / 2, thick / 2, colour, alpha)
            self.ellipse(x2, y2, thick / 2, thick / 2, colour, alpha)

    def curve(self, points, colour, alpha=1.0):
        """Fills a closed smooth curve through the points."""
        self.polygon(smooth(points), colour, alpha)

    def png(self, dither=True):
        """The file's bytes: 8-bit RGB, each row with the filter that suits it best."""
        lines, before = [], [0] * (self.width * 3)
        for y, row in enumerate(self.rows):
            offsets = [(BAYER[y & 3][x & 3] if dither else 0.5) for x in range(self.width) for _ in range(3)]
            values = [0 if value < 0 else 255 if value > 254.5 else int(value + offset)
                      for value, offset in zip(row, offsets)]
            lines.append(_filtered(values, before))
            before = values
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        packed = zlib.compress(b"".join(lines), 9)
        return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


# Ordered dithering, half a step around the rounding point.
BAYER = [[(number + 0.5) / 16 for number in line] for line in
         ((0, 8, 2, 10), (12, 4, 14, 6), (3, 11, 1, 9), (15, 7, 13, 5))]


def _root(square):
    """Square root by Newton, enough for line lengths."""
    guess = square if square > 1 else 1.0
    for _ in range(30):
        guess = (guess + square / guess) / 2
    return guess


def smooth(points, steps=8):
    """A closed Catmull-Rom curve through the points."""
    count, curve = len(points), []
    for n in range(count):
        p0, p1, p2, p3 = (points[(n + k) % count] for k in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            curve.append(tuple(
                0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t)
                for a, b, c, d in zip(p0, p1, p2, p3)))
    return curve


def _chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _filtered(values, before):
    """The row with the cheapest of the filters none, left, up."""
    left = [0, 0, 0] + values[:-3]
    tries = [bytes(values),
             bytes((value - other) & 255 for value, other in zip(values, left)),
             bytes((value - other) & 255 for value, other in zip(values, before))]
    costs = [sum(byte if byte < 128 else 256 - byte for byte in line) for line in tries]
    best = costs.index(min(costs))
    return bytes([best]) + tries[best]
