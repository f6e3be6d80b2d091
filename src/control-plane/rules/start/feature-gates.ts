import { coded, type CheckContext, type Outcome } from '../../../engine/rule';
import { effectiveFlag, type CataloguedFlags, type FlagItem } from '../../../kubernetes/components/flags/effective-flag';
import { parseGoBool } from '../../../kubernetes/components/flags/go-values';
import { notKnown } from '../programs';

/** A feature gate that is set. */
export interface SetGate {
  readonly name: string;
  /** Undefined when the text is not a boolean. */
  readonly value: boolean | undefined;
  readonly item: FlagItem;
}

/** A check of each feature gate that a component sets. */
export function onGates(
  check: (gate: SetGate, program: CataloguedFlags, context: CheckContext) => readonly Outcome[],
): (program: CataloguedFlags, context: CheckContext) => readonly Outcome[] {
  return (program, context) => {
    const flag = effectiveFlag(program, 'feature-gates', context.kubernetes);
    if (flag.origin === 'default') return [];
    if (flag.unclear !== undefined) return notKnown(flag);
    // The last of one name counts.
    const gates = new Map(flag.items.map((item) => [gateOf(item).name, gateOf(item)]));
    return [...gates.values()].flatMap((gate) => coded(gate.name.toLowerCase(), check(gate, program, context)));
  };
}

/** `Gate=true`, or `kube:Gate=true` with the name of a component. */
function gateOf(item: FlagItem): SetGate {
  const [name = '', value = ''] = item.text.replace(/^[^:=]*:/, '').split('=');
  return { name: name.trim(), value: parseGoBool(value.trim()), item };
}
