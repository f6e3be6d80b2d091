import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { restrictedVolumes as check } from '../../../kubernetes/pods/security/restricted-volumes';
import { STANDARDS, judgedBy } from '../pod-security-rule';

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
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { volumes: [{ name: data, '
    + 'nfs: { server: nfs.example.com, path: /data } }], containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { volumes: [{ name: data, '
    + 'persistentVolumeClaim: { claimName: data } }], containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  ...judgedBy(check),
});
