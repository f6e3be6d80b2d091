import { certainlyEnforced } from '../../../kubernetes/admission/pod-security-namespaces';
import { namespaceViews } from '../../../kubernetes/namespaces/namespace-view';
import { factFor } from '../../../kubernetes/objects/fact';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { namespaceOf } from '../../../kubernetes/objects/object';
import { serviceAccountOf } from '../../../kubernetes/pods/pod-account';
import { podViews } from '../../../kubernetes/pods/pod-view';
import { isMadeByServer } from '../../../kubernetes/rbac/bootstrap/bootstrap-objects';
import { formatMinor, type KubernetesMinor } from '../../../kubernetes/releases/versions';
import { MultiMap } from '../../../text/multi-map';
import { identityOf, type Access } from '../access';
import { accountIdentity, accountOf, groupIdentity, AUTHENTICATED, UNAUTHENTICATED, type Identity } from '../identity';
import { accessOf } from '../with-bootstrap';
import { GraphBuilder, type Target } from './builder';
import { addCombined } from './combined';
import { minimumCut, MOST_CHANGES, type Cut } from './cut';
import { addGrants } from './grants';
import type { AttackGraph, Edge, GraphNode } from './graph';
import { Reach } from './search';
import { addSecretTokens, addWorkloads } from './workloads';

/** Annotations of a ServiceAccount by which a cloud gives it a role. */
const CLOUD_ROLES = ['eks.amazonaws.com/role-arn', 'iam.gke.io/gcp-service-account', 'azure.workload.identity/client-id'];

/** Where an attack starts, and by which steps it ends. */
export interface AttackPath {
  readonly start: GraphNode;
  readonly end: GraphNode;
  readonly edges: readonly Edge[];
  /** Where each edge leads: the next node that is shown, past those that are of the graph alone. */
  readonly nodes: readonly GraphNode[];
}

/** What every identity and workload of an input can turn into: the graph, and the shortest ways in it. */
export class AttackPaths {
  public readonly graph: AttackGraph;
  /** Identities that the input names, its workloads, and clients that nothing is known of. */
  public readonly starts: readonly number[];
  private readonly builder: GraphBuilder;
  private readonly reached = new Map<Target, Reach>();

  constructor(inventory: Inventory, access: Access, kubernetes: KubernetesMinor) {
    const accounts = accountsOf(inventory, access);
    const places = [...namespaceViews(inventory).map(({ name }) => name), ...accounts.map(({ namespace }) => namespace), 'kube-system'];
    const builder = (this.builder = new GraphBuilder(places));
    this.graph = builder.graph;
    const identities = accounts.map(({ namespace, name }) => accountIdentity(namespace, name));
    const grants = addGrants(builder, access);
    addCombined(builder, access, grants);
    const workloads = addWorkloads(builder, inventory, kubernetes);
    addSecretTokens(builder, inventory);
    addCloudRoles(builder, inventory);
    addAdmin(builder);
    addNodes(builder);
    this.addIdentities([...access.subjects(), ...identities]);
    for (const place of new Set(places)) this.addNamespace(place, inventory);
    const named = grants.filter(({ grant }) => !isMadeByServer(grant.binding.object)).map(({ grant }) => identityOf(grant.subject));
    const unknown = [groupIdentity(UNAUTHENTICATED), groupIdentity(AUTHENTICATED)];
    const own = inventory.byKind('', 'ServiceAccount').map((object) => accountIdentity(namespaceOf(object), object.name));
    const all = [...named, ...own, ...unknown];
    this.starts = [...new Set([...all.map((identity) => builder.identity(identity)), ...workloads.map(({ node }) => node)])];
  }

  /** The number of a node by what it is called: `ServiceAccount payments/api`, `Deployment payments/api`. */
  public find(label: string): number | undefined {
    return this.graph.find(`identity ${label}`) ?? this.graph.find(`workload ${label}`);
  }

  /** The shortest way from a start to a target; undefined where there is none. */
  public path(start: number, target: Target): AttackPath | undefined {
    const node = this.graph.nodes[start]!;
    const edges = this.reach(target).way(start, target === 'foreign-secrets' ? node.namespace : undefined);
    if (!edges) return undefined;
    return { start: node, end: this.graph.nodes[edges.at(-1)?.to ?? start]!, edges, nodes: this.shownAfter(edges) };
  }

  /** The fewest changes after which no way leads from these starts to a target. */
  public cut(starts: readonly number[], target: Target): Cut {
    const targets = [...this.targets(target)];
    if (target !== 'foreign-secrets') return minimumCut(this.graph, new Set(starts), new Set(targets.map(([node]) => node)));
    // What is foreign depends on the start.
    const byHome = MultiMap.by(starts, (start) => this.graph.nodes[start]!.namespace);
    const cuts: Cut[] = [];
    for (const [home, some] of byHome) {
      const foreign = targets.filter(([, namespace]) => namespace !== home).map(([node]) => node);
      cuts.push(minimumCut(this.graph, new Set(some), new Set(foreign)));
      if (!together(cuts).isFound) break;
    }
    return together(cuts);
  }

  /** Past what has no text, which is not a step of the attack. */
  private shownAfter(edges: readonly Edge[]): readonly GraphNode[] {
    const nodes: GraphNode[] = [];
    for (let index = edges.length - 1; index >= 0; index--) {
      const next = edges[index + 1];
      nodes[index] = next?.text === '' ? nodes[index + 1]! : this.graph.nodes[edges[index]!.to]!;
    }
    return nodes;
  }

