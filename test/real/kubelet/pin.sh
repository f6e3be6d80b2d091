#!/usr/bin/env bash
# Pins a release of the kubelet for the proofs: writes v<minor>/go.mod and go.sum. Usage: pin.sh 1.37.2
set -euo pipefail
exec "$(dirname "$0")/../kube-apiserver/pin.sh" "$1" "$(cd "$(dirname "$0")" && pwd)"
