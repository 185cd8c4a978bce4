# SPDX-License-Identifier: GPL-3.0-or-later
"""Invented names: (as written, as typed in a handle)."""

import unicodedata


def _pairs(text):
    """"Zoé Adèle" → [("Zoé", "zoe"), …]; "花=hana" gives the spelling itself."""
    pairs = []
    for word in text.split():
        written, _, typed = word.partition("=")
        plain = unicodedata.normalize("NFKD", written.lower())
        typed = typed or "".join(letter for letter in plain if letter.isascii() and letter.isalnum())
        pairs.append((written.replace("+", " "), typed))
    return pairs


NAMES = {
    "fr": {
        "f": _pairs("Chloé Inès Manon Aïcha Margaux Léonie Fatou Célestine Awa Clémence Juliette Maëlle Solène Rokia "
                    "Odile Josette Mireille Samira Yasmine Capucine Delphine Gwenaëlle Noémie Priscille Thaïs Anouk "
                    "Bérénice Coumba Lucile Rosalie Sidonie Violette Annick Ghislaine Zélie"),
        "m": _pairs("Marek Paul Bilal Titouan Gaspard Moussa Amadou Lucien Rachid Basile Théophile Ewen Malo Sacha "
                    "Karim Gilles Thibault Émile Yannick Gabin Ousmane Félix Célestin Rémi Armand Loïc Anatole Idrissa "
                    "Fernand Raoul Côme Médéric Aurélien Samba Ismaël"),
        "last": _pairs("Baranès Dubosc Valloire Kerguelen Montjoyeux Tremblois Casteljac Diawadou Fontbelle Ravelin "
                       "Saintorens Peyrolade Quévremont Bellanger-Roc Marchecourt Ouedrane Lescarbot Trévidic Vauquelmont "
                       "Benaddi Cormerais Delapierre-Noir Estrabaud Garnilhon Hautecloque Jolivard Kermorvant Lamourelle "
                       "Malaquais Nivolet Orsival Puymorens Rocheblave Sauvagnat Tourneboeuf Vertadour Wambrechin Zidouni "
                       "Camarolle Boisgelat Traorélis Faurissol Guibertin Mazelaygue"),
    },
    "en": {
        "f": _pairs("Niamh Tamsin Ottilie Bronwyn Adaeze Philippa Maisie Harriet Imogen Wren Saoirse Tilly"),
        "m": _pairs("Callum Rufus Emeka Desmond Alasdair Barnaby Tariq Ellis Fergus Jago Rowan Tobias"),
        "last": _pairs("Applegarth Birtwhistle Cottingham Dunmorrow Fairweather Greythorn Hollowell Inverlock Larkmead "
                       "Marchbanks Okonjuma Pettifold Quillmore Ravenscar Tolliver-Gray Whitcombe-Day"),
    },
    "es": {
        "f": _pairs("Lucía Ximena Marisol Aitana Rocío Pilar Itziar Candela"),
        "m": _pairs("Gonzalo Íker Matías Ramiro Joaquín Santi Leandro Nicanor"),
        "last": _pairs("Albarracín Berrocal Cifuentes-Mar Olmedilla Quintanar Somoza-Vera Tordesillas Villarrubia Zubialde"),
    },
    "ar": {
        "f": _pairs("ليلى=layla نور=nour سلمى=salma هدى=houda ريم=reem أميرة=amira دعاء=douaa ياسمين=yasmine"),
        "m": _pairs("كريم=karim سامي=sami يوسف=youssef طارق=tarek أنس=anas مروان=marwan زياد=ziad بلال=bilal"),
        "last": _pairs("منصور=mansour الطرابلسي=trabelsi البحري=bahri الزيتوني=zitouni الوهراني=wahrani القدسي=qudsi النجار=najjar "
                       "الساحلي=sahli"),
    },
    "ja": {
        "f": _pairs("ひかり=hikari さくら=sakura 美咲=misaki 千尋=chihiro 葵=aoi 凛=rin ゆき=yuki 琴音=kotone"),
        "m": _pairs("蓮=ren 大輝=daiki 健太=kenta 悠真=yuma 翔=sho 直樹=naoki 湊=minato 拓海=takumi"),
        "last": _pairs("佐藤=sato 月島=tsukishima 灯野=tomono 蛍原=hotohara 水無瀬=minase 白樺=shirakaba 星川=hoshikawa 音羽=otowa"),
    },
    "pt": {
        "f": _pairs("Beatriz Iracema Joana Luzia Marisa"), "m": _pairs("Caetano Duarte Gil Nuno Raimundo"),
        "last": _pairs("Alvorada Brandalise Carvalhosa Figueirinha Lamarosa Serradela"),
    },
    "de": {
        "f": _pairs("Annelie Greta Heike Liesel Mareike"), "m": _pairs("Benno Detlef Jannik Korbinian Till"),
        "last": _pairs("Birkenhain Dorfmeister-Au Lindwurm Moosgruber Sonnhalter Wackernagel-Ott"),
    },
    "ko": {
        "f": _pairs("하늘=haneul 서연=seoyeon 지우=jiwoo 민서=minseo"), "m": _pairs("도윤=doyun 준호=junho 시우=siwoo 태양=taeyang"),
        "last": _pairs("남궁=namgung 반디=bandi 은하=eunha 한별=hanbyeol"),
    },
    "it": {
        "f": _pairs("Fiammetta Ginevra Ornella Rosaria"), "m": _pairs("Ercole Furio Nazario Tullio"),
        "last": _pairs("Bellacqua Campolungo Lucciolari Montefalco-Re Passerotti"),
    },
}

