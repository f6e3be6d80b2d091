/**
 * Time for an item of a large input against that of a small one: what grows with the square of its input shows as the ratio of the two
 * sizes. The inputs are those that once did, or could.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { check } from '../lib/cli/check/check';
import { FORMATS } from '../lib/cli/check/render';
import { shellCommands } from '../lib/kubernetes/components/shell-words';
import { credentialInFile } from '../lib/workloads/rules/credentials/credential-lines';
import { credentialForm } from '../lib/workloads/rules/credentials/credentials';
import { cpu, dir, measure, report } from './measure';

/** Checks a file and writes the report; the number of findings, faults and characters, so that nothing is left out unseen. */
function judge(file: string, format: string): readonly [findings: number, errors: number, characters: number] {
  const { report: input } = check({
    paths: [file],
    layers: [{ settings: { kubernetes: '1.37', profile: 'hardened', asOf: '2026-11-23' } }],
  });
  let characters = 0;
  for (const piece of FORMATS[format]!(input, { color: false, width: 100 })) characters += piece.length;
  return [input.result.findings.length, input.errors.length, characters];
}

const pod = (i: number, more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p${i}\n  namespace: team-${i % 50}\n${more}spec:\n  containers:\n  - name: main\n`
  + '    image: nginx:latest\n    ports:\n    - containerPort: 8080\n';
const jsonPod = (i: number) => JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${i}` }, spec: { containers: [] } });
const waived =
  '  annotations:\n    cdk8s-hardened/waivers: |\n'
  + '      - { rule: workloads/run-as-non-root, reason: a bench, approvedBy: Ada, until: 2026-12-31 }\n';
const list = (item: (i: number) => string) => (count: number) =>
  `apiVersion: v1\nkind: List\nitems:\n${each(count, (i) => `- ${item(i).trimEnd().replaceAll('\n', '\n  ')}\n`)}`;

/** As one text, an item after the other. */
function each(count: number, item: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => item(i)).join('');
}

/** `helm template … | check -`: one stream in which every object has findings. */
export function benchStream(): void {
  for (const format of ['text', 'json', 'sarif']) {
    compare(
      `one stream, ${format}: an object of 20,000 / of 2,000`,
      (count) => each(count, (i) => `---\n${pod(i)}`),
      format,
      2000,
      20_000,
      1.2,
    );
  }
}

/** What is checked, how many items the smaller text has, and the text. */
const INPUTS: readonly (readonly [what: string, count: number, textOf: (count: number) => string])[] = [
  ['items of a List in YAML', 2000, list(pod)],
  [
    'items of a List in JSON',
    2000,
    (count) => `{"apiVersion":"v1","kind":"List","items":[${each(count, (i) => `${jsonPod(i)},`)}${jsonPod(-1)}]}`,
  ],
  ['items of a List with a key written twice', 1000, list((i) => `${pod(i)}x: 1\nx: 2\n`)],
  ['JSON values on one line', 2000, (count) => each(count, (i) => `${jsonPod(i)} `)],
  ['separators with text behind them', 20_000, (count) => '--- x\n'.repeat(count)],
  ['documents that cannot be read', 5000, (count) => '---\na: [\n'.repeat(count)],
  ['documents with a byte-order mark', 2000, (count) => each(count, (i) => `---\n\ufeff${pod(i)}`)],
  ['"{{" in a text that cannot be read', 200_000, (count) => `a: "${'{{'.repeat(count)}"\n b: c\n`],
  ['blocks of text before a tab', 20_000, (count) => `${each(count, (i) => `k${i}: |\n  text\n`)}last: "\t"\n`],
  ['objects with a waiver of their own', 1000, (count) => each(count, (i) => `---\n${pod(i, waived)}`)],
  ['objects of one name', 2000, (count) => each(count, () => `---\n${pod(0)}`)],
  ['levels of nesting in YAML', 20_000, (count) => '['.repeat(count)],
  ['levels of nesting in JSON', 20_000, (count) => `${'{"a":'.repeat(count)}1${'}'.repeat(count)}`],
  ['characters of names', 100_000, (count) => pod(0, `  labels: { ${'y.'.repeat(count / 2)}: ${'x'.repeat(count)} }\n`)],
  ['rules of an audit policy', 500, auditPolicy],
  ['ClusterRoles that aggregate one another', 100, aggregated],
];

function aggregated(count: number): string {
  return each(count, (i) => {
    const meta = (name: string) => `metadata: { name: ${name}${i}, labels: { r${i}: "yes" } }`;
    const next = (i + 1) % count;
    return (
      `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\n${meta('r')}\n`
      + `aggregationRule: { clusterRoleSelectors: [{ matchLabels: { r${next}: "yes" } }] }\nrules: []\n`
      + `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\n${meta('b')}\n`
      + `roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r${i} }\n`
      + `subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: User, name: u${i} }]\n`
    );
  });
}

/** Rules that meet one another, so that what is left to each has to be searched for. */
function auditPolicy(count: number): string {
  return (
    'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n'
    + each(
      count,
      (i) =>
        `- { level: Metadata, users: [u${i}, v${i % 7}], verbs: [get, x${i % 5}], namespaces: [n${i % 11}], `
        + `resources: [{ group: "", resources: [pods, r${i % 13}] }] }\n`,
    )
  );
}

const HOSTILE = [
  'key=',
  'eyJ',
  '://a:',
  '://a=',
  'password : ',
  '-----BEGIN ',
  '"auth":"',
  `SG.${'a'.repeat(21)}`,
  'token',
  '\npassword:',
  ' ',
  'a',
];

/** What is done with a text, how many times the smaller one has its part, and the part. */
const SEARCHES: readonly (readonly [what: string, count: number, call: (text: string) => unknown, parts: readonly string[]])[] = [
  ['words of a shell', 50_000, shellCommands, ['$(', '`', '"$', '> ', '\\', '\'"', '<<']],
  ['a credential in a value', 50_000, credentialForm, HOSTILE],
  ['a credential in a file', 50_000, (text) => credentialInFile('a.yaml', text), HOSTILE],
];

/** Four times as much of each input: 1 is linear, 4 is the square. What takes a few milliseconds varies more from run to run. */
export function benchInputs(): void {
  for (const [what, count, textOf] of INPUTS) compare(what, textOf, 'text', count, 4 * count, 1.5);
  for (const [what, count, call, parts] of SEARCHES) {
    for (const part of parts) {
      const [one, other] = [part.repeat(count), part.repeat(4 * count)];
      compareCalls(`${what}: ${JSON.stringify(part)}`, [() => call(one), () => call(other)], count, 4 * count, 2, '');
    }
  }
}

let files = 0;

function compare(what: string, textOf: (count: number) => string, format: string, small: number, large: number, limit: number): void {
  const [one, other] = [small, large].map((count) => {
    const file = path.join(dir, `${++files}.yaml`);
    fs.writeFileSync(file, textOf(count));
    return file;
  }) as [string, string];
  const [findings, errors] = judge(one, format);
  const calls = [() => judge(one, format), () => judge(other, format)];
  compareCalls(what, calls, small, large, limit, `, ${findings} findings and ${errors} faults at ${small}`);
}

function compareCalls(what: string, calls: readonly (() => unknown)[], small: number, large: number, limit: number, more: string): void {
  const [a, b] = measure(calls, 3, cpu) as [number, number];
  const one = (time: number, count: number) => `${((1000 * time) / count).toFixed(2)} us`;
  report(what, b / large / (a / small), limit, `${one(b, large)} / ${one(a, small)}${more}`);
}
