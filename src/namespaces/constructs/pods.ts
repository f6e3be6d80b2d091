import { Construct, type IConstruct } from 'constructs';
import { refusal } from '../../cdk8s/refusal';
import { checkNamespaceName, checkPodLabels } from './pod-labels';

/**
 * Some pods: a pod, a workload or `Pods.select(…)` of cdk8s-plus, of any release, or {@link LabelledPods}.
 *
 * It is not meant to be implemented: for pods that cdk8s-plus does not make, use {@link LabelledPods}.
 */
export interface IPods extends IConstruct {
  /** Tells which pods are meant, as cdk8s-plus does: an object with `labelSelector` and, where namespaces are named, `namespaces`. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- every release of cdk8s-plus returns a class of its own
  toPodSelectorConfig(): any;
}

/** Properties of {@link LabelledPods}. */
export interface LabelledPodsProps {
  /**
   * Labels that the pods carry, all of them; at least one.
   *
   * @shape label
   */
  readonly labels: { [key: string]: string };
  /**
   * Names of the namespaces of the pods; at least one if given.
   *
   * @default - the namespace of the `IsolatedNamespace` that is asked
   * @shape name
   */
  readonly namespaceNames?: string[];
}

/**
 * Pods by their labels: those of raw objects, of Helm charts and of other programs, for the verbs of `IsolatedNamespace`.
 *
 * It makes no object. Its id is part of the names of the policies that a verb makes for it.
 */
export class LabelledPods extends Construct implements IPods {
  private readonly selected: { readonly labels: Readonly<Record<string, string>>; readonly namespaceNames: readonly string[] | undefined };

  /**
   * Names the pods.
   *
   * @param scope where it is in the tree of constructs
   * @param id what the pods are called in the names of policies
   * @param props which pods are meant
   * @throws Error when no label or an empty list of namespaces is given, or one of them is not valid
   */
  constructor(scope: Construct, id: string, props: LabelledPodsProps) {
    super(scope, id);
    const { labels, namespaceNames } = props;
    if (namespaceNames?.length === 0) {
      throw refusal(this, {
        fact: 'namespaceNames is an empty list',
        consequence: 'so no pod is meant',
        remedy: 'Omit it for the namespace whose method is called, or name the namespaces of the pods.',
      });
    }
    for (const name of namespaceNames ?? []) checkNamespaceName(this, name);
    checkPodLabels(this, namespaceNames?.join(', ') ?? 'the namespace', labels);
    this.selected = { labels: { ...labels }, namespaceNames: namespaceNames && [...namespaceNames] };
  }

  /** Tells which pods are meant, as cdk8s-plus does. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as in IPods
  public toPodSelectorConfig(): any {
    const { labels, namespaceNames } = this.selected;
    return { labelSelector: { matchLabels: { ...labels } }, namespaces: namespaceNames && { names: [...namespaceNames] } };
  }
}
