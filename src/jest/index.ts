/**
 * Matchers and a snapshot serialiser for jest: name `cdk8s-hardened/jest` in `setupFilesAfterEnv`, or import it in a test.
 *
 * Types of jest are not imported, since a jsii library may depend on none: matchers are added to jest's own by name, both to the global
 * ones of `@types/jest` and to those of `@jest/globals`.
 */
import type { Target } from '../analysis/access/paths';
import { toAllowAccess, toDenyAccess, toHaveNoPathTo, type AccessQuestion, type PathQuestion } from './access-matchers';
import { toPassHardening, toViolate } from './matchers';
import type { HardeningMatcherOptions, ToViolateOptions } from './options';
import { manifestSerializer } from './serializer';

export type { AccessQuestion, PathQuestion } from './access-matchers';
export type { HardeningMatcherOptions, ToViolateOptions } from './options';
export { manifestSerializer } from './serializer';

/** The matchers, for an `expect` that this module does not find by itself: `expect.extend(hardeningMatchers)`. */
export const hardeningMatchers = { toPassHardening, toViolate, toAllowAccess, toDenyAccess, toHaveNoPathTo };

/** What `expect(…)` can be asked; `R` is what its matchers return. */
export interface HardeningMatchers<R> {
  /**
   * No rule of the profile is broken, except what a waiver accepts.
   *
   * Takes a cdk8s `App`, a `Chart` or any construct, a list of plain manifests, or YAML text. A construct is checked together with its
   * whole app, and answers for what was made at or below it. Of a `HardenedApp` the release, the day, the profile and the rules of its own
   * are taken. Nothing to check is an error, with `.not` too.
   */
  toPassHardening(options?: HardeningMatcherOptions): R;
  /**
   * The rule is broken at least once, and no waiver accepts it. With `.not`: it is not, or does not apply.
   *
   * A rule that there is not, or an alias of none, is an error, with `.not` too. The rule runs whatever the profile.
   */
  toViolate(ruleId: string, options?: ToViolateOptions): R;
  /**
   * By the roles and bindings of the input, and those that the API server makes itself, the subject may make the request, as the API server
   * decides.
   *
   * What is not known (a role that is not in the input, another authorizer) fails, with `.not` too.
   */
  toAllowAccess(question: AccessQuestion): R;
  /** The same of a request that the subject may not make. */
  toDenyAccess(question: AccessQuestion): R;
  /**
   * No chain of rights, pods, Secrets and nodes leads from the starts to the target: `cluster-admin`, `node`, `control-plane`,
   * `foreign-secrets` or `cloud-identity`. A start that the input does not have is an error, with `.not` too.
   */
  toHaveNoPathTo(target: Target, question?: PathQuestion): R;
}

declare global {
  // Where @types/jest has its matchers.
  namespace jest {
    // Declarations of one interface have the same parameters.
    interface Matchers<R, T> extends HardeningMatchers<R> {}
  }
}

/** @ts-ignore -- not every consumer has this module, which is where @jest/globals has its matchers */
declare module 'expect' {
  // Declarations of one interface have the same parameters.
  interface Matchers<R extends void | Promise<void>, T = unknown> extends HardeningMatchers<R> {}
}

/** What is used of jest's `expect`. */
interface Expect {
  extend(matchers: object): void;
  addSnapshotSerializer(serializer: object): void;
}

const { expect } = jestGlobals();
expect.extend(hardeningMatchers);
expect.addSnapshotSerializer(manifestSerializer);

function jestGlobals(): { expect: Expect } {
  const globals = globalThis as Partial<{ expect: Expect }>;
  if (typeof globals.expect?.extend === 'function') return { expect: globals.expect };
  try {
    // Jest itself answers for this name, where its globals are switched off
    // eslint-disable-next-line @typescript-eslint/no-require-imports, import-x/no-extraneous-dependencies
    return require('@jest/globals');
  } catch {
    throw new Error(
      "cdk8s-hardened/jest is for tests that jest runs: import it in a test, or name it in setupFilesAfterEnv of jest's configuration.",
    );
  }
}
