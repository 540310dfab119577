-- Each session beside what this edition asks about the programme of its case. A list is text,
-- parted by "; ".
WITH supporters AS (
    SELECT case_ref, list(support_worker_ref) AS workers
    FROM victims
    WHERE iss_contact_status = 'CONTACTED' AND support_worker_ref IS NOT NULL
    GROUP BY case_ref
)
SELECT
    s._row,
    CASE WHEN p.delivery_body = 'HMPPS' OR p.intervention_type = 'SYSTEM' THEN 'N' ELSE 'Y' END
        AS ordinary_programme,
    followed_up.nth - held.nth AS working_days_to_follow_up,
    CASE WHEN s.safety_check <> 'NK' THEN s.safety_check END AS safety_check_known,
    yn(supporters.case_ref IS NOT NULL) AS victim_has_worker,
    yn(list_has_any(string_split(s.facilitator_refs, '; '), supporters.workers))
        AS facilitator_supports_victim
FROM sessions s
LEFT JOIN calendar held ON s.session_date = held.day
LEFT JOIN calendar followed_up
    ON coalesce(s.followed_up_on, (SELECT period_end FROM period)) = followed_up.day
LEFT JOIN one_cases c ON s.case_ref = c.case_ref
LEFT JOIN one_programmes p ON c.programme_ref = p.programme_ref
LEFT JOIN supporters ON s.case_ref = supporters.case_ref
