import { asArray, asObject, isObject, type JsonObject } from '../../../text/json';
import { Inventory } from '../../objects/inventory';
import { toKubeObject, type KubeObject, type Origin } from '../../objects/object';
import type { KubernetesMinor } from '../../releases/versions';
import { RBAC_GROUP } from '../rbac-binding';
import { bootstrapPolicy, ruleOfText, type BootstrapBinding, type BootstrapRole } from './bootstrap-policy';

const LABELS = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
const MADE: Origin = Object.freeze({});

/** True for an object that the API server makes, and that is not in the input. */
export function isMadeByServer({ origin }: KubeObject): boolean {
  return origin === MADE;
}

/** `false` keeps the API server from repairing the object. */
const AUTO_UPDATE = 'rbac.authorization.kubernetes.io/autoupdate';

/**
 * An inventory as a cluster of that release has it: with the roles and bindings that the API server makes, and those of the same name as it
 * repairs them at each start, which adds what is missing and removes nothing.
 *
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#auto-reconciliation
 */
export function withBootstrap(inventory: Inventory, minor: KubernetesMinor): Inventory {
  const { roles, bindings } = bootstrapPolicy(minor);
  const made = [...roles.filter(({ isGated }) => !isGated).map(roleJson), ...bindings.filter(({ isGated }) => !isGated).map(bindingJson)];
  const added: KubeObject[] = [];
  const repaired = new Map<KubeObject, KubeObject>();
  for (const json of made) {
    const { kind, metadata } = json;
    const own = inventory.find(RBAC_GROUP, kind, metadata.namespace ?? '', metadata.name);
    if (!own) added.push(toKubeObject(json, MADE)!);
    else if (own.annotations[AUTO_UPDATE] !== 'false') repaired.set(own, repair(own, json));
  }
  return new Inventory([...added, ...inventory.objects.map((object) => repaired.get(object) ?? object)]);
}

interface MadeObject extends JsonObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels: Readonly<Record<string, string>> };
}

function roleJson({ kind, namespace, name, labels, rules, aggregates }: BootstrapRole): MadeObject {
  return {
    apiVersion: `${RBAC_GROUP}/v1`,
    kind,
    metadata: { name, ...(namespace === '' ? {} : { namespace }), labels: { ...LABELS, ...labels } },
    rules: rules.map(ruleJson),
    ...(aggregates.length === 0
      ? {}
      : { aggregationRule: { clusterRoleSelectors: aggregates.map((matchLabels) => ({ matchLabels: { ...matchLabels } })) } }),
  };
}

function ruleJson(text: string): JsonObject {
  return Object.fromEntries(Object.entries(ruleOfText(text)).filter(([, list]) => list.length > 0));
}

function bindingJson({ kind, namespace, name, role, subjects }: BootstrapBinding): MadeObject {
  return {
    apiVersion: `${RBAC_GROUP}/v1`,
    kind,
    metadata: { name, ...(namespace === '' ? {} : { namespace }), labels: LABELS },
    roleRef: { apiGroup: RBAC_GROUP, ...role },
    subjects: subjects.map((text) => {
      const [subject, place] = text.split(/ (.*)/s) as [string, string];
      if (subject !== 'ServiceAccount') return { apiGroup: RBAC_GROUP, kind: subject, name: place };
      const slash = place.indexOf('/');
      return { kind: subject, namespace: place.slice(0, slash), name: place.slice(slash + 1) };
    }),
  };
}

/** The object with what is missing behind what it has. A part of a wrong type stays: the API server rejects the object. */
function repair(own: KubeObject, made: MadeObject): KubeObject {
  const { json, origin } = own;
  const metadata = asObject(json.metadata);
  const labels = { ...made.metadata.labels, ...asObject(metadata.labels) };
  const parts: Record<string, unknown> = {};
  for (const key of ['rules', 'subjects'] as const) if (made[key] !== undefined) parts[key] = extended(json[key], made[key]);
  const aggregation = made.aggregationRule;
  if (isObject(aggregation)) {
    const { aggregationRule = {} } = json;
    const selectors = isObject(aggregationRule) ? aggregationRule.clusterRoleSelectors : undefined;
    parts.aggregationRule = isObject(aggregationRule)
      ? { ...aggregationRule, clusterRoleSelectors: extended(selectors, aggregation.clusterRoleSelectors) }
      : aggregationRule;
  }
  const repaired = toKubeObject({ ...json, ...parts, metadata: { ...metadata, labels } }, origin)!;
  return own.defaultNamespace === undefined ? repaired : { ...repaired, defaultNamespace: own.defaultNamespace };
}

function extended(own: unknown, made: unknown): unknown {
  if (own !== undefined && own !== null && !Array.isArray(own)) return own;
  const has = new Set(asArray(own).map((item) => JSON.stringify(item)));
  return [...asArray(own), ...asArray(made).filter((item) => !has.has(JSON.stringify(item)))];
}
