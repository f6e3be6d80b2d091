/** A minor release of Kubernetes, such as 1.36. Compare with {@link compareVersions}. */
export interface KubernetesMinor {
  readonly major: number;
  readonly minor: number;
}

/** A minor release with its support window; dates are `YYYY-MM-DD`. */
export interface ReleaseWindow {
  readonly version: string;
  readonly released: string;
  readonly endOfLife: string;
}

/**
 * Releases whose support windows are known, newest first.
 *
 * Source: https://kubernetes.io/releases/ and https://kubernetes.io/releases/patch-releases/
 */
export const RELEASES: readonly ReleaseWindow[] = [
  { version: '1.37', released: '2026-08-26', endOfLife: '2027-10-28' },
  { version: '1.36', released: '2026-04-22', endOfLife: '2027-06-28' },
  { version: '1.35', released: '2025-12-17', endOfLife: '2027-02-28' },
  { version: '1.34', released: '2025-08-27', endOfLife: '2026-10-27' },
];

const MINOR = /^v?(\d+)\.(\d+)(?:\.\d+(?:[-+][0-9A-Za-z.+-]*)?)?$/;

/**
 * Reads `1.36`, `v1.36` or `1.36.2`; the patch is dropped.
 *
 * @throws Error when the text is not Kubernetes version
 */
export function parseMinor(text: string): KubernetesMinor {
  const match = MINOR.exec(text);
  if (!match) {
    throw new Error(
      `"${text}" is not a Kubernetes version, so the rules cannot determine what applies. Write a minor release such as `
        + `"${RELEASES[0]!.version}".`,
    );
  }
  return { major: Number(match[1]), minor: Number(match[2]) };
}

/** Negative when `a` is older than `b`, 0 when equal, positive when newer. */
export function compareVersions(a: KubernetesMinor, b: KubernetesMinor): number {
  return a.major - b.major || a.minor - b.minor;
}

/** `1.36` */
export function formatMinor(version: KubernetesMinor): string {
  return `${version.major}.${version.minor}`;
}

/** The releases supported on a day (`YYYY-MM-DD`), newest first: released, and not past the end of life. */
export function supportedReleases(asOf: string): readonly ReleaseWindow[] {
  return RELEASES.filter((release) => release.released <= asOf && asOf <= release.endOfLife);
}

/** The newest release on a day; the newest known one when the day is before all of them. */
export function latestRelease(asOf: string): ReleaseWindow {
  return supportedReleases(asOf)[0] ?? RELEASES[0]!;
}
