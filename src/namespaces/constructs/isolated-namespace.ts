import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
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
import { checkNamespaceName, checkPodLabels } from './pod-labels';
import type { IPods } from './pods';
import { DESCRIPTION_ANNOTATION, PolicyBook } from './policy-book';
import { toIpBlock, type OpenedRange } from './range-checks';
import { renderResources } from './render-resources';
import { connect, readEnds, reasonsOf, type TrafficEnd } from './traffic-end';
import type {
  AllowFromCidrOptions,
  AllowFromNamespaceOptions,
  AllowToApiServerOptions,
  AllowToCidrOptions,
  AllowTrafficOptions,
} from './traffic-options';
import { cidrOf, presentNames } from '../../cdk8s/former-names';
import { hardenPodsBelow } from '../../cdk8s/pod-hardening-options';
import { Port } from '../../cdk8s/port';
import { refusal } from '../../cdk8s/refusal';

/**
 * A namespace for one information system, closed but for what is opened: a chart, so that what is created in it lands in the namespace.
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
        fact: `the namespace ${name} is made by ${taken} already`,
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
    const options = presentNames<AllowTrafficOptions>(this, given, FORMER_NAMES);
    const ports = this.portsOf(options.ports);
    const { unsafeEveryPodReason } = options;
    const [sources, targets] = [
      this.ends(options.fromPods, 'fromPods', unsafeEveryPodReason),
      this.ends(options.to, 'to', unsafeEveryPodReason),
    ];
    const registry = NamespaceRegistry.of(this);
    for (const source of sources) {
      for (const target of targets) {
        if (source.namespace !== this.namespaceName && target.namespace !== this.namespaceName) {
          throw refusal(this, {
            fact: `neither fromPods (${source.namespace}) nor to (${target.namespace}) is in ${this.namespaceName}`,
            consequence: 'so this namespace has nothing to open',
            remedy: 'Ask the IsolatedNamespace of one of them.',
          });
        }
        connect(registry, 'allowTraffic', source, target, ports, reasonsOf(unsafeEveryPodReason, source, target));
      }
    }
  }

  /**
   * Opens ports of pods of this namespace to the pods of an ingress controller.
   *
   * @throws Error when no port or no label is given, or it is unclear which pods are meant
   */
  public allowFromIngressController(options: AllowFromNamespaceOptions): void;
  public allowFromIngressController(options: FormerAllowFromNamespaceOptions): void;
  public allowFromIngressController(given: AllowFromNamespaceOptions | FormerAllowFromNamespaceOptions): void {
    const options = presentNames<AllowFromNamespaceOptions>(this, given, FORMER_NAMES);
    this.allowFromPods('allowFromIngressController', 'ingress-controller', options);
  }

  /**
   * Opens ports of pods of this namespace to the pods that collect their metrics.
   *
   * @throws Error when no port or no label is given, or it is unclear which pods are meant
   */
  public allowFromMetricsScraper(options: AllowFromNamespaceOptions): void;
  public allowFromMetricsScraper(options: FormerAllowFromNamespaceOptions): void;
  public allowFromMetricsScraper(given: AllowFromNamespaceOptions | FormerAllowFromNamespaceOptions): void {
    const options = presentNames<AllowFromNamespaceOptions>(this, given, FORMER_NAMES);
    this.allowFromPods('allowFromMetricsScraper', 'metrics-scraper', options);
  }

  /**
   * Lets pods of this namespace reach addresses outside the cluster. The metadata addresses of clouds stay closed.
   *
   * @throws Error when no port is given, or the range is the internet, half of it, or a metadata address, without a reason
   */
  public allowToCidr(options: AllowToCidrOptions): void;
  public allowToCidr(options: FormerAllowToCidrOptions): void;
  public allowToCidr(given: AllowToCidrOptions | FormerAllowToCidrOptions): void {
    const options = presentNames<AllowToCidrOptions>(this, given, FORMER_NAMES);
    const { exceptCidrs = [], unsafeWorldReason, unsafeMetadataReason } = options;
    const [cidr, except] = [cidrOf(this, options.cidr), exceptCidrs.map((hole) => cidrOf(this, hole))];
    this.openRanges('allowToCidr', `cidr-${cidr.text}`, options.fromPods, options.ports, options.unsafeEveryPodReason, [
      { cidr, except, outgoing: true, unsafeWorldReason, unsafeMetadataReason },
    ]);
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
    const options = presentNames<AllowFromCidrOptions>(this, given, FORMER_NAMES);
    const { exceptCidrs = [], unsafeWorldReason } = options;
    const [cidr, except] = [cidrOf(this, options.cidr), exceptCidrs.map((hole) => cidrOf(this, hole))];
    this.openRanges('allowFromCidr', `cidr-${cidr.text}`, options.to, options.ports, options.unsafeEveryPodReason, [
      { cidr, except, outgoing: false, unsafeWorldReason },
    ]);
  }

  /**
   * Lets pods of this namespace reach the API servers, whose addresses no manifest can know: name them.
   *
   * @throws Error when no address is given, or a range is the internet, half of it, or a metadata address
   */
  public allowToApiServer(options: AllowToApiServerOptions): void;
  public allowToApiServer(options: FormerAllowToApiServerOptions): void;
  public allowToApiServer(given: AllowToApiServerOptions | FormerAllowToApiServerOptions): void {
    const options = presentNames<AllowToApiServerOptions>(this, given, FORMER_NAMES);
    const ranges = [...(options.addresses ?? [])].map((cidr) => ({ cidr: cidrOf(this, cidr), except: [], outgoing: true }));
    if (ranges.length === 0) {
      throw refusal(this, {
        fact: 'addresses is missing or empty',
        consequence: 'so no API server is named',
        remedy: 'Name the addresses of the API servers: see the EndpointSlice kubernetes in namespace default.',
      });
    }
    this.openRanges(
      'allowToApiServer',
      'api-server',
      options.fromPods,
      [options.port ?? Port.tcp(6443)],
      options.unsafeEveryPodReason,
      ranges,
    );
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

  private allowFromPods(verb: string, label: string, options: AllowFromNamespaceOptions): void {
    const { namespaceName: namespace, podLabels } = options;
    const ports = this.portsOf(options.ports);
    checkNamespaceName(this, namespace);
    checkPodLabels(this, namespace, podLabels);
    const source = { namespace, label, selector: { matchLabels: { ...podLabels } } };
    for (const target of this.ownEnds(options.to, 'to', options.unsafeEveryPodReason)) {
      connect(NamespaceRegistry.of(this), verb, source, target, ports, reasonsOf(options.unsafeEveryPodReason, target));
    }
  }

  private openRanges(verb: string, label: string, pods: IPods, wanted: Port[], everyPod: string | undefined, ranges: OpenedRange[]) {
    const ports = this.portsOf(wanted);
    const blocks = ranges.map((range) => toIpBlock(this, range));
    const direction = ranges[0]!.outgoing ? 'Egress' : 'Ingress';
    for (const end of this.ownEnds(pods, direction === 'Egress' ? 'fromPods' : 'to', everyPod)) {
      const where = ranges.map(({ cidr }) => cidr.text).join(', ');
      this.book.open({
        direction,
        podSelector: end.selector,
        ports,
        peers: blocks.map(({ peer }) => peer),
        name: `${end.label}-${direction === 'Egress' ? 'to' : 'from'}-${label}`,
        description:
          `${verb}: `
          + `${direction === 'Egress' ? `${this.namespaceName}/${end.label} to ${where}` : `${where} to ${this.namespaceName}/${end.label}`}`,
        reasons: [...blocks.flatMap(({ reasons }) => reasons), ...reasonsOf(everyPod, end)],
      });
    }
  }

  private ends(pods: IPods, role: string, unsafeEveryPodReason: string | undefined): TrafficEnd[] {
    return readEnds(pods, { place: this, namespace: this.namespaceName, role, unsafeEveryPodReason });
  }

  private ownEnds(pods: IPods, role: string, unsafeEveryPodReason: string | undefined): TrafficEnd[] {
    const ends = this.ends(pods, role, unsafeEveryPodReason);
    const stray = ends.find(({ namespace }) => namespace !== this.namespaceName);
    if (stray) {
      throw refusal(this, {
        fact: `${role} (${pods.node.path}) is in ${stray.namespace}, not in ${this.namespaceName}`,
        consequence: 'so a policy here would not concern it',
        remedy: 'Ask the IsolatedNamespace that it is in.',
      });
    }
    return ends;
  }

  private portsOf(ports: readonly Port[] | undefined): readonly Port[] {
    if (ports === undefined || ports.length === 0) {
      throw refusal(this, {
        fact: 'ports is missing or empty',
        consequence: 'which a NetworkPolicy takes for every port',
        remedy: 'Name the ports that are needed, such as Port.tcp(8443).',
      });
    }
    const stray = ports.find((port) => !(port instanceof Port));
    if (stray === undefined) return [...ports];
    throw refusal(this, {
      fact: `ports holds ${JSON.stringify(stray)}`,
      consequence: 'which does not say of which protocol it is',
      remedy: 'Write a port such as Port.tcp(8443).',
    });
  }
}
