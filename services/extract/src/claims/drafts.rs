//! Sentences drawn together: what speaks of one deal at one status is one claim
//! in the making.

use std::collections::HashSet;

use sulh_domain::{DateBasis, Modality, PartialDate, PlaceId, PlaceKind, Status};

use super::{MAX_CLAIMS, Text, parties, places, wording};
use crate::{Lexicon, dates, lexicon::Reference, mentions::ReadSentence};

/// More sentences than this are not kept as evidence of one claim.
const MAX_EVIDENCE: usize = 16;

/// Two claims of one place and status are of two deals when so many days or
/// more lie between them.
const DAYS_BETWEEN_DEALS: i32 = 45;

/// Words refer back to a claim at most so many paragraphs above.
const PARAGRAPHS_BACK: usize = 4;

/// A claim in the making.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) places: Vec<PlaceId>,
    pub(super) status: Status,
    pub(super) denied: bool,
    pub(super) date: Option<PartialDate>,
    /// Indexes of the sentences that assert it.
    pub(super) asserted: Vec<usize>,
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
            .chain(&self.detailed)
            .copied()
            .collect();
        all.sort_unstable();
        all.dedup();
        all.truncate(MAX_EVIDENCE);
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
    /// The claims in the making of an article, ordered by first evidence. The
    /// second value tells whether there were more.
    pub(super) fn of(text: &Text<'_>) -> (Vec<Draft>, bool) {
        let holders = text
            .sentences
            .iter()
            .filter(|sentence| parties::names_holder(sentence, text.lexicon));
        let mut drafts = Self {
            held: holders.map(|sentence| sentence.paragraph).collect(),
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
            draft.date = finer(draft.date, date);
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

pub(super) fn refers(sentence: &ReadSentence, to: Reference, lexicon: &Lexicon) -> bool {
    let mut cues = lexicon.cues.references.iter();
    cues.any(|cue| cue.value == to && cue.pattern.is_match(sentence.masked.as_bytes()))
}

/// The first date of a sentence that is known to the day, or else its first
/// one. What lies ahead is not when it happened.
fn event_date(sentence: &ReadSentence, text: &Text<'_>) -> Option<PartialDate> {
    let before = text.body.get(..sentence.range.start)?;
    let words = text.body.get(sentence.range.clone())?;
    dates::dates_after(before, words, text.published)
        .into_iter()
        .filter(|found| !found.is_ahead)
        .map(|found| found.date)
        .fold(None, |first, next| finer(first, Some(next)))
}

/// The first of two dates, unless only the second is known to the day.
fn finer(first: Option<PartialDate>, second: Option<PartialDate>) -> Option<PartialDate> {
    let is_day = |date: &PartialDate| date.day.is_some();
    match second.filter(is_day) {
        Some(day) if !first.as_ref().is_some_and(is_day) => Some(day),
        _ => first.or(second),
    }
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
