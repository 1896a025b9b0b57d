//! Where actors and places are named, through ingest, store and query, against
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
    collections::{BTreeSet, HashMap},
};

use jiff::civil::{self, date};
use sulh_domain::{ActorId, ArticleId, Extraction, PlaceId, Span};
use sulh_rpc::{
    google::r#type::Date,
    v1::{
        self, GetArticleRequest, ListActorMentionsRequest, ListPlaceMentionsRequest, mention::Named,
    },
};
use support::{Pair, document, lineages, munther_fares, read, refused_field, samples_with_a_copy};
use tonic::Code;
use tonic_types::StatusExt;

/// A mention as the extractor has it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    published: Option<civil::Date>,
    article: String,
    named: String,
    span: Span,
    sentence: Span,
    name: String,
    sentence_text: String,
}

/// The sample documents, ingested, and as the extractor reads them.
struct Samples {
    pair: Pair,
    readings: Vec<(ArticleId, Extraction)>,
    lineages: HashMap<PlaceId, BTreeSet<PlaceId>>,
    /// Articles that repeat another one.
    copies: BTreeSet<String>,
}

impl Samples {
    async fn ingested() -> Self {
        let documents = samples_with_a_copy();
        let mut pair = Pair::start().await;
        for document in &documents {
            pair.ingest_document(document.clone()).await;
        }
        let articles = pair.all_articles().await;
        let copies: BTreeSet<String> = articles
            .into_iter()
            .filter(|article| !article.original.is_empty())
            .map(|article| article.name)
            .collect();
        assert_eq!(copies.len(), 1, "{copies:?}");
        Self {
            pair,
            readings: documents.iter().map(read).collect(),
            lineages: lineages(),
            copies,
        }
    }

    /// The mentions that pass, in the order of the contract.
    fn found(&self, pass: impl Fn(&Extraction, &Found) -> bool) -> Vec<Found> {
        let mut readings: Vec<_> = self.readings.iter().collect();
        let published =
            |extraction: &Extraction| extraction.article.published.and_then(|p| p.midpoint());
        readings.sort_by_key(|(id, extraction)| Reverse((published(extraction), *id)));
        let mut all = Vec::new();
        for (id, extraction) in readings {
            let actors = extraction.actor_mentions.iter();
            let places = extraction.place_mentions.iter();
            let named = actors
                .map(|m| (format!("actors/{}", m.of), m.span, m.sentence))
                .chain(places.map(|m| (format!("places/{}", m.of), m.span, m.sentence)));
            let body = &extraction.article.body;
            let found = named.map(|(named, span, sentence)| Found {
                published: published(extraction),
                article: format!("articles/{id}"),
                named,
                span,
                sentence,
                name: span.of(body).unwrap().to_owned(),
                sentence_text: sentence.of(body).unwrap().to_owned(),
            });
            all.extend(found.filter(|found| pass(extraction, found)));
        }
        all
    }

    fn of_actor(&self, actor: &str, pass: impl Fn(&Extraction, &Found) -> bool) -> Vec<Found> {
        self.found(|extraction, found| found.named == actor && pass(extraction, found))
    }

    fn lies_in(&self, place: &str, around: &str) -> bool {
        let id = |name: &str| name.strip_prefix("places/").unwrap().parse().unwrap();
        let line: PlaceId = id(around);
        self.lineages[&id(place)].contains(&line)
    }

    /// Every page of an actor's mentions.
    async fn actor(&mut self, mut request: ListActorMentionsRequest) -> Vec<Found> {
        let mut all = Vec::new();
        loop {
            let answer = self.pair.actors.list_actor_mentions(request.clone()).await;
            let page = answer.unwrap().into_inner();
            assert!(page.mentions.len() <= request.page_size as usize);
            all.extend(page.mentions.into_iter().map(|m| self.shown(m)));
            if page.next_page_token.is_empty() {
                return all;
            }
            request.page_token = page.next_page_token;
        }
    }

    /// Every page of a place's mentions.
    async fn place(&mut self, mut request: ListPlaceMentionsRequest) -> Vec<Found> {
        let mut all = Vec::new();
        loop {
            let answer = self.pair.places.list_place_mentions(request.clone()).await;
            let page = answer.unwrap().into_inner();
            assert!(page.mentions.len() <= request.page_size as usize);
            all.extend(page.mentions.into_iter().map(|m| self.shown(m)));
            if page.next_page_token.is_empty() {
                return all;
            }
            request.page_token = page.next_page_token;
        }
    }

