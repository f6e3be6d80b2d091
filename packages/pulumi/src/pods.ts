import { Chart } from 'cdk8s';
import { Namespaces, Pods, type IPodSelector } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';

/**
 * Pods for the verbs of `IsolatedNamespace`, by their labels.
 *
 * @param id what they are called in names and descriptions of policies
 * @param labels labels that the pods carry
 * @param namespaces names of their namespaces; without any, that of the IsolatedNamespace that is asked
 */
export function selectPods(id: string, labels: Readonly<Record<string, string>>, ...namespaces: readonly string[]): IPodSelector {
  const chart = new Chart(undefined as unknown as Construct, '');
  return Pods.select(chart, id, {
    labels: { ...labels },
    namespaces: namespaces.length === 0 ? undefined : Namespaces.select(chart, `${id}-namespaces`, { names: [...namespaces] }),
  });
}
