//! Who deals with whom, through ingest, store and query, against a reckoning over
//! what the extractor finds in each sample document by itself.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use jiff::civil::{self, date};
use sulh_domain::{Claim, ClaimId, Modality, Participant, PlaceId, Role};
use sulh_rpc::{
    google::r#type::Date,
    v1::{self, Deal, DealStatus, DealType, ListActorRelationsRequest, RelationKind},
};
use support::{Pair, lineages, munther_fares, reading, refused_field, samples_with_a_copy};
use tonic::Code;
use tonic_types::StatusExt;

/// A claim with where it was made and the deal that it is part of.
struct Fact {
    name: String,
    article: String,
    /// The article, or the one that it repeats.
    original: String,
    deal: Deal,
    dated: Option<civil::Date>,
    /// The text of its evidence.
    quotes: Vec<String>,
    lineage: BTreeSet<PlaceId>,
    claim: Claim,
}

/// Actor, other, kind.
type Ends = (String, String, RelationKind);

/// A relation in figures, and the names of the claims that it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reckoned {
    ends: Ends,
    deals: usize,
    claims: usize,
    hedged: usize,
    denied: usize,
    independent_reports: usize,
    first: Option<civil::Date>,
    last: Option<civil::Date>,
    evidence: Vec<String>,
}

/// The sample documents, ingested, and their claims.
struct Samples {
    pair: Pair,
    facts: Vec<Fact>,
}

impl Samples {
    async fn ingested() -> Self {
        let documents = samples_with_a_copy();
        let mut pair = Pair::start().await;
        for document in &documents {
            pair.ingest_document(document.clone()).await;
        }
        let originals: HashMap<String, String> = pair
            .all_articles()
            .await
            .into_iter()
            .filter(|article| !article.original.is_empty())
            .map(|article| (article.name, article.original))
            .collect();
        assert_eq!(originals.len(), 1, "{originals:?}");
        let deals = pair.all_deals().await;
        let histories = pair.histories(&deals).await;
        let deal_of: HashMap<String, &Deal> = deals
            .iter()
            .zip(&histories)
            .flat_map(|(deal, history)| history.iter().map(move |claim| (claim.name.clone(), deal)))
            .collect();
        let lineages = lineages();
        let mut facts = Vec::new();
        for document in &documents {
            let reading = reading(document);
            let article = format!("articles/{}", reading.article.id);
            let published = reading.article.article.published;
            let published = published.and_then(|date| date.midpoint());
            for recorded in reading.claims {
                let (claim, name) = (recorded.claim, format!("claims/{}", recorded.id));
                let event = claim.event_date.and_then(|date| date.midpoint());
                let places = claim.places.iter();
                facts.push(Fact {
                    original: originals.get(&article).unwrap_or(&article).clone(),
                    deal: deal_of[&name].clone(),
                    dated: event.or(published),
                    quotes: recorded.quotes,
                    article: article.clone(),
                    lineage: places.flat_map(|place| lineages[place].clone()).collect(),
                    name,
                    claim,
                });
            }
        }
        Self { pair, facts }
    }

    /// The relations in the claims that pass, in the order of the contract.
    fn reckoned(&self, pass: impl Fn(&Fact) -> bool) -> Vec<Reckoned> {
        let mut facts: BTreeMap<Ends, Vec<&Fact>> = BTreeMap::new();
        for fact in self.facts.iter().filter(|fact| pass(fact)) {
            for ends in related(&fact.claim.participants) {
                facts.entry(ends).or_default().push(fact);
            }
        }
        let mut all: Vec<Reckoned> = facts.into_iter().map(reckon).collect();
        all.sort_by_key(|relation| {
            let (actor, other, kind) = relation.ends.clone();
            (
                Reverse((relation.deals, relation.claims)),
                actor,
                other,
                kind.as_str_name(),
            )
        });
        all
    }

    /// Every page of the relations that are asked for.
    async fn listed(&mut self, mut request: ListActorRelationsRequest) -> Vec<Reckoned> {
        let mut all = Vec::new();
        loop {
            let answer = self.pair.actors.list_actor_relations(request.clone()).await;
            let page = answer.unwrap().into_inner();
            assert!(page.relations.len() <= request.page_size as usize);
            all.extend(page.relations.into_iter().map(|r| self.shown(r)));
            if page.next_page_token.is_empty() {
                return all;
            }
            request.page_token = page.next_page_token;
        }
    }

