/** A number of pods as the API writes it (`IntOrString`): an integer, or a percentage of some total. */
export type IntOrPercent = { readonly count: number } | { readonly percent: number };

const PERCENT = /^[0-9]+%$/;
const MAX_INT32 = 2 ** 31 - 1;

/**
 * Reads a quantity of pods: a non-negative integer (int32), or text of digits and `%`. Undefined for anything else, which the API server
 * rejects: text without `%`, fractions, signs.
 *
 * Source: `ValidatePositiveIntOrPercent` in pkg/apis/apps/validation of https://github.com/kubernetes/kubernetes
 */
export function readIntOrPercent(value: unknown): IntOrPercent | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && value <= MAX_INT32 ? { count: value } : undefined;
  if (typeof value !== 'string' || !PERCENT.test(value)) return undefined;
  const percent = Number(value.slice(0, -1));
  return percent <= MAX_INT32 ? { percent } : undefined;
}

/**
 * The number of pods that a quantity comes to.
 *
 * Rounded up: both fields of a PodDisruptionBudget, `maxSurge`, and `maxUnavailable` of a DaemonSet. Rounded down: `maxUnavailable` of a
 * Deployment.
 *
 * Source: `GetScaledValueFromIntOrPercent` of k8s.io/apimachinery/pkg/util/intstr
 */
export function scaledValue(amount: IntOrPercent, total: number, round: 'up' | 'down'): number {
  if ('count' in amount) return amount.count;
  const exact = (amount.percent * total) / 100;
  return round === 'up' ? Math.ceil(exact) : Math.floor(exact);
}

/** As it is written: for messages. */
export function formatIntOrPercent(amount: IntOrPercent): string {
  return 'count' in amount ? String(amount.count) : `${amount.percent}%`;
}
