//! Ids that stay the same from one loading to the next.

use crate::model::Article;

/// The id of an article that brought none: from its URL, so that a corrected text is the same article, else
/// from title and text.
pub(super) fn of(article: &Article) -> String {
    match article.url.as_deref().map(plain_url).filter(|url| !url.is_empty()) {
        Some(url) => fingerprint(&[&url]),
        None => fingerprint(&[&article.title, &article.text]),
    }
}

/// A URL without what does not tell pages apart: scheme, `www.`, fragment, tracking parameters, final slash.
fn plain_url(url: &str) -> String {
    let url = url.trim();
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.split('#').next().unwrap_or(url);
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    let host = host.to_lowercase();
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("utm_") && !pair.starts_with("fbclid="))
        .collect();
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    format!("{}/{}{query}", host.trim_start_matches("www."), path.trim_end_matches('/'))
}

/// Sixteen hexadecimal digits that stand for the parts: the hash of Fowler, Noll and Vo (FNV-1a, 64 bits),
/// with a zero byte between the parts.
pub fn fingerprint(parts: &[&str]) -> String {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_id_however_it_was_reached() {
        let at = |url: &str| of(&Article { url: Some(url.into()), ..Article::default() });
        let page = at("https://www.example.org/news/42");
        assert_eq!(page, at("http://example.org/news/42/?utm_source=feed#top"));
        assert_ne!(page, at("https://example.org/news/42?page=2"));
        assert_ne!(page, at("https://example.org/news/43"));
    }
}
