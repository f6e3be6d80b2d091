import { pods } from '../pod-security-rule';
import type { CheckContext, Selected, Subject } from '../../../engine/rule';
import { subject } from '../../../engine/subjects';
import { imagePolicies, type ImageDemands, type NamespaceImagePolicy } from '../../../kubernetes/images/image-demands';
import type { PodView } from '../../../kubernetes/pods/pod-view';

/** A policy that holds for a pod. */
export interface HoldingPolicy {
  /** `the image policy of namespace payments` or `the image policy of this run`. */
  readonly label: string;
  readonly demands: ImageDemands;
}

const NONE: readonly HoldingPolicy[] = [];

/** The policies that hold for a pod: the run's, and those of its Namespace when it is in the set. What cannot be read holds for nothing. */
export function policiesFor({ namespace }: PodView, { imagePolicy, inventory }: CheckContext): readonly HoldingPolicy[] {
  const own = imagePolicies(inventory).get(namespace);
  if (own === undefined && imagePolicy === undefined) return NONE;
  return [
    ...(imagePolicy ? [{ label: 'the image policy of this run', demands: imagePolicy }] : []),
    ...(own ?? []).flatMap(({ demands }) => (demands ? [{ label: `the image policy of namespace ${namespace}`, demands }] : [])),
  ];
}

type UnderPolicy = { readonly pod: PodView } | { readonly policy: NamespaceImagePolicy };

/** Pods for which a policy names registries, and policies that cannot be read. */
export const underRegistryPolicy: Subject<UnderPolicy> = subject(
  'pods under an image policy that names registries',
  (context): readonly Selected<UnderPolicy>[] => {
    const policies = imagePolicies(context.inventory);
    if (policies.size === 0 && context.imagePolicy?.registries === undefined) return [];
    const namesRegistries = (pod: PodView) => policiesFor(pod, context).some(({ demands }) => demands.registries !== undefined);
    return [
      ...[...policies.values()]
        .flat()
        .filter(({ fault }) => fault !== undefined)
        .map((policy) => ({ value: { policy }, object: policy.object })),
      ...pods
        .select(context)
        .filter(({ value }) => namesRegistries(value))
        .map(({ value, object }) => ({ value: { pod: value }, object })),
    ];
  },
);
