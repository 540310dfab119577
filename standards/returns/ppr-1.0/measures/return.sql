-- The period, and whether the return says truly that it is empty.
SELECT
    r._row,
    days(r.period_start, r.period_end) AS days_start_to_end,
    yn(r.period_start = date_trunc('quarter', r.period_start)
       AND r.period_end = last_day(r.period_start + INTERVAL 2 MONTH)) AS period_is_quarter,
    yn(r.nil_return = 'Y' AND filled.case_count > 0) AS nil_and_rows,
    yn(r.nil_return = 'N' AND filled.case_count = 0) AS not_nil_and_empty
FROM "return" r, (SELECT count(*) AS case_count FROM cases) filled
