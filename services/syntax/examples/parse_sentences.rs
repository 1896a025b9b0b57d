//! Parses sentences over and over, for comparisons with other parsers:
//! `parse_sentences FILE` loads a file of one sentence a line, and for every line
//! on standard input parses all of them once, a document's worth at a time, and
//! prints the seconds of processor time that it took.

use std::{
    error::Error,
    fs,
    hint::black_box,
    io::{self, BufRead, Write},
    time::Duration,
};

use nix::time::{ClockId, clock_gettime};
use sulh_syntax::{Parser, Tree};

/// Sentences that one document has.
const DOCUMENT: usize = 25;

fn main() -> Result<(), Box<dyn Error>> {
    let parser = Parser::shipped();
    let file = std::env::args_os().nth(1).ok_or("no file of sentences")?;
    let text = fs::read_to_string(file)?;
    let sentences: Vec<&str> = text.lines().collect();
    let mut output = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        line?;
        let start = processor_time()?;
        for document in sentences.chunks(DOCUMENT) {
            let trees: Vec<Tree> = parser.parse_all(document.iter().copied()).collect();
            black_box(trees);
        }
        writeln!(output, "{}", (processor_time()? - start).as_secs_f64())?;
        output.flush()?;
    }
    Ok(())
}

/// What this process has had of the processor.
fn processor_time() -> nix::Result<Duration> {
    clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).map(Duration::from)
}
