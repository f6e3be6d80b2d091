import { seccompRestricted } from '../../../../src/workloads/rules/pod-security/seccomp-restricted';
import { inEachList, pod, table, withContainer, withContext, withPodContext } from '../../../support/pods';

const none = (list = 'containers', label = 'container "api"') =>
  `Pod api spec.${list}[0].securityContext.seccompProfile: neither ${label} nor the pod sets a seccomp profile that confines it`;
const podType = (type: string) => `Pod api spec.securityContext.seccompProfile.type: the pod sets the seccomp profile type "${type}"`;
const unset = withPodContext({ seccompProfile: undefined });

table(seccompRestricted, [
  [
    'unset everywhere, each list',
    { ...inEachList({}), spec: { ...(inEachList({}) as any).spec, securityContext: null } },
    [none(), none('ephemeralContainers', 'ephemeral container "debug"'), none('initContainers', 'init container "setup"')],
  ],
  ["the pod's", pod(), []],
  ["the container's own", withContext({ seccompProfile: { type: 'Localhost', localhostProfile: 'x' } }, { securityContext: {} }), []],
  ['null is unset', withContext({ seccompProfile: null }, { securityContext: { seccompProfile: null } }), [none()]],
  [
    'without type',
    withContext({ seccompProfile: {} }),
    ['Pod api spec.containers[0].securityContext.seccompProfile.type: container "api" sets the seccomp profile type ""'],
  ],
  [
    'unconfined by the container',
    withContext({ seccompProfile: { type: 'Unconfined' } }),
    ['Pod api spec.containers[0].securityContext.seccompProfile.type: container "api" sets the seccomp profile type "Unconfined"'],
  ],
  [
    'unconfined by the pod, and so by the container',
    withPodContext({ seccompProfile: { type: 'Unconfined' } }),
    [none(), podType('Unconfined')],
  ],
  [
    'the pod is judged though its container has its own',
    withContext({ seccompProfile: { type: 'RuntimeDefault' } }, { securityContext: { seccompProfile: { type: '' } } }),
    [podType('')],
  ],
  ['since 1.19', unset, [none()], '1.19'],
  ['not before', unset, [], '1.18'],
  ['Windows is judged before 1.25', withPodContext({ seccompProfile: null }, { os: { name: 'windows' } }), [none()], '1.24'],
  ['Windows is exempt from then on', withPodContext({ seccompProfile: null }, { os: { name: 'windows' } }), [], '1.25'],
  [
    "a pod's type that the server rejects leaves its containers undecided",
    withPodContext({ seccompProfile: { type: 1 } }),
    ['? Pod api spec.securityContext.seccompProfile.type: securityContext.seccompProfile.type is a number, not a string'],
  ],
  [
    "a pod's security context that the server rejects",
    pod({ securityContext: 'RuntimeDefault' }),
    ['? Pod api spec.securityContext: securityContext is a string, not a mapping'],
  ],
  [
    "a container's profile that the server rejects",
    withContainer({ securityContext: { seccompProfile: [] } }),
    [
      '? Pod api spec.containers[0].securityContext.seccompProfile: container "api": securityContext.seccompProfile is a list, not a '
        + 'mapping',
    ],
  ],
]);
