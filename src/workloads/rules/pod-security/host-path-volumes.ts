import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { hostPathVolumes as check } from '../../../kubernetes/pods/security/host-path-volumes';
import { STANDARDS, judgedBy, volumeCause } from '../pod-security-rule';

export const hostPathVolumes = defineRule({
  id: 'workloads/host-path-volumes',
  title: 'Pods must not use hostPath volumes',
  description:
    'A pod can read what the node keeps at that path, even if the mount is read-only. An empty `hostPath` counts; null counts '
    + 'as unset.',
  severity: Severity.HIGH,
  fix: 'Use a persistent volume claim, an `emptyDir`, or a CSI driver instead of `hostPath`.',
  controls: ['PSS:baseline', 'CIS-2.0:5.2.11'],
  sources: [`${STANDARDS}#baseline`, 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath'],
  bad: examplePod({ spec: 'volumes: [{ name: logs, hostPath: { path: /var/log } }]' }),
  good: examplePod({ spec: 'volumes: [{ name: logs, emptyDir: {} }]' }),
  ...judgedBy(check, volumeCause),
});
