import { seccompBaseline } from '../../../../src/workloads/rules/pod-security/seccomp-baseline';
import { inEachList, pod, table, withContext, withPodContext } from '../../../support/pods';

const POD = 'seccomp.security.alpha.kubernetes.io/pod';
const API = 'container.seccomp.security.alpha.kubernetes.io/api';
const annotated = (key: string, value: string) =>
  `Pod api metadata.annotations["${key}"]: annotation ${key} sets the seccomp profile "${value}"`;
const at = (path: string, label: string, type: string) =>
  `Pod api ${path}securityContext.seccompProfile.type: ${label} sets the seccomp profile type "${type}"`;

table(seccompBaseline, [
  [
    'each list',
    inEachList({ securityContext: { seccompProfile: { type: 'Unconfined' } } }),
    [
      at('spec.containers[0].', 'container "api"', 'Unconfined'),
      at('spec.ephemeralContainers[0].', 'ephemeral container "debug"', 'Unconfined'),
      at('spec.initContainers[0].', 'init container "setup"', 'Unconfined'),
    ],
  ],
  ['the pod', withPodContext({ seccompProfile: { type: 'Unconfined' } }), [at('spec.', 'the pod', 'Unconfined')], '1.19'],
  ['fields are not read before 1.19', withPodContext({ seccompProfile: { type: 'Unconfined' } }), [], '1.18'],
  ['unset and null', [withPodContext({ seccompProfile: null }), withContext({})], []],
  [
    'RuntimeDefault and Localhost',
    [
      withContext({ seccompProfile: { type: 'RuntimeDefault' } }),
      withContext({ seccompProfile: { type: 'Localhost', localhostProfile: 'x' } }),
    ],
    [],
  ],
  ['without type', withContext({ seccompProfile: {} }), [at('spec.containers[0].', 'container "api"', '')]],
  [
    'an unknown type',
    withContext({ seccompProfile: { type: 'runtime/default' } }),
    [at('spec.containers[0].', 'container "api"', 'runtime/default')],
  ],
  [
    'Windows is not exempt',
    withPodContext({ seccompProfile: { type: 'Unconfined' } }, { os: { name: 'windows' } }),
    [at('spec.', 'the pod', 'Unconfined')],
  ],
  [
    'annotations before 1.19',
    pod({}, { annotations: { [POD]: 'unconfined', [API]: '' } }),
    [annotated(API, ''), annotated(POD, 'unconfined')],
    '1.18',
  ],
  ['null is an empty annotation', pod({}, { annotations: { [POD]: null } }), [annotated(POD, '')], '1.18'],
  [
    'annotations that are allowed, or of no container',
    pod({}, { annotations: { [POD]: 'docker/default', [API]: 'localhost/x', [`${API}x`]: 'unconfined' } }),
    [],
    '1.18',
  ],
  ['annotations are not read from 1.19 on', pod({}, { annotations: { [POD]: 'unconfined' } }), [], '1.19'],
  [
    'a profile that the server rejects',
    withContext({ seccompProfile: 'Unconfined' }),
    [
      '? Pod api spec.containers[0].securityContext.seccompProfile: container "api": securityContext.seccompProfile is a string, not '
        + 'a mapping',
    ],
  ],
]);
