/** The roles and bindings that the API server of a release makes when it starts: a program that asks its code, for each pinned release. */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { builtProgram } from '../../test/real/support/go-build';

export interface UpstreamRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

export interface UpstreamRole {
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Readonly<Record<string, string>> };
  readonly rules: readonly UpstreamRule[] | null;
  readonly aggregationRule?: { readonly clusterRoleSelectors?: readonly { readonly matchLabels?: Readonly<Record<string, string>> }[] };
}

export interface UpstreamBinding {
  readonly metadata: UpstreamRole['metadata'];
  readonly subjects: readonly { readonly kind: string; readonly name: string; readonly namespace?: string }[] | null;
  readonly roleRef: { readonly kind: string; readonly name: string };
}

export interface UpstreamPolicy {
  readonly clusterRoles: readonly UpstreamRole[];
  readonly clusterRoleBindings: readonly UpstreamBinding[];
  readonly roles: readonly UpstreamRole[];
  readonly roleBindings: readonly UpstreamBinding[];
}

/** The policy with the feature gates that are on by default, and with all of them. */
export function upstreamPolicies(minor: string): { readonly usual: UpstreamPolicy; readonly all: UpstreamPolicy } {
  const folder = path.join(__dirname, `v${minor}`);
  const version = /k8s\.io\/kubernetes v(\S+)$/m.exec(fs.readFileSync(path.join(folder, 'go.mod'), 'utf8'))![1]!;
  const program = builtProgram({
    name: 'kubernetes-bootstrap-policy',
    version,
    target: '.',
    sources: [path.join(__dirname, 'main.go'), path.join(folder, 'go.mod'), path.join(folder, 'go.sum')],
    stamp: {},
    takes: 'a minute or two',
  });
  const ask = (...words: string[]) =>
    JSON.parse(execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) as UpstreamPolicy;
  return { usual: ask(), all: ask('all') };
}
