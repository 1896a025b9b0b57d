//! Who and what a body names, sentence by sentence: names of the lexicon,
//! generic words for states and armies, unnamed sides.

use std::{cell::LazyCell, collections::HashSet, ops::Range, sync::LazyLock};

use regex::Regex;
use sulh_domain::{ActorId, ActorKind, PlaceId, PlaceKind};

use crate::{
    Lexicon,
    assertions::Said,
    bodies::Body,
    cued::Cued,
    folding::{fold, is_apostrophe},
    homonyms::{Anchor, Anchors},
    lexicon::{Bearer, NameMatch, Spelling, Unnamed},
    patterns::compiled,
    persons::{self, Introduced, Person},
    sentences::Sentence,
};

/// Stands for each byte of an actor's name while a sentence is searched. A
/// letter, so that a name is a word; a capital, as the sentence has no other.
pub(crate) const ACTOR_MASK: char = 'A';

/// Stands for each byte of a place's name while a sentence is searched.
pub(crate) const PLACE_MASK: char = 'P';

/// How much of the text around a name tells what it stands for, in bytes.
const CONTEXT_BYTES: usize = 40;

/// A sentence with what it names. Ranges are byte offsets into the body.
pub(crate) struct ReadSentence {
    pub(crate) range: Range<usize>,
    pub(crate) paragraph: usize,
    /// The sentence in lower case, names masked, byte for byte as long.
    pub(crate) masked: String,
    pub(crate) actors: Vec<ActorMention>,
    pub(crate) places: Vec<(PlaceId, Range<usize>)>,
    pub(crate) unnamed: Vec<(Unnamed, Range<usize>)>,
    pub(crate) persons: Vec<Person>,
    /// What it says of a deal, once it was read for that.
    pub(crate) said: Said,
    /// Bodies of places that it names, with where.
    pub(crate) bodies: Vec<(Body, Range<usize>)>,
    /// What its cues tell, once someone asked.
    pub(crate) cued: Cued,
}

/// An actor named in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ActorMention {
    pub(crate) id: ActorId,
    pub(crate) range: Range<usize>,
    /// Named by a generic word such as "the army".
    pub(crate) generic: bool,
}

impl ReadSentence {
    /// Whether the sentence tells what the whole war has cost.
    pub(crate) fn tells_toll(&self, lexicon: &Lexicon) -> bool {
        let mut cues = lexicon.cues.backgrounds.iter();
        cues.any(|cue| cue.pattern.is_match(self.masked.as_bytes()))
    }

    /// A range of the body as a range of the masked sentence.
    pub(crate) fn local(&self, range: &Range<usize>) -> Range<usize> {
        range.start - self.range.start..range.end - self.range.start
    }
}

/// Reads the names in a body.
pub(crate) fn read(body: &str, sentences: Vec<Sentence>, lexicon: &Lexicon) -> Vec<ReadSentence> {
    let matches = lexicon.scanner.scan(body);
    let text = Text::of(body, &matches, lexicon);
    let mut names = (0..matches.len())
        .filter_map(|at| Some((text.resolve(at)?, &matches.get(at)?.range)))
        .peekable();
    let mut read = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        let mut actors = Vec::new();
        let mut places = Vec::new();
        while let Some((bearer, range)) = names.next_if(|(_, r)| r.end <= sentence.range.end) {
            if range.start < sentence.range.start {
                continue;
            }
            match bearer {
                Bearer::Actor(id) => actors.push(ActorMention {
                    id,
                    range: range.clone(),
                    generic: false,
                }),
                Bearer::Place(id) => places.push((id, range.clone())),
            }
        }
        read.push(read_sentence(body, sentence, actors, places, lexicon));
    }
    read
}

