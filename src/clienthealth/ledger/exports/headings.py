"""The headers of an export in many languages: status, currency, debit and credit."""

import re

from clienthealth.ledger.exports.names import folded


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_STATES = _listed(
    "status state statut état etat estado stato zustand rechnungsstatus zahlungsstatus"
    " rechnungsstand tila stav"
)
_OTHER_STATES = _listed("billing shipping address country customer client sync mail")
"""With these words it is the state of something other than the invoice."""
_CURRENCIES = _listed(
    "currency currencies currencycode währung waehrung rechnungswährung devise moneda divisa moeda"
    " valuta curr ccy wkz waluta měna valuutta"
)
_OTHER_CURRENCIES = _listed(
    "foreign original base basis exchange rate kurs source target from to conversion converted"
    " fee settlement fremdwährung amount name"
)
"""With these words it is the currency of something other than the row's amount."""
_IN_BRACKETS = re.compile(r"[(\[]\s*([A-Z]{3})\s*[)\]]$")
_CODES = _listed(
    "AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JPY KES"
    " KRW MAD MXN MYR NGN NOK NZD PEN PHP PKR PLN RON RSD SAR SEK SGD THB TRY TWD UAH USD UYU VND"
    " ZAR"
)
_SIDES = frozenset(
    (
        *("soll/haben", "soll/haben-kennzeichen", "soll/haben-kz", "soll-/haben-kennzeichen"),
        *("s/h", "debit/credit", "credit/debit", "dr/cr", "cr/dr", "d/c", "c/d"),
    )
)
_DEBIT = frozenset(("s", "soll", "d", "dr", "debit", "dbit"))
_CREDIT = frozenset(("h", "haben", "c", "cr", "credit", "crdt"))


_PAYMENTS = {
    "paid": (
        *("paid", "paid on", "paid at", "paid date", "date paid", "payment date"),
        *("bezahlt", "bezahlt am", "zahlungsdatum", "payé", "payé le", "date de paiement"),
        *("pagado", "fecha de pago", "betaald", "betaald op", "pagato"),
    ),
    "paid_amount": (
        *("amount paid", "paid amount", "total paid", "amount received", "bezahlter betrag"),
        *("montant payé", "importe pagado", "betaald bedrag"),
    ),
    "balance": (
        *("balance", "balance due", "amount due", "due amount", "open", "open amount"),
        *("open balance", "outstanding", "outstanding amount", "amount outstanding"),
        *("offen", "offener betrag", "restbetrag", "saldo", "solde", "montant dû"),
        *("pendiente", "importe pendiente", "openstaand", "openstaand bedrag"),
    ),
}
_PAYMENT_FIELDS = {name: field for field, names in _PAYMENTS.items() for name in names}


def payment_field(header: str) -> str | None:
    """The field for a header that says what of an invoice was paid or is open; None for others."""
    plain = re.sub(r"[(\[].*[)\]]$", "", header)
    return _PAYMENT_FIELDS.get(" ".join(_in_order(plain)))


def is_of_status(header: str) -> bool:
    """Whether a header is that of an invoice's status."""
    words = _words(header)
    return bool(words & _STATES) and not words & _OTHER_STATES


def is_of_currency(header: str) -> bool:
    """Whether a header is that of the currency of a row."""
    words = _words(header)
    return bool(words & _CURRENCIES) and not words & _OTHER_CURRENCIES


def currency_of(header: str) -> str | None:
    """The code that a header names in brackets at its end, as in `Amount (USD)`."""
    found = _IN_BRACKETS.search(header)
    return found[1] if found is not None and found[1] in _CODES else None


def is_of_sides(header: str) -> bool:
    """Whether the cells under a header say debit or credit."""
    return folded(header) in _SIDES


def side_of(cell: str) -> str | None:
    """`debit` or `credit`; None for another word."""
    word = folded(cell)
    if word in _DEBIT:
        return "debit"
    return "credit" if word in _CREDIT else None


def _words(header: str) -> set[str]:
    """The words of a header, also of one like `paymentStatus` or `payment_status`."""
    return {*_in_order(header)}


def _in_order(header: str) -> list[str]:
    parted = re.sub(r"([a-z])([A-Z])", r"\1 \2", header)
    return re.findall(r"[^\W\d_]+", folded(parted))
