#![no_main]

use libfuzzer_sys::fuzz_target;
use sulh_extract_fuzz::{check_container, prepare};

fuzz_target!(init: prepare(), |content: &[u8]| check_container(content.to_vec(), "application/x-ndjson"));
