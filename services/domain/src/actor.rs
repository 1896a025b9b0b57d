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
}

impl ActorName {
    /// Whether the name may have been in use on that day: where its span of use is
    /// known in part, the days that fit count as in use.
    pub fn was_in_use(&self, day: Date) -> bool {
        let begun = self.since.and_then(|since| since.earliest);
        let ended = self.until.and_then(|until| until.latest);
        begun.is_none_or(|begun| begun <= day) && ended.is_none_or(|ended| day <= ended)
    }
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

/// An actor: from the lexicon, or found in a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Actor {
    /// Derived from the canonical name.
    pub id: ActorId,
    /// The canonical name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// The side it stands on, where it has one of its own.
    pub side: Option<Side>,
    /// All other names.
    pub names: Vec<ActorName>,
    /// A person's function, as the text has it: "lead negotiator".
    pub function: Option<String>,
    /// Whom a person or committee acts for.
    pub affiliation: Option<ActorId>,
    /// What it belonged to in time; one actor may stand there more than once.
    pub memberships: Vec<Membership>,
}

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
}
