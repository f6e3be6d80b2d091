import type { Benchmark, Section } from '../engine/benchmark';
import { controlOf, ELSEWHERE } from './section';

type Row = readonly [slug: string, title: string, by?: string, byHand?: string];

/** The guidance numbers nothing: ids are the section, and words of our own. The first control is what rules name by the section alone. */
function part(id: string, title: string, rest: readonly [title: string, by?: string], rows: readonly Row[]): Section {
  return { id, title, controls: [controlOf(id, ...rest), ...rows.map(([slug, ...row]) => controlOf(`${id}/${slug}`, ...row))] };
}

/**
 * The Kubernetes Hardening Guidance of NSA and CISA, 1.2 of August 2022.
 *
 * Source: https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF
 */
export const NSA_CISA: Benchmark = {
  name: 'nsa-cisa',
  title: 'NSA/CISA Kubernetes Hardening Guidance 1.2',
  prefix: 'NSA-CISA:',
  releases: [],
  sections: [
    part(
      'pod-security',
      'Pod security',
      ['All that weakens pods'],
      [
        ['non-root', 'Containers do not run as root', 'workloads/run-as-non-root workloads/run-as-user workloads/root-group'],
        ['immutable-file-system', 'Root filesystems are read-only', 'workloads/read-only-root-filesystem'],
        ['images', 'Images come from trusted registries', 'workloads/image-registry workloads/image-digest'],
        ['scans', 'Images are scanned for vulnerabilities', '', ELSEWHERE.scan],
        ['standards', 'Namespaces enforce Pod Security Standards', '5.2.1 namespaces/pod-security-enforce'],
        ['tokens', 'Tokens are mounted only where they are used', '5.1.6'],
        ['isolation', 'seccomp, AppArmor or SELinux confine containers', '5.6.2 workloads/apparmor workloads/selinux'],
        ['sandbox', 'Untrusted pods run in a sandbox', 'workloads/sandbox-runtime-class', 'which pods are trusted is for people to say'],
      ],
    ),
    part(
      'network-separation',
      'Network separation and hardening',
      ['No credentials outside of Secrets'],
      [
        ['namespaces', 'Namespaces separate what belongs to different owners', '5.6.1', ELSEWHERE.owners],
        ['default-deny', 'Policies deny traffic by default', 'namespaces/default-deny-ingress namespaces/default-deny-egress'],
        ['plugin', 'The network plugin enforces NetworkPolicies', '', ELSEWHERE.plugin],
        ['resources', 'Quotas and limits', 'namespaces/resource-quota namespaces/limit-range workloads/resource-limits'],
        [
          'control-plane',
          'The control plane is not open to all',
          'nodes/control-plane-world-range nodes/etcd-world-range control-plane/bind-address control-plane/managed-endpoint',
        ],
        ['etcd', 'etcd is used over TLS, with a CA of its own', '2.1 2.2 2.4 2.5 2.7 1.2.23 1.2.26'],
        ['kubeconfig', 'kubeconfig files are for their owners alone', '1.1.13 1.1.15 1.1.17', ELSEWHERE.nodes],
        ['nodes', 'Nodes are not open to all', 'nodes/kubelet-world-range nodes/ssh-world-range'],
        ['encryption', 'Traffic between pods is encrypted', '', 'a mesh or a network plugin does it: look there'],
        ['secrets', 'Secrets are encrypted at rest', '1.2.27 1.2.28 control-plane/managed-secrets-encryption'],
        ['metadata', 'Pods do not reach the metadata of the cloud', 'namespaces/metadata-cidr control-plane/managed-node-metadata'],
      ],
    ),
    part(
      'authentication-and-authorization',
      'Authentication and authorization',
      ['All that grants more than a task needs'],
      [
        ['anonymous', 'Anonymous requests are rejected', '1.2.1 4.2.1 rbac/anonymous-subject'],
        ['strong', 'People authenticate strongly', '1.2.2', 'how people log in is not in manifests'],
        ['rbac', 'RBAC authorizes requests', '1.2.6 1.2.8'],
      ],
    ),
    part(
      'audit-logging-and-threat-detection',
      'Audit logging and threat detection',
      ['No request stays out of the log', 'audit/no-unrecorded-requests audit/lossless-log audit/failed-authentication'],
      [
        ['enabled', 'An audit log is written', '1.2.16 3.2.1 control-plane/managed-logs'],
        ['policy', 'The policy records what matters', '3.2.2'],
        ['kept', 'Logs are kept', '1.2.17 1.2.18 1.2.19'],
        ['sent', 'Logs are sent elsewhere, and alerts follow from them', '', ELSEWHERE.logs],
        ['seccomp', 'Calls of containers are audited', '', 'a profile that logs is on the nodes'],
      ],
    ),
    part(
      'upgrading-and-application-security',
      'Upgrading and application security',
      ['The release of Kubernetes is supported'],
      [
        ['components', 'Components without known vulnerabilities', 'workloads/vulnerable-component workloads/ingress-nginx'],
        ['scans', 'Vulnerabilities are looked for', '', ELSEWHERE.scan],
        ['unused', 'What is not used is removed', '', 'what is used is for people to say'],
      ],
    ),
  ],
};
