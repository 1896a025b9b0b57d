//! Base forms of words, by spaCy's tables for English: irregular forms, then
//! endings that are taken off where that leaves a known word.

use std::collections::HashMap;

use crate::{
    tag::{PartOfSpeech, Tag},
    weights::{ModelError, Sections},
};

/// Forms of verbs that the tables give to a rarer verb: to buss is to kiss.
const COMMONER: [(&str, &str); 3] = [("bussed", "bus"), ("busses", "bus"), ("bussing", "bus")];

pub(crate) struct Lemmatizer {
    nouns: Forms,
    verbs: Forms,
    adjectives: Forms,
    /// Forms of auxiliaries by tag.
    special: HashMap<(Tag, &'static str), &'static str>,
}

/// How the words of a part of speech are inflected.
struct Forms {
    /// Endings with what stands in their place in the base form.
    endings: Vec<(&'static str, &'static str)>,
    /// Base forms, in order.
    words: Vec<&'static str>,
    /// Irregular forms with their base forms, the likelier last.
    irregular: HashMap<&'static str, Vec<&'static str>>,
}

impl Lemmatizer {
    pub(crate) fn read(sections: &Sections<'static>) -> Result<Self, ModelError> {
        let mut verbs = Forms::read(sections, "verb")?;
        verbs
            .irregular
            .extend(COMMONER.map(|(form, base)| (form, vec![base])));
        Ok(Self {
            nouns: Forms::read(sections, "noun")?,
            verbs,
            adjectives: Forms::read(sections, "adj")?,
            special: sections.table("lemma.special", |line| {
                let mut fields = line.split('\t');
                let tag = fields.next()?.parse().ok()?;
                Some(((tag, fields.next()?), fields.next()?))
            })?,
        })
    }

    /// The base form of a word, given in small letters too. Proper nouns keep
    /// their spelling, all else is in small letters.
    pub(crate) fn lemma(&self, word: &str, lower: &str, tag: Tag) -> String {
        if let Some(lemma) = self.special.get(&(tag, word)) {
            return (*lemma).to_owned();
        }
        let forms = match tag {
            Tag::Nns => &self.nouns,
            Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbz | Tag::Md => &self.verbs,
            Tag::Jjr | Tag::Jjs | Tag::Afx => &self.adjectives,
            _ if tag.part_of_speech() == PartOfSpeech::Propn => return word.to_owned(),
            _ => return lower.to_owned(),
        };
        forms.base(lower)
    }
}

impl Forms {
    fn read(sections: &Sections<'static>, part: &str) -> Result<Self, ModelError> {
        let forms = Self {
            endings: sections
                .table(&format!("lemma.{part}.rules"), |line| line.split_once('\t'))?,
            words: sections.lines(&format!("lemma.{part}.words"))?.collect(),
            irregular: sections.table(&format!("lemma.{part}.exceptions"), |line| {
                let (word, bases) = line.split_once('\t')?;
                Some((word, bases.split('\t').collect()))
            })?,
        };
        if forms.words.is_sorted() {
            Ok(forms)
        } else {
            Err(ModelError::Content(format!("lemma.{part}.words")))
        }
    }

    fn base(&self, word: &str) -> String {
        let mut known: Vec<String> = Vec::new();
        let mut unknown = None;
        for (ending, base_ending) in &self.endings {
            let Some(stem) = word.strip_suffix(ending) else {
                continue;
            };
            let base = format!("{stem}{base_ending}");
            let is_word = base.chars().all(char::is_alphabetic);
            if !is_word || self.words.binary_search(&base.as_str()).is_ok() {
                known.push(base);
            } else {
                unknown.get_or_insert(base);
            }
        }
        // Of several irregular base forms the last wins, but an ending that is
        // taken off rightly wins over one that says the same.
        let irregular = self.irregular.get(word).into_iter().flatten();
        let irregular = irregular
            .rev()
            .find(|base| !known.iter().any(|known| known == *base));
        irregular
            .map(|base| (*base).to_owned())
            .or_else(|| known.into_iter().find(|base| !base.is_empty()))
            .or(unknown)
            .unwrap_or_else(|| word.to_owned())
    }
}
