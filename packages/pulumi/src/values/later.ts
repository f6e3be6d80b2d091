import type * as pulumi from '@pulumi/pulumi';

/** A value that can be made once its texts are known. See {@link later}. */
export class Later<T> {
  /** For types alone: what it will be. */
  declare public readonly _value?: T;

  /** @internal */
  public constructor(
    /** @internal */
    public readonly make: (...texts: string[]) => T,
    /** @internal */
    public readonly texts: readonly pulumi.Input<string>[],
  ) {}
}

/**
 * Makes a value of texts that may not be known yet: `later((group) => Subject.group(group), deployers.objectId)`.
 *
 * The function is called several times, at preview with stand-ins too, and must do nothing but make the value.
 */
export function later<T>(make: (...texts: string[]) => T, ...texts: pulumi.Input<string>[]): Later<T> {
  return new Later(make, texts);
}
