-- Each assessment; this edition does not ask who delivers a programme, so all are ordinary.
SELECT
    a._row,
    'Y' AS ordinary_programme
FROM assessments a
