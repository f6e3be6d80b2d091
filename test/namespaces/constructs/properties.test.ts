import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { Cidr, Port } from '../../../src';
import { Registry } from '../../../src/engine/registry';
import { run } from '../../../src/engine/run';
import { METADATA_ADDRESSES } from '../../../src/kubernetes/network/metadata-addresses';
import { Inventory } from '../../../src/kubernetes/objects/inventory';
import { toKubeObject, type KubeObject } from '../../../src/kubernetes/objects/object';
import { namespacesRules } from '../../../src/namespaces/rules';
import { metadataCidr } from '../../../src/namespaces/rules/network/metadata-cidr';
import { worldCidr } from '../../../src/namespaces/rules/network/world-cidr';
import { findings } from '../../support/findings';
import { isolate, makeApp, manifests, opened } from '../support';

const cidr = fc
  .oneof(
    fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })),
    fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })),
    fc
      .tuple(fc.constantFrom(...METADATA_ADDRESSES), fc.integer({ min: 0, max: 128 }))
      .map(([address, length]) => [address.split('/')[0]!, length] as const),
  )
  .map(([address, length]) => {
    // Ranges in canonical notation: the error says how to write what is not.
    try {
      return Cidr.of(`${address}/${length}`);
    } catch (error) {
      const canonical = /Write "([^"]+)"\.$/.exec((error as Error).message)?.[1];
      return canonical === undefined ? undefined : Cidr.of(canonical);
    }
  })
  .filter((value) => value !== undefined);

const port = fc
  .tuple(
    fc.integer({ min: 1, max: 65_535 }),
    fc.integer({ min: 0, max: 500 }),
    fc.constantFrom('tcpRange' as const, 'udpRange' as const, 'sctpRange' as const),
  )
  .map(([first, more, factory]) => Port[factory](first, Math.min(65_535, first + more)));

const REFUSAL = /^payments: [^\n]+, (so|which) [^\n]+\. [^\n]+\.$/;

test('any text is a range, or refused with a reason', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.tuple(fc.string(), fc.nat()).map(([a, b]) => `${a}/${b}`),
        fc.tuple(fc.ipV4Extended(), fc.nat(40)).map(([a, b]) => `${a}/${b}`),
      ),
      (text) => {
        const read = Cidr._parse(text);
        if (typeof read === 'string') expect(() => Cidr.of(text)).toThrow(new Error(read));
        else expect(Cidr.of(read.text).text).toBe(read.text);
      },
    ),
  );
});

test('a range is opened on stated ports to stated peers, without metadata addresses and not to the world, or refused', () => {
  let [allowed, refused] = [0, 0];
  fc.assert(
    fc.property(
      cidr,
      fc.array(cidr, { maxLength: 2 }),
      fc.array(port, { maxLength: 3 }),
      fc.boolean(),
      (range, except, ports, outgoing) => {
        const payments = isolate(makeApp());
        const pods = kplus.Pods.select(payments, 'api', { labels: { app: 'api' } });
        const holes = except.filter((hole) => range!.contains(hole!));
        try {
          if (outgoing) payments.allowToCidr({ fromPods: pods, cidr: range!, ports, exceptCidrs: holes as Cidr[] });
          else payments.allowFromCidr({ to: pods, cidr: range!, ports, exceptCidrs: holes as Cidr[] });
        } catch (error) {
          refused += 1;
          expect((error as Error).message).toMatch(REFUSAL);
          expect(payments.allowPolicies).toEqual([]);
          return;
        }
        allowed += 1;
        const specs = Object.values(opened(payments)) as any[];
        expect(specs).toHaveLength(1);
        const [rule] = (outgoing ? specs[0].egress : specs[0].ingress) as { to?: unknown[]; from?: unknown[]; ports: unknown[] }[];
        expect(rule!.ports.length).toBeGreaterThan(0);
        expect((outgoing ? rule!.to : rule!.from)!).toHaveLength(1);
        // The rules are a second opinion: neither violation nor fault.
        expect(findings([metadataCidr, worldCidr], manifests(payments))).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
  expect(Math.min(allowed, refused)).toBeGreaterThan(20);
});

test('traffic of pods has ports and peers at both ends, whatever is asked for in whatever order', () => {
  const wish = fc.record({ from: fc.nat(2), to: fc.nat(2), ports: fc.array(port, { minLength: 1, maxLength: 3 }) });
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 6 }), (wishes) => {
      const specs = [wishes, [...wishes].reverse()].map((list) => {
        const app = makeApp();
        const [payments, billing] = [isolate(app), isolate(app, 'billing')];
        const pods = ['a', 'b'].map((id) => kplus.Pods.select(payments, id, { labels: { id } }));
        pods.push(
          kplus.Pods.select(app, 'c', { labels: { id: 'c' }, namespaces: kplus.Namespaces.select(app, 'ns', { names: ['billing'] }) }),
        );
        const own = list.filter(({ from, to }) => from !== 2 || to !== 2);
        for (const { from, to, ports } of own) payments.allowTraffic({ fromPods: pods[from]!, to: pods[to]!, ports });
        return { payments: opened(payments), billing: opened(billing) };
      });
      expect(specs[0]).toEqual(specs[1]);
      for (const spec of [...Object.values(specs[0]!.payments), ...Object.values(specs[0]!.billing)] as any[]) {
        for (const rule of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
          expect([rule.ports.length, (rule.from ?? rule.to).length]).not.toContain(0);
        }
      }
    }),
    { numRuns: 50 },
  );
});

