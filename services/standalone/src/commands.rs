//! The commands with which people ask: clients of a query service at any address.

pub mod actors;
pub mod article;
pub mod articles;
mod asking;
mod claims;
mod dates;
pub mod deal;
pub mod deals;
mod json;
mod naming;
mod output;
mod pages;
pub mod search;
mod tables;
mod text;
mod words;
