import type { AnyRule } from '../engine/rule';
import { ACCEPTED_ANNOTATION } from '../kubernetes/objects/annotations';

/** How a finding is accepted with a reason alone, where that is enough. */
export function reasonSentences({ id, takesReason }: AnyRule): readonly string[] {
  if (takesReason !== true) return [];
  return [
    'A reason is enough to accept what the rule finds: that of the construct that makes the unsafe choice, or the annotation '
      + `\`${ACCEPTED_ANNOTATION}: '{"${id}": "…"}'\` of the object.`,
  ];
}
