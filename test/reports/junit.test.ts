import { SaxesParser } from 'saxes';
import { renderJunit } from '../../src/reports/junit';
import { madeUpRule } from '../support/made-up-rules';
import { appSample, configMap, filesSample, loud, odd, sample, secrets, waiverFor } from './sample';

/** The elements of a text, as a real parser reads them. */
export function elements(xml: string): { name: string; attributes: Record<string, string> }[] {
  const found: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => found.push({ name, attributes: attributes as Record<string, string> }));
  parser.write(xml).close();
  return found;
}

const at = (name: string, document: number, data: object) => ({
  json: configMap(name, 'shop', data),
  origin: { file: 'a.yaml', document },
});
const small = sample([loud, odd, secrets], [at('a', 0, { loud: true }), at('b', 1, {})], {
  files: 1,
  errors: [{ file: '<.yaml', line: 3, message: 'no "end"' }],
});

test('the whole report', () => {
  expect(renderJunit(small)).toBe(`\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cdk8s-hardened: Kubernetes 1.36, profile test, as of 2026-11-23" tests="3" failures="1" errors="1" skipped="0" time="0">
  <testsuite name="input" tests="1" failures="0" errors="1" skipped="0" time="0">
    <testcase classname="input" name="&lt;.yaml:3" file="&lt;.yaml" time="0">
      <error message="no &quot;end&quot;" type="unreadable"/>
    </testcase>
  </testsuite>
  <testsuite name="made-up" tests="2" failures="1" errors="0" skipped="0" time="0">
    <testcase classname="made-up/loud" name="ConfigMap shop/a (a.yaml)" file="a.yaml" time="0">
      <failure message="key &quot;loud&quot; is {true}" type="critical">key &quot;loud&quot; is {true}
  data.loud
  a.yaml:10
Fix: Turn it down.</failure>
    </testcase>
    <testcase classname="made-up/odd" name="ConfigMaps must be even" time="0"/>
  </testsuite>
</testsuites>
`);
});

test('what is unknown or waived is skipped, with the reason; never a silent pass', () => {
  const input = sample([loud, odd], [at('a', 0, { loud: true }), at('b', 1, { odd: 1 })], {
    files: 1,
    waivers: [waiverFor('made-up/loud', () => true)],
  });
  const found = elements(renderJunit(input));
  expect(found.filter(({ name }) => name === 'skipped').map(({ attributes }) => attributes)).toEqual([
    { message: 'waived: key "loud" is {true}: a test needs one (approved by Ada until 2026-12-31)' },
    { message: 'unknown: it is in [no](way) even' },
  ]);
  expect(found[0]!.attributes).toMatchObject({ tests: '2', failures: '0', errors: '0', skipped: '2' });
});

test('one case for a rule and an object: the worst counts, the others are told', () => {
  const rule = madeUpRule({
    revisions: [
      {
        since: '1.0',
        check: () => [
          { path: 'x', message: 'maybe', unknown: true },
          { path: 'y', message: 'surely' },
        ],
      },
    ],
  });
  const xml = renderJunit(sample([rule], [at('a', 0, {})], { files: 1 }));
  expect(elements(xml).map(({ name, attributes }) => [name, attributes.message ?? attributes.name])).toEqual([
    ['testsuites', 'cdk8s-hardened: Kubernetes 1.36, profile test, as of 2026-11-23'],
    ['testsuite', 'made-up'],
    ['testcase', 'ConfigMap shop/a (a.yaml)'],
    ['failure', 'surely (and 1 more)'],
  ]);
  expect(xml).toContain('surely\n  y\n  a.yaml:2\nunknown: maybe\n  x\n  a.yaml:2\nFix: Be quiet.');
});

test('cases of one name are numbered, and a name holds no line: dashboards know a case by it', () => {
  const input = sample([loud], [at('a', 0, { loud: true }), at('a', 1, { loud: true })], { files: 1 });
  const names = (xml: string) =>
    elements(xml)
      .filter(({ name }) => name === 'testcase')
      .map(({ attributes }) => attributes.name);
  expect(names(renderJunit(input))).toEqual(['ConfigMap shop/a (a.yaml)', 'ConfigMap shop/a (a.yaml) #2']);
  expect(names(renderJunit({ ...input, line: () => 77 }))).toEqual(names(renderJunit(input)));
});

test('no objects: said, not passed', () => {
  expect(
    elements(renderJunit(sample([loud], [], { files: 1, notKubernetes: ['v.yaml'] })))
      .slice(1)
      .map(({ name, attributes }) => [name, attributes.name ?? attributes.message]),
  ).toEqual([
    ['testsuite', 'input'],
    ['testcase', 'v.yaml'],
    ['skipped', 'not Kubernetes'],
    ['testcase', 'objects'],
    ['skipped', 'No Kubernetes objects found: nothing was checked'],
  ]);
});

test.each([
  ['files', filesSample()],
  ['an app', appSample()],
])('the sums of %s are those of the cases', (_, input) => {
  const found = elements(renderJunit(input));
  const count = (element: string) => String(found.filter(({ name }) => name === element).length);
  expect(found[0]!.attributes).toMatchObject({
    tests: count('testcase'),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  });
  const suites = found.filter(({ name }) => name === 'testsuite');
  expect(suites.reduce((sum, { attributes }) => sum + Number(attributes.tests), 0)).toBe(Number(count('testcase')));
});
