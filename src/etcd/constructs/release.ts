/** What came with a patch release of each minor one; without a number the minor release always had it. */
const FEATURES = {
  /** `--tls-min-version`, and TLS 1.3. Source: etcd's CHANGELOG-3.4.md (3.4.25), CHANGELOG-3.5.md (3.5.8), CHANGELOG-3.6.md */
  tlsMinVersion: { 3.4: 25, 3.5: 8, 3.6: 0, 3.7: 0 },
  /** Names of the ChaCha20 suites with `_SHA256`. Source: pkg/tlsutil/cipher_suites.go of etcd 3.4.21 and 3.4.22 */
  longChaChaNames: { 3.4: 22, 3.5: 0, 3.6: 0, 3.7: 0 },
} as const;

/** etcd that kubeadm runs by default, by Kubernetes release. Source: DefaultEtcdVersion in cmd/kubeadm/app/constants/constants.go */
const KUBEADM: Readonly<Record<string, string>> = { 1.34: '3.6.5', 1.35: '3.6.6', 1.36: '3.6.8', 1.37: '3.7.0' };

const MINORS: readonly string[] = Object.keys(FEATURES.tlsMinVersion);

/** A release of etcd, or any patch of a minor one. */
export interface EtcdRelease {
  /** As it was written: `3.6` or `3.6.8`. */
  readonly text: string;
  /** True when it, and without a patch every patch of it, has the feature. */
  has(feature: keyof typeof FEATURES): boolean;
}

/** Reads `3.6` or `3.6.8`; a text in place of a release says what is wrong. */
export function parseRelease(text: string): EtcdRelease | string {
  const match = /^v?(\d+\.\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return `${JSON.stringify(text)} is not a release of etcd`;
  const [, minor, patch] = match;
  if (!MINORS.includes(minor!)) return `etcd ${minor} is not one of the known releases ${MINORS.join(', ')}`;
  return {
    text: text.replace(/^v/, ''),
    has: (feature) => Number(patch ?? 0) >= (FEATURES[feature] as Readonly<Record<string, number>>)[minor!]!,
  };
}

/** The release that kubeadm runs for a minor release of Kubernetes; undefined when it is not known. */
export function kubeadmRelease(kubernetes: string): string | undefined {
  return Object.hasOwn(KUBEADM, kubernetes) ? KUBEADM[kubernetes] : undefined;
}
