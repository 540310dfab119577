-- What was done after an incident, and how soon.
SELECT
    i._row,
    days(i.occurred_on, i.reported_on) AS days_occurred_to_reported,
    days(i.occurred_on, i.action_on) AS days_occurred_to_action
FROM incidents i
