"""Check digits and check letters: what tells a real number from one of the same shape."""

from __future__ import annotations

import datetime as dt

# Modulus 23, without the letters that look like digits.
_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
# A person on a programme, a victim or a child: older dates and later ones are other events.
BIRTH_YEARS = (1920, 2035)


def nhs(digits: str) -> bool:
    """The modulus 11 check digit of NHS, CHI and Health and Care numbers: one in eleven passes."""
    total = sum(int(digits[place]) * (10 - place) for place in range(9))
    return (11 - total % 11) % 11 == int(digits[9])


def chi_date(digits: str) -> bool:
    """Whether digits begin with the day, month and year of a Scottish CHI number."""
    return 1 <= int(digits[:2]) <= 31 and 1 <= int(digits[2:4]) <= 12


def pnc(year: str, serial: str, letter: str) -> bool:
    """The check letter of a PNC id: the year's last two digits, then seven of serial."""
    return _LETTERS[int(year[-2:] + serial.zfill(7)) % 23] == letter.upper()


def cro(year: str, serial: str, letter: str) -> bool:
    """The check letter of a CRO number; those of the series SF are not filled with zeros."""
    return letter.upper() in (
        _LETTERS[int(year + serial.zfill(6)) % 23],
        _LETTERS[int(year + serial) % 23],
    )


def asn(number: str) -> bool:
    """The check letter of an arrest/summons number written in one: force, system, year, serial."""
    year, force, system = number[:2], number[2:4], number[6:-12]
    parts = [part if part.isdigit() else "" for part in (force, system)]
    return _LETTERS[int("".join((*parts, year, number[-12:-1]))) % 23] == number[-1]


def luhn(digits: str) -> bool:
    """The check digit of bank cards."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        double = int(digit) * (1 + place % 2)
        total += double - 9 if double > 9 else double
    return total % 10 == 0


def iban(text: str) -> bool:
    """The check digits of an international bank account number, without its spaces."""
    turned = text[4:] + text[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def day(year: int, month: int, number: int) -> dt.date | None:
    """The day, or None where the calendar has none."""
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None