    /// A mention of an answer, its article's metadata checked.
    fn shown(&self, mention: v1::Mention) -> Found {
        let report = mention.report.unwrap();
        let (id, extraction) = self
            .readings
            .iter()
            .find(|(id, _)| report.article == format!("articles/{id}"))
            .unwrap();
        let article = &extraction.article;
        assert_eq!(report.title, article.title.clone().unwrap_or_default());
        assert_eq!(report.outlet, article.outlet.clone().unwrap_or_default());
        assert_eq!(
            !report.original.is_empty(),
            self.copies.contains(&report.article)
        );
        let year = report.publish_date.and_then(|published| published.date);
        assert_eq!(
            year.map(|date| date.year),
            article
                .published
                .map(|date| date.year.unwrap_or_default().into())
        );
        let (name, sentence) = (mention.name.unwrap(), mention.sentence.unwrap());
        let span = |quote: &v1::Quote| {
            let v1::Span { start, end } = quote.span.unwrap();
            Span { start, end }
        };
        Found {
            published: article.published.and_then(|date| date.midpoint()),
            article: format!("articles/{id}"),
            named: match mention.named.unwrap() {
                Named::Actor(actor) => actor.name,
                Named::Place(place) => place.name,
            },
            span: span(&name),
            sentence: span(&sentence),
            name: name.text,
            sentence_text: sentence.text,
        }
    }
}

fn of_actor(actor: &str) -> ListActorMentionsRequest {
    ListActorMentionsRequest {
        actor: actor.to_owned(),
        page_size: 1000,
        ..Default::default()
    }
}