    /// A relation of an answer, its evidence checked.
    fn shown(&self, relation: v1::Relation) -> Reckoned {
        for claim in &relation.evidence {
            let fact = self.facts.iter().find(|f| f.name == claim.name).unwrap();
            let quotes: Vec<&str> = claim.evidence.iter().map(|q| q.text.as_str()).collect();
            assert_eq!(quotes, fact.quotes);
            assert_eq!(claim.deal, fact.deal.name);
        }
        let kind = relation.kind();
        let day = |date: Date| date_of(&date);
        Reckoned {
            ends: (
                relation.actor.unwrap().name,
                relation.other.unwrap().name,
                kind,
            ),
            deals: relation.deal_count as usize,
            claims: relation.claim_count as usize,
            hedged: relation.hedged_claim_count as usize,
            denied: relation.denied_claim_count as usize,
            independent_reports: relation.independent_report_count as usize,
            first: relation.first_date.map(day),
            last: relation.last_date.map(day),
            evidence: relation.evidence.into_iter().map(|c| c.name).collect(),
        }
    }
}

fn date_of(date: &Date) -> civil::Date {
    civil::date(
        date.year.try_into().unwrap(),
        date.month.try_into().unwrap(),
        date.day.try_into().unwrap(),
    )
}

/// Who is related to whom in one claim, from both ends.
fn related(participants: &[Participant]) -> BTreeSet<Ends> {
    let name = |id: &sulh_domain::ActorId| format!("actors/{id}");
    let mut ends = BTreeSet::new();
    for one in participants {
        if let Some(represented) = &one.represents {
            ends.insert((
                name(represented),
                name(&one.actor),
                RelationKind::RepresentedBy,
            ));
            ends.insert((
                name(&one.actor),
                name(represented),
                RelationKind::RepresentativeOf,
            ));
        }
        for two in participants.iter().filter(|two| two.actor != one.actor) {
            let (there, back) = match (one.role, two.role) {
                (Role::Party, Role::Party) if one.side == two.side => {
                    (RelationKind::FellowParty, RelationKind::FellowParty)
                }
                (Role::Party, Role::Party) => {
                    (RelationKind::Counterpart, RelationKind::Counterpart)
                }
                (Role::Party, Role::Mediator) => {
                    (RelationKind::MediatedBy, RelationKind::MediatorFor)
                }
                (Role::Party, Role::Guarantor) => {
                    (RelationKind::GuaranteedBy, RelationKind::GuarantorFor)
                }
                (Role::Party, Role::Spoiler) => (RelationKind::SpoiledBy, RelationKind::SpoilerFor),
                (Role::Party, Role::Affected) => (RelationKind::Affects, RelationKind::AffectedBy),
                _ => continue,
            };
            ends.insert((name(&one.actor), name(&two.actor), there));
            ends.insert((name(&two.actor), name(&one.actor), back));
        }
    }
    ends
}

fn reckon((ends, mut facts): (Ends, Vec<&Fact>)) -> Reckoned {
    let is_denied = |fact: &&&Fact| fact.claim.modality == Modality::Denied;
    // Claims without a date come after the others: `None` sorts below any date.
    facts.sort_by_key(|fact| {
        let claim: ClaimId = fact.name["claims/".len()..].parse().unwrap();
        (is_denied(&fact), Reverse(fact.dated), claim)
    });
    let said: Vec<&&Fact> = facts.iter().filter(|fact| !is_denied(fact)).collect();
    let distinct = |values: Vec<&str>| values.into_iter().collect::<BTreeSet<_>>().len();
    Reckoned {
        ends,
        deals: distinct(said.iter().map(|fact| fact.deal.name.as_str()).collect()),
        claims: said.len(),
        hedged: said
            .iter()
            .filter(|fact| fact.claim.modality == Modality::Hedged)
            .count(),
        denied: facts.len() - said.len(),
        independent_reports: distinct(said.iter().map(|f| f.original.as_str()).collect()),
        first: said.iter().filter_map(|fact| fact.dated).min(),
        last: said.iter().filter_map(|fact| fact.dated).max(),
        evidence: facts.iter().take(3).map(|f| f.name.clone()).collect(),
    }
}

fn request() -> ListActorRelationsRequest {
    ListActorRelationsRequest {
        page_size: 1000,
        ..Default::default()
    }
}

