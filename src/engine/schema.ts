import { parseRegistryPrefix } from '../kubernetes/images/image-name';
import { parseMinor } from '../kubernetes/releases/versions';
import { parsePortRange } from '../kubernetes/services/port-range';
import { isDate } from '../text/dates';
import { isObject, typeName } from '../text/json';
import { likely } from '../text/nearest';
import { joinPath } from '../text/path';

/**
 * What a value has to be, in the words of JSON Schema: settings and options of rules are declared in it, checked against it and published
 * as it.
 */
export interface ValueSchema {
  readonly type?: 'string' | 'integer' | 'boolean' | 'array' | 'object';
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly format?: keyof typeof FORMATS;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly items?: ValueSchema;
  readonly properties?: Readonly<Record<string, ValueSchema>>;
  readonly additionalProperties?: boolean;
  readonly required?: readonly string[];
  /** Schemas of different types: a value is checked against the one of its type. */
  readonly anyOf?: readonly ValueSchema[];
  /** What a key of the mapping is called: `rule`. Not published. */
  readonly noun?: string;
}

/** What is wrong with a value. */
export interface SchemaFault {
  /** Path of the value within what was checked. */
  readonly path: string;
  /** What follows the name of the value: `is 0`; a whole clause where `isWhole`. */
  readonly fact: string;
  readonly isWhole?: boolean;
  readonly consequence: string;
  readonly remedy: string;
}

