import { isObject, type JsonObject } from '../../../text/json';
import { parsePath, type PathSegment } from '../../../text/path';
import { readYaml } from '../../../text/yaml/yaml';
import { objectsOf } from '../documents';
import { identityOf } from '../kind-table';
import { Scope } from '../kinds';
import { toKubeObject, type KubeObject, type Origin } from '../object';

/** A line or a mapping that begins as a manifest does. */
const API_VERSION = /(?:^|[{,])[ \t]*(?:- )?["']?apiVersion["']?[ \t]*:[ \t]*["']?([\w./-]+)/gm;

/** What an object or a list of objects has, and the configuration of a program does not. */
const HOLDS_OBJECTS = /metadata|items/;

/** Whether a text may hold Kubernetes objects, other than the configuration of a program, or files in which they are. */
export function holdsManifests(text: string): boolean {
  if (text.startsWith('#cloud-config')) return text.includes('write_files');
  if (!text.includes('apiVersion') || !text.includes('kind') || !HOLDS_OBJECTS.test(text)) return false;
  if (/kind["']?:[ \t]*["']?Config\b/.test(text) && !holdsMoreThanKubeconfigs(text)) return false;
  for (const [, apiVersion] of text.matchAll(API_VERSION)) {
    if (identityOf(apiVersion!, '').scope !== Scope.FILE) return true;
  }
  return false;
}

/** A comment or another document can name the kind of a kubeconfig, too. */
function holdsMoreThanKubeconfigs(text: string): boolean {
  const { documents, faults } = readYaml(text);
  if (faults.length > 0) return /^[ \t]*["']?kind["']?:(?![ \t]*["']?Config\b)/m.test(text);
  return documents.some(({ value }) => isObject(value) && value.kind !== 'Config');
}

/** What marks a template: of Go, CEL, OpenShift, Tekton, Flux, GitHub and others. */
const TEMPLATE = /\{\{|\$\{|\$\(|<<[^<]*>>/;

/** True where a path leads to, or through, a text that a program replaces. */
export function isTemplateAt(json: JsonObject, path: string): boolean {
  let value: unknown = json;
  for (const segment of parsePath(path)) {
    if (typeof value !== 'object' || value === null) break;
    value = (value as Readonly<Record<PathSegment, unknown>>)[segment];
  }
  return typeof value === 'string' && TEMPLATE.test(value);
}

/** What is in a text: its objects, values that are none by themselves, and why it could not be read if it could not. */
export interface TextContents {
  readonly objects: readonly KubeObject[];
  readonly others: readonly JsonObject[];
  readonly fault?: string;
}

/** Reads the manifests in a text. `hostPath`: where it is written to on a node. */
export function contentsOfText(text: string, origin: Origin, hostPath?: string): TextContents {
  const { documents, faults } = readYaml(text);
  const [fault] = faults;
  const reason = fault && (TEMPLATE.test(text) ? 'it is a template' : `line ${fault.line} of it: ${fault.message}`);
  if (reason !== undefined) return { objects: [], others: [], fault: reason };
  const objects: KubeObject[] = [];
  const others: JsonObject[] = [];
  for (const { value } of documents) {
    if (!isObject(value)) continue;
    const isNone = toKubeObject(value, origin) === undefined;
    if (isNone) others.push(value);
    for (const object of isNone ? [] : objectsOf(value, origin, () => undefined)) {
      const isOnNode = hostPath !== undefined && (object.scope === Scope.FILE || (object.kind === 'Pod' && object.group === ''));
      // Lines within the text are not known: findings are shown at the text as a whole.
      objects.push({ ...object, origin: { ...origin, ...(isOnNode && { hostPath }) } });
    }
  }
  return { objects, others };
}
