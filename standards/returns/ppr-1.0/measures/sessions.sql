-- Each session beside its case and programme.
SELECT
    s._row,
    p.intervention_type AS programme_type,
    yn(p.intervention_type = 'COBI') AS programme_is_cobi,
    yn(s.session_type IN ('GROUP', '121')) AS is_intervention,
    days(c.start_date, s.session_date) AS days_start_to_session,
    days(s.session_date, c.closed_date) AS days_session_to_closed
FROM sessions s
LEFT JOIN one_cases c ON s.case_ref = c.case_ref
LEFT JOIN one_programmes p ON c.programme_ref = p.programme_ref
