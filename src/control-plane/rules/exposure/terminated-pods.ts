import { integerOption, type OptionValues } from '../../../engine/options';
import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { effectiveFlag, type CataloguedFlags } from '../../../kubernetes/components/flags/effective-flag';
import { parseGoInt } from '../../../kubernetes/components/flags/go-values';
import { NONE } from '../../../kubernetes/objects/collect';
import { controllerManagers, malformed, notKnown, staticPod } from '../programs';

const options = { most: integerOption('The most pods that may be kept.', 12500) };

export const terminatedPods = defineRule({
  id: 'control-plane/terminated-pods',
  title: 'kube-controller-manager must delete terminated pods beyond a number (--terminated-pod-gc-threshold)',
  description:
    'Pods that have ended stay in etcd until there are more of them than this. Zero and negative values turn the deletion off. Unset '
    + 'passes: the default is 12,500.',
  severity: Severity.LOW,
  fix: 'Remove --terminated-pod-gc-threshold, or set it to a number that etcd can keep.',
  controls: ['CIS-2.0:1.3.1'],
  sources: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-garbage-collection'],
  bad: staticPod('kube-controller-manager', '--terminated-pod-gc-threshold=0'),
  good: staticPod('kube-controller-manager', '--terminated-pod-gc-threshold=1000'),
  subject: controllerManagers,
  operations: true,
  options,
  check: requireDeletion,
});

function requireDeletion(
  program: CataloguedFlags,
  { kubernetes }: CheckContext,
  { most }: OptionValues<typeof options>,
): readonly Outcome[] {
  const flag = effectiveFlag(program, 'terminated-pod-gc-threshold', kubernetes);
  if (flag.unclear !== undefined) return notKnown(flag);
  const { label, path, value } = flag;
  const threshold = parseGoInt(value);
  if (threshold === undefined) return malformed(flag, 'an integer');
  if (threshold <= 0) return [{ path, message: `${label} is ${threshold}, so terminated pods are never deleted` }];
  return threshold > most ? [{ path, message: `${label} is ${threshold}, more than ${most}` }] : NONE;
}
