import { join } from 'node:path';
import { ApiObject, App, Chart, Include, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { PodHardening } from '../../src/workloads';
import { guarantee } from '../support/guarantee';
import { OPERATOR_FOLDER, OPERATORS } from '../support/operators';
import { describeProof } from '../support/requirements';
import { BREAKING_PODS, GOOD_PODS } from './support/breaking-pods';
import type { Manifest, Reply } from './support/client';
import { Cluster, requireCluster } from './support/cluster';
import { serverChecks } from './support/pod-security-verdicts';

const CONTAINER = { name: 'api', image: 'registry.example.com/api:1.4' };
const bare = (spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'api' },
  spec: { containers: [CONTAINER], ...spec },
});
const withContext = (securityContext: object, spec: object = {}) => bare({ containers: [{ ...CONTAINER, securityContext }], ...spec });

/** Pods that say nothing of what restricted asks for. */
const SILENT: readonly (readonly [string, object])[] = [
  ['one container', bare()],
  [
    'an init container and a sidecar',
    bare({
      initContainers: [
        { ...CONTAINER, name: 'setup' },
        { ...CONTAINER, name: 'proxy', restartPolicy: 'Always' },
      ],
    }),
  ],
  [
    'volumes and mounts',
    bare({ volumes: [{ name: 'tmp', emptyDir: {} }], containers: [{ ...CONTAINER, volumeMounts: [{ name: 'tmp', mountPath: '/data' }] }] }),
  ],
  [
    'a mount at /tmp',
    bare({
      volumes: [{ name: 'data', emptyDir: {} }],
      containers: [{ ...CONTAINER, volumeMounts: [{ name: 'data', mountPath: '/tmp' }] }],
    }),
  ],
  ['resources of the pod', bare({ resources: { requests: { cpu: '10m' }, limits: { memory: '16Mi' } } })],
  ['limits alone', bare({ containers: [{ ...CONTAINER, resources: { limits: { cpu: '1m', memory: '1Mi' } } }] })],
  ['a uid and an added capability that restricted allows', withContext({ runAsUser: 1000, capabilities: { add: ['NET_BIND_SERVICE'] } })],
  [
    'null where nothing is meant',
    bare({
      securityContext: null,
      volumes: null,
      automountServiceAccountToken: null,
      containers: [{ ...CONTAINER, securityContext: null, resources: { requests: null }, volumeMounts: null }],
    }),
  ],
];

