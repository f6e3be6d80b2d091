import * as fc from 'fast-check';
import { fillsIn, fillText } from '../../../src/cli/fix/fill-text';
import { objectsOf } from '../../../src/kubernetes/objects/documents';
import { Inventory } from '../../../src/kubernetes/objects/inventory';
import type { ObjectFill, PodFillOptions } from '../../../src/kubernetes/pods/fill/pod-fill';
import { withFills } from '../../../src/kubernetes/pods/fill/pod-fill-apply';
import { podViews } from '../../../src/kubernetes/pods/pod-view';
import { readYaml } from '../../../src/text/yaml/yaml';
import { StyledWriter, type Choose } from '../../edit/styled-yaml';

const OPTIONS: PodFillOptions = { temporaryDirectory: true, resourceRequests: true };

const fillsOf = (text: string): ObjectFill[] => {
  const read = readYaml(text);
  expect(read.faults).toEqual([]);
  const inventory = new Inventory(
    read.documents.flatMap((document) => objectsOf(document.value, { file: 'a.yaml', document: document.index }, () => undefined)),
  );
  return podViews(inventory).flatMap((pod) => fillsIn(pod, inventory, OPTIONS));
};
const filled = (text: string) => fillText(text, readYaml(text), fillsOf(text));

const orUnset = (value: fc.Arbitrary<any>) => fc.oneof(fc.constant(undefined), fc.constant(null), fc.constant({}), value);
const some = (shape: Record<string, fc.Arbitrary<any>>) => fc.record(shape, { requiredKeys: [] });
const listOf = (item: fc.Arbitrary<any>) => fc.oneof(fc.constant(undefined), fc.constant(null), fc.array(item, { maxLength: 2 }));
const text = fc.constantFrom('a', 'true', '0400', 'x: y # z', 'a\nb\n', 'a\n\n  b', '"', '', '- a', 'ü€', '{{x}}', '|', 'a\tb');
const securityContext = orUnset(
  some({
    allowPrivilegeEscalation: fc.constantFrom(null, false, true),
    readOnlyRootFilesystem: fc.constantFrom(null, true, false),
    runAsNonRoot: fc.constantFrom(null, true, false),
    privileged: fc.constantFrom(null, true, false),
    capabilities: orUnset(some({ drop: listOf(fc.constant('ALL')), add: listOf(fc.constantFrom('CHOWN', 'ALL')) })),
    seccompProfile: orUnset(fc.constant({ type: 'Localhost' })),
  }),
);
const container = some({
  args: listOf(text),
  securityContext,
  resources: orUnset(some({ requests: orUnset(some({ cpu: fc.constant('1') })), limits: orUnset(some({ memory: fc.constant('1Gi') })) })),
  volumeMounts: listOf(fc.constantFrom({ name: 'v', mountPath: '/data' }, { name: 'tmp', mountPath: '/x' })),
  env: listOf(fc.record({ name: text, value: text })),
}).chain((rest) => fc.constantFrom<any>({ name: 'c', image: 'i', ...rest }, { ...rest, name: 'c', image: 'i' }));
const podSpec = some({
  securityContext,
  volumes: listOf(fc.constantFrom({ name: 'v', emptyDir: {} }, { name: 'tmp', emptyDir: {} })),
  automountServiceAccountToken: fc.constantFrom(null, true, false),
  initContainers: listOf(container),
  restartPolicy: fc.constant('Never'),
}).chain((rest) => fc.array(container, { minLength: 1, maxLength: 3 }).map((containers) => ({ ...rest, containers })));
const object = fc
  .oneof(
    podSpec.map((spec) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec })),
    podSpec.map((spec) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd', labels: { a: 'b' } },
      spec: { template: { metadata: { labels: { a: 'b' } }, spec } },
      status: {},
    })),
    podSpec.map((spec) => ({
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'd' },
      spec: { schedule: '* * * * *', jobTemplate: { spec: { template: { spec } } } },
    })),
    podSpec.map((spec) => ({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'r' },
      spec: { strategy: {}, template: { spec } },
    })),
    fc
      .array(podSpec, { minLength: 1, maxLength: 2 })
      .map((specs) => ({ apiVersion: 'v1', kind: 'PodList', items: specs.map((spec) => ({ metadata: { name: 'p' }, spec })) })),
    fc.constant({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { 'a.yaml': 'x: 1\n' } }),
  )
  .map((value) => JSON.parse(JSON.stringify(value)));

/** Texts in all kinds of styles. */
const written = fc
  .tuple(
    fc.array(object, { minLength: 1, maxLength: 3 }),
    fc.infiniteStream(fc.nat(1_000_000)),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
    fc.integer({ min: 0, max: 4 }),
  )
  .map(([objects, stream, eol, endsWithLine, kind]) => {
    const choose: Choose = (among) => stream.next().value % among;
    const documents =
      kind === 0
        ? objects.map((value) => new StyledWriter(choose).json(value)).join('\n') + '\n'
        : objects.map((value) => new StyledWriter(choose).document(value)).join(choose(2) === 0 ? '---\n' : '---  # next\n');
    return (endsWithLine ? documents : documents.replace(/\n+$/, '')).replaceAll('\n', eol);
  });

