import { fileAccessRule } from '../../../engine/file-access-rule';
import type { AnyRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';

type Row = readonly [
  name: string,
  files: string,
  path: RegExp,
  example: string,
  mode: number,
  severity: Severity,
  controls: readonly string[],
];

const MANIFESTS = 'The kubelet runs what is written there, as root on the node.';
const SECRETS = 'Who reads one acts as its owner in the whole cluster.';
const TRUST = 'Who writes them decides whom the cluster trusts.';

function manifest(name: string, words: string, first: number): Row {
  const path = new RegExp(`^/etc/kubernetes/manifests/${name}\\.(ya?ml|json)$`);
  const example = `/etc/kubernetes/manifests/${name}.yaml`;
  return [`${name}-manifest-access`, `manifests of ${words}`, path, example, 0o600, Severity.MEDIUM, cis(first, first + 1)];
}

function kubeconfig(name: string, path: RegExp, words: string, severity: Severity, first: number): Row {
  return [
    `${name}-kubeconfig-access`,
    `kubeconfig files of ${words}`,
    path,
    `/etc/kubernetes/${name}.conf`,
    0o600,
    severity,
    cis(first, first + 1),
  ];
}

function cis(...numbers: readonly number[]): readonly string[] {
  return numbers.map((number) => `CIS-2.0:1.1.${number}`);
}

const ROWS: readonly (readonly [row: Row, why: string])[] = [
  [manifest('kube-apiserver', 'the API server', 1), MANIFESTS],
  [manifest('kube-controller-manager', 'the controller manager', 3), MANIFESTS],
  [manifest('kube-scheduler', 'the scheduler', 5), MANIFESTS],
  [manifest('etcd', 'etcd', 7), MANIFESTS],
  [
    [
      'cni-access',
      'CNI configurations',
      /^\/etc\/cni\/net\.d\/[^/]+$/,
      '/etc/cni/net.d/10-net.conflist',
      0o600,
      Severity.MEDIUM,
      cis(9, 10),
    ],
    'The container runtime runs the plugins that they name, as root.',
  ],
  [kubeconfig('admin', /^\/etc\/kubernetes\/(super-)?admin\.conf$/, 'administrators', Severity.HIGH, 13), SECRETS],
  [kubeconfig('scheduler', /^\/etc\/kubernetes\/scheduler\.conf$/, 'the scheduler', Severity.HIGH, 15), SECRETS],
  [kubeconfig('controller-manager', /^\/etc\/kubernetes\/controller-manager\.conf$/, 'the controller manager', Severity.HIGH, 17), SECRETS],
  [
    // The CA for clients is on every node: the rules about kubelets check it.
    [
      'certificate-access',
      'certificates of the PKI',
      /^\/etc\/kubernetes\/pki\/(?!ca\.crt$)(?!.*\bkey\.pem$).+\.(crt|pem|pub)$/,
      '/etc/kubernetes/pki/front-proxy-ca.crt',
      0o644,
      Severity.MEDIUM,
      cis(19, 20),
    ],
    TRUST,
  ],
  [
    [
      'private-key-access',
      'private keys of the PKI',
      /^\/etc\/kubernetes\/pki\/(.+\.key|(.*\b)?key\.pem)$/,
      '/etc/kubernetes/pki/ca.key',
      0o600,
      Severity.HIGH,
      cis(19, 21),
    ],
    SECRETS,
  ],
];

/** One rule for each family of files of the control plane. */
export const fileAccess: readonly AnyRule[] = ROWS.map(([[name, files, path, example, mode, severity, controls], why]) =>
  fileAccessRule({ id: `control-plane/${name}`, name: files, path, example, mode, why, severity, controls }),
);
