/** Type of the construct metadata that holds a waiver's terms. */
export const WAIVER_METADATA = 'cdk8s-hardened:waiver';