fn of_actor(actor: &str) -> ListActorRelationsRequest {
    ListActorRelationsRequest {
        actor: actor.to_owned(),
        ..request()
    }
}

fn day(date: civil::Date) -> Option<Date> {
    Some(Date {
        year: date.year().into(),
        month: date.month().into(),
        day: date.day().into(),
    })
}

const RUSSIA: &str = "actors/russia";
const GOVERNMENT: &str = "actors/syrian-government";

#[tokio::test]
async fn every_relation_is_listed_with_its_figures_from_both_ends() {
    let mut samples = Samples::ingested().await;
    let expected = samples.reckoned(|_| true);
    let kinds: BTreeSet<_> = expected.iter().map(|relation| relation.ends.2).collect();
    for kind in [
        RelationKind::Counterpart,
        RelationKind::FellowParty,
        RelationKind::MediatedBy,
        RelationKind::GuaranteedBy,
        RelationKind::RepresentedBy,
        RelationKind::SpoiledBy,
    ] {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
    assert!(expected.iter().any(|r| r.hedged > 0), "none is hedged");
    assert!(expected.iter().any(|r| r.denied > 0), "none is denied");
    assert!(
        samples.facts.iter().any(|f| f.article != f.original),
        "no report is repeated"
    );
    assert_eq!(samples.listed(request()).await, expected);

    let by_sevens = ListActorRelationsRequest {
        page_size: 7,
        ..request()
    };
    assert_eq!(samples.listed(by_sevens).await, expected);
}

#[tokio::test]
async fn the_relations_of_one_actor_are_those_from_its_end() {
    let mut samples = Samples::ingested().await;
    let all = samples.reckoned(|_| true);
    for actor in [
        RUSSIA,
        GOVERNMENT,
        "actors/jaysh-al-islam",
        &munther_fares(),
    ] {
        let own = all.iter().filter(|relation| relation.ends.0 == actor);
        let expected: Vec<Reckoned> = own.cloned().collect();
        assert!(!expected.is_empty(), "{actor}");
        assert_eq!(samples.listed(of_actor(actor)).await, expected, "{actor}");
        let one_by_one = ListActorRelationsRequest {
            page_size: 1,
            ..of_actor(actor)
        };
        assert_eq!(samples.listed(one_by_one).await, expected, "{actor}");
    }
}

#[tokio::test]
async fn filters_narrow_relations_and_the_claims_that_count() {
    let mut samples = Samples::ingested().await;
    let all = samples.reckoned(|_| true);
    let ghouta: PlaceId = "eastern-ghouta".parse().unwrap();
    let (since, until) = (date(2018, 3, 20), date(2018, 4, 10));
    let cases = [
        (
            ListActorRelationsRequest {
                others: vec![
                    "actors/jaysh-al-islam".into(),
                    "actors/ahrar-al-sham".into(),
                ],
                ..of_actor(RUSSIA)
            },
            all.iter()
                .filter(|r| r.ends.0 == RUSSIA)
                .filter(|r| ["actors/jaysh-al-islam", "actors/ahrar-al-sham"].contains(&&*r.ends.1))
                .cloned()
                .collect(),
        ),
        (
            ListActorRelationsRequest {
                kinds: vec![
                    RelationKind::MediatedBy.into(),
                    RelationKind::GuaranteedBy.into(),
                ],
                ..request()
            },
            all.iter()
                .filter(|r| {
                    [RelationKind::MediatedBy, RelationKind::GuaranteedBy].contains(&r.ends.2)
                })
                .cloned()
                .collect(),
        ),
        (
            ListActorRelationsRequest {
                places: vec!["places/eastern-ghouta".into()],
                ..request()
            },
            samples.reckoned(|fact| fact.lineage.contains(&ghouta)),
        ),
        (
            ListActorRelationsRequest {
                since: day(since),
                until: day(until),
                ..request()
            },
            samples.reckoned(|fact| fact.dated.is_some_and(|d| since <= d && d <= until)),
        ),
        (
            ListActorRelationsRequest {
                deal_types: vec![DealType::Evacuation.into()],
                ..request()
            },
            samples.reckoned(|fact| fact.deal.r#type() == DealType::Evacuation),
        ),
        (
            ListActorRelationsRequest {
                deal_statuses: vec![DealStatus::Failed.into(), DealStatus::Collapsed.into()],
                ..request()
            },
            samples.reckoned(|fact| {
                [DealStatus::Failed, DealStatus::Collapsed].contains(&fact.deal.status())
            }),
        ),
    ];
    for (request, expected) in cases {
        let expected: Vec<Reckoned> = expected;
        assert!(!expected.is_empty(), "{request:?}");
        assert_ne!(expected, all, "{request:?}");
        assert_eq!(
            samples.listed(request.clone()).await,
            expected,
            "{request:?}"
        );
    }
}

#[tokio::test]
async fn so_much_evidence_is_shown_as_is_wanted() {
    let mut samples = Samples::ingested().await;
    for (evidence_limit, most) in [(1, 1), (0, 3), (99, 10)] {
        let wanted = ListActorRelationsRequest {
            evidence_limit,
            ..of_actor(GOVERNMENT)
        };
        for relation in samples.listed(wanted).await {
            let claims = relation.claims + relation.denied;
            assert_eq!(relation.evidence.len(), claims.min(most), "{relation:?}");
        }
    }
}

#[tokio::test]
async fn what_is_only_denied_relates_nobody() {
    let mut pair = Pair::start().await;
    pair.ingest(
        "No deal in Douma\n\nDamascus, 2 April 2018\n\nJaysh al-Islam denied that it had reached \
         an agreement with Russia to leave Douma.\n",
    )
    .await;
    let answer = pair.actors.list_actor_relations(request()).await.unwrap();
    let relations = answer.into_inner().relations;
    assert!(!relations.is_empty());
    for relation in relations {
        let counts = (relation.deal_count, relation.claim_count);
        assert_eq!(counts, (0, 0), "{relation:?}");
        assert_eq!(relation.independent_report_count, 0);
        assert_eq!((relation.first_date, relation.last_date), (None, None));
        assert_eq!(relation.denied_claim_count, 1);
        assert_eq!(relation.evidence.len(), 1);
    }
}

#[tokio::test]
async fn what_cannot_be_listed_is_refused_by_field_or_resource() {
    let mut pair = Pair::start().await;
    for (request, expected) in [
        (of_actor("places/douma"), "actor"),
        (
            ListActorRelationsRequest {
                others: vec![RUSSIA.into(), "Russia".into()],
                ..request()
            },
            "others[1]",
        ),
        (
            ListActorRelationsRequest {
                kinds: vec![0],
                ..request()
            },
            "kinds[0]",
        ),
        (
            ListActorRelationsRequest {
                places: vec![RUSSIA.into()],
                ..request()
            },
            "places[0]",
        ),
        (
            ListActorRelationsRequest {
                since: Some(Date {
                    year: 2018,
                    month: 2,
                    day: 30,
                }),
                ..request()
            },
            "since",
        ),
        (
            ListActorRelationsRequest {
                since: day(date(2018, 4, 2)),
                until: day(date(2018, 4, 1)),
                ..request()
            },
            "until",
        ),
        (
            ListActorRelationsRequest {
                deal_types: vec![99],
                ..request()
            },
            "deal_types[0]",
        ),
        (
            ListActorRelationsRequest {
                deal_statuses: vec![0],
                ..request()
            },
            "deal_statuses[0]",
        ),
        (
            ListActorRelationsRequest {
                evidence_limit: -1,
                ..request()
            },
            "evidence_limit",
        ),
        (
            ListActorRelationsRequest {
                page_size: -1,
                ..request()
            },
            "page_size",
        ),
        (
            ListActorRelationsRequest {
                page_token: "x".into(),
                ..request()
            },
            "page_token",
        ),
    ] {
        let refused = pair.actors.list_actor_relations(request).await.unwrap_err();
        assert_eq!(refused_field(&refused), expected);
    }
    let unknown = pair.actors.list_actor_relations(of_actor("actors/nobody"));
    let status = unknown.await.unwrap_err();
    assert_eq!(status.code(), Code::NotFound);
    let resource = status.get_details_resource_info().unwrap();
    assert_eq!(
        (
            resource.resource_type.as_str(),
            resource.resource_name.as_str()
        ),
        ("sulh.v1.Actor", "actors/nobody")
    );
    let known = pair.actors.list_actor_relations(of_actor(RUSSIA)).await;
    assert!(known.unwrap().into_inner().relations.is_empty());
}
