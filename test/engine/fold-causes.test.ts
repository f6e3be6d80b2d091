import * as fc from 'fast-check';
import type { Finding } from '../../src/engine/finding';
import { FindingStatus } from '../../src/engine/finding-status';
import { foldConsequences } from '../../src/engine/fold';
import { rank, SEVERITIES } from '../../src/engine/ranking';
import { Severity } from '../../src/engine/severity';
import { toKubeObject, type Origin } from '../../src/kubernetes/objects/object';

const podOf = (name: string, origin: Origin = { file: 'a.yaml' }, owner?: object) =>
  toKubeObject(
    { apiVersion: 'v1', kind: 'Pod', metadata: { name, ...(owner ? { ownerReferences: [{ controller: true, ...owner }] } : {}) } },
    origin,
  )!;

const [a, b, c] = [podOf('a'), podOf('b'), podOf('c', { file: 'c.yaml' })];

function finding(parts: Partial<Finding>): Finding {
  const status = parts.status ?? FindingStatus.VIOLATION;
  const waiver = status === 'waived' ? { rule: 'r', reason: 'r', approvedBy: 'Ada', until: '2027-01-01' } : undefined;
  return {
    rule: 'made-up/one',
    title: 't',
    severity: Severity.MEDIUM,
    status,
    object: a,
    path: 'spec.a',
    message: 'm',
    code: undefined,
    related: [],
    fix: 'f',
    waiver,
    cause: { of: 'x' },
    ...parts,
  };
}

const always = () => true;
/** For each finding the number of those under it, or the rule that it is under. */
const marks = (findings: readonly Finding[], fails: (each: Finding) => boolean = always) =>
  foldConsequences(findings, fails).map(({ follows, consequences }) => follows ?? consequences?.length ?? '-');

const two = (parts: Partial<Finding>) => marks([finding({}), finding({ rule: 'made-up/two', ...parts })]);

test.each<readonly [string, Partial<Finding>, readonly (string | number)[]]>([
  ['another rule with the same cause', {}, [1, 'made-up/one']],
  ['the same rule at another place', { rule: 'made-up/one', path: 'spec.b' }, [1, 'made-up/one']],
  ['another cause', { cause: { of: 'y' } }, ['-', '-']],
  ['none', { cause: undefined }, ['-', '-']],
  ['another object', { object: b }, ['-', '-']],
  ['a worse one', { severity: Severity.HIGH }, ['made-up/two', 1]],
  ['one that leads', { cause: { of: 'x', leads: true } }, ['made-up/two', 1]],
  ['one that leads and is less severe', { severity: Severity.LOW, cause: { of: 'x', leads: true } }, [1, 'made-up/one']],
  ['what is unknown', { status: FindingStatus.UNKNOWN }, ['-', '-']],
  ['what is waived', { status: FindingStatus.WAIVED }, ['-', '-']],
  ['a rule that failed', { failure: { error: 'e', place: 'p' } as never }, ['-', '-']],
])('of one cause the worst finding is shown: %s', (_, parts, expected) => {
  expect(two(parts)).toEqual(expected);
});

test('what several rules cannot decide in the same words at the same place is one finding', () => {
  const unknown = (parts: Partial<Finding> = {}) => finding({ status: FindingStatus.UNKNOWN, cause: undefined, ...parts });
  expect(marks([unknown(), unknown({ rule: 'made-up/two' })])).toEqual([1, 'made-up/one']);
  expect(marks([unknown(), unknown({ rule: 'made-up/two', message: 'n' }), unknown({ rule: 'made-up/three', path: 'spec.b' })])).toEqual([
    '-',
    '-',
    '-',
  ]);
  expect(marks([unknown({ object: undefined }), unknown({ object: undefined, rule: 'made-up/two' })])).toEqual(['-', '-']);
  expect(marks([finding({ cause: undefined }), finding({ cause: undefined, rule: 'made-up/two' })])).toEqual(['-', '-']);
});

