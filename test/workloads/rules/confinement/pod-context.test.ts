import { rootGroup } from '../../../../src/workloads/rules/confinement/root-group';
import { sharedProcessNamespace } from '../../../../src/workloads/rules/confinement/shared-process-namespace';
import { supplementalGroupsPolicy } from '../../../../src/workloads/rules/confinement/supplemental-groups-policy';
import { sysctlValues } from '../../../../src/workloads/rules/confinement/sysctl-values';
import { userNamespace } from '../../../../src/workloads/rules/confinement/user-namespace';
import { windowsAdministrator } from '../../../../src/workloads/rules/confinement/windows-administrator';
import { CONTAINER, inEachList, pod, table, withContext, withPodContext } from '../../../support/pods';

const sysctls = (...values: unknown[]) => withPodContext({ sysctls: values.map((value) => ({ name: 'kernel.shm_rmid_forced', value })) });
const sysctl = (index: number, message: string) =>
  `Pod api spec.securityContext.sysctls[${index}].value: the value of the sysctl "kernel.shm_rmid_forced" ${message}`;

describe('workloads/sysctl-values', () =>
  table(sysctlValues, [
    ['plus and equals', sysctls('1+kernel.core_pattern=|/x', '1', '1=2'), [sysctl(0, 'holds +'), sysctl(2, 'holds =')]],
    ['plain values', sysctls('1', '1024 65535', '-1', '', null, undefined), []],
    ['none', [pod(), withPodContext({ sysctls: null }), withPodContext({ sysctls: [] }), withPodContext({ sysctls: [null] })], []],
    [
      'a sysctl without name',
      withPodContext({ sysctls: [{ value: '+' }] }),
      ['Pod api spec.securityContext.sysctls[0].value: the value of sysctl 0 holds +'],
    ],
    [
      'values that the server rejects',
      [sysctls(1), withPodContext({ sysctls: 'a=b' })],
      [
        `? ${sysctl(0, 'is a number, not a string')}`,
        '? Pod api spec.securityContext.sysctls: securityContext.sysctls is a string, not a list',
      ],
    ],
  ]));

const user = (runAsUserName: unknown) => ({ windowsOptions: { runAsUserName } });

describe('workloads/windows-administrator', () =>
  table(windowsAdministrator, [
    [
      'the pod',
      withPodContext(user('ContainerAdministrator')),
      ['Pod api spec.securityContext.windowsOptions.runAsUserName: the pod runs as ContainerAdministrator'],
    ],
    [
      'each list, whatever the case',
      inEachList({ securityContext: user('containerADMINISTRATOR') }),
      [
        'Pod api spec.containers[0].securityContext.windowsOptions.runAsUserName: container "api" runs as ContainerAdministrator',
        'Pod api spec.ephemeralContainers[0].securityContext.windowsOptions.runAsUserName: ephemeral container "debug" runs as '
          + 'ContainerAdministrator',
        'Pod api spec.initContainers[0].securityContext.windowsOptions.runAsUserName: init container "setup" runs as '
          + 'ContainerAdministrator',
      ],
    ],
    [
      'with its domain',
      withPodContext(user('User Manager\\ContainerAdministrator')),
      ['Pod api spec.securityContext.windowsOptions.runAsUserName: the pod runs as ContainerAdministrator'],
    ],
    [
      'another user, unset, null and empty',
      [
        withPodContext(user('ContainerUser')),
        withPodContext(user('NT AUTHORITY\\LOCAL SERVICE')),
        withPodContext(user(undefined)),
        withPodContext(user(null)),
        withPodContext(user('')),
        withPodContext({ windowsOptions: null }),
        pod(),
      ],
      [],
    ],
    [
      'values that the server rejects',
      [withPodContext(user(1)), withPodContext({ windowsOptions: 'ContainerAdministrator' })],
      [
        '? Pod api spec.securityContext.windowsOptions.runAsUserName: the user of the pod is a number, not a string',
        '? Pod api spec.securityContext.windowsOptions: securityContext.windowsOptions is a string, not a mapping',
      ],
    ],
  ]));

