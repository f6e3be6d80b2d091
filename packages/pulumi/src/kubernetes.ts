import * as kubernetes from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';

type ResourceClass = new (name: string, args: object, opts: pulumi.CustomResourceOptions) => pulumi.CustomResource;

/** Objects that the cluster makes by itself, as `apiVersion/Kind/name`: to create them fails for the second that tries. */
const MADE_BY_CLUSTER: ReadonlySet<string> = new Set(['v1/ServiceAccount/default']);

/**
 * Whether a manifest is registered as a patch: the provider applies it to what is there, makes it where nothing is, and leaves it when the
 * stack goes.
 */
export function isPatched(apiVersion: unknown, kind: unknown, metadata: unknown): boolean {
  const name = typeof metadata === 'object' && metadata !== null ? (metadata as { name?: unknown }).name : undefined;
  return typeof name === 'string' && MADE_BY_CLUSTER.has(`${String(apiVersion)}/${String(kind)}/${name}`);
}

/** Pulumi's token for a manifest: `kubernetes:apps/v1:Deployment`. */
export function typeTokenOf({ apiVersion, kind, metadata }: Identity): string {
  return tokenOf(apiVersion, isPatched(apiVersion, kind, metadata) ? `${kind}Patch` : kind);
}

interface Identity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: unknown;
}

function tokenOf(apiVersion: string, kind: string): string {
  return `kubernetes:${apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`}:${kind}`;
}

/** Registers a manifest as the native resource of its kind; as a CustomResource where the SDK has no class for the kind. */
export function register(
  name: string,
  manifest: Readonly<Record<string, unknown>>,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  const { apiVersion, kind, metadata } = manifest as unknown as Identity;
  const known = classOf(apiVersion, isPatched(apiVersion, kind, metadata) ? `${kind}Patch` : kind);
  return known
    ? new known(name, manifest, opts)
    : new kubernetes.apiextensions.CustomResource(name, manifest as unknown as kubernetes.apiextensions.CustomResourceArgs, opts);
}

/** The class of the SDK for a kind: looked up by module, and taken only if its token is the kind's. */
export function classOf(apiVersion: string, kind: string): ResourceClass | undefined {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? 'core' : apiVersion.slice(0, slash);
  const found = own(own(own(kubernetes, group.split('.')[0]!), apiVersion.slice(slash + 1)), kind);
  const token = typeof found === 'function' ? (found as unknown as { __pulumiType?: unknown }).__pulumiType : undefined;
  return token === tokenOf(apiVersion, kind) ? (found as ResourceClass) : undefined;
}

function own(value: unknown, key: string): unknown {
  return value !== null && value !== undefined && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}
