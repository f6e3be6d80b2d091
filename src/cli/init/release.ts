import type { Inventory } from '../../kubernetes/objects/inventory';
import { statedVersions } from '../../kubernetes/releases/stated-versions';
import { formatMinor, latestRelease, parseMinor, supportedReleases } from '../../kubernetes/releases/versions';
import { objectName } from '../../reports/summary';

/** The release that a project is checked for. */
export interface ChosenRelease {
  readonly kubernetes: string;
  /** Why that one: a clause. */
  readonly release: string;
}

/** The release that the files state, where they state one that is supported; else the newest. */
export function releaseOf(inventory: Inventory, asOf: string): ChosenRelease {
  const newest = latestRelease(asOf).version;
  const stated = new Map<string, string>();
  for (const { object, text } of statedVersions(inventory)) {
    const minor = minorOf(text);
    if (minor !== undefined && object) stated.set(minor, objectName(object));
  }
  const supported = supportedReleases(asOf).filter(({ version }) => stated.has(version));
  const [only] = supported;
  if (only && supported.length === 1) {
    const { version } = only;
    return { kubernetes: version, release: `stated by ${stated.get(version)}` };
  }
  const others = [...stated].map(([minor, by]) => `${minor} (${by})`).join(', ');
  const why = supported.length > 1 ? `; the files state several: ${others}` : stated.size > 0 ? `; the files state only ${others}` : '';
  return { kubernetes: newest, release: `the newest supported release${why}` };
}

function minorOf(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : formatMinor(parseMinor(text));
  } catch {
    return undefined;
  }
}
