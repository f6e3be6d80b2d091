import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { check } from '../../../src/cli/check/check';
import { renderSarif } from '../../../src/reports/sarif';
import { layersOf } from '../../support/layers';

const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats(ajv);
const { $schema: _draft, id: _id, ...schema } = sarifSchema;
const validate = ajv.compile(schema);

let dir: string;
const cwd = process.cwd();
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'fixes-')));
  process.chdir(dir);
});
afterEach(() => {
  process.chdir(cwd);
  fs.rmSync(dir, { recursive: true });
});

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}
interface Result {
  readonly ruleId: string;
  readonly message: { readonly text: string };
  readonly fixes?: {
    readonly description: { readonly text: string };
    readonly artifactChanges: {
      readonly artifactLocation: { readonly uri: string };
      readonly replacements: { readonly deletedRegion: Region; readonly insertedContent: { readonly text: string } }[];
    }[];
  }[];
}

const sarifOf = () => JSON.parse(renderSarif(check({ paths: ['.'], layers: layersOf({ kubernetes: '1.37', asOf: '2026-11-23' }) }).report));

/** The SARIF log of what `check` says about the folder. */
function log(): { results: Result[]; notes: string[] } {
  const [{ results, invocations }] = sarifOf().runs;
  return { results, notes: invocations[0].toolExecutionNotifications.map((each: { message: { text: string } }) => each.message.text) };
}

const identity = ({ ruleId, message }: Result) => `${ruleId} ${message.text}`;

/** A text with the replacements of one fix, made as an editor makes them. */
function applied(text: string, { fixes }: Result): string {
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = (line: number, column: number) => lineStarts[line - 1]! + column - 1;
  return [...fixes![0]!.artifactChanges[0]!.replacements]
    .reverse()
    .reduce((result, { deletedRegion: { startLine, startColumn, endLine, endColumn }, insertedContent }) => {
      return result.slice(0, offset(startLine, startColumn)) + insertedContent.text + result.slice(offset(endLine, endColumn));
    }, text);
}

const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n';
const POD = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop }\nspec:\n  containers:\n    - name: api\n      image: api:1.4\n`;
const JSON_POD = (name: string) =>
  '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"'
  + `${name}","namespace":"shop"},"spec":{"containers":[{"name":"api","image":"api:1.4"}]}}`;
const FIXED = [
  'workloads/capabilities-restricted',
  'workloads/privilege-escalation',
  'workloads/read-only-root-filesystem',
  'workloads/run-as-non-root',
  'workloads/seccomp-restricted',
  'workloads/service-account-token',
];

