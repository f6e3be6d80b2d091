import { listOption } from '../../../engine/options';
import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { isWithin, nodePath } from '../../../kubernetes/pods/node-path';
import { judgedOn } from '../pod-security-rule';
import { HOST_PATH_FIELDS, judgeHostMounts, type HostMount } from './host-paths';
import { programsAt, secretsAt } from './sensitive-places';

const options = { allowed: listOption('Paths of the node that may be mounted all the same, with all that is below them.', []) };

export const sensitiveHostPath = defineRule({
  id: 'workloads/sensitive-host-path',
  title: 'Pods must not mount sensitive host paths',
  description:
    'Sensitive are the places where the node keeps keys, tokens and the files of other containers, which must not be read, and '
    + 'those of programs and configuration, which must not be written. `readOnly: true` passes for `/lib/modules` or `/sys`, but '
    + 'not for `/proc`, which contains directories that can be entered.\n\n'
    + 'Paths are compared as the node resolves them (`/var/run` is `/run`; `.`, repeated and trailing slashes are ignored), with '
    + 'the `subPath` of the mount; the parent of a sensitive place is sensitive. A volume that nothing mounts counts as read, and '
    + '`subPathExpr` counts as the whole volume. Other host paths are covered by `workloads/host-path-volumes`.',
  severity: Severity.CRITICAL,
  fix: 'Mount only the needed file or directory, with `readOnly: true`. Use a Secret for a credential, a device plugin for a device.',
  controls: ['NSA-CISA:pod-security'],
  sources: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  ],
  bad: examplePod({
    container: 'volumeMounts: [{ name: keys, mountPath: /keys, readOnly: true }]',
    spec: 'volumes: [{ name: keys, hostPath: { path: /etc/kubernetes/pki/ } }]',
  }),
  good: examplePod({
    container: 'volumeMounts: [{ name: modules, mountPath: /lib/modules, readOnly: true }]',
    spec: 'volumes: [{ name: modules, hostPath: { path: /lib/modules } }]',
  }),
  options,
  ...judgedOn<typeof options>({
    writtenOnly: true,
    fields: HOST_PATH_FIELDS,
    check: (pod, { allowed }) => judgeHostMounts(pod, (mount) => (isAllowed(mount, allowed) ? undefined : sensitive(mount)), true),
  }),
});

function isAllowed({ place }: HostMount, allowed: readonly string[]): boolean {
  return allowed.some((path) => isWithin(place, nodePath(path) ?? path));
}

function sensitive({ label, place, mounted, readOnly }: HostMount): string | undefined {
  const secrets = secretsAt(place);
  if (secrets !== undefined) return `${label} ${mounted ? 'is given' : 'is'} ${place} of the node: ${secrets}`;
  const programs = readOnly ? undefined : programsAt(place);
  return programs === undefined ? undefined : `${label} can write to ${place} of the node: ${programs}`;
}
