-- Each linked victim beside the case: was support offered, and when, and by whom.
SELECT
    v._row,
    'Y' AS ordinary_programme,
    yn(c.case_type IN ('DA-IPV', 'DA-FAM', 'STALK-DA')) AS case_is_da,
    yn(c.case_type IN ('STALK-DA', 'STALK-NONDA')) AS case_is_stalking,
    CASE WHEN c.case_ref IS NOT NULL THEN yn(c.start_date IS NOT NULL) END AS case_started,
    yn(v.iss_contact_status NOT IN ('UNSAFE', 'NO-DETAILS', 'NO-VICTIM')) AS can_be_offered,
    days(c.start_date, v.iss_offer_date) AS days_start_to_offer,
    days(c.start_date, v.advocate_offered_on) AS days_start_to_advocate,
    days(v.iss_offer_date, v.iss_first_contact_date) AS days_offer_to_contact,
    yn(v.support_worker_ref = c.allocated_worker_ref) AS same_worker,
    yn(v.iss_offer_date IS NOT NULL) AS support_offered,
    yn(v.advocate_offered_on IS NOT NULL) AS advocate_offered,
    yn(v.iss_contact_status = 'CONTACTED') AS reached,
    yn(c.case_status <> 'CLOSED') AS case_open,
    yn(c.eligibility_decision = 'ACC') AS case_accepted,
    -- News is due to whoever is still in touch, and from the first contact at the earliest.
    yn(c.start_date IS NOT NULL AND coalesce(v.iss_contact_ended_date >= c.start_date, true))
        AS told_of_start_due,
    yn(c.closed_date IS NOT NULL AND coalesce(v.iss_contact_ended_date >= c.closed_date, true))
        AS told_of_closure_due,
    -- "So far": what a victim was not told counts up to the end of the period.
    told_start.nth - from_start.nth AS working_days_start_to_told,
    told_closed.nth - from_closed.nth AS working_days_closed_to_told,
    -- "Not known" is no answer: it counts as missing, so that many of them leave a clause open.
    CASE WHEN v.information_given <> 'NK' THEN v.information_given END AS informed,
    CASE WHEN v.told_about_limits_of_programme <> 'NK'
         THEN v.told_about_limits_of_programme END AS limits_told,
    CASE WHEN v.relationship_to_perpetrator <> 'NK'
         THEN yn(v.relationship_to_perpetrator IN (
            'SP', 'XSP', 'PA', 'XPA', 'DATE', 'XDATE', 'PARENT', 'CHILD16+', 'CHILDU16', 'SIB',
            'GRAND', 'INLAW', 'OTHFAM')) END AS personally_connected
FROM victims v
CROSS JOIN period
LEFT JOIN one_cases c ON v.case_ref = c.case_ref
LEFT JOIN calendar from_start ON greatest(c.start_date, v.iss_first_contact_date) = from_start.day
LEFT JOIN calendar told_start
    ON coalesce(v.notified_of_start, period.period_end) = told_start.day
LEFT JOIN calendar from_closed
    ON greatest(c.closed_date, v.iss_first_contact_date) = from_closed.day
LEFT JOIN calendar told_closed
    ON coalesce(v.notified_of_closure, period.period_end) = told_closed.day
