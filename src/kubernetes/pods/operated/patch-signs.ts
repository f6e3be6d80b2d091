import { asArray, asObject, asString, isObject, objectAt } from '../../../text/json';
import { joinPath } from '../../../text/path';
import type { KubeObject } from '../../objects/object';
import { valueOfText } from './pod-patches';

/** Fields of a custom resource with patches of other objects: `patches`, `patchesStrategicMerge`, `patchesJson6902`; not `podSpecPatch`. */
const PATCHES = /^patch(?:es)?(?:$|[A-Z0-9_])/;
/** What baseline forbids wherever it is added. */
const FORBIDDEN = ['privileged', 'hostNetwork', 'hostPID', 'hostIPC'];

/** True for the name of a field whose value is laid over other objects. */
export function holdsPatches(field: string): boolean {
  return PATCHES.test(field);
}

/** Kyverno's mark of a field that is added where it is not there. */
const ADDED = /^\+\((.*)\)$/;

type Add = (path: string, fact: string) => void;

/** What a patch adds to the pods that it is for: it is no object, and the objects are not known. `add` gets the place and the fact. */
export function patchSigns(value: unknown, path: string, add: Add): void {
  const visit = (item: unknown, at: string, text: string | undefined): void => {
    if (typeof item === 'string') {
      // What is within a text has the place of the text.
      const inner = text === undefined && /[{:]/.test(item) ? valueOfText(item) : undefined;
      if (typeof inner === 'object') visit(inner, at, at);
      return;
    }
    const place = (segment: string | number) => text ?? joinPath(at, segment);
    if (Array.isArray(item)) return item.forEach((entry, index) => visit(entry, place(index), text));
    if (!isObject(item)) return;
    const { op, path: target, value: given, hostPath } = item;
    const last = typeof target === 'string' && op !== undefined ? target.slice(target.lastIndexOf('/') + 1) : '';
    if (given === true && FORBIDDEN.includes(last)) add(place('value'), `a patch sets ${last} to true`);
    if (isObject(hostPath) && typeof hostPath.path === 'string') add(place('hostPath'), `a patch mounts ${hostPath.path} of the node`);
    for (const key of Object.keys(item)) {
      const field = key.replace(ADDED, '$1');
      if (item[key] === true && FORBIDDEN.includes(field)) add(place(key), `a patch sets ${field} to true`);
      visit(item[key], place(key), text);
    }
  };
  visit(value, path, undefined);
}

/**
 * What policies that change pods of others add to them.
 *
 * Sources: https://kyverno.io/docs/policy-types/cluster-policy/mutate/ ; https://open-policy-agent.github.io/gatekeeper/website/docs/mutation/
 */
export function mutationSigns({ group, json }: KubeObject, add: Add): void {
  const spec = objectAt(json, 'spec');
  if (group === 'kyverno.io') {
    asArray(spec.rules).forEach((rule, index) => patchSigns(asObject(rule).mutate, joinPath('spec.rules', index, 'mutate'), add));
  }
  if (group !== 'mutations.gatekeeper.sh') return;
  const location = asString(spec.location) ?? '';
  const field = location.slice(location.lastIndexOf('.') + 1);
  const { value } = objectAt(json, 'spec.parameters.assign');
  if (value === true && FORBIDDEN.includes(field)) add('spec.parameters.assign.value', `a patch sets ${field} to true`);
  else patchSigns(value, 'spec.parameters.assign.value', add);
}
