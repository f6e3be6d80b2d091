import { checkerOf } from '../../app/checker';
import type { Finding } from '../../engine/finding';
import { FindingStatus } from '../../engine/finding-status';
import { fingerprints } from '../../engine/fingerprint';
import type { SettingsLayer } from '../../engine/settings';
import { Coverage, coverageOf } from '../../kubernetes/components/flags/catalogue';
import { compareVersions, formatMinor, parseMinor, RELEASES, type KubernetesMinor } from '../../kubernetes/releases/versions';
import type { ReportInput } from '../../reports/report-input';
import { check } from '../check/check';
import type { RenderRequest } from '../render/flags';
import { UsageError } from '../usage-error';

/** Rules whose violations keep something from starting, or from being created, in the release that is checked. */
const BREAKING = [
  'versions/served-api-version',
  'versions/removed-flag',
  'control-plane/known-flags',
  'control-plane/flag-values',
  'control-plane/known-feature-gates',
  'kubelet/known-fields',
  'manifests/schema',
];
/** What it finds still works, and will not for long. */
const ANNOUNCED = 'control-plane/deprecated-flags';
export const UPGRADE_RULES: readonly string[] = [...BREAKING, ANNOUNCED];

/** What `upgrade` is asked to do. */
export interface UpgradeOptions {
  readonly paths: readonly string[];
  /** What was set, the first having the last word; `kubernetes` is not looked at. */
  readonly layers: readonly SettingsLayer[];
  readonly from: string;
  /** Default: the newest release whose support window is known and has begun. */
  readonly to?: string;
  readonly render?: RenderRequest;
  readonly progress?: (done: number, of: number) => void;
}

/** One release on the way. */
export interface UpgradeStep {
  /** `1.36` */
  readonly release: string;
  /** The last day of its support; undefined where its window is not known. */
  readonly endOfLife: string | undefined;
  /** Whether its flags, feature gates and API versions are known: not of a release that is still to come. */
  readonly isKnown: boolean;
  /** What does not work in it, and did in the release before. In the first step: what does not work in it. */
  readonly breaks: readonly Finding[];
  /** The same of what is not known. */
  readonly unknown: readonly Finding[];
  /** The same of what works and is deprecated. */
  readonly announced: readonly Finding[];
}

/** What came of it. */
export interface Upgrade {
  readonly asOf: string;
  /** From the release that is run to the one that is wanted, all between them included. */
  readonly steps: readonly UpgradeStep[];
  /** What was read, and where its lines are. */
  readonly report: ReportInput;
  readonly internalError: string | undefined;
  /** 0: nothing breaks. 1: something does. 2: input that could not be read. 3: an internal error. */
  readonly exitCode: number;
}

/**
 * What stops working at each release on the way to another: API versions, fields, flags and feature gates that it does not have.
 *
 * @throws UsageError for releases that are none, or in the wrong order
 */
export function upgrade({ paths, layers, from, to, render, progress }: UpgradeOptions): Upgrade {
  const settings = (release: KubernetesMinor): readonly SettingsLayer[] => [
    { settings: { kubernetes: formatMinor(release), only: UPGRADE_RULES } },
    ...layers.map((layer) => ({ ...layer, settings: { ...layer.settings, kubernetes: undefined, only: undefined, baseline: undefined } })),
  ];
  const first = releaseOf('--from', from);
  const { asOf } = checkerOf(settings(first));
  const last = releaseOf('--to', to ?? RELEASES.find(({ released }) => released <= asOf)?.version ?? RELEASES[0]!.version);
  const releases = between(first, last);
  const { report, internalError, inventory, exitCode } = check({ paths, layers: settings(first), render, progress });
  const known = new Map<string, Class>();
  const steps = releases.map((release, index): UpgradeStep => {
    const { findings } = index === 0 ? report.result : checkerOf(settings(release)).check(inventory);
    const print = fingerprints();
    const fresh = findings.filter((finding) => {
      const key = print(finding);
      const before = known.get(key);
      known.set(key, classOf(finding));
      // What is broken stays broken, also where the tables do not know it any more.
      return before !== classOf(finding) && before !== 'breaks';
    });
    const of = (wanted: Class) => fresh.filter((finding) => classOf(finding) === wanted);
    const endOfLife = RELEASES.find(({ version }) => version === formatMinor(release))?.endOfLife;
    const isKnown = coverageOf(release) !== Coverage.NEWER;
    return { release: formatMinor(release), endOfLife, isKnown, breaks: of('breaks'), unknown: of('unknown'), announced: of('announced') };
  });
  const broken = steps.some(({ breaks }) => breaks.length > 0);
  return { asOf, steps, report, internalError, exitCode: exitCode > 1 ? exitCode : broken ? 1 : 0 };
}

type Class = 'breaks' | 'unknown' | 'announced';

/** A waiver does not make a component start. */
function classOf({ rule, status }: Finding): Class {
  if (status === FindingStatus.UNKNOWN) return 'unknown';
  return rule === ANNOUNCED ? 'announced' : 'breaks';
}

function releaseOf(flag: string, text: string): KubernetesMinor {
  try {
    return parseMinor(text);
  } catch {
    throw new UsageError(
      `${flag} ${JSON.stringify(text)} is not a release of Kubernetes. Write a minor release such as ${RELEASES[0]!.version}.`,
    );
  }
}

/** As many steps as make sense: each is a run. */
const MOST_STEPS = 20;

function between(first: KubernetesMinor, last: KubernetesMinor): readonly KubernetesMinor[] {
  const words = `from ${formatMinor(first)} to ${formatMinor(last)}`;
  if (compareVersions(first, last) >= 0) {
    throw new UsageError(`${words} is no upgrade: Kubernetes goes one minor release up at a time. State an older --from, or a newer --to.`);
  }
  if (first.major !== last.major || last.minor - first.minor > MOST_STEPS) {
    throw new UsageError(`${words} are too many releases to check. State at most ${MOST_STEPS} at a time.`);
  }
  return Array.from({ length: last.minor - first.minor + 1 }, (_, i) => ({ major: first.major, minor: first.minor + i }));
}
