# SPDX-License-Identifier: GPL-3.0-or-later
"""Cost against size, as a picture that needs nothing but a browser."""

import math

W, H, LEFT, RIGHT, TOP, BOTTOM = 900, 520, 80, 230, 40, 60
COLOURS = ['#1a5fb4', '#c64600', '#26a269', '#813d9c', '#a51d2d', '#63452c']
STYLE = 'font-family="sans-serif" font-size="13"'


def nice_range(values):
    return math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))


def escape(text):
    return text.replace('&', '&amp;').replace('<', '&lt;')


def draw(curves):
    """curves: name → {posts: cost}; both axes are logarithmic. Returns the text of an SVG."""
    sizes = [size for points in curves.values() for size in points]
    costs = [max(cost, 1e-3) for points in curves.values() for cost in points.values()]
    low_x, high_x = nice_range(sizes)
    low_y, high_y = nice_range(costs)
    high_x, high_y = max(high_x, low_x + 1), max(high_y, low_y + 1)

    def x(size):
        return LEFT + (math.log10(size) - low_x) / (high_x - low_x) * (W - LEFT - RIGHT)

    def y(cost):
        return H - BOTTOM - (math.log10(max(cost, 1e-3)) - low_y) / (high_y - low_y) * (H - TOP - BOTTOM)

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {W} {H}" {STYLE}>',
             f'<rect width="{W}" height="{H}" fill="white"/>',
             f'<text x="{LEFT}" y="24">Cost against the number of posts in the show file</text>',
             f'<text x="{LEFT}" y="{H - 14}">posts</text>']
    for power in range(low_x, high_x + 1):
        parts.append(f'<line x1="{x(10 ** power):.1f}" x2="{x(10 ** power):.1f}" y1="{TOP}" y2="{H - BOTTOM}" stroke="#ddd"/>'
                     f'<text x="{x(10 ** power):.1f}" y="{H - BOTTOM + 18}" text-anchor="middle">{10 ** power:,}</text>')
    for power in range(low_y, high_y + 1):
        parts.append(f'<line x1="{LEFT}" x2="{W - RIGHT}" y1="{y(10 ** power):.1f}" y2="{y(10 ** power):.1f}" stroke="#ddd"/>'
                     f'<text x="{LEFT - 8}" y="{y(10 ** power) + 4:.1f}" text-anchor="end">{10 ** power:g}</text>')
    for index, (name, points) in enumerate(curves.items()):
        colour = COLOURS[index % len(COLOURS)]
        path = ' '.join(f'{x(size):.1f},{y(cost):.1f}' for size, cost in sorted(points.items()))
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x(size):.1f}" cy="{y(cost):.1f}" r="3.5" fill="{colour}"/>' for size, cost in points.items()]
        parts.append(f'<text x="{W - RIGHT + 14}" y="{TOP + 20 + 22 * index}" fill="{colour}">{escape(name)}</text>')
    return '\n'.join([*parts, '</svg>', ''])
