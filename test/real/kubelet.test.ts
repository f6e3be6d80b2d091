import { App, Chart } from 'cdk8s';
import { HardenedKubelet, KubeletServingCertificate } from '../../src/kubelet';
import { kubeletRules } from '../../src/kubelet/rules';
import { readYaml } from '../../src/text/yaml/yaml';
import { findings } from '../support/findings';
import { guarantee } from '../support/guarantee';
import { describeProof } from '../support/requirements';
import { Cluster } from './support/cluster';
import { Kubelet, requireKubelet, SENTINEL } from './support/kubelet';
import { Authority } from './support/pki';
import { ask } from './support/probe';

jest.setTimeout(600_000);

/** What the port of a kubelet is asked for: pods with their environment, a command in a container, metrics, logs. */
const REQUESTS = {
  pods: ['GET', '/pods'],
  exec: ['POST', '/exec/default/shop-NODE/web?command=id&output=1'],
  run: ['POST', '/run/default/shop-NODE/web?cmd=id'],
  metrics: ['GET', '/metrics'],
  logs: ['GET', '/logs/'],
  profile: ['GET', '/debug/pprof/cmdline'],
} as const;

type Statuses = Readonly<Record<keyof typeof REQUESTS, number>>;
const all = (status: number): Statuses => ({ pods: status, exec: status, run: status, metrics: status, logs: status, profile: status });

