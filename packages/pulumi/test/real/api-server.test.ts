/**
 * The example with a real API server in place of the mocks: resources are made as the Kubernetes provider makes them, when the program asks
 * for them.
 */
import type { Manifest } from '../../../../test/real/support/client';
import { Cluster, requireCluster } from '../../../../test/real/support/cluster';
import { describeProof } from '../../../../test/support/requirements';
import { manifestsOf, plain, runProgram, type Ran } from '../support/pulumi';

describeProof('components on a real API server', requireCluster(), () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await Cluster.start('pulumi');
  });

  afterAll(() => cluster?.stop());

  /** As the provider does: resources are created, so one that is there is an error; patches are applied. */
  async function make(type: string, inputs: Record<string, unknown>): Promise<Record<string, unknown>> {
    if (!type.startsWith('kubernetes:')) return inputs;
    const manifest = plain(inputs) as Manifest;
    const { status, body } = type.endsWith('Patch') ? await cluster.admin.apply(manifest) : await cluster.admin.create(manifest);
    if (status !== 200 && status !== 201) throw new Error(`${manifest.kind} ${manifest.metadata.name}: ${body.message}`);
    // The controller that makes the account of each namespace is not there.
    if (manifest.kind === 'Namespace') {
      await cluster.admin.create({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default', namespace: manifest.metadata.name! },
      });
    }
    return body;
  }

  const run = (program: string, config = {}, made = make): Promise<Ran> =>
    runProgram(
      () => {
        jest.isolateModules(() => {
          require(`../../examples/${program}`);
        });
      },
      { config, make: made },
    );
  const inputsOf = ({ resources }: Ran) => Object.fromEntries(resources.map(({ urn, inputs }) => [urn, inputs]));
  let first: Ran;

  test('the API server takes every resource, in the order in which they are made', async () => {
    first = await run('payments');
    expect(first.errors).toEqual([]);
    const manifests = manifestsOf(first) as unknown as Manifest[];
    expect(manifests).toHaveLength(12);
    for (const manifest of manifests) {
      expect([manifest.kind, manifest.metadata.name, (await cluster.admin.read(manifest)).status]).toEqual([
        manifest.kind,
        manifest.metadata.name,
        200,
      ]);
    }
    const account = await cluster.admin.request('GET', '/api/v1/namespaces/payments/serviceaccounts/default');
    expect(account.body.automountServiceAccountToken).toBe(false);
  });

  test('what the API server made up is in what was made of it', async () => {
    const { body } = await cluster.admin.request('GET', '/api/v1/namespaces/default/configmaps/payments-registry');
    const namespace = await cluster.admin.request('GET', '/api/v1/namespaces/payments');
    expect(namespace.body.metadata.annotations['example.com/registry-uid']).toBe(body.metadata.uid);
  });

  /** What an engine does that finds everything there: the state is what the API server has. */
  const there = async (type: string, inputs: Record<string, unknown>) =>
    type.startsWith('kubernetes:') ? ((await cluster.admin.read(plain(inputs))).body as Record<string, unknown>) : inputs;

  test('a second run asks for the same, and a change for nothing else', async () => {
    const second = await run('payments', {}, there);
    expect(second.errors).toEqual([]);
    expect(inputsOf(second)).toEqual(inputsOf(first));
    const changed = await run('payments', { 'payments:owner': 'team-cards', 'project:owner': 'team-cards' }, there);
    expect(changed.errors).toEqual([]);
    const [before, after] = [inputsOf(first), inputsOf(changed)];
    expect(
      Object.keys(after)
        .filter((urn) => JSON.stringify(after[urn]) !== JSON.stringify(before[urn]))
        .map((urn) => urn.split('::').pop()),
    ).toEqual(['payments/isolation/namespace']);
  });

  test('a program that breaks rules makes nothing', async () => {
    let asked = 0;
    const refused = await run('refused', {}, async (type, inputs) => {
      if (type.startsWith('kubernetes:')) asked += 1;
      return make(type, inputs);
    });
    expect(refused.errors).toEqual([expect.stringContaining('workloads/privileged')]);
    expect(asked).toBe(0);
  });
});
