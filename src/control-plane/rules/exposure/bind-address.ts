import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { effectiveFlag, type CataloguedFlags } from '../../../kubernetes/components/flags/effective-flag';
import { NONE } from '../../../kubernetes/objects/collect';
import { controllers, notKnown, staticPod, stateOf } from '../programs';

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|::1|0:0:0:0:0:0:0:1)$/;

export const bindAddress = defineRule({
  id: 'control-plane/bind-address',
  title: 'kube-controller-manager and kube-scheduler must serve on loopback only (--bind-address)',
  description:
    'Nothing outside the node needs their ports but a scraper of metrics. The default is every address, so unset and empty are '
    + 'violations in a container; kubeadm sets 127.0.0.1. `--secure-port=0`, which serves nothing, passes.',
  severity: Severity.MEDIUM,
  fix: 'Set --bind-address=127.0.0.1.',
  controls: ['CIS-2.0:1.3.7', 'CIS-2.0:1.4.2'],
  sources: [
    'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/',
    'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-scheduler/',
  ],
  bad: staticPod('kube-controller-manager', '--bind-address=0.0.0.0'),
  good: staticPod('kube-controller-manager', '--bind-address=127.0.0.1'),
  subject: controllers,
  check: requireLoopback,
});

function requireLoopback(program: CataloguedFlags, { kubernetes }: CheckContext): readonly Outcome[] {
  const port = effectiveFlag(program, 'secure-port', kubernetes);
  if (port.unclear === undefined && port.value === '0') return NONE;
  const flag = effectiveFlag(program, 'bind-address', kubernetes);
  if (flag.unclear !== undefined) return notKnown(flag);
  return LOOPBACK.test(flag.value)
    ? NONE
    : [{ path: flag.path, message: `${program.component}: ${stateOf(flag)}, so other hosts reach its port` }];
}
