import * as kubernetes from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';

type ResourceClass = new (name: string, args: object, opts: pulumi.CustomResourceOptions) => pulumi.CustomResource;

/** Pulumi's token for a kind: `kubernetes:apps/v1:Deployment`. */
export function typeTokenOf(apiVersion: string, kind: string): string {
  return `kubernetes:${apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`}:${kind}`;
}

/** Registers a manifest as the native resource of its kind; as a CustomResource where the SDK has no class for the kind. */
export function register(name: string, manifest: Readonly<Record<string, unknown>>, opts: pulumi.CustomResourceOptions): pulumi.CustomResource {
  const { apiVersion, kind } = manifest as { apiVersion: string; kind: string };
  const known = classOf(apiVersion, kind);
  return known ? new known(name, manifest, opts) : new kubernetes.apiextensions.CustomResource(name, manifest as unknown as kubernetes.apiextensions.CustomResourceArgs, opts);
}

/** The class of the SDK for a kind: looked up by module, and taken only if its token is the kind's. */
function classOf(apiVersion: string, kind: string): ResourceClass | undefined {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? 'core' : apiVersion.slice(0, slash);
  const found = own(own(own(kubernetes, group.split('.')[0]!), apiVersion.slice(slash + 1)), kind);
  const token = typeof found === 'function' ? (found as unknown as { __pulumiType?: unknown }).__pulumiType : undefined;
  return token === typeTokenOf(apiVersion, kind) ? found as ResourceClass : undefined;
}

function own(value: unknown, key: string): unknown {
  return value !== null && value !== undefined && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}
