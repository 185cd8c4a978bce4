# SPDX-License-Identifier: GPL-3.0-or-later
"""The evening: its artists, its prizes, and what is on stage at which second."""

from dataclasses import dataclass, field

START_US = 1795291200 * 1_000_000  # 2026-11-21T20:00:00Z
DURATION_MS = 1_500_000
SLOT_MS = 300_000
TITLE = "La Nuit des Lucioles"
TAGS = ["NuitDesLucioles", "Lucioles2026", "Duo"]
HOSTS = ["Maud Kerléan", "Maud", "Idriss Valcour", "Idriss"]


@dataclass(frozen=True)
class Artist:
    name: str
    song: str
    form: str  # f, m, or p for several people
    short: str = ""
    arabic: str = ""
    japanese: str = ""

    def called(self, language, familiar):
        """The name as somebody of this language writes it."""
        local = {"ar": self.arabic, "fa": self.arabic, "ja": self.japanese}.get(language, "")
        return local or (self.short if familiar and self.short else self.name)


YSEE = Artist("Ysée Lorcan", "Fenêtre sur rue", "f", "Ysée",
         "إيزيه لوركان", "イゼ・ロルカン")
NOE = Artist("Noé Marsan", "Plein phare", "m", "Noé",
         "نويه مارسان", "ノエ")
ORIANE = Artist("Oriane Sainte-Foy", "Les marées lentes", "f", "Oriane",
         "أوريان", "オリアーヌ")
BASTIEN = Artist("Bastien Ocre", "L’hiver est un pays", "m", "Bastien",
         "باستيان أوكر", "バスチアン")
KAIS = Artist("Kaïs Delombre", "Cage d’escalier", "m", "Kaïs",
         "قيس", "カイス")
TILDA = Artist("Tilda Brumaire", "Néon basilic", "f", "Tilda",
         "تيلدا", "ティルダ")
NOUR = Artist("Nour Sabbaneh", "Jasmin de nuit", "f", "Nour",
         "نور صباني", "ヌール")
VENTS = Artist("Les Vents Debout", "Premier métro", "p", "Les Vents",
         "", "")
COLETTE = Artist("Colette Armandie", "Garde-moi une place", "f", "Colette",
         "كوليت أرماندي", "コレット")
MAMADOU = Artist("Mamadou Sylvère", "Fleuve", "m", "Mamadou",
         "مامادو", "ママドゥ")
TANDEM = Artist("Zéphyr et Lola", "Tandem", "p", "",
         "زفير ولولا", "ゼフィールとローラ")


@dataclass(frozen=True)
class Moment:
    second: int
    kind: str  # names a section of the phrase books
    note: str = ""  # what the recording's programme note says
    artist: Artist = VENTS
    prize: str = ""
    rivals: tuple = field(default=())
    winner: int = 0  # 1 to 8 when a winner is named here


def _prize(number, wait, named, prize, artist, rivals, note, kind="winner"):
    """The wait for an envelope, the winner, the speech."""
    moments = [Moment(named, kind, f"{prize} : {note}", artist, prize, rivals, number)]
    if wait < named:
        moments.insert(0, Moment(wait, "wait", f"Les nommés : {prize}", artist, prize, rivals))
        moments.append(Moment(named + 25, "speech", "", artist, prize, rivals))
    return moments


MOMENTS = sorted(
    [
        Moment(0, "arrival", "Dans la salle, cinq minutes avant"),
        Moment(25, "opening", "Générique et ouverture : mille lucioles"),
        Moment(70, "host", "Maud Kerléan et Idriss Valcour entrent en scène"),
        Moment(90, "perf", "Les Vents Debout, « Premier métro »", VENTS),
        *_prize(1, 165, 185, "Révélation de l’année", YSEE, (NOE, MAMADOU), "Ysée Lorcan"),
        Moment(255, "perf", "Ysée Lorcan, « Fenêtre sur rue »", YSEE),
        Moment(290, "mic", "Panne de micro : Ysée Lorcan chante sans", YSEE),
        *_prize(2, 325, 370, "Chanson de l’année", ORIANE, (NOE, BASTIEN),
                "« Les marées lentes », Oriane Sainte-Foy"),
        Moment(425, "perf", "Bastien Ocre, « L’hiver est un pays »", BASTIEN),
        *_prize(3, 500, 530, "Album rap de l’année", KAIS, (MAMADOU, TANDEM),
                "« Béton tendre », Kaïs Delombre"),
        Moment(575, "perf", "Kaïs Delombre, « Cage d’escalier »", KAIS),
        Moment(605, "cat", "Gélatine, le chat du théâtre, traverse le plateau", KAIS),
        *_prize(4, 670, 700, "Clip de l’année", TILDA, (TANDEM, BASTIEN),
                "« Néon basilic », Tilda Brumaire"),
        Moment(750, "vote", "Le vote du public est ouvert", NOE, "Prix du public",
               (NOE, BASTIEN, MAMADOU)),
        Moment(785, "perf", "Noé Marsan, « Plein phare »", NOE),
        *_prize(5, 825, 840, "Voix de la francophonie", NOUR, (MAMADOU, TILDA), "Nour Sabbaneh"),
        Moment(890, "perf", "Nour Sabbaneh, « Jasmin de nuit »", NOUR),
        Moment(950, "tribute", "Hommage aux gens de l’ombre"),
        *_prize(6, 985, 1010, "Album de l’année", VENTS, (ORIANE, KAIS),
                "« Grand départ », Les Vents Debout"),
        Moment(1052, "confetti", "Les confettis partent trop tôt", VENTS),
        Moment(1090, "duo", "Duo surprise : Colette Armandie et Kaïs Delombre", COLETTE),
        *_prize(7, 1205, 1240, "Prix du public", BASTIEN, (NOE, MAMADOU), "Bastien Ocre"),
        Moment(1290, "perf", "Zéphyr et Lola, « Tandem »", TANDEM),
        Moment(1340, "perf", "Mamadou Sylvère, « Fleuve »", MAMADOU),
        *_prize(8, 1390, 1390, "Luciole d’honneur", COLETTE, (), "Colette Armandie", "honour"),
        Moment(1440, "end", "Dernière lampe, générique de fin", COLETTE),
    ],
    key=lambda moment: moment.second,
)

VOTE_SPAM_S = (756, 800)
GIFT_SPAM_S = (1036, 1082)
SUSPENSION_S = 1112


def moment_at(second):
    current = MOMENTS[0]
    for moment in MOMENTS:
        if moment.second > second:
            break
        current = moment
    return current
