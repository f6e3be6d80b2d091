/** Every component against its construct: what is registered is what cdk8s would write. */
import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as hardened from 'cdk8s-hardened';
import type { Construct } from 'constructs';
import * as sdk from '../src';
import { urnOf } from '../src/urn';
import { manifestsOf, runProgram } from './support/pulumi';

const soon = (text: string) => pulumi.output(new Promise<string>((resolve) => setTimeout(() => resolve(text), 5)));
const bastion = { sources: [{ name: 'vpn', cidr: sdk.Cidr.of('198.51.100.16/28') }] };
const etcd = { member: { name: 'etcd-1', address: '10.0.0.11' } };
const role = () => ({
  namespaceName: 'payments',
  grants: [hardened.Grant.on('apps', 'deployments').named('api').verbs('get')],
  subjects: [hardened.Subject.group('deployers')],
});
const clusterRole = () => ({
  unsafeClusterScopeReason: 'Nodes belong to no namespace.',
  grants: [hardened.Grant.on('', 'nodes').verbs('list')],
  subjects: [hardened.Subject.group('operators')],
});

const KEY = { name: 'one', placeholder: '${KEY}' };
const vault = hardened.EncryptionProvider.kms({ name: 'vault', socket: '/run/kms-vault/plugin.sock' });

interface Case {
  readonly component: (name: string) => sdk.HardenedComponent<unknown>;
  readonly construct: (scope: Construct, id: string) => Construct;
}

const cases: Record<string, Case> = {
  'AuditPolicy': { component: (name) => new sdk.AuditPolicy(name, {}), construct: (scope, id) => new hardened.AuditPolicy(scope, id, {}) },
  'BastionOnlyNodeAccess': {
    component: (name) => new sdk.BastionOnlyNodeAccess(name, bastion),
    construct: (scope, id) => new hardened.BastionOnlyNodeAccess(scope, id, bastion),
  },
  'BastionOnlyNodeAccess with Cilium': {
    component: (name) => new sdk.BastionOnlyNodeAccess(name, { ...bastion, hostPolicy: sdk.HostPolicy.CILIUM }),
    construct: (scope, id) => new hardened.BastionOnlyNodeAccess(scope, id, { ...bastion, hostPolicy: hardened.HostPolicy.CILIUM }),
  },
  'EncryptionAtRest': {
    component: (name) => new sdk.EncryptionAtRest(name, { provider: vault, previous: [sdk.EncryptionProvider.secretbox(KEY)] }),
    construct: (scope, id) =>
      new hardened.EncryptionAtRest(scope, id, { provider: vault, previous: [hardened.EncryptionProvider.secretbox(KEY)] }),
  },
  'EtcdTlsConfig': {
    component: (name) => new sdk.EtcdTlsConfig(name, etcd),
    construct: (scope, id) => new hardened.EtcdTlsConfig(scope, id, etcd),
  },
  'HardenedControlPlane': {
    component: (name) =>
      new sdk.HardenedControlPlane(name, {
        version: '1.36.2',
        audit: new sdk.AuditPolicy('audit', {}),
        etcd: [new sdk.EtcdTlsConfig('etcd', etcd)],
        encryptionConfigPath: '/etc/kubernetes/pki/encryption.yaml',
      }),
    construct: (scope, id) => {
      const other = new Chart(new App(), 'other');
      return new hardened.HardenedControlPlane(scope, id, {
        version: '1.36.2',
        audit: new hardened.AuditPolicy(other, 'audit', {}),
        etcd: [new hardened.EtcdTlsConfig(other, 'etcd', etcd)],
        encryptionConfigPath: '/etc/kubernetes/pki/encryption.yaml',
      });
    },
  },
  'HardenedKubelet': {
    component: (name) => new sdk.HardenedKubelet(name, { podPidsLimit: 100, settings: { maxPods: 9 } }),
    construct: (scope, id) => new hardened.HardenedKubelet(scope, id, { podPidsLimit: 100, settings: { maxPods: 9 } }),
  },
  'HostFile': {
    component: (name) => new sdk.HostFile(name, { path: '/etc/motd', content: 'hello\n', mode: '0644' }),
    construct: (scope, id) => new hardened.HostFile(scope, id, { path: '/etc/motd', content: { render: () => 'hello\n' }, mode: '0644' }),
  },
  'ExistingNamespace': {
    component: (name) => new sdk.ExistingNamespace(name, { name: 'payments', quota: { pods: 7 } }),
    construct: (scope, id) => new hardened.ExistingNamespace(scope, id, { name: 'payments', quota: { pods: 7 } }),
  },
  'IsolatedNamespace': {
    component: (name) => new sdk.IsolatedNamespace(name, { informationSystem: 'payments', quota: { pods: 7 }, labels: { team: 'a' } }),
    construct: (scope, id) =>
      new hardened.IsolatedNamespace(scope, id, { informationSystem: 'payments', quota: { pods: 7 }, labels: { team: 'a' } }),
  },
  'LeastPrivilegeRole': {
    component: (name) => new sdk.LeastPrivilegeRole(name, role()),
    construct: (scope, id) => new hardened.LeastPrivilegeRole(scope, id, role()),
  },
  'LeastPrivilegeRole of the cluster': {
    component: (name) => new sdk.LeastPrivilegeRole(name, { name: 'node-reader', ...clusterRole() }),
    construct: (scope, id) => new hardened.LeastPrivilegeRole(scope, id, { name: 'node-reader', ...clusterRole() }),
  },
};

