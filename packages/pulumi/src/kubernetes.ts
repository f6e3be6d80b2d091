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

/** What a type of the provider is an object of; undefined for what is none, and for patches but of what the cluster makes. */
export function identityOf(type: string, { kind: stated, metadata }: Readonly<Record<string, unknown>>): Identity | undefined {
  const [, version, kind] = TYPE.exec(type) ?? [];
  if (version === undefined || kind === undefined || MODULES.test(version)) return undefined;
  const apiVersion = version.replace(/^core\//, '');
  if (!isPatch(apiVersion, kind, stated)) return { apiVersion, kind };
  const whole = kind.slice(0, -'Patch'.length);
  return isPatched(apiVersion, whole, metadata) ? { apiVersion, kind: whole } : undefined;
}

/** Whether one of the types around a resource makes objects of files and charts, which others wrote. */
export function isForeign(types: readonly string[]): boolean {
  return types.some((type) => MODULES.test(/^kubernetes:([^:]+):/.exec(type)?.[1] ?? ''));
}

const TYPE = /^kubernetes:([^:]+):([^:]+)$/;

/** Modules of the provider that make objects of files and charts: no groups of an API, as `kustomize.toolkit.fluxcd.io` is. */
const MODULES = /^(?:(?:yaml|kustomize)(?:\/v\d+)?|helm\.sh\/v\d+)$/;

/**
 * Whether the provider registers a type as a patch: one of its own classes, or a CustomResourcePatch, whose properties say the kind without
 * the ending. A kind of another author may end so too.
 */
function isPatch(apiVersion: string, kind: string, stated: unknown): boolean {
  if (!kind.endsWith('Patch')) return false;
  return classOf(apiVersion, kind) !== undefined || stated === kind.slice(0, -'Patch'.length);
}

/** True while a component registers a resource of its own. */
let isRegistering = false;

export function isOwnRegistration(): boolean {
  return isRegistering;
}

/** Registers a manifest as the native resource of its kind; as a CustomResource where the SDK has no class for the kind. */
export function register(
  name: string,
  manifest: Readonly<Record<string, unknown>>,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  const { apiVersion, kind, metadata } = manifest as unknown as Identity;
  const known = classOf(apiVersion, isPatched(apiVersion, kind, metadata) ? `${kind}Patch` : kind);
  isRegistering = true;
  try {
    return known
      ? new known(name, manifest, opts)
      : new kubernetes.apiextensions.CustomResource(name, manifest as unknown as kubernetes.apiextensions.CustomResourceArgs, opts);
  } finally {
    isRegistering = false;
  }
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
