import type { Manifest, Reply } from './client';

/** A resource as the server tells of it. */
export interface ApiResource {
  /** '' for the core group. */
  readonly group: string;
  readonly version: string;
  /** Such as `apps/v1`. */
  readonly groupVersion: string;
  /** Plural, such as `deployments`. */
  readonly resource: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly subresources: readonly { readonly name: string; readonly verbs: readonly string[] }[];
}

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** What a server serves, asked once and again when a kind is not in it (a CRD may have come). */
export class ApiTable {
  private known: readonly ApiResource[] = [];

  public constructor(private readonly get: (path: string, accept: string) => Promise<Reply>) {}

  /** Every resource of every version of every group. */
  public async resources(): Promise<readonly ApiResource[]> {
    if (this.known.length === 0) this.known = await this.ask();
    return this.known;
  }

  /** The URL path of an object, or of the collection in which it is made. */
  public async pathOf(object: Manifest, named: boolean): Promise<string> {
    const { apiVersion, kind, metadata } = object;
    const find = (all: readonly ApiResource[]) => all.find((one) => one.groupVersion === apiVersion && one.kind === kind);
    let found = find(await this.resources());
    if (!found) found = find((this.known = await this.ask()));
    // The server answers what it answers to a kind that it does not serve: 404.
    const { resource, namespaced } = found ?? { resource: `${kind.toLowerCase()}s`, namespaced: metadata.namespace !== undefined };
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const space = namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
    return `${root}${space}/${resource}${named ? `/${metadata.name}` : ''}`;
  }

  private async ask(): Promise<readonly ApiResource[]> {
    const lists = await Promise.all(['/api', '/apis'].map((path) => this.get(path, AGGREGATED)));
    return lists
      .flatMap(({ body }) => body.items as any[])
      .flatMap((item) =>
        item.versions.flatMap((version: any) =>
          version.resources.map((one: any): ApiResource => {
            const group: string = item.metadata?.name ?? '';
            return {
              group,
              version: version.version,
              groupVersion: group === '' ? version.version : `${group}/${version.version}`,
              resource: one.resource,
              kind: one.responseKind.kind,
              namespaced: one.scope === 'Namespaced',
              verbs: one.verbs,
              subresources: (one.subresources ?? []).map((sub: any) => ({ name: sub.subresource, verbs: sub.verbs })),
            };
          }),
        ),
      );
  }
}
