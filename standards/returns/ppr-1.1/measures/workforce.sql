-- Each post beside what this edition asks about its programme.
SELECT
    w._row,
    CASE WHEN p.delivery_body = 'HMPPS' OR p.intervention_type = 'SYSTEM' THEN 'N' ELSE 'Y' END
        AS ordinary_programme,
    yn(w.supervisor_ref = w.staff_ref) AS supervised_by_self,
    days(w.record_checked_on, period.period_end) AS days_record_check_to_period_end,
    -- Core training that was finished since counts as well: a new worker has no later course.
    CASE WHEN w.last_training_on IS NOT NULL
         THEN days(greatest(w.last_training_on, w.core_training_complete_on), period.period_end)
         END AS days_training_to_period_end
FROM workforce w
LEFT JOIN one_programmes p ON w.programme_ref = p.programme_ref,
period
