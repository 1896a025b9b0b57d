//! Sentences drawn together: what speaks of one deal at one status is one claim
//! in the making.

use std::{collections::HashSet, ops::Range};

use sulh_domain::{DateBasis, Modality, PartialDate, PlaceId, Status};

use super::{
    MAX_CLAIMS, Text, armed_sides,
    event_date::{are_of_one_time, bounding_date, event_date, finer, is_long_past},
    places, site,
    steps::{Step, steps},
};
use crate::{Lexicon, assertions::DealBefore, lexicon::Reference, mentions::ReadSentence};

/// More sentences than this are not kept as evidence of one claim.
const MAX_EVIDENCE: usize = 16;

/// An article with so many sentences that assert something of a deal by their
/// own words is about deals.
const SENTENCES_OF_DEALS: usize = 2;

/// So is one that names a deal in one of so many sentences.
const SENTENCES_PER_NAME: usize = 4;

/// So is a short one with one such sentence among so many.
const SENTENCES_PER_DEAL: usize = 5;

/// Words refer back to a claim at most so many paragraphs above.
const PARAGRAPHS_BACK: usize = 4;

/// Sentences before one that asserts a claim which may tell of it, too.
const SENTENCES_BEFORE: usize = 1;

/// Sentences after one that asserts a claim which may go on with it.
const SENTENCES_AFTER: usize = 2;

/// A sentence that asserts a claim.
#[derive(Debug)]
pub(super) struct Told {
    /// Its index.
    pub(super) sentence: usize,
    /// The bytes of it that do; where there are none, all of it does.
    pub(super) clauses: Vec<Range<usize>>,
}

/// A claim in the making.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) places: Vec<PlaceId>,
    pub(super) status: Status,
    pub(super) modality: Modality,
    pub(super) date: Option<PartialDate>,
    /// The sentences that assert it.
    pub(super) asserted: Vec<Told>,
    /// Indexes of further sentences that tell its terms.
    pub(super) detailed: Vec<usize>,
    /// Where it was last spoken of.
    pub(super) paragraph: usize,
}

impl Draft {
    /// All its sentences, in order.
    pub(super) fn sentences(&self) -> Vec<usize> {
        let mut all: Vec<usize> = self
            .asserted
            .iter()
            .map(|told| told.sentence)
            .chain(self.detailed.iter().copied())
            .collect();
        all.sort_unstable();
        all.dedup();
        all.truncate(MAX_EVIDENCE);
        all
    }

    /// Whether a sentence speaks of other places only.
    pub(super) fn is_elsewhere(&self, sentence: &ReadSentence) -> bool {
        let mut places = sentence.places.iter().map(|(place, _)| place);
        !sentence.places.is_empty() && !places.any(|place| self.places.contains(place))
    }

    /// The indexes of its sentences and of those around them that may go on with it.
    pub(super) fn nearby(&self, text: &Text<'_>) -> Vec<usize> {
        let last = text.sentences.len().saturating_sub(1);
        let around = |told: &Told| {
            let from = told.sentence.saturating_sub(SENTENCES_BEFORE);
            from..=(told.sentence + SENTENCES_AFTER).min(last)
        };
        let mut all: Vec<usize> = self.asserted.iter().flat_map(around).collect();
        all.extend(&self.detailed);
        all.sort_unstable();
        all.dedup();
        all
    }

    pub(super) fn evidence<'a>(&self, text: &Text<'a>) -> Vec<&'a ReadSentence> {
        let sentences = self.sentences().into_iter();
        sentences
            .filter_map(|index| text.sentences.get(index))
            .collect()
    }
}

/// The drafts so far, and what the last sentences were about.
#[derive(Default)]
pub(super) struct Drafts {
    pub(super) drafts: Vec<Draft>,
    /// The draft last spoken of.
    pub(super) last: Option<usize>,
    /// The places last named in the paragraph at hand.
    pub(super) focus: Vec<PlaceId>,
    /// The place that the article is about: of those that are no wide ones, the
    /// one that it names most.
    pub(super) lead: Vec<PlaceId>,
    /// All places named so far, the last one at the end.
    pub(super) mentioned: Vec<PlaceId>,
    paragraph: usize,
    /// Whether the article is about deals.
    is_of_deals: bool,
    /// The places of the sentences that speak of deals by their own words.
    deal_places: HashSet<PlaceId>,
    /// The paragraphs that name a side which holds a place.
    held: HashSet<usize>,
    too_many: bool,
}

