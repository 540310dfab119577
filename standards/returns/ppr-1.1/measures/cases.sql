-- Each case beside what this edition asks about its programme.
WITH consulted AS (
    SELECT case_ref, count(*) AS consultation_count FROM consultations GROUP BY case_ref
),
-- New partners who are linked: whether an offer can be made to all of them, and the first made.
new_partners AS (
    SELECT
        case_ref,
        min(iss_offer_date) AS offered_on,
        bool_and(iss_contact_status NOT IN ('UNSAFE', 'NO-DETAILS', 'NO-VICTIM', 'OTHER-SERVICE'))
            AS can_be_offered
    FROM victims WHERE victim_type = 'NEW' GROUP BY case_ref
),
-- Colorado's levels: sessions offered from the start on, or from the first one that is listed.
shown AS (
    SELECT
        c.case_ref,
        coalesce(min(s.session_date) <= c.start_date, false) AS from_start,
        greatest(c.start_date, coalesce(min(s.session_date), period.period_start)) AS first_day,
        coalesce(c.closed_date, period.period_end) AS last_day
    FROM one_cases c CROSS JOIN period LEFT JOIN sessions s ON s.case_ref = c.case_ref
    WHERE c.start_date IS NOT NULL
    GROUP BY c.case_ref, c.start_date, c.closed_date, period.period_start, period.period_end
),
contacts AS (
    SELECT
        shown.case_ref,
        count(s.session_date) AS held,
        greatest(1, days(shown.first_day, shown.last_day) // 7) AS weeks,
        date_sub('month', shown.first_day, shown.last_day) AS months
    FROM shown LEFT JOIN sessions s
        ON s.case_ref = shown.case_ref AND s.session_type IN ('GROUP', '121', 'CATCHUP')
        AND s.attendance <> 'CANC-PROV' AND s.session_date BETWEEN shown.first_day AND shown.last_day
    GROUP BY shown.case_ref, shown.first_day, shown.last_day
),
plan_reviews AS (
    SELECT shown.case_ref, r.day
    FROM shown JOIN (
        SELECT case_ref, session_date AS day FROM sessions
        WHERE session_type = 'REVIEW' AND attendance <> 'CANC-PROV'
        UNION
        SELECT case_ref, held_on FROM consultations
    ) r ON r.case_ref = shown.case_ref
    JOIN one_cases c ON c.case_ref = shown.case_ref
    WHERE shown.from_start AND r.day > c.start_date AND r.day <= shown.last_day
),
plan_days AS (
    SELECT case_ref, day FROM plan_reviews
    UNION
    SELECT c.case_ref, c.start_date
    FROM one_cases c JOIN shown ON shown.case_ref = c.case_ref WHERE shown.from_start
    UNION
    SELECT case_ref, last_day FROM shown WHERE from_start
),
plan_gaps AS (
    SELECT
        case_ref,
        date_sub('month', day, lead(day) OVER (PARTITION BY case_ref ORDER BY day) - 1) + 1 AS gap
    FROM plan_days
),
plan_reviewed AS (SELECT case_ref, max(gap) AS longest_gap FROM plan_gaps GROUP BY case_ref),
plan_counts AS (
    SELECT shown.case_ref, count(r.day) AS reviews
    FROM shown LEFT JOIN plan_reviews r ON r.case_ref = shown.case_ref
    WHERE shown.from_start GROUP BY shown.case_ref
)
SELECT
    c._row,
    CASE WHEN p.delivery_body = 'HMPPS' OR p.intervention_type = 'SYSTEM' THEN 'N' ELSE 'Y' END
        AS ordinary_programme,
    p.sessions_per_week AS programme_sessions_per_week,
    CASE WHEN c.case_status = 'WAITLIST'
         THEN days(coalesce(c.waiting_contact_on, c.eligibility_date, c.referral_date),
                   (SELECT period_end FROM period)) END AS days_since_waiting_contact,
    -- "Not known" is no answer: it counts as missing, so that many of them leave a clause open.
    CASE WHEN c.alternative_route_given <> 'NK' THEN c.alternative_route_given END AS route_given,
    CASE WHEN c.interpreter_provided <> 'NK' THEN c.interpreter_provided END AS interpreter_known,
    CASE WHEN c.adaptation_made <> 'NK' THEN c.adaptation_made END AS adaptation_known,
    coalesce(consulted.consultation_count, 0) AS consultation_count,
    contacts.months AS months_shown,
    contacts.held / contacts.weeks AS contacts_a_week,
    (contacts.held - contacts.weeks) / greatest(1, contacts.months)
        AS contacts_beyond_weekly_a_month,
    plan_counts.reviews AS review_count,
    plan_reviewed.longest_gap AS longest_review_gap_months,
    CASE WHEN c.other_agency_withdrew <> 'NK' THEN c.other_agency_withdrew END AS agency_withdrew,
    yn(c.agencies_at_start IS NOT NULL) AS agencies_at_start_recorded,
    yn(c.agencies_at_exit IS NOT NULL) AS agencies_at_exit_recorded,
    yn(c.abuse_types IS NOT NULL) AS abuse_type_recorded,
    yn(coalesce(c.children_known, 'NK') <> 'NK') AS children_answered,
    yn(c.new_partner_known_on IS NOT NULL AND c.no_victim_reason IS NULL
       AND coalesce(new_partners.can_be_offered, true)) AS partner_offer_due,
    -- "So far": what has not come counts up to closure or to the end of the period.
    to_offer.nth - from_partner.nth AS working_days_partner_to_offer,
    to_referrer.nth - from_closed.nth AS working_days_closed_to_referrer_told
FROM cases c
CROSS JOIN period
LEFT JOIN one_programmes p ON c.programme_ref = p.programme_ref
LEFT JOIN consulted ON c.case_ref = consulted.case_ref
LEFT JOIN new_partners ON c.case_ref = new_partners.case_ref
LEFT JOIN contacts ON c.case_ref = contacts.case_ref
LEFT JOIN plan_counts ON c.case_ref = plan_counts.case_ref
LEFT JOIN plan_reviewed ON c.case_ref = plan_reviewed.case_ref
LEFT JOIN calendar from_partner ON c.new_partner_known_on = from_partner.day
LEFT JOIN calendar to_offer
    ON coalesce(new_partners.offered_on, least(c.closed_date, period.period_end)) = to_offer.day
LEFT JOIN calendar from_closed ON c.closed_date = from_closed.day
LEFT JOIN calendar to_referrer
    ON coalesce(c.referrer_told_on, period.period_end) = to_referrer.day
