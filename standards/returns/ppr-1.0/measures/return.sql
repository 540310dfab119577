-- The period, and whether the return says truly that it is empty.
WITH filled AS (
    SELECT
        (SELECT count(*) FROM programmes) + (SELECT count(*) FROM cases)
        + (SELECT count(*) FROM victims) + (SELECT count(*) FROM workforce)
        + (SELECT count(*) FROM assessments) + (SELECT count(*) FROM sessions)
        + (SELECT count(*) FROM orders) + (SELECT count(*) FROM info_sharing)
        + (SELECT count(*) FROM incidents) + (SELECT count(*) FROM outcomes) AS row_count_all,
        (SELECT count(*) FROM cases) AS case_count
)
SELECT
    r._row,
    filled.row_count_all,
    days(r.period_start, r.period_end) AS days_start_to_end,
    days(r.period_start, r.period_end) + 1 AS days_in_period,
    days(r.period_end, r.prepared_on) AS days_period_end_to_prepared,
    yn(r.period_start = date_trunc('quarter', r.period_start)
       AND r.period_end = last_day(r.period_start + INTERVAL 2 MONTH)) AS period_is_quarter,
    yn(r.nil_return = 'Y' AND filled.case_count > 0) AS nil_and_rows,
    yn(r.nil_return = 'N' AND filled.case_count = 0) AS not_nil_and_empty
FROM "return" r, filled
