#!/usr/bin/env bash
# Pins a release of Kubernetes for a program of its modules: writes v<minor>/go.mod and go.sum beside its main.go.
# Usage: pin.sh 1.37.2 [FOLDER]; without a folder for kube-apiserver.
set -euo pipefail
cd "${2:-$(dirname "$0")}"
version=$1 minor=${1%.*} staging=v0.${1#1.}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp main.go "$work"
upstream=$(cd "$work" && go mod download -json "k8s.io/kubernetes@v$version" | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p')
{
  printf 'module cdk8s-hardened.example/%s\n\ngo %s\n\n' "$(basename "$PWD")" "$(awk '/^go /{print $2}' "$upstream")"
  printf 'require k8s.io/kubernetes v%s\n\nreplace (\n' "$version"
  # Upstream's go.mod takes its staging modules from its own tree, at v0.0.0; they are published as v0.<minor>.<patch>.
  awk '/^\tk8s.io\/[a-z-]+ v0.0.0$/{print $1}' "$upstream" | sort -u | sed "s|.*|\t& => & $staging|"
  printf ')\n'
} > "$work/go.mod"
(cd "$work" && go mod tidy)
mkdir -p "v$minor" && cp "$work/go.mod" "$work/go.sum" "v$minor/"
