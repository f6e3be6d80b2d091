import { ApiObject, App, Testing, type Chart } from 'cdk8s';
import { ExistingNamespace, HardenedApp, IsolatedNamespace, type IsolatedNamespaceProps } from '../../../src';
import { namespacesRules } from '../../../src/namespaces/rules';
import { findings } from '../../support/findings';

const REASON = 'Throttling costs more than it protects.';
const part = (chart: Chart, kind: string) => Testing.synth(chart).find((manifest: { kind: string }) => manifest.kind === kind);
const isolate = (props: Partial<IsolatedNamespaceProps> = {}) =>
  new IsolatedNamespace(new App(), 'shop', { informationSystem: 'shop', unsafeNoCpuLimitsReason: REASON, ...props });
const existing = () => new ExistingNamespace(new App(), 'shop', { unsafeNoCpuLimitsReason: REASON });

/** A Deployment whose containers state no CPU limit. */
function workload(place: Chart, resources: object = { requests: { cpu: '3', memory: '1Gi' }, limits: { memory: '1Gi' } }) {
  const template = {
    metadata: { labels: { app: 'api' } },
    spec: { containers: [{ name: 'api', image: 'registry.example.com/api', resources }] },
  };
  const spec = { replicas: 3, selector: { matchLabels: { app: 'api' } }, template };
  return new ApiObject(place, 'api', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' }, spec });
}

describe.each([
  ['IsolatedNamespace', () => isolate()],
  ['ExistingNamespace', existing],
])('%s without CPU limits', (_, make) => {
  test('neither the LimitRange nor the ResourceQuota knows them, and both say why', () => {
    const place = make();
    expect(part(place, 'LimitRange').spec.limits).toEqual([
      {
        type: 'Container',
        default: { memory: '512Mi' },
        defaultRequest: { cpu: '100m', memory: '128Mi' },
        max: { memory: '4Gi' },
      },
    ]);
    expect(part(place, 'ResourceQuota').spec.hard).toMatchObject({ 'requests.cpu': '4', 'limits.memory': '16Gi' });
    expect(Object.keys(part(place, 'ResourceQuota').spec.hard)).not.toContain('limits.cpu');
    expect([part(place, 'ResourceQuota'), part(place, 'LimitRange')].map(({ metadata }) => metadata.annotations)).toEqual([
      { 'cdk8s-hardened/reason': `no CPU limits: ${REASON}`, 'cdk8s-hardened/accepted': `{"namespaces/resource-quota":"${REASON}"}` },
      { 'cdk8s-hardened/reason': `no CPU limits: ${REASON}`, 'cdk8s-hardened/accepted': `{"namespaces/limit-range":"${REASON}"}` },
    ]);
  });

  test('what else a quota counts grows, and pods without a CPU limit are admitted', () => {
    const place = make();
    workload(place);
    expect(part(place, 'ResourceQuota').spec.hard).toMatchObject({ 'requests.cpu': '13500m' });
    expect(Object.keys(part(place, 'ResourceQuota').spec.hard)).not.toContain('limits.cpu');
    const rules = namespacesRules.filter(({ id }) => /quota-demands|limit-range-refusal|quota-exceeded/.test(id));
    expect(rules).toHaveLength(3);
    expect(findings(rules, Testing.synth(place))).toEqual([]);
  });
});

test('a quota that counts CPU limits would not admit these pods: what the reason is for', () => {
  const place = isolate({ unsafeNoCpuLimitsReason: undefined, unsafeNoLimitsReason: 'another LimitRange' });
  workload(place);
  const rules = namespacesRules.filter(({ id }) => id === 'namespaces/quota-demands');
  expect(findings(rules, Testing.synth(place))).toEqual([
    expect.stringContaining('container "api" has no limit for cpu, which ResourceQuota shop/quota demands'),
  ]);
});

test('the rules for quota and limits find it, and accept the reason; nothing else is found', () => {
  const app = new HardenedApp({ kubernetes: '1.36', asOf: '2026-12-01', noConfig: true });
  new IsolatedNamespace(app, 'shop', { informationSystem: 'shop', unsafeNoCpuLimitsReason: REASON });
  const found = app.hardening.check().findings;
  expect(found.map(({ rule, status, message }) => [status, rule, message])).toEqual([
    ['waived', 'namespaces/limit-range', 'no LimitRange gives containers of namespace shop a limit for cpu'],
    ['waived', 'namespaces/resource-quota', 'no ResourceQuota limits limits.cpu for all pods of namespace shop'],
  ]);
});

test.each([
  ['a blank reason', { unsafeNoCpuLimitsReason: ' ' }, 'unsafeNoCpuLimitsReason'],
  ['a quota of them', { quota: { limitsCpu: '8' } }, 'shop: quota.limitsCpu is given together with unsafeNoCpuLimitsReason'],
  ['a default of them', { limits: { defaultCpu: '1' } }, 'shop: limits.defaultCpu is given together with unsafeNoCpuLimitsReason'],
  ['a highest one', { limits: { maxCpu: '1' } }, 'shop: limits.maxCpu is given together with unsafeNoCpuLimitsReason'],
  [
    'nothing that could have them',
    { unsafeNoQuotaReason: 'a', unsafeNoLimitsReason: 'b' },
    'shop: unsafeNoCpuLimitsReason is given while there is neither a ResourceQuota nor a LimitRange',
  ],
])('refused: %s', (_, props, message) => {
  expect(() => isolate(props)).toThrow(message);
});

test('a request of CPU above the usual limits is taken', () => {
  const place = isolate({ quota: { requestsCpu: '64' }, limits: { defaultRequestCpu: '1' } });
  expect(part(place, 'ResourceQuota').spec.hard['requests.cpu']).toBe('64');
});

test('policies alone have no limits to leave out', () => {
  expect(() => new ExistingNamespace(new App(), 'shop', { policiesOnly: true, unsafeNoCpuLimitsReason: REASON })).toThrow(
    'shop: unsafeNoCpuLimitsReason is given while policiesOnly is true, so it has no effect.',
  );
});

test('the highest memory of a container is stated, and the quota grows with what the namespace holds', () => {
  const place = isolate({ unsafeNoCpuLimitsReason: undefined, limits: { maxMemory: '32Gi' } });
  workload(place, { requests: { cpu: '100m', memory: '20Gi' }, limits: { cpu: '1', memory: '20Gi' } });
  expect(part(place, 'LimitRange').spec.limits[0].max).toEqual({ cpu: '2', memory: '32Gi' });
  expect(part(place, 'ResourceQuota').spec.hard).toMatchObject({ 'limits.memory': '92160Mi', 'requests.memory': '92160Mi' });
  expect(
    findings(
      namespacesRules.filter(({ id }) => /limit-range-refusal|quota-exceeded/.test(id)),
      Testing.synth(place),
    ),
  ).toEqual([]);
});
