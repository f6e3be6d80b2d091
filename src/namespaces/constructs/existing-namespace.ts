import { type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { ApiServers } from '../../cdk8s/api-servers';
import { stateApiServers } from '../../cdk8s/known-api-servers';
import { hardenPodsBelow } from '../../cdk8s/pod-hardening-options';
import type { PodHardeningProps } from '../../cdk8s/pod-hardening-props';
import { refusal } from '../../cdk8s/refusal';
import { ClosedNamespace } from './closed-namespace';
import type { ClusterDns } from './cluster-dns';
import { checkName } from './namespace-metadata';
import { checkDns, closeNamespace, PartMaker, refuseTaken } from './namespace-parts';
import type { ContainerLimits, NamespaceQuota } from './namespace-resources';
import { renderResources } from './render-resources';

/** Properties of {@link ExistingNamespace}. */
export interface ExistingNamespaceProps {
  /**
   * Name of the namespace: an RFC 1123 label. With `policiesOnly` a system namespace, such as `kube-system`, is accepted, too.
   *
   * @default - the id of the construct
   * @shape name
   */
  readonly name?: string;
  /**
   * Whether NetworkPolicies are all that is made: no ResourceQuota, no LimitRange, and not the ServiceAccount `default`.
   *
   * @default false
   */
  readonly policiesOnly?: boolean;
  /**
   * Where the pods find DNS.
   *
   * @default [ClusterDns.kubeDns()]
   */
  readonly dns?: ClusterDns[];
  /**
   * Where the API servers are: for `allowToApiServer` and `allowFromApiServer`.
   *
   * @default - what the app says, if it does
   */
  readonly apiServers?: ApiServers;
  /**
   * What all pods may use together; not with `policiesOnly`.
   *
   * @default - as in {@link IsolatedNamespace}
   */
  readonly quota?: NamespaceQuota;
  /**
   * What one container may use; not with `policiesOnly`.
   *
   * @default - as in {@link IsolatedNamespace}
   */
  readonly limits?: ContainerLimits;
  /**
   * Why containers need no CPU limit, such as that throttling costs more than it protects. The LimitRange then gives and demands none, and
   * the ResourceQuota counts none, since the API server would reject pods without a limit that it counts. Kept as an annotation of both;
   * the rules `namespaces/limit-range` and `namespaces/resource-quota` accept it. Requests of CPU stay limited. Not
   * with `policiesOnly`.
   *
   * @default - containers get a CPU limit, and the quota counts them
   * @shape reason
   */
  readonly unsafeNoCpuLimitsReason?: string;
  /**
   * What is filled on pods of this construct that leave it unset: see {@link PodHardening}.
   *
   * @default - what `PodHardening` was asked to do further up, else all but the temporary directory
   */
  readonly podHardening?: PodHardeningProps;
  /**
   * Why pods shall stay as they are written. The rules check them all the same.
   *
   * @default - they are filled
   * @shape reason
   */
  readonly unsafeNoPodHardeningReason?: string;
}

/**
 * A namespace that something else creates, such as a platform team, closed like {@link IsolatedNamespace} except for what is opened: the
 * same policies, ResourceQuota, LimitRange and ServiceAccount `default`, but no Namespace and none of its labels. Which Pod Security level
 * applies is up to who creates it.
 *
 * All pods of the namespace are cut off when it is applied, those of other programs, too.
 */
export class ExistingNamespace extends ClosedNamespace {
  /**
   * The ResourceQuota `quota`.
   *
   * @default - none: policies alone are made
   */
  public readonly quotaObject?: ApiObject;
  /**
   * The LimitRange `limits`.
   *
   * @default - none: policies alone are made
   */
  public readonly limitRangeObject?: ApiObject;
  /**
   * The ServiceAccount `default`.
   *
   * @default - none: policies alone are made
   */
  public readonly defaultServiceAccount?: ApiObject;

  /**
   * Closes the namespace.
   *
   * @throws Error when a property is not valid
   */
  constructor(scope: Construct, id: string, props: ExistingNamespaceProps = {}) {
    super(scope, id, props.name ?? id);
    stateApiServers(this, props.apiServers);
    const { policiesOnly = false, quota, limits, unsafeNoCpuLimitsReason } = props;
    checkName(this, this.namespaceName, policiesOnly);
    refuseTaken(this, this.namespaceName);
    const needless = Object.entries({ quota, limits, unsafeNoCpuLimitsReason }).find(([, value]) => value !== undefined);
    if (policiesOnly && needless) {
      throw refusal(this, {
        fact: `${needless[0]} is given while policiesOnly is true`,
        consequence: 'so it has no effect',
        remedy: 'Remove one of the two.',
      });
    }
    const resources = renderResources(this, props);
    const dns = checkDns(this, props.dns);
    const maker = new PartMaker(new Construct(this, 'isolation'), undefined);
    this._closeWith(closeNamespace(this, maker, dns, 'ExistingNamespace'));
    if (!policiesOnly) {
      this.quotaObject = maker.addQuota(this, resources, props);
      this.limitRangeObject = maker.addLimits(resources, props);
      this.defaultServiceAccount = maker.addDefaultAccount();
    }
    hardenPodsBelow(this, props);
  }
}
