import type * as kubernetes from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import * as hardened from 'cdk8s-hardened';
import { ConstructComponent } from './construct-component';
import type { HardenedOptions } from './settings';
import { Declared } from './values/declared';
import type { Inputs } from './values/inputs';

/** The verbs that open a namespace. */
type Verb =
  | 'allowTraffic'
  | 'allowFromIngressController'
  | 'allowFromMetricsScraper'
  | 'allowToCidr'
  | 'allowFromCidr'
  | 'allowToApiServer'
  | 'allowFromApiServer'
  | 'allowFromNodes'
  | 'allowToNodes'
  | 'allowToAcmeSolvers';

/** What `IsolatedNamespace` and `ExistingNamespace` have in common: each verb registers the NetworkPolicies that it adds. */
export abstract class NamespaceComponent<C extends hardened.ClosedNamespace, P> extends ConstructComponent<C, P> {
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

  /** Lets the API servers reach pods of this namespace, such as those of a webhook. */
  public allowFromApiServer(options: Inputs<hardened.AllowFromApiServerOptions>): void {
    this.open('allowFromApiServer', options);
  }

  /** Lets nodes reach pods of this namespace, such as kubelets that probe them. */
  public allowFromNodes(options: Inputs<hardened.AllowFromNodesOptions>): void {
    this.open('allowFromNodes', options);
  }

  /** Lets pods of this namespace reach nodes, such as a scraper of their metrics. */
  public allowToNodes(options: Inputs<hardened.AllowToNodesOptions>): void {
    this.open('allowToNodes', options);
  }

  /** Lets an ingress controller reach the pods with which cert-manager answers HTTP-01 challenges. */
  public allowToAcmeSolvers(options: Inputs<hardened.AllowToAcmeSolversOptions>): void {
    this.open('allowToAcmeSolvers', options);
  }

  private open(verb: Verb, options: object): void {
    this.extend((namespace, world, scope) =>
      (namespace[verb] as (resolved: unknown) => void).call(
        namespace,
        world.resolve(options, Declared.optionsOf('ClosedNamespace', verb), scope),
      ),
    );
  }
}

/**
 * A namespace for one information system, closed except what is opened. See `IsolatedNamespace` of cdk8s-hardened.
 *
 * Traffic between two isolated namespaces has two sides: ask both.
 */
export class IsolatedNamespace extends NamespaceComponent<hardened.IsolatedNamespace, hardened.IsolatedNamespaceProps> {
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
}

/** A namespace that something else creates, closed like {@link IsolatedNamespace}. See `ExistingNamespace` of cdk8s-hardened. */
export class ExistingNamespace extends NamespaceComponent<hardened.ExistingNamespace, hardened.ExistingNamespaceProps> {
  constructor(name: string, props: Inputs<hardened.ExistingNamespaceProps> = {}, options?: HardenedOptions) {
    super(name, props, options, {
      construct: hardened.ExistingNamespace,
      inApp: true,
      tell: ({ namespaceName }) => ({ namespaceName }),
    });
  }

  /** Name of the namespace. */
  public get namespaceName(): pulumi.Output<string> {
    return this.told('namespaceName');
  }
}
