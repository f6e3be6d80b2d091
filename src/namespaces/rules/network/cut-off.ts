import type { NamespaceView } from '../../../kubernetes/namespaces/namespace-view';
import type { Direction, NetworkPolicyView, PolicyRuleView } from '../../../kubernetes/network/network-policy';
import { otherPoliciesFor } from '../../../kubernetes/network/others/other-policies';
import { coverage, selectsPod, type PodChoice } from '../../../kubernetes/network/others/other-policy';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { SelectorIndex } from '../../../kubernetes/objects/selector-index';
import type { PodView } from '../../../kubernetes/pods/pod-view';

/** Whether policies let a connection through: `maybe` when the input does not tell. */
export type Verdict = 'yes' | 'maybe' | 'no';

/** The connection that pods need. */
export interface NeededConnection {
  readonly direction: Direction;
  /** Whether a rule of that direction allows it. */
  readonly allows: (rule: PolicyRuleView) => Verdict;
}

/** Pods of the namespace for which policies do not allow the connection, and those for which that is not known. */
export interface CutOff {
  readonly no: readonly PodView[];
  readonly maybe: readonly PodView[];
}

/** A rule of another API that may allow the connection. */
interface Candidate {
  readonly selects: readonly PodChoice[] | string;
  readonly verdict: Verdict;
}

/** What the policies of a namespace say about a connection of its pods. */
export class ConnectionPolicies {
  private readonly index: SelectorIndex<NetworkPolicyView>;
  private readonly verdicts: ReadonlyMap<NetworkPolicyView, Verdict>;
  /** The verdict for pods that only policies for every pod select; undefined where no policy selects every pod. */
  public readonly everyPod: Verdict | undefined;
  /** Whether policies of other APIs allow it for all pods of the namespace, whatever its NetworkPolicies deny. */
  public readonly elsewhere: Verdict;
  private readonly otherRules: readonly Candidate[];
  private readonly namespace: string;
  private readonly namespaceLabels: Readonly<Record<string, string>> | undefined;

  constructor(
    view: NamespaceView,
    inventory: Inventory,
    private readonly needed: NeededConnection,
  ) {
    const policies = view.policies.filter(({ directions }) => directions.has(needed.direction));
    this.verdicts = new Map(policies.map((policy) => [policy, this.verdictOf(policy)]));
    this.index = new SelectorIndex(policies, ({ podSelector }) => podSelector);
    const forAll = policies.filter(({ podSelector }) => podSelector.selectsEverything);
    this.everyPod = forAll.length === 0 ? undefined : this.best(forAll);
    this.namespace = view.name;
    this.namespaceLabels = view.objects[0]?.labels;
    this.otherRules = policies.length === 0 ? [] : this.allowedByOthers(inventory);
    this.elsewhere = this.otherVerdict((selects) => {
      const covers = coverage(selects, this.namespace, this.namespaceLabels);
      return covers === 'unknown' ? undefined : covers === 'all';
    });
  }

  /** Which of the pods the policies cut off. */
  public cutOff(pods: readonly PodView[]): CutOff {
    const cutOff = { no: [] as PodView[], maybe: [] as PodView[] };
    if (this.verdicts.size === 0 || this.everyPod === 'yes' || this.elsewhere === 'yes') return cutOff;
    for (const pod of pods) {
      const selecting = this.index.matching(pod.labels);
      if (selecting.length === 0) continue;
      const others = this.otherVerdict((selects) => selectsPod(selects, this.namespace, this.namespaceLabels, pod.labels));
      const verdict = bestOf([this.best(selecting), others]);
      if (verdict !== 'yes') cutOff[verdict].push(pod);
    }
    return cutOff;
  }

  private best(policies: readonly NetworkPolicyView[]): Verdict {
    return bestOf(policies.map((policy) => this.verdicts.get(policy)!));
  }

  private verdictOf({ rules, faults }: Pick<NetworkPolicyView, 'rules' | 'faults'>): Verdict {
    const { direction, allows } = this.needed;
    const verdict = bestOf(rules.filter((rule) => rule.direction === direction).map(allows));
    return verdict === 'no' && faults.length > 0 ? 'maybe' : verdict;
  }

  /** Rules of other APIs that may allow it. */
  private allowedByOthers(inventory: Inventory): Candidate[] {
    return otherPoliciesFor(inventory, this.namespace)
      .filter(({ overrides }) => overrides)
      .flatMap(({ rules, selects }) =>
        rules.flatMap((rule) => {
          if (rule.action !== 'allow' || rule.direction !== this.needed.direction) return [];
          const verdict = rule.unread === undefined ? this.needed.allows(rule) : bestOf(['maybe', this.needed.allows(rule)]);
          return verdict === 'no' ? [] : [{ selects: rule.selects ?? selects, verdict }];
        }),
      );
  }

  private otherVerdict(isFor: (selects: Candidate['selects']) => boolean | undefined): Verdict {
    return bestOf(
      this.otherRules.map(({ selects, verdict }) => {
        const isIt = isFor(selects);
        return isIt === false ? 'no' : isIt === undefined ? 'maybe' : verdict;
      }),
    );
  }
}

/** The best of several: what one policy or rule allows, no other denies. */
export function bestOf(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes('yes') ? 'yes' : verdicts.includes('maybe') ? 'maybe' : 'no';
}

/** `Deployment api`: for messages. */
export function nameOfPod({ object }: PodView): string {
  return `${object.kind} ${object.name || '(unnamed)'}`;
}
