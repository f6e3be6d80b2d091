import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import type { SecureVersion } from 'node:tls';
import type { Pair } from './pki';

/** How to knock. */
export interface Knock {
  /** File of the authority that the client trusts. */
  readonly ca?: string;
  /** The certificate that the client shows. */
  readonly pair?: Pair;
  /** The one version of TLS that the client speaks. */
  readonly version?: SecureVersion;
  /** OpenSSL's name of the suites that the client offers. */
  readonly ciphers?: string;
}

/** What came of it: a status, or an error. */
export interface Answer {
  readonly status?: number;
  readonly body?: string;
  readonly error?: string;
}

/** Asks a URL once, on a connection of its own. Never throws. */
export function ask(url: string, { ca, pair, version, ciphers }: Knock = {}): Promise<Answer> {
  return new Promise((done) => {
    const tls = {
      ca: ca && readFileSync(ca),
      cert: pair && readFileSync(pair.cert),
      key: pair && readFileSync(pair.key),
      minVersion: version,
      maxVersion: version,
      ciphers,
    };
    const options = { agent: false as const, timeout: 5000, ...(url.startsWith('https:') ? tls : {}) };
    const request = (url.startsWith('https:') ? https : http).get(url, options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        body += part;
      });
      response.on('end', () => done({ status: response.statusCode, body })).on('error', (error) => done({ error: codeOf(error) }));
    });
    request.on('timeout', () => request.destroy(Object.assign(new Error('timeout'), { code: 'TIMEOUT' })));
    request.on('error', (error) => done({ error: codeOf(error) }));
  });
}

/** `alert protocol version` for what the server answers in place of a handshake, else the code of the error. */
function codeOf(error: Error): string {
  const alert = /(?:sslv3|tlsv1|tlsv13) alert ([a-z ]+)/.exec(error.message);
  return alert ? `alert ${alert[1]}` : ((error as NodeJS.ErrnoException).code ?? error.message);
}