test('no manifest makes a rule of the practice fail', () => {
  const keys = [
    'metadata',
    'name',
    'namespace',
    'labels',
    'spec',
    'podSelector',
    'policyTypes',
    'ingress',
    'egress',
    'to',
    'from',
    'ports',
    'ipBlock',
    'cidr',
    'except',
    'hard',
    'limits',
    'type',
    'default',
    'automountServiceAccountToken',
    'plugins',
    'configuration',
    'defaults',
    'exemptions',
    'namespaces',
    'scopes',
    'containers',
    'group',
    'names',
    'scope',
    'pod-security.kubernetes.io/enforce',
    'pod-security.kubernetes.io/enforce-version',
    'cdk8s-hardened/information-system',
    '__proto__',
    'constructor',
    'toString',
  ];
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom(
        null,
        0,
        80,
        '',
        'Egress',
        '0.0.0.0/0',
        'payments',
        'default',
        'kube-system',
        'Container',
        'restricted',
        'v1.36',
        'PodSecurity',
        true,
      ),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('mapping'),
    ),
    mapping: fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 6 }),
  }));
  const kinds = [
    ['v1', 'Namespace'],
    ['v1', 'Pod'],
    ['v1', 'ResourceQuota'],
    ['v1', 'LimitRange'],
    ['v1', 'ServiceAccount'],
    ['v1', 'ConfigMap'],
    ['networking.k8s.io/v1', 'NetworkPolicy'],
    ['apps/v1', 'Deployment'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
    ['example.com/v1', 'Widget'],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
    ['apiserver.config.k8s.io/v1', 'AdmissionConfiguration'],
    ['cilium.io/v2', 'CiliumNetworkPolicy'],
    ['pod-security.admission.config.k8s.io/v1', 'PodSecurityConfiguration'],
  ] as const;
  const metadata = fc.oneof(
    value,
    fc.record({
      name: fc.constantFrom('payments', 'default', 'x'),
      namespace: fc.constantFrom('payments', undefined, 'kube-system', 'default'),
      labels: value,
    }),
  );
  const manifest = fc
    .tuple(fc.constantFrom(...kinds), fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 4 }), metadata, value)
    .map(([[apiVersion, kind], fields, meta, spec]) => ({ ...fields, apiVersion, kind, metadata: meta, spec }));
  const registry = new Registry(namespacesRules);
  let found = 0;
  fc.assert(
    fc.property(fc.array(manifest, { maxLength: 8 }), (list) => {
      const objects = list
        .map((json, document) => toKubeObject(json, { file: 'x', document }))
        .filter((object): object is KubeObject => object !== undefined);
      const result = run({
        inventory: new Inventory(objects),
        registry,
        profile: { name: 'all', title: '', includes: () => true },
        kubernetes: { major: 1, minor: 36 },
        asOf: '2026-11-23',
        waivers: [],
      });
      found += result.findings.length;
      expect(result.findings.filter(({ message }) => message.startsWith('the rule itself failed'))).toEqual([]);
    }),
    { numRuns: 300 },
  );
  expect(found).toBeGreaterThan(300);
});
