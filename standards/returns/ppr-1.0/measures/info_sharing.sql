-- Each exchange; this edition does not ask who delivers a programme, so all are ordinary.
SELECT
    s._row,
    'Y' AS ordinary_programme
FROM info_sharing s