describe('workloads/root-group', () =>
  table(rootGroup, [
    [
      'each place',
      withPodContext({ runAsGroup: 0, fsGroup: 0, supplementalGroups: [1, 0, null] }),
      [
        'Pod api spec.securityContext.fsGroup: the pod gives its volumes gid 0',
        'Pod api spec.securityContext.runAsGroup: the pod runs with gid 0',
        'Pod api spec.securityContext.supplementalGroups[1]: the pod joins gid 0',
        'Pod api spec.securityContext.supplementalGroups[2]: the pod joins gid 0',
      ],
    ],
    [
      'each list',
      inEachList({ securityContext: { runAsGroup: 0 } }),
      [
        'Pod api spec.containers[0].securityContext.runAsGroup: container "api" runs with gid 0',
        'Pod api spec.ephemeralContainers[0].securityContext.runAsGroup: ephemeral container "debug" runs with gid 0',
        'Pod api spec.initContainers[0].securityContext.runAsGroup: init container "setup" runs with gid 0',
      ],
    ],
    ['other groups', withPodContext({ runAsGroup: 1000, fsGroup: 2000, supplementalGroups: [3000] }), []],
    [
      'unset, null and empty',
      [pod(), withPodContext({ runAsGroup: null, fsGroup: null, supplementalGroups: null }), withPodContext({ supplementalGroups: [] })],
      [],
    ],
    [
      'a uid without group',
      [withPodContext({ runAsUser: 1000 }), withContext({ runAsUser: 1000, runAsGroup: null })],
      [
        '? Pod api spec.securityContext.runAsGroup: the pod states uid 1000 and no group: it is the one that the image gives to the '
          + 'uid, or 0',
        '? Pod api spec.containers[0].securityContext.runAsGroup: container "api" states uid 1000 and no group: it is the one that '
          + 'the image gives to the uid, or 0',
      ],
    ],
    [
      'a uid without group, of several containers',
      withPodContext(
        { runAsUser: 1000 },
        {
          containers: [
            CONTAINER,
            { name: 'b', securityContext: { runAsGroup: 1 } },
            { name: 'c', securityContext: { runAsUser: 2 } },
            { name: 'd' },
          ],
        },
      ),
      [
        '? Pod api spec.containers[2].securityContext.runAsGroup: container "c" states uid 2 and no group: it is the one that the '
          + 'image gives to the uid, or 0',
        '? Pod api spec.securityContext.runAsGroup: the pod states uid 1000 and no group: it is the one that the image gives to the '
          + 'uid, or 0',
      ],
    ],
    [
      'a uid whose group is written elsewhere',
      [
        withPodContext({ runAsUser: 1000 }, { containers: [{ name: 'a', securityContext: { runAsGroup: 1 } }] }),
        withPodContext({ runAsGroup: 1 }, { containers: [{ name: 'a', securityContext: { runAsUser: 1000 } }] }),
      ],
      [],
    ],
    [
      'uid 0, and one that the server rejects',
      [withPodContext({ runAsUser: 0 }), withPodContext({ runAsUser: '1000' }), withPodContext({ runAsUser: null })],
      [],
    ],
    [
      'a user namespace of its own',
      [withPodContext({ runAsGroup: 0 }, { hostUsers: false }), withPodContext({ runAsUser: 1000 }, { hostUsers: false })],
      [],
    ],
    [
      'values that the server rejects',
      [withPodContext({ runAsGroup: '0', supplementalGroups: 0 }), pod({ securityContext: [] })],
      [
        '? Pod api spec.securityContext.runAsGroup: a group of the pod is a string, not a number',
        '? Pod api spec.securityContext.supplementalGroups: supplementalGroups is a number, not a list',
        '? Pod api spec.securityContext: securityContext is a list, not a mapping',
      ],
    ],
  ]));

const nfs = [
  { name: 'tmp', emptyDir: {} },
  { name: 'data', nfs: { server: 'nfs', path: '/' } },
];
const merged = (what: string) =>
  `Pod api spec.securityContext.supplementalGroupsPolicy: images add groups of their own to the pod, which mounts ${what}`;

