-- Each programme: whether it is one that the Home Office standards speak of.
SELECT
    p._row,
    CASE WHEN p.delivery_body = 'HMPPS' OR p.intervention_type = 'SYSTEM' THEN 'N' ELSE 'Y' END
        AS ordinary_programme,
    -- What was planned against what its parts give; 0 means that there is no fixed number.
    round(nullif(p.planned_sessions, 0) / nullif(p.planned_weeks * p.sessions_per_week, 0), 4)
        AS sessions_for_each_planned,
    round(nullif(p.planned_hours, 0) * 60 / nullif(p.planned_sessions * p.planned_minutes, 0), 4)
        AS hours_for_each_planned,
    yn(coalesce(p.stalking_definition IN ('PHA-2A', 'FOUR', 'LOCAL'), false))
        AS stalking_definition_given
FROM programmes p
