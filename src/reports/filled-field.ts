import { describe } from '../kubernetes/objects/object';
import type { ObjectFill } from '../kubernetes/pods/fill/pod-fill';

/** A field that a pod leaves unset, and that was filled. */
export interface FilledField {
  /**
   * Path of the construct that made the manifest.
   *
   * @shape text
   */
  readonly construct: string;
  /**
   * `Kind namespace/name` of the manifest.
   *
   * @shape text
   */
  readonly manifest: string;
  /**
   * The field within the manifest, such as `spec.template.spec.automountServiceAccountToken`.
   *
   * @shape text
   */
  readonly field: string;
  /** What is placed there: a text, a boolean, a list or a mapping. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- jsii's type for JSON
  readonly value: any;
  /**
   * The property of `PodHardeningProps` that switches it on or off.
   *
   * @shape name
   */
  readonly property: string;
}

export function filledField({ object, fill: { path, value, by } }: ObjectFill): FilledField {
  return { construct: object.origin.construct ?? '', manifest: describe(object), field: path, value, property: by };
}
