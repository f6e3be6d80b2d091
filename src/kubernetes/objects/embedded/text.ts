import { asObject, isObject, type JsonObject } from '../../../text/json';
import { parsePath, type PathSegment } from '../../../text/path';
import { readYaml } from '../../../text/yaml/yaml';
import { objectsOf } from '../documents';
import { identityOf } from '../kind-table';
import { Scope } from '../kinds';
import type { KubeObject, Origin } from '../object';

/** A line or a mapping that begins as a manifest does. */
const API_VERSION = /(?:^|[{,])[ \t]*(?:- )?["']?apiVersion["']?[ \t]*:[ \t]*["']?([\w./-]+)/gm;

/** Whether a text may hold Kubernetes objects, other than the configuration of a program. */
export function holdsManifests(text: string): boolean {
  if (!text.includes('apiVersion') || !text.includes('kind') || /kind["']?:[ \t]*["']?Config\b/.test(text)) return false;
  for (const [, apiVersion] of text.matchAll(API_VERSION)) {
    if (identityOf(apiVersion!, '').scope !== Scope.FILE) return true;
  }
  return false;
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

/** What stands in a text: its objects, and why it could not be read if it could not. */
export interface TextContents {
  readonly objects: readonly KubeObject[];
  readonly fault?: string;
}

/** Reads the manifests in a text. `hostPath`: where it is written to on a node. */
export function contentsOfText(text: string, origin: Origin, hostPath?: string): TextContents {
  const { documents, faults } = readYaml(text);
  const [fault] = faults;
  if (fault) return { objects: [], fault: TEMPLATE.test(text) ? 'it is a template' : `line ${fault.line} of it: ${fault.message}` };
  const objects: KubeObject[] = [];
  for (const { value } of documents) {
    if (!isObject(value)) continue;
    for (const object of objectsOf(value, origin, () => undefined)) {
      const isOnNode = hostPath !== undefined && (object.scope === Scope.FILE || (object.kind === 'Pod' && object.group === ''));
      // Lines within the text are not known: findings are shown at the text as a whole.
      objects.push({ ...object, origin: { ...origin, ...(isOnNode && { hostPath }) } });
    }
  }
  return { objects };
}

/** The files that a cloud-init configuration writes: `write_files`, in the text of user data. */
export function writtenFiles(text: string): readonly { readonly path: string; readonly content: string }[] {
  if (!text.startsWith('#cloud-config')) return [];
  return readYaml(text).documents.flatMap(({ value }) => {
    const { write_files: files } = asObject(value);
    return (Array.isArray(files) ? files : []).flatMap((file) => {
      const { path, content } = asObject(file);
      return typeof path === 'string' && typeof content === 'string' ? [{ path, content }] : [];
    });
  });
}
