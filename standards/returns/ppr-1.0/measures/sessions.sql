-- Each session beside its case and programme.
WITH ordered AS (SELECT DISTINCT case_ref FROM orders WHERE programme_required = 'Y')
SELECT
    s._row,
    'Y' AS ordinary_programme,
    yn(c.case_type IN ('DA-IPV', 'DA-FAM', 'STALK-DA')) AS case_is_da,
    yn(p.intervention_type = 'COBI') AS programme_is_cobi,
    yn(p.intervention_type IN ('BCP-GROUP', 'BCP-1TO1')) AS programme_is_behaviour_change,
    yn(s.session_type IN ('GROUP', '121')) AS is_intervention,
    yn(ordered.case_ref IS NOT NULL) AS case_programme_ordered,
    yn(s.session_date >= c.start_date
       AND s.session_date <= coalesce(c.closed_date, s.session_date)) AS within_case
FROM sessions s
LEFT JOIN one_cases c ON s.case_ref = c.case_ref
LEFT JOIN one_programmes p ON c.programme_ref = p.programme_ref
LEFT JOIN ordered ON s.case_ref = ordered.case_ref
