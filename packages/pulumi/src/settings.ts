import * as pulumi from '@pulumi/pulumi';
import type { HardeningProps } from 'cdk8s-hardened';
import { Checker } from 'cdk8s-hardened/embedding';
import type { ComponentWaiver } from './build/build';

/** Options of every component: Pulumi's own, and what the rules use for their checks. */
export interface HardenedOptions extends pulumi.ComponentResourceOptions {
  /**
   * The release of Kubernetes, the profile, the day, rules of your own, and which images may run.
   *
   * @default - those of the component that is the parent; else the configuration `cdk8s-hardened:kubernetes`, `:profile`, `:asOf`,
   * `:failOn`, `:failOnUnknown` and `:reportOnly`; else the settings file
   */
  readonly hardening?: Partial<Omit<HardeningProps, 'hardeningOutdir'>>;
  /**
   * Findings that are accepted on this component.
   *
   * @default - none
   */
  readonly waivers?: readonly ComponentWaiver[];
}

/** By what was stated, and by what that comes to. */
const CHECKERS = new Map<string, Checker>();

/** The checker for a component: one for all that are checked alike. */
export function checkerFor(stated: Partial<HardeningProps> | undefined, parent: Checker | undefined): Checker {
  if (!stated && parent) return parent;
  const layers = [...(stated ? [stated] : []), ...(parent?.stated ?? [configured(), OF_THE_WHOLE])];
  if (layers.some(({ rules }) => rules)) return withRelease(new Checker(layers));
  return kept(`stated ${JSON.stringify(layers)}`, () => {
    const checker = withRelease(new Checker(layers));
    return kept(`comes to ${checker.key}`, () => checker);
  });
}

/** Rules about counterparts that are off for a component unless they are asked for: these may be other resources of the program. */
const OF_THE_WHOLE: Partial<HardeningProps> = {
  ruleSettings: Object.fromEntries(
    [
      'namespaces/policy-peer-without-pods',
      'namespaces/policy-port',
      'namespaces/policy-without-pods',
      'namespaces/webhook-ingress',
      'rbac/missing-subject-account',
      'rbac/resource-names-without-objects',
    ].map((id) => [id, { off: true }]),
  ),
};

function kept(key: string, make: () => Checker): Checker {
  let checker = CHECKERS.get(key);
  if (!checker) CHECKERS.set(key, (checker = make()));
  return checker;
}

function configured(): Partial<HardeningProps> {
  const config = new pulumi.Config('cdk8s-hardened');
  return {
    kubernetes: config.get('kubernetes'),
    profile: config.get('profile'),
    asOf: config.get('asOf'),
    failOn: config.get('failOn') as HardeningProps['failOn'],
    failOnUnknown: config.getBoolean('failOnUnknown'),
    reportOnly: config.getBoolean('reportOnly'),
  };
}

function withRelease(checker: Checker): Checker {
  if (checker.statesRelease) return checker;
  throw new Error(
    'cdk8s-hardened: it is not said which release of Kubernetes the objects are for, so no rule can check them. '
      + 'Run `pulumi config set cdk8s-hardened:kubernetes 1.36`, or give hardening: { kubernetes: "1.36" } in the options.',
  );
}