# The long tail of languages: one person each.
LANGUAGES = {
    "nl": [("Fenna", "van der Lamp", "fennavdl")], "pl": [("Jagoda", "Świetlik", "jagoda_s")],
    "tr": [("Defne", "Ateşböceği", "defne_izmir")], "el": [("Καλλιόπη", "Φωτεινού", "kalliopi_f")],
    "he": [("נועה", "אורבך-כהן", "noa_haifa")], "hi": [("मीरा", "दीपांकर", "meera_deep")],
    "zh": [("林小萤", "", "xiaoying_lin")], "th": [("หิ่งห้อย", "ใจดี", "hinghoi_cm")],
    "br": [("Nolwenn", "Ar Goulou", "nolwenn_bzh")], "gcf": [("Man", "Titin", "mantitin971")],
    "wo": [("Seynabou", "Ndiarlam", "seynabou_nd")], "uk": [("Соломія", "Світлячко", "solomiya_lviv")],
    "ca": [("Mercè", "Llumeneres", "merce_lluerna")], "sv": [("Ingegerd", "Lyktholm", "ingegerd_l")],
    "fa": [("شب‌تاب", "شیرازی", "shabtab_sh")], "eu": [("Nekane", "Ipurtargi", "nekane_ip")],
    "co": [("Dumenica", "Lucciulella", "dumenica_c")],
}

NICKNAMES = [
    "La Chouette du 3e", "tonton vinyle", "Mamie Décibel", "Le Petit Ampli", "{first} au balcon", "Capitaine Refrain",
    "{first} 🎧", "Croque-Notes", "la fille du fond", "Radio {first}", "Un Triangle", "Bémol & Cie", "{first} de la rue Basse",
    "Chaussette Sauvage", "Docteur Playlist", "Tata {first}", "Le Voisin du dessus", "Fausse Note", "{first} 🌙",
    "La Dame aux plantes", "Ragondin Mélomane", "{first} sans filtre", "Madame Soupe", "Les Oreilles de {first}", "Gros Dièse",
    "Poulpe Fiction", "{first} (vrai compte)", "Nuit Blanche", "Pain Perdu", "Le Facteur", "Moussaillon", "Encore {first}",
    "Café sans sucre", "Panda Roulant", "{first} & le chat", "Cigale en hiver", "Théière Électrique", "M. Lampadaire",
    "Brume", "{first} ✨", "Biscotte", "Dernier Métro", "Belle de {first}", "Grande Marée", "La Bande à {first}", "Patate Douce",
]
FAN_SUFFIXES = ["🌙", "🎶", "🦊", "🌻", "(elle)", "🎻", "🐈‍⬛", "🏳️‍🌈", "🇫🇷", "👩🏽‍🎤", "🧑🏿‍🏫", "☕", "🌊", "🍉", "👨‍👩‍👧"]

