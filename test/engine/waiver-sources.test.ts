import { annotationWaivers, readWaiverFile } from '../../src/engine/waiver-sources';
import { inventoryOf } from '../support/findings';
import { waiverTest } from '../support/product';

const annotated = (text: string) =>
  inventoryOf([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop', annotations: { 'cdk8s-hardened/waivers': text } } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b', namespace: 'shop' } },
  ]);
const good = '{rule: made-up/first, reason: Known., approvedBy: ciso, until: 2026-12-31}';

describe('annotations', () => {
  test('a waiver holds for the object that carries it', () => {
    const inventory = annotated(`[${good}]`);
    const [waiver, ...more] = annotationWaivers(inventory, waiverTest('made-up/first'));
    expect(more).toEqual([]);
    expect(waiver!.faults).toEqual([]);
    expect(waiver!.terms).toEqual({ rule: 'made-up/first', reason: 'Known.', approvedBy: 'ciso', until: '2026-12-31' });
    expect(inventory.objects.map((object) => waiver!.scope.covers(object))).toEqual([true, false]);
    expect([waiver!.scope.place, waiver!.scope.path]).toEqual([
      'annotation of ConfigMap shop/a',
      'metadata.annotations["cdk8s-hardened/waivers"]',
    ]);
  });

  test.each([
    ['', 1],
    ['[]', 1],
    ['yes', 1],
    [good, 1],
    ['[', 1],
    ['- 1\n- 2', 2],
    [`[${good}]\n---\n[${good}]`, 1],
  ])('%j is not a list of waivers: %d incomplete', (text, count) => {
    const faults = annotationWaivers(annotated(text), waiverTest('made-up/first')).map((waiver) =>
      waiver.faults.map(({ kind, message }) => `${kind}: ${message}`),
    );
    expect(faults).toEqual(Array(count).fill(['incomplete: the waiver is not a mapping with rule, reason, approvedBy and until']));
  });
});

describe('reasons in annotations', () => {
  const accepted = (text: string) =>
    annotationWaivers(
      inventoryOf([
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', annotations: { 'cdk8s-hardened/accepted': text } } },
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' } },
      ]),
      { ...waiverTest('made-up/first', 'made-up/second'), takesReason: (id) => id === 'made-up/first' },
    );

  test('a reason holds for the object that carries it, without approver and end', () => {
    const [waiver, ...more] = accepted('{"made-up/first":"Known."}');
    expect(more).toEqual([]);
    expect([waiver!.faults, waiver!.terms]).toEqual([[], { rule: 'made-up/first', reason: 'Known.' }]);
    expect([waiver!.scope.place, waiver!.scope.path, waiver!.scope.everywhere]).toEqual([
      'annotation of ConfigMap a',
      'metadata.annotations["cdk8s-hardened/accepted"]',
      false,
    ]);
  });

  const alone = 'a reason alone does not accept findings of made-up/second: it takes a waiver with approver and end date';
  test.each<[string, string[][]]>([
    ['{"made-up/first":" "}', [['the reason for made-up/first is blank']]],
    ['{"made-up/first":1}', [['the reason for made-up/first is blank']]],
    ['{"made-up/second":"Known."}', [[alone]]],
    ['{"made-up/second":""}', [[alone, 'the reason for made-up/second is blank']]],
    ['{"made-up/first":"Known.","made-up/*":"All."}', [[], ['a reason is given for "made-up/*", which is not a rule']]],
    ['{}', [['a reason is given for "{}", which is not a rule', 'the reason for {} is blank']]],
    ['Known.', [['a reason is given for "Known.", which is not a rule', 'the reason for Known. is blank']]],
    ['[', [['a reason is given for "[", which is not a rule', 'the reason for [ is blank']]],
  ])('%s', (text, faults) => {
    expect(accepted(text).map((waiver) => waiver.faults.map(({ message }) => message))).toEqual(faults);
    expect(
      accepted(text)
        .flatMap((waiver) => waiver.faults.map(({ kind }) => kind))
        .every((kind) => kind === 'incomplete'),
    ).toBe(true);
  });
});