test.each([
  ['block style', POD('a')],
  ['the second document, behind a comment', `# first\n${NAMESPACE}---\n# second\n${POD('a')}`],
  [
    'flow style',
    '{ apiVersion: v1, kind: Pod, metadata: { name: a, namespace: shop }, spec: { containers: [{ name: api, image: "api:1.4" }] } }\n',
  ],
  ['lines that end with CR LF', `${NAMESPACE}---\n${POD('a')}`.replaceAll('\n', '\r\n')],
  ['no line break at the end', POD('a').trimEnd()],
  [
    'a security context that sets something else',
    POD('a').replace('image: api:1.4\n', 'image: api:1.4\n      securityContext: { runAsUser: 1000 }\n'),
  ],
  ['an item of a list', `apiVersion: v1\nkind: List\nitems:\n- ${POD('a').trimEnd().replaceAll('\n', '\n  ')}\n`],
  ['JSON', JSON_POD('a')],
])('%s: each fix makes its finding go away, and changes nothing else', (_, text) => {
  fs.writeFileSync('a.yaml', text);
  const before = log().results;
  const fixable = before.filter(({ fixes }) => fixes !== undefined);
  // Without the ServiceAccount, the token is among the findings that are listed under this one.
  const ids = fixable.map(({ ruleId }) => ruleId.replace('namespaces/default-service-account-token', 'workloads/service-account-token'));
  expect(ids.sort()).toEqual(FIXED);
  for (const result of fixable) {
    expect(result.fixes![0]!.description.text).toMatch(/^Set `.*\.$/);
    expect(result.fixes![0]!.artifactChanges.map(({ artifactLocation }) => artifactLocation.uri)).toEqual(['a.yaml']);
    fs.writeFileSync('a.yaml', applied(text, result));
    expect(text.includes('\r\n') ? fs.readFileSync('a.yaml', 'utf8').replaceAll('\r\n', '') : '').not.toContain('\n');
    const after = new Set(log().results.map(identity));
    expect(before.map(identity).filter((each) => !after.has(each))).toContain(identity(result));
    expect([...after].filter((each) => !before.map(identity).includes(each))).toEqual([]);
  }
});

test('the log keeps to the schema of SARIF 2.1.0', () => {
  fs.writeFileSync('a.yaml', POD('a'));
  // The rules, most of the log, are validated elsewhere.
  const sarif = sarifOf();
  sarif.runs[0].tool.driver.rules = [];
  expect(validate(sarif) ? [] : validate.errors).toEqual([]);
  expect(sarif.runs[0].results.filter(({ fixes }: Result) => fixes !== undefined)).toHaveLength(FIXED.length);
});

test('containers are fixed one by one', () => {
  fs.writeFileSync('a.yaml', `${POD('a')}    - { name: second, image: second:1 }\n`);
  const result = log().results.find(
    ({ ruleId, message }) => ruleId === 'workloads/privilege-escalation' && message.text.includes('second'),
  )!;
  expect(applied(fs.readFileSync('a.yaml', 'utf8'), result)).toBe(
    `${POD('a')}    - { name: second, image: second:1, securityContext: { allowPrivilegeEscalation: false } }\n`,
  );
});

describe('no fix', () => {
  const fixesIn = () => log().results.filter(({ fixes }) => fixes !== undefined);

  test('for a second JSON value on a line, which no whole line is', () => {
    fs.writeFileSync('a.json', `${JSON_POD('a')} ${JSON_POD('b')}\n`);
    expect(new Set(fixesIn().map(({ message }) => message.text.split(':')[0]))).toEqual(new Set(['Pod shop/a']));
  });

  test('in a patch, which would override what it is laid over', () => {
    fs.writeFileSync('a.yaml', POD('a'));
    fs.writeFileSync(
      'kustomization.yaml',
      'kind: Kustomization\napiVersion: kustomize.config.k8s.io/v1beta1\npatches: [{ path: a.yaml }]\n',
    );
    expect(fixesIn()).toEqual([]);
    fs.rmSync('kustomization.yaml');
    fs.writeFileSync('a.yaml', POD('a').replace('      image: api:1.4\n', ''));
    expect(fixesIn()).toEqual([]);
  });

  test('in a file of which a part cannot be read', () => {
    fs.writeFileSync('a.yaml', `${POD('a')}---\n{{ if }}\n`);
    expect(fixesIn()).toEqual([]);
  });

  test('for what a waiver accepts, and for what is set', () => {
    const waiver = '- { rule: workloads/seccomp-restricted, reason: it is old, approvedBy: ciso@example.com, until: 2027-01-31 }';
    fs.writeFileSync(
      'a.yaml',
      POD('a')
        .replace('namespace: shop }', `namespace: shop, annotations: { cdk8s-hardened/waivers: '${waiver}' } }`)
        .replace('image: api:1.4\n', 'image: api:1.4\n      securityContext: { allowPrivilegeEscalation: true }\n'),
    );
    expect(fixesIn().map(({ ruleId }) => ruleId)).toEqual([
      'namespaces/default-service-account-token',
      ...FIXED.filter((rule) => !/seccomp|escalation|token/.test(rule)),
    ]);
  });
});

test('beyond a thousand findings, a note says that the others have none', () => {
  fs.writeFileSync('a.yaml', Array.from({ length: 250 }, (_, index) => POD(`p${index}`)).join('---\n'));
  const { results, notes } = log();
  expect(results.filter(({ fixes }) => fixes !== undefined)).toHaveLength(1000);
  expect(notes).toContain('Fixes are included for the first 1000 of 1251 findings that may have one: `cdk8s-hardened fix` makes them all.');
});
