import * as path from 'node:path';
import { NO_EXAMPLE } from '../engine/adapt-rule';
import type { AnyRule } from '../engine/rule';

/** What the reports say about this library. */
export interface PackageFacts {
  readonly version: string;
  /** The address of the repository. */
  readonly repository: string;
}

export function packageFacts(): PackageFacts {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- outside of rootDir, so it cannot be imported
  const { version, repository } = require('../../package.json') as { version: string; repository: { url: string } };
  return { version, repository: repository.url.replace(/\.git$/, '') };
}

/** Where this package is installed. */
export function packageFolder(): string {
  return path.dirname(require.resolve('../../package.json'));
}

/** The version of a checkout: it has no tag. */
const UNRELEASED = '0.0.0';

/** True for a version that no registry has. */
export function isUnreleased({ version } = packageFacts()): boolean {
  return version === UNRELEASED;
}

/**
 * The page about a rule: at the tag of this version, so that it says what this version checks. For a rule of another author, its source.
 */
export function helpUri({ id, bad, sources }: AnyRule, { version, repository } = packageFacts()): string {
  if (bad === NO_EXAMPLE) return sources[0]!;
  return `${repository}/blob/${isUnreleased({ version, repository }) ? 'main' : `v${version}`}/docs/rules/${id}.md`;
}
