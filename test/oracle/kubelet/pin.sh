#!/usr/bin/env bash
# Pins a release of Kubernetes for the questions about its kubelet: writes v<minor>/go.mod and go.sum. Usage: pin.sh 1.37.2
set -euo pipefail
exec "$(dirname "$0")/../../real/kube-apiserver/pin.sh" "$1" "$(cd "$(dirname "$0")" && pwd)"
