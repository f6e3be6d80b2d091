import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { Coverage, coverageOf, flagNames, knownFlag, type CataloguedComponent } from '../../../kubernetes/components/flags/catalogue';
import type { CataloguedFlags } from '../../../kubernetes/components/flags/effective-flag';
import { REMOVED_FLAGS } from '../../../kubernetes/components/flags/removed';
import { formatMinor, type KubernetesMinor } from '../../../kubernetes/releases/versions';
import { misspelt } from '../../../text/nearest';
import { catalogued, staticPod } from '../programs';

export const knownFlags = defineRule({
  id: 'control-plane/known-flags',
  title: 'Components of Kubernetes must set only flags that their release has',
  description:
    'A component does not start with a flag that it does not know: a misspelt one, one of another component, or one that its release has '
    + 'removed or does not have yet. Checked are kube-apiserver, kube-controller-manager, kube-scheduler, kube-proxy and, in '
    + '`kubeletExtraArgs` of kubeadm, the kubelet, against the flags that the components of Kubernetes 1.35 to 1.37 register. For older '
    + 'and newer releases a flag that none of these has is unknown.\n\n'
    + '`versions/removed-flag` has the flags of kube-apiserver that were removed before.',
  severity: Severity.HIGH,
  fix: 'Remove the flag, or correct its name.',
  sources: ['https://kubernetes.io/docs/reference/command-line-tools-reference/'],
  bad: staticPod('kube-apiserver', '--anonymous-aut=false'),
  good: staticPod('kube-apiserver', '--anonymous-auth=false'),
  subject: catalogued,
  check: forbidUnknown,
});

function forbidUnknown({ component, flags }: CataloguedFlags, { kubernetes }: CheckContext): readonly Outcome[] {
  const release = formatMinor(kubernetes);
  return [...flags].flatMap(([name, { path }]): readonly Outcome[] => {
    if (knownFlag(component, name, kubernetes) !== undefined) return [];
    if (component === 'kube-apiserver' && REMOVED_FLAGS.has(name)) return [];
    if (coverageOf(kubernetes) !== Coverage.KNOWN) {
      return [undecided(path, `it is not known here whether ${component} ${release} has --${name}`)];
    }
    return [{ path, message: `${component} ${release} has no --${name}, so it does not start${hintOf(component, name, kubernetes)}` }];
  });
}

const OTHERS = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;

function hintOf(component: CataloguedComponent, name: string, kubernetes: KubernetesMinor): string {
  const near = misspelt(name.replace(/^-+/, ''), flagNames(component, kubernetes));
  if (near !== undefined) return `; --${near} is a flag`;
  const other = OTHERS.find((one) => knownFlag(one, name, kubernetes) !== undefined);
  return other === undefined ? '' : `; it is a flag of ${other}`;
}
