import { Chart, Testing } from 'cdk8s';
import { Grant, LeastPrivilegeRole, Subject, type LeastPrivilegeRoleProps } from '../../../src/rbac';
import type { Ask } from './access-review';
import type { Manifest } from './client';

/** A grant in the words of whoever gives it: on resources, or on URLs. */
export type Given =
  | { readonly on: readonly [group: string, resource: string]; readonly named?: readonly string[]; readonly verbs: readonly string[] }
  | { readonly urls: readonly string[]; readonly verbs: readonly string[] };

/** A role as it is asked for. `in` names the namespaces; 'everywhere' is cluster scope. */
export interface GivenRole {
  readonly form: 'Role' | 'ClusterRole';
  readonly in: readonly string[] | 'everywhere';
  readonly grants: readonly Given[];
  readonly subjects: readonly Subject[];
}

const READ = ['get', 'list', 'watch'];
const WHY = 'the proof needs it';

export const ROLES: Readonly<Record<'deployer' | 'viewer' | 'reconciler', GivenRole>> = {
  deployer: {
    form: 'Role',
    in: ['payments'],
    subjects: [Subject.user('jane'), Subject.serviceAccount('builder', 'payments')],
    grants: [
      { on: ['apps', 'deployments'], named: ['api', 'db'], verbs: ['get', 'patch'] },
      { on: ['apps', 'deployments'], verbs: ['list'] },
      { on: ['apps', 'deployments/scale'], named: ['api'], verbs: ['get', 'update', 'patch'] },
      { on: ['', 'pods'], verbs: READ },
      { on: ['', 'pods/log'], verbs: ['get'] },
      { on: ['', 'pods/exec'], named: ['db'], verbs: ['create', 'get'] },
      { on: ['', 'pods/ephemeralcontainers'], named: ['db'], verbs: ['patch'] },
      { on: ['', 'configmaps'], named: ['api'], verbs: [...READ, 'update', 'delete'] },
      { on: ['', 'secrets'], named: ['db'], verbs: ['get'] },
      { on: ['', 'serviceaccounts/token'], named: ['api'], verbs: ['create'] },
      { on: ['', 'namespaces'], named: ['payments'], verbs: ['get'] },
      { on: ['batch', 'jobs'], verbs: ['create', 'delete', 'deletecollection'] },
      { on: ['networking.k8s.io', 'ingresses/status'], verbs: ['patch'] },
      { on: ['example.com', 'widgets'], verbs: ['get', 'use'] },
    ],
  },
  viewer: {
    form: 'ClusterRole',
    in: ['payments', 'orders'],
    subjects: [Subject.group('viewers')],
    grants: [
      { on: ['', 'services'], verbs: READ },
      { on: ['', 'events'], verbs: ['list'] },
      { on: ['events.k8s.io', 'events'], verbs: ['watch'] },
      { on: ['apps', 'statefulsets'], named: ['db'], verbs: ['get', 'watch'] },
      { on: ['apps', 'statefulsets/status'], verbs: ['get'] },
      { on: ['', 'pods/portforward'], named: ['api'], verbs: ['create'] },
      { on: ['policy', 'poddisruptionbudgets'], verbs: ['create', 'update'] },
      { on: ['rbac.authorization.k8s.io', 'roles'], verbs: ['list'] },
      { on: ['rbac.authorization.k8s.io', 'rolebindings'], named: ['api'], verbs: ['delete'] },
      { on: ['coordination.k8s.io', 'leases'], verbs: ['deletecollection'] },
    ],
  },
  reconciler: {
    form: 'ClusterRole',
    in: 'everywhere',
    subjects: [Subject.serviceAccount('reconciler', 'payments')],
    grants: [
      { on: ['', 'nodes'], verbs: READ },
      { on: ['', 'nodes/status'], named: ['api'], verbs: ['patch'] },
      { on: ['', 'namespaces'], verbs: ['list', 'watch'] },
      { on: ['', 'persistentvolumes'], verbs: ['get', 'delete'] },
      { on: ['', 'limitranges'], verbs: ['create', 'deletecollection'] },
      { on: ['', 'pods/eviction'], verbs: ['create'] },
      { on: ['', 'secrets'], named: ['api'], verbs: ['get', 'watch'] },
      { on: ['apiextensions.k8s.io', 'customresourcedefinitions'], verbs: READ },
      { on: ['admissionregistration.k8s.io', 'validatingwebhookconfigurations'], named: ['api'], verbs: ['get', 'patch'] },
      { on: ['certificates.k8s.io', 'certificatesigningrequests/approval'], verbs: ['update'] },
      { on: ['certificates.k8s.io', 'signers'], named: ['example.com/api'], verbs: ['approve', 'sign'] },
      { on: ['resource.k8s.io', 'resourceclaims/driver'], verbs: ['associated-node:update'] },
      { on: ['storage.k8s.io', 'storageclasses'], verbs: ['list'] },
      { urls: ['/metrics', '/livez/etcd'], verbs: ['get'] },
      { urls: ['/logs'], verbs: ['get', 'post'] },
    ],
  },
};

