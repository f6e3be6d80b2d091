import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, App, Chart, Include, JsonPatch, Lazy, Testing, YamlOutputType, type AppProps } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { HardenedApp, Hardening } from '../../../src/app';
import { podViews } from '../../../src/kubernetes/pods/pod-view';
import { evaluatePodSecurity } from '../../../src/kubernetes/pods/security/evaluate';
import { RELEASES, parseMinor } from '../../../src/kubernetes/releases/versions';
import { IsolatedNamespace } from '../../../src/namespaces';
import { PodHardening } from '../../../src/workloads';
import { inventoryOf } from '../../support/findings';

/** A test that looks at the fields of one pod switches the others off. */
const NOTHING = {
  seccomp: false,
  capabilities: false,
  privilegeEscalation: false,
  runAsNonRoot: false,
  readOnlyRootFilesystem: false,
  serviceAccountToken: false,
  resourceRequests: false,
};
const BARE = { containers: [{ name: 'api', image: 'registry.example.com/api:1.4' }] };
const FILLED_CONTAINER = {
  name: 'api',
  image: 'registry.example.com/api:1.4',
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
  resources: { requests: { cpu: '100m', memory: '128Mi' } },
};
const FILLED = {
  automountServiceAccountToken: false,
  securityContext: { seccompProfile: { type: 'RuntimeDefault' }, runAsNonRoot: true },
  containers: [FILLED_CONTAINER],
};

let outdir: string;
beforeEach(() => {
  outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'pod-hardening-'));
});
afterEach(() => fs.rmSync(outdir, { recursive: true }));

const appIn = (props: AppProps = {}) => new App({ outdir, ...props });
const pod = (scope: Construct, id: string, spec: object = BARE) =>
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'Pod', metadata: { name: id }, spec });
const specs = (chart: Chart): unknown[] => Testing.synth(chart).map(({ spec }) => spec);

describe('a plain cdk8s-plus app', () => {
  function workloads(chart: Chart): void {
    const containers = [{ name: 'api', image: 'registry.example.com/api:1.4', portNumber: 8443 }];
    new kplus.Deployment(chart, 'api', { containers, initContainers: [{ name: 'setup', image: 'registry.example.com/setup:1.4' }] });
    new kplus.StatefulSet(chart, 'db', {
      containers,
      service: new kplus.Service(chart, 'db-service', { clusterIP: 'None', ports: [{ port: 8443 }] }),
    });
    new kplus.DaemonSet(chart, 'agent', { containers });
    new kplus.Job(chart, 'import', { containers });
    new kplus.CronJob(chart, 'report', { containers, schedule: { expressionString: '0 * * * *' } as never });
    new kplus.Pod(chart, 'shell', { containers });
  }

  /** What admission at restricted would say of each workload: `Deployment: check, check`. */
  function refused(chart: Chart, release: string): string[] {
    const inventory = inventoryOf(Testing.synth(chart));
    return podViews(inventory).flatMap((view) => {
      const failures = evaluatePodSecurity(view, 'restricted', parseMinor(release)).map(({ checkId }) => checkId);
      return failures.length === 0 ? [] : [`${view.object.kind}: ${failures.join(', ')}`];
    });
  }

  test.each(RELEASES.map(({ version }) => version))(
    'is refused at restricted as it comes, and admitted when it is hardened, by %s',
    (release) => {
      const [plain, hardened] = [new Chart(appIn(), 'plain'), new Chart(appIn(), 'hardened')];
      workloads(plain);
      PodHardening.of(hardened).apply();
      workloads(hardened);
      const missing = 'capabilities_restricted, seccompProfile_restricted';
      expect(refused(plain, release)).toEqual([
        `Deployment: ${missing}`,
        `StatefulSet: ${missing}`,
        `DaemonSet: ${missing}`,
        `Job: ${missing}`,
        `CronJob: ${missing}`,
        `Pod: ${missing}`,
      ]);
      expect(refused(hardened, release)).toEqual([]);
    },
  );

  test('keeps the quantities, the user and the token that cdk8s-plus writes', () => {
    const chart = new Chart(appIn(), 'chart');
    const deployment = new kplus.Deployment(chart, 'api', {
      automountServiceAccountToken: true,
      containers: [{ image: 'api', securityContext: { user: 1000, readOnlyRootFilesystem: false } }],
    });
    const before = Testing.synth(chart)[0].spec.template.spec;
    PodHardening.of(deployment).apply();
    const after = Testing.synth(chart)[0].spec.template.spec;
    const [container] = before.containers;
    expect(after).toEqual({
      ...before,
      securityContext: { ...before.securityContext, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{ ...container, securityContext: { ...container.securityContext, capabilities: { drop: ['ALL'] } } }],
    });
    expect(before.automountServiceAccountToken).toBe(true);
    expect(container.resources.requests).toEqual({ cpu: '1000m', memory: '512Mi' });
  });

  test('has containers that are added after the call', () => {
    const chart = new Chart(appIn(), 'chart');
    const deployment = new kplus.Deployment(chart, 'api');
    PodHardening.of(chart).apply();
    deployment.addContainer({ image: 'api' });
    expect(Testing.synth(chart)[0].spec.template.spec.containers[0].securityContext.capabilities).toEqual({ drop: ['ALL'] });
  });
});

