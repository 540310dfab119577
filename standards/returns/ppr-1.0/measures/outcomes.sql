-- Whether an outcome told by a victim belongs to that victim's own case.
SELECT
    o._row,
    'Y' AS ordinary_programme,
    yn(v.case_ref = o.case_ref) AS victim_belongs
FROM outcomes o LEFT JOIN one_victims v ON o.victim_ref = v.victim_ref
