import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { Kubelet } from '../../../kubernetes/components/kubelet/kubelets';
import { NONE } from '../../../kubernetes/objects/collect';
import { FIELDS, kubeletWith, kubelets, outcomesOf, stateOf } from '../subjects';

const FIELDS_OFF = ['enableProfilingHandler', 'enableDebugFlagsHandler', 'enableContentionProfiling'] as const;

export const profiling = defineRule({
  id: 'kubelet/profiling',
  title: 'The kubelet must not serve profiles and debug flags (enableProfilingHandler, enableDebugFlagsHandler)',
  description:
    'Profiles show what is in the memory of the kubelet and slow it down; debug flags raise its log level, so that it may log what it '
    + 'should not. Everyone with access to the resource nodes/proxy reaches both. `enableProfilingHandler` and '
    + '`enableDebugFlagsHandler` are true by default, so '
    + 'unset is a violation; `enableContentionProfiling` is false by default.\n\n'
    + 'Not a violation: `enableDebuggingHandlers: false`, which serves none of it, though no logs and no exec either, or '
    + '`enableServer: false`.',
  severity: Severity.LOW,
  fix: 'Set enableProfilingHandler and enableDebugFlagsHandler to false, and leave enableContentionProfiling out.',
  sources: [FIELDS],
  bad: kubeletWith('enableProfilingHandler: true\nenableDebugFlagsHandler: true'),
  good: kubeletWith('enableProfilingHandler: false\nenableDebugFlagsHandler: false'),
  subject: kubelets,
  check: forbidProfiling,
});

function forbidProfiling(kubelet: Kubelet): readonly Outcome[] {
  if (['enableDebuggingHandlers', 'enableServer'].some((field) => kubelet.setting(field)?.value === false)) return NONE;
  return FIELDS_OFF.flatMap((field) =>
    outcomesOf(kubelet, field, (value, setting) => (value === true ? `${stateOf(setting)}` : undefined)),
  );
}
