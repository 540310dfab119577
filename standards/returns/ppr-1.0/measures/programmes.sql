-- Counts of each programme's cases and of the support offered to the victims linked to them.
WITH by_case AS (
    SELECT
        programme_ref,
        count(*) FILTER (eligibility_decision = 'ACC') AS accepted_case_count,
        count(*) FILTER (case_type IN ('STALK-DA', 'STALK-NONDA')) AS stalking_case_count
    FROM cases GROUP BY programme_ref
),
offers AS (
    SELECT c.programme_ref, count(*) FILTER (v.iss_offer_date IS NOT NULL) AS victims_offered
    FROM victims v JOIN one_cases c ON v.case_ref = c.case_ref GROUP BY c.programme_ref
),
agencies AS (
    SELECT
        c.programme_ref,
        count(DISTINCT CASE
            WHEN s.agency = 'POL' THEN 'police'
            WHEN s.agency = 'PROB' THEN 'probation'
            WHEN s.agency IN ('HEALTH', 'MH') THEN 'health'
            WHEN s.agency IN ('IDVA', 'ISAC', 'VCS') THEN 'advocate' END) AS kinds
    FROM info_sharing s JOIN one_cases c ON s.case_ref = c.case_ref GROUP BY c.programme_ref
),
ordered AS (
    SELECT c.programme_ref, count(DISTINCT c.case_ref) AS case_count
    FROM orders o JOIN one_cases c ON o.case_ref = c.case_ref
    WHERE o.programme_required = 'Y' AND c.case_type IN ('DA-IPV', 'DA-FAM', 'STALK-DA')
    GROUP BY c.programme_ref
)
SELECT
    p._row,
    'Y' AS ordinary_programme,
    coalesce(by_case.accepted_case_count, 0) AS accepted_case_count,
    coalesce(by_case.stalking_case_count, 0) AS stalking_case_count,
    coalesce(offers.victims_offered, 0) AS victims_offered,
    agencies.kinds AS stalking_agency_kinds,
    coalesce(ordered.case_count, 0) AS ordered_case_count,
    yn(p.intervention_type IN ('BCP-GROUP', 'BCP-1TO1')) AS is_behaviour_change,
    yn(p.intervention_type IN ('EARLY', 'COND-CAUTION', 'HELPLINE')) AS is_step_to_change,
    yn(p.intervention_type NOT IN ('HELPLINE', 'OTHER')) AS is_direct_work,
    yn(p.intervention_type IN ('STALK-PSYCH', 'COBI')) AS is_stalking,
    yn(p.intervention_type = 'COBI') AS is_cobi,
    yn(p.intervention_type IN ('STALK-PSYCH', 'COBI')
       OR coalesce(by_case.stalking_case_count, 0) > 0) AS works_with_stalking,
    days(p.start_date, p.end_date) AS days_start_to_end,
    days(period.period_end, p.accreditation_expiry) AS days_period_end_to_accreditation_expiry
FROM programmes p
LEFT JOIN by_case ON p.programme_ref = by_case.programme_ref
LEFT JOIN offers ON p.programme_ref = offers.programme_ref
LEFT JOIN agencies ON p.programme_ref = agencies.programme_ref
LEFT JOIN ordered ON p.programme_ref = ordered.programme_ref,
period
