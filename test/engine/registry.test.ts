import { Registry } from '../../src/engine/registry';
import { madeUpRule } from '../support/made-up-rules';

const faults = (...rules: Parameters<typeof madeUpRule>[0][]) => {
  try {
    new Registry(rules.map((parts) => madeUpRule(parts)));
    return [];
  } catch (error) {
    return (error as Error).message.split('\n  ').slice(1);
  }
};
const check = () => [];

test('a well-formed rule is found by id and alias', () => {
  const rule = madeUpRule({ aliases: ['made-up/old'] });
  const registry = new Registry([rule]);
  expect([registry.find('made-up/first'), registry.find('made-up/old'), registry.find('made-up/none')]).toEqual([rule, rule, undefined]);
  expect(['made-up/old', 'made-up/none'].map((id) => registry.canonical(id))).toEqual(['made-up/first', 'made-up/none']);
});

test.each<[string, Parameters<typeof madeUpRule>[0], string]>([
  ['an id without practice', { id: 'first' }, 'rule first: the id "first" is not of the form practice/name'],
  ['an id in capitals', { id: 'Made/Up' }, 'rule Made/Up: the id "Made/Up" is not of the form practice/name'],
  ['an empty title', { title: ' ' }, 'rule made-up/first: the title is empty or ends with a full stop'],
  ['a title that is a sentence', { title: 'Be quiet.' }, 'rule made-up/first: the title is empty or ends with a full stop'],
  ['a fix that is not a sentence', { fix: 'be quiet' }, 'rule made-up/first: the fix is not a sentence with a full stop'],
  ['an unknown severity', { severity: 'huge' as never }, 'rule made-up/first: the severity is not one of low, medium, high, critical'],
  [
    'a reason that is enough for what is critical',
    { severity: 'critical' as never, takesReason: true },
    'rule made-up/first: what is critical is not accepted for a reason alone',
  ],
  ['a control without catalogue', { controls: ['5.2.1'] }, 'rule made-up/first: the control "5.2.1" is not of the form CATALOGUE:ID'],
  ['a control that is named twice', { controls: ['CIS-1.12:5.2.1', 'CIS-1.12:5.2.1'] }, 'rule made-up/first: a control is named twice'],
  ['no source', { sources: [] }, 'rule made-up/first: sources must be URLs, at least one'],
  ['a source that is not a URL', { sources: ['the docs'] }, 'rule made-up/first: sources must be URLs, at least one'],
  ['no good example', { good: '' }, 'rule made-up/first: the bad or the good example is missing'],
  [
    'examples with an option that there is not',
    { exampleOptions: { least: 1 } },
    'rule made-up/first: the options of the examples: there is no option "least"',
  ],
  ['no revision', { revisions: [] }, 'rule made-up/first: there is no revision'],
  [
    'revisions out of order',
    {
      revisions: [
        { since: '1.9', check },
        { since: '1.10', check },
        { since: '1.10', check },
      ],
    },
    'rule made-up/first: revision 1.10 does not come after 1.10',
  ],
])('refused: %s', (_, parts, fault) => expect(faults(parts)).toEqual([fault]));

test('two rules cannot share an id or alias', () => {
  expect(faults({}, { id: 'made-up/second', aliases: ['made-up/first'] })).toEqual([
    'rule made-up/second: the id made-up/first is taken already',
  ]);
});

test('rules behind those that are known to be well-formed are judged, and may not take their ids', () => {
  const known = madeUpRule({ fix: 'be quiet' });
  expect(() => new Registry([known], 1)).not.toThrow();
  expect(() => new Registry([known, madeUpRule({ id: 'acme/other', fix: 'be quiet' })], 1)).toThrow(
    /:\n  rule acme\/other: the fix is not/,
  );
  expect(() => new Registry([known, madeUpRule({})], 1)).toThrow('rule made-up/first: the id made-up/first is taken already');
});
