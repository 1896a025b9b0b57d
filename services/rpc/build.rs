//! Generates the contract's types, clients and servers from proto/.

use std::{env, error::Error, fs, path::PathBuf};

use prost::Message;

const PROTOS: &str = "../../proto";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={PROTOS}");
    let mut services = fs::read_dir(format!("{PROTOS}/sulh/v1"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>, std::io::Error>>()?;
    services.sort();

    let mut compiler = protox::Compiler::new([PROTOS])?;
    compiler
        .include_imports(true)
        .include_source_info(true)
        .open_files(services)?;
    let descriptors = compiler.file_descriptor_set();
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    // Reflection has no use for comments.
    let mut bare = descriptors.clone();
    for file in &mut bare.file {
        file.source_code_info = None;
    }
    fs::write(out.join("sulh.v1.bin"), bare.encode_to_vec())?;

    tonic_prost_build::configure()
        // tonic-types has these already.
        .extern_path(".google.rpc", "::tonic_types::pb")
        .compile_fds(descriptors)?;
    Ok(())
}
