//! As whom the server runs.

use std::{path::Path, process::Stdio};

use nix::unistd::{User, geteuid};
use tokio::process::Command;

use super::Error;

/// A user that root hands the server to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Account {
    name: &'static str,
    pub(super) uid: u32,
    pub(super) gid: u32,
}

/// The users that may run the server for root, the best one first.
const CANDIDATES: [&str; 2] = ["postgres", "nobody"];

pub(super) fn is_root() -> bool {
    geteuid().is_root()
}

/// Whom the server is handed to: nobody else, except by root.
pub(super) fn for_server() -> Result<Option<Account>, Error> {
    if !is_root() {
        return Ok(None);
    }
    CANDIDATES
        .into_iter()
        .find_map(|name| {
            let user = User::from_name(name).ok().flatten()?;
            Some(Account {
                name,
                uid: user.uid.as_raw(),
                gid: user.gid.as_raw(),
            })
        })
        .map(Some)
        .ok_or(Error::NoAccount)
}

impl Account {
    /// Checks that this user can write to a directory: a folder above it may be
    /// closed to others.
    pub(super) async fn check_reach(self, directory: &Path) -> Result<(), Error> {
        let status = Command::new("/bin/sh")
            .args(["-c", r#"test -w "$1""#, "reach"])
            .arg(directory)
            .current_dir("/")
            .uid(self.uid)
            .gid(self.gid)
            .stdin(Stdio::null())
            .status()
            .await
            .map_err(|error| Error::io(Path::new("/bin/sh"), error))?;
        if status.success() {
            return Ok(());
        }
        Err(Error::OutOfReach {
            user: self.name,
            directory: directory.to_owned(),
        })
    }
}
