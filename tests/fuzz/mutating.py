"""Input that is nearly right: a seed with bytes changed, doubled, cut, or put in from a list."""

from random import Random

ODD = [
    *("", "~", "{}", "[]", "[[]]", "{a: [{}]}", "''", '"\\0"', '"\\e[31m"', "- ", "? a", ": ", "#"),
    *("1e400", "-1", "0", "1e-400", "nan", ".inf", "9" * 400, "1_0", "0x10", "1.", "\u0663"),
    *("1000000000", "10e9", "0.000000001", "-0", "1,234.56", "1.234,56", "(12.00)", "12 EUR"),
    *("9999-12-31", "0000-00-00", "0001-01-01", "2026-02-30", "2026-02-28T24:00", "12:30", "25:61"),
    *("2026-02-28T12:00+23:59", "2026-02-28T12:00:60Z", "Thu, 99 Foo 0000 99:99 +9999"),
    *("true", "NO", "*a", "&a x", "!!python/name:os.system x", "!x", "<<: *a", "--- a", "..."),
    *("\t", "\0", "\ufeff", "\u2028", "\u0085", "\x0c", "\x1b]0;x\x07", "\u202e", "\u200b", "\r"),
    *("\U0001f4a9", "e\u0301" * 50, "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")),
    *("{{}}", "%s", "{0}", "$(x)", "`x`", "|", ">", '"', "'", "[", "{", "]", "}", ",", ";"),
    *(
        "../../etc/passwd",
        "/dev/zero",
        "/dev/stdin",
        "file:///etc/passwd",
        "C:\\x",
        "CON",
        "*",
        "**",
    ),
    *("=1+1", "@x", "<script>", "##vso[x]y", "::error::x", "\n\n", "\r\n", "\nFrom x\n", "\n\n.\n"),
    *("BEGIN:VEVENT\n", "END:VCALENDAR\n", "RRULE:FREQ=SECONDLY\n", "RDATE:99999999T999999Z\n"),
    *(
        "version: 2",
        "clients: []",
        "include: [x.csv]",
        "policy: {window_days: 1}",
        "until: 2020-01-01",
    ),
]
"""What lies at the edge of some format; each may stand anywhere."""

NESTED = ("[" * 3_000, "{a: " * 3_000, "- " * 3_000, "a:\n" * 200, "*a " * 5_000, "x" * 100_000)
BOMB = "a0: &a0 [x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)
"""Aliases that stand for a hundred thousand million entries."""


def mutated(seed: bytes, random: Random) -> bytes:
    """A seed with a few changes."""
    data = seed
    for _ in range(random.choice((1, 1, 2, 3, 8, 30))):
        data = _changed(data, random)
    return data


def _changed(data: bytes, random: Random) -> bytes:  # noqa: PLR0911  # one a kind of change
    start, end = sorted(random.randint(0, len(data)) for _ in range(2))
    near = min(end, start + random.choice((1, 2, 5, 20, 200)))
    odd = random.choice(ODD).encode("utf-8", "surrogateescape")
    match random.randrange(10):
        case 0:
            return (
                data[:start]
                + bytes(random.randrange(256) for _ in range(near - start))
                + data[near:]
            )
        case 1:
            return data[:start] + data[near:]
        case 2:
            return data[:start] + data[start:near] * random.choice((2, 3, 50)) + data[near:]
        case 3:
            return data[:start] if random.random() < 0.2 else data[:near] + data[start:]
        case 4:
            return data[:start] + random.choice(NESTED).encode() + data[start:]
        case 5 if random.random() < 0.1:
            return data[:start] + b"\n" + BOMB.encode() + data[start:]
        case 6:
            return _other_line(data, random)
        case 7:
            return _other_value(data, odd, random)
        case _:
            return data[:start] + odd + data[start if random.random() < 0.5 else near :]


def _other_line(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if not lines:
        return data
    first, second = random.randrange(len(lines)), random.randrange(len(lines))
    lines[first] = lines[second]
    return b"".join(lines)


def _other_value(data: bytes, odd: bytes, random: Random) -> bytes:
    """Put something odd in the place of one value, where `,`, `:` or a line end limits it."""
    limits = [place for place, byte in enumerate(data) if byte in b",:;\n{}[]"]
    if len(limits) < 2:
        return data + odd
    place = random.randrange(len(limits) - 1)
    return data[: limits[place] + 1] + b" " + odd + data[limits[place + 1] :]
