//! Part-of-speech tags.

use strum::{Display, EnumString, IntoStaticStr, VariantArray};

/// A tag of the Penn Treebank, as OntoNotes extends it.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "UPPERCASE")]
pub enum Tag {
    /// `$`: a currency's mark.
    #[strum(serialize = "$")]
    Currency,
    /// `''`: a closing quotation mark.
    #[strum(serialize = "''")]
    QuoteEnd,
    /// A comma.
    #[strum(serialize = ",")]
    Comma,
    /// `-LRB-`: an opening bracket.
    #[strum(serialize = "-LRB-")]
    BracketStart,
    /// `-RRB-`: a closing bracket.
    #[strum(serialize = "-RRB-")]
    BracketEnd,
    /// `.`: what ends a sentence.
    #[strum(serialize = ".")]
    FullStop,
    /// A colon, semicolon, dash or ellipsis.
    #[strum(serialize = ":")]
    Colon,
    /// An address of the web or of a mailbox.
    Add,
    /// An affix: `post-`.
    Afx,
    /// A coordinating conjunction.
    Cc,
    /// A number.
    Cd,
    /// A determiner.
    Dt,
    /// `there` of `there is`.
    Ex,
    /// A foreign word.
    Fw,
    /// A hyphen.
    Hyph,
    /// A preposition or subordinating conjunction.
    In,
    /// An adjective.
    Jj,
    /// A comparative adjective.
    Jjr,
    /// A superlative adjective.
    Jjs,
    /// A list item's mark.
    Ls,
    /// A modal verb.
    Md,
    /// Superfluous punctuation.
    Nfp,
    /// A noun, singular or mass.
    Nn,
    /// A proper noun, singular.
    Nnp,
    /// A proper noun, plural.
    Nnps,
    /// A noun, plural.
    Nns,
    /// A predeterminer: `all` of `all the`.
    Pdt,
    /// A possessive ending.
    Pos,
    /// A personal pronoun.
    Prp,
    /// A possessive pronoun.
    #[strum(serialize = "PRP$")]
    PrpPossessive,
    /// An adverb.
    Rb,
    /// A comparative adverb.
    Rbr,
    /// A superlative adverb.
    Rbs,
    /// A particle: `out` of `carry out`.
    Rp,
    /// A symbol.
    Sym,
    /// `to` before an infinitive.
    To,
    /// An interjection.
    Uh,
    /// A verb, base form.
    Vb,
    /// A verb, past tense.
    Vbd,
    /// A verb, gerund or present participle.
    Vbg,
    /// A verb, past participle.
    Vbn,
    /// A verb, present tense but not of the third person singular.
    Vbp,
    /// A verb, present tense, third person singular.
    Vbz,
    /// A determiner that asks or relates: `which`.
    Wdt,
    /// A pronoun that asks or relates: `who`.
    Wp,
    /// A possessive pronoun that asks or relates: `whose`.
    #[strum(serialize = "WP$")]
    WpPossessive,
    /// An adverb that asks or relates: `where`.
    Wrb,
    /// Unknown.
    Xx,
    /// `_SP`: white space.
    #[strum(serialize = "_SP")]
    Space,
    /// An opening quotation mark.
    #[strum(serialize = "``")]
    QuoteStart,
}

/// A coarse part of speech, of Universal Dependencies.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "UPPERCASE")]
pub enum PartOfSpeech {
    /// An adjective.
    Adj,
    /// A preposition, particle or subordinating conjunction.
    Adp,
    /// An adverb.
    Adv,
    /// A coordinating conjunction.
    Cconj,
    /// A determiner.
    Det,
    /// An interjection.
    Intj,
    /// A common noun.
    Noun,
    /// A number.
    Num,
    /// `to` and the possessive ending.
    Part,
    /// A pronoun.
    Pron,
    /// A proper noun.
    Propn,
    /// Punctuation.
    Punct,
    /// White space.
    Space,
    /// A symbol.
    Sym,
    /// A verb, auxiliaries and modals included.
    Verb,
    /// Anything else.
    X,
}

impl Tag {
    /// The coarse part of speech that spaCy's map of tags gives it.
    pub fn part_of_speech(self) -> PartOfSpeech {
        match self {
            Self::Comma
            | Self::FullStop
            | Self::Colon
            | Self::BracketStart
            | Self::BracketEnd
            | Self::QuoteStart
            | Self::QuoteEnd
            | Self::Hyph
            | Self::Nfp => PartOfSpeech::Punct,
            Self::Currency | Self::Sym => PartOfSpeech::Sym,
            Self::Afx | Self::Jj | Self::Jjr | Self::Jjs => PartOfSpeech::Adj,
            Self::Cc => PartOfSpeech::Cconj,
            Self::Cd => PartOfSpeech::Num,
            Self::Dt | Self::Pdt | Self::PrpPossessive | Self::Wdt | Self::WpPossessive => {
                PartOfSpeech::Det
            }
            Self::Ex | Self::Prp | Self::Wp => PartOfSpeech::Pron,
            Self::In | Self::Rp => PartOfSpeech::Adp,
            Self::Nn | Self::Nns => PartOfSpeech::Noun,
            Self::Nnp | Self::Nnps => PartOfSpeech::Propn,
            Self::Pos | Self::To => PartOfSpeech::Part,
            Self::Rb | Self::Rbr | Self::Rbs | Self::Wrb => PartOfSpeech::Adv,
            Self::Uh => PartOfSpeech::Intj,
            Self::Md | Self::Vb | Self::Vbd | Self::Vbg | Self::Vbn | Self::Vbp | Self::Vbz => {
                PartOfSpeech::Verb
            }
            Self::Add | Self::Fw | Self::Ls | Self::Xx => PartOfSpeech::X,
            Self::Space => PartOfSpeech::Space,
        }
    }

    /// Whether it is a verb's, modals included.
    pub fn is_verb(self) -> bool {
        self.part_of_speech() == PartOfSpeech::Verb
    }

    /// Whether it is a common or proper noun's.
    pub fn is_noun(self) -> bool {
        matches!(
            self.part_of_speech(),
            PartOfSpeech::Noun | PartOfSpeech::Propn
        )
    }
}