/** Kinds of text: what is wrong with one, as a clause; and what is accepted. */
const FORMATS = {
  'date': { accepts: 'a day as YYYY-MM-DD', fault: (text: string) => (isDate(text) ? undefined : 'which is not a day') },
  'kubernetes-release': {
    accepts: 'a minor release of Kubernetes, such as 1.36',
    fault: (text: string) => (isRelease(text) ? undefined : 'which is not a release of Kubernetes'),
  },
  'registry': {
    accepts: 'the host of a registry, and a path if you like, such as registry.example.com, ghcr.io/acme or docker.io/library',
    fault: (text: string) => {
      const prefix = parseRegistryPrefix(text);
      return typeof prefix === 'string' ? undefined : `which is not a registry (${prefix.fault})`;
    },
  },
  'image-tag': {
    accepts: 'a tag of an image, such as main',
    fault: (text: string) => (/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(text) ? undefined : 'which is not a tag'),
  },
  'namespace': {
    accepts: 'the name of a namespace, such as payments',
    fault: (text: string) => (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text) ? undefined : 'which is not the name of a namespace'),
  },
  'port-range': {
    accepts: 'a port or a range of ports, such as 443 or 8000-8999',
    fault: (text: string) => (parsePortRange(text) === undefined ? 'which is not a range of ports' : undefined),
  },
  'url-path': {
    accepts: 'a path of the API server that begins with /, such as /healthz',
    fault: (text: string) => (/^\/[^?#\s]*$/.test(text) ? undefined : 'which is not a path'),
  },
  'feature-gate': {
    accepts: 'the name of one feature gate, such as SomeFeature',
    fault: (text: string) =>
      /^All(?:Alpha|Beta)$/.test(text)
        ? 'which stands for many features'
        : /^[A-Z]\w*$/.test(text)
          ? undefined
          : 'which is not a feature gate',
  },
  'stage-pair': {
    accepts: 'two namespaces, the one that follows first, such as production=staging',
    fault: (text: string) =>
      /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?=[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text)
        ? undefined
        : 'which does not name two namespaces',
  },
} as const;

function isRelease(text: string): boolean {
  try {
    parseMinor(text);
    return true;
  } catch {
    return false;
  }
}

/** A fault as a sentence, and a remedy. */
export function faultText({ path, fact, isWhole, consequence, remedy }: SchemaFault, name = (at: string) => at): string {
  return `${isWhole === true ? fact : `${name(path)} ${fact}`}, ${consequence}. ${remedy}`;
}

/** The first thing that is wrong with a value; undefined when nothing is. */
export function faultOf(schema: ValueSchema, value: unknown, path = ''): SchemaFault | undefined {
  const own = schema.anyOf ? (schema.anyOf.find((each) => isOfType(each, value)) ?? schema) : schema;
  if (!isOfType(own, value)) return typeFault(own, value, path);
  if (typeof value === 'string') return textFault(own, value, path);
  if (typeof value === 'number') {
    const fits = value >= (own.minimum ?? -Infinity) && value <= (own.maximum ?? Infinity);
    return fits ? undefined : wrong(path, `is ${value}`, 'which is out of range', own);
  }
  if (Array.isArray(value)) {
    if (value.length < (own.minItems ?? 0)) return wrong(path, 'is an empty list', 'so it names nothing', own);
    return firstFault(
      value.map((item, index) => [index, item, own.items] as const),
      path,
    );
  }
  return isObject(value) ? mappingFault(own, value, path) : undefined;
}

function typeFault(schema: ValueSchema, value: unknown, path: string): SchemaFault {
  const isNumber = typeof value === 'number';
  const fault = wrong(path, `is ${typeName(value)}${isNumber ? ` (${value})` : ''}, not ${noun(schema)}`, 'so it cannot be used', schema);
  // 1.30 would be 1.3.
  return isNumber && schema.type === 'string' ? { ...fault, remedy: `${fault.remedy.slice(0, -1)}, in quotes.` } : fault;
}

/** What a value of a type is called. */
function noun({ type, anyOf }: ValueSchema): string {
  if (anyOf) return anyOf.map(noun).join(' or ');
  switch (type) {
    case 'array':
      return 'a list';
    case 'object':
      return 'a mapping';
    case 'integer':
      return 'an integer';
    default:
      return `a ${type ?? 'value'}`;
  }
}

function isOfType({ type, anyOf }: ValueSchema, value: unknown): boolean {
  switch (type) {
    case undefined:
      return !anyOf;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isSafeInteger(value);
    default:
      return typeof value === type;
  }
}

function textFault(schema: ValueSchema, text: string, path: string): SchemaFault | undefined {
  const fact = `is ${JSON.stringify(text)}`;
  if (schema.enum && !schema.enum.includes(text)) {
    return { path, fact, consequence: 'which is not one of its values', remedy: suggestion(text, schema.enum, 'value', 'Choose one of') };
  }
  const fault = schema.format && FORMATS[schema.format].fault(text);
  if (fault !== undefined) return wrong(path, fact, fault, schema);
  return text.length < (schema.minLength ?? 0) ? wrong(path, 'is an empty text', 'so it names nothing', schema) : undefined;
}

function mappingFault(schema: ValueSchema, value: Readonly<Record<string, unknown>>, path: string): SchemaFault | undefined {
  const { properties = {}, additionalProperties = true, required = [], noun: what = 'key' } = schema;
  const known = Object.keys(properties);
  const stray = additionalProperties ? undefined : Object.keys(value).find((key) => !Object.hasOwn(properties, key));
  if (stray !== undefined) {
    const fact = `there is no ${what} ${JSON.stringify(stray)}${path === '' || what === 'rule' ? '' : ` in ${path}`}`;
    const remedy = known.length === 0 ? 'It takes none: remove it.' : suggestion(stray, known, what, 'There are');
    return { path: joinPath(path, stray), fact, isWhole: true, consequence: 'so what is written there would decide nothing', remedy };
  }
  const missing = required.find((key) => value[key] === undefined);
  if (missing !== undefined) return { path, fact: `has no ${missing}`, consequence: 'so it is not complete', remedy: `Add ${missing}.` };
  return firstFault(
    Object.entries(value).map(([key, item]) => [key, item, properties[key]] as const),
    path,
  );
}

function firstFault(
  entries: readonly (readonly [string | number, unknown, ValueSchema | undefined])[],
  path: string,
): SchemaFault | undefined {
  for (const [key, item, schema] of entries) {
    const fault = schema && item !== undefined ? faultOf(schema, item, joinPath(path, key)) : undefined;
    if (fault) return fault;
  }
  return undefined;
}

function wrong(path: string, fact: string, consequence: string, schema: ValueSchema): SchemaFault {
  return { path, fact, consequence, remedy: `Write ${accepted(schema)}.` };
}

/** Most lists are short enough to be shown whole. */
const MOST_SHOWN = 400;

function suggestion(text: string, known: readonly string[], kind: string, verb: string): string {
  const all = known.join(', ');
  const near = likely(text, known);
  const nearest = near === undefined ? '' : `Did you mean ${JSON.stringify(near)}? `;
  return all.length > MOST_SHOWN ? `${nearest}\`cdk8s-hardened rules\` lists every ${kind}.` : `${nearest}${verb} ${all}.`;
}

/** What is accepted, as the end of a sentence that begins with "Write". */
export function accepted(schema: ValueSchema): string {
  const { type, minimum, maximum, minItems, items, format, minLength } = schema;
  if (schema.anyOf) return schema.anyOf.map(accepted).join(', or ');
  if (schema.enum) return schema.enum.join(', ');
  switch (type) {
    case 'integer':
      if (minimum !== undefined && maximum !== undefined) return `an integer from ${minimum} to ${maximum}`;
      return minimum === undefined ? 'an integer' : `an integer of at least ${minimum}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list${minItems === undefined ? '' : ' that is not empty'}${items === undefined ? '' : `, each entry ${accepted(items)}`}`;
    case 'object':
      return `a mapping${schema.properties === undefined ? '' : ` of ${Object.keys(schema.properties).join(', ') || 'nothing'}`}`;
    default:
      return format === undefined ? `a text${minLength === undefined ? '' : ' that is not empty'}` : FORMATS[format].accepts;
  }
}
