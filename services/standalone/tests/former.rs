//! Deals as of a former time: what ingestion until then would have made.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use jiff::{Timestamp, civil};
use sulh_rpc::{
    google::r#type::Date,
    v1::{
        Claim, Deal, Document, GetDealRequest, GetDealResponse, ListDealClaimsRequest,
        ListDealsRequest,
    },
};
use support::{Pair, document, refused_field};
use tonic::{Code, Status};

/// A time of an answer.
#[derive(Clone, Copy, Default)]
struct AsOf {
    day: Option<civil::Date>,
    instant: Option<Timestamp>,
}

impl AsOf {
    fn day(self) -> Option<Date> {
        self.day.map(|day| Date {
            year: day.year().into(),
            month: day.month().into(),
            day: day.day().into(),
        })
    }

    fn instant(self) -> Option<prost_types::Timestamp> {
        self.instant.map(|instant| prost_types::Timestamp {
            seconds: instant.as_second(),
            nanos: instant.subsec_nanosecond(),
        })
    }
}

async fn deals(pair: &mut Pair, at: AsOf, narrowed: ListDealsRequest) -> Vec<Deal> {
    let mut request = ListDealsRequest {
        // Small, so that lists have several pages.
        page_size: 2,
        as_of: at.day(),
        known_as_of: at.instant(),
        ..narrowed
    };
    let mut deals = Vec::new();
    loop {
        let page = pair.deals.list_deals(request.clone()).await.unwrap();
        let page = page.into_inner();
        deals.extend(page.deals);
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            return deals;
        }
    }
}

async fn deal(pair: &mut Pair, at: AsOf, name: &str) -> Result<GetDealResponse, Status> {
    let request = GetDealRequest {
        name: name.into(),
        as_of: at.day(),
        known_as_of: at.instant(),
    };
    Ok(pair.deals.get_deal(request).await?.into_inner())
}

async fn history(pair: &mut Pair, at: AsOf, name: &str) -> Vec<Claim> {
    let mut request = ListDealClaimsRequest {
        deal: name.into(),
        page_size: 2,
        as_of: at.day(),
        known_as_of: at.instant(),
        ..Default::default()
    };
    let mut claims = Vec::new();
    loop {
        let page = pair.deals.list_deal_claims(request.clone()).await.unwrap();
        let page = page.into_inner();
        claims.extend(page.claims);
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            return claims;
        }
    }
}

/// All that is told of all deals. Names that a deal got later lead to it also as of a
/// former time, so they do not count.
type Told = Vec<(Deal, GetDealResponse, Vec<Claim>)>;

async fn told(pair: &mut Pair, at: AsOf) -> Told {
    let mut told = Vec::new();
    for listed in deals(pair, at, ListDealsRequest::default()).await {
        let mut got = deal(pair, at, &listed.name).await.unwrap();
        got.previous_names.clear();
        let claims = history(pair, at, &listed.name).await;
        assert_eq!(got.deal.as_ref(), Some(&listed));
        assert_eq!(claims.len() as u32, listed.claim_count);
        told.push((listed, got, claims));
    }
    told
}

fn report(day: i8, text: &str) -> (civil::Date, Document) {
    let published = civil::date(2018, 3, day);
    let sent = Document {
        publish_date: published.to_string(),
        ..document(text)
    };
    (published, sent)
}

/// So much of one long text, that two of these are one report or not by what they
/// share.
fn council(parts: std::ops::Range<usize>) -> String {
    let mut text =
        "Ahrar al-Sham and the Syrian government reached an agreement on Harasta.\n".to_owned();
    for part in parts {
        text.push_str(&format!(
            "\nStall {part} sold {} sacks of flour, crate {} of figs and jar {} of oil.\n",
            part * 7 + 3,
            part * 11 + 5,
            part * 13 + 2
        ));
    }
    text
}

/// Reports of March 2018, as they were published. Some tell late of older steps, some
/// are copies of others, and one makes copies of two that have little in common.
fn reports() -> Vec<(civil::Date, Document)> {
    vec![
        report(
            2,
            "Ahrar al-Sham and the Syrian government held talks on Harasta on 1 March 2018.\n",
        ),
        report(5, &council(0..20)),
        report(6, &council(12..32)),
        report(9, &council(6..26)),
        report(
            12,
            "Ahrar al-Sham fighters began leaving Harasta for Idlib under the deal.\n",
        ),
        report(
            14,
            "Jaysh al-Islam rejected an offer of the government for Douma.\n",
        ),
        report(
            16,
            "Jaysh al-Islam denied that an agreement on Douma had been reached.\n",
        ),
        report(
            19,
            "A first agreement between Ahrar al-Sham and the government on Harasta had been reached \
            on 20 December 2017, and it collapsed on 4 January 2018.\n",
        ),
        report(
            21,
            "The last fighters of Ahrar al-Sham left Harasta for Idlib under the deal.\n",
        ),
        report(
            24,
            "Rebels and the Syrian government reached an agreement on Eastern Ghouta.\n",
        ),
        report(
            30,
            "Jaysh al-Islam and the government reached an agreement on the evacuation of Douma.\n",
        ),
    ]
}

