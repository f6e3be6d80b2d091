import { kubelets } from '../../../../src/kubernetes/components/kubelet/kubelets';
import { Inventory } from '../../../../src/kubernetes/objects/inventory';
import type { FileText } from '../../../../src/kubernetes/objects/node-files';
import { toKubeObject } from '../../../../src/kubernetes/objects/object';
import { parseMinor } from '../../../../src/kubernetes/releases/versions';

type Files = Readonly<Record<string, object | string>>;

/** Files by `node:/path`: a mapping is a KubeletConfiguration. */
function settingsOf(field: string, files: Files): string[] {
  const split = (name: string) => name.split(':') as [string, string];
  const origin = (name: string) => ({ file: name, hostPath: split(name)[1], nodes: split(name)[0].split('+') });
  const entries = Object.entries(files);
  const objects = entries.flatMap(([name, fields]) =>
    typeof fields === 'string'
      ? []
      : [toKubeObject({ apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', ...fields }, origin(name))!],
  );
  const texts = entries.flatMap(([name, content]): FileText[] =>
    typeof content === 'string' ? [{ path: split(name)[1], content, origin: origin(name) }] : [],
  );
  return kubelets(new Inventory(objects, texts), parseMinor('1.37')).flatMap((kubelet) => {
    const found = kubelet.setting(field);
    const place = kubelet.object?.origin.file ?? kubelet.file!.origin.file;
    return found ? [`${place} ${kubelet.source} ${JSON.stringify(found.unclear ?? found.value)}${found.isDefault ? ' default' : ''}`] : [];
  });
}

const FIELD = 'readOnlyPort';
const BASE = { 'a:/etc/kubelet.yaml': { readOnlyPort: 1 } };

test.each<[string, Files, string[]]>([
  ['a file alone', BASE, ['a:/etc/kubelet.yaml file 1']],
  [
    'a drop-in overrides the file',
    { ...BASE, 'a:/etc/kubelet.conf.d/10.conf': { readOnlyPort: 2 } },
    ['a:/etc/kubelet.conf.d/10.conf drop-in 2'],
  ],
  [
    'the last drop-in counts, in whatever order they are read',
    { 'a:/etc/kubelet.conf.d/20.conf': { readOnlyPort: 3 }, 'a:/etc/kubelet.conf.d/10.conf': { readOnlyPort: 2 }, ...BASE },
    ['a:/etc/kubelet.conf.d/20.conf drop-in 3'],
  ],
  ['a drop-in that does not set it', { ...BASE, 'a:/etc/kubelet.conf.d/10.conf': { port: 2 } }, ['a:/etc/kubelet.yaml file 1']],
  [
    'null in a drop-in takes it away',
    { ...BASE, 'a:/etc/kubelet.conf.d/10.conf': { readOnlyPort: null } },
    ['a:/etc/kubelet.conf.d/10.conf drop-in undefined default'],
  ],
  [
    'a drop-in of another node',
    { ...BASE, 'b:/etc/kubelet.conf.d/10.conf': { readOnlyPort: 2 } },
    ['a:/etc/kubelet.yaml file 1', 'b:/etc/kubelet.conf.d/10.conf drop-in 2'],
  ],
  [
    'a drop-in of some of its nodes',
    { 'a+b:/etc/kubelet.yaml': { readOnlyPort: 1 }, 'a:/etc/kubelet.conf.d/10.conf': { readOnlyPort: 2 } },
    ['a+b:/etc/kubelet.yaml file 1', 'a:/etc/kubelet.conf.d/10.conf drop-in 2'],
  ],
  [
    'flags override both',
    { ...BASE, 'a:/etc/kubelet.conf.d/10.conf': { readOnlyPort: 2 }, 'a:/etc/default/kubelet': 'KUBELET_EXTRA_ARGS=--read-only-port=4' },
    ['a:/etc/default/kubelet flags 4'],
  ],
  [
    'flags of another node',
    { ...BASE, 'b:/etc/default/kubelet': 'KUBELET_EXTRA_ARGS=--read-only-port=4' },
    ['a:/etc/kubelet.yaml file 1', 'b:/etc/default/kubelet flags 4'],
  ],
])('%s', (_, files, expected) => {
  expect(settingsOf(FIELD, files)).toEqual(expected);
});

test('flags that hold lists add up, and gates do by name', () => {
  const args = (text: string) => ({ 'a:/etc/default/kubelet': `ARGS="${text}"` });
  expect(
    settingsOf('allowedUnsafeSysctls', args('--allowed-unsafe-sysctls= --allowed-unsafe-sysctls=a,b --allowed-unsafe-sysctls=c')),
  ).toEqual(['a:/etc/default/kubelet flags ["a","b","c"]']);
  const gates = args('--feature-gates=AllAlpha=true,X=false --feature-gates=X=true');
  expect(settingsOf('featureGates.AllAlpha', gates)).toEqual(['a:/etc/default/kubelet flags true']);
  expect(settingsOf('featureGates.X', gates)).toEqual(['a:/etc/default/kubelet flags true']);
});

test('a duration that is null stops the kubelet', () => {
  expect(settingsOf('syncFrequency', { 'a:/etc/kubelet.yaml': { syncFrequency: null } })).toEqual([
    'a:/etc/kubelet.yaml file "it is null where a duration belongs, so the kubelet does not start"',
  ]);
});
