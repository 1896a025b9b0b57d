//! The codebook's words: domain enums to and from the contract's.

use sulh_domain as domain;

use crate::{v1, violation::Violation};

/// A word of the contract with its counterpart in the domain.
pub trait Word: Copy {
    /// The domain's enum.
    type Domain: Copy + 'static;

    /// Reads an enum's number; `None` where it is unspecified or unknown.
    fn of_number(number: i32) -> Option<Self::Domain>;

    /// What is accepted, for people.
    fn accepted() -> String;
}

/// Reads the words in the repeated field `field`.
///
/// # Errors
/// When there are too many, or one is unspecified or unknown.
pub(crate) fn each<W: Word>(field: &str, numbers: &[i32]) -> Result<Vec<W::Domain>, Violation> {
    crate::filter::each(field, numbers, |path, number| {
        W::of_number(*number).ok_or_else(|| {
            Violation::new(
                path,
                format!(
                    "{number} is not accepted here: expected one of {}",
                    W::accepted()
                ),
            )
        })
    })
}

macro_rules! words {
    ($domain:ident = $proto:ident { $($word:ident),+ $(,)? }) => {
        impl From<domain::$domain> for v1::$proto {
            fn from(word: domain::$domain) -> Self {
                match word {
                    $(domain::$domain::$word => Self::$word,)+
                }
            }
        }

        impl Word for v1::$proto {
            type Domain = domain::$domain;

            fn of_number(number: i32) -> Option<Self::Domain> {
                match Self::try_from(number).ok()? {
                    Self::Unspecified => None,
                    $(Self::$word => Some(domain::$domain::$word),)+
                }
            }

            fn accepted() -> String {
                [$(Self::$word.as_str_name()),+].join(", ")
            }
        }
    };
}

words!(
    ActorKind = ActorKind {
        State,
        StateForce,
        ArmedGroup,
        ForeignState,
        ForeignForce,
        MediationBody,
        LocalCommittee,
        InternationalOrganisation,
        HumanitarianOrganisation,
        Media,
        Person,
        Community,
    }
);
words!(
    MembershipKind = MembershipKind {
        Part,
        Merged,
        Allegiance,
    }
);
words!(
    PlaceKind = PlaceKind {
        Country,
        Governorate,
        District,
        Region,
        City,
        Town,
        Village,
        Neighbourhood,
        Camp,
        Crossing,
    }
);
words!(
    Side = Side {
        Government,
        Opposition,
        IslamicState,
        KurdishLed,
        Foreign,
        Local
    }
);
words!(
    DealType = DealType {
        Surrender,
        Reconciliation,
        Evacuation,
        DeEscalation,
        Ceasefire,
        PrisonerExchange,
        HumanitarianAccess,
    }
);
words!(
    Status = DealStatus {
        Proposed,
        Negotiating,
        Agreed,
        Implementing,
        Implemented,
        Failed,
        Collapsed,
    }
);
words!(
    Asserter = Asserter {
        PartyGovernment,
        PartyOpposition,
        Mediator,
        StateMedia,
        Monitor,
        Outlet,
        Unattributed,
    }
);
words!(
    Modality = Modality {
        Asserted,
        Hedged,
        Planned,
        Denied
    }
);
words!(
    Confirmation = Confirmation {
        OneSide,
        BothSides,
        ThirdParty,
        Unconfirmed,
        NotStated
    }
);
words!(
    Role = ParticipantRole {
        Party,
        Representative,
        Mediator,
        Guarantor,
        Spoiler,
        Affected,
    }
);
words!(
    RelationKind = RelationKind {
        Counterpart,
        FellowParty,
        MediatedBy,
        MediatorFor,
        GuaranteedBy,
        GuarantorFor,
        RepresentedBy,
        RepresentativeOf,
        SpoiledBy,
        SpoilerFor,
        Affects,
        AffectedBy,
    }
);
words!(
    Counted = Counted {
        Fighters,
        Soldiers,
        Civilians,
        Families,
        Wounded,
        Prisoners,
        Bodies,
        People,
        Buses,
        Trucks,
        Weapons,
    }
);
words!(
    DealChangeKind = DealChangeKind {
        Created,
        Changed,
        Merged,
        Removed,
    }
);
words!(
    TermKind = TermKind {
        Ceasefire,
        HeavyWeaponsHandover,
        Disarmament,
        FighterEvacuation,
        CivilianEvacuation,
        SafePassage,
        CiviliansRemain,
        ReturnOfDisplaced,
        StatusSettlement,
        ConscriptionDeferral,
        PrisonerExchange,
        StateForcesEntry,
        GovernmentWithdrawal,
        TerritoryHandover,
        CrossingOrRoad,
        CivilAdministration,
        ThirdPartySupervision,
        HumanitarianAccess,
        RestoredServices,
        JointForce,
    }
);
words!(
    DateBasis = DateBasis {
        Explicit,
        Header,
        Url,
        Caption,
        Relative,
        Inferred
    }
);

words!(
    OutletKind = OutletKind {
        StateMedia,
        NewsAgency,
        Newspaper,
        Magazine,
        Broadcaster,
        NewsSite,
        Monitor,
        PartyMedia,
        Ministry,
        InternationalOrganisation,
        AidOrganisation,
        Ngo,
        ResearchInstitute,
    }
);
words!(
    DropReason = DropReason {
        Headline,
        Byline,
        Caption,
        Navigation,
        Share,
        Appeal,
        Advertisement,
        Related,
        Comment,
        Tags,
        Notice,
        Embed,
        Repeated,
        Hidden,
        OtherLanguage,
        Outside,
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unspecified_and_unknown_words_are_refused_by_index() {
        let refused = each::<v1::DealType>("types", &[1, 0])
            .unwrap_err()
            .to_string();
        assert!(
            refused.starts_with("types[1]: 0 is not accepted"),
            "{refused}"
        );
        assert!(refused.contains("DEAL_TYPE_SURRENDER"), "{refused}");
        assert!(each::<v1::DealType>("types", &[99]).is_err());
        assert_eq!(
            each::<v1::DealType>("types", &[2]).unwrap(),
            [domain::DealType::Reconciliation]
        );
    }
}
