import type { CheckContext, Outcome, Subject } from '../../engine/rule';
import { subject } from '../../engine/subjects';
import { NONE } from '../../kubernetes/objects/collect';
import { hasBootstrapLabel, isBuiltInGrant } from '../../kubernetes/rbac/built-in-roles';
import { rbacView, type BindingView } from '../../kubernetes/rbac/rbac';
import { subjectKey, type SubjectView } from '../../kubernetes/rbac/rbac-binding';
import { describeSubject, unreadable } from '../role-findings';

export { describeSubject };

/** RoleBindings and ClusterRoleBindings of the input. */
export const bindingsOfSet: Subject<BindingView> = subject('RoleBindings and ClusterRoleBindings', ({ inventory }) =>
  selectBindings(inventory),
);

function selectBindings(inventory: CheckContext['inventory']) {
  return rbacView(inventory).bindings.map((value) => ({ value, object: value.object }));
}

/** A check of a binding, before what the API server would reject is taken out. */
export type BindingJudge<T = unknown> = (binding: BindingView, context: CheckContext, options: T) => readonly Outcome[];

/** A check of a binding. What the API server would reject is unknown. */
export function judgeBinding<T>(judge: BindingJudge<T>): BindingJudge<T> {
  return (binding, context, options) => {
    const found = withRole(judge(binding, context, options), binding);
    return binding.faults.length === 0 ? found : [...unreadable(binding.faults), ...found];
  };
}

/** What is found of a binding is about what its role grants, too. */
function withRole(outcomes: readonly Outcome[], { role }: BindingView): readonly Outcome[] {
  if (outcomes.length === 0 || !role?.object) return outcomes;
  const related = [{ object: role.object, path: '', what: 'the role' }];
  return outcomes.map((outcome) => ({ ...outcome, related: [...(outcome.related ?? []), ...related] }));
}

/** A check of each subject of a binding. */
export function judgeSubjects<T>(
  judge: (who: SubjectView, binding: BindingView, context: CheckContext, options: T) => readonly Outcome[],
): BindingJudge<T> {
  return judgeBinding((binding, context, options) => {
    let outcomes: Outcome[] | undefined;
    for (const who of binding.subjects) {
      const found = judge(who, binding, context, options);
      if (found.length > 0) (outcomes ??= []).push(...found);
    }
    return outcomes ?? NONE;
  });
}

/** True when the API server itself makes this binding for this subject, and the binding has its label. */
export function isDefaultGrant({ object, namespace, roleRef }: BindingView, who: SubjectView): boolean {
  return roleRef !== undefined && hasBootstrapLabel(object.labels) && isBuiltInGrant(namespace, object.name, roleRef.name, subjectKey(who));
}

/** True when the binding gives one of these built-in roles, with nothing added to it by the input. */
export function isPublicInfo({ roleRef, role }: BindingView, { inventory }: CheckContext, names: readonly string[]): boolean {
  if (roleRef?.kind !== 'ClusterRole' || !names.includes(roleRef.name) || !role) return false;
  return !role.object || (role.builtIn !== undefined && role.faults.length === 0 && rbacView(inventory).ownRules(role).length === 0);
}

/** `in namespace payments`, `in the whole cluster`. */
export function placeOf({ namespace }: BindingView): string {
  return namespace === '' ? 'in the whole cluster' : `in namespace ${namespace}`;
}
