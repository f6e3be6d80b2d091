import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { presentNames } from '../../cdk8s/former-names';
import { hardenPodsBelow } from '../../cdk8s/pod-hardening-options';
import { refusal } from '../../cdk8s/refusal';
import { checkContents } from './chart-checks';
import { ClusterDns } from './cluster-dns';
import {
  FORMER_NAMES,
  type FormerAllowFromCidrOptions,
  type FormerAllowFromNamespaceOptions,
  type FormerAllowToApiServerOptions,
  type FormerAllowToCidrOptions,
  type FormerAllowTrafficOptions,
} from './former-options';
import type { IsolatedNamespaceProps } from './isolated-namespace-props';
import { checkName, namespaceMetadata } from './namespace-metadata';
import { NamespaceRegistry } from './namespace-registry';
import { Openings } from './openings';
import { DESCRIPTION_ANNOTATION, PolicyBook } from './policy-book';
import { renderResources } from './render-resources';
import type {
  AllowFromCidrOptions,
  AllowFromNamespaceOptions,
  AllowToApiServerOptions,
  AllowToCidrOptions,
  AllowTrafficOptions,
} from './traffic-options';

/**
 * A namespace for one information system, closed except what is opened: a chart, so that what is created in it lands in the namespace.
 *
 * It makes the Namespace with Pod Security labels, a NetworkPolicy that denies all traffic of all pods, one for DNS, a ResourceQuota, a
 * LimitRange, and the ServiceAccount `default` without token. It fills what pods leave unset: see `PodHardening`. Cluster-scoped objects
 * created in it lose the namespace that cdk8s gives them.
 *
 * Create it directly below the app: its file is then `<id>.k8s.yaml`. Below another chart cdk8s numbers the files of the whole app.
 */
export class IsolatedNamespace extends Chart {
  /** Name of the namespace. */
  public readonly namespaceName: string;
  /** The Namespace. */
  public readonly namespaceObject: ApiObject;
  /** The NetworkPolicy `default-deny`: no traffic in or out, for every pod. */
  public readonly defaultDenyPolicy: ApiObject;
  /** The NetworkPolicy `allow-dns`. */
  public readonly dnsPolicy: ApiObject;
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

  private readonly book: PolicyBook;
  private readonly openings: Openings;
  private readonly isolation: Construct;

