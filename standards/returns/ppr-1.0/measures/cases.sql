-- One row per case: its dates against each other, and what the other sheets hold about it.
WITH linked AS (
    SELECT
        case_ref,
        count(*) AS victim_count,
        count(*) FILTER (iss_contact_status = 'CONTACTED') AS in_contact
    FROM victims GROUP BY case_ref
),
open_episodes AS (
    SELECT person_ref, programme_ref, count(*) AS open_count
    FROM cases WHERE case_status <> 'CLOSED' GROUP BY person_ref, programme_ref
),
sharing AS (SELECT case_ref, count(*) AS share_count FROM info_sharing GROUP BY case_ref),
assessed AS (
    SELECT
        case_ref,
        count(*) AS assessment_count,
        count(*) FILTER (stage IN ('T3', 'T4')) AS closing_count,
        count(*) FILTER (tool IN ('SAM', 'SRP', 'SASH', 'S-DASH')) AS stalking_tool_count,
        min(assessed_on) FILTER (level IN ('HIGH', 'VHIGH')) AS high_day,
        min(assessed_on) FILTER (tool = 'SASH' AND level IN ('MED', 'HIGH', 'VHIGH')) AS sash_day
    FROM assessments GROUP BY case_ref
),
shared_after AS (
    SELECT a.case_ref, min(s.shared_on) AS day
    FROM assessed a JOIN info_sharing s ON s.case_ref = a.case_ref AND s.shared_on >= a.high_day
    GROUP BY a.case_ref
),
full_after AS (
    SELECT a.case_ref, min(f.assessed_on) AS day
    FROM assessed a JOIN assessments f
        ON f.case_ref = a.case_ref AND f.tool IN ('SRP', 'SAM') AND f.assessed_on >= a.sash_day
    GROUP BY a.case_ref
),
results AS (
    SELECT
        case_ref,
        count(*) FILTER (reported_by = 'VICTIM') AS victim_outcome_count,
        count(*) FILTER (timepoint = 'T0') AS t0_count,
        count(*) FILTER (timepoint = 'T3') AS t3_count
    FROM outcomes GROUP BY case_ref
)
SELECT
    c._row,
    p.intervention_type AS programme_type,
    yn(c.case_type IN ('DA-IPV', 'DA-FAM', 'STALK-DA')) AS is_da,
    yn(c.case_type IN ('STALK-DA', 'STALK-NONDA')) AS is_stalking,
    yn(p.intervention_type = 'CYP' OR p.cohort = 'CYP') AS programme_is_cyp,
    yn(p.intervention_type IN ('BCP-GROUP', 'BCP-1TO1')) AS is_behaviour_change,
    yn(p.intervention_type = 'HICM') AS is_intensive,
    yn(p.intervention_type = 'COBI') AS is_cobi,
    yn(c.eligibility_decision = 'ACC') AS accepted,
    yn(c.start_date IS NOT NULL) AS started,
    yn(coalesce(c.closure_reason = 'COMPLETED', false)) AS completed,
    days(c.referral_date, c.eligibility_date) AS days_referral_to_eligibility,
    days(c.eligibility_date, c.start_date) AS days_eligibility_to_start,
    days(c.referral_date, c.start_date) AS days_referral_to_start,
    days(c.referral_date, c.assessment_completed_date) AS days_referral_to_assessment,
    from_assessed.nth - from_referred.nth AS working_days_referral_to_assessment,
    days(c.start_date, c.assessment_completed_date) AS days_start_to_assessment,
    days(c.start_date, c.agreement_date) AS days_start_to_agreement,
    days(c.start_date, c.closed_date) AS days_start_to_closed,
    days(c.referral_date, c.closed_date) AS days_referral_to_closed,
    days(period.period_start, c.closed_date) AS days_period_start_to_closed,
    CASE WHEN c.case_status <> 'CLOSED'
         THEN coalesce(open_episodes.open_count, 1) - 1 ELSE 0 END AS other_open_episodes,
    yn(c.eligibility_decision = 'ACC') AS victim_expected,
    yn(coalesce(linked.victim_count, 0) > 0 OR c.no_victim_reason IS NOT NULL) AS victim_or_reason,
    yn(coalesce(linked.in_contact, 0) > 0) AS victim_in_contact,
    coalesce(assessed.assessment_count, 0) AS assessment_count,
    yn(coalesce(assessed.closing_count, 0) > 0) AS has_closing_assessment,
    coalesce(assessed.stalking_tool_count, 0) AS stalking_tool_count,
    yn(assessed.high_day IS NOT NULL) AS high_risk,
    coalesce(sharing.share_count, 0) AS share_count,
    CASE WHEN assessed.high_day IS NOT NULL
         THEN yn(shared_after.day IS NOT NULL) END AS high_risk_shared,
    CASE WHEN assessed.sash_day IS NOT NULL
         THEN yn(coalesce(days(assessed.sash_day, full_after.day) <= 28, false))
         END AS sash_followed_up,
    yn(coalesce(results.victim_outcome_count, 0) > 0) AS victim_outcome_present,
    yn(coalesce(results.t0_count > 0 AND results.t3_count > 0, false)) AS has_t0_and_t3,
    yn(c.sex NOT IN ('NK', 'NS')) AS sex_known,
    yn(c.age_band <> 'NK') AS age_band_known,
    yn(c.ethnicity NOT IN ('NK', 'NS')) AS ethnicity_known,
    yn(c.disability NOT IN ('NK', 'NS')) AS disability_known,
    CASE WHEN c.ethnicity NOT IN ('NK', 'NS')
         THEN yn(regexp_matches(c.ethnicity, '^[0-9]+$') = (period.ethnicity_scheme = 'ONS2021'))
         END AS ethnicity_scheme_matches
FROM cases c
LEFT JOIN one_programmes p ON c.programme_ref = p.programme_ref
LEFT JOIN linked ON c.case_ref = linked.case_ref
LEFT JOIN open_episodes
    ON c.person_ref = open_episodes.person_ref AND c.programme_ref = open_episodes.programme_ref
LEFT JOIN sharing ON c.case_ref = sharing.case_ref
LEFT JOIN assessed ON c.case_ref = assessed.case_ref
LEFT JOIN shared_after ON c.case_ref = shared_after.case_ref
LEFT JOIN full_after ON c.case_ref = full_after.case_ref
LEFT JOIN results ON c.case_ref = results.case_ref
LEFT JOIN calendar from_referred ON c.referral_date = from_referred.day
LEFT JOIN calendar from_assessed ON c.assessment_completed_date = from_assessed.day,
period
