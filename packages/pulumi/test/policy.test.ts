/** The policy pack, asked as Pulumi's analyzer asks it: with properties behind the proxies of @pulumi/policy. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type {
  PolicyResource,
  ReportViolation,
  ResourceValidation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
} from '@pulumi/policy';
import * as proxy from '@pulumi/policy/proxy';
import { Testing } from 'cdk8s';
import * as hardened from 'cdk8s-hardened';
import { Checker } from 'cdk8s-hardened/embedding';
import * as yaml from 'js-yaml';
import { hardenedPolicies, policyNameOf, UNKNOWN_POLICY, type HardenedPolicyProps } from '../src/policy';

// What the analyzer hands to policies; declared nowhere.
const { unknownCheckingProxy, unknownStringValue: UNKNOWN } = proxy as unknown as {
  unknownStringValue: string;
  unknownCheckingProxy(value: object): Record<string, unknown>;
};
const props: HardenedPolicyProps = { kubernetes: '1.36', asOf: '2026-11-23' };

function resource(manifest: Record<string, any>, name = `${manifest.kind}-${manifest.metadata?.name}`): PolicyResource {
  const version = String(manifest.apiVersion);
  const type = `kubernetes:${version.includes('/') ? version : `core/${version}`}:${manifest.kind}`;
  return {
    type,
    name,
    urn: `urn:pulumi:stack::project::${type}::${name}`,
    props: unknownCheckingProxy({ id: name, ...manifest, status: { phase: 'Active' } }),
  } as unknown as PolicyResource;
}

/** Asks a policy as the analyzer does: those of resources about one after the other, those of stacks about all together. */
async function ask(
  policy: ReturnType<typeof hardenedPolicies>[number],
  resources: PolicyResource[],
  report: ReportViolation,
): Promise<void> {
  if ('validateStack' in policy) return policy.validateStack({ resources } as unknown as StackValidationArgs, report);
  for (const one of resources) {
    await (policy.validateResource as ResourceValidation)(one as unknown as ResourceValidationArgs, (message, urn) =>
      report(message, urn ?? one.urn),
    );
  }
}

/** What every policy reports about a stack: each resource when it comes, as the analyzer does, and the stack in the end. */
async function reported(resources: PolicyResource[], options: HardenedPolicyProps = props): Promise<Record<string, string[]>> {
  const result: Record<string, string[]> = {};
  const policies = hardenedPolicies(options);
  const ofStack = policies.filter((policy) => 'validateStack' in policy);
  const ofResources = policies.filter((policy) => !('validateStack' in policy));
  const askAll = async (some: typeof policies, about: PolicyResource[]) => {
    for (const policy of some) {
      await ask(policy, about, (message, urn) => void (result[policy.name] ??= []).push(`${urn?.split('::').pop()}: ${message}`));
    }
  };
  for (const one of resources) await askAll(ofResources, [one]);
  await askAll(ofStack, resources);
  return result;
}

const pod = (container: object, namespace: unknown = 'payments') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace },
  spec: {
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'web',
        image: `web@sha256:${'0'.repeat(64)}`,
        resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } },
        securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
        ...container,
      },
    ],
  },
});
/** Everything that IsolatedNamespace makes. */
const namespace = (): Record<string, any>[] => {
  const app = new hardened.HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', outdir: '/nowhere' });
  return Testing.synth(new hardened.IsolatedNamespace(app, 'payments', { informationSystem: 'payments' })) as Record<string, any>[];
};

test('there is a policy for each rule of the profile, and one for what is unknown', () => {
  for (const profile of ['hardened', 'pss-baseline']) {
    const rules = new Checker([{ kubernetes: '1.36', profile }]).rules.map(({ id }) => policyNameOf(id));
    expect(hardenedPolicies({ ...props, profile }).map(({ name }) => name)).toEqual([...rules, UNKNOWN_POLICY]);
    expect(new Set(rules).size).toBe(rules.length);
  }
});

test('critical and high are mandatory, unless it is said otherwise', () => {
  const levelsOf = (options: HardenedPolicyProps) =>
    Object.fromEntries(
      hardenedPolicies(options)
        .filter(({ name }) => name !== UNKNOWN_POLICY)
        .map(({ severity, enforcementLevel }) => [severity, enforcementLevel]),
    );
  expect(levelsOf(props)).toEqual({ critical: 'mandatory', high: 'mandatory', medium: 'advisory', low: 'advisory' });
  expect(levelsOf({ ...props, enforcement: { low: 'disabled', medium: 'mandatory' } })).toEqual({
    critical: 'mandatory',
    high: 'mandatory',
    medium: 'mandatory',
    low: 'disabled',
  });
  expect(hardenedPolicies(props).find(({ name }) => name === UNKNOWN_POLICY)!.enforcementLevel).toBe('advisory');
});

