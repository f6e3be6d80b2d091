import type { Control, Section } from '../engine/benchmark';

/**
 * A control: its number in the section, what it asks in words of our own, what decides it in addition to the rules that name it (numbers of
 * controls of CIS 2.0, or ids of rules, apart by blanks), and what is left to people.
 */
export type Row = readonly [number: string, title: string, by?: string, byHand?: string];

/** A section whose controls are numbered below it. */
export function section(id: string, title: string, rows: readonly Row[], more: Partial<Section> = {}): Section {
  return { ...more, id, title, controls: rows.map(([number, ...row]) => controlOf(`${id}.${number}`, ...row)) };
}

/** A control with an id of its own. */
export function controlOf(id: string, title: string, by = '', byHand?: string): Control {
  const names = by.split(' ').filter((name) => name !== '');
  return { id, title, by: names.map((name) => (name.includes('/') ? name : `CIS-2.0:${name}`)), byHand };
}

/** What is asked of the kubelets of every provider, in the numbers of each. */
export const KUBELET_ROWS: readonly Row[] = [
  ['1', 'Anonymous requests are rejected', '4.2.1'],
  ['2', 'Authorization is not AlwaysAllow', '4.2.2'],
  ['3', 'A CA for client certificates', '4.2.3'],
  ['4', 'No read-only port', '4.2.4'],
  ['5', 'Idle streams are closed', '4.2.5'],
  ['6', 'iptables chains are kept by the kubelet', '4.2.6'],
  ['7', 'Events are recorded at a suitable rate', '4.2.8'],
  ['8', 'Client certificates are rotated', '4.2.10'],
  ['9', 'Serving certificates are rotated', '4.2.11'],
];

/** What is asked of the pods of EKS and AKS. */
export const POD_ROWS: readonly Row[] = [
  ['1', 'No privileged containers', '5.2.2'],
  ['2', 'No process namespace of the host', '5.2.3'],
  ['3', 'No IPC namespace of the host', '5.2.4'],
  ['4', 'No network namespace of the host', '5.2.5'],
  ['5', 'No privilege escalation', '5.2.6'],
];

/** What manifests do not show. */
export const ELSEWHERE = {
  nodes: 'modes and owners of files on nodes: look there, as kube-bench does',
  registry: 'who may do what in the registry is not in manifests',
  scan: 'whether images are scanned is not in manifests',
  plugin: 'which network plugin runs is seen in the cluster',
  logs: 'what is done with logs is not in manifests',
  store: 'whether a store is used is seen only where manifests refer to it',
  owners: 'what belongs together is for people to say',
  account: 'settings of the account, not of the cluster',
} as const;
