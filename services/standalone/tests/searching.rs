//! Full text: what answers a question, in which order, and which part of it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use sulh_rpc::v1::{
    ArticleAnswer, NameAgreement, SearchArticlesRequest, SearchArticlesResponse,
    SearchClaimsRequest, name_in_question::Meaning,
};
use support::{Pair, document, refused_field, sample_documents};
use tonic::Status;

const REPORTS: [&str; 6] = [
    "Talks on Harasta begin\n\n2018-03-20\n\nAhrar al-Sham and the Syrian government held talks on Harasta, \
     residents said.\n\nShelling went on meanwhile, and two houses on the edge of \
     the town were hit in the afternoon.\n",
    "Fighters leave Harasta\n\n2018-03-22\n\nAhrar al-Sham fighters began leaving the town of Harasta on \
     Thursday under a deal with the Syrian government. The evacuated fighters went to Idlib.\n",
    "Rebels accept a deal in Douma\n\n2018-04-01\n\nJaysh al-Islam and the Syrian government reached an agreement on \
     the evacuation of Douma, state television said.\n",
    "اتفاق في دوما\n\n2018-04-02\n\nتوصل جيش الإسلام والحكومة السورية إلى اتفاق في مدينة دوما يوم \
     الاثنين، وقال السكان إن الحافلات وصلت إلى المدينة بعد الظهر.\n",
    "Traders sell flour and figs\n\n2018-04-03\n\nTraders of the old town sold flour, figs and oil on Tuesday, and \
     nobody spoke of anything else.\n",
    "Army shells town\n\n2018-04-04\n\nThe army shelled the town of Harasta all day, and no talks were held.\n",
];

const NOTHING: [&str; 0] = [];

async fn filled() -> Pair {
    let mut pair = Pair::start().await;
    for report in REPORTS {
        pair.ingest(report).await;
    }
    pair
}

async fn search(
    pair: &mut Pair,
    request: SearchArticlesRequest,
) -> Result<SearchArticlesResponse, Status> {
    Ok(pair.articles.search_articles(request).await?.into_inner())
}

async fn asked(pair: &mut Pair, query: &str) -> SearchArticlesResponse {
    let request = SearchArticlesRequest {
        query: query.into(),
        ..Default::default()
    };
    search(pair, request).await.unwrap()
}

fn titles(answers: &[ArticleAnswer]) -> Vec<&str> {
    let titles = answers
        .iter()
        .map(|answer| answer.article.as_ref().unwrap().title.as_str());
    titles.collect()
}

/// Titles of what answers, in the order of the alphabet.
async fn found(pair: &mut Pair, query: &str) -> Vec<String> {
    let response = asked(pair, query).await;
    let mut titles: Vec<String> = titles(&response.answers)
        .into_iter()
        .map(str::to_owned)
        .collect();
    titles.sort_unstable();
    titles
}

#[tokio::test]
async fn words_are_found_in_all_their_forms_and_as_the_question_says() {
    let mut pair = filled().await;
    let mut found = async |query: &str| found(&mut pair, query).await;
    assert_eq!(
        found("evacuation").await,
        ["Fighters leave Harasta", "Rebels accept a deal in Douma"]
    );
    assert_eq!(found("evacuate talk").await, NOTHING);
    assert_eq!(
        found("harasta talks").await,
        ["Army shells town", "Talks on Harasta begin"]
    );
    assert_eq!(found("harasta talks -shelled").await, NOTHING);
    assert_eq!(
        found("harasta talks -army").await,
        ["Talks on Harasta begin"]
    );
    assert_eq!(found("\"held talks\"").await, ["Talks on Harasta begin"]);
    assert_eq!(found("\"talks held\"").await, NOTHING);
    assert_eq!(found("flou* oil").await, ["Traders sell flour and figs"]);
    assert_eq!(found("flou oil").await, NOTHING);
    assert_eq!(
        found("oil or \"state television\"").await,
        [
            "Rebels accept a deal in Douma",
            "Traders sell flour and figs"
        ]
    );
    assert_eq!(found("اتفاق").await, ["اتفاق في دوما"]);
}

