//! Messages of the contract in proto3's JSON.

use std::sync::LazyLock;

use anyhow::Context;
use prost::Message;
use prost_reflect::{DescriptorPool, DynamicMessage};
use sulh_rpc::FILE_DESCRIPTOR_SET;

static CONTRACT: LazyLock<Option<DescriptorPool>> =
    LazyLock::new(|| DescriptorPool::decode(FILE_DESCRIPTOR_SET).ok());

/// A message, whose name within `sulh.v1` is `name`, to be serialised.
///
/// # Errors
/// When the contract has no such message.
pub(crate) fn dynamic(name: &str, message: &impl Message) -> anyhow::Result<DynamicMessage> {
    let descriptor = CONTRACT
        .as_ref()
        .and_then(|pool| pool.get_message_by_name(&format!("sulh.v1.{name}")))
        .with_context(|| format!("the contract has no message {name}"))?;
    Ok(DynamicMessage::decode(
        descriptor,
        message.encode_to_vec().as_slice(),
    )?)
}

/// One line for each message, whose name within `sulh.v1` is `name`.
///
/// # Errors
/// When the contract has no such message.
pub(crate) fn lines<M: Message>(name: &str, messages: &[M]) -> anyhow::Result<String> {
    let mut lines = String::new();
    for message in messages {
        lines.push_str(&serde_json::to_string(&dynamic(name, message)?)?);
        lines.push('\n');
    }
    Ok(lines)
}
