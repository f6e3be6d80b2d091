import { ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { refusal } from '../../cdk8s/refusal';
import { ACCEPTED_ANNOTATION, REASON_ANNOTATION } from '../../kubernetes/objects/annotations';
import { checkContents } from './chart-checks';
import type { ClosedNamespace } from './closed-namespace';
import { ClusterDns } from './cluster-dns';
import { derivedHard } from './derived-quota';
import { NamespaceRegistry } from './namespace-registry';
import { Openings } from './openings';
import { DESCRIPTION_ANNOTATION, PolicyBook } from './policy-book';
import type { NamespaceResources, ResourceProps } from './render-resources';

/** What closes a namespace, and what opens it. */
export interface ClosedParts {
  readonly defaultDeny: ApiObject;
  readonly dns: ApiObject;
  readonly book: PolicyBook;
  readonly openings: Openings;
}

/** Makes the objects of a namespace's construct. */
export class PartMaker {
  /** `namespaceObject` is the Namespace that is applied before them; undefined when something else creates it. */
  constructor(
    public readonly scope: Construct,
    public readonly namespaceObject: ApiObject | undefined,
  ) {}

  public add(apiVersion: string, kind: string, name: string, fields: object, description?: string): ApiObject {
    return this.annotated(
      apiVersion,
      kind,
      name,
      fields,
      description === undefined ? undefined : { [DESCRIPTION_ANNOTATION]: description },
    );
  }

  /** The ResourceQuota, worked out when all objects of the namespace are there. */
  public addQuota(place: ClosedNamespace, { quota: { hard } }: NamespaceResources, props: ResourceProps): ApiObject {
    const spec = { hard: Lazy.any({ produce: () => derivedHard(place, hard, props.quota ?? {}) }) };
    return this.annotated('v1', 'ResourceQuota', 'quota', { spec }, withoutCpuLimits('namespaces/resource-quota', props));
  }

  public addLimits({ limits }: NamespaceResources, props: ResourceProps): ApiObject {
    return this.annotated('v1', 'LimitRange', 'limits', { spec: limits }, withoutCpuLimits('namespaces/limit-range', props));
  }

  private annotated(
    apiVersion: string,
    kind: string,
    name: string,
    fields: object,
    annotations: Record<string, string> | undefined,
  ): ApiObject {
    const object = new ApiObject(this.scope, kind === 'ServiceAccount' ? 'service-account' : name, {
      apiVersion,
      kind,
      metadata: { name, annotations },
      ...fields,
    });
    if (this.namespaceObject) object.addDependency(this.namespaceObject);
    return object;
  }

  public addDefaultAccount(): ApiObject {
    return this.add('v1', 'ServiceAccount', 'default', { automountServiceAccountToken: false });
  }
}

/** Annotations that say why there are no CPU limits. */
function withoutCpuLimits(rule: string, { unsafeNoCpuLimitsReason: reason }: ResourceProps): Record<string, string> | undefined {
  if (reason === undefined) return undefined;
  return { [REASON_ANNOTATION]: `no CPU limits: ${reason}`, [ACCEPTED_ANNOTATION]: JSON.stringify({ [rule]: reason }) };
}

/** Refuses a second construct for a namespace. */
export function refuseTaken(place: ClosedNamespace, name: string): void {
  const taken = NamespaceRegistry.of(place).pathOf(name);
  if (taken === undefined) return;
  throw refusal(place, {
    fact: `the namespace ${name} is already created by ${taken}`,
    consequence: 'so one would overwrite the other',
    remedy: 'Choose another name.',
  });
}

/** Where pods find DNS; refuses an empty list. */
export function checkDns(place: ClosedNamespace, servers: readonly ClusterDns[] | undefined): readonly ClusterDns[] {
  const dns = [...(servers ?? [ClusterDns.kubeDns()])];
  if (dns.length > 0) return dns;
  throw refusal(place, {
    fact: 'dns is an empty list',
    consequence: 'so no pod could look up a name',
    remedy: 'Leave it out for the cluster DNS, or name where the pods find DNS.',
  });
}

/** Denies all traffic but DNS, and gets ready for what methods allow. */
export function closeNamespace(place: ClosedNamespace, maker: PartMaker, dns: readonly ClusterDns[], what: string): ClosedParts {
  const name = place.namespaceName;
  const defaultDeny = maker.add(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    'default-deny',
    { spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } },
    `${what}: no traffic but what other policies allow`,
  );
  const dnsPolicy = maker.add(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    'allow-dns',
    { spec: { podSelector: {}, policyTypes: ['Egress'], egress: dns.map((server) => server._toEgressRule()) } },
    `${what}: every pod may ask DNS`,
  );
  const book = new PolicyBook(maker.scope, maker.namespaceObject);
  NamespaceRegistry.of(place).add(name, place.node.path, book);
  place.node.addValidation({ validate: () => checkContents(place) });
  return { defaultDeny, dns: dnsPolicy, book, openings: new Openings(place, name, book) };
}
