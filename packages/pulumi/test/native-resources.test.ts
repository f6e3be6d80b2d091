/** Native resources below a component: filled and checked as the objects of the component are. */
import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import * as sdk from '../src';
import { plain, runProgram, unknown, UNKNOWN, type Ran } from './support/pulumi';

const IMAGE = `ghcr.io/acme/web@sha256:${'0'.repeat(64)}`;
const known = <T>(value: T) => pulumi.output(new Promise<T>((resolve) => setTimeout(() => resolve(value), 5)));

function deployment(
  parent: pulumi.Resource,
  { container = {}, template = {}, metadata = {}, whole, ...spec }: Record<string, any> = {},
  name = 'web',
): kubernetes.apps.v1.Deployment {
  return new kubernetes.apps.v1.Deployment(
    name,
    {
      metadata: { name, ...metadata },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: whole ?? {
          metadata: { labels: { app: 'web' } },
          spec: {
            containers: [
              {
                name: 'web',
                image: IMAGE,
                resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } },
                ...container,
              },
            ],
            ...template,
          },
        },
        ...spec,
      },
    },
    { parent },
  );
}

const payments = (name: pulumi.Input<string> = 'payments') =>
  new sdk.IsolatedNamespace('payments', { informationSystem: 'payments', name }, { hardening: { profile: 'pss-restricted' } });
const inputsOf = (ran: Ran, type = 'Deployment') =>
  plain(ran.resources.find((resource) => resource.type.endsWith(`:${type}`))?.inputs) as any;

test('is put into the namespace, its pods are filled, and it comes after the namespace', async () => {
  const ran = await runProgram(() => deployment(payments()));
  expect(ran.errors).toEqual([]);
  expect(inputsOf(ran)).toMatchObject({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'payments' } });
  expect(inputsOf(ran).spec.template.spec).toMatchObject({
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [{ image: IMAGE, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } }],
  });
  const registered = (end: string) => ran.resources.find(({ type }) => type.endsWith(end))!;
  expect(registered(':Deployment').dependencies).toContain(registered(':Namespace').urn);
});

test.each([true, false])(
  'a privileged nginx:latest is refused, in a preview (%s) and in an update, and is not registered',
  async (preview) => {
    const ran = await runProgram(
      () => {
        const parent = new sdk.IsolatedNamespace('payments', { informationSystem: 'payments' });
        deployment(parent, { container: { image: 'nginx:latest', securityContext: { privileged: true, allowPrivilegeEscalation: true } } });
      },
      { preview },
    );
    expect(ran.errors).toEqual([expect.stringMatching(/^\d+ violations:/)]);
    expect(ran.errors[0]).toContain('web: container "web" is privileged');
    expect(ran.errors[0]).toContain('nginx:latest');
    expect(ran.errors[0]).toContain('urn:pulumi:stack::project::cdk8s-hardened:index:IsolatedNamespace$kubernetes:apps/v1:Deployment::web');
    expect(inputsOf(ran)).toBeUndefined();
  },
);

describe('outputs', () => {
  test('stay unknown in their field alone, and are resolved in an update', async () => {
    const preview = await runProgram(() => deployment(payments(), { container: { image: unknown() }, replicas: unknown() }), {
      preview: true,
    });
    expect(preview.errors).toEqual([]);
    expect(inputsOf(preview).spec.replicas).toBe(UNKNOWN);
    expect(inputsOf(preview).spec.template.spec.containers[0]).toMatchObject({
      image: UNKNOWN,
      name: 'web',
      securityContext: { allowPrivilegeEscalation: false },
    });
    const update = await runProgram(() =>
      deployment(payments(known('live')), {
        container: { image: known(IMAGE) },
        replicas: known(3),
        metadata: { labels: known({ a: 'b' }) },
      }),
    );
    expect(update.errors).toEqual([]);
    expect(inputsOf(update)).toMatchObject({ metadata: { namespace: 'live', labels: { a: 'b' } }, spec: { replicas: 3 } });
    expect(JSON.stringify(update.resources)).not.toMatch(/unknown-[19]\d/);
  });

  test.each<[string, () => Record<string, any>]>([
    ['the field', () => ({ container: { securityContext: { privileged: known(true) } } })],
    ['the mapping', () => ({ container: { securityContext: known({ privileged: true }) } })],
    [
      'the list of containers',
      () => ({ template: { containers: known([{ name: 'a', image: IMAGE, securityContext: { privileged: true } }]) } }),
    ],
    [
      'the template',
      () => ({ whole: known({ spec: { containers: [{ name: 'a', image: IMAGE, securityContext: { privileged: true } }] } }) }),
    ],
  ])('that turn out to break a rule are refused: %s', async (_, given) => {
    const ran = await runProgram(() => deployment(payments(), given()));
    expect(ran.errors).toEqual([expect.stringContaining('is privileged')]);
    expect(inputsOf(ran)).toBeUndefined();
  });

  test('a violation beside them is refused in the preview', async () => {
    const ran = await runProgram(() => deployment(payments(), { container: { image: unknown() }, template: { hostPID: true } }), {
      preview: true,
    });
    expect(ran.errors).toEqual([expect.stringContaining('hostPID')]);
  });

  test('what is unknown as a whole fails nothing in a preview, and is said', async () => {
    const ran = await runProgram(() => deployment(payments(), { container: { securityContext: unknown() } }), { preview: true });
    expect(ran.errors).toEqual([]);
    expect(ran.warnings.join('\n')).toMatch(/^web: .*workloads\/capabilities-restricted.*They decide when the values are known\./m);
  });
});

