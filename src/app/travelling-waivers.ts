import type { Finding } from '../engine/finding';
import type { WaiverTerms } from '../engine/waiver';
import type { AppPart } from '../input/app-inventory';
import { WAIVERS_ANNOTATION } from '../kubernetes/objects/annotations';
import type { KubeObject } from '../kubernetes/objects/object';
import { withFills } from '../kubernetes/pods/fill/pod-fill-apply';
import { asObject, asString, isObject, isUnset, type JsonObject } from '../text/json';
import { MultiMap } from '../text/multi-map';
import { joinPath, parsePath, type PathSegment } from '../text/path';
import { readYaml } from '../text/yaml/yaml';
import type { CheckedManifest } from './stand-ins';

/** What an app writes, with the waivers of its constructs. */
export interface WithWaivers {
  readonly parts: readonly AppPart[];
  /** A waiver file of those for which there is no annotation: of files of nodes, and of objects within others. Undefined for none. */
  readonly file: string | undefined;
}

/**
 * Writes the waivers of constructs, which no manifest has, into the manifests of the objects whose findings they accept: so that a
 * check of what was written comes to the verdict of the program.
 *
 * @param own the terms of the waivers of constructs
 */
export function withWaivers(parts: readonly AppPart[], findings: readonly Finding[], own: ReadonlySet<WaiverTerms>): WithWaivers {
  const accepted = findings.filter(({ waiver }) => waiver !== undefined && own.has(waiver));
  const byConstruct = MultiMap.by(accepted, ({ object }) => object?.origin.construct);
  const left = new Set(accepted);
  const annotated = parts.map((part) => {
    if (!('manifest' in part)) return part;
    const ofPart = byConstruct.get(part.construct.node.path).filter(isOfManifest);
    return ofPart.length === 0 ? part : withAnnotations(part, ofPart, (finding) => left.delete(finding));
  });
  return { parts: annotated, file: left.size === 0 ? undefined : waiverFile([...left]) };
}

/** True where an annotation of the object would count: it has approver and date, and the object is a manifest of its own. */
function isOfManifest({ object, waiver }: Finding): boolean {
  return object !== undefined && object.origin.within === undefined && object.origin.hostPath === undefined && waiver?.until !== undefined;
}

function withAnnotations(part: CheckedManifest, findings: readonly Finding[], written: (finding: Finding) => void): CheckedManifest {
  let manifest = part.manifest as JsonObject;
  for (const [prefix, ofObject] of MultiMap.by(findings, ({ object }) => object!.origin.prefix ?? '')) {
    const text = annotationOf(ofObject);
    if (text === undefined) continue;
    const keys: PathSegment[] = [...parsePath(prefix), 'metadata', 'annotations', WAIVERS_ANNOTATION];
    manifest = withFills(manifest, [{ path: joinPath('', ...keys), keys, value: text }]);
    ofObject.forEach(written);
  }
  return { ...part, manifest };
}

/** The annotation with these waivers in addition; undefined where what is there cannot be kept. */
function annotationOf(findings: readonly Finding[]): string | undefined {
  const { annotations } = asObject(findings[0]!.object!.json.metadata);
  if (!isUnset(annotations) && !isObject(annotations)) return undefined;
  const before = asObject(annotations)[WAIVERS_ANNOTATION];
  const kept = isUnset(before) ? [] : listIn(asString(before));
  return kept && JSON.stringify(onceEach([...kept, ...findings.map(({ waiver }) => entryOf(waiver!))]));
}

function listIn(text: string | undefined): readonly unknown[] | undefined {
  if (text === undefined) return undefined;
  const { documents, faults } = readYaml(text);
  const value = documents.length === 1 && faults.length === 0 ? documents[0]!.value : undefined;
  return Array.isArray(value) ? (value as unknown[]) : undefined;
}

/** As an annotation or a waiver file has it: the terms may have been read from more. */
function entryOf({ rule, reason, approvedBy, until }: WaiverTerms): object {
  return { rule, reason, ...(until === undefined ? {} : { approvedBy, until }) };
}

function onceEach(entries: readonly unknown[]): readonly unknown[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}

function waiverFile(findings: readonly Finding[]): string {
  const entries = onceEach(
    findings.map(({ object, waiver }) => ({ ...entryOf(waiver!), ...(object === undefined ? {} : { object: identity(object) }) })),
  );
  return `${HEADING}\nwaivers:\n${entries.map((entry) => `  - ${JSON.stringify(entry)}\n`).join('')}`;
}

/** So that it is known for one that a synthesis wrote. */
export const HEADING = '# Waivers of the program for which no manifest has a place: for cdk8s-hardened check --waivers.';

function identity({ apiVersion, kind, namespace, name }: KubeObject): object {
  return { ...(apiVersion === '' ? {} : { apiVersion }), kind, ...(namespace === undefined ? {} : { namespace }), name };
}
