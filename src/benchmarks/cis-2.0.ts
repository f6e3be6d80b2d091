import type { Benchmark, Control, Section } from '../engine/benchmark';
import { parseMinor } from '../kubernetes/releases/versions';

type Row = readonly [number: string, title: string, byHand?: string];

/** A section whose controls are numbered below it. */
function section(id: string, title: string, rows: readonly Row[], more: Partial<Section> = {}): Section {
  return {
    ...more,
    id,
    title,
    controls: rows.map(([number, words, own]): Control => ({ id: `${id}.${number}`, title: words, byHand: own })),
  };
}

const ON_NODES = 'modes and owners of files on nodes: look there, as kube-bench does';
/** The provider of a managed cluster decides it. */
const OF_PROVIDER: Partial<Section> = { ofProvider: true };
const LOGIN = 'how people log in is not in manifests';

/**
 * CIS Kubernetes Benchmark 2.0.1, for Kubernetes 1.34 and 1.35. Its controls bear the numbers of those of 1.12. Titles are in words of our
 * own.
 *
 * Source: https://www.cisecurity.org/benchmark/kubernetes
 */
export const CIS_2_0: Benchmark = {
  name: 'cis-2.0',
  title: 'CIS Kubernetes Benchmark 2.0.1',
  prefix: 'CIS-2.0:',
  releases: [parseMinor('1.34'), parseMinor('1.35')],
  sections: [
    section(
      '1.1',
      'Files of the control plane',
      [
        ['1', 'Mode of the API server manifest: 600 or stricter'],
        ['2', 'Owner of the API server manifest: root:root'],
        ['3', 'Mode of the controller manager manifest: 600 or stricter'],
        ['4', 'Owner of the controller manager manifest: root:root'],
        ['5', 'Mode of the scheduler manifest: 600 or stricter'],
        ['6', 'Owner of the scheduler manifest: root:root'],
        ['7', 'Mode of the etcd manifest: 600 or stricter'],
        ['8', 'Owner of the etcd manifest: root:root'],
        ['9', 'Mode of the CNI configuration: 600 or stricter'],
        ['10', 'Owner of the CNI configuration: root:root'],
        ['11', 'Mode of the data directory of etcd: 700 or stricter'],
        ['12', 'Owner of the data directory of etcd: etcd:etcd'],
        ['13', 'Mode of the kubeconfig files of administrators: 600'],
        ['14', 'Owner of the kubeconfig files of administrators: root:root'],
        ['15', 'Mode of scheduler.conf: 600 or stricter'],
        ['16', 'Owner of scheduler.conf: root:root'],
        ['17', 'Mode of controller-manager.conf: 600 or stricter'],
        ['18', 'Owner of controller-manager.conf: root:root'],
        ['19', 'Owner of the PKI directory and its files: root:root'],
        ['20', 'Mode of the certificates of the PKI: 644 or stricter'],
        ['21', 'Mode of the private keys of the PKI: 600'],
      ],
      { unseen: ON_NODES, byHand: ON_NODES, ofProvider: true },
    ),
    section(
      '1.2',
      'API server',
      [
        ['1', 'Anonymous requests are rejected'],
        ['2', 'No file of static tokens'],
        ['3', 'Services with external addresses are denied (DenyServiceExternalIPs)'],
        ['4', 'A client certificate towards kubelets'],
        ['5', 'The certificates of kubelets are verified'],
        ['6', 'Authorization is not AlwaysAllow'],
        ['7', 'Authorization includes Node'],
        ['8', 'Authorization includes RBAC'],
        ['9', 'Admission limits the rate of events (EventRateLimit)'],
        ['10', 'Admission does not admit everything (AlwaysAdmit)'],
        ['11', 'Admission makes nodes pull images each time (AlwaysPullImages)'],
        ['12', 'Admission plugin ServiceAccount is on'],
        ['13', 'Admission plugin NamespaceLifecycle is on'],
        ['14', 'Admission plugin NodeRestriction is on'],
        ['15', 'Profiling is off'],
        ['16', 'An audit log is written'],
        ['17', 'Audit logs are kept for at least 30 days'],
        ['18', 'At least 10 old audit logs are kept'],
        ['19', 'Audit logs are rotated at 100 MB or more'],
        ['20', 'Requests time out after a suitable time'],
        ['21', 'Tokens of deleted ServiceAccounts are rejected'],
        ['22', 'A key of its own verifies tokens of ServiceAccounts'],
        ['23', 'A client certificate towards etcd'],
        ['24', 'A serving certificate and its key'],
        ['25', 'A CA for client certificates'],
        ['26', 'A CA for etcd'],
        ['27', 'Encryption at rest is configured'],
        ['28', 'Encryption at rest uses suitable providers'],
        ['29', 'Strong TLS cipher suites alone'],
        ['30', 'Lifetimes of tokens of ServiceAccounts are not extended'],
      ],
      OF_PROVIDER,
    ),
    section(
      '1.3',
      'Controller manager',
      [
        ['1', 'Terminated pods are removed beyond a suitable number'],
        ['2', 'Profiling is off'],
        ['3', 'Each controller has a ServiceAccount of its own'],
        ['4', 'A private key signs tokens of ServiceAccounts'],
        ['5', 'Pods are given the CA of the API server'],
        ['6', 'Serving certificates of kubelets are rotated'],
        ['7', 'Served on the loopback address alone'],
      ],
      OF_PROVIDER,
    ),
    section(
      '1.4',
      'Scheduler',
      [
        ['1', 'Profiling is off'],
        ['2', 'Served on the loopback address alone'],
      ],
      OF_PROVIDER,
    ),
    section(
      '2',
      'etcd',
      [
        ['1', 'A serving certificate and its key'],
        ['2', 'Clients need a certificate'],
        ['3', 'No self-signed serving certificates'],
        ['4', 'A certificate between members'],
        ['5', 'Members need a certificate'],
        ['6', 'No self-signed certificates between members'],
        ['7', 'A CA that signs for etcd alone', 'files at two paths may hold one CA: compare the certificates'],
      ],
      OF_PROVIDER,
    ),
    section('3.1', 'Authentication', [
      ['1', 'People do not authenticate with client certificates', LOGIN],
      ['2', 'People do not authenticate with tokens of ServiceAccounts', LOGIN],
      ['3', 'People do not authenticate with bootstrap tokens', LOGIN],
    ]),
    section(
      '3.2',
      'Audit',
      [
        ['1', 'There is an audit policy'],
        ['2', 'The audit policy covers what matters for security'],
      ],
      OF_PROVIDER,
    ),
    section(
      '4.1',
      'Files of nodes',
      [
        ['1', 'Mode of the unit of the kubelet: 600 or stricter'],
        ['2', 'Owner of the unit of the kubelet: root:root'],
        ['3', 'Mode of the kubeconfig of kube-proxy: 600 or stricter'],
        ['4', 'Owner of the kubeconfig of kube-proxy: root:root'],
        ['5', 'Mode of kubelet.conf: 600 or stricter'],
        ['6', 'Owner of kubelet.conf: root:root'],
        ['7', 'Mode of the CA for clients: 644 or stricter'],
        ['8', 'Owner of the CA for clients: root:root'],
        ['9', 'Mode of the configuration of the kubelet: 600 or stricter'],
        ['10', 'Owner of the configuration of the kubelet: root:root'],
      ],
      { unseen: ON_NODES, byHand: ON_NODES },
    ),
    section('4.2', 'Kubelet', [
      ['1', 'Anonymous requests are rejected'],
      ['2', 'Authorization is not AlwaysAllow'],
      ['3', 'A CA for client certificates'],
      ['4', 'No read-only port'],
      ['5', 'Idle streams are closed'],
      ['6', 'iptables chains are kept by the kubelet'],
      ['7', 'The name of the node is not overridden'],
      ['8', 'Events are recorded at a suitable rate'],
      ['9', 'A serving certificate and its key'],
      ['10', 'Client certificates are rotated'],
      ['11', 'Serving certificates are rotated'],
      ['12', 'Strong TLS cipher suites alone'],
      ['13', 'Processes of a pod are limited'],
      ['14', 'The seccomp profile of the runtime is the default'],
    ]),
    section('4.3', 'kube-proxy', [['1', 'Metrics are served on the loopback address alone']]),
    section('5.1', 'RBAC and ServiceAccounts', [
      ['1', 'cluster-admin is bound only where it must be'],
      ['2', 'Few may read Secrets'],
      ['3', 'Few wildcards in roles'],
      ['4', 'Few may create pods'],
      ['5', 'ServiceAccounts named default are not used'],
      ['6', 'Tokens are mounted only where they are used'],
      ['7', 'The group system:masters is not used', 'groups in client certificates are not in manifests'],
      ['8', 'Few may bind, impersonate and escalate'],
      ['9', 'Few may create PersistentVolumes'],
      ['10', 'Few may use the proxy of nodes'],
      ['11', 'Few may approve CertificateSigningRequests'],
      ['12', 'Few may change admission webhooks'],
      ['13', 'Few may request tokens of ServiceAccounts'],
    ]),
    section('5.2', 'Pod security', [
      ['1', 'Admission enforces a policy for pods'],
      ['2', 'No privileged containers'],
      ['3', 'No process namespace of the host'],
      ['4', 'No IPC namespace of the host'],
      ['5', 'No network namespace of the host'],
      ['6', 'No privilege escalation'],
      ['7', 'No containers as root'],
      ['8', 'No capability NET_RAW'],
      ['9', 'No added capabilities'],
      ['10', 'No Windows HostProcess containers'],
      ['11', 'No hostPath volumes'],
      ['12', 'No host ports'],
    ]),
    section('5.3', 'Network policies', [
      ['1', 'The network plugin enforces NetworkPolicies', 'which network plugin runs is seen in the cluster'],
      ['2', 'Each namespace has NetworkPolicies'],
    ]),
    section('5.4', 'Secrets', [
      ['1', 'Secrets are files rather than environment variables'],
      ['2', 'Secrets are kept in a store outside of the cluster', 'whether a store is used is seen only where manifests refer to it'],
    ]),
    section('5.5', 'Admission of images', [['1', 'Admission checks where images come from']]),
    section('5.6', 'General', [
      ['1', 'Namespaces separate what belongs to different owners', 'what belongs together is for people to say'],
      ['2', 'Pods have a seccomp profile'],
      ['3', 'Pods and containers have a security context'],
      ['4', 'The namespace default is not used'],
    ]),
  ],
};

/** Its controls are those of 2.0.1, and bear the same numbers. */
export const CIS_1_12: Benchmark = {
  ...CIS_2_0,
  name: 'cis-1.12',
  title: 'CIS Kubernetes Benchmark 1.12',
  shownPrefix: 'CIS-1.12:',
  releases: [parseMinor('1.32'), parseMinor('1.33'), parseMinor('1.34')],
};
