-- How soon something was done after an incident.
SELECT
    i._row,
    days(i.occurred_on, i.action_on) AS days_occurred_to_action
FROM incidents i
