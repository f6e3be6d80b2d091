import type { IConstruct } from 'constructs';
import { cidrOf } from '../../cdk8s/former-names';
import { Port } from '../../cdk8s/port';
import { refusal } from '../../cdk8s/refusal';
import { ACME_SOLVER_LABELS, ACME_SOLVER_PORT } from '../../kubernetes/network/acme-solvers';
import type { Cidr } from '../../kubernetes/network/cidr';
import type {
  AllowFromApiServerOptions,
  AllowFromNodesOptions,
  AllowToAcmeSolversOptions,
  AllowToNodesOptions,
} from './cluster-traffic-options';
import { fromKnownApiServers, konnectivityPeers, toKnownApiServers } from './late-api-servers';
import { NamespaceRegistry } from './namespace-registry';
import { checkNamespaceName, checkPodLabels } from './pod-labels';
import type { IPods } from './pods';
import type { PolicyBook } from './policy-book';
import { toIpBlock, type OpenedRange } from './range-checks';
import { connect, readEnds, reasonsOf, type TrafficEnd } from './traffic-end';
import type {
  AllowFromCidrOptions,
  AllowFromNamespaceOptions,
  AllowToApiServerOptions,
  AllowToCidrOptions,
  AllowTrafficOptions,
} from './traffic-options';

/** What the verbs of an isolated namespace do. */
export class Openings {
  /** `place` is the namespace's construct, `name` what the namespace is called. */
  constructor(
    private readonly place: IConstruct,
    private readonly name: string,
    private readonly book: PolicyBook,
  ) {}

  public traffic(options: AllowTrafficOptions): void {
    const ports = this.portsOf(options.ports);
    const { unsafeEveryPodReason } = options;
    const [sources, targets] = [
      this.ends(options.fromPods, 'fromPods', unsafeEveryPodReason),
      this.ends(options.to, 'to', unsafeEveryPodReason),
    ];
    const registry = NamespaceRegistry.of(this.place);
    for (const source of sources) {
      for (const target of targets) {
        if (source.namespace !== this.name && target.namespace !== this.name) {
          throw refusal(this.place, {
            fact: `neither fromPods (${source.namespace}) nor to (${target.namespace}) is in ${this.name}`,
            consequence: 'so this namespace has nothing to open',
            remedy: 'Ask the IsolatedNamespace of one of them.',
          });
        }
        connect(registry, 'allowTraffic', source, target, ports, reasonsOf(unsafeEveryPodReason, source, target));
      }
    }
  }

  public fromNamespace(verb: string, label: string, options: AllowFromNamespaceOptions): void {
    const { namespaceName: namespace, podLabels } = options;
    const ports = this.portsOf(options.ports);
    checkNamespaceName(this.place, namespace);
    checkPodLabels(this.place, namespace, podLabels);
    const source = { namespace, label, selector: { matchLabels: { ...podLabels } } };
    for (const target of this.ownEnds(options.to, 'to', options.unsafeEveryPodReason)) {
      connect(NamespaceRegistry.of(this.place), verb, source, target, ports, reasonsOf(options.unsafeEveryPodReason, target));
    }
  }

  public toCidr(options: AllowToCidrOptions): void {
    const { exceptCidrs = [], unsafeWorldReason, unsafeMetadataReason } = options;
    const [cidr, except] = [cidrOf(this.place, options.cidr), exceptCidrs.map((hole) => cidrOf(this.place, hole))];
    this.openRanges('allowToCidr', `cidr-${cidr.text}`, options.fromPods, options.ports, options.unsafeEveryPodReason, [
      { cidr, except, outgoing: true, unsafeWorldReason, unsafeMetadataReason },
    ]);
  }

  public fromCidr(options: AllowFromCidrOptions): void {
    const { exceptCidrs = [], unsafeWorldReason } = options;
    const [cidr, except] = [cidrOf(this.place, options.cidr), exceptCidrs.map((hole) => cidrOf(this.place, hole))];
    this.openRanges('allowFromCidr', `cidr-${cidr.text}`, options.to, options.ports, options.unsafeEveryPodReason, [
      { cidr, except, outgoing: false, unsafeWorldReason },
    ]);
  }

  public toApiServer(options: AllowToApiServerOptions): void {
    const { addresses: given, port, fromPods, unsafeEveryPodReason } = options;
    if (given === undefined) {
      const peers = toKnownApiServers(this.place, port);
      for (const end of this.ownEnds(fromPods, 'fromPods', unsafeEveryPodReason)) {
        this.book.open({
          direction: 'Egress',
          podSelector: end.selector,
          ports: [],
          peers,
          name: `${end.label}-to-api-server`,
          description: `allowToApiServer: ${this.name}/${end.label} to the API servers`,
          reasons: reasonsOf(unsafeEveryPodReason, end),
        });
      }
      return;
    }
    const ports = [port ?? Port.tcp(6443)];
    const addresses = this.addressesOf(given, 'API server', 'API servers: see the EndpointSlice kubernetes in namespace default');
    this.openTo('allowToApiServer', 'api-server', { ...options, ports }, addresses);
  }

