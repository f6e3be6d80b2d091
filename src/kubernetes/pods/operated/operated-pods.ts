import { fact } from '../../objects/fact';
import type { Inventory } from '../../objects/inventory';
import { Scope } from '../../objects/kinds';
import type { KubeObject } from '../../objects/object';
import { podViewOf, type PodView } from '../pod-view';
import { readByForm, type Operated } from './by-form';
import { CUSTOM_WORKLOADS } from './custom-workloads';
import { OPERATED_KINDS } from './operated-kinds';

const READ = new Map(OPERATED_KINDS.map((row) => [`${row.group}/${row.kind}`, row]));
const KNOWN = new Set(CUSTOM_WORKLOADS.map((row) => `${row.group}/${row.kind}`));

/**
 * What custom resources ask of pods, by object, where it is not known what their operator makes of it: it may merge what it is given over
 * containers of its own. Kinds with a row in {@link OPERATED_KINDS} are read by it, others by the form of what they hold.
 */
export const operated: (inventory: Inventory) => ReadonlyMap<KubeObject, Operated> = fact('what is requested of operators', (inventory) => {
  const found = new Map<KubeObject, Operated>();
  for (const object of inventory.objects) {
    if (object.scope !== Scope.UNKNOWN || podViewOf(object, inventory) !== undefined) continue;
    const key = `${object.group}/${object.kind}`;
    const row = READ.get(key);
    const read = row ? { pods: row.read(object), signs: [] } : readByForm(object, KNOWN.has(key));
    if (read.pods.length + read.signs.length > 0) found.set(object, read);
  }
  return found;
});

/** The pods of all of them. */
export const operatedPods: (inventory: Inventory) => readonly PodView[] = fact('pods of operators', (inventory) =>
  [...operated(inventory).values()].flatMap(({ pods }) => pods),
);