fn read_sentence(
    body: &str,
    sentence: Sentence,
    mut actors: Vec<ActorMention>,
    mut places: Vec<(PlaceId, Range<usize>)>,
    lexicon: &Lexicon,
) -> ReadSentence {
    let start = sentence.range.start;
    let text = body.get(sentence.range.clone()).unwrap_or_default();
    let named = persons::Named {
        text,
        start,
        actors: &actors,
        places: &places,
    };
    let Introduced { persons, bodies } = persons::introduced(&named, lexicon);
    // Persons are often named after a place.
    places.retain(|(_, range)| !persons.iter().any(|person| overlap(range, &person.range)));
    let mut masked = plain(text);
    for (_, range) in &places {
        mask(&mut masked, start, range, PLACE_MASK);
    }
    for actor in &actors {
        mask(&mut masked, start, &actor.range, ACTOR_MASK);
    }
    let mut generic: Vec<ActorMention> = Vec::new();
    for cue in &lexicon.cues.actors {
        for captures in cue.pattern.captures_iter(masked.as_bytes()) {
            // Where a pattern has a group, the name is in it.
            let group = captures.iter().skip(1).flatten().next();
            let Some(found) = group.or(captures.get(0)) else {
                continue;
            };
            let trimmed = found.as_bytes().trim_ascii_start().len();
            let range = start + found.end() - trimmed..start + found.end();
            let is_free = !generic.iter().any(|other| overlap(&other.range, &range));
            if is_free {
                generic.push(ActorMention {
                    id: cue.value.clone(),
                    range,
                    generic: true,
                });
            }
        }
    }
    for actor in &generic {
        mask(&mut masked, start, &actor.range, ACTOR_MASK);
    }
    actors.extend(generic);
    actors.sort_by_key(|actor| actor.range.start);
    let mut unnamed: Vec<(Unnamed, Range<usize>)> = lexicon
        .cues
        .unnamed
        .iter()
        .flat_map(|cue| {
            let found = cue.pattern.find_iter(masked.as_bytes());
            found.map(|found| (cue.value, start + found.start()..start + found.end()))
        })
        .collect();
    unnamed.sort_by_key(|(_, range)| range.start);
    ReadSentence {
        range: sentence.range,
        paragraph: sentence.paragraph,
        masked,
        actors,
        places,
        unnamed,
        persons,
        said: Said::default(),
        bodies,
        cued: Cued::default(),
    }
}

/// A text in lower case and plain ASCII, byte for byte as long: curved
/// quotation marks become straight ones, other letters `_`.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        let sign = match character {
            _ if character.is_ascii() => character.to_ascii_lowercase(),
            '“' | '”' | '„' | '«' | '»' => '"',
            _ if is_apostrophe(character) => '\'',
            _ => '_',
        };
        plain.push(sign);
        plain.extend(std::iter::repeat_n('_', character.len_utf8() - 1));
    }
    plain
}

pub(crate) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Replaces each byte of a name by a sign; the text stays as long.
fn mask(masked: &mut String, start: usize, range: &Range<usize>, sign: char) {
    let within = range.start.saturating_sub(start)..range.end.saturating_sub(start);
    if masked.get(within.clone()).is_some() {
        let signs = sign.to_string().repeat(within.len());
        masked.replace_range(within, &signs);
    }
}

/// A text with the names found in it, and what it names beyond doubt.
struct Text<'a> {
    body: &'a str,
    matches: &'a [NameMatch<'a>],
    lexicon: &'a Lexicon,
    /// Who is named beyond doubt somewhere: that supports weak names.
    named: HashSet<&'a Bearer>,
    anchors: Anchors<'a>,
}

/// Places that are named together in a list are at most so many.
const MAX_LISTED: usize = 12;

/// A name that counts with support only is believed beside places that it is near to.
const NEAR: f64 = 0.25;

