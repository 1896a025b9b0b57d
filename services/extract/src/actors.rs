//! The actors of an article: those that its sentences name, and those that they
//! introduce, drawn together.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use sulh_domain::{ActorId, ActorKind, Article, Mention, OutletKind, PlaceId, PlaceKind};

use crate::{
    Lexicon,
    bodies::Body,
    cast::Cast,
    folding::fold,
    mention,
    mentions::{ReadSentence, overlap},
    persons::{
        Affiliation, BODIES, Person,
        identity::{self, Identities},
    },
};

/// For each sentence, the persons that it introduces or names again.
pub(crate) type Speakers = Vec<Vec<(Person, ActorId)>>;

/// What the sentences of an article say of actors.
pub(crate) struct ReadActors {
    pub(crate) speakers: Speakers,
    /// For each sentence, the committee that "the committee" means there.
    pub(crate) committees: Vec<Option<ActorId>>,
    /// For each sentence, the bodies of places that it names, with where.
    pub(crate) bodies: Vec<Vec<(ActorId, Range<usize>)>>,
    /// All mentions, in order.
    pub(crate) mentions: Vec<Mention<ActorId>>,
}

/// Reads the actors of all sentences and adds them to the cast.
pub(crate) fn read(
    article: &Article,
    body: &str,
    sentences: &[ReadSentence],
    cast: &mut Cast<'_>,
) -> ReadActors {
    let lexicon = cast.lexicon();
    let outside = outside(article, sentences, lexicon);
    let mut reading = Reading::default();
    let mut mentions: Vec<Mention<ActorId>> = Vec::new();
    let mut introduced: Vec<Vec<(Person, Option<usize>)>> = Vec::with_capacity(sentences.len());
    let mut committees = Vec::with_capacity(sentences.len());
    let mut bodies_named = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        for actor in &sentence.actors {
            if outside.contains(&actor.id) {
                continue;
            }
            let kind = lexicon.actor(&actor.id).map(|known| known.kind);
            // Peoples act only as sides of a claim.
            if kind != Some(ActorKind::Community) {
                cast.add_named(&actor.id);
            }
            mentions.extend(mention(&actor.id, &actor.range, sentence));
        }
        reading.pass(sentence, cast);
        // The grammar of persons and bodies is that of English.
        let (bodies, persons) = match article.claims_extracted {
            true => (sentence.bodies.as_slice(), sentence.persons.as_slice()),
            false => (&[][..], &[][..]),
        };
        let mut named = Vec::new();
        for (found, range) in bodies {
            if let Some(id) = reading.add_body(found, sentence, range.start, cast) {
                reading.pass_body(&id, cast);
                mentions.extend(mention(&id, range, sentence));
                named.push((id, range.clone()));
            }
        }
        bodies_named.push(named);
        committees.push(reading.last_committee(cast));
        let mut named = Vec::new();
        for person in persons {
            let mut person = person.clone();
            let known = person.known.as_ref().and_then(|id| lexicon.actor(id));
            let known = known.and_then(|known| known.affiliation.clone());
            let of = match known {
                // What is known outweighs what the words only point to.
                Some(known) if person.of.is_inferred() => Some(known),
                _ => reading.resolve(&person.of, sentence, person.range.start, cast),
            };
            if of.is_none() && person.needs_side {
                continue;
            }
            if let Some(of) = &of {
                // "Turkish minister X" names Turkey.
                if !person.of.is_inferred() {
                    cast.add_named(of);
                }
                person.of = Affiliation::Actor(of.clone());
            }
            reading.last_person_of = of.clone();
            let index = reading.identities.add(&person, of);
            named.push((person, index));
        }
        introduced.push(named);
        let places = sentence.places.iter();
        let places = places.filter(|(_, range)| !is_elsewhere(sentence, range, lexicon));
        reading.places.extend(places.map(|(id, _)| id.clone()));
        if let Some(place) = sentence
            .places
            .iter()
            .rev()
            .find_map(|(id, _)| local(id, lexicon))
        {
            reading.last_place = Some(place.clone());
        }
    }
    let ids: Vec<ActorId> = reading
        .identities
        .iter()
        .map(|person| identity::id(person, body))
        .collect();
    let mut speakers = speakers(introduced, &ids);
    for (person, id) in reading.identities.iter().zip(&ids) {
        cast.add_person(person, id);
    }
    name_again(body, sentences, &reading.identities, &ids, &mut speakers);
    for (sentence, speakers) in sentences.iter().zip(&speakers) {
        for (person, id) in speakers {
            mentions.extend(mention(id, &person.range, sentence));
        }
    }
    mentions.sort_by_key(|mention| mention.span);
    mentions.dedup();
    ReadActors {
        speakers,
        committees,
        bodies: bodies_named,
        mentions,
    }
}

