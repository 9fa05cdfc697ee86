"""Days and moments in words."""

from datetime import date, datetime

from infodesk.words import t, tn


def months() -> tuple[str, ...]:
    """Return the names of the months."""
    return (
        t("January"),
        t("February"),
        t("March"),
        t("April"),
        t("May"),
        t("June"),
        t("July"),
        t("August"),
        t("September"),
        t("October"),
        t("November"),
        t("December"),
    )


def weekdays() -> tuple[str, ...]:
    """Return the names of the days of the week, Monday first."""
    return (
        t("Monday"),
        t("Tuesday"),
        t("Wednesday"),
        t("Thursday"),
        t("Friday"),
        t("Saturday"),
        t("Sunday"),
    )


def day_in_words(day: date) -> str:
    """Return a day in full: 23 November 2026."""
    return t("{day} {month} {year}", day=day.day, month=months()[day.month - 1], year=day.year)


def day_of_year_in_words(month: int, day: int) -> str:
    """Return a day without its year: 23 November."""
    return t("{day} {month}", day=day, month=months()[month - 1])


def weekday_in_words(day: date) -> str:
    """Return a day with its name, in full: Monday 23 November 2026."""
    return t("{weekday} {day}", weekday=weekdays()[day.weekday()], day=day_in_words(day))


def moment_in_words(local: datetime) -> str:
    """Return a wall time in full: Monday 23 November 2026, 15:00."""
    return t("{day}, {time}", day=weekday_in_words(local.date()), time=local.strftime("%H:%M"))


def day_nearby(day: date, today: date) -> str:
    """Return a day as one would say it today: tomorrow, in 3 days, 16 Nov, 9 Nov 2025."""
    days = (day - today).days
    if days == 0:
        return t("today")
    if days == 1:
        return t("tomorrow")
    if days == -1:
        return t("yesterday")
    if 1 < days < 7:
        return tn("in {count} day", "in {count} days", days)
    if -7 < days < -1:
        return tn("{count} day ago", "{count} days ago", -days)
    month = months()[day.month - 1][:3]
    if day.year == today.year:
        return t("{day} {month}", day=day.day, month=month)
    return t("{day} {month} {year}", day=day.day, month=month, year=day.year)


def month_in_words(day: date, today: date) -> str:
    """Return the month of a day as a heading: November, or November 2025 in another year."""
    name = months()[day.month - 1]
    return name if day.year == today.year else t("{month} {year}", month=name, year=day.year)
