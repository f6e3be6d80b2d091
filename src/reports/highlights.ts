import type { Finding } from '../engine/finding';
import { FindingStatus } from '../engine/finding-status';
import { Scope } from '../kubernetes/objects/kinds';
import type { KubeObject } from '../kubernetes/objects/object';
import { MultiMap } from '../text/multi-map';
import { worstFirst } from './summary';

/** A name, and how many findings it has. */
export interface Share<T> {
  readonly of: T;
  readonly findings: number;
}

/** What is worth reading first of many findings. Waived ones are not among them. */
export interface Highlights {
  /** The worst violation of each rule, with how many the rule has; of those that are equally severe, first what most follows from. */
  readonly worst: readonly Share<Finding>[];
  readonly rules: readonly Share<string>[];
  readonly objects: readonly Share<KubeObject>[];
  readonly namespaces: readonly Share<string>[];
}

/** @param most of each kind */
export function highlightsOf(shown: readonly Finding[], most: number): Highlights {
  const open = shown.filter(({ status }) => status !== FindingStatus.WAIVED);
  const violations = open.filter(({ status }) => status === FindingStatus.VIOLATION);
  const weight = ({ consequences = [] }: Finding) => consequences.length;
  return {
    worst: [
      ...MultiMap.by(
        violations.sort((a, b) => worstFirst(a, b) || weight(b) - weight(a)),
        ({ rule }) => rule,
      ).values(),
    ]
      .slice(0, most)
      .map((ofRule) => ({ of: ofRule[0]!, findings: ofRule.length })),
    rules: sharesOf(open, ({ rule }) => rule, most),
    objects: sharesOf(open, ({ object }) => object, most),
    namespaces: sharesOf(open, ({ object }) => namespaceLabel(object), most),
  };
}

function sharesOf<T>(findings: readonly Finding[], keyOf: (finding: Finding) => T | undefined, most: number): readonly Share<T>[] {
  return [...MultiMap.by(findings, keyOf)]
    .flatMap(([of, list]) => (of === undefined ? [] : [{ of, findings: list.length }]))
    .sort((a, b) => b.findings - a.findings)
    .slice(0, most);
}

export const NO_NAMESPACE = '(none stated)';

/** The namespace that an object is, states, or is put into; undefined for what is in none. */
export function namespaceLabel(object: KubeObject | undefined): string | undefined {
  if (!object || object.scope === Scope.FILE) return undefined;
  if (object.scope === Scope.CLUSTER) return object.kind === 'Namespace' ? object.name || '(unnamed)' : undefined;
  return object.namespace ?? object.defaultNamespace ?? NO_NAMESPACE;
}
