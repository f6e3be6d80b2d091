import { ACCEPTED_ANNOTATION, WAIVERS_ANNOTATION } from '../kubernetes/objects/annotations';
import type { Inventory } from '../kubernetes/objects/inventory';
import { describe, type KubeObject } from '../kubernetes/objects/object';
import { asObject, isObject, type JsonObject } from '../text/json';
import { joinPath } from '../text/path';
import { readYaml, type YamlDocument } from '../text/yaml/yaml';
import { linesOf } from '../text/yaml/yaml-lines';
import type { InBandWaivers } from './in-band-waivers';
import { faultOf, faultText } from './schema';
import { readReason, readWaiver, type Waiver, type WaiverScope, type WaiverTest } from './waiver';
import { waiverObjects } from './waiver-objects';
import { WAIVER_ENTRY } from './waiver-schema';

const ANNOTATIONS = 'metadata.annotations';

/**
 * A waiver as the setting has it: one that does not count accepts nothing.
 *
 * @param setting undefined for the default: all that is in files counts, and in an app what its own constructs say
 */
export function admitted(waiver: Waiver, setting: `${InBandWaivers}` | undefined): Waiver {
  const { isInBand = false, object } = waiver.scope;
  if (!isInBand || setting === 'accept') return waiver;
  // What has no object stands on a construct: the program said so.
  const isOwn = object === undefined || (object.origin.construct !== undefined && object.origin.isForeign !== true);
  const message = refusalOf(setting, isOwn, object?.origin.isForeign === true);
  return message === undefined ? waiver : { ...waiver, faults: [{ kind: 'not-accepted', message }] };
}

function refusalOf(setting: `${InBandWaivers}` | undefined, isOwn: boolean, isForeign: boolean): string | undefined {
  if (setting === 'ignore') return 'inBandWaivers is ignore, so what stands inside the input accepts nothing';
  if (isForeign) return 'it is in YAML that the program includes, so it accepts nothing';
  return setting === 'own' && !isOwn ? 'inBandWaivers is own and no construct of the program says it, so it accepts nothing' : undefined;
}

/**
 * The waivers and the reasons that are in annotations: each holds for the object that carries it. Text that cannot be read is an
 * incomplete one.
 */
export function annotationWaivers(inventory: Inventory, test: WaiverTest): Waiver[] {
  const waivers: Waiver[] = [];
  for (const object of inventory.sets.flatMap(({ objects }) => objects)) {
    const scopeOf = (annotation: string) => ({
      place: `annotation of ${describe(object)}`,
      object,
      path: joinPath(ANNOTATIONS, annotation),
      everywhere: false,
      isInBand: true,
      name: object.name,
      covers: (other: KubeObject) => other === object,
    });
    const { [WAIVERS_ANNOTATION]: listed, [ACCEPTED_ANNOTATION]: accepted } = object.annotations;
    if (listed !== undefined) {
      for (const entry of entriesOf(listed)) {
        const scope = scopeOf(WAIVERS_ANNOTATION);
        for (const each of isObject(entry) ? oneForEachRule(entry) : [entry]) waivers.push(readWaiver(each, scope, test));
      }
    }
    if (accepted !== undefined) {
      for (const [rule, reason] of reasonsOf(accepted)) waivers.push(readReason(rule, reason, scopeOf(ACCEPTED_ANNOTATION), test));
    }
  }
  return waivers;
}

/** Reasons by rule; what is not a mapping with an entry is a reason for what is not a rule. */
function reasonsOf(text: string): readonly (readonly [string, unknown])[] {
  const { documents, faults } = readYaml(text);
  const value = documents[0]?.value;
  const entries = faults.length === 0 && documents.length === 1 && isObject(value) ? Object.entries(value) : [];
  return entries.length === 0 ? [[text, undefined]] : entries;
}

/** The entries of an annotation; what is not a list of at least one entry is one entry that is not a waiver. */
function entriesOf(text: string): readonly unknown[] {
  const { documents, faults } = readYaml(text);
  const value = documents[0]?.value;
  if (faults.length > 0 || documents.length !== 1 || !Array.isArray(value) || value.length === 0) return [text];
  return value as unknown[];
}

