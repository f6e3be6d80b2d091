import { Registry } from '../../src/engine/registry';
import type { AnyRule } from '../../src/engine/rule';
import { run } from '../../src/engine/run';
import { Severity } from '../../src/engine/severity';
import { everyObject, objectsOfKind } from '../../src/engine/subjects';
import { readWaiver, type Waiver, type WaiverScope } from '../../src/engine/waiver';
import { objectsOf } from '../../src/kubernetes/objects/documents';
import { Inventory } from '../../src/kubernetes/objects/inventory';
import { parseMinor } from '../../src/kubernetes/releases/versions';
import { findings, inventoryOf, runRules } from '../support/findings';
import { madeUpRule, saying } from '../support/made-up-rules';
import { waiverTest } from '../support/product';

const configMap = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' } });
const tallyOf = (rules: AnyRule | AnyRule[], objects: object[], kubernetes?: string) =>
  runRules(rules, objects, { kubernetes }).tally.map(({ rule, ...counts }) => ({ id: rule.id, ...counts }));

describe('the four verdicts are kept apart', () => {
  test('not applicable: the rule selects nothing', () => {
    const rule = madeUpRule({ subject: objectsOfKind('/Secret'), revisions: [{ since: '1.0', check: saying('never') }] });
    expect(tallyOf(rule, [configMap('a')])).toEqual([
      { id: 'made-up/first', subjects: 0, passed: 0, violations: 0, unknown: 0, waived: 0 },
    ]);
  });

  test('pass, violation and unknown are counted over the subjects', () => {
    const rule = madeUpRule({
      revisions: [
        {
          since: '1.0',
          check: ({ name }) => (name === 'good' ? [] : [{ path: 'data', message: 'loud', unknown: name === 'odd' }]),
        },
      ],
    });
    expect(tallyOf(rule, ['good', 'bad', 'odd'].map(configMap))).toEqual([
      { id: 'made-up/first', subjects: 3, passed: 1, violations: 1, unknown: 1, waived: 0 },
    ]);
    expect(findings(rule, ['good', 'bad', 'odd'].map(configMap))).toEqual([
      'ConfigMap shop/bad data: loud',
      '? ConfigMap shop/odd data: loud',
    ]);
  });
});

describe('a rule that fails has decided nothing: unknown, never a pass', () => {
  test('in its check', () => {
    const rule = madeUpRule({
      revisions: [
        {
          since: '1.0',
          check: () => {
            throw new TypeError('no such thing');
          },
        },
      ],
    });
    expect(findings(rule, [configMap('a')])).toEqual([
      '? ConfigMap shop/a: the rule itself failed (TypeError: no such thing), so nothing is decided; please report this',
    ]);
  });

  test('in its subject', () => {
    const rule = madeUpRule({
      subject: {
        name: 'broken',
        select: () => {
          throw new Error('no index');
        },
      },
    });
    expect(findings(rule, [configMap('a')])).toEqual([
      '? (run): the rule itself failed (no index), so nothing is decided; please report this',
    ]);
  });
});

test('what is said of many objects that have to do with one another does not grow with their square', () => {
  const [one] = new Inventory(objectsOf(configMap('a'), {}, () => undefined)).objects;
  const related = Array.from({ length: 25 }, () => ({ object: one!, path: '', what: 'another' }));
  const rule = madeUpRule({ revisions: [{ since: '1.0', check: () => [{ path: '', message: 'x'.repeat(3000), related }] }] });
  const [finding] = runRules(rule, [configMap('a')]).findings;
  expect([finding!.related.length, finding!.message]).toEqual([20, `${'x'.repeat(2000)}…`]);
});

describe('revisions', () => {
  const rule = madeUpRule({
    revisions: [
      { since: '1.23', check: saying('old') },
      { since: '1.35', check: saying('new') },
    ],
  });
  test.each([
    ['1.22', []],
    ['1.23', ['old']],
    ['1.34', ['old']],
    ['1.35', ['new']],
    ['1.37', ['new']],
    ['2.0', ['new']],
  ])('at %s: %j', (kubernetes, said) => {
    expect(runRules(rule, [configMap('a')], { kubernetes }).findings.map(({ message }) => message)).toEqual(said);
  });
});

test('findings are sorted by object, rule, path and words, whatever the order of the input rules', () => {
  const one = madeUpRule({ id: 'made-up/one', revisions: [{ since: '1.0', check: saying('b', 'a') }] });
  const two = madeUpRule({ id: 'made-up/two', revisions: [{ since: '1.0', check: saying('c') }] });
  const expected = [
    'made-up/one ConfigMap shop/z data: a',
    'made-up/one ConfigMap shop/z data: b',
    'made-up/two ConfigMap shop/z data: c',
    'made-up/one ConfigMap shop/a data: a',
    'made-up/one ConfigMap shop/a data: b',
    'made-up/two ConfigMap shop/a data: c',
  ];
  expect(findings([two, one], ['z', 'a'].map(configMap))).toEqual(expected);
  expect(findings([one, two], ['z', 'a'].map(configMap))).toEqual(expected);
});

