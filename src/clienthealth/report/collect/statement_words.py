"""The words of a statement of account in each language."""

from typing import NamedTuple

from clienthealth.planning.language import Language
from clienthealth.planning.statement import ORDER, EntryKind


class Words(NamedTuple):
    """The words of one language; `{day}` and the like are filled in."""

    title: str
    account_of: str
    """With the client's name."""
    opening: str
    """With the day."""
    balance: str
    """With the day and the amount."""
    in_credit: str
    """The same, where the balance is the client's."""
    nothing: str
    movements: str
    open_invoices: str
    by_age: str
    day: str
    entry: str
    reference: str
    amount: str
    running: str
    invoice: str
    issued: str
    due: str
    days: str
    open: str
    not_due: str
    up_to: str
    """Days past due, with `{days}`."""
    over: str
    credit: str
    """With the amount."""
    kinds: dict[EntryKind, str]
    """A write-off has the name of any adjustment: its own name could release the client from the
    debt."""


def _kinds(*names: str) -> dict[EntryKind, str]:
    return dict(zip(ORDER, names, strict=True))


WORDS: dict[Language, Words] = {
    "en": Words(
        title="Statement of account",
        account_of="for {client}, from {business}",
        opening="Balance brought forward",
        balance="Balance due on {day}: {amount}",
        in_credit="Balance in your favour on {day}: {amount}",
        nothing="Nothing is open on {day}.",
        movements="Invoices, payments and credits from {first} to {day}",
        open_invoices="Open invoices",
        by_age="Open amounts by age",
        day="Date",
        entry="Entry",
        reference="Invoice",
        amount="Amount",
        running="Balance",
        invoice="Invoice",
        issued="Date",
        due="Due",
        days="Days past due",
        open="Open",
        not_due="Not yet due",
        up_to="{days} days past due",
        over="More than {days} days past due",
        credit="Credit not yet set against an invoice: {amount}",
        kinds=_kinds(
            *(
                "Invoice",
                "Credit note",
                "Payment, thank you",
                "Paid earlier, thank you",
                "Payment on account",
            ),
            *("Payment returned", "Refund", "Discount", "Payment fee", "Tax withheld"),
            *("Deduction", "Adjustment", "Adjustment"),
        ),
    ),
    "de": Words(
        title="Kontoübersicht",
        account_of="für {client}, von {business}",
        opening="Saldovortrag",
        balance="Offener Saldo am {day}: {amount}",
        in_credit="Ihr Guthaben am {day}: {amount}",
        nothing="Am {day} ist nichts offen.",
        movements="Rechnungen, Zahlungen und Gutschriften vom {first} bis zum {day}",
        open_invoices="Offene Rechnungen",
        by_age="Offene Beträge nach Alter",
        day="Datum",
        entry="Vorgang",
        reference="Rechnung",
        amount="Betrag",
        running="Saldo",
        invoice="Rechnung",
        issued="Datum",
        due="Fällig am",
        days="Tage überfällig",
        open="Offen",
        not_due="Noch nicht fällig",
        up_to="{days} Tage überfällig",
        over="Mehr als {days} Tage überfällig",
        credit="Guthaben, das noch nicht verrechnet ist: {amount}",
        kinds=_kinds(
            *(
                "Rechnung",
                "Gutschrift",
                "Zahlung, vielen Dank",
                "Früher bezahlt, vielen Dank",
                "Anzahlung",
            ),
            *("Rücklastschrift", "Erstattung", "Skonto", "Zahlungsgebühr", "Einbehaltene Steuer"),
            *("Abzug", "Anpassung", "Anpassung"),
        ),
    ),
    "fr": Words(
        title="Relevé de compte",
        account_of="pour {client}, de la part de {business}",
        opening="Solde antérieur",
        balance="Solde dû au {day} : {amount}",
        in_credit="Solde en votre faveur au {day} : {amount}",
        nothing="Rien n'est dû au {day}.",
        movements="Factures, paiements et avoirs du {first} au {day}",
        open_invoices="Factures non soldées",
        by_age="Montants dus par ancienneté",
        day="Date",
        entry="Opération",
        reference="Facture",
        amount="Montant",
        running="Solde",
        invoice="Facture",
        issued="Date",
        due="Échéance",
        days="Jours de retard",
        open="Reste dû",
        not_due="Non échu",
        up_to="{days} jours de retard",
        over="Plus de {days} jours de retard",
        credit="Avoir non encore imputé : {amount}",
        kinds=_kinds(
            *("Facture", "Avoir", "Paiement, merci", "Payé antérieurement, merci", "Acompte"),
            *("Paiement rejeté", "Remboursement", "Escompte", "Frais de paiement"),
            *("Retenue à la source", "Déduction", "Régularisation", "Régularisation"),
        ),
    ),
    "es": Words(
        title="Extracto de cuenta",
        account_of="para {client}, de {business}",
        opening="Saldo anterior",
        balance="Saldo pendiente a {day}: {amount}",
        in_credit="Saldo a su favor a {day}: {amount}",
        nothing="No hay nada pendiente a {day}.",
        movements="Facturas, pagos y abonos del {first} al {day}",
        open_invoices="Facturas pendientes",
        by_age="Importes pendientes por antigüedad",
        day="Fecha",
        entry="Movimiento",
        reference="Factura",
        amount="Importe",
        running="Saldo",
        invoice="Factura",
        issued="Fecha",
        due="Vencimiento",
        days="Días de retraso",
        open="Pendiente",
        not_due="Sin vencer",
        up_to="{days} días de retraso",
        over="Más de {days} días de retraso",
        credit="Abono aún sin aplicar: {amount}",
        kinds=_kinds(
            *(
                "Factura",
                "Abono",
                "Pago, gracias",
                "Pagado anteriormente, gracias",
                "Pago a cuenta",
            ),
            *("Pago devuelto", "Reembolso", "Descuento", "Comisión de pago"),
            *("Retención fiscal", "Deducción", "Ajuste", "Ajuste"),
        ),
    ),
    "nl": Words(
        title="Rekeningoverzicht",
        account_of="voor {client}, van {business}",
        opening="Beginsaldo",
        balance="Openstaand saldo op {day}: {amount}",
        in_credit="Uw tegoed op {day}: {amount}",
        nothing="Op {day} staat er niets open.",
        movements="Facturen, betalingen en creditnota's van {first} tot en met {day}",
        open_invoices="Openstaande facturen",
        by_age="Openstaande bedragen naar ouderdom",
        day="Datum",
        entry="Boeking",
        reference="Factuur",
        amount="Bedrag",
        running="Saldo",
        invoice="Factuur",
        issued="Datum",
        due="Vervaldatum",
        days="Dagen te laat",
        open="Openstaand",
        not_due="Nog niet vervallen",
        up_to="{days} dagen te laat",
        over="Meer dan {days} dagen te laat",
        credit="Tegoed dat nog niet is verrekend: {amount}",
        kinds=_kinds(
            *(
                "Factuur",
                "Creditnota",
                "Betaling, dank u wel",
                "Eerder betaald, dank u wel",
                "Vooruitbetaling",
            ),
            *("Gestorneerde betaling", "Terugbetaling", "Korting", "Betaalkosten"),
            *("Ingehouden belasting", "Inhouding", "Correctie", "Correctie"),
        ),
    ),
}
