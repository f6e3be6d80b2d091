import { fileAccess } from '../../../../src/control-plane/rules/files/file-access';
import { fileAccess as onNodes } from '../../../../src/kubelet/rules/node/file-access';
import { findings } from '../../../support/findings';

const ADMIN = '/etc/kubernetes/admin.conf';

function template(file: object, format?: unknown): object {
  return {
    apiVersion: 'bootstrap.cluster.x-k8s.io/v1beta2',
    kind: 'KubeadmConfigTemplate',
    metadata: { name: 'nodes', namespace: 'clusters' },
    spec: { template: { spec: { files: [{ path: ADMIN, ...file }], ...(format !== undefined && { format }) } } },
  };
}

const MODE = 'spec.template.spec.files[0].permissions';
const OWNER = 'spec.template.spec.files[0].owner';

function found(object: object): readonly string[] {
  return findings([...fileAccess, ...onNodes], [object]).map((line) => line.replace(/^((?:\? )?\S+) .*?(spec\.)/, '$1 $2'));
}

test.each<[string, object, unknown, string[]]>([
  ['0600', { permissions: '0600' }, undefined, []],
  ['stricter', { permissions: '400' }, undefined, []],
  ['nothing for anybody', { permissions: '0' }, undefined, []],
  ['of Python', { permissions: '0o600' }, undefined, []],
  ['wider for the group', { permissions: '0640' }, undefined, [`${MODE}: permissions of ${ADMIN} are 0640, which is wider than 0600`]],
  ['executable', { permissions: '0700' }, undefined, [`${MODE}: permissions of ${ADMIN} are 0700, which is wider than 0600`]],
  ['setuid', { permissions: '4600' }, undefined, [`${MODE}: permissions of ${ADMIN} are 4600, which is wider than 0600`]],
  ['unset', {}, undefined, [`${MODE}: permissions of ${ADMIN} are not set, so its mode is 0644, which is wider than 0600`]],
  [
    'null',
    { permissions: null },
    'cloud-config',
    [`${MODE}: permissions of ${ADMIN} are not set, so its mode is 0644, which is wider than 0600`],
  ],
  ['empty', { permissions: '' }, '', [`${MODE}: permissions of ${ADMIN} are not set, so its mode is 0644, which is wider than 0600`]],
  ['zero', { permissions: 0 }, undefined, [`${MODE}: unknown: permissions of ${ADMIN} are 0, which is not an octal mode`]],
  ['no mode', { permissions: 'rw' }, undefined, [`${MODE}: unknown: permissions of ${ADMIN} are "rw", which is not an octal mode`]],
  [
    'unset with Ignition',
    {},
    'ignition',
    [
      `${OWNER}: unknown: owner of ${ADMIN} is not set, and who it is then is not known`,
      `${MODE}: unknown: permissions of ${ADMIN} are not set, and what they are then is not known`,
    ],
  ],
  ['owner root', { permissions: '0600', owner: 'root' }, 'ignition', []],
  ['owner by number', { permissions: '0600', owner: '0:0' }, 'cloud-config', []],
  ['empty owner', { permissions: '0600', owner: '' }, undefined, []],
  ['another owner', { permissions: '0600', owner: 'app:root' }, undefined, [`${OWNER}: owner of ${ADMIN} is app:root, not root:root`]],
  ['another group', { permissions: '0600', owner: 'root:adm' }, undefined, [`${OWNER}: owner of ${ADMIN} is root:adm, not root:root`]],
  [
    'no owner',
    { permissions: '0600', owner: 7 },
    undefined,
    [`${OWNER}: unknown: owner of ${ADMIN} is 7, which is not a user and a group`],
  ],
  ['another path', { path: '/etc/motd' }, undefined, []],
])('%s', (_name, file, format, expected) => {
  expect(found(template(file, format))).toEqual(
    expected.map((line) => {
      const isUnknown = line.includes(': unknown: ');
      return `${isUnknown ? '? ' : ''}control-plane/admin-kubeconfig-access ${line.replace(': unknown: ', ': ')}`;
    }),
  );
});

test.each<[string, string, string | undefined]>([
  ['/etc/kubernetes/manifests/kube-apiserver.yaml', '0644', 'control-plane/kube-apiserver-manifest-access'],
  ['/etc/kubernetes/manifests/etcd.yml', '0644', 'control-plane/etcd-manifest-access'],
  ['/etc/cni/net.d/10-a.conflist', '0644', 'control-plane/cni-access'],
  ['/etc/kubernetes/super-admin.conf', '0644', 'control-plane/admin-kubeconfig-access'],
  ['/etc/kubernetes/pki/etcd/ca.crt', '0664', 'control-plane/certificate-access'],
  ['/etc/kubernetes/pki/etcd/ca.crt', '0644', undefined],
  ['/etc/kubernetes/pki/ca.crt', '0664', 'kubelet/client-ca-access'],
  ['/etc/kubernetes/pki/ca.key', '0644', 'control-plane/private-key-access'],
  ['/etc/kubernetes/pki/etcd/server-key.pem', '0644', 'control-plane/private-key-access'],
  ['/etc/kubernetes/pki/sa.pub', '0664', 'control-plane/certificate-access'],
  ['/etc/kubernetes/pki/../admin.conf', '0644', 'control-plane/admin-kubeconfig-access'],
  ['/etc/kubernetes//admin.conf', '0644', 'control-plane/admin-kubeconfig-access'],
  ['/etc/systemd/system/kubelet.service.d/10-a.conf', '0644', 'kubelet/unit-access'],
  ['/var/lib/kube-proxy/kubeconfig', '0644', 'kubelet/proxy-kubeconfig-access'],
  ['/etc/kubernetes/bootstrap-kubelet.conf', '0644', 'kubelet/kubeconfig-access'],
  ['/var/lib/kubelet/config.yaml', '0644', 'kubelet/configuration-access'],
])('%s with %s', (path, permissions, rule) => {
  const control = {
    apiVersion: 'controlplane.cluster.x-k8s.io/v1beta2',
    kind: 'KubeadmControlPlane',
    metadata: { name: 'control', namespace: 'clusters' },
    spec: { kubeadmConfigSpec: { files: [{ path, permissions }] } },
  };
  expect(found(control).map((line) => line.split(' ')[0])).toEqual(rule === undefined ? [] : [rule]);
});
