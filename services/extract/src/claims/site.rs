//! Where a sentence is: at the places that it names, or at those that it refers
//! back to.

use sulh_domain::{PlaceId, PlaceKind};

use super::{Text, armed_sides, drafts::Drafts, places};
use crate::{
    Lexicon,
    assertions::DealBefore,
    lexicon::{NounClass, Reference},
    mentions::ReadSentence,
};

/// "The town" is one of so many places named last.
const PLACES_BACK: usize = 8;

impl Drafts {
    /// The places that a sentence speaks of: those that it names, or those that
    /// it refers back to.
    pub(super) fn places(
        &self,
        sentence: &ReadSentence,
        named: &places::Named,
        text: &Text<'_>,
    ) -> Vec<PlaceId> {
        let lexicon = text.lexicon;
        let refers_to_deal =
            sentence.said.deal_before.is_some() || sentence.refers(Reference::Arrangement, lexicon);
        let is_venue_only = named.main.is_empty()
            && !named.venues.is_empty()
            && (self.lead.is_empty() || named.venues.iter().any(|place| self.lead.contains(place)));
        if is_venue_only {
            return named.venues.clone();
        }
        // "Around the Syrian capital": the town that the article is about lies there.
        let is_around = !self.lead.is_empty()
            && named.main.iter().any(|place| is_state_seat(place, lexicon))
            && named.main.iter().all(|place| is_seat(place, lexicon));
        if !named.main.is_empty() && !is_around {
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
        if let Some(place) = self.of_kind(&sentence.said.kinds, lexicon) {
            return vec![place];
        }
        // "Both had worked out the arrangement": that of the deal spoken of, wherever
        // else the paragraph has been.
        let names_deal_before = sentence.said.deal_before >= Some(DealBefore::Noun);
        if names_deal_before && let Some(last) = self.last_draft().filter(|last| self.is_near(last))
        {
            return last.places.clone();
        }
        // A paragraph that names a capital or a province may still go on with the
        // deal spoken of.
        let is_narrow = !self.focus.iter().all(|place| is_seat(place, lexicon));
        if !self.focus.is_empty() && (is_narrow || self.last.is_none()) {
            return self.focus.clone();
        }
        let refers_back = refers_to_deal
            || sentence.refers(Reference::Place, lexicon)
            || sentence.refers(Reference::ArmedSide, lexicon);
        let by_actor = self.drafts.iter().rev().find(|draft| {
            self.is_near(draft) && armed_sides::shares_armed_side(sentence, draft, text)
        });
        let last = self
            .last_draft()
            .filter(|draft| refers_back && self.is_near(draft));
        if let Some(draft) = by_actor.or(last) {
            return draft.places.clone();
        }
        if !self.focus.is_empty() && !refers_back {
            return self.focus.clone();
        }
        let mut title = text.title.iter();
        let of_title = || {
            let title = title.next()?;
            Some(places::of_sentence(title, lexicon).main)
        };
        let fallbacks = [
            self.lead.clone(),
            match self.drafts.is_empty() {
                true => named.landmarks.clone(),
                false => Vec::new(),
            },
        ];
        fallbacks
            .into_iter()
            .chain(std::iter::once_with(of_title).flatten())
            .find(|places| !places.is_empty())
            .unwrap_or_default()
    }

    /// The place that "the town" or "the camp" means, where the one in focus is of
    /// another kind: the last one named that is of the kind, or the city around
    /// what is in focus.
    fn of_kind(&self, kinds: &[NounClass], lexicon: &Lexicon) -> Option<PlaceId> {
        let kind = *kinds.first()?;
        let fits = |place: &PlaceId| {
            lexicon
                .place(place)
                .is_some_and(|known| is_of_kind(known.kind, kind))
        };
        if self.focus.is_empty() || self.focus.iter().any(fits) {
            return None;
        }
        let around = self.focus.iter().flat_map(|place| lexicon.ancestors(place));
        let mut around = around.map(|place| &place.id).filter(|place| {
            lexicon
                .place(place)
                .is_some_and(|known| known.kind == PlaceKind::City && kind == NounClass::City)
        });
        let mut before = self.mentioned.iter().rev().take(PLACES_BACK);
        around
            .next()
            .or_else(|| before.find(|place| fits(place)))
            .cloned()
    }
}

/// Whether a place of a kind is called by a noun.
fn is_of_kind(kind: PlaceKind, noun: NounClass) -> bool {
    match noun {
        NounClass::City => kind == PlaceKind::City,
        NounClass::Town => matches!(kind, PlaceKind::Town | PlaceKind::City | PlaceKind::Village),
        NounClass::Village => matches!(kind, PlaceKind::Village | PlaceKind::Town),
        NounClass::Quarter => matches!(
            kind,
            PlaceKind::Neighbourhood | PlaceKind::Town | PlaceKind::Camp | PlaceKind::District
        ),
        NounClass::Camp => kind == PlaceKind::Camp,
        _ => matches!(
            kind,
            PlaceKind::Region
                | PlaceKind::District
                | PlaceKind::Town
                | PlaceKind::City
                | PlaceKind::Neighbourhood
        ),
    }
}

/// The place that an article is about: of its narrow places, the one named most,
/// in the headline twice as much; of several the first.
pub(super) fn lead(text: &Text<'_>) -> Option<PlaceId> {
    let mut counts: Vec<(PlaceId, usize)> = Vec::new();
    let of_title = text.title.iter().map(|sentence| (sentence, 2));
    let of_body = text.sentences.iter().map(|sentence| (sentence, 1));
    for (sentence, weight) in of_title.chain(of_body) {
        for place in places::of_sentence(sentence, text.lexicon).main {
            if is_seat(&place, text.lexicon) {
                continue;
            }
            match counts.iter_mut().find(|(known, _)| *known == place) {
                Some((_, count)) => *count += weight,
                None => counts.push((place, weight)),
            }
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    let mut leading = counts.into_iter().filter(|(_, count)| *count == most);
    leading.next().map(|(place, _)| place)
}

/// Whether a place is rather where those who decide sit, or a whole province.
pub(super) fn is_seat(place: &PlaceId, lexicon: &Lexicon) -> bool {
    let is_whole = lexicon
        .place(place)
        .is_some_and(|known| matches!(known.kind, PlaceKind::Country | PlaceKind::Governorate));
    is_whole || lexicon.is_capital(place)
}

/// Whether it is the capital of the country.
fn is_state_seat(place: &PlaceId, lexicon: &Lexicon) -> bool {
    lexicon.place(place).is_some_and(|known| {
        known.kind == PlaceKind::City
            && known
                .names
                .iter()
                .any(|name| name.name.ends_with("capital"))
    })
}

fn is_wide(place: &PlaceId, lexicon: &Lexicon) -> bool {
    lexicon.place(place).is_some_and(|place| {
        matches!(
            place.kind,
            PlaceKind::Country | PlaceKind::Governorate | PlaceKind::District | PlaceKind::Region
        )
    })
}
