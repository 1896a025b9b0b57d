//! Documents that cannot be read: kept with the reason, listed, retried, deleted.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use futures::stream;
use sulh_rpc::{
    failure::from_proto,
    rejection::kept_as,
    v1::{
        BatchIngestDocumentsRequest, BatchIngestResult, DeleteArticleRequest,
        DeleteRejectedDocumentRequest, Document, GetRejectedDocumentRequest, IngestDocumentRequest,
        ListRejectedDocumentsRequest, RejectedDocument, RetryRejectedDocumentRequest,
        RetryRejectedDocumentResponse, StreamDocumentsRequest, StreamedDocument,
        batch_ingest_result::Result as Outcome, streamed_result::Result as StreamedOutcome,
    },
};
use support::{Pair, document, refused_field};
use tonic::{Code, Status};
use tonic_types::StatusExt;

const REPORT: &str = "News from Harasta\n\nDamascus, 21 March 2018\n\nAhrar al-Sham and the Syrian \
    government reached an agreement on the evacuation of Harasta.\n";

/// A report under a media type that is not read.
fn picture(text: &str) -> Document {
    Document {
        media_type: "image/png".into(),
        label: "report.png".into(),
        title: "An agreement".into(),
        publish_date: "2018-03".into(),
        ..document(text)
    }
}

/// A zip of two texts, the second of which has a wrong checksum.
fn broken_zip() -> Document {
    let files: [(&str, &str, bool); 2] = [("a.txt", REPORT, true), ("b.txt", "A truce.", false)];
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, text, is_whole) in files {
        let sum = crc32(text.as_bytes()) ^ u32::from(!is_whole);
        let length = u32::try_from(text.len()).unwrap().to_le_bytes();
        let mut entry = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        entry.extend(sum.to_le_bytes());
        entry.extend([length, length].concat());
        entry.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        entry.extend([0, 0]);
        let offset = u32::try_from(archive.len()).unwrap();
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&entry);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
        archive.extend(b"PK\x03\x04");
        archive.extend(&entry);
        archive.extend(name.as_bytes());
        archive.extend(text.as_bytes());
    }
    let start = u32::try_from(archive.len()).unwrap();
    let length = u32::try_from(directory.len()).unwrap();
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06\0\0\0\0\x02\0\x02\0");
    archive.extend([length.to_le_bytes(), start.to_le_bytes()].concat());
    archive.extend([0, 0]);
    Document {
        content: archive,
        label: "pages.zip".into(),
        ..Default::default()
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    let sum = bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xEDB8_8320 & 0_u32.wrapping_sub(sum & 1))
        })
    });
    !sum
}

async fn refusal(pair: &mut Pair, document: Document) -> Status {
    let request = IngestDocumentRequest {
        document: Some(document),
        ..Default::default()
    };
    pair.ingest.ingest_document(request).await.unwrap_err()
}

/// The name under which a document is kept that cannot be read.
async fn reject(pair: &mut Pair, document: Document) -> String {
    let refusal = refusal(pair, document).await;
    assert_eq!(refusal.code(), Code::InvalidArgument, "{refusal:?}");
    kept_as(&refusal).unwrap_or_else(|| panic!("{refusal:?}"))
}

/// Why a document that cannot be read is not kept.
fn not_kept(refusal: &Status) -> String {
    assert_eq!(kept_as(refusal), None);
    let info = refusal.get_details_error_info().unwrap();
    info.metadata.get("not_kept").cloned().unwrap_or_default()
}

async fn batch(pair: &mut Pair, documents: Vec<Document>) -> Vec<BatchIngestResult> {
    let requests = documents.into_iter().map(|document| IngestDocumentRequest {
        document: Some(document),
        ..Default::default()
    });
    let request = BatchIngestDocumentsRequest {
        requests: requests.collect(),
    };
    let response = pair.ingest.batch_ingest_documents(request).await.unwrap();
    response.into_inner().results
}

/// The names of what is kept of these parts; `None` for those that are ingested.
fn kept(results: &[BatchIngestResult]) -> Vec<Option<String>> {
    let name = |result: &BatchIngestResult| match result.result.as_ref().unwrap() {
        Outcome::Response(_) => None,
        Outcome::Error(error) => Some(kept_as(&from_proto(error.clone())).unwrap()),
    };
    results.iter().map(name).collect()
}

