//! What an article asserts about deals: sentence by sentence, then drawn
//! together by place and status.

mod parties;
mod places;
mod wording;

use std::collections::HashSet;

use jiff::civil::Date;
use sulh_domain::{
    ActorId, Claim, DateBasis, DealType, Modality, PartialDate, PlaceId, PlaceKind, Span, Status,
};

use crate::{
    Lexicon, cast::Cast, dates, lexicon::Reference, mentions::ReadSentence, persons::Person,
};

/// More claims than this are not kept: no report speaks of so many deals.
pub(crate) const MAX_CLAIMS: usize = 64;

/// More sentences than this are not kept as evidence of one claim.
const MAX_EVIDENCE: usize = 16;

/// Two claims of one place and status are of two deals when so many days or
/// more lie between them.
const DAYS_BETWEEN_DEALS: i32 = 45;

/// Words refer back to a claim at most so many paragraphs above.
const PARAGRAPHS_BACK: usize = 4;

/// An article as the claims are read from it.
pub(crate) struct Text<'a> {
    pub(crate) body: &'a str,
    pub(crate) published: Option<Date>,
    pub(crate) sentences: &'a [ReadSentence],
    /// The headline, read in the same way.
    pub(crate) title: &'a [ReadSentence],
    /// For each sentence, the persons that it introduces.
    pub(crate) speakers: &'a [Vec<(Person, ActorId)>],
    pub(crate) lexicon: &'a Lexicon,
}

/// A claim in the making.
#[derive(Debug)]
struct Draft {
    places: Vec<PlaceId>,
    status: Status,
    denied: bool,
    date: Option<PartialDate>,
    /// Indexes of the sentences that assert it.
    asserted: Vec<usize>,
    /// Indexes of further sentences that tell its terms.
    detailed: Vec<usize>,
    /// Where it was last spoken of.
    paragraph: usize,
}

impl Draft {
    /// All its sentences, in order.
    fn sentences(&self) -> Vec<usize> {
        let mut all: Vec<usize> = self
            .asserted
            .iter()
            .chain(&self.detailed)
            .copied()
            .collect();
        all.sort_unstable();
        all.dedup();
        all.truncate(MAX_EVIDENCE);
        all
    }

    fn evidence<'a>(&self, text: &Text<'a>) -> Vec<&'a ReadSentence> {
        let sentences = self.sentences().into_iter();
        sentences
            .filter_map(|index| text.sentences.get(index))
            .collect()
    }
}

/// Finds the claims of an article, ordered by first evidence, and adds their
/// unnamed sides to the cast. The second value tells whether there were more.
pub(crate) fn claims(text: &Text<'_>, cast: &mut Cast<'_>) -> (Vec<Claim>, bool) {
    let holders = text
        .sentences
        .iter()
        .filter(|sentence| parties::names_holder(sentence, text.lexicon));
    let mut drafts = Drafts {
        held: holders.map(|sentence| sentence.paragraph).collect(),
        ..Drafts::default()
    };
    for index in 0..text.sentences.len() {
        drafts.read(index, text);
    }
    let too_many = drafts.too_many;
    let mut drafts = drafts.drafts;
    drafts.sort_by_key(|draft| draft.sentences().first().copied());
    let types = deal_types(&drafts, text);
    let sides = parties::Sides::of(&drafts, text, cast);
    let claims = drafts
        .iter()
        .zip(types)
        .filter_map(|(draft, deal_type)| claim(draft, deal_type, text, cast, &sides))
        .collect();
    (claims, too_many)
}

