//! Text for terminals: styles, wrapping, and what reports may not do to a terminal.

use std::fmt::Display;

use anstyle::{AnsiColor, Style};
use sulh_rpc::v1::Span;

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const ALARM: Style = AnsiColor::Red.on_default().bold();

/// Narrower, every second line would hold a single word.
const MIN_WIDTH: usize = 30;

pub(crate) fn styled(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// Text of a report on one line. Control characters could drive the terminal.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\n' | '\r' | '\t' => ' ',
            character if character.is_control() => char::REPLACEMENT_CHARACTER,
            character => character,
        })
        .collect()
}

/// Text of a report that begins at byte `start` of what `spans` count in, with these
/// in bold. Spans that do not fit are passed over.
pub(crate) fn highlighted(text: &str, start: u32, spans: &[Span]) -> String {
    let position = |byte: u32| usize::try_from(byte.checked_sub(start)?).ok();
    let mut line = String::new();
    let mut done = 0;
    for span in spans {
        let (Some(first), Some(end)) = (position(span.start), position(span.end)) else {
            continue;
        };
        if let (Some(before), Some(found)) = (text.get(done..first), text.get(first..end)) {
            line.push_str(&plain(before));
            line.push_str(&styled(BOLD, plain(found)));
            done = end;
        }
    }
    line.push_str(&plain(text.get(done..).unwrap_or_default()));
    line
}

/// One line wrapped to `width` columns, `None` for none: the first line begins with
/// `first`, the others with `rest`.
pub(crate) fn wrapped(line: &str, width: Option<usize>, first: &str, rest: &str) -> String {
    let Some(width) = width else {
        return format!("{first}{line}\n");
    };
    let options = textwrap::Options::new(width.max(MIN_WIDTH))
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false);
    let mut lines = textwrap::fill(line, options);
    lines.push('\n');
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_cannot_drive_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\nc\u{7}"), "a\u{fffd}[31mb c\u{fffd}");
    }

    #[test]
    fn highlights_are_bold_where_they_fit() {
        let spans = [(13, 15), (14, 90)].map(|(start, end)| Span { start, end });
        assert_eq!(
            highlighted("ab \u{e9} c", 10, &spans),
            format!("ab {BOLD}\u{e9}{BOLD:#} c")
        );
    }

    #[test]
    fn lines_are_wrapped_and_indented_and_styles_take_no_room() {
        let word = styled(BOLD, "abcdefgh");
        let line = [word.as_str(); 4].join(" ");
        assert_eq!(
            wrapped(&line, Some(30), "- ", "  "),
            format!("- {word} {word} {word}\n  {word}\n")
        );
        assert_eq!(wrapped("a b", None, "- ", "  "), "- a b\n");
    }
}
