import { readFileSync } from 'node:fs';
import { connect, type ClientHttp2Session } from 'node:http2';
import type { ApiResource } from './api-table';
import type { Cluster } from './cluster';

/** Who is asked about: names as the authenticator gives them. */
export interface Identity {
  readonly user: string;
  /** With `system:authenticated`, which the server adds for nobody who is only asked about. */
  readonly groups: readonly string[];
}

/** A request as the authorizer sees it: on a resource, or on a URL. */
export interface Ask {
  readonly verb: string;
  readonly group: string;
  /** With its subresource: `pods/exec`; '' for a URL. */
  readonly resource: string;
  /** '' for none. */
  readonly name: string;
  /** '' for the whole cluster. */
  readonly namespace: string;
  readonly url: string;
}

/** A resource or subresource that can be asked about. */
export interface Askable {
  readonly group: string;
  readonly resource: string;
  readonly namespaced: boolean;
}

/** Every resource and subresource that a server serves, each once, whatever its versions. */
export function askables(served: readonly ApiResource[]): readonly Askable[] {
  const all = served.flatMap(({ group, resource, namespaced, subresources }) =>
    ['', ...subresources.map(({ name }) => `/${name}`)].map((end): Askable => ({ group, resource: `${resource}${end}`, namespaced })),
  );
  return [...new Map(all.map((one) => [`${one.group}|${one.resource}`, one])).values()];
}

export function onResource(verb: string, group: string, resource: string, namespace: string, name = ''): Ask {
  return { verb, group, resource, name, namespace, url: '' };
}

export function onUrl(verb: string, url: string): Ask {
  return { verb, group: '', resource: '', name: '', namespace: '', url };
}

const AT_ONCE = 32;
const NAMESPACE = 'access-reviews';

/** SubjectAccessReviews by the thousand: many at a time over one connection, by an account that may make them and nothing else. */
export class AccessReviews {
  public static async open(cluster: Cluster): Promise<AccessReviews> {
    await cluster.makeNamespace(NAMESPACE);
    const binding = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: NAMESPACE },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:auth-delegator' },
      subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: NAMESPACE }],
    };
    const made = await cluster.admin.create(binding);
    if (made.status !== 201) throw new Error(`The account for reviews: ${made.body.message}`);
    const { status, body } = await cluster.admin.request('POST', `/api/v1/namespaces/${NAMESPACE}/serviceaccounts/default/token`, {
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
    });
    if (status !== 201) throw new Error(`A token for reviews: ${body.message}`);
    return new AccessReviews(connect(cluster.server, { ca: readFileSync(cluster.authority.cert) }), body.status.token);
  }

  /** How many have been asked. */
  public asked = 0;

  private constructor(
    private readonly session: ClientHttp2Session,
    private readonly token: string,
  ) {}

  /** Those of the requests that the server says it would allow. */
  public async allowed(who: Identity, asks: readonly Ask[]): Promise<Ask[]> {
    const answers: boolean[] = [];
    let next = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (next < asks.length) {
          const index = next++;
          answers[index] = await this.ask(who, asks[index]!);
        }
      }),
    );
    this.asked += asks.length;
    return asks.filter((_, index) => answers[index]);
  }

  public close(): void {
    this.session.close();
  }

  private async ask({ user, groups }: Identity, { verb, group, resource, name, namespace, url }: Ask): Promise<boolean> {
    const [plural, subresource] = resource.split('/');
    const attributes =
      url === ''
        ? { resourceAttributes: { verb, group, resource: plural, subresource, name, namespace } }
        : { nonResourceAttributes: { verb, path: url } };
    const reply = await this.post({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: { user, groups, ...attributes },
    });
    if (reply.kind !== 'SubjectAccessReview' || typeof reply.status.allowed !== 'boolean') {
      throw new Error(`No review of ${verb} ${resource}${url}: ${JSON.stringify(reply)}`);
    }
    return reply.status.allowed;
  }

  private post(body: unknown): Promise<any> {
    return new Promise((done, fail) => {
      const stream = this.session.request({
        ':method': 'POST',
        ':path': '/apis/authorization.k8s.io/v1/subjectaccessreviews',
        'content-type': 'application/json',
        'authorization': `Bearer ${this.token}`,
      });
      let text = '';
      stream
        .setEncoding('utf8')
        .on('data', (part: string) => {
          text += part;
        })
        .on('error', fail)
        .on('end', () => {
          try {
            done(JSON.parse(text));
          } catch {
            fail(new Error(`The answer to a review is not a JSON: ${text.slice(0, 200)}`));
          }
        });
      stream.end(JSON.stringify(body));
    });
  }
}
