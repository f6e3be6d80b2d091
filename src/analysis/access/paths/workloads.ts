import { certainlyEnforced } from '../../../kubernetes/admission/pod-security-namespaces';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { describe, namespaceOf } from '../../../kubernetes/objects/object';
import { serviceAccountOf } from '../../../kubernetes/pods/pod-account';
import { isTemplate } from '../../../kubernetes/pods/pod-kinds';
import { podViews, type PodView } from '../../../kubernetes/pods/pod-view';
import { evaluatePodSecurity, policyVersionOn } from '../../../kubernetes/pods/security/evaluate';
import type { KubernetesMinor } from '../../../kubernetes/releases/versions';
import { asArray, asObject, asString, isUnset } from '../../../text/json';
import { accountIdentity } from '../identity';
import type { GraphBuilder } from './builder';
import { escapesOf } from './escapes';

/** A pod that is written in the input, as where an attack may start. */
export interface WorkloadNode {
  readonly pod: PodView;
  readonly node: number;
}

/** Adds the workloads of the input: the tokens and Secrets that they have, and the ways out to their nodes. */
export function addWorkloads(builder: GraphBuilder, inventory: Inventory, kubernetes: KubernetesMinor): readonly WorkloadNode[] {
  return podViews(inventory).flatMap((pod): WorkloadNode[] => {
    if (isTemplate(pod.object) || isRefused(pod, inventory, kubernetes)) return [];
    const node = builder.workload(describe(pod.object), pod.namespace);
    builder.graph.add(builder.place('pods', pod.namespace), node);
    addToken(builder, inventory, pod, node);
    addSecrets(builder, pod, node);
    for (const { kind, path, text } of escapesOf(pod)) {
      builder.step(node, builder.someNode, kind, '', [{ object: pod.object, path, text: `${describe(pod.object)} ${text}` }], true);
    }
    return [{ pod, node }];
  });
}

/** True for a pod that the API server would not admit, by what is enforced in its namespace for certain. Static pods are not asked. */
function isRefused(pod: PodView, inventory: Inventory, kubernetes: KubernetesMinor): boolean {
  if (pod.object.origin.hostPath !== undefined) return false;
  const asks = certainlyEnforced(inventory, pod.namespace);
  return (
    asks.length > 0
    && asks.every(({ level, version }) =>
      evaluatePodSecurity(pod, level, policyVersionOn(version, kubernetes)).some(({ places }) => places.some(({ unknown }) => !unknown)),
    )
  );
}

function addToken(builder: GraphBuilder, inventory: Inventory, pod: PodView, node: number): void {
  const name = serviceAccountOf(pod);
  if (name === undefined) return;
  const own = pod.spec.automountServiceAccountToken;
  const account = inventory.find('', 'ServiceAccount', pod.namespace, name);
  const isMounted = isUnset(own) ? account?.json.automountServiceAccountToken !== false : own !== false;
  const projects = asArray(pod.spec.volumes).some((volume) =>
    asArray(asObject(asObject(volume).projected).sources).some((source) => asObject(source).serviceAccountToken !== undefined),
  );
  if (!isMounted && !projects) return;
  const evidence = [{ object: pod.object, path: `${pod.path}.serviceAccountName`, text: `${describe(pod.object)} runs as ${name}` }];
  builder.step(node, builder.identity(accountIdentity(pod.namespace, name)), 'mounted-token', '', evidence, true);
}

function addSecrets(builder: GraphBuilder, { object, namespace, path, spec, containers }: PodView, node: number): void {
  const add = (name: unknown, at: string) => {
    const text = asString(name);
    if (text === undefined || text === '') return;
    builder.step(node, builder.secret(namespace, text), 'mounted-secret', '', [{ object, path: at, text: describe(object) }], true);
  };
  asArray(spec.volumes).forEach((volume, index) => {
    const { secret, projected } = asObject(volume);
    const at = `${path}.volumes[${index}]`;
    add(asObject(secret).secretName, at);
    for (const source of asArray(asObject(projected).sources)) add(asObject(asObject(source).secret).name, at);
  });
  for (const container of containers) {
    for (const from of asArray(container.spec.envFrom)) add(asObject(asObject(from).secretRef).name, `${container.path}.envFrom`);
    for (const variable of asArray(container.spec.env)) {
      add(asObject(asObject(asObject(variable).valueFrom).secretKeyRef).name, `${container.path}.env`);
    }
  }
}

/** Adds what is in the Secrets of the input: tokens of ServiceAccounts. */
export function addSecretTokens(builder: GraphBuilder, inventory: Inventory): void {
  for (const object of inventory.byKind('', 'Secret')) {
    const namespace = namespaceOf(object);
    const node = builder.secret(namespace, object.name);
    builder.graph.add(builder.place('secrets', namespace), node);
    const name = object.annotations['kubernetes.io/service-account.name'];
    if (object.json.type !== 'kubernetes.io/service-account-token' || name === undefined) continue;
    const evidence = [{ object, path: 'metadata.annotations', text: describe(object) }];
    builder.step(node, builder.identity(accountIdentity(namespace, name)), 'secret-token', '', evidence, true);
  }
}
