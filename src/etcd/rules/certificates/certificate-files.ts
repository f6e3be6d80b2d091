import { coded, defineRule, undecided, type AnyRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { etcdConfig, type EtcdConfig } from '../settings';

interface Row {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly flags: readonly string[];
  readonly severity: Severity;
  readonly controls?: readonly string[];
  /** What follows, for the fix. */
  readonly fix: string;
}

const ROWS: readonly Row[] = [
  {
    name: 'client-certificates',
    flags: ['cert-file', 'key-file'],
    severity: Severity.CRITICAL,
    controls: ['CIS-2.0:2.1'],
    title: 'etcd must serve clients over TLS (--cert-file, --key-file)',
    description:
      'Without a certificate and key, etcd serves clients in plaintext. Unset or empty is a violation in a container and in a '
      + 'configuration file, since etcd has no default. kubeadm sets both files, so there only an empty override is a violation.',
    fix: 'Set --cert-file and --key-file to the certificate and key of this member.',
  },
  {
    name: 'trusted-ca',
    flags: ['trusted-ca-file'],
    severity: Severity.CRITICAL,
    title: 'etcd must set the CA for client certificates (--trusted-ca-file)',
    description:
      'Without `--trusted-ca-file`, every CA that the node trusts can issue a client certificate. Unset or empty is a violation '
      + 'in a container and in a configuration file. kubeadm sets the file, so there only an empty override is a violation.',
    fix:
      'Set --trusted-ca-file to the certificate of a separate CA. Without it, every CA that the node trusts can issue the certificate of a '
      + 'client.',
  },
  {
    name: 'peer-certificates',
    flags: ['peer-cert-file', 'peer-key-file'],
    severity: Severity.CRITICAL,
    controls: ['CIS-2.0:2.4'],
    title: 'etcd must serve peers over TLS (--peer-cert-file, --peer-key-file)',
    description:
      'Without a certificate and key, members exchange data in plaintext. Unset or empty is a violation in a container and in a '
      + 'configuration file, since etcd has no default. kubeadm sets both files, so there only an empty override is a violation.',
    fix: 'Set --peer-cert-file and --peer-key-file to the peer certificate and key of this member.',
  },
  {
    name: 'peer-trusted-ca',
    flags: ['peer-trusted-ca-file'],
    severity: Severity.CRITICAL,
    title: 'etcd must set the CA for peer certificates (--peer-trusted-ca-file)',
    description:
      'Without `--peer-trusted-ca-file`, every CA that the node trusts can issue a member certificate. Unset or empty is a '
      + 'violation in a container and in a configuration file. kubeadm sets the file, so there only an empty override is a '
      + 'violation.',
    fix:
      'Set --peer-trusted-ca-file to the certificate of a separate CA. Without it, every CA that the node trusts can '
      + 'issue the certificate of a member.',
  },
];

/** One rule for each pair of files, since etcd has no default for them. */
export const certificateFiles: readonly AnyRule[] = ROWS.map(({ name, title, description, severity, controls, fix, flags }) =>
  defineRule({
    id: `etcd/${name}`,
    title,
    description,
    severity,
    fix,
    controls,
    sources: ['https://etcd.io/docs/v3.6/op-guide/security/', 'https://etcd.io/docs/v3.6/op-guide/configuration/'],
    bad: podWith(''),
    good: podWith(flags.map((flag) => `, --${flag}=/etc/kubernetes/pki/etcd/${flag}.pem`).join('')),
    subject: etcdConfig,
    check: (config: EtcdConfig) => flags.flatMap((flag) => coded(flag, requireFile(config, flag))),
  }),
);

function podWith(flags: string): string {
  return (
    '{ apiVersion: v1, kind: Pod, metadata: { name: etcd, namespace: kube-system }, '
    + `spec: { containers: [{ name: etcd, command: [etcd, --name=a${flags}] }] } }`
  );
}

function requireFile(config: EtcdConfig, flag: string): readonly Outcome[] {
  const { label, path, value, unclear } = config.setting(flag);
  if (unclear !== undefined) return [undecided(path, `${label} is not known: ${unclear}`)];
  return value === undefined || value === '' ? [{ path, message: `${label} is not set` }] : NONE;
}