async fn list(pair: &mut Pair) -> Vec<RejectedDocument> {
    let request = ListRejectedDocumentsRequest::default();
    let page = pair.ingest.list_rejected_documents(request).await.unwrap();
    page.into_inner().rejected_documents
}

async fn get(pair: &mut Pair, name: &str) -> Result<RejectedDocument, Status> {
    let request = GetRejectedDocumentRequest { name: name.into() };
    let response = pair.ingest.get_rejected_document(request).await?;
    Ok(response.into_inner().rejected_document.unwrap())
}

async fn delete(pair: &mut Pair, name: &str) -> Result<(), Status> {
    let request = DeleteRejectedDocumentRequest { name: name.into() };
    pair.ingest.delete_rejected_document(request).await?;
    Ok(())
}

async fn retry(
    pair: &mut Pair,
    name: &str,
    media_type: Option<&str>,
) -> RetryRejectedDocumentResponse {
    let request = RetryRejectedDocumentRequest {
        name: name.into(),
        media_type: media_type.map(Into::into),
        ..Default::default()
    };
    let response = pair.ingest.retry_rejected_document(request).await.unwrap();
    response.into_inner()
}

#[tokio::test]
async fn a_document_that_cannot_be_read_is_kept_with_the_reason_and_counted() {
    let mut pair = Pair::start().await;
    let first = reject(&mut pair, picture(REPORT)).await;
    let again = batch(&mut pair, vec![picture(REPORT), document("A truce.")]).await;
    assert_eq!(kept(&again), [Some(first.clone()), None]);
    let request = StreamDocumentsRequest {
        documents: vec![StreamedDocument {
            id: "own".into(),
            request: Some(IngestDocumentRequest {
                document: Some(picture(REPORT)),
                ..Default::default()
            }),
        }],
    };
    let answers = pair.ingest.stream_documents(stream::iter([request])).await;
    let mut answers = answers.unwrap().into_inner();
    let answer = answers.message().await.unwrap().unwrap();
    let Some(StreamedOutcome::Error(error)) = &answer.results[0].result else {
        panic!("{answer:?}");
    };
    assert_eq!(kept_as(&from_proto(error.clone())), Some(first.clone()));

    let listed = list(&mut pair).await;
    assert_eq!(listed.len(), 1);
    let whole = get(&mut pair, &first).await.unwrap();
    assert_eq!(whole.content, REPORT.as_bytes());
    assert_eq!(
        listed[0],
        RejectedDocument {
            content: Vec::new(),
            ..whole.clone()
        }
    );
    assert_eq!(whole.name, first);
    assert_eq!(whole.attempt_count, 3);
    assert_eq!(whole.media_type, "image/png");
    assert_eq!(whole.label, "report.png");
    assert_eq!(whole.byte_count, REPORT.len() as u64);
    assert_eq!(whole.title, "An agreement");
    assert_eq!(whole.publish_date.unwrap().date.unwrap().month, 3);
    let error = from_proto(whole.error.unwrap());
    assert_eq!(refused_field(&error), "document.media_type");
    assert!(error.message().contains("image/png"), "{error:?}");
    let [first, last] = [whole.first_reject_time, whole.last_reject_time]
        .map(|time| time.map(|time| (time.seconds, time.nanos)).unwrap());
    assert!(first < last, "{first:?} {last:?}");
}

#[tokio::test]
async fn what_is_refused_for_another_reason_or_only_validated_is_not_kept() {
    let mut pair = Pair::start().await;
    let validated = IngestDocumentRequest {
        document: Some(picture(REPORT)),
        validate_only: true,
        ..Default::default()
    };
    let refused = pair.ingest.ingest_document(validated).await.unwrap_err();
    assert_eq!(not_kept(&refused), "");
    let two_lines = "{\"text\": \"a\"}\n{\n";
    for (field, refused) in [
        (
            "document.url",
            Document {
                url: "ftp://river.example".into(),
                ..picture(REPORT)
            },
        ),
        ("document.content", Document::default()),
        (
            "document.label",
            Document {
                label: "a\0b".into(),
                ..picture(REPORT)
            },
        ),
        (
            "document.media_type",
            Document {
                media_type: "image/\0png".into(),
                ..picture(REPORT)
            },
        ),
        (
            "document.media_type",
            Document {
                media_type: "a".repeat(257),
                ..picture(REPORT)
            },
        ),
        ("document.content", document(two_lines)),
    ] {
        let refused = refusal(&mut pair, refused).await;
        assert_eq!(refused_field(&refused), field);
        assert_eq!(not_kept(&refused), "");
    }
    assert_eq!(list(&mut pair).await, []);
}

