import type { Outcome } from '../../../engine/rule';
import { NONE } from '../../../kubernetes/objects/collect';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { asArray, asObject, isObject } from '../../../text/json';
import { joinPath } from '../../../text/path';

/** The labels of control-plane nodes, which are the keys of their taints too; the second is the one of old clusters. */
const ROLES: readonly string[] = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];

/**
 * Why a pod may land on control-plane nodes: it tolerates their taint, or requires their label.
 *
 * Source: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ (an empty key with Exists is every taint, an empty
 * effect every effect); kubeadm taints with the key and the effect NoSchedule, without value.
 */
export function onControlPlane({ spec, path }: PodView): readonly Outcome[] {
  if (spec.tolerations === undefined && spec.nodeSelector === undefined && spec.affinity === undefined) return NONE;
  const outcomes: Outcome[] = [];
  asArray(spec.tolerations).forEach((toleration, index) => {
    if (!isObject(toleration)) return;
    const fact = tolerated(toleration.key ?? '', toleration.operator ?? 'Equal', toleration.value ?? '', toleration.effect ?? '');
    if (fact) outcomes.push({ path: `${path}.tolerations[${index}]`, message: fact });
  });
  for (const key of Object.keys(asObject(spec.nodeSelector))) {
    if (ROLES.includes(key)) {
      outcomes.push({ path: joinPath(`${path}.nodeSelector`, key), message: 'the pod selects control-plane nodes' });
    }
  }
  const required = asObject(
    asObject(asObject(spec.affinity).nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution,
  ).nodeSelectorTerms;
  asArray(required).forEach((term, i) =>
    asArray(asObject(term).matchExpressions).forEach((expression, j) => {
      const { key, operator } = asObject(expression);
      if (!ROLES.includes(key as string) || (operator !== 'Exists' && operator !== 'In')) return;
      outcomes.push({
        path: `${path}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[${i}].matchExpressions[${j}]`,
        message: 'the pod selects control-plane nodes',
      });
    }),
  );
  return outcomes.map((outcome) => ({ ...outcome, cause: { of: `${path} on control-plane nodes` } }));
}

function tolerated(key: unknown, operator: unknown, value: unknown, effect: unknown): string | undefined {
  if (effect !== '' && effect !== 'NoSchedule') return undefined;
  if (key === '') return operator === 'Exists' ? 'the pod tolerates every taint, that of control-plane nodes too' : undefined;
  if (!ROLES.includes(key as string) || (operator !== 'Exists' && (operator !== 'Equal' || value !== ''))) return undefined;
  return 'the pod tolerates the taint of control-plane nodes';
}

/** Pods that belong to the cluster itself: those of kube-system, and those that the input places on nodes as files. */
export function isOfCluster({ namespace, object }: PodView): boolean {
  return namespace === 'kube-system' || object.origin.hostPath !== undefined;
}
