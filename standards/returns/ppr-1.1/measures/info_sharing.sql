-- Each exchange beside what this edition asks about the programme of its case.
SELECT
    s._row,
    CASE WHEN p.delivery_body = 'HMPPS' OR p.intervention_type = 'SYSTEM' THEN 'N' ELSE 'Y' END
        AS ordinary_programme
FROM info_sharing s
LEFT JOIN one_cases c ON s.case_ref = c.case_ref
LEFT JOIN one_programmes p ON c.programme_ref = p.programme_ref
