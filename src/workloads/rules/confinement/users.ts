import { NONE } from '../../../kubernetes/objects/collect';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { containerContexts, podContext, type SecurityContext } from '../../../kubernetes/pods/security/read';
import { isUnset } from '../../../text/json';

/**
 * Where a uid is written that a container runs as without a written group, each place once; uid 0 is left to the rules about users.
 *
 * Source: https://github.com/containerd/containerd/blob/main/pkg/oci/spec_opts.go (`WithUserID`)
 */
export function usersWithoutGroup(pod: PodView): readonly SecurityContext[] {
  let result: SecurityContext[] | undefined;
  const own = podContext(pod);
  for (const context of containerContexts(pod)) {
    const { runAsGroup, runAsUser } = context.fields;
    if (!isUnset(runAsGroup ?? own?.fields.runAsGroup)) continue;
    const by = isUnset(runAsUser) ? own : context;
    const uid = by?.fields.runAsUser;
    if (by && typeof uid === 'number' && uid !== 0 && !result?.includes(by)) (result ??= []).push(by);
  }
  return result ?? NONE;
}