/// The type of each draft's deal. "The agreement" alone is of the type of the
/// other claims on its place, or of the claims next to it.
fn deal_types(drafts: &[Draft], text: &Text<'_>) -> Vec<DealType> {
    let told: Vec<Option<DealType>> = drafts
        .iter()
        .map(|draft| {
            let evidence = draft.evidence(text);
            let terms = wording::terms(&evidence, text.lexicon);
            wording::deal_type(*evidence.first()?, &evidence, &terms, text.lexicon)
        })
        .collect();
    let near = |index: usize| {
        let by_distance = |other: &usize| other.abs_diff(index);
        let mut others: Vec<usize> = (0..drafts.len()).collect();
        others.sort_by_key(by_distance);
        others
    };
    let shares_place = |a: usize, b: usize| match (drafts.get(a), drafts.get(b)) {
        (Some(a), Some(b)) => a.places.iter().any(|place| b.places.contains(place)),
        _ => false,
    };
    let type_at = |index: usize| told.get(index).copied().flatten();
    (0..drafts.len())
        .map(|index| {
            let others = near(index);
            let same_place = others
                .iter()
                .filter(|other| shares_place(index, **other))
                .find_map(|other| type_at(*other));
            type_at(index)
                .or(same_place)
                .or_else(|| others.iter().find_map(|other| type_at(*other)))
                .unwrap_or(DealType::Ceasefire)
        })
        .collect()
}

fn claim(
    draft: &Draft,
    deal_type: DealType,
    text: &Text<'_>,
    cast: &mut Cast<'_>,
    sides: &parties::Sides,
) -> Option<Claim> {
    let evidence = draft.evidence(text);
    let first = draft
        .asserted
        .first()
        .and_then(|index| text.sentences.get(*index))?;
    let participants = parties::participants(draft, text, cast, sides);
    if participants.is_empty() {
        return None;
    }
    let terms = wording::terms(&evidence, text.lexicon);
    let asserter = wording::asserter(first, text.lexicon);
    Some(Claim {
        places: draft.places.clone(),
        deal_type,
        status: draft.status,
        participants,
        terms,
        asserter,
        modality: wording::modality(first, draft.denied, text.lexicon),
        confirmation: wording::confirmation(&evidence, asserter, text.lexicon),
        event_date: draft.date,
        deal_name: wording::deal_name(text.body, &evidence),
        evidence: evidence
            .iter()
            .filter_map(|sentence| Span::new(sentence.range.start, sentence.range.end))
            .collect(),
    })
}

/// The drafts so far, and what the last sentences were about.
#[derive(Default)]
struct Drafts {
    drafts: Vec<Draft>,
    /// The draft last spoken of.
    last: Option<usize>,
    /// The places last named in the paragraph at hand.
    focus: Vec<PlaceId>,
    /// The places named first in the article.
    lead: Vec<PlaceId>,
    paragraph: usize,
    /// The paragraphs that name a side which holds a place.
    held: HashSet<usize>,
    too_many: bool,
}

impl Drafts {
    fn read(&mut self, index: usize, text: &Text<'_>) {
        let Some(sentence) = text.sentences.get(index) else {
            return;
        };
        if sentence.paragraph != self.paragraph {
            self.paragraph = sentence.paragraph;
            self.focus.clear();
        }
        if !ends_as_sentence(text.body, sentence) {
            // A heading gives the place of what follows it.
            self.focus = places::of_sentence(sentence, text.lexicon).main;
            return;
        }
        let named = places::of_sentence(sentence, text.lexicon);
        if is_no_deal(sentence, text.lexicon) {
            self.refocus(named.main);
            return;
        }
        let is_denied = wording::is_denied(sentence, text.lexicon);
        let status = status(sentence, text.lexicon);
        let is_step = matches!(status, Some(Status::Implementing | Status::Implemented))
            && wording::modality(sentence, false, text.lexicon) != Modality::Planned;
        let tells_terms = !is_step
            && refers(sentence, Reference::Terms, text.lexicon)
            && !wording::terms(&[sentence], text.lexicon).is_empty();
        if tells_terms && self.add_details(index) {
            self.refocus(named.main);
            return;
        }
        let status = match (status, is_denied) {
            (Some(Status::Negotiating), true) => Status::Negotiating,
            (Some(_) | None, true) => Status::Agreed,
            (Some(status), false) => status,
            (None, false) => {
                if self.goes_on(sentence, &named.main, text) {
                    self.add_details(index);
                }
                self.refocus(named.main);
                return;
            }
        };
        let places = self.places(sentence, &named, text);
        self.refocus(named.main);
        let has_side = self.last.is_some()
            || (sentence.paragraph.saturating_sub(PARAGRAPHS_BACK)..=sentence.paragraph)
                .any(|paragraph| self.held.contains(&paragraph))
            || refers(sentence, Reference::ArmedSide, text.lexicon)
            || parties::names_army_at_deal(sentence, text.lexicon);
        if places.is_empty() || !has_side {
            return;
        }
        self.add(index, places, status, is_denied, text);
    }

