import { undecided, type Outcome } from '../../engine/rule';
import type { Inventory } from '../../kubernetes/objects/inventory';
import type { KubeObject } from '../../kubernetes/objects/object';
import { integerOf } from '../../kubernetes/pods/security/read';
import { formatIntOrPercent, readIntOrPercent, scaledValue, type IntOrPercent } from '../../kubernetes/resources/int-or-percent';
import { workloadOf } from '../../kubernetes/scale/workloads';
import { asObject, isObject, isUnset, type JsonObject, typeName } from '../../text/json';

interface Kind {
  /** The field that holds the strategy. */
  readonly field: 'strategy' | 'updateStrategy';
  readonly types: readonly string[];
  readonly maxUnavailable: IntOrPercent;
  /** Undefined: the kind has none. */
  readonly maxSurge: IntOrPercent | undefined;
  readonly round: 'up' | 'down';
}

/** Defaults and rounding: SetDefaults_* of pkg/apis/apps/v1 and the controllers of https://github.com/kubernetes/kubernetes */
const KINDS: Readonly<Record<string, Kind>> = {
  Deployment: {
    field: 'strategy',
    types: ['RollingUpdate', 'Recreate'],
    maxUnavailable: { percent: 25 },
    maxSurge: { percent: 25 },
    round: 'down',
  },
  StatefulSet: {
    field: 'updateStrategy',
    types: ['RollingUpdate', 'OnDelete'],
    maxUnavailable: { count: 1 },
    maxSurge: undefined,
    round: 'down',
  },
  DaemonSet: {
    field: 'updateStrategy',
    types: ['RollingUpdate', 'OnDelete'],
    maxUnavailable: { count: 1 },
    maxSurge: { count: 0 },
    round: 'up',
  },
};

/** How a workload is updated, as the API server reads it; `quantities` false where `maxUnavailable` of a StatefulSet is not in effect. */
export function judgeStrategy(object: KubeObject, inventory: Inventory, amounts: boolean): Outcome[] {
  const kind = KINDS[object.kind]!;
  const path = `spec.${kind.field}`;
  const written = asObject(object.json.spec)[kind.field];
  if (!isUnset(written) && !isObject(written)) return [undecided(path, `${kind.field} is ${typeName(written)}, not a mapping`)];
  const strategy = asObject(written);
  const type = isUnset(strategy.type) || strategy.type === '' ? 'RollingUpdate' : strategy.type;
  const floor = workloadOf(inventory, object)?.scale.floor;
  if (typeof type !== 'string' || !kind.types.includes(type)) {
    return [
      undecided(
        `${path}.type`,
        `the type is not one of ${kind.types.join(', ')}, so the API server rejects it unless a feature gate allows it`,
      ),
    ];
  }
  if (type === 'OnDelete') {
    return [{ path: `${path}.type`, message: 'the strategy is OnDelete, so an update reaches a pod only after it is deleted' }];
  }
  if (type === 'Recreate') {
    if (floor === undefined) return [undecided(`${path}.type`, 'the strategy is Recreate, and the least number of pods is not known')];
    return floor > 1
      ? [{ path: `${path}.type`, message: `the strategy is Recreate, so an update takes all ${floor} pods down first` }]
      : [];
  }
  return rolling(asObject(strategy.rollingUpdate), `${path}.rollingUpdate`, kind, floor, object.kind === 'StatefulSet' && !amounts);
}

function rolling(fields: JsonObject, path: string, kind: Kind, floor: number | undefined, partitionOnly: boolean): Outcome[] {
  const outcomes: Outcome[] = [];
  if (kind.maxSurge === undefined && floor !== undefined && floor > 0) {
    const partition = integerOf(fields.partition);
    if (partition === undefined || partition < 0) {
      outcomes.push(undecided(`${path}.partition`, 'the partition is not a non-negative integer'));
    } else if (partition >= floor) {
      outcomes.push({ path: `${path}.partition`, message: `the partition ${partition} keeps all ${floor} pods at the old revision` });
    }
  }
  if (partitionOnly) return outcomes;
  const unavailable = isUnset(fields.maxUnavailable) ? kind.maxUnavailable : readIntOrPercent(fields.maxUnavailable);
  const surge = isUnset(fields.maxSurge) ? (kind.maxSurge ?? { count: 0 }) : readIntOrPercent(fields.maxSurge);
  if (!unavailable || ('percent' in unavailable && unavailable.percent > 100)) {
    return [...outcomes, undecided(`${path}.maxUnavailable`, 'maxUnavailable is neither an integer nor a percentage up to 100%')];
  }
  if (!surge) return [...outcomes, undecided(`${path}.maxSurge`, 'maxSurge is neither an integer nor a percentage')];
  if (isZero(unavailable) && isZero(surge)) {
    outcomes.push({ path: `${path}.maxUnavailable`, message: 'maxUnavailable and maxSurge are both 0, so the API server rejects it' });
  }
  const all = 'percent' in unavailable && unavailable.percent === 100 && floor !== 0 && floor !== 1;
  if (all || (floor !== undefined && floor > 1 && scaledValue(unavailable, floor, kind.round) >= floor)) {
    outcomes.push({
      path: `${path}.maxUnavailable`,
      message:
        `maxUnavailable ${formatIntOrPercent(unavailable)} ${floor === undefined ? '' : `of ${floor} pods `}lets an update take all `
        + 'pods down at once',
    });
  }
  return outcomes;
}

function isZero(amount: IntOrPercent): boolean {
  return scaledValue(amount, 100, 'up') === 0;
}

/** True when a Deployment of one pod is updated by starting the new pod before it stops the old one. */
export function startsFirst({ json }: KubeObject): boolean {
  const strategy = asObject(asObject(json.spec).strategy);
  if (strategy.type === 'Recreate') return false;
  const fields = asObject(strategy.rollingUpdate);
  const unavailable = isUnset(fields.maxUnavailable) ? { percent: 25 } : readIntOrPercent(fields.maxUnavailable);
  const surge = isUnset(fields.maxSurge) ? { percent: 25 } : readIntOrPercent(fields.maxSurge);
  return unavailable !== undefined && surge !== undefined && scaledValue(unavailable, 1, 'down') === 0 && scaledValue(surge, 1, 'up') > 0;
}