/// Whether a place is named for where people move to, come from or meet, or to tell
/// where another one lies.
fn is_elsewhere(sentence: &ReadSentence, place: &Range<usize>, lexicon: &Lexicon) -> bool {
    let local = sentence.local(place);
    let said = &sentence.said;
    let all = said.destinations.iter();
    let mut all = all.chain(&said.no_sites.never).chain(&said.no_sites.venues);
    let mut parts = sentence.place_parts(lexicon).iter();
    all.any(|part| overlap(part, &local)) || parts.any(|(_, part)| overlap(part, &local))
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    identities: Identities,
    last_armed: Option<ActorId>,
    last_place: Option<PlaceId>,
    /// The places that were named, but for where people go, in order.
    places: Vec<PlaceId>,
    last_person_of: Option<ActorId>,
    /// By the noun that stands for it: "council".
    last_bodies: HashMap<&'static str, ActorId>,
}

impl Reading {
    fn pass(&mut self, sentence: &ReadSentence, cast: &Cast<'_>) {
        let mut actors = sentence.actors.iter();
        if let Some(actor) = actors.rfind(|actor| cast.is_armed_group(&actor.id)) {
            self.last_armed = Some(actor.id.clone());
        }
        for actor in &sentence.actors {
            self.pass_body(&actor.id, cast);
        }
    }

    /// Keeps a body that "the council" may mean.
    fn pass_body(&mut self, id: &ActorId, cast: &Cast<'_>) {
        let Some(actor) = cast.actor(id) else { return };
        let is_body = matches!(
            actor.kind,
            ActorKind::LocalCommittee | ActorKind::State | ActorKind::Community
        );
        if !is_body {
            return;
        }
        let name = fold(&actor.name);
        let found = BODIES
            .iter()
            .find(|noun| name.split(' ').any(|word| word == **noun));
        if let Some(noun) = found {
            self.last_bodies.insert(noun, id.clone());
        }
    }

    fn last_committee(&self, cast: &Cast<'_>) -> Option<ActorId> {
        let id = self.last_bodies.get("committee")?;
        let kind = cast.actor(id)?.kind;
        (kind == ActorKind::LocalCommittee).then(|| id.clone())
    }

    /// Adds a body that stands at this offset of the body of text.
    fn add_body(
        &self,
        body: &Body,
        sentence: &ReadSentence,
        at: usize,
        cast: &mut Cast<'_>,
    ) -> Option<ActorId> {
        let here = sentence.places.iter().rev();
        let here = here
            .filter(|(_, range)| range.end <= at && !is_elsewhere(sentence, range, cast.lexicon()))
            .map(|(id, _)| id);
        let place = body
            .seat
            .place(here.chain(self.places.iter().rev()), cast.lexicon());
        cast.add_body(&body.kind, place.as_ref())
    }

    /// Whom an affiliation means at this point of the text.
    fn resolve(
        &self,
        of: &Affiliation,
        sentence: &ReadSentence,
        at: usize,
        cast: &mut Cast<'_>,
    ) -> Option<ActorId> {
        match of {
            Affiliation::Actor(id) | Affiliation::State(id) => Some(id.clone()),
            Affiliation::Unnamed(side, place) => {
                let mut here = sentence.places.iter().map(|(place, _)| place);
                let place = place.as_ref().or_else(|| here.next());
                let named = place.and_then(|place| cast.add_unnamed(*side, place));
                let last = self.last_person_of.clone().filter(|_| place.is_none());
                named.or(last).or_else(|| {
                    let place = self.last_place.as_ref()?;
                    cast.add_unnamed(*side, place)
                })
            }
            Affiliation::Body(body) => self.add_body(body, sentence, at, cast),
            Affiliation::LastBody(noun) => self.last_bodies.get(noun).cloned(),
            Affiliation::LastArmedSide => self.last_armed.clone(),
            Affiliation::LastPerson => self.last_person_of.clone(),
            Affiliation::Unknown => None,
        }
    }
}

