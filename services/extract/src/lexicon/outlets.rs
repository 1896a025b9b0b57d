//! Outlets by the hosts that they publish at and by their names: `outlets.tsv`.

use std::collections::HashMap;

use super::{Faults, LexiconFile, names, table::Table};
use crate::folding::fold;

/// Outlets, to be looked up.
#[derive(Debug, Default)]
pub(crate) struct Outlets {
    by_host: HashMap<String, String>,
    by_name: HashMap<String, String>,
}

impl Outlets {
    pub(super) fn read(file: &LexiconFile, faults: &mut Faults) -> Self {
        let table = Table::read(file, &["name", "kind", "hosts", "names"], faults);
        let mut outlets = Self::default();
        for row in table.rows() {
            let Some(name) = row.required("name", faults) else {
                continue;
            };
            outlets.by_name.insert(key(name), name.to_owned());
            for other in names::names(&row, faults) {
                outlets.by_name.insert(key(&other.name), name.to_owned());
            }
            for host in row.cell("hosts").unwrap_or_default().split('|') {
                let host = host.trim().trim_start_matches("www.").to_ascii_lowercase();
                if !host.is_empty() {
                    outlets.by_host.insert(host, name.to_owned());
                }
            }
        }
        outlets
    }

    /// The outlet that publishes at a host or at a domain above it.
    pub(crate) fn at_host(&self, host: &str) -> Option<&str> {
        let mut domain = host;
        loop {
            if let Some(name) = self.by_host.get(domain) {
                return Some(name);
            }
            domain = domain.split_once('.')?.1;
        }
    }

    /// The outlet with a name, however it is spelled.
    pub(crate) fn named(&self, name: &str) -> Option<&str> {
        self.by_name.get(&key(name)).map(String::as_str)
    }
}

/// Credits often run the words of a name together.
fn key(name: &str) -> String {
    fold(name).replace(' ', "")
}