    fn last_draft(&self) -> Option<&Draft> {
        self.drafts.get(self.last?)
    }

    fn refocus(&mut self, places: Vec<PlaceId>) {
        if places.is_empty() {
            return;
        }
        if self.lead.is_empty() {
            self.lead.clone_from(&places);
        }
        self.focus = places;
    }

    /// The places that a sentence speaks of: those that it names, or those that
    /// it refers back to.
    fn places(
        &self,
        sentence: &ReadSentence,
        named: &places::Named,
        text: &Text<'_>,
    ) -> Vec<PlaceId> {
        let lexicon = text.lexicon;
        let refers_to_deal = refers(sentence, Reference::Arrangement, lexicon);
        if !named.main.is_empty() {
            // "The agreement on the enclave": a place in it was spoken of.
            let last = self
                .last_draft()
                .filter(|draft| refers_to_deal && self.is_near(draft));
            let narrower = last.filter(|draft| {
                named.main.iter().all(|place| is_wide(place, lexicon))
                    && draft
                        .places
                        .iter()
                        .any(|inner| named.main.iter().any(|outer| lexicon.lies_in(inner, outer)))
            });
            return narrower.map_or_else(|| named.main.clone(), |draft| draft.places.clone());
        }
        if !self.focus.is_empty() {
            return self.focus.clone();
        }
        let refers_back = refers_to_deal
            || refers(sentence, Reference::Place, lexicon)
            || refers(sentence, Reference::ArmedSide, lexicon);
        let by_actor =
            self.drafts.iter().rev().find(|draft| {
                self.is_near(draft) && parties::shares_armed_side(sentence, draft, text)
            });
        let last = self
            .last_draft()
            .filter(|draft| refers_back && self.is_near(draft));
        if let Some(draft) = by_actor.or(last) {
            return draft.places.clone();
        }
        let mut title = text.title.iter();
        let of_title = || {
            let title = title.next()?;
            Some(places::of_sentence(title, lexicon).main)
        };
        // Before any claim, the place named first is spoken of.
        let fallbacks = match self.drafts.is_empty() {
            true => [self.lead.clone(), named.landmarks.clone()],
            false => [Vec::new(), Vec::new()],
        };
        fallbacks
            .into_iter()
            .chain(std::iter::once_with(of_title).flatten())
            .find(|places| !places.is_empty())
            .unwrap_or_default()
    }

    fn is_near(&self, draft: &Draft) -> bool {
        draft.paragraph + PARAGRAPHS_BACK >= self.paragraph
    }

    /// Whether a sentence without a status of its own goes on with the terms of
    /// the deal last spoken of.
    fn goes_on(&self, sentence: &ReadSentence, named: &[PlaceId], text: &Text<'_>) -> bool {
        let Some(draft) = self.last_draft() else {
            return false;
        };
        let is_here = draft.paragraph == self.paragraph && named.is_empty();
        let is_next = draft.paragraph + 1 >= self.paragraph
            && named.iter().any(|place| draft.places.contains(place));
        (is_here || is_next) && !wording::terms(&[sentence], text.lexicon).is_empty()
    }

    /// Adds a sentence that tells the terms of the deal last spoken of; false
    /// where there is none.
    fn add_details(&mut self, index: usize) -> bool {
        let paragraph = self.paragraph;
        let draft = self
            .last
            .and_then(|last| self.drafts.get_mut(last))
            .filter(|draft| draft.paragraph + PARAGRAPHS_BACK >= paragraph);
        match draft {
            Some(draft) => {
                draft.detailed.push(index);
                draft.paragraph = paragraph;
                true
            }
            None => false,
        }
    }

