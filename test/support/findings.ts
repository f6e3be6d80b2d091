import { FindingStatus } from '../../src/engine/finding-status';
import { Registry } from '../../src/engine/registry';
import type { AnyRule } from '../../src/engine/rule';
import { run, type RunResult } from '../../src/engine/run';
import { appliedTogether, apart, type TogetherTest } from '../../src/kubernetes/objects/applied-together';
import { objectsOf } from '../../src/kubernetes/objects/documents';
import { Inventory } from '../../src/kubernetes/objects/inventory';
import type { FileText } from '../../src/kubernetes/objects/node-files';
import { describe as nameOf, type KubeObject } from '../../src/kubernetes/objects/object';
import { parseMinor } from '../../src/kubernetes/releases/versions';
import { readYaml } from '../../src/text/yaml/yaml';

export interface CheckOptions {
  readonly kubernetes?: string;
  readonly asOf?: string;
  readonly files?: readonly FileText[];
  /** Whether the manifests are applied to one cluster. Default: those of a YAML text are; those of a list are variants of an object. */
  readonly together?: TogetherTest;
  /** Options of the rules. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Objects of YAML text, or of plain manifests; the text must be readable. See {@link CheckOptions.together}. */
export function inventoryOf(
  manifests: string | readonly object[],
  files: readonly FileText[] = [],
  together: TogetherTest = typeof manifests === 'string' ? appliedTogether : apart,
): Inventory {
  const values = typeof manifests === 'string' ? valuesOf(manifests) : manifests.map((value) => ({ value, duplicateKeys: undefined }));
  const objects: KubeObject[] = [];
  values.forEach(({ value, duplicateKeys }, document) => {
    const doubled = duplicateKeys === undefined || duplicateKeys.length === 0 ? {} : { duplicateKeys };
    objects.push(
      ...objectsOf(value, { file: 'test.yaml', document, ...doubled }, (path) => {
        throw new Error(`document ${document} ${path} is not Kubernetes: ${JSON.stringify(value)}`);
      }),
    );
  });
  return new Inventory(objects, files, together);
}

function valuesOf(text: string): { value: unknown; duplicateKeys: readonly string[] }[] {
  const { documents, faults } = readYaml(text);
  if (faults.length > 0) throw new Error(`the test's YAML cannot be read: ${faults[0]!.message}`);
  return documents.filter(({ value }) => value !== null && value !== undefined);
}

/** Runs the given rules, and nothing else, without waivers. */
export function runRules(
  rules: AnyRule | readonly AnyRule[],
  manifests: string | readonly object[],
  options: CheckOptions = {},
): RunResult {
  const list = Array.isArray(rules) ? (rules as readonly AnyRule[]) : [rules as AnyRule];
  return run({
    inventory: inventoryOf(manifests, options.files, options.together),
    registry: new Registry(list),
    profile: { name: 'test', title: 'test', includes: () => true },
    kubernetes: parseMinor(options.kubernetes ?? '1.37'),
    asOf: options.asOf ?? '2026-11-23',
    settings: new Map(list.map(({ id }) => [id, { options: options.options }])),
    waivers: [],
  });
}

/**
 * The whole list of findings, a line each: `Pod payments/api spec.hostPID: the message`, with `?` in front where undecided, and the rule's
 * id in front when several rules ran. Compare all of it with `toEqual`, so that a typo cannot pass.
 */
export function findings(rules: AnyRule | readonly AnyRule[], manifests: string | readonly object[], options: CheckOptions = {}): string[] {
  const many = Array.isArray(rules);
  return runRules(rules, manifests, options).findings.map(
    ({ rule, status, object, path, line, message }) =>
      [status === FindingStatus.UNKNOWN ? '?' : '', many ? rule : '', object ? nameOf(object) : '(run)', line ? `line ${line}` : path]
        .filter((part) => part !== '')
        .join(' ') + `: ${message}`,
  );
}

/** What each finding is related to, a line each: `Pod payments/api spec.hostPID: what it is is Pod payments/web spec`. */
export function relatedPlaces(
  rules: AnyRule | readonly AnyRule[],
  manifests: string | readonly object[],
  options: CheckOptions = {},
): string[] {
  return runRules(rules, manifests, options).findings.flatMap(({ object, path, related }) =>
    related.map((place) => `${object ? nameOf(object) : '(run)'} ${path}: ${place.what} is ${nameOf(place.object)} ${place.path}`.trim()),
  );
}
