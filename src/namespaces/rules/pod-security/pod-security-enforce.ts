import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { ENFORCE_LABEL, POD_SECURITY_LEVELS } from '../../../kubernetes/admission/pod-security';
import { podSecuritySettings } from '../../../kubernetes/admission/pod-security-configuration';
import type { NamespaceView } from '../../../kubernetes/namespaces/namespace-view';
import { governedNamespaces, labelOf, wrongLabel } from '../namespace-subjects';

export const podSecurityEnforce = defineRule({
  id: 'namespaces/pod-security-enforce',
  title: 'Namespaces must enforce the Pod Security level baseline or restricted',
  description:
    'The level comes from the label or from the defaults of a PodSecurityConfiguration in the input, and the namespace must not '
    + 'be exempt there. Exempt from this rule: `kube-system`, whose own components need to be privileged; '
    + '`namespaces/system-namespace` keeps other workloads out of it.\n\n'
    + 'Unknown: namespaces that pods use and whose Namespace is not in the input, and namespaces without the label if the default '
    + 'is unknown, because the configuration is in a file that is not in the input, is not valid, or several of them differ.',
  severity: Severity.HIGH,
  takesReason: true,
  fix: 'Label the Namespace with pod-security.kubernetes.io/enforce: restricted, or baseline where restricted is not possible.',
  controls: ['CIS-2.0:5.2.1'],
  sources: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces'],
  bad: '{ apiVersion: v1, kind: Namespace, metadata: { name: payments, labels: { pod-security.kubernetes.io/enforce: privileged } } }',
  good: '{ apiVersion: v1, kind: Namespace, metadata: { name: payments, labels: { pod-security.kubernetes.io/enforce: restricted } } }',
  subject: {
    name: 'namespaces but kube-system',
    select: (context) => governedNamespaces.select(context).filter(({ value }) => value.name !== 'kube-system'),
  },
  revisions: [{ since: '1.23', check: requireLevel }],
});

function requireLevel({ name, label, objects, pods }: NamespaceView, { inventory }: CheckContext): Outcome[] {
  const { bases, configurations } = podSecuritySettings(inventory);
  const exempting = bases.filter(({ exemptions }) => exemptions.namespaces.some((exempt) => exempt.name === name));
  if (exempting.length === bases.length) {
    return [{ path: '', message: `${label} is exempt from Pod Security admission by the API server's configuration` }];
  }
  if (exempting.length > 0) {
    return [undecided('', `whether ${label} is exempt from Pod Security admission is unknown: configurations in the input differ`)];
  }
  const fallbacks = new Set(bases.map(({ defaults }) => defaults.enforce.level));
  if (objects.length === 0) {
    if (pods.length === 0 || [...fallbacks].every((level) => level === 'baseline' || level === 'restricted')) return [];
    return [undecided('', `which Pod Security level ${label} enforces is unknown: its Namespace is not in the input`)];
  }
  return objects.flatMap((object) => {
    const found = labelOf(object, ENFORCE_LABEL);
    if (found.value !== undefined && typeof found.value !== 'string') return [{ ...wrongLabel(ENFORCE_LABEL, found), object }];
    if (found.value === undefined && (fallbacks.size > 1 || fallbacks.has(undefined))) {
      const reason = fallbacks.size > 1 ? 'configurations in the input differ' : 'the default is not known';
      return [{ ...undecided(found.path, `which Pod Security level ${label} enforces by default is unknown: ${reason}`), object }];
    }
    const level = found.value ?? (configurations.length === 0 ? undefined : [...fallbacks][0]);
    if (level === 'baseline' || level === 'restricted') return [];
    return [{ object, path: found.path, message: factOf(label, level, found.value === undefined) }];
  });
}

function factOf(label: string, level: string | undefined, byDefault: boolean): string {
  if (level === undefined) return `${label} enforces no Pod Security level, so every pod is admitted`;
  if (!POD_SECURITY_LEVELS.includes(level)) return `${label} enforces ${JSON.stringify(level)}, which is not a Pod Security level`;
  return `${label} enforces the level ${level}${byDefault ? ' by default' : ''}, which admits every pod`;
}
