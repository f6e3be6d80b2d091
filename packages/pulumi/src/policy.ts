import {
  PolicyPack,
  type EnforcementLevel,
  type PolicyPackArgs,
  type PolicyResource,
  type ReportViolation,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from '@pulumi/policy';
import { Severity, type HardeningProps, type IRule } from 'cdk8s-hardened';
import { Checker, fillsOfManifest, isRemediable, type HardeningFinding, type KeyedManifest } from 'cdk8s-hardened/embedding';
import { agree, type Verdict } from './build/judge';
import { manifestOf, UNKNOWN, withTexts, worldsOf } from './policy-manifest';

type Policy = ResourceValidationPolicy | StackValidationPolicy;
type Resource = Pick<PolicyResource, 'type' | 'props' | 'urn'>;

/**
 * What the policies use for their checks: the properties of `HardenedApp`. Which severity fails an update is said by `enforcement`.
 *
 * `kubernetes` is needed, here or in the settings file.
 */
export interface HardenedPolicyProps extends Omit<
  HardeningProps,
  'failOn' | 'failOnUnknown' | 'reportOnly' | 'waiverFiles' | 'rules' | 'hardeningOutdir'
> {
  /**
   * Rules of your own.
   *
   * @default - none
   */
  readonly rules?: readonly IRule[];
  /**
   * What a violation does, by severity.
   *
   * @default - critical and high are mandatory, medium and low advisory
   */
  readonly enforcement?: Readonly<Partial<Record<Severity, EnforcementLevel>>>;
  /**
   * Path of a waiver file, in the format of `cdk8s-hardened check --waivers`. Waivers in annotations hold in any case.
   *
   * @default - none
   */
  readonly waivers?: string;
}

/** Every property, so that none is taken for one of Pulumi's pack. */
const PROPS: Readonly<Record<keyof HardenedPolicyProps, true>> = {
  kubernetes: true,
  profile: true,
  rules: true,
  ruleSettings: true,
  imagePolicy: true,
  cluster: true,
  defaultNamespace: true,
  waiverNoticeDays: true,
  baseline: true,
  inBandWaivers: true,
  asOf: true,
  config: true,
  noConfig: true,
  enforcement: true,
  waivers: true,
};

const ENFORCEMENT: Readonly<Record<Severity, EnforcementLevel>> = {
  [Severity.CRITICAL]: 'mandatory',
  [Severity.HIGH]: 'mandatory',
  [Severity.MEDIUM]: 'advisory',
  [Severity.LOW]: 'advisory',
};

/** Rule ids have a slash, which no name of a policy has. */
export function policyNameOf(ruleId: string): string {
  return ruleId.replace('/', '-');
}

/**
 * The Pod Security Standards check each pod by itself, so these rules check a resource before it is made. Any other rule may need the whole
 * set.
 */
function isAboutOneObject({ controls }: { readonly controls: readonly string[] }): boolean {
  return controls.some((control) => control.startsWith('PSS:'));
}

/**
 * A policy for each rule of the profile: of resources for the rules of the Pod Security Standards, else of the stack, so that rules that
 * need the whole input have it.
 *
 * An error is thrown when a property is not what it should be, or the waiver file cannot be read.
 */
export function hardenedPolicies(props: HardenedPolicyProps): Policy[] {
  const { enforcement, waivers, rules, ...settings } = props;
  // What cannot be read is said when the pack is made, not in the midst of a preview.
  const checker = new Checker([
    { ...settings, ...(rules ? { rules: [...rules] } : {}), ...(waivers === undefined ? {} : { waiverFiles: [waivers] }) },
  ]);
  if (!checker.statesRelease) {
    throw new Error(
      'cdk8s-hardened: it is not said which release of Kubernetes the cluster runs, so no rule can check what it is given. '
        + 'Set kubernetes, here or in the settings file.',
    );
  }
  const judge = new StackJudge(checker);
  const policies = checker.rules.map((rule): Policy => ({
    name: policyNameOf(rule.id),
    displayName: rule.title,
    description: `${rule.title}. ${rule.fix}`,
    enforcementLevel: enforcement?.[rule.severity] ?? ENFORCEMENT[rule.severity],
    severity: rule.severity,
    remediationSteps: rule.fix,
    url: rule.sources[0],
    tags: [...rule.controls],
    ...remediationOf(rule),
    ...(isAboutOneObject(rule)
      ? { validateResource: (resource, report) => judge.report(rule.id, [resource], report) }
      : { validateStack: ({ resources }, report) => judge.report(rule.id, resources, report) }),
  }));
  return [...policies, unknownPolicy(judge)];
}

/** Sets what is unset, as `cdk8s-hardened fix` does: for the enforcement level `remediate`. What is not known yet stays as it is. */
function remediationOf(rule: Checker['rules'][number]): Pick<ResourceValidationPolicy, 'remediateResource'> {
  if (!isRemediable(rule)) return {};
  return {
    remediateResource: (resource) => {
      const fills = manifestOf(resource).flatMap(({ manifest }) => fillsOfManifest(rule, withTexts(manifest)));
      // In place: what is beside the fields, and not known, must not be read.
      for (const { keys, value } of fills) place(resource.props, keys, value);
      return fills.length === 0 ? undefined : resource.props;
    },
  };
}

function place(holder: Record<string | number, unknown>, [key, ...rest]: readonly (string | number)[], value: unknown): void {
  if (rest.length === 0) holder[key!] = value;
  else place((holder[key!] ??= {}) as Record<string | number, unknown>, rest, value);
}

/** Name of the policy that reports unknown results. It fails nothing. */
export const UNKNOWN_POLICY = 'unknown';

/** A policy of its own, since a mandatory one fails with whatever it reports. */
function unknownPolicy(judge: StackJudge): StackValidationPolicy {
  return {
    name: UNKNOWN_POLICY,
    displayName: 'Unknown results',
    description:
      'Results that depend on values which are not known yet, or on resources that are not in the stack. An unknown result is not a pass.',
    enforcementLevel: 'advisory',
    validateStack: ({ resources }, report) => {
      for (const finding of judge.verdictOf(resources).undecided) {
        report(
          `${finding.rule}: `
            + `${finding.waits ? `${finding.manifest ?? 'the stack'}: it depends on values that are not known yet` : sentenceOf(finding)}`,
          finding.construct,
        );
      }
    },
  };
}

/** Makes the pack that `pulumi preview --policy-pack` runs. Call it once, in the pack's program. */
export function hardenedPolicyPack(name: string, props: HardenedPolicyProps & Omit<PolicyPackArgs, 'policies'>): PolicyPack {
  const isOurs = ([key]: readonly [string, unknown]) => Object.hasOwn(PROPS, key);
  const entries = Object.entries(props);
  const args: Omit<PolicyPackArgs, 'policies'> = Object.fromEntries(entries.filter((entry) => !isOurs(entry)));
  return new PolicyPack(name, { ...args, policies: hardenedPolicies(Object.fromEntries(entries.filter(isOurs))) });
}

/** Checks what it is given once for all policies: Pulumi asks them one after the other, with the same resources. */
class StackJudge {
  private last?: { readonly fingerprint: string; readonly verdict: Verdict };

  constructor(private readonly checker: Checker) {}

  public report(rule: string, resources: readonly Resource[], report: ReportViolation): void {
    for (const finding of this.verdictOf(resources).violations) if (finding.rule === rule) report(sentenceOf(finding), finding.construct);
  }

  public verdictOf(resources: readonly Resource[]): Verdict {
    const manifests = resources.flatMap(manifestOf);
    const fingerprint = JSON.stringify(manifests, (_, value: unknown) => (value === UNKNOWN ? '(unknown)' : value));
    if (this.last?.fingerprint !== fingerprint) this.last = { fingerprint, verdict: this.judge(manifests) };
    return this.last.verdict;
  }

  private judge(manifests: readonly KeyedManifest[]): Verdict {
    const [asIs, ...others] = worldsOf(manifests, this.checker).map((world) => this.checker.checkManifests(world));
    return agree(asIs!, others);
  }
}

function sentenceOf({ manifest, message, field, fix }: HardeningFinding): string {
  return `${manifest === undefined ? '' : `${manifest}: `}${message}${field === '' ? '' : ` (${field})`}. ${fix}`;
}
