import type { CataloguedFlags } from '../../kubernetes/components/flags/effective-flag';
import type { Inventory } from '../../kubernetes/objects/inventory';
import { sharesNode } from '../../kubernetes/objects/node-files';
import type { KubeObject } from '../../kubernetes/objects/object';

/** The group of the files that flags of the API server name. */
export const CONFIGURATION_GROUP = 'apiserver.config.k8s.io';

/** The configuration of a kind that an API server reads from a path: the file there, else those whose path is not known. */
export function configurationsAt(inventory: Inventory, kind: string, { object }: CataloguedFlags, path: string): readonly KubeObject[] {
  const all = inventory.byKind(CONFIGURATION_GROUP, kind);
  const there = all.filter(({ origin }) => origin.hostPath === path && sharesNode(origin, object.origin));
  return there.length > 0 ? there : all.filter(({ origin }) => origin.hostPath === undefined);
}
