import { runAsNonRoot } from '../../../../src/workloads/rules/pod-security/run-as-non-root';
import { inEachList, pod, table, withContext, withPodContext } from '../../../support/pods';

const neither = (list = 'containers', label = 'container "api"') =>
  `Pod api spec.${list}[0].securityContext.runAsNonRoot: neither ${label} nor the pod requires a user other than root`;
const podAllows = 'Pod api spec.securityContext.runAsNonRoot: the pod allows its containers to run as root';
const own = 'Pod api spec.containers[0].securityContext.runAsNonRoot: container "api" may run as root';

table(runAsNonRoot, [
  [
    'unset everywhere, each list',
    { ...inEachList({}), spec: { ...(inEachList({}) as any).spec, securityContext: null } },
    [neither(), neither('ephemeralContainers', 'ephemeral container "debug"'), neither('initContainers', 'init container "setup"')],
    '1.0',
  ],
  ["the pod's", pod(), []],
  ["the container's own", withContext({ runAsNonRoot: true }, { securityContext: {} }), []],
  ['false in the container, true in the pod', withContext({ runAsNonRoot: false }), [own]],
  ['false in the pod', withPodContext({ runAsNonRoot: false }), [neither(), podAllows]],
  [
    'false in the pod, true in the container',
    withContext({ runAsNonRoot: true }, { securityContext: { runAsNonRoot: false } }),
    [podAllows],
  ],
  ['null is unset', withContext({ runAsNonRoot: null }, { securityContext: { runAsNonRoot: null } }), [neither()]],
  ['a uid alone is not enough', withPodContext({ runAsNonRoot: null, runAsUser: 1000 }), [neither()]],
  ['in a user namespace before 1.35', pod({ securityContext: {}, hostUsers: false }), [neither()], '1.34'],
  ['in a user namespace from then on', pod({ securityContext: { runAsNonRoot: false }, hostUsers: false }), [], '1.35'],
  ["in the host's", pod({ securityContext: {}, hostUsers: true }), [neither()], '1.35'],
  ['Windows is not exempt', pod({ securityContext: {}, os: { name: 'windows' } }), [neither()]],
  [
    'a user namespace that the server rejects',
    pod({ securityContext: {}, hostUsers: 'false' }),
    ['? Pod api spec.hostUsers: hostUsers is a string, not a boolean'],
  ],
  [
    "a pod's value that the server rejects leaves its containers undecided",
    withPodContext({ runAsNonRoot: 'true' }),
    ['? Pod api spec.securityContext.runAsNonRoot: securityContext.runAsNonRoot is a string, not a boolean'],
  ],
  [
    "a pod's security context that the server rejects",
    pod({ securityContext: [] }),
    ['? Pod api spec.securityContext: securityContext is a list, not a mapping'],
  ],
  [
    "a container's value that the server rejects",
    withContext({ runAsNonRoot: 1 }, { securityContext: {} }),
    ['? Pod api spec.containers[0].securityContext.runAsNonRoot: container "api": securityContext.runAsNonRoot is a number, not a boolean'],
  ],
]);