describe('every way of synthesis', () => {
  const FILES = [
    [YamlOutputType.FILE_PER_APP, 'app.k8s.yaml'],
    [YamlOutputType.FILE_PER_CHART, 'chart.k8s.yaml'],
    [YamlOutputType.FILE_PER_RESOURCE, 'Pod.api.k8s.yaml'],
    [YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, 'chart/Pod.api.k8s.yaml'],
  ] as const;
  const specOf = (text: string) => podViews(inventoryOf(text))[0]!.spec;

  test.each(FILES)('app.synth, output %s', (yamlOutputType, file) => {
    const app = appIn({ yamlOutputType });
    PodHardening.of(app).apply();
    pod(new Chart(app, 'chart'), 'api');
    app.synth();
    expect(specOf(fs.readFileSync(path.join(outdir, file), 'utf8'))).toEqual(FILLED);
  });

  test('app.synthYaml', () => {
    const app = appIn();
    PodHardening.of(app).apply();
    pod(new Chart(app, 'chart'), 'api');
    expect(specOf(app.synthYaml())).toEqual(FILLED);
  });

  test('toJson of an object, where it was created before the call', () => {
    const chart = new Chart(appIn(), 'chart');
    const object = pod(chart, 'api');
    PodHardening.of(chart).apply();
    expect(object.toJson().spec).toEqual(FILLED);
  });

  test('Hardening.enforce and HardenedApp: rules see what is filled', () => {
    const apps = [appIn(), new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', profile: 'pss-restricted', outdir })];
    const [plain, hardened] = apps as [App, HardenedApp];
    const checks = [Hardening.enforce(plain, { kubernetes: '1.36', asOf: '2026-11-23', profile: 'pss-restricted' }), hardened.hardening];
    apps.forEach((app) => pod(new Chart(app, 'chart'), 'api'));
    expect(checks.map((check) => check.check().passed)).toEqual([false, true]);
    PodHardening.of(plain).apply();
    expect(checks.map((check) => check.check().passed)).toEqual([true, true]);
    apps.forEach((app) => app.synth());
  });
});

describe('every kind of object', () => {
  test('included YAML, items of a List, raw objects; created before and after', () => {
    const file = path.join(outdir, 'in.yaml');
    fs.writeFileSync(
      file,
      [
        { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent' }, spec: { template: { spec: BARE } } },
        {
          apiVersion: 'v1',
          kind: 'List',
          metadata: { name: 'list' },
          items: [
            { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' } },
            { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: BARE },
          ],
        },
      ]
        .map((json) => JSON.stringify(json))
        .join('\n---\n'),
    );
    const chart = new Chart(appIn(), 'chart');
    new Include(chart, 'before', { url: file });
    PodHardening.of(chart).apply();
    new Include(new Construct(chart, 'below'), 'after', { url: file });
    const [first, second, ...rest] = Testing.synth(chart);
    expect(first.spec.template.spec).toEqual(FILLED);
    expect(second.items).toEqual([
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' } },
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: FILLED },
    ]);
    expect(rest).toEqual([first, second]);
  });

  test('custom kinds that make pods of their template as it is written', () => {
    const chart = new Chart(appIn(), 'chart');
    PodHardening.of(chart).apply();
    new ApiObject(chart, 'rollout', { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', spec: { template: { spec: BARE } } });
    new ApiObject(chart, 'elsewhere', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      spec: { workloadRef: { kind: 'Deployment', name: 'api' } },
    });
    new ApiObject(chart, 'job', {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledJob',
      spec: { jobTargetRef: { template: { spec: BARE } } },
    });
    expect(Testing.synth(chart).map(({ spec }) => spec)).toEqual([
      { template: { spec: FILLED } },
      { workloadRef: { kind: 'Deployment', name: 'api' } },
      { jobTargetRef: { template: { spec: FILLED } } },
    ]);
  });

  test('other custom kinds and kinds without pods stay as they are', () => {
    const chart = new Chart(appIn(), 'chart');
    PodHardening.of(chart).apply();
    new ApiObject(chart, 'service', { apiVersion: 'serving.knative.dev/v1', kind: 'Service', spec: { template: { spec: BARE } } });
    new ApiObject(chart, 'deployment', { apiVersion: 'example.com/v1', kind: 'Deployment', spec: { template: { spec: BARE } } });
    new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', data: { items: 'none' } });
    expect(Testing.synth(chart).map(({ spec, data }) => spec?.template.spec ?? data)).toEqual([BARE, BARE, { items: 'none' }]);
  });

  test('keys stay sorted, as cdk8s writes them', () => {
    const chart = new Chart(appIn(), 'chart');
    PodHardening.of(chart).apply();
    pod(chart, 'api');
    const [{ spec }] = Testing.synth(chart);
    expect([spec, spec.containers[0], spec.securityContext].map((mapping) => Object.keys(mapping))).toEqual([
      ['automountServiceAccountToken', 'containers', 'securityContext'],
      ['image', 'name', 'resources', 'securityContext'],
      ['runAsNonRoot', 'seccompProfile'],
    ]);
  });
});

describe('what is written', () => {
  test('by a JSON patch stays, whenever it is added; what a patch removes is filled', () => {
    const chart = new Chart(appIn(), 'chart');
    const object = pod(chart, 'api', { ...BARE, automountServiceAccountToken: true });
    PodHardening.of(chart).apply({ ...NOTHING, seccomp: true, serviceAccountToken: true });
    object.addJsonPatch(JsonPatch.add('/spec/securityContext', { seccompProfile: { type: 'Unconfined' } }));
    expect(specs(chart)).toEqual([
      { ...BARE, automountServiceAccountToken: true, securityContext: { seccompProfile: { type: 'Unconfined' } } },
    ]);
    object.addJsonPatch(JsonPatch.remove('/spec/securityContext'), JsonPatch.remove('/spec/automountServiceAccountToken'));
    expect(specs(chart)).toEqual([
      { ...BARE, automountServiceAccountToken: false, securityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
    ]);
  });

  test('by a Lazy stays', () => {
    const chart = new Chart(appIn(), 'chart');
    PodHardening.of(chart).apply({ ...NOTHING, serviceAccountToken: true });
    pod(chart, 'api', { ...BARE, automountServiceAccountToken: Lazy.any({ produce: () => true }) });
    expect(specs(chart)).toEqual([{ ...BARE, automountServiceAccountToken: true }]);
  });

  test('and is weaker is a violation: nothing hides it', () => {
    const app = new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', profile: 'pss-restricted', outdir });
    pod(new Chart(app, 'chart'), 'api', {
      containers: [
        { name: 'api', image: 'x', securityContext: { allowPrivilegeEscalation: true, capabilities: { drop: [] }, runAsUser: 0 } },
      ],
    });
    expect(app.hardening.check().findings.map(({ rule, field }) => `${rule} ${field}`)).toEqual([
      'workloads/capabilities-restricted spec.containers[0].securityContext.capabilities.drop',
      'workloads/privilege-escalation spec.containers[0].securityContext.allowPrivilegeEscalation',
      'workloads/run-as-non-root spec.containers[0].securityContext.runAsNonRoot',
      'workloads/run-as-user spec.containers[0].securityContext.runAsUser',
    ]);
  });

  test('elsewhere in the app counts: a ServiceAccount, a LimitRange, in any chart, created in any order', () => {
    const app = appIn();
    const chart = new Chart(app, 'chart', { namespace: 'shop' });
    PodHardening.of(app).apply({ ...NOTHING, serviceAccountToken: true, resourceRequests: true });
    pod(chart, 'api', { ...BARE, serviceAccountName: 'api' });
    expect(specs(chart)).toEqual([
      {
        automountServiceAccountToken: false,
        serviceAccountName: 'api',
        containers: [{ ...BARE.containers[0], resources: { requests: { cpu: '100m', memory: '128Mi' } } }],
      },
    ]);
    const other = new Chart(app, 'other', { namespace: 'shop' });
    new ApiObject(other, 'account', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'api' },
      automountServiceAccountToken: true,
    });
    new ApiObject(other, 'limits', {
      apiVersion: 'v1',
      kind: 'List',
      items: [
        {
          apiVersion: 'v1',
          kind: 'LimitRange',
          metadata: { name: 'limits', namespace: 'shop' },
          spec: { limits: [{ type: 'Container', default: { cpu: 1, memory: '1Gi' } }] },
        },
      ],
    });
    expect(specs(chart)).toEqual([{ ...BARE, serviceAccountName: 'api' }]);
  });
});

test('a List is judged by what else it holds', () => {
  const chart = new Chart(appIn(), 'chart', { namespace: 'shop' });
  PodHardening.of(chart).apply({ ...NOTHING, serviceAccountToken: true });
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace: 'shop' },
    automountServiceAccountToken: true,
  };
  const api = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api', namespace: 'shop' }, spec: BARE };
  const other = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api', namespace: 'other' }, spec: BARE };
  new ApiObject(chart, 'list', { apiVersion: 'v1', kind: 'List', items: [api, account, other] });
  expect(Testing.synth(chart)[0].items).toEqual([api, account, { ...other, spec: { ...BARE, automountServiceAccountToken: false } }]);
});

