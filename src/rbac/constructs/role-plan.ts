import type { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { checkReason } from '../../cdk8s/check-reason';
import { refusal } from '../../cdk8s/refusal';
import { worksInNamespace } from '../../kubernetes/rbac/api-resources';
import { builtInRole } from '../../kubernetes/rbac/built-in-roles';
import { rulesCover } from '../../kubernetes/rbac/policy-rule';
import { POWERFUL_GRANTS } from '../powerful-grants';
import { grantedOf, powerOf } from '../role-findings';
import { Grant } from './grant';
import type { LeastPrivilegeRoleProps } from './least-privilege-role-props';
import { asPolicyRule } from './role-rules';
import { Subject, SubjectKind } from './subject';

/** What a {@link LeastPrivilegeRole} makes, decided and found to be in order. */
export interface RolePlan {
  readonly kind: 'Role' | 'ClusterRole';
  readonly name: string;
  readonly grants: readonly Grant[];
  readonly subjects: readonly Subject[];
  /** True when it is bound in the whole cluster. */
  readonly clusterWide: boolean;
  /** Where it is bound otherwise. */
  readonly namespaces: readonly string[];
}

const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const NAME = /^[a-z0-9]([-a-z0-9.:]{0,251}[a-z0-9])?$/;

/**
 * Decides what a role consists of.
 *
 * @throws Error for everything that a role of least privilege does not do
 */
export function planRole(construct: IConstruct, props: LeastPrivilegeRoleProps, chart: Chart): RolePlan {
  const refuse = (fact: string, consequence: string, remedy: string): never => {
    throw refusal(construct, { fact, consequence, remedy });
  };
  const grants = [...props.grants];
  const subjects = [...props.subjects];
  const { unsafeClusterScopeReason, boundIn, namespaceName } = props;
  const clusterWide = unsafeClusterScopeReason !== undefined;

  if ([unsafeClusterScopeReason, boundIn, namespaceName].filter((choice) => choice !== undefined).length > 1) {
    refuse(
      'more than one of namespaceName, boundIn and unsafeClusterScopeReason is given',
      'so it is unclear where the role applies',
      'Give one of them, or none for the namespace of the chart.',
    );
  }
  checkReason(construct, 'unsafeClusterScopeReason', unsafeClusterScopeReason);
  const namespaces = clusterWide ? [] : boundIn ? [...boundIn] : [namespaceName ?? chart.namespace].filter((place) => place !== undefined);
  if (!clusterWide && namespaces.length === 0) {
    if (boundIn) refuse('boundIn names no namespace', 'so the role would be given nowhere', 'Name the namespaces in which it is needed.');
    refuse(
      'neither the role nor its chart names a namespace',
      'so it would land in whichever one kubectl is set to',
      'Give namespaceName, or put it in a chart with one such as IsolatedNamespace.',
    );
  }
  for (const place of namespaces) {
    if (!NAMESPACE.test(place)) {
      refuse(
        `${JSON.stringify(place)} is not a namespace`,
        'so the API server would reject the role',
        'Write the name of the namespace in which the role is needed.',
      );
    }
  }
  const twice = namespaces.find((place, index) => namespaces.indexOf(place) !== index);
  if (twice !== undefined) refuse(`boundIn names ${twice} twice`, 'so another namespace may be missing', 'Name each once.');

  checkGrants(grants, !clusterWide, refuse);
  checkSubjects(subjects, namespaces, refuse);
  const kind = clusterWide || boundIn ? 'ClusterRole' : 'Role';
  return { kind, name: nameOf(construct, props, kind === 'Role' ? chart : undefined, refuse), grants, subjects, clusterWide, namespaces };
}

/** The reasons of grants or subjects, each once; undefined when there is none. */
export function reasonsOf(parts: readonly { readonly reason?: string }[], others: readonly string[]): string | undefined {
  const reasons = [...new Set([...others, ...parts.flatMap(({ reason }) => reason ?? [])])];
  return reasons.length === 0 ? undefined : reasons.join('; ');
}

type Refuse = (fact: string, consequence: string, remedy: string) => never;

function checkGrants(grants: readonly Grant[], namespaced: boolean, refuse: Refuse): void {
  if (grants.length === 0) {
    refuse(
      'no grant is given',
      'so the role would allow nothing',
      'Give at least one, such as Grant.on("apps", "deployments").verbs("get").',
    );
  }
  grants.forEach((grant, index) => {
    if (!(grant instanceof Grant)) refuse(`grant ${index} is not complete`, 'so it is unclear what it allows', 'End it with verbs(...).');
    if (namespaced && grant.urls.length > 0) {
      refuse(`the grant ${grant} is on URLs`, 'which belong to no namespace', 'Give unsafeClusterScopeReason, in a role of its own.');
    }
    const idle = namespaced ? grant.verbs.find((verb) => !worksInNamespace(grant.group, grant.resource, verb)) : undefined;
    if (idle !== undefined) {
      refuse(
        `the grant ${grant} is on a cluster-scoped resource`,
        `so ${idle} would have no effect within a namespace`,
        'Give unsafeClusterScopeReason, in a role of its own.',
      );
    }
    const rule = asPolicyRule(grant);
    if (grant.reason === undefined) {
      for (const power of POWERFUL_GRANTS) {
        const [granted] = grantedOf(rule, power.permissions, namespaced);
        if (!granted) continue;
        refuse(
          `the grant ${grant} has no reason`,
          `though it lets its holder ${powerOf(granted, power)}`,
          `${power.instead === undefined ? '' : `${power.instead} `}Say why it is needed with unsafeReason(...).`,
        );
      }
    }
  });
  grants.forEach((grant, index) => {
    const other = grants.find((candidate, position) => position !== index && rulesCover([asPolicyRule(candidate)], asPolicyRule(grant)));
    if (other) {
      refuse(
        `the grant ${grant} is in the grant ${other} already`,
        'so taking away either one would change nothing',
        'Leave one of them out.',
      );
    }
  });
}

function checkSubjects(subjects: readonly Subject[], namespaces: readonly string[], refuse: Refuse): void {
  if (subjects.length === 0) {
    refuse('no subject is given', 'so no subject would have the role', 'Give at least one, such as Subject.group("payments-deployers").');
  }
  subjects.forEach((who, index) => {
    if (!(who instanceof Subject)) {
      refuse(
        `subject ${index} is not a Subject`,
        'so it is unclear who would have the role',
        'Make it with Subject.user, group, serviceAccount or of.',
      );
    }
    const first = subjects.findIndex(
      ({ kind, name, namespaceName }) => kind === who.kind && name === who.name && namespaceName === who.namespaceName,
    );
    if (first !== index) refuse(`the subject ${who} is given twice`, 'so another one may be missing', 'Name each once.');
    if (who.reason !== undefined) return;
    if (who.kind !== SubjectKind.SERVICE_ACCOUNT && who.name.startsWith('system:')) {
      refuse(
        `the subject ${who} has no reason`,
        'though Kubernetes itself decides who is behind it',
        'Say why with unsafeReason(...), or name a group or ServiceAccount of your own.',
      );
    }
    const elsewhere = namespaces.find((place) => who.namespaceName !== undefined && who.namespaceName !== place);
    if (elsewhere !== undefined) {
      refuse(
        `the subject ${who} is of another namespace than ${elsewhere}`,
        'so anyone who can run a pod there would have the role here',
        'Say why it needs the role with unsafeReason(...), or use a ServiceAccount of the namespace.',
      );
    }
  });
}

function nameOf(construct: IConstruct, { name }: LeastPrivilegeRoleProps, chart: Chart | undefined, refuse: Refuse): string {
  const path = construct.node.scopes
    .slice(chart ? construct.node.scopes.indexOf(chart) + 1 : 0)
    .map(({ node }) => node.id)
    .filter((id) => id !== '');
  const chosen =
    name
    ?? path
      .join('-')
      .toLowerCase()
      .replace(/[^a-z0-9.-]+/g, '-');
  if (!NAME.test(chosen)) {
    refuse(
      `${JSON.stringify(chosen)} is not a name for a role`,
      'so the role could not be told from others',
      'Give name: lower-case letters, digits, dots and dashes.',
    );
  }
  if (chosen.startsWith('system:') || builtInRole('ClusterRole', '', chosen)) {
    refuse(
      `the name ${JSON.stringify(chosen)} is Kubernetes' own`,
      'so the role would replace or be taken for a built-in one',
      'Give name another value.',
    );
  }
  return chosen;
}