test('no component is left out here', () => {
  const components = Object.entries(sdk)
    .filter(([, value]) => typeof value === 'function' && (value as { prototype: unknown }).prototype instanceof sdk.HardenedComponent)
    .map(([name]) => name);
  expect(components.filter((name) => name !== 'HardenedChart' && !Object.hasOwn(cases, name))).toEqual([]);
});

describe.each(Object.entries(cases))('%s', (_, { component, construct }) => {
  function expected(): { manifests: unknown[]; files: unknown[] } {
    const app = new hardened.HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', outdir: '/nowhere' });
    const within = new Chart(app, 'chart');
    const made = construct(within, 'subject');
    const chart = Chart.isChart(made) ? (made as Chart) : within;
    const files = hardened.HostFile.collect(made).map(({ path, content, mode, owner, nodes }) => ({ path, content, mode, owner, nodes }));
    return { manifests: Testing.synth(chart) as unknown[], files };
  }
  const nameOf = (item: any) => `${item.kind} ${item.metadata?.name} ${item.metadata?.namespace} ${item.path}`;
  const byName = (items: unknown[]) => [...items].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));

  test('registers what cdk8s would write', async () => {
    let made: sdk.HardenedComponent<unknown>;
    const ran = await runProgram(() => {
      made = component('subject');
    });
    expect(ran.errors).toEqual([]);
    const { manifests } = expected();
    expect(byName(manifestsOf(ran))).toEqual(byName(manifests));
    expect(Object.keys(made!.resources)).toHaveLength(manifests.length);
  });

  test('gives the host files that cdk8s would write', async () => {
    const files: unknown[] = [];
    let byPath: Record<string, string> | undefined;
    await runProgram(() => {
      const made = component('subject');
      for (const file of made.hostFileList) {
        file.apply((known) => {
          files.push(known);
        });
      }
      made.hostFiles.apply((known) => {
        byPath = known;
      });
    });
    const wanted = expected().files as { path: string; content: string }[];
    expect(byName(files)).toEqual(byName(wanted));
    expect(byPath).toEqual(Object.fromEntries(wanted.map(({ path, content }) => [path, content])));
  });

  test('is registered under the same names a second time', async () => {
    const [first, second] = [await runProgram(() => component('subject')), await runProgram(() => component('subject'))];
    expect(second.resources).toEqual(first.resources);
  });
});