test.each<[string, Record<string, any>]>([
  ['a mapping', { container: { securityContext: known({ runAsUser: 10001 }) } }],
  ['a field of one', { container: { securityContext: { privileged: known(false), runAsUser: known(10001) } } }],
  ['containers', { template: { containers: known([{ name: 'web', image: IMAGE }]) } }],
  ['a container', { template: { containers: [known({ name: 'web', image: IMAGE })] } }],
  ['the template', { whole: known({ spec: { containers: [{ name: 'web', image: IMAGE }] } }) }],
])('what is known late is filled when it is known: %s', async (_, given) => {
  const ran = await runProgram(() => deployment(payments(), given));
  expect(ran.errors).toEqual([]);
  expect(inputsOf(ran).spec.template.spec.containers[0].securityContext).toMatchObject({ capabilities: { drop: ['ALL'] } });
});

test('a pod that names its account keeps its token, and the account is named as unknown', async () => {
  const ran = await runProgram(() =>
    deployment(new sdk.IsolatedNamespace('payments', { informationSystem: 'payments' }), { template: { serviceAccountName: 'operator' } }),
  );
  expect(ran.errors).toEqual([]);
  expect(inputsOf(ran).spec.template.spec.automountServiceAccountToken).toBeUndefined();
  expect(ran.warnings.join('\n')).toContain('"operator", which is not in the input. The result is unknown, which is not a pass.');
});

test('Pulumi still names what has no name', async () => {
  const ran = await runProgram(() => deployment(payments(), { metadata: { name: undefined } }));
  expect(ran.errors).toEqual([]);
  expect(inputsOf(ran).metadata).toEqual({ namespace: 'payments' });
});

test('a cluster-scoped object gets no namespace, and its own rules', async () => {
  const role = (verbs: string[]) => () =>
    new kubernetes.rbac.v1.ClusterRole(
      'nodes',
      { metadata: { name: 'nodes' }, rules: [{ apiGroups: [''], resources: ['nodes'], verbs }] },
      { parent: new sdk.IsolatedNamespace('payments', { informationSystem: 'payments' }) },
    );
  const ran = await runProgram(role(['get']));
  expect(ran.errors).toEqual([]);
  expect(inputsOf(ran, 'ClusterRole').metadata).toEqual({ name: 'nodes' });
  expect((await runProgram(role(['*']))).errors).toEqual([expect.stringContaining('[rbac/')]);
});

test('below another component within, below a chart and below a role, each is taken once', async () => {
  class Shop extends pulumi.ComponentResource {
    constructor(parent: pulumi.Resource, container: object) {
      super('shop:index:Shop', 'shop', {}, { parent });
      deployment(this, { container, metadata: { namespace: 'payments' } });
    }
  }
  const bad = { securityContext: { privileged: true } };
  const parents: (() => pulumi.Resource)[] = [
    () => payments(),
    () => sdk.HardenedChart.fromCdk8s('chart', () => undefined),
    () => new sdk.AuditPolicy('audit', {}, { parent: payments() }),
  ];
  for (const parent of parents) {
    const ran = await runProgram(() => void new Shop(parent(), bad));
    expect(ran.errors).toEqual([expect.stringContaining('is privileged')]);
    expect(ran.errors[0]!.split('[workloads/privileged').length).toBe(2);
  }
});

test('what is read, patched or of another provider is left alone', async () => {
  const ran = await runProgram(() => {
    const parent = payments();
    kubernetes.apps.v1.Deployment.get('there', 'payments/there', { parent });
    new kubernetes.apps.v1.DeploymentPatch(
      'part',
      { metadata: { name: 'web' }, spec: { template: { spec: { hostPID: true } } } as any },
      { parent },
    );
    new kubernetes.helm.v3.Release('release', { chart: 'nginx' }, { parent });
  });
  expect(ran.errors).toEqual([]);
  expect(ran.resources.find(({ name }) => name === 'part')!.inputs.metadata).toEqual({ name: 'web' });
});

test('native resources elsewhere are as they were', async () => {
  const ran = await runProgram(() => {
    payments();
    deployment(undefined as unknown as pulumi.Resource, { template: { hostPID: true } });
  });
  expect(ran.errors).toEqual([]);
  expect(inputsOf(ran).metadata).toEqual({ name: 'web' });
});

test('a reason in an annotation is the program’s own, but not in the objects of a file', async () => {
  const waivers = JSON.stringify([
    { rule: 'workloads/host-namespaces', reason: 'It watches processes.', approvedBy: 'ciso@example.com', until: '2027-01-31' },
  ]);
  const given = { template: { hostPID: true }, metadata: { annotations: { 'cdk8s-hardened/waivers': waivers } } };
  expect((await runProgram(() => deployment(payments(), given))).errors).toEqual([]);
  class File extends pulumi.ComponentResource {
    constructor(parent: pulumi.Resource) {
      super('kubernetes:yaml:ConfigFile', 'file', {}, { parent });
      deployment(this, given);
    }
  }
  const ran = await runProgram(() => void new File(payments()));
  expect(ran.errors.join('\n')).toContain('[workloads/host-namespaces');
});

test('with reportOnly a violation is a warning that says so', async () => {
  const ran = await runProgram(() => {
    const hardening = { profile: 'pss-restricted', reportOnly: true };
    deployment(new sdk.IsolatedNamespace('payments', { informationSystem: 'payments' }, { hardening }), { template: { hostPID: true } });
  });
  expect(ran.errors).toEqual([]);
  expect(ran.warnings.join('\n')).toMatch(/hostPID.*\[workloads\/host-namespaces, \w+, reportOnly: not enforced\]/);
  expect(inputsOf(ran).spec.template.spec.hostPID).toBe(true);
});