#[tokio::test]
async fn they_are_listed_over_pages_the_last_rejected_first() {
    let mut pair = Pair::start().await;
    let mut names = Vec::new();
    for text in ["one", "two", "three", "four", "five"] {
        names.push(reject(&mut pair, picture(text)).await);
    }
    // Rejected again, it comes first.
    assert_eq!(reject(&mut pair, picture("one")).await, names[0]);
    names.rotate_left(1);
    names.reverse();
    let mut listed = Vec::new();
    let mut page_token = String::new();
    for length in [2, 2, 1] {
        let request = ListRejectedDocumentsRequest {
            page_size: 2,
            page_token,
        };
        let page = pair.ingest.list_rejected_documents(request).await.unwrap();
        let page = page.into_inner();
        assert_eq!(page.rejected_documents.len(), length);
        listed.extend(page.rejected_documents.into_iter().map(|d| d.name));
        page_token = page.next_page_token;
    }
    assert_eq!(page_token, "");
    assert_eq!(listed, names);

    for (field, page_size, page_token) in [("page_size", -1, ""), ("page_token", 0, "x")] {
        let request = ListRejectedDocumentsRequest {
            page_size,
            page_token: page_token.into(),
        };
        let refused = pair.ingest.list_rejected_documents(request).await;
        assert_eq!(refused_field(&refused.unwrap_err()), field);
    }
}

#[tokio::test]
async fn retried_with_the_right_media_type_it_is_ingested_and_gone() {
    let mut pair = Pair::start().await;
    let name = reject(&mut pair, picture(REPORT)).await;

    let unchanged = retry(&mut pair, &name, None).await;
    assert!(unchanged.still_rejected);
    assert_eq!(kept(&unchanged.results), [Some(name.clone())]);
    let other = retry(&mut pair, &name, Some("application/zip")).await;
    assert!(other.still_rejected);
    let stored = get(&mut pair, &name).await.unwrap();
    assert_eq!(stored.attempt_count, 3);
    assert_eq!(stored.media_type, "image/png");
    let error = from_proto(stored.error.unwrap());
    assert_eq!(refused_field(&error), "document.content");
    assert!(error.message().contains("zip"), "{error:?}");

    let request = RetryRejectedDocumentRequest {
        name: name.clone(),
        media_type: Some(String::new()),
        label: Some("report.txt".into()),
        title: Some(String::new()),
        outlet: Some("River Post".into()),
        ..Default::default()
    };
    let retried = pair.ingest.retry_rejected_document(request).await.unwrap();
    let retried = retried.into_inner();
    assert!(!retried.still_rejected);
    assert_eq!(retried.results.len(), 1);
    assert_eq!(retried.results[0].part, "report.txt");
    let Some(Outcome::Response(response)) = &retried.results[0].result else {
        panic!("{retried:?}");
    };
    assert_eq!(response.claims.len(), 1);
    let article = response.article.as_ref().unwrap();
    assert_eq!(article.outlet, "River Post");
    let source = article.source.as_ref().unwrap();
    assert_eq!(source.title, "");
    assert_eq!(source.publish_date.unwrap().date.unwrap().month, 3);

    assert_eq!(list(&mut pair).await, []);
    assert_eq!(
        get(&mut pair, &name).await.unwrap_err().code(),
        Code::NotFound
    );
}

