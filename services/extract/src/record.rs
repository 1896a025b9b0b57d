//! An extraction as one JSON object, with names in place of ids and quoted
//! text in place of spans.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use sulh_domain::{
    ActorId, ActorKind, Asserter, Claim, Confirmation, Counted, DateBasis, DealType, DroppedBlock,
    Extraction, Modality, OutletKind, PartialDate, PlaceId, Role, Side, Status, TermKind,
};

use crate::Lexicon;

/// One document's extraction.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Record {
    /// File name as given.
    pub document: String,
    /// The article.
    pub article: ArticleRecord,
    /// Every actor that it names.
    pub actors: Vec<ActorRecord>,
    /// What it says about deals.
    pub claims: Vec<ClaimRecord>,
}

/// The article of a record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ArticleRecord {
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// What kind of outlet it is.
    pub outlet_kind: Option<OutletKind>,
    /// Address.
    pub url: Option<String>,
    /// Publication date as far as it is known: `2018-04-18`, `2018-04`,
    /// `--09-29`.
    pub published: Option<String>,
    /// Where the publication date was taken from.
    pub published_basis: Option<DateBasis>,
    /// BCP 47 tag.
    pub language: String,
    /// Paragraphs separated by an empty line.
    pub body: String,
    /// Whether the body was read for claims.
    pub claims_extracted: bool,
    /// The rest of the page, in order.
    pub dropped: Vec<DroppedBlock>,
}

/// An actor of a record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActorRecord {
    /// Canonical name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// A person's function.
    pub function: Option<String>,
    /// Name of the actor that a person or committee acts for.
    pub of: Option<String>,
}

/// A claim of a record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClaimRecord {
    /// Names of the places.
    pub places: Vec<String>,
    /// Names of what the places lie in, nearest first.
    pub within: Vec<String>,
    /// Primary type of the deal.
    #[serde(rename = "type")]
    pub deal_type: DealType,
    /// Status asserted.
    pub status: Status,
    /// Who takes part.
    pub participants: Vec<ParticipantRecord>,
    /// What is arranged.
    pub terms: Vec<TermRecord>,
    /// How many people and things it is about.
    pub quantities: Vec<QuantityRecord>,
    /// Who says so.
    pub asserter: Asserter,
    /// How firmly.
    pub modality: Modality,
    /// Who confirms it.
    pub confirmation: Confirmation,
    /// When it happened, as far as it is known.
    pub event_date: Option<String>,
    /// A name that the arrangement itself bears.
    pub deal_name: Option<String>,
    /// What the body says, word for word.
    pub evidence: Vec<String>,
}

/// A participant of a claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParticipantRecord {
    /// Name of the actor.
    pub actor: String,
    /// As what.
    pub role: Role,
    /// On which side.
    pub side: Option<Side>,
    /// Name of the party that a representative speaks for.
    pub represents: Option<String>,
}

/// How many of a kind a claim is about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuantityRecord {
    /// What is counted.
    pub of: Counted,
    /// At least so many.
    pub least: Option<u32>,
    /// At most so many.
    pub most: Option<u32>,
    /// What the body says, word for word.
    pub text: String,
}

/// A term of a claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TermRecord {
    /// What is to be done.
    pub term: TermKind,
    /// Name of the place where those who leave go.
    pub destination: Option<String>,
    /// Whether it is done in stages.
    pub staged: bool,
}

impl Record {
    /// The record of an extraction made with this lexicon.
    pub fn new(document: &str, extraction: &Extraction, lexicon: &Lexicon) -> Self {
        let names = Names::of(extraction, lexicon);
        let article = &extraction.article;
        Self {
            document: document.to_owned(),
            article: ArticleRecord {
                title: article.title.clone(),
                outlet: article.outlet.clone(),
                outlet_kind: article.outlet_kind,
                url: article.url.clone(),
                published: article.published.as_ref().and_then(iso),
                published_basis: article.published.map(|date| date.basis),
                language: article.language.clone(),
                body: article.body.clone(),
                claims_extracted: article.claims_extracted,
                dropped: article.dropped.clone(),
            },
            actors: extraction
                .actors
                .iter()
                .map(|actor| ActorRecord {
                    name: actor.name.clone(),
                    kind: actor.kind,
                    function: actor.function.clone(),
                    of: actor.affiliation.as_ref().map(|id| names.actor(id)),
                })
                .collect(),
            claims: extraction
                .claims
                .iter()
                .map(|claim| names.claim(claim, &article.body))
                .collect(),
        }
    }
}

