-- Each linked victim beside the case: was support offered, and when, and by whom.
SELECT
    v._row,
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
    -- "Not known" is no answer: it counts as missing, so that many of them leave a clause open.
    CASE WHEN v.information_given <> 'NK' THEN v.information_given END AS informed,
    CASE WHEN v.told_about_limits_of_programme <> 'NK'
         THEN v.told_about_limits_of_programme END AS limits_told,
    CASE WHEN v.relationship_to_perpetrator <> 'NK'
         THEN yn(v.relationship_to_perpetrator IN (
            'SP', 'XSP', 'PA', 'XPA', 'DATE', 'XDATE', 'PARENT', 'CHILD16+', 'CHILDU16', 'SIB',
            'GRAND', 'INLAW', 'OTHFAM')) END AS personally_connected
FROM victims v LEFT JOIN one_cases c ON v.case_ref = c.case_ref
