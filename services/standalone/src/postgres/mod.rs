//! A Postgres of our own: set up, started, watched and stopped.
//!
//! It listens on a private socket only, and ends when this process ends, in
//! whatever way: a watchdog process holds the other end of a pipe.

mod account;
mod binaries;
mod error;
mod lock;

use std::{
    fs::{self, DirBuilder, OpenOptions, Permissions},
    os::unix::fs::{DirBuilderExt, PermissionsExt, chown},
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

pub use error::Error;
use tokio::process::{Child, ChildStdin, Command};

use self::{account::Account, lock::Lock};

/// How to run Postgres.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it keeps its data; made where it is missing.
    pub directory: PathBuf,
    /// The folder with its programs; by default the newest installed, else they
    /// are downloaded.
    pub binaries: Option<PathBuf>,
    /// Whether the data must outlive a crash. Without it, writing is faster, and
    /// the directory is removed at the end: for tests.
    pub durable: bool,
}

/// The superuser of the cluster.
const USER: &str = "sulh";
/// How long starting may take: a crash is recovered from first.
const START_TIMEOUT: Duration = Duration::from_secs(120);
/// Seconds that stopping may take.
const STOP_SECONDS: &str = "30";
/// The longest path of a unix socket, in bytes.
const MAX_SOCKET_PATH_BYTES: usize = 107;
/// The name of the socket in its folder, whose number stands for a port.
const SOCKET: &str = ".s.PGSQL.5432";

/// A running Postgres.
#[derive(Debug)]
pub struct Postgres {
    cluster: Cluster,
    server: Child,
    /// Closed by the end of this process: then the watchdog stops the server.
    _lifeline: Option<ChildStdin>,
    lock: Lock,
}

/// Where things are, and as whom they are run.
#[derive(Debug)]
struct Cluster {
    binaries: PathBuf,
    data: PathBuf,
    sockets: PathBuf,
    log: PathBuf,
    /// Whom root hands the server to; Postgres does not run as root.
    account: Option<Account>,
}

/// Where Postgres keeps its data unless told otherwise: `~/.local/state/sulh`,
/// for root `/var/lib/sulh`.
///
/// # Errors
/// When the user has no home.
pub fn default_directory() -> Result<PathBuf, Error> {
    if account::is_root() {
        return Ok("/var/lib/sulh".into());
    }
    let directories = directories::ProjectDirs::from("", "", "sulh").ok_or(Error::NoHome)?;
    Ok(directories
        .state_dir()
        .unwrap_or_else(|| directories.data_local_dir())
        .to_owned())
}

impl Postgres {
    /// Starts the server, setting its data up where there is none, and recovering
    /// from whatever ended it before.
    ///
    /// # Errors
    /// [`Error::AlreadyRunning`] when another process runs it in this directory;
    /// when there is no Postgres to run; when it does not start.
    pub async fn start(settings: &Settings) -> Result<Self, Error> {
        let account = account::for_server()?;
        make_directory(&settings.directory, account)?;
        let directory = fs::canonicalize(&settings.directory)
            .map_err(|error| Error::io(&settings.directory, error))?;
        let lock = Lock::take(&directory.join("lock"))?;
        if let Some(account) = account {
            account.check_reach(&directory).await?;
        }
        let cluster = Cluster {
            binaries: binaries::find(settings.binaries.as_deref()).await?,
            data: directory.join("data"),
            sockets: sockets(&directory),
            log: directory.join("postgres.log"),
            account,
        };
        make_directory(&cluster.sockets, account)?;
        if !cluster.data.join("PG_VERSION").exists() {
            cluster.set_up().await?;
        }
        cluster.stop_leftover().await?;
        let mut server = cluster.spawn(settings.durable)?;
        cluster.wait_until_ready(&mut server).await?;
        let remove = (!settings.durable).then_some(directory.as_path());
        let lifeline = cluster.spawn_watchdog(remove)?;
        Ok(Self {
            cluster,
            server,
            _lifeline: lifeline,
            lock,
        })
    }

    /// Where to connect. Every cluster has a database `postgres`.
    pub fn url(&self, database: &str) -> String {
        let sockets = self.cluster.sockets.to_string_lossy().replace('%', "%25");
        format!("postgres://{USER}@localhost/{database}?host={sockets}")
    }

    /// What another process that finds this one running is told.
    ///
    /// # Errors
    /// When it cannot be written down.
    pub fn announce(&self, what: &str) -> Result<(), Error> {
        self.lock.announce(what)
    }

    /// Stops the server: open transactions are rolled back.
    ///
    /// # Errors
    /// When it does not stop.
    pub async fn stop(mut self) -> Result<(), Error> {
        self.cluster.stop().await?;
        self.server
            .wait()
            .await
            .map_err(|error| Error::io(&self.cluster.data, error))?;
        Ok(())
    }
}

impl Cluster {
    /// A program of Postgres', as the server's user, in an environment that
    /// cannot steer it.
    fn command(&self, program: &str) -> Command {
        self.command_at(&self.binaries.join(program))
    }

    fn command_at(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("LC_ALL", "C.UTF-8")
            .current_dir("/")
            .stdin(Stdio::null())
            .kill_on_drop(false);
        if let Some(account) = self.account {
            command.uid(account.uid).gid(account.gid);
        }
        command
    }