describe('resources of a component', () => {
  test('are its children, in the order that the API server needs', async () => {
    const ran = await runProgram(() => {
      new sdk.IsolatedNamespace('payments', { informationSystem: 'payments' });
      new sdk.LeastPrivilegeRole('deployer', role());
    });
    const registered = (name: string) => ran.resources.find((resource) => resource.name === name)!.urn;
    for (const { name, parent, dependencies } of ran.resources.filter(({ custom }) => custom)) {
      expect([name, parent]).toEqual([name, registered(name.split('/')[0]!)]);
      if (name.startsWith('payments/') && name !== 'payments/isolation/namespace') {
        expect([name, dependencies]).toEqual([name, [registered('payments/isolation/namespace')]]);
      }
    }
    expect(ran.resources.find(({ name }) => name === 'deployer/Binding')!.dependencies).toEqual([registered('deployer/Role')]);
  });

  test('inherit the provider, and come after what the component comes after', async () => {
    const ran = await runProgram(() => {
      const provider = new kubernetes.Provider('edge', { kubeconfig: '{}' });
      const first = new kubernetes.core.v1.ConfigMap('first', {});
      new sdk.IsolatedNamespace('payments', { informationSystem: 'payments' }, { provider, dependsOn: [first] });
    });
    expect(ran.errors).toEqual([]);
    const provider = ran.resources.find(({ name }) => name === 'edge')!;
    const first = ran.resources.find(({ name }) => name === 'first')!;
    const children = ran.resources.filter(({ name }) => name.startsWith('payments/'));
    expect(children).toHaveLength(6);
    for (const child of children) {
      expect(child.provider).toBe(`${provider.urn}::edge-id`);
      expect(child.dependencies).toContain(first.urn);
    }
  });

  test('aliases of the component are told to the engine, which hands them down', async () => {
    const ran = await runProgram(() => new sdk.LeastPrivilegeRole('deployer', role(), { aliases: [{ name: 'old-deployer' }] }));
    expect(ran.resources.find(({ name }) => name === 'deployer')!.aliases).toEqual(['old-deployer']);
    expect(ran.resources.filter(({ custom }) => custom).map(({ name, parent }) => [name, parent])).toEqual([
      ['deployer/Role', 'urn:pulumi:stack::project::cdk8s-hardened:index:LeastPrivilegeRole::deployer'],
      ['deployer/Binding', 'urn:pulumi:stack::project::cdk8s-hardened:index:LeastPrivilegeRole::deployer'],
    ]);
  });

  test('whoever uses a name waits for the resource', async () => {
    const ran = await runProgram(() => {
      const namespace = new sdk.IsolatedNamespace('payments', { informationSystem: 'payments' });
      new sdk.LeastPrivilegeRole('deployer', { ...role(), namespaceName: namespace.namespaceName });
    });
    expect(ran.errors).toEqual([]);
    const namespace = ran.resources.find(({ type }) => type === 'kubernetes:core/v1:Namespace')!;
    expect(ran.resources.find(({ name }) => name === 'deployer/Role')!.dependencies).toEqual([namespace.urn]);
  });

  test('a name comes out as an output', async () => {
    const told: string[] = [];
    await runProgram(() => {
      new sdk.IsolatedNamespace('payments', { informationSystem: 'payments', name: 'pay' }).namespaceName.apply((name) => told.push(name));
      new sdk.LeastPrivilegeRole('deployer', role()).roleName.apply((name) => told.push(name));
      pulumi.all([new sdk.AuditPolicy('audit', {}).apiServerFlags]).apply(([flags]) => told.push(flags!['audit-policy-file']!));
    });
    expect(told.sort()).toEqual(['/etc/kubernetes/audit/policy.yaml', 'deployer', 'pay']);
  });
});

