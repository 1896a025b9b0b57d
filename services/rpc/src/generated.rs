//! What the build script makes of proto/. Its documentation is that of the
//! protos.

#![allow(missing_docs, unreachable_pub, clippy::all, clippy::pedantic)]

/// Package `sulh.v1`.
pub mod v1 {
    tonic::include_proto!("sulh.v1");
}

/// Packages of Google's that the contract uses.
pub mod google {
    /// Package `google.type`.
    pub mod r#type {
        tonic::include_proto!("google.r#type");
    }
}

/// Every file of the contract, for reflection.
pub const FILE_DESCRIPTOR_SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sulh.v1.bin"));
