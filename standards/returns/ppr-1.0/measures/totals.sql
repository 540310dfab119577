-- Declared headline figures beside the same figures counted from the rows.
WITH counted AS (
    SELECT 'REFERRALS' AS measure, sex FROM cases, period
        WHERE referral_date BETWEEN period_start AND period_end
    UNION ALL SELECT 'SELF-REFERRALS', sex FROM cases, period
        WHERE referral_date BETWEEN period_start AND period_end AND referral_source = 'SELF'
    UNION ALL SELECT 'AGENCY-REFERRALS', sex FROM cases, period
        WHERE referral_date BETWEEN period_start AND period_end AND referral_source <> 'SELF'
    UNION ALL SELECT 'ACCEPTED', sex FROM cases, period
        WHERE eligibility_date BETWEEN period_start AND period_end
          AND eligibility_decision = 'ACC'
    UNION ALL SELECT 'DECLINED', sex FROM cases, period
        WHERE eligibility_date BETWEEN period_start AND period_end
          AND eligibility_decision = 'DEC'
    UNION ALL SELECT 'STARTED', sex FROM cases, period
        WHERE start_date BETWEEN period_start AND period_end
    UNION ALL SELECT
        CASE WHEN closure_reason = 'COMPLETED' THEN 'COMPLETED'
             WHEN closure_reason = 'DROPOUT' THEN 'DROPPED-OUT'
             WHEN closure_reason LIKE 'DESELECT-%' THEN 'DESELECTED'
             WHEN closure_reason = 'NONSTART' THEN 'NON-STARTERS' END, sex FROM cases, period
        WHERE closed_date BETWEEN period_start AND period_end
    UNION ALL SELECT 'OPEN-AT-END', sex FROM cases WHERE case_status <> 'CLOSED'
    UNION ALL SELECT 'VICTIMS-LINKED', sex FROM victims
    UNION ALL SELECT 'VICTIMS-OFFERED', sex FROM victims, period
        WHERE iss_offer_date BETWEEN period_start AND period_end
    UNION ALL SELECT 'VICTIMS-SUPPORTED', sex FROM victims, period
        WHERE iss_first_contact_date BETWEEN period_start AND period_end
),
computed AS (
    SELECT
        measure, count(*) AS total,
        count(*) FILTER (sex = 'M') AS males, count(*) FILTER (sex = 'F') AS females
    FROM counted GROUP BY measure
    UNION ALL SELECT 'CHILDREN-LINKED', sum(children_linked_count), NULL, NULL FROM cases
)
SELECT
    t._row,
    coalesce(computed.total, 0)::BIGINT AS computed_value,
    (t.period_value - coalesce(computed.total, 0))::BIGINT AS difference,
    t.period_value - t.ytd_value AS ytd_shortfall,
    coalesce(t.male_value, 0) + coalesce(t.female_value, 0) - t.period_value AS split_excess,
    t.male_value - coalesce(computed.males, 0) AS male_difference,
    t.female_value - coalesce(computed.females, 0) AS female_difference
FROM totals t LEFT JOIN computed ON t.measure = computed.measure
