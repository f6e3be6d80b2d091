import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { Coverage, coverageOf, gateNames, knownGate } from '../../../kubernetes/components/flags/catalogue';
import type { CataloguedFlags } from '../../../kubernetes/components/flags/effective-flag';
import { NONE } from '../../../kubernetes/objects/collect';
import { formatMinor } from '../../../kubernetes/releases/versions';
import { misspelt } from '../../../text/nearest';
import { catalogued, staticPod } from '../programs';
import { onGates, type SetGate } from './feature-gates';

export const knownFeatureGates = defineRule({
  id: 'control-plane/known-feature-gates',
  title: 'Components of Kubernetes must set only feature gates that their release has (--feature-gates)',
  description:
    'A component does not start with a gate that it does not know, one that is locked to another value, or a value that is not a boolean. '
    + 'Gates are removed some releases after their feature is generally available. For releases other than 1.35 to 1.37, a gate that '
    + 'none of these has is unknown.',
  severity: Severity.HIGH,
  fix: 'Remove the gate from --feature-gates, or correct its name or value.',
  sources: ['https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/'],
  bad: staticPod('kube-apiserver', '--feature-gates=DynamicKubeletConfig=true'),
  good: staticPod('kube-apiserver', '--feature-gates=RotateKubeletServerCertificate=true'),
  subject: catalogued,
  check: onGates(requireKnown),
});

function requireKnown(
  { name, value, item: { path } }: SetGate,
  { component }: CataloguedFlags,
  { kubernetes }: CheckContext,
): readonly Outcome[] {
  const release = formatMinor(kubernetes);
  const gate = knownGate(name, kubernetes);
  const doesNot = `so ${component} does not start`;
  if (gate === undefined) {
    if (coverageOf(kubernetes) !== Coverage.KNOWN) {
      return [undecided(path, `it is not known here whether Kubernetes ${release} has the feature gate ${name}`)];
    }
    const near = misspelt(name, gateNames(kubernetes));
    return [
      { path, message: `Kubernetes ${release} has no feature gate ${name}, ${doesNot}${near === undefined ? '' : `; ${near} is one`}` },
    ];
  }
  if (value === undefined) return [{ path, message: `the feature gate ${name} is set to a text that is not a boolean, ${doesNot}` }];
  if (!gate.isLocked || value === gate.isOn) return NONE;
  return [{ path, message: `the feature gate ${name} is locked to ${gate.isOn} in Kubernetes ${release}, ${doesNot}` }];
}