test('a cause means the same in one file, or in the whole run, where the rule says so', () => {
  const within = (scope: 'file' | 'run') => [a, b, c].map((object) => finding({ object, cause: { of: 'x', within: scope } }));
  expect(marks(within('file'))).toEqual([1, 'made-up/one', '-']);
  expect(marks(within('run'))).toEqual([2, 'made-up/one', 'made-up/one']);
  const built = ['app/web/api', 'app/web/db', 'other/x'].map((construct) =>
    finding({ object: podOf('p', { construct }), cause: { of: 'x', within: 'file' } }),
  );
  expect(marks(built)).toEqual([1, 'made-up/one', '-']);
});

test('what a waiver accepts is under what the same waiver accepts, and under nothing else', () => {
  const waived = (rule: string, reason: string) =>
    finding({ rule, status: FindingStatus.WAIVED, waiver: { rule, reason, approvedBy: 'Ada', until: '2027-01-01' } });
  expect(marks([waived('made-up/one', 'r'), waived('made-up/two', 'r'), waived('made-up/three', 'other')])).toEqual([
    1,
    'made-up/one',
    '-',
  ]);
  // The worst is accepted: the others are shown, under the worst that is not.
  const rest = [
    finding({ severity: Severity.CRITICAL, status: FindingStatus.WAIVED }),
    finding({ rule: 'made-up/two', severity: Severity.HIGH }),
    finding({ rule: 'made-up/three' }),
  ];
  expect(marks(rest)).toEqual(['-', 1, 'made-up/two']);
});

test('what makes the run fail is not under what does not', () => {
  const findings = [finding({ severity: Severity.CRITICAL }), finding({ rule: 'made-up/two' }), finding({ rule: 'made-up/three' })];
  const onlyTwo = ({ rule }: Finding) => rule === 'made-up/two';
  // Worse than what fails: by itself.
  expect(marks(findings, onlyTwo)).toEqual(['-', 1, 'made-up/two']);
});

const owned = (kind: string, name: string, apiVersion = 'apps/v1') => ({ apiVersion, kind, name });
const templated = (kind: string, name: string, owner?: object) =>
  toKubeObject(
    { apiVersion: 'apps/v1', kind, metadata: { name, ...(owner ? { ownerReferences: [{ controller: true, ...owner }] } : {}) } },
    {},
  )!;
const deployment = templated('Deployment', 'web');
const replicas = templated('ReplicaSet', 'web-abc', owned('Deployment', 'web'));
const pods = ['web-abc-1', 'web-abc-2'].map((name) => podOf(name, {}, owned('ReplicaSet', 'web-abc')));
const of = (object: Finding['object'], path: string, more: Partial<Finding> = {}) => finding({ object, path, cause: undefined, ...more });
const inPod = 'spec.containers[0].image';
const inTemplate = `spec.template.${inPod}`;

test('what is found of pods is under what is found of their owners', () => {
  const all = [of(replicas, inTemplate), of(pods[0], inPod), of(pods[1], inPod), of(deployment, inTemplate)];
  expect(marks(all)).toEqual(['made-up/one', 'made-up/one', 'made-up/one', 3]);
  // Without the Deployment under the ReplicaSet, without both under the first pod.
  expect(marks(all.slice(0, 3))).toEqual([2, 'made-up/one', 'made-up/one']);
  expect(marks(all.slice(1, 3))).toEqual([1, 'made-up/one']);
});

test('pods find their Deployment without its ReplicaSet, by the hash in their labels', () => {
  const labels = { 'pod-template-hash': 'abc' };
  const pod = toKubeObject(
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', labels, ownerReferences: [{ controller: true, ...owned('ReplicaSet', 'web-abc') }] },
    },
    {},
  )!;
  expect(marks([of(deployment, inTemplate), of(pod, inPod)])).toEqual([1, 'made-up/one']);
  expect(marks([of(deployment, inTemplate), of(pods[0], inPod)])).toEqual(['-', '-']);
});

test.each<readonly [string, Finding]>([
  ['another rule', of(pods[0], inPod, { rule: 'made-up/two' })],
  ['another field', of(pods[0], 'spec.hostPID')],
  ['other words', of(pods[0], inPod, { message: 'n' })],
  ['another code', of(pods[0], inPod, { code: 'n' })],
  ['another status', of(pods[0], inPod, { status: FindingStatus.UNKNOWN })],
  ['a waived one', of(pods[0], inPod, { status: FindingStatus.WAIVED })],
  ['a field of the object itself', of(pods[0], 'metadata.name')],
  ['another owner', of(podOf('x', {}, owned('ReplicaSet', 'api-1')), inPod)],
  ['an owner that is not the controller', of(podOf('x', {}, { ...owned('Deployment', 'web'), controller: false }), inPod)],
  ['no owner', of(a, inPod)],
])('not under an owner: %s', (_, other) => {
  expect(marks([of(deployment, inTemplate), of(replicas, inTemplate), other])).toEqual([1, 'made-up/one', '-']);
});

