//! Where answers and notes go.

use std::io::{ErrorKind, IsTerminal, Write};

use super::text::plain;

/// Writes an answer to stdout: with its colours on a terminal only, and not where
/// NO_COLOR is set.
///
/// # Errors
/// When it cannot be written. Who stops reading (`| head`) has seen enough.
pub(crate) fn print(answer: &str) -> anyhow::Result<()> {
    write(anstream::stdout().lock(), answer)
}

/// Writes lines of JSON to stdout, to the letter.
///
/// # Errors
/// As [`print`].
pub(crate) fn print_json(lines: &str) -> anyhow::Result<()> {
    write(std::io::stdout().lock(), lines)
}

fn write(mut out: impl Write, text: &str) -> anyhow::Result<()> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Says something beside the answer, one line on stderr.
pub(crate) fn note(line: &str) {
    // Nothing can be done where even stderr is closed.
    let _ = writeln!(std::io::stderr(), "{}", plain(line));
}

/// How many columns a line may have; `None` where nobody sees lines: what reads them
/// wants each sentence on one.
pub(crate) fn width() -> Option<usize> {
    if !std::io::stdout().is_terminal() {
        return None;
    }
    let (terminal_size::Width(columns), _) = terminal_size::terminal_size()?;
    Some(usize::from(columns))
}