describe('workloads/supplemental-groups-policy', () =>
  table(supplementalGroupsPolicy, [
    [
      'unset, null and Merge',
      [
        pod({ volumes: nfs }),
        withPodContext({ supplementalGroupsPolicy: null }, { volumes: nfs }),
        withPodContext({ supplementalGroupsPolicy: 'Merge' }, { volumes: nfs }),
      ],
      Array<string>(3).fill(merged('volume "data" of an NFS server')),
    ],
    ['a path of the host', pod({ volumes: [{ name: 'logs', hostPath: { path: '/var/log' } }] }), [merged('volume "logs" of the host')]],
    ['Strict', withPodContext({ supplementalGroupsPolicy: 'Strict' }, { volumes: nfs }), []],
    ['volumes of its own, and none', [pod({ volumes: [{ name: 'tmp', emptyDir: {} }] }), pod(), pod({ volumes: null })], []],
    ['Windows', pod({ os: { name: 'windows' }, volumes: nfs }), []],
    ['before 1.33', pod({ volumes: nfs }), [], '1.32'],
    [
      'values that the server rejects',
      [
        withPodContext({ supplementalGroupsPolicy: 'strict' }, { volumes: nfs }),
        withPodContext({ supplementalGroupsPolicy: true }, { volumes: nfs }),
      ],
      [
        '? Pod api spec.securityContext.supplementalGroupsPolicy: "strict" is not a policy for groups',
        '? Pod api spec.securityContext.supplementalGroupsPolicy: supplementalGroupsPolicy is a boolean, not a string',
      ],
    ],
  ]));

const shared = 'Pod api spec.hostUsers: the pod has the user ids of the node: root in it is root outside';

describe('workloads/user-namespace', () =>
  table(userNamespace, [
    ['unset, null and true', [pod(), pod({ hostUsers: null }), pod({ hostUsers: true })], [shared, shared, shared]],
    ['false', pod({ hostUsers: false }), []],
    [
      'pods that cannot have one',
      [
        pod({ hostNetwork: true }),
        pod({ hostPID: true }),
        pod({ hostIPC: true }),
        pod({ os: { name: 'windows' } }),
        pod({ volumes: nfs }),
        pod({ initContainers: [{ ...CONTAINER, name: 'setup', volumeDevices: [{ name: 'disk', devicePath: '/dev/x' }] }] }),
      ],
      [],
    ],
    ['empty lists of devices', pod({ containers: [{ ...CONTAINER, volumeDevices: [] }] }), [shared]],
    ['before 1.33', pod(), [], '1.32'],
    [
      'values that the server rejects',
      [pod({ hostUsers: 'false' }), pod({ hostUsers: false, hostPID: 'true' })],
      ['? Pod api spec.hostUsers: hostUsers is a string, not a boolean', '? Pod api spec.hostPID: hostPID is a string, not a boolean'],
    ],
  ]));

const two = { containers: [CONTAINER, { ...CONTAINER, name: 'proxy' }] };

describe('workloads/shared-process-namespace', () =>
  table(sharedProcessNamespace, [
    [
      'true',
      [
        pod({ shareProcessNamespace: true, ...two }),
        pod({ shareProcessNamespace: true, initContainers: [{ ...CONTAINER, name: 'setup', restartPolicy: 'Always' }] }),
      ],
      Array<string>(2).fill(
        "Pod api spec.shareProcessNamespace: the 2 containers of the pod see each other's processes, environment and files",
      ),
    ],
    ['one container', pod({ shareProcessNamespace: true }), []],
    ['unset, null and false', [pod(two), pod({ shareProcessNamespace: null, ...two }), pod({ shareProcessNamespace: false, ...two })], []],
    [
      'a value that the server rejects',
      pod({ shareProcessNamespace: 'true', ...two }),
      ['? Pod api spec.shareProcessNamespace: shareProcessNamespace is a string, not a boolean'],
    ],
    ['a container of its own context', withContext({ runAsUser: 7 }), []],
  ]));
