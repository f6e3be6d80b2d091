import { defineRule, type AnyRule, type Outcome, type Rule } from '../../src/engine/rule';
import { Severity } from '../../src/engine/severity';
import { objectsOfKind } from '../../src/engine/subjects';
import type { KubeObject } from '../../src/kubernetes/objects/object';

/** A well-formed rule over ConfigMaps; the parts that matter to a test are given. */
export function madeUpRule(parts: Partial<Rule<KubeObject>> = {}): AnyRule {
  return defineRule<KubeObject>({
    id: 'made-up/first',
    title: 'ConfigMaps must be quiet',
    description: 'Loud ones disturb others.',
    severity: Severity.MEDIUM,
    fix: 'Be quiet.',
    controls: [],
    sources: ['https://example.com/rule'],
    bad: 'bad',
    good: 'good',
    subject: objectsOfKind('/ConfigMap'),
    revisions: [{ since: '1.0', check: () => [] }],
    ...parts,
  });
}

export function saying(...messages: readonly string[]): (object: KubeObject) => Outcome[] {
  return () => messages.map((message) => ({ path: 'data', message }));
}
