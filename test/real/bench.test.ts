import { existsSync, readdirSync } from 'node:fs';
import { Chart, Testing } from 'cdk8s';
import { AuditPolicy } from '../../src/audit';
import { EtcdTlsConfig } from '../../src/etcd';
import { guarantee } from '../support/guarantee';
import { describeProof } from '../support/requirements';
import { Cluster, requireCluster } from './support/cluster';
import { installedEtcd } from './support/etcd-process';

const LOGS = '/var/log/cdk8s-hardened-bench';

describeProof('a cluster of the bench', requireCluster(), () => {
  let cluster: Cluster;
  let took: number;

  beforeAll(async () => {
    const start = Date.now();
    cluster = await Cluster.start('bench');
    took = Date.now() - start;
  });

  afterAll(() => cluster?.stop());

  test('is the release that was asked for', async () => {
    const { body } = await cluster.anonymous.request('GET', '/version');
    expect(body).toMatchObject({ gitVersion: `v${cluster.release.version}`, major: '1', minor: cluster.release.minor.slice(2) });
    process.stdout.write(`kube-apiserver ${cluster.release.version} and etcd: ready after ${(took / 1000).toFixed(1)} s\n`);
  });

  test('knows users and groups by their certificates', async () => {
    const reply = await cluster
      .clientFor({ user: 'jane:1', groups: ['payments/a', 'b'] })
      .request('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
        body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
      });
    expect(reply.body.status.userInfo).toMatchObject({ username: 'jane:1', groups: ['payments/a', 'b', 'system:authenticated'] });
  });

  test('knows service accounts by their tokens', async () => {
    await cluster.makeNamespace('accounts');
    const client = await cluster.clientForServiceAccount('accounts', 'default');
    const reply = await client.request('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
    });
    expect(reply.body.status.userInfo).toMatchObject({ username: 'system:serviceaccount:accounts:default' });
  });

  test("refuses nobody's requests, and those of a forged token", async () => {
    expect(await cluster.anonymous.request('GET', '/api/v1/namespaces')).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining('system:anonymous') },
    });
    expect(await cluster.client({ token: 'forged' }).request('GET', '/api/v1/namespaces')).toMatchObject({ status: 401 });
  });

  test('answers the client library too', async () => {
    const api = await cluster.admin.api((k) => k.CoreV1Api);
    expect((await api.listNamespace()).items.map(({ metadata }) => metadata?.name)).toEqual(
      expect.arrayContaining(['default', 'kube-public', 'kube-system']),
    );
    const stranger = await cluster.clientFor({ user: 'stranger' }).api((k) => k.CoreV1Api);
    await expect(stranger.listNamespace()).rejects.toMatchObject({ code: 403 });
  });

  test('refuses a field that it does not know', async () => {
    const typo = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'typo', namespace: 'default' }, dta: {} };
    expect(await cluster.admin.apply(typo)).toMatchObject({ status: 500, body: { message: expect.stringContaining('.dta') } });
    expect(await cluster.admin.create(typo)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('unknown field "dta"') },
    });
  });
});

describeProof('a cluster of the bench with files that constructs wrote', requireCluster({ node: true }), () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await Cluster.prepare('bench-node');
  });

  afterAll(() => cluster?.stop());

  guarantee(
    ['AuditPolicy', 'EtcdTlsConfig', 'HostFile'],
    'kube-apiserver and etcd run with the files and flags of the constructs, as they are, at the paths of a node',
    async () => {
      const chart = new Chart(Testing.app(), 'control-plane');
      const audit = new AuditPolicy(chart, 'audit', { log: { path: `${LOGS}/audit.log` } });
      const { etcdClient, etcdPeer, etcdMetrics } = cluster.ports;
      const etcd = new EtcdTlsConfig(chart, 'etcd', {
        release: installedEtcd(),
        member: { name: 'one', address: '127.0.0.1' },
        clientPort: etcdClient,
        peerPort: etcdPeer,
        metricsUrls: [`http://127.0.0.1:${etcdMetrics}`],
      });
      cluster.node.place(audit.policyFile, etcd.configFile);
      cluster.node.makeDirectory(LOGS);
      cluster.node.makeDirectory('/var/lib');
      const pki = '/etc/kubernetes/pki';
      const server = cluster.etcdAuthority.issue('one', '/CN=one');
      for (const [to, from] of Object.entries({
        'etcd/ca.crt': cluster.etcdAuthority.cert,
        'etcd/server.crt': server.cert,
        'etcd/server.key': server.key,
        'etcd/peer.crt': server.cert,
        'etcd/peer.key': server.key,
        'apiserver-etcd-client.crt': cluster.etcdClient.cert,
        'apiserver-etcd-client.key': cluster.etcdClient.key,
      })) {
        cluster.node.copy(from, `${pki}/${to}`);
      }

      await cluster.startEtcd({ args: [`--config-file=${etcd.configFile.path}`], health: `http://127.0.0.1:${etcdMetrics}/health` });
      await cluster.startApiServer({ ...etcd.apiServerFlags, ...audit.apiServerFlags });
      expect(await cluster.admin.request('GET', '/api/v1/namespaces/default')).toMatchObject({ status: 200 });
      await cluster.stopApiServer();

      const log = cluster.node
        .read(audit.apiServerFlags['audit-log-path']!)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(log.length).toBeGreaterThan(10);
      expect(new Set(log.map(({ kind }) => kind))).toEqual(new Set(['Event']));
      expect(readdirSync(cluster.node.onHost('/var/lib/etcd'))).toEqual(['member']);
      for (const path of [LOGS, audit.policyFile.path, etcd.configFile.path]) expect(existsSync(path)).toBe(false);
    },
  );

  test('says why a start failed, and where the log is', async () => {
    await expect(cluster.startApiServer({ 'no-such-flag': 'x' })).rejects.toThrow(
      /^kube-apiserver ended with 1\. The end of \S+kube-apiserver\.log:[\s\S]*unknown flag: --no-such-flag/,
    );
  });
});
