/** Why something powerful or unsafe is there, in the words of its author. */
export const REASON_ANNOTATION = 'cdk8s-hardened/reason';

/** Waivers for the object that carries it: YAML, a list of mappings with rule, reason, approvedBy, until. */
export const WAIVERS_ANNOTATION = 'cdk8s-hardened/waivers';

/**
 * Why something stands here that rules forbid: JSON, a mapping of the ids of rules to reasons. The rules say whether a reason is enough for
 * them (`takesReason`); for all others it takes a waiver.
 */
export const ACCEPTED_ANNOTATION = 'cdk8s-hardened/accepted';

/** Which images pods of the Namespace may run or mount: YAML, a mapping of `registries`, `digest` and `refusedTags`. */
export const IMAGE_POLICY_ANNOTATION = 'cdk8s-hardened/image-policy';

/** Label: the information system that a namespace belongs to. */
export const INFORMATION_SYSTEM_LABEL = 'cdk8s-hardened/information-system';
