import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { ACCEPTED_ANNOTATION, REASON_ANNOTATION } from '../../kubernetes/objects/annotations';
import { RBAC_GROUP } from '../../kubernetes/rbac/rbac-binding';
import { acceptedGrants, acceptedSubjects } from './accepted-reasons';
import { presentProps, type FormerLeastPrivilegeRoleProps } from './former-props';
import type { Grant } from './grant';
import type { LeastPrivilegeRoleProps } from './least-privilege-role-props';
import { planRole, reasonsOf, type RolePlan } from './role-plan';
import { toPolicyRule } from './role-rules';
import type { Subject } from './subject';

/**
 * A role with its bindings that grants what is named and nothing else.
 *
 * Refused are wildcards, `escalate`, `bind` and `impersonate`, all users and `system:masters` as subjects, the ServiceAccount `default`,
 * cluster scope and powerful grants without a reason, and grants that would have no effect. Reasons are kept as the annotation
 * `cdk8s-hardened/reason`, and accept what the rules find (`cdk8s-hardened/accepted`), except what is critical: that takes a waiver,
 * `Waiver.of(role).accept(…)`, with an approver and an end.
 *
 * Rules are not merged: each grant is one, so that a change of a grant is a change of its rule alone.
 *
 * Covers CIS Kubernetes Benchmark 1.12, 5.1.1 to 5.1.4 and 5.1.7 to 5.1.13, for the roles made with it.
 *
 * @see https://kubernetes.io/docs/concepts/security/rbac-good-practices/
 */
export class LeastPrivilegeRole extends Construct {
  /** The Role or ClusterRole. */
  public readonly role: ApiObject;
  /** Name of the role and of its bindings. */
  public readonly name: string;

  private readonly plan: RolePlan;
  private readonly madeBindings: ApiObject[];

  /**
   * Makes the role and its bindings.
   *
   * @throws Error in the cases above, and when it is unclear in which namespace a Role belongs
   */
  constructor(scope: Construct, id: string, props: LeastPrivilegeRoleProps);
  constructor(scope: Construct, id: string, props: FormerLeastPrivilegeRoleProps);
  constructor(scope: Construct, id: string, given: LeastPrivilegeRoleProps | FormerLeastPrivilegeRoleProps) {
    super(scope, id);
    const props = presentProps(this, given);
    this.plan = planRole(this, props, Chart.of(this));
    this.name = this.plan.name;
    const { boundIn } = props;
    const { grants, subjects, clusterWide, namespaces, kind } = this.plan;
    const scopeReason = props.unsafeClusterScopeReason === undefined ? [] : [props.unsafeClusterScopeReason.trim()];
    this.role = this.make(
      kind,
      'Role',
      kind === 'Role' ? namespaces[0] : undefined,
      reasonsOf(grants, scopeReason),
      acceptedGrants(this.plan),
      {
        rules: grants.map(toPolicyRule),
      },
    );
    const content = () => ({
      roleRef: { apiGroup: RBAC_GROUP, kind, name: this.name },
      subjects: subjects.map((who) =>
        who.namespaceName === undefined
          ? { apiGroup: RBAC_GROUP, kind: who.kind, name: who.name }
          : { kind: who.kind, name: who.name, namespace: who.namespaceName },
      ),
    });
    const reason = reasonsOf(subjects, scopeReason);
    this.madeBindings = clusterWide
      ? [this.make('ClusterRoleBinding', 'Binding', undefined, reason, acceptedSubjects(this.plan, undefined, scopeReason[0]), content())]
      : namespaces.map((namespace) =>
          this.make(
            'RoleBinding',
            boundIn ? `Binding-${namespace}` : 'Binding',
            namespace,
            reason,
            acceptedSubjects(this.plan, namespace, undefined),
            content(),
          ),
        );
  }

  /** The RoleBindings, in the order of their namespaces as given, or the one ClusterRoleBinding. */
  public get bindings(): ApiObject[] {
    return [...this.madeBindings];
  }

  /** What it allows. */
  public get grants(): Grant[] {
    return [...this.plan.grants];
  }

  /** Who is given it. */
  public get subjects(): Subject[] {
    return [...this.plan.subjects];
  }

  private make(
    kind: string,
    id: string,
    namespace: string | undefined,
    reason: string | undefined,
    accepted: Readonly<Record<string, string>>,
    content: object,
  ): ApiObject {
    const isAccepted = Object.keys(accepted).length > 0;
    const annotations =
      reason === undefined
        ? undefined
        : { [REASON_ANNOTATION]: reason, ...(isAccepted ? { [ACCEPTED_ANNOTATION]: JSON.stringify(accepted) } : {}) };
    const object = new ApiObject(this, id, {
      apiVersion: `${RBAC_GROUP}/v1`,
      kind,
      metadata: { name: this.name, namespace, annotations },
      ...content,
    });
    // cdk8s writes the chart's namespace on cluster-scoped objects too.
    if (namespace === undefined && object.metadata.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
    return object;
  }
}
