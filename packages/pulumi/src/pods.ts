import { Chart } from 'cdk8s';
import { LabelledPods, type IPods } from 'cdk8s-hardened';
import type { Construct } from 'constructs';

/**
 * Pods for the verbs of `IsolatedNamespace`, by their labels.
 *
 * @param id what they are called in names and descriptions of policies
 * @param labels labels that the pods carry
 * @param namespaces names of their namespaces; without any, that of the IsolatedNamespace that is asked
 */
export function selectPods(id: string, labels: Readonly<Record<string, string>>, ...namespaces: readonly string[]): IPods {
  const chart = new Chart(undefined as unknown as Construct, '');
  return new LabelledPods(chart, id, { labels: { ...labels }, namespaceNames: namespaces.length === 0 ? undefined : [...namespaces] });
}