#[tokio::test]
async fn ingested_in_the_normal_way_it_is_no_longer_rejected_nor_becomes_so() {
    let mut pair = Pair::start().await;
    reject(&mut pair, picture(REPORT)).await;
    let as_film = Document {
        media_type: "video/mp4".into(),
        ..document(REPORT)
    };
    reject(&mut pair, as_film).await;
    assert_eq!(list(&mut pair).await.len(), 2);
    let article = pair.ingest(REPORT).await.article.unwrap();
    assert_eq!(list(&mut pair).await, []);

    let refused = refusal(&mut pair, picture(REPORT)).await;
    assert_eq!(not_kept(&refused), "KNOWN");
    let request = DeleteArticleRequest { name: article.name };
    pair.ingest.delete_article(request).await.unwrap();
    let refused = refusal(&mut pair, picture(REPORT)).await;
    assert_eq!(not_kept(&refused), "KNOWN");
    assert_eq!(list(&mut pair).await, []);
}

#[tokio::test]
async fn deleted_it_is_gone_until_it_comes_again() {
    let mut pair = Pair::start().await;
    let name = reject(&mut pair, picture(REPORT)).await;
    delete(&mut pair, &name).await.unwrap();
    let request = RetryRejectedDocumentRequest {
        name: name.clone(),
        ..Default::default()
    };
    let errors = [
        delete(&mut pair, &name).await.unwrap_err(),
        get(&mut pair, &name).await.unwrap_err(),
        pair.ingest
            .retry_rejected_document(request)
            .await
            .unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.code(), Code::NotFound);
        let resource = error.get_details_resource_info().unwrap();
        assert_eq!(resource.resource_type, "sulh.v1.RejectedDocument");
        assert_eq!(resource.resource_name, name);
    }
    let wrong = get(&mut pair, "articles/x").await.unwrap_err();
    assert_eq!(refused_field(&wrong), "name");
    assert_eq!(reject(&mut pair, picture(REPORT)).await, name);
    assert_eq!(get(&mut pair, &name).await.unwrap().attempt_count, 1);
}

#[tokio::test]
async fn a_correction_that_cannot_be_accepted_changes_nothing() {
    let mut pair = Pair::start().await;
    let name = reject(&mut pair, picture(REPORT)).await;
    let request = RetryRejectedDocumentRequest {
        name: name.clone(),
        media_type: Some("text/plain".into()),
        url: Some("river.example".into()),
        ..Default::default()
    };
    let refused = pair.ingest.retry_rejected_document(request).await;
    assert_eq!(refused_field(&refused.unwrap_err()), "url");
    assert_eq!(get(&mut pair, &name).await.unwrap().attempt_count, 1);

    let many = "{\"text\": \"A truce.\"}\n".repeat(101);
    let name = reject(&mut pair, picture(&many)).await;
    let request = RetryRejectedDocumentRequest {
        name: name.clone(),
        media_type: Some("application/x-ndjson".into()),
        ..Default::default()
    };
    let refused = pair.ingest.retry_rejected_document(request).await;
    assert_eq!(refused_field(&refused.unwrap_err()), "name");
    let empty = reject(&mut pair, picture("\n\n")).await;
    let retried = retry(&mut pair, &empty, Some("application/x-ndjson")).await;
    assert!(retried.still_rejected);
    assert_eq!(kept(&retried.results), [Some(empty)]);
}

#[tokio::test]
async fn of_lines_the_broken_one_is_kept_and_can_be_read_as_text() {
    let mut pair = Pair::start().await;
    let lines = format!(
        "{{\"text\": {}}}\n{{\"text\": broken\n",
        serde_json::to_string(REPORT).unwrap()
    );
    let container = Document {
        label: "batch.jsonl".into(),
        ..document(&lines)
    };
    let names = kept(&batch(&mut pair, vec![container]).await);
    assert_eq!(names[0], None);
    let name = names[1].clone().unwrap();
    let part = get(&mut pair, &name).await.unwrap();
    assert_eq!(part.content, b"{\"text\": broken");
    assert_eq!(part.label, "batch.jsonl:2");
    assert_eq!(part.media_type, "application/x-ndjson");

    // It is the same line however it comes.
    let again = retry(&mut pair, &name, None).await;
    assert!(again.still_rejected);
    assert_eq!(get(&mut pair, &name).await.unwrap().attempt_count, 2);
    let as_text = retry(&mut pair, &name, Some("text/plain")).await;
    assert!(!as_text.still_rejected);
    assert_eq!(list(&mut pair).await, []);
}