test('what a node, a pod or an unknown kind makes need not be of one template', () => {
  for (const owner of [owned('Node', 'n', 'v1'), owned('Pod', 'p', 'v1'), owned('Redis', 'r', 'example.com/v1')]) {
    const made = ['x', 'y'].map((name) => of(podOf(name, {}, owner), inPod));
    expect(marks(made)).toEqual(['-', '-']);
  }
});

test('owners in a circle come to an end', () => {
  const [one, other] = [
    templated('ReplicaSet', 'one', owned('ReplicaSet', 'other')),
    templated('ReplicaSet', 'other', owned('ReplicaSet', 'one')),
  ];
  const self = templated('ReplicaSet', 'self', owned('ReplicaSet', 'self'));
  expect(marks([of(one, inTemplate), of(other, inTemplate), of(self, inTemplate)])).toHaveLength(3);
});

test('a cause of a pod is under the same of its owner, with all that follows from it', () => {
  const pair = (object: Finding['object'], path: string) => [
    of(object, path, { rule: 'made-up/bad', severity: Severity.HIGH, cause: { of: path } }),
    of(object, path, { rule: 'made-up/follows', cause: { of: path } }),
  ];
  expect(marks([...pair(deployment, inTemplate), ...pair(pods[0], inPod), ...pair(replicas, inTemplate)])).toEqual([
    5,
    ...Array.from({ length: 5 }, () => 'made-up/bad'),
  ]);
});

test('nothing is lost, and nothing is hidden under what is less', () => {
  const objects = [a, b, c, deployment, replicas, ...pods];
  const anyFinding = fc
    .record({
      object: fc.constantFrom(...objects, undefined),
      rule: fc.constantFrom('made-up/one', 'made-up/two', 'made-up/three'),
      severity: fc.constantFrom(...SEVERITIES),
      status: fc.constantFrom(...Object.values(FindingStatus)),
      path: fc.constantFrom('', 'spec', inPod, inTemplate, 'spec.containers'),
      malformed: fc.constantFrom(true, undefined),
      cause: fc.option(
        fc.record({
          of: fc.constantFrom('x', 'y'),
          within: fc.constantFrom('object' as const, 'file' as const, 'run' as const),
          leads: fc.boolean(),
        }),
        { nil: undefined },
      ),
      fails: fc.boolean(),
    })
    .map(({ fails, ...parts }) => ({ fails: fails && parts.status !== 'waived', finding: finding(parts) }));
  fc.assert(
    fc.property(fc.array(anyFinding, { maxLength: 25 }), (drawn) => {
      const failing = new Set(drawn.filter(({ fails }) => fails).map((each) => each.finding));
      const plain = drawn.map((each) => each.finding);
      const folded = foldConsequences(plain, (each) => failing.has(each));
      const failed = new Set(folded.filter((_, index) => failing.has(plain[index]!)));
      expect(folded.map(({ follows: _, consequences: __, ...rest }) => rest)).toEqual(plain);
      const under = folded.flatMap(({ consequences = [] }) => consequences);
      expect(new Set(under).size).toBe(under.length);
      expect(new Set(under)).toEqual(new Set(folded.filter(({ follows }) => follows !== undefined)));
      for (const head of folded) {
        for (const each of head.consequences ?? []) {
          expect(head.follows).toBeUndefined();
          expect(each.follows).toBe(head.rule);
          if (failed.has(each)) expect(failed.has(head)).toBe(true);
          if (each.status === 'waived' || head.status === 'waived') expect(each.waiver).toEqual(head.waiver);
          if (head.malformed !== true) {
            expect(each.status).toBe(head.status);
            expect(rank(each.severity)).toBeLessThanOrEqual(rank(head.severity));
          }
        }
      }
    }),
    { numRuns: 500 },
  );
});