impl Drafts {
    /// The claims in the making of an article, ordered by first evidence. The
    /// second value tells whether there were more.
    pub(super) fn of(text: &Text<'_>) -> (Vec<Draft>, bool) {
        let holders = text
            .sentences
            .iter()
            .filter(|sentence| armed_sides::names_holder(sentence, text.lexicon));
        let mut drafts = Self {
            held: holders.map(|sentence| sentence.paragraph).collect(),
            lead: site::lead(text).into_iter().collect(),
            is_of_deals: is_of_deals(text),
            deal_places: deal_places(text),
            ..Self::default()
        };
        for index in 0..text.sentences.len() {
            drafts.read(index, text);
        }
        let Self {
            mut drafts,
            too_many,
            ..
        } = drafts;
        drafts.sort_by_key(|draft| draft.sentences().first().copied());
        (drafts, too_many)
    }

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
        let said = &sentence.said;
        if said.is_nothing() || is_no_deal(sentence, text.lexicon) {
            self.refocus(named.main);
            return;
        }
        let leans_on_deal = sentence.refers(Reference::Terms, text.lexicon);
        let mut steps = steps(&said.assertions);
        if let Some(denial) = &said.denial
            && let Some(last) = self.last_draft().filter(|draft| {
                let told = draft.sentences().last().copied();
                told.is_some_and(|told| told + 1 == index)
            })
        {
            steps.push(Step::denial(last.status, denial.clone()));
        }
        let is_step = steps.iter().any(|step| {
            matches!(step.status, Status::Implementing | Status::Implemented)
                && step.modality != Modality::Planned
        });
        let tells_terms = leans_on_deal && tells_terms(sentence);
        if tells_terms && !is_step && self.add_details(index, sentence, text) {
            self.refocus(named.main);
            return;
        }
        if steps.is_empty() {
            if self.goes_on(sentence, &named.main) {
                self.add_details(index, sentence, text);
            }
            self.refocus(named.main);
            return;
        }
        let names_deal = steps.iter().any(|step| step.sure);
        let has_side = self.last.is_some()
            || (!self.held.is_empty() && names_deal)
            || said.names_side
            || (sentence.paragraph.saturating_sub(PARAGRAPHS_BACK)..=sentence.paragraph)
                .any(|paragraph| self.held.contains(&paragraph))
            || sentence.refers(Reference::ArmedSide, text.lexicon)
            || armed_sides::names_army_at_deal(sentence, text.lexicon);
        let nowhere = places::Named::default();
        let goes_on = self.goes_on(sentence, &named.main);
        let mut tells_step = false;
        // What has been told of which place, how deep in the sentence.
        let mut told: Vec<(PlaceId, usize, Status)> = Vec::new();
        for step in steps {
            let of_clause = places::of_part(sentence, text.lexicon, |range| {
                step.clauses
                    .iter()
                    .any(|clause| clause.start <= range.start && range.end <= clause.end)
            });
            // "The plan, agreed last week, also freed men in Aleppo" is no plan of Aleppo.
            let is_of_deal_before = said.deal_before == Some(DealBefore::Described);
            let named = match of_clause.main.is_empty() {
                is_unnamed if is_of_deal_before && (is_unnamed || step.tells_deal()) => &nowhere,
                true => &named,
                false => &of_clause,
            };
            let places = self.places(sentence, named, text);
            let is_told = names_deal
                || (self.is_of_deals && self.is_of_deal_places(&places, text.lexicon))
                || self.drafts.iter().any(|draft| {
                    self.is_near(draft) && draft.places.iter().any(|place| places.contains(place))
                });
            // One main clause says one thing of a place, and what is below it
            // tells how; who meets and agrees has agreed.
            let is_said = step.modality != Modality::Denied
                && told.iter().any(|(place, depth, status)| {
                    let is_done =
                        *status == Status::Implemented && step.status == Status::Implementing;
                    let is_apart = (step.dated || (step.sure && step.status == Status::Collapsed))
                        && matches!(status, Status::Implementing | Status::Implemented);
                    places.contains(place)
                        && !is_apart
                        && (step.depth > *depth || is_done || step.status == Status::Negotiating)
                });
            let has_side = has_side
                // "The truce in the valley collapsed": who else but its sides?
                || (step.sure
                    && !named.main.is_empty()
                    && !named.main.iter().any(|place| site::is_seat(place, text.lexicon)));
            if places.is_empty() || !has_side || !is_told || is_said {
                continue;
            }
            if !step.only_terms {
                let of_step = places.iter();
                told.extend(of_step.map(|place| (place.clone(), step.depth, step.status)));
            }
            let is_elsewhere = !named.main.is_empty()
                && self
                    .last_draft()
                    .is_some_and(|draft| !places.iter().any(|place| draft.places.contains(place)));
            tells_step = true;
            if step.only_terms && !is_elsewhere && self.add_details(index, sentence, text) {
                continue;
            }
            let date = event_date(sentence, &step.clauses, text)
                .or_else(|| date_before(index, text))
                .or_else(|| bounding_date(sentence, &step.clauses, text));
            let is_over = step.moves && is_long_past(date, text);
            // "Under it the town was handed over": so the deal provides.
            if tells_terms
                && let Some(agreed) = self
                    .last
                    .filter(|last| self.tells_agreement(*last, &places))
                && let Some(agreed) = self.drafts.get_mut(agreed)
            {
                agreed.detailed.push(index);
            }
            let draft = Draft {
                places,
                status: match step.status {
                    Status::Implementing if is_over => Status::Implemented,
                    status => status,
                },
                modality: step.modality,
                date,
                asserted: vec![Told {
                    sentence: index,
                    clauses: step.clauses,
                }],
                detailed: Vec::new(),
                paragraph: self.paragraph,
            };
            self.add(draft, sentence, text);
        }
        if goes_on && !tells_step {
            self.add_details(index, sentence, text);
        }
        self.refocus(named.main);
    }

    /// Whether a place is one of which the article tells a deal, or around or in one.
    fn is_of_deal_places(&self, places: &[PlaceId], lexicon: &Lexicon) -> bool {
        places.iter().any(|place| {
            self.deal_places.iter().any(|of_deal| {
                place == of_deal
                    || lexicon.lies_in(place, of_deal)
                    || lexicon.lies_in(of_deal, place)
            })
        })
    }

    pub(super) fn last_draft(&self) -> Option<&Draft> {
        self.drafts.get(self.last?)
    }

    fn refocus(&mut self, places: Vec<PlaceId>) {
        if !places.is_empty() {
            self.mentioned.extend(places.iter().cloned());
            self.focus = places;
        }
    }

    pub(super) fn is_near(&self, draft: &Draft) -> bool {
        draft.paragraph + PARAGRAPHS_BACK >= self.paragraph
    }

    /// Whether a sentence without a status of its own goes on with the terms of
    /// the deal last spoken of.
    fn goes_on(&self, sentence: &ReadSentence, named: &[PlaceId]) -> bool {
        let Some(draft) = self.last_draft() else {
            return false;
        };
        // What is to be done is to be done under a deal.
        let is_to_be = sentence.said.terms.iter().any(|term| term.ahead);
        let is_here = (draft.paragraph == self.paragraph
            || (is_to_be && draft.paragraph + 1 >= self.paragraph))
            && named.is_empty();
        let is_next = draft.paragraph + 1 >= self.paragraph
            && named.iter().any(|place| draft.places.contains(place));
        (is_here || is_next) && tells_terms(sentence)
    }

    /// Adds a sentence that tells the terms of the deal last spoken of; false
    /// where there is none.
    fn add_details(&mut self, index: usize, sentence: &ReadSentence, text: &Text<'_>) -> bool {
        let is_to_be = sentence.refers(Reference::Terms, text.lexicon)
            || sentence.said.terms.iter().any(|term| term.ahead);
        let paragraph = self.paragraph;
        let last = self
            .last_draft()
            .filter(|draft| self.is_near(draft))
            // What is to be done after a breakdown is of another deal.
            .filter(|draft| draft.status != Status::Collapsed);
        let Some(last) = last else {
            return false;
        };
        let agreeing = is_to_be.then(|| self.agreeing(last)).flatten();
        let Some(draft) = agreeing
            .or(self.last)
            .and_then(|at| self.drafts.get_mut(at))
        else {
            return false;
        };
        draft.detailed.push(index);
        if let Some(last) = self.last.and_then(|last| self.drafts.get_mut(last)) {
            last.paragraph = paragraph;
        }
        true
    }

    /// The draft that tells how the deal came about whose carrying out a draft
    /// tells: what the deal provides is said of it.
    fn agreeing(&self, carried_out: &Draft) -> Option<usize> {
        if !matches!(
            carried_out.status,
            Status::Implementing | Status::Implemented
        ) {
            return None;
        }
        (0..self.drafts.len())
            .rev()
            .find(|at| self.tells_agreement(*at, &carried_out.places))
    }

    /// Whether a draft tells how a deal of one of some places came about.
    fn tells_agreement(&self, at: usize, places: &[PlaceId]) -> bool {
        self.drafts.get(at).is_some_and(|draft| {
            matches!(
                draft.status,
                Status::Agreed | Status::Negotiating | Status::Proposed
            ) && draft.modality != Modality::Denied
                && draft.places.iter().any(|place| places.contains(place))
        })
    }

    /// Adds what a sentence asserts to the draft that speaks of the same, or as a
    /// new one.
    fn add(&mut self, new: Draft, sentence: &ReadSentence, text: &Text<'_>) {
        // What is not dated is news.
        let today = text
            .published
            .map(|published| PartialDate::day(published, DateBasis::Inferred));
        let follows = sentence.refers(Reference::SameStep, text.lexicon);
        let is_denied = |draft: &Draft| draft.modality == Modality::Denied;
        let same = self.drafts.iter().enumerate().position(|(at, draft)| {
            let is_last = self.last == Some(at) && draft.paragraph + 1 >= self.paragraph;
            // Told of in one paragraph, the steps are those of what is done.
            let is_part = draft.status == Status::Implemented
                && new.status == Status::Implementing
                && new.date.is_none()
                && is_last
                && draft.paragraph == self.paragraph;
            (draft.status == new.status || is_part)
                && is_denied(draft) == is_denied(&new)
                && are_of_one_time(draft.date.or(today), new.date)
                && (draft.places.iter().any(|place| new.places.contains(place))
                    || (follows && is_last)
                    || is_of_same_surroundings(sentence, draft, &new.places, text))
        });
        if let Some(same) = same
            && let Some(draft) = self.drafts.get_mut(same)
        {
            draft.asserted.extend(new.asserted);
            if draft.modality == Modality::Planned && new.modality == Modality::Asserted {
                draft.modality = Modality::Asserted;
            }
            draft.paragraph = new.paragraph;
            draft.date = finer(draft.date, new.date);
            if follows {
                let further = new.places.into_iter();
                let further: Vec<PlaceId> = further
                    .filter(|place| !draft.places.contains(place))
                    .collect();
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
        self.drafts.push(new);
    }
}

/// The date of the sentence before, where a sentence goes on with what that tells.
fn date_before(index: usize, text: &Text<'_>) -> Option<PartialDate> {
    let sentence = text.sentences.get(index)?;
    let before = text.sentences.get(index.checked_sub(1)?)?;
    let goes_on = before.paragraph == sentence.paragraph
        && [
            Reference::ArmedSide,
            Reference::SameStep,
            Reference::Arrangement,
        ]
        .into_iter()
        .any(|to| sentence.refers(to, text.lexicon));
    event_date(before, &[], text).filter(|_| goes_on)
}

/// Whether a sentence speaks of a place that one of the draft's lies in, or the
/// other way round, and names no armed side that the draft does not name.
fn is_of_same_surroundings(
    sentence: &ReadSentence,
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
    related && !armed_sides::names_other_armed_side(sentence, draft, text)
}

/// The places of the sentences that speak of deals by their own words, the
/// headline's among them.
fn deal_places(text: &Text<'_>) -> HashSet<PlaceId> {
    let speaking = text.sentences.iter().filter(|sentence| {
        let mut assertions = sentence.said.assertions.iter();
        sentence.said.names_deal || assertions.any(|assertion| assertion.sure)
    });
    speaking
        .chain(text.title)
        .flat_map(|sentence| places::of_sentence(sentence, text.lexicon).main)
        .chain(site::lead(text))
        .collect()
}

/// Whether an article speaks of deals again and again, beyond what it tells of
/// steps that may be of one.
fn is_of_deals(text: &Text<'_>) -> bool {
    let speaks_of_deal = |sentence: &&ReadSentence| {
        let mut assertions = sentence.said.assertions.iter();
        assertions.any(|assertion| assertion.sure)
    };
    let speaking = text.sentences.iter().filter(speaks_of_deal).count();
    let naming = text.sentences.iter().filter(|read| read.said.names_deal);
    speaking >= SENTENCES_OF_DEALS
        || naming.count() * SENTENCES_PER_NAME >= text.sentences.len()
        || speaking * SENTENCES_PER_DEAL >= text.sentences.len()
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
    cues.any(|cue| cue.pattern.is_match(sentence.masked.as_bytes())) || sentence.tells_toll(lexicon)
}

/// Whether a sentence tells terms of a deal.
fn tells_terms(sentence: &ReadSentence) -> bool {
    !sentence.said.terms.is_empty()
}
