import { isObject, typeName, type JsonObject } from '../../text/json';
import { joinPath } from '../../text/path';
import { isDnsLabel, isDnsSubdomain } from '../objects/label-syntax';

/** What kube-apiserver rejects about a configuration, or what cannot be told of it. */
export interface ConfigurationFault {
  readonly path: string;
  readonly message: string;
  /** True for what cannot be told. */
  readonly unknown?: boolean;
}

/** Whose pods are admitted without a check. */
export interface Exemptions {
  readonly namespaces: readonly Exemption[];
  readonly runtimeClasses: readonly Exemption[];
  readonly usernames: readonly Exemption[];
}

/** A name that is exempt, and its position in the list. */
export interface Exemption {
  readonly name: string;
  readonly index: number;
}

export const NO_EXEMPTIONS: Exemptions = { namespaces: [], runtimeClasses: [], usernames: [] };

/** The lists of exemptions, and what each may hold. */
const LISTS: readonly (readonly [keyof Exemptions, (text: string) => boolean, string])[] = [
  ['namespaces', isDnsLabel, 'a name of a namespace'],
  ['runtimeClasses', isDnsSubdomain, 'a name of a RuntimeClass'],
  ['usernames', (text) => text !== '', 'a name of a user'],
];

/** The fault of a value of a type with which kube-apiserver does not start. */
export function wrongType(path: string, value: unknown, wanted: string): ConfigurationFault {
  return { path, message: `it is ${typeName(value)}, not ${wanted}` };
}

/** Faults of fields that are none: kube-apiserver reads its configuration strictly, and with their case. */
export function unknownFields(value: JsonObject, path: string, known: readonly string[]): ConfigurationFault[] {
  return Object.keys(value)
    .filter((field) => !known.includes(field))
    .map((field) => ({ path: joinPath(path, field), message: `${field} is not a field there` }));
}

/** True for a list; a fault for what is neither a list nor unset. */
export function isListOrFault(value: unknown, path: string, faults: ConfigurationFault[]): value is readonly unknown[] {
  if (Array.isArray(value)) return true;
  if (value !== undefined && value !== null) faults.push(wrongType(path, value, 'a list'));
  return false;
}

/** Reads `exemptions`. Entries that kube-apiserver rejects are left out. */
export function readExemptions(value: unknown, path: string, faults: ConfigurationFault[]): Exemptions {
  if (value === undefined || value === null) return NO_EXEMPTIONS;
  if (!isObject(value)) {
    faults.push(wrongType(path, value, 'a mapping'));
    return NO_EXEMPTIONS;
  }
  const found = { namespaces: [] as Exemption[], runtimeClasses: [] as Exemption[], usernames: [] as Exemption[] };
  faults.push(
    ...unknownFields(
      value,
      path,
      LISTS.map(([list]) => list),
    ),
  );
  for (const [list, valid, noun] of LISTS) {
    const place = joinPath(path, list);
    if (!isListOrFault(value[list], place, faults)) continue;
    value[list].forEach((entry: unknown, index) => {
      const text = entry ?? '';
      const at = `${place}[${index}]`;
      if (typeof text !== 'string') faults.push(wrongType(at, entry, 'a string'));
      else if (!valid(text)) faults.push({ path: at, message: `${JSON.stringify(text)} is not ${noun}` });
      else if (found[list].some(({ name }) => name === text)) faults.push({ path: at, message: `${text} is listed twice` });
      else found[list].push({ name: text, index });
    });
  }
  return found;
}
