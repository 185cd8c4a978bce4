# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures that posts carry: name, description in French and in English."""

SCENES = {
    "stage": [
        ("stage-01", "Scène bleue, faisceaux blancs, trois silhouettes devant l’orchestre", "Blue stage, white beams, three silhouettes"),
        ("stage-02", "Chanteuse de dos dans une lumière dorée", "A singer in golden light"),
        ("stage-03", "Scène violette et rose, quatre musiciens en contre-jour", "Purple and pink stage, four musicians against the light"),
        ("stage-04", "Un seul faisceau sur une personne au micro", "A single beam on one person at the microphone"),
        ("stage-05", "Scène verte, rideau de lumière, deux silhouettes", "Green stage, a curtain of light, two silhouettes"),
        ("stage-06", "Faisceaux rouges et orange, guitariste bras levé", "Red and orange beams, a guitarist with one arm up"),
        ("stage-07", "Piano à queue sous une pluie de lucioles, deux personnes", "Grand piano under a rain of fireflies, two people"),
        ("stage-08", "Scène turquoise, brume, silhouette seule", "Turquoise stage, haze, one silhouette"),
    ],
    "crowd": [
        ("crowd-01", "Public bras levés devant une scène orange", "Crowd with arms up in front of an orange stage"),
        ("crowd-02", "La salle plongée dans le noir, des centaines de petites lumières", "The room in the dark, hundreds of tiny lights"),
        ("crowd-03", "Public en contre-jour bleu, mains levées", "Crowd against blue light, hands up"),
        ("crowd-04", "Bokeh de lumières dorées au-dessus de la foule", "Golden bokeh above the crowd"),
    ],
    "cat": [
        ("cat-01", "Un chat noir assis devant une télévision allumée", "A black cat sitting in front of a lit television"),
        ("cat-02", "Un chat noir au centre de la scène, lumière bleue", "A black cat centre stage in blue light"),
        ("cat-03", "Silhouette d’un chat à la fenêtre, pleine lune", "Silhouette of a cat at the window, full moon"),
    ],
    "home": [
        ("home-01", "Un salon dans le noir, la télévision éclaire le mur", "A dark living room lit by the television"),
        ("home-02", "Une tasse fumante devant un écran flou", "A steaming mug in front of a blurred screen"),
    ],
    "ticket": [
        ("ticket-01", "Billet d’entrée crème et or, rang Q", "A cream and gold ticket, row Q"),
        ("ticket-02", "Deux billets posés sur un tissu bleu nuit", "Two tickets on midnight blue cloth"),
    ],
    "trophy": [
        ("trophy-01", "Le trophée, une ampoule dorée sur un socle noir", "The trophy, a golden bulb on a black base"),
    ],
    "night": [
        ("night-01", "Toits d’une ville la nuit, fenêtres allumées, lune", "City roofs at night, lit windows, moon"),
        ("night-02", "Un champ la nuit, des lucioles au-dessus des herbes", "A field at night, fireflies above the grass"),
    ],
    "qr": [
        ("qr-01", None, None),
        ("qr-02", "Scannez pour gagner", "Scan to win"),
    ],
}


def pictures_of(scene):
    return SCENES[scene]
