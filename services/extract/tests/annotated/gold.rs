//! What a careful human coder records for a document, as
//! `seeds/annotated/README.md` describes it. A key or a word that is not the
//! codebook's is an error.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use sulh_domain::{Asserter, Confirmation, DateBasis, DealType, Modality, Status, TermKind};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Gold {
    pub(crate) document: String,
    pub(crate) article: GoldArticle,
    pub(crate) actors: Vec<String>,
    pub(crate) actors_forbidden: Vec<String>,
    pub(crate) persons: Vec<GoldPerson>,
    pub(crate) claims: Vec<GoldClaim>,
    pub(crate) claims_ok: Vec<GoldClaim>,
    pub(crate) not_deals: Vec<String>,
    #[expect(dead_code, reason = "for people")]
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoldArticle {
    pub(crate) title: Option<String>,
    pub(crate) title_ok: Vec<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) outlet_ok: Vec<String>,
    pub(crate) url: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) published_ok: Vec<Option<String>>,
    pub(crate) published_basis: Option<DateBasis>,
    pub(crate) starts_with: Option<String>,
    pub(crate) ends_with: Option<String>,
    pub(crate) kept: Vec<String>,
    pub(crate) dropped: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoldPerson {
    pub(crate) name: String,
    #[expect(dead_code, reason = "worded freely: there is no right spelling of it")]
    function: Option<String>,
    #[expect(dead_code, reason = "not scored, as the function")]
    of: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoldClaim {
    pub(crate) place: String,
    pub(crate) place_ok: Vec<String>,
    pub(crate) types: Vec<DealType>,
    pub(crate) status: Vec<Status>,
    pub(crate) modality: Vec<Modality>,
    #[serde(default)]
    pub(crate) confirmation: Vec<Confirmation>,
    #[serde(default)]
    pub(crate) asserter: Vec<Asserter>,
    pub(crate) parties: Vec<String>,
    #[serde(default)]
    pub(crate) parties_any: Vec<String>,
    pub(crate) parties_ok: Vec<String>,
    pub(crate) mediators: Vec<String>,
    pub(crate) mediators_ok: Vec<String>,
    pub(crate) guarantors: Vec<String>,
    pub(crate) representatives: Vec<String>,
    pub(crate) spoilers: Vec<String>,
    #[serde(default)]
    pub(crate) spoilers_optional: bool,
    pub(crate) terms: Vec<TermKind>,
    pub(crate) terms_ok: Vec<TermKind>,
    pub(crate) destinations: Vec<String>,
    pub(crate) event_date: Option<String>,
    pub(crate) event_date_ok: Vec<Option<String>>,
    pub(crate) evidence: Vec<String>,
    #[expect(dead_code, reason = "for people")]
    note: Option<String>,
}

impl Gold {
    /// What must stand in the document word for word, each with its key.
    pub(crate) fn quotes(&self) -> Vec<(&'static str, &str)> {
        let article = &self.article;
        let claims = self.claims.iter().chain(&self.claims_ok);
        let lists = [
            ("kept", &article.kept),
            ("dropped", &article.dropped),
            ("not_deals", &self.not_deals),
        ];
        let lists = lists
            .into_iter()
            .chain(claims.map(|claim| ("evidence", &claim.evidence)));
        let ends = [
            ("starts_with", &article.starts_with),
            ("ends_with", &article.ends_with),
        ];
        ends.into_iter()
            .filter_map(|(key, quote)| Some((key, quote.as_deref()?)))
            .chain(
                lists.flat_map(|(key, quotes)| {
                    quotes.iter().map(move |quote| (key, quote.as_str()))
                }),
            )
            .collect()
    }
}

/// A short report with what is recorded of its deals.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Brief {
    pub(crate) id: String,
    title: String,
    published: jiff::civil::Date,
    pub(crate) text: String,
    pub(crate) claims: Vec<GoldClaim>,
    pub(crate) claims_ok: Vec<GoldClaim>,
    pub(crate) not_deals: Vec<String>,
}

impl Brief {
    /// All briefs of a file of `seeds/annotated/briefs`.
    pub(crate) fn all(set: &str) -> Vec<Self> {
        let path = annotated().join("briefs").join(format!("{set}.jsonl"));
        let lines = fs::read_to_string(path).unwrap();
        let briefs = lines.lines().map(serde_json::from_str);
        briefs.collect::<Result<_, _>>().unwrap()
    }

    /// The report as it is read.
    pub(crate) fn document(&self) -> Vec<u8> {
        let date = self.published.strftime("%B %-d, %Y");
        format!("{}\n\n{date}\n\n{}\n", self.title, self.text).into_bytes()
    }

    /// What must stand in the text word for word.
    pub(crate) fn quotes(&self) -> impl Iterator<Item = &str> {
        let claims = self.claims.iter().chain(&self.claims_ok);
        let evidence = claims.flat_map(|claim| &claim.evidence);
        evidence.chain(&self.not_deals).map(String::as_str)
    }
}

fn annotated() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds/annotated")
}

/// A folder of documents and what is recorded for them.
pub(crate) struct Set(PathBuf);

impl Set {
    /// One of `seeds/annotated`.
    pub(crate) fn named(name: &str) -> Self {
        Self(annotated().join(name))
    }

    /// All annotations, in the order of their names.
    pub(crate) fn gold(&self) -> Vec<Gold> {
        files(&self.0.join("gold"))
            .iter()
            .map(|path| {
                serde_json::from_slice(&fs::read(path).unwrap())
                    .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
            })
            .collect()
    }

    /// The bytes of a document.
    pub(crate) fn document(&self, name: &str) -> Vec<u8> {
        let path = self.0.join("documents").join(name);
        fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The file names of all documents, in order.
    pub(crate) fn document_names(&self) -> Vec<String> {
        files(&self.0.join("documents"))
            .iter()
            .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
            .collect()
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}