fn speakers(introduced: Vec<Vec<(Person, Option<usize>)>>, ids: &[ActorId]) -> Speakers {
    let with_id = |(person, index): (Person, Option<usize>)| {
        let id = ids.get(index?)?;
        Some((person, id.clone()))
    };
    introduced
        .into_iter()
        .map(|persons| persons.into_iter().filter_map(with_id).collect())
        .collect()
}

/// Finds the persons in sentences that name them by one word: "Karam said".
fn name_again(
    body: &str,
    sentences: &[ReadSentence],
    identities: &Identities,
    ids: &[ActorId],
    speakers: &mut Speakers,
) {
    let short = identities.short_names();
    if short.is_empty() {
        return;
    }
    let mut introduced: HashSet<ActorId> = HashSet::new();
    for (sentence, speakers) in sentences.iter().zip(speakers) {
        let text = body.get(sentence.range.clone()).unwrap_or_default();
        for (index, range) in short.find(text) {
            let (Some(person), Some(id)) = (identities.get(index), ids.get(index)) else {
                continue;
            };
            let range = sentence.range.start + range.start..sentence.range.start + range.end;
            let taken = sentence
                .actors
                .iter()
                .map(|actor| &actor.range)
                .chain(sentence.places.iter().map(|(_, range)| range))
                .chain(speakers.iter().map(|(person, _)| &person.range))
                .any(|other| crate::mentions::overlap(other, &range));
            if taken || !introduced.contains(id) {
                continue;
            }
            let of = person.of.clone();
            let again = Person {
                name: person.name.clone(),
                known: person.known.clone(),
                range: range.clone(),
                function: person.function.clone(),
                of: of.map_or(Affiliation::Unknown, Affiliation::Actor),
                needs_side: false,
                place: person.place.clone(),
                described: range,
            };
            speakers.push((again, id.clone()));
        }
        introduced.extend(speakers.iter().map(|(_, id)| id.clone()));
    }
}

/// A place that "the town" can stand for.
fn local<'a>(id: &'a PlaceId, lexicon: &Lexicon) -> Option<&'a PlaceId> {
    let is_local = matches!(
        lexicon.place(id)?.kind,
        PlaceKind::City | PlaceKind::Town | PlaceKind::Neighbourhood | PlaceKind::Camp
    );
    is_local.then_some(id)
}

/// Who is named in the article and is no actor of what it tells: the outlet
/// itself, the news agencies that it takes its reports from, and whom it quotes
/// for the toll of the whole war and for nothing else.
fn outside(article: &Article, sentences: &[ReadSentence], lexicon: &Lexicon) -> HashSet<ActorId> {
    let outlet = article.outlet.as_deref();
    let own = outlet.and_then(|outlet| lexicon.outlets.named(outlet));
    let mut outside: HashSet<ActorId> = HashSet::new();
    let mut elsewhere: HashSet<&ActorId> = HashSet::new();
    let mut at_toll: HashSet<&ActorId> = HashSet::new();
    for sentence in sentences {
        let mut tells_toll = None;
        for actor in &sentence.actors {
            let Some(known) = lexicon.actor(&actor.id) else {
                continue;
            };
            if known.kind == ActorKind::Media {
                let listed = lexicon.outlets.named(&known.name);
                // An agency that takes a side is a source of that side.
                let is_agency = listed.is_some_and(|o| o.kind == OutletKind::NewsAgency)
                    && known.side.is_none();
                let is_own = listed.is_some_and(|o| own.is_some_and(|own| own.name == o.name))
                    || outlet.is_some_and(|outlet| outlet == known.name);
                if is_agency || is_own {
                    outside.insert(actor.id.clone());
                }
            }
            let counts = matches!(
                known.kind,
                ActorKind::Media
                    | ActorKind::HumanitarianOrganisation
                    | ActorKind::InternationalOrganisation
            );
            // Most sentences name nobody who counts, and need not be searched.
            let at_whole_war =
                counts && *tells_toll.get_or_insert_with(|| sentence.tells_toll(lexicon));
            match at_whole_war {
                true => at_toll.insert(&actor.id),
                false => elsewhere.insert(&actor.id),
            };
        }
    }
    outside.extend(at_toll.difference(&elsewhere).map(|id| (*id).clone()));
    outside
}
