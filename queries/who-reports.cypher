//! What each publisher reports
//!
//! Publishers by the number of their articles and of the meetings they tell of, and how many of those
//! meetings no other publisher has.

MATCH (m:Meeting)
UNWIND evidence(m) AS e
WITH m, collect(DISTINCT e.publisher) AS publishers, collect(DISTINCT e.article) AS articles
UNWIND publishers AS publisher
WITH publisher, count(m) AS meetings, sum(CASE WHEN size(publishers) = 1 THEN 1 ELSE 0 END) AS alone
OPTIONAL MATCH (article:Article {publisher: publisher})
RETURN publisher, count(article) AS articles, meetings, alone
ORDER BY meetings DESC, publisher;
