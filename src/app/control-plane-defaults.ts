import { dump } from 'js-yaml';
import type { HostPathMount } from '../cdk8s/host-path-mount';
import { STRONG_SUITES } from '../kubernetes/components/tls-suites';
import { compareVersions, parseMinor } from '../kubernetes/releases/versions';

/** Where the API server reads who is let in. */
export const AUTHENTICATION_FILE = '/etc/kubernetes/authentication.yaml';

/** Flags of the API server that kubeadm does not set and that are less safe by default. Any of them may be set otherwise. */
export const API_SERVER_DEFAULTS: Readonly<Record<string, string>> = {
  'enable-admission-plugins': 'NodeRestriction,DenyServiceExternalIPs',
  'kubelet-certificate-authority': '/etc/kubernetes/pki/ca.crt',
  'profiling': 'false',
  'service-account-extend-token-expiration': 'false',
  'service-account-max-token-expiration': '24h',
  'tls-cipher-suites': STRONG_SUITES.join(','),
};

/** The same of the controller manager and of the scheduler. */
export const CONTROLLER_DEFAULTS: Readonly<Record<string, string>> = { profiling: 'false' };

/** `AuthenticationConfiguration` that serves anonymous requests at the health checks only: the probes of kubeadm's static pod need them. */
export function authenticationConfiguration(release: string): string {
  const isStable = compareVersions(parseMinor(release), parseMinor('1.34')) >= 0;
  return dump({
    apiVersion: `apiserver.config.k8s.io/${isStable ? 'v1' : 'v1beta1'}`,
    kind: 'AuthenticationConfiguration',
    anonymous: { enabled: true, conditions: ['/livez', '/readyz', '/healthz'].map((path) => ({ path })) },
  });
}

/** A file of the node, for the container of the API server; undefined where kubeadm mounts it anyway. */
export function fileMount(name: string, path: string): HostPathMount | undefined {
  return path.startsWith('/etc/kubernetes/pki/') ? undefined : { name, hostPath: path, mountPath: path, readOnly: true, pathType: 'File' };
}

/** The rules that an unsafe value of a flag breaks: they take its reason. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  'admission-control': [
    'node-restriction',
    'deny-service-external-ips',
    'service-account-plugin',
    'namespace-lifecycle-plugin',
    'policy-plugins',
    'always-admit',
  ],
  'aggregator-reject-forwarding-redirect': ['aggregated-api-redirects'],
  'anonymous-auth': ['anonymous-access'],
  'authentication-config': ['anonymous-access'],
  'authorization-config': ['authorization-node', 'authorization-rbac', 'authorization-abac'],
  'authorization-mode': ['authorization-node', 'authorization-rbac', 'authorization-abac'],
  'disable-admission-plugins': ['service-account-plugin', 'namespace-lifecycle-plugin', 'policy-plugins'],
  'enable-admission-plugins': ['node-restriction', 'deny-service-external-ips', 'always-admit'],
  'enable-logs-handler': ['logs-handler'],
  'enable-priority-and-fairness': ['priority-and-fairness'],
  'encryption-provider-config': ['encryption-provider-config'],
  'feature-gates': ['unfinished-features', 'protective-features'],
  'kubelet-certificate-authority': ['kubelet-certificate-authority'],
  'profiling': ['profiling'],
  'service-account-extend-token-expiration': ['service-account-token-expiration'],
  'service-account-lookup': ['service-account-lookup'],
  'service-account-max-token-expiration': ['service-account-token-lifetime'],
  'tls-cipher-suites': ['cipher-suites'],
  'tls-min-version': ['tls-minimum'],
  'token-auth-file': ['token-auth-file'],
};

/** Reasons by the id of the rule that takes them. */
export function acceptedFor(reasons: { readonly [flag: string]: string }): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.keys(reasons).flatMap((flag) =>
      (Object.hasOwn(RULES, flag) ? RULES[flag]! : []).map((rule) => [`control-plane/${rule}`, reasons[flag]!]),
    ),
  );
}
