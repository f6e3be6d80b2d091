import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { Scope, scopeOf } from '../../../kubernetes/objects/kinds';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asArray, asObject, isObject, isUnset, typeName, type JsonObject } from '../../../text/json';

export const policyExceptionScope = defineRule({
  id: 'namespaces/policy-exception-scope',
  title: 'PolicyExceptions of Kyverno must name one policy, its rules and the resources that are exempt',
  description:
    'An exception for several policies, for every rule or for every name admits objects that have not been reviewed. Each '
    + 'filter in `match.any`, or one of those in `match.all`, must give `names` and, for kinds that live in namespaces, `namespaces`; '
    + 'a pattern of `*` and `?` alone names nothing. A pattern such as `agent-*` passes.\n\n'
    + 'Exceptions for CEL policies (policies.kyverno.io) must reference one policy and have `matchConditions`, whose expressions are '
    + 'not evaluated. A selector in place of names is a violation, since the one who creates an object sets its labels. Who creates '
    + 'the object, and how long the exception holds, is not checked.',
  severity: Severity.MEDIUM,
  fix: 'Write one exception for each policy, with `ruleNames`, and with `names` and `namespaces` of the resources.',
  sources: ['https://kyverno.io/docs/exceptions'],
  bad:
    '{ apiVersion: kyverno.io/v2, kind: PolicyException, metadata: { name: agent, namespace: tools }, '
    + 'spec: { exceptions: [{ policyName: no-host-paths, ruleNames: ["*"] }], match: { any: [{ resources: { kinds: [Pod] } }] } } }',
  good:
    '{ apiVersion: kyverno.io/v2, kind: PolicyException, metadata: { name: agent, namespace: tools }, '
    + 'spec: { exceptions: [{ policyName: no-host-paths, ruleNames: [volumes] }], '
    + 'match: { any: [{ resources: { kinds: [Pod], names: [agent-*], namespaces: [tools] } }] } } }',
  subject: objectsOfKind('kyverno.io/PolicyException', 'policies.kyverno.io/PolicyException'),
  check: ({ group, json }: KubeObject) => {
    if (!isObject(json.spec)) return [undecided('spec', `spec is ${typeName(json.spec)}, not a mapping`)];
    return group === 'kyverno.io' ? [...broadPolicies(json.spec), ...broadMatch(json.spec)] : broadCel(json.spec);
  },
});

function broadPolicies({ exceptions }: JsonObject): readonly Outcome[] {
  const path = 'spec.exceptions';
  if (!Array.isArray(exceptions)) return [undecided(path, `exceptions is ${typeName(exceptions)}, not a list`)];
  const several = exceptions.length > 1 ? [{ path, message: `the exception is for ${exceptions.length} policies` }] : NONE;
  const open = collect(exceptions, (entry, index): readonly Outcome[] => {
    const { policyName, ruleNames } = asObject(entry);
    const holder = `${path}[${index}]`;
    return [
      ...(isAnything(policyName) ? [{ path: `${holder}.policyName`, message: 'the exception is for every policy' }] : NONE),
      ...(namesNothing(ruleNames) ? [{ path: `${holder}.ruleNames`, message: 'the exception is for every rule of the policy' }] : NONE),
    ];
  });
  return [...several, ...open];
}

function broadMatch({ match }: JsonObject): readonly Outcome[] {
  const { any, all } = asObject(match);
  if (Array.isArray(all) && all.length > 0 && isUnset(any)) {
    // Every filter has to fit: it is enough that one is narrow.
    const faults = all.map((filter, index) => broadFilter(filter, `spec.match.all[${index}]`));
    return faults.some((found) => found.length === 0) ? NONE : faults[0]!;
  }
  const filters = asArray(any);
  if (filters.length === 0) return [{ path: 'spec.match', message: 'the exception is for every resource' }];
  return collect(filters, (filter, index) => broadFilter(filter, `spec.match.any[${index}]`));
}

function broadFilter(filter: unknown, holder: string): readonly Outcome[] {
  const { names, namespaces, kinds } = asObject(asObject(filter).resources);
  const path = `${holder}.resources`;
  if (namesNothing(names)) return [{ path: `${path}.names`, message: 'the exception is for resources of every name' }];
  const isNamespaced = asArray(kinds).length === 0 || !asArray(kinds).every(isClusterKind);
  return isNamespaced && namesNothing(namespaces)
    ? [{ path: `${path}.namespaces`, message: 'the exception is for every namespace' }]
    : NONE;
}

/** Kyverno writes a kind as `Kind`, `version/Kind` or `group/version/Kind`. */
function isClusterKind(kind: unknown): boolean {
  if (typeof kind !== 'string') return false;
  const parts = kind.split('/');
  const group = parts.length > 2 ? parts[0]! : '';
  return [group, ...(parts.length > 1 ? NONE : CLUSTER_GROUPS)].some((each) => scopeOf(each, parts.at(-1)!) === Scope.CLUSTER);
}

const CLUSTER_GROUPS = ['rbac.authorization.k8s.io', 'storage.k8s.io', 'apiextensions.k8s.io', 'admissionregistration.k8s.io'];

function namesNothing(list: unknown): boolean {
  return asArray(list).length === 0 || asArray(list).some(isAnything);
}

function isAnything(pattern: unknown): boolean {
  return typeof pattern === 'string' && /^[*?]*$/.test(pattern);
}

function broadCel({ policyRefs, matchConditions }: JsonObject): readonly Outcome[] {
  const policies = asArray(policyRefs).length;
  return [
    ...(policies > 1 ? [{ path: 'spec.policyRefs', message: `the exception is for ${policies} policies` }] : NONE),
    ...(asArray(matchConditions).length === 0 ? [{ path: 'spec.matchConditions', message: 'the exception is for every resource' }] : NONE),
  ];
}
