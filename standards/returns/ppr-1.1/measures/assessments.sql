-- Each assessment against what its tool asks and, where a profile sets one, a threshold.
-- The SASH has 13 questions and three more where the victim is a former partner.
WITH former_partners AS (
    SELECT DISTINCT case_ref FROM victims
    WHERE relationship_to_perpetrator IN ('XSP', 'XPA', 'XDATE')
)
SELECT
    a._row,
    CASE WHEN p.delivery_body = 'HMPPS' OR p.intervention_type = 'SYSTEM' THEN 'N' ELSE 'Y' END
        AS ordinary_programme,
    yn(c.case_type IN ('DA-IPV', 'DA-FAM', 'STALK-DA')) AS case_is_da,
    len(list_distinct(string_split(a.sources, '; '))) AS source_count,
    CASE WHEN a.tool = 'SASH'
         THEN 13 + CASE WHEN former_partners.case_ref IS NULL THEN 0 ELSE 3 END - a.answers
         END AS answers_short,
    yn(a.tool IN ('DASH-POL', 'DASH-SL') AND a.score >= settings.dash_high) AS score_is_high
FROM assessments a
CROSS JOIN settings
LEFT JOIN one_cases c ON a.case_ref = c.case_ref
LEFT JOIN one_programmes p ON c.programme_ref = p.programme_ref
LEFT JOIN former_partners ON a.case_ref = former_partners.case_ref
