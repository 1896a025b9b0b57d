//! Classes of characters, as the tokenizer's patterns and the shapes of words
//! tell them apart.

use crate::weights::{ModelError, Sections};

/// A set of classes, a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(u16);

/// The classes in the order of their bits, as the file names them.
const NAMES: [&str; 12] = [
    "alphabetic",
    "upper",
    "digit",
    "space",
    "prefix",
    "suffix",
    "infix",
    "letter",
    "before-inner-period",
    "after-inner-period",
    "before-final-period",
    "initial",
];

impl Classes {
    /// A letter of any script.
    pub(crate) const ALPHABETIC: Self = Self(1);
    pub(crate) const UPPER: Self = Self(1 << 1);
    /// A decimal digit of any script, superscripts too.
    pub(crate) const DIGIT: Self = Self(1 << 2);
    pub(crate) const SPACE: Self = Self(1 << 3);
    /// Split off the front of a word, alone.
    pub(crate) const PREFIX: Self = Self(1 << 4);
    /// Split off the end of a word, alone.
    pub(crate) const SUFFIX: Self = Self(1 << 5);
    /// Splits a word wherever it stands.
    pub(crate) const INFIX: Self = Self(1 << 6);
    /// A letter of the scripts that the tokenizer knows.
    pub(crate) const LETTER: Self = Self(1 << 7);
    /// A small letter or a quotation mark: a period after it may split a word.
    pub(crate) const BEFORE_INNER_PERIOD: Self = Self(1 << 8);
    /// A capital letter or a quotation mark: a period before it may.
    pub(crate) const AFTER_INNER_PERIOD: Self = Self(1 << 9);
    /// A final period after it is a token of its own.
    pub(crate) const BEFORE_FINAL_PERIOD: Self = Self(1 << 10);
    /// A capital letter: a final period after two is a token of its own.
    pub(crate) const INITIAL: Self = Self(1 << 11);

    /// Whether all of `others` are among them.
    pub(crate) fn has(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }
}

/// The classes of every character.
pub(crate) struct Characters {
    ascii: [Classes; 128],
    /// First and last character of each range, in order, with its classes.
    ranges: Vec<(u32, u32, Classes)>,
}

impl Characters {
    pub(crate) fn read(sections: &Sections) -> Result<Self, ModelError> {
        const CLASSES: &str = "characters.classes";
        if !sections.lines(CLASSES)?.eq(NAMES) {
            return Err(ModelError::Content(CLASSES.to_owned()));
        }
        let ranges: Vec<(u32, u32, Classes)> = sections.table("characters.ranges", |line| {
            let mut numbers = line
                .split('\t')
                .map(|number| u32::from_str_radix(number, 16).ok());
            let (first, last) = (numbers.next()??, numbers.next()??);
            let classes = u16::try_from(numbers.next()??).ok()?;
            Some((first, last, Classes(classes)))
        })?;
        let mut ascii = [Classes::default(); 128];
        for (code, classes) in (0..).zip(&mut ascii) {
            *classes = in_ranges(&ranges, code);
        }
        Ok(Self { ascii, ranges })
    }

    pub(crate) fn classes(&self, character: char) -> Classes {
        let code = u32::from(character);
        usize::try_from(code)
            .ok()
            .and_then(|code| self.ascii.get(code))
            .copied()
            .unwrap_or_else(|| in_ranges(&self.ranges, code))
    }

    pub(crate) fn is(&self, character: char, classes: Classes) -> bool {
        self.classes(character).has(classes)
    }
}

fn in_ranges(ranges: &[(u32, u32, Classes)], code: u32) -> Classes {
    let at = ranges.partition_point(|(_, last, _)| *last < code);
    ranges
        .get(at)
        .filter(|(first, _, _)| *first <= code)
        .map(|(_, _, classes)| *classes)
        .unwrap_or_default()
}
