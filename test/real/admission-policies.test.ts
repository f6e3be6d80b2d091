import { namespacesRules } from '../../src/namespaces/rules';
import { findings } from '../support/findings';
import { guarantee } from '../support/guarantee';
import { describeProof } from '../support/requirements';
import type { Manifest, Reply } from './support/client';
import { Cluster, requireCluster } from './support/cluster';

const GROUP = 'admissionregistration.k8s.io/v1';
const CONFIG_MAPS = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] };
const RULES = namespacesRules.filter(({ id }) =>
  /^namespaces\/(admission-policy|admission-object|admission-namespace|webhook-failure)/.test(id),
);
const REFUSED = 'no ConfigMap may be bad';
const LIMITS = { kind: 'ConfigMap', apiVersion: 'v1' };
const BAD_IF_TOLD = "params.data.refuse != 'bad' || object.data.name != 'bad'";

/**
 * A policy with its bindings, as they would be written in one system, and what the API server then makes of a request that the policy is to
 * refuse.
 */
interface Scenario {
  readonly name: string;
  readonly policy?: object;
  /** Fields of the spec of each binding. */
  readonly bindings?: readonly object[];
  readonly more?: (namespace: string) => readonly Manifest[];
  /** Labels of the ConfigMap that is asked for. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly refused: boolean;
  /** What the rules say: id and path. */
  readonly said: readonly string[];
}

const bind = (spec: object = {}) => ({ validationActions: ['Deny'], ...spec });
const all = { apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] };
const parameter = (namespace: string, name: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace },
  data: { refuse: 'bad' },
});
const withParams = { paramKind: LIMITS, validations: [{ expression: BAD_IF_TOLD, message: REFUSED }] };
const onBinding = (field: string) => `ValidatingAdmissionPolicyBinding ${field}`;
const onPolicy = (field: string) => `ValidatingAdmissionPolicy ${field}`;

