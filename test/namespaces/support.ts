import { ApiObject, type App, JsonPatch, Testing, type Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { IsolatedNamespace, type IsolatedNamespaceProps } from '../../src';
import { KUBERNETES_CONTEXT } from '../../src/cdk8s/context';

export function makeApp(kubernetes = '1.36'): App {
  const app = Testing.app();
  app.node.setContext(KUBERNETES_CONTEXT, kubernetes);
  return app;
}

export function isolate(scope: Construct, id = 'payments', props: Partial<IsolatedNamespaceProps> = {}): IsolatedNamespace {
  return new IsolatedNamespace(scope, id, { informationSystem: 'payments', ...props });
}

/** A Deployment of cdk8s-plus, with what it cannot say and the level restricted asks for. */
export function deployment(scope: Construct, id: string): kplus.Deployment {
  const made = new kplus.Deployment(scope, id, { containers: [{ image: 'registry.example.com/app', portNumber: 8443 }] });
  ApiObject.of(made).addJsonPatch(
    JsonPatch.add('/spec/template/spec/securityContext/seccompProfile', { type: 'RuntimeDefault' }),
    JsonPatch.add('/spec/template/spec/containers/0/securityContext/capabilities', { drop: ['ALL'] }),
  );
  return made;
}

/** The label by which cdk8s-plus has the pods of a workload selected. */
export function selectorOf(workload: kplus.Workload): { matchLabels: Record<string, string> } {
  return { matchLabels: { 'cdk8s.io/metadata.addr': workload.podMetadata.getLabel('cdk8s.io/metadata.addr')! } };
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly annotations?: Record<string, string> };
  readonly spec: any;
}

export function manifests(chart: Chart): Manifest[] {
  return Testing.synth(chart) as Manifest[];
}

/** Specs of the NetworkPolicies that verbs made, by name. */
export function opened(chart: Chart): Record<string, unknown> {
  return Object.fromEntries(
    manifests(chart)
      .filter(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name !== 'default-deny' && metadata.name !== 'allow-dns')
      .map(({ metadata, spec }) => [metadata.name, spec]),
  );
}