describe('IsolatedNamespace', () => {
  const traffic = { fromPods: sdk.selectPods('api', { app: 'api' }), to: sdk.selectPods('db', { app: 'db' }), ports: [sdk.Port.tcp(5432)] };

  test('a verb registers the policies that it adds', async () => {
    const ran = await runProgram(() => {
      const namespace = new sdk.IsolatedNamespace('payments', { informationSystem: 'payments' });
      namespace.allowTraffic(traffic);
      namespace.allowToCidr({
        fromPods: sdk.selectPods('api', { app: 'api' }),
        cidr: sdk.Cidr.of('203.0.113.0/28'),
        ports: [sdk.Port.tcp(443)],
      });
    });
    expect(ran.errors).toEqual([]);
    expect(
      ran.resources
        .map(({ name }) => name)
        .filter((name) => /to|from/.test(name))
        .sort(),
    ).toEqual(['payments/isolation/api-to-cidr-203-0-113-0-28', 'payments/isolation/api-to-db', 'payments/isolation/db-from-api']);
  });

  test('the account that the cluster makes is patched: to create it would fail', async () => {
    const ran = await runProgram(() => void new sdk.IsolatedNamespace('payments', { informationSystem: 'payments' }));
    const account = ran.resources.find(({ name }) => name === 'payments/isolation/service-account')!;
    expect(account.type).toBe('kubernetes:core/v1:ServiceAccountPatch');
    expect(account.inputs).toMatchObject({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: 'payments' },
      automountServiceAccountToken: false,
    });
    expect(account.urn).toBe(
      'urn:pulumi:stack::project::cdk8s-hardened:index:IsolatedNamespace$kubernetes:core/v1:ServiceAccountPatch::'
        + 'payments/isolation/service-account',
    );
    expect(ran.resources.filter(({ type }) => type.endsWith('Patch'))).toHaveLength(1);
  });

  const portsOf = (ran: Awaited<ReturnType<typeof runProgram>>, name: string) =>
    manifestsOf(ran)
      .filter(({ metadata }: any) => metadata.name === name)
      .map(({ spec, metadata }: any) => [(spec.ingress ?? spec.egress)[0].ports.map(({ port }: any) => port), metadata.annotations]);

  test('a second call for the same pods merges, as in cdk8s', async () => {
    const later = { ...traffic, ports: [sdk.Port.tcp(9090)] };
    const ran = await runProgram(() => {
      const namespace = new sdk.IsolatedNamespace('payments', { informationSystem: 'payments' });
      namespace.allowTraffic(traffic);
      namespace.allowTraffic(later);
      namespace.allowFromIngressController({
        to: sdk.selectPods('db', { app: 'db' }),
        namespaceName: 'ingress',
        podLabels: { app: 'nginx' },
        ports: [sdk.Port.tcp(80)],
      });
    });
    expect(ran.errors).toEqual([]);
    const app = new hardened.HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', outdir: '/nowhere', profile: 'pss-baseline' });
    const namespace = new hardened.IsolatedNamespace(app, 'payments', { informationSystem: 'payments' });
    const ends = { fromPods: sdk.selectPods('api', { app: 'api' }), to: sdk.selectPods('db', { app: 'db' }) };
    namespace.allowTraffic({ ...ends, ports: [hardened.Port.tcp(5432), hardened.Port.tcp(9090)] });
    const written = (Testing.synth(namespace) as any[]).find(({ metadata }) => metadata.name === 'api-to-db');
    expect(portsOf(ran, 'api-to-db')).toEqual([[[5432, 9090], written.metadata.annotations]]);
    expect(portsOf(ran, 'db-from-api').map(([ports]) => ports)).toEqual([[5432, 9090]]);
    expect(ran.resources.filter(({ name }) => name.includes('ingress-controller'))).toHaveLength(1);
  });

  test('a second call with ports of outputs merges too, and what breaks a rule registers nothing of it', async () => {
    const range = (reason?: string) => ({
      fromPods: sdk.selectPods('api', { app: 'api' }),
      cidr: sdk.later((text) => sdk.Cidr.of(text!), soon('203.0.113.0/28')),
      ports: [sdk.Port.tcp(reason === undefined ? 443 : 8443)],
    });
    const given = range();
    const ran = await runProgram(() => {
      const namespace = new sdk.IsolatedNamespace('payments', { informationSystem: 'payments' });
      namespace.allowToCidr(given);
      namespace.allowToCidr({ ...range('other'), cidr: given.cidr });
    });
    expect(ran.errors).toEqual([]);
    expect(portsOf(ran, 'api-to-cidr-203-0-113-0-28').map(([ports]) => ports)).toEqual([[443, 8443]]);
  });

  test.each([
    ['plain', () => sdk.ApiServers.eks(sdk.Cidr.of('10.0.1.0/24'))],
    ['of an output', () => sdk.later((text) => sdk.ApiServers.eks(sdk.Cidr.of(text!)), soon('10.0.1.0/24'))],
  ])('API servers that the namespace states need not be named: %s', async (_, apiServers) => {
    const ran = await runProgram(() => {
      const namespace = new sdk.IsolatedNamespace('payments', { informationSystem: 'payments', apiServers: apiServers() });
      namespace.allowToApiServer({ fromPods: sdk.selectPods('api', { app: 'api' }) });
      namespace.allowFromApiServer({ to: sdk.selectPods('guard', { app: 'guard' }), ports: [sdk.Port.tcp(9443)] });
    });
    expect(ran.errors).toEqual([]);
    const opened = manifestsOf(ran).filter(({ metadata }: any) => /api-server/.test(metadata.name));
    expect(opened.map(({ spec }: any) => (spec.egress ?? spec.ingress)[0])).toEqual([
      { to: [{ ipBlock: { cidr: '10.0.1.0/24' } }], ports: [{ protocol: 'TCP', port: 443 }] },
      { from: [{ ipBlock: { cidr: '10.0.1.0/24' } }], ports: [{ protocol: 'TCP', port: 9443 }] },
    ]);
  });

  test('API servers that nothing tells are refused, and nothing of the call is registered', async () => {
    const ran = await runProgram(() => {
      const namespace = new sdk.IsolatedNamespace('payments', { informationSystem: 'payments' });
      namespace.allowToApiServer({ fromPods: sdk.selectPods('api', { app: 'api' }) });
    });
    expect(ran.errors).toEqual([expect.stringContaining('where the API servers are is not known')]);
    expect(ran.resources.filter(({ name }) => name.includes('api-server'))).toEqual([]);
  });

  test('once the program has waited, a call that would change a policy is refused', async () => {
    const ran = await runProgram(async () => {
      const namespace = new sdk.IsolatedNamespace('payments', { informationSystem: 'payments' });
      namespace.allowTraffic(traffic);
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setImmediate(resolve));
      namespace.allowTraffic({ ...traffic, ports: [sdk.Port.tcp(9090)] });
    });
    expect(ran.errors).toEqual([
      'payments: payments/isolation/db-from-api is registered already, and the call would change it, so the change would be lost. Make '
        + 'the call before the program waits (await, apply), or request all of it in the earlier call. '
        + 'urn:pulumi:stack::project::cdk8s-hardened:index:IsolatedNamespace::payments',
    ]);
    expect(portsOf(ran, 'db-from-api').map(([ports]) => ports)).toEqual([[5432]]);
  });
});