/** The waivers of a waiver file, or what keeps it from being read. */
export interface WaiverFile {
  readonly waivers: readonly Waiver[];
  readonly faults: readonly { readonly line: number; readonly message: string }[];
}

/**
 * Reads a waiver file: `waivers: [{ rule, object: { apiVersion, kind, namespace, name, file }, reason, approvedBy, until }]`. In place of
 * `rule` there may be a list, `rules`. A reason alone is enough for rules that take one: without `approvedBy` and `until`. For objects see
 * {@link waiverObjects}.
 */
export function readWaiverFile(file: string, text: string, test: WaiverTest): WaiverFile {
  const { documents, faults } = readYaml(text);
  if (faults.length > 0) return { waivers: [], faults };
  const [document, second] = documents;
  const { value } = document ?? {};
  const wrong = (line: number, message: string): WaiverFile => ({ waivers: [], faults: [{ line, message }] });
  if (!document || second || !isObject(value) || !Array.isArray(value.waivers)) {
    return wrong(second?.line ?? 1, 'a waiver file is one document: a mapping with a list named waivers');
  }
  const lines = linesOf(document);
  const unknown = Object.keys(value).find((key) => key !== 'waivers');
  if (unknown !== undefined) return wrong(lines.lineOf(joinPath('', unknown)), `a waiver file has no field "${unknown}"`);
  const malformed = [...doubledKeys(document), ...malformedEntries(value.waivers)];
  if (malformed.length > 0) {
    const message = (fault: string) => `${fault} Until then no waiver of this file counts.`;
    return { waivers: [], faults: malformed.map((each) => ({ line: lines.lineOf(each.path), message: message(each.text) })) };
  }
  return {
    faults: [],
    waivers: value.waivers.flatMap((entry: unknown, index) => readWaiverEntry(entry, `${file} entry ${index + 1}`, test)),
  };
}

/** What is wrong with a part of a file: where, and a sentence with its remedy. */
interface Malformed {
  readonly path: string;
  readonly text: string;
}

function doubledKeys({ duplicateKeys }: YamlDocument): readonly Malformed[] {
  return duplicateKeys.map((path) => ({
    path,
    text: `${path} is written twice, so one of the two would have no effect. Remove one.`,
  }));
}

function malformedEntries(entries: readonly unknown[]): readonly Malformed[] {
  return entries.flatMap((entry, index) => {
    const fault = faultOf(WAIVER_ENTRY, entry, `waivers[${index}]`);
    return fault ? [{ path: fault.path, text: faultText(fault) }] : [];
  });
}

/** Reads a waiver as a waiver file has it: one for each of its rules. */
export function readWaiverEntry(entry: unknown, place: string, test: WaiverTest): Waiver[] {
  const { object, ...fields } = asObject(entry);
  const { text, ...objects } = waiverObjects(object);
  const scope = { ...objects, place: text === undefined ? place : `${place} (${text})`, path: '', ...(text === undefined ? {} : { text }) };
  return isObject(entry) ? oneForEachRule(fields).map((each) => readTerms(each, scope, test)) : [readWaiver(entry, scope, test)];
}

/** A waiver or, where it has neither approver nor end and the rule takes one, a reason. */
function readTerms(fields: JsonObject, scope: WaiverScope, test: WaiverTest): Waiver {
  const { rule, reason, approvedBy, until } = fields;
  const alone = approvedBy === undefined && until === undefined && scope.fault === undefined && scope.text === undefined;
  return alone && typeof rule === 'string' && test.takesReason(rule)
    ? readReason(rule, reason, scope, test)
    : readWaiver(fields, scope, test);
}

/** With `rule` for each of `rules`; as it is where these are no list, or there is a `rule` too, which is a fault. */
function oneForEachRule(fields: JsonObject): readonly JsonObject[] {
  const { rules, ...others } = fields;
  if (rules === undefined || others.rule !== undefined || !Array.isArray(rules) || rules.length === 0) return [fields];
  return [...new Set(rules as unknown[])].map((rule) => ({ ...others, rule }));
}