describeProof('HardenedKubelet with the kubelet', requireKubelet(), () => {
  let cluster: Cluster;
  let hardened: Kubelet;
  let open: Kubelet;
  let tokens: { readonly without: string; readonly metrics: string };
  let config: string;

  const OPEN = [
    'apiVersion: kubelet.config.k8s.io/v1beta1',
    'kind: KubeletConfiguration',
    'authentication:',
    '  anonymous:',
    '    enabled: true',
    'authorization:',
    '  mode: AlwaysAllow',
    'readOnlyPort: 10255',
    'tlsMinVersion: VersionTLS10',
    'tlsCipherSuites: [TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]',
    '',
  ].join('\n');

  beforeAll(async () => {
    cluster = await Cluster.start('kubelet', { apiServerFlags: { 'authorization-mode': 'Node,RBAC' } });
    const serving = cluster.authority.issue('kubelet-serving', '/CN=kubelet');
    config = new HardenedKubelet(new Chart(new App(), 'nodes'), 'kubelet', {
      clientCaFile: cluster.authority.cert,
      servingCertificate: KubeletServingCertificate.files(serving.cert, serving.key),
    }).configFile!.content;
    hardened = await Kubelet.start(cluster, { name: 'hardened', config });
    open = await Kubelet.start(cluster, {
      name: 'open',
      config: `${OPEN}tlsCertFile: ${serving.cert}\ntlsPrivateKeyFile: ${serving.key}\n`,
    });
    await cluster.makeNamespace('accounts');
    const role = 'rbac.authorization.k8s.io/v1';
    const bind = (name: string, roleName: string, subject: object) => ({
      apiVersion: role,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: roleName },
      subjects: [subject],
    });
    const objects = [
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'scraper', namespace: 'accounts' } },
      {
        apiVersion: role,
        kind: 'ClusterRole',
        metadata: { name: 'node-metrics' },
        rules: [{ apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] }],
      },
      bind('scraper', 'node-metrics', { kind: 'ServiceAccount', name: 'scraper', namespace: 'accounts' }),
      bind('api-server', 'system:kubelet-api-admin', { kind: 'User', name: 'kube-apiserver', apiGroup: 'rbac.authorization.k8s.io' }),
    ];
    for (const object of objects) expect((await cluster.admin.create(object)).status).toBe(201);
    const tokenOf = async (name: string): Promise<string> => {
      const path = `/api/v1/namespaces/accounts/serviceaccounts/${name}/token`;
      const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
      return (await cluster.admin.request('POST', path, { body })).body.status.token;
    };
    tokens = { without: await tokenOf('default'), metrics: await tokenOf('scraper') };
  });

  afterAll(async () => {
    await hardened?.stop();
    await open?.stop();
    await cluster?.stop();
  });

  /** The pod of a node has the name of the node behind its own. */
  async function statuses(kubelet: Kubelet, credentials: Parameters<Kubelet['client']>[0]): Promise<Statuses> {
    const client = kubelet.client(credentials);
    try {
      const entries = Object.entries(REQUESTS).map(
        async ([name, [method, path]]) =>
          [name, (await client.request(method, path.replace('NODE', kubelet.name), { headers: { accept: '*/*' } })).status] as const,
      );
      return Object.fromEntries(await Promise.all(entries)) as Statuses;
    } finally {
      client.close();
    }
  }

  guarantee('HardenedKubelet', 'a kubelet with its file, as it is, answers no request without credentials that it can verify', async () => {
    const foreign = new Authority(cluster.folder, 'foreign', '/CN=kubernetes').issue('admin', '/O=system:masters/CN=admin');
    const expired = cluster.authority.issue('expired', '/O=system:masters/CN=admin', true);
    expect(await statuses(hardened, {})).toEqual(all(401));
    expect(await statuses(hardened, { pair: foreign })).toEqual(all(401));
    expect(await statuses(hardened, { pair: expired })).toEqual(all(401));
    expect(await statuses(hardened, { token: 'forged' })).toEqual(all(401));
    expect(await statuses(hardened, { token: `${tokens.metrics}x` })).toEqual(all(401));
  });

  guarantee(
    'HardenedKubelet',
    'it allows a client what RBAC grants, and no more: a scraper reads metrics, and executes nothing',
    async () => {
      expect(await statuses(hardened, { pair: cluster.authority.issue('jane', '/CN=jane') })).toEqual(all(403));
      expect(await statuses(hardened, { token: tokens.without })).toEqual(all(403));
      expect(await statuses(hardened, { token: tokens.metrics })).toEqual({ ...all(403), metrics: 200 });
    },
  );

  guarantee('HardenedKubelet', 'the API server, with its own certificate, reaches pods and logs, and no profile', async () => {
    const pair = cluster.authority.issue('apiserver-kubelet-client', '/CN=kube-apiserver');
    const found = await statuses(hardened, { pair });
    expect([found.pods, found.logs, found.metrics, found.profile]).toEqual([200, 200, 200, 405]);
    const client = hardened.client({ pair });
    const { body } = await client.request('GET', '/pods');
    client.close();
    expect(JSON.stringify(body)).toContain(SENTINEL);
  });

  guarantee('HardenedKubelet', 'it listens on its port and, on loopback, for health: there is no read-only port', () => {
    const { port, healthz } = hardened.ports;
    const fixed = hardened
      .listeners()
      .filter((address) => [port, healthz, 10255, hardened.ports.readOnly].includes(Number(/\d+$/.exec(address)![0])));
    expect(fixed).toEqual([`127.0.0.1:${port}`, `127.0.0.1:${healthz}`].sort());
  });

  guarantee('HardenedKubelet', 'it refuses TLS 1.0 and 1.1, and suites without authenticated encryption', async () => {
    const url = `${hardened.server}/pods`;
    const knock = { ca: cluster.authority.cert };
    for (const version of ['TLSv1', 'TLSv1.1'] as const) {
      expect(await ask(url, { ...knock, version, ciphers: 'DEFAULT@SECLEVEL=0' })).toEqual({ error: 'alert protocol version' });
      expect((await ask(`${open.server}/pods`, { ...knock, version, ciphers: 'DEFAULT@SECLEVEL=0' })).status).toBe(200);
    }
    expect(await ask(url, { ...knock, version: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA' })).toEqual({
      error: 'alert handshake failure',
    });
    expect((await ask(url, { ...knock, version: 'TLSv1.2' })).status).toBe(401);
    expect((await ask(url, { ...knock, version: 'TLSv1.3' })).status).toBe(401);
  });

  guarantee(
    ['kubelet/anonymous-access', 'kubelet/authorization-mode', 'kubelet/read-only-port'],
    'what they find is open: a client without credentials reads pods with their environment, and has a command run in a container',
    async () => {
      const found = findings(kubeletRules, [readYaml(OPEN).documents[0]!.value as object]).map((line) => line.split(' ')[0]);
      for (const name of ['anonymous-access', 'authorization-mode', 'read-only-port', 'tls-minimum']) {
        expect(found).toContain(`kubelet/${name}`);
      }
      // The pod takes a moment to run.
      let seen = await statuses(open, {});
      for (let tries = 0; seen.run !== 200 && tries < 100; tries++) {
        await new Promise((done) => setTimeout(done, 200));
        seen = await statuses(open, {});
      }
      for (const status of Object.values(seen)) expect([401, 403]).not.toContain(status);
      expect([seen.pods, seen.run, seen.metrics, seen.profile]).toEqual([200, 200, 200, 200]);
      for (const url of [`${open.server}/pods`, `http://127.0.0.1:${open.ports.readOnly}/pods`]) {
        expect((await ask(url, { ca: cluster.authority.cert })).body).toContain(SENTINEL);
      }
    },
  );

  test('the file is one in which no rule finds anything', () => {
    expect(findings(kubeletRules, [readYaml(config).documents[0]!.value as object])).toEqual([]);
  });
});
