/** Type of the construct metadata that holds a waiver's terms. */
export const WAIVER_METADATA = 'cdk8s-hardened:waiver';

/** Type of the construct metadata that holds what ACCEPTED_ANNOTATION holds for objects: for files, which have no annotations. */
export const ACCEPTED_METADATA = 'cdk8s-hardened:accepted';
