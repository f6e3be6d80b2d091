/** Outputs as inputs: what is not known stays unknown, what is known is judged, and no stand-in reaches a resource. */
import * as pulumi from '@pulumi/pulumi';
import { ApiObject, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import * as sdk from '../src';
import { isSecret, manifestsOf, plain, runProgram, unknown, UNKNOWN } from './support/pulumi';

const NAMESPACE = 'urn:pulumi:stack::project::cdk8s-hardened:index:IsolatedNamespace';
const soon = (text: string) =>
  pulumi.output(
    new Promise<string>((resolve) => {
      setTimeout(() => resolve(text), 5);
    }),
  );
const grants = () => [sdk.Grant.on('apps', 'deployments').named('api').verbs('get')];
const inputsOf = (ran: Awaited<ReturnType<typeof runProgram>>, name: string) =>
  ran.resources.find((resource) => resource.name === name)?.inputs as any;

/** A workload made with cdk8s whose image is a text. */
function workload(image: pulumi.Input<string>, extra: object = {}): sdk.HardenedChart {
  return sdk.HardenedChart.fromCdk8s('web', (app, text) => {
    new ApiObject(new Chart(app, 'chart', { namespace: 'payments', disableResourceNameHashes: true }), 'web', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: {
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: 'web',
            image: text(image, 'image'),
            resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } },
            securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] }, ...extra },
          },
        ],
      },
    });
  });
}

describe('what is not known at a preview', () => {
  test('stays unknown where it matters, and nowhere else', async () => {
    const ran = await runProgram(() => new sdk.IsolatedNamespace('payments', { informationSystem: 'payments', name: unknown() }), {
      preview: true,
    });
    expect(ran.errors).toEqual([]);
    for (const manifest of manifestsOf(ran)) {
      const { metadata } = manifest as { metadata: Record<string, unknown> };
      expect(manifest.kind === 'Namespace' ? metadata.name : metadata.namespace).toBe(UNKNOWN);
      expect(JSON.stringify(manifest).split(UNKNOWN)).toHaveLength(2);
    }
    expect(manifestsOf(ran)).toHaveLength(6);
  });

  test('is known at the update', async () => {
    const ran = await runProgram(
      () => new sdk.IsolatedNamespace('payments', { informationSystem: soon('pay'), name: soon('payments-live') }),
    );
    expect(ran.errors).toEqual([]);
    expect(inputsOf(ran, 'payments/isolation/namespace').metadata.name).toBe('payments-live');
    expect(inputsOf(ran, 'payments/isolation/namespace').metadata.labels['cdk8s-hardened/information-system']).toBe('pay');
    expect(inputsOf(ran, 'payments/isolation/quota').metadata.namespace).toBe('payments-live');
  });

  test('a range, within a name as well', async () => {
    const program = (range: pulumi.Input<string>) => () => {
      const namespace = new sdk.IsolatedNamespace('payments', { informationSystem: 'payments' });
      namespace.allowToCidr({
        fromPods: sdk.selectPods('api', { app: 'api' }),
        ports: [sdk.Port.tcp(443)],
        cidr: sdk.later((text) => sdk.Cidr.of(text!), range),
      });
    };
    const preview = await runProgram(program(unknown()), { preview: true });
    const update = await runProgram(program(soon('203.0.113.0/28')));
    expect([preview.errors, update.errors]).toEqual([[], []]);
    const before = inputsOf(preview, 'payments/NetworkPolicy-0');
    expect([
      before.metadata.name,
      before.metadata.annotations['kubernetes.io/description'],
      before.spec.egress[0].to[0].ipBlock.cidr,
    ]).toEqual([UNKNOWN, UNKNOWN, UNKNOWN]);
    const after = inputsOf(update, 'payments/NetworkPolicy-0');
    expect([after.metadata.name, after.spec.egress[0].to[0].ipBlock.cidr]).toEqual(['api-to-cidr-203-0-113-0-28', '203.0.113.0/28']);
  });

  test('subjects, in the order in which they are given', async () => {
    const program = (first: pulumi.Input<string>, second: pulumi.Input<string>) => () =>
      new sdk.LeastPrivilegeRole('deployer', {
        namespaceName: 'payments',
        grants: grants(),
        subjects: [sdk.later((group) => sdk.Subject.group(group!), first), sdk.later((user) => sdk.Subject.user(user!), second)],
      });
    const preview = await runProgram(program(unknown(), soon('alice')), { preview: true });
    expect(preview.errors).toEqual([]);
    expect(inputsOf(preview, 'deployer/Binding').subjects.map(({ name }: { name: string }) => name)).toEqual([UNKNOWN, 'alice']);
    const update = await runProgram(program(soon('zeta'), soon('alice')));
    expect(inputsOf(update, 'deployer/Binding').subjects.map(({ name }: { name: string }) => name)).toEqual(['zeta', 'alice']);
  });

  test('host files, whole', async () => {
    const files: Record<string, string>[] = [];
    const program = (range: pulumi.Input<string>) => () => {
      new sdk.BastionOnlyNodeAccess('ssh', {
        sources: [{ name: 'vpn', cidr: sdk.later((text) => sdk.Cidr.of(text!), range) }],
      }).hostFiles.apply((known) => {
        files.push(known);
      });
    };
    expect((await runProgram(program(unknown()), { preview: true })).errors).toEqual([]);
    expect(files).toEqual([]);
    expect((await runProgram(program(soon('198.51.100.16/28')))).errors).toEqual([]);
    expect(files).toHaveLength(1);
    expect(JSON.stringify(files[0])).toContain('198.51.100.16/28');
    expect(JSON.stringify(files[0])).not.toContain('198.18.');
  });

  test('certificates, which are checked when they are known', async () => {
    const program = (certificate: pulumi.Input<string>) => () =>
      new sdk.EtcdTlsConfig('etcd', {
        member: { name: 'etcd-1', address: '10.0.0.11' },
        clientCertificates: {
          certFile: '/etc/kubernetes/pki/etcd/server.crt',
          keyFile: '/etc/kubernetes/pki/etcd/server.key',
          trustedCaFile: '/etc/kubernetes/pki/etcd/ca.crt',
          certificate,
        },
      });
    expect((await runProgram(program(unknown()), { preview: true })).errors).toEqual([]);
    expect((await runProgram(program(soon('no certificate')))).errors[0]).toMatch(/certificate/);
  });

  test('a rule that needs it says so, and decides when it is known', async () => {
    const preview = await runProgram(() => workload(unknown()), { preview: true });
    expect(preview.errors).toEqual([]);
    expect(inputsOf(preview, 'web/chart/web').spec.containers[0].image).toBe(UNKNOWN);
    expect(preview.warnings.filter((warning) => warning.includes('not known yet'))).toEqual([
      expect.stringMatching(
        /^web: .*workloads\/image-digest.*They decide when the values are known\. urn:pulumi:stack::project::cdk8s-hardened:index:HardenedChart::web$/,
      ),
    ]);
    const update = await runProgram(() => workload(soon('nginx:latest')));
    expect(update.errors).toEqual([
      expect.stringMatching(
        /^(2 violations:\n {2})?chart\/web: .*nginx:latest.*urn:pulumi:stack::project::cdk8s-hardened:index:HardenedChart\$kubernetes:core\/v1:Pod::web\/chart\/web/,
      ),
    ]);
    expect(manifestsOf(update)).toEqual([]);
  });
});

