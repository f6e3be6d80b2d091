#!/usr/bin/env bash
# The packed tarball, installed into an empty cdk8s TypeScript app: it synthesises, refuses, its command runs, and its matchers judge in jest.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export NO_COLOR=1 npm_config_loglevel=error

pack() { # FOLDER: the path of its tarball
  mkdir "$work/$(basename "$1")" && (cd "$1" && npm pack --silent --pack-destination "$work/$(basename "$1")" >/dev/null) || return 1
  echo "$work/$(basename "$1")"/*.tgz
}

only() { # TARBALL PATTERN: nothing else is in it
  local others
  others=$(tar -tzf "$1" | grep -vE "^package/($2)\$") || return 0
  printf 'The tarball has files that its users have no use for:\n%s\n' "$others"
  return 1
}

linked() { # FOLDER: what the documents of a package link is in it
  (cd "$root" && npx ts-node -T -P scripts/tsconfig.json scripts/links.ts "$1")
}

cd "$root"
tarball=$(pack "$root")
only "$tarball" '\.jsii|package\.json|LICENSE|[A-Z]+\.md|bin/cdk8s-hardened|lib/.*\.(js|d\.ts|json)|docs/.*\.(md|json)|src/[a-z-]+/README\.md|examples/secure-cluster/[^/]+|templates/(cdk8s|pulumi|yaml)/([^/]+|__snapshots__/[^/]+)|node_modules/.*'
pulumi=$(pack "$root/packages/pulumi")
only "$pulumi" 'package\.json|LICENSE|README\.md|lib/.*\.(js|d\.ts)|examples/[a-z-]+/[^/]+'
du -h "$tarball" "$pulumi" | sed "s|$work/||"
mkdir "$work/unpacked" && tar -xzf "$pulumi" -C "$work/unpacked" && linked "$work/unpacked/package"
cmp LICENSE "$work/unpacked/package/LICENSE"
if [ "$(node -p 'Object.keys(require("./package.json").scripts).filter((s) => /^(pre|post)?install$/.test(s)).length')" != 0 ]; then echo 'the library must have no install scripts'; exit 1; fi

mkdir "$work/app" && cd "$work/app"
cp -r "$root"/test/consumer/app/. .
npm install --no-fund --no-audit "$tarball" >/dev/null
linked "$PWD/node_modules/cdk8s-hardened"
npx tsc --noEmit
npx ts-node main.ts
ls dist
test -s dist/payments.k8s.yaml
test -s dist-hardening/hardening-report.json
npx cdk8s-hardened check dist
npx cdk8s-hardened rules rbac/wildcards | head -n 5

if npx ts-node broken.ts 2> error.txt; then echo 'the broken program was not refused'; exit 1; fi
grep -F 'container "api" sets uid 0' error.txt || { cat error.txt; exit 1; }
test ! -e dist-broken/payments.k8s.yaml
if npx cdk8s-hardened check broken.yaml --format json > findings.json; then echo 'the command passed broken YAML'; exit 1; fi
node -e 'const r = require("./findings.json"); if (!r.findings.some((f) => f.rule === "workloads/run-as-user" && f.line === 8)) { console.error(JSON.stringify(r, null, 1)); process.exit(1); }'

# Pods and accounts of cdk8s-plus are taken whatever its release: one program is compiled and run with the oldest and the newest, and prints the same.
plus=(28 34)
npm install --no-fund --no-audit --no-save "${plus[@]/#/cdk8s-plus-}" >/dev/null
for release in "${plus[@]}"; do sed "s/cdk8s-plus-28'/cdk8s-plus-$release'/" plus/program.ts > "plus-$release.ts"; done
npx tsc --noEmit
for release in "${plus[@]}"; do
  npx ts-node "plus-$release.ts" > "plus-$release.yaml"
  grep -q 'kind: RoleBinding' "plus-$release.yaml"
  diff plus-28.yaml "plus-$release.yaml"
done
rm plus-*.ts

npm install --no-fund --no-audit --no-save jest@^30 @jest/globals@^30 @types/jest@^30 ts-jest@^29 >/dev/null
for tsconfig in tests/tsconfig.*.json; do npx tsc --noEmit -p "$tsconfig"; done
npx jest --ci
echo 'The packed library works in an app of its own.'
