# SPDX-License-Identifier: GPL-3.0-or-later
"""Who posts when: presence of the fans in the evening, bursts, spam waves."""

from .dice import Dice
from .names import LANGUAGES
from .programme import DURATION_MS, GIFT_SPAM_S, MOMENTS, SLOT_MS, SUSPENSION_S, VOTE_SPAM_S, moment_at

POSTS = 2000
SLOTS = DURATION_MS // SLOT_MS

# Posts a second outside the bursts, against the others.
PACE = {
    "arrival": 1.1, "opening": 1.2, "host": 0.8, "perf": 0.95, "wait": 0.9, "winner": 1.7, "speech": 1.1, "mic": 1.6,
    "cat": 1.9, "vote": 0.9, "confetti": 1.5, "tribute": 1.1, "duo": 1.7, "honour": 1.6, "end": 1.2,
}
BURST_MS = 10_000
BURST_SIZES = [22, 20, 19, 25, 23, 20, 27, 21]
VOTE_SPAM, GIFT_SPAM, ABUSE, TRICKS = 66, 46, 42, 18


def regular_times(dice, count):
    """The times of the fans' posts: a burst at each winner, the pace elsewhere."""
    times = []
    winners = [moment for moment in MOMENTS if moment.winner]
    for moment, size in zip(winners, BURST_SIZES):
        start = moment.second * 1000 + 1500
        for _ in range(size):
            # Two throws: the crowd swells in the first seconds, then ebbs.
            times.append(start + int(BURST_MS * (dice.unit() + dice.unit()) / 2))
    seconds = [(second, PACE[moment_at(second).kind]) for second in range(2, DURATION_MS // 1000 - 8)]
    while len(times) < count:
        times.append(dice.weighted(seconds) * 1000 + dice.whole(0, 999))
    return sorted(times)


def _presence(dice, person):
    """(number of posts, slots of five minutes in which this fan is there)."""
    if person["language"] in LANGUAGES:
        return dice.whole(1, 3), dice.sample(range(SLOTS), 2)
    kind = dice.weighted([("every minute", 4), ("devoted", 16), ("regular", 32), ("passer-by", 48)])
    if kind == "every minute":
        return dice.whole(17, 30), list(range(SLOTS))
    if kind == "devoted":
        missing = dice.whole(0, SLOTS - 1)
        return dice.whole(7, 14), [slot for slot in range(SLOTS) if slot != missing]
    first = dice.whole(0, SLOTS - 1)
    stay = dice.whole(2, 3) if kind == "regular" else 1
    slots = [slot for slot in range(first, first + stay) if slot < SLOTS]
    return (dice.whole(3, 6) if kind == "regular" else dice.whole(1, 2)), slots


def cast(fans, times, dice):
    """[(time, person)]: every time gets a person, every person at least one time."""
    free = {slot: dice.shuffled([time for time in times if min(time // SLOT_MS, SLOTS - 1) == slot])
            for slot in range(SLOTS)}
    crowd = [[person, *_presence(dice, person)] for person in fans]
    crowd.sort(key=lambda entry: (len(entry[2]), entry[1]))
    parts, cast_list = {}, []

    def give(person, slot):
        taken = parts.setdefault(id(person), [])
        for index, time in enumerate(free[slot]):
            if all(abs(time - other) > 9000 for other in taken):
                del free[slot][index]
                taken.append(time)
                cast_list.append((time, person))
                return True
        return False

    for person, quota, slots in crowd:
        for turn in range(quota):
            give(person, slots[turn] if turn < len(slots) else dice.pick(slots))
    for person, quota, slots in crowd:
        if id(person) not in parts:
            give(person, max(free, key=lambda slot: len(free[slot])))
    _fill(crowd, free, give, dice)
    return sorted(cast_list, key=lambda pair: pair[0])


def _fill(crowd, free, give, dice):
    """Hands out what is left, first to those who are there anyway."""
    for slot in range(SLOTS):
        present = [person for person, quota, slots in crowd if slot in slots and quota > 4] or [crowd[-1][0]]
        turns = 0
        while free[slot] and turns < 4000:
            give(dice.pick(present), slot)
            turns += 1


def strangers(people, dice):
    """[(time in ms, person, what)] of everybody who is not a fan."""
    def of(role):
        return [person for person in people if person["role"] == role]

    plan = []
    for _ in range(VOTE_SPAM):
        plan.append((dice.whole(VOTE_SPAM_S[0] * 1000, VOTE_SPAM_S[1] * 1000), dice.pick(of("vote-spam")), "spam-vote"))
    for person in of("vote-spam"):
        plan.append((dice.whole(1215_000, 1238_000), person, "spam-vote"))
    givers = of("gift-spam") * 2 + of("look-alike")
    for turn in range(GIFT_SPAM):
        time = dice.whole(GIFT_SPAM_S[0] * 1000, GIFT_SPAM_S[1] * 1000)
        plan.append((time, givers[turn % len(givers)], "spam-gift"))
    for person in of("look-alike"):
        plan.append((dice.whole(200_000, 900_000), person, "look-alike"))
    for _ in range(ABUSE):
        plan.append((dice.whole(60_000, 1_480_000), dice.pick(of("abusive")), "abuse"))
    for turn in range(TRICKS):
        plan.append((dice.whole(60_000, 1_480_000), of("trickster")[turn % 4], "trick"))
    for moment in MOMENTS:
        if moment.winner:
            plan.append((moment.second * 1000 + dice.whole(9000, 14000), of("robot")[0], "robot"))
            for person in of("official"):
                plan.append((moment.second * 1000 + dice.whole(3000, 22000), person, "official"))
    return [entry for entry in plan if not is_suspended(entry[1], people, entry[0])]


def suspended(people):
    """The one account that its network closes during the evening."""
    return next(person for person in people if person["role"] == "gift-spam" and person["network"] == "bluesky")


def is_suspended(person, people, time_ms):
    return person is suspended(people) and time_ms >= SUSPENSION_S * 1000


def make_plan(people):
    """[(time in ms, person, what)] of 2,000 posts, in order."""
    dice = Dice("plan")
    plan = strangers(people, dice)
    fans = [person for person in people if person["role"] == "fan"]
    times = regular_times(dice, POSTS - len(plan))
    plan += [(time, person, "fan") for time, person in cast(fans, times, dice)]
    assert len(plan) == POSTS, len(plan)
    return sorted(plan, key=lambda entry: (entry[0], entry[1]["handle"]))
