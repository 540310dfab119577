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
    'Y' AS ordinary_programme,
    yn(o.order_type = 'SPO-FULL') AS is_spo,
    yn(o.order_type IN ('SPO-INT', 'SPO-FULL')) AS is_spo_any,
    days(o.made_on, o.expires_on) + 1 AS term_days,
    date_sub('month', o.made_on, o.expires_on + 1) AS months_in_force,
    yn(c.case_type IN ('DA-IPV', 'DA-FAM', 'STALK-DA')) AS case_is_da,
    yn(p.intervention_type IN ('BCP-GROUP', 'BCP-1TO1')) AS programme_is_behaviour_change,
    CASE WHEN o.order_type = 'SPO-FULL' AND o.expires_on IS NOT NULL
         THEN yn(o.expires_on >= o.made_on + INTERVAL 2 YEAR - INTERVAL 1 DAY) END AS term_ok,
    yn((o.expires_on IS NOT NULL) <> (o.open_ended = 'Y')) AS end_choice_ok,
    days(o.made_on, o.served_on) AS days_made_to_served,
    days(o.served_on, o.notified_on) AS days_served_to_notified,
    CASE WHEN o.breach_reported_on IS NOT NULL THEN yn(told.day IS NOT NULL) END
        AS breach_told_police,
    -- "So far": a breach that the police have not been told of counts up to the end of the period.
    to_told.nth - to_reported.nth AS working_days_breach_to_police,
    days(o.made_on, DATE '2020-01-20') AS days_spo_before_law,
    days(o.made_on, DATE '2024-11-27') AS days_dapo_before_pilot
FROM orders o
CROSS JOIN period
LEFT JOIN one_cases c ON o.case_ref = c.case_ref
LEFT JOIN one_programmes p ON c.programme_ref = p.programme_ref
LEFT JOIN told ON o._row = told._row
LEFT JOIN calendar to_reported ON o.breach_reported_on = to_reported.day
LEFT JOIN calendar to_told ON coalesce(told.day, period.period_end) = to_told.day
