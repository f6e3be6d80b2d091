import { App, Chart } from 'cdk8s';
import fc from 'fast-check';
import { PRODUCT } from '../../../src/catalog';
import { Checker } from '../../../src/engine/checker';
import { FindingStatus } from '../../../src/engine/finding-status';
import { builtInGroups, resourcesOf } from '../../../src/kubernetes/rbac/api-resources';
import { Grant, LeastPrivilegeRole, Subject } from '../../../src/rbac';
import { rbacRules } from '../../../src/rbac/rules';
import { inventoryOf, runRules } from '../../support/findings';

const REFUSAL = /^[^\n]+: [^\n]+, [^\n]+\. [^\n]+[.?]$/;
const VERBS = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'use',
  'approve',
  'sign',
  'escalate',
  'bind',
  'impersonate',
  '*',
];
const RESOURCES = builtInGroups().flatMap((group) => resourcesOf(group).map((resource) => [group, resource] as const));

const likely = fc.constantFrom('api', 'web', 'devs', 'payments', 'build');
const word = fc.oneof(
  { weight: 9, arbitrary: likely },
  fc.string(),
  fc.constantFrom(
    '*',
    '',
    'api',
    'default',
    '__proto__',
    'constructor',
    'system:masters',
    'system:authenticated',
    'payments',
    'a/b',
    '*/x',
  ),
);
const on = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...RESOURCES) },
  fc.tuple(word, word),
  fc.tuple(fc.constantFrom('example.com', 'metrics.k8s.io'), fc.constantFrom('widgets', 'pods')),
);
const reason = fc.oneof({ weight: 6, arbitrary: fc.constant('runbook 7') }, fc.constantFrom(undefined, '', ' '), fc.string());

const verb = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...VERBS.slice(0, 8)) }, fc.constantFrom(...VERBS), fc.string());

const names = fc.option(fc.array(word, { maxLength: 2 }), { nil: undefined, freq: 1 });
const grant = fc.oneof(
  { weight: 9, arbitrary: fc.record({ on, names, verbs: fc.array(verb, { maxLength: 4 }), reason }) },
  fc.record({ urls: fc.array(fc.oneof(fc.webPath(), word)), verbs: fc.array(fc.constantFrom('get', 'post', 'list')), reason }),
);

const subject = fc.oneof(
  fc.record({ kind: fc.constant('user' as const), name: word, reason }),
  fc.record({
    kind: fc.constant('group' as const),
    name: fc.oneof(word, fc.constantFrom('devs', 'system:serviceaccounts', 'system:serviceaccounts:payments')),
    reason,
  }),
  fc.record({
    kind: fc.constant('account' as const),
    name: fc.oneof(word, fc.constant('api')),
    namespace: fc.oneof(word, fc.constantFrom('payments', 'build')),
    reason,
  }),
);

type GrantInput = typeof grant extends fc.Arbitrary<infer T> ? T : never;
type SubjectInput = typeof subject extends fc.Arbitrary<infer T> ? T : never;

function toGrant(input: GrantInput): Grant {
  const target = 'urls' in input ? Grant.onUrls(...input.urls) : Grant.on(input.on[0], input.on[1]);
  const named = 'names' in input && input.names !== undefined ? target.named(...input.names) : target;
  const closed = named.verbs(...input.verbs);
  return input.reason === undefined ? closed : closed.unsafeReason(input.reason);
}

function toSubject(input: SubjectInput): Subject {
  const who = input.kind === 'account' ? Subject.serviceAccount(input.name, input.namespace) : Subject[input.kind](input.name);
  return input.reason === undefined ? who : who.unsafeReason(input.reason);
}

/** What was made, or undefined for a refusal; anything else that is thrown fails the test. */
function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    expect((error as Error).constructor).toBe(Error);
    // A text within the message may hold line breaks only where it was quoted.
    expect((error as Error).message).toMatch(REFUSAL);
    return undefined;
  }
}

const present = <T>(items: readonly (T | undefined)[]): T[] => items.filter((item) => item !== undefined) as T[];

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

/** What roles are about and who has them is generated, and not among the manifests. */
const ofRights = rbacRules.filter(({ id }) => id !== 'rbac/missing-subject-account' && id !== 'rbac/resource-names-without-objects');
const checker = new Checker({ ...PRODUCT, rules: ofRights, longestWaiver: undefined }, [{ settings: { asOf: '2026-11-23' } }]);

