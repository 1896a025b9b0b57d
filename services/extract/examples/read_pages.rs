//! Reads HTML pages over and over, for comparisons with other readers:
//! `read_pages FILE...` loads the files, and for every line on standard input
//! reads all of them once and prints the seconds of processor time that it took.

use std::{
    error::Error,
    fs,
    hint::black_box,
    io::{self, BufRead, Write},
    time::Duration,
};

use nix::time::{ClockId, clock_gettime};
use sulh_domain::{Known, SourceDocument};
use sulh_extract::{Lexicon, read};

fn main() -> Result<(), Box<dyn Error>> {
    let lexicon = Lexicon::shipped();
    let pages = std::env::args_os()
        .skip(1)
        .map(|file| {
            Ok(SourceDocument {
                content: fs::read(&file)?,
                label: file.to_string_lossy().into_owned(),
                media_type: "text/html".to_owned(),
                known: Known::default(),
            })
        })
        .collect::<io::Result<Vec<_>>>()?;
    let mut output = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        line?;
        let start = processor_time()?;
        for page in &pages {
            black_box(read(black_box(page), lexicon));
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
