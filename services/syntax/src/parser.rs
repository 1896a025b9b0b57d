//! Sentences to trees, in one pass through the three networks.

use std::sync::OnceLock;

use crate::{
    characters::{Characters, Classes},
    dependencies::Dependencies,
    features::{Features, Rows},
    lemma::Lemmatizer,
    names::Names,
    tag::Tag,
    tagger::Tagger,
    tokenizer::{Tokenizer, Word},
    tree::{Entry, Tree},
    weights::{ModelError, Sections},
};

/// So many tokens of a sentence are parsed; what follows is left out of the tree.
/// Sentences of reports are a tenth of it at most.
pub const MAX_TOKENS: usize = 512;

/// Sentences are parsed together up to so many tokens, for the products of
/// larger matrices cost less a token.
const BATCH_TOKENS: usize = 1024;

/// The model that is built into the program.
static SHIPPED_MODEL: &[u8] = include_bytes!("../model/en-core-web-sm-2.2.5.bin");

/// All that it takes to parse, ready to use. Some 40 MB.
pub struct Parser {
    characters: Characters,
    tokenizer: Tokenizer,
    features: Features,
    tagger: Tagger,
    dependencies: Dependencies,
    names: Names,
    lemmatizer: Lemmatizer,
}

/// A sentence on its way to a tree.
struct Sentence<'m, 't> {
    text: &'t str,
    words: Vec<Word<'m>>,
    lowers: Vec<Box<str>>,
    is_space: Vec<bool>,
}

