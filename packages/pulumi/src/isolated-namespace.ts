import type * as kubernetes from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import * as hardened from 'cdk8s-hardened';
import { ConstructComponent } from './construct-component';
import type { HardenedOptions } from './settings';
import { Declared } from './values/declared';
import type { Inputs } from './values/inputs';

/** The verbs that open a namespace. */
type Verb =
  'allowTraffic' | 'allowFromIngressController' | 'allowFromMetricsScraper' | 'allowToCidr' | 'allowFromCidr' | 'allowToApiServer';

/**
 * A namespace for one information system, closed except what is opened. See `IsolatedNamespace` of cdk8s-hardened.
 *
 * Each verb registers the NetworkPolicies that it adds. Traffic between two isolated namespaces has two sides: ask both.
 */
export class IsolatedNamespace extends ConstructComponent<hardened.IsolatedNamespace, hardened.IsolatedNamespaceProps> {
  constructor(name: string, props: Inputs<hardened.IsolatedNamespaceProps>, options?: HardenedOptions) {
    super(name, props, options, { construct: hardened.IsolatedNamespace, inApp: true });
  }

  /** The Namespace. */
  public get namespace(): kubernetes.core.v1.Namespace {
    return this.resources['isolation/namespace'] as kubernetes.core.v1.Namespace;
  }

  /** Name of the namespace: what uses it waits until the namespace is there. */
  public get namespaceName(): pulumi.Output<string> {
    return this.nameOf('isolation/namespace');
  }

  /** Opens ports from pods to pods; one of both must be in this namespace. */
  public allowTraffic(options: Inputs<hardened.AllowTrafficOptions>): void {
    this.open('allowTraffic', options);
  }

  /** Opens ports of pods of this namespace to the pods of an ingress controller. */
  public allowFromIngressController(options: Inputs<hardened.AllowFromNamespaceOptions>): void {
    this.open('allowFromIngressController', options);
  }

  /** Opens ports of pods of this namespace to the pods that collect their metrics. */
  public allowFromMetricsScraper(options: Inputs<hardened.AllowFromNamespaceOptions>): void {
    this.open('allowFromMetricsScraper', options);
  }

  /** Lets pods of this namespace reach addresses outside the cluster. */
  public allowToCidr(options: Inputs<hardened.AllowToCidrOptions>): void {
    this.open('allowToCidr', options);
  }

  /** Lets addresses outside the cluster connect to pods of this namespace. */
  public allowFromCidr(options: Inputs<hardened.AllowFromCidrOptions>): void {
    this.open('allowFromCidr', options);
  }

  /** Lets pods of this namespace reach the API servers. */
  public allowToApiServer(options: Inputs<hardened.AllowToApiServerOptions>): void {
    this.open('allowToApiServer', options);
  }

  private open(verb: Verb, options: object): void {
    this.extend((namespace, world, scope) =>
      (namespace[verb] as (resolved: unknown) => void).call(
        namespace,
        world.resolve(options, Declared.optionsOf('IsolatedNamespace', verb), scope),
      ),
    );
  }
}
