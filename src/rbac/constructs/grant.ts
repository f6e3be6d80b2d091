import { requireReason } from '../../cdk8s/check-reason';
import { refusal } from '../../cdk8s/refusal';
import { checkNames, checkResource, checkSubresource, checkUrls, checkVerbs, type GrantParts } from './grant-checks';

/**
 * What a {@link LeastPrivilegeRole} allows: verbs on one resource, perhaps on named objects only, or on URLs that are not resource.
 *
 * Grants never change: each call returns a new one. Begin with {@link Grant.on} or {@link Grant.onUrls} and end with `verbs`:
 * `Grant.on('apps', 'deployments/scale').named('api').verbs('get', 'patch')`.
 */
export class Grant {
  /**
   * Begins a grant on a resource.
   *
   * Resources of groups that Kubernetes itself serves are looked up in those of 1.35 to 1.37; of other groups (custom resources, aggregated
   * APIs) every name is taken.
   *
   * @param group API group without version, '' for the core group
   * @param resource plural in lower case, with the subresource if it is one: `deployments`, `pods/log`
   * @throws Error for a wildcard, and for a group or resource that does not exist
   * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
   */
  public static on(group: string, resource: string): GrantTarget {
    checkResource(group, resource);
    return GrantTarget._of({ group, resource, names: [], urls: [] });
  }

  /**
   * Begins a grant on URLs that are not resource, such as `/metrics`. Such grants need cluster scope.
   *
   * @param urls whole paths, without wildcards
   * @throws Error for a wildcard, a text that is not a path, and for none or the same twice
   */
  public static onUrls(...urls: string[]): GrantTarget {
    checkUrls(urls);
    return GrantTarget._of({ group: '', resource: '', names: [], urls: [...urls] });
  }

  /**
   * What {@link GrantTarget.verbs} makes.
   *
   * @internal
   */
  public static _of(parts: GrantParts, verbs: readonly string[]): Grant {
    return new Grant(parts, verbs, undefined);
  }

  private constructor(
    private readonly parts: GrantParts,
    private readonly allowed: readonly string[],
    private readonly stated: string | undefined,
  ) {}

  /**
   * Says why the grant is needed. Powerful grants (see the README of the practice) need a reason; it is kept as an annotation of the role.
   *
   * @param reason a sentence that an auditor can assess
   * @throws Error for a blank reason, and when there is one already
   */
  public unsafeReason(reason: string): Grant {
    requireReason(this.toString(), 'the reason', reason);
    if (this.stated !== undefined) {
      throw refusal(this.toString(), {
        fact: 'a reason is given already',
        consequence: 'so one of the two would be lost',
        remedy: 'Say it all in one reason.',
      });
    }
    return new Grant(this.parts, this.allowed, reason.trim());
  }

  /**
   * Former name of {@link unsafeReason}.
   *
   * @param reason a sentence that an auditor can assess
   * @throws Error for a blank reason, and when there is one already
   * @deprecated It is called `unsafeReason`.
   */
  public because(reason: string): Grant {
    return this.unsafeReason(reason);
  }

  /** API group, '' for the core group. */
  public get group(): string {
    return this.parts.group;
  }

  /** Resource with its subresource: `pods/exec`; '' for a grant on URLs. */
  public get resource(): string {
    return this.parts.resource;
  }

  /** Names of the objects that it is confined to; empty = all. */
  public get names(): string[] {
    return [...this.parts.names];
  }

  /** URLs that it is on; empty for a grant on a resource. */
  public get urls(): string[] {
    return [...this.parts.urls];
  }

  /** Verbs that it allows. */
  public get verbs(): string[] {
    return [...this.allowed];
  }

  /**
   * Why it is needed.
   *
   * @default - none given
   */
  public get reason(): string | undefined {
    return this.stated;
  }

  /** `get, patch on deployments.apps named "api"`: for messages. */
  public toString(): string {
    const { group, resource, names, urls } = this.parts;
    const target = urls.length > 0 ? urls.join(', ') : group === '' ? resource : `${resource} of ${group}`;
    return `${this.allowed.join(', ')} on ${target}${names.length > 0 ? ` named ${names.map((name) => `"${name}"`).join(', ')}` : ''}`;
  }
}

/** The beginning of a {@link Grant}: what it is on. {@link GrantTarget.verbs} completes it. */
export class GrantTarget {
  /**
   * What {@link Grant.on} and {@link Grant.onUrls} make.
   *
   * @internal
   */
  public static _of(parts: GrantParts): GrantTarget {
    return new GrantTarget(parts);
  }

  private constructor(private readonly parts: GrantParts) {}

  /**
   * Goes over to a subresource: `Grant.on('', 'pods').subresource('exec')` is `Grant.on('', 'pods/exec')`.
   *
   * @param name such as `exec`
   * @throws Error when there is no such subresource
   */
  public subresource(name: string): GrantTarget {
    const { group, resource } = this.parts;
    checkSubresource(this.parts, name);
    checkResource(group, `${resource}/${name}`);
    return new GrantTarget({ ...this.parts, resource: `${resource}/${name}` });
  }

  /**
   * Confines the grant to the objects of these names.
   *
   * `create` (but of subresources) and `deletecollection` cannot be confined. `list` and `watch` then work with the field selector
   * `metadata.name=<name>` only.
   *
   * @param names names of existing objects, each once
   * @throws Error for no name, a blank or repeated one, a wildcard, and for a grant on URLs
   * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
   */
  public named(...names: string[]): GrantTarget {
    checkNames(this.parts, names);
    return new GrantTarget({ ...this.parts, names: [...names] });
  }

  /**
   * Completes the grant.
   *
   * @param verbs of get, list, watch, create, update, patch, delete, deletecollection; `use` on resources that Kubernetes does not define;
   * approve, sign and attest on signers; the verbs by node on `resourceclaims/driver`; for URLs get, head, post, put, patch, delete,
   * options
   * @throws Error for none, a wildcard, a repeated or unknown one, escalate, bind and impersonate, and one on which names have no effect
   */
  public verbs(...verbs: string[]): Grant {
    checkVerbs(this.parts, verbs);
    return Grant._of(this.parts, [...verbs]);
  }

  /** Completes the grant with get, list and watch. */
  public toRead(): Grant {
    return this.verbs('get', 'list', 'watch');
  }
}