impl<'a> Text<'a> {
    fn of(body: &'a str, matches: &'a [NameMatch<'a>], lexicon: &'a Lexicon) -> Self {
        let named = matches
            .iter()
            .filter(|found| found.spelling == Spelling::Listed)
            .filter_map(|found| match found.bearers.as_ref() {
                [(bearer, false)] => Some(bearer),
                _ => None,
            })
            .collect();
        let sure = matches
            .iter()
            .filter_map(|found| {
                let place = lexicon.place(only_place(found)?)?;
                Some(Anchor {
                    place,
                    at: found.range.start,
                })
            })
            .collect();
        let mut text = Self {
            body,
            matches,
            lexicon,
            named,
            anchors: Anchors::new(sure, lexicon),
        };
        // Names that several bear tell where a text plays once it is known whom they mean.
        let all = (0..matches.len())
            .filter_map(|at| {
                let found = matches.get(at)?;
                let id = match only_place(found) {
                    Some(id) => id.clone(),
                    None => match text.resolve(at)? {
                        Bearer::Place(id) => id,
                        Bearer::Actor(_) => return None,
                    },
                };
                Some(Anchor {
                    place: lexicon.place(&id)?,
                    at: found.range.start,
                })
            })
            .collect();
        text.anchors = Anchors::new(all, lexicon);
        text
    }

    /// Whom a name means here; `None` where it is only a word.
    fn resolve(&self, at: usize) -> Option<Bearer> {
        let found = self.matches.get(at)?;
        let context = Context::of(self.body, &found.range);
        if context.is_compound() {
            return None;
        }
        self.actor(found, &context)
            .or_else(|| self.place(at, found, &context))
    }

    fn actor(&self, found: &NameMatch<'_>, context: &Context<'_>) -> Option<Bearer> {
        let has_place = places_of(found).next().is_some();
        for (bearer, weak) in found.bearers.iter() {
            let Bearer::Actor(id) = bearer else { continue };
            let kind = self.lexicon.actor(id)?.kind;
            // A body that governs a part of the country is no place.
            let is_organ = self.lexicon.state().is_some_and(|state| state.id != *id);
            let is_state = match kind {
                ActorKind::State => !is_organ,
                _ => kind == ActorKind::ForeignState,
            };
            let acts = match (is_state, weak, has_place) {
                // A capital or country acts, unless it is where something happens.
                (true, _, true) => context.acts(),
                (true, _, false) => !context.is_location(),
                (false, true, _) => self.named.contains(bearer),
                (false, false, _) => true,
            };
            let speaks = kind != ActorKind::Media || context.speaks();
            let is_alike = match found.spelling {
                Spelling::Listed | Spelling::AlikeInWords => true,
                Spelling::ShortAfterParticle => false,
                Spelling::Alike => !weak,
                // One vowel tells a person from another.
                Spelling::Close => {
                    kind == ActorKind::ArmedGroup
                        && self.body.get(found.range.clone())?.contains([' ', '-'])
                }
            };
            if acts && speaks && is_alike {
                return Some(match bearer {
                    Bearer::Actor(id)
                        if kind == ActorKind::Person
                            && (context.is_of_rule() || !context.is_agent())
                            && let Some(state) = rules(id, context.is_of_rule(), self.lexicon) =>
                    {
                        // "Assad's forces" are the state's, "protests against Assad" too.
                        Bearer::Actor(state)
                    }
                    _ => bearer.clone(),
                });
            }
        }
        None
    }

    fn place(&self, at: usize, found: &NameMatch<'_>, context: &Context<'_>) -> Option<Bearer> {
        let is_sure = only_place(found).is_some();
        let alike = self.villages_alike(found);
        if !is_sure && context.is_of_other() {
            return None;
        }
        let is_listed = LazyCell::new(|| self.is_in_list(at));
        let is_place = LazyCell::new(|| context.is_place() || *is_listed);
        let is_near = |id: &PlaceId| {
            let place = self.lexicon.place(id);
            place.is_some_and(|place| self.anchors.nearness(place, &found.range) >= NEAR)
        };
        let places: Vec<(&PlaceId, bool)> = places_of(found)
            .filter(|(bearer, id, weak)| match found.spelling {
                Spelling::Listed => {
                    !weak
                        || context.is_location()
                        || self.named.contains(bearer)
                        || (*is_place && is_near(id))
                }
                Spelling::ShortAfterParticle => {
                    let kind = self.lexicon.place(id).map(|place| place.kind);
                    !weak && kind == Some(PlaceKind::City)
                }
                Spelling::AlikeInWords => !weak || (*is_place && is_near(id)),
                Spelling::Alike => *is_place && (!weak || is_near(id)),
                Spelling::Close => *is_place && is_near(id),
            })
            .map(|(_, id, weak)| (id, weak))
            .chain(alike.iter().filter_map(|bearer| match bearer {
                Bearer::Place(id) if is_near(id) => Some((id, true)),
                _ => None,
            }))
            .collect();
        let meant = self
            .anchors
            .meant(&places, &found.range, context.before, context.after)?;
        let wider = self.of_kind_said(at).filter(|wider| {
            // "Homs and Hama provinces" are not the cities.
            self.lexicon.lies_in(meant, wider)
        });
        Some(Bearer::Place(wider.unwrap_or(meant).clone()))
    }

    /// Others whose name sounds like that of a village: which of them has which spelling
    /// is chance.
    fn villages_alike(&self, found: &NameMatch<'_>) -> Vec<Bearer> {
        let place = only_place(found).and_then(|id| self.lexicon.place(id));
        let Some(village) = place.filter(|place| place.kind == PlaceKind::Village) else {
            return Vec::new();
        };
        let written = self.body.get(found.range.clone()).unwrap_or_default();
        let alike = self.lexicon.scanner.alike(written).into_iter();
        alike
            .map(|(bearer, _)| bearer)
            .filter(|bearer| !matches!(bearer, Bearer::Place(id) if *id == village.id))
            .collect()
    }

    /// Whether a name stands in a list with a place that is named beyond doubt.
    fn is_in_list(&self, at: usize) -> bool {
        let is_sure = |found: &NameMatch<'_>| self.anchors.has(found.range.start);
        self.listed_before(at).any(is_sure) || self.listed_after(at).any(is_sure)
    }

    /// The names of the list that a name stands in, from it back to the first.
    fn listed_before(&self, at: usize) -> impl Iterator<Item = &'a NameMatch<'a>> {
        let before = (1..=at).rev().map_while(|at| {
            self.are_listed(at - 1, at)
                .then(|| self.matches.get(at - 1))
                .flatten()
        });
        before.take(MAX_LISTED)
    }

    /// The names of the list that a name stands in, from it on to the last.
    fn listed_after(&self, at: usize) -> impl Iterator<Item = &'a NameMatch<'a>> {
        let after = (at..self.matches.len()).map_while(|at| {
            self.are_listed(at, at + 1)
                .then(|| self.matches.get(at + 1))
                .flatten()
        });
        after.take(MAX_LISTED)
    }

    fn are_listed(&self, one: usize, next: usize) -> bool {
        let (Some(one), Some(next)) = (self.matches.get(one), self.matches.get(next)) else {
            return false;
        };
        let between = self.body.get(one.range.end..next.range.start);
        between.is_some_and(|between| {
            let between = between.trim_start_matches("’s").trim_start_matches("'s");
            matches!(
                between,
                ", " | " and " | " or " | ", and " | ", or " | " & " | "/" | "، " | " و"
            )
        })
    }

    /// The governorate that a city in a list stands for: "the provinces of Homs and
    /// Hama", "Homs, Hama and Idlib provinces", "the countryside of Homs and Hama".
    fn of_kind_said(&self, at: usize) -> Option<&'a PlaceId> {
        static BEFORE: LazyLock<Regex> =
            LazyLock::new(|| compiled(r"(?i)\b(province|governorate|countryside)s? of (?:the )?$"));
        static WITHIN: LazyLock<Regex> =
            LazyLock::new(|| compiled(r"(?i)^(province|governorate|countryside)s? of "));
        static AFTER: LazyLock<Regex> =
            LazyLock::new(|| compiled(r"(?i)^ (province|governorate|countryside)s\b"));
        static AT_END: LazyLock<Regex> =
            LazyLock::new(|| compiled(r"(?i) (province|governorate|countryside)$"));
        let found = self.matches.get(at)?;
        let written = self.body.get(found.range.clone())?;
        let first = self.listed_before(at).last().unwrap_or(found);
        let last = self.listed_after(at).last().unwrap_or(found);
        let text = |found: &NameMatch<'_>| self.body.get(found.range.clone());
        let context = Context::of(self.body, &first.range);
        let word = BEFORE
            .captures(context.before)
            .or_else(|| WITHIN.captures(text(first)?))
            .or_else(|| AFTER.captures(Context::of(self.body, &last.range).after))
            .or_else(|| {
                let is_plural = Context::of(self.body, &last.range).after.starts_with('s');
                AT_END.captures(text(last)?).filter(|_| is_plural)
            })?;
        let name = format!("{written} {}", word.get(1)?.as_str());
        let bearers = self.lexicon.scanner.bearers(&fold(&name));
        bearers.iter().find_map(|(bearer, _)| match bearer {
            Bearer::Place(id) => Some(id),
            Bearer::Actor(_) => None,
        })
    }
}

