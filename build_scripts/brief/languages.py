"""Languages by their tags, as BCP 47 writes them: which one it is, and in which direction it is written. Pure."""

_RIGHT_TO_LEFT = frozenset(
    (
        *(
            "aeb",
            "ajp",
            "apc",
            "ar",
            "arc",
            "ary",
            "arz",
            "azb",
            "bal",
            "bgn",
            "bqi",
            "ckb",
            "dv",
            "fa",
            "glk",
            "he",
            "iw",
        ),
        *("khw", "kmz", "ks", "lrc", "luz", "mzn", "nqo", "pnb", "prs", "ps", "rhg", "sam", "sd", "sdh", "skr", "syc"),
        *("syr", "ug", "ur", "ydd", "yi"),
    )
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset(("adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"))


def primary(language: str) -> str:
    """Return the language of a tag: ``pt`` of ``pt-BR``."""
    return language.partition("-")[0].lower()


def direction(language: str) -> str:
    """Return ``rtl`` for a language that is written from right to left, by its script where the tag has one, else ``ltr``."""
    script = next((part.lower() for part in language.split("-")[1:] if len(part) == 4 and part.isalpha()), "")
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if primary(language) in _RIGHT_TO_LEFT else "ltr"
