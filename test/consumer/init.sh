#!/usr/bin/env bash
# The projects of `init`, written by the packed command, installed and run as their users would.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export NO_COLOR=1 npm_config_loglevel=error

cd "$root"
npm pack --silent --pack-destination "$work" . ./packages/pulumi >/dev/null
cd "$work"
mv cdk8s-hardened-pulumi-*.tgz pulumi.tgz
mv cdk8s-hardened-[0-9]*.tgz library.tgz
mkdir tool
npm install --prefix tool --no-save --no-fund --no-audit ./library.tgz cdk8s@2.70.0 constructs@10.4.2 >/dev/null
init() { tool/node_modules/.bin/cdk8s-hardened init "$@"; }

init cdk8s app --package library.tgz
if init cdk8s app 2> error.txt; then echo 'a project was overwritten'; exit 1; fi
grep -F 'app/main.ts' error.txt
cd app
npm install --no-fund --no-audit >/dev/null
npx tsc
npx ts-node main.ts
test -s dist/shop.k8s.yaml
npx jest --ci
npx cdk8s-hardened check dist
# Its test notices what is not hardened, and what has changed.
sed -i 's/portNumber: 8080,/portNumber: 8081,/' main.ts
if npx jest --ci 2> changed.txt; then echo 'the snapshot did not notice a change'; exit 1; fi
grep -F 'containerPort: 8081' changed.txt
sed -i 's/user: 65532/user: 0/' main.ts
if npx ts-node main.ts 2> refused.txt; then echo 'the program was not refused'; exit 1; fi
grep -F 'sets uid 0' refused.txt
cd ..

init pulumi stack --package library.tgz --pulumi-package pulumi.tgz
cd stack
npm install --no-fund --no-audit >/dev/null
npx tsc
# The command of Pulumi cannot be installed from a registry: the program runs against Pulumi's mocks.
npm install --no-fund --no-audit --no-save ts-node@^10 >/dev/null
node "$root/test/consumer/pulumi-mocks.cjs" "$PWD"
sed -i 's/securityContext: {/hostPID: true,\n          securityContext: {/' index.ts
if node "$root/test/consumer/pulumi-mocks.cjs" "$PWD" 2> refused.txt; then echo 'the program was not refused'; exit 1; fi
grep -F 'spec.template.spec.hostPID' refused.txt
echo 'The new projects work.'
