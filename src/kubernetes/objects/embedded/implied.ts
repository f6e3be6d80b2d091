import { asArray, asObject, asString, isObject, objectAt, type JsonObject } from '../../../text/json';
import { joinPath, type PathSegment } from '../../../text/path';
import type { KubeObject } from '../object';

/** A manifest that a custom resource implies: its fields stand at the path. */
export interface Implied {
  readonly path: string;
  readonly manifest: JsonObject;
}

/** Custom kinds that say what is made without the kind of it, by group and kind. */
const IMPLYING: Readonly<Record<string, (object: KubeObject) => readonly Implied[]>> = {
  'kyverno.io/ClusterPolicy': generated,
  'kyverno.io/Policy': generated,
  'operators.coreos.com/ClusterServiceVersion': clusterServiceVersion,
  'pulumi.com/Program': pulumiProgram,
};

/** What a custom resource implies, at the places where it says so. */
export function impliedBy(object: KubeObject): readonly Implied[] {
  return IMPLYING[`${object.group}/${object.kind}`]?.(object) ?? [];
}

/** Source: https://github.com/operator-framework/api/blob/master/pkg/operators/v1alpha1/clusterserviceversion_types.go */
function clusterServiceVersion({ json, namespace }: KubeObject): readonly Implied[] {
  const base = 'spec.install.spec';
  const { deployments, permissions, clusterPermissions } = objectAt(json, base);
  const each = (list: unknown, field: string, make: (item: JsonObject) => JsonObject) =>
    asArray(list).flatMap((item, index) => (isObject(item) ? [{ path: joinPath(base, field, index), manifest: make(item) }] : []));
  const role = (kind: string) => (item: JsonObject) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { name: asString(item.serviceAccountName) ?? '', ...(kind === 'Role' && { namespace }) },
    rules: item.rules,
  });
  return [
    ...each(deployments, 'deployments', ({ name, spec, label }) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace, labels: label },
      spec,
    })),
    ...each(permissions, 'permissions', role('Role')),
    ...each(clusterPermissions, 'clusterPermissions', role('ClusterRole')),
  ];
}

/**
 * What the rules of a policy generate: the kind and the name are next to the data.
 *
 * Source: https://kyverno.io/docs/policy-types/cluster-policy/generate/
 */
function generated({ json }: KubeObject): readonly Implied[] {
  return asArray(objectAt(json, 'spec').rules).flatMap((rule, index) => {
    const generate = asObject(asObject(rule).generate);
    const base = joinPath('spec', 'rules', index, 'generate');
    const entries = [
      [base, generate] as const,
      ...asArray(generate.foreach).map((item, at) => [joinPath(base, 'foreach', at), item] as const),
    ];
    return entries.flatMap(([path, entry]) => {
      const { apiVersion, kind, name, namespace, data } = asObject(entry);
      if (!isObject(data)) return [];
      const metadata = { ...asObject(data.metadata), name, ...(namespace !== undefined && { namespace }) };
      return [{ path: joinPath(path, 'data'), manifest: { ...data, apiVersion, kind, metadata } }];
    });
  });
}

/**
 * Resources of the type `kubernetes:apps/v1:Deployment`.
 *
 * Source: https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/
 */
function pulumiProgram({ json }: KubeObject): readonly Implied[] {
  const resources = asObject(asObject(json.program).resources);
  return Object.keys(resources).flatMap((name) => {
    const { type, properties } = asObject(resources[name]);
    const [, group, kind] = /^kubernetes:([^:]+):([A-Z]\w*)$/.exec(asString(type) ?? '') ?? [];
    if (group === undefined || kind === undefined || !isObject(properties)) return [];
    const apiVersion = group.replace(/^core\//, '');
    const path: readonly PathSegment[] = ['program', 'resources', name, 'properties'];
    return [{ path: joinPath('', ...path), manifest: { apiVersion, kind, ...properties } }];
  });
}