const SCENARIOS: readonly Scenario[] = [
  { name: 'bound, and denies', bindings: [bind()], refused: true, said: [] },
  { name: 'denied and audited', bindings: [bind({ validationActions: ['Deny', 'Audit'] })], refused: true, said: [] },
  { name: 'one of two bindings denies', bindings: [bind({ validationActions: ['Warn'] }), bind()], refused: true, said: [] },
  { name: 'no binding', refused: false, said: [`? namespaces/admission-policy-binding ${onPolicy('')}`] },
  {
    name: 'only warned of',
    bindings: [bind({ validationActions: ['Warn'] })],
    refused: false,
    said: [`namespaces/admission-policy-binding ${onBinding('spec.validationActions')}`],
  },
  {
    name: 'only audited',
    bindings: [bind({ validationActions: ['Audit'] })],
    refused: false,
    said: [`namespaces/admission-policy-binding ${onBinding('spec.validationActions')}`],
  },
  {
    name: 'the binding names another policy',
    bindings: [bind({ policyName: 'elsewhere' })],
    refused: false,
    said: [
      `? namespaces/admission-policy-binding ${onPolicy('')}`,
      `? namespaces/admission-policy-binding ${onBinding('spec.policyName')}`,
    ],
  },
  {
    name: 'a condition that is false',
    policy: { matchConditions: [{ name: 'off', expression: '(false)' }] },
    bindings: [bind()],
    refused: false,
    said: [`namespaces/admission-policy-effect ${onPolicy('spec.matchConditions[0].expression')}`],
  },
  {
    name: 'validations that are true',
    policy: { validations: [{ expression: 'true' }] },
    bindings: [bind()],
    refused: false,
    said: [`namespaces/admission-policy-effect ${onPolicy('spec.validations')}`],
  },
  {
    name: 'every resource excluded',
    policy: { excludeResourceRules: [all] },
    bindings: [bind()],
    refused: false,
    said: [`namespaces/admission-policy-effect ${onPolicy('spec.matchConstraints.excludeResourceRules')}`],
  },
  {
    name: 'what it is about excluded, in two rules',
    policy: {
      operations: ['CREATE', 'UPDATE'],
      excludeResourceRules: [CONFIG_MAPS, { ...CONFIG_MAPS, resources: ['configmaps/*'], operations: ['UPDATE'] }],
    },
    bindings: [bind()],
    refused: false,
    said: [`namespaces/admission-policy-effect ${onPolicy('spec.matchConstraints.excludeResourceRules')}`],
  },
  {
    name: 'another operation excluded',
    policy: { excludeResourceRules: [{ ...all, operations: ['DELETE'] }] },
    bindings: [bind()],
    refused: true,
    said: [],
  },
  {
    name: 'its subresources excluded',
    policy: { excludeResourceRules: [{ ...all, resources: ['configmaps/status', 'pods'] }] },
    bindings: [bind()],
    refused: true,
    said: [],
  },
  {
    name: 'one name excluded',
    policy: { excludeResourceRules: [{ ...all, resourceNames: ['other'] }] },
    bindings: [bind()],
    refused: true,
    said: [],
  },
  {
    name: 'objects of the cluster excluded',
    policy: { excludeResourceRules: [{ ...all, scope: 'Cluster' }] },
    bindings: [bind()],
    refused: true,
    said: [],
  },
  {
    name: 'all of it excluded by the binding',
    bindings: [bind({ matchResources: { excludeResourceRules: [CONFIG_MAPS] } })],
    refused: false,
    said: [`namespaces/admission-policy-effect ${onBinding('spec.matchResources.excludeResourceRules')}`],
  },
  {
    name: 'bound for other resources',
    bindings: [bind({ matchResources: { resourceRules: [{ ...all, resources: ['pods', '*/status'] }] } })],
    refused: false,
    said: [`namespaces/admission-policy-effect ${onBinding('spec.matchResources.resourceRules')}`],
  },
  { name: 'bound for everything', bindings: [bind({ matchResources: { resourceRules: [all] } })], refused: true, said: [] },
  { name: 'bound without rules', bindings: [bind({ matchResources: { resourceRules: [] } })], refused: true, said: [] },
  {
    name: 'a label that takes objects out',
    policy: { objectSelector: { matchExpressions: [{ key: 'skip', operator: 'DoesNotExist' }] } },
    bindings: [bind()],
    labels: { skip: 'yes' },
    refused: false,
    said: [`namespaces/admission-object-opt-out ${onPolicy('spec.matchConstraints.objectSelector.matchExpressions[0]')}`],
  },
  {
    name: 'a label of the binding that takes objects out',
    bindings: [bind({ matchResources: { objectSelector: { matchExpressions: [{ key: 'skip', operator: 'NotIn', values: ['yes'] }] } } })],
    labels: { skip: 'yes' },
    refused: false,
    said: [`namespaces/admission-object-opt-out ${onBinding('spec.matchResources.objectSelector.matchExpressions[0]')}`],
  },
  {
    name: 'a label of the namespace that takes it out',
    bindings: [
      bind({ matchResources: { namespaceSelector: { matchExpressions: [{ key: 'guarded', operator: 'NotIn', values: ['no'] }] } } }),
    ],
    refused: false,
    said: [`namespaces/admission-namespace-opt-out ${onBinding('spec.matchResources.namespaceSelector.matchExpressions[0]')}`],
  },
  {
    name: 'an expression that fails',
    policy: { validations: [{ expression: 'object.data.missing == "x"' }] },
    bindings: [bind()],
    refused: true,
    said: [],
  },
  {
    name: 'an expression that fails, ignored',
    policy: { failurePolicy: 'Ignore', validations: [{ expression: 'object.data.missing == "x"' }] },
    bindings: [bind()],
    refused: false,
    said: [`namespaces/admission-policy-failure ${onPolicy('spec.failurePolicy')}`],
  },
  {
    name: 'parameters that are there',
    policy: withParams,
    bindings: [bind({ paramRef: { name: 'limits', parameterNotFoundAction: 'Allow' } })],
    more: (namespace) => [parameter(namespace, 'limits')],
    refused: true,
    said: [`namespaces/admission-policy-params ${onBinding('spec.paramRef.parameterNotFoundAction')}`],
  },
  {
    name: 'parameters that are not there, let through',
    policy: withParams,
    bindings: [bind({ paramRef: { name: 'limits', parameterNotFoundAction: 'Allow' } })],
    refused: false,
    said: [`namespaces/admission-policy-params ${onBinding('spec.paramRef.parameterNotFoundAction')}`],
  },
  {
    name: 'parameters that are not there, denied',
    policy: withParams,
    bindings: [bind({ paramRef: { name: 'limits', parameterNotFoundAction: 'Deny' } })],
    refused: true,
    said: [],
  },
  {
    name: 'parameters that are not there, denied and failures ignored',
    policy: { ...withParams, failurePolicy: 'Ignore' },
    bindings: [bind({ paramRef: { name: 'limits', parameterNotFoundAction: 'Deny' } })],
    refused: false,
    said: [`namespaces/admission-policy-failure ${onPolicy('spec.failurePolicy')}`],
  },
  {
    name: 'parameters not given, and guarded',
    policy: { paramKind: LIMITS, validations: [{ expression: `params == null || ${BAD_IF_TOLD}`, message: REFUSED }] },
    bindings: [bind()],
    refused: false,
    said: [`namespaces/admission-policy-params ${onBinding('spec.paramRef')}`],
  },
];