test('a warning of two places is given once', async () => {
  const ran = await runProgram(() => void new sdk.EtcdTlsConfig('etcd', etcd));
  expect(ran.warnings).toHaveLength(1);
  expect(ran.warnings[0]).toContain('[etcd/own-ca, critical]');
});

test('the URN in messages is the one that Pulumi computes', async () => {
  const computed: string[] = [];
  const stated: string[] = [];
  await runProgram(() => {
    const parent = new sdk.AuditPolicy('audit', {});
    const child = new sdk.LeastPrivilegeRole('deployer', role(), { parent });
    pulumi
      .all([parent.urn, child.urn, pulumi.createUrn('deployer/Role', 'kubernetes:rbac.authorization.k8s.io/v1:Role', parent)])
      .apply((urns) => computed.push(...urns));
    stated.push(
      urnOf(parent),
      urnOf(child),
      urnOf(parent, { type: 'kubernetes:rbac.authorization.k8s.io/v1:Role', name: 'deployer/Role' }),
    );
  });
  expect(stated).toEqual(computed);
  expect(stated[1]).toBe('urn:pulumi:stack::project::cdk8s-hardened:index:AuditPolicy$cdk8s-hardened:index:LeastPrivilegeRole::deployer');
});

test('a component below another is judged by what the other is judged by', async () => {
  const ran = await runProgram(() => {
    const parent = new sdk.AuditPolicy('audit', {}, { hardening: { kubernetes: '1.35' } });
    new sdk.IsolatedNamespace('payments', { informationSystem: 'payments' }, { parent });
    new sdk.IsolatedNamespace('orders', { informationSystem: 'orders' });
  });
  const releases = manifestsOf(ran)
    .filter(({ kind }) => kind === 'Namespace')
    .map(({ metadata }: any) => [metadata.name, metadata.labels['pod-security.kubernetes.io/enforce-version']]);
  expect(releases.sort()).toEqual([
    ['orders', 'v1.36'],
    ['payments', 'v1.35'],
  ]);
});

