import { memo } from '../kubernetes/objects/memo';
import { describe, type KubeObject } from '../kubernetes/objects/object';
import { formatPath, parsePath } from '../text/path';
import type { IManifestSet, IRule, ManifestView, RuleViolation } from './outside-rule';
import type { AnyRule, CheckContext, Outcome } from './rule';
import { everyObject } from './subjects';

/** Stands for the examples of a rule that has none. */
export const NO_EXAMPLE = '(see source)';

/** Gives a rule of another author the shape of ours. */
export function adaptRule(rule: IRule): AnyRule {
  return {
    id: rule.id,
    title: rule.title,
    description: '',
    severity: rule.severity,
    fix: rule.fix,
    controls: [],
    sources: [rule.source],
    bad: NO_EXAMPLE,
    good: NO_EXAMPLE,
    subject: everyObject,
    revisions: [
      {
        since: '1.0',
        check: (object: KubeObject, context) =>
          rule.check(viewOf(object), setOf(context)).map((violation) => toOutcome(rule, object, violation)),
      },
    ],
  };
}

function toOutcome(rule: IRule, object: KubeObject, violation: RuleViolation): Outcome {
  if (typeof violation?.message !== 'string') throw new Error(`${rule.id} returned a violation without message for ${describe(object)}`);
  return { path: formatPath(parsePath(violation.path ?? '')), message: violation.message, unknown: violation.unknown ?? false };
}

const viewOf = memo(({ apiVersion, kind, name, namespace, json }: KubeObject): ManifestView =>
  Object.freeze({ apiVersion, kind, name, namespaceName: namespace, namespace, json }),
);

function setOf({ inventory }: CheckContext): IManifestSet {
  return { find: (group, kind) => inventory.byKind(group, kind).map((object) => viewOf(object)) };
}
