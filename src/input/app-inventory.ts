import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { stripNamespaceOfClusterScoped } from '../cdk8s/cluster-scoped';
import { HostFile } from '../cdk8s/host-file';
import { lastFillsOf, reachPods } from '../cdk8s/pod-hardening-aspect';
import { refusal } from '../cdk8s/refusal';
import { objectsOf } from '../kubernetes/objects/documents';
import { Inventory } from '../kubernetes/objects/inventory';
import { ALL_NODES, type FileText } from '../kubernetes/objects/node-files';
import type { KubeObject } from '../kubernetes/objects/object';
import type { ObjectFill } from '../kubernetes/pods/fill/pod-fill';
import { halfPairIn } from '../text/yaml/write-yaml';
import { contentsOf, type FileContents } from './file-contents';
import { kindOf } from './file-kinds';

/** What an app would write, before it is read: a manifest of a construct, or the text of a host file. */
export type AppPart =
  | {
      readonly construct: IConstruct;
      readonly manifest: unknown;
      /** What was filled in it. Default: nothing. */
      readonly fills?: readonly ObjectFill[];
      /** True where it is YAML of others, which cannot excuse itself. Default: below an Include or a Helm chart of cdk8s. */
      readonly isForeign?: boolean;
    }
  | { readonly file: HostFile; readonly content: string };

/** All that an app would write: its API objects as synthesised, and its host files as rendered. */
export function inventoryOfApp(app: IConstruct): Inventory {
  return inventoryOfParts(partsOfApp(app));
}

/** What an app would write, in the order of its tree. */
export function partsOfApp(app: IConstruct): readonly AppPart[] {
  // Both are done when the app is validated too, which is after the rules have run.
  stripNamespaceOfClusterScoped(app);
  reachPods(app);
  const parts: AppPart[] = [];
  for (const node of app.node.findAll()) {
    if (ApiObject.isApiObject(node)) parts.push({ construct: node, manifest: node.toJson(), fills: lastFillsOf(node) });
    else if (HostFile.isHostFile(node)) parts.push({ file: node, content: node.content });
  }
  return parts;
}

/**
 * What the parts of an app say: host files that hold Kubernetes objects are objects too.
 *
 * @param beside parts that are not taken, and are on the same nodes
 */
export function inventoryOfParts(parts: readonly AppPart[], beside: readonly AppPart[] = []): Inventory {
  const objects: KubeObject[] = [];
  const files: FileText[] = [];
  const groups = new Set([ALL_NODES, ...[...parts, ...beside].flatMap((part) => ('file' in part ? part.file.nodes : []))]);
  for (const part of parts) {
    if (!('file' in part)) {
      objects.push(...objectsOfManifest(part.construct, part.manifest, part.isForeign));
      continue;
    }
    const { text, objects: within } = contentsOfHostFile(part.file, part.content, groups);
    if (text) files.push(text);
    objects.push(...within);
  }
  return new Inventory(objects, files);
}

function objectsOfManifest(node: IConstruct, manifest: unknown, isForeign = false): KubeObject[] {
  const origin = { construct: node.node.path, ...(isForeign || isIncluded(node) ? { isForeign: true } : {}) };
  return objectsOf(manifest, origin, (path) => {
    throw refusal(node, {
      fact: `${path || 'the object'} has no apiVersion and kind`,
      consequence: 'so no rule can check it and no API server accepts it',
      remedy: 'Give it both, or take it out of the list.',
    });
  });
}

/** True below an Include or a Helm chart of cdk8s, of whichever release. */
function isIncluded(node: IConstruct): boolean {
  return node.node.scopes.some((scope) => {
    for (let type: unknown = scope.constructor; typeof type === 'function'; type = Object.getPrototypeOf(type)) {
      if (type.name === 'Include') return true;
    }
    return false;
  });
}

function contentsOfHostFile(file: HostFile, content: string, groups: ReadonlySet<string>): FileContents {
  const { path, nodes } = file;
  const half = halfPairIn(content);
  if (half !== undefined) {
    throw refusal(file, {
      fact: `the text of ${path} holds half of a surrogate pair (U+${half})`,
      consequence: 'so no file in UTF-8 can hold it, and the node would not get what was checked',
      remedy: 'Remove that character.',
    });
  }
  const kind = kindOf(path, []);
  const contents = contentsOf(
    {
      kind: kind === 'manifests' ? kind : 'unknown',
      path,
      place: { path, root: '', certain: true },
      nodes: nodes.length === 0 ? [...groups] : nodes,
      origin: { construct: file.node.path },
      isWanted: false,
    },
    content,
    [],
  );
  // A file in a program's own format (etcd.conf.yml) has no apiVersion and kind: rules read its text.
  const fault = contents.manifests?.faults[0];
  if (!fault) return contents;
  throw refusal(file, {
    fact: `line ${fault.line} of ${path} cannot be read (${fault.message})`,
    consequence: 'so no rule can check the file and no program on the node could use it',
    remedy: "Fix the text that replaces the construct's own.",
  });
}
