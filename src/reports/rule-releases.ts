import { EVERY_RELEASE, type AnyRule } from '../engine/rule';

/** The releases of Kubernetes that a rule is for: `all`, `from 1.23 on`, `from 1.19 on; the check changes with 1.34`. */
export function releasesOf({ revisions }: AnyRule): string {
  const [first, ...later] = revisions.map(({ since }) => since);
  const from = first === EVERY_RELEASE ? 'all releases' : `from ${first!} on`;
  return later.length === 0 ? from : `${from}; the check changes with ${later.join(', ')}`;
}
