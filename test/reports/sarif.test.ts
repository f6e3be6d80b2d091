import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { version } from '../../package.json';
import { adaptRule } from '../../src/engine/adapt-rule';
import { Severity } from '../../src/engine/severity';
import { helpUri } from '../../src/reports/package-facts';
import type { ReportInput } from '../../src/reports/report-input';
import { renderSarif } from '../../src/reports/sarif';
import { madeUpRule, saying } from '../support/made-up-rules';
import { appSample, configMap, filesSample, loud, named, odd, sample, waiverFor } from './sample';

const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats(ajv);
// Written for draft 4 of JSON Schema, of which it uses only what later drafts mean alike.
const { $schema: _draft, id: _id, ...schema } = sarifSchema;
const validate = ajv.compile(schema);
const parsed = (input: ReportInput): any => JSON.parse(renderSarif(input));
const runOf = (input: ReportInput): any => parsed(input).runs[0];

const small = sample(
  [loud, odd],
  [
    { json: configMap('a', 'shop', { loud: true }), origin: { file: './deploy/a b.yaml', document: 0 } },
    { json: configMap('b', undefined, { odd: true }), origin: { construct: 'app/b', hostPath: '/etc/b.yaml' } },
    { json: configMap('c', undefined, { odd: 1 }), origin: { construct: 'app/c' } },
  ],
  {
    files: 1,
    waivers: [waiverFor('made-up/odd', ({ name }) => name === 'b')],
    errors: [{ file: 'c.yaml', line: 7, message: 'bad {indent}' }],
    notKubernetes: ['v.yaml'],
  },
);

test.each([
  ['files', filesSample()],
  ['an app', appSample()],
  ['both', small],
  ['nothing', sample([], [])],
])('the log of %s keeps to the schema of SARIF 2.1.0', (_, input) => {
  expect(validate(parsed(input)) ? [] : validate.errors).toEqual([]);
});

test('the schema that is validated against refuses what is wrong', () => {
  const log = parsed(small);
  log.runs[0].results[0].level = 'high';
  expect(validate(log)).toBe(false);
});

/** At the tag of the version, if it is a release: test/reports/package-facts.test.ts. */
const [PAGES] = helpUri(madeUpRule()).split('/made-up/');

