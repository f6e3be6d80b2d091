import type { Benchmark, Section } from '../engine/benchmark';
import { controlOf, ELSEWHERE } from './section';

type Row = readonly [number: number, title: string, by?: string, byHand?: string];

function part(id: string, title: string, rows: readonly Row[], more: Partial<Section> = {}): Section {
  return { ...more, id, title, controls: rows.map(([number, ...row]) => controlOf(`V-${number}`, ...row)) };
}

const PORTS = 'which ports, protocols and services are approved is not in manifests';
const SSHD = 'whether sshd runs on workers is seen there';

/**
 * The Kubernetes Security Technical Implementation Guide of DISA, version 2: ids of its findings, with titles in words of our own. In a
 * section, those about the same come together.
 *
 * Source: https://public.cyber.mil/stigs/downloads/ (Kubernetes STIG)
 */
export const STIG: Benchmark = {
  name: 'stig',
  title: 'DISA Kubernetes STIG, version 2',
  prefix: 'STIG:',
  releases: [],
  sections: [
    part(
      'api-server',
      'API server',
      [
        [242378, 'TLS 1.2 or later'],
        [242382, 'Authorization is Node and RBAC', '1.2.6 1.2.7 1.2.8'],
        [242386, 'No insecure port', 'control-plane/known-flags'],
        [242388, 'No insecure address', 'control-plane/known-flags'],
        [242389, 'The secure port is served'],
        [242390, 'Anonymous requests are rejected', '1.2.1'],
        [242400, 'No APIs in alpha'],
        [242402, 'An audit log is written', '1.2.16'],
        [242403, 'Audit records say what happened, when, where, and who did it', '3.2.1 3.2.2'],
        [242418, 'Strong TLS cipher suites alone', '1.2.29'],
        [242419, 'A CA for client certificates', '1.2.25'],
        [242422, 'A serving certificate and its key', '1.2.24'],
        [242429, 'A CA for etcd', '1.2.26'],
        [242430, 'A client certificate towards etcd', '1.2.23'],
        [242431, 'The key of the client certificate towards etcd', '1.2.23'],
        [242436, 'Admission plugin ValidatingAdmissionWebhook is on'],
        [242438, 'Requests time out', '1.2.20'],
        [242461, 'There is an audit policy', 'audit/policy-file-flag audit/policy-file-present'],
        [242462, 'Audit logs are rotated at 100 MB', '1.2.19'],
        [242463, 'Old audit logs are kept', '1.2.18'],
        [242464, 'Audit logs are kept for at least 30 days', '1.2.17'],
        [242465, 'The path of the audit log is set', '1.2.16'],
        [245542, 'No file of passwords', 'control-plane/known-flags'],
        [245543, 'No file of static tokens', '1.2.2'],
        [245544, 'A client certificate towards kubelets', '1.2.4'],
        [254800, 'Pod Security admission is configured', 'namespaces/admission-configuration-flag namespaces/pod-security-default-level'],
        [254801, 'Pod Security admission is on', 'namespaces/pod-security-plugin'],
        [274882, 'Secrets are encrypted at rest', '1.2.27 1.2.28'],
      ],
      { ofProvider: true },
    ),
    part(
      'controllers',
      'Controller manager and scheduler',
      [
        [242376, 'Controller manager: TLS 1.2 or later'],
        [242377, 'Scheduler: TLS 1.2 or later'],
        [242381, 'Each controller has a ServiceAccount of its own', '1.3.3'],
        [242384, 'Scheduler: served on the loopback address alone', '1.4.2'],
        [242385, 'Controller manager: served on the loopback address alone', '1.3.7'],
        [242409, 'Controller manager: profiling is off', '1.3.2'],
        [242421, 'Pods are given the CA of the API server', '1.3.5'],
      ],
      { ofProvider: true },
    ),
    part(
      'etcd',
      'etcd',
      [
        [242379, 'No self-signed serving certificates', '2.3'],
        [242380, 'No self-signed certificates between members', '2.6'],
        [242423, 'Clients need a certificate', '2.2'],
        [242426, 'Members need a certificate', '2.5'],
        [242427, 'A key for the serving certificate', '2.1'],
        [242428, 'A serving certificate', '2.1'],
        [242432, 'A certificate between members', '2.4'],
        [242433, 'A key for the certificate between members', '2.4'],
      ],
      { ofProvider: true },
    ),
    part('kubelet', 'Kubelet', [
      [242387, 'No read-only port', '4.2.4'],
      [242391, 'Anonymous requests are rejected', '4.2.1'],
      [242392, 'Requests are authorized', '4.2.2'],
      [242397, 'No path of static pods', '', 'workers alone: control planes of kubeadm need one'],
      [242398, 'No dynamic audit', 'control-plane/known-feature-gates'],
      [242399, 'No dynamic configuration of kubelets', 'control-plane/known-feature-gates'],
      [242404, 'The name of the node is not overridden', '4.2.7'],
      [242420, 'A CA for client certificates', '4.2.3'],
      [242424, 'A key for the serving certificate', '4.2.9'],
      [242425, 'A serving certificate', '4.2.9'],
      [242434, 'Kernel settings are not changed', 'kubelet/protect-kernel-defaults'],
      [245541, 'Idle streams are closed', '4.2.5'],
    ]),
    part('workloads', 'Workloads', [
      [242383, 'Objects of users are in namespaces of their own', 'namespaces/default-namespace namespaces/system-namespace'],
      [242395, 'No dashboard'],
      [242414, 'No host ports that are privileged', 'workloads/host-ports'],
      [242415, 'No Secrets in environment variables'],
      [242417, 'Users and the system have namespaces apart', 'namespaces/system-namespace'],
      [242437, 'Admission enforces a policy for pods', 'namespaces/pod-security-enforce'],
      [274883, 'What is secret is in Secrets, or in a store', 'workloads/literal-credentials workloads/config-map-credentials'],
      [274884, 'Few may read Secrets', '5.1.2'],
    ]),
    part(
      'files',
      'Files of nodes',
      [
        [242405, 'Owner of the manifests of the control plane: root', '1.1.2 1.1.4 1.1.6 1.1.8'],
        [242406, 'Owner of the configuration of the kubelet: root', '4.1.10'],
        [242407, 'Mode of the configuration of the kubelet: 644 or stricter', '4.1.9'],
        [242408, 'Mode of the manifests of the control plane: 644 or stricter', '1.1.1 1.1.3 1.1.5 1.1.7'],
        [242444, 'Owner of the manifests of components: root', '1.1.2 1.1.4 1.1.6 1.1.8'],
        [242445, 'Owner of the files of etcd: etcd', '1.1.12'],
        [242446, 'Owner of the kubeconfig files of the control plane: root', '1.1.14 1.1.16 1.1.18'],
        [242447, 'Mode of the kubeconfig of kube-proxy: 644 or stricter', '4.1.3'],
        [242448, 'Owner of the kubeconfig of kube-proxy: root', '4.1.4'],
        [242449, 'Mode of the CA for clients: 644 or stricter', '4.1.7'],
        [242450, 'Owner of the CA for clients: root', '4.1.8'],
        [242451, 'Owner of the PKI: root', '1.1.19'],
        [242452, 'Mode of kubelet.conf: 644 or stricter', '4.1.5'],
        [242453, 'Owner of kubelet.conf: root', '4.1.6'],
        [242454, 'Owner of the drop-in of kubeadm: root', '4.1.2'],
        [242455, 'Mode of the drop-in of kubeadm: 644 or stricter', '4.1.1'],
        [242456, 'Mode of the configuration of kubelets: 644 or stricter', '4.1.9'],
        [242457, 'Owner of the configuration of kubelets: root', '4.1.10'],
        [242459, 'Mode of the files of etcd: 644 or stricter', '1.1.11'],
        [242460, 'Mode of admin.conf: 644 or stricter', '1.1.13'],
        [242466, 'Mode of the certificates of the PKI: 644 or stricter', '1.1.20'],
        [242467, 'Mode of the private keys of the PKI: 600', '1.1.21'],
      ],
      { unseen: ELSEWHERE.nodes },
    ),
    part('people', 'For people', [
      [242393, 'Workers do not run sshd', '', SSHD],
      [242394, 'Workers do not have sshd enabled', '', SSHD],
      [242396, 'kubectl is a release without the faults of cp', '', 'which kubectl people have is not in manifests'],
      [242410, 'API server: approved ports, protocols and services', '', PORTS],
      [242411, 'Scheduler: approved ports, protocols and services', '', PORTS],
      [242412, 'Controllers: approved ports, protocols and services', '', PORTS],
      [242413, 'etcd: approved ports, protocols and services', '', PORTS],
      [242442, 'Components of former versions are removed', '', 'what else is on nodes and in the cluster'],
      [242443, 'All updates are installed', 'versions/supported-release', 'patch releases are seen in the cluster'],
    ]),
  ],
};
