import * as pulumi from '@pulumi/pulumi';
import type { HardeningProps } from 'cdk8s-hardened';
import { Checker } from 'cdk8s-hardened/embedding';
import type { ComponentWaiver } from './build/build';

/** Options of every component: Pulumi's own, and what the rules judge by. */
export interface HardenedOptions extends pulumi.ComponentResourceOptions {
  /**
   * The release of Kubernetes, the profile, the day, rules of your own, and which images may run.
   *
   * @default - those of the component that is the parent; else the configuration `cdk8s-hardened:kubernetes`, `:profile` and `:asOf`
   */
  readonly hardening?: Partial<HardeningProps>;
  /**
   * Findings that are accepted on this component.
   *
   * @default - none
   */
  readonly waivers?: readonly ComponentWaiver[];
}

const CHECKERS = new Map<string, Checker>();

/** The checker for a component: one for all that are judged alike. */
export function checkerFor(stated: Partial<HardeningProps> | undefined, parent: Checker | undefined): Checker {
  if (!stated && parent) return parent;
  const config = new pulumi.Config('cdk8s-hardened');
  const kubernetes = stated?.kubernetes ?? parent?.kubernetes ?? config.get('kubernetes');
  if (kubernetes === undefined) {
    throw new Error(
      'cdk8s-hardened: it is not said which release of Kubernetes the objects are for, so no rule can judge them. Run '
        + '`pulumi config set cdk8s-hardened:kubernetes 1.36`, or give hardening: { kubernetes: "1.36" } in the options.',
    );
  }
  const profile = stated?.profile ?? parent?.profile ?? config.get('profile');
  const asOf = stated?.asOf ?? parent?.asOf ?? config.get('asOf');
  const rules = stated?.rules;
  const imagePolicy = stated?.imagePolicy ?? parent?.imagePolicy;
  if (rules || imagePolicy) return new Checker({ kubernetes, profile, asOf, rules, imagePolicy });
  const key = JSON.stringify([kubernetes, profile, asOf]);
  let checker = CHECKERS.get(key);
  if (!checker) CHECKERS.set(key, (checker = new Checker({ kubernetes, profile, asOf })));
  return checker;
}
