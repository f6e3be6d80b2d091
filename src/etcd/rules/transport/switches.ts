import { defineRule, undecided, type AnyRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { etcdConfig, type EtcdConfig } from '../settings';

interface Row {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** All names that the switch has had. */
  readonly flags: readonly string[];
  readonly wanted: boolean;
  readonly severity: Severity;
  readonly controls?: readonly string[];
  readonly fix: string;
}

const ROWS: readonly Row[] = [
  {
    name: 'client-cert-auth',
    flags: ['client-cert-auth'],
    wanted: true,
    severity: Severity.CRITICAL,
    controls: ['CIS-2.0:2.2'],
    title: 'etcd must require client certificates (--client-cert-auth)',
    description:
      'Without client certificates, any client that reaches the port can read and change all Secrets. The default is false, so '
      + 'unset is a violation in a container and in a configuration file; kubeadm sets it.',
    fix: 'Set --client-cert-auth=true.',
  },
  {
    name: 'no-auto-tls',
    flags: ['auto-tls'],
    wanted: false,
    severity: Severity.HIGH,
    controls: ['CIS-2.0:2.3'],
    title: 'etcd must not generate its own client-facing certificate (--auto-tls)',
    description:
      'A certificate that etcd generates is issued by no CA, so clients cannot verify that they talk to etcd. Unset passes, since '
      + 'the default is false. The switch is also a violation if certificate files are set and etcd ignores it: it takes effect '
      + 'when the files are removed.',
    fix: 'Set --auto-tls=false and give etcd a certificate from its CA.',
  },
  {
    name: 'peer-client-cert-auth',
    flags: ['peer-client-cert-auth'],
    wanted: true,
    severity: Severity.CRITICAL,
    controls: ['CIS-2.0:2.5'],
    title: 'etcd must require peer certificates (--peer-client-cert-auth)',
    description:
      'Without peer certificates, any client that reaches the peer port can join the replication and read all data. The default '
      + 'is false, so unset is a violation in a container and in a configuration file; kubeadm sets it.',
    fix: 'Set --peer-client-cert-auth=true.',
  },
  {
    name: 'no-peer-auto-tls',
    flags: ['peer-auto-tls'],
    wanted: false,
    severity: Severity.HIGH,
    controls: ['CIS-2.0:2.6'],
    title: 'etcd must not generate its own peer certificate (--peer-auto-tls)',
    description:
      'A certificate that etcd generates is issued by no CA, so members cannot verify each other. Unset passes, since the default '
      + 'is false. The switch is also a violation if peer certificate files are set and etcd ignores it: it takes effect when the '
      + 'files are removed.',
    fix: 'Set --peer-auto-tls=false and give etcd a peer certificate from its CA.',
  },
  {
    name: 'peer-san-verification',
    flags: ['peer-skip-client-san-verification', 'experimental-peer-skip-client-san-verification'],
    wanted: false,
    severity: Severity.MEDIUM,
    title: 'etcd must not skip SAN verification of peer certificates (--peer-skip-client-san-verification)',
    description:
      'The check ensures that a peer connects from an address that its certificate names. Unset passes, since the default is '
      + 'false. The former name `--experimental-peer-skip-client-san-verification` counts too.',
    fix: 'Remove the flag that skips the check, and put the addresses of each member into its peer certificate.',
  },
];

/** What Go's strconv.ParseBool takes; etcd refuses to start on anything else. */
const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** One rule for each switch. All are false by default. */
export const switches: readonly AnyRule[] = ROWS.map(({ name, title, description, severity, controls, fix, flags, wanted }) =>
  defineRule({
    id: `etcd/${name}`,
    title,
    description,
    severity,
    fix,
    controls,
    sources: ['https://etcd.io/docs/v3.6/op-guide/security/', 'https://etcd.io/docs/v3.6/op-guide/configuration/'],
    bad: podWith(`--${flags[0]}=${!wanted}`),
    good: podWith(`--${flags[0]}=${wanted}`),
    subject: etcdConfig,
    check: (config: EtcdConfig) => flags.flatMap((flag) => requireState(config, flag, wanted)),
  }),
);

function podWith(flag: string): string {
  return (
    '{ apiVersion: v1, kind: Pod, metadata: { name: etcd, namespace: kube-system }, '
    + `spec: { containers: [{ name: etcd, command: [etcd, ${flag}] }] } }`
  );
}

function requireState(config: EtcdConfig, flag: string, wanted: boolean): readonly Outcome[] {
  const { label, path, value, unclear, byKubeadm } = config.setting(flag);
  if (unclear !== undefined) return [undecided(path, `${label} is not known: ${unclear}`)];
  if (byKubeadm) return NONE;
  if (value === undefined) return wanted ? [{ path, message: `${label} is not set, and false by default` }] : NONE;
  const state = TRUE.has(value) ? true : FALSE.has(value) ? false : undefined;
  if (state === undefined) {
    return [undecided(path, `${label} is ${JSON.stringify(value)}, which is not a boolean, so etcd does not start`)];
  }
  return state === wanted ? NONE : [{ path, message: `${label} is ${state}` }];
}
