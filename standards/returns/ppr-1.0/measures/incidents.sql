-- How soon something was done after an incident, and how soon those who protect were told.
WITH told AS (
    SELECT i._row, min(s.shared_on) AS day
    FROM incidents i JOIN info_sharing s
        ON s.case_ref = i.case_ref AND s.agency IN ('POL', 'CSC') AND s.shared_on >= i.occurred_on
    GROUP BY i._row
)
SELECT
    i._row,
    'Y' AS ordinary_programme,
    yn(c.case_type IN ('DA-IPV', 'DA-FAM', 'STALK-DA')) AS case_is_da,
    days(i.occurred_on, i.action_on) AS days_occurred_to_action,
    -- "So far": an incident that nobody has acted on, or told of, counts up to the period's end.
    to_action.nth - to_reported.nth AS working_days_reported_to_action,
    to_told.nth - to_reported.nth AS working_days_reported_to_told
FROM incidents i
CROSS JOIN period
LEFT JOIN one_cases c ON i.case_ref = c.case_ref
LEFT JOIN told ON i._row = told._row
LEFT JOIN calendar to_reported ON i.reported_on = to_reported.day
LEFT JOIN calendar to_action ON coalesce(i.action_on, period.period_end) = to_action.day
LEFT JOIN calendar to_told ON coalesce(told.day, period.period_end) = to_told.day
