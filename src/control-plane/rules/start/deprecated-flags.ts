import { coded, defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { knownFlag, knownGate } from '../../../kubernetes/components/flags/catalogue';
import { effectiveFlag, type CataloguedFlags } from '../../../kubernetes/components/flags/effective-flag';
import { NONE } from '../../../kubernetes/objects/collect';
import { formatMinor } from '../../../kubernetes/releases/versions';
import { catalogued, staticPod } from '../programs';
import { onGates } from './feature-gates';

export const deprecatedFlags = defineRule({
  id: 'control-plane/deprecated-flags',
  title: 'Components of Kubernetes should not set deprecated flags or feature gates',
  description:
    'A later release removes what is deprecated, and does not start while it is set. Found are flags that the component itself calls '
    + 'deprecated, feature gates that are deprecated, and gates that can no longer be changed: the release after next or so no longer has '
    + 'them. The flags of the kubelet that its configuration file has taken the place of are among them.\n\n'
    + 'The tables are those of Kubernetes 1.35 to 1.37. A flag or gate that the release does not have is for `control-plane/known-flags` '
    + 'and `control-plane/known-feature-gates`; a list of gates that is not known is for those, too.',
  severity: Severity.LOW,
  operations: true,
  fix: 'Remove the flag or the gate, or set what has taken its place: the reference of the component names it.',
  sources: [
    'https://kubernetes.io/docs/reference/using-api/deprecation-policy/#deprecating-a-flag-or-cli',
    'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/',
  ],
  bad: staticPod('kube-apiserver', '--apiserver-count=3'),
  good: staticPod('kube-apiserver', '--endpoint-reconciler-type=lease'),
  subject: catalogued,
  check: (program, context) => [...oldFlags(program, context), ...oldGates(program, context)],
});

function oldFlags({ component, flags }: CataloguedFlags, { kubernetes }: CheckContext): readonly Outcome[] {
  return [...flags].flatMap(([name, { path }]): readonly Outcome[] => {
    if (knownFlag(component, name, kubernetes)?.isDeprecated !== true) return NONE;
    return coded(name, [{ path, message: `--${name} is deprecated in ${component} ${formatMinor(kubernetes)}` }]);
  });
}

function oldGates(program: CataloguedFlags, context: CheckContext): readonly Outcome[] {
  if (effectiveFlag(program, 'feature-gates', context.kubernetes).unclear !== undefined) return NONE;
  return onGates(({ name, item: { path } }): readonly Outcome[] => {
    const gate = knownGate(name, context.kubernetes);
    if (gate === undefined) return NONE;
    const release = formatMinor(context.kubernetes);
    if (gate.isLocked) return [{ path, message: `the feature gate ${name} can no longer be changed in Kubernetes ${release}` }];
    return gate.stage === 'DEPRECATED' ? [{ path, message: `the feature gate ${name} is deprecated in Kubernetes ${release}` }] : NONE;
  })(program, context);
}
