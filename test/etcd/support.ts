import { App, Chart } from 'cdk8s';
import type { AnyRule } from '../../src/engine/rule';
import { EtcdTlsConfig, type EtcdTlsConfigProps } from '../../src/etcd';
import { etcdRules } from '../../src/etcd/rules';
import { findings } from '../support/findings';

/** A rule of the practice by its name. */
export function rule(name: string): AnyRule {
  const found = etcdRules.find(({ id }) => id === `etcd/${name}`);
  if (!found) throw new Error(`there is no rule etcd/${name}`);
  return found;
}

/** A static pod that runs a command. */
export function pod(command: readonly unknown[], container: object = {}, spec: object = {}, metadata: object = {}): object {
  const name = String(command[0] ?? 'etcd')
    .split('/')
    .at(-1)!;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'kube-system', ...metadata },
    spec: { containers: [{ name: 'main', command, ...container }], ...spec },
  };
}

/** kubeadm's ClusterConfiguration. */
export function kubeadm(fields: object, apiVersion = 'kubeadm.k8s.io/v1beta4'): object {
  return { apiVersion, kind: 'ClusterConfiguration', ...fields };
}

/** kubeadm's arguments for etcd. */
export function kubeadmEtcd(...extraArgs: readonly { name: string; value?: unknown; mergeMethod?: string }[]): object {
  return kubeadm({ etcd: { local: { extraArgs } } });
}

/** Findings of a rule on one file of a node. */
export function ofFile(name: string, content: string, path = '/etc/etcd/etcd.conf.yml', manifests: readonly object[] = []): string[] {
  return findings(rule(name), manifests, { files: [{ path, content, origin: { hostPath: path } }] });
}

export const BASE: EtcdTlsConfigProps = { member: { name: 'one', address: '10.0.0.1' } };

export function config(props: Partial<EtcdTlsConfigProps> = {}): EtcdTlsConfig {
  return new EtcdTlsConfig(new Chart(new App(), 'chart'), 'etcd', { ...BASE, ...props });
}
