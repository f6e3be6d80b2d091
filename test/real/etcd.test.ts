import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { EtcdTlsConfig } from '../../src/etcd';
import { guarantee } from '../support/guarantee';
import { describeProof, findTool, requireTools } from '../support/requirements';
import { EtcdProcess, freePorts, installedEtcd } from './support/etcd-process';
import { Authority, type Pair } from './support/pki';
import { ask } from './support/probe';

const SUBJECT = '/O=etcd/CN=kube-apiserver-etcd-client';
/** What Go's servers say to a missing or wrong certificate; releases differ in how exact they are. */
const ALERT = /^alert (bad certificate|certificate required|certificate expired|certificate unknown|unknown ca|handshake failure)$/;
const STRONG = 'ECDHE-ECDSA-AES128-GCM-SHA256';
const WEAK = 'ECDHE-ECDSA-AES128-SHA';

describeProof('EtcdTlsConfig with the etcd that is installed', requireTools(['etcd', 'etcdctl', 'openssl']), () => {
  const release = installedEtcd();
  const folder = mkdtempSync(join(tmpdir(), 'etcd-proof-'));
  const logs: string[] = [];
  let ca: Authority;
  let peerCa: Authority;
  let server: Pair;
  let peer: Pair;
  let client: Pair;
  let stranger: Pair;
  let expired: Pair;

  beforeAll(() => {
    ca = new Authority(folder, 'etcd', '/CN=etcd-ca');
    peerCa = new Authority(folder, 'peers', '/CN=etcd-peer-ca');
    server = ca.issue('server', '/CN=one');
    peer = peerCa.issue('peer', '/CN=one');
    client = ca.issue('client', SUBJECT);
    expired = ca.issue('expired', SUBJECT, true);
    // The same names throughout, and keys that etcd has never seen.
    stranger = new Authority(folder, 'stranger', '/CN=etcd-ca').issue('client', SUBJECT);
  });

  afterAll(() => {
    if ((globalThis as { proofFailed?: boolean }).proofFailed) console.error(`Logs are kept: ${logs.join(', ')}`);
    else rmSync(folder, { recursive: true, force: true });
  });

  function configFor(id: string, [clientPort, peerPort, metricsPort]: number[]): EtcdTlsConfig {
    return new EtcdTlsConfig(new Chart(new App(), id), 'etcd', {
      release,
      member: { name: 'one', address: '127.0.0.1' },
      clientPort,
      peerPort,
      metricsUrls: [`http://127.0.0.1:${metricsPort}`],
      dataDir: join(folder, id, 'data'),
      configPath: join(folder, id, 'etcd.conf.yml'),
      clientCertificates: { certFile: server.cert, keyFile: server.key, trustedCaFile: ca.cert },
      peerCertificates: { certFile: peer.cert, keyFile: peer.key, trustedCaFile: peerCa.cert },
      apiServerCertificates: { certFile: client.cert, keyFile: client.key },
    });
  }

  describe.each(['file', 'flags'] as const)(`etcd ${release}, started with the generated %s`, (form) => {
    let ports: number[];
    let config: EtcdTlsConfig;
    let etcd: EtcdProcess;
    const urls = () => ({
      client: `https://127.0.0.1:${ports[0]}`,
      peer: `https://127.0.0.1:${ports[1]}`,
      metrics: `http://127.0.0.1:${ports[2]}`,
    });

    beforeAll(async () => {
      ports = await freePorts(3);
      mkdirSync(join(folder, form));
      config = configFor(form, ports);
      writeFileSync(config.configFile.path, config.configFile.content, { mode: 0o600 });
      const args =
        form === 'file'
          ? [`--config-file=${config.configFile.path}`]
          : Object.entries(config.flags).map(([name, value]) => `--${name}=${value}`);
      etcd = await EtcdProcess.start(join(folder, form), args, `${urls().metrics}/health`);
      logs.push(etcd.logFile);
    });

    afterAll(() => etcd?.stop());

    function etcdctl(pair: Pair | undefined, ...args: string[]): string {
      const flags = config.apiServerFlags;
      const identity = pair ? [`--cert=${pair.cert}`, `--key=${pair.key}`] : [];
      return execFileSync(
        findTool('etcdctl')!,
        [
          `--endpoints=${flags['etcd-servers']}`,
          `--cacert=${flags['etcd-cafile']}`,
          ...identity,
          '--dial-timeout=500ms',
          '--command-timeout=500ms',
          ...args,
        ],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: { PATH: process.env.PATH, ETCDCTL_API: '3' } },
      );
    }

    guarantee('EtcdTlsConfig', "etcd lets the API server's certificate write and read", async () => {
      expect(etcdctl(client, 'put', '/registry/secrets/a', 'value')).toBe('OK\n');
      expect(etcdctl(client, 'get', '--print-value-only', '/registry/secrets/a')).toBe('value\n');
    });

    guarantee(
      'EtcdTlsConfig',
      "a client without a certificate, with another authority's or with an expired one neither writes nor reads",
      async () => {
        for (const pair of [undefined, stranger, expired, peer]) {
          expect(() => etcdctl(pair, 'put', '/registry/secrets/a', 'forged')).toThrow();
          expect(() => etcdctl(pair, 'get', '/registry/secrets/a')).toThrow();
        }
        expect(etcdctl(client, 'get', '--print-value-only', '/registry/secrets/a')).toBe('value\n');
      },
    );

    guarantee('EtcdTlsConfig', 'clients are told apart by their certificates, over TLS 1.2 and over TLS 1.3', async () => {
      const url = `${urls().client}/version`;
      for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
        expect(await ask(url, { ca: ca.cert, pair: client, version })).toMatchObject({
          status: 200,
          body: expect.stringContaining(release),
        });
        for (const pair of [undefined, stranger, expired, peer]) {
          expect(await ask(url, { ca: ca.cert, pair, version })).toEqual({ error: expect.stringMatching(ALERT) });
        }
      }
    });

    guarantee('EtcdTlsConfig', 'etcd refuses TLS 1.1, to clients and peers', async () => {
      const old = { ca: ca.cert, pair: client, version: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;
      for (const url of [urls().client, urls().peer]) expect(await ask(url, old)).toEqual({ error: 'alert protocol version' });
    });

    guarantee('EtcdTlsConfig', 'etcd refuses a CBC suite where it takes an AEAD one', async () => {
      const url = `${urls().client}/version`;
      expect(await ask(url, { ca: ca.cert, pair: client, version: 'TLSv1.2', ciphers: STRONG })).toMatchObject({ status: 200 });
      expect(await ask(url, { ca: ca.cert, pair: client, version: 'TLSv1.2', ciphers: WEAK })).toEqual({
        error: 'alert handshake failure',
      });
      const peers = `${urls().peer}/version`;
      expect(await ask(peers, { ca: peerCa.cert, pair: peer, version: 'TLSv1.2', ciphers: STRONG })).toMatchObject({ status: 200 });
      expect(await ask(peers, { ca: peerCa.cert, pair: peer, version: 'TLSv1.2', ciphers: WEAK })).toEqual({
        error: 'alert handshake failure',
      });
    });

    guarantee('EtcdTlsConfig', "plaintext gets nothing from etcd's client and peer ports", async () => {
      for (const port of ports.slice(0, 2)) {
        for (const path of ['/version', '/health', '/v2/keys', '/members']) {
          const answer = await ask(`http://127.0.0.1:${port}${path}`);
          expect([400, 'ECONNRESET', 'HPE_INVALID_CONSTANT', 'EPIPE']).toContain(answer.status ?? answer.error);
          expect(answer.body ?? '').not.toContain(release);
        }
      }
    });

    guarantee('EtcdTlsConfig', "etcd's peer port takes peers only: no certificate and a client's are refused", async () => {
      const url = `${urls().peer}/members`;
      expect(await ask(url, { ca: peerCa.cert, pair: peer })).toMatchObject({ status: 200, body: expect.stringContaining('one') });
      for (const pair of [undefined, client, stranger]) {
        expect(await ask(url, { ca: peerCa.cert, pair, version: 'TLSv1.2' })).toEqual({ error: expect.stringMatching(ALERT) });
      }
    });

    guarantee('EtcdTlsConfig', "etcd's health and metrics are in plaintext on loopback alone, and keys are not among them", async () => {
      expect(await ask(`${urls().metrics}/health`)).toMatchObject({ status: 200, body: expect.stringContaining('"health":"true"') });
      expect(await ask(`${urls().metrics}/metrics`)).toMatchObject({
        status: 200,
        body: expect.stringContaining('etcd_server_has_leader 1'),
      });
      for (const path of ['/v3/kv/range', '/v2/keys', '/members', '/version']) {
        expect(await ask(`${urls().metrics}${path}`)).toMatchObject({ status: 404 });
      }
      for (const address of otherAddresses()) {
        for (const port of ports) expect(await ask(`http://${address}:${port}/health`)).toEqual({ error: 'ECONNREFUSED' });
      }
    });

    guarantee('EtcdTlsConfig', 'etcd listens on the addresses that it was given, and nowhere else', async () => {
      expect(etcd.listeners()).toEqual(ports.map((port) => `127.0.0.1:${port}`).sort());
    });
  });

  describe('the same knocks at an etcd that is not hardened', () => {
    let etcd: EtcdProcess;
    let ports: number[];

    beforeAll(async () => {
      ports = await freePorts(3);
      mkdirSync(join(folder, 'control'));
      etcd = await EtcdProcess.start(
        join(folder, 'control'),
        [
          `--data-dir=${join(folder, 'control', 'data')}`,
          `--cert-file=${server.cert}`,
          `--key-file=${server.key}`,
          `--listen-client-urls=https://127.0.0.1:${ports[0]}`,
          `--advertise-client-urls=https://127.0.0.1:${ports[0]}`,
          `--listen-peer-urls=http://127.0.0.1:${ports[1]}`,
          `--listen-metrics-urls=http://127.0.0.1:${ports[2]}`,
        ],
        `http://127.0.0.1:${ports[2]}/health`,
      );
      logs.push(etcd.logFile);
    });

    afterAll(() => etcd?.stop());

    test("are let in, so the refusals above are the configuration's doing", async () => {
      const url = `https://127.0.0.1:${ports[0]}/version`;
      for (const pair of [undefined, stranger, expired]) expect(await ask(url, { ca: ca.cert, pair })).toMatchObject({ status: 200 });
      expect(await ask(url, { ca: ca.cert, version: 'TLSv1.2', ciphers: WEAK })).toMatchObject({ status: 200 });
      expect(await ask(`http://127.0.0.1:${ports[1]}/version`)).toMatchObject({ status: 200 });
    });
  });
});

/** IPv4 addresses of this machine besides 127.0.0.1: those of its interfaces, and another one of loopback. */
function otherAddresses(): string[] {
  const others = Object.values(networkInterfaces())
    .flat()
    .filter((one) => one!.family === 'IPv4' && !one!.internal)
    .map((one) => one!.address);
  return ['127.0.0.2', ...others];
}