#[tokio::test]
async fn as_of_a_day_deals_are_what_was_published_until_then() {
    let mut whole = Pair::start().await;
    let reports = reports();
    for (_, sent) in reports.iter().rev() {
        whole.ingest_document(sent.clone()).await;
    }
    // Of no day: it counts from today on.
    whole
        .ingest("The truce between Ahrar al-Sham and the army in Harasta collapsed.\n")
        .await;

    let mut tellings: Vec<Told> = Vec::new();
    let mut replayed = Pair::start().await;
    for (day, sent) in reports {
        replayed.ingest_document(sent).await;
        let at = AsOf {
            day: Some(day),
            ..AsOf::default()
        };
        let then = told(&mut whole, at).await;
        assert_eq!(then, told(&mut replayed, AsOf::default()).await, "{day}");
        tellings.push(then);
    }
    let deals_in_time: Vec<usize> = tellings.iter().map(Vec::len).collect();
    let independent: Vec<u32> = tellings
        .iter()
        .map(|told| told[0].0.independent_report_count)
        .collect();
    // Two reports, until a third one shows that they are one.
    assert_eq!(independent[..4], [1, 2, 3, 2], "{deals_in_time:?}");
    assert!(
        deals_in_time.last() > deals_in_time.first(),
        "{deals_in_time:?}"
    );
    let today = told(&mut whole, AsOf::default()).await;
    assert_ne!(today, tellings[10]);

    // Whatever a deal is called now leads to what it was.
    for (then, got, _) in &tellings[4] {
        let present = deal(&mut whole, AsOf::default(), &then.name).await.unwrap();
        let at = AsOf {
            day: Some(civil::date(2018, 3, 12)),
            ..AsOf::default()
        };
        let name = present.deal.unwrap().name;
        let former = deal(&mut whole, at, &name).await.unwrap();
        assert_eq!(former.deal, got.deal);
        assert_eq!(former.merged_into.is_empty(), name == then.name);
    }
}

#[tokio::test]
async fn as_of_an_instant_deals_are_what_had_been_ingested_until_then() {
    let mut pair = Pair::start().await;
    let mut tellings = Vec::new();
    for (_, sent) in reports().into_iter().rev() {
        pair.ingest_document(sent).await;
        let told = told(&mut pair, AsOf::default()).await;
        tellings.push((Timestamp::now(), told));
    }
    for (instant, then) in tellings {
        let at = AsOf {
            instant: Some(instant),
            ..AsOf::default()
        };
        assert_eq!(told(&mut pair, at).await, then, "{instant}");
    }
}

#[tokio::test]
async fn what_is_no_time_is_refused_and_nothing_was_known_before_the_first_report() {
    let mut pair = Pair::start().await;
    for (_, sent) in reports() {
        pair.ingest_document(sent).await;
    }
    let name = pair.all_deals().await.remove(0).name;
    let early = AsOf {
        day: Some(civil::date(2018, 3, 1)),
        ..AsOf::default()
    };
    assert!(
        deals(&mut pair, early, ListDealsRequest::default())
            .await
            .is_empty()
    );
    let missing = deal(&mut pair, early, &name).await.unwrap_err();
    assert_eq!(missing.code(), Code::NotFound);

    let mut request = ListDealsRequest {
        page_size: 1,
        as_of: Some(Date {
            year: 2018,
            month: 4,
            day: 0,
        }),
        ..Default::default()
    };
    let refused = pair.deals.list_deals(request.clone()).await.unwrap_err();
    assert_eq!(refused_field(&refused), "as_of");
    request.as_of = Some(Date {
        year: 2018,
        month: 4,
        day: 1,
    });
    request.known_as_of = Some(prost_types::Timestamp {
        seconds: 0,
        nanos: 2_000_000_000,
    });
    let refused = pair.deals.list_deals(request.clone()).await.unwrap_err();
    assert_eq!(refused_field(&refused), "known_as_of");

    // A token is of its own time.
    request.known_as_of = None;
    let page = pair
        .deals
        .list_deals(request.clone())
        .await
        .unwrap()
        .into_inner();
    request.page_token = page.next_page_token;
    request.as_of = Some(Date {
        year: 2018,
        month: 4,
        day: 2,
    });
    let refused = pair.deals.list_deals(request).await.unwrap_err();
    assert_eq!(refused_field(&refused), "page_token");
}
