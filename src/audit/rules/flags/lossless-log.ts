import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { ComponentFlags } from '../../../kubernetes/components/component-flags';
import { parseGoBool } from '../../../kubernetes/components/flags/go-values';
import { logPlace } from '../../log-place';
import { apiServers, textFlag, unclearFlags } from '../subjects';

interface LosslessFlag {
  readonly name: string;
  /** The fact when the value loses events; '' when it does not; undefined when kube-apiserver rejects the value. */
  readonly judge: (value: string) => string | undefined;
}

const FLAGS: readonly LosslessFlag[] = [
  {
    name: 'audit-log-mode',
    judge: (value) =>
      value === 'batch'
        ? '--audit-log-mode is batch, so events are dropped while the buffer is full'
        : ['blocking', 'blocking-strict'].includes(value)
          ? ''
          : undefined,
  },
  {
    name: 'audit-log-truncate-enabled',
    judge: (value) => {
      const enabled = parseGoBool(value);
      return enabled === undefined
        ? undefined
        : enabled
          ? '--audit-log-truncate-enabled is on, so an event that is still too large without its bodies, as with a very long URL, is '
            + 'dropped'
          : '';
    },
  },
  {
    name: 'audit-log-format',
    judge: (value) =>
      value === 'legacy' ? '--audit-log-format is legacy, so bodies and annotations are missing' : value === 'json' ? '' : undefined,
  },
];

export const losslessLog = defineRule({
  id: 'audit/lossless-log',
  title: 'The audit log must not drop or truncate events',
  description:
    'The log loses events or parts of them with `--audit-log-mode=batch`, `--audit-log-truncate-enabled` and '
    + '`--audit-log-format=legacy`. Unset flags pass: by default the log backend blocks, does not truncate, and writes JSON. '
    + 'Flags of the webhook backend are not checked.',
  severity: Severity.MEDIUM,
  fix: 'Remove the flag, or set it to its default: blocking mode, no truncation, JSON.',
  sources: [
    'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#batching',
    'https://github.com/kubernetes/apiserver/blob/v0.37.0/plugin/pkg/audit/truncate/truncate.go',
    'https://github.com/kubernetes/apiserver/blob/v0.37.0/plugin/pkg/audit/buffered/buffered.go',
  ],
  bad:
    '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, metadata: { name: cluster }, '
    + 'apiServer: { extraArgs: [{ name: audit-log-path, value: /var/log/audit.log }, { name: audit-log-mode, value: batch }] } }',
  good:
    '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, metadata: { name: cluster }, '
    + 'apiServer: { extraArgs: [{ name: audit-log-path, value: /var/log/audit.log }, { name: audit-log-mode, value: blocking-strict }] } }',
  subject: apiServers,
  check: lossless,
});

function lossless(server: ComponentFlags): Outcome[] {
  const unclear = unclearFlags(server, ['audit-log-path', ...FLAGS.map(({ name }) => name)]);
  if (unclear.length > 0) return unclear;
  const log = textFlag(server, 'audit-log-path');
  if (!log || logPlace(log.value) === 'nowhere') return [];
  return FLAGS.flatMap(({ name, judge }) => {
    const flag = server.flags.get(name);
    const fact = flag ? judge(flag.value) : '';
    if (fact === undefined) return [undecided(flag!.path, `--${name} is ${JSON.stringify(flag!.value)}, which kube-apiserver rejects`)];
    return fact === '' ? [] : [{ path: flag!.path, message: fact }];
  });
}
