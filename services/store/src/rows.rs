//! Rows of what belongs to something, for one insert.

/// One row for each part of each owner, the parts of an owner numbered from 0.
pub(crate) fn numbered<'a, O, P, T: 'a, R>(
    owners: &'a [O],
    parts: impl Fn(&'a O) -> P,
    row: impl Fn(&'a O, u32, T) -> R,
) -> Vec<R>
where
    P: IntoIterator<Item = T>,
{
    owners
        .iter()
        .flat_map(|owner| {
            (0..)
                .zip(parts(owner))
                .map(|(ordinal, part)| row(owner, ordinal, part))
                .collect::<Vec<_>>()
        })
        .collect()
}
