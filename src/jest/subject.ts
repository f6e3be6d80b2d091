import { Construct, type IConstruct } from 'constructs';
import { waiversOfApp } from '../app/app-waivers';
import { Hardening } from '../app/hardening';
import { madeFor } from '../cdk8s/context';
import type { SettingsLayer } from '../engine/settings';
import type { Waiver, WaiverTest } from '../engine/waiver';
import { inventoryOfApp } from '../input/app-inventory';
import { objectsOf } from '../kubernetes/objects/documents';
import { Inventory } from '../kubernetes/objects/inventory';
import type { KubeObject, Origin } from '../kubernetes/objects/object';
import { readYaml } from '../text/yaml/yaml';

/** What `expect(…)` was given, ready to be checked. */
export interface MatcherSubject {
  readonly inventory: Inventory;
  /** What it was made for, as far as it says. */
  readonly layers: readonly SettingsLayer[];
  /** True when these are all settings, those of the settings file too. */
  readonly isComplete: boolean;
  /** Waivers that stand on constructs. */
  waivers(test: WaiverTest): readonly Waiver[];
  /** Whether a finding about the object is one of what was given; undefined: about the run as a whole. */
  covers(object: KubeObject | undefined): boolean;
}

/**
 * @throws Error for what is neither a construct nor manifests, for YAML that cannot be read, and for what holds nothing that could be
 * checked
 */
export function subjectOf(received: unknown): MatcherSubject {
  const subject = Construct.isConstruct(received) ? ofConstruct(received) : ofManifests(received);
  const { objects, files } = subject.inventory;
  if (![...objects.map(({ origin }) => origin), ...files.origins].some((origin) => subject.covers({ origin } as KubeObject))) {
    throw new Error('there is nothing to check: the input has no manifest and no host file, so the assertion would always pass.');
  }
  return subject;
}

function ofConstruct(construct: IConstruct): MatcherSubject {
  const root = construct.node.root;
  const path = construct.node.path;
  const hardening = Hardening._of(root);
  return {
    inventory: inventoryOfApp(root),
    layers: hardening?._checker.layers ?? [{ settings: madeFor(root) }],
    isComplete: hardening !== undefined,
    waivers: (test) => waiversOfApp(root, test),
    covers: (object) =>
      construct === root || object?.origin.construct === path || (object?.origin.construct?.startsWith(`${path}/`) ?? false),
  };
}

function ofManifests(received: unknown): MatcherSubject {
  if (received instanceof Promise) throw new Error('it is a promise. Await it, or write expect(…).resolves.');
  const objects =
    typeof received === 'string'
      ? ofText(received)
      : Array.isArray(received)
        ? received.flatMap((value, index) => read(value, { document: index }))
        : read(received, {});
  return { inventory: new Inventory(objects), layers: [], isComplete: false, waivers: () => [], covers: () => true };
}

function ofText(text: string): KubeObject[] {
  const { documents, faults } = readYaml(text);
  const [fault] = faults;
  if (fault) throw new Error(`line ${fault.line} of the YAML cannot be read: ${fault.message}`);
  return documents.flatMap(({ value, index, duplicateKeys }) => {
    if (value === null || value === undefined) return [];
    return read(value, duplicateKeys.length === 0 ? { document: index } : { document: index, duplicateKeys });
  });
}

function read(value: unknown, origin: Origin): KubeObject[] {
  return objectsOf(value, origin, (path) => {
    const place = origin.document === undefined ? '' : `entry ${origin.document + 1}: `;
    throw new Error(
      `${place}${path === '' ? 'it' : path} is not a manifest with apiVersion and kind. `
        + 'Give a cdk8s App, a Chart, another construct, a list of manifests, or YAML text.',
    );
  });
}