test('a sound stack passes', async () => {
  expect(await reported([...namespace(), pod({})].map((manifest) => resource(manifest)))).toEqual({});
});

test('a violation is reported by its policy, on its resource', async () => {
  const found = await reported([...namespace(), pod({ image: 'web:latest' })].map((manifest) => resource(manifest)));
  expect(Object.keys(found).sort()).toEqual(['workloads-image-digest', 'workloads-image-tag']);
  expect(found['workloads-image-tag']).toEqual([
    expect.stringMatching(/^Pod-web: Pod payments\/web: .*latest.* \(spec\.containers\[0\]\.image\)\. /),
  ]);
});

test('a field that does not exist is reported, and what is not known yet may be of any type', async () => {
  const made = namespace().map((manifest) => resource(manifest));
  const misspelt = await reported([...made, resource(pod({ livenesProbe: {} }))]);
  expect(misspelt).toEqual({ 'manifests-schema': [expect.stringContaining('livenesProbe does not exist in Kubernetes 1.36')] });
  const unknown = await reported([...made, resource(pod({ ports: [{ containerPort: UNKNOWN }], resources: UNKNOWN, env: UNKNOWN }))]);
  expect(Object.keys(unknown)).toEqual(['unknown']);
  expect(unknown[UNKNOWN_POLICY]!.filter((line) => line.includes('manifests/schema'))).toEqual([]);
  const broken = await reported([...made, resource({ ...pod({}), spec: { ...pod({}).spec, hostAliases: 'none' } })]);
  expect(Object.keys(broken)).toEqual(['manifests-schema']);
});

test('rules about the whole input see the whole stack', async () => {
  const withoutDeny = namespace().filter(({ metadata }) => metadata.name !== 'default-deny');
  const found = await reported(withoutDeny.map((manifest) => resource(manifest)));
  expect(Object.keys(found).sort()).toEqual(['namespaces-default-deny-ingress']);
});

test('the account that IsolatedNamespace patches is judged as the whole; other patches are parts, and are not', async () => {
  const patched = (open: boolean) =>
    namespace().map((manifest) =>
      manifest.kind !== 'ServiceAccount'
        ? resource(manifest)
        : ({
            ...resource({ ...manifest, automountServiceAccountToken: open }),
            type: 'kubernetes:core/v1:ServiceAccountPatch',
          } as PolicyResource),
    );
  expect(await reported(patched(false))).toEqual({});
  expect(Object.keys(await reported(patched(true)))).toEqual(['namespaces-default-service-account-token']);
  const other = {
    ...resource({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'other', namespace: 'default' } }),
    type: 'kubernetes:core/v1:ServiceAccountPatch',
  } as PolicyResource;
  expect(await reported([...patched(false), other])).toEqual({});
});

test('a kind of somebody that ends in Patch is no patch; a CustomResourcePatch is one', async () => {
  const workload = (kind: string) => ({
    apiVersion: 'example.org/v1',
    kind,
    metadata: { name: 'w', namespace: 'payments' },
    spec: { template: { spec: { hostPID: true, containers: [{ name: 'a', image: 'a', securityContext: { privileged: true } }] } } },
  });
  const policiesOf = async (one: PolicyResource) => Object.keys(await reported([...namespace().map((each) => resource(each)), one]));
  expect(await policiesOf(resource(workload('WorkloadPatch')))).toContain('workloads-custom-pods');
  expect(await policiesOf(resource(workload('WorkloadPatch')))).toEqual(await policiesOf(resource(workload('Workload'))));
  const patch = { ...resource(workload('Workload')), type: 'kubernetes:example.org/v1:WorkloadPatch' } as PolicyResource;
  expect(await policiesOf(patch)).toEqual([]);
});

test('a mapping that is not known as a whole is unknown, and fails nothing', async () => {
  const policies = ['namespaces-pod-security-enforce', 'namespaces-information-system', 'namespaces-pod-security-version'];
  for (const metadata of [{ name: 'shop', labels: UNKNOWN }, UNKNOWN]) {
    const found = await reported([resource({ apiVersion: 'v1', kind: 'Namespace', metadata }, 'shop')]);
    expect(Object.keys(found).filter((name) => policies.includes(name))).toEqual([]);
    expect(found[UNKNOWN_POLICY]!.join('\n')).toContain('namespaces/pod-security-enforce');
  }
  const known = await reported([resource({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: {} } })]);
  expect(Object.keys(known)).toContain('namespaces-pod-security-enforce');
});

