//! Blocks of a page that are no part of its article, and why.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::Span;

/// Why a block of a page is no part of the article's body.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Deserialize,
    Serialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum DropReason {
    /// The headline, or another wording of it: it is the title.
    Headline,
    /// Who wrote when: byline, date line, dateline, header field.
    Byline,
    /// Caption or credit of a picture.
    Caption,
    /// Menu, trail, address, link to elsewhere on the site.
    Navigation,
    /// An invitation to share the article.
    Share,
    /// Asks for money, a subscription or a registration.
    Appeal,
    /// Advertisement.
    Advertisement,
    /// Points at other articles.
    Related,
    /// A comment of a reader, or the form for one.
    Comment,
    /// Tags and categories.
    Tags,
    /// Copyright, cookies, imprint, credits of the newsroom.
    Notice,
    /// A post of a social network shown in the page.
    Embed,
    /// Says again what stands elsewhere on the page.
    Repeated,
    /// The page does not show it.
    Hidden,
    /// A paragraph in another language than the article's.
    OtherLanguage,
    /// Above or below the article.
    Outside,
}

/// A block of a page that is no part of the article's body.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct DroppedBlock {
    /// Why it was left out.
    pub reason: DropReason,
    /// Its text on one line.
    pub text: String,
    /// Where it would stand: a byte offset into the body.
    pub offset: u32,
    /// Where it stands in the document, in bytes of its text as UTF-8 with line
    /// feeds for line ends; absent for markup.
    pub span: Option<Span>,
}