describe('the waiver file', () => {
  const read = (text: string) => readWaiverFile('w.yaml', text, waiverTest('made-up/first'));
  const entry = (object: string) =>
    `waivers:\n  - rule: made-up/first\n    object: ${object}\n    reason: Known.\n    approvedBy: ciso\n    until: 2026-12-31\n`;
  const covered = (object: string) => {
    const [waiver] = read(entry(object)).waivers;
    return [waiver!.faults.map(({ kind }) => kind), waiver!.scope.everywhere, annotated('x').objects.map((o) => waiver!.scope.covers(o))];
  };

  test.each<[string, unknown]>([
    ['{ kind: ConfigMap, namespace: shop, name: a }', [[], false, [true, false]]],
    ['{ apiVersion: v1, kind: ConfigMap, namespace: shop, name: a }', [[], false, [true, false]]],
    ['{ apiVersion: v2, kind: ConfigMap, namespace: shop, name: a }', [[], false, [false, false]]],
    ['{ kind: ConfigMap, name: a }', [[], false, [false, false]]],
    ['{ kind: ConfigMap, namespace: other, name: a }', [[], false, [false, false]]],
    ['{ kind: ConfigMap, namespace: shop }', [['incomplete'], true, [false, false]]],
    ['{ name: a }', [['incomplete'], true, [false, false]]],
  ])('object %s', (object, expected) => expect(covered(object)).toEqual(expected));

  test.each<[string, boolean]>([
    ['{ kind: ConfigMap, namespace: shop, name: a }', true],
    ['{ kind: ConfigMap, name: a }', true],
    ['{ kind: ConfigMap, namespace: default, name: a }', false],
  ])('object %s, of which the manifest states no namespace and the run a default one', (object, isCovered) => {
    const [waiver] = read(entry(object)).waivers;
    const inventory = inventoryOf([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }]).inNamespace('shop');
    expect(waiver!.scope.covers(inventory.objects[0]!)).toBe(isCovered);
  });

  test('an entry without object is for the run as a whole', () => {
    const [waiver] = read(`waivers: [${good}]`).waivers;
    expect([waiver!.scope.everywhere, waiver!.faults, waiver!.scope.place]).toEqual([true, [], 'w.yaml entry 1']);
  });

  test.each<[string, number, string]>([
    ['', 1, 'a waiver file is one document: a mapping with a list named waivers'],
    ['[]', 1, 'a waiver file is one document: a mapping with a list named waivers'],
    ['waivers: {}', 1, 'a waiver file is one document: a mapping with a list named waivers'],
    ['waivers: []\nwaiver: []', 2, 'a waiver file has no field "waiver"'],
    ['waivers: []\n---\nwaivers: []', 3, 'a waiver file is one document: a mapping with a list named waivers'],
  ])('%j cannot be read', (text, line, message) => expect(read(text)).toEqual({ waivers: [], faults: [{ line, message }] }));

  const terms = (more = '') => `  - rule: made-up/first\n    reason: Known.\n    approvedBy: ciso\n    until: 2026-12-31\n${more}`;
  const keys = 'There are rule, rules, object, reason, approvedBy, until.';
  const fields = 'There are apiVersion, kind, namespace, name, file.';
  test.each<[string, string, number, string]>([
    [
      'an unknown key in the third',
      `waivers:\n${terms()}${terms()}${terms('    approver: 5\n')}`,
      14,
      `there is no key "approver" in waivers[2], so what is written there would decide nothing. Did you mean "approvedBy"? ${keys}`,
    ],
    [
      'an unknown key of the object',
      `waivers:\n${terms('    object:\n      kind: Pod\n      nam: a\n')}`,
      8,
      `there is no key "nam" in waivers[0].object, so what is written there would decide nothing. Did you mean "name"? ${fields}`,
    ],
    [
      'a number as approver',
      `waivers:\n${terms().replace('ciso', '5')}`,
      4,
      'waivers[0].approvedBy is a number (5), not a string, so it cannot be used. Write a text, in quotes.',
    ],
    [
      'a text as object',
      `waivers:\n${terms('    object: all\n')}`,
      6,
      'waivers[0].object is a string, not a mapping, so it cannot be used. '
        + 'Write a mapping of apiVersion, kind, namespace, name, file.',
    ],
    [
      'a list as namespace',
      `waivers:\n${terms('    object: { kind: Pod, namespace: [], name: a }\n')}`,
      6,
      'waivers[0].object.namespace is a list, not a string, so it cannot be used. Write a text that is not empty.',
    ],
    [
      'an empty file',
      `waivers:\n${terms('    object: { file: "" }\n')}`,
      6,
      'waivers[0].object.file is an empty text, so it names nothing. Write a text that is not empty.',
    ],
    [
      'a text as rules',
      'waivers:\n  - rules: made-up/first\n',
      2,
      'waivers[0].rules is a string, not a list, so it cannot be used. Write a list, each entry a text.',
    ],
    [
      'a number among rules',
      'waivers:\n  - rules:\n      - made-up/first\n      - 1\n',
      4,
      'waivers[0].rules[1] is a number (1), not a string, so it cannot be used. Write a text, in quotes.',
    ],
    [
      'no mapping',
      'waivers:\n  - made-up/first\n',
      2,
      'waivers[0] is a string, not a mapping, so it cannot be used. Write a mapping of rule, rules, object, reason, approvedBy, until.',
    ],
    [
      'a key twice',
      `waivers:\n${terms('    rule: made-up/second\n')}`,
      6,
      'waivers[0].rule is written twice, so one of the two would have no effect. Remove one.',
    ],
  ])('%s: no waiver of the file counts', (_, text, line, message) => {
    const faults = [{ line, message: `${message} Until then no waiver of this file counts.` }];
    expect(read(`${text}${terms()}`)).toEqual({ waivers: [], faults });
  });
  test('every entry that is malformed is said', () => {
    const { faults } = read(`waivers:\n  - 1\n${terms()}  - { object: 1 }\n`);
    expect(faults.map(({ line }) => line)).toEqual([2, 7]);
  });
});
