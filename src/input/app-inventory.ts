import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { stripNamespaceOfClusterScoped } from '../cdk8s/cluster-scoped';
import { HostFile } from '../cdk8s/host-file';
import { Inventory, objectsOf, type FileText } from '../kubernetes/objects/inventory';
import type { KubeObject } from '../kubernetes/objects/object';
import { reachPods } from '../cdk8s/pod-hardening-aspect';
import { refusal } from '../cdk8s/refusal';
import { readYaml } from '../text/yaml/yaml';

const YAML_FILE = /\.(ya?ml|json)$/;

/** What an app would write, before it is read: a manifest of a construct, or the text of a host file. */
export type AppPart =
  { readonly construct: IConstruct; readonly manifest: unknown } | { readonly file: HostFile; readonly content: string };

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
    if (ApiObject.isApiObject(node)) parts.push({ construct: node, manifest: node.toJson() });
    else if (HostFile.isHostFile(node)) parts.push({ file: node, content: node.content });
  }
  return parts;
}

/** What the parts of an app say: host files in YAML are objects too. */
export function inventoryOfParts(parts: readonly AppPart[]): Inventory {
  const objects: KubeObject[] = [];
  const files: FileText[] = [];
  for (const part of parts) {
    if ('file' in part) {
      const { file, content } = part;
      files.push({ path: file.path, content, origin: { construct: file.node.path, hostPath: file.path } });
      if (YAML_FILE.test(file.path)) objects.push(...objectsOfText(file, content));
    } else objects.push(...objectsOfManifest(part.construct, part.manifest));
  }
  return new Inventory(objects, files);
}

function objectsOfManifest(node: IConstruct, manifest: unknown): KubeObject[] {
  return objectsOf(manifest, { construct: node.node.path }, (path) => {
    throw refusal(node, {
      fact: `${path || 'the object'} has no apiVersion and kind`,
      consequence: 'so no rule can judge it and no API server accepts it',
      remedy: 'Give it both, or take it out of the list.',
    });
  });
}

function objectsOfText(file: HostFile, content: string): KubeObject[] {
  const { documents, faults } = readYaml(content);
  if (faults.length > 0) {
    throw refusal(file, {
      fact: `line ${faults[0]!.line} of ${file.path} cannot be read (${faults[0]!.message})`,
      consequence: 'so no rule can judge the file and no program on the node could use it',
      remedy: "Mend the text that replaces the construct's own.",
    });
  }
  const origin = { construct: file.node.path, hostPath: file.path };
  // A file in a program's own format (etcd.conf.yml) has no apiVersion and kind: rules read its text.
  return documents.flatMap(({ value, index }) => objectsOf(value, { ...origin, document: index }, () => undefined));
}
