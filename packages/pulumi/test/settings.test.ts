/** Which settings hold for a component: its own, those of its parent, Pulumi's configuration, the settings file. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { ImagePolicy, Severity, type HardeningProps, type IRule } from 'cdk8s-hardened';
import type { Checker } from 'cdk8s-hardened/embedding';
import { checkerFor } from '../src/settings';

let dir: string;
const cwd = process.cwd();
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'pulumi-settings-')));
  fs.mkdirSync(path.join(dir, '.git'));
  process.chdir(dir);
  pulumi.runtime.setAllConfig({});
});
afterEach(() => {
  process.chdir(cwd);
  fs.rmSync(dir, { recursive: true });
});

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'api', namespace: 'shop' },
  spec: { hostPID: true, containers: [{ name: 'api', image: 'quay.io/api:1' }] },
};
const base: Partial<HardeningProps> = { kubernetes: '1.36', asOf: '2026-11-23', profile: 'pss-baseline' };
const failing = (checker: Checker) =>
  checker.checkManifests([{ key: 'pod', manifest: POD }]).flatMap(({ rule, fails }) => (fails ? [rule] : []));

test.each<[string, Partial<HardeningProps>, string[]]>([
  ['none', {}, ['workloads/host-namespaces']],
  ['a threshold', { failOn: Severity.CRITICAL }, []],
  ['a rule that is off', { ruleSettings: { 'workloads/host-namespaces': { off: true } } }, []],
  [
    'another severity',
    { failOn: Severity.CRITICAL, ruleSettings: { 'workloads/host-namespaces': { severity: Severity.CRITICAL } } },
    ['workloads/host-namespaces'],
  ],
  [
    'an image policy',
    { imagePolicy: ImagePolicy.of({ registries: ['ghcr.io'], requireDigest: false }) },
    ['workloads/host-namespaces', 'workloads/image-registry'],
  ],
])('settings: %s', (_, settings, rules) => expect(failing(checkerFor({ ...base, ...settings }, undefined))).toEqual(rules));

test('those of the parent hold where a component says nothing else, rules of its own too', () => {
  const own: IRule = {
    id: 'acme/no-pods',
    title: 'No pods',
    severity: Severity.HIGH,
    fix: 'Go away.',
    source: 'https://example.com',
    check: ({ kind }) => (kind === 'Pod' ? [{ message: 'a pod' }] : []),
  };
  const parent = checkerFor({ ...base, rules: [own] }, undefined);
  expect(checkerFor(undefined, parent)).toBe(parent);
  expect(failing(checkerFor({ failOn: Severity.HIGH }, parent))).toEqual(['acme/no-pods', 'workloads/host-namespaces']);
});

test('components that are judged alike share a checker, however it was said', () => {
  const parent = checkerFor(base, undefined);
  expect(checkerFor({ profile: 'pss-baseline' }, parent)).toBe(parent);
  expect(checkerFor({ profile: 'pss-restricted' }, parent)).not.toBe(parent);
});

test("Pulumi's configuration has precedence over the settings file, which has what neither says", () => {
  fs.writeFileSync('cdk8s-hardened.yaml', 'kubernetes: "1.35"\nprofile: pss-baseline\nfailOn: critical\n');
  expect([checkerFor(undefined, undefined).kubernetes, failing(checkerFor(undefined, undefined))]).toEqual(['1.35', []]);
  pulumi.runtime.setAllConfig({ 'cdk8s-hardened:kubernetes': '1.36' });
  expect([checkerFor(undefined, undefined).kubernetes, failing(checkerFor({ failOn: Severity.LOW }, undefined))]).toEqual([
    '1.36',
    ['workloads/host-namespaces'],
  ]);
  expect(failing(checkerFor({ noConfig: true, profile: 'pss-baseline' }, undefined))).toEqual(['workloads/host-namespaces']);
});

test('the threshold and whether anything is enforced can be configuration of the stack', () => {
  const least = { 'cdk8s-hardened:kubernetes': '1.36', 'cdk8s-hardened:profile': 'pss-baseline' };
  const withConfig = (config: Record<string, string>) => {
    pulumi.runtime.setAllConfig({ ...least, ...config });
    return checkerFor(undefined, undefined);
  };
  expect(failing(withConfig({}))).toEqual(['workloads/host-namespaces']);
  expect(failing(withConfig({ 'cdk8s-hardened:failOn': 'critical' }))).toEqual([]);
  expect(withConfig({}).reportOnly).toBe(false);
  const reporting = withConfig({ 'cdk8s-hardened:reportOnly': 'true' });
  expect([reporting.reportOnly, failing(reporting)]).toEqual([true, []]);
  expect(() => withConfig({ 'cdk8s-hardened:failOn': 'loud' })).toThrow('failOn');
});

test('without a release, nothing can be judged', () => {
  expect(() => checkerFor({ profile: 'pss-baseline' }, undefined)).toThrow(
    'it is not said which release of Kubernetes the objects are for',
  );
});
