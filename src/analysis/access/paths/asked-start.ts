import { readSubject } from '../asked-subject';
import { describeIdentity } from '../identity';
import { QuestionError } from '../question-error';
import type { AttackPaths } from './attack-paths';

/** A start of the graph: a subject, or `workload:NAMESPACE/NAME` and `KIND/NAMESPACE/NAME`. */
export function startOf(found: AttackPaths, text: string): number {
  const { nodes } = found.graph;
  const workload = /^(?:workload:|(\w+)\/)([^/]+\/[^/]+)$/.exec(text);
  if (workload) {
    const [, kind, name] = workload;
    const labels = nodes.flatMap(({ kind: own, label }) => (own === 'workload' ? [label] : []));
    const label = labels.find((each) => (kind === undefined ? each.endsWith(` ${name}`) : each === `${kind} ${name}`));
    const node = label === undefined ? undefined : found.find(label);
    if (node !== undefined) return node;
    throw new QuestionError(`there is no workload "${text}" in the input. Name one that is in it, as workload:NAMESPACE/NAME.`);
  }
  const identity = readSubject(text, []);
  const node = found.find(describeIdentity(identity));
  if (node !== undefined) return node;
  throw new QuestionError(
    `the input does not name the subject "${text}", so nothing but what its groups may do is known of it. `
      + 'Name one of its groups instead, such as group:system:authenticated.',
  );
}