    async fn set_up(&self) -> Result<(), Error> {
        tracing::info!(data = %self.data.display(), "setting up a Postgres cluster");
        // What an interrupted set-up left behind has no PG_VERSION or is not
        // complete; initdb itself cleans up after itself, but not after a kill.
        if self.data.exists() {
            fs::remove_dir_all(&self.data).map_err(|error| Error::io(&self.data, error))?;
        }
        let fresh = self.data.with_extension("new");
        if fresh.exists() {
            fs::remove_dir_all(&fresh).map_err(|error| Error::io(&fresh, error))?;
        }
        let mut command = self.command("initdb");
        command
            .args([
                "--username",
                USER,
                "--auth-local=trust",
                "--auth-host=reject",
            ])
            .args(["--encoding=UTF8", "--locale=C.UTF-8", "--pgdata"])
            .arg(&fresh);
        run(command, "initdb").await?;
        // Only a complete cluster gets the name.
        fs::rename(&fresh, &self.data).map_err(|error| Error::io(&self.data, error))
    }

    /// Stops a server that outlived its owner, as after a kill of both owner and
    /// watchdog. A stale pid file is Postgres' own affair.
    async fn stop_leftover(&self) -> Result<(), Error> {
        let status = self
            .command("pg_ctl")
            .args(["status", "--pgdata"])
            .arg(&self.data)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .await
            .map_err(|error| Error::io(&self.binaries.join("pg_ctl"), error))?;
        if status.success() {
            tracing::info!("stopping a server that was left over");
            self.stop().await?;
        }
        Ok(())
    }

    async fn stop(&self) -> Result<(), Error> {
        let mut command = self.command("pg_ctl");
        command
            .args(["stop", "--mode=fast", "--wait", "--silent"])
            .args(["--timeout", STOP_SECONDS, "--pgdata"])
            .arg(&self.data);
        run(command, "pg_ctl stop").await?;
        Ok(())
    }

    fn spawn(&self, durable: bool) -> Result<Child, Error> {
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&self.log)
            .map_err(|error| Error::io(&self.log, error))?;
        let also_log = log
            .try_clone()
            .map_err(|error| Error::io(&self.log, error))?;
        let mut command = self.command("postgres");
        command
            .arg("-D")
            .arg(&self.data)
            .args(["-c", "listen_addresses=", "-c", "port=5432"])
            .arg("-c")
            .arg(format!(
                "unix_socket_directories={}",
                self.sockets.display()
            ))
            .stdout(log)
            .stderr(also_log)
            // Ctrl-C at the terminal is for us, who stop the server in order.
            .process_group(0);
        if !durable {
            command.args(["-c", "fsync=off", "-c", "synchronous_commit=off"]);
            command.args(["-c", "full_page_writes=off", "-c", "max_connections=300"]);
        }
        command
            .spawn()
            .map_err(|error| Error::io(&self.binaries.join("postgres"), error))
    }

    async fn wait_until_ready(&self, server: &mut Child) -> Result<(), Error> {
        let started = Instant::now();
        let pid_file = self.data.join("postmaster.pid");
        let pid = server.id().map(|id| id.to_string());
        loop {
            let content = fs::read_to_string(&pid_file).unwrap_or_default();
            let mut lines = content.lines().map(str::trim);
            // The first line is the process, the eighth its state.
            if lines.next() == pid.as_deref() && lines.nth(6) == Some("ready") {
                return Ok(());
            }
            let ended = server
                .try_wait()
                .map_err(|error| Error::io(&self.data, error))?;
            if ended.is_some() || started.elapsed() > START_TIMEOUT {
                // A server that hangs is no use to anyone.
                let _ = server.kill().await;
                return Err(Error::NotStarted {
                    log: self.log.clone(),
                    last_lines: last_lines(&self.log),
                });
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// A process that waits for the end of ours and then stops the server, and
    /// removes a directory that is not to stay.
    fn spawn_watchdog(&self, remove: Option<&Path>) -> Result<Option<ChildStdin>, Error> {
        let script = r#"read -r _; "$1" stop --mode=fast --silent --wait --pgdata "$2"; [ -z "$3" ] || rm -rf "$3""#;
        let mut command = self.command_at(Path::new("/bin/sh"));
        command
            .args(["-c", script, "watchdog"])
            .arg(self.binaries.join("pg_ctl"))
            .arg(&self.data)
            .arg(remove.unwrap_or(Path::new("")))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0);
        let mut watchdog = command
            .spawn()
            .map_err(|error| Error::io(Path::new("/bin/sh"), error))?;
        Ok(watchdog.stdin.take())
    }
}

/// Runs a program to its end; gives what it printed.
async fn run(mut command: Command, name: &'static str) -> Result<String, Error> {
    let output = command
        .output()
        .await
        .map_err(|error| Error::io(Path::new(name), error))?;
    if !output.status.success() {
        return Err(Error::Refused {
            program: name,
            complaint: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        });
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Makes a private directory for the server's user.
fn make_directory(path: &Path, account: Option<Account>) -> Result<(), Error> {
    let made = (|| {
        if !path.exists() {
            DirBuilder::new().recursive(true).mode(0o755).create(path)?;
        }
        if let Some(account) = account {
            chown(path, Some(account.uid), Some(account.gid))?;
        }
        fs::set_permissions(path, Permissions::from_mode(0o700))
    })();
    made.map_err(|error: std::io::Error| Error::io(path, error))
}

/// Where the sockets are: in the directory, or under /tmp where its path is too
/// long for one.
fn sockets(directory: &Path) -> PathBuf {
    let inside = directory.join("sockets");
    if inside.join(SOCKET).as_os_str().len() <= MAX_SOCKET_PATH_BYTES {
        return inside;
    }
    PathBuf::from(format!("/tmp/sulh-{}", std::process::id()))
}

fn last_lines(log: &Path) -> String {
    let log = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = log.lines().rev().take(5).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join("\n")
}
