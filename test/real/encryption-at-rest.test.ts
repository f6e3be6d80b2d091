import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { EncryptionAtRest, EncryptionProvider, EncryptionStep, type EncryptionAtRestProps } from '../../src/etcd';
import { guarantee } from '../support/guarantee';
import { describeProof, requireTools } from '../support/requirements';
import { Cluster, requireCluster } from './support/cluster';
import { KmsPlugin } from './support/kms-plugin';
import { toolPath } from './support/program';

const WORD = 'Rhabarberbarbara';
const SOCKET = '/run/kms-proof/plugin.sock';
const KEYS: Readonly<Record<string, string>> = Object.fromEntries(
  ['ONE', 'TWO', 'THREE', 'FOUR'].map((name) => [`\${${name}}`, randomBytes(32).toString('base64')]),
);
const one = EncryptionProvider.secretbox({ name: 'one', placeholder: '${ONE}' });
const two = EncryptionProvider.secretbox({ name: 'two', placeholder: '${TWO}' });
const gcm = EncryptionProvider.aesgcm({ name: 'three', placeholder: '${THREE}' });
const cbc = EncryptionProvider.aescbc({ name: 'four', placeholder: '${FOUR}' });
const kms = EncryptionProvider.kms({ name: 'proof', socket: SOCKET });

const tools = requireTools(['etcd', 'etcdctl']);

