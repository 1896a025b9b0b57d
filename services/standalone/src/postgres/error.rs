//! Why Postgres does not run.

use std::{
    io,
    path::{Path, PathBuf},
};

/// Why Postgres does not run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another process runs it in the same directory.
    #[error("sulh is running already: {0}")]
    AlreadyRunning(String),
    /// No installed Postgres was found and none could be downloaded.
    #[error(
        "no Postgres 15 or later is installed, and downloading one failed: {0}; install it \
         (Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install \
         postgresql-server postgresql-contrib; \
         macOS: brew install postgresql) or name its folder with --postgres-binaries"
    )]
    NoBinaries(String),
    /// The folder that was named has no usable Postgres.
    #[error("{folder} has no Postgres 15 or later: {found}")]
    BadBinaries {
        /// The folder.
        folder: PathBuf,
        /// What was found there.
        found: String,
    },
    /// Started by root, and no user to hand the server to.
    #[error(
        "Postgres does not run as root, and there is neither a user 'postgres' nor 'nobody' to run it"
    )]
    NoAccount,
    /// Started by root, and the server's user cannot reach the directory.
    #[error(
        "the user '{user}', who runs Postgres for root, cannot reach {directory}: \
         choose another directory with --data"
    )]
    OutOfReach {
        /// The user.
        user: &'static str,
        /// The directory.
        directory: PathBuf,
    },
    /// The user has no home directory.
    #[error("there is no home directory to keep data in: choose a directory with --data")]
    NoHome,
    /// A program of Postgres' refused.
    #[error("{program}: {complaint}")]
    Refused {
        /// The program.
        program: &'static str,
        /// What it said.
        complaint: String,
    },
    /// The server ended, or was not ready in time.
    #[error("Postgres does not start; its log {log} ends with:\n{last_lines}")]
    NotStarted {
        /// Its log.
        log: PathBuf,
        /// The log's last lines.
        last_lines: String,
    },
    /// A file or program cannot be used.
    #[error("{path}: {error}")]
    Io {
        /// The file or program.
        path: PathBuf,
        /// Why.
        #[source]
        error: io::Error,
    },
}

impl Error {
    pub(super) fn io(path: &Path, error: io::Error) -> Self {
        Self::Io {
            path: path.to_owned(),
            error,
        }
    }
}
