import { defineRule, type AnyRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { effectiveFlag, type CataloguedFlags, type EffectiveFlag } from '../../../kubernetes/components/flags/effective-flag';
import { NONE } from '../../../kubernetes/objects/collect';
import { apiServers, controllerManagers, notKnown, staticPod, stateOf } from '../programs';

interface Row {
  readonly name: string;
  readonly component: 'kube-apiserver' | 'kube-controller-manager';
  readonly flags: readonly string[];
  /** A flag that takes the place of these, if it is set. */
  readonly instead?: string;
  readonly consequence: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly controls?: readonly string[];
  readonly fix: string;
}

const BY_KUBEADM = 'An empty value counts as unset. kubeadm sets it, so unset passes in its configuration.';

const ROWS: readonly Row[] = [
  {
    name: 'kubelet-client-certificate',
    component: 'kube-apiserver',
    flags: ['kubelet-client-certificate', 'kubelet-client-key'],
    consequence: 'the API server has no identity towards kubelets',
    title: 'kube-apiserver must authenticate to kubelets (--kubelet-client-certificate, --kubelet-client-key)',
    description: `Without the certificate, a kubelet has to admit anonymous requests for logs and exec to work. ${BY_KUBEADM}`,
    severity: Severity.HIGH,
    controls: ['CIS-2.0:1.2.4'],
    fix: 'Set --kubelet-client-certificate and --kubelet-client-key.',
  },
  {
    name: 'kubelet-certificate-authority',
    component: 'kube-apiserver',
    flags: ['kubelet-certificate-authority'],
    consequence: 'the API server does not verify the certificates of kubelets',
    title: 'kube-apiserver must verify kubelet certificates (--kubelet-certificate-authority)',
    description:
      'Without the authority, an attacker between API server and kubelet reads and changes what exec, logs and port-forward transfer. '
      + 'kubeadm does not set it, so unset is a violation in its configuration as well. Kubelets then need serving certificates of that '
      + 'authority: `serverTLSBootstrap: true`, and an approval of their certificate requests.',
    severity: Severity.MEDIUM,
    controls: ['CIS-2.0:1.2.5'],
    fix: 'Set --kubelet-certificate-authority to the CA of the serving certificates of kubelets.',
  },
  {
    name: 'service-account-key-file',
    component: 'kube-apiserver',
    flags: ['service-account-key-file'],
    instead: 'service-account-signing-endpoint',
    consequence: 'tokens are verified with the key of the serving certificate',
    title: 'kube-apiserver must verify service account tokens with a key of their own (--service-account-key-file)',
    description:
      'With a key pair of its own, tokens and serving certificate can be renewed apart. An external signer '
      + `(\`--service-account-signing-endpoint\`) takes the place of the file. ${BY_KUBEADM}`,
    severity: Severity.MEDIUM,
    controls: ['CIS-2.0:1.2.22'],
    fix: 'Set --service-account-key-file to the public key for service account tokens.',
  },
  {
    name: 'serving-certificate',
    component: 'kube-apiserver',
    flags: ['tls-cert-file', 'tls-private-key-file'],
    consequence: 'the API server generates a certificate that no CA has issued',
    title: 'kube-apiserver must have a serving certificate (--tls-cert-file, --tls-private-key-file)',
    description: `Clients cannot verify a certificate that the API server generates for itself. ${BY_KUBEADM}`,
    severity: Severity.MEDIUM,
    controls: ['CIS-2.0:1.2.24'],
    fix: 'Set --tls-cert-file and --tls-private-key-file.',
  },
  {
    name: 'client-ca-file',
    component: 'kube-apiserver',
    flags: ['client-ca-file'],
    consequence: 'components cannot authenticate with client certificates',
    title: 'kube-apiserver must authenticate client certificates (--client-ca-file)',
    description: `Kubelets, the scheduler and the controller manager authenticate with client certificates. ${BY_KUBEADM}`,
    severity: Severity.MEDIUM,
    controls: ['CIS-2.0:1.2.25'],
    fix: 'Set --client-ca-file to the CA of the cluster.',
  },
  {
    name: 'encryption-provider-config',
    component: 'kube-apiserver',
    flags: ['encryption-provider-config'],
    consequence: 'Secrets are stored in etcd unencrypted',
    title: 'kube-apiserver must encrypt Secrets at rest (--encryption-provider-config)',
    description:
      'Without it, the disk of etcd, its snapshots and its backups contain every Secret in plaintext. kubeadm does not set it, so unset '
      + 'is a violation in its configuration as well. Whether the providers of the file encrypt is not checked.',
    severity: Severity.HIGH,
    controls: ['CIS-2.0:1.2.27'],
    fix: 'Set --encryption-provider-config to an EncryptionConfiguration whose first provider encrypts, and mount the file.',
  },
  {
    name: 'service-account-private-key-file',
    component: 'kube-controller-manager',
    flags: ['service-account-private-key-file'],
    consequence: 'the controller manager does not sign token Secrets',
    title: 'kube-controller-manager must sign service account tokens (--service-account-private-key-file)',
    description: `Without the key, Secrets of type kubernetes.io/service-account-token remain without a token. ${BY_KUBEADM}`,
    severity: Severity.LOW,
    controls: ['CIS-2.0:1.3.4'],
    fix: 'Set --service-account-private-key-file.',
  },
  {
    name: 'root-ca-file',
    component: 'kube-controller-manager',
    flags: ['root-ca-file'],
    consequence: 'pods get no CA certificate to verify the API server with',
    title: 'kube-controller-manager must publish the CA of the API server (--root-ca-file)',
    description: `The controller manager puts the CA into the ConfigMap kube-root-ca.crt of each namespace. ${BY_KUBEADM}`,
    severity: Severity.MEDIUM,
    controls: ['CIS-2.0:1.3.5'],
    fix: 'Set --root-ca-file to the CA of the serving certificate of the API server.',
  },
];

/** One rule for each file, or pair of files. */
export const requiredFiles: readonly AnyRule[] = ROWS.map(({ name, component, flags, instead, consequence, ...texts }) =>
  defineRule({
    id: `control-plane/${name}`,
    ...texts,
    takesReason: true,
    sources: [`https://kubernetes.io/docs/reference/command-line-tools-reference/${component}/`],
    bad: staticPod(component, ...flags.map((flag) => `--${flag}=`)),
    good: staticPod(component, ...flags.map((flag) => `--${flag}=/etc/kubernetes/pki/${flag}`)),
    subject: component === 'kube-apiserver' ? apiServers : controllerManagers,
    check: (program: CataloguedFlags, { kubernetes }: CheckContext) =>
      instead !== undefined && effectiveFlag(program, instead, kubernetes).value !== ''
        ? NONE
        : requireFiles(
            flags.map((flag) => effectiveFlag(program, flag, kubernetes)),
            consequence,
          ),
  }),
);

function requireFiles(flags: readonly EffectiveFlag[], consequence: string): readonly Outcome[] {
  const missing = flags.filter(({ value, unclear }) => value === '' && unclear === undefined);
  const [first] = missing;
  return [
    ...flags.filter(({ unclear }) => unclear !== undefined).flatMap(notKnown),
    ...(first ? [{ path: first.path, message: `${statesOf(missing)}, so ${consequence}` }] : []),
  ];
}

function statesOf(missing: readonly EffectiveFlag[]): string {
  return missing.length > 1 && missing.every(({ origin }) => origin !== 'input')
    ? `${missing.map(({ label }) => label).join(' and ')} are not set`
    : missing.map(stateOf).join(' and ');
}