describeProof('EncryptionAtRest', tools.ok ? requireCluster({ node: true }) : tools, () => {
  let cluster: Cluster;
  let plugin: KmsPlugin | undefined;

  const encryption = (props: EncryptionAtRestProps) => new EncryptionAtRest(new Construct(new App(), 'nodes'), 'encryption', props);

  /** What provisions a node does: it fills keys in, and replaces the file by renaming. */
  function provision(configuration: string): void {
    const content = Object.entries(KEYS).reduce((text, [placeholder, key]) => text.replaceAll(placeholder, key), configuration);
    const { path, mode } = encryption({ provider: one }).configFile;
    cluster.node.place({ path: `${path}.new`, content, mode });
    renameSync(cluster.node.onHost(`${path}.new`), cluster.node.onHost(path));
  }

  const flags = () => encryption({ provider: one }).apiServerFlags;

  async function restart(configuration: string): Promise<void> {
    await cluster.stopApiServer();
    provision(configuration);
    await cluster.startApiServer(flags());
  }

  function etcd(...args: string[]): string {
    const { cert, key } = cluster.etcdClient;
    const endpoint = `https://127.0.0.1:${cluster.ports.etcdClient}`;
    return execFileSync(
      toolPath('etcdctl'),
      [`--endpoints=${endpoint}`, `--cacert=${cluster.etcdAuthority.cert}`, `--cert=${cert}`, `--key=${key}`, ...args],
      { encoding: 'latin1', env: { PATH: process.env.PATH, ETCDCTL_API: '3' } },
    );
  }
  const stored = (name: string, resource = 'secrets') => etcd('get', '--print-value-only', `/registry/${resource}/default/${name}`);
  /** What is in front of a stored value: `secretbox:one`, or `plaintext`. */
  const writtenBy = (name: string, resource?: string) =>
    /^k8s:enc:(\w+):v\d:([\w.-]+):/.exec(stored(name, resource))?.slice(1).join(':') ?? 'plaintext';

  const secret = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: 'default' },
    stringData: { word: WORD },
  });
  async function create(name: string): Promise<string> {
    expect(await cluster.admin.create(secret(name))).toMatchObject({ status: 201 });
    return writtenBy(name);
  }
  async function read(name: string): Promise<string> {
    const { status, body } = await cluster.admin.read(secret(name));
    return status === 200 ? Buffer.from(body.data.word, 'base64').toString() : `status ${status}`;
  }
  /** As the command of the construct does: every object is read and put back. */
  async function rewrite(...resources: string[]): Promise<void> {
    for (const resource of resources) {
      const { body } = await cluster.admin.request('GET', `/api/v1/${resource}`);
      for (const item of body.items) {
        const path = `/api/v1/namespaces/${item.metadata.namespace}/${resource}/${item.metadata.name}`;
        const kind = body.kind.replace(/List$/, '');
        expect(await cluster.admin.request('PUT', path, { body: { ...item, apiVersion: 'v1', kind } })).toMatchObject({ status: 200 });
      }
    }
  }

  beforeAll(async () => {
    KmsPlugin.build();
    cluster = await Cluster.prepare('encryption-at-rest');
    await cluster.startEtcd();
    cluster.node.makeDirectory(dirname(SOCKET));
  });

  afterAll(async () => {
    await cluster?.stop();
    await plugin?.stop();
  });

  guarantee(
    ['EncryptionAtRest', 'etcd/encryption-providers'],
    'without the file a Secret is readable in etcd; with it what is new is not, and what was in plaintext is read until identity is '
      + 'removed. The API server reads that change by itself, and exactly what was not written again becomes unreadable',
    async () => {
      await cluster.startApiServer({});
      expect(await create('old')).toBe('plaintext');
      expect(await create('older')).toBe('plaintext');
      expect(stored('old')).toContain(WORD);
      const encrypt = { provider: one, resources: ['configmaps'] };
      await restart(encryption(encrypt).configFile.content);
      expect(await create('new')).toBe('secretbox:one');
      expect(stored('new')).not.toContain(WORD);
      expect([await read('old'), await read('older'), await read('new')]).toEqual([WORD, WORD, WORD]);
      const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'map', namespace: 'default' }, data: { word: WORD } };
      expect(await cluster.admin.create(map)).toMatchObject({ status: 201 });
      expect(writtenBy('map', 'configmaps')).toBe('secretbox:one');

      const { body } = await cluster.admin.read(secret('old'));
      await cluster.admin.request('PUT', '/api/v1/namespaces/default/secrets/old', { body });
      await rewrite('configmaps');
      expect([writtenBy('old'), writtenBy('older')]).toEqual(['secretbox:one', 'plaintext']);
      provision(encryption({ ...encrypt, step: EncryptionStep.FINISH }).configFile.content);
      const statusOfOlder = () => cluster.admin.read(secret('older')).then(({ status }) => status);
      for (const end = Date.now() + 80_000; (await statusOfOlder()) === 200 && Date.now() < end;) {
        await new Promise((done) => setTimeout(done, 1000));
      }
      expect([await read('old'), await read('older'), await read('new')]).toEqual([WORD, 'status 500', WORD]);
      etcd('del', '/registry/secrets/default/older');
    },
  );

  guarantee.group('EncryptionAtRest', 'a Secret is unreadable in etcd and readable through the API in every step of a rotation', () => {
    test.each([
      { name: 'of a key', from: one, to: two, oldWriter: 'secretbox:one', newWriter: 'secretbox:two' },
      { name: 'to AES-GCM', from: two, to: gcm, oldWriter: 'secretbox:two', newWriter: 'aesgcm:three' },
      { name: 'to AES-CBC', from: gcm, to: cbc, oldWriter: 'aesgcm:three', newWriter: 'aescbc:four' },
      { name: 'to a KMS', from: cbc, to: kms, oldWriter: 'aescbc:four', newWriter: 'kms:proof' },
      { name: 'back from the KMS', from: kms, to: one, oldWriter: 'kms:proof', newWriter: 'secretbox:one' },
    ])('$name', async ({ name, from, to, oldWriter, newWriter }) => {
      mkdirSync(dirname(cluster.node.onHost(SOCKET)), { recursive: true });
      plugin ??= await KmsPlugin.start(cluster.folder, cluster.node.onHost(SOCKET), 'a key of the service');
      const id = name.replace(/\W/g, '-').toLowerCase();
      const { rotation } = encryption({ provider: to, previous: [from], resources: ['configmaps'] });
      expect(rotation.map(({ step }) => step)).toEqual([EncryptionStep.READ, EncryptionStep.WRITE, EncryptionStep.FINISH]);
      const names: string[] = ['old', 'new'];
      for (const { step, configuration } of rotation) {
        await restart(configuration);
        names.push(`${id}-${step}`);
        expect(await create(names.at(-1)!)).toBe(step === EncryptionStep.READ ? oldWriter : newWriter);
        for (const each of names) {
          expect(await read(each)).toBe(WORD);
          expect(stored(each)).not.toContain(WORD);
        }
        if (step === EncryptionStep.WRITE) await rewrite('secrets', 'configmaps');
      }
      expect(names.map((each) => writtenBy(each))).toEqual(names.map(() => newWriter));
    });
  });

  guarantee('EncryptionAtRest', 'an API server does not start while no key is filled in', async () => {
    await cluster.stopApiServer();
    const { configFile } = encryption({ provider: one });
    cluster.node.place(configFile);
    await expect(cluster.startApiServer(flags(), 30)).rejects.toThrow(/kube-apiserver ended with 1/);
    expect(readFileSync(join(cluster.folder, 'kube-apiserver.log'), 'utf8')).toMatch(/secrets must be base64 encoded/);
  });
});
