import { compareVersions, parseMinor, type KubernetesMinor } from '../releases/versions';

/**
 * Flags of kube-apiserver as `kube-apiserver --help` of 1.35.4, 1.36.3 and 1.37.2 names them. All that 1.35 has are taken to be in older
 * releases, too.
 */
const FLAGS = `
  admission-control admission-control-config-file advertise-address aggregator-reject-forwarding-redirect allow-metric-labels
  allow-metric-labels-manifest allow-privileged anonymous-auth api-audiences audit-log-batch-buffer-size audit-log-batch-max-size
  audit-log-batch-max-wait audit-log-batch-throttle-burst audit-log-batch-throttle-enable audit-log-batch-throttle-qps
  audit-log-compress audit-log-format audit-log-maxage audit-log-maxbackup audit-log-maxsize audit-log-mode audit-log-path
  audit-log-truncate-enabled audit-log-truncate-max-batch-size audit-log-truncate-max-event-size audit-log-version audit-policy-file
  audit-webhook-batch-buffer-size audit-webhook-batch-max-size audit-webhook-batch-max-wait audit-webhook-batch-throttle-burst
  audit-webhook-batch-throttle-enable audit-webhook-batch-throttle-qps audit-webhook-config-file audit-webhook-initial-backoff
  audit-webhook-mode audit-webhook-truncate-enabled audit-webhook-truncate-max-batch-size audit-webhook-truncate-max-event-size
  audit-webhook-version authentication-config authentication-token-webhook-cache-ttl authentication-token-webhook-config-file
  authentication-token-webhook-version authorization-config authorization-mode authorization-policy-file
  authorization-webhook-cache-authorized-ttl authorization-webhook-cache-unauthorized-ttl authorization-webhook-config-file
  authorization-webhook-version bind-address cert-dir client-ca-file contention-profiling coordinated-leadership-lease-duration
  coordinated-leadership-renew-deadline coordinated-leadership-retry-period cors-allowed-origins debug-socket-path
  default-not-ready-toleration-seconds default-unreachable-toleration-seconds delete-collection-workers disable-admission-plugins
  disable-http2-serving disabled-metrics egress-selector-config-file emulated-version emulation-forward-compatible
  enable-admission-plugins enable-aggregator-routing enable-bootstrap-token-auth enable-garbage-collector enable-logs-handler
  enable-priority-and-fairness encryption-provider-config encryption-provider-config-automatic-reload endpoint-reconciler-type
  etcd-cafile etcd-certfile etcd-compaction-interval etcd-count-metric-poll-period etcd-db-metric-poll-interval
  etcd-healthcheck-timeout etcd-keyfile etcd-prefix etcd-readycheck-timeout etcd-servers etcd-servers-overrides event-ttl
  external-hostname feature-gates goaway-chance http2-max-streams-per-connection kubelet-certificate-authority
  kubelet-client-certificate kubelet-client-key kubelet-preferred-address-types kubelet-timeout kubernetes-service-node-port
  lease-reuse-duration-seconds livez-grace-period log-flush-frequency log-text-info-buffer-size log-text-split-stream logging-format
  max-connection-bytes-per-sec max-mutating-requests-inflight max-requests-inflight min-compatibility-version min-request-timeout
  oidc-ca-file oidc-client-id oidc-groups-claim oidc-groups-prefix oidc-issuer-url oidc-required-claim oidc-signing-algs
  oidc-username-claim oidc-username-prefix peer-advertise-ip peer-advertise-port peer-ca-file permit-address-sharing
  permit-port-sharing profiling proxy-client-cert-file proxy-client-key-file request-timeout requestheader-allowed-names
  requestheader-client-ca-file requestheader-extra-headers-prefix requestheader-group-headers requestheader-uid-headers
  requestheader-username-headers runtime-config runtime-config-emulation-forward-compatible secure-port
  service-account-extend-token-expiration service-account-issuer service-account-jwks-uri service-account-key-file
  service-account-lookup service-account-max-token-expiration service-account-signing-endpoint service-account-signing-key-file
  service-cluster-ip-range service-node-port-range show-hidden-metrics-for-version shutdown-delay-duration shutdown-send-retry-after
  shutdown-watch-termination-grace-period storage-backend storage-initialization-timeout storage-media-type
  strict-transport-security-directives tls-cert-file tls-cipher-suites tls-min-version tls-private-key-file tls-sni-cert-key
  token-auth-file tracing-config-file v vmodule watch-cache watch-cache-sizes
`;

/** Flags with the release that has them first. */
const SINCE: Readonly<Record<string, string>> = { 'tls-curve-preferences': '1.36' };

/** Flags that `--help` leaves out and that are still taken, with a warning: MarkDeprecated in the sources of 1.35 to 1.37. */
const DEPRECATED = 'apiserver-count audit-webhook-batch-initial-backoff default-watch-cache-size kubelet-port kubelet-read-only-port';

const words = (text: string) => text.trim().split(/\s+/);
const EVERYWHERE: readonly string[] = [...words(FLAGS), ...words(DEPRECATED)];

/** The flags that kube-apiserver of a release takes, without dashes. */
export function apiServerFlagsOf(release: KubernetesMinor): ReadonlySet<string> {
  const since = Object.keys(SINCE).filter((flag) => compareVersions(release, parseMinor(SINCE[flag]!)) >= 0);
  return new Set([...EVERYWHERE, ...since]);
}
