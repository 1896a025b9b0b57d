#!/usr/bin/env bash
# Builds stand-ins for the base images that deploy/Dockerfile and
# docker-compose.yml name, for a machine whose Docker cannot pull them. They bear
# the same names, so that both files run unchanged. Needs root, Debian's
# debootstrap, and the Rust toolchain of rust-toolchain.toml.
set -euo pipefail
cd "$(dirname "$0")"

have() { docker image inspect "$1" >/dev/null 2>&1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! have debian:bookworm-slim; then
  echo "building a stand-in for debian:bookworm-slim"
  debootstrap --variant=minbase --include=ca-certificates bookworm "$work/root" >"$work/log" 2>&1 \
    || { tail -n 20 "$work/log" >&2; exit 1; }
  # The mirror may be one whose certificate only this machine knows.
  cp /etc/ssl/certs/ca-certificates.crt "$work/root/etc/ssl/certs/"
  rm -rf "$work/root/var/cache/apt/archives/"*.deb
  tar -C "$work/root" -c . | docker import - debian:bookworm-slim >/dev/null
fi

if ! have postgres:15-bookworm; then
  echo "building a stand-in for postgres:15-bookworm"
  docker build --quiet --tag postgres:15-bookworm --file postgres.Dockerfile . >/dev/null
fi

if ! have rust:1.95-bookworm; then
  echo "building a stand-in for rust:1.95-bookworm"
  mkdir "$work/rust"
  cp rust.Dockerfile "$work/rust/Dockerfile"
  tar -C "$(cd ../.. && rustc --print sysroot)" --exclude=./share/doc -c . \
    | (mkdir "$work/rust/toolchain" && tar -C "$work/rust/toolchain" -x)
  docker build --quiet --tag rust:1.95-bookworm "$work/rust" >/dev/null
fi
