import { narrowed, type CheckedResult } from '../../engine/checker';
import type { Finding } from '../../engine/finding';
import { type FindingStatus } from '../../engine/finding-status';
import { Scope } from '../../kubernetes/objects/kinds';
import { describe, type KubeObject } from '../../kubernetes/objects/object';
import type { ReportScope } from '../../reports/report-input';
import { count } from '../../reports/summary';
import { likely } from '../../text/nearest';
import { patternTest } from '../../text/pattern';
import { UsageError } from '../usage-error';

/** Which objects are requested: by patterns in which `*` stands for any text. */
export interface ObjectFilter {
  readonly kinds?: readonly string[];
  readonly names?: readonly string[];
}

/**
 * The findings about the objects that are requested, and those about the run as a whole; what failed is kept, too. What is within an object
 * belongs to it.
 *
 * @throws UsageError where no object is requested: nothing found would look like a pass
 */
export function scoped(
  result: CheckedResult,
  objects: readonly KubeObject[],
  { kinds, names }: ObjectFilter,
): { readonly result: CheckedResult; readonly scope?: ReportScope } {
  if (!kinds && !names) return { result };
  const isKind = anyOf(kinds, 'i');
  const isName = anyOf(names, '');
  const covers = (object: KubeObject): boolean =>
    (isKind(object.kind) && isName(object.name)) || (object.origin.within !== undefined && covers(object.origin.within));
  if (!objects.some(covers)) throw nothingAsked(objects, { kinds, names });
  const keep = ({ object, failure }: Finding) => object === undefined || failure !== undefined || covers(object);
  const kept = narrowed(result, keep);
  const leftOut = result.findings.filter((finding) => !keep(finding)).length;
  const asked = [...(kinds ? [`of kind ${kinds.join(', ')}`] : []), ...(names ? [`named ${names.join(', ')}`] : [])].join(' and ');
  const note = `Only objects ${asked}: ${count(leftOut, 'finding')} about other objects left out, which do not count for the verdict`;
  return {
    result: { ...kept, tally: tallyOf(kept) },
    scope: { ...(kinds ? { kinds } : {}), ...(names ? { names } : {}), leftOut, note },
  };
}

function anyOf(patterns: readonly string[] | undefined, flags: '' | 'i'): (text: string) => boolean {
  const tests = patterns?.map((pattern) => patternTest(pattern, flags));
  return (text) => tests === undefined || tests.some((test) => test(text));
}

/** The findings that are left, counted; what passed is counted over all objects. */
function tallyOf({ tally, findings }: CheckedResult): CheckedResult['tally'] {
  const counts = new Map<string, Record<FindingStatus, number>>();
  for (const { rule, status } of findings) {
    const own = counts.get(rule) ?? { violation: 0, unknown: 0, waived: 0, baselined: 0 };
    own[status] += 1;
    counts.set(rule, own);
  }
  return tally.map((each) => {
    const { violation = 0, unknown = 0, waived = 0, baselined = 0 } = counts.get(each.rule.id) ?? {};
    return { ...each, violations: violation, unknown, waived, ...(each.baselined === undefined ? {} : { baselined }) };
  });
}

function nothingAsked(objects: readonly KubeObject[], { kinds = [], names = [] }: ObjectFilter): UsageError {
  const flags = [...kinds.map((kind) => `--kind ${kind}`), ...names.map((name) => `--name ${name}`)].join(' ');
  const known = [...new Set(objects.map(({ kind }) => kind))];
  const stranger = kinds.find((pattern) => !known.some(patternTest(pattern, 'i')));
  const near = stranger === undefined ? undefined : likely(stranger, known);
  const remedy = near === undefined ? 'Correct it, or leave it out.' : `Did you mean --kind ${near}?`;
  return new UsageError(`${flags} matches none of ${count(objects.length, 'object')}, so nothing would be checked. ${remedy}`);
}

const MOST_NAMED = 3;

/** Objects that a client which sets the namespace does not take, as a sentence without full stop; undefined for none. */
export function statedElsewhere(objects: readonly KubeObject[], namespace: string | undefined): string | undefined {
  if (namespace === undefined) return undefined;
  const others = objects.filter(
    ({ scope, namespace: stated, origin }) =>
      scope === Scope.NAMESPACED && origin.within === undefined && stated !== undefined && stated !== namespace,
  );
  if (others.length === 0) return undefined;
  const more = others.length > MOST_NAMED ? ` and ${others.length - MOST_NAMED} more` : '';
  const [state, them] = others.length === 1 ? ['states', 'it'] : ['state', 'them'];
  return (
    `${count(others.length, 'object')} ${state} another namespace than ${namespace}, so \`kubectl apply --namespace ${namespace}\` `
    + `rejects ${them}: ${others.slice(0, MOST_NAMED).map(describe).join(', ')}${more}`
  );
}
