import type { Finding } from '../../src/engine/finding';
import { FindingStatus } from '../../src/engine/finding-status';
import { foldConsequences, unfolded } from '../../src/engine/fold';
import { Severity } from '../../src/engine/severity';
import { toKubeObject } from '../../src/kubernetes/objects/object';

const pod = toKubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }, {})!;
const other = toKubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'b' } }, {})!;

function finding(parts: Partial<Finding>): Finding {
  const waiver = parts.status === 'waived' ? { reason: 'r', approvedBy: 'a', until: '2027-01-01' } : undefined;
  return {
    rule: 'made-up/reader',
    title: 't',
    severity: Severity.MEDIUM,
    status: FindingStatus.UNKNOWN,
    object: pod,
    path: 'spec.a',
    message: 'm',
    fix: 'f',
    waiver,
    ...parts,
  } as Finding;
}

const cause = (parts: Partial<Finding> = {}) =>
  finding({ rule: 'made-up/schema', status: FindingStatus.VIOLATION, malformed: true, ...parts });

const marks = (findings: readonly Finding[], fails: (each: Finding) => boolean = () => true) =>
  foldConsequences(findings, fails).map(({ follows, consequences }) => follows ?? consequences?.length ?? '-');

test.each<readonly [string, Finding, unknown]>([
  ['at the place', finding({}), 'made-up/schema'],
  ['below it', finding({ path: 'spec.a.b[0]' }), 'made-up/schema'],
  ['above it', finding({ path: 'spec' }), '-'],
  ['of the object as a whole', finding({ path: '' }), '-'],
  ['beside it', finding({ path: 'spec.b' }), '-'],
  ['with a name that begins alike', finding({ path: 'spec.ab' }), '-'],
  ['of another object', finding({ object: other }), '-'],
  ['of no object', finding({ object: undefined }), '-'],
  ['a violation', finding({ status: FindingStatus.VIOLATION }), '-'],
  ['a violation that states the same', finding({ status: FindingStatus.VIOLATION, malformed: true }), 'made-up/schema'],
  ['waived', finding({ status: FindingStatus.WAIVED }), '-'],
  ['unknown, of the same rule', finding({ rule: 'made-up/schema' }), '-'],
])('what follows from a malformed field: %s', (_, consequence, expected) => {
  expect(marks([cause(), consequence])).toEqual([expected === '-' ? '-' : 1, expected]);
});

test('of the fields around it, those near it that are within another follow from it when they are unknown', () => {
  const deep = cause({ path: 'spec.a.b.c.d' });
  const of = (path: string, status = FindingStatus.UNKNOWN) => marks([deep, finding({ path, status })])[1];
  expect(['spec.a.b.c', 'spec.a.b', 'spec.a', 'spec.a.b.c.e', 'spec.x.b'].map((path) => of(path))).toEqual([
    'made-up/schema',
    'made-up/schema',
    '-',
    '-',
    '-',
  ]);
  expect(of('spec.a.b', FindingStatus.VIOLATION)).toBe('-');
});

test('nothing follows from what is unknown, waived, or about no object', () => {
  expect(marks([cause({ status: FindingStatus.UNKNOWN }), finding({})])).toEqual(['-', '-']);
  expect(marks([cause({ status: FindingStatus.WAIVED }), finding({})])).toEqual(['-', '-']);
  expect(marks([cause({ object: undefined }), finding({})])).toEqual(['-', '-']);
  expect(marks([cause({ path: '' }), finding({ path: '' })])).toEqual(['-', '-']);
});

test('the first of several rules that call a field malformed is the cause', () => {
  const second = cause({ rule: 'made-up/types' });
  expect(marks([cause(), second, finding({})])).toEqual([2, 'made-up/schema', 'made-up/schema']);
  expect(marks([second, finding({})])).toEqual([1, 'made-up/types']);
});

test('of causes within each other each has its own consequences', () => {
  const inner = cause({ path: 'spec.a.b' });
  expect(marks([cause(), inner, finding({ path: 'spec.a.b.c' }), finding({ path: 'spec.a' })])).toEqual([
    1,
    1,
    'made-up/schema',
    'made-up/schema',
  ]);
});

test('what fails the run is never left out for something that does not', () => {
  const onlyUnknown = ({ status }: Finding) => status === 'unknown';
  expect(marks([cause(), finding({})], onlyUnknown)).toEqual(['-', '-']);
  expect(marks([cause(), finding({})], () => false)).toEqual([1, 'made-up/schema']);
});

test('the findings are the same except the marks, and the very same where there are none', () => {
  const findings = [cause(), finding({})];
  const consequence = { ...findings[1], follows: 'made-up/schema' };
  const folded = foldConsequences(findings, () => true);
  expect(folded).toEqual([{ ...findings[0], consequences: [consequence] }, consequence]);
  expect(folded[0]!.consequences![0]).toBe(folded[1]);
  expect(folded.map(unfolded)).toEqual(findings);
  const plain = [finding({})];
  expect(foldConsequences(plain, () => true)).toBe(plain);
});

test('ten thousand malformed fields and as many consequences are told apart in one pass', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => cause({ path: `spec.list[${index}].a` }));
  const following = many.map(({ path }) => finding({ path }));
  let asked = 0;
  const marked = foldConsequences([...many, ...following], () => (asked++, true));
  expect(marked.filter(({ follows }) => follows !== undefined)).toHaveLength(10_000);
  expect(asked).toBeLessThan(50_000);
});
