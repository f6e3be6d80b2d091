import { integerOption, type OptionValues } from '../../../engine/options';
import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { ComponentFlags } from '../../../kubernetes/components/component-flags';
import { knownFlag } from '../../../kubernetes/components/flags/catalogue';
import { parseGoInt } from '../../../kubernetes/components/flags/go-values';
import { logPlace } from '../../log-place';
import { apiServers, missingFlag, textFlag, unclearFlags } from '../subjects';

const FLAGS = [
  { name: 'audit-log-maxage', option: 'age', unit: 'days', zero: 'old logs are never removed by age' },
  { name: 'audit-log-maxbackup', option: 'backups', unit: 'files', zero: 'old logs are kept without limit until the disk is full' },
  { name: 'audit-log-maxsize', option: 'size', unit: 'megabytes', zero: 'the log is rotated at no stated size' },
] as const;

const options = {
  age: integerOption('The least --audit-log-maxage, in days.', 30),
  backups: integerOption('The least --audit-log-maxbackup, in files.', 10),
  size: integerOption('The least --audit-log-maxsize, in megabytes.', 100),
};

export const logRetentionFlags = defineRule({
  id: 'audit/log-retention-flags',
  title: 'Audit logs must be kept for at least 30 days and 10 files of 100 MB, and must not be unlimited',
  description:
    'The flags are `--audit-log-maxage` (days), `--audit-log-maxbackup` (files) and `--audit-log-maxsize` (megabytes). Zero '
    + 'removes a limit, so it is a violation. Unset flags mean no limit before Kubernetes 1.36; from 1.36 on they mean 366 days, '
    + '100 files and 100 megabytes, which pass.\n\n'
    + 'The rule does not apply to API servers that write no log file. If the log goes to standard output (`-`), the result is '
    + 'unknown, since the container runtime decides how long it is kept.',
  severity: Severity.MEDIUM,
  fix: 'Set --audit-log-maxage to 30 or more, --audit-log-maxbackup to 10 or more and --audit-log-maxsize to 100 or more.',
  controls: ['CIS-2.0:1.2.17', 'CIS-2.0:1.2.18', 'CIS-2.0:1.2.19'],
  sources: [
    'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/',
    'https://github.com/kubernetes/apiserver/blob/v0.37.0/pkg/server/options/audit.go',
  ],
  bad:
    '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, metadata: { name: cluster }, '
    + 'apiServer: { extraArgs: [{ name: audit-log-path, value: /var/log/audit.log }, { name: audit-log-maxage, value: "7" }, '
    + '{ name: audit-log-maxbackup, value: "2" }, { name: audit-log-maxsize, value: "10" }] } }',
  good:
    '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, metadata: { name: cluster }, '
    + 'apiServer: { extraArgs: [{ name: audit-log-path, value: /var/log/audit.log }, { name: audit-log-maxage, value: "30" }, '
    + '{ name: audit-log-maxbackup, value: "10" }, { name: audit-log-maxsize, value: "100" }] } }',
  subject: apiServers,
  options,
  check: requireRetention,
});

function requireRetention(server: ComponentFlags, { kubernetes }: CheckContext, least: OptionValues<typeof options>): readonly Outcome[] {
  const unclear = unclearFlags(server, ['audit-log-path', ...FLAGS.map(({ name }) => name)]);
  if (unclear.length > 0) return unclear;
  const log = textFlag(server, 'audit-log-path');
  const place = log && logPlace(log.value);
  if (!log || place === 'nowhere') return [];
  if (place === 'output') {
    return [undecided(log.path, 'the audit log goes to standard output, and its retention is not set here')];
  }
  return FLAGS.flatMap(({ name, option, unit, zero }) => {
    const flag = server.flags.get(name);
    if (!flag) return knownFlag('kube-apiserver', name, kubernetes)?.initial === '0' ? [missingFlag(server, name, zero)] : [];
    const value = parseGoInt(flag.value);
    if (value === undefined || value < 0) {
      return [undecided(flag.path, `--${name} is ${JSON.stringify(flag.value)}, which kube-apiserver rejects`)];
    }
    if (value === 0) return [{ path: flag.path, message: `--${name} is 0, so ${zero}` }];
    return value < least[option] ? [{ path: flag.path, message: `--${name} is ${value} ${unit}, less than ${least[option]}` }] : [];
  });
}
