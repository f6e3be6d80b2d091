import { undecided, type CheckContext, type Outcome, type Subject } from '../../engine/rule';
import { subject } from '../../engine/subjects';
import { readAuditPolicy, type AuditPolicyReading } from '../../kubernetes/audit/read-audit-policy';
import { componentFlags, type ComponentFlags, type Flag } from '../../kubernetes/components/component-flags';
import { factFor } from '../../kubernetes/objects/fact';
import type { KubeObject } from '../../kubernetes/objects/object';
import { formatMinor, type KubernetesMinor } from '../../kubernetes/releases/versions';
import { PolicyAnalysis, type PolicyFinding } from '../analysis';

/** An audit policy of the input, read and analysed once for all rules. */
export interface PolicyDocument {
  readonly object: KubeObject;
  readonly reading: AuditPolicyReading;
  /** Undefined when kube-apiserver rejects the policy. */
  readonly analysis: PolicyAnalysis | undefined;
}

export const auditPolicies: Subject<PolicyDocument> = subject('audit policies', ({ inventory, kubernetes }) =>
  documents(inventory, kubernetes).map((value) => ({ value, object: value.object })),
);

const documents = factFor(
  'audit policies',
  (inventory, kubernetes: KubernetesMinor): readonly PolicyDocument[] =>
    inventory.byKind('audit.k8s.io', 'Policy').map((object) => {
      const reading = readAuditPolicy(object.json, kubernetes);
      return { object, reading, analysis: reading.policy && new PolicyAnalysis(reading.policy) };
    }),
  formatMinor,
);

/** A check of what a policy means; unknown if kube-apiserver rejects the policy. */
export function meaning(check: (analysis: PolicyAnalysis) => readonly PolicyFinding[]): (document: PolicyDocument) => Outcome[] {
  return ({ analysis, reading }) => {
    if (!analysis) {
      return [
        undecided(
          reading.faults[0]?.path ?? '',
          `kube-apiserver rejects this policy (${reading.faults[0]?.message}), so nothing is decided`,
        ),
      ];
    }
    return check(analysis).map(({ path, message, code, unknown }) => ({ path, message, code, unknown }));
  };
}

export const apiServers: Subject<ComponentFlags> = subject('API servers', ({ inventory }: CheckContext) =>
  componentFlags(inventory)
    .filter(({ component }) => component === 'kube-apiserver')
    .map((value) => ({ value, object: value.object })),
);

/** The flag with its text; undefined when it is unset or empty, which is the same for flags that name a file. */
export function textFlag({ flags }: ComponentFlags, name: string): Flag | undefined {
  const flag = flags.get(name);
  return flag && flag.value !== '' ? flag : undefined;
}

/** Outcomes for the flags of these names whose values are not known: of those, nothing can be decided. */
export function unclearFlags({ flags }: ComponentFlags, names: readonly string[]): Outcome[] {
  return names.flatMap((name) => {
    const flag = flags.get(name);
    return flag?.unclear === undefined ? [] : [undecided(flag.path, `--${name} is not known: ${flag.unclear}`)];
  });
}

/** The outcome for a flag that has to be set and is not. */
export function missingFlag(server: ComponentFlags, name: string, consequence: string): Outcome {
  const { flags, path, incomplete } = server;
  if (!flags.has(name) && incomplete !== undefined) return undecided(path, `--${name} is not seen, but ${incomplete}`);
  return { path: flags.get(name)?.path ?? path, message: `--${name} is ${flags.has(name) ? 'empty' : 'not set'}, so ${consequence}` };
}