  public fromApiServer(options: AllowFromApiServerOptions): void {
    const { to, ports, addresses, throughKonnectivity, unsafeEveryPodReason } = options;
    const isKnown = addresses === undefined && throughKonnectivity === undefined;
    const named = addresses ?? [];
    if (!isKnown && named.length === 0 && throughKonnectivity !== true) {
      throw refusal(this.place, {
        fact: 'addresses is missing or empty, and throughKonnectivity is not true',
        consequence: 'so no API server is named',
        remedy:
          'Name the addresses of the control plane nodes, set throughKonnectivity where API servers connect through its agents (GKE, '
          + 'AKS), or leave out both where apiServers of the app says it.',
      });
    }
    if (named.length > 0) this.openFrom('allowFromApiServer', 'api-server', options, named);
    if (!isKnown && !throughKonnectivity) return;
    const wanted = this.portsOf(ports);
    const source = isKnown ? 'api-server' : 'konnectivity';
    for (const end of this.ownEnds(to, 'to', unsafeEveryPodReason)) {
      this.book.open({
        direction: 'Ingress',
        podSelector: end.selector,
        ports: wanted,
        peers: isKnown ? fromKnownApiServers(this.place) : konnectivityPeers(),
        name: `${end.label}-from-${source}`,
        description: `allowFromApiServer: ${isKnown ? 'the API servers' : 'agents of Konnectivity'} to ${this.name}/${end.label}`,
        reasons: reasonsOf(unsafeEveryPodReason, end),
      });
    }
  }

  public fromNodes(options: AllowFromNodesOptions): void {
    this.openFrom('allowFromNodes', 'nodes', options, this.addressesOf(options.addresses, 'node', 'nodes'));
  }

  public toNodes(options: AllowToNodesOptions): void {
    this.openTo('allowToNodes', 'nodes', options, this.addressesOf(options.addresses, 'node', 'nodes'));
  }

  public toAcmeSolvers({ namespaceName: namespace, podLabels }: AllowToAcmeSolversOptions): void {
    checkNamespaceName(this.place, namespace);
    checkPodLabels(this.place, namespace, podLabels);
    const source = { namespace, label: 'ingress-controller', selector: { matchLabels: { ...podLabels } } };
    const target = { namespace: this.name, label: 'acme-solvers', selector: { matchLabels: { ...ACME_SOLVER_LABELS } } };
    connect(NamespaceRegistry.of(this.place), 'allowToAcmeSolvers', source, target, [Port.tcp(ACME_SOLVER_PORT)], []);
  }

  private openFrom(verb: string, label: string, options: Omit<AllowFromNodesOptions, 'addresses'>, addresses: readonly Cidr[]): void {
    const ranges = addresses.map((cidr) => ({ cidr: cidrOf(this.place, cidr), except: [], outgoing: false }));
    this.openRanges(verb, label, options.to, options.ports, options.unsafeEveryPodReason, ranges);
  }

  private openTo(verb: string, label: string, options: Omit<AllowToNodesOptions, 'addresses'>, addresses: readonly Cidr[]): void {
    const ranges = addresses.map((cidr) => ({ cidr: cidrOf(this.place, cidr), except: [], outgoing: true }));
    this.openRanges(verb, label, options.fromPods, options.ports, options.unsafeEveryPodReason, ranges);
  }

  private addressesOf(addresses: readonly Cidr[] | undefined, what: string, remedy: string): readonly Cidr[] {
    if (addresses !== undefined && addresses.length > 0) return [...addresses];
    throw refusal(this.place, {
      fact: 'addresses is missing or empty',
      consequence: `so no ${what} is named`,
      remedy: `Name the addresses of the ${remedy}.`,
    });
  }

  private openRanges(verb: string, label: string, pods: IPods, wanted: Port[], everyPod: string | undefined, ranges: OpenedRange[]) {
    const ports = this.portsOf(wanted);
    const blocks = ranges.map((range) => toIpBlock(this.place, range));
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
          `${verb}: ` + `${direction === 'Egress' ? `${this.name}/${end.label} to ${where}` : `${where} to ${this.name}/${end.label}`}`,
        reasons: [...blocks.flatMap(({ reasons }) => reasons), ...reasonsOf(everyPod, end)],
        accepted: blocks.flatMap(({ accepted }) => accepted),
      });
    }
  }

  private ends(pods: IPods, role: string, unsafeEveryPodReason: string | undefined): TrafficEnd[] {
    return readEnds(pods, { place: this.place, namespace: this.name, role, unsafeEveryPodReason });
  }

  private ownEnds(pods: IPods, role: string, unsafeEveryPodReason: string | undefined): TrafficEnd[] {
    const ends = this.ends(pods, role, unsafeEveryPodReason);
    const stray = ends.find(({ namespace }) => namespace !== this.name);
    if (stray) {
      throw refusal(this.place, {
        fact: `${role} (${pods.node.path}) is in ${stray.namespace}, not in ${this.name}`,
        consequence: 'so a policy here would not concern it',
        remedy: 'Ask the IsolatedNamespace that it is in.',
      });
    }
    return ends;
  }

  private portsOf(ports: readonly Port[] | undefined): readonly Port[] {
    if (ports === undefined || ports.length === 0) {
      throw refusal(this.place, {
        fact: 'ports is missing or empty',
        consequence: 'which a NetworkPolicy takes for every port',
        remedy: 'Name the ports that are needed, such as Port.tcp(8443).',
      });
    }
    const stray = ports.find((port) => !(port instanceof Port));
    if (stray === undefined) return [...ports];
    throw refusal(this.place, {
      fact: `ports holds ${JSON.stringify(stray)}`,
      consequence: 'which does not say of which protocol it is',
      remedy: 'Write a port such as Port.tcp(8443).',
    });
  }
}
