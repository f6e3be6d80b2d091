import type { Finding } from '../engine/finding';
import { parsePath } from '../text/path';
import type { ReportInput } from './report-input';
import { lineOf } from './summary';

/**
 * Fields whose texts are names, and no secrets: a report is read by more people than a manifest. Of other fields only numbers and booleans
 * are repeated.
 */
const NAMES = new Set([
  ...['apiGroups', 'nonResourceURLs', 'resourceNames', 'resources', 'verbs'],
  ...[
    'add',
    'allowedUnsafeSysctls',
    'drop',
    'hostIP',
    'image',
    'imagePullPolicy',
    'path',
    'procMount',
    'readOnly',
    'restartPolicy',
    'type',
  ],
  ...['apiVersion', 'cidr', 'except', 'kind', 'namespace', 'nodeName', 'policyTypes', 'serviceAccount', 'serviceAccountName'],
  ...['capabilities', 'effect', 'mountPath', 'mountPropagation', 'operator', 'priorityClassName', 'runtimeClassName', 'subPath'],
]);
/** Fields below which a number may be a secret all the same. */
const PRIVATE = new Set<unknown>([
  'annotations',
  'args',
  'binaryData',
  'command',
  'data',
  'env',
  'httpHeaders',
  'parameters',
  'stringData',
]);

/** A field with its value on the same line, and what stands behind it. */
const FIELD = /^(\s*(?:- )*["']?(\w+)["']?:\s+)([^\s{|>&*!#][^{#]*)(?:#.*)?$/;
const ENTRY = /^(\s*(?:- )+)([^\s{|>&*!#:][^{#:]*)(?:#.*)?$/;
const PLAIN = /^["']?(?:true|false|yes|no|on|off|-?\d+(?:\.\d+)?)["']?$/i;
const LONGEST = 500;

/**
 * The line of a finding's field as it is written, where the field is there, its value is on the line, cannot be a secret, and is not in the
 * message. Comments are left out.
 */
export function sourceLineOf(input: ReportInput, finding: Finding): string | undefined {
  const { object, path, line: own, message } = finding;
  const file = object?.origin.file;
  if (input.source === undefined || file === undefined || own !== undefined || path === '' || object?.kind === 'Secret') return undefined;
  const segments = parsePath(path);
  const line = segments.some((segment) => PRIVATE.has(segment)) ? undefined : lineOf(input, finding);
  const text = line === undefined ? undefined : input.source(file, line);
  if (text === undefined || text.length > LONGEST) return undefined;
  const name = segments.filter((segment) => typeof segment === 'string').at(-1)!;
  const [, key = '', written, field] = FIELD.exec(text) ?? [];
  const [, dash = '', entry] = typeof segments.at(-1) === 'number' ? (ENTRY.exec(text) ?? []) : [];
  const value = (written === name ? field : entry)?.trim();
  if (value === undefined || message.includes(value.replace(/^["']|["']$/g, ''))) return undefined;
  return NAMES.has(name) || PLAIN.test(value) ? `${(written === name ? key : dash).trimStart()}${value}` : undefined;
}
