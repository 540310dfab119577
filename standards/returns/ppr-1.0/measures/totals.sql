-- Declared headline figures beside the same figures counted from the rows.
WITH counted AS (
    SELECT 'REFERRALS' AS measure FROM cases, period
        WHERE referral_date BETWEEN period_start AND period_end
    UNION ALL SELECT 'SELF-REFERRALS' FROM cases, period
        WHERE referral_date BETWEEN period_start AND period_end AND referral_source = 'SELF'
    UNION ALL SELECT 'AGENCY-REFERRALS' FROM cases, period
        WHERE referral_date BETWEEN period_start AND period_end AND referral_source <> 'SELF'
    UNION ALL SELECT 'ACCEPTED' FROM cases, period
        WHERE eligibility_date BETWEEN period_start AND period_end
          AND eligibility_decision = 'ACC'
    UNION ALL SELECT 'DECLINED' FROM cases, period
        WHERE eligibility_date BETWEEN period_start AND period_end
          AND eligibility_decision = 'DEC'
    UNION ALL SELECT 'STARTED' FROM cases, period
        WHERE start_date BETWEEN period_start AND period_end
    UNION ALL SELECT
        CASE WHEN closure_reason = 'COMPLETED' THEN 'COMPLETED'
             WHEN closure_reason = 'DROPOUT' THEN 'DROPPED-OUT'
             WHEN closure_reason LIKE 'DESELECT-%' THEN 'DESELECTED'
             WHEN closure_reason = 'NONSTART' THEN 'NON-STARTERS' END FROM cases, period
        WHERE closed_date BETWEEN period_start AND period_end
    UNION ALL SELECT 'OPEN-AT-END' FROM cases WHERE case_status <> 'CLOSED'
    UNION ALL SELECT 'VICTIMS-LINKED' FROM victims
    UNION ALL SELECT 'VICTIMS-OFFERED' FROM victims, period
        WHERE iss_offer_date BETWEEN period_start AND period_end
    UNION ALL SELECT 'VICTIMS-SUPPORTED' FROM victims, period
        WHERE iss_first_contact_date BETWEEN period_start AND period_end
),
computed AS (
    SELECT measure, count(*) AS total FROM counted GROUP BY measure
    UNION ALL SELECT 'CHILDREN-LINKED', sum(children_linked_count) FROM cases
)
SELECT
    t._row,
    (t.period_value - coalesce(computed.total, 0))::BIGINT AS difference,
    t.period_value - t.ytd_value AS ytd_shortfall,
    coalesce(t.male_value, 0) + coalesce(t.female_value, 0) - t.period_value AS split_excess
FROM totals t LEFT JOIN computed ON t.measure = computed.measure