test('what is changed after a check or a synthesis counts in the next', () => {
  const app = new HardenedApp({
    kubernetes: '1.36',
    asOf: '2026-11-23',
    profile: 'pss-baseline',
    outdir,
    podHardening: { ...NOTHING, serviceAccountToken: true },
  });
  const chart = new Chart(app, 'chart', { namespace: 'shop' });
  const object = pod(chart, 'api');
  const written = () =>
    podViews(inventoryOf(fs.readFileSync(path.join(outdir, 'chart.k8s.yaml'), 'utf8'))).map(
      ({ spec }) => spec.automountServiceAccountToken,
    );
  app.hardening.check();
  object.addJsonPatch(JsonPatch.add('/spec/automountServiceAccountToken', true));
  app.synth();
  expect(written()).toEqual([true]);
  pod(chart, 'later');
  app.synth();
  expect(written()).toEqual([true, false]);
  new ApiObject(chart, 'account', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default' },
    automountServiceAccountToken: true,
  });
  app.synth();
  expect(written()).toEqual([true, undefined]);
});

describe('scopes', () => {
  test('the nearest holds, and nothing holds outside', () => {
    const app = appIn();
    const chart = new Chart(app, 'chart');
    const [inner, skipped] = [new Construct(chart, 'inner'), new Construct(chart, 'skipped')];
    PodHardening.of(inner).apply({ ...NOTHING, runAsNonRoot: true });
    pod(chart, 'outer');
    pod(inner, 'inner');
    pod(skipped, 'skipped');
    PodHardening.of(chart).apply({ ...NOTHING, serviceAccountToken: true });
    PodHardening.of(skipped).unsafeSkip('The operator overwrites its pods.');
    pod(new Chart(app, 'elsewhere'), 'api');
    expect(specs(chart)).toEqual([
      { ...BARE, securityContext: { runAsNonRoot: true } },
      BARE,
      { ...BARE, automountServiceAccountToken: false },
    ]);
    expect(specs(app.charts.find(({ node }) => node.id === 'elsewhere')!)).toEqual([BARE]);
    expect(skipped.node.metadata.map(({ type, data }) => [type, data])).toEqual([
      ['cdk8s-hardened:unfilled-pods', 'The operator overwrites its pods.'],
    ]);
  });

  const asked = { ...NOTHING, serviceAccountToken: true };
  const FROM_APP = { ...BARE, automountServiceAccountToken: false };
  const namespaceIn = (app: App, props = {}) => new IsolatedNamespace(app, 'shop', { informationSystem: 'shop', ...props });
  const podOf = (chart: Chart) => {
    pod(chart, 'api');
    return Testing.synth(chart).find(({ kind }) => kind === 'Pod').spec;
  };
  // The LimitRange of the namespace gives requests, and its account `default` has no token.
  const { resources: _, ...container } = FILLED_CONTAINER;
  const BY_DEFAULT = { securityContext: FILLED.securityContext, containers: [container] };

  test('IsolatedNamespace fills by itself', () => expect(podOf(namespaceIn(appIn()))).toEqual(BY_DEFAULT));
  test('IsolatedNamespace takes properties', () =>
    expect(podOf(namespaceIn(appIn(), { podHardening: { ...NOTHING, runAsNonRoot: true } }))).toEqual({
      ...BARE,
      securityContext: { runAsNonRoot: true },
    }));

  test('IsolatedNamespace leaves pods alone for a reason, which it keeps', () => {
    const namespace = namespaceIn(appIn(), { unsafeNoPodHardeningReason: 'The vendor forbids it.' });
    expect(podOf(namespace)).toEqual(BARE);
    expect(namespace.namespaceObject.metadata.toJson().annotations).toEqual({
      'cdk8s-hardened/reason': 'no pod hardening: The vendor forbids it.',
    });
  });

  test('IsolatedNamespace yields to what is asked for further up, before or after', () => {
    const [before, after] = [appIn(), appIn()];
    const marker = { ...asked, readOnlyRootFilesystem: true };
    PodHardening.of(before).apply(marker);
    const [one, two] = [namespaceIn(before), namespaceIn(after)];
    PodHardening.of(after).apply(marker);
    const expected = { containers: [{ ...BARE.containers[0], securityContext: { readOnlyRootFilesystem: true } }] };
    expect([podOf(one), podOf(two)]).toEqual([expected, expected]);
  });

  test('PodHardening.of an IsolatedNamespace holds in place of what it does itself', () => {
    const namespace = namespaceIn(appIn());
    PodHardening.of(namespace).unsafeSkip('The vendor forbids it.');
    expect(podOf(namespace)).toEqual(BARE);
  });

  const hardenedApp = (props = {}) =>
    new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', profile: 'pss-baseline', outdir, ...props });
  test('HardenedApp fills by itself', () => expect(podOf(new Chart(hardenedApp(), 'chart'))).toEqual(FILLED));
  test('HardenedApp takes properties', () => expect(podOf(new Chart(hardenedApp({ podHardening: asked }), 'chart'))).toEqual(FROM_APP));

  test('HardenedApp leaves pods alone for a reason, in its namespaces too', () => {
    const app = hardenedApp({ unsafeNoPodHardeningReason: 'A test of the rules.' });
    expect([podOf(new Chart(app, 'chart')), podOf(namespaceIn(app))]).toEqual([BARE, BARE]);
    expect(app.node.metadata.map(({ data }) => data)).toEqual(['A test of the rules.']);
  });
});