    fn add(
        &mut self,
        index: usize,
        places: Vec<PlaceId>,
        status: Status,
        denied: bool,
        text: &Text<'_>,
    ) {
        let sentence = text.sentences.get(index);
        let date = sentence.and_then(|sentence| event_date(sentence, text));
        // What is not dated is news.
        let today = text
            .published
            .map(|published| PartialDate::day(published, DateBasis::Inferred));
        let follows =
            sentence.is_some_and(|sentence| refers(sentence, Reference::SameStep, text.lexicon));
        let same = self.drafts.iter().enumerate().position(|(at, draft)| {
            let is_last = self.last == Some(at) && draft.paragraph + 1 >= self.paragraph;
            draft.status == status
                && draft.denied == denied
                && are_of_one_time(draft.date.or(today), date)
                && (draft.places.iter().any(|place| places.contains(place))
                    || (follows && is_last)
                    || is_of_same_surroundings(sentence, draft, &places, text))
        });
        if let Some(same) = same
            && let Some(draft) = self.drafts.get_mut(same)
        {
            draft.asserted.push(index);
            draft.paragraph = self.paragraph;
            draft.date = draft.date.or(date);
            if follows {
                let further = places.iter().filter(|place| !draft.places.contains(place));
                let further: Vec<PlaceId> = further.cloned().collect();
                draft.places.extend(further);
            }
            self.last = Some(same);
            return;
        }
        if self.drafts.len() == MAX_CLAIMS {
            self.too_many = true;
            return;
        }
        self.last = Some(self.drafts.len());
        self.drafts.push(Draft {
            places,
            status,
            denied,
            date,
            asserted: vec![index],
            detailed: Vec::new(),
            paragraph: self.paragraph,
        });
    }
}

/// Whether a sentence speaks of a place that one of the draft's lies in, or the
/// other way round, and names no armed side that the draft does not name.
fn is_of_same_surroundings(
    sentence: Option<&ReadSentence>,
    draft: &Draft,
    places: &[PlaceId],
    text: &Text<'_>,
) -> bool {
    let lexicon = text.lexicon;
    let related = places.iter().any(|place| {
        draft
            .places
            .iter()
            .any(|other| lexicon.lies_in(place, other) || lexicon.lies_in(other, place))
    });
    related
        && sentence.is_some_and(|sentence| !parties::names_other_armed_side(sentence, draft, text))
}

fn is_wide(place: &PlaceId, lexicon: &Lexicon) -> bool {
    lexicon.place(place).is_some_and(|place| {
        matches!(
            place.kind,
            PlaceKind::Country | PlaceKind::Governorate | PlaceKind::District | PlaceKind::Region
        )
    })
}

fn ends_as_sentence(body: &str, sentence: &ReadSentence) -> bool {
    body.get(sentence.range.clone())
        .unwrap_or_default()
        .trim_end_matches(['"', '”', '’', '\'', ')', '»'])
        .ends_with(['.', '!', '…', ':', ';', '؟', '。'])
}

/// Whether a sentence with deal words speaks of no deal of a place.
fn is_no_deal(sentence: &ReadSentence, lexicon: &Lexicon) -> bool {
    let mut cues = lexicon.cues.no_deals.iter();
    cues.any(|cue| cue.pattern.is_match(sentence.masked.as_bytes()))
}

fn status(sentence: &ReadSentence, lexicon: &Lexicon) -> Option<Status> {
    let mut cues = lexicon.cues.statuses.iter();
    cues.find(|cue| cue.pattern.is_match(sentence.masked.as_bytes()))
        .map(|cue| cue.value)
}

fn refers(sentence: &ReadSentence, to: Reference, lexicon: &Lexicon) -> bool {
    let mut cues = lexicon.cues.references.iter();
    cues.any(|cue| cue.value == to && cue.pattern.is_match(sentence.masked.as_bytes()))
}

fn event_date(sentence: &ReadSentence, text: &Text<'_>) -> Option<PartialDate> {
    let words = text.body.get(sentence.range.clone())?;
    let found = dates::dates(words, text.published);
    found.first().map(|found| found.date)
}

