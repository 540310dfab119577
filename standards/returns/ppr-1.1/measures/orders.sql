-- Each order beside what this edition asks about the programme of its case.
SELECT
    o._row,
    CASE WHEN p.delivery_body = 'HMPPS' OR p.intervention_type = 'SYSTEM' THEN 'N' ELSE 'Y' END
        AS ordinary_programme,
    days(o.breached_on, o.breach_reported_on) AS days_breach_to_reported
FROM orders o
LEFT JOIN one_cases c ON o.case_ref = c.case_ref
LEFT JOIN one_programmes p ON c.programme_ref = p.programme_ref
