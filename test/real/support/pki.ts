import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a certificate: absolute paths. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** An authority that lives in a folder of a test. */
export class Authority {
  public readonly cert: string;
  private readonly key: string;

  public constructor(
    private readonly folder: string,
    name: string,
    subject: string,
  ) {
    this.folder = join(folder, name);
    mkdirSync(this.folder, { recursive: true });
    this.cert = join(this.folder, 'ca.crt');
    this.key = join(this.folder, 'ca.key');
    openssl(
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-subj',
      subject,
      '-addext',
      'keyUsage=critical,keyCertSign,cRLSign',
      '-keyout',
      this.key,
      '-out',
      this.cert,
    );
    writeFileSync(join(this.folder, 'index.txt'), '');
    writeFileSync(join(this.folder, 'serial'), '1000\n');
    writeFileSync(
      join(this.folder, 'ca.cnf'),
      `[ca]
default_ca = own
[own]
dir = ${this.folder}
database = $dir/index.txt
serial = $dir/serial
new_certs_dir = $dir
certificate = $dir/ca.crt
private_key = $dir/ca.key
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
organizationName = optional
[leaf]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth,clientAuth
subjectAltName = IP:127.0.0.1,DNS:localhost
`,
    );
  }

  /** Issues a certificate for loopback, good for servers and clients: one day long from an hour ago, or in the year 2020. */
  public issue(name: string, subject: string, expired = false): Pair {
    const [cert, key, request] = ['crt', 'key', 'csr'].map((end) => join(this.folder, `${name}.${end}`)) as [string, string, string];
    openssl(
      'req',
      '-new',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-subj',
      subject,
      '-keyout',
      key,
      '-out',
      request,
    );
    const [from, until] = expired ? ['20200101000000Z', '20200102000000Z'] : [stamp(-3600_000), stamp(86_400_000)];
    openssl(
      'ca',
      '-batch',
      '-config',
      join(this.folder, 'ca.cnf'),
      '-extensions',
      'leaf',
      '-notext',
      '-in',
      request,
      '-out',
      cert,
      '-startdate',
      from,
      '-enddate',
      until,
    );
    return { cert, key };
  }
}

function stamp(offset: number): string {
  return new Date(Date.now() + offset).toISOString().replace(/[-:T]|\.\d+/g, '');
}

function openssl(...args: string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
