import { sharedVolume } from '../../../../src/workloads/rules/storage/shared-volume';
import { table } from '../../../support/pods';
import { autoscaler, deployment, scaledObject, workload } from '../../../support/workloads';

const claim = (...accessModes: unknown[]) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes },
});
const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
const of = (spec: object = {}) => deployment(spec, { volumes });
const at = (message: string, kind = 'Deployment') =>
  `${kind} api spec.template.spec.volumes[0].persistentVolumeClaim.claimName: ${message}`;
const STUCK = at('an update starts a second pod for claim data, which is ReadWriteOncePod, before it stops the first, so it never ends');

table(sharedVolume, [
  ['no claims', [deployment({ replicas: 2 }), deployment({ replicas: 2 }, { volumes: [{ name: 'tmp', emptyDir: {} }, null] })], []],
  [
    'several pods, one node',
    [of({ replicas: 2 }), claim('ReadWriteOnce')],
    [at('2 pods mount claim data, which is ReadWriteOnce: one node at a time')],
  ],
  [
    'several pods, one pod',
    [of(), autoscaler({ minReplicas: 3 }), claim('ReadWriteOncePod')],
    [at('3 pods mount claim data, which is ReadWriteOncePod: one pod at a time')],
  ],
  ['volumes for several', [of({ replicas: 2 }), claim('ReadWriteOnce', 'ReadWriteMany')], []],
  ['volumes to read', [of({ replicas: 2 }), claim('ReadOnlyMany')], []],
  ['a single pod', [of(), claim('ReadWriteOnce')], []],
  ['a single pod that is updated', [of(), claim('ReadWriteOncePod')], [STUCK]],
  ['with Recreate', [of({ strategy: { type: 'Recreate' } }), claim('ReadWriteOncePod')], []],
  ['or the old one first', [of({ strategy: { rollingUpdate: { maxUnavailable: 1 } } }), claim('ReadWriteOncePod')], []],
  ['or no surge', [of({ strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } }), claim('ReadWriteOncePod')], []],
  ['switched off', [of({ replicas: 0 }), claim('ReadWriteOncePod')], []],
  [
    'a StatefulSet that shares one',
    [workload('StatefulSet', { replicas: 2 }, { volumes }), claim('ReadWriteOnce')],
    [at('2 pods mount claim data, which is ReadWriteOnce: one node at a time', 'StatefulSet')],
  ],
  [
    'or has its own under that name',
    workload('StatefulSet', { replicas: 2, volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] }, { volumes }),
    [],
  ],
  ['a single pod of a StatefulSet, which is stopped first', [workload('StatefulSet', {}, { volumes }), claim('ReadWriteOncePod')], []],
  [
    'not in the input',
    [of({ replicas: 2 }), of()],
    [`? ${at('claim data is not in the input, so whether several pods can mount it is not known')}`],
  ],
  [
    'an unknown number',
    [of(), scaledObject(), claim('ReadWriteOnce')],
    [`? ${at('ScaledObject events scales it, so whether one pod mounts claim data is not known')}`],
  ],
  [
    'modes that the server rejects',
    [of({ replicas: 2 }), claim('Often')],
    [`? ${at('claim data has no access mode that Kubernetes knows')}`],
  ],
]);