describe('a violation', () => {
  test('of plain values fails at once, with our message and the URN of the resource, before anything is registered', async () => {
    let thrown: unknown;
    const ran = await runProgram(
      () => {
        try {
          workload(`web@sha256:${'0'.repeat(64)}`, { privileged: true, allowPrivilegeEscalation: true });
        } catch (error) {
          thrown = error;
          throw error;
        }
      },
      { preview: true },
    );
    expect(pulumi.ResourceError.isInstance(thrown)).toBe(true);
    expect(ran.errors).toEqual([expect.stringContaining('container "web" is privileged')]);
    expect(ran.errors[0]).toContain(
      '[workloads/privileged, critical] '
        + 'urn:pulumi:stack::project::cdk8s-hardened:index:HardenedChart$kubernetes:core/v1:Pod::web/chart/web',
    );
    expect(manifestsOf(ran)).toEqual([]);
  });

  test('beside values that are not known fails at the preview too', async () => {
    const ran = await runProgram(() => workload(unknown(), { privileged: true, allowPrivilegeEscalation: true }), { preview: true });
    expect(ran.errors).toEqual([expect.stringContaining('container "web" is privileged')]);
    expect(manifestsOf(ran)).toEqual([]);
  });

  test('of a construct is refused as in cdk8s, with the URN', async () => {
    const ran = await runProgram(() => new sdk.IsolatedNamespace('payments', { informationSystem: 'payments', name: 'kube-payments' }));
    expect(ran.errors).toEqual([
      'payments: kube-payments is a namespace of the cluster itself, so it cannot belong to one information system. Choose another '
        + `name. ${NAMESPACE}::payments`,
    ]);
  });

  test('of a construct by a value that was not known is refused when it is', async () => {
    const ran = await runProgram(
      () => new sdk.IsolatedNamespace('payments', { informationSystem: 'payments', name: soon('kube-payments') }),
    );
    expect(ran.errors).toEqual([
      'payments: kube-payments is a namespace of the cluster itself, so it cannot belong to one information system. Choose another '
        + `name. ${NAMESPACE}::payments`,
    ]);
    expect(manifestsOf(ran)).toEqual([]);
  });

  test('whose reason is the waiver of its rule passes; a waiver that accepts nothing is a violation', async () => {
    const program = (waivers: sdk.ComponentWaiver[]) => () =>
      new sdk.IsolatedNamespace('payments', { informationSystem: 'payments', unsafeNoQuotaReason: 'The tenant pays by use.' }, { waivers });
    const ran = await runProgram(program([]));
    expect(ran.errors).toEqual([]);
    expect(manifestsOf(ran)).toHaveLength(5);
    const unused = { rule: 'namespaces/limit-range', reason: 'Limits come later.', approvedBy: 'ciso@example.com', until: '2027-01-31' };
    expect((await runProgram(program([unused]))).errors).toEqual([expect.stringContaining('[assurance/waiver-unused,')]);
  });

  test('without the release of Kubernetes nothing is judged, so nothing is made', async () => {
    pulumi.runtime.setAllConfig({});
    const ran = await runProgram(() => {
      pulumi.runtime.setAllConfig({});
      workload('x');
    });
    expect(ran.errors).toEqual([expect.stringContaining('pulumi config set cdk8s-hardened:kubernetes')]);
  });
});

