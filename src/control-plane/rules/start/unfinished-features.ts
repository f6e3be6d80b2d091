import { listOption, type OptionValues } from '../../../engine/options';
import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { knownGate } from '../../../kubernetes/components/flags/catalogue';
import type { CataloguedFlags } from '../../../kubernetes/components/flags/effective-flag';
import { NONE } from '../../../kubernetes/objects/collect';
import { catalogued, staticPod } from '../programs';
import { onGates } from './feature-gates';

const options = { accepted: listOption('Feature gates of single features in alpha that may be on.', [], { format: 'feature-gate' }) };

export const unfinishedFeatures = defineRule({
  id: 'control-plane/unfinished-features',
  title: 'Components of Kubernetes must not switch on features in alpha (--feature-gates)',
  description:
    'Features in alpha can have faults, change without notice, and get no fixes for older releases. `AllAlpha` switches on all of them, '
    + 'and `AllBeta` those in beta that are off by default. Single features in beta pass.',
  severity: Severity.MEDIUM,
  takesReason: true,
  fix: 'Remove the gate from --feature-gates, or accept a single one with the option `accepted`.',
  controls: ['STIG:V-242400'],
  sources: ['https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/#feature-stages'],
  bad: staticPod('kube-apiserver', '--feature-gates=AllAlpha=true'),
  good: staticPod('kube-apiserver', '--feature-gates=AllAlpha=false'),
  subject: catalogued,
  options,
  check: (program: CataloguedFlags, context: CheckContext, { accepted }: OptionValues<typeof options>) =>
    onGates(({ name, value, item: { path } }): readonly Outcome[] => {
      if (value !== true || accepted.includes(name)) return NONE;
      if (name === 'AllAlpha' || name === 'AllBeta') {
        return [
          { path, message: `${name} switches on every feature in ${name === 'AllAlpha' ? 'alpha' : 'beta'} of ${program.component}` },
        ];
      }
      return knownGate(name, context.kubernetes)?.stage === 'ALPHA' ? [{ path, message: `the feature ${name} is in alpha, and on` }] : NONE;
    })(program, context),
});