/// Whether two dates may be of one deal.
fn are_of_one_time(a: Option<PartialDate>, b: Option<PartialDate>) -> bool {
    let middle = |date: Option<PartialDate>| date.and_then(|date| date.midpoint());
    let (Some(a), Some(b)) = (middle(a), middle(b)) else {
        return true;
    };
    a.until(b)
        .is_ok_and(|span| span.get_days().abs() < DAYS_BETWEEN_DEALS)
}

#[cfg(test)]
mod tests {
    use sulh_domain::{Article, Extraction, Modality, Role, TermKind};

    use super::*;
    use crate::{lexicon::tests::lexicon, understand};

    fn read(body: &str) -> Extraction {
        let article = Article {
            title: None,
            outlet: None,
            url: None,
            published: Some(PartialDate::day(
                jiff::civil::date(2018, 4, 20),
                sulh_domain::DateBasis::Header,
            )),
            language: "en".to_owned(),
            body: body.to_owned(),
        };
        understand(article, Vec::new(), lexicon())
    }

    /// Status and places of each claim.
    fn claimed(body: &str) -> Vec<(Status, Vec<String>)> {
        read(body)
            .claims
            .into_iter()
            .map(|claim| {
                let places = claim.places.iter().map(ToString::to_string);
                (claim.status, places.collect())
            })
            .collect()
    }

    fn parties(body: &str, role: Role) -> Vec<String> {
        let claims = read(body).claims;
        let participants = claims.iter().flat_map(|claim| &claim.participants);
        participants
            .filter(|p| p.role == role)
            .map(|p| p.actor.to_string())
            .collect()
    }

