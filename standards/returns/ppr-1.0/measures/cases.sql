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
        max(assessed_on) AS last_day,
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
ordered_absence AS (
    SELECT o.case_ref, min(s.session_date) AS day
    FROM orders o JOIN sessions s
        ON s.case_ref = o.case_ref AND s.attendance = 'ABS-UNAUTH'
        AND s.session_date >= o.made_on
        AND s.session_date <= coalesce(o.expires_on, s.session_date)
    WHERE o.programme_required = 'Y' GROUP BY o.case_ref
),
shared_after_absence AS (
    SELECT DISTINCT a.case_ref
    FROM ordered_absence a JOIN info_sharing s
        ON s.case_ref = a.case_ref AND s.shared_on >= a.day
),
results AS (
    SELECT
        case_ref,
        count(*) FILTER (reported_by = 'VICTIM') AS victim_outcome_count,
        count(*) FILTER (timepoint = 'T0') AS t0_count,
        count(*) FILTER (timepoint = 'T3') AS t3_count
    FROM outcomes GROUP BY case_ref
),
-- What the Sessions sheet holds of a case; the provider's own cancellations were offered, not held.
listed AS (
    SELECT
        case_ref,
        min(session_date) AS first_day,
        count(DISTINCT date_trunc('week', session_date)) FILTER (
            session_type IN ('GROUP', '121') AND attendance IN ('ATT', 'LATE')) AS weeks,
        count(*) FILTER (session_type IN ('GROUP', '121', 'CATCHUP')) AS offered,
        max(session_date) FILTER (session_type = 'REVIEW' AND attendance <> 'CANC-PROV')
            AS review_day
    FROM sessions GROUP BY case_ref
),
-- Work with the perpetrator in the order of its days, each day after the one before. Whatever is
-- not an absence without excuse begins a new run.
worked AS (
    SELECT
        case_ref,
        session_date AS day,
        attendance,
        days(lag(session_date) OVER by_day, session_date) AS gap,
        count(*) FILTER (attendance <> 'ABS-UNAUTH') OVER by_day AS run
    FROM sessions
    WHERE session_type IN ('GROUP', '121', 'CATCHUP') AND attendance <> 'CANC-PROV'
    WINDOW by_day AS (PARTITION BY case_ref ORDER BY session_date, _row)
),
-- Absences count only since anybody last looked at the case, by a review or an assessment.
runs AS (
    SELECT
        w.case_ref,
        count(*) FILTER (
            w.attendance = 'ABS-UNAUTH'
            AND coalesce(w.day > greatest(listed.review_day, assessed.last_day), true)) AS misses,
        max(w.gap) AS gap,
        max(w.day) AS last_day,
        max(w.day) FILTER (w.attendance IN ('ATT', 'LATE')) AS last_attended
    FROM worked w
    LEFT JOIN listed ON w.case_ref = listed.case_ref
    LEFT JOIN assessed ON w.case_ref = assessed.case_ref
    GROUP BY w.case_ref, w.run
),
attended AS (
    SELECT
        case_ref,
        max(misses) AS misses,
        max(gap) AS longest_gap,
        max(last_day) AS last_day,
        max(last_attended) AS last_attended
    FROM runs GROUP BY case_ref
),
-- Assessments up to the end of the case, each after the one before; and the first look at risk
-- after somebody's last session, or once the case was closed.
risk_days AS (
    SELECT
        a.case_ref,
        a.assessed_on AS day,
        days(lag(a.assessed_on) OVER (PARTITION BY a.case_ref ORDER BY a.assessed_on),
             a.assessed_on) AS gap,
        a.assessed_on <= coalesce(c.closed_date, period.period_end) AS in_time,
        a.assessed_on >= c.closed_date OR a.assessed_on > attended.last_attended AS is_later
    FROM assessments a
    CROSS JOIN period
    JOIN one_cases c ON a.case_ref = c.case_ref
    LEFT JOIN attended ON a.case_ref = attended.case_ref
),
reassessed AS (
    SELECT
        case_ref,
        max(gap) FILTER (in_time) AS longest_gap,
        max(day) FILTER (in_time) AS last_day,
        min(day) FILTER (is_later) AS later_day
    FROM risk_days GROUP BY case_ref
),
-- People who are also in work that goes beyond a first or an early step.
fuller AS (
    SELECT DISTINCT c.person_ref
    FROM cases c JOIN one_programmes p ON c.programme_ref = p.programme_ref
    WHERE p.intervention_type NOT IN ('EARLY', 'COND-CAUTION', 'HELPLINE', 'SYSTEM', 'OTHER')
      AND c.eligibility_decision = 'ACC' AND c.case_status <> 'CLOSED'
),
-- Standards of other countries speak of people whom an order sends to the programme.
ordered AS (SELECT DISTINCT case_ref FROM orders WHERE programme_required = 'Y')
SELECT
    c._row,
    'Y' AS ordinary_programme,
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
    days(c.start_date, coalesce(c.closed_date, period.period_end)) AS days_in_programme,
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
    -- "So far": high risk that nobody was told of counts up to the end of the period.
    to_shared.nth - from_high.nth AS working_days_high_to_shared,
    -- "So far": a fuller assessment that has not come counts up to closure or the period's end.
    days(assessed.sash_day, least(full_after.day, c.closed_date, period.period_end))
        AS days_sash_to_full,
    CASE WHEN ordered_absence.day IS NOT NULL
         THEN yn(shared_after_absence.case_ref IS NOT NULL) END AS ordered_absence_shared,
    attended.misses AS misses_since_look,
    to_reassessed.nth - from_closed.nth AS working_days_closed_to_reassessed,
    yn(c.start_date IS NOT NULL
       OR (c.eligibility_decision = 'ACC' AND c.case_status <> 'CLOSED')) AS started_or_waiting,
    CASE WHEN c.start_date IS NOT NULL THEN days(c.assessment_completed_date, c.start_date)
         WHEN c.eligibility_decision = 'ACC' AND c.case_status <> 'CLOSED'
         THEN days(c.assessment_completed_date, period.period_end) END AS days_assessment_to_start,
    greatest(reassessed.longest_gap,
             days(reassessed.last_day, coalesce(c.closed_date, period.period_end)))
        AS longest_assessment_gap,
    -- "So far": while more sessions are planned, the days since the last one count as well.
    CASE WHEN c.case_status = 'ACTIVE'
              AND listed.offered < coalesce(c.planned_sessions_case, p.planned_sessions)
         THEN greatest(attended.longest_gap, days(attended.last_day, period.period_end))
         ELSE attended.longest_gap END AS longest_session_gap,
    yn(fuller.person_ref IS NOT NULL) AS in_fuller_work,
    p.cohort AS programme_cohort,
    yn(ordered.case_ref IS NOT NULL) AS programme_ordered,
    yn(c.case_status <> 'CLOSED' OR c.closure_reason = 'COMPLETED') AS still_open_or_completed,
    date_sub('month', c.start_date, c.closed_date) AS months_start_to_closed,
    -- "So far", and a month counts from its first day: one day over 18 months is the 19th.
    date_sub('month', c.start_date, coalesce(c.closed_date, period.period_end) - 1) + 1
        AS months_begun_since_start,
    -- Unknown where the sheet does not go back to the start: earlier weeks may not be on it.
    CASE WHEN listed.first_day <= c.start_date THEN listed.weeks END AS weeks_attended,
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
LEFT JOIN ordered_absence ON c.case_ref = ordered_absence.case_ref
LEFT JOIN shared_after_absence ON c.case_ref = shared_after_absence.case_ref
LEFT JOIN results ON c.case_ref = results.case_ref
LEFT JOIN calendar from_referred ON c.referral_date = from_referred.day
LEFT JOIN calendar from_assessed ON c.assessment_completed_date = from_assessed.day
LEFT JOIN attended ON c.case_ref = attended.case_ref
LEFT JOIN reassessed ON c.case_ref = reassessed.case_ref
LEFT JOIN fuller ON c.person_ref = fuller.person_ref
LEFT JOIN ordered ON c.case_ref = ordered.case_ref
LEFT JOIN listed ON c.case_ref = listed.case_ref
LEFT JOIN calendar from_closed ON c.closed_date = from_closed.day
LEFT JOIN calendar from_high ON assessed.high_day = from_high.day
LEFT JOIN calendar to_shared
    ON coalesce(shared_after.day, (SELECT period_end FROM period)) = to_shared.day
LEFT JOIN calendar to_reassessed
    ON coalesce(reassessed.later_day, (SELECT period_end FROM period)) = to_reassessed.day,
period