struct Names<'a> {
    /// Those of the article.
    actors: HashMap<&'a ActorId, &'a str>,
    lexicon: &'a Lexicon,
}

impl<'a> Names<'a> {
    fn of(extraction: &'a Extraction, lexicon: &'a Lexicon) -> Self {
        Self {
            actors: extraction
                .actors
                .iter()
                .map(|actor| (&actor.id, actor.name.as_str()))
                .collect(),
            lexicon,
        }
    }

    fn actor(&self, id: &ActorId) -> String {
        let of_article = self.actors.get(id).copied();
        of_article
            .or_else(|| Some(self.lexicon.actor(id)?.name.as_str()))
            .map_or_else(|| id.to_string(), ToOwned::to_owned)
    }

    fn place(&self, id: &PlaceId) -> String {
        self.lexicon
            .place(id)
            .map_or_else(|| id.to_string(), |place| place.name.clone())
    }

    /// Names of what the places lie in, without the places themselves.
    fn within(&self, places: &[PlaceId]) -> Vec<String> {
        let mut seen: HashSet<&PlaceId> = places.iter().collect();
        let mut within = Vec::new();
        for id in places {
            for outer in self.lexicon.ancestors(id) {
                if !seen.insert(&outer.id) {
                    break;
                }
                within.push(outer.name.clone());
            }
        }
        within
    }

    fn claim(&self, claim: &Claim, body: &str) -> ClaimRecord {
        ClaimRecord {
            places: claim.places.iter().map(|id| self.place(id)).collect(),
            within: self.within(&claim.places),
            deal_type: claim.deal_type,
            status: claim.status,
            participants: claim
                .participants
                .iter()
                .map(|participant| ParticipantRecord {
                    actor: self.actor(&participant.actor),
                    role: participant.role,
                    side: participant.side,
                    represents: participant.represents.as_ref().map(|id| self.actor(id)),
                })
                .collect(),
            terms: claim
                .terms
                .iter()
                .map(|term| TermRecord {
                    term: term.kind,
                    destination: term.destination.as_ref().map(|id| self.place(id)),
                    staged: term.staged,
                })
                .collect(),
            quantities: claim
                .quantities
                .iter()
                .map(|quantity| QuantityRecord {
                    of: quantity.of,
                    least: quantity.least,
                    most: quantity.most,
                    text: quantity.span.of(body).unwrap_or_default().to_owned(),
                })
                .collect(),
            asserter: claim.asserter,
            modality: claim.modality,
            confirmation: claim.confirmation,
            event_date: claim.event_date.as_ref().and_then(iso),
            deal_name: claim.deal_name.clone(),
            evidence: claim
                .evidence
                .iter()
                .filter_map(|span| span.of(body))
                .map(str::to_owned)
                .collect(),
        }
    }
}

fn iso(date: &PartialDate) -> Option<String> {
    Some(date.iso()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use sulh_domain::SourceDocument;

    use super::*;
    use crate::{extract, lexicon::tests::lexicon};

    #[test]
    fn names_and_quotes_stand_for_ids_and_spans() {
        let document = SourceDocument {
            content: b"date 2018-04-20 Jaysh al-Islam agreed to leave Douma for Jarabulus, the army said."
                .to_vec(),
            label: String::new(),
            media_type: "text/plain".to_owned(),
            known: Default::default(),
        };
        let record = Record::new("a.txt", &extract(&document, lexicon()), lexicon());
        let json = serde_json::to_value(&record).unwrap();
        assert_eq!(json["document"], "a.txt");
        assert_eq!(json["article"]["published"], "2018-04-20");
        assert_eq!(json["article"]["published_basis"], "HEADER");
        assert_eq!(json["actors"][0]["name"], "Jaysh al-Islam");
        let claim = &json["claims"][0];
        assert_eq!(claim["places"][0], "Douma");
        assert_eq!(
            claim["within"],
            serde_json::json!(["Eastern Ghouta", "Rif Dimashq", "Syria"])
        );
        assert_eq!(claim["type"], "EVACUATION");
        assert_eq!(claim["terms"][0]["destination"], "Jarabulus");
        assert_eq!(
            claim["evidence"][0],
            "Jaysh al-Islam agreed to leave Douma for Jarabulus, the army said."
        );
    }
}
