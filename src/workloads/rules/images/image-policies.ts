import type { CheckContext, Selected, Subject } from '../../../engine/rule';
import { subject, writtenPods } from '../../../engine/subjects';
import { imagePolicies, type NamespaceImagePolicy } from '../../../kubernetes/images/image-demands';
import type { PodView } from '../../../kubernetes/pods/pod-view';

/** What a policy that holds for a pod requires. */
export interface Demand {
  /** `the image policy of namespace payments` or `the image policy of this run`. */
  readonly label: string;
  readonly values: readonly string[];
}

const NONE: readonly Demand[] = [];

/**
 * What the policies that hold for a pod require: the run's, which is an option of the rule, and those of its Namespace when it is in the
 * input. What cannot be read holds for nothing.
 */
export function demandsOn(
  { namespace }: PodView,
  { inventory }: CheckContext,
  key: 'registries' | 'refusedTags',
  ofRun: readonly string[] | undefined,
): readonly Demand[] {
  const policies = imagePolicies(inventory).get(namespace);
  if (policies.length === 0 && ofRun === undefined) return NONE;
  return [
    ...(ofRun ? [{ label: 'the image policy of this run', values: ofRun }] : []),
    ...policies.flatMap(({ demands }) => {
      const values = demands?.[key];
      return values ? [{ label: `the image policy of namespace ${namespace}`, values }] : [];
    }),
  ];
}

export type UnderPolicy = { readonly pod: PodView } | { readonly policy: NamespaceImagePolicy };

/** Pods, and policies that cannot be read. */
export const podsAndPolicies: Subject<UnderPolicy> = subject(
  'pods under an image policy that names registries',
  (context): readonly Selected<UnderPolicy>[] => [
    ...[...imagePolicies(context.inventory).values()]
      .flat()
      .filter(({ fault }) => fault !== undefined)
      .map((policy) => ({ value: { policy }, object: policy.object })),
    ...writtenPods.select(context).map(({ value, object }) => ({ value: { pod: value }, object })),
  ],
);
