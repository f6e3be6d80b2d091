import * as fc from 'fast-check';
import type { NodeTable } from '../../../src/kubernetes/components/kubelet/table';
import type { FieldType } from '../../../src/kubernetes/schema/table';
import type { JsonObject } from '../../../src/text/json';

const KIND = 'KubeletConfiguration';

/** Fields of scalars and lists of scalars, by their paths. */
export function fieldsOf(table: NodeTable): string[] {
  const walk = (name: string, prefix: string): string[] =>
    [...table.schema.struct(name).fields.values()].flatMap((field) => {
      const path = `${prefix}${field.name}`;
      if (path === 'apiVersion' || path === 'kind' || path.startsWith('logging.')) return [];
      if (field.type.form === 'struct') return walk(field.type.name, `${path}.`);
      const isList = field.type.form === 'list' && field.type.of.form === 'scalar';
      return isList || (field.type.form === 'scalar' && field.type.letter !== 'a') ? [path] : [];
    });
  return [...walk(KIND, ''), 'featureGates.RotateKubeletServerCertificate'];
}

/** Configurations of the kubelet with some fields: most of their type, some not, some unknown. `sound`: all of their type. */
export function documents(table: NodeTable, sound = false): fc.Arbitrary<JsonObject> {
  const fields = fieldsOf(table);
  const entry = fc.constantFrom(...fields).chain((field) => valueOf(table.typeOf(KIND, field)!, sound).map((value) => ({ field, value })));
  const names = ['authentification', 'ReadOnlyPort', 'authentication.anonymus', 'port.number', 'authorization.webhook.TTL'];
  const odd = fc.constantFrom(...names).map((field): { field: string; value: unknown } => ({ field, value: true }));
  const holder = fc.record({
    field: fc.constantFrom('authentication', 'authorization.webhook', 'featureGates', 'tracing', 'authentication.x509'),
    value: sound ? fc.constant(null) : fc.constantFrom<unknown>(null, {}, [], 'text', 3),
  });
  const entries = sound
    ? fc.array(fc.oneof({ weight: 20, arbitrary: entry }, { weight: 1, arbitrary: holder }), { maxLength: 8 })
    : fc.array(fc.oneof({ weight: 40, arbitrary: entry }, { weight: 2, arbitrary: odd }, { weight: 1, arbitrary: holder }), {
        maxLength: 10,
      });
  return entries.map((all) => {
    const document: Record<string, unknown> = {};
    for (const { field, value } of all) put(document, field.split('.'), structuredClone(value));
    return document;
  });
}

function put(document: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let holder = document;
  for (const key of path.slice(0, -1)) {
    const inner = holder[key];
    // What is there already stays: a mapping has no place in a scalar.
    if (inner !== undefined && (typeof inner !== 'object' || inner === null || Array.isArray(inner))) return;
    holder = (holder[key] ??= {}) as Record<string, unknown>;
  }
  holder[path.at(-1)!] = value;
}

export function withKind(fields: JsonObject): JsonObject {
  return { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: KIND, ...fields };
}

const DURATIONS = ['0s', '0', '-1s', '5m', '1h30m', '4h0m0s', '1.5h', '.5s', '250ms', '+2m', '00s'];
const NO_DURATIONS = ['', 'h', '5', '5 m', '1d', '1h-2m', '-', '+', '1e3s'];
const WRONG: readonly unknown[] = ['text', 7, true, [], {}, [1], '7', 2.5];

function valueOf(type: FieldType, sound: boolean): fc.Arbitrary<unknown> {
  const right = rightValue(type, sound);
  const none = fc.constant<unknown>(null);
  return sound
    ? fc.oneof({ weight: 8, arbitrary: right }, { weight: 1, arbitrary: none })
    : fc.oneof({ weight: 60, arbitrary: right }, { weight: 3, arbitrary: none }, { weight: 2, arbitrary: fc.constantFrom(...WRONG) });
}

function rightValue(type: FieldType, sound: boolean): fc.Arbitrary<unknown> {
  if (type.form === 'list') return fc.array(rightValue(type.of, sound), { maxLength: 3 });
  switch (type.form === 'scalar' ? type.letter : '') {
    case 'b':
      return fc.boolean();
    case 'i':
    case 'l':
      return fc.constantFrom(0, 1, -1, 5, 10255, 2 ** 31 - 1, ...(sound ? [] : [2 ** 31]));
    case 'd':
      return fc.constantFrom(0, 0.5, 1);
    case 'u':
    case 'U':
      return fc.constantFrom(...DURATIONS, ...(sound ? [] : NO_DURATIONS.slice(0, 2)), ...(sound ? [] : NO_DURATIONS.slice(2)).slice(0, 2));
    default:
      return fc.constantFrom('', 'text', 'AlwaysAllow', 'Webhook', '/a/b', '0', 'VersionTLS12');
  }
}

/** Flags of a command line, with values that a shell and systemd leave alone. */
export function flagsOf(table: NodeTable): fc.Arbitrary<string[]> {
  const known = FLAGS.filter((name) => table.flag(name) !== undefined);
  const one = fc.constantFrom(...known).chain((name) => {
    const { type } = table.flag(name)!;
    return fc.constantFrom(...(VALUES[type] ?? ['text'])).map((value) => `--${name}${value === undefined ? '' : `=${value}`}`);
  });
  return fc.array(one, { maxLength: 5 });
}

const FLAGS = [
  'anonymous-auth',
  'authorization-mode',
  'authentication-token-webhook',
  'client-ca-file',
  'read-only-port',
  'streaming-connection-idle-timeout',
  'event-qps',
  'pod-max-pids',
  'protect-kernel-defaults',
  'make-iptables-util-chains',
  'rotate-certificates',
  'rotate-server-certificates',
  'tls-cert-file',
  'tls-cipher-suites',
  'tls-min-version',
  'allowed-unsafe-sysctls',
  'manifest-url',
  'enable-debugging-handlers',
  'contention-profiling',
  'healthz-port',
  'feature-gates',
];

const VALUES: Readonly<Record<string, readonly (string | undefined)[]>> = {
  bool: ['true', 'false', '1', 'F', undefined, 'yes'],
  int32: ['0', '7', '0x10', '-1', '010', 'x'],
  int64: ['0', '7', '-1'],
  duration: ['0', '5m', '-1s', '1h30m'],
  string: ['', 'text', 'AlwaysAllow', '/a/b'],
  stringSlice: ['', 'a', 'a,b'],
  mapStringBool: ['RotateKubeletServerCertificate=true', 'RotateKubeletServerCertificate=false', ''],
};

/** Configurations of kube-proxy with some of these fields, of their types and not. */
export function proxyDocuments(table: NodeTable, fields: readonly string[]): fc.Arbitrary<JsonObject> {
  const entry = fc
    .constantFrom(...fields)
    .chain((field) => valueOf(table.typeOf('KubeProxyConfiguration', field)!, false).map((value) => ({ field, value })));
  return fc.array(entry, { maxLength: 6 }).map((all) => {
    const document: Record<string, unknown> = { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration' };
    for (const { field, value } of all) put(document, field.split('.'), structuredClone(value));
    return document;
  });
}
