import { fileAccessRule, type FileFamily } from '../../../engine/file-access-rule';
import type { AnyRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';

const FAMILIES: readonly FileFamily[] = [
  {
    id: 'kubelet/unit-access',
    name: 'systemd units of the kubelet',
    path: /^\/(etc|usr\/lib|usr\/local\/lib|lib|run)\/systemd\/system\/kubelet\.service(\.d\/[^/]+\.conf)?$/,
    example: '/etc/systemd/system/kubelet.service.d/20-options.conf',
    mode: 0o600,
    why: 'systemd runs what is written there, as root on the node.',
    severity: Severity.MEDIUM,
    controls: ['CIS-2.0:4.1.1', 'CIS-2.0:4.1.2'],
  },
  {
    id: 'kubelet/proxy-kubeconfig-access',
    name: 'kubeconfig files of kube-proxy',
    path: /^\/(etc\/kubernetes\/(kube-)?proxy\.(conf|kubeconfig)|var\/lib\/kube-proxy\/kubeconfig(\.conf)?)$/,
    example: '/var/lib/kube-proxy/kubeconfig.conf',
    mode: 0o600,
    why: 'Who reads one acts as kube-proxy in the cluster.',
    severity: Severity.MEDIUM,
    controls: ['CIS-2.0:4.1.3', 'CIS-2.0:4.1.4'],
  },
  {
    id: 'kubelet/kubeconfig-access',
    name: 'kubeconfig files of the kubelet',
    path: /^\/etc\/kubernetes\/(bootstrap-)?kubelet\.conf$/,
    example: '/etc/kubernetes/kubelet.conf',
    mode: 0o600,
    why: 'Who reads one acts as the node in the cluster.',
    severity: Severity.HIGH,
    controls: ['CIS-2.0:4.1.5', 'CIS-2.0:4.1.6'],
  },
  {
    id: 'kubelet/client-ca-access',
    name: 'CA files for clients of the kubelet',
    path: /^\/etc\/kubernetes\/pki\/ca\.crt$/,
    example: '/etc/kubernetes/pki/ca.crt',
    mode: 0o644,
    why: 'Who writes one decides whom the kubelet trusts.',
    severity: Severity.MEDIUM,
    controls: ['CIS-2.0:4.1.7', 'CIS-2.0:4.1.8'],
  },
  {
    id: 'kubelet/configuration-access',
    name: 'configuration files of the kubelet',
    path: /^\/(var\/lib\/kubelet\/config\.ya?ml|etc\/kubernetes\/kubelet(-config)?\.ya?ml|etc\/kubernetes\/kubelet\.conf\.d\/[^/]+\.conf)$/,
    example: '/var/lib/kubelet/config.yaml',
    mode: 0o600,
    why: 'Who writes one turns authentication at the kubelet off.',
    severity: Severity.MEDIUM,
    controls: ['CIS-2.0:4.1.9', 'CIS-2.0:4.1.10'],
  },
];

/** One rule for each family of files of nodes. */
export const fileAccess: readonly AnyRule[] = FAMILIES.map(fileAccessRule);
