//! Outlets by the hosts that they publish at and by their names: `outlets.tsv`.

use std::collections::HashMap;

use sulh_domain::OutletKind;

use super::{
    Faults, LexiconFile, names,
    table::{Table, accepted},
};
use crate::folding::fold;

/// An outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outlet {
    pub(crate) name: String,
    pub(crate) kind: OutletKind,
}

/// Outlets, to be looked up.
#[derive(Debug, Default)]
pub(crate) struct Outlets {
    outlets: Vec<Outlet>,
    by_host: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
}

impl Outlets {
    pub(super) fn read(file: &LexiconFile, faults: &mut Faults) -> Self {
        let table = Table::read(file, &["name", "kind", "hosts", "names"], faults);
        let mut outlets = Self::default();
        for row in table.rows() {
            let Some(name) = row.required("name", faults) else {
                continue;
            };
            row.required("kind", faults);
            let Some(kind) = row.parsed("kind", &accepted::<OutletKind>(), faults) else {
                continue;
            };
            let index = outlets.outlets.len();
            outlets.outlets.push(Outlet {
                name: name.to_owned(),
                kind,
            });
            outlets.by_name.insert(key(name), index);
            for other in names::names(&row, faults) {
                outlets.by_name.insert(key(&other.name), index);
            }
            for host in row.cell("hosts").unwrap_or_default().split('|') {
                let host = host.trim().trim_start_matches("www.").to_ascii_lowercase();
                if !host.is_empty() {
                    outlets.by_host.insert(host, index);
                }
            }
        }
        outlets
    }

    /// The outlet that publishes at a host or at a domain above it.
    pub(crate) fn at_host(&self, host: &str) -> Option<&Outlet> {
        let mut domain = host;
        loop {
            if let Some(index) = self.by_host.get(domain) {
                return self.outlets.get(*index);
            }
            domain = domain.split_once('.')?.1;
        }
    }

    /// The outlet with a name, however it is spelled.
    pub(crate) fn named(&self, name: &str) -> Option<&Outlet> {
        self.outlets.get(*self.by_name.get(&key(name))?)
    }
}

/// Credits often run the words of a name together.
fn key(name: &str) -> String {
    fold(name).replace(' ', "")
}
