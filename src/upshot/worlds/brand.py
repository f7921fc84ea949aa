"""The invented brand: its catalogue, its customers' names, its creators' handles. None of them exists."""

from __future__ import annotations

from dataclasses import dataclass

BRAND = "Brindelune"
BRAND_HANDLE = "brindelune.officiel"
AD_ACCOUNT = "Brindelune EU"
TIME_ZONE = "Europe/Paris"
CURRENCY = "EUR"
VAT_RATE = 0.20
TARGET_COUNTRIES = ("FR", "BE", "LU")
WELCOME_CODE = "BIENVENUE10"


@dataclass(frozen=True)
class Product:
    """One article: its price includes VAT."""

    sku: str
    name: str
    price_cents: int
    popularity: float


PRODUCTS = (
    Product("BL-SER-030", "Sérum Nuit d'Avoine 30 ml", 3890, 0.17),
    Product("BL-HUI-050", "Huile cheveux Clair de Lin 50 ml", 2990, 0.16),
    Product("BL-SHA-250", "Shampoing doux Brume d'Orge 250 ml", 1890, 0.14),
    Product("BL-MAS-200", "Masque réparateur Petit Lin 200 ml", 2690, 0.13),
    Product("BL-CRE-050", "Crème visage Rosée Grise 50 ml", 3490, 0.11),
    Product("BL-BRO-001", "Brosse démêlante Brindille", 2290, 0.09),
    Product("BL-COF-001", "Coffret Rituel du Soir", 7490, 0.08),
    Product("BL-BAU-010", "Baume à lèvres Groseille", 990, 0.06),
    Product("BL-SAV-100", "Savon solide Mousse de Bois", 890, 0.03),
    Product("BL-BOU-180", "Bougie Feu de Pin, 180 g", 2990, 0.03),
)

HANDLE_HEADS = (
    "luna", "mirel", "zelie", "nacre", "ondine", "pivoi", "sorbet", "tilleul", "vesper", "brume", "caramb", "dalhi",
    "eglan", "flocon", "galou", "halo", "isabo", "jasmi", "kalin", "lilas", "mousse", "noisel", "oriel", "paloma",
    "quenot", "rosel", "safra", "tempo", "ursul", "violi", "wapi", "yuzu", "zephy", "aubep", "biscot", "coton",
)  # fmt: skip
HANDLE_TAILS = (
    "brio", "chou", "dou", "etta", "folie", "gram", "illa", "joli", "kiko", "lette", "minou", "nelle", "olie", "pop",
    "quette", "rella", "sine", "tique", "ulie", "vague", "zette", "bulle", "creme", "dine", "flo", "glow", "lou",
    "moka", "nova", "plume", "rama", "soa", "tati", "vivi", "yaya", "zou",
)  # fmt: skip
HANDLE_JOINTS = ("", "", "", ".", "_")
FIRST_NAMES = (
    "Maëlle", "Inès", "Jade", "Lou", "Romane", "Aya", "Clémence", "Nina", "Salomé", "Yasmine", "Lise", "Capucine",
    "Théo", "Noah", "Malo", "Ilyès", "Gaspard", "Sacha", "Amandine", "Fatou", "Margaux", "Elina", "Zoé", "Anouk",
)  # fmt: skip
LAST_NAMES = (
    "Barbetorte", "Chantepie", "Courtebois", "Delabrume", "Fontgrise", "Grandval", "Hautclair", "Jolimai", "Lacombrade",
    "Malaussac", "Noirmoulin", "Orvalle", "Pontarbre", "Quatrevent", "Rivebelle", "Sablonel", "Tournebise", "Valombre",
)  # fmt: skip
STREETS = ("rue des Tilleuls", "rue du Lavoir", "allée des Mésanges", "avenue du Midi", "impasse du Four", "quai Neuf")
CITIES = {
    "FR": (("Lyon", "69003"), ("Nantes", "44000"), ("Lille", "59800"), ("Toulouse", "31000"), ("Paris", "75011")),
    "BE": (("Bruxelles", "1050"), ("Liège", "4000"), ("Namur", "5000")),
    "LU": (("Luxembourg", "1661"),),
    "DE": (("Köln", "50667"), ("Leipzig", "04109")),
    "ES": (("Valencia", "46002"), ("Bilbao", "48005")),
    "IT": (("Torino", "10121"),),
    "NL": (("Utrecht", "3511"),),
}
COUNTRIES = ("FR", "BE", "LU", "DE", "ES", "IT", "NL")
VAT_BY_COUNTRY = (0.20, 0.21, 0.17, 0.19, 0.21, 0.22, 0.21)

CATEGORIES = ("beauty", "haircare", "lifestyle", "wellness", "humour", "family", "fashion")
CAPTIONS = {
    "fr": (
        "Ma routine du soir avec {product} ✨ {tags}",
        "J'ai testé {product} pendant 3 semaines, voilà le résultat 👀 {tags}",
        "POV : tu découvres {product} un dimanche pluvieux {tags}",
        "3 erreurs que je faisais avec mes cheveux (et la solution) {tags}",
        "On répond à vos questions sur {product} 💬 {tags}",
        "Get ready with me, version pressée, {product} dans le sac {tags}",
        "Dans les coulisses de l'atelier {brand} 🌾 {tags}",
        "Le challenge #minutebrindelune : à vous de jouer ! {tags}",
    ),
    "en": (
        "My slow evening routine with {product} ✨ {tags}",
        "Three weeks of {product}: honest thoughts {tags}",
        "POV: you finally found {product} {tags}",
        "Answering your questions about {product} 💬 {tags}",
        "Behind the scenes at {brand} 🌾 {tags}",
        "Join the #minutebrindelune challenge, your turn! {tags}",
    ),
}
TAGS = ("#brindelune", "#routinecheveux", "#skincare", "#selfcare", "#cheveux", "#hairtok", "#pourtoi", "#fyp", "#lin")
SOUNDS = ("son original", "Petite valse (instrumental)", "Velvet Morning", "Citron Club", "Lo-fi du dimanche")
CAMPAIGN_NAMES = {1: "Hiver", 2: "Printemps", 3: "Printemps", 4: "Printemps", 5: "Été", 6: "Été", 7: "Été",
                  8: "Rentrée", 9: "Rentrée", 10: "Rentrée", 11: "Noël", 12: "Noël"}  # fmt: skip