test('the whole log', () => {
  const help = (text: string) => expect.stringContaining(text) as unknown;
  const fingerprint = (number: number) => ({
    'cdk8sHardened/v2': expect.stringMatching(new RegExp(`^[0-9a-f]{32}:${number}$`)) as unknown,
  });
  expect(parsed(small)).toEqual({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cdk8s-hardened',
            version,
            informationUri: 'https://github.com/cdk8s-hardened/cdk8s-hardened',
            rules: [
              {
                id: 'made-up/loud',
                name: 'Loud',
                shortDescription: { text: 'ConfigMaps must be quiet' },
                fullDescription: { text: 'Loud ones disturb others.' },
                defaultConfiguration: { level: 'error' },
                helpUri: `${PAGES}/made-up/loud.md`,
                help: {
                  text:
                    'ConfigMaps must be quiet.\n\nLoud ones disturb others.\n\nFix: Turn it down.\n\nFails:\n\n'
                    + 'kind: ConfigMap\nloud: ```\n\nPasses:\n\n{ kind: ConfigMap }\n\nSources:\nhttps://example.com/loud\n'
                    + 'https://example.org/more',
                  markdown:
                    '**ConfigMaps must be quiet.**\n\nLoud ones disturb others.\n\nFix: Turn it down.\n\nFails:\n\n'
                    + '````yaml\nkind: ConfigMap\nloud: ```\n````\n\nPasses:\n\n```yaml\n{ kind: ConfigMap }\n```\n\n'
                    + 'Sources:\n\n- <https://example.com/loud>\n- <https://example.org/more>',
                },
                properties: { 'security-severity': '9.5', 'tags': ['security', 'kubernetes', 'made-up', 'CIS-1.12:5.1.1'] },
              },
              {
                id: 'made-up/odd',
                name: 'Odd',
                shortDescription: { text: 'ConfigMaps must be even' },
                fullDescription: { text: 'Loud ones disturb others.' },
                defaultConfiguration: { level: 'error' },
                helpUri: `${PAGES}/made-up/odd.md`,
                help: { text: help('Make it even.'), markdown: help('Make it even.') },
                properties: { 'security-severity': '8.0', 'tags': ['security', 'kubernetes', 'made-up'] },
              },
            ],
          },
        },
        invocations: [
          {
            executionSuccessful: false,
            toolExecutionNotifications: [
              {
                level: 'error',
                message: { text: 'c.yaml could not be read: bad {{indent}}' },
                locations: [
                  { physicalLocation: { artifactLocation: { uri: 'c.yaml', uriBaseId: '%SRCROOT%' }, region: { startLine: 7 } } },
                ],
              },
              { level: 'note', message: { text: 'v.yaml is not Kubernetes' } },
            ],
          },
        ],
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The directory in which the command ran.' } } },
        columnKind: 'utf16CodeUnits',
        results: [
          {
            ruleId: 'made-up/odd',
            ruleIndex: 1,
            kind: 'fail',
            level: 'error',
            message: { text: 'ConfigMap b in /etc/b.yaml: it is in [no]\\(way) even' },
            locations: [
              {
                logicalLocations: [
                  {
                    name: 'b',
                    fullyQualifiedName: 'app/b',
                    decoratedName: 'v1/ConfigMap/default/b',
                    kind: 'resource',
                    properties: { hostPath: '/etc/b.yaml' },
                  },
                ],
              },
            ],
            partialFingerprints: fingerprint(1),
            suppressions: [{ kind: 'external', status: 'accepted', justification: 'a test needs one (approved by Ada until 2026-12-31)' }],
            properties: { severity: 'high', status: 'waived', path: 'data.odd' },
          },
          {
            ruleId: 'made-up/odd',
            ruleIndex: 1,
            kind: 'review',
            level: 'none',
            message: { text: 'ConfigMap c: unknown: it is in [no]\\(way) even' },
            locations: [
              { logicalLocations: [{ name: 'c', fullyQualifiedName: 'app/c', decoratedName: 'v1/ConfigMap/default/c', kind: 'resource' }] },
            ],
            partialFingerprints: fingerprint(1),
            properties: { severity: 'high', status: 'unknown', path: 'data.odd' },
          },
          {
            ruleId: 'made-up/loud',
            ruleIndex: 0,
            kind: 'fail',
            level: 'error',
            message: { text: 'ConfigMap shop/a: key "loud" is {{true}}' },
            locations: [
              {
                physicalLocation: { artifactLocation: { uri: 'deploy/a%20b.yaml', uriBaseId: '%SRCROOT%' }, region: { startLine: 10 } },
                logicalLocations: [
                  { name: 'a', fullyQualifiedName: 'v1/ConfigMap/shop/a', decoratedName: 'v1/ConfigMap/shop/a', kind: 'resource' },
                ],
              },
            ],
            partialFingerprints: fingerprint(1),
            properties: { severity: 'critical', status: 'violation', path: 'data.loud' },
          },
        ],
        properties: { kubernetes: '1.36', asOf: '2026-11-23', profile: 'test' },
      },
    ],
  });
});

test.each([
  [Severity.LOW, 'note', '2.0'],
  [Severity.MEDIUM, 'warning', '5.5'],
  [Severity.HIGH, 'error', '8.0'],
  [Severity.CRITICAL, 'error', '9.5'],
])('severity %s is level %s and score %s', (severity, level, score) => {
  const run = runOf(
    sample(
      [madeUpRule({ severity, revisions: [{ since: '1.0', check: saying('it') }] })],
      [{ json: configMap('a'), origin: { file: 'a.yaml' } }],
      { files: 1 },
    ),
  );
  expect(run.results[0].level).toBe(level);
  expect(run.tool.driver.rules[0].defaultConfiguration.level).toBe(level);
  expect(run.tool.driver.rules[0].properties['security-severity']).toBe(score);
});

test('rules: each once, every result points at its own; housekeeping is not a security; former ids are kept', () => {
  const { tool, results } = runOf(filesSample());
  const ids = tool.driver.rules.map(({ id }: any) => id);
  expect(ids).toEqual(['made-up/loud', 'made-up/odd', 'made-up/named', 'made-up/secrets']);
  expect(results.map(({ ruleIndex }: any) => ids[ruleIndex])).toEqual(results.map(({ ruleId }: any) => ruleId));
  expect(tool.driver.rules[2].properties).toEqual({ tags: ['maintainability', 'kubernetes', 'made-up'] });
  expect(tool.driver.rules[2].deprecatedIds).toEqual(['made-up/nameless']);
});

test('a rule of another author has no examples', () => {
  const rule = adaptRule({
    id: 'acme/owner',
    title: 'Have an owner',
    severity: Severity.LOW,
    fix: 'Name one.',
    source: 'https://acme.example/owner',
    check: () => [],
  });
  expect(runOf(sample([rule], [])).tool.driver.rules[0].help.text).toBe(
    'Have an owner.\n\nFix: Name one.\n\nSources:\nhttps://acme.example/owner',
  );
});

