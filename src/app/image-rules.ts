import type { ImagePolicy } from '../cdk8s/image-policy';
import { refusal } from '../cdk8s/refusal';

/**
 * The rules that judge what a policy asks for: they run in every profile.
 *
 * @throws Error for the bare properties of one, which plain JavaScript lets through: they would pass for a policy that asks for nothing
 */
export function imageRules(policy: ImagePolicy | undefined): string[] {
  if (policy === undefined || policy === null) return [];
  if (typeof policy._toAnnotation !== 'function') {
    throw refusal('cdk8s-hardened', {
      fact: 'imagePolicy is not an ImagePolicy',
      consequence: 'so images would be judged by none',
      remedy: 'Write ImagePolicy.of({ … }).',
    });
  }
  return [
    'workloads/image-tag',
    ...(policy.registries ? ['workloads/image-registry'] : []),
    ...(policy.requireDigest ? ['workloads/image-digest'] : []),
  ];
}
