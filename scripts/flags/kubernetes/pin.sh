#!/usr/bin/env bash
# Pins, for each release that test/real/kube-apiserver pins, the modules of the components whose flags are read: writes v<minor>/go.mod and
# go.sum. Usage: pin.sh
set -euo pipefail
cd "$(dirname "$0")"
for pinned in ../../../test/real/kube-apiserver/v*/; do
  minor=$(basename "$pinned")
  work=$(mktemp -d)
  cp main.go "$work"
  sed 's|^module .*|module cdk8s-hardened.example/flags|' "$pinned/go.mod" > "$work/go.mod"
  cp "$pinned/go.sum" "$work"
  (cd "$work" && GOWORK=off go mod tidy)
  mkdir -p "$minor" && cp "$work/go.mod" "$work/go.sum" "$minor/"
  rm -rf "$work"
done