describe('where it is', () => {
  test.each([
    ['a.yaml', { uri: 'a.yaml', uriBaseId: '%SRCROOT%' }],
    ['./a.yaml', { uri: 'a.yaml', uriBaseId: '%SRCROOT%' }],
    ['a//b/', { uri: 'a/b', uriBaseId: '%SRCROOT%' }],
    ['../a.yaml', { uri: '../a.yaml', uriBaseId: '%SRCROOT%' }],
    ['x:y/50% #1?.yaml', { uri: 'x%3Ay/50%25%20%231%3F.yaml', uriBaseId: '%SRCROOT%' }],
    ['é/\u001b\ud800.yaml', { uri: '%C3%A9/%1B%EF%BF%BD.yaml', uriBaseId: '%SRCROOT%' }],
    ['/abs/a b.yaml', { uri: 'file:///abs/a%20b.yaml' }],
    ['-', { uri: 'stdin', description: { text: 'Standard input.' } }],
  ])('%j', (file, expected) => {
    const run = runOf(sample([loud], [{ json: configMap('a', 'shop', { loud: true }), origin: { file } }], { files: 1 }));
    expect(run.results[0].locations[0].physicalLocation.artifactLocation).toEqual(expected);
  });

  test('about the run as a whole: nowhere', () => {
    const whole = runOf(appSample()).results[0];
    expect([whole.message.text, whole.locations]).toEqual(['it is not calm', []]);
  });

  test('an app has no root of files', () => {
    expect(runOf(appSample())).not.toHaveProperty('originalUriBaseIds');
  });
});

describe('fingerprints', () => {
  const print = (input: ReportInput): string[] =>
    runOf(input).results.map(({ partialFingerprints }: any) => partialFingerprints['cdk8sHardened/v2']);

  test('stay when lines move', () => {
    const input = filesSample();
    const moved = { ...input, line: () => 999 };
    expect(renderSarif(moved)).not.toBe(renderSarif(input));
    expect(print(moved)).toEqual(print(input));
  });

  test('stay when a document is put in front, and when the words change', () => {
    const saying2 = (word: string) =>
      madeUpRule({ revisions: [{ since: '1.0', check: ({ name }) => (name === 'a' ? [{ path: 'data', message: word }] : []) }] });
    const of = (word: string, document: number) =>
      print(sample([saying2(word)], [{ json: configMap('a'), origin: { file: 'a.yaml', document } }], { files: 1 }));
    expect(of('old words', 0)).toEqual(of('new words', 1));
  });

  test('differ by rule, object and field, and are numbered where all is the same: wherever the object is written', () => {
    const rule = (id: string, ...paths: string[]) =>
      madeUpRule({
        id: `made-up/${id}`,
        revisions: [{ since: '1.0', check: () => paths.map((path, index) => ({ path, message: `m${index}` })) }],
      });
    const prints = print(
      sample(
        [rule('one', 'p', 'q', 'q'), rule('two', 'p')],
        [
          { json: configMap('a'), origin: { file: 'a.yaml', document: 0 } },
          { json: configMap('b'), origin: { file: 'a.yaml', document: 1 } },
          { json: configMap('a'), origin: { file: 'b.yaml', document: 0 } },
          { json: configMap('a'), origin: { construct: 'app/a' } },
          { json: configMap('a'), origin: { construct: 'app/b' } },
        ],
        { files: 2 },
      ),
    );
    expect(new Set(prints).size).toBe(20);
    expect(prints.filter((each) => each.endsWith(':2'))).toHaveLength(4);
    expect(prints.filter((each) => each.endsWith(':1'))).toHaveLength(6);
  });
});

test('execution was successful when all was read', () => {
  expect(runOf(sample([named], [], { files: 0 })).invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
});

describe('more results than GitHub takes', () => {
  const many = (count: number, isLoud: (i: number) => boolean) =>
    sample(
      [loud, odd],
      Array.from({ length: count }, (_, i) => ({
        json: configMap(`c${i}`, 'shop', isLoud(i) ? { loud: true } : { odd: true }),
        origin: { file: 'a.yaml', document: i },
      })),
      { files: 1 },
    );

  test('the least severe are left out, and counted; fingerprints are those of the whole', () => {
    const input = many(25_002, (i) => i % 2 === 1);
    const run = runOf(input);
    expect(run.results.length).toBe(25_000);
    expect(run.results.filter(({ ruleId }: { ruleId: string }) => ruleId === 'made-up/loud').length).toBe(12_501);
    expect(run.invocations[0].toolExecutionNotifications).toEqual([
      {
        level: 'warning',
        message: {
          text:
            '2 of 25002 results are left out, the least severe ones: GitHub code scanning rejects a file with more than 25000. The other '
            + 'formats have all of them.',
        },
      },
    ]);
  });

  test('as many as it takes are all there', () => {
    const run = runOf(many(25_000, () => true));
    expect([run.results.length, run.invocations[0].toolExecutionNotifications]).toEqual([25_000, []]);
  });
});
