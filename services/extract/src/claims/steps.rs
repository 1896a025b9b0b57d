//! What one sentence asserts, status by status.

use std::ops::Range;

use sulh_domain::{Modality, Status};

use crate::assertions::Assertion;

/// What one sentence asserts at one status.
pub(super) struct Step {
    pub(super) status: Status,
    pub(super) modality: Modality,
    /// Whether it is of a deal whatever the text around it.
    pub(super) sure: bool,
    /// Whether it says what is to happen under a deal and no more.
    pub(super) only_terms: bool,
    /// How deep it stands in the sentence.
    pub(super) depth: usize,
    /// Whether it is of a day of its own.
    pub(super) dated: bool,
    /// Whether people leave, give up something or are let go.
    pub(super) moves: bool,
    /// Bytes of the sentence.
    pub(super) clauses: Vec<Range<usize>>,
}

impl Step {
    /// Whether it tells that there is a deal, or what it provides.
    pub(super) fn tells_deal(&self) -> bool {
        self.only_terms || self.status == Status::Agreed
    }

    /// That what was told before is not so.
    pub(super) fn denial(status: Status, clause: Range<usize>) -> Self {
        Self {
            status,
            modality: Modality::Denied,
            sure: true,
            only_terms: false,
            depth: 0,
            dated: false,
            moves: false,
            clauses: vec![clause],
        }
    }
}

/// The assertions of a sentence by status.
pub(super) fn steps(assertions: &[Assertion]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut assertions: Vec<&Assertion> = assertions.iter().collect();
    assertions.sort_by_key(|assertion| {
        let is = |status| assertion.status == status;
        (
            assertion.only_terms(),
            is(Status::Negotiating),
            // "The army took over after all had left": they have.
            match assertion.status {
                Status::Implemented => 0,
                _ => assertion.depth,
            },
            is(Status::Implementing),
        )
    });
    for assertion in assertions {
        let is_denied = |modality| modality == Modality::Denied;
        let same = steps.iter_mut().find(|step| {
            step.status == assertion.status
                && is_denied(step.modality) == is_denied(assertion.modality)
        });
        match same {
            Some(step) => {
                step.clauses.push(assertion.clause.clone());
                step.sure |= assertion.sure;
                step.only_terms &= assertion.only_terms();
                step.dated |= assertion.dated;
                step.moves |= assertion.moves();
                // What was agreed is no mere plan, though its steps are.
                if step.modality == Modality::Planned && assertion.modality == Modality::Asserted {
                    step.modality = Modality::Asserted;
                }
            }
            None => steps.push(Step {
                status: assertion.status,
                modality: assertion.modality,
                sure: assertion.sure,
                only_terms: assertion.only_terms(),
                depth: assertion.depth,
                dated: assertion.dated,
                moves: assertion.moves(),
                clauses: vec![assertion.clause.clone()],
            }),
        }
    }
    steps
}
