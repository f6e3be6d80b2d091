import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { restrictedVolumes as check } from '../../../kubernetes/pods/security/restricted-volumes';
import { STANDARDS, judgedBy, volumeCause } from '../pod-security-rule';

export const volumeTypes = defineRule({
  id: 'workloads/volume-types',
  title: 'Volumes must be of the types that the restricted level allows',
  description:
    'Allowed types give access only to the pod, the API, or storage that a cluster administrator has set up. A volume without a '
    + 'source passes: the API server makes it an `emptyDir`. A type that no release knows is unknown.',
  severity: Severity.LOW,
  fix: 'Use a persistent volume claim or a CSI driver instead of the in-tree volume type.',
  controls: ['PSS:restricted'],
  sources: [`${STANDARDS}#restricted`],
  bad: examplePod({ spec: 'volumes: [{ name: data, nfs: { server: nfs.example.com, path: /data } }]' }),
  good: examplePod({ spec: 'volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]' }),
  ...judgedBy(check, volumeCause),
});