describe('refusals', () => {
  const chart = () => new Chart(appIn(), 'chart');
  test.each<readonly [string, object, string]>([
    [
      'a quantity of CPU that is none',
      { cpuRequest: 'much' },
      'chart: cpuRequest is "much", which is not a quantity above zero. Write a quantity such as "100m" of CPU or "128Mi" of memory.',
    ],
    [
      'a quantity of memory that is zero',
      { memoryRequest: '0' },
      'chart: memoryRequest is "0", which is not a quantity above zero. Write a quantity such as "100m" of CPU or "128Mi" of memory.',
    ],
    [
      'a size that is negative',
      { temporaryDirectory: true, temporaryDirectorySize: '-1' },
      'chart: temporaryDirectorySize is "-1", which is not a quantity above zero. Write a quantity such as "100m" of CPU or "128Mi" '
        + 'of memory.',
    ],
    [
      'a quantity without use',
      { resourceRequests: false, cpuRequest: '1' },
      'chart: cpuRequest is given while resourceRequests is false, so it has no effect. Remove one of the two.',
    ],
    [
      'a size without use',
      { temporaryDirectorySize: '1Gi' },
      'chart: temporaryDirectorySize is given while temporaryDirectory is not true, so it has no effect. Remove one of the two.',
    ],
  ])('%s', (_, props, message) => expect(() => PodHardening.of(chart()).apply(props)).toThrow(new Error(message)));

  test('two sets of properties at one scope', () => {
    const scope = chart();
    PodHardening.of(scope).apply();
    const message =
      'chart: its pod hardening is already set, so two sets of properties would compete. Say it once, for HardenedApp and '
      + 'IsolatedNamespace in their properties or here; for some of its pods, call PodHardening.of on what holds them.';
    expect(() => PodHardening.of(scope).apply()).toThrow(new Error(message));
    expect(() => PodHardening.of(scope).unsafeSkip('why')).toThrow(new Error(message));
  });

  test('a blank reason', () => {
    expect(() => PodHardening.of(chart()).unsafeSkip(' ')).toThrow(
      new Error('chart: the reason of unsafeSkip is blank, so reviewers cannot assess it. Give the reason in a sentence.'),
    );
    expect(() => new IsolatedNamespace(appIn(), 'shop', { informationSystem: 'shop', unsafeNoPodHardeningReason: '' })).toThrow(
      new Error('shop: unsafeNoPodHardeningReason is blank, so reviewers cannot assess it. Give the reason in a sentence.'),
    );
  });

  test('both properties', () => {
    const props = { informationSystem: 'shop', podHardening: {}, unsafeNoPodHardeningReason: 'why' };
    expect(() => new IsolatedNamespace(appIn(), 'shop', props)).toThrow(
      new Error(
        'shop: podHardening and unsafeNoPodHardeningReason are both given, so it is unclear whether pods are filled. Remove one of '
          + 'the two.',
      ),
    );
  });
});

test('the temporary directory, on request', () => {
  const chart = new Chart(appIn(), 'chart');
  PodHardening.of(chart).apply({ ...NOTHING, readOnlyRootFilesystem: true, temporaryDirectory: true, temporaryDirectorySize: '1Gi' });
  pod(chart, 'api');
  expect(specs(chart)).toEqual([
    {
      containers: [
        { ...BARE.containers[0], securityContext: { readOnlyRootFilesystem: true }, volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] },
      ],
      volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '1Gi' } }],
    },
  ]);
});