# Read them aloud: they are why a name on air is read aloud before it airs.
PRANKS = [
    ("Jean Bonbeurre", "jeanbonbeurre"), ("Marc Assin", "marc_assin"), ("Paul Ochon", "paul_ochon"),
    ("Alain Térieur", "alain_terieur"), ("Alex Térieur", "alex_terieur"), ("Harry Covère", "harry_covere"),
    ("Yves Remord", "yves_remord"), ("Camille Onnette", "camille_onnette"), ("Lara Clette", "lara_clette"),
    ("Aude Javelle", "aude_javelle"), ("Sam Soule", "sam_soule"), ("Guy Tarre", "guy_tarre"),
    ("Théo Courant", "theo_courant"), ("Ella Danloss", "ella_danloss"), ("Gérard Menvussa", "gerard_menvussa"),
    ("Mélusine Enfayite", "melusine_enfayite"),
]

# Names that test a display rather than a moderator.
STRANGE_NAMES = [
    ("👨‍👩‍👧‍👦🏳️‍🌈👩🏿‍🚀", "tribu_complete"),
    ("\u3164", "nom_invisible"),
    ("\u200b\u200d\u2800", "rien_a_voir"),
    ("Anne-Sophie-Marguerite-Éléonore de Saint-Vaast-la-Hougue-du-Bois-Joli et des Trois-Fontaines réunies", "asme_longue"),
    ("𝓛𝓾𝓬𝓲𝓸𝓵𝓮 𝓭𝓮 𝓷𝓾𝓲𝓽", "luciole_cursive"),
    ("L̷͓̽u̴̝͝c̸͖̈́i̷̠̐o̶͙̾l̴̰̽e̸̡̛", "luciole_zalgo"),
    ("<b>Gras</b> & Cie", "gras_et_cie"),
    ("'; DROP TABLE lucioles; --", "petite_table"),
]
TRICKSTERS = [
    ("eihpoS \u202etnaviuS tniop\u202c", "sens_inverse"),
    ("Zalgo", "zalgo_du_92"),
    ("marge\u202e", "a_rebours"),
    ("Ligne\u2028Suivante", "saut_de_ligne"),
]

# One person with two accounts: a contest merges them by hand.
TWINS = [
    ("Solène Trévidic", "solene_trevidic", "mastodon", "bluesky"),
    ("Awa Fontbelle 🎶", "awafontbelle", "bluesky", "youtube"),
    ("Annick & ses chats", "annick_chats", "mastodon", "youtube"),
]

# The official handles are lucioles_officiel, lucioles-officiel.bsky.example, LuciolesOfficiel.
LOOK_ALIKES = [
    ("La Nuit des Lucioles ✅", "lucioles_0fficiel", "mastodon"),
    ("La Nuit des Luciоles", "lucioles-0fficiel.bsky.example", "bluesky"),  # Cyrillic о in the name
    ("Lucioles Officiel", "Luci\u043elesOfficiel", "youtube"),  # Cyrillic о in the handle
    ("La\u200b Nuit\u200b des\u200b Lucioles", "luci0les_officiel", "mastodon"),  # zero-width spaces
    ("La Nuit des Lucioles ✔︎", "lucioles\u200b_officiel", "youtube"),
    ("𝐋𝐚 𝐍𝐮𝐢𝐭 𝐝𝐞𝐬 𝐋𝐮𝐜𝐢𝐨𝐥𝐞𝐬", "lucioles_officie1", "mastodon"),
    ("Lа Nuit dеs Lucioles Officiel", "luclioles-officiel.bsky.example", "bluesky"),  # Cyrillic а, е
    ("ＬＵＣＩＯＬＥＳ ＯＦＦＩＣＩＥＬ", "officiel_lucioles", "mastodon"),
]

MASTODON_HOMES = ["ondes.example", "hibou.example", "pixel.example", "musiques.example", "fanfare.example",
                  "maree.example", "velo.example", "cantine.example", "longsrecits.example", "nord.example"]
