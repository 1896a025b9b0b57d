//! Who acts: states, groups, bodies, persons, communities.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::{ActorId, PartialDate, Side};

/// What an actor is.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Deserialize,
    Serialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum ActorKind {
    /// The Syrian state and its civil organs.
    State,
    /// An army, police or militia of the Syrian state.
    StateForce,
    /// An armed group outside the state, or the armed opposition of a place.
    ArmedGroup,
    /// Another state.
    ForeignState,
    /// An armed force of another state, or one that fights for it.
    ForeignForce,
    /// A body whose purpose is to bring sides together.
    MediationBody,
    /// A council, committee or delegation of a place.
    LocalCommittee,
    /// The United Nations and the like.
    InternationalOrganisation,
    /// An aid or monitoring body.
    HumanitarianOrganisation,
    /// A news outlet or agency.
    Media,
    /// A named person.
    Person,
    /// The people of a place.
    Community,
}

/// One name of an actor.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct ActorName {
    /// The name as it is written.
    pub name: String,
    /// BCP 47 tag of its language or script, such as `en` or `ar`.
    pub language: String,
    /// In use since, where it matters.
    pub since: Option<PartialDate>,
    /// In use until, where it matters.
    pub until: Option<PartialDate>,
    /// Whether it is also an ordinary word or another's name, and means its bearer
    /// only where something else says so.
    pub weak: bool,
}

impl ActorName {
    /// Whether the name may have been in use on that day: where its span of use is
    /// known in part, the days that fit count as in use.
    pub fn was_in_use(&self, day: Date) -> bool {
        may_cover(self.since, self.until, day)
    }
}

/// Whether a span of time may cover a day: an end that is not known leaves it open,
/// and of one that is known in part the outermost day counts.
fn may_cover(since: Option<PartialDate>, until: Option<PartialDate>, day: Date) -> bool {
    let begun = since.and_then(|since| since.earliest);
    let ended = until.and_then(|until| until.latest);
    begun.is_none_or(|begun| begun <= day) && ended.is_none_or(|ended| day <= ended)
}

/// How an actor belongs to another.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Deserialize,
    Serialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum MembershipKind {
    /// Was a part of it: an alliance, an operations room, an army, an organ of
    /// a state; of a person, one of its people.
    Part,
    /// Dissolved into it.
    Merged,
    /// Declared its allegiance to it and stayed a body of its own.
    Allegiance,
}

/// That an actor belonged to another for a time.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Membership {
    /// The one that it belonged to.
    pub of: ActorId,
    /// How.
    pub kind: MembershipKind,
    /// Since, where that is known.
    pub since: Option<PartialDate>,
    /// Until, where it ended and the date is known.
    pub until: Option<PartialDate>,
}

impl Membership {
    /// Whether it may have held on that day, by the rule of
    /// [`ActorName::was_in_use`].
    pub fn was_in_force(&self, day: Date) -> bool {
        may_cover(self.since, self.until, day)
    }
}

/// An actor: from the lexicon, or found in a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Actor {
    /// Derived from the canonical name.
    pub id: ActorId,
    /// The canonical name.
    pub name: String,
    /// Whether the canonical name is a weak one, see [`ActorName::weak`].
    pub weak_name: bool,
    /// What it is.
    pub kind: ActorKind,
    /// The side it stands on, where it has one of its own.
    pub side: Option<Side>,
    /// All other names, the main ones first; the canonical one too where it was in
    /// use for a time only.
    pub names: Vec<ActorName>,
    /// A person's function, as the text has it: "lead negotiator".
    pub function: Option<String>,
    /// Whom a person or committee acts for.
    pub affiliation: Option<ActorId>,
    /// What it belonged to in time; one actor may stand there more than once.
    pub memberships: Vec<Membership>,
}

