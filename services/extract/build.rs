//! The lexicon is built into the crate: a change of its files rebuilds it.

fn main() {
    println!("cargo::rerun-if-changed=../../seeds/lexicon");
}