describe('HardenedChart', () => {
  const pod =
    (container: object = {}) =>
    (app: Construct) => {
      new ApiObject(new Chart(app, 'chart', { namespace: 'payments' }), 'pod', {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'web' },
        spec: {
          containers: [
            {
              name: 'web',
              image: `ghcr.io/acme/web@sha256:${'0'.repeat(64)}`,
              resources: { limits: { cpu: '1', memory: '1Gi' } },
              ...container,
            },
          ],
        },
      });
    };
  const specOf = (ran: Awaited<ReturnType<typeof runProgram>>) =>
    ran.resources.find(({ type }) => type === 'kubernetes:core/v1:Pod')?.inputs.spec as Record<string, any>;

  test('fills what pods leave unset, as HardenedApp does', async () => {
    const ran = await runProgram(() => void sdk.HardenedChart.fromCdk8s('web', pod()));
    expect(ran.errors).toEqual([]);
    expect(specOf(ran)).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(JSON.parse(JSON.stringify(specOf(ran).containers[0].securityContext))).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    });
  });

  test('leaves them as they are for a reason, and then they are refused', async () => {
    const ran = await runProgram(() => void sdk.HardenedChart.fromCdk8s('web', pod(), { unsafeNoPodHardeningReason: 'The image is old.' }));
    expect(ran.errors).toEqual([expect.stringMatching(/^\d+ violations:[^]*workloads\/seccomp-restricted/)]);
    expect(specOf(ran)).toBeUndefined();
  });

  test('keeps to the image policy, in any profile', async () => {
    const hardening = { profile: 'pss-restricted', imagePolicy: hardened.ImagePolicy.of({ registries: ['registry.example.com'] }) };
    const ran = await runProgram(() => void sdk.HardenedChart.fromCdk8s('web', pod(), { hardening }));
    expect(ran.errors).toEqual([expect.stringContaining('the image policy of this run allows only registry.example.com')]);
    const sound = await runProgram(
      () =>
        void sdk.HardenedChart.fromCdk8s('web', pod(), {
          hardening: { imagePolicy: hardened.ImagePolicy.of({ registries: ['ghcr.io/acme'] }) },
        }),
    );
    expect(sound.errors).toEqual([]);
  });
});
