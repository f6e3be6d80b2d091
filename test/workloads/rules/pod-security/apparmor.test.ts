import { appArmor } from '../../../../src/workloads/rules/pod-security/apparmor';
import { inEachList, pod, table, withContext, withPodContext } from '../../../support/pods';

const KEY = 'container.apparmor.security.beta.kubernetes.io/api';
const at = (path: string, label: string, type: string) =>
  `Pod api ${path}securityContext.appArmorProfile.type: ${label} sets the AppArmor profile type "${type}"`;

table(appArmor, [
  [
    'each list',
    inEachList({ securityContext: { appArmorProfile: { type: 'Unconfined' } } }),
    [
      at('spec.containers[0].', 'container "api"', 'Unconfined'),
      at('spec.ephemeralContainers[0].', 'ephemeral container "debug"', 'Unconfined'),
      at('spec.initContainers[0].', 'init container "setup"', 'Unconfined'),
    ],
  ],
  [
    'the pod, though the container overrides it',
    withPodContext({ appArmorProfile: { type: 'Unconfined' } }),
    [at('spec.', 'the pod', 'Unconfined')],
    '1.0',
  ],
  ['RuntimeDefault', withContext({ appArmorProfile: { type: 'RuntimeDefault' } }), []],
  ['Localhost', withContext({ appArmorProfile: { type: 'Localhost', localhostProfile: 'api' } }), []],
  ['unset and null', [withContext({}), withContext({ appArmorProfile: null })], []],
  ['without type', withContext({ appArmorProfile: {} }), [at('spec.containers[0].', 'container "api"', '')]],
  [
    'an unknown type',
    withContext({ appArmorProfile: { type: 'runtime/default' } }),
    [at('spec.containers[0].', 'container "api"', 'runtime/default')],
  ],
  [
    'an annotation',
    pod({}, { annotations: { [KEY]: 'unconfined' } }),
    [`Pod api metadata.annotations["${KEY}"]: annotation ${KEY} sets the AppArmor profile "unconfined"`],
  ],
  [
    'annotations that are allowed',
    pod(
      {},
      { annotations: { [KEY]: 'runtime/default', [`${KEY}2`]: 'localhost/x', [`${KEY}3`]: '', [`${KEY}4`]: null, other: 'unconfined' } },
    ),
    [],
  ],
  [
    'an annotation that the server rejects',
    pod({}, { annotations: { [KEY]: false, other: 1 } }),
    [`? Pod api metadata.annotations["${KEY}"]: annotation ${KEY} is a boolean, not a string`],
  ],
  [
    'annotations that the server rejects',
    pod({}, { annotations: [] }),
    ['? Pod api metadata.annotations: annotations is a list, not a mapping'],
  ],
  [
    'a type that the server rejects',
    withPodContext({ appArmorProfile: { type: true } }),
    ['? Pod api spec.securityContext.appArmorProfile.type: securityContext.appArmorProfile.type is a boolean, not a string'],
  ],
]);