/// The places that bear a name, with whether they do with support only.
fn places_of<'m>(
    found: &'m NameMatch<'_>,
) -> impl Iterator<Item = (&'m Bearer, &'m PlaceId, bool)> {
    found
        .bearers
        .iter()
        .filter_map(|(bearer, weak)| match bearer {
            Bearer::Place(id) => Some((bearer, id, *weak)),
            Bearer::Actor(_) => None,
        })
}

/// The place that a listed name means wherever it means one.
fn only_place<'m>(found: &'m NameMatch<'_>) -> Option<&'m PlaceId> {
    let mut places = places_of(found);
    match (places.next(), places.next()) {
        (Some((_, id, false)), None) if found.spelling == Spelling::Listed => Some(id),
        _ => None,
    }
}

/// The state of a person who stands for it: of anyone whose rule is spoken of, or
/// of its head.
fn rules(id: &ActorId, is_of_rule: bool, lexicon: &Lexicon) -> Option<ActorId> {
    let person = lexicon.actor(id)?;
    let of = person.affiliation.clone()?;
    let kind = lexicon.actor(&of)?.kind;
    let is_state = matches!(kind, ActorKind::State | ActorKind::ForeignState);
    let function = person.function.as_deref().unwrap_or_default();
    let is_head = ["president", "king", "emir", "supreme leader"]
        .iter()
        .any(|head| function.eq_ignore_ascii_case(head));
    (is_of_rule || (is_state && is_head)).then_some(of)
}

