//! The figures of a set of documents.

use std::{
    collections::{BTreeMap, HashSet},
    fmt,
    hash::Hash,
};

/// What was found right, what was missed and what is too many.
#[derive(Clone, Copy, Default)]
struct Counts {
    right: usize,
    missed: usize,
    extra: usize,
}

impl Counts {
    /// The harmonic mean of precision and recall; 1 where there was nothing to
    /// find and nothing was found.
    fn f1(self) -> f64 {
        match 2 * self.right + self.missed + self.extra {
            0 => 1.0,
            all => 2.0 * self.right as f64 / all as f64,
        }
    }
}

/// Figures by name, over all documents. Each is an F1 between 0 and 1; that of
/// questions with one answer is the share of right ones.
#[derive(Default)]
pub(crate) struct Figures(BTreeMap<&'static str, Counts>);

impl Figures {
    /// Counts what was found against what is wanted; what is tolerated counts
    /// neither way.
    pub(crate) fn found<T: Eq + Hash>(
        &mut self,
        figure: &'static str,
        want: &HashSet<T>,
        tolerated: &HashSet<T>,
        got: &HashSet<T>,
    ) {
        let right = want.intersection(got).count();
        let unwanted = got.difference(want);
        self.counted(
            figure,
            right,
            want.len() - right,
            unwanted.filter(|one| !tolerated.contains(*one)).count(),
        );
    }

    /// Counts the answer to one question: a wrong one is one missed and one too
    /// many.
    pub(crate) fn answered(&mut self, figure: &'static str, is_right: bool) {
        let wrong = usize::from(!is_right);
        self.counted(figure, usize::from(is_right), wrong, wrong);
    }

    pub(crate) fn counted(
        &mut self,
        figure: &'static str,
        right: usize,
        missed: usize,
        extra: usize,
    ) {
        let counts = self.0.entry(figure).or_default();
        counts.right += right;
        counts.missed += missed;
        counts.extra += extra;
    }

    /// Prints the figures of a set, and fails where one fell below its floor.
    pub(crate) fn assert_hold(&self, set: &str, floors: &[(&str, f64)]) {
        println!("{set}\n{self}");
        let fallen = self.below(floors);
        assert!(fallen.is_empty(), "{set}: {}", fallen.join("; "));
    }

    /// The figures that fell below their floors, in words. Panics where there is no
    /// such figure.
    fn below(&self, floors: &[(&str, f64)]) -> Vec<String> {
        let fallen = floors.iter().filter_map(|(figure, floor)| {
            let value = self.0[figure].f1();
            (value < *floor).then(|| format!("{figure} is {value:.3}, below {floor}"))
        });
        fallen.collect()
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (figure, counts) in &self.0 {
            let Counts {
                right,
                missed,
                extra,
            } = counts;
            let value = counts.f1();
            writeln!(
                f,
                "{figure:<16} {value:.3}  {right} right, {missed} missed, {extra} too many"
            )?;
        }
        Ok(())
    }
}

#[test]
fn a_figure_below_its_floor_is_named() {
    let mut figures = Figures::default();
    let of = |names: &[&'static str]| names.iter().copied().collect::<HashSet<_>>();
    figures.found(
        "actors",
        &of(&["a", "b"]),
        &of(&["c"]),
        &of(&["a", "c", "d"]),
    );
    for is_right in [true, true, true, false] {
        figures.answered("title", is_right);
    }
    let fallen = figures.below(&[("actors", 0.51), ("title", 0.75)]);
    assert_eq!(fallen, ["actors is 0.500, below 0.51"]);
}
