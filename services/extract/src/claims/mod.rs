//! What an article asserts about deals: sentence by sentence, then drawn
//! together by place and status.

mod armed_sides;
mod attribution;
mod clauses;
mod deal_name;
mod deal_type;
mod drafts;
mod event_date;
mod helpers;
mod named;
mod parties;
mod places;
mod quantities;
mod references;
mod representatives;
mod site;
mod spoilers;
mod steps;
mod terms;
mod unnamed;

use std::ops::Range;

use jiff::civil::Date;
use sulh_domain::{ActorId, Claim, DealType, Participant, Span, Term};

use self::{
    clauses::Clauses,
    drafts::{Draft, Drafts},
};
use crate::{Lexicon, cast::Cast, mentions::ReadSentence, persons::Person};

/// More claims than this are not kept: no report speaks of so many deals.
pub(crate) const MAX_CLAIMS: usize = 64;

/// An article as the claims are read from it.
pub(crate) struct Text<'a> {
    pub(crate) body: &'a str,
    pub(crate) published: Option<Date>,
    pub(crate) sentences: &'a [ReadSentence],
    /// The headline, read in the same way.
    pub(crate) title: &'a [ReadSentence],
    /// For each sentence, the persons that it introduces or names again.
    pub(crate) speakers: &'a [Vec<(Person, ActorId)>],
    /// For each sentence, the committee that "the committee" means there.
    pub(crate) committees: &'a [Option<ActorId>],
    /// For each sentence, the bodies of places that it names, with where.
    pub(crate) bodies: &'a [Vec<(ActorId, Range<usize>)>],
    pub(crate) lexicon: &'a Lexicon,
}

/// Finds the claims of an article, ordered by first evidence, and adds their
/// unnamed sides to the cast. The second value tells whether there were more.
pub(crate) fn claims(text: &Text<'_>, cast: &mut Cast<'_>) -> (Vec<Claim>, bool) {
    let (drafts, too_many) = Drafts::of(text);
    let clauses = Clauses::of(&drafts);
    let terms = terms::terms(&drafts, &clauses, text);
    let types = deal_type::deal_types(&drafts, &terms, &clauses, text);
    let sides = references::Sides::of(&drafts, text, cast);
    let spoilers = spoilers::Spoilers::of(&drafts, text, cast);
    let claims = (0..)
        .zip(&drafts)
        .zip(types.into_iter().zip(terms))
        .filter_map(|((index, draft), of_deal)| {
            let mut found = parties::participants(draft, of_deal.0, text, cast, &sides);
            spoilers.add(index, cast, &mut found);
            let claim = claim(draft, of_deal, found.listed(cast), text, cast)?;
            Some(Claim {
                quantities: quantities::quantities(index, draft, &clauses, text),
                ..claim
            })
        })
        .collect();
    (claims, too_many)
}

