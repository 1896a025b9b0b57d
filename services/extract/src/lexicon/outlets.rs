//! Outlets by the hosts that they publish at and by their names: `outlets.tsv`.

use std::collections::HashMap;

use sulh_domain::OutletKind;

use super::{
    Faults, names,
    table::{Row, accepted},
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
    /// Reads the rows of `outlets.tsv`.
    pub(super) fn read(rows: &[Row], faults: &mut Faults) -> Self {
        let mut outlets = Self::default();
        for row in rows {
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
            let others = names::names(row, faults);
            for name in others.iter().map(|other| other.name.as_str()).chain([name]) {
                let before = outlets.by_name.insert(key(name), index);
                outlets.report_second(name, before, index, row, faults);
            }
            for host in row.cell("hosts").unwrap_or_default().split('|') {
                let host = host.trim().trim_start_matches("www.").to_ascii_lowercase();
                if !host.is_empty() {
                    let before = outlets.by_host.insert(host.clone(), index);
                    outlets.report_second(&host, before, index, row, faults);
                }
            }
        }
        outlets
    }

    /// A name or host that two outlets have tells neither.
    fn report_second(
        &self,
        what: &str,
        before: Option<usize>,
        index: usize,
        row: &Row,
        faults: &mut Faults,
    ) {
        let other = before.filter(|before| *before != index);
        if let Some(other) = other.and_then(|other| self.outlets.get(other)) {
            row.fault(
                format!("'{what}' stands for '{}' already", other.name),
                faults,
            );
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.outlets.len()
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
