import { parsePolicyVersion, policyVersionOn } from '../../src/kubernetes/pods/security/evaluate';
import type { KubernetesMinor } from '../../src/kubernetes/releases/versions';

/** What the label of a version means on a cluster; undefined for a text that is not such label. */
export function policyVersion(label: string, cluster: KubernetesMinor): KubernetesMinor | undefined {
  const version = parsePolicyVersion(label);
  return version === undefined ? undefined : policyVersionOn(version, cluster);
}
