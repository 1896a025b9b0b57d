//! One process a directory.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Seek, Write},
    path::{Path, PathBuf},
};

use super::Error;

/// A file that is locked as long as this process lives, and says who holds it.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    pub(super) fn take(path: &Path) -> Result<Self, Error> {
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(path)
            .map_err(|error| Error::io(path, error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // What is running matters more than why it cannot be read.
                let _ = file.read_to_string(&mut holder);
                return Err(Error::AlreadyRunning(holder));
            }
            Err(TryLockError::Error(error)) => return Err(Error::io(path, error)),
        }
        let lock = Self {
            file,
            path: path.to_owned(),
        };
        lock.announce("starting")?;
        Ok(lock)
    }

    /// What the next one to come is told.
    pub(super) fn announce(&self, what: &str) -> Result<(), Error> {
        let folder = self.path.parent().unwrap_or(&self.path);
        let text = format!(
            "{what} (process {}, data in {})",
            std::process::id(),
            folder.display()
        );
        let written = (|| {
            let mut file = &self.file;
            file.set_len(0)?;
            file.rewind()?;
            file.write_all(text.as_bytes())
        })();
        written.map_err(|error| Error::io(&self.path, error))
    }
}