test('an image policy holds in any profile', async () => {
  const imagePolicy = hardened.ImagePolicy.of({ registries: ['registry.example.com'] });
  const found = await reported(
    [...namespace(), pod({})].map((manifest) => resource(manifest)),
    { ...props, profile: 'pss-baseline', imagePolicy },
  );
  expect(Object.keys(found)).toEqual(['workloads-image-registry']);
});

test('what is not known is unknown, and fails nothing', async () => {
  const found = await reported([...namespace(), pod({ image: UNKNOWN })].map((manifest) => resource(manifest)));
  expect(Object.keys(found)).toEqual([UNKNOWN_POLICY]);
  expect(found[UNKNOWN_POLICY]).toContain('Pod-web: workloads/image-digest: Pod payments/web: it depends on values that are not known yet');
});

test('a violation beside what is not known is reported all the same', async () => {
  const found = await reported(
    [
      ...namespace(),
      pod({
        image: UNKNOWN,
        securityContext: {
          privileged: true,
          readOnlyRootFilesystem: true,
          allowPrivilegeEscalation: true,
          capabilities: { drop: ['ALL'] },
        },
      }),
    ].map((manifest) => resource(manifest)),
  );
  expect(found['workloads-privileged']).toHaveLength(1);
  expect(found['workloads-image-digest']).toBeUndefined();
});

test('a policy whose namespace is not known may be the one that a namespace lacks', async () => {
  const manifests = namespace().map((manifest) =>
    manifest.metadata.name === 'default-deny' ? { ...manifest, metadata: { ...manifest.metadata, namespace: UNKNOWN } } : manifest,
  );
  const found = await reported(manifests.map((manifest) => resource(manifest)));
  expect(Object.keys(found)).toEqual([UNKNOWN_POLICY]);
  expect(found[UNKNOWN_POLICY]!.join('\n')).toContain('namespaces/default-deny-ingress');
});

test('waivers hold, in annotations and in a file', async () => {
  const bad = pod({ image: 'web:1.0' });
  const terms = {
    rule: 'workloads/image-digest',
    reason: 'The registry has no digests.',
    approvedBy: 'ciso@example.com',
    until: '2027-01-31',
  };
  const annotated = { ...bad, metadata: { ...bad.metadata, annotations: { 'cdk8s-hardened/waivers': yaml.dump([terms]) } } };
  expect(Object.keys(await reported([...namespace(), bad].map((manifest) => resource(manifest))))).toEqual(['workloads-image-digest']);
  expect(await reported([...namespace(), annotated].map((manifest) => resource(manifest)))).toEqual({});
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'waivers-')), 'waivers.yaml');
  fs.writeFileSync(file, yaml.dump({ waivers: [{ ...terms, object: { kind: 'Pod', name: 'web', namespace: 'payments' } }] }));
  expect(
    await reported(
      [...namespace(), bad].map((manifest) => resource(manifest)),
      { ...props, waivers: file },
    ),
  ).toEqual({});
  fs.writeFileSync(file, 'waivers: {}');
  expect(() => hardenedPolicies({ ...props, waivers: file })).toThrow('a waiver file is one document');
});

test('rules about one object judge a resource before it is made, and say the same of it alone as in any set', () => {
  const checker = new Checker([{ kubernetes: '1.36', asOf: '2026-11-23', profile: 'operations' }]);
  const alone = new Set(
    hardenedPolicies({ ...props, profile: 'operations' })
      .filter((policy) => 'validateResource' in policy)
      .map(({ name }) => name),
  );
  expect([...alone]).toEqual(expect.arrayContaining(['workloads-privileged', 'workloads-host-namespaces']));
  const manifests = checker.rules
    .filter(({ exampleFile, bad }) => exampleFile === undefined && bad !== '(see source)')
    .flatMap(({ bad, good }) => [bad, good])
    .flatMap((text) => {
      try {
        return yaml.loadAll(text);
      } catch {
        return [];
      }
    })
    .map((manifest, index) => ({ key: `m${index}`, manifest }));
  const spell = (findings: ReturnType<Checker['checkManifests']>) =>
    findings
      .filter(({ rule }) => alone.has(policyNameOf(rule)))
      .map(({ rule, construct, field, status, message }) => `${rule} ${construct} ${field} ${status} ${message}`);
  const together = spell(checker.checkManifests(manifests));
  expect(together.length).toBeGreaterThan(100);
  expect(manifests.flatMap((manifest) => spell(checker.checkManifests([manifest]))).sort()).toEqual([...together].sort());
});