describeProof('admission policies on a real API server', requireCluster(), () => {
  let cluster: Cluster;

  const namespaceOf = ({ name }: Scenario) => name.toLowerCase().replace(/[^a-z]+/g, '-');

  /** Each policy is about a namespace of its own, by the name that only the API server sets. */
  function manifestsOf(scenario: Scenario): Manifest[] {
    const name = namespaceOf(scenario);
    const {
      operations = ['CREATE'],
      excludeResourceRules,
      objectSelector,
      ...spec
    } = (scenario.policy ?? {}) as Readonly<Record<string, unknown>>;
    const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': name } };
    const policy = {
      apiVersion: GROUP,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
      spec: {
        matchConstraints: {
          resourceRules: [{ ...CONFIG_MAPS, operations }],
          namespaceSelector,
          ...(excludeResourceRules !== undefined && { excludeResourceRules }),
          ...(objectSelector !== undefined && { objectSelector }),
        },
        validations: [{ expression: "object.data.name != 'bad'", message: REFUSED }],
        ...spec,
      },
    };
    const bindings = (scenario.bindings ?? []).map((binding, index) => ({
      apiVersion: GROUP,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: `${name}-${index}` },
      spec: { policyName: name, ...binding },
    }));
    return [policy, ...bindings, ...(scenario.more?.(name) ?? [])];
  }

  const ask = (namespace: string, labels: Readonly<Record<string, string>> = {}): Promise<Reply> =>
    cluster.admin.create(
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'asked', namespace, labels }, data: { name: 'bad' } },
      { dryRun: 'All' },
    );

  async function put(manifest: Manifest): Promise<void> {
    const { status, body } = await cluster.admin.create(manifest);
    if (status !== 201) throw new Error(`${manifest.kind} ${manifest.metadata.name}: ${body.message}`);
  }

  beforeAll(async () => {
    cluster = await Cluster.start('admission-policies');
    for (const scenario of SCENARIOS) {
      await cluster.makeNamespace(namespaceOf(scenario), { guarded: 'no' });
      const [policy, ...rest] = manifestsOf(scenario);
      // What is read by policies is there before them: they are asked about it too.
      for (const manifest of [...rest.reverse(), policy!]) await put(manifest);
    }
    // The last one to be made tells when the server knows them all.
    const last: Scenario = { name: 'the last one', bindings: [bind()], refused: true, said: [] };
    await cluster.makeNamespace(namespaceOf(last));
    for (const manifest of manifestsOf(last)) await put(manifest);
    for (let tries = 0; (await ask(namespaceOf(last))).status !== 422; tries++) {
      if (tries === 200) throw new Error('The admission policies do not act.');
      await new Promise((done) => setTimeout(done, 100));
    }
  });

  afterAll(() => cluster?.stop());

  guarantee.group(
    [
      'namespaces/admission-policy-binding',
      'namespaces/admission-policy-effect',
      'namespaces/admission-policy-params',
      'namespaces/admission-policy-failure',
      'namespaces/admission-object-opt-out',
      'namespaces/admission-namespace-opt-out',
    ],
    'where an admission policy admits what it is to reject, the API server does, and a rule says why',
    () => {
      test.each(SCENARIOS)('$name', async (scenario) => {
        const reply = await ask(namespaceOf(scenario), scenario.labels);
        expect({ refused: reply.status !== 201, why: reply.status === 201 ? '' : reply.body.message }).toEqual({
          refused: scenario.refused,
          why: scenario.refused ? expect.stringContaining('ValidatingAdmissionPolicy') : '',
        });
        const said = findings(RULES, manifestsOf(scenario), { kubernetes: cluster.release.minor });
        expect(
          said.map((line) =>
            line
              .replace(/: .*/s, '')
              .replace(/ (ValidatingAdmissionPolicy(?:Binding)?) \S+/, ' $1')
              .trimEnd(),
          ),
        ).toEqual(scenario.said.map((line) => line.trimEnd()));
        expect(said.length === 0).toBe(scenario.refused && scenario.said.length === 0);
      });
    },
  );

  test('what the rules call refused by the API server is', async () => {
    const [policy, binding] = manifestsOf({ name: 'never stored', bindings: [bind()], refused: true, said: [] });
    const spec = (manifest: Manifest | undefined, fields: object): Manifest => ({
      ...manifest!,
      spec: { ...(manifest!.spec as object), ...fields },
    });
    const refused = [
      spec(policy, { matchConstraints: { resourceRules: [] } }),
      spec(policy, { matchConstraints: undefined }),
      spec(policy, { validations: [] }),
      spec(policy, { failurePolicy: 'ignore' }),
      spec(binding, { validationActions: [] }),
      spec(binding, { validationActions: undefined }),
      spec(binding, { policyName: '' }),
    ];
    for (const manifest of refused) {
      expect({ spec: manifest.spec, status: (await cluster.admin.create(manifest, { dryRun: 'All' })).status }).toEqual({
        spec: manifest.spec,
        status: 422,
      });
    }
  });

  guarantee.group(
    'namespaces/webhook-failure-policy',
    'while a webhook cannot be reached, requests pass without its consent where it fails open, and the rule says so',
    () => {
      test.each([
        ['Fail', 500, []],
        [
          'Ignore',
          201,
          [
            'ValidatingWebhookConfiguration fails-ignore webhooks[0].failurePolicy: while webhook "configmaps.example.com" is '
              + 'unavailable, the API server admits requests that it has not validated',
          ],
        ],
      ] as const)('%s', async (failurePolicy, status, said) => {
        const name = `fails-${failurePolicy.toLowerCase()}`;
        const configuration = {
          apiVersion: GROUP,
          kind: 'ValidatingWebhookConfiguration',
          metadata: { name },
          webhooks: [
            {
              name: 'configmaps.example.com',
              failurePolicy,
              rules: [CONFIG_MAPS],
              clientConfig: { url: 'https://127.0.0.1:1/' },
              sideEffects: 'None',
              admissionReviewVersions: ['v1'],
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
            },
          ],
        };
        // Nothing answers there. One that fails closed, made after it, tells when the server knows both.
        const fence = {
          ...configuration,
          metadata: { name: `${name}-fence` },
          webhooks: [
            {
              ...configuration.webhooks[0],
              failurePolicy: 'Fail',
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': `${name}-fence` } },
            },
          ],
        };
        for (const namespace of [name, `${name}-fence`]) await cluster.makeNamespace(namespace);
        for (const manifest of [configuration, fence]) await put(manifest);
        for (let tries = 0; (await ask(`${name}-fence`)).status === 201; tries++) {
          if (tries === 100) throw new Error('The webhooks do not act.');
          await new Promise((done) => setTimeout(done, 100));
        }
        expect((await ask(name)).status).toBe(status);
        expect(
          findings(RULES, [configuration], { kubernetes: cluster.release.minor }).map((line) =>
            line.replace('namespaces/webhook-failure-policy ', ''),
          ),
        ).toEqual(said);
      });
    },
  );
});
