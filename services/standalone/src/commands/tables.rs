//! What all tables share.

use anstyle::AnsiColor;
use comfy_table::{
    Attribute, Cell, Color, ColumnConstraint, ContentArrangement, Table, Width, presets,
};

/// A UUID and the space around it: broken, it could not be copied.
pub(crate) const UUID_COLUMNS: u16 = 38;
/// A day and the space around it.
pub(crate) const DAY_COLUMNS: u16 = 12;

/// A table that is as wide as the terminal at most. Its styles are taken out again
/// where it is printed elsewhere.
pub(crate) fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .enforce_styling()
        .set_header(
            header
                .iter()
                .map(|title| Cell::new(title).add_attribute(Attribute::Bold)),
        );
    table
}

/// Keeps columns, by index, from becoming narrower than so many columns of the terminal.
pub(crate) fn keep_wide(table: &mut Table, least: &[(usize, u16)]) {
    for (index, columns) in least {
        if let Some(column) = table.column_mut(*index) {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(*columns)));
        }
    }
}

pub(crate) fn colored(text: String, color: AnsiColor) -> Cell {
    Cell::new(text).fg(match color {
        AnsiColor::Green => Color::DarkGreen,
        AnsiColor::Yellow => Color::DarkYellow,
        AnsiColor::Red => Color::DarkRed,
        _ => Color::Reset,
    })
}

/// The table with a line feed at its end, without spaces at the ends of its lines.
pub(crate) fn rendered(table: &Table) -> String {
    let mut text: String = table.trim_fmt();
    text.push('\n');
    text
}