fn of_place(place: &str) -> ListPlaceMentionsRequest {
    ListPlaceMentionsRequest {
        place: place.to_owned(),
        page_size: 1000,
        ..Default::default()
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
const JAYSH_AL_ISLAM: &str = "actors/jaysh-al-islam";
const GHOUTA: &str = "places/eastern-ghouta";

#[tokio::test]
async fn every_mention_of_an_actor_is_listed_with_its_sentence() {
    let mut samples = Samples::ingested().await;
    for actor in [
        RUSSIA,
        JAYSH_AL_ISLAM,
        "actors/hayat-tahrir-al-sham",
        &munther_fares(),
    ] {
        let expected = samples.of_actor(actor, |_, _| true);
        assert!(expected.len() > 1, "{actor}");
        let whole = samples.actor(of_actor(actor)).await;
        assert_eq!(whole, expected, "{actor}");
        let one_by_one = ListActorMentionsRequest {
            page_size: 1,
            ..of_actor(actor)
        };
        assert_eq!(samples.actor(one_by_one).await, expected, "{actor}");
    }
}

#[tokio::test]
async fn mentions_of_a_place_are_those_of_what_lies_in_it() {
    let mut samples = Samples::ingested().await;
    let expected = samples.found(|_, found| {
        found.named.starts_with("places/") && samples.lies_in(&found.named, GHOUTA)
    });
    let kinds: BTreeSet<&str> = expected.iter().map(|found| found.named.as_str()).collect();
    assert!(kinds.contains("places/douma") && kinds.contains(GHOUTA));
    assert_eq!(samples.place(of_place(GHOUTA)).await, expected);
    let by_sevens = ListPlaceMentionsRequest {
        page_size: 7,
        ..of_place(GHOUTA)
    };
    assert_eq!(samples.place(by_sevens).await, expected);

    let alone = ListPlaceMentionsRequest {
        place_only: true,
        page_size: 1,
        ..of_place(GHOUTA)
    };
    let expected = samples.found(|_, found| found.named == GHOUTA);
    assert_eq!(samples.place(alone.clone()).await, expected);

    let beside = ListPlaceMentionsRequest {
        with_actors: vec![RUSSIA.into()],
        same_sentence: true,
        ..alone
    };
    let russia: ActorId = "russia".parse().unwrap();
    let expected = samples.found(|extraction, found| {
        let mut actors = extraction.actor_mentions.iter();
        found.named == GHOUTA && actors.any(|m| m.of == russia && m.sentence == found.sentence)
    });
    assert!(!expected.is_empty());
    assert_eq!(samples.place(beside).await, expected);
}

#[tokio::test]
async fn mentions_are_narrowed_by_article_and_by_what_stands_beside_them() {
    let mut samples = Samples::ingested().await;
    let all = samples.of_actor(RUSSIA, |_, _| true);
    let mut articles: Vec<String> = all.iter().map(|found| found.article.clone()).collect();
    articles.dedup();
    let some_articles = [articles[1].clone(), articles[articles.len() - 2].clone()];
    let outlet = samples
        .readings
        .iter()
        .filter(|(_, extraction)| {
            extraction
                .actor_mentions
                .iter()
                .any(|m| m.of.as_str() == "russia")
        })
        .find_map(|(_, extraction)| extraction.article.outlet.clone())
        .unwrap();
    let (since, until) = (date(2018, 3, 1), date(2018, 4, 30));

    let cases: [(ListActorMentionsRequest, Vec<Found>); 7] = [
        (
            ListActorMentionsRequest {
                articles: some_articles.to_vec(),
                ..of_actor(RUSSIA)
            },
            samples.of_actor(RUSSIA, |_, found| some_articles.contains(&found.article)),
        ),
        (
            ListActorMentionsRequest {
                outlets: vec![outlet.clone(), "Nobody's Herald".into()],
                ..of_actor(RUSSIA)
            },
            samples.of_actor(RUSSIA, |extraction, _| {
                extraction.article.outlet.as_ref() == Some(&outlet)
            }),
        ),
        (
            ListActorMentionsRequest {
                published_since: day(since),
                published_until: day(until),
                ..of_actor(RUSSIA)
            },
            samples.of_actor(RUSSIA, |_, found| {
                found.published.is_some_and(|p| since <= p && p <= until)
            }),
        ),
        (
            ListActorMentionsRequest {
                originals_only: true,
                ..of_actor(RUSSIA)
            },
            samples.of_actor(RUSSIA, |_, found| !samples.copies.contains(&found.article)),
        ),
        (
            ListActorMentionsRequest {
                with_actors: vec![JAYSH_AL_ISLAM.into()],
                ..of_actor(RUSSIA)
            },
            samples.of_actor(RUSSIA, |extraction, _| {
                let mut actors = extraction.actor_mentions.iter();
                actors.any(|m| m.of.as_str() == "jaysh-al-islam")
            }),
        ),
        (
            ListActorMentionsRequest {
                with_places: vec![GHOUTA.into()],
                ..of_actor(RUSSIA)
            },
            samples.of_actor(RUSSIA, |extraction, _| {
                let mut places = extraction.place_mentions.iter();
                places.any(|m| samples.lies_in(&format!("places/{}", m.of), GHOUTA))
            }),
        ),
        (
            ListActorMentionsRequest {
                with_places: vec![GHOUTA.into()],
                same_sentence: true,
                ..of_actor(RUSSIA)
            },
            samples.of_actor(RUSSIA, |extraction, found| {
                let mut places = extraction.place_mentions.iter();
                places.any(|m| {
                    m.sentence == found.sentence
                        && samples.lies_in(&format!("places/{}", m.of), GHOUTA)
                })
            }),
        ),
    ];
    for (request, expected) in cases {
        assert!(!expected.is_empty(), "{request:?}");
        assert!(expected.len() < all.len(), "{request:?}");
        assert_eq!(
            samples.actor(request.clone()).await,
            expected,
            "{request:?}"
        );
    }
}

#[tokio::test]
async fn an_article_shows_the_sentence_of_each_mention() {
    let mut samples = Samples::ingested().await;
    for (id, extraction) in &samples.readings {
        let request = GetArticleRequest {
            name: format!("articles/{id}"),
            ..Default::default()
        };
        let answer = samples.pair.articles.get_article(request).await.unwrap();
        let article = answer.into_inner().article.unwrap();
        let mut shown = Vec::new();
        for mention in &article.actors {
            assert_eq!(mention.spans.len(), mention.sentence_spans.len());
            for (span, sentence) in mention.spans.iter().zip(&mention.sentence_spans) {
                shown.push((span.start, span.end, sentence.start, sentence.end));
            }
        }
        for mention in &article.places {
            assert_eq!(mention.spans.len(), mention.sentence_spans.len());
            for (span, sentence) in mention.spans.iter().zip(&mention.sentence_spans) {
                shown.push((span.start, span.end, sentence.start, sentence.end));
            }
        }
        let stretch =
            |span: Span, sentence: Span| (span.start, span.end, sentence.start, sentence.end);
        let actors = extraction.actor_mentions.iter();
        let mut expected: Vec<_> = actors.map(|m| stretch(m.span, m.sentence)).collect();
        let places = extraction.place_mentions.iter();
        expected.extend(places.map(|m| stretch(m.span, m.sentence)));
        shown.sort_unstable();
        expected.sort_unstable();
        assert_eq!(shown, expected, "{}", article.title);
    }
}

#[tokio::test]
async fn what_cannot_be_listed_is_refused_by_field_or_resource() {
    let mut pair = Pair::start().await;
    let some_day = |month| {
        Some(Date {
            year: 2018,
            month,
            day: 1,
        })
    };
    for (request, expected) in [
        (of_actor(""), "actor"),
        (of_actor("russia"), "actor"),
        (
            ListActorMentionsRequest {
                page_size: -1,
                ..of_actor(RUSSIA)
            },
            "page_size",
        ),
        (
            ListActorMentionsRequest {
                articles: vec!["articles/1".into()],
                ..of_actor(RUSSIA)
            },
            "articles[0]",
        ),
        (
            ListActorMentionsRequest {
                with_places: vec![GHOUTA.into(), RUSSIA.into()],
                ..of_actor(RUSSIA)
            },
            "with_places[1]",
        ),
        (
            ListActorMentionsRequest {
                published_since: some_day(0),
                ..of_actor(RUSSIA)
            },
            "published_since",
        ),
        (
            ListActorMentionsRequest {
                published_since: some_day(5),
                published_until: some_day(4),
                ..of_actor(RUSSIA)
            },
            "published_until",
        ),
    ] {
        let refused = pair.actors.list_actor_mentions(request).await.unwrap_err();
        assert_eq!(refused_field(&refused), expected);
    }
    let refused = pair.places.list_place_mentions(of_place("douma")).await;
    assert_eq!(refused_field(&refused.unwrap_err()), "place");

    let unknown = pair.actors.list_actor_mentions(of_actor("actors/nobody"));
    let status = unknown.await.unwrap_err();
    assert_eq!(status.code(), Code::NotFound);
    let resource = status.get_details_resource_info().unwrap();
    assert_eq!(resource.resource_name, "actors/nobody");
    let unknown = pair.places.list_place_mentions(of_place("places/nowhere"));
    assert_eq!(unknown.await.unwrap_err().code(), Code::NotFound);
    let unnamed = pair.actors.list_actor_mentions(of_actor(RUSSIA)).await;
    assert!(unnamed.unwrap().into_inner().mentions.is_empty());
}

#[tokio::test]
async fn a_token_holds_to_its_actor_and_filters() {
    let mut pair = Pair::start().await;
    pair.ingest(
        "Buses reach Jarabulus\n\nBeirut, 2 April 2018\n\nFighters of Jaysh al-Islam and their \
         families left Douma on Monday under a deal with Russia. Jaysh al-Islam had agreed to \
         give up its heavy weapons first, residents of the town said.\n",
    )
    .await;
    let first = ListActorMentionsRequest {
        page_size: 1,
        ..of_actor(JAYSH_AL_ISLAM)
    };
    let page = pair.actors.list_actor_mentions(first.clone()).await;
    let page_token = page.unwrap().into_inner().next_page_token;
    assert!(!page_token.is_empty());
    let next = ListActorMentionsRequest {
        page_token,
        ..first
    };
    for other in [
        ListActorMentionsRequest {
            actor: RUSSIA.into(),
            ..next.clone()
        },
        ListActorMentionsRequest {
            same_sentence: true,
            ..next.clone()
        },
    ] {
        let refused = pair.actors.list_actor_mentions(other).await.unwrap_err();
        assert_eq!(refused_field(&refused), "page_token");
    }
    let rest = pair.actors.list_actor_mentions(next).await.unwrap();
    assert_eq!(rest.into_inner().mentions.len(), 1);
}

#[tokio::test]
async fn of_articles_stored_before_the_paragraph_stands_for_the_sentence() {
    let mut pair = Pair::start().await;
    let first = "Hay’at Tahrir al-Sham left Harasta. Buses came from Douma.";
    let second = "“We agreed,” Russia said in Harasta. The army was silent.";
    pair.ingest_document(document(&format!("{first}\n\n{second}")))
        .await;
    // The schema as it was before sentences were kept.
    pair.database
        .sql(
            "ALTER TABLE actor_mention DROP COLUMN sentence_start, DROP COLUMN sentence_end; \
             ALTER TABLE place_mention DROP COLUMN sentence_start, DROP COLUMN sentence_end; \
             DROP INDEX claim_participant_by_actor; DROP INDEX claim_participant_by_represented; \
             DELETE FROM _sqlx_migrations WHERE version = 11",
        )
        .await;
    pair.database.store().migrate().await.unwrap();
    let mut shown = Vec::new();
    for actor in ["actors/hayat-tahrir-al-sham", RUSSIA] {
        let page = pair.actors.list_actor_mentions(of_actor(actor)).await;
        shown.extend(page.unwrap().into_inner().mentions);
    }
    let page = pair.places.list_place_mentions(of_place("places/harasta"));
    shown.extend(page.await.unwrap().into_inner().mentions);
    let texts: Vec<(String, String)> = shown
        .into_iter()
        .map(|mention| (mention.name.unwrap().text, mention.sentence.unwrap().text))
        .collect();
    let expected = [
        ("Hay’at Tahrir al-Sham", first),
        ("Russia", second),
        ("Harasta", first),
        ("Harasta", second),
    ]
    .map(|(name, sentence)| (name.to_owned(), sentence.to_owned()));
    assert_eq!(texts, expected);
}
