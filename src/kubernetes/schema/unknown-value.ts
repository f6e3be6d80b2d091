/**
 * Takes the place in a manifest of a value that is not known yet, as those of a Pulumi program before it has run. It is of no type, and no
 * fault.
 */
export const UNKNOWN_VALUE: object = Object.freeze({ unknown: true });
