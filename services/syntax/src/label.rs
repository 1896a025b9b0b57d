//! Labels of dependencies.

use strum::{Display, EnumString, IntoStaticStr, VariantArray};

/// How a token depends on its head, by the CLEAR style that spaCy's English
/// models use.
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
#[strum(serialize_all = "lowercase")]
pub enum Label {
    /// The root of a sentence.
    #[strum(serialize = "ROOT")]
    Root,
    /// A clause on a noun: `forces loyal to him`.
    Acl,
    /// An adjective as complement: `is calm`.
    Acomp,
    /// An adverbial clause.
    Advcl,
    /// An adverb.
    Advmod,
    /// `by` of a passive's agent.
    Agent,
    /// An adjective on a noun.
    Amod,
    /// An apposition.
    Appos,
    /// A noun as complement of a copula.
    Attr,
    /// An auxiliary.
    Aux,
    /// A passive's auxiliary.
    Auxpass,
    /// A possessive ending.
    Case,
    /// A coordinating conjunction.
    Cc,
    /// A clause as complement, with a subject of its own.
    Ccomp,
    /// A noun in a compound.
    Compound,
    /// A conjunct, on the one before it.
    Conj,
    /// A clause as subject.
    Csubj,
    /// A clause as subject of a passive.
    Csubjpass,
    /// An indirect object, or the preposition of one.
    Dative,
    /// Some other dependency.
    Dep,
    /// A determiner.
    Det,
    /// A direct object.
    Dobj,
    /// `there` of `there is`.
    Expl,
    /// An interjection.
    Intj,
    /// A word that makes a clause subordinate.
    Mark,
    /// Something outside the sentence's grammar.
    Meta,
    /// A negation.
    Neg,
    /// Some other modifier of a noun.
    Nmod,
    /// A noun phrase as adverbial: `last week`.
    Npadvmod,
    /// A subject.
    Nsubj,
    /// A passive's subject.
    Nsubjpass,
    /// A number on a noun.
    Nummod,
    /// A complement that speaks of the object: `called it calm`.
    Oprd,
    /// A clause beside the sentence: `he said`.
    Parataxis,
    /// A clause as complement of a preposition.
    Pcomp,
    /// A preposition's object.
    Pobj,
    /// A possessor.
    Poss,
    /// `both` of `both and`.
    Preconj,
    /// `all` of `all the`.
    Predet,
    /// A preposition.
    Prep,
    /// A particle: `out` of `carry out`.
    Prt,
    /// Punctuation.
    Punct,
    /// A modifier of a number: `about`.
    Quantmod,
    /// A relative clause.
    Relcl,
    /// White space, which has no dependency.
    #[strum(serialize = "")]
    Space,
    /// A clause as complement that shares a subject.
    Xcomp,
}
