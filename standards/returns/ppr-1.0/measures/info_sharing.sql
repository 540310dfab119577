-- Each act of sharing beside its case.
SELECT s._row, days(c.referral_date, s.shared_on) AS days_referral_to_shared
FROM info_sharing s LEFT JOIN one_cases c ON s.case_ref = c.case_ref
