-- Articles that answer a question ($1, in the syntax of to_tsquery), the best answers
-- first.
-- $2 to $7: the filter, as filtered_articles takes it. $8, $9: rank and id of the last
-- one before the page. $10: how many.
SELECT answer.id AS "id!", answer.rank AS "rank!"
FROM (
    -- Length counts little: a long report is no worse an answer.
    SELECT a.id, ts_rank_cd(a.search, asked.query, 1) AS rank
    FROM search_queries($1) asked
    JOIN filtered_articles($2, $3, $4, $5, $6, $7) a
        ON a.search @@ asked.query
       AND text_search_configuration(a.language) = asked.configuration
) AS answer
WHERE $8::real IS NULL OR (answer.rank, answer.id) < ($8, $9::uuid)
ORDER BY answer.rank DESC, answer.id DESC
LIMIT $10