#[tokio::test]
async fn names_stand_for_all_their_spellings_in_any_language() {
    let mut pair = filled().await;
    for query in [
        "Jaish al-Islam",
        "\"Jeish al Islam\"",
        "جيش الإسلام",
        "jaysh al-islam duma",
    ] {
        assert_eq!(
            found(&mut pair, query).await,
            ["Rebels accept a deal in Douma", "اتفاق في دوما"],
            "{query}"
        );
    }
    let response = asked(&mut pair, "Jaish al-Islam talks or Kharasta").await;
    let names: Vec<(&str, &str)> = response
        .names
        .iter()
        .map(|name| match name.meaning.as_ref().unwrap() {
            Meaning::Actor(actor) => (name.spelling.as_str(), actor.name.as_str()),
            Meaning::Place(place) => (name.spelling.as_str(), place.name.as_str()),
        })
        .collect();
    assert!(
        names.contains(&("Jaish al Islam", "actors/jaysh-al-islam")),
        "{names:?}"
    );

    let verbatim = SearchArticlesRequest {
        query: "Jaish al-Islam".into(),
        verbatim: true,
        ..Default::default()
    };
    let response = search(&mut pair, verbatim).await.unwrap();
    assert!(response.answers.is_empty() && response.names.is_empty());
}

#[tokio::test]
async fn a_typing_error_in_a_name_is_forgiven_where_nothing_else_answers() {
    let mut pair = filled().await;
    let response = asked(&mut pair, "talks Harsata").await;
    assert_eq!(response.answers.len(), 2, "{:?}", response.names);
    let name = &response.names[0];
    assert_eq!(name.spelling, "Harsata");
    assert_eq!(name.agreement(), NameAgreement::Similar);
    assert!(matches!(&name.meaning, Some(Meaning::Place(place)) if place.name == "places/harasta"));
    // A word that is near no name stays as it is.
    let response = asked(&mut pair, "qwertyuiop").await;
    assert!(response.answers.is_empty() && response.names.is_empty());
}

#[tokio::test]
async fn the_best_answer_comes_first_and_shows_what_answers() {
    let mut pair = filled().await;
    let response = asked(&mut pair, "Jaish al-Islam evacuation").await;
    assert_eq!(titles(&response.answers), ["Rebels accept a deal in Douma"]);
    let snippet = &response.answers[0].snippets[0];
    let quote = snippet.quote.as_ref().unwrap();
    assert!(quote.text.starts_with("Jaysh al-Islam and"), "{quote:?}");
    let name = response.answers[0].article.as_ref().unwrap().name.clone();
    let request = sulh_rpc::v1::GetArticleRequest {
        name,
        ..Default::default()
    };
    let article = pair
        .articles
        .get_article(request)
        .await
        .unwrap()
        .into_inner()
        .article
        .unwrap();
    let of_body =
        |span: &sulh_rpc::v1::Span| article.body[span.start as usize..span.end as usize].to_owned();
    assert_eq!(of_body(quote.span.as_ref().unwrap()), quote.text);
    let highlights: Vec<String> = snippet.highlights.iter().map(of_body).collect();
    assert_eq!(highlights, ["Jaysh al-Islam", "evacuation"]);

    let response = asked(&mut pair, "harasta").await;
    let shown = titles(&response.answers);
    // The title counts most.
    assert_eq!(shown.last(), Some(&"Army shells town"), "{shown:?}");
    assert!(
        response
            .answers
            .is_sorted_by(|one, other| one.score >= other.score)
    );
    let answer = response
        .answers
        .iter()
        .find(|answer| answer.article.as_ref().unwrap().title == "Talks on Harasta begin");
    let span = answer.unwrap().title_highlights[0];
    assert_eq!((span.start, span.end), (9, 16));
    assert!(answer.unwrap().article.as_ref().unwrap().body.is_empty());
}

