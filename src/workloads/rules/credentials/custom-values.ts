import { holdsManifests } from '../../../kubernetes/objects/embedded/text';
import { isObject, type JsonObject } from '../../../text/json';
import { joinPath } from '../../../text/path';
import { readYaml } from '../../../text/yaml/yaml';

/** A text in a custom resource, and the name that it is given under. */
export interface CustomValue {
  readonly path: string;
  readonly name: string;
  readonly text: string;
  /** True where the text is the name of something else: of a Secret, of a key in it. */
  readonly isReference: boolean;
}

/** What other rules read of a container. */
const OF_CONTAINER = new Set(['args', 'command', 'env', 'lifecycle', 'livenessProbe', 'readinessProbe', 'script', 'startupProbe']);
/** Names of things, and what is encrypted. */
const LEFT_OUT = new Set(['annotations', 'encryptedData', 'labels', 'matchLabels', 'nodeSelector']);
/** Under these, texts are names: of Secrets, of their keys, of columns. */
const REFERS =
  /(?:[rR]efs?|[rR]eferences?|[sS]electors?|[fF]rom|[kK]eys|[kK]eyNames|[fF]ieldNames|[mM]appings?|[cC]laims)$|^(?:from|existing)[A-Z_-]/;
/** What a name is given to next to itself: `{ name: auth.password, value: hunter2 }`, or within: `password: { value: hunter2 }`. */
const GIVES = /^(?:value|default|stringValue|plain|plainText|plaintext|literal|inline|inlineString)$/;
const NAMED_BY = ['name', 'key', 'type'];
/** Next to these, `secretKey` is the name of a key. */
const OF_REFERENCE = /^(?:name|remote(?:Ref|Key)|source(?:Ref)?|objectName|secretPath|.*secret(?:Name|Ref)?)$/i;
/** Of the two keys of S3, the one that names its owner. */
const OWNER_OF_KEY = /^access[-_]?key$/i;
const KEY_OF_OWNER = /^secret[-_]?(?:access[-_]?)?key/i;
const NAME_OF_KEY = /^(?:secret|access|api|token|password|auth)[-_]?key$/i;
/** A text within a text within a text is not looked into. */
const DEEPEST = 2;
const LARGEST_NUMBER_THAT_COUNTS = 999;

interface Place {
  readonly path: string;
  readonly key: string;
  /** The name that the value is given under; what counts for an entry of a list is that of the list. */
  readonly name: string;
  readonly isReference: boolean;
  /** How many texts it is in. */
  readonly texts: number;
}

/** Reads all texts of a custom resource. `skip`: objects of their own. `containers`: what other rules read as containers. */
export function customValues(json: JsonObject, skip: ReadonlySet<string>, containers: ReadonlySet<string>): readonly CustomValue[] {
  const found: CustomValue[] = [];
  const visit = (value: unknown, place: Place): void => {
    if (typeof value === 'string' && value !== '') return visitText(value, place);
    if (typeof value === 'number' && value > LARGEST_NUMBER_THAT_COUNTS) return void found.push(valueAt(String(value), place));
    if (Array.isArray(value)) return value.forEach((item, index) => visit(item, { ...place, path: at(place, index) }));
    if (!isObject(value) || (place.texts === 0 && skip.has(place.path))) return;
    for (const key of Object.keys(value)) {
      const isRead = place.texts === 0 && containers.has(place.path) && OF_CONTAINER.has(key);
      const isOuter = place.path === '' && (key === 'metadata' || key === 'status');
      if (isRead || isOuter || LEFT_OUT.has(key)) continue;
      const isReference = REFERS.test(key) || isNameOfKey(key, value);
      const name = GIVES.test(key) ? nameFor(value, place) : key;
      visit(value[key], { path: at(place, key), key, name, isReference: place.isReference || isReference, texts: place.texts });
    }
  };
  const visitText = (text: string, place: Place): void => {
    if (place.texts === 0 && holdsManifests(text)) return;
    const inner = place.texts < DEEPEST ? mappingOf(text) : undefined;
    if (inner === undefined) found.push(valueAt(text, place));
    else visit(inner, { ...place, name: '', isReference: false, texts: place.texts + 1 });
  };
  visit(json, { path: '', key: '', name: '', isReference: false, texts: 0 });
  return found;
}

function isNameOfKey(key: string, holder: JsonObject): boolean {
  if (!NAME_OF_KEY.test(key)) return false;
  const next = OWNER_OF_KEY.test(key) ? (name: string) => KEY_OF_OWNER.test(name) : (name: string) => OF_REFERENCE.test(name);
  return Object.keys(holder).some(next);
}

function valueAt(text: string, { path, name, isReference }: Place): CustomValue {
  return { path, name, text, isReference };
}

/** Places within a text are not known, only that of the text. */
function at({ path, texts }: Place, segment: string | number): string {
  return texts > 0 ? path : joinPath(path, segment);
}

function nameFor(holder: JsonObject, { name }: Place): string {
  const by = NAMED_BY.map((field) => holder[field]).find((text) => typeof text === 'string');
  return typeof by === 'string' ? by : name;
}

/** The value of a text that is YAML or JSON of several values; undefined for other texts. */
function mappingOf(text: string): unknown {
  if (!text.includes('\n') && !/^\s*[[{]/.test(text)) return undefined;
  const { documents, faults } = readYaml(text);
  const values = documents.map(({ value }) => value);
  return faults.length === 0 && values.length > 0 && values.every((value) => typeof value === 'object') ? values : undefined;
}
