import { ApiObject, Yaml } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { stripNamespaceOfClusterScoped } from '../cdk8s/cluster-scoped';
import { HostFile } from '../cdk8s/host-file';
import { isObject } from '../text/json';

/**
 * Prints constructs in snapshots: what an app, a chart or any other construct makes, as YAML with sorted keys, sorted by kind, namespace
 * and name; then its host files by path, each with mode, owner, nodes and content. The order in which constructs are made does not show.
 */
export const manifestSerializer = {
  test(value: unknown): boolean {
    return Construct.isConstruct(value) === true;
  },

  serialize(value: IConstruct, _config: unknown, indentation: string): string {
    const text = printManifests(value);
    return indentation === '' ? text : `\n${text}`.replace(/\n(?=.)/g, `\n${indentation}`);
  },
};

/** The documents, between lines of `---`, without an end of line after the last; a comment when there is none. */
export function printManifests(scope: IConstruct): string {
  stripNamespaceOfClusterScoped(scope.node.root);
  const nodes = scope.node.findAll();
  const objects = nodes.filter((node) => ApiObject.isApiObject(node)).map((node) => sorted((node as ApiObject).toJson()));
  const files = nodes
    .filter((node) => HostFile.isHostFile(node))
    .map(({ path, mode, owner, nodes: groups, content }) => ({ hostFile: path, mode, owner, nodes: groups.sort(), content }));
  const documents = [
    ...arranged(objects, ({ kind, metadata }) => [kind, metadata?.namespace, metadata?.name]),
    ...arranged(files, ({ hostFile, nodes: groups }) => [hostFile, ...groups]),
  ];
  return documents.length === 0
    ? '# no manifest and no host file'
    : documents.map((document) => Yaml.stringify(document).trimEnd()).join('\n---\n');
}

/** Sorted by some texts, and where these are the same by all that is in it. */
function arranged<T>(documents: readonly T[], by: (document: T) => readonly unknown[]): T[] {
  const keyed = documents.map((document) => ({ document, key: [...by(document).map(String), JSON.stringify(document)] }));
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ document }) => document);
}

function compare(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((text, index) => text !== b[index]);
  return at < 0 ? 0 : a[at]! < (b[at] ?? '') ? -1 : 1;
}

/** A copy whose keys are in order, at every depth. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON
function sorted(value: any): any {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
