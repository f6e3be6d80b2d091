import { ApiObject, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { stateApiServers } from '../../cdk8s/known-api-servers';
import { hardenPodsBelow } from '../../cdk8s/pod-hardening-options';
import { ClosedNamespace } from './closed-namespace';
import type { IsolatedNamespaceProps } from './isolated-namespace-props';
import { checkName, namespaceMetadata } from './namespace-metadata';
import { checkDns, closeNamespace, PartMaker, refuseTaken } from './namespace-parts';
import { renderResources } from './render-resources';

/**
 * A namespace for one information system, closed except what is opened: a chart, so that what is created in it lands in the namespace.
 *
 * It makes the Namespace with Pod Security labels, a NetworkPolicy that denies all traffic of all pods, one for DNS, a ResourceQuota, a
 * LimitRange, and the ServiceAccount `default` without token. It fills what pods leave unset: see `PodHardening`. Cluster-scoped objects
 * created in it lose the namespace that cdk8s gives them.
 *
 * Create it directly below the app: its file is then `<id>.k8s.yaml`. Below another chart cdk8s numbers the files of the whole app.
 *
 * A namespace that something else creates is closed by {@link ExistingNamespace}.
 */
export class IsolatedNamespace extends ClosedNamespace {
  /** The Namespace. */
  public readonly namespaceObject: ApiObject;
  /**
   * The ResourceQuota `quota`.
   *
   * @default - none: it was dropped with a reason
   */
  public readonly quotaObject?: ApiObject;
  /**
   * The LimitRange `limits`.
   *
   * @default - none: it was dropped with a reason
   */
  public readonly limitRangeObject?: ApiObject;
  /** The ServiceAccount `default`. */
  public readonly defaultServiceAccount: ApiObject;

  /**
   * Makes the namespace, closed.
   *
   * @throws Error when a property is not valid, or an unsafe choice lacks its reason
   */
  constructor(scope: Construct, id: string, props: IsolatedNamespaceProps) {
    super(scope, id, props.name ?? id);
    stateApiServers(this, props.apiServers);
    const name = this.namespaceName;
    checkName(this, name);
    refuseTaken(this, name);
    const metadata = namespaceMetadata(this, props);
    const resources = renderResources(this, props);
    const dns = checkDns(this, props.dns);

    // One construct for all of our own, so that every other id is free for the user.
    const isolation = new Construct(this, 'isolation');
    this.namespaceObject = new ApiObject(isolation, 'namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, ...metadata },
    });
    this.namespaceObject.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
    const maker = new PartMaker(isolation, this.namespaceObject);
    this._closeWith(closeNamespace(this, maker, dns, 'IsolatedNamespace'));
    if (props.unsafeNoQuotaReason === undefined) {
      this.quotaObject = maker.addQuota(this, resources, props);
    }
    if (props.unsafeNoLimitsReason === undefined) {
      this.limitRangeObject = maker.addLimits(resources, props);
    }
    this.defaultServiceAccount = maker.addDefaultAccount();
    hardenPodsBelow(this, props);
  }
}
