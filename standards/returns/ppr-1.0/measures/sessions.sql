-- Each session beside its case and programme.
SELECT
    s._row,
    yn(p.intervention_type = 'COBI') AS programme_is_cobi,
    yn(s.session_type IN ('GROUP', '121')) AS is_intervention,
    yn(s.session_date >= c.start_date
       AND s.session_date <= coalesce(c.closed_date, s.session_date)) AS within_case
FROM sessions s
LEFT JOIN one_cases c ON s.case_ref = c.case_ref
LEFT JOIN one_programmes p ON c.programme_ref = p.programme_ref
