import { asArray, asObject } from '../../text/json';
import { changeField, gvkOf, isClusterScoped, renamed, requireNothingElse, type Resource } from './resource';
import type { Setter } from './setters';
import { isPlain, NotPlain, own, set, type Mutable } from './tree';

/** Kinds by group; '*' for any group. */
type Kinds = readonly (readonly [group: string, kinds: string])[];

/** A field that kustomize changes, in which kinds, and whether it is made where it is not there. */
interface FieldSpec {
  readonly path: string;
  readonly kinds?: Kinds;
  readonly create: boolean;
}

const TEMPLATED: Kinds = [['*', 'Deployment ReplicaSet DaemonSet']];
const REPLICATED: Kinds = [['', 'ReplicationController']];
const APPS_SET: Kinds = [['apps', 'StatefulSet']];
const JOBS: Kinds = [['batch', 'Job']];
const CRON_JOBS: Kinds = [['batch', 'CronJob']];
const TERMS = ['preferredDuringSchedulingIgnoredDuringExecution.podAffinityTerm', 'requiredDuringSchedulingIgnoredDuringExecution'];

/** Source: https://github.com/kubernetes-sigs/kustomize/tree/master/api/internal/konfig/builtinpluginconsts */
const METADATA_LABELS: readonly FieldSpec[] = [{ path: 'metadata.labels', create: true }];
const CLAIM_LABELS: readonly FieldSpec[] = [{ path: 'spec.volumeClaimTemplates.metadata.labels', kinds: APPS_SET, create: true }];
const TEMPLATE_LABELS: readonly FieldSpec[] = [
  ...METADATA_LABELS,
  ...CLAIM_LABELS,
  { path: 'spec.template.metadata.labels', kinds: [...TEMPLATED, ...REPLICATED, ...APPS_SET, ...JOBS], create: true },
  { path: 'spec.jobTemplate.metadata.labels', kinds: CRON_JOBS, create: true },
  { path: 'spec.jobTemplate.spec.template.metadata.labels', kinds: CRON_JOBS, create: true },
];
const SELECTOR_LABELS: readonly FieldSpec[] = [
  ...TEMPLATE_LABELS,
  { path: 'spec.selector', kinds: [['', 'Service ReplicationController']], create: true },
  { path: 'spec.selector.matchLabels', kinds: [...TEMPLATED, ...APPS_SET], create: true },
  { path: 'spec.selector.matchLabels', kinds: [...JOBS, ['policy', 'PodDisruptionBudget']], create: false },
  { path: 'spec.jobTemplate.spec.selector.matchLabels', kinds: CRON_JOBS, create: false },
  ...['podAffinity', 'podAntiAffinity'].flatMap((affinity) =>
    TERMS.map((term) => ({
      path: `spec.template.spec.affinity.${affinity}.${term}.labelSelector.matchLabels`,
      kinds: [['apps', 'Deployment StatefulSet']] as Kinds,
      create: false,
    })),
  ),
  {
    path: 'spec.template.spec.topologySpreadConstraints.labelSelector.matchLabels',
    kinds: [['apps', 'Deployment StatefulSet']],
    create: false,
  },
  ...['podSelector', 'ingress.from.podSelector', 'egress.to.podSelector'].map((path) => ({
    path: `spec.${path}.matchLabels`,
    kinds: [['networking.k8s.io', 'NetworkPolicy']] as Kinds,
    create: false,
  })),
];
const ANNOTATIONS: readonly FieldSpec[] = [
  { path: 'metadata.annotations', create: true },
  {
    path: 'spec.template.metadata.annotations',
    kinds: [...TEMPLATED, ['*', 'StatefulSet'], ...REPLICATED, ...JOBS],
    create: true,
  },
  { path: 'spec.jobTemplate.metadata.annotations', kinds: CRON_JOBS, create: true },
  { path: 'spec.jobTemplate.spec.template.metadata.annotations', kinds: CRON_JOBS, create: true },
];
const SCALED = new Set(['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet']);

function isOfKind(json: Mutable, kinds: Kinds | undefined): boolean {
  const { group, kind } = gvkOf(json);
  return kinds === undefined || kinds.some(([of, names]) => (of === '*' || of === group) && names.split(' ').includes(kind));
}

/** Puts all that is in a namespace into this one. */
export function giveNamespace(namespace: unknown, resources: readonly Resource[]): void {
  if (typeof namespace !== 'string') throw new NotPlain('a namespace that is no text');
  for (const resource of resources) {
    const { json } = resource;
    if (!json) continue;
    const { apiVersion, kind } = json;
    if (apiVersion === 'v1' && kind === 'Namespace') {
      changeField(json, ['metadata', 'name'], true, () => namespace);
      renamed(resource, { name: namespace });
    } else if (!isClusterScoped(json)) {
      changeField(json, ['metadata', 'namespace'], true, () => namespace);
      renamed(resource, { namespace });
    }
    if (kind === 'RoleBinding' || kind === 'ClusterRoleBinding') {
      for (const subject of asArray(json.subjects)) {
        if (isPlain(subject) && subject.name === 'default') set(subject, 'namespace', namespace);
      }
    } else if (kind === 'APIService') changeField(json, ['spec', 'service', 'namespace'], true, () => namespace);
    else if (kind === 'CustomResourceDefinition') {
      changeField(json, ['spec', 'conversion', 'webhook', 'clientConfig', 'service', 'namespace'], false, () => namespace);
    }
  }
}

