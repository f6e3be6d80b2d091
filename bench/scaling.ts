/**
 * Time for an item of a large input against that of a small one: what grows with the square of its input shows as the ratio of the two
 * sizes. The inputs are those that once did, or could.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { cpu, dir, measure, report } from './measure';
import { check } from '../lib/cli/check/check';
import { FORMATS } from '../lib/cli/check/render';

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

/** Four times as much of each input: 1 is linear, 4 is the square. */
export function benchInputs(): void {
  for (const [what, count, textOf] of INPUTS) compare(what, textOf, 'text', count, 4 * count, 1.5);
}

let files = 0;

function compare(what: string, textOf: (count: number) => string, format: string, small: number, large: number, limit: number): void {
  const [one, other] = [small, large].map((count) => {
    const file = path.join(dir, `${++files}.yaml`);
    fs.writeFileSync(file, textOf(count));
    return file;
  }) as [string, string];
  const [findings, errors] = judge(one, format);
  const [a, b] = measure([() => judge(one, format), () => judge(other, format)], 3, cpu) as [number, number];
  const each_ = (time: number, count: number) => `${((1000 * time) / count).toFixed(1)} us`;
  report(
    what,
    b / large / (a / small),
    limit,
    `${each_(b, large)} / ${each_(a, small)}, ${findings} findings and ${errors} faults at ${small}`,
  );
}