test('whatever the style: what is filled reads back, nothing else changes, no character is lost, and a second time finds nothing', () => {
  let total = 0;
  fc.assert(
    fc.property(written, (before) => {
      const read = readYaml(before);
      const fills = fillsOf(before);
      total += fills.length;
      const result = fillText(before, read, fills);
      expect(result.left.map(({ fill, reason }) => `${fill.path}: ${reason}`)).toEqual([]);
      const after = readYaml(result.text);
      const wanted = read.documents.map(({ value, index }) =>
        fills
          .filter((each) => each.object.origin.document === index)
          .reduce<any>(
            (
              sum,
              {
                object: {
                  origin: { prefix },
                },
                fill,
              },
            ) => {
              const item = /^items\[(\d+)\]$/.exec(prefix ?? '')?.[1];
              return withFills(sum, [{ ...fill, keys: item === undefined ? fill.keys : ['items', Number(item), ...fill.keys] }]);
            },
            value,
          ),
      );
      expect(after.documents.map(({ value }) => value)).toEqual(wanted);
      expect(after.faults).toEqual([]);
      expect(fillsOf(result.text)).toEqual([]);
      // All that was there is there still, in order, except what stood for nothing.
      expect(isWithin(before.replace(/\{[ \n\r]*\}|\[[ \n\r]*\]|\bnull\b|\bNULL\b|~/g, '').replace(/[ \r\n]+/g, ''), result.text)).toBe(
        true,
      );
      const plain = before
        .split(/\r?\n/)
        .filter(
          (line, index, all) =>
            !/[[\]{}~"]|null|(?:Token|Escalation|Filesystem|NonRoot):\s*(?:#.*)?$/i.test(line) && index < all.length - 1,
        );
      expect(isWithin(plain, result.text.split(/\r?\n/))).toBe(true);
      if (before.includes('\r\n')) expect(result.text.replaceAll('\r\n', '')).not.toContain('\n');
      else expect(result.text).not.toContain('\r');
      expect(result.text.endsWith('\n')).toBe(before.endsWith('\n'));
    }),
    { numRuns: 300 },
  );
  expect(total).toBeGreaterThan(800);
});

/** True when the parts stand in the whole, in order. */
function isWithin(parts: ArrayLike<string>, whole: ArrayLike<string>): boolean {
  let next = 0;
  for (let at = 0; at < whole.length && next < parts.length; at++) if (whole[at] === parts[next]) next += 1;
  return next === parts.length;
}

const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - name: c\n    image: i\n';

test('fills of a list of objects, and of objects that leave to the list what they are', () => {
  const { text: after, left } = filled(
    'apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a}\n  spec:\n    automountServiceAccountToken: false\n    containers: '
      + '[]\n- metadata: {name: b}\n  spec:\n    securityContext: {seccompProfile: {type: RuntimeDefault}, runAsNonRoot: true}\n'
      + '    automountServiceAccountToken: false\n    containers:\n    - name: c\n      image: i\n      resources: {requests: {cpu: 1, '
      + 'memory: 1Gi}}\n      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, '
      + 'readOnlyRootFilesystem: false}\n    - name: d\n      image: i\n      resources: {requests: {cpu: 1, memory: 1Gi}}\n'
      + '      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}\n',
  );
  expect(left).toEqual([]);
  expect(after.split('\n').slice(-8)).toEqual(
    [
      '      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, readOnlyRootFilesystem: true}',
      '      volumeMounts:',
      '      - name: tmp',
      '        mountPath: /tmp',
      '    volumes:',
      '    - name: tmp',
      '      emptyDir:',
      '        sizeLimit: 128Mi',
    ]
      .concat('')
      .slice(-8),
  );
});

test('a volume whose mount cannot be written is not written either, and the rest is', () => {
  const before = `x-mounts: &m [{name: v, mountPath: /v}]\n${POD}    volumeMounts: *m\n`;
  const { text: after, left } = filled(before);
  expect(after).not.toContain('sizeLimit');
  expect(after).toContain('readOnlyRootFilesystem: true');
  expect(left.map(({ fill, reason }) => [fill.path, reason])).toEqual([
    ['spec.containers[0].volumeMounts[1]', 'it is written once, with an anchor, for several places that do not all want it'],
    ['spec.volumes', 'another part of the same volume could not be written'],
  ]);
});

test('containers that share their context by an alias: it is filled once', () => {
  const { text: after, left } = filled(
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: a\n    image: i\n    securityContext: &sc\n'
      + '      runAsUser: 7\n    resources: &r {requests: {cpu: 1, memory: 1Gi}}\n'
      + '  - {name: b, image: i, securityContext: *sc, resources: *r, volumeMounts: [{name: t, mountPath: /tmp}]}\n',
  );
  expect(left).toEqual([]);
  expect(after.match(/readOnlyRootFilesystem: true/g)).toHaveLength(1);
  expect(after).toContain('securityContext: *sc');
});
