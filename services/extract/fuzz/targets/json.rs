#![no_main]

use libfuzzer_sys::fuzz_target;
use sulh_extract_fuzz::{check_document, prepare};

fuzz_target!(init: prepare(), |content: &[u8]| check_document(content, "application/json"));
