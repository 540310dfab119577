-- How old the agreement on sharing information is.
SELECT r._row, days(r.sharing_agreement_on, r.period_end) AS days_agreement_to_period_end
FROM "return" r
