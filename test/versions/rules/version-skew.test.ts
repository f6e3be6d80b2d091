import { Registry } from '../../../src/engine/registry';
import { run } from '../../../src/engine/run';
import { objectsOf } from '../../../src/kubernetes/objects/documents';
import { Inventory } from '../../../src/kubernetes/objects/inventory';
import { parseMinor } from '../../../src/kubernetes/releases/versions';
import { versionSkew } from '../../../src/versions/rules/version-skew';
import { findings } from '../../support/findings';

const server = (kubernetesVersion: unknown) => ({ apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration', kubernetesVersion });
const node = (kubeletVersion?: unknown) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'a' },
  status: { nodeInfo: { kubeletVersion } },
});
const pod = (component: string, tag: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: component, namespace: 'kube-system' },
  spec: { containers: [{ name: component, image: `registry.k8s.io/${component}${tag}` }] },
});
const newer = (component: string, of: string, than: string) =>
  `${component} ${of} is newer than kube-apiserver ${than}, which is not supported`;
const at = 'Pod kube-system/';

test.each<[string, object[], string[]]>([
  ['kubelet of the same release', [server('v1.37.0'), node('v1.37.2')], []],
  ['kubelet three older', [server('v1.37.0'), node('v1.34.9')], []],
  [
    'kubelet four older',
    [server('v1.37.0'), node('v1.33.9')],
    ['Node a status.nodeInfo.kubeletVersion: kubelet 1.33 is 4 minor releases older than kube-apiserver 1.37; at most 3 are supported'],
  ],
  ['kubelet 1.24 two older', [server('v1.26.0'), node('v1.24.9')], []],
  [
    'kubelet 1.24 three older',
    [server('v1.27.0'), node('v1.24.9')],
    ['Node a status.nodeInfo.kubeletVersion: kubelet 1.24 is 3 minor releases older than kube-apiserver 1.27; at most 2 are supported'],
  ],
  ['kubelet 1.25 three older', [server('v1.28.0'), node('v1.25.9')], []],
  [
    'kubelet newer by a build of k3s',
    [server('v1.36.0'), node('v1.37.0+k3s1')],
    [`Node a status.nodeInfo.kubeletVersion: ${newer('kubelet', '1.37', '1.36')}`],
  ],
  ['no API server', [node('v1.20.0'), pod('kube-proxy', ':v1.37.0')], []],
  ['an API server that is not stated', [server('stable-1'), node('v1.20.0')], []],
  ['a kubelet that is not stated', [server('v1.37.0'), node(), node(1.2)], []],
  ['kube-proxy three older', [pod('kube-apiserver', ':v1.37.0'), pod('kube-proxy', ':v1.34.0')], []],
  [
    'each component newer',
    [
      pod('kube-apiserver', ':v1.36.0'),
      pod('kube-proxy', ':v1.37.0'),
      pod('kube-scheduler', '-amd64:v1.37.0'),
      pod('kube-controller-manager', ':v1.37.0'),
    ],
    [
      `${at}kube-proxy spec.containers[0].image: ${newer('kube-proxy', '1.37', '1.36')}`,
      `${at}kube-scheduler spec.containers[0].image: ${newer('kube-scheduler', '1.37', '1.36')}`,
      `${at}kube-controller-manager spec.containers[0].image: ${newer('kube-controller-manager', '1.37', '1.36')}`,
    ],
  ],
  [
    'scheduler one and controller manager two older',
    [pod('kube-apiserver', ':v1.37.0'), pod('kube-scheduler', ':v1.36.0'), pod('kube-controller-manager', ':v1.35.0')],
    [
      `${at}kube-controller-manager spec.containers[0].image: kube-controller-manager 1.35 is 2 minor releases older than `
        + 'kube-apiserver 1.37; at most one is supported',
    ],
  ],
  ['an image without a tag', [pod('kube-apiserver', ':v1.37.0'), pod('kube-scheduler', '')], []],
  ['an image of somebody else', [pod('kube-apiserver', ':v1.37.0'), pod('my-scheduler', ':v1.0.0')], []],
])('%s', (_, objects, expected) => {
  expect(findings(versionSkew, objects)).toEqual(expected);
});

/** Objects in files of their own, named by their position. */
function apartFindings(objects: readonly object[], fileOf: (index: number) => string | undefined): string[] {
  const read = objects.flatMap((value, index) => objectsOf(value, { file: fileOf(index), document: 0 }, () => undefined));
  const { findings: found } = run({
    inventory: new Inventory(read),
    registry: new Registry([versionSkew]),
    profile: { name: 'test', title: 'test', includes: () => true },
    kubernetes: parseMinor('1.37'),
    asOf: '2026-11-23',
    waivers: [],
  });
  return found.map(({ status, object, message }) => `${status} ${object!.kind}: ${message}`);
}

const own = (index: number) => `${index}.yaml`;
const several = 'but the input has API servers of 1.36 to 1.37, and whose cluster it is in is not known';

test.each<[string, object[], (index: number) => string | undefined, string[]]>([
  [
    'newer than the API server of another file',
    [server('v1.36.0'), node('v1.37.0')],
    own,
    [`violation Node: ${newer('kubelet', '1.37', '1.36')}`],
  ],
  ['the same in a program', [server('v1.36.0'), node('v1.37.0')], () => undefined, [`violation Node: ${newer('kubelet', '1.37', '1.36')}`]],
  [
    'newer than one of two in other files',
    [server('v1.36.0'), server('v1.37.0'), node('v1.37.0')],
    own,
    [`unknown Node: kubelet 1.37 is newer than kube-apiserver 1.36, ${several}`],
  ],
  [
    'newer than one of two in its file',
    [server('v1.36.0'), server('v1.37.0'), node('v1.37.0')],
    () => 'cluster.yaml',
    [`violation Node: ${newer('kubelet', '1.37', '1.36')}`],
  ],
  [
    'that of its file counts, not that of others',
    [server('v1.37.0'), node('v1.37.0'), server('v1.36.0')],
    (index) => (index === 2 ? 'other.yaml' : 'cluster.yaml'),
    [],
  ],
  [
    'too old for one of two in other files',
    [server('v1.36.0'), server('v1.37.0'), node('v1.33.0')],
    own,
    [`unknown Node: kubelet 1.33 is 4 minor releases older than kube-apiserver 1.37, ${several}`],
  ],
  [
    'too old for all in other files',
    [server('v1.36.0'), server('v1.37.0'), node('v1.32.0')],
    own,
    ['violation Node: kubelet 1.32 is 5 minor releases older than kube-apiserver 1.37; at most 3 are supported'],
  ],
  ['API servers one apart', [server('v1.36.0'), server('v1.37.0')], () => 'cluster.yaml', []],
  [
    'API servers two apart',
    [server('v1.35.0'), server('v1.37.0')],
    () => 'cluster.yaml',
    ['violation ClusterConfiguration: kube-apiserver 1.35 is 2 minor releases older than kube-apiserver 1.37; at most one is supported'],
  ],
  ['API servers two apart, each in a file of its own: of two clusters', [server('v1.35.0'), server('v1.37.0')], own, []],
])('%s', (_, objects, fileOf, expected) => {
  expect(apartFindings(objects, fileOf)).toEqual(expected);
});