impl Parser {
    /// The parser of the model that is built into the program, made ready at the
    /// first call, which takes tens of milliseconds.
    ///
    /// # Panics
    /// Never in a program that was built with its tests: they hold that the
    /// shipped model can be read.
    #[expect(
        clippy::panic,
        reason = "a test holds that the shipped model can be read"
    )]
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Parser> = OnceLock::new();
        SHIPPED.get_or_init(|| match Self::read(SHIPPED_MODEL) {
            Ok(parser) => parser,
            Err(error) => panic!("the shipped model cannot be read: {error}"),
        })
    }

    /// Makes ready a model, as `model/make.py` writes it.
    ///
    /// # Errors
    /// If it is none, or one of another version.
    pub fn read(model: &'static [u8]) -> Result<Self, ModelError> {
        let sections = Sections::read(model)?;
        Ok(Self {
            characters: Characters::read(&sections)?,
            tokenizer: Tokenizer::read(&sections)?,
            features: Features::read(&sections)?,
            tagger: Tagger::read(&sections)?,
            dependencies: Dependencies::read(&sections)?,
            names: Names::read(&sections)?,
            lemmatizer: Lemmatizer::read(&sections)?,
        })
    }

    /// Parses one sentence. Any text has a tree; only English has a good one.
    /// Where there are several sentences, [`Self::parse_all`] is faster.
    pub fn parse(&self, sentence: &str) -> Tree {
        self.parse_all([sentence])
            .next()
            .unwrap_or_else(|| Tree::new(sentence, Vec::new(), Vec::new()))
    }

    /// Parses sentences, each by itself. Trees come in the order of the
    /// sentences.
    pub fn parse_all<'a>(
        &'a self,
        sentences: impl IntoIterator<Item = &'a str, IntoIter: 'a>,
    ) -> impl Iterator<Item = Tree> + 'a {
        self.trees(sentences, Some(&self.names))
    }

    /// Parses sentences as [`Self::parse_all`] does, but looks for no names in
    /// them, which spares one of the three networks.
    pub fn parse_all_but_names<'a>(
        &'a self,
        sentences: impl IntoIterator<Item = &'a str, IntoIter: 'a>,
    ) -> impl Iterator<Item = Tree> + 'a {
        self.trees(sentences, None)
    }

    fn trees<'a>(
        &'a self,
        sentences: impl IntoIterator<Item = &'a str, IntoIter: 'a>,
        names: Option<&'a Names>,
    ) -> impl Iterator<Item = Tree> + 'a {
        let mut sentences = sentences.into_iter();
        let mut parsed = Vec::new().into_iter();
        std::iter::from_fn(move || {
            if parsed.len() == 0 {
                parsed = self.parse_batch(&mut sentences, names).into_iter();
            }
            parsed.next()
        })
    }

    /// Parses the next sentences together.
    fn parse_batch<'a>(
        &self,
        sentences: &mut impl Iterator<Item = &'a str>,
        names: Option<&Names>,
    ) -> Vec<Tree> {
        let mut batch = Vec::new();
        let mut features = Vec::new();
        let mut tokens = 0;
        while tokens < BATCH_TOKENS
            && let Some(text) = sentences.next()
        {
            let (sentence, rows) = self.sentence(text);
            tokens += rows.len();
            batch.push(sentence);
            features.push(rows);
        }
        let mut tags = self.tagger.tags(&features).into_iter();
        let arc_addends = self.dependencies.addends(&features);
        let name_addends = names.map(|names| (names, names.addends(&features)));
        let mut from = 0;
        batch
            .into_iter()
            .map(|sentence| {
                let to = from + sentence.words.len();
                let arc_addends = arc_addends.rows_in(from..to);
                let names = name_addends
                    .as_ref()
                    .map(|(names, addends)| (*names, addends.rows_in(from..to)));
                from = to;
                self.tree(sentence, tags.by_ref(), arc_addends, names)
            })
            .collect()
    }

    fn sentence<'t>(&self, text: &'t str) -> (Sentence<'_, 't>, Vec<Rows>) {
        let words = self.tokenizer.tokens(text, &self.characters, MAX_TOKENS);
        let mut lowers = Vec::with_capacity(words.len());
        let mut is_space = Vec::with_capacity(words.len());
        let rows = words
            .iter()
            .map(|word| {
                let word_text = text.get(word.range.clone()).unwrap_or_default();
                let lower = word_text.to_lowercase();
                let rows = self
                    .features
                    .rows(word_text, &lower, word.piece, &self.characters);
                lowers.push(lower.into_boxed_str());
                is_space.push(
                    word_text
                        .chars()
                        .all(|character| self.characters.is(character, Classes::SPACE)),
                );
                rows
            })
            .collect();
        let sentence = Sentence {
            text,
            words,
            lowers,
            is_space,
        };
        (sentence, rows)
    }

    fn tree(
        &self,
        sentence: Sentence,
        tags: impl Iterator<Item = Tag>,
        arc_addends: &[f32],
        names: Option<(&Names, &[f32])>,
    ) -> Tree {
        let (arcs, is_start) = self.dependencies.arcs(arc_addends, &sentence.is_space);
        let names = names
            .map(|(names, addends)| names.names(addends, &sentence.is_space, &is_start))
            .unwrap_or_default();
        let entries = sentence
            .words
            .into_iter()
            .zip(sentence.lowers)
            .zip(sentence.is_space)
            .zip(arcs)
            .zip(tags)
            .map(|((((word, lower), is_space), arc), tag)| {
                let preset = word.piece.and_then(|piece| piece.tag);
                let tag = preset.unwrap_or(if is_space { Tag::Space } else { tag });
                let text = sentence.text.get(word.range.clone()).unwrap_or_default();
                let preset = word.piece.and_then(|piece| piece.lemma.as_deref());
                let lemma = match preset {
                    Some(lemma) if lemma != PRONOUN => lemma.to_owned(),
                    _ => self.lemmatizer.lemma(text, &lower, tag),
                };
                Entry {
                    range: word.range,
                    lower,
                    lemma: lemma.into_boxed_str(),
                    tag,
                    head: arc.head,
                    label: arc.label,
                }
            })
            .collect();
        Tree::new(sentence.text, entries, names)
    }
}

/// What spaCy has for the lemma of every pronoun; the pronoun itself says more.
const PRONOUN: &str = "-PRON-";
