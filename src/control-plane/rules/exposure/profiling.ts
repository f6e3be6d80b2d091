import { defineRule, undecided, type CheckContext, type Outcome, type Selected } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import { effectiveFlag, type CataloguedFlags } from '../../../kubernetes/components/flags/effective-flag';
import { parseGoBool } from '../../../kubernetes/components/flags/go-values';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { isUnset, typeName } from '../../../text/json';
import { controlPlane, malformed, notKnown, staticPod, stateOf } from '../programs';

const GROUP = 'kubescheduler.config.k8s.io';
const KIND = 'KubeSchedulerConfiguration';
const CONSEQUENCE = 'profiles, which show what the program does, are served at /debug/pprof';

/** A program, or the file that a scheduler reads in place of its flags. */
type Source = { readonly program: CataloguedFlags } | { readonly configuration: KubeObject };

export const profiling = defineRule({
  id: 'control-plane/profiling',
  title: 'Control-plane components must not serve profiles (--profiling)',
  description:
    'A profile shows the insides of the program, and taking one slows it down. The default is true, so unset is a violation, also in the '
    + 'configuration of kubeadm. A scheduler with `--config` ignores the flag: `enableProfiling` of its KubeSchedulerConfiguration counts, '
    + 'and if the file is not in the input, the result is unknown.',
  severity: Severity.LOW,
  takesReason: true,
  fix: 'Set --profiling=false, and enableProfiling: false in a KubeSchedulerConfiguration.',
  controls: ['CIS-2.0:1.2.15', 'CIS-2.0:1.3.2', 'CIS-2.0:1.4.1'],
  sources: [
    'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/',
    'https://kubernetes.io/docs/reference/config-api/kube-scheduler-config.v1/',
  ],
  bad: staticPod('kube-apiserver', '--profiling=true'),
  good: staticPod('kube-apiserver', '--profiling=false'),
  subject: subject<Source>('API servers, controller managers, schedulers and their configurations', (context) => [
    ...controlPlane.select(context).map(({ value, object }): Selected<Source> => ({ value: { program: value }, object })),
    ...context.inventory.byKind(GROUP, KIND).map((object): Selected<Source> => ({ value: { configuration: object }, object })),
  ]),
  check: (source: Source, context: CheckContext) =>
    'program' in source ? ofProgram(source.program, context) : ofConfiguration(source.configuration),
});

function ofProgram(program: CataloguedFlags, { inventory, kubernetes }: CheckContext): readonly Outcome[] {
  if (program.component === 'kube-scheduler') {
    const config = effectiveFlag(program, 'config', kubernetes);
    if (config.unclear !== undefined) return notKnown(config);
    if (config.value !== '') {
      if (inventory.byKind(GROUP, KIND).length > 0) return NONE;
      return [undecided(config.path, `${config.value} is not in the input, so whether profiles are served is not known`)];
    }
  }
  const flag = effectiveFlag(program, 'profiling', kubernetes);
  if (flag.unclear !== undefined) return notKnown(flag);
  const value = parseGoBool(flag.value);
  if (value === undefined) return malformed(flag, 'a boolean');
  return value ? [{ path: flag.path, message: `${program.component}: ${stateOf(flag)}, so ${CONSEQUENCE}` }] : NONE;
}

function ofConfiguration({ json: { enableProfiling } }: KubeObject): readonly Outcome[] {
  const path = 'enableProfiling';
  if (enableProfiling === false) return NONE;
  if (!isUnset(enableProfiling) && enableProfiling !== true) {
    return [undecided(path, `enableProfiling is ${typeName(enableProfiling)}, so the scheduler does not start`)];
  }
  return [{ path, message: `enableProfiling is ${enableProfiling === true ? 'true' : 'not set, and true by default'}, so ${CONSEQUENCE}` }];
}