test('an outcome may be about another object than the subject', () => {
  const rule = madeUpRule({
    subject: everyObject,
    revisions: [
      {
        since: '1.0',
        check: (object, { inventory }) =>
          object.name === 'a' ? [{ path: '', message: 'seen from a', object: inventory.find('', 'ConfigMap', 'shop', 'b') }] : [],
      },
    ],
  });
  expect(findings(rule, ['a', 'b'].map(configMap))).toEqual(['ConfigMap shop/b: seen from a']);
});

describe('waivers', () => {
  const rule = madeUpRule({ aliases: ['made-up/old-name'], revisions: [{ since: '1.0', check: saying('loud') }] });
  const onName = (name: string): WaiverScope => ({ place: 'here', path: '', everywhere: false, covers: (object) => object.name === name });
  const terms = { rule: 'made-up/first', reason: 'Known.', approvedBy: 'ciso', until: '2026-12-31' };
  const runWith = (waivers: readonly Waiver[]) =>
    run({
      inventory: inventoryOf(['a', 'b'].map(configMap)),
      registry: new Registry([rule]),
      profile: { name: 'all', title: '', includes: () => true },
      kubernetes: parseMinor('1.37'),
      asOf: '2026-11-23',
      waivers,
    });
  const statuses = (waivers: readonly Waiver[]) => runWith(waivers).findings.map(({ object, status }) => `${object!.name} ${status}`);
  const read = (value: unknown, scope = onName('a')) => readWaiver(value, scope, waiverTest('made-up/first', 'made-up/old-name'));

  test('a good waiver accepts what it covers and no more, and stays in the result', () => {
    expect(statuses([read(terms)])).toEqual(['a waived', 'b violation']);
    expect(runWith([read(terms)]).findings[0]!.waiver).toEqual(terms);
  });

  test('it may name a former id', () =>
    expect(statuses([read({ ...terms, rule: 'made-up/old-name' })])).toEqual(['a waived', 'b violation']));
  test('it holds through its last day', () =>
    expect(statuses([read({ ...terms, until: '2026-11-23' })])).toEqual(['a waived', 'b violation']));

  test.each<[string, unknown, string]>([
    ['expired', { ...terms, until: '2026-11-22' }, 'expired: the waiver for made-up/first ended on 2026-11-22'],
    [
      'too long',
      { ...terms, until: '2027-11-25' },
      'over-broad: the waiver for made-up/first runs until 2027-11-25, more than 366 days from 2026-11-23',
    ],
    ['for all rules', { ...terms, rule: '*' }, 'over-broad: the waiver is for "*", not for one rule'],
    ['for a practice', { ...terms, rule: 'made-up/' }, 'over-broad: the waiver is for "made-up/", not for one rule'],
    ['for no rule that exists', { ...terms, rule: 'made-up/frist' }, 'incomplete: the waiver names "made-up/frist", which is not a rule'],
    ['without rule', { ...terms, rule: undefined }, 'incomplete: the waiver names no rule'],
    ['with a blank reason', { ...terms, reason: '  ' }, 'incomplete: the waiver gives no reason'],
    ['with a reason that is not a string', { ...terms, reason: 7 }, 'incomplete: the waiver gives no reason'],
    ['without approver', { ...terms, approvedBy: '' }, 'incomplete: the waiver names no approver (approvedBy)'],
    ['until a day that is none', { ...terms, until: '2026-02-30' }, 'incomplete: the waiver has no end date (until: YYYY-MM-DD)'],
    ['that is not a mapping', 'yes', 'incomplete: the waiver is not a mapping with rule, reason, approvedBy and until'],
  ])('a waiver %s accepts nothing', (_, value, fault) => {
    expect(statuses([read(value)])).toEqual(['a violation', 'b violation']);
    expect(read(value).faults.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([fault]);
  });

  test('a waiver without scope covers only what is about the run as a whole', () => {
    const everywhere = read(terms, { place: 'file', path: '', everywhere: true, covers: () => true });
    expect(statuses([everywhere])).toEqual(['a violation', 'b violation']);
    expect(runWith([everywhere]).waivers.map(({ accepted, refused }) => ({ accepted, refused }))).toEqual([{ accepted: 0, refused: 2 }]);
  });

  test('what a waiver did is counted', () => {
    expect(runWith([read(terms), read(terms, onName('c'))]).waivers.map(({ accepted, ruleRan }) => ({ accepted, ruleRan }))).toEqual([
      { accepted: 1, ruleRan: true },
      { accepted: 0, ruleRan: true },
    ]);
  });
});

test('a profile chooses the rules that run', () => {
  const result = run({
    inventory: inventoryOf([configMap('a')]),
    registry: new Registry([madeUpRule({ severity: Severity.LOW, revisions: [{ since: '1.0', check: saying('loud') }] })]),
    profile: { name: 'none', title: '', includes: () => false },
    kubernetes: parseMinor('1.37'),
    asOf: '2026-11-23',
    waivers: [],
  });
  expect([result.findings, result.tally]).toEqual([[], []]);
});