describe('what cannot be', () => {
  test('an output that decides which objects there are', async () => {
    const ran = await runProgram(() =>
      sdk.HardenedChart.fromCdk8s('web', (app, text) => {
        const chart = new Chart(app, 'chart', { namespace: 'payments' });
        if (text(soon('x')).startsWith('aa')) new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap' });
      }),
    );
    expect(ran.errors).toEqual([expect.stringContaining('text 1 of the chart decides which objects there are')]);
  });

  test('a value that turns out to be no text', async () => {
    const ran = await runProgram(
      () =>
        new sdk.IsolatedNamespace('payments', {
          informationSystem: 'payments',
          name: pulumi.output(Promise.resolve(5)) as unknown as pulumi.Output<string>,
        }),
    );
    expect(ran.errors).toEqual([expect.stringContaining('name is a number, not a text')]);
  });
});

describe('secrets', () => {
  test('stay secret, and nothing else becomes one', async () => {
    const ran = await runProgram(
      () => new sdk.IsolatedNamespace('payments', { informationSystem: pulumi.secret('merger'), name: soon('payments') }),
    );
    const { metadata } = inputsOf(ran, 'payments/isolation/namespace');
    expect(isSecret(metadata) || isSecret(metadata.labels['cdk8s-hardened/information-system'])).toBe(true);
    expect(JSON.stringify(plain(metadata))).toContain('merger');
    expect(metadata.name).toBe('payments');
    expect(JSON.stringify(ran.resources.filter(({ name }) => name !== 'payments/isolation/namespace'))).not.toContain('merger');
  });

  test('are not told in errors', async () => {
    const ran = await runProgram(
      () => new sdk.IsolatedNamespace('payments', { informationSystem: 'payments', name: pulumi.secret('kube-merger') }),
    );
    expect(ran.errors).toEqual([expect.stringContaining('[secret] is a namespace of the cluster itself')]);
    expect(JSON.stringify(ran)).not.toContain('kube-merger');
  });
});

test('no stand-in reaches a resource, whichever inputs are not known', async () => {
  const texts = ['payments', 'team-a', 'registry.example.com', 'deployers', 'alice', '203.0.113.0/28', '198.51.100.16/28'];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('plain', 'known', 'unknown'), { minLength: 7, maxLength: 7 }),
      fc.boolean(),
      async (modes, preview) => {
        const [name, label, annotation, group, user, range, source] = texts.map((text, index) =>
          modes[index] === 'plain' ? text : modes[index] === 'known' || !preview ? soon(text) : unknown(),
        );
        const told: unknown[] = [];
        const ran = await runProgram(
          () => {
            const namespace = new sdk.IsolatedNamespace('payments', {
              informationSystem: 'payments',
              name,
              labels: { team: label! },
              annotations: { registry: annotation! },
            });
            namespace.allowToCidr({
              fromPods: sdk.selectPods('api', { app: 'api' }),
              ports: [sdk.Port.tcp(443)],
              cidr: sdk.later((text) => sdk.Cidr.of(text!), range!),
            });
            new sdk.LeastPrivilegeRole('deployer', {
              namespaceName: namespace.namespaceName,
              grants: grants(),
              subjects: [sdk.later((text) => sdk.Subject.group(text!), group!), sdk.later((text) => sdk.Subject.user(text!), user!)],
            });
            new sdk.BastionOnlyNodeAccess('ssh', {
              sources: [{ name: 'vpn', cidr: sdk.later((text) => sdk.Cidr.of(text!), source!) }],
            }).hostFiles.apply((known) => {
              told.push(known);
            });
          },
          { preview },
        );
        expect(ran.errors).toEqual([]);
        const all = JSON.stringify([ran.resources, told]);
        expect(all).not.toMatch(/unknown-[19]\d|198[.-]1[89][.-]/);
        const open = preview ? modes.filter((mode) => mode === 'unknown').length : 0;
        if (open === 0) expect(all).not.toContain(UNKNOWN);
        if (!preview) for (const text of texts) expect(all).toContain(text);
      },
    ),
    { numRuns: 12, seed: 20261123 },
  );
});