  private reach(target: Target): Reach {
    let reach = this.reached.get(target);
    if (!reach) this.reached.set(target, (reach = new Reach(this.graph, this.targets(target))));
    return reach;
  }

  /** The nodes that are a target, each with the namespace or the name that tells it from others. */
  private targets(target: Target): ReadonlyMap<number, string> {
    const { admin, anyNode, someNode, controlPlane } = this.builder;
    if (target === 'cluster-admin') return new Map([[admin, '']]);
    if (target === 'control-plane') return new Map([[controlPlane, '']]);
    if (target === 'node') return new Map([anyNode, someNode].map((node) => [node, '']));
    const kind = target === 'cloud-identity' ? 'cloud' : 'secret';
    const isTarget = ({ kind: own, label }: GraphNode) => own === kind && (kind === 'cloud' || label.startsWith('Secrets of namespace '));
    return new Map(this.graph.nodes.flatMap((node, number) => (isTarget(node) ? [[number, node.namespace] as const] : [])));
  }

  /** Every identity has what its groups have; all users may be impersonated, and all groups. */
  private addIdentities(identities: readonly Identity[]): void {
    const { builder } = this;
    const seen = new Set<number>();
    for (const identity of identities) {
      const node = builder.identity(identity);
      if (seen.has(node)) continue;
      seen.add(node);
      for (const group of identity.groups) {
        const other = builder.identity(groupIdentity(group));
        this.graph.add(node, other, { text: `is in the group ${group}` });
      }
      const account = identity.user === undefined ? undefined : accountOf(identity.user);
      if (account) this.graph.add(builder.place('accounts', account.namespace), node);
      else this.graph.add(builder.place(identity.user === undefined ? 'groups' : 'users', ''), node);
    }
    this.graph.add(builder.place('groups', ''), builder.identity(groupIdentity('system:masters')));
  }

  /** What a new pod in a namespace, and everything in it, leads to. */
  private addNamespace(namespace: string, inventory: Inventory): void {
    const { builder } = this;
    const pods = builder.place('new-pods', namespace);
    builder.step(pods, builder.place('accounts', namespace), 'run-as-account', namespace);
    builder.step(pods, builder.place('secrets', namespace), 'mount-secrets', namespace);
    if (certainlyEnforced(inventory, namespace).length === 0) builder.step(pods, builder.anyNode, 'privileged-pod', namespace);
    const all = builder.place('all', namespace);
    for (const place of ['new-pods', 'pods', 'accounts', 'secrets'] as const) this.graph.add(all, builder.place(place, namespace));
  }
}

/** Several cuts as one: not the fewest changes, if one of them would do for several. */
function together(cuts: readonly Cut[]): Cut {
  const edges = [...new Set(cuts.flatMap((cut) => cut.edges))];
  const least = Math.max(0, ...cuts.map((cut) => cut.least));
  const isFound = cuts.every((cut) => cut.isFound) && edges.length <= MOST_CHANGES;
  return { edges: isFound ? edges : [], isFound, least };
}

/** Who is allowed everything, is so in every namespace. */
function addAdmin(builder: GraphBuilder): void {
  for (const place of ['new-pods', 'pods', 'accounts', 'secrets', 'users', 'groups'] as const) {
    builder.graph.add(builder.admin, builder.place(place, ''));
  }
}

function addNodes(builder: GraphBuilder): void {
  for (const node of [builder.anyNode, builder.someNode]) builder.step(node, builder.place('pods', ''), 'node-pods', '');
  builder.step(builder.anyNode, builder.controlPlane, 'control-plane-files', '');
  builder.step(builder.controlPlane, builder.admin, 'admin-certificate', '');
}

function addCloudRoles(builder: GraphBuilder, inventory: Inventory): void {
  for (const object of inventory.byKind('', 'ServiceAccount')) {
    for (const annotation of CLOUD_ROLES) {
      const role = object.annotations[annotation];
      if (role === undefined || role === '') continue;
      const node = builder.graph.node(`cloud ${role}`, () => ({ kind: 'cloud', label: `the cloud role ${role}`, namespace: role }));
      const evidence = [{ object, path: 'metadata.annotations', text: `ServiceAccount ${object.name} ${annotation}` }];
      builder.step(builder.identity(accountIdentity(namespaceOf(object), object.name)), node, 'cloud-role', '', evidence, true);
    }
  }
}

interface Account {
  readonly namespace: string;
  readonly name: string;
}

/** ServiceAccounts that the input has, that its pods run as, and that bindings name. */
function accountsOf(inventory: Inventory, access: Access): readonly Account[] {
  const found = new Map<string, Account>();
  const add = (namespace: string, name: string) => found.set(`${namespace}/${name}`, { namespace, name });
  for (const object of inventory.byKind('', 'ServiceAccount')) if (object.name !== '') add(namespaceOf(object), object.name);
  for (const pod of podViews(inventory)) {
    const name = serviceAccountOf(pod);
    if (name !== undefined) add(pod.namespace, name);
  }
  for (const { user } of access.subjects()) {
    const account = user === undefined ? undefined : accountOf(user);
    if (account) add(account.namespace, account.name);
  }
  return [...found.values()];
}

export const attackPathsOf = factFor(
  'attack paths',
  (inventory, kubernetes: KubernetesMinor) => new AttackPaths(inventory, accessOf(inventory, kubernetes), kubernetes),
  formatMinor,
);
