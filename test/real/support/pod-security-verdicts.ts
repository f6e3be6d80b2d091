import { Registry } from '../../../src/engine/registry';
import { run } from '../../../src/engine/run';
import { podViews } from '../../../src/kubernetes/pods/pod-view';
import { POD_SECURITY_CHECKS } from '../../../src/kubernetes/pods/security/checks';
import { evaluatePodSecurity } from '../../../src/kubernetes/pods/security/evaluate';
import { parseMinor } from '../../../src/kubernetes/releases/versions';
import { workloadsRules } from '../../../src/workloads/rules';
import { inventoryOf } from '../../support/findings';
import { policyVersion } from '../../support/policy-version';
import type { Reply } from './client';

export type Level = 'baseline' | 'restricted';

/** Ids of the checks that forbid a pod. */
export type Verdict = readonly string[] | 'admitted';

/** What Pod Security admission calls each check in its messages. */
const REASONS: Readonly<Record<string, string>> = {
  'forbidden AppArmor profile': 'appArmorProfile',
  'forbidden AppArmor profiles': 'appArmorProfile',
  'non-default capabilities': 'capabilities_baseline',
  'unrestricted capabilities': 'capabilities_restricted',
  'host namespaces': 'hostNamespaces',
  'hostPath volumes': 'hostPathVolumes',
  'hostPort': 'hostPorts',
  'probe or lifecycle host': 'hostProbesAndHostLifecycle',
  'privileged': 'privileged',
  'procMount': 'procMount',
  'seLinuxOptions': 'seLinuxOptions',
  'seccompProfile': 'seccompProfile_baseline',
  'forbidden sysctls': 'sysctls',
  'hostProcess': 'windowsHostProcess',
  'allowPrivilegeEscalation != false': 'allowPrivilegeEscalation',
  'restricted volume types': 'restrictedVolumes',
  'runAsNonRoot != true': 'runAsNonRoot',
  'runAsUser=0': 'runAsUser',
};

/** The rule of each check. */
const RULES: Readonly<Record<string, string>> = {
  'workloads/apparmor': 'appArmorProfile',
  'workloads/capabilities-baseline': 'capabilities_baseline',
  'workloads/capabilities-restricted': 'capabilities_restricted',
  'workloads/host-namespaces': 'hostNamespaces',
  'workloads/host-path-volumes': 'hostPathVolumes',
  'workloads/host-ports': 'hostPorts',
  'workloads/host-probes': 'hostProbesAndHostLifecycle',
  'workloads/privileged': 'privileged',
  'workloads/proc-mount': 'procMount',
  'workloads/proc-mount-restricted': 'procMount_restricted',
  'workloads/selinux': 'seLinuxOptions',
  'workloads/seccomp-baseline': 'seccompProfile_baseline',
  'workloads/seccomp-restricted': 'seccompProfile_restricted',
  'workloads/sysctls': 'sysctls',
  'workloads/windows-host-process': 'windowsHostProcess',
  'workloads/privilege-escalation': 'allowPrivilegeEscalation',
  'workloads/volume-types': 'restrictedVolumes',
  'workloads/run-as-non-root': 'runAsNonRoot',
  'workloads/run-as-user': 'runAsUser',
};

/** These say the same as the baseline check that they replace at restricted, so that no message tells them apart. */
const SAID_ALIKE: Readonly<Record<string, string>> = {
  procMount_restricted: 'procMount',
  seccompProfile_restricted: 'seccompProfile_baseline',
};

/** Checks by the names that the server's messages can tell apart. */
export function asServerSays(checks: Verdict): Verdict {
  return checks === 'admitted' ? checks : checks.map((check) => SAID_ALIKE[check] ?? check);
}

/** The checks by which the server rejects a pod, as its message has them, in their order; 'admitted' when it does not. */
export function serverChecks({ status, body }: Reply, level: Level): Verdict {
  if (status === 201 || status === 200) return 'admitted';
  const found = /^pods "[^"]+" is forbidden: (violates PodSecurity .*)$/s.exec(body.message ?? '');
  if (status !== 403 || !found) throw new Error(`refused, but not by Pod Security admission: ${status} ${body.message}`);
  return checksIn(found[1]!, level);
}

/** The checks of which the server warns, for an object that it takes: a workload, whose pods it would refuse. */
export function warnedChecks({ status, body, warnings }: Reply, level: Level): Verdict {
  if (status !== 201 || warnings.length > 1) throw new Error(`not taken with one warning: ${status} ${body.message} ${warnings.join()}`);
  return warnings.length === 0 ? 'admitted' : checksIn(warnings[0]!, level);
}

function checksIn(message: string, level: Level): readonly string[] {
  const found = /^(?:would violate|violates) PodSecurity "(baseline|restricted):(?:v[\d.]+|latest)": (.*)$/s.exec(message);
  if (found?.[1] !== level) throw new Error(`not by the level ${level}: ${message}`);
  return topLevelParts(found[2]!).map((part) => {
    const reason = part.replace(/ \(.*$/s, '');
    if (REASONS[reason] === undefined) throw new Error(`the server names a check that is not known here: ${reason}`);
    return REASONS[reason];
  });
}

/** The same of our evaluation of the manifest, by the label of the namespace on that cluster. */
export function ownChecks(pod: object, level: Level, label: string, cluster: string): Verdict {
  const view = podViews(inventoryOf([pod]))[0]!;
  const failures = evaluatePodSecurity(view, level, policyVersion(label, parseMinor(cluster))!);
  if (failures.some(({ places }) => places.some(({ unknown }) => unknown))) throw new Error('undecided');
  return failures.length === 0 ? 'admitted' : failures.map(({ checkId }) => checkId);
}

/** The same of the rules, sorted: those of the level, without those of baseline that one of restricted replaces. */
export function ruleChecks(pod: object, level: Level, kubernetes: string): Verdict {
  const replaced = new Set(level === 'restricted' ? POD_SECURITY_CHECKS.map(({ replaces }) => replaces) : []);
  const { findings } = run({
    inventory: inventoryOf([pod]),
    registry: new Registry(workloadsRules),
    profile: {
      name: level,
      title: level,
      includes: ({ controls }) => controls.some((control) => control === 'PSS:baseline' || control === `PSS:${level}`),
    },
    kubernetes: parseMinor(kubernetes),
    asOf: '2026-11-23',
    waivers: [],
  });
  const checks = new Set(
    findings.map(({ rule, status, message }) => {
      if (status !== 'violation' || RULES[rule] === undefined) throw new Error(`${rule}: ${status}: ${message}`);
      return RULES[rule];
    }),
  );
  const left = [...checks].filter((check) => !replaced.has(check)).sort();
  return left.length === 0 ? 'admitted' : left;
}

/** Parts between commas that stand outside parentheses. */
function topLevelParts(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
}