/** How severe what the rules find is, where no reason accepts it. */
function open(manifests: readonly object[]): string[] {
  return checker
    .check(inventoryOf(manifests))
    .findings.flatMap(({ status, severity }) => (status === FindingStatus.WAIVED ? [] : [severity]));
}

test('a role is refused with a documented error, or has no wildcard, no empty list, and passes every rule of the practice', () => {
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.array(grant, { maxLength: 4 }),
      fc.array(subject, { maxLength: 4 }),
      fc.constantFrom('role', 'boundIn', 'cluster', 'cluster'),
      reason,
      fc.constantFrom(true, true, true, false),
      (grantInputs, subjectInputs, scope, why, named) => {
        const grants = present(grantInputs.map((input) => attempt(() => toGrant(input))));
        const subjects = present(subjectInputs.map((input) => attempt(() => toSubject(input))));
        const chart = new Chart(new App(), 'c', named ? { namespace: 'payments' } : {});
        const place =
          scope === 'boundIn'
            ? { boundIn: ['payments', 'build'] }
            : scope === 'cluster'
              ? { unsafeClusterScopeReason: why ?? 'why not' }
              : {};
        const made = attempt(() => new LeastPrivilegeRole(chart, 'r', { grants, subjects, ...place }));
        if (!made) return;
        accepted += 1;
        const [role, ...bindings] = chart.toJson();
        expect(JSON.stringify(role.rules)).not.toContain('[]');
        expect(texts(role.rules).filter((text) => text.includes('*'))).toEqual([]);
        expect(role.rules).toHaveLength(grants.length);
        expect(bindings.map((binding) => binding.subjects.length)).toEqual(bindings.map(() => subjects.length));
        expect(
          [role, ...bindings]
            .map(({ kind, metadata }) => [kind.startsWith('Cluster'), metadata.namespace === undefined])
            .filter(([cluster, none]) => cluster !== none),
        ).toEqual([]);
        // A reason accepts all but what is critical, which takes a waiver.
        expect(open(chart.toJson()).filter((severity) => severity !== 'critical')).toEqual([]);
      },
    ),
    { numRuns: 1500, seed: 20261123 },
  );
  expect(accepted).toBeGreaterThan(200);
});

test('rules judge any manifest of the group without failing', () => {
  const kinds = fc.constantFrom('Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding', 'ClusterRolebinding', 'Rolle');
  const text = fc.oneof(
    word,
    fc.constantFrom(
      'rbac.authorization.k8s.io',
      'secrets',
      'pods/exec',
      'ClusterRole',
      'Role',
      'Group',
      'ServiceAccount',
      'edit',
      'cluster-admin',
      'r',
    ),
  );
  const anything = fc.oneof(fc.anything({ maxDepth: 2 }), text, fc.array(text, { maxLength: 3 }));
  const rules = fc.oneof(
    anything,
    fc.array(fc.dictionary(fc.constantFrom('apiGroups', 'resources', 'verbs', 'resourceNames', 'nonResourceURLs', '__proto__'), anything)),
  );
  const subjects = fc.oneof(anything, fc.array(fc.dictionary(fc.constantFrom('kind', 'name', 'namespace', 'apiGroup'), text)));
  const manifest = fc.record({
    apiVersion: fc.constantFrom('rbac.authorization.k8s.io/v1', 'rbac.authorization.k8s.io/v1beta1'),
    kind: kinds,
    metadata: fc.record({
      name: text,
      namespace: fc.constantFrom('payments', 'kube-system'),
      labels: fc.dictionary(fc.constantFrom('kubernetes.io/bootstrapping', 'x'), fc.constantFrom('rbac-defaults', 'y')),
    }),
    rules,
    aggregationRule: fc.oneof(
      fc.constant(undefined),
      anything,
      fc.record({ clusterRoleSelectors: fc.array(fc.record({ matchLabels: fc.constant({ x: 'y' }) })) }),
    ),
    roleRef: fc.oneof(anything, fc.record({ kind: fc.constantFrom('Role', 'ClusterRole'), name: text })),
    subjects,
  });
  fc.assert(
    fc.property(fc.array(manifest, { maxLength: 6 }), (manifests) => {
      const { findings: found } = runRules(rbacRules, manifests);
      expect(found.filter(({ message }) => message.includes('the rule itself failed')).map(({ message }) => message)).toEqual([]);
      expect(found.filter(({ message }) => message.endsWith('.') && !message.includes('"')).map(({ message }) => message)).toEqual([]);
    }),
    { numRuns: 1500, seed: 20261123 },
  );
});
