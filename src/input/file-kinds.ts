import { Scope } from '../kubernetes/objects/kinds';
import type { FilePattern } from '../kubernetes/objects/node-files';
import type { KubeObject } from '../kubernetes/objects/object';
import type { NodePlace } from './node-place';

/** What is to be made of a file: told by its name, and `unknown` where its text has to tell. */
export type FileKind = 'manifests' | 'text' | 'unknown';

const STATIC_POD_FOLDERS = [
  'etc\\/kubernetes\\/manifests',
  'etc\\/kubelet\\.d',
  'var\\/lib\\/rancher\\/(?:k3s|rke2)\\/agent\\/pod-manifests',
];
/** Folder in which the documentation of the kubelet puts drop-ins: YAML, though their names end otherwise. */
const KUBELET_DROP_INS = '\\/kubelet\\.conf\\.d\\/(?:[^/]+\\/)*[^/]+\\.conf$';
/**
 * YAML and JSON, kustomizations, drop-ins of the kubelet, and whatever is in a folder of static pods: the kubelet reads all that does not
 * begin with a dot.
 */
const MANIFESTS = new RegExp(
  [
    '\\.(?:ya?ml|json)$',
    '(?:^|\\/)Kustomization$',
    KUBELET_DROP_INS,
    ...STATIC_POD_FOLDERS.map((folder) => `\\/${folder}\\/[^./][^/]*$`),
  ].join('|'),
  'i',
);

const STATIC_PODS = new RegExp(`^\\/(?:${STATIC_POD_FOLDERS.join('|')})\\/[^/]+$`);

/** True for a file that the kubelet does not read, though it lies among those that it does. */
export function isSkippedByKubelet(path: string): boolean {
  return STATIC_PODS.test(path) && /\/\.[^/]*$/.test(path);
}

/** Text from which a program makes manifests. */
const TEMPLATES = /\.(?:tpl|tmpl|gotmpl|template|j2|jinja2?|erb|mustache|hbs)$/i;

/** What a file of that path is; a template is not one of it. */
export function kindOf(path: string, reads: readonly FilePattern[]): FileKind | 'template' {
  if (MANIFESTS.test(path)) return 'manifests';
  if (reads.some((pattern) => pattern.path.test(path))) return 'text';
  return TEMPLATES.test(path) ? 'template' : 'unknown';
}

/** True for text that may hold Kubernetes objects: what has neither word has none. */
export function mayHoldObjects(text: string): boolean {
  return text.includes('apiVersion') && text.includes('kind');
}

/**
 * Whether an object of a file is one of the node: a static pod, or what a program of the node reads. Elsewhere than below the root of a
 * node only the folder tells that a pod is static. All else is sent to the API server from there, as k3s does with its manifests.
 */
export function isOnNode({ path, certain }: NodePlace, { kind, group, scope }: KubeObject): boolean {
  if (kind === 'Pod' && group === '') return certain || STATIC_PODS.test(path);
  return certain && scope === Scope.FILE;
}