/** Pods that the server takes where no level is enforced, near to what it refuses. */
const EDGES: readonly (readonly [string, object])[] = [
  ['privileged', withContext({ privileged: true })],
  ['CAP_SYS_ADMIN', withContext({ capabilities: { add: ['CAP_SYS_ADMIN'] } })],
  ['SYS_ADMIN', withContext({ capabilities: { add: ['SYS_ADMIN'] } })],
  ['uid 0', withContext({ runAsUser: 0 })],
  ['Windows', bare({ os: { name: 'windows' } })],
  [
    'Windows, as the administrator',
    bare({ os: { name: 'windows' }, securityContext: { windowsOptions: { runAsUserName: 'ContainerAdministrator' } } }),
  ],
  [
    'a host process of Windows',
    bare({
      os: { name: 'windows' },
      hostNetwork: true,
      securityContext: { windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' } },
    }),
  ],
  ['a user namespace', bare({ hostUsers: false })],
  ['/proc unmasked', withContext({ procMount: 'Unmasked' }, { hostUsers: false })],
  ["the host's namespaces", bare({ hostNetwork: true, hostPID: true, hostIPC: true })],
  ['requests of the pod alone', bare({ resources: { requests: { cpu: '1m', memory: '1Mi' } } })],
  ['a request of zero', bare({ containers: [{ ...CONTAINER, resources: { requests: { cpu: '0' }, limits: { memory: '0' } } }] })],
];

describeProof('PodHardening on a real API server', requireCluster(), () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await Cluster.start('pod-hardening');
    await cluster.makeNamespace('restricted', {
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/enforce-version': 'latest',
    });
    await cluster.makeNamespace('open');
  });

  afterAll(() => cluster?.stop());

  /** The manifests of a chart, filled or as they come. */
  function synthesise(namespace: string, hardened: boolean, fill: (chart: Construct) => void): Manifest[] {
    const chart = new Chart(new App(), 'chart', { namespace });
    if (hardened) PodHardening.of(chart).apply({ temporaryDirectory: true });
    fill(chart);
    return Testing.synth(chart);
  }

  /** Asks the server for a pod. The spec is put in by a patch, so that nulls stay: cdk8s drops them elsewhere. */
  function ask(namespace: string, { spec, ...identity }: any, hardened: boolean): Promise<Reply> {
    const [pod] = synthesise(namespace, hardened, (chart) =>
      new ApiObject(chart, 'api', identity).addJsonPatch(JsonPatch.add('/spec', spec)),
    );
    return cluster.admin.create(pod!, { dryRun: 'All' });
  }

  guarantee.group(
    'PodHardening',
    'pods that say nothing of what restricted requires are refused there as they come, and admitted when they are filled',
    () => {
      test.each(SILENT)('%s', async (_, manifest) => {
        expect(serverChecks(await ask('restricted', manifest, false), 'restricted')).not.toBe('admitted');
        expect(serverChecks(await ask('restricted', manifest, true), 'restricted')).toBe('admitted');
      });
    },
  );

  guarantee(
    'PodHardening',
    'workloads of cdk8s-plus are taken with warnings as they come, and without any when they are filled',
    async () => {
      const containers = [{ image: CONTAINER.image, portNumber: 8443 }];
      const workloads = (chart: Construct) => {
        new kplus.Deployment(chart, 'api', { containers });
        new kplus.DaemonSet(chart, 'agent', { containers });
        new kplus.Job(chart, 'import', { containers });
      };
      const warnings = async (hardened: boolean) =>
        Promise.all(
          synthesise('warned', hardened, workloads).map(async (manifest) => {
            const reply = await cluster.admin.create(manifest, { dryRun: 'All' });
            return [manifest.kind, reply.status, reply.warnings.map((warning) => warning.replace(/ \(.*/, ''))];
          }),
        );
      await cluster.makeNamespace('warned', { 'pod-security.kubernetes.io/warn': 'restricted' });
      const warned = ['would violate PodSecurity "restricted:latest": unrestricted capabilities'];
      expect(await warnings(false)).toEqual([
        ['Deployment', 201, warned],
        ['DaemonSet', 201, warned],
        ['Job', 201, warned],
      ]);
      expect(await warnings(true)).toEqual([
        ['Deployment', 201, []],
        ['DaemonSet', 201, []],
        ['Job', 201, []],
      ]);
    },
  );

  guarantee.group('PodHardening', 'no pod that the API server takes is refused for being filled', () => {
    const table = [...EDGES, ...SILENT, ...[...BREAKING_PODS, ...GOOD_PODS].map(({ name, pod }) => [name, pod] as const)];

    test.each(table)('%s', async (_, manifest) => {
      const [plain, filled] = [await ask('open', manifest, false), await ask('open', manifest, true)];
      expect([plain.status, plain.body.message]).toEqual([201, undefined]);
      expect([filled.status, filled.body.message]).toEqual([201, undefined]);
    });

    test('except the exceptions that are made, it would be', async () => {
      const forced = [
        withContext({ privileged: true, allowPrivilegeEscalation: false }),
        withContext({ capabilities: { add: ['CAP_SYS_ADMIN'] }, allowPrivilegeEscalation: false }),
        bare({ os: { name: 'windows' }, securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }),
        withContext({ readOnlyRootFilesystem: true }, { os: { name: 'windows' } }),
      ];
      for (const manifest of forced) expect((await ask('open', manifest, false)).status).toBe(422);
    });
  });

  guarantee.group(
    ['PodHardening', 'workloads/service-account-token'],
    'the API server mounts a token into exactly the pods of an operator that are granted something, once they are filled',
    () => {
      /** Whether the API server mounts a token into each pod of an operator. */
      async function mounts(file: string, namespace: string, hardened: boolean): Promise<Record<string, boolean | string>> {
        await cluster.makeNamespace(namespace);
        const here = (manifest: Manifest): Manifest => ({ ...manifest, metadata: { ...manifest.metadata, namespace } });
        const manifests = synthesise(namespace, hardened, (chart) => new Include(chart, 'all', { url: join(OPERATOR_FOLDER, file) }));
        for (const account of manifests.filter(({ kind }) => kind === 'ServiceAccount')) await cluster.admin.apply(here(account));
        const pods = manifests.flatMap((manifest) => {
          const { template } = ((manifest.spec as any)?.jobTemplate?.spec ?? manifest.spec ?? {}) as { template?: any };
          if (!template) return [];
          return [here({ apiVersion: 'v1', kind: 'Pod', metadata: { name: manifest.metadata.name }, spec: template.spec })];
        });
        const replies = await Promise.all(pods.map((value) => cluster.admin.create(value, { dryRun: 'All' })));
        return Object.fromEntries(
          replies.map(({ status, body }, index) => [pods[index]!.metadata.name, status === 201 ? hasToken(body) : body.message]),
        );
      }

      test.each(Object.entries(OPERATORS))('%s', async (file, expected) => {
        const name = file.replace('.yaml', '');
        expect(await mounts(file, `filled-${name}`, true)).toEqual(expected);
        const plain = await mounts(file, `plain-${name}`, false);
        expect(Object.keys(plain)).toEqual(Object.keys(expected));
        // As they come, every pod gets one.
        expect(new Set(Object.values(plain))).toEqual(new Set([true]));
      });
    },
  );
});

/** The projected volume of the ServiceAccount admission, mounted into every container. */
function hasToken({ spec }: { spec: any }): boolean {
  const volumes = (spec.volumes ?? []).filter(({ projected }: any) =>
    (projected?.sources ?? []).some((source: object) => 'serviceAccountToken' in source),
  );
  const isMounted = ({ volumeMounts = [] }: any) =>
    volumeMounts.some(
      ({ name, mountPath }: any) => name === volumes[0]?.name && mountPath === '/var/run/secrets/kubernetes.io/serviceaccount',
    );
  return volumes.length === 1 && [...(spec.initContainers ?? []), ...spec.containers].every(isMounted);
}
