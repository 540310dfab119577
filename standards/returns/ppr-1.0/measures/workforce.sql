-- Training set against the worker's first session; supervision due against supervision held.
WITH first_session AS (
    SELECT c.allocated_worker_ref AS staff_ref, min(s.session_date) AS first_day
    FROM sessions s JOIN one_cases c ON s.case_ref = c.case_ref
    WHERE s.session_type IN ('GROUP', '121') GROUP BY c.allocated_worker_ref
)
SELECT
    w._row,
    'Y' AS ordinary_programme,
    days(first_session.first_day, w.core_training_complete_on) AS days_first_session_to_training,
    w.supervision_sessions_due - w.supervision_sessions_held AS supervision_shortfall,
    yn(w.works_with IN ('PERPETRATOR', 'BOTH', 'VICTIM')) AS is_delivering
FROM workforce w LEFT JOIN first_session ON w.staff_ref = first_session.staff_ref