describe('what a file or a chart of others says', () => {
  const until = '2027-01-31';
  const accepted = { rule: 'workloads/image-digest', reason: 'The registry has no digests.', approvedBy: 'ciso@example.com', until };
  const bad = pod({ image: 'web:1.0' });
  const annotations = { 'cdk8s-hardened/waivers': yaml.dump([accepted]) };
  const annotated = { ...bad, metadata: { ...bad.metadata, annotations } };
  const below = (types: string) => {
    const one = resource(annotated);
    return { ...one, urn: one.urn.replace('::kubernetes:', `::${types}kubernetes:`) } as PolicyResource;
  };
  const policiesOf = async (types: string, options: HardenedPolicyProps = props) =>
    Object.keys(await reported([...namespace().map((manifest) => resource(manifest)), below(types)], options)).filter(
      (name) => name === 'workloads-image-digest',
    );

  test.each<[string, string[]]>([
    ['', []],
    ['shop:index:Shop$', []],
    ['kubernetes:yaml:ConfigFile$', ['workloads-image-digest']],
    ['kubernetes:yaml/v2:ConfigGroup$', ['workloads-image-digest']],
    ['shop:index:Shop$kubernetes:helm.sh/v4:Chart$', ['workloads-image-digest']],
    ['kubernetes:helm.sh/v3:Chart$shop:index:Shop$', ['workloads-image-digest']],
    ['kubernetes:kustomize:Directory$', ['workloads-image-digest']],
    ['kubernetes:kustomize.toolkit.fluxcd.io/v1:Kustomization$', []],
  ])('cannot excuse itself: %s', async (types, policies) => expect(await policiesOf(types)).toEqual(policies));

  test('can where that is accepted', async () =>
    expect(await policiesOf('kubernetes:yaml:ConfigFile$', { ...props, inBandWaivers: hardened.InBandWaivers.ACCEPT })).toEqual([]));
});

describe('remediations', () => {
  const bare = (given: object = {}) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'payments' },
    spec: { template: { spec: { containers: [{ name: 'web', image: UNKNOWN }], ...given } } },
  });
  const remediated = async (manifest: Record<string, any>) => {
    let current = resource(manifest);
    for (const policy of hardenedPolicies(props)) {
      if (!('remediateResource' in policy) || !policy.remediateResource) continue;
      const result = await policy.remediateResource(current as unknown as ResourceValidationArgs);
      if (result) current = { ...current, props: result };
    }
    const raw = current.props as Record<string, any>;
    return JSON.parse(JSON.stringify((raw.__getSpecialProxyTarget as object | undefined) ?? raw)) as Record<string, any>;
  };

  test('are those of the rules that fix can do without a flag', () => {
    const names = hardenedPolicies(props)
      .filter((policy) => 'remediateResource' in policy)
      .map(({ name }) => name);
    expect(names.sort()).toEqual([
      'workloads-capabilities-restricted',
      'workloads-privilege-escalation',
      'workloads-read-only-root-filesystem',
      'workloads-run-as-non-root',
      'workloads-seccomp-restricted',
      'workloads-service-account-token',
    ]);
  });

  test('fill what is unset, keep what is not known and what is set', async () => {
    const { spec } = await remediated(bare());
    expect(spec.template.spec).toEqual({
      automountServiceAccountToken: false,
      containers: [
        {
          name: 'web',
          image: UNKNOWN,
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
        },
      ],
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    });
    const own = { automountServiceAccountToken: true, securityContext: { runAsNonRoot: false, seccompProfile: { type: 'Unconfined' } } };
    expect((await remediated(bare(own))).spec.template.spec).toMatchObject(own);
  });

  test('leave what is not known, the token of a named account, and what has no pods', async () => {
    expect((await remediated(bare({ securityContext: UNKNOWN }))).spec.template.spec.securityContext).toBe(UNKNOWN);
    for (const account of ['operator', UNKNOWN]) {
      expect((await remediated(bare({ serviceAccountName: account }))).spec.template.spec.automountServiceAccountToken).toBeUndefined();
    }
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'payments' }, data: { a: UNKNOWN } };
    expect((await remediated(map)).data).toEqual(map.data);
  });

  test('each policy fills for its own rule alone, and only says so where it did', async () => {
    const one = hardenedPolicies(props).find(({ name }) => name === 'workloads-seccomp-restricted')! as ResourceValidationPolicy;
    const fill = (manifest: object) => one.remediateResource!(resource(manifest) as unknown as ResourceValidationArgs);
    const filled = (await fill(bare())) as Record<string, any>;
    expect(filled.spec.template.spec.securityContext.runAsNonRoot).toBeUndefined();
    expect(filled.spec.template.spec.securityContext.seccompProfile.type).toBe('RuntimeDefault');
    expect(await fill(bare({ securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }))).toBeUndefined();
  });
});

