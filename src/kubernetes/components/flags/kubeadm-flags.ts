import { asObject, asString, isObject, type JsonObject } from '../../../text/json';
import type { Component } from '../component-command';

/** kubeadm's own text for a flag, by its name. `PKI/` stands for certificatesDir, `CONF/` for the folder of kubeadm's kubeconfigs. */
type Own = Readonly<Record<string, string>>;

/**
 * Flags that kubeadm gives the components whatever its configuration says, unless `extraArgs` replaces them. What depends on the node, such
 * as its address, is left out.
 *
 * Source: cmd/kubeadm/app/phases/controlplane/manifests.go of https://github.com/kubernetes/kubernetes, the same in 1.35 to 1.37
 */
const OWN: Readonly<Partial<Record<Component, Own>>> = {
  'kube-apiserver': {
    'allow-privileged': 'true',
    'authorization-mode': 'Node,RBAC',
    'client-ca-file': 'PKI/ca.crt',
    'enable-admission-plugins': 'NodeRestriction',
    'enable-bootstrap-token-auth': 'true',
    'etcd-cafile': 'PKI/etcd/ca.crt',
    'etcd-certfile': 'PKI/apiserver-etcd-client.crt',
    'etcd-keyfile': 'PKI/apiserver-etcd-client.key',
    'etcd-servers': 'https://127.0.0.1:2379',
    'kubelet-client-certificate': 'PKI/apiserver-kubelet-client.crt',
    'kubelet-client-key': 'PKI/apiserver-kubelet-client.key',
    'kubelet-preferred-address-types': 'InternalIP,ExternalIP,Hostname',
    'proxy-client-cert-file': 'PKI/front-proxy-client.crt',
    'proxy-client-key-file': 'PKI/front-proxy-client.key',
    'requestheader-allowed-names': 'front-proxy-client',
    'requestheader-client-ca-file': 'PKI/front-proxy-ca.crt',
    'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
    'requestheader-group-headers': 'X-Remote-Group',
    'requestheader-username-headers': 'X-Remote-User',
    'secure-port': '6443',
    'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
    'service-account-key-file': 'PKI/sa.pub',
    'service-account-signing-key-file': 'PKI/sa.key',
    'tls-cert-file': 'PKI/apiserver.crt',
    'tls-private-key-file': 'PKI/apiserver.key',
  },
  'kube-controller-manager': {
    'authentication-kubeconfig': 'CONF/controller-manager.conf',
    'authorization-kubeconfig': 'CONF/controller-manager.conf',
    'bind-address': '127.0.0.1',
    'client-ca-file': 'PKI/ca.crt',
    'cluster-signing-cert-file': 'PKI/ca.crt',
    'cluster-signing-key-file': 'PKI/ca.key',
    'controllers': '*,bootstrapsigner,tokencleaner',
    'kubeconfig': 'CONF/controller-manager.conf',
    'leader-elect': 'true',
    'requestheader-client-ca-file': 'PKI/front-proxy-ca.crt',
    'root-ca-file': 'PKI/ca.crt',
    'service-account-private-key-file': 'PKI/sa.key',
    'use-service-account-credentials': 'true',
  },
  'kube-scheduler': {
    'authentication-kubeconfig': 'CONF/scheduler.conf',
    'authorization-kubeconfig': 'CONF/scheduler.conf',
    'bind-address': '127.0.0.1',
    'kubeconfig': 'CONF/scheduler.conf',
    'leader-elect': 'true',
  },
};

/** What kubeadm gives a component for a flag that `extraArgs` does not set; undefined for a flag that it does not set either. */
export function kubeadmValue(component: Component, name: string, configuration: JsonObject = {}): string | undefined {
  const own = OWN[component];
  if (own === undefined || !Object.hasOwn(own, name)) return undefined;
  if (name.startsWith('etcd-') && isObject(asObject(configuration.etcd).external)) return undefined;
  const extra = asObject(configuration.apiServer).extraArgs;
  if (name === 'authorization-mode' && names(extra).includes('authorization-config')) return undefined;
  if (name === 'service-account-issuer') {
    return `https://kubernetes.default.svc.${asString(asObject(configuration.networking).dnsDomain) || 'cluster.local'}`;
  }
  const directory = asString(configuration.certificatesDir) || '/etc/kubernetes/pki';
  return own[name]!.replace(/^PKI\//, `${directory}/`).replace(/^CONF\//, '/etc/kubernetes/');
}

function names(extraArgs: unknown): readonly unknown[] {
  return Array.isArray(extraArgs) ? extraArgs.map((item) => asObject(item).name) : Object.keys(asObject(extraArgs));
}
