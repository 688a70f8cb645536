//! HTML pages: the article without navigation and advertisement, by the rules of Mozilla's Readability.

use dom_smoothie::{Config, Readability, TextMode};

use crate::model::Article;

use super::{Flaw, date, finish};

pub(super) fn article(page: &str) -> Result<Article, Flaw> {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let none = || Flaw::whole("the page holds no article that can be told from its navigation");
    let mut reader = Readability::new(page, None, Some(config)).map_err(|_| none())?;
    let found = reader.parse().map_err(|_| none())?;
    let published = match &found.published_time {
        Some(time) => Some(date::published(time).map_err(Flaw::whole)?),
        None => None,
    };
    let article = Article {
        title: found.title.trim().to_owned(),
        text: found.text_content.trim().to_owned(),
        url: found.url.filter(|url| !url.is_empty()).or_else(|| canonical(page)),
        publisher: found.site_name,
        published,
        ..Article::default()
    };
    finish(article).map_err(Flaw::whole)
}

/// The address that the page gives itself: `<link rel="canonical" href="…">`, `og:url`.
fn canonical(page: &str) -> Option<String> {
    let head = &page[..page.find("</head>")?];
    let tag = head.split('<').find(|tag| {
        tag.contains("rel=\"canonical\"") || tag.contains("rel='canonical'") || tag.contains("og:url")
    })?;
    let value = tag.split_once("href=").or_else(|| tag.split_once("content="))?.1;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let address = value[1..].split(quote).next()?.trim();
    (!address.is_empty()).then(|| address.to_owned())
}
