import { asString, isObject, typeName } from '../../text/json';
import type { RbacFault } from './policy-rule';

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** Who is given a role: an entry of `subjects`. */
export interface SubjectView {
  readonly kind: 'User' | 'Group' | 'ServiceAccount';
  readonly name: string;
  /** Only of a ServiceAccount: its own, or the binding's. */
  readonly namespace: string | undefined;
  /** Path within the binding: `subjects[0]`. */
  readonly path: string;
}

/** The role that a binding names. */
export interface RoleRef {
  readonly kind: 'Role' | 'ClusterRole';
  readonly name: string;
}

const USER_PREFIX = 'system:serviceaccount:';

/** Reads `roleRef`; undefined when the API server would reject it. */
export function readRoleRef(value: unknown, bindingKind: string, faults: RbacFault[]): RoleRef | undefined {
  if (!isObject(value)) {
    faults.push({
      path: 'roleRef',
      message: value === undefined || value === null ? 'roleRef is missing' : `roleRef is ${typeName(value)}, not a mapping`,
    });
    return undefined;
  }
  const before = faults.length;
  const { apiGroup, kind, name } = value;
  if (apiGroup !== undefined && apiGroup !== null && apiGroup !== '' && apiGroup !== RBAC_GROUP) {
    faults.push({ path: 'roleRef.apiGroup', message: `roleRef.apiGroup is not "${RBAC_GROUP}"` });
  }
  if (kind !== 'ClusterRole' && (kind !== 'Role' || bindingKind !== 'RoleBinding')) {
    faults.push({
      path: 'roleRef.kind',
      message: `roleRef.kind is ${JSON.stringify(kind) ?? 'missing'}, which a ${bindingKind} cannot refer to`,
    });
  }
  if (typeof name !== 'string' || name === '') faults.push({ path: 'roleRef.name', message: 'roleRef.name is missing' });
  for (const key of Object.keys(value)) {
    if (key !== 'apiGroup' && key !== 'kind' && key !== 'name') {
      faults.push({ path: `roleRef.${key}`, message: `roleRef.${key} is not a field of a roleRef` });
    }
  }
  const isRefused = faults.length > before && faults.slice(before).some(({ path }) => /^roleRef(\.(apiGroup|kind|name))?$/.test(path));
  return isRefused ? undefined : { kind: kind as RoleRef['kind'], name: name as string };
}

/** Reads `subjects`; `namespace` is that of the binding, '' for a ClusterRoleBinding. */
export function readSubjects(value: unknown, namespace: string, faults: RbacFault[]): SubjectView[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    faults.push({ path: 'subjects', message: `subjects is ${typeName(value)}, not a list` });
    return [];
  }
  const subjects: SubjectView[] = [];
  value.forEach((item: unknown, index) => {
    const path = `subjects[${index}]`;
    if (!isObject(item)) return void faults.push({ path, message: `${path} is ${typeName(item)}, not a mapping` });
    const { kind } = item;
    const name = asString(item.name);
    const apiGroup = asString(item.apiGroup) ?? '';
    if (name === undefined || name === '') return void faults.push({ path: `${path}.name`, message: `${path} has no name` });
    if (kind !== 'User' && kind !== 'Group' && kind !== 'ServiceAccount') {
      return void faults.push({
        path: `${path}.kind`,
        message: `${path}.kind is ${JSON.stringify(kind) ?? 'missing'}, none of User, Group, ServiceAccount`,
      });
    }
    if (apiGroup !== '' && (kind === 'ServiceAccount' || apiGroup !== RBAC_GROUP)) {
      faults.push({ path: `${path}.apiGroup`, message: `${path}.apiGroup is "${apiGroup}", which a ${kind} does not have` });
    }
    if (kind !== 'ServiceAccount') return void subjects.push({ kind, name, namespace: undefined, path });
    const own = asString(item.namespace) ?? '';
    if (own === '' && namespace === '') {
      return void faults.push({ path: `${path}.namespace`, message: `${path} is a ServiceAccount without namespace` });
    }
    subjects.push({ kind, name, namespace: own === '' ? namespace : own, path });
  });
  return subjects;
}

/** The ServiceAccount that the subject is, also when it is written as a user `system:serviceaccount:ns:name`. */
export function serviceAccountOf({
  kind,
  name,
  namespace,
}: SubjectView): { readonly namespace: string; readonly name: string } | undefined {
  if (kind === 'ServiceAccount') return { namespace: namespace ?? '', name };
  if (kind !== 'User' || !name.startsWith(USER_PREFIX)) return undefined;
  const [owner, account, ...rest] = name.slice(USER_PREFIX.length).split(':');
  return owner && account && rest.length === 0 ? { namespace: owner, name: account } : undefined;
}

/** `Group devs`, `ServiceAccount payments/api`: the same text for the same subject. */
export function subjectKey(subject: SubjectView): string {
  const account = serviceAccountOf(subject);
  return account ? `ServiceAccount ${account.namespace}/${account.name}` : `${subject.kind} ${subject.name}`;
}