impl Actor {
    /// The actor as it was on that day: the names in use and the memberships in
    /// force. Its canonical name gives way to the first English one that was in use
    /// then and no longer, since an actor's canonical name is its latest one.
    #[must_use]
    pub fn as_of(mut self, day: Date) -> Self {
        let is_canonical = |name: &ActorName| name.name == self.name;
        let has_canonical = !self.names.iter().any(is_canonical)
            || self
                .names
                .iter()
                .any(|name| is_canonical(name) && name.was_in_use(day));
        self.names.retain(|name| name.was_in_use(day));
        self.memberships
            .retain(|membership| membership.was_in_force(day));
        let former = self.names.iter().position(|name| {
            let is_former = name.until.is_some() || !has_canonical;
            is_former && !name.weak && name.language == MAIN_LANGUAGE
        });
        if let Some(former) = former {
            let former = self.names.remove(former);
            self.name = former.name;
            self.weak_name = former.weak;
        }
        self
    }
}

/// The language of canonical names.
const MAIN_LANGUAGE: &str = "en";

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::DateBasis;

    #[test]
    fn a_name_is_in_use_on_every_day_that_fits_its_span() {
        let name = ActorName {
            name: "Jabhat al-Nusra".into(),
            language: "en".into(),
            since: PartialDate::month(2012, 1, DateBasis::Explicit),
            until: PartialDate::month(2016, 7, DateBasis::Explicit),
            weak: false,
        };
        assert!(!name.was_in_use(date(2011, 12, 31)));
        assert!(name.was_in_use(date(2012, 1, 1)));
        assert!(name.was_in_use(date(2016, 7, 31)));
        assert!(!name.was_in_use(date(2016, 8, 1)));
        let undated = ActorName {
            since: None,
            until: None,
            ..name
        };
        assert!(undated.was_in_use(date(1970, 1, 1)));
    }

    fn name(text: &str, since: Option<i16>, until: Option<i16>) -> ActorName {
        let year = |year: Option<i16>| PartialDate::year(year?, DateBasis::Explicit);
        ActorName {
            name: text.into(),
            language: "en".into(),
            since: year(since),
            until: year(until),
            weak: false,
        }
    }

    fn group(names: Vec<ActorName>) -> Actor {
        let membership = Membership {
            of: ActorId::of_name("Jaysh al-Fath"),
            kind: MembershipKind::Part,
            since: PartialDate::year(2015, DateBasis::Explicit),
            until: PartialDate::year(2017, DateBasis::Explicit),
        };
        Actor {
            id: ActorId::of_name("Hay'at Tahrir al-Sham"),
            name: "Hay'at Tahrir al-Sham".into(),
            weak_name: false,
            kind: ActorKind::ArmedGroup,
            side: Some(Side::Opposition),
            names,
            function: None,
            affiliation: None,
            memberships: vec![membership],
        }
    }

    fn shown(actor: Actor) -> (String, Vec<String>, usize) {
        let names = actor.names.into_iter().map(|name| name.name);
        (actor.name, names.collect(), actor.memberships.len())
    }

    #[test]
    fn an_actor_has_the_names_and_memberships_of_its_day() {
        let group = group(vec![
            name("HTS", Some(2018), None),
            name("Jabhat Fateh al-Sham", Some(2016), Some(2017)),
            name("Jabhat al-Nusra", Some(2012), Some(2015)),
            name("al-Nusra Front", Some(2012), Some(2015)),
        ]);
        let others = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(
            shown(group.clone().as_of(date(2015, 6, 1))),
            ("Jabhat al-Nusra".into(), others(&["al-Nusra Front"]), 1)
        );
        assert_eq!(
            shown(group.as_of(date(2019, 6, 1))),
            ("Hay'at Tahrir al-Sham".into(), others(&["HTS"]), 0)
        );
    }

    #[test]
    fn a_canonical_name_that_was_not_in_use_yet_gives_way_to_any_other() {
        let group = group(vec![
            name("Hay'at Tahrir al-Sham", Some(2017), None),
            name("al-Nusra", None, None),
        ]);
        let then = shown(group.clone().as_of(date(2015, 6, 1)));
        assert_eq!(then, ("al-Nusra".into(), vec![], 1));
        let later = shown(group.as_of(date(2018, 6, 1)));
        assert_eq!(later.0, "Hay'at Tahrir al-Sham");
    }
}