    #[test]
    fn each_status_has_its_words() {
        use Status::*;
        let cases = [
            (
                Proposed,
                "The army gave the rebels in Douma two days to accept a settlement.",
            ),
            (
                Proposed,
                "Russia has proposed that the fighters in Douma hand over their heavy arms.",
            ),
            (
                Proposed,
                "The army dropped leaflets over Douma urging militants to lay down their arms.",
            ),
            (
                Proposed,
                "Damascus called on the gunmen in Harasta to surrender.",
            ),
            (
                Negotiating,
                "Talks between Jaysh al-Islam and the government over Douma are under way.",
            ),
            (
                Negotiating,
                "Rebels in Douma are negotiating with Russian officers.",
            ),
            (
                Negotiating,
                "Ahrar al-Sham resumed talks with the army on Harasta.",
            ),
            (
                Negotiating,
                "The two sides are close to a deal on Douma, a rebel commander said.",
            ),
            (
                Negotiating,
                "Elders from Saqba held talks with the army on Monday.",
            ),
            (Agreed, "Rebels in Harasta have agreed to leave the town."),
            (
                Agreed,
                "The government and Ahrar al-Sham reached an agreement on the evacuation of Harasta.",
            ),
            (
                Agreed,
                "A truce between the army and the militants in al-Waer took effect on Monday.",
            ),
            (Agreed, "The army announced a ceasefire in Douma."),
            (
                Agreed,
                "Jaysh al-Islam will leave Douma for Jarabulus under a deal with Russia.",
            ),
            (
                Implementing,
                "A second batch of fighters left Harasta for Idlib on Friday.",
            ),
            (
                Implementing,
                "Buses entered Harasta to evacuate fighters and their families.",
            ),
            (
                Implementing,
                "Militants in Dumayr began handing over their heavy weapons to the army.",
            ),
            (
                Implementing,
                "The evacuation of rebels from Harasta started on Friday.",
            ),
            (
                Implementing,
                "A truce between rebels and the army is holding in al-Waer.",
            ),
            (
                Implementing,
                "Jaysh al-Islam released ten prisoners in Douma as part of the agreement.",
            ),
            (
                Implemented,
                "The last group of rebels left Harasta on Friday.",
            ),
            (
                Implemented,
                "The evacuation of fighters from Dumayr has been completed.",
            ),
            (Implemented, "Rebels completed their withdrawal from Saqba."),
            (
                Implemented,
                "Dumayr is now free of militants after the last of them left.",
            ),
            (
                Failed,
                "Talks between the army and the rebels of Douma ended without agreement.",
            ),
            (Failed, "Jaysh al-Islam rejected the offer to leave Douma."),
            (Failed, "Rebels in Douma refused to surrender."),
            (
                Failed,
                "The army and the committee of Douma failed to agree.",
            ),
            (
                Collapsed,
                "The ceasefire between the army and the rebels in Douma collapsed on Friday.",
            ),
            (
                Collapsed,
                "Rebels accused the army of violating the truce in al-Waer.",
            ),
            (
                Collapsed,
                "The evacuation deal for Harasta was suspended after gunmen opened fire.",
            ),
        ];
        let mut wrong = Vec::new();
        for (status, body) in cases {
            let claims = claimed(body);
            if claims.len() != 1 || claims.iter().any(|claim| claim.0 != status) {
                wrong.push(format!("{status:?}: {body} {claims:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn fighting_and_talks_on_the_whole_war_are_no_deals() {
        for body in [
            "The army captured Harasta from the rebels after a week of fighting.",
            "Rebels withdrew from Harasta in disorder as the army stormed the town.",
            "Air strikes on Douma killed ten people, rebels said.",
            "A nationwide ceasefire came into effect, but rebels in Douma reported shelling.",
            "Rebels said that peace talks in Geneva would resume on Monday.",
            "Damascus seeks a series of reconciliation agreements in rebel towns.",
            "Ten rebels surrendered to army units near Douma.",
            "The two companies signed an agreement in Damascus.",
        ] {
            assert_eq!(claimed(body), [], "{body}");
        }
    }

    #[test]
    fn words_refer_back_to_places_and_sides() {
        let body = "Jaysh al-Islam agreed to leave Douma. Under the deal, its fighters will go to Jarabulus.\n\n\
             The first buses left the town on Friday.";
        assert_eq!(
            claimed(body),
            [
                (Status::Agreed, vec!["douma".to_owned()]),
                (Status::Implementing, vec!["douma".to_owned()])
            ]
        );
        let extraction = read(body);
        assert_eq!(extraction.claims[0].evidence.len(), 2);
        let destination = PlaceId::parse("jarabulus").ok();
        assert!(extraction.claims[0].terms.contains(&sulh_domain::Term {
            kind: TermKind::FighterEvacuation,
            destination,
        }));
        assert!(
            parties(body, Role::Party)
                .iter()
                .filter(|p| *p == "jaysh-al-islam")
                .count()
                == 2
        );
    }

    #[test]
    fn a_denial_is_a_claim_of_its_own() {
        let extraction = read(
            "Rebels in Douma agreed to leave the town. Jaysh al-Islam denied that there was any agreement on Douma.",
        );
        let modalities: Vec<Modality> = extraction.claims.iter().map(|c| c.modality).collect();
        assert_eq!(modalities, [Modality::Asserted, Modality::Denied]);
    }

    #[test]
    fn unnamed_sides_are_named_by_their_place() {
        let body = "Elders of Saqba and militants in the town agreed to a truce with the army.";
        assert_eq!(
            parties(body, Role::Party),
            [
                "syrian-arab-army",
                "saqba-elders",
                "armed-opposition-of-saqba"
            ]
        );
    }

    #[test]
    fn mediators_and_speakers_have_their_roles() {
        let body = "A truce in Douma brokered by Qatar was signed by Jaysh al-Islam and the army, said \
             Salim Karam, a spokesman for Jaysh al-Islam.";
        assert_eq!(parties(body, Role::Mediator), ["qatar"]);
        assert_eq!(parties(body, Role::Representative), ["salim-karam"]);
    }

    #[test]
    fn places_in_a_list_are_of_one_claim() {
        assert_eq!(
            claimed("Militants in Zamalka, Arbin and Saqba agreed to leave for Idlib."),
            [(
                Status::Agreed,
                vec!["zamalka".to_owned(), "arbin".to_owned(), "saqba".to_owned()]
            )]
        );
    }
}