/** What the construct makes of them, in the order in which it is written. */
export function synthesised(): Manifest[] {
  const chart = new Chart(Testing.app(), 'roles');
  for (const [name, { form, in: places, grants, subjects }] of Object.entries(ROLES)) {
    const place: Partial<LeastPrivilegeRoleProps> =
      places === 'everywhere'
        ? { unsafeClusterScopeReason: WHY }
        : form === 'ClusterRole'
          ? { boundIn: [...places] }
          : { namespaceName: places[0] };
    new LeastPrivilegeRole(chart, name, {
      name,
      grants: grants.map(grantOf),
      subjects: subjects.map((subject) => subject.unsafeReason(WHY)),
      ...place,
    });
  }
  return Testing.synth(chart) as Manifest[];
}

function grantOf(given: Given): Grant {
  if ('urls' in given) {
    return Grant.onUrls(...given.urls)
      .verbs(...given.verbs)
      .unsafeReason(WHY);
  }
  const target = Grant.on(...given.on);
  return (given.named ? target.named(...given.named) : target).verbs(...given.verbs).unsafeReason(WHY);
}

/** Whether a role, as it was asked for, says yes: by looking up what is written above, and nothing else. */
export function isGiven({ in: places, grants }: GivenRole, { verb, group, resource, name, namespace, url }: Ask): boolean {
  if (places !== 'everywhere' && !places.includes(namespace)) return false;
  return grants.some((given) => {
    if (!given.verbs.includes(verb)) return false;
    if ('urls' in given) return url !== '' && given.urls.includes(url);
    return url === '' && given.on[0] === group && given.on[1] === resource && (given.named === undefined || given.named.includes(name));
  });
}

/** The rules that the holder of a role is told to have in a namespace, in an order of their own. */
export function rulesGiven({ in: places, grants }: GivenRole, namespace: string): { resources: string[]; urls: string[] } {
  if (places !== 'everywhere' && !places.includes(namespace)) return { resources: [], urls: [] };
  const resources = grants.flatMap((given) =>
    'on' in given ? [ruleKey({ verbs: given.verbs, apiGroups: [given.on[0]], resources: [given.on[1]], resourceNames: given.named })] : [],
  );
  const urls = grants.flatMap((given) => ('urls' in given ? [ruleKey({ verbs: given.verbs, nonResourceURLs: given.urls })] : []));
  return { resources: resources.sort(), urls: urls.sort() };
}

/** A rule of a SelfSubjectRulesReview as a text that does not depend on the order of its lists. */
export function ruleKey(rule: Readonly<Record<string, readonly string[] | undefined>>): string {
  return Object.keys(rule)
    .sort()
    .filter((key) => rule[key] !== undefined)
    .map((key) => `${key}=${[...rule[key]!].sort().join(',')}`)
    .join(' ');
}
