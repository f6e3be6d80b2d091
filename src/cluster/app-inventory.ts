import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { stripNamespaceOfClusterScoped } from '../model/cluster-scoped';
import { HostFile } from '../model/host-file';
import { Inventory, objectsOf, type FileText } from '../model/inventory';
import type { KubeObject } from '../model/object';
import { reachPods } from '../model/pod-hardening';
import { refusal } from '../model/refusal';
import { readYaml } from '../model/yaml';

const YAML_FILE = /\.(ya?ml|json)$/;

/** All that an app would write: its API objects as synthesised, and its host files as rendered. */
export function inventoryOfApp(app: IConstruct): Inventory {
  // Both are done when the app is validated too, which is after the rules have run.
  stripNamespaceOfClusterScoped(app);
  reachPods(app);
  const objects: KubeObject[] = [];
  const files: FileText[] = [];
  for (const node of app.node.findAll()) {
    if (ApiObject.isApiObject(node)) objects.push(...objectsOfNode(node));
    else if (HostFile.isHostFile(node)) {
      const origin = { construct: node.node.path, hostPath: node.path };
      const content = node.content;
      files.push({ path: node.path, content, origin });
      if (YAML_FILE.test(node.path)) objects.push(...objectsOfText(node, content));
    }
  }
  return new Inventory(objects, files);
}

function objectsOfNode(node: ApiObject): KubeObject[] {
  const construct = node.node.path;
  return objectsOf(node.toJson(), { construct }, (path) => {
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
      remedy: 'Mend the text that replaces the construct\'s own.',
    });
  }
  const origin = { construct: file.node.path, hostPath: file.path };
  // A file in a program's own format (etcd.conf.yml) has no apiVersion and kind: rules read its text.
  return documents.flatMap(({ value, index }) => objectsOf(value, { ...origin, document: index }, () => undefined));
}
