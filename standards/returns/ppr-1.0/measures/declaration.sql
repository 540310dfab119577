-- The declaration's date against the period.
SELECT d._row, days(period.period_end, d.declared_on) AS days_period_end_to_declared
FROM declaration d, period