fn claim(
    draft: &Draft,
    (deal_type, terms): (DealType, Vec<Term>),
    participants: Vec<Participant>,
    text: &Text<'_>,
    cast: &Cast<'_>,
) -> Option<Claim> {
    let evidence = draft.evidence(text);
    if participants.is_empty() {
        return None;
    }
    let speakers = attribution::Speakers { text, cast };
    let (asserter, confirmation) = speakers.of(draft);
    Some(Claim {
        places: draft.places.clone(),
        deal_type,
        status: draft.status,
        participants,
        terms,
        quantities: Vec::new(),
        asserter,
        modality: draft.modality,
        confirmation,
        event_date: draft.date,
        deal_name: deal_name::deal_name(text.body, &evidence),
        evidence: evidence
            .iter()
            .filter_map(|sentence| Span::new(sentence.range.start, sentence.range.end))
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use sulh_domain::{
        Article, Asserter, Confirmation, Extraction, Modality, PartialDate, PlaceId, Role, Status,
        TermKind,
    };

    use crate::{lexicon::tests::lexicon, understand};

    fn read(body: &str) -> Extraction {
        let article = Article {
            title: None,
            outlet: None,
            outlet_kind: None,
            url: None,
            published: Some(PartialDate::day(
                jiff::civil::date(2018, 4, 20),
                sulh_domain::DateBasis::Header,
            )),
            language: "en".to_owned(),
            body: body.to_owned(),
            claims_extracted: true,
            dropped: Vec::new(),
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
    fn who_opposes_a_deal_may_be_told_further_on() {
        for further in [
            "Hay'at Tahrir al-Sham rejected the deal.",
            "Hay'at Tahrir al-Sham said that it would not be bound by any deal.",
            "Its fighters will go by bus. Hay'at Tahrir al-Sham has threatened to shoot whoever signs.",
            "Fighters of Hay'at Tahrir al-Sham turned the buses back.",
        ] {
            let body = format!("Ahrar al-Sham and the army reached a deal on Harasta. {further}");
            let found = parties(&body, Role::Spoiler);
            assert_eq!(found, ["hayat-tahrir-al-sham"], "{body}");
        }
        let body = "Ahrar al-Sham and the army reached a deal on Harasta. \
                    Takfiri groups in Douma had threatened the elders.";
        let found = parties(body, Role::Spoiler);
        assert_eq!(found, ["armed-opposition-of-douma"]);
    }

    #[test]
    fn fighters_who_regularise_or_leave_deal_with_the_state() {
        let body = "Ahrar al-Sham fighters left Harasta for Idlib on Friday, state media said, \
                    as part of a deal. The government has said little.";
        let found = parties(body, Role::Party);
        assert_eq!(found, ["ahrar-al-sham", "syrian-government"]);
    }

    #[test]
    fn a_town_that_agrees_is_a_side() {
        let body = "The army lifted the siege of Dumayr when the town agreed to a settlement.";
        let found = parties(body, Role::Party);
        assert_eq!(found, ["syrian-arab-army", "armed-opposition-of-dumayr"]);
    }

    #[test]
    fn people_whom_a_deal_moves_are_affected_by_it() {
        let body = "Residents of Harasta were taken to Idlib on Friday under a deal between \
                    Ahrar al-Sham and the government.";
        assert_eq!(parties(body, Role::Affected), ["residents-of-harasta"]);
    }

    #[test]
    fn who_is_named_beside_a_deal_represents_nobody() {
        let body = "Ahrar al-Sham agreed with the army to leave Harasta, said its spokesman \
                    Munir Khaldun. The house of the group's commander Samer Wahhab burned.";
        let found = parties(body, Role::Representative);
        assert_eq!(found, ["munirxaldun-ahrar-al-sham"]);
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
            staged: false,
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
    fn each_claim_of_a_sentence_has_the_terms_of_its_own_clause() {
        let extraction = read(
            "Rebels in Harasta agreed to leave the town, and Jaysh al-Islam handed over its tanks in Douma.",
        );
        let terms = |slug: &str| -> Vec<TermKind> {
            let place = PlaceId::parse(slug).unwrap();
            let of_place = extraction
                .claims
                .iter()
                .filter(|claim| claim.places.contains(&place));
            of_place
                .flat_map(|claim| &claim.terms)
                .map(|term| term.kind)
                .collect()
        };
        assert_eq!(terms("harasta"), [TermKind::FighterEvacuation]);
        assert_eq!(terms("douma"), [TermKind::HeavyWeaponsHandover]);
    }

    #[test]
    fn what_is_done_in_batches_is_staged() {
        let staged = |body: &str| -> Vec<bool> {
            let claims = read(body).claims;
            let terms = claims.iter().flat_map(|claim| &claim.terms);
            terms.map(|term| term.staged).collect()
        };
        for body in [
            "A third batch of fighters left Harasta for Idlib under the deal.",
            "Rebels in Harasta agreed to leave for Idlib in two stages.",
            "The evacuation of fighters from Harasta will be carried out in phases under the deal.",
        ] {
            assert!(staged(body).contains(&true), "{body}");
        }
        let body = "Fighters left Harasta for Idlib under the deal.";
        assert_eq!(staged(body), [false]);
    }

    #[test]
    fn what_a_deal_provides_is_told_of_its_agreeing() {
        let extraction = read(
            "Rebels in Harasta agreed on Monday to leave the town.\n\n\
             The first fighters left Harasta on Friday.\n\n\
             Detainees will be freed in return.",
        );
        let freed: Vec<bool> = extraction
            .claims
            .iter()
            .map(|claim| {
                let mut terms = claim.terms.iter();
                terms.any(|term| term.kind == TermKind::PrisonerExchange)
            })
            .collect();
        assert_eq!(freed, [true, false]);
    }

    #[test]
    fn a_deal_without_a_type_has_that_of_the_deal_spoken_of() {
        use sulh_domain::DealType;
        let body = "Rebels and the army signed an evacuation deal for Douma on Friday.\n\n\
             The agreement on Douma collapsed on Sunday.";
        let types: Vec<DealType> = read(body)
            .claims
            .iter()
            .map(|claim| claim.deal_type)
            .collect();
        assert_eq!(types, [DealType::Evacuation, DealType::Evacuation]);
    }

    #[test]
    fn terms_make_the_type_where_no_name_does() {
        use sulh_domain::DealType::{self, *};
        let type_of = |body: &str| -> Option<DealType> {
            read(body).claims.first().map(|claim| claim.deal_type)
        };
        for (body, expected) in [
            (
                "Rebels in Douma agreed to hand over their tanks to the army.",
                Surrender,
            ),
            (
                "Rebels in Douma agreed to hand over their tanks and the army agreed to withdraw its troops from the town.",
                Reconciliation,
            ),
            (
                "The army and rebels in Douma agreed to reopen the highway.",
                Ceasefire,
            ),
            (
                "Rebels left Douma for Idlib on Friday under a settlement with the army.",
                Evacuation,
            ),
            (
                "The committee of Douma and the army agreed that local men would police their own streets.",
                Ceasefire,
            ),
        ] {
            assert_eq!(type_of(body), Some(expected), "{body}");
        }
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
    fn who_says_so_stands_above_the_clause_or_beside_it() {
        use Asserter::*;
        use Confirmation::*;
        let cases = [
            (
                "Militants in Douma agreed to a truce with the army.",
                Outlet,
                NotStated,
            ),
            (
                "Rebels in Douma agreed to leave, a military source told a newspaper.",
                PartyGovernment,
                OneSide,
            ),
            (
                "A spokesman for Jaysh al-Islam said that rebels in Douma had agreed to a truce.",
                PartyOpposition,
                OneSide,
            ),
            (
                "Rebels in Douma, activists said, have agreed to leave the town.",
                Monitor,
                ThirdParty,
            ),
            (
                "Rebels in Douma have agreed to leave the town, according to state television.",
                StateMedia,
                OneSide,
            ),
            (
                "Residents said that rebels in Douma had agreed to leave the town.",
                Monitor,
                NotStated,
            ),
            (
                "Rebels in Douma have agreed to leave the town, sources close to the talks said.",
                Unattributed,
                NotStated,
            ),
            (
                "Rebels in Douma reportedly agreed to a truce.",
                Unattributed,
                NotStated,
            ),
            (
                "Both sides said that the army and the rebels in Douma had reached a truce.",
                Outlet,
                BothSides,
            ),
            (
                "The army said that rebels in Douma had agreed to a truce. A rebel commander confirmed the truce.",
                PartyGovernment,
                BothSides,
            ),
            (
                "Rebels in Douma have agreed to a truce with the army. The report could not be verified.",
                Outlet,
                Unconfirmed,
            ),
            (
                "Rebels in Douma are reported to have agreed to a truce. Activists confirmed it.",
                Unattributed,
                ThirdParty,
            ),
            (
                "A rebel spokesman said that fighters in Douma had agreed to leave. State television said much the same.",
                PartyOpposition,
                BothSides,
            ),
            (
                "\"We reached a truce in Douma. The army will stay outside,\" a rebel commander said.",
                PartyOpposition,
                OneSide,
            ),
        ];
        let mut wrong = Vec::new();
        for (body, asserter, confirmation) in cases {
            let claims = read(body).claims;
            let said: Vec<_> = claims
                .iter()
                .map(|c| (c.asserter, c.confirmation))
                .collect();
            if said.first() != Some(&(asserter, confirmation)) {
                wrong.push(format!("{body} {said:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_date_is_that_of_the_clause_that_asserts() {
        // Published on Friday, 20 April 2018.
        let cases = [
            (
                "Rebels in Douma agreed on Thursday to leave the town.",
                "2018-04-19",
            ),
            (
                "Rebels who had arrived on Sunday agreed on Tuesday to leave Douma, as the army announced on Wednesday.",
                "2018-04-17",
            ),
            (
                "The army, which had stormed Harasta on Monday, said that rebels in Douma signed a truce on Wednesday.",
                "2018-04-18",
            ),
            (
                "The army said on Wednesday that rebels in Douma had signed a truce.",
                "2018-04-18",
            ),
        ];
        for (body, date) in cases {
            let claims = read(body).claims;
            let dates: Vec<_> = claims
                .iter()
                .map(|c| c.event_date.map(|d| d.iso()))
                .collect();
            assert_eq!(
                dates.first(),
                Some(&Some(date.to_owned())),
                "{body} {dates:?}"
            );
        }
    }

    #[test]
    fn what_was_told_is_denied_by_a_pronoun() {
        let body = "Rebels in Douma agreed to leave the town. Jaysh al-Islam denied it.";
        let claims = read(body).claims;
        let denied = claims
            .iter()
            .find(|claim| claim.modality == Modality::Denied);
        assert_eq!(denied.map(|claim| claim.status), Some(Status::Agreed));
    }

    #[test]
    fn the_deal_spoken_of_is_of_its_place_wherever_the_sentence_goes() {
        let cases = [
            (
                "Rebels in Harasta accepted the terms of Russian officers. The arrangement, \
                 reached in Dumayr on Monday, lets them keep their rifles in Saqba.",
                vec![(Status::Agreed, vec!["harasta".to_owned()])],
            ),
            (
                "The evacuation of fighters from Harasta began on Thursday. Gunmen held up a \
                 convoy near Saqba. Ankara, which had worked out the arrangement on Tuesday, \
                 tried to save it.",
                vec![
                    (Status::Implementing, vec!["harasta".to_owned()]),
                    (Status::Agreed, vec!["harasta".to_owned()]),
                ],
            ),
        ];
        for (body, expected) in cases {
            assert_eq!(claimed(body), expected, "{body}");
        }
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
        let representatives = parties(body, Role::Representative);
        let of = sulh_domain::ActorId::parse("jaysh-al-islam").ok();
        let id = sulh_domain::ActorId::of_person("Salim Karam", of.as_ref(), None, body);
        assert_eq!(representatives, [id.to_string()]);
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
