import { fact } from '../../objects/fact';
import type { Inventory } from '../../objects/inventory';
import { isBuiltInGrant } from '../../rbac/built-in-roles';
import { rbacView, type BindingView } from '../../rbac/rbac';
import { serviceAccountOf as accountOfSubject, subjectKey, type SubjectView } from '../../rbac/rbac-binding';
import { serviceAccountOf } from '../pod-account';
import type { PodView } from '../pod-view';

/** The groups that every ServiceAccount is in. */
const EVERY_ACCOUNT = new Set(['system:authenticated', 'system:serviceaccounts']);
const GROUP_OF_NAMESPACE = 'system:serviceaccounts:';

/** To whom the bindings of an input grant something. */
interface Granted {
  readonly everyAccount: boolean;
  /** Namespaces all of whose accounts are granted something. */
  readonly namespaces: ReadonlySet<string>;
  /** Namespaces of accounts, by name; {@link UNSTATED} where neither the binding nor the subject states one. */
  readonly accounts: ReadonlyMap<string, ReadonlySet<string>>;
}

const UNSTATED = '';

/**
 * True when a binding of the input grants something to the ServiceAccount of a pod, by its name or by a group that it is in: then it is
 * there to call the API server, and without its token the pod would not work any more. What Kubernetes itself grants to all accounts does
 * not count.
 *
 * What states no namespace may be put into any: a pod has the account of that name in whichever namespace is granted something, and a
 * binding and a subject without namespace may mean the account of a pod in any. That is not assumed of `default`, which is in every
 * namespace.
 */
export function isGranted(pod: PodView, inventory: Inventory): boolean {
  const name = serviceAccountOf(pod);
  if (name === undefined) return false;
  const { everyAccount, namespaces, accounts } = granted(inventory);
  const statesNone = pod.object.namespace === undefined;
  if (everyAccount || namespaces.has(pod.namespace) || (statesNone && namespaces.size > 0)) return true;
  const found = accounts.get(name);
  if (!found) return false;
  return found.has(pod.namespace) || (name !== 'default' && (found.has(UNSTATED) || statesNone));
}

const granted = fact('who is granted something', (inventory): Granted => {
  const namespaces = new Set<string>();
  const accounts = new Map<string, Set<string>>();
  let everyAccount = false;
  for (const binding of rbacView(inventory).bindings) {
    if (grantsNothing(binding)) continue;
    for (const subject of binding.subjects) {
      const account = accountOfSubject(subject);
      if (account) {
        const owners = accounts.get(account.name) ?? new Set();
        accounts.set(account.name, owners.add(account.namespace));
        if (isUnstated(binding, account.namespace)) owners.add(UNSTATED);
      } else if (subject.kind === 'Group' && !isOfKubernetes(binding, subject)) {
        if (EVERY_ACCOUNT.has(subject.name)) everyAccount = true;
        else if (subject.name.startsWith(GROUP_OF_NAMESPACE)) namespaces.add(subject.name.slice(GROUP_OF_NAMESPACE.length));
      }
    }
  }
  return { everyAccount, namespaces, accounts };
});

/** True where the namespace of the account is that which the binding is put into. */
function isUnstated({ kind, namespace, object }: BindingView, owner: string): boolean {
  return kind === 'RoleBinding' && object.namespace === undefined && owner === namespace;
}

/** True for a role of the input that has no rule, nor any that it could take over. One that is not in the input may have some. */
function grantsNothing({ role }: BindingView): boolean {
  return role?.object !== undefined && role.rules.length === 0 && role.faults.length === 0 && role.selectors === undefined;
}

function isOfKubernetes({ object, roleRef, namespace }: BindingView, subject: SubjectView): boolean {
  return roleRef !== undefined && isBuiltInGrant(namespace, object.name, roleRef.name, subjectKey(subject));
}