/** Notes what objects are called from here on: references follow, so that the names themselves are left as they are. */
export function giveNames({ namePrefix = '', nameSuffix = '' }: Mutable, resources: readonly Resource[]): void {
  if (typeof namePrefix !== 'string' || typeof nameSuffix !== 'string') throw new NotPlain('a prefix or suffix that is no text');
  for (const resource of resources) {
    const { json, ids } = resource;
    if (!json || /^(?:CustomResourceDefinition|APIService|Namespace)$/.test(String(json.kind))) continue;
    renamed(resource, { name: `${namePrefix}${ids.at(-1)!.name}${nameSuffix}` });
  }
}

/** An entry of `labels`. */
export function addLabels(entry: unknown, resources: readonly Resource[]): void {
  if (!isPlain(entry)) throw new NotPlain('labels that are no mapping');
  if (asArray(entry.fields).length > 0) throw new NotPlain('labels in fields of their own');
  const specs =
    entry.includeSelectors === true
      ? SELECTOR_LABELS
      : [
          ...(entry.includeTemplates === true ? TEMPLATE_LABELS : METADATA_LABELS),
          ...(entry.includeVolumeClaimTemplates === true ? CLAIM_LABELS : []),
        ];
  addPairs(entry.pairs, specs, resources);
}

export function addCommonLabels(pairs: unknown, resources: readonly Resource[]): void {
  addPairs(pairs, SELECTOR_LABELS, resources);
}

export function addAnnotations(pairs: unknown, resources: readonly Resource[]): void {
  addPairs(pairs, ANNOTATIONS, resources);
}

function addPairs(pairs: unknown, specs: readonly FieldSpec[], resources: readonly Resource[]): void {
  if (!isPlain(pairs) || !Object.values(pairs).every((value) => typeof value === 'string')) {
    throw new NotPlain('labels or annotations that are no text');
  }
  for (const { json, given } of resources) {
    if (!json) continue;
    requireNothingElse(pairs, given);
    for (const [key, value] of Object.entries(pairs)) given.set(key, value as string);
    for (const { path, kinds, create } of specs) {
      if (!isOfKind(json, kinds)) continue;
      changeField(json, path.split('.'), create, (value) => {
        if (value !== undefined && !isPlain(value)) throw new NotPlain(`${path} is not a mapping`);
        const result = value ?? {};
        for (const [key, text] of Object.entries(pairs)) set(result, key, text);
        return result;
      });
    }
  }
}

/** An entry of `replicas`. */
export function setReplicas(entry: unknown, resources: readonly Resource[], setter: Setter): void {
  const { name, count } = asObject(entry);
  if (typeof name !== 'string' || !Number.isSafeInteger(count)) throw new NotPlain('replicas without a name or a count');
  const scaled = resources.filter(({ json, ids }) => json && SCALED.has(String(json.kind)) && ids.some((id) => id.name === name));
  if (scaled.length === 0) throw new NotPlain(`replicas of ${name}, which is not there`);
  for (const { json, setters } of scaled) {
    changeField(json, ['spec', 'replicas'], true, () => count);
    setters.setField(asObject(json!.spec), 'replicas', setter);
  }
}

/** An entry of `images`. */
export function setImage(entry: unknown, resources: readonly Resource[], setter: Setter): void {
  const { name, newName = '', newTag = '', digest = '', ...others } = asObject(entry);
  const texts = [name, newName, newTag, digest];
  if (Object.keys(others).length > 0 || !texts.every((text) => typeof text === 'string') || !/^[\w./:-]+$/.test(name as string)) {
    throw new NotPlain('an image that is changed in other ways than by name, tag and digest');
  }
  const test = new RegExp(`^${name as string}(:[a-zA-Z0-9_.{}-]*)?(@[a-zA-Z0-9]+([.+_-][a-zA-Z0-9]+)*:[a-zA-Z0-9_.{}-]*)?$`);
  const changedImage = (image: unknown) => {
    if (typeof image !== 'string' || !test.test(image)) return image;
    const was = partsOf(image);
    const isSet = newTag !== '' || digest !== '';
    const [tag, hash] = isSet ? [newTag as string, digest as string] : [was.tag, was.digest];
    return `${(newName as string) || was.name}${tag && `:${tag}`}${hash && `@${hash}`}`;
  };
  for (const { json, setters } of resources) {
    if (!json || json.kind === 'CustomResourceDefinition') continue;
    changeImages(json, (holder, field) => {
      const before = own(holder, field);
      if (before === undefined) return;
      holder[field] = changedImage(before);
      if (holder[field] !== before) setters.setField(holder, field, setter);
    });
  }
}

/** In all containers, wherever they are. */
function changeImages(value: unknown, change: (holder: Mutable, field: string) => void): void {
  if (Array.isArray(value)) return value.forEach((item) => changeImages(item, change));
  if (!isPlain(value)) return;
  for (const [key, items] of Object.entries(value)) {
    if (key === 'containers' || key === 'initContainers') {
      for (const item of asArray(items)) if (isPlain(item)) change(item, 'image');
    } else changeImages(items, change);
  }
  for (const spec of [value.spec, asObject(asObject(value.spec).template).spec]) {
    if (value.apiVersion === undefined) break;
    for (const volume of asArray(asObject(spec).volumes)) {
      const image = isPlain(volume) ? volume.image : undefined;
      if (isPlain(image)) change(image, 'reference');
    }
  }
}

/** The name may have the port of a registry in it. */
function partsOf(image: string): { readonly name: string; readonly tag: string; readonly digest: string } {
  const at = image.indexOf('@');
  const [tagged, digest] = at < 0 ? [image, ''] : [image.slice(0, at), image.slice(at + 1)];
  const colon = tagged.indexOf(':', Math.max(0, tagged.indexOf('/')));
  return colon < 0 ? { name: tagged, tag: '', digest } : { name: tagged.slice(0, colon), tag: tagged.slice(colon + 1), digest };
}
