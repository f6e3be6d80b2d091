import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import type * as k8s from '@kubernetes/client-node' with { 'resolution-mode': 'import' };
import type { ApiTable } from './api-table';
import type { Pair } from './pki';

/** Who asks: a certificate, a token, or, with neither, nobody. */
export interface Credentials {
  /** File of the authority of the API server. */
  readonly ca: string;
  readonly pair?: Pair;
  readonly token?: string;
}

export interface RequestOptions {
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** Sent as JSON, or as it is when it is a text. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the server answered. */
export interface Reply {
  readonly status: number;
  /** Parsed when it is JSON, else the text. */
  readonly body: any;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Texts of the `Warning` headers, such as those of Pod Security admission. */
  readonly warnings: readonly string[];
}

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/** The client package, for its types and classes: `(await kubernetes()).CoreV1Api`. */
export function kubernetes(): Promise<typeof k8s> {
  return (globalThis as unknown as { importKubernetesClient(): Promise<typeof k8s> }).importKubernetesClient();
}

/** The API server as one identity sees it. */
export class Client {
  private readonly agent: Agent;
  private readonly files: { readonly ca: Buffer; readonly cert?: Buffer; readonly key?: Buffer };

  public constructor(
    public readonly server: string,
    private readonly credentials: Credentials,
    private readonly table: ApiTable,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const { ca, pair } = credentials;
    this.files = { ca: readFileSync(ca), ...(pair && { cert: readFileSync(pair.cert), key: readFileSync(pair.key) }) };
  }

  /** One request, as it is written. A status is never an error. */
  public request(method: string, path: string, { query = {}, body, headers = {} }: RequestOptions = {}): Promise<Reply> {
    const url = new URL(path, this.server);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.append(name, value);
    const { token } = this.credentials;
    const json = body !== undefined && typeof body !== 'string';
    const payload = json ? JSON.stringify(body) : (body as string | undefined);
    // Without it, Node writes the body of a DELETE behind the request, where the server takes it for the next one.
    const length = payload !== undefined && { 'content-length': String(Buffer.byteLength(payload)) };
    const all = {
      accept: 'application/json',
      ...length,
      ...(json && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    };
    return new Promise((done, fail) => {
      const sent = request(url, { ...this.files, method, headers: all, agent: this.agent, timeout: 60_000 }, (response) => {
        const parts: Buffer[] = [];
        response
          .on('data', (part: Buffer) => parts.push(part))
          .on('error', fail)
          .on('end', () => {
            const text = Buffer.concat(parts).toString();
            const isJson = /json/.test(response.headers['content-type'] ?? '') && text !== '';
            const warnings = response.rawHeaders.flatMap((name, index, raw) =>
              name.toLowerCase() === 'warning' ? [warningText(raw[index + 1]!)] : [],
            );
            done({ status: response.statusCode!, body: isJson ? JSON.parse(text) : text, headers: response.headers, warnings });
          });
      });
      // A connection that is handed over, as of exec: nobody speaks on it.
      sent.on('upgrade', (response, socket) => {
        socket.destroy();
        done({ status: response.statusCode!, body: '', headers: response.headers, warnings: [] });
      });
      sent.on('timeout', () => sent.destroy(new Error(`${method} ${path}: no answer in 60 s`)));
      sent.on('error', fail);
      sent.end(payload);
    });
  }

  /** Server-side apply, with strict field validation. */
  public async apply(manifest: Manifest | unknown, query: RequestOptions['query'] = {}): Promise<Reply> {
    const object = manifest as Manifest;
    return this.request('PATCH', await this.table.pathOf(object, true), {
      query: { fieldManager: 'proof', fieldValidation: 'Strict', ...query },
      headers: { 'content-type': 'application/apply-patch+yaml' },
      body: JSON.stringify(object),
    });
  }

  /** Creates an object, with strict field validation. `{ dryRun: 'All' }` leaves it at asking. */
  public async create(manifest: Manifest | unknown, query: RequestOptions['query'] = {}): Promise<Reply> {
    const object = manifest as Manifest;
    return this.request('POST', await this.table.pathOf(object, false), { query: { fieldValidation: 'Strict', ...query }, body: object });
  }

  /** Reads an object again. */
  public async read(manifest: Manifest | unknown): Promise<Reply> {
    return this.request('GET', await this.table.pathOf(manifest as Manifest, true));
  }

  /** An API of `@kubernetes/client-node`: `await client.api((k) => k.RbacAuthorizationV1Api)`. */
  public async api<T extends k8s.ApiType>(choose: (k: typeof k8s) => k8s.ApiConstructor<T>): Promise<T> {
    const k = await kubernetes();
    return (await this.kubeConfig()).makeApiClient(choose(k));
  }

  /** The same identity as a kubeconfig of `@kubernetes/client-node`. */
  public async kubeConfig(): Promise<k8s.KubeConfig> {
    const { ca, pair, token } = this.credentials;
    const config = new (await kubernetes()).KubeConfig();
    const user = { name: 'user', token, certFile: pair?.cert, keyFile: pair?.key };
    config.loadFromClusterAndUser({ name: 'cluster', server: this.server, caFile: ca, skipTLSVerify: false }, user);
    return config;
  }

  /** Closes what is kept open. */
  public close(): void {
    this.agent.destroy();
  }
}

/** `299 - "text"`, with its quotes escaped. */
function warningText(header: string): string {
  return header.replace(/^\d+ \S+ "(.*)"$/s, '$1').replace(/\\(["\\])/g, '$1');
}