test('what is not an object of Kubernetes is not judged', async () => {
  const others = [
    { ...resource(pod({ image: 'x:latest' })), type: 'aws:s3/bucket:Bucket' },
    { ...resource(pod({ image: 'x:latest' })), type: 'kubernetes:core/v1:PodPatch' },
    { ...resource(pod({ image: 'x:latest' })), type: 'pulumi:providers:kubernetes' },
    { ...resource(pod({ image: 'x:latest' })), type: 'kubernetes:yaml/v2:ConfigGroup' },
    { ...resource(pod({ image: 'x:latest' })), type: 'kubernetes:kustomize/v2:Directory' },
    { ...resource(pod({ image: 'x:latest' })), type: 'kubernetes:helm.sh/v4:Chart' },
  ];
  expect(await reported(others as PolicyResource[])).toEqual({});
});

test('a group of an API that is named as a module of the provider is judged', async () => {
  const flux = (space: string) =>
    resource({ apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata: { name: 'a', namespace: space }, spec: {} });
  expect(Object.keys(await reported([flux('default')]))).toContain('namespaces-default-namespace');
});

describe('every rule', () => {
  const checker = new Checker([{ kubernetes: '1.36', asOf: '2026-11-23', profile: 'operations' }]);
  const judged = checker.rules.filter(
    ({ exampleFile, bad, id }) => exampleFile === undefined && bad !== '(see source)' && !id.startsWith('assurance/'),
  );
  const documentsOf = (text: string) => (yaml.loadAll(text) as Record<string, any>[]).filter((document) => document?.kind !== undefined);
  const plainRules = judged.filter(({ bad }) => {
    try {
      return documentsOf(bad).every(({ kind }) => typeof kind === 'string' && !kind.endsWith('List'));
    } catch {
      return false;
    }
  });

  test('most rules are looked at', () => expect(plainRules.length).toBeGreaterThan(60));

  test.each(plainRules.map((rule) => [rule.id, rule] as const))(
    '%s: no text of what is wrong turns it into a pass by not being known',
    async (id, rule) => {
      const documents = documentsOf(rule.bad);
      // The other rules are off: their examples would only add to what stands for the unknown.
      const ruleSettings = Object.fromEntries(checker.rules.filter((other) => other.id !== id).map((other) => [other.id, { off: true }]));
      const policies = hardenedPolicies({ ...props, profile: 'operations', ruleSettings }).filter(
        ({ name }) => name === policyNameOf(id) || name === UNKNOWN_POLICY,
      );
      const isSeen = async (manifests: Record<string, any>[]) => {
        let seen = false;
        for (const policy of policies) {
          await ask(
            policy,
            manifests.map((manifest, index) => resource(manifest, `r${index}`)),
            (message) => {
              seen ||= policy.name !== UNKNOWN_POLICY || message.startsWith(`${id}:`);
            },
          );
        }
        return seen;
      };
      // Some examples are about what a manifest lacks when it is read from a file, such as a key that is written twice.
      if (!(await isSeen(documents))) return;
      const passes: string[] = [];
      documents.forEach((document, index) => forEachText(document, (at, changed) => passes.push(JSON.stringify([index, at, changed]))));
      const quiet: string[] = [];
      for (const entry of passes) {
        const [index, at, changed] = JSON.parse(entry) as [number, string, Record<string, any>];
        if (!(await isSeen(documents.map((document, position) => (position === index ? changed : document))))) quiet.push(`${index}:${at}`);
      }
      expect(quiet).toEqual([]);
    },
  );
});

/** Calls with every copy of a manifest in which one text is not known. */
function forEachText(manifest: Record<string, any>, call: (at: string, changed: Record<string, any>) => void): void {
  const visit = (value: any, at: (string | number)[]): void => {
    if (at.length === 1 && (at[0] === 'apiVersion' || at[0] === 'kind')) return;
    if (typeof value === 'string') {
      const copy = JSON.parse(JSON.stringify(manifest)) as Record<string, any>;
      let parent: any = copy;
      for (const key of at.slice(0, -1)) parent = parent[key];
      parent[at.at(-1)!] = UNKNOWN;
      call(at.join('.'), copy);
    } else if (Array.isArray(value)) value.forEach((item, index) => visit(item, [...at, index]));
    else if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) visit(item, [...at, key]);
  };
  visit(manifest, []);
}
