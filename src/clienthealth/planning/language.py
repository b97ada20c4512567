"""The language of letters to a client."""

from typing import Literal, get_args

Language = Literal["en", "de", "fr", "es", "nl"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
NAMES: dict[Language, str] = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "nl": "Dutch",
}
_OF_COUNTRY: dict[str, Language] = {"AT": "de", "DE": "de", "ES": "es", "FR": "fr", "NL": "nl"}
"""Countries where nearly all business is in one of the languages."""
_OF_NAME: dict[str, Language] = {
    **{name.casefold(): code for code, name in NAMES.items()},
    "deutsch": "de",
    "français": "fr",
    "español": "es",
    "nederlands": "nl",
}


def language_of(written: str | None, country: str | None) -> Language:
    """The language for a client: their own if there are texts in it, otherwise English.

    Without `language`, it is the language of their country where that is clear, otherwise English.
    """
    if written is None:
        return _OF_COUNTRY.get(country or "", "en")
    word = written.strip().casefold()
    code = word.replace("_", "-").partition("-")[0]
    return code if code in LANGUAGES else _OF_NAME.get(word, "en")


def locale_of(language: Language, country: str | None) -> str:
    """The locale for dates and amounts: the language, as written in the country."""
    countries = {
        "en": ("GB", "US", "IE", "AU", "NZ", "CA"),
        "de": ("DE", "AT", "CH", "LU", "LI"),
        "fr": ("FR", "BE", "CH", "LU", "CA"),
        "es": ("ES", "MX", "AR", "CL", "CO", "PE"),
        "nl": ("NL", "BE"),
    }
    if country in countries[language]:
        return f"{language}_{country}"
    return f"{language}_{countries[language][0]}"
