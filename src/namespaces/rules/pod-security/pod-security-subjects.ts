import type { Selected, Subject } from '../../../engine/rule';
import { subject } from '../../../engine/subjects';
import type { Mode } from '../../../kubernetes/admission/pod-security';
import { podSecuritySettings, type PodSecurityConfiguration } from '../../../kubernetes/admission/pod-security-configuration';
import { podSecurityNamespaces, type GovernedPod } from '../../../kubernetes/admission/pod-security-namespaces';

/** Each configuration of Pod Security admission, wherever it stands. */
export const podSecurityConfigurations: Subject<PodSecurityConfiguration> = subject(
  'configurations of Pod Security admission',
  ({ inventory }) => podSecuritySettings(inventory).configurations.map((value) => ({ value, object: value.object })),
);

/** Pods to which a mode of Pod Security admission applies. */
export function podsAsked(name: string, modes: readonly Mode[]): Subject<GovernedPod> {
  return subject(name, ({ inventory }) => {
    const selected: Selected<GovernedPod>[] = [];
    for (const { admissions, pods } of podSecurityNamespaces(inventory)) {
      for (const value of pods) {
        if (modes.some((mode) => admissions.some((admission) => value.isAsked(mode, admission)))) {
          selected.push({ value, object: value.pod.object });
        }
      }
    }
    return selected;
  });
}
