"""What to say in a talk: at most three sentences, without blame or a list of grievances."""

from datetime import date
from typing import NamedTuple

from clienthealth.judging.tones import complete
from clienthealth.planning.language import Language
from clienthealth.planning.model import Alternative
from clienthealth.reviewing.model import Method

Script = tuple[str, ...]


class Sentences(NamedTuple):
    """The sentences in one language. `{day}` is the last working day."""

    reason: str
    """The one reason, for the graceful way."""
    last_day: str
    handing_over: dict[Alternative, str]
    firmly: tuple[str, str]
    """The first sentence of the firm way, with the one reason, and the last."""
    boundaries: Script
    """The opening of a boundary talk."""


SENTENCES: dict[Language, Sentences] = {
    "en": Sentences(
        "I no longer think that my services are the right fit for what you need.",
        "My last working day for you is {day}.",
        {
            "colleague": "Until then I will hand everything over in good order, and if you like I "
            "will introduce you to a colleague who is a better fit.",
            "kind-of-supplier": "Until then I will hand everything over in good order, and I can "
            "tell you what kind of supplier to look for.",
            "none": "Until then I will hand everything over in good order.",
        },
        (
            "I am ending our work together, because my services no longer fit what you need.",
            "You will get this in writing, along with your files and access.",
        ),
        (
            (
                "I would like our work to go on well, so let us go through what we expect of each "
                "other."
            ),
            (
                "I have written down some points, and for each of them what I suggest we do from "
                "now on."
            ),
            "Please tell me where you see it differently, so that we can agree today.",
        ),
    ),
    "de": Sentences(
        "Ich glaube, dass mein Angebot nicht mehr zu dem passt, was Sie brauchen.",
        "Mein letzter Arbeitstag für Sie ist der {day}.",
        {
            "colleague": "Bis dahin übergebe ich Ihnen alles geordnet, und wenn Sie möchten, "
            "stelle ich Ihnen jemanden aus meinem Kollegenkreis vor, der besser passt.",
            "kind-of-supplier": "Bis dahin übergebe ich Ihnen alles geordnet, und ich sage Ihnen "
            "gern, nach welcher Art von Anbieter Sie suchen können.",
            "none": "Bis dahin übergebe ich Ihnen alles geordnet.",
        },
        (
            "Ich beende unsere Zusammenarbeit, weil mein Angebot nicht mehr zu Ihrem Bedarf passt.",
            "Sie bekommen das schriftlich, zusammen mit Ihren Dateien und Zugängen.",
        ),
        (
            (
                "Mir liegt daran, dass unsere Zusammenarbeit gut läuft; deshalb möchte ich mit "
                "Ihnen durchgehen, was wir voneinander erwarten."
            ),
            "Ich habe einige Punkte aufgeschrieben und mache zu jedem einen Vorschlag.",
            "Sagen Sie mir bitte, wo Sie es anders sehen, damit wir uns heute einigen.",
        ),
    ),
    "fr": Sentences(
        "Je pense que mes services ne correspondent plus à ce dont vous avez besoin.",
        "Mon dernier jour de travail pour vous sera le {day}.",
        {
            "colleague": "D'ici là, je vous remettrai tout en bon ordre et, si vous le souhaitez, "
            "je vous présenterai un confrère qui vous conviendra mieux.",
            "kind-of-supplier": "D'ici là, je vous remettrai tout en bon ordre, et je peux vous "
            "dire vers quel type de prestataire vous tourner.",
            "none": "D'ici là, je vous remettrai tout en bon ordre.",
        },
        (
            "Je mets fin à notre collaboration : mes services ne répondent plus à vos besoins.",
            "Vous en aurez la confirmation par écrit, avec vos fichiers et vos accès.",
        ),
        (
            (
                "Je souhaite que notre collaboration se passe bien, et j'aimerais donc revoir avec "
                "vous ce que nous attendons l'un de l'autre."
            ),
            "J'ai noté quelques points et, pour chacun, ce que je propose désormais.",
            (
                "Dites-moi où vous voyez les choses autrement, afin que nous nous mettions "
                "d'accord aujourd'hui."
            ),
        ),
    ),
    "es": Sentences(
        "Creo que mis servicios ya no son lo que usted necesita.",
        "Mi último día de trabajo para usted es el {day}.",
        {
            "colleague": "Hasta entonces lo entregaré todo en orden y, si lo desea, le "
            "presentaré a un colega que encaje mejor.",
            "kind-of-supplier": "Hasta entonces lo entregaré todo en orden, y puedo decirle qué "
            "tipo de proveedor le conviene buscar.",
            "none": "Hasta entonces lo entregaré todo en orden.",
        },
        (
            "Pongo fin a nuestra colaboración: mis servicios ya no se ajustan a sus necesidades.",
            "Lo tendrá por escrito, junto con sus archivos y accesos.",
        ),
        (
            (
                "Me gustaría que nuestra colaboración siguiera funcionando bien, así que repasemos "
                "lo que cada uno espera del otro."
            ),
            "He anotado algunos puntos y, para cada uno, lo que propongo a partir de ahora.",
            "Dígame, por favor, dónde lo ve de otra manera, para que hoy lleguemos a un acuerdo.",
        ),
    ),
    "nl": Sentences(
        "Ik denk dat mijn diensten niet meer aansluiten bij wat u nodig hebt.",
        "Mijn laatste werkdag voor u is {day}.",
        {
            "colleague": "Tot die tijd draag ik alles netjes over, en als u wilt, breng ik u in "
            "contact met een collega die beter bij u past.",
            "kind-of-supplier": "Tot die tijd draag ik alles netjes over, en ik kan u vertellen "
            "wat voor leverancier bij u past.",
            "none": "Tot die tijd draag ik alles netjes over.",
        },
        (
            "Ik beëindig onze samenwerking, omdat mijn diensten niet meer bij u aansluiten.",
            "U krijgt dit schriftelijk, samen met uw bestanden en toegangsgegevens.",
        ),
        (
            (
                "Ik wil graag dat onze samenwerking goed blijft lopen, dus laten we doornemen wat "
                "we van elkaar verwachten."
            ),
            "Ik heb een paar punten opgeschreven, en bij elk punt wat ik voortaan voorstel.",
            "Zegt u gerust waar u het anders ziet, zodat we het vandaag eens worden.",
        ),
    ),
}

complete(SENTENCES, Language)


def parting_script(
    language: Language,
    country: str | None,
    method: Method,
    last_day: date,
    alternative: Alternative,
) -> Script:
    """What to say to a client you let go: one reason, the last day, what happens until then."""
    from clienthealth.planning.localized import Localized  # noqa: PLC0415  # Babel, for words alone

    said = SENTENCES[language]
    day = said.last_day.format(day=Localized.of(language, country).date(last_day))
    if method == "firm":
        return said.firmly[0], day, said.firmly[1]
    return said.reason, day, said.handing_over[alternative]
