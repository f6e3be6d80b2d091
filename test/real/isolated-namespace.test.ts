import { Testing } from 'cdk8s';
import { HardenedApp } from '../../src/app';
import { POD_SECURITY_CHECKS } from '../../src/kubernetes/pods/security/checks';
import { IsolatedNamespace, PodSecurityLevel, type IsolatedNamespaceProps } from '../../src/namespaces';
import { workloadsRules } from '../../src/workloads/rules';
import { findings } from '../support/findings';
import { guarantee } from '../support/guarantee';
import { CONTAINER, pod, withContainer, withContext } from '../support/pods';
import { describeProof } from '../support/requirements';
import { BREAKING_PODS, DEBUGGER, GOOD_PODS } from './support/breaking-pods';
import type { Manifest, Reply } from './support/client';
import { Cluster, requireCluster } from './support/cluster';
import { asServerSays, ownChecks, ruleChecks, serverChecks, warnedChecks, type Level, type Verdict } from './support/pod-security-verdicts';

const WHY = { unsafePodSecurityReason: 'Its image runs as root.' };

describeProof('IsolatedNamespace on a real API server', requireCluster(), () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await Cluster.start('isolated-namespace');
  });

  afterAll(() => cluster?.stop());

  /** Applies what the construct makes, in its order. */
  async function isolate(name: string, props: Partial<IsolatedNamespaceProps> = {}): Promise<Manifest[]> {
    const app = new HardenedApp({ kubernetes: cluster.release.minor, asOf: '2026-11-23' });
    const manifests: Manifest[] = Testing.synth(new IsolatedNamespace(app, name, { informationSystem: name, ...props }));
    for (const manifest of manifests) {
      const { status, body, warnings } = await cluster.admin.apply(manifest);
      if (status !== 201 || warnings.length > 0) {
        throw new Error(`${manifest.kind} ${manifest.metadata.name}: ${body.message} ${warnings.join()}`);
      }
    }
    return manifests;
  }

  let made = 0;
  const place = (value: object, namespace: string) => ({
    ...value,
    metadata: { ...(value as Manifest).metadata, name: `pod-${++made}`, namespace },
  });
  const create = (value: object, namespace: string): Promise<Reply> => cluster.admin.create(place(value, namespace));

  /**
   * Does what the quota controller does when it first sees a quota, and waits until admission has noticed. No namespace here allows a node
   * port.
   */
  async function startQuota(namespace: string): Promise<void> {
    const path = `/api/v1/namespaces/${namespace}/resourcequotas/quota`;
    const { hard } = (await cluster.admin.request('GET', path)).body.spec;
    const used = Object.fromEntries(Object.keys(hard).map((resource) => [resource, '0']));
    const { status } = await cluster.admin.request('PATCH', `${path}/status`, {
      body: { status: { hard, used } },
      headers: { 'content-type': 'application/merge-patch+json' },
    });
    expect(status).toBe(200);
    const probe = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'probe', namespace },
      spec: { type: 'NodePort', ports: [{ port: 80 }] },
    };
    for (let tries = 0; (await cluster.admin.create(probe, { dryRun: 'All' })).status !== 403; tries++) {
      if (tries === 100) throw new Error(`The quota of ${namespace} does not act.`);
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  describe.each([
    ['restricted', {}],
    ['baseline', { podSecurity: PodSecurityLevel.BASELINE, ...WHY }],
  ] as const)('at the level %s', (level: Level, props) => {
    const namespace = `level-${level}`;
    let label: string;

    beforeAll(async () => {
      const [own] = await isolate(namespace, props);
      label = (own!.metadata.labels as Record<string, string>)['pod-security.kubernetes.io/enforce-version']!;
    });

    guarantee('IsolatedNamespace', 'the namespace has its Pod Security level, as of the release of the cluster', async () => {
      const { body } = await cluster.admin.request('GET', `/api/v1/namespaces/${namespace}`);
      expect(body.metadata.labels).toMatchObject({
        'pod-security.kubernetes.io/enforce': level,
        'pod-security.kubernetes.io/enforce-version': `v${cluster.release.minor}`,
      });
    });

    guarantee.group(
      ['IsolatedNamespace', 'Pod Security Standards'],
      'pods that break the level of an isolated namespace are rejected by the API server, and our evaluation and rules name the same '
        + 'checks',
      () => {
        test.each(BREAKING_PODS)('$name: the server, our evaluation and our rules name the same checks', async (row) => {
          const expected = row[level].length === 0 ? 'admitted' : row[level];
          const server = serverChecks(await create(row.pod, namespace), level);
          const own = ownChecks(row.pod, level, label, cluster.release.minor);
          expect(asServerSays(own)).toEqual(server);
          expect(sorted(own)).toEqual(expected);
          expect(ruleChecks(row.pod, level, cluster.release.minor)).toEqual(expected);
        });
      },
    );

    test(
      'a Deployment of such pods is taken, with a warning that names the checks of restricted: what our evaluation says of the '
        + 'Deployment',
      async () => {
        for (const row of BREAKING_PODS) {
          const workload = place(deploymentOf(row.pod), namespace);
          const warned = warnedChecks(await cluster.admin.create(workload, { dryRun: 'All' }), 'restricted');
          const own = ownChecks(workload, 'restricted', label, cluster.release.minor);
          expect({ name: row.name, warned, own: sorted(own) }).toEqual({ name: row.name, warned: asServerSays(own), own: row.restricted });
        }
      },
    );

    guarantee.group(
      ['IsolatedNamespace', 'Pod Security Standards'],
      'pods that keep to the level of an isolated namespace are admitted without a warning',
      () => {
        test.each(GOOD_PODS)('$name: the server admits it without a warning, and so do we', async (row) => {
          const reply = await create(row.pod, namespace);
          expect({ checks: serverChecks(reply, level), warnings: reply.warnings }).toEqual({ checks: 'admitted', warnings: [] });
          expect(ownChecks(row.pod, level, label, cluster.release.minor)).toBe('admitted');
          expect(ruleChecks(row.pod, level, cluster.release.minor)).toBe('admitted');
        });
      },
    );
  });

  test('every check is in the table but procMount, whose pods do not get as far as Pod Security admission', async () => {
    const covered = new Set(BREAKING_PODS.flatMap(({ restricted, baseline }) => [...restricted, ...baseline]));
    expect(POD_SECURITY_CHECKS.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual(['procMount']);
    const unmasked = withContext({ procMount: 'Unmasked' });
    expect(ownChecks(unmasked, 'baseline', `v${cluster.release.minor}`, cluster.release.minor)).toEqual(['procMount']);
    expect(await create(unmasked, 'level-baseline')).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining('`hostUsers` must be false to use `Unmasked`') },
    });
  });

  test('a baseline namespace admits what only restricted forbids, and warns of it', async () => {
    const reply = await create(withContainer({ securityContext: {} }), 'level-baseline');
    expect(reply.status).toBe(201);
    expect(reply.warnings).toEqual([
      expect.stringMatching(
        /^would violate PodSecurity "restricted:v1\.\d+": allowPrivilegeEscalation != false .*unrestricted capabilities/,
      ),
    ]);
  });

  guarantee(
    ['IsolatedNamespace', 'Pod Security Standards'],
    'a debugging container that is added to a running pod is checked by the level too',
    async () => {
      const reply = await create(pod(), 'level-restricted');
      const added = await cluster.admin.request(
        'PATCH',
        `/api/v1/namespaces/level-restricted/pods/${reply.body.metadata.name}/ephemeralcontainers`,
        {
          body: { spec: { ephemeralContainers: [DEBUGGER] } },
          headers: { 'content-type': 'application/strategic-merge-patch+json' },
        },
      );
      const checks = ['allowPrivilegeEscalation', 'capabilities_restricted'];
      expect(serverChecks(added, 'restricted')).toEqual(checks);
      expect(ownChecks(pod({ ephemeralContainers: [DEBUGGER] }), 'restricted', `v${cluster.release.minor}`, cluster.release.minor)).toEqual(
        checks,
      );
    },
  );

  test('a namespace without the construct admits every one of these pods', async () => {
    await cluster.makeNamespace('open');
    for (const row of BREAKING_PODS) {
      expect({ name: row.name, status: (await create(row.pod, 'open')).status }).toEqual({ name: row.name, status: 201 });
    }
  });

  describe('the default service account', () => {
    const TOKEN = expect.objectContaining({
      projected: expect.objectContaining({
        sources: expect.arrayContaining([expect.objectContaining({ serviceAccountToken: expect.anything() })]),
      }),
    });

    guarantee(
      ['IsolatedNamespace', 'namespaces/default-service-account-token'],
      'the default service account of an isolated namespace mounts no token into a pod that does not request one',
      async () => {
        const { body } = await create(pod(), 'level-restricted');
        expect(body.spec.serviceAccountName).toBe('default');
        expect(body.spec.volumes).toBeUndefined();
        expect(body.spec.containers[0].volumeMounts).toBeUndefined();
      },
    );

    test('does elsewhere, so that it is the construct that keeps it away', async () => {
      const { body } = await create(pod(), 'open');
      expect(body.spec.volumes).toEqual([TOKEN]);
      expect(body.spec.containers[0].volumeMounts).toEqual([
        expect.objectContaining({ mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }),
      ]);
    });

    guarantee('workloads/service-account-token', 'a pod that requests a token gets it, and the rule says so beforehand', async () => {
      const asking = pod({ automountServiceAccountToken: true });
      expect((await create(asking, 'level-restricted')).body.spec.volumes).toEqual([TOKEN]);
      const rules = workloadsRules.filter(({ id }) => id === 'workloads/service-account-token');
      expect(findings(rules, [asking])).toEqual([expect.stringContaining('spec.automountServiceAccountToken')]);
    });
  });

  describe('limits', () => {
    guarantee('IsolatedNamespace', 'requests and limits that a container does not say are filled in on what is admitted', async () => {
      const { body } = await create(pod({ initContainers: [{ ...CONTAINER, name: 'setup' }] }), 'level-restricted');
      const filled = { limits: { cpu: '500m', memory: '512Mi' }, requests: { cpu: '100m', memory: '128Mi' } };
      expect([...body.spec.initContainers, ...body.spec.containers].map(({ resources }: any) => resources)).toEqual([filled, filled]);
    });

    guarantee('IsolatedNamespace', 'a container that wants more than the maximum of an isolated namespace is refused', async () => {
      expect(await create(withContainer({ resources: { limits: { cpu: '2', memory: '4Gi' } } }), 'level-restricted')).toMatchObject({
        status: 201,
      });
      expect(await create(withContainer({ resources: { limits: { cpu: '2001m' } } }), 'level-restricted')).toMatchObject({
        status: 403,
        body: { message: expect.stringContaining('maximum cpu usage per Container is 2, but limit is 2001m') },
      });
      expect(await create(withContainer({ resources: { limits: { memory: '5Gi' } } }), 'level-restricted')).toMatchObject({
        status: 403,
        body: { message: expect.stringContaining('maximum memory usage per Container is 4Gi, but limit is 5Gi') },
      });
    });
  });

  describe('the quota', () => {
    const service = (type: string) => ({ apiVersion: 'v1', kind: 'Service', metadata: {}, spec: { type, ports: [{ port: 80 }] } });
    const claim = (storage: string) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {},
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
    });

    guarantee('IsolatedNamespace', 'a pod beyond the quota of an isolated namespace is refused', async () => {
      await isolate('few-pods', { quota: { pods: 2 } });
      await startQuota('few-pods');
      expect((await create(pod(), 'few-pods')).status).toBe(201);
      expect((await create(pod(), 'few-pods')).status).toBe(201);
      expect(await create(pod(), 'few-pods')).toMatchObject({
        status: 403,
        body: { message: expect.stringContaining('exceeded quota: quota, requested: pods=1, used: pods=2, limited: pods=2') },
      });
    });

    test.each([
      ['requests.cpu', { requestsCpu: '150m', limitsCpu: '8' }, 'requests.cpu=100m, used: requests.cpu=100m, limited: requests.cpu=150m'],
      ['limits.cpu', { requestsCpu: '900m', limitsCpu: '900m' }, 'limits.cpu=500m, used: limits.cpu=500m, limited: limits.cpu=900m'],
      [
        'requests.memory',
        { requestsMemory: '200Mi' },
        'requests.memory=128Mi, used: requests.memory=128Mi, limited: requests.memory=200Mi',
      ],
      [
        'limits.memory',
        { requestsMemory: '900Mi', limitsMemory: '900Mi' },
        'limits.memory=512Mi, used: limits.memory=512Mi, limited: limits.memory=900Mi',
      ],
    ])('pods that together want more %s are refused, at what the limits filled in', async (resource, quota, fact) => {
      const namespace = `little-${resource.replace('.', '-')}`;
      await isolate(namespace, { quota });
      await startQuota(namespace);
      expect((await create(pod(), namespace)).status).toBe(201);
      expect(await create(pod(), namespace)).toMatchObject({
        status: 403,
        body: { message: expect.stringContaining(`exceeded quota: quota, requested: ${fact}`) },
      });
    });

    guarantee(
      'IsolatedNamespace',
      'a pod without a CPU limit is admitted as it is where CPU limits are left out, and rejected by a quota that counts them',
      async () => {
        const resources = { requests: { cpu: '250m', memory: '64Mi' }, limits: { memory: '64Mi' } };
        await isolate('no-cpu-limits', { unsafeNoCpuLimitsReason: 'Throttling costs more than it protects.' });
        await startQuota('no-cpu-limits');
        const { status, body } = await create(withContainer({ resources }), 'no-cpu-limits');
        expect([status, body.spec?.containers[0].resources]).toEqual([201, resources]);
        const silent = await create(pod(), 'no-cpu-limits');
        expect([silent.status, silent.body.spec?.containers[0].resources.limits]).toEqual([201, { memory: '512Mi' }]);
        await isolate('counts-cpu-limits', { unsafeNoLimitsReason: 'It is the quota that is tried.' });
        await startQuota('counts-cpu-limits');
        expect(await create(withContainer({ resources }), 'counts-cpu-limits')).toMatchObject({
          status: 403,
          body: { message: expect.stringContaining('must specify limits.cpu') },
        });
      },
    );

    guarantee('IsolatedNamespace', 'the default quota refuses node ports, load balancers and storage beyond its quantities', async () => {
      await isolate('by-default');
      await startQuota('by-default');
      expect(await create(service('ClusterIP'), 'by-default')).toMatchObject({ status: 201 });
      expect(await create(service('NodePort'), 'by-default')).toMatchObject({
        status: 403,
        body: { message: expect.stringContaining('services.nodeports=1, used: services.nodeports=0, limited: services.nodeports=0') },
      });
      expect(await create(service('LoadBalancer'), 'by-default')).toMatchObject({
        status: 403,
        body: { message: expect.stringContaining('services.loadbalancers=1') },
      });
      expect(await create(claim('90Gi'), 'by-default')).toMatchObject({ status: 201 });
      expect(await create(claim('20Gi'), 'by-default')).toMatchObject({
        status: 403,
        body: { message: expect.stringContaining('requests.storage=20Gi, used: requests.storage=90Gi, limited: requests.storage=100Gi') },
      });
    });

    test('nothing of it holds before the quota controller has seen it', async () => {
      await isolate('unseen', { quota: { pods: 0 } });
      expect((await create(pod(), 'unseen')).status).toBe(201);
      await startQuota('unseen');
      expect((await create(pod(), 'unseen')).status).toBe(403);
    });
  });
});

function sorted(checks: Verdict): Verdict {
  return checks === 'admitted' ? checks : [...checks].sort();
}

function deploymentOf(value: object): object {
  const { spec } = value as Manifest;
  const labels = { app: 'api' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {},
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
}
