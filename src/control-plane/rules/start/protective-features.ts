import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { knownGate } from '../../../kubernetes/components/flags/catalogue';
import { PROTECTIVE_GATES } from '../../../kubernetes/components/flags/protective-gates';
import { NONE } from '../../../kubernetes/objects/collect';
import { catalogued, staticPod } from '../programs';
import { onGates } from './feature-gates';

export const protectiveFeatures = defineRule({
  id: 'control-plane/protective-features',
  title: 'Components of Kubernetes must not switch off features that limit access (--feature-gates)',
  description:
    `Checked are ${[...PROTECTIVE_GATES.keys()].join(', ')}, which are on by default. Unset passes. A gate that the release does not `
    + `have, or `
    + 'has locked, is for `control-plane/known-feature-gates`.',
  severity: Severity.MEDIUM,
  takesReason: true,
  fix: 'Remove the gate from --feature-gates.',
  controls: ['CIS-2.0:1.3.6'],
  sources: ['https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/'],
  bad: staticPod('kube-controller-manager', '--feature-gates=RotateKubeletServerCertificate=false'),
  good: staticPod('kube-controller-manager', '--feature-gates=RotateKubeletServerCertificate=true'),
  subject: catalogued,
  check: onGates(({ name, value, item: { path } }, _, { kubernetes }) => {
    const consequence = PROTECTIVE_GATES.get(name);
    if (consequence === undefined || value !== false || knownGate(name, kubernetes)?.isLocked !== false) return NONE;
    return [{ path, message: `${name} is off, so ${consequence}` }];
  }),
});
