-- Each linked victim beside what this edition asks about the programme of the case.
SELECT
    v._row,
    CASE WHEN p.delivery_body = 'HMPPS' OR p.intervention_type = 'SYSTEM' THEN 'N' ELSE 'Y' END
        AS ordinary_programme,
    yn(coalesce(v.right_to_know_considered = 'Y', false)) AS right_to_know_shown,
    days(v.right_to_know_considered_on, v.right_to_know_disclosed_on)
        AS days_considered_to_disclosed,
    coalesce(v.safe_contact_agreed, 'NK') AS safe_contact,
    -- "So far": what has not come counts up to closure, or to the end of support or the period.
    to_attempt.nth - from_accepted.nth AS working_days_accepted_to_attempt,
    CASE WHEN v.safety_plan_on IS NOT NULL OR v.safety_plan_in_place <> 'Y'
         THEN to_plan.nth - from_contact.nth END AS working_days_contact_to_plan
FROM victims v
CROSS JOIN period
LEFT JOIN one_cases c ON v.case_ref = c.case_ref
LEFT JOIN one_programmes p ON c.programme_ref = p.programme_ref
LEFT JOIN calendar from_accepted ON c.eligibility_date = from_accepted.day
LEFT JOIN calendar to_attempt
    ON coalesce(
        v.first_attempt_on,
        least(v.iss_offer_date, v.iss_first_contact_date),
        least(c.closed_date, period.period_end)
    ) = to_attempt.day
LEFT JOIN calendar from_contact ON v.iss_first_contact_date = from_contact.day
LEFT JOIN calendar to_plan
    ON coalesce(v.safety_plan_on, least(v.iss_contact_ended_date, period.period_end))
        = to_plan.day
