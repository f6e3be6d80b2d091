import { isBelow, parseRegistryPrefix } from '../kubernetes/images/image-name';
import { typeName } from '../text/json';

/** Properties of {@link ImagePolicy}. */
export interface ImagePolicyProps {
  /**
   * Where images may come from: hosts of registries (`registry.example.com`, `registry.example.com:5000`) and paths within them
   * (`ghcr.io/acme`, `docker.io/library`), which allow all that is below. Names without a host are those of Docker Hub: `nginx` is
   * `docker.io/library/nginx`.
   *
   * @default - anywhere
   * @shape registry
   */
  readonly registries?: string[];
  /**
   * Images must be pinned by digest. The profile `hardened` requires it even where this is false.
   *
   * @default true
   */
  readonly requireDigest?: boolean;
  /**
   * Tags that images without a digest must not have, in addition to `latest`.
   *
   * @default - none
   * @shape tag
   */
  readonly refusedTags?: string[];
}

/**
 * Which images pods may run or mount: for `HardenedApp`, `Hardening` and `IsolatedNamespace`. It never allows what a rule forbids.
 *
 * `IsolatedNamespace` writes it into the annotation `cdk8s-hardened/image-policy` of its Namespace, so that `cdk8s-hardened check` checks
 * the manifests by it too.
 */
export class ImagePolicy {
  /** An error is thrown for a registry or a tag that is none, and where no image would be allowed. */
  public static of(props: ImagePolicyProps): ImagePolicy {
    refuseMistyped(props);
    const { requireDigest = true, refusedTags = [] } = props;
    const registries = props.registries?.map((text) => {
      const prefix = parseRegistryPrefix(text);
      if (typeof prefix !== 'string') {
        throw refused(
          prefix.fault,
          'so no image is meant by it',
          'Write the host of a registry, and a path if you like: "registry.example.com", "ghcr.io/acme", "docker.io/library".',
        );
      }
      return prefix;
    });
    if (registries?.length === 0) {
      throw refused('registries is an empty list', 'so no image could run', 'Leave it out to allow any, or name the registries.');
    }
    for (const tag of refusedTags) {
      if (!TAG.test(tag)) throw refused(`${JSON.stringify(tag)} is not a tag`, 'so no image can have it', 'Write a tag such as "main".');
    }
    return new ImagePolicy(registries && [...new Set(registries)].sort(), requireDigest, [...new Set(refusedTags)].sort());
  }

  private constructor(
    private readonly prefixes: readonly string[] | undefined,
    /** True when images must be pinned by digest. */
    public readonly requireDigest: boolean,
    private readonly tags: readonly string[],
  ) {}

  /**
   * Where images may come from.
   *
   * @default - anywhere
   */
  public get registries(): string[] | undefined {
    return this.prefixes && [...this.prefixes];
  }

  /** Tags that are refused in addition to `latest`. */
  public get refusedTags(): string[] {
    return [...this.tags];
  }

  /**
   * What both require; undefined when no registry suits both.
   *
   * @internal
   */
  public _and(other: ImagePolicy): ImagePolicy | undefined {
    const [ours, theirs] = [this.prefixes, other.prefixes];
    const both =
      ours && theirs
        ? [...ours.filter((a) => theirs.some((b) => isBelow(a, b))), ...theirs.filter((b) => ours.some((a) => isBelow(b, a)))]
        : (ours ?? theirs);
    if (both?.length === 0) return undefined;
    return new ImagePolicy(
      both && [...new Set(both)].sort(),
      this.requireDigest || other.requireDigest,
      [...new Set([...this.tags, ...other.tags])].sort(),
    );
  }

  /**
   * As an annotation.
   *
   * @internal
   */
  public _toAnnotation(): string {
    return JSON.stringify({
      registries: this.prefixes,
      digest: this.requireDigest,
      refusedTags: this.tags.length === 0 ? undefined : this.tags,
    });
  }
}

const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

/** In plain JavaScript nothing else would say so, and the policy would require less than it seems to. */
function refuseMistyped(props: object): void {
  const stray = Object.keys(props).find((key) => !['registries', 'requireDigest', 'refusedTags'].includes(key));
  if (stray !== undefined) {
    throw refused(
      `${JSON.stringify(stray)} is not one of its properties`,
      'so it has no effect',
      'Write registries, requireDigest or refusedTags.',
    );
  }
  const { registries, requireDigest, refusedTags } = props as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries({ registries, refusedTags })) {
    if (value !== undefined && !Array.isArray(value)) {
      throw refused(`${name} is ${typeName(value)}, not a list`, 'so it names nothing', 'Write a list.');
    }
  }
  if (requireDigest !== undefined && typeof requireDigest !== 'boolean') {
    throw refused(
      `requireDigest is ${typeName(requireDigest)}, not a boolean`,
      'so it decides nothing',
      'Write true or false, or leave it out.',
    );
  }
}

function refused(fact: string, consequence: string, remedy: string): Error {
  return new Error(`ImagePolicy: ${fact}, ${consequence}. ${remedy}`);
}