#[tokio::test]
async fn a_rejected_container_goes_once_each_of_its_documents_has_its_place() {
    let mut pair = Pair::start().await;
    let lines = "{\"text\": \"A truce.\"}\n{\"text\": broken\n";
    let name = reject(&mut pair, picture(lines)).await;
    let retried = retry(&mut pair, &name, Some("application/x-ndjson")).await;
    assert!(!retried.still_rejected);
    let names = kept(&retried.results);
    assert_eq!(names[0], None);
    let left: Vec<String> = list(&mut pair).await.into_iter().map(|d| d.name).collect();
    assert_eq!(left, [names[1].clone().unwrap()]);
    assert_ne!(left[0], name);
}

#[tokio::test]
async fn a_container_with_a_part_without_bytes_is_kept_whole() {
    let mut pair = Pair::start().await;
    let zip = broken_zip();
    let names = kept(&batch(&mut pair, vec![zip.clone()]).await);
    assert_eq!(names[0], None);
    let name = names[1].clone().unwrap();
    let whole = get(&mut pair, &name).await.unwrap();
    assert_eq!(whole.content, zip.content);
    assert_eq!(whole.label, "pages.zip");
    let error = from_proto(whole.error.unwrap());
    assert!(
        error.message().contains("pages.zip/b.txt: "),
        "{}",
        error.message()
    );
    let retried = retry(&mut pair, &name, None).await;
    assert!(retried.still_rejected);
    assert_eq!(kept(&retried.results), [None, Some(name.clone())]);
    assert_eq!(get(&mut pair, &name).await.unwrap().attempt_count, 2);
}

#[tokio::test]
async fn no_more_are_kept_than_there_is_room_for() {
    let mut pair = Pair::start().await;
    let name = reject(&mut pair, picture("one")).await;
    pair.database
        .sql(
            "INSERT INTO rejected_document (id, article_id, content, byte_count, media_type, \
             label, field, description, first_rejected_at, last_rejected_at) \
             SELECT gen_random_uuid(), gen_random_uuid(), 'x', 1, '', '', 'f', '', now(), now() \
             FROM generate_series(2, 10000)",
        )
        .await;
    let refused = refusal(&mut pair, picture("two")).await;
    assert_eq!(not_kept(&refused), "NO_ROOM");
    // What is there counts on.
    assert_eq!(reject(&mut pair, picture("one")).await, name);
    assert_eq!(get(&mut pair, &name).await.unwrap().attempt_count, 2);

    pair.database
        .sql("DELETE FROM rejected_document WHERE media_type = ''")
        .await;
    let update = format!("UPDATE rejected_document SET byte_count = {}", 1 << 30);
    pair.database.sql(&update).await;
    let refused = refusal(&mut pair, picture("two")).await;
    assert_eq!(not_kept(&refused), "NO_ROOM");
    delete(&mut pair, &name).await.unwrap();
    reject(&mut pair, picture("two")).await;
}

#[tokio::test]
async fn those_who_send_the_same_at_once_count_each() {
    let mut pair = Pair::start().await;
    let sending = (0..8).map(|_| {
        let mut client = pair.ingest.clone();
        async move {
            let request = IngestDocumentRequest {
                document: Some(picture(REPORT)),
                ..Default::default()
            };
            kept_as(&client.ingest_document(request).await.unwrap_err()).unwrap()
        }
    });
    let names = futures::future::join_all(sending).await;
    let listed = list(&mut pair).await;
    assert_eq!(listed.len(), 1);
    assert!(names.iter().all(|name| *name == listed[0].name));
    assert_eq!(listed[0].attempt_count, 8);
}

#[tokio::test]
async fn any_bytes_are_kept_and_given_back() {
    let mut pair = Pair::start().await;
    for content in [
        b"\x1F\x8B\x08\0\0\0\0\0\0\x03\xFF\xFF".to_vec(),
        b"PK\x03\x04\0\0\0".to_vec(),
        b"<rss><channel><item>\0</it\0em>".to_vec(),
        b"WARC/1.0\r\nContent-Length: \0\r\n\r\n".to_vec(),
    ] {
        let sent = Document {
            content: content.clone(),
            ..Default::default()
        };
        let name = reject(&mut pair, sent).await;
        assert_eq!(get(&mut pair, &name).await.unwrap().content, content);
    }
}
