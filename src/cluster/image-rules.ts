import type { ImagePolicy } from '../model/image-policy';

/** The rules that judge what a policy asks for: they run in every profile. */
export function imageRules(policy: ImagePolicy | undefined): string[] {
  if (!policy) return [];
  return ['workloads/image-tag', ...policy.registries ? ['workloads/image-registry'] : [], ...policy.requireDigest ? ['workloads/image-digest'] : []];
}
