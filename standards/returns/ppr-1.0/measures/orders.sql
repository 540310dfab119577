-- Court orders against the law's own dates and lengths.
-- An order's first day is the day it is made, so a term of two years ends on or after the day
-- before the second anniversary; a period that begins with a day counts that day as its first.
WITH told AS (
    SELECT o._row, min(s.shared_on) AS day
    FROM orders o JOIN info_sharing s
        ON s.case_ref = o.case_ref AND s.agency = 'POL' AND s.shared_on >= o.breach_reported_on
    GROUP BY o._row
)
SELECT
    o._row,
    yn(o.order_type = 'SPO-FULL') AS is_spo,
    yn(o.order_type IN ('SPO-INT', 'SPO-FULL')) AS is_spo_any,
    days(o.made_on, o.expires_on) + 1 AS term_days,
    CASE WHEN o.order_type = 'SPO-FULL' AND o.expires_on IS NOT NULL
         THEN yn(o.expires_on >= o.made_on + INTERVAL 2 YEAR - INTERVAL 1 DAY) END AS term_ok,
    yn((o.expires_on IS NOT NULL) <> (o.open_ended = 'Y')) AS end_choice_ok,
    days(o.served_on, o.notified_on) AS days_served_to_notified,
    CASE WHEN o.breach_reported_on IS NOT NULL THEN yn(told.day IS NOT NULL) END
        AS breach_told_police,
    days(o.made_on, DATE '2020-01-20') AS days_spo_before_law,
    days(o.made_on, DATE '2024-11-27') AS days_dapo_before_pilot
FROM orders o LEFT JOIN told ON o._row = told._row
