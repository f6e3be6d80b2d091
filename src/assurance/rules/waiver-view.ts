import type { Outcome, Selected, Subject } from '../../engine/rule';
import { subject } from '../../engine/subjects';
import type { WaiverFault, WaiverUse } from '../../engine/waiver';

/** The waivers of a run, with what they did. */
export const waiverView: Subject<WaiverUse> = subject('waivers', ({ waivers }): readonly Selected<WaiverUse>[] =>
  waivers.map((value) => ({ value, object: value.waiver.scope.object })),
);

/** The faults of one kind that a waiver has, each with the place of the waiver. */
export function faultsOf(use: WaiverUse, kind: WaiverFault['kind']): Outcome[] {
  const { faults, scope } = use.waiver;
  return faults.filter((fault) => fault.kind === kind).map(({ message }) => ({ path: scope.path, message: `${scope.place}: ${message}` }));
}