/// The words around a name.
struct Context<'a> {
    before: &'a str,
    after: &'a str,
}

impl<'a> Context<'a> {
    fn of(body: &'a str, range: &Range<usize>) -> Self {
        let from = body.floor_char_boundary(range.start.saturating_sub(CONTEXT_BYTES));
        let to = body.ceil_char_boundary((range.end + CONTEXT_BYTES).min(body.len()));
        Self {
            before: body.get(from..range.start).unwrap_or_default(),
            after: body.get(range.end..to).unwrap_or_default(),
        }
    }

    /// Whether the name says where something is.
    fn is_location(&self) -> bool {
        static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
            compiled(
                r"(?i)\b(?:in|at|near|of|around|from|to|towards?|outside|inside|into|through|across|throughout|within|southern|northern|eastern|western|central|rural|south|north|east|west|downtown|greater|besieged|town|city|village|district|neighbou?rhood|camp|province|left|entered|leave|capital)(?: the)?,? (?:(?:town|city|village|district|camp|province|capital|al|el)[ -])?$",
            )
        });
        static AFTER: LazyLock<Regex> = LazyLock::new(|| {
            compiled(
                r"(?i)^(?:['’]s?)? (?:suburbs?|countryside|governorate|province|city|town|village|camp|district|neighbou?rhood|quarter|area|region|airport|road|highway|outskirts|crossing|pocket|hills|front)\b",
            )
        });
        // "To Egypt and Turkey".
        static LISTED: LazyLock<Regex> = LazyLock::new(|| {
            compiled(r"\b(?:in|to|from|into|via) (?:\p{Lu}[\w-]+(?:, | and | or |, and ))+$")
        });
        BEFORE.is_match(self.before) || AFTER.is_match(self.after) || LISTED.is_match(self.before)
    }

    /// Whether the words around the name are those that places have, also where they
    /// would not tell a state from its capital: "took Suran", "Suran, north of Hama".
    fn is_place(&self) -> bool {
        static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
            compiled(
                r"(?i)\b(?:took(?: over)?|taken|takes?|retook|recaptured|captured?|capturing|seized?|seizing|controls?|controlled|hit|hitting|struck|shelled|shelling|bombed|bombing|bombarded|bombarding|pounded|stormed|storming|besieged?|besieging|reached?|reaching|quit|stormed|attacked|attacking|entering|leaving|evacuated?|evacuating|surround(?:s|ed|ing)?)(?: the)?(?: (?:town|city|village|district|camp) of)? (?:al[ -])?$",
            )
        });
        static AFTER: LazyLock<Regex> = LazyLock::new(|| {
            compiled(
                r"^,? (?:(?:which|that) (?:lies|is) )?(?:just )?(?:(?:near|close to|next to|not far from|outside) |(?:in|to|on) the (?:\w+ )?(?:north|south|east|west|countryside|hills|plain|suburbs|edge|outskirts|road)|(?:north|south|east|west)[ -]?(?:east|west)?(?:ern)? (?:of|in) |in (?:(?:north|south|east|west|central)\w* )?\p{Lu})",
            )
        });
        self.is_location() || BEFORE.is_match(self.before) || AFTER.is_match(self.after)
    }

    /// Whether the name is part of a person's or a body's.
    fn is_of_other(&self) -> bool {
        static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
            compiled(
                r"\b(?:Sheikh|Shaykh|Mr|Mrs|Ms|Dr|General|Colonel|Captain|Major|Lieutenant|Brigadier|Commander|President|Minister|Governor|Judge|Imam|Hajj)\.? $",
            )
        });
        static AFTER: LazyLock<Regex> = LazyLock::new(|| {
            compiled(
                r"^ (?:(?:Martyrs['’]? )?(?:Brigades?|Battalions?|Division|Movement|Militia|Army|Company|Gathering|Foundation|Agency)|Martyrs|Hospital|Mosque|Street|News)\b",
            )
        });
        BEFORE.is_match(self.before) || AFTER.is_match(self.after)
    }

    /// Whether the name only tells of what kind something else is: "Britain-based",
    /// "pro-Damascus", "al-Qaeda affiliate".
    fn is_compound(&self) -> bool {
        static AFTER: LazyLock<Regex> = LazyLock::new(|| {
            compiled(
                r"^(?:-(?:based|backed|made|built|born|trained|funded|supplied|linked|affiliated|inspired|language|speaking)\b| (?:affiliates?|offshoots?|franchise|agency for)\b)",
            )
        });
        AFTER.is_match(self.after) || self.before.ends_with("pro-")
    }

    /// Whether the name stands for what its bearer rules.
    fn is_of_rule(&self) -> bool {
        static AFTER: LazyLock<Regex> = LazyLock::new(|| {
            compiled(r"^(?:['’]?s?)? (?:regime|government|forces|army|troops|rule|loyalists)\b")
        });
        AFTER.is_match(self.after)
    }

    /// Whether a person says or does something, or others deal with that person, as
    /// against being named for a regime.
    fn is_agent(&self) -> bool {
        static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
            compiled(
                r"(?i)\b(?:with|told|by|meets?|met|called|phoned|received|quoted|quoting|citing|according to|said|says|urged|asked)(?: (?:[\w'’.-]+)){0,3} $",
            )
        });
        static AFTER: LazyLock<Regex> = LazyLock::new(|| {
            compiled(
                r"^(?:,? (?:the|who|president)\b[^,]{0,60},)?(?: also| then| later| himself)? (?:said (?:\p{Ll}|[\x22“])|said$|\p{Ll}{3,}ed\b|(?:says|told|has|had|is|was|will|would|met|made|gave|went|took|sent|held|spoke|wrote|vows|meets|wants|and) )",
            )
        });
        AFTER.is_match(self.after) || BEFORE.is_match(self.before)
    }

    /// Whether an outlet is quoted, as against told or credited.
    fn speaks(&self) -> bool {
        static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
            compiled(
                r"(?i)\b(?:according to|citing|quoted by|reported by|by)(?: the)?(?: [\w-]+){0,3} $",
            )
        });
        static AFTER: LazyLock<Regex> = LazyLock::new(|| {
            compiled(
                r"^(?:['’]s)?(?:, (?:an?|the) [^,.;]{2,60},|,?(?: [\w-]+){0,4}) (?:said|says|reported|reports|quoted|announced|added|claimed|stated|published|cited|citing|broadcast)\b",
            )
        });
        static TOLD: LazyLock<Regex> =
            LazyLock::new(|| compiled(r"\b(?:told|tells|telling)(?: the)?(?: [\w-]+){0,2} $"));
        let is_told = TOLD.is_match(self.before);
        AFTER.is_match(self.after) || (!is_told && BEFORE.is_match(self.before))
    }

    /// Whether the name does or undergoes what a state does.
    fn acts(&self) -> bool {
        static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
            compiled(
                r"(?i)\b(?:with|between|by|against|acting for|backs?|backing|allies of|on behalf of|\w+['’]s and)(?: the)? $",
            )
        });
        static AFTER: LazyLock<Regex> = LazyLock::new(|| {
            compiled(
                r"^(?:['’]s?)? (?:government|regime|authorities|is|was|has|have|had|will|would|could|may|might|says?|said|told|wants?|maintains?|insists?|made|began|and (?:its|the|[A-Z]\w+)[ ,]|effort|\w{3,}ed\b|(?:dealt|sent|took|brought|kept|led|held|met|put|gave|came|sought|went|let|struck|fought|spoke|lent|sees|saw|wants|does|did|chose|withdrew|undertook) |on \w+day )",
            )
        });
        static BORDER: LazyLock<Regex> =
            LazyLock::new(|| compiled(r"(?i)\b(?:border|frontier|crossing|road|shares)\w* with $"));
        if self.is_location() || BORDER.is_match(self.before) {
            return false;
        }
        // "Agreed by Russia and Turkey", "Turkey's envoys".
        static LISTED: LazyLock<Regex> = LazyLock::new(|| {
            compiled(
                r"\b(?:[Ww]ith|[Bb]etween|[Bb]y|[Aa]gainst) (?:the )?(?:\p{Lu}[\w'’-]+(?:, | and |, and ))+$",
            )
        });
        static SERVANTS: LazyLock<Regex> = LazyLock::new(|| {
            compiled(
                r"^['’]s (?:\w+ ){0,2}(?:envoys?|officials?|officers?|ministers?|ministry|president|army|troops|soldiers|mediation|mediators?|intelligence|diplomats?|ambassador|delegation|negotiators?|proxies|allies|military)\b",
            )
        });
        [&BEFORE, &LISTED]
            .iter()
            .any(|words| words.is_match(self.before))
            || [&AFTER, &SERVANTS]
                .iter()
                .any(|words| words.is_match(self.after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lexicon::tests::lexicon, sentences::sentences};

    fn named(body: &str) -> (Vec<String>, Vec<String>) {
        let lexicon = lexicon();
        let read = read(body, sentences(body), lexicon);
        let actors = read
            .iter()
            .flat_map(|s| &s.actors)
            .map(|actor| actor.id.to_string());
        let places = read
            .iter()
            .flat_map(|s| &s.places)
            .map(|(id, _)| id.to_string());
        (actors.collect(), places.collect())
    }

    #[test]
    fn a_capital_is_a_state_or_a_place() {
        assert_eq!(
            named("Damascus and its allies want more."),
            (vec!["syrian-government".into()], vec![])
        );
        assert_eq!(
            named("Shells fell in Damascus on Monday."),
            (vec![], vec!["damascus".into()])
        );
        assert_eq!(named("The envoy flew to Moscow."), (vec![], vec![]));
        assert_eq!(named("Moscow said no."), (vec!["russia".into()], vec![]));
    }

    #[test]
    fn weak_names_need_support() {
        assert_eq!(named("The Observatory said so.").0, [""; 0]);
        assert_eq!(
            named(
                "The Observatory said so. The Syrian Observatory for Human Rights counts the dead."
            )
            .0,
            ["syrian-observatory-for-human-rights"; 2]
        );
    }

    #[test]
    fn generic_words_name_states_and_armies() {
        assert_eq!(
            named("The government and Russian officers spoke; the army waited.").0,
            ["syrian-government", "russia", "syrian-arab-army"]
        );
    }

    #[test]
    fn masks_keep_every_offset() {
        let body = "Dara’a is quiet.";
        let lexicon = lexicon();
        let read = read(body, sentences(body), lexicon);
        assert_eq!(read[0].masked.len(), body.len());
        assert!(read[0].masked.starts_with("PPPPPPPP is"));
    }
}
