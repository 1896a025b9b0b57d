//! Words that say how firmly something is told, and who tells it:
//! `sayings.tsv`.

use rustc_hash::FxHashMap;
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::{
    Faults,
    table::{Row, accepted},
};

/// What a word says of a clause, or of who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Saying {
    /// Whoever does it vouches for what it governs.
    Speech,
    /// Says of a report that it is so.
    Confirming,
    /// What is told again.
    Same,
    /// Says of a report that it is not so.
    Denying,
    /// Answers to a report.
    Comment,
    /// Names a speaker as its object: "citing".
    Citing,
    /// Says that nobody vouches for what it describes.
    Unconfirmed,
    /// Tells how far something reaches in time: "since".
    Bound,
    /// Will not do what it governs.
    Withholding,
    /// In the passive nobody vouches for it.
    Hearsay,
    /// Nobody vouches for it.
    Hedge,
    /// It is to come.
    Plan,
    /// It has not begun.
    Ahead,
    /// It ought to be.
    Duty,
    /// It is allowed.
    Leave,
    /// It is not.
    Not,
    /// What it governs is only feared.
    Fear,
    /// It is not yet.
    NotYet,
    /// It is only supposed.
    Condition,
    /// It is only asked.
    Question,
    /// It happens at the same time.
    Meanwhile,
    /// It is a fact where it is past.
    Time,
    /// Tells what it blames for.
    Blame,
    /// A noun that governs what is told.
    Report,
    /// Its infinitive is told as a fact or a plan.
    Governing,
    /// Who does it comes together with others: for what, they do.
    Coming,
    /// What it shows happens.
    Shown,
    /// The government's side.
    Government,
    /// The opposition's side.
    Opposition,
    /// Who mediates.
    Mediator,
    /// Who observes.
    Monitor,
    /// Who lives there.
    Resident,
    /// An outlet.
    Media,
    /// Speaks for whom it is named with.
    Voice,
    /// Speaks for whom it is named with, or is not named.
    Source,
}

/// Words by what they say.
#[derive(Debug, Default)]
pub(crate) struct Sayings(FxHashMap<String, u64>);

impl Sayings {
    /// Whether a word, a lemma or in small letters, is of a class.
    pub(crate) fn is(&self, word: &str, class: Saying) -> bool {
        let classes = self.0.get(word).copied().unwrap_or_default();
        classes & (1 << class as u64) != 0
    }

    pub(super) fn read(rows: &[Row], faults: &mut Faults) -> Self {
        let mut read = Self::default();
        for row in rows {
            row.required("class", faults);
            let class: Option<Saying> = row.parsed("class", &accepted::<Saying>(), faults);
            let words = row.required("words", faults);
            if let (Some(class), Some(words)) = (class, words) {
                for word in words.split('|') {
                    *read.0.entry(word.to_owned()).or_default() |= 1 << class as u64;
                }
            }
        }
        read
    }
}
