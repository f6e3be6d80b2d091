import type { Inventory } from '../../kubernetes/objects/inventory';
import type { KubeObject } from '../../kubernetes/objects/object';
import { statedVersions } from '../../kubernetes/releases/stated-versions';
import { parseMinor } from '../../kubernetes/releases/versions';

/** How many minor releases a component may be older than the API server, and whether it may be newer. */
interface Skew {
  readonly older: number;
  readonly mayBeNewer?: true;
}

/** A component of Kubernetes 1 with the API servers that it is compared with. */
export interface ComparedComponent extends Skew {
  readonly object: KubeObject;
  readonly path: string;
  readonly component: string;
  readonly minor: number;
  /** The minor release of the oldest of the API servers. */
  readonly oldest: number;
  readonly newest: number;
  /** True where the API servers are in the file of the component, as in the output of a cluster. */
  readonly isSameCluster: boolean;
}

/** Source: https://kubernetes.io/releases/version-skew-policy/ */
const SKEWS: ReadonlyMap<string, Skew> = new Map([
  // Of two API servers, the older one is named.
  ['kube-apiserver', { older: 1, mayBeNewer: true }],
  ['kube-controller-manager', { older: 1 }],
  ['kube-scheduler', { older: 1 }],
  ['kube-proxy', { older: 3 }],
  ['kubelet', { older: 3 }],
]);
const ON_NODES = ['kube-proxy', 'kubelet'];
/** Up to this release, what runs on nodes was allowed to be two releases older. */
const LAST_OF_TWO = 24;

interface Range {
  oldest: number;
  newest: number;
}

/** Components that state their release, where the input also states that of an API server. */
export function comparedComponents(inventory: Inventory): readonly ComparedComponent[] {
  const all = statedVersions(inventory).flatMap(({ object, path, text, component }) => {
    const minor = minorOf(text);
    return object === undefined || component === undefined || minor === undefined ? [] : [{ object, path, component, minor }];
  });
  const byFile = new Map<string, Range>();
  const whole: Range = { oldest: Infinity, newest: -Infinity };
  for (const { component, minor, object } of all) {
    if (component !== 'kube-apiserver') continue;
    extend(whole, minor);
    const { file } = object.origin;
    if (file === undefined) continue;
    const range = byFile.get(file) ?? { oldest: Infinity, newest: -Infinity };
    extend(range, minor);
    byFile.set(file, range);
  }
  if (whole.oldest > whole.newest) return [];
  return all.flatMap((one) => {
    const skew = SKEWS.get(one.component);
    if (skew === undefined) return [];
    const own = one.object.origin.file === undefined ? undefined : byFile.get(one.object.origin.file);
    const older = one.minor <= LAST_OF_TWO && ON_NODES.includes(one.component) ? 2 : skew.older;
    return [{ ...one, ...skew, older, ...(own ?? whole), isSameCluster: own !== undefined }];
  });
}

function extend(range: Range, minor: number): void {
  range.oldest = Math.min(range.oldest, minor);
  range.newest = Math.max(range.newest, minor);
}

/** Undefined for what is not a release of Kubernetes 1: `versions/supported-release` says so. */
function minorOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  try {
    const { major, minor } = parseMinor(text);
    return major === 1 ? minor : undefined;
  } catch {
    return undefined;
  }
}