  /**
   * Makes the namespace, closed.
   *
   * @throws Error when a property is not valid, or an unsafe choice lacks its reason
   */
  constructor(scope: Construct, id: string, props: IsolatedNamespaceProps) {
    super(scope, id, { namespace: props.name ?? id, disableResourceNameHashes: true });
    const name = (this.namespaceName = props.name ?? id);
    checkName(this, name);
    const registry = NamespaceRegistry.of(this);
    const taken = registry.pathOf(name);
    if (taken !== undefined) {
      throw refusal(this, {
        fact: `the namespace ${name} is already created by ${taken}`,
        consequence: 'so one would overwrite the other',
        remedy: 'Choose another name.',
      });
    }
    const metadata = namespaceMetadata(this, props);
    const resources = renderResources(this, props.quota ?? {}, props.limits ?? {});
    const dns = [...(props.dns ?? [ClusterDns.kubeDns()])];
    if (dns.length === 0) {
      throw refusal(this, {
        fact: 'dns is an empty list',
        consequence: 'so no pod could look up a name',
        remedy: 'Leave it out for the cluster DNS, or name where the pods find DNS.',
      });
    }

    // One construct for all of our own, so that every other id is free for the user.
    this.isolation = new Construct(this, 'isolation');
    this.namespaceObject = new ApiObject(this.isolation, 'namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, ...metadata },
    });
    this.namespaceObject.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
    this.defaultDenyPolicy = this.add(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      'default-deny',
      { spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } },
      'IsolatedNamespace: no traffic but what other policies allow',
    );
    this.dnsPolicy = this.add(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      'allow-dns',
      {
        spec: { podSelector: {}, policyTypes: ['Egress'], egress: dns.map((server) => server._toEgressRule()) },
      },
      'IsolatedNamespace: every pod may ask DNS',
    );
    if (props.unsafeNoQuotaReason === undefined) this.quotaObject = this.add('v1', 'ResourceQuota', 'quota', { spec: resources.quota });
    if (props.unsafeNoLimitsReason === undefined) {
      this.limitRangeObject = this.add('v1', 'LimitRange', 'limits', { spec: resources.limits });
    }
    this.defaultServiceAccount = this.add('v1', 'ServiceAccount', 'default', { automountServiceAccountToken: false });

    this.book = new PolicyBook(this.isolation, this.namespaceObject);
    this.openings = new Openings(this, name, this.book);
    registry.add(name, this.node.path, this.book);
    this.node.addValidation({ validate: () => checkContents(this) });
    hardenPodsBelow(this, props);
  }

  /** The NetworkPolicies that the verbs made so far in this namespace. */
  public get allowPolicies(): ApiObject[] {
    return this.book.objects;
  }

  /**
   * Opens ports from pods to pods; one of both must be in this namespace. Writes an ingress policy in the namespace of `to` and an egress
   * policy in that of `fromPods`, each if it is an isolated namespace of this app, whichever is created first.
   *
   * @throws Error when no port is given, it is unclear which pods are meant, or every pod is meant without a reason
   */
  public allowTraffic(options: AllowTrafficOptions): void;
  public allowTraffic(options: FormerAllowTrafficOptions): void;
  public allowTraffic(given: AllowTrafficOptions | FormerAllowTrafficOptions): void {
    this.openings.traffic(presentNames<AllowTrafficOptions>(this, given, FORMER_NAMES));
  }

  /**
   * Opens ports of pods of this namespace to the pods of an ingress controller.
   *
   * @throws Error when no port or no label is given, or it is unclear which pods are meant
   */
  public allowFromIngressController(options: AllowFromNamespaceOptions): void;
  public allowFromIngressController(options: FormerAllowFromNamespaceOptions): void;
  public allowFromIngressController(given: AllowFromNamespaceOptions | FormerAllowFromNamespaceOptions): void {
    this.openings.fromNamespace(
      'allowFromIngressController',
      'ingress-controller',
      presentNames<AllowFromNamespaceOptions>(this, given, FORMER_NAMES),
    );
  }

  /**
   * Opens ports of pods of this namespace to the pods that collect their metrics.
   *
   * @throws Error when no port or no label is given, or it is unclear which pods are meant
   */
  public allowFromMetricsScraper(options: AllowFromNamespaceOptions): void;
  public allowFromMetricsScraper(options: FormerAllowFromNamespaceOptions): void;
  public allowFromMetricsScraper(given: AllowFromNamespaceOptions | FormerAllowFromNamespaceOptions): void {
    this.openings.fromNamespace(
      'allowFromMetricsScraper',
      'metrics-scraper',
      presentNames<AllowFromNamespaceOptions>(this, given, FORMER_NAMES),
    );
  }

  /**
   * Lets pods of this namespace reach addresses outside the cluster. The metadata addresses of clouds stay closed.
   *
   * @throws Error when no port is given, or the range is the internet, half of it, or a metadata address, without a reason
   */
  public allowToCidr(options: AllowToCidrOptions): void;
  public allowToCidr(options: FormerAllowToCidrOptions): void;
  public allowToCidr(given: AllowToCidrOptions | FormerAllowToCidrOptions): void {
    this.openings.toCidr(presentNames<AllowToCidrOptions>(this, given, FORMER_NAMES));
  }

  /**
   * Lets addresses outside the cluster connect to pods of this namespace. Mind that load balancers and nodes may replace the source
   * address.
   *
   * @throws Error when no port is given, or the range is the internet or half of it without a reason
   */
  public allowFromCidr(options: AllowFromCidrOptions): void;
  public allowFromCidr(options: FormerAllowFromCidrOptions): void;
  public allowFromCidr(given: AllowFromCidrOptions | FormerAllowFromCidrOptions): void {
    this.openings.fromCidr(presentNames<AllowFromCidrOptions>(this, given, FORMER_NAMES));
  }

  /**
   * Lets pods of this namespace reach the API servers, whose addresses no manifest can know: name them.
   *
   * @throws Error when no address is given, or a range is the internet, half of it, or a metadata address
   */
  public allowToApiServer(options: AllowToApiServerOptions): void;
  public allowToApiServer(options: FormerAllowToApiServerOptions): void;
  public allowToApiServer(given: AllowToApiServerOptions | FormerAllowToApiServerOptions): void {
    this.openings.toApiServer(presentNames<AllowToApiServerOptions>(this, given, FORMER_NAMES));
  }

  private add(apiVersion: string, kind: string, name: string, fields: object, description?: string): ApiObject {
    const annotations = description === undefined ? undefined : { [DESCRIPTION_ANNOTATION]: description };
    const object = new ApiObject(this.isolation, kind === 'ServiceAccount' ? 'service-account' : name, {
      apiVersion,
      kind,
      metadata: { name, annotations },
      ...fields,
    });
    object.addDependency(this.namespaceObject);
    return object;
  }
}
