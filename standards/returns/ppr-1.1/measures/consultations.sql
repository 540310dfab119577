-- Each consultation: which of the four kinds of agency took part. A list is text, parted by "; ".
SELECT
    k._row,
    CASE WHEN p.delivery_body = 'HMPPS' OR p.intervention_type = 'SYSTEM' THEN 'N' ELSE 'Y' END
        AS ordinary_programme,
    yn(c.case_type IN ('STALK-DA', 'STALK-NONDA')) AS case_is_stalking,
    list_has_any(string_split(k.agencies, '; '), ['POL'])::INTEGER
        + list_has_any(string_split(k.agencies, '; '), ['PROB'])::INTEGER
        + list_has_any(string_split(k.agencies, '; '), ['HEALTH', 'MH'])::INTEGER
        + list_has_any(string_split(k.agencies, '; '), ['IDVA', 'ISAC', 'VCS'])::INTEGER
        AS agency_kinds,
    -- Colorado's team: the provider, whoever supervises the person, an advocate for victims.
    c.case_type,
    c.intensity_level AS case_intensity_level,
    yn(p.intervention_type IN ('BCP-GROUP', 'BCP-1TO1')) AS programme_is_behaviour_change,
    yn(k.case_ref IN (SELECT case_ref FROM orders WHERE programme_required = 'Y'))
        AS case_programme_ordered,
    list_has_any(string_split(k.agencies, '; '), ['PROB', 'COURT'])::INTEGER
        + list_has_any(string_split(k.agencies, '; '), ['IDVA', 'VCS'])::INTEGER AS team_kinds
FROM consultations k
LEFT JOIN one_cases c ON k.case_ref = c.case_ref
LEFT JOIN one_programmes p ON c.programme_ref = p.programme_ref
