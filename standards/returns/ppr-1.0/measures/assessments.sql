-- Each assessment beside its case.
SELECT
    a._row,
    c.case_type,
    yn(c.case_type IN ('DA-IPV', 'DA-FAM', 'STALK-DA')) AS case_is_da,
    yn(c.case_type IN ('STALK-DA', 'STALK-NONDA')) AS case_is_stalking,
    yn(a.tool IN ('SAM', 'SRP', 'SASH', 'S-DASH')) AS tool_is_stalking,
    days(c.start_date, a.assessed_on) AS days_start_to_assessed
FROM assessments a LEFT JOIN one_cases c ON a.case_ref = c.case_ref
