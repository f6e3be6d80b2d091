import { ImagePolicy } from '../cdk8s/image-policy';
import { refusal } from '../cdk8s/refusal';
import type { RuleSetting, Settings } from '../engine/settings';
import type { HardeningProps, RuleSettings } from './hardening-props';

/** Properties as settings. */
export function settingsOfProps(props: Partial<HardeningProps>): Settings {
  const {
    kubernetes,
    profile,
    rules,
    ruleSettings,
    imagePolicy,
    waiverFiles,
    cluster,
    defaultNamespace,
    inBandWaivers,
    failOn,
    failOnUnknown,
    reportOnly,
    waiverNoticeDays,
    baseline,
    asOf,
  } = props;
  return {
    kubernetes,
    profile,
    ownRules: rules,
    rules: ruleSettings && Object.fromEntries(Object.entries(ruleSettings).map(([id, setting]) => [id, ruleSetting(id, setting)])),
    images: imagesOf(imagePolicy),
    waivers: waiverFiles?.map((file) => ({ file })),
    cluster,
    defaultNamespace,
    inBandWaivers,
    failOn,
    failOnUnknown,
    reportOnly,
    waiverNoticeDays,
    baseline,
    asOf,
  };
}

function ruleSetting(id: string, { off = false, ...setting }: RuleSettings): RuleSetting {
  if (!off) return setting;
  if (setting.severity === undefined && setting.options === undefined) return 'off';
  throw refusal('cdk8s-hardened', {
    fact: `${id} is off and has a severity or options`,
    consequence: 'so these would have no effect',
    remedy: 'Remove one of the two.',
  });
}

/**
 * @throws Error for the bare properties of a policy, which plain JavaScript accepts: they would pass for a policy that requires nothing
 */
function imagesOf(policy: ImagePolicy | undefined): Settings['images'] {
  if (policy === undefined || policy === null) return undefined;
  if (typeof policy._toAnnotation !== 'function') {
    throw refusal('cdk8s-hardened', {
      fact: 'imagePolicy is not an ImagePolicy',
      consequence: 'so images would not be checked',
      remedy: 'Write ImagePolicy.of({ … }).',
    });
  }
  const { registries, requireDigest, refusedTags } = policy;
  return { registries, digest: requireDigest, refusedTags };
}

/** The image policy of settings, for the constructs of an app. */
export function imagePolicyOf({ images }: Settings): ImagePolicy | undefined {
  if (!images) return undefined;
  const { registries, digest = false, refusedTags } = images;
  return ImagePolicy.of({ registries: registries && [...registries], requireDigest: digest, refusedTags: refusedTags && [...refusedTags] });
}

/** A setting as the property is called that sets it. */
export function propName(path: string): string {
  return path.replace(/^rules\b/, 'ruleSettings').replace(/^images\b/, 'imagePolicy');
}
