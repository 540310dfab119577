-- The declaration's date against the period and the day the return was prepared.
SELECT
    d._row,
    days(period.period_end, d.declared_on) AS days_period_end_to_declared,
    days(period.prepared_on, d.declared_on) AS days_prepared_to_declared
FROM declaration d, period
