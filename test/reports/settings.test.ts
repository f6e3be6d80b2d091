import * as fs from 'node:fs';
import * as path from 'node:path';
import { integerOption, listOption } from '../../src/engine/options';
import { Severity } from '../../src/engine/severity';
import { renderJson } from '../../src/reports/json';
import { renderJunit } from '../../src/reports/junit';
import { renderMarkdown } from '../../src/reports/markdown';
import { renderSarif } from '../../src/reports/sarif';
import { renderText } from '../../src/reports/text';
import { madeUpRule } from '../support/made-up-rules';
import { configMap, loud, named, odd, sample } from './sample';

const limited = madeUpRule({
  id: 'made-up/limited',
  options: { most: integerOption('The most of it.', 2), names: listOption('Names that are allowed.', []) },
});
const placed = [{ json: configMap('both', 'shop', { loud: true, odd: 1 }), origin: { file: 'a.yaml', document: 0 } }];
const input = sample([loud, odd, named, limited], placed, {
  files: 1,
  settingsFile: 'cdk8s-hardened.yaml',
  settings: {
    rules: {
      'made-up/odd': 'off',
      'made-up/loud': 'low',
      // What is set to what it is already is not a change.
      'made-up/named': 'low',
      'made-up/limited': { options: { most: 3, names: ['a', 'b'] } },
    },
    defaultNamespace: 'shop',
    failOn: Severity.MEDIUM,
    failOnUnknown: true,
  },
});
const NOTES = [
  'Settings of cdk8s-hardened.yaml',
  '1 rule switched off: made-up/odd',
  '2 rules set otherwise: made-up/loud (severity low), made-up/limited (most: 3; names: a b)',
  'Objects that state no namespace are put into shop',
  'Fails on violations that are medium or worse and on what is unknown',
];

test('text', () => {
  const lines = renderText(input, { width: 200 }).trimEnd().split('\n');
  expect(lines.slice(-6, -1)).toEqual(NOTES);
  expect(lines).toContain('    ! low       key "loud" is {true}');
});

test('markdown', () => expect(renderMarkdown(input)).toContain(`${NOTES.join('. ').replaceAll(':', '&#58;')}.`));

test('json: as its schema has it', () => {
  const { settings, summary } = JSON.parse(renderJson(input));
  expect(settings).toEqual({
    file: 'cdk8s-hardened.yaml',
    off: ['made-up/odd'],
    changed: [
      { rule: 'made-up/loud', severity: 'low' },
      { rule: 'made-up/limited', options: { most: 3, names: ['a', 'b'] } },
    ],
    defaultNamespace: 'shop',
    failOn: 'medium',
    failOnUnknown: true,
  });
  expect(summary.failing).toBe(0);
  const schema = JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'report.schema.json'), 'utf8'));
  // `selection` is there only where rules were requested, and `cluster` where it is set.
  const always = Object.keys(schema.properties.settings.properties).filter((key) => !['selection', 'cluster'].includes(key));
  expect(always).toEqual(Object.keys(settings));
});

test('sarif: as overrides of the rules, and the severity where findings have it', () => {
  const [run] = JSON.parse(renderSarif(input)).runs;
  expect(run.invocations[0].ruleConfigurationOverrides).toEqual([
    { descriptor: { id: 'made-up/odd' }, configuration: { enabled: false } },
    { descriptor: { id: 'made-up/loud' }, configuration: { level: 'note' } },
    { descriptor: { id: 'made-up/limited' }, configuration: { parameters: { most: 3, names: ['a', 'b'] } } },
  ]);
  expect(run.properties.settings).toBe('cdk8s-hardened.yaml');
  expect(run.results.map(({ ruleId, level }: { ruleId: string; level: string }) => [ruleId, level])).toEqual([['made-up/loud', 'note']]);
});

test('junit: a rule that is off is skipped, which is not a pass', () => {
  const xml = renderJunit(input);
  expect(xml).toContain(
    '<testcase classname="made-up/odd" name="the whole rule" time="0">\n      <skipped message="switched off in the settings"/>',
  );
  expect(xml).toContain('1 rule switched off: made-up/odd');
});

test('nothing is said where nothing was set', () => {
  const plain = sample([loud], placed, { files: 1 });
  expect(renderText(plain).trimEnd().split('\n').at(-2)).toBe('Kubernetes 1.36, profile test, as of 2026-11-23');
  expect(JSON.parse(renderSarif(plain)).runs[0].invocations[0]).not.toHaveProperty('ruleConfigurationOverrides');
});
