//! Lines of a page that are no part of its article.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use crate::patterns::compiled;

/// Longer lines are prose, whatever words they hold.
const MAX_FURNITURE_CHARS: usize = 160;

/// A caption may be a long sentence.
const MAX_CAPTION_CHARS: usize = 500;

#[expect(clippy::expect_used, reason = "a test compiles every pattern")]
fn set(patterns: &[&str]) -> RegexSet {
    let patterns = patterns.iter().map(|pattern| format!("(?i){pattern}"));
    RegexSet::new(patterns).expect("the patterns are well formed")
}

/// Lines left out wherever they stand.
static LINES: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"^[\d.,]+ ?[$€£]$|^[$€£] ?[\d.,]+$",
        r#"^(?:skip to (?:main )?content|log ?in|sign ?(?:in|up)|register|menu|search|home|print|close|accept|loading|top)\b(?:.{0,59}[^.!?”"])?$"#,
        r"^(?:share|tweet|like|send|e-?mail|print|follow us|whatsapp|telegram|facebook|twitter)\b(?: +(?:on|this|by|via|to|with|article|story|page|e-?mail|facebook|twitter|google\+?|whatsapp|telegram|linkedin|reddit|pinterest|f|t|in|@|us|it))*\W*$",
        r"^share this\b.{0,120}$",
        r"^(?:read|see|watch|listen|learn) (?:more|also|next)\b.{0,150}$|^(?:also read|see also|related|more on)\b ?[:\-–—].{0,150}$|^read also\b.{0,100}$",
        r"^(?:advert(?:isement|ising)?|sponsored(?: content)?|promoted)\b.{0,140}$",
        r"^(?:breaking|live|just in|watch live)\b ?[:\-–—|].{0,150}$",
        r"^(?:subscribe|sign up|join (?:us|our)|download our|get our|support us|donate|become a (?:member|patron)|follow us)\b.{0,150}$",
        r"\bsubscribe to our\b|\bnewsletter\b.{0,40}\b(?:subscribe|sign up)|\bconsider (?:helping|supporting|donating)\b|\ball rights reserved\b|^(?:copyright|©|\(c\))|\b(?:uses?|stores?|storing) cookies\b|\bcookies? (?:policy|help|banner)|\bprivacy policy\b|\bterms of (?:use|service|agreement)\b",
        r"\bfree articles?\b.{0,40}$|\b(?:need|with) your support\b|^(?:please )?(?:help|support) us\b|\bsupport (?:our|independent) (?:work|journalism|reporting)\b",
        r"^.{0,60}\bwebsite can (?:also )?be accessed\b",
        r"^(?:https?://|www\.)\S+$|^\S+\.(?:com|net|org|co\.uk|tv|info|example)$",
        r"^press tv news roku$",
        r"^\d+ (?:min(?:ute)?s? read|comments?|views?|shares?)$|^comments? \(\d+\)$",
        r"^(?:tags?|topics?|categor(?:y|ies)|keywords|filed under|source|sources|via)\s*:.{0,150}$",
        r"^(?:reporting|editing|writing|additional reporting|translated|edited) by\b.{0,150}$",
        r"^\W*$",
    ])
});

/// Captions: they repeat the text or describe a picture.
static CAPTIONS: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"^(?:\[?(?:image|photo|picture|video|map|infographic|file image|file photo|illustrative image|illustration|caption)\]?)\s*[:\]]",
        r"^\[(?:image|photo|video|picture)\b",
        r"\((?:photo|image|picture|file photo|file|credit)s?\b[^()]{0,60}\)\W*$",
        r"\b(?:photo|picture|image|credit)s?: [\w .,/&’'-]{2,40}$",
        r"[\[(](?:getty|afp|reuters|ap|epa|anadolu|sana|file|archive|twitter|screengrab)(?: images| photo)?[\])]\W*$",
    ])
});

/// Lines after which nothing belongs to the article.
static ENDS: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"^(?:related|more|similar|latest|recommended|popular|trending|most (?:read|viewed|popular)|top|other|further|recent)(?: (?:stories|articles|news|posts|content|reading|on .{1,30}|topics|from .{1,40}|viewed|now|today|stories today))*\W*$",
        r"^(?:you (?:may|might) (?:also )?(?:like|be interested)|read next|up next|what to read next|see also|editor'?s picks?|don'?t miss)\b.{0,30}$",
        r"^(?:\d+ )?(?:reader )?comments?(?: \(\d+\))?\W*$|^(?:leave|post|add|write) a (?:comment|reply)\b.{0,40}$|^(?:join|start) the (?:conversation|discussion)\W*$|^(?:\d+ )?(?:thoughts|responses|replies) (?:on|to)\b.{0,80}$|^discussion(?: \(\d+\))?$",
        r"^do you like this (?:content|article)\b.{0,60}$",
        r"^(?:about (?:the author|us)|contact us)\W*$",
    ])
});

/// Whether a block is furniture.
pub(super) fn is_furniture(block: &str) -> bool {
    let length = block.chars().count();
    (length <= MAX_FURNITURE_CHARS && (LINES.is_match(block) || is_trail(block)))
        || is_caption(block)
}

/// Whether a block is the caption of a picture.
pub(super) fn is_caption(block: &str) -> bool {
    block.chars().count() <= MAX_CAPTION_CHARS && CAPTIONS.is_match(block)
}

/// Whether nothing after this block belongs to the article.
pub(super) fn ends_article(block: &str) -> bool {
    let length = block.chars().count();
    length <= MAX_FURNITURE_CHARS && !block.ends_with('.') && ENDS.is_match(block)
}

/// Whether a block is a trail or menu such as `Home > World > Syria`.
pub(super) fn is_trail(block: &str) -> bool {
    trail(block).is_some()
}

/// The parts of a trail or menu; at least two, none of them a sentence.
pub(super) fn trail(block: &str) -> Option<Vec<&str>> {
    static SEPARATOR: LazyLock<Regex> = LazyLock::new(|| compiled(r"\s+[/>»›|·•→]\s+|\s{3,}"));
    let parts: Vec<&str> = SEPARATOR
        .split(block)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let short = |part: &&str| part.chars().count() <= 30 && !part.ends_with(['.', '!', '?']);
    (parts.len() >= 2 && parts.iter().all(short)).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_from_prose() {
        for line in [
            "2,500 $",
            "Skip to content",
            "Home   /   World   /   Syria",
            "SHARE   f   t   in   @",
            "[IMAGE] Smoke above the town (Hauran Today)",
            "FILE IMAGE: fighters in the hills",
            "A man walks past a ruin in May 2016. (Photo by AFP)",
            "Read more: Water flows again",
            "Share on Facebook",
            "Tweet",
            "2 min read",
            "Example News’ website can also be accessed at",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in [
            "The talks had produced nothing.",
            "Print media said so.",
            "Home to 5,000 people, the town fell silent on Monday, and nobody spoke of it for a long time, as residents of both banks remember it well.",
            "Search teams found nothing; the siege went on for another year, and people left one by one, until in the spring the quarter that had been home to thousands stood empty.",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }

    #[test]
    fn what_follows_the_article_is_known_by_its_heading() {
        for line in [
            "RELATED STORIES",
            "You may also like",
            "Comments (3)",
            "Most read",
            "2 comments",
            "MORE ON SYRIA",
        ] {
            assert!(ends_article(line), "{line}");
        }
        assert!(!ends_article("More on that later, he said."));
    }
}