#[tokio::test]
async fn answers_come_in_pages_and_are_narrowed_as_lists_are() {
    let mut pair = Pair::start().await;
    for sent in sample_documents() {
        pair.ingest_document(sent).await;
    }
    let all = asked(&mut pair, "agreement or fighters or truce")
        .await
        .answers;
    assert!(all.len() > 4, "{}", all.len());
    let mut request = SearchArticlesRequest {
        query: "agreement or fighters or truce".into(),
        page_size: 2,
        ..Default::default()
    };
    let mut paged = Vec::new();
    loop {
        let page = search(&mut pair, request.clone()).await.unwrap();
        assert!(page.answers.len() <= 2);
        paged.extend(page.answers);
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            break;
        }
    }
    assert_eq!(paged, all);

    let narrowed = SearchArticlesRequest {
        query: "agreement or fighters or truce".into(),
        places: vec!["places/harasta".into()],
        has_claims: Some(true),
        ..Default::default()
    };
    let narrowed = search(&mut pair, narrowed).await.unwrap().answers;
    assert!(!narrowed.is_empty() && narrowed.len() < all.len());
    assert!(narrowed.iter().all(|answer| all.contains(answer)));
}

#[tokio::test]
async fn claims_are_found_by_their_evidence() {
    let mut pair = filled().await;
    let request = SearchClaimsRequest {
        query: "Jaish al-Islam evacuating".into(),
        ..Default::default()
    };
    let response = pair
        .deals
        .search_claims(request)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(response.answers.len(), 1);
    let answer = &response.answers[0];
    let claim = answer.claim.as_ref().unwrap();
    assert_eq!(claim.places[0].name, "places/douma");
    let evidence = &claim.evidence[0];
    let start = evidence.span.as_ref().unwrap().start;
    let highlights: Vec<&str> = answer
        .highlights
        .iter()
        .map(|span| &evidence.text[(span.start - start) as usize..(span.end - start) as usize])
        .collect();
    assert_eq!(highlights, ["Jaysh al-Islam", "evacuation"]);
    // Words beside the evidence do not count.
    let request = SearchClaimsRequest {
        query: "shelling".into(),
        ..Default::default()
    };
    let response = pair
        .deals
        .search_claims(request)
        .await
        .unwrap()
        .into_inner();
    assert!(response.answers.is_empty());
}

#[tokio::test]
async fn what_is_no_question_is_refused_and_odd_ones_are_answered() {
    let mut pair = filled().await;
    let ask = |query: &str| SearchArticlesRequest {
        query: query.into(),
        ..Default::default()
    };
    for query in ["", "-talks", "?!", &"w".repeat(1025), &"w ".repeat(33)] {
        let refused = search(&mut pair, ask(query)).await.unwrap_err();
        assert_eq!(refused_field(&refused), "query", "{query}");
    }
    for query in [
        "talks' | 'x",
        "talks & !x",
        "\\",
        "a\u{0}b",
        "the",
        "<-> talks :*",
        "ta%lks",
        "\u{1}talks\u{2}",
        "*",
        "x*y*",
        "talks\u{fffe}",
        "((",
        "🙂 talks",
        "e\u{301}vacuation",
    ] {
        match search(&mut pair, ask(query)).await {
            Ok(_) => {}
            Err(refused) => assert_eq!(refused_field(&refused), "query", "{query}"),
        }
    }
    // A mark of ours in a text hides its highlights, and no more.
    pair.ingest_document(document(
        "Marked\n\n2018-04-09\n\nQuoted \u{1} sesame was sold there all day.\n",
    ))
    .await;
    let response = search(&mut pair, ask("sesame")).await.unwrap();
    assert_eq!(response.answers.len(), 1);
    let refused = search(
        &mut pair,
        SearchArticlesRequest {
            page_token: "x".into(),
            ..ask("talks")
        },
    )
    .await;
    assert_eq!(refused_field(&refused.unwrap_err()), "page_token");
}
