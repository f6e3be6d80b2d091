import { CONTROL_PLANE_PORTS } from '../../component-ports';

/** What listens on a node, by its TCP ports: what an opening leads to. */
export interface PortTarget {
  /** For messages: `SSH`, `etcd`. */
  readonly what: string;
  readonly ports: readonly number[];
  /** Its ports by the names of IANA, as /etc/services has them. */
  readonly names: readonly string[];
}

export const SSH: PortTarget = { what: 'SSH', ports: [22], names: ['ssh'] };
/** Source: https://www.iana.org/assignments/service-names-port-numbers */
export const ETCD: PortTarget = { what: 'etcd', ports: [2379, 2380], names: ['etcd-client', 'etcd-server'] };
/** The kubelet's API and its read-only port, and kube-proxy's metrics and health checks. */
export const KUBELET: PortTarget = { what: 'the kubelet or kube-proxy', ports: [10250, 10255, 10249, 10256], names: [] };
export const CONTROL_PLANE: PortTarget = { what: 'the control plane', ports: CONTROL_PLANE_PORTS, names: [] };

/** True for a protocol that is TCP, or any. */
export function isTcpOrAll(protocol: unknown): boolean {
  return (
    protocol === undefined || protocol === null || protocol === 6 || (typeof protocol === 'string' && protocol.toUpperCase() === 'TCP')
  );
}

/** Whether a port, a name or the ports from one to another hold one of the target; Cilium writes numbers as text. */
export function holds({ ports, names }: PortTarget, first: unknown, last?: unknown): boolean {
  const from = Number(first);
  const to = Number.isInteger(last) && last !== 0 ? (last as number) : from;
  return (from > 0 && ports.some((port) => from <= port && port <= to)) || (typeof first === 'string' && names.includes(first));
}

/** Whether a text such as `22`, `20-25`, `20:25`, `*` or `ssh` holds a port of the target. */
export function textHolds(target: PortTarget, text: unknown): boolean {
  if (typeof text === 'number') return holds(target, text);
  if (typeof text !== 'string') return false;
  if (text.trim() === '*') return true;
  const range = /^\s*(\d+)\s*[-:]\s*(\d+)\s*$/.exec(text);
  return range ? holds(target, Math.max(1, Number(range[1])), Number(range[2])) : holds(target, text.trim());
}
