import { sensitiveHostPath } from '../../../../src/workloads/rules/node/sensitive-host-path';
import { CONTAINER, pod, table } from '../../../support/pods';

const volume = (path: unknown) => [{ name: 'host', hostPath: { path } }];
const given = (path: unknown, mount: object = { readOnly: true }) =>
  pod({ volumes: volume(path), containers: [{ ...CONTAINER, volumeMounts: [{ name: 'host', mountPath: '/host', ...mount }] }] });
const at = (message: string) => `Pod api spec.containers[0].volumeMounts[0]: container "api" ${message}`;
const KEYS = 'keys and kubeconfigs of the node and of the control plane';

table(sensitiveHostPath, [
  ['a folder of keys, read-only', given('/etc/kubernetes'), [at(`is given /etc/kubernetes of the node: ${KEYS}`)]],
  ['what is below it', given('/etc/kubernetes/pki/ca.key'), [at(`is given /etc/kubernetes/pki/ca.key of the node: ${KEYS}`)]],
  [
    'of the kubelet',
    [
      given('/var/lib/kubelet/kubeconfig'),
      given('/var/lib/kubelet/bootstrap-kubeconfig'),
      given('/var/lib/kubelet/config.yaml'),
      given('/var/lib/kubelet/config.yaml', {}),
    ],
    [
      at('is given /var/lib/kubelet/kubeconfig of the node: the kubeconfig of the kubelet'),
      at('is given /var/lib/kubelet/bootstrap-kubeconfig of the node: the token with which nodes join the cluster'),
      at('can write to /var/lib/kubelet/config.yaml of the node: configuration of the kubelet'),
    ],
  ],
  ['a name that only starts like it', given('/etc/kubernetes-addons'), []],
  ['written otherwise', given('//etc/./kubernetes//pki/'), [at(`is given /etc/kubernetes/pki of the node: ${KEYS}`)]],
  ['relative', given('etc/kubernetes'), [at(`is given /etc/kubernetes of the node: ${KEYS}`)]],
  ['its parent', given('/etc'), [at(`is given /etc of the node: ${KEYS} (/etc/kubernetes)`)]],
  ['the root', given('/'), [at(`is given / of the node: ${KEYS} (/etc/kubernetes)`)]],
  [
    'cloud credentials at the root',
    [given('/.aws/credentials'), given('/.azure/'), given('/.config'), given('/gcloud/application_default_credentials.json')],
    [
      at('is given /.aws/credentials of the node: cloud credentials of services without a home'),
      at('is given /.azure of the node: cloud credentials of services without a home'),
      at('is given /.config of the node: cloud credentials of services without a home (/.config/gcloud)'),
      at('is given /gcloud/application_default_credentials.json of the node: cloud credentials of services without a home'),
    ],
  ],
  ['a hidden folder of something else', given('/.cache'), []],
  [
    '/var/run is /run',
    given('/var/run/systemd'),
    [at('is given /run/systemd of the node: the socket of systemd, which starts services as root (/run/systemd/private)')],
  ],
  ['a harmless subPath of the root', given('/', { readOnly: true, subPath: 'etc/localtime' }), []],
  [
    'a subPath that is keys',
    given('/etc', { readOnly: true, subPath: 'kubernetes/' }),
    [at(`is given /etc/kubernetes of the node: ${KEYS}`)],
  ],
  [
    'a subPath that is known at run time only',
    given('/etc', { readOnly: true, subPathExpr: '$(NAME)' }),
    [at(`is given /etc of the node: ${KEYS} (/etc/kubernetes)`)],
  ],
  [
    'an empty or null subPath',
    [given('/root', { subPath: '' }), given('/root', { subPath: null })],
    [
      at('is given /root of the node: keys and cloud credentials of root'),
      at('is given /root of the node: keys and cloud credentials of root'),
    ],
  ],
  ['programs, read-only', [given('/lib/modules'), given('/sys'), given('/usr/src'), given('/etc/ssl/certs')], []],
  ['programs, writable by default', given('/usr/local/bin', {}), [at('can write to /usr/local/bin of the node: programs of the node')]],
  [
    'programs, null and false',
    [given('/proc', { readOnly: null }), given('/opt/cni/bin', { readOnly: false })],
    [
      at('is given /proc of the node: the environment and the files of other containers'),
      at('can write to /opt/cni/bin of the node: programs that the node runs as root for every pod'),
    ],
  ],
  [
    'settings of the kernel below /proc',
    [given('/proc/sys/net'), given('/proc/sys/net', {}), given('/proc/cpuinfo'), given('/proc1')],
    [at('can write to /proc/sys/net of the node: settings of the kernel')],
  ],
  [
    'processes, read-only',
    [given('/proc'), given('/proc/'), given('/proc/1'), given('/proc/1/root'), given('/', { readOnly: true, subPath: 'proc' })],
    [
      at('is given /proc of the node: the environment and the files of other containers'),
      at('is given /proc of the node: the environment and the files of other containers'),
      at('is given /proc/1 of the node: the environment and the files of other containers'),
      at('is given /proc/1/root of the node: the environment and the files of other containers'),
      at('is given /proc of the node: the environment and the files of other containers'),
    ],
  ],
  ['other paths, writable', [given('/var/log', {}), given('/data', {}), given('/var/lib/kubelet/plugins/csi.example.com', {})], []],
  [
    'Windows',
    [given('C:\\'), given('c:\\Windows\\System32', {}), given('C:\\data', {})],
    [at(`is given / of the node: ${KEYS} (/etc/kubernetes)`), at('can write to /windows/system32 of the node: programs of the node')],
  ],
  [
    'each mount in each list',
    pod({
      volumes: volume('/root'),
      initContainers: [{ ...CONTAINER, name: 'setup', volumeMounts: [{ name: 'host', mountPath: '/a' }] }],
      containers: [
        {
          ...CONTAINER,
          volumeMounts: [
            { name: 'other', mountPath: '/x' },
            { name: 'host', mountPath: '/a' },
            { name: 'host', mountPath: '/b', subPath: '.aws' },
          ],
        },
      ],
      ephemeralContainers: [{ ...CONTAINER, name: 'debug', volumeMounts: [{ name: 'host', mountPath: '/a' }] }],
    }),
    [
      'Pod api spec.containers[0].volumeMounts[1]: container "api" is given /root of the node: keys and cloud credentials of root',
      'Pod api spec.containers[0].volumeMounts[2]: container "api" is given /root/.aws of the node: keys and cloud credentials of root',
      'Pod api spec.ephemeralContainers[0].volumeMounts[0]: ephemeral container "debug" is given /root of the node: keys and cloud '
        + 'credentials of root',
      'Pod api spec.initContainers[0].volumeMounts[0]: init container "setup" is given /root of the node: keys and cloud credentials '
        + 'of root',
    ],
  ],
  [
    'a volume that nothing mounts',
    [pod({ volumes: volume('/var/lib/etcd') }), pod({ volumes: volume('/usr') })],
    ['Pod api spec.volumes[0].hostPath.path: volume "host" is /var/lib/etcd of the node: the state of the cluster, Secrets included'],
  ],
  [
    'other volumes, null and none',
    [pod(), pod({ volumes: null }), pod({ volumes: [null, { name: 'tmp', emptyDir: {} }, { name: 'x', hostPath: null }] })],
    [],
  ],
  [
    'up',
    given('/data/../etc'),
    ['? Pod api spec.volumes[0].hostPath.path: the path of volume "host" goes up (..), which the API server rejects'],
  ],
  [
    'a placeholder',
    given('${DATA}'),
    ['? Pod api spec.volumes[0].hostPath.path: the path of volume "host" contains a placeholder: ${DATA}'],
  ],
  [
    'no path',
    [given(undefined), given(''), given(null)],
    Array<string>(3).fill('? Pod api spec.volumes[0].hostPath.path: volume "host" names no path of the node'),
  ],
  [
    'values that the server rejects',
    [given(7), given('/root', { readOnly: 'true' }), pod({ volumes: [{ name: 'host', hostPath: '/root' }] })],
    [
      '? Pod api spec.volumes[0].hostPath.path: the path of volume "host" is a number, not a string',
      '? Pod api spec.containers[0].volumeMounts[0].readOnly: readOnly of container "api" is a string, not a boolean',
      '? Pod api spec.volumes[0].hostPath: volumes[0].hostPath is a string, not a mapping',
    ],
  ],
  [
    'mounts that the server rejects',
    pod({ volumes: volume('/data'), containers: [{ ...CONTAINER, volumeMounts: {} }] }),
    ['? Pod api spec.containers[0].volumeMounts: volumeMounts of container "api" is a mapping, not a list'],
  ],
]);
